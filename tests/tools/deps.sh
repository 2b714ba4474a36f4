#!/bin/sh
# Install the Debian packages named that are missing; say nothing and need no root when none is.
#
#     tests/tools/deps.sh gcc libcsv-dev …
#
# Ends with 0 when all are there (or could be installed), 1 with the command to run otherwise.
set -u

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "ptce: this is not a Debian system; what is needed here is called: $*" >&2
    exit 0
fi

# Two of us at once (make -j) would trip over apt's lock: the second waits, and finds nothing missing.
exec 9<"$0"
flock 9 2>/dev/null

missing=
for package; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

say_how() {
    echo "ptce: packages are missing, and $1. As root, run:" >&2
    echo "    apt-get update && apt-get install -y --no-install-recommends$missing" >&2
    exit 1
}

as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || say_how "there is no sudo to install them with"
    as_root=sudo
fi

echo "ptce: installing:$missing"
# shellcheck disable=SC2086  # a list of words
if ! { $as_root apt-get update -qq </dev/null &&
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o Dpkg::Use-Pty=0 install -qq -y --no-install-recommends $missing </dev/null >&2; }; then
    say_how "they could not be installed"
fi
