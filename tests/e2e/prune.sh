#!/bin/bash
# --keep and --keep-editions: runs for years do not fill the tree; what stands always stays, the archive is
# never touched, and a rebuild and verify say what is gone. PRUNE_RUNS=100: as many runs. Seconds: 25.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

drop=root/inputs/returns/84-auvergne-rhone-alpes
run_on() { # DAY [OPTION…]
    "$PTCE" --contract "$CONTRACT" --now "${1}T06:00:00Z" --settle 0 --root root --user "$(id -un)" -q "${@:2}"
}
editions() { find root/outputs/editions -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' '; }
are() { [ "$(editions)" = "$1" ] || { editions; return 1; }; }

# Six editions of October.
small root
for n in 1 2 3 4 5 6; do
    jobs_of $month $((40 + n)) >$drop/jobs-$n.csv
    run_on 2026-11-1$n run $month || not_ok "edition $n"
done
tree_of root/outputs/archive >archive
find root/outputs/receipts | sort >receipts
check "nothing goes without a word" are "2026-10.1 2026-10.2 2026-10.3 2026-10.4 2026-10.5 2026-10.6 "
check "the two newest are kept" ends_with 0 run_on 2026-11-17 --keep-editions 2 run $month
check "and only they" are "2026-10.5 2026-10.6 "
check "one newest is kept, and the one it went by" ends_with 0 run_on 2026-11-17 --keep-editions 1 run $month
check "so that it can be made again" are "2026-10.5 2026-10.6 "
whole() { ends_with 0 "$PTCE" --contract "$CONTRACT" --root root --lang en run $month --as-of 2026-11-16T12:00:00Z --output "$work/a" && cmp root/outputs/editions/2026-10.6/data/revisions.csv a/data/revisions.csv; }
check "and it is, revisions and all" whole
without() { ends_with 0 "$PTCE" --contract "$CONTRACT" --root root --lang en run $month --as-of 2026-11-15T12:00:00Z --output "$work/b" && grep -q 'edition 2026-10.5 went by 2026-10.4, which is no longer kept' said && [ ! -e b ]; }
check "the other cannot be, which is said" without
gone() { ends_with 0 "$PTCE" --contract "$CONTRACT" --root root --lang en run $month --as-of 2026-11-13T12:00:00Z && grep -q 'edition 2026-10.3 stood then; it is no longer kept (pruned on 2026-11-17)' said; }
check "a rebuild of one that is gone says so" gone
verified() { ends_with 0 "$PTCE" --contract "$CONTRACT" --root root --lang en verify && grep -q 'no longer kept: 4' said; }
check "verify finds nothing wrong, and says how many are gone" verified
listed() { ! grep -q '2026-10\.[1-4]' root/outputs/index.html root/outputs/feed.xml; }
check "the list of editions does not lead to them" listed
same_archive() { tree_of root/outputs/archive >archive-now && same_tree archive archive-now; }
check "the archive is as it was" same_archive

# Receipts by age; they are not written again every day, and come back when they are kept for longer.
old() { find root/outputs/receipts -name '*.txt' | wc -l; }
few() { ends_with 0 run_on 2027-03-20 --keep 3 collect && ends_with 0 run_on 2027-03-20 --keep 3 run $month && [ "$(old)" -eq 0 ] && ends_with 0 run_on 2027-03-21 --keep 3 collect && [ "$(old)" -eq 0 ]; }
check "receipts over three months old go, and stay away" few
stands() { are "2026-10.5 2026-10.6 " && [ -f root/outputs/latest/edition.json ]; }
check "what stands stays, however old" stands
back() { ends_with 0 run_on 2027-03-22 --keep 120 collect && find root/outputs/receipts | sort | cmp - receipts; }
check "and come back" back

# Runs, a month each, with a correction every time: what goes is what came.
sizes() { find root/outputs -path '*/archive' -prune -o -type f -printf '%s\n' | awk '{ n++; s += $1 } END { print n, s }'; }
runs=${PRUNE_RUNS:-10}
for n in $(seq 1 "$runs"); do
    jobs_of $month $((50 + n)) >"$drop/more-$n.csv"
    run_on "$(date -u -d "2027-04-01 +$n months" +%F)" --keep 2 --keep-editions 3 run $month || not_ok "run $n"
    [ "$n" -ne $((runs / 2)) ] || read -r files bytes < <(sizes)
done
bounded() {
    local f b
    read -r f b < <(sizes)
    echo "half way $files files of $bytes bytes, at the end $f of $b"
    # edition.json lists every delivery, pruned.csv every edition: lines, not files.
    [ "$f" -eq "$files" ] && [ "$b" -lt $((bytes + bytes / 10)) ]
}
check "$runs runs: as many files at the end as half way" bounded
last() { [ "$(readlink root/outputs/$month)" = editions/2026-10.$((runs + 6)) ] && are "2026-10.$((runs + 5)) 2026-10.$((runs + 6)) "; }
check "and the last edition stands" last
all_there() { [ "$(find root/outputs/archive/84 -name '*more-*' | wc -l)" -eq "$runs" ]; }
check "and the archive has all of it" all_there
