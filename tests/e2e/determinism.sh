#!/bin/bash
# Same returns, same bytes: whatever the time zone, the locale, the umask, the folder, the number of
# processes, and the order in which the files were put on the disk.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

# The sample, its files written in the order given by sort's options.
sample_in_order() {
    local root=$1 file
    shift
    (cd "$top/inputs" && find . -type f) | sort "$@" >order
    while IFS= read -r file; do
        mkdir -p "$root/inputs/$(dirname "$file")"
        cp -p "$top/inputs/$file" "$root/inputs/$file"
    done <order
}

same_outputs() {
    diff -r first/outputs "$1/outputs" &&
        diff <(cd first/outputs && find . -printf '%y %m %l %p\n' | sort) \
            <(cd "$1/outputs" && find . -printf '%y %m %l %p\n' | sort) &&
        [ "$(find "$1/outputs" -type f | wc -l)" -gt 100 ]
}

try() { # what, root, command
    local what=$1 root=$2
    shift 2
    check "$what: runs" ends_with 1 "$@" "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --root "$root" run "$month"
    check "$what: same bytes, names, modes, links" same_outputs "$root"
    rm -rf "$root"
}

sample_in_order first
check "the first run" ends_with 1 ptce --root first --jobs 2 -q run "$month"

sample_in_order again
try "again" again env
sample_in_order reversed -r
try "files put down in reverse" reversed env
sample_in_order shuffled -R
try "files put down in any order" shuffled env
mkdir -p "a folder/with é and 'quotes'"
sample_in_order "a folder/with é and 'quotes'"
try "another folder" "a folder/with é and 'quotes'" env
sample_in_order zones
try "TZ, LC_ALL=C, HOME, terminal" zones env -i PATH="$PATH" TZ=Pacific/Kiritimati LC_ALL=C HOME=/nonexistent TERM=vt100 COLUMNS=20
if locale -a 2>/dev/null | grep -qix 'fr_FR.utf-\?8'; then
    sample_in_order french
    try "LC_ALL=fr_FR.UTF-8" french env LC_ALL=fr_FR.UTF-8 TZ=America/Noronha LANGUAGE=fr
else
    skip "LC_ALL=fr_FR.UTF-8" "no such locale here"
fi
for jobs in 1 8; do
    sample_in_order "jobs-$jobs"
    check "--jobs $jobs: runs" ends_with 1 ptce --root "jobs-$jobs" --jobs "$jobs" -q run "$month"
    check "--jobs $jobs: same bytes, names, modes, links" same_outputs "jobs-$jobs"
    rm -rf "jobs-$jobs"
done
for mask in 000 077; do
    sample_in_order "umask-$mask"
    # shellcheck disable=SC2016
    try "umask $mask" "umask-$mask" sh -c 'umask '"$mask"'; exec "$@"' sh
done
sample_in_order collected
for _ in 1 2; do ptce --root collected -q collect >/dev/null 2>&1; done
try "collected before, then run" collected env

# Another time must show: else diff -r compares nothing.
sample_in_order later
check "another --now runs" ends_with 1 ptce --root later --now 2026-11-12T06:00:01Z -q run "$month"
differs() { ! same_outputs later; }
check "another --now is seen" differs
