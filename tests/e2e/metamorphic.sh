#!/bin/bash
# What a change of the returns must and must not do to the figures, whatever they are: files split,
# merged, renamed, sent again or in another order change nothing, nor does which region comes first; one
# pole more adds its own figures; halved amounts halve all money. (Files written in any order, --jobs 1 and 8: determinism.sh.)
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

figures() { echo "$1/outputs/latest/data/figures.csv"; }
run() { check "$1 runs" ends_with 0 ptce --root "$1" -q run "$month"; }
copy() { mkdir -p "$1/inputs/returns" && cp -Rp base/inputs/returns/. "$1/inputs/returns"; }
settle() { find "$1/inputs" -exec touch -d 2026-11-01T00:00:00Z {} +; }

# Key, value and flag; of Q02, which counts rows however often they are sent, nothing.
said() { awk -F, 'NR > 1 && $1 !~ /^Q02/ { print $1 "," $2 "," $3 "," $4 "," $5 "," $6 "," $7 "," $11 }' "$(figures "$1")"; }
same_figures() {
    said base >want && said "$1" >got
    [ "$(wc -l <want)" -gt 5000 ] || { echo "only $(wc -l <want) figures"; return 1; }
    diff want got | head -n 10
    cmp -s want got
}
see() { # that the comparison can fail
    ! same_figures "$1" >/dev/null
}

# Every amount of a folder through a statement of awk on its cents; none may be left odd by one that counts.
amounts() { # FOLDER STATEMENT
    local file
    for file in "$1"/inputs/returns/*/*_financements_*.csv; do
        awk -F ';' -v OFS=';' '
            NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
            NR > 1 { $at["montant"] = changed($at["montant"]); $at["montant_total_projet"] = changed($at["montant_total_projet"]) }
            { print }
            END { exit odd > 0 }
            function changed(t,    cents) {
                if (t == "") return t
                cents = t; sub(/,/, "", cents); '"$2"'
                return sprintf("%d,%02d", cents / 100, cents % 100)
            }' "$file" >changed || { echo "odd cents in $file"; return 1; }
        cat changed >"$file"
    done
}

mkdir -p base/inputs/returns
"$CAMPAIGN" --out base/inputs/returns --regions 2 --poles 4 --months 13 --rows-per-month 3 --seed 21 --region-files month
amounts base 'cents -= cents % 2'
settle base
run base

# The regions one after the other, and the other way round, an hour apart: what is late is told by days.
turned() { # FOLDER FIRST SECOND
    mkdir -p "$1/inputs/returns"
    local hour=4 region
    for region in "$2" "$3"; do
        cp -Rp base/inputs/returns/"$region"-* "$1/inputs/returns"
        "$PTCE" --root "$1" --contract "$CONTRACT" --now "${now%T*}T0$((hour++)):00:00Z" --settle 0 -q collect || return 1
    done
    [ "$(find "$1"/outputs/archive -name '*T05*' -path "*/$3/*" | wc -l)" -gt 2 ] ||
        { echo "the returns of $3 did not come second"; return 1; }
}
for order in "11 84" "84 11"; do
    # shellcheck disable=SC2086
    check "region ${order% *} comes first" turned "first-${order% *}" $order
    run "first-${order% *}"
    check "region ${order% *} comes first: the same figures" same_figures "first-${order% *}"
done

# Each file in two by pole, under other names, one of them before all others; one region's archive
# padded with blank rows, so that the larger is now the smaller and is worked on last.
copy torn
for file in torn/inputs/returns/*/*_20*.csv; do
    out=$(dirname "$file")/z-$(basename "$file" .csv)
    awk -F ';' -v out="$out" '
        NR == 1 { print > (out "-a.csv"); print > (out "-b.csv"); for (at = 1; $at != "code_pole"; at++); next }
        { print > (out (substr($at, length($at)) % 2 ? "-a.csv" : "-b.csv")) }' "$file"
    case $file in */11-*) yes "" | head -n 5000 >>"$out-a.csv" ;; esac
    rm "$file"
done
settle torn
find torn/inputs -name '*-b.csv' -exec touch -d 2026-10-01T00:00:00Z {} +
run torn
check "files split, renamed, in another order, padded: the same figures" same_figures torn

# All months of a table in one file, the last first; and every file sent once more: as it is under
# another name, and its rows in another dialect.
copy merged
for folder in merged/inputs/returns/*; do
    for table in emplois financements; do
        files=("$folder"/*_"$table"_*.csv)
        { head -n 1 "${files[0]}"; for ((i = ${#files[@]} - 1; i >= 0; i--)); do tail -n +2 "${files[i]}"; done; } >"$folder/tout-$table.csv"
        cp -p "${files[3]}" "$folder/copie-$table.csv"
        tr ';' '\t' <"${files[4]}" >"$folder/encore-$table.csv"
        rm "${files[@]:5}"
    done
done
settle merged
find merged/inputs -name 'encore-*' -exec touch -d 2026-11-02T00:00:00Z {} +
run merged
check "files merged, sent again, once more in another dialect: the same figures" same_figures merged

# One pole more, and that pole alone.
"$CAMPAIGN" --out other --regions 2 --poles 1 --months 13 --rows-per-month 3 --seed 22
mkdir -p alone/inputs/returns/84-auvergne-rhone-alpes
for file in other/84-*/*.csv; do
    sed 's/PTCE-84-001/PTCE-84-009/g; s/\([FC]\)84001-/\184009-/g' "$file" >"alone/inputs/returns/84-auvergne-rhone-alpes/neuf-$(basename "$file")"
done
settle alone
run alone
copy more
cp -Rp alone/inputs/returns/. more/inputs/returns
run more
check "one pole more is seen" see more
# Numerators and denominators of all that is a sum: not what is distinct, largest, in the middle. J02 of
# several months is divided by the months, F10 by such a mean.
adds() {
    awk -F, '
        FNR == 1 { file++; next }
        $1 ~ /^(P04|P12|P12-part|J03-mediane|Q03)$/ { next }
        { key = $1 "," $2 "," $3 "," $4 "," $5 "," $6 }
        $11 == "c" || $11 == "x" { gone[key] = 1; next }
        file < 3 { n[key] += $8; d[key] += $9; there[key] = 1; next }
        !(key in gone) {
            mean = $1 == "F10" || ($1 == "J02" && $2 ~ /^(ytd|12m)$/)
            if (sprintf("%.2f", n[key]) != sprintf("%.2f", $8) || (!mean && sprintf("%.2f", d[key]) != sprintf("%.2f", $9))) {
                print key ": " $8 "/" $9 ", not " n[key] "/" d[key]
                bad++
            }
            same++
            if (n[key] != 0)
                some++
        }
        END { print same " figures, " some " of them not 0, " bad + 0 " wrong"; exit bad > 0 || some < 2000 }' \
        "$(figures base)" "$(figures alone)" "$(figures more)" >sums
    local rc=$?
    tail -n 12 sums
    return $rc
}
check "one pole more adds exactly its figures" adds

# All amounts halved.
copy half
check "amounts are halved" amounts half 'odd += cents % 2; cents /= 2'
settle half
run half
halves() { # sums of money, and the shares and jobs that must not move
    awk -F, '
        FNR == 1 { file++; next }
        { key = $1 "," $2 "," $3 "," $4 "," $5 "," $6; money = $1 ~ /^(F01|F02|F08|F12)$/; per = $1 == "F10" }
        file == 1 { v[key] = $7; n[key] = $8; flag[key] = $11; next }
        { seen++; want = money ? v[key] / 2 : v[key]; have = $7 }
        per { want = n[key] / 2; have = $8 }
        $1 ~ /^Q02/ { next }
        sprintf("%.2f", want) != sprintf("%.2f", have) || flag[key] != $11 { print key ": " have ", not " want; bad++ }
        money && have != 0 { some++ }
        END { print seen " figures, " some " of money, " bad + 0 " wrong"; exit bad > 0 || some < 500 }' "$(figures base)" "$(figures half)" >sums
    local rc=$?
    tail -n 12 sums
    return $rc
}
check "halved amounts are seen" see half
check "halved amounts halve all money, and nothing else" halves
