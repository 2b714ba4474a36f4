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

same_outputs() { # ROOT [FIRST LEAST]: the bytes of FIRST, in more than LEAST files
    local first=${2:-first}
    diff -r "$first/outputs" "$1/outputs" &&
        diff <(cd "$first/outputs" && find . -printf '%y %m %l %p\n' | sort) \
            <(cd "$1/outputs" && find . -printf '%y %m %l %p\n' | sort) &&
        [ "$(find "$1/outputs" -type f | wc -l)" -gt "${3:-100}" ]
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

rights() { # what is published is for all to read; what was sent, and the answers, are not
    local inner='first/outputs/archive|first/outputs/receipts'
    ! find first/outputs ! -type l -printf '%y %m %p\n' | grep -v ' first/outputs/\.lock$' |
        awk -v inner="^($inner)(/|$)" '{ want = $3 ~ inner ? ($1 == "d" ? 750 : 640) : ($1 == "d" ? 755 : 644) } $2 != want' | head -n 5 | grep .
}
check "the rights of files and folders" rights

# Each run differs from the first in several things at once: when one fails, take them apart here.
# On tmpfs a folder lists what was put down last first; a disk's own order is often that of hashes, always.
reversed=reversed
[ ! -w /dev/shm ] || reversed=$(mktemp -d -p /dev/shm)
cleanup() { rm -rf "$work" "$reversed"; }
sample_in_order "$reversed" -r
check "files put down in reverse, one process, umask 000: runs" \
    ends_with 1 bash -c 'umask 000; exec "$@"' bash "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root "$reversed" run "$month"
check "files put down in reverse, one process, umask 000: same bytes, names, modes, links" same_outputs "$reversed"
rm -rf "$reversed"
mkdir -p "a folder/with é and 'quotes'"
sample_in_order "a folder/with é and 'quotes'" -R
# shellcheck disable=SC2016
try "any order, another folder, TZ, LC_ALL=C, HOME, terminal, umask 077" "a folder/with é and 'quotes'" \
    env -i PATH="$PATH" TZ=Pacific/Kiritimati LC_ALL=C HOME=/nonexistent TERM=vt100 COLUMNS=20 sh -c 'umask 077; exec "$@"' sh
# The status says how many files the last call took in: that is another number.
same_number_new() { sed 's/"new": [0-9]*/"new": N/' "$1/outputs/status.json" >status && cp status "$1/outputs/status.json"; }
# In Turkish i and I are no pair, and numbers have a comma: made here, of Debian's locales.
if mkdir locales && localedef -i tr_TR -f UTF-8 locales/tr_TR.UTF-8 2>/dev/null; then locale=tr_TR.UTF-8; else locale=; fi
sample_in_order eight
for _ in 1 2; do ptce --root eight -q collect >/dev/null 2>&1; done
check "collected before, eight processes, ${locale:-C.UTF-8}: runs" \
    ends_with 1 env LOCPATH="$work/locales" LC_ALL="${locale:-C.UTF-8}" TZ=America/Noronha LANGUAGE=fr \
    "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 8 --root eight -q run "$month"
same_number_new first
same_number_new eight
check "collected before, eight processes, ${locale:-C.UTF-8}: same bytes, names, modes, links" same_outputs eight
rm -rf eight

# Another time must show: else diff -r compares nothing.
for root in small again later; do small $root; done
check "a small run" ends_with 0 ptce --root small -q run "$month"
check "a small run again" ends_with 0 ptce --root again -q run "$month"
check "a small run again: same bytes, names, modes, links" same_outputs again small 50
check "another --now runs" ends_with 0 ptce --root later --now 2026-11-12T06:00:01Z -q run "$month"
differs() { ! same_outputs later small 50; }
check "another --now is seen" differs
