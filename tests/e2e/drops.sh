#!/bin/bash
# Drop folders that somebody works against while they are read: when the run has seen a chamber's file and
# is taking in those before it, the file becomes something else. Kinds of files one by one, and kernels
# without openat2: tests/unit/test_drop.c. Seconds: 5.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

drop=root/inputs/returns/84-auvergne-rhone-alpes
small model
cp -p "model/${drop#root/}/emplois-$month.csv" good.csv
rm "model/${drop#root/}/emplois-$month.csv"
mkdir elsewhere
jobs_of "$month" 99 >elsewhere/emplois.csv # what would be read as a return, if it were read
touch -r good.csv elsewhere/emplois.csv
good=$(sha256sum <good.csv | cut -c 1-12)

here() { ls root/outputs/archive/84 2>/dev/null; }
# As soon as the first file is in: COMMAND. Leaves `in-time` when that of the chamber was not in yet.
strike() {
    local n
    for ((n = 0; n < 20000; n++)); do [ -z "$(here)" ] || break; done
    "$@"
    here | grep -q emplois.csv || : >in-time
}
# while_read WANT COMMAND: what is in the archive of emplois.csv, "" for nothing, in a run that is struck.
while_read() {
    local want=$1 files=50 got
    shift
    for _ in 1 2 3 4 5; do
        rm -rf root aside in-time
        cp -a model root
        seq -f "$drop/before-%03.0f.txt" 1 $files | while IFS= read -r file; do echo "$file" >"$file"; done
        cp -p good.csv "$drop/emplois.csv"
        find $drop -name 'before-*' -exec touch -d 2026-10-20T00:00:00Z {} +
        strike "$@" &
        ptce --root root -q collect >/dev/null 2>said
        wait
        got=$(here | grep emplois.csv | cut -d - -f 2)
        [ ! -e in-time ] || break
        files=$((files * 2))
    done
    [ -e in-time ] || { echo "never struck in time"; return 1; }
    [ "$got" = "$want" ] || { echo "taken in: $got, not $want"; cat said; return 1; }
}
says() { grep -q "path-error: .*emplois.csv.*($1)" said || { cat said; return 1; }; }
becomes() { "$@" "$drop/.evil" && mv -fT "$drop/.evil" "$drop/emplois.csv"; }
check "a file becomes a link" while_read "" becomes ln -s "$work/elsewhere/emplois.csv"
check "which is said" says lien
check "a file becomes a secret's other name" while_read "" becomes ln elsewhere/emplois.csv
check "which is said, too" says 'lien dur.*'
check "a file becomes a pipe: nobody waits for it" while_read "" becomes mkfifo
check "which is said as well" says 'fichier spécial'
folder() { mv -T "$drop" aside && ln -s "$work/elsewhere" "$drop"; }
check "a folder becomes a link: what it was is read" while_read "$good" folder
