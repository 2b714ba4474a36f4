#!/bin/bash
# Past editions made again, byte for byte, from the archive and what was kept; and ptce verify.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

drop=root/inputs/returns/84-auvergne-rhone-alpes
run_on() { # DAY MONTH [OPTION…]
    local day=$1 m=$2
    shift 2
    "$PTCE" --contract "$CONTRACT" --now "${day}T06:00:00Z" --settle 0 --root root -q run "$m" "$@"
}
again() { # DAY MONTH FOLDER: what stood at noon
    "$PTCE" --contract contract-3 --now 2030-01-01T00:00:00Z --root root run "$2" --as-of "${1}T12:00:00Z" --output "$3"
}
same_data() { # EDITION FOLDER
    [ -s "$2/data/figures.csv" ] && diff -r "root/outputs/editions/$1/data" "$2/data"
}

# A year: a return a month, a correction and a late return in May, a sum in June that an override lets pass
# until August, the register in July, a second edition in September, another contract in October.
small root 2026-01
cp -R "$CONTRACT" contract-2
sed -i '/"id": "J04"/s/"sum": "cdi"/"sum": "cdd"/' contract-2/indicators.json
cp -R "$CONTRACT" contract-3 # a rebuild must not look at it
sed -i '/"id": "J01"/s/effectif_total/cdi/' contract-3/indicators.json
made=()
ends=0
for m in 01 02 03 04 05 06 07 08 09 10; do
    jobs_of "2026-$m" "$((40 + 10#$m))" >"$drop/emplois-2026-$m.csv"
    [ $m != 05 ] || jobs_of 2026-03 77 >$drop/corrige.csv
    [ $m != 05 ] || jobs_of 2025-12 33 >$drop/retard.csv
    if [ $m = 06 ]; then
        sed -i 's/;23;23;definitif/;20;23;definitif/' "$drop/emplois-2026-06.csv"
        printf 'region,code,column,pole,from,to,reason,signed_by\n84,sum-columns-value,,,2026-07-01,2026-07-31,logiciel de paie,C. Durand\n' >root/inputs/overrides.csv
    fi
    [ $m != 08 ] || { rm root/inputs/overrides.csv; ends=1; } # June is in error again
    [ $m != 07 ] || sed 's/;energie$/;mobilite/;s/2024-01-01;oper/2026-02-01;oper/' $drop/poles.csv >$drop/poles-2.csv
    contract=()
    [ $m != 10 ] || contract=(--contract contract-2)
    day=2026-$(printf %02d $((10#$m + 1)))-12
    made+=("2026-$m.1 $day 2026-$m")
    check "edition of 2026-$m" ends_with $ends run_on "$day" "2026-$m" "${contract[@]}"
    if [ $m = 09 ]; then
        jobs_of 2026-09 60 >$drop/corrige-09.csv
        check "second edition of 2026-09" ends_with 1 run_on 2026-10-20 2026-09
        made+=("2026-09.2 2026-10-20 2026-09")
    fi
done
jobs_of 2026-10 70 >$drop/corrige-10.csv
check "second edition of 2026-10, in English" ends_with 1 run_on 2026-11-20 2026-10 --lang en
made+=("2026-10.2 2026-11-20 2026-10")
june_is() { [ "$(awk -F, '/^J01,month,FR,total,,2026-06,/ { print $7 }' "root/outputs/editions/$1/data/figures.csv")" = "$2" ]; }
check "the override let June pass" june_is 2026-07.1 46
check "and does not any more" june_is 2026-08.1 ''
by_override() { grep -q '^J01,month,FR,total,,2026-06,2026-07.1,46,,,override' root/outputs/editions/2026-08.1/data/revisions.csv; }
check "which is a revision, and why" by_override
one_kept() { [ "$(find root/outputs/overrides -name '*.csv' | wc -l)" -eq 1 ]; }
check "the overrides were kept" one_kept
tree_of root >before

for edition in "${made[@]}"; do
    read -r id day m <<<"$edition"
    check "$id: made again" again "$day" "$m" "again-$id"
    check "$id: the same bytes" same_data "$id" "again-$id"
done
tree_of root >after
check "${#made[@]} rebuilds changed nothing in the root" same_tree before after

refuses() { ends_with 3 again 2026-10-20 2026-09 again-2026-09.2 && grep -q 'not empty' said; }
check "nothing is written over" refuses
refuses_edition() { ends_with 3 again 2026-10-20 2026-09 root/outputs/editions/2026-09.1 && grep -q 'not empty' said; }
check "least of all an edition" refuses_edition
too_early() { ends_with 3 again 2026-01-01 2026-01 early && grep -q 'no edition of 2026-01' said; }
check "no edition had been made" too_early
by_default() { again_default && same_data 2026-03.1 root/outputs/rebuilt/2026-03.1; }
again_default() { "$PTCE" --contract "$CONTRACT" --root root run 2026-03 --as-of 2026-04-12T06:00:00Z; }
check "without --output it goes to outputs/rebuilt" by_default
check "and again" by_default
rm -rf root/outputs/rebuilt

verify() { "$PTCE" --contract "$CONTRACT" --root root --lang en verify; }
finds() { # LINE [LINES]
    ends_with 1 verify && grep -qxF "$1" said && [ "$(grep -c '	' said)" -eq "${2:-1}" ] && return
    cat said
    return 1
}
check "verify finds nothing wrong" ends_with 0 verify

cp -Rp root whole
restore() { rm -rf root && cp -Rp whole root; }
a=$(basename root/outputs/archive/84/*-corrige.csv)
printf x | dd of="root/outputs/archive/84/$a" bs=1 seek=80 conv=notrunc status=none
check "a byte of a delivery" finds "differs	archive/84/$a"
damaged() { ends_with 3 run_on 2026-12-12 2026-10 && grep -q 'the archive is damaged' said; }
check "such a delivery is never read" damaged
damaged_too() { ends_with 3 again 2026-11-20 2026-10 damaged && grep -q 'the archive is damaged' said; }
check "nor in a rebuild" damaged_too
# Cut, emptied, or each under the other's name: found, and never read either.
not_read() { # NAME LINES
    check "$1" finds "differs	archive/84/$a" "$2"
    check "$1: is never read" damaged
    restore
}
restore
truncate -s -1 "root/outputs/archive/84/$a"
not_read "a delivery that is cut" 1
: >"root/outputs/archive/84/$a"
not_read "one that is empty" 1
b=$(find root/outputs/archive/84 -type f ! -name "$a" -printf '%f\n' | sort | head -n 1)
mv "root/outputs/archive/84/$a" held && mv "root/outputs/archive/84/$b" "root/outputs/archive/84/$a" && mv held "root/outputs/archive/84/$b"
not_read "two that are swapped" 2
rm "root/outputs/archive/84/$a"
check "a delivery that is gone" finds "missing	archive/84/$a"
gone() { ends_with 3 again 2026-11-20 2026-10 gone && grep -q 'not in the archive' said; }
check "is missed by a rebuild" gone
restore
echo x >root/outputs/archive/84/notes.txt
check "a file nobody received" finds "foreign	archive/84/notes.txt"
restore
sed -i '2s/,[0-9]*,/,999,/' root/outputs/editions/2026-03.1/data/figures.csv
check "a figure that was changed" finds "differs	editions/2026-03.1/data/figures.csv"
other() { ends_with 1 again 2026-04-12 2026-03 other && grep -q 'figures.csv' said; }
check "is seen by a rebuild" other
restore
rm root/outputs/editions/2026-04.1/data/coverage.csv
echo x >root/outputs/editions/2026-04.1/x
check "a file of an edition that is gone" finds "missing	editions/2026-04.1/data/coverage.csv" 2
check "a file nobody published" finds "foreign	editions/2026-04.1/x" 2
restore
c=$(basename "$(find root/outputs/contracts -mindepth 1 | sort | head -n 1)")
echo >>"root/outputs/contracts/$c/indicators.json"
check "a contract that was changed" finds "differs	contracts/$c"
for c in root/outputs/contracts/*; do
    echo >>"$c/indicators.json"
done
not_kept() { ends_with 3 again 2026-04-12 2026-03 changed && grep -q 'is damaged: not the contract' said; }
check "makes nothing again" not_kept
not_kept_but_known() { ends_with 3 again_default && grep -q 'is damaged: not the contract' said; }
check "not even where today's says what it said" not_kept_but_known
restore
rm -r root/outputs/editions/2026-05.1
check "an edition that is gone" finds "missing	2026-05"
restore
standard() { (cd root/outputs/latest/ && sha256sum --quiet -c SHA256SUMS); }
check "sha256sum reads the list too" standard
