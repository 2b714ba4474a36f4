#!/bin/bash
# The figures as a whole: what may not change them (the order of arrival, how rows are spread over
# files, the number of processes), what must change them in just one way, and an indicator that is
# added as data alone. Comparisons at constant perimeter against the returns themselves.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
whole=$CONTRACT
contract_of_few few
CONTRACT=$work/few

# Clean returns of two regions: a generator's truth, cut by region.
"$CAMPAIGN" --out generated --truth truth --regions 2 --poles 4 --seed 11 || not_ok "a campaign"
codes=$(awk -F, 'NR > 1 { print substr($1, 6, 2) }' truth/poles.csv | sort -u)

# The rows of a region: the pole's code is the first column that looks like one.
rows_of() { # table region
    awk -v region="$2" 'NR == 1 || match($0, "PTCE-" region "-")' "truth/$1.csv"
}

folder() { echo "$1/inputs/returns/$2-region"; }

put() { # root → all files, as they are
    local code table
    for code in $codes; do
        mkdir -p "$(folder "$1" "$code")"
        for table in poles emplois financements; do
            rows_of $table "$code" >"$(folder "$1" "$code")/$table.csv"
        done
    done
}

run() { # root [options]
    local root=$1
    shift
    ptce --root "$root" "$@" -q run "$month" >"$work/said" 2>&1
    local rc=$?
    [ $rc -le 1 ] || { cat "$work/said"; return 1; }
}

# Figures, coverage and comparisons are those of base. Lines read (Q02) count every line of every
# file, as they must: they are left out where files are others.
same_data() {
    local file
    for file in figures.csv coverage.csv comparisons.csv; do
        grep -v '^Q02' "base/outputs/latest/data/$file" >want
        grep -v '^Q02' "$1/outputs/latest/data/$file" >have
        [ "$(wc -l <want)" -gt 20 ] || return 1
        cmp want have || { diff want have | head -n 6; return 1; }
    done
}

unchanged() { # what, root [options of run]
    local what=$1 root=$2
    shift 2
    check "$what: runs" run "$root" "$@"
    check "$what: nothing changes" same_data "$root"
    rm -rf "$root"
}

put base
check "the campaign runs" run base --jobs 2

put one
unchanged "one process" one --jobs 1
put eight
unchanged "eight processes" eight --jobs 8

# Funding first, then jobs, the register last; the second region before the first.
arrive_backwards() {
    local hour=0 table code
    put later
    for table in financements emplois poles; do
        for code in $(echo "$codes" | sort -r); do
            hour=$((hour + 1))
            mkdir -p "$(folder backwards "$code")"
            cp "$(folder later "$code")/$table.csv" "$(folder backwards "$code")/$table.csv"
            "$PTCE" --contract "$CONTRACT" --now "2026-11-12T00:0$hour:00Z" --settle 0 --root backwards \
                -q collect >"$work/said" 2>&1
            [ $? -le 1 ] || { cat "$work/said"; return 1; }
        done
    done
}
check "files arrive in another order" arrive_backwards
unchanged "another order of arrival" backwards

# Every file in two halves, rows of a unit kept together; sent again under another name.
split_files() {
    local code table file
    put split
    for code in $codes; do
        for table in emplois financements; do
            file=$(folder split "$code")/$table.csv
            awk -v odd="${file%.csv}-impair.csv" -v even="${file%.csv}-pair.csv" '
                NR == 1 { print >odd; print >even; next }
                { match($0, /20[0-9][0-9]-[0-9][0-9]/)
                  print >(substr($0, RSTART + 6, 1) % 2 ? odd : even) }' "$file"
            rm "$file"
        done
        file=$(folder split "$code")/emplois-pair.csv
        cp "$file" "$(folder split "$code")/emplois-renvoi.csv"
    done
}
split_files
unchanged "split in two, and a half sent again" split

# One file for all the months and one more for each: the same rows twice, in other files.
merge_files() {
    local code file
    put merged
    for code in $codes; do
        file=$(folder merged "$code")/emplois.csv
        { head -n 1 "$file"; tail -n +2 "$file" | sort -r; } >"$(folder merged "$code")/retour-complet.csv"
    done
}
merge_files
unchanged "the same rows in another order, in another file" merged

# Twice the money: twice every sum of money, the same shares.
awk -F, 'BEGIN { OFS = "," } NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
    { $at["montant"] = sprintf("%.2f", $at["montant"] * 2); print }' truth/financements.csv >twice.csv
cp truth/financements.csv kept.csv
cp twice.csv truth/financements.csv
put twice
cp kept.csv truth/financements.csv
check "twice the money runs" run twice
halved() {
    awk -F, '
        NR == FNR { if ($1 ~ /^F/) { value[$1 $2 $3 $4 $5 $6] = $7; kept[$1 $2 $3 $4 $5 $6] = $8 } next }
        $1 ~ /^F/ && $7 != "" {
            k = $1 $2 $3 $4 $5 $6
            factor = $1 ~ /^F(01|02|08|12)$/ ? 2 : 1
            if ($1 == "F10") { n++; if ($8 != sprintf("%.2f", kept[k] * 2)) { print $0 " not twice " kept[k]; bad++ } next }
            if (sprintf("%.2f", $7) != sprintf("%.2f", value[k] * factor)) { print $0 " against " value[k]; bad++ }
            n++
        }
        END { exit bad > 0 || n < 500 }' base/outputs/latest/data/figures.csv twice/outputs/latest/data/figures.csv
}
check "half of the money is half of every sum, and the same shares" halved
rm -rf twice

# One more pole adds its own figures and no more: with it = without it + it alone.
pole=PTCE-$(echo "$codes" | head -n 1)-002
for table in poles emplois financements; do cp truth/$table.csv all-$table.csv; done
for table in poles emplois financements; do grep -v "$pole" all-$table.csv >truth/$table.csv; done
put without
for table in poles emplois financements; do { head -n 1 all-$table.csv; grep "$pole" all-$table.csv; } >truth/$table.csv; done
codes=$(echo "$codes" | head -n 1)
put alone
for table in poles emplois financements; do cp all-$table.csv truth/$table.csv; done
check "without a pole runs" run without
check "the pole alone runs" run alone
adds_up() {
    awk -F, '
        function key() { return $1 "," $2 "," $3 "," $4 "," $5 "," $6 }
        FNR == 1 { file++; next }
        # no sums: distinct counts, medians, quotients, means of months, rates of response
        $1 ~ /^(P04|P12|P12-part|J03-mediane|F10|Q.*)$/ || ($1 == "J02" && $2 ~ /ytd|12m/) || $3 != "FR" { next }
        $11 ~ /c/ { hidden[key()] = 1 }
        file < 3 { n[key()] += $8; d[key()] += $9; next }
        !(key() in hidden) {
            if (sprintf("%.2f", n[key()]) != sprintf("%.2f", $8) || sprintf("%.2f", d[key()]) != sprintf("%.2f", $9)) {
                print key() ": " $8 " / " $9 ", not " n[key()] " / " d[key()]
                bad++
            }
            seen++
            full += $8 > 0
        }
        END { print seen " figures, " full " of them above 0"; exit bad > 0 || full < 500 }' \
        without/outputs/latest/data/figures.csv alone/outputs/latest/data/figures.csv base/outputs/latest/data/figures.csv
}
check "one pole adds exactly its figures" adds_up
rm -rf without alone

# The constant perimeter, from the returns.
perimeter() {
    awk -F, -v now="$month" -v previous=2026-09 -v year=2025-10 '
        FNR == 1 { file++; for (i = 1; i <= NF; i++) at[$i] = i; next }
        file == 1 && $at["statut_donnee"] != "" {
            p = $1; m = $at["mois"]
            declared[p, m] = 1; poles[p] = 1
            head[p, m] = $at["effectif_total"]; cdi[p, m] = $at["cdi"]; created[p, m] = $at["emplois_crees"]
            next
        }
        file == 2 && $2 == "FR" && $1 ~ /^(J01|J04|J05)$/ {
            m = $4 == "previous" ? previous : year
            n = a = b = c = d = 0
            for (p in poles)
                if ((p, now) in declared && (p, m) in declared && ($1 != "J05" || (created[p, now] != "" && created[p, m] != ""))) {
                    n++; a += head[p, now]; b += head[p, m]; c += $1 == "J04" ? cdi[p, now] : created[p, now]
                    d += $1 == "J04" ? cdi[p, m] : created[p, m]
                }
            if ($1 == "J04") { x = sprintf("%.1f", c * 100 / a); y = sprintf("%.1f", d * 100 / b) }
            else if ($1 == "J05") { x = c; y = d }
            else { x = a; y = b }
            if ($5 != n || $6 != x || $7 != y) { print $0 ": expected " n "," x "," y; bad++ }
            seen++
        }
        END { exit bad > 0 || seen != 6 }' truth/emplois.csv base/outputs/latest/data/comparisons.csv
}
check "comparisons are over the poles of both months" perimeter
# How many poles there are has no constant perimeter; what they say of themselves in the register has.
uncounted() { ! grep -E '^P(01|02|03|10),' base/outputs/latest/data/comparisons.csv && grep -q '^P08,' base/outputs/latest/data/comparisons.csv; }
check "and none is of how many there are" uncounted

# An indicator of a kind that there is: two lines of data, and it is in the figures and the workbook.
cp -R "$whole" contract
sed -i 's/^ {"id": "J02", /&/; /^ {"id": "J02", /i\ {"id": "X01", "label": {"fr": "Intérimaires", "en": "Agency workers"}, "unit": {"fr": "personnes", "en": "people"}, "kind": "stock", "table": "emplois", "numerator": {"terms": [{"sum": "interim"}]}, "breakdowns": ["total", "sector"], "windows": ["month", "known"], "note": {"fr": "Ajouté.", "en": "Added."}},' \
    contract/indicators.json
awk '/"tab": "Synthese_nationale"/ { here = 1 }
    { print }
    here && /{"indicator": "J01"},/ { print "   {\"indicator\": \"X01\"},"; here = 0 }' "$whole/report.json" >contract/report.json
put added
added_runs() {
    "$PTCE" --contract contract --now "$now" --settle 0 --root added -q run "$month" >said 2>&1
    [ $? -le 1 ] || { cat said; return 1; }
}
check "a catalogue with one indicator more runs" added_runs
added_is_there() {
    local want
    want=$(awk -F, -v m="$month" -v codes="$codes" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["mois"] == m && substr($1, 6, 2) == codes { s += $at["interim"] } END { print s + 0 }' truth/emplois.csv)
    grep "^X01,month,FR,total,,$month,$want,$want," added/outputs/latest/data/figures.csv &&
        unzip -p added/outputs/latest/ptce-france-*.xlsx xl/sharedStrings.xml | grep -q 'Intérimaires'
}
check "the indicator is in figures.csv and in the workbook" added_is_there
