#!/bin/bash
# Corrections of definitive months: held back and listed, taken for a reason, the same in a rebuild.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

drop=root/inputs/returns/84-auvergne-rhone-alpes
at() { # DAY COMMAND [OPTION…]
    local day=$1
    shift
    "$PTCE" --contract "$CONTRACT" --now "${day}T06:00:00Z" --settle 0 --root root "$@"
}
headcount() { # EDITION MONTH → J01 of France
    awk -F, -v m="$2" '$1 == "J01" && $2 == "month" && $3 == "FR" && $4 == "total" && $6 == m { print $7 }' \
        "root/outputs/editions/$1/data/figures.csv"
}
counts() { # EDITION MONTH=HEADCOUNT…
    local id=$1 pair got
    shift
    for pair; do
        got=$(headcount "$id" "${pair%=*}")
        [ "$got" = "${pair#*=}" ] || { echo "J01 of ${pair%=*} in $id: $got"; return 1; }
    done
}
listed() { # EDITION DECISION MONTH… : what held-back.csv and the card say
    local id=$1 decision=$2 key=held_back
    [ "$decision" = held ] || key=reasons
    shift 2
    printf '%s\n' "$@" | sed '/^$/d' >want
    awk -F, -v d="$decision" 'NR > 1 && $7 == d { print $4 }' "root/outputs/editions/$id/data/held-back.csv" >got
    diff want got || return 1
    awk -v key="\"$key\": [" 'index($0, key) { on = !/\[\]/ } on && /"month":/ { gsub(/[",]/, "", $2); print $2 } on && /^ *\]/ { exit }' \
        "root/outputs/editions/$id/edition.json" >got
    diff want got
}
receipt() { cat root/outputs/receipts/84/*-"$1".txt; }

small root 2025-11 2026-01 2026-02 2026-03 2026-04 2026-05
check "the first edition" at 2026-06-12 -q run 2026-05

# 2026-01 and 2026-02 are definitive now: the edition of 2026-05 is three months later.
jobs_of 2026-02 48 >$drop/corrige-02.csv
jobs_of 2026-03 44 >$drop/corrige-03.csv
jobs_of 2025-12 30 >$drop/retard-12.csv
sed 's/;definitif/;corrige/' $drop/emplois-2026-01.csv >$drop/encore-01.csv
check "a correction, a late return and the same once more are collected" at 2026-06-14 collect
collected() { at 2026-06-14 -v collect >said && receipt corrige-02.csv >text && grep -q 'mises de côté : 1' text && grep -q 'held-correction' text; }
check "the receipt of the correction says that it is held back" collected
plain() { receipt corrige-02.csv | sed 's/\xc2\xa0/ /g' | tr '\n' ' ' | tr -s ' ' | grep -q 'février 2026 : ce mois est définitif.*mise de côté.*équipe nationale décide'; }
check "in plain French" plain
not_held() { ! receipt "$1" | grep -q 'held-correction'; }
check "a correction of a month that is not definitive is not" not_held corrige-03.csv
check "nor a late first return" not_held retard-12.csv
check "nor the same return once more" not_held encore-01.csv
jobs_of 2026-06 50 >$drop/emplois-2026-06.csv
check "the next month" ends_with 0 at 2026-07-12 run 2026-06
says_held() { grep -q 'mises de côté.*: 1 ;\|mises de côté.*: 1.*reason' said && grep -q 'emplois, PTCE-84-001, 2026-02, 84/.*corrige-02.csv' said; }
check "says what is held back" says_held
check "counts what is not" counts 2026-06.1 2025-12=30 2026-02=40 2026-03=44 2026-06=50
check "lists the correction" listed 2026-06.1 held 2026-02
on_sheet() { # FILE: on the sheet Revisions, above its table
    unzip -p "root/outputs/editions/2026-06.1/$1" xl/sharedStrings.xml |
        grep -q 'mois définitif est mise de côté, [^<]*pôle PTCE-84-001, février 2026\.'
}
check "on the sheet of revisions too" on_sheet ptce-france-2026-06.xlsx
check "and of its region" on_sheet ptce-84-auvergne-rhone-alpes-2026-06.xlsx
elsewhere() { ! on_sheet ptce-53-bretagne-2026-06.xlsx; }
check "not of another region" elsewhere
none_taken() { listed 2026-06.1 taken ""; }
check "and none as taken" none_taken
late_cause() { grep -q '^J01,month,FR,total,,2025-12,2026-05.1,,30,,late-return' root/outputs/editions/2026-06.1/data/revisions.csv; }
check "the late return is a revision" late_cause
page() { grep -q "$2" "root/outputs/editions/$1/index.html" || { grep -n 'mois définitif' "root/outputs/editions/$1/index.html"; return 1; }; }
check "the page lists it" page 2026-06.1 '<li>Emplois, pôle PTCE-84-001, février 2026</li>'
check "the region's too" grep -q 'PTCE-84-001, février 2026' root/outputs/editions/2026-06.1/regions/84-auvergne-rhone-alpes.html
not_there() { ! grep -q 'PTCE-84-001, février 2026' root/outputs/editions/2026-06.1/regions/53-bretagne.html; }
check "another region's does not" not_there
left_out() { at 2026-07-12 explain J01 --month 2026-02 --edition 2026-06.1 >said && grep 'corrige-02' said | grep -q 'mise de côté'; }
check "explain names it among what is left out" left_out
check "a second run changes nothing" ends_with 0 at 2026-07-13 run 2026-06
unchanged() { grep -q inchangée said && [ ! -e root/outputs/editions/2026-06.2 ]; }
check "and makes no edition" unchanged

# What was taken while it was not definitive stays taken when it becomes so.
jobs_of 2026-07 55 >$drop/emplois-2026-07.csv
check "a month later" ends_with 0 at 2026-08-12 run 2026-07
check "an accepted correction stays" counts 2026-07.1 2025-12=30 2026-02=40 2026-03=44
check "what was held back still is" listed 2026-07.1 held 2026-02

check "a reason must be a line" ends_with 2 at 2026-08-13 run 2026-07 --reason $'a\nb'
check "and not empty" ends_with 2 at 2026-08-13 run 2026-07 --reason ''
check "nor for a rebuild" ends_with 2 at 2026-08-13 run 2026-07 --as-of 2026-08-13T00:00:00Z --reason x
reason='Contrôle sur pièces, « vu », <b>le 12</b>'
check "with a reason" ends_with 0 at 2026-08-14 run 2026-07 --reason "$reason"
check "it is taken" counts 2026-07.2 2026-02=48 2026-03=44
check "and listed with it" listed 2026-07.2 taken 2026-02
check "in the card" grep -qF '"reason": "Contrôle sur pièces, « vu », <b>le 12</b>"' root/outputs/editions/2026-07.2/edition.json
check "on the page, as text" page 2026-07.2 '&lt;b&gt;le 12&lt;/b&gt;'
none_held() { listed 2026-07.2 held ""; }
check "nothing is held back" none_held
says_cause() { grep -q '^J01,month,FR,total,,2026-02,2026-07.1,40,48,8,correction,' root/outputs/editions/2026-07.2/data/revisions.csv; }
check "its cause is a correction" says_cause
integrated() { receipt corrige-02.csv >text && ! grep -q held-correction text && grep -q 'retenu est dans' text; }
check "its receipt says that it counts" integrated
jobs_of 2026-08 56 >$drop/emplois-2026-08.csv
check "a month later, without a reason" ends_with 0 at 2026-09-12 run 2026-08
check "it counts on" counts 2026-08.1 2026-02=48
nothing_left() { listed 2026-08.1 held "" && listed 2026-08.1 taken ""; }
check "and is no matter any more" nothing_left

# A second correction of the same month, and a reason when there is nothing to take.
jobs_of 2026-02 52 >$drop/corrige-02-bis.csv
check "an older month again" ends_with 0 at 2026-09-13 run 2026-06
check "holds back what its last edition would have" listed 2026-06.2 held 2026-02
check "with what was taken since" counts 2026-06.2 2026-02=48
check "and with a reason" ends_with 0 at 2026-09-14 run 2026-08 --reason "deuxième contrôle"
check "the newest is taken" counts 2026-08.2 2026-02=52
check "a reason for nothing" ends_with 0 at 2026-09-15 run 2026-08 --reason "rien"
no_third() { [ ! -e root/outputs/editions/2026-08.3 ]; }
check "makes no edition" no_third

again() { # EDITION DAY MONTH
    at 2030-01-01 run "$3" --as-of "${2}T12:00:00Z" --output "again-$1" && diff -r "root/outputs/editions/$1/data" "again-$1/data"
}
for made in "2026-05.1 2026-06-12 2026-05" "2026-06.1 2026-07-12 2026-06" "2026-07.1 2026-08-12 2026-07" \
    "2026-07.2 2026-08-14 2026-07" "2026-08.1 2026-09-12 2026-08" "2026-06.2 2026-09-13 2026-06" "2026-08.2 2026-09-14 2026-08"; do
    # shellcheck disable=SC2086  # three words
    check "${made%% *} made again, byte for byte" again $made
done
check "verify finds nothing wrong" ends_with 0 at 2030-01-01 verify
sums() { at 2030-01-01 --root root explain --all --edition "$1" >said || { tail -n 3 said; return 1; }; }
check "every figure of the edition that took is explained" sums 2026-07.2
