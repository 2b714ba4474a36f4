#!/bin/bash
# --keep and --keep-editions: runs for years do not fill the tree; what stands always stays, the archive is
# never touched, and a rebuild and verify say what is gone. PRUNE_RUNS=100: as many months. Seconds: 30.
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

overrides() { # FROM TO
    printf '%s\n' 'region,code,column,pole,from,to,reason,signed_by' \
        "84,E01,effectif_total,PTCE-84-001,$1,$2,logiciel changé,C. Durand" >root/inputs/overrides.csv
}

# Six editions of October, each with overrides of its own.
small root
for n in 1 2 3 4 5 6; do
    overrides 2026-11-01 2026-11-2$n
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
explained() { # WORDS OPTION…
    ends_with 3 "$PTCE" --contract "$CONTRACT" --root root explain J01 --region 84 "${@:2}" && grep -qx "ptce: $1" said
}
check "explain of one that is gone says so" explained 'edition 2026-10.1 is no longer kept: it was pruned on 2026-11-17' --edition 2026-10.1
check "and of what has changed since" explained 'edition 2026-10.1 is no longer kept: it was pruned on 2026-11-17' --since 2026-10.1
check "and of one that went by it" explained 'edition 2026-10.4 is no longer kept: it was pruned on 2026-11-17' --since 2026-10.5
check "one that never was is another thing" explained 'there is no edition 2026-10.9' --since 2026-10.9
verified() { ends_with 0 "$PTCE" --contract "$CONTRACT" --root root --lang en verify && grep -q 'no longer kept: 4' said; }
check "verify finds nothing wrong, and says how many are gone" verified
listed() { ! grep -q '2026-10\.[1-4]' root/outputs/index.html root/outputs/feed.xml; }
check "the list of editions does not lead to them" listed
same_archive() { tree_of root/outputs/archive >archive-now && same_tree archive archive-now; }
check "the archive is as it was" same_archive

# Age is told by the data: a clock that is wrong for a day removes nothing.
files() { find root/outputs -path root/outputs/status.json -o -path root/outputs/.lock -o -type f -print | sort; }
wrong_clock() {
    local day
    files >before
    for day in 2099-01-15 1999-01-15 2027-10-31; do
        ends_with "$1" run_on $day --keep 3 --keep-editions 5 "${@:2}" || return 1
        files | cmp before - || return 1
    done
}
check "in a run of a month" wrong_clock 0 run $month
check "in one that looks what is due" wrong_clock 1 run
check "in a collect" wrong_clock 0 collect

# Receipts by age; they are not written again every day, and come back when they are kept for longer.
old() { find root/outputs/receipts -name '2026*.txt' | wc -l; }
few() {
    jobs_of 2027-02 41 >$drop/jobs-2027-02.csv
    ends_with 0 run_on 2027-03-20 --keep 3 run 2027-02 && [ "$(old)" -eq 0 ] || return 1
    ends_with 0 run_on 2027-03-20 --keep 3 collect && ends_with 0 run_on 2027-03-20 --keep 3 run $month && [ "$(old)" -eq 0 ] || return 1
    ends_with 0 run_on 2027-03-21 --keep 3 collect && [ "$(old)" -eq 0 ]
}
check "receipts over three months older than the newest edition go, and stay away" few
stands() { are "2026-10.5 2026-10.6 2027-02.1 " && [ -f root/outputs/latest/edition.json ]; }
check "what stands stays, however old" stands
back() { ends_with 0 run_on 2027-03-22 --keep 120 collect && find root/outputs/receipts ! -name '2027*' | sort | cmp - receipts; }
check "and come back" back

# Runs, a month each, with a correction of the month before, another contract and other overrides: what
# goes is what came. Of a month two editions stay, and one more while it is the newest.
sizes() { find root/outputs -path '*/archive' -prune -o -type f -printf '%s\n' | awk '{ n++; s += $1 } END { print n, s }'; }
few_editions() { find root/outputs/editions -mindepth 1 -maxdepth 1 | wc -l; }
runs=${PRUNE_RUNS:-6}
cp -R "$CONTRACT" contract
CONTRACT=$work/contract
for n in $(seq 1 "$runs"); do
    m=$(date -u -d "2027-02-01 +$n months" +%Y-%m)
    next=$(date -u -d "$m-15 +1 month" +%F)
    last=$(date -u -d "$m-01 -1 month" +%Y-%m)
    jobs_of "$m" $((50 + n)) >"$drop/more-$m.csv"
    jobs_of "$last" $((51 + n)) >"$drop/more-$m-of-$last.csv"
    echo >>contract/report.json
    overrides "$m-01" "$m-28"
    for of in "$last" "$m"; do
        run_on "$next" --keep 3 --keep-editions 2 run "$of" || not_ok "run $n of $of"
    done
    [ "$n" -ne $((runs / 2)) ] || { read -r files bytes < <(sizes); count=$(few_editions); }
done
bounded() {
    local f b more
    read -r f b < <(sizes)
    more=$((runs - runs / 2))
    echo "half way $files files of $bytes bytes, at the end $f of $b; editions $count, $(few_editions)"
    # What stands, stays: a month's two editions (the one that stands, and the one it went by), each with
    # its contract and overrides. Receipts and what nothing was made with any more do not add up.
    [ "$(few_editions)" -le $((count + 2 * more)) ] && [ "$(find root/outputs/contracts -mindepth 1 -maxdepth 1 | wc -l)" -le "$(few_editions)" ]
}
check "$runs runs: bounded by the editions that stand" bounded
used() { # every contract and file of overrides that is there was one of an edition that is
    local path name
    for path in root/outputs/contracts/* root/outputs/overrides/*; do
        name=${path##*/}
        grep -q "\"${name%.csv}\"" root/outputs/editions/*/edition.json || { echo "nothing was made with $path"; return 1; }
    done
}
check "no contract or overrides that nothing was made with" used
all_made() { ends_with 0 "$PTCE" --contract "$CONTRACT" --root root --lang en verify; }
check "and verify finds all that editions were made with" all_made
recent() { [ "$(find root/outputs/receipts -name '*.txt' | wc -l)" -le 12 ]; }
check "receipts of three months" recent
all_there() { [ "$(find root/outputs/archive/84 -name '*more-*' | wc -l)" -eq $((2 * runs)) ]; }
check "and the archive has all of it" all_there
rebuilds() {
    local id
    id=$(basename "$(readlink -f root/outputs/latest)")
    mkdir -p root/outputs/rebuilt/2026-10.1 "root/outputs/rebuilt/$id" root/outputs/contracts/note
    ends_with 0 run_on "$next" --keep 3 run "$m"
    [ ! -e root/outputs/rebuilt/2026-10.1 ] && [ -d "root/outputs/rebuilt/$id" ] && [ -d root/outputs/contracts/note ]
}
check "rebuilds of editions that are gone go, and nothing that is not ours" rebuilds
