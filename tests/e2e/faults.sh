#!/bin/bash
# When the machine fails: one line on stderr that says what and where, exit status 3, the previous
# edition untouched byte for byte, nothing half made. When one region's files cannot be read, the others
# go on.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

# Another user must reach the program: a copy of it stands in $work. As root, "some user" is nobody.
# One chart and eight sheets: each fault has a whole run behind it, that mends what it left.
chmod 755 "$work"
cp "$PTCE" ptce
contract_of_few contract
PTCE=$work/ptce CONTRACT=$work/contract
user=() # who runs it: rights stop nobody else but root
rights=yes
if [ "$(id -u)" -eq 0 ]; then
    if command -v setpriv >/dev/null; then
        user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    else
        rights=
    fi
fi
drop=inputs/returns/84-auvergne-rhone-alpes
asan=$(case $BUILD in *asan*) echo yes ;; esac)

small model 2026-09
ptce --root model -q run 2026-09 || not_ok "the edition of September" "was not made"
jobs_of 2026-10 44 >model/$drop/emplois-2026-10.csv
[ ${#user[@]} -eq 0 ] || chown -R 65534:65534 model

# A root with the edition of September and a new return that asks for that of October.
prepare() {
    chmod -R u+rwX root 2>/dev/null
    rm -rf root
    cp -a model root
    tree_of root/outputs/editions >before
    links_before=$(readlink root/outputs/2026-09 root/outputs/latest)
}

# fails WORD command…: as it must, saying WORD; the last edition stands and a later run mends all.
fails() {
    local word=$1 rc
    shift
    "$@" >said 2>error
    rc=$?
    chmod -R u+rwX root
    tree_of root/outputs/editions >after
    [ $rc -eq 3 ] || { echo "status $rc, not 3"; cat said error; return 1; }
    [ ! -s said ] || { echo "on stdout:"; cat said; return 1; }
    grep -q "^ptce: .*$word" error || { echo "stderr does not say $word:"; cat error; return 1; }
    [ "$(wc -l <error)" -eq 1 ] || { echo "more than a line on stderr:"; cat error; return 1; }
    same_tree before after || return 1
    [ "$(readlink root/outputs/2026-09 root/outputs/latest)" = "$links_before" ] || { echo "links changed"; return 1; }
    [ -z "$(find root/outputs -name '.*' ! -name .lock)" ] || { echo "left:"; find root/outputs -name '.*'; return 1; }
    run_october env || { echo "and the next run ended with $?"; return 1; }
    [ -f root/outputs/editions/2026-10.1/edition.json ] || { echo "and the next run made no edition"; return 1; }
}

run_october() { # env VAR=…, or prlimit …
    "${user[@]}" "$@" "$PTCE" --contract "$CONTRACT" --now $now --settle 0 --root root -q run 2026-10
}

# ---- gnuplot
mkdir empty stub
prepare
check "gnuplot missing" fails 'gnuplot.*install' run_october env PATH="$work/empty"
stub() { printf '#!/bin/sh\n%s\n' "$1" >stub/gnuplot && chmod 755 stub/gnuplot; }
stub 'exit 1'
prepare
check "gnuplot fails" fails 'gnuplot.*status 1' run_october env PATH="$work/stub:$PATH"
stub 'exit 0'
prepare
check "gnuplot draws nothing and says all is well" fails 'gnuplot.*cut' run_october env PATH="$work/stub:$PATH"
stub "$(command -v gnuplot)"' "$@" | head -c 2000; exit 0'
prepare
check "gnuplot's drawing is cut" fails 'gnuplot.*cut' run_october env PATH="$work/stub:$PATH"
stub 'kill -SEGV $$'
prepare
check "gnuplot crashes" fails 'gnuplot.*signal 11' run_october env PATH="$work/stub:$PATH"

# ---- space
for size in 20000 50000; do
    prepare
    check "no file above $size bytes" fails 'File too large' run_october prlimit --fsize=$size
done

# What is temporary is made where it is needed: another folder for it that is full, or not there, is not asked.
elsewhere() { run_october env TMPDIR="$1" && [ -f root/outputs/editions/2026-10.1/edition.json ]; }
for folder in /dev/full "$work/nowhere"; do
    prepare
    check "TMPDIR=${folder##*/}" elsewhere "$folder"
done

# A disk of so many KiB behind outputs/, each too small for the edition at another place of the work.
full_disk() {
    mkdir disk
    mount -t tmpfs -o "size=$1k" none disk || return 1
    cp -a root/outputs/. disk
    mount --bind disk root/outputs || return 1
    fails 'No space left' run_october_there
}
run_october_there() {
    run_october env
    local rc=$?
    rm -rf copied
    cp -a root/outputs copied
    umount root/outputs disk
    rmdir disk
    rm -rf root/outputs
    mv copied root/outputs
    return $rc
}
edition_size() { du -sk root/outputs | cut -f 1; }
if [ "$(id -u)" -eq 0 ] && mkdir probe && mount -t tmpfs -o size=100k none probe 2>/dev/null; then
    umount probe
    prepare
    used=$(edition_size)
    for more in 40 110 180 260; do
        prepare
        check "disk full, $more KiB left" full_disk $((used + more))
    done
else
    skip "disk full" "only root can mount a small disk"
fi
check_stdout_full() {
    # shellcheck disable=SC2016  # expanded by the inner shell
    ends_with 3 "${user[@]}" sh -c '"$@" >/dev/full' sh "$PTCE" --contract "$CONTRACT" --now $now --root root run 2026-10 &&
        grep -q '^ptce: .*No space left' said
}
prepare
check "standard output on a full disk" check_stdout_full

# ---- rights
if [ -z "$rights" ]; then
    skip "folders that cannot be written" "root without setpriv"
else
    for folder in editions archive/84; do
        prepare
        chmod 555 "root/outputs/$folder"
        check "outputs/$folder cannot be written" fails "outputs/$folder.*Permission denied" run_october env
    done
    prepare
    chmod 000 root/outputs/archive/53
    check "an archive folder cannot be read" fails 'outputs/archive/53.*Permission denied' run_october env
    mkdir -p closed/inputs/returns
    chown -R "$(stat -c %u root)" closed
    chmod 555 closed
    check "outputs cannot be made" ends_with 3 "${user[@]}" "$PTCE" --contract "$CONTRACT" --now $now --root closed -q run
    says_where() { grep -q '^ptce: .*closed/outputs.*Permission denied' said && [ "$(wc -l <said)" -eq 1 ]; }
    check "and it says where" says_where

    # A file of one chamber that we may not read: the other regions' returns count.
    prepare
    chmod 000 root/$drop/emplois-2026-10.csv
    sed 's/PTCE-84-001/PTCE-53-001/' root/$drop/emplois-2026-09.csv | sed 's/2026-09/2026-10/' >root/inputs/returns/53-bretagne/emplois.csv
    check "a file that cannot be read: the others are taken" ends_with 1 run_october env
    named() { grep -q '84-auvergne-rhone-alpes/emplois-2026-10.csv' said && grep -q '^J01,month,53,total,,2026-10,40,' root/outputs/latest/data/figures.csv; }
    check "and it is named" named
fi

# ---- processes
if [ -n "$asan" ]; then
    skip "memory runs out" "the sanitizer needs more"
else
    # A return that takes more memory than there is: its worker is lost, with that delivery alone.
    prepare
    { head -n 1 root/$drop/emplois-2026-09.csv
      awk 'BEGIN { for (i = 0; i < 400000; i++)
          printf "PTCE-%02d-%03d;%d-%02d;1;1;1;0;1;0;definitif\n", 11 + i % 80, i / 80 % 1000, 2020 + i / 80000, 1 + i % 12 }'
    } >root/$drop/zz-large.csv
    check "a worker runs out of memory: done, with errors" ends_with 1 "${user[@]}" prlimit --as=48000000 "$PTCE" --contract "$CONTRACT" --now $now --settle 0 --root root -q collect
    alone() {
        grep -q '^   "state": "rejete-technique"' root/outputs/receipts/84/*zz-large.csv.json &&
            grep -q '^   "state": "conforme"' root/outputs/receipts/84/*emplois-2026-10.csv.json
    }
    check "its delivery alone is refused, the region's others stand" alone
    told() { grep -q 'Prévenez l.équipe nationale' root/outputs/receipts/84/*zz-large.csv.txt && ! grep -q 'Corrigez' root/outputs/receipts/84/*zz-large.csv.txt; }
    check "its sender is told whom to tell, and not to correct it" told
    # Also when it is not among the newest any more.
    for m in 05 06 07 08; do jobs_of "2026-$m" 40 >"root/$drop/emplois-2026-$m.csv"; done
    check "more deliveries later: done, with errors" ends_with 1 "${user[@]}" prlimit --as=48000000 "$PTCE" --contract "$CONTRACT" --now 2026-11-13T06:00:00Z --settle 0 --root root -q collect
    later() { alone && [ "$(grep -l '^   "state": "conforme' root/outputs/receipts/84/*emplois-2026-0[5678].csv.json | wc -l)" -eq 4 ]; }
    check "that one alone is refused, the newer ones stand" later
    prepare
    check "no memory at all" fails 'memory' run_october prlimit --as=20000000
fi
for files in 6 8; do
    prepare
    check "$files open files at most" fails 'Too many open files' run_october prlimit --nofile=$files
done
chmod -R u+rwX root closed 2>/dev/null
