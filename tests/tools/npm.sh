#!/bin/sh
# Install npm packages into build/npm, each of the version named, and say where they are.
#
#     modules=$(tests/tools/npm.sh csv-spectrum@2.0.0 …) || exit 1
#
# Nothing is fetched when all are there. Ends with 1 and a line on standard error when one cannot be had.
set -u

to=$(cd "$(dirname "$0")/../.." && pwd)/build/npm
mkdir -p "$to"
exec 9>"$to/lock"
flock 9

for package; do
    mark=$to/$(printf %s "$package" | tr / _).done
    [ ! -e "$mark" ] || continue
    if ! npm install --prefix "$to" --no-audit --no-fund --ignore-scripts "$package" >"$to/log" 2>&1; then
        echo "ptce: $package could not be installed: see $to/log" >&2
        exit 1
    fi
    : >"$mark"
done
echo "$to/node_modules"
