#!/bin/bash
# The workbooks and charts of the sample campaign: every part well-formed, and their numbers those of
# figures.csv.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

edition=sample/outputs/latest
sample sample
check "the sample campaign runs" ends_with 1 ptce --root sample -q run "$month"

figure() { # indicator window region breakdown member → the value of the month
    awk -F, -v key="$1,$2,$3,$4,$5,$month" '$1 "," $2 "," $3 "," $4 "," $5 "," $6 == key { print $7 }' \
        "$edition/data/figures.csv"
}

n=0
for book in "$edition"/*.xlsx; do
    name=$(basename "$book" .xlsx)
    mkdir "$name"
    unzip -q "$book" -d "$name" || not_ok "unzip $name"
    find "$name" \( -name '*.xml' -o -name '*.rels' \) -print0 | xargs -0 xmllint --noout 2>bad
    [ ! -s bad ] || { cat bad; not_ok "$name: well-formed"; }
    n=$((n + 1))
done
regions=$(awk -F, '$1 == "P01" && $2 == "month" && $4 == "total" && $6 == "'$month'"' "$edition/data/figures.csv" | wc -l)
check "$n workbooks, of France and of each region, well-formed" test "$n" -eq "$regions" -a "$n" -gt 5

# Every part is there that the package speaks of.
parts_are_there() {
    local book part
    for book in ptce-*/; do
        sed 's/PartName="/\n&/g' "$book/[Content_Types].xml" | sed -n 's/^PartName="\([^"]*\)".*/\1/p' >parts
        [ -s parts ] || return 1
        while read -r part; do [ -s "$book$part" ] || { echo "$book$part"; return 1; }; done <parts
    done
}
check "every part named is there" parts_are_there

# The cells of a sheet, a line each: its name, a tab, its value (texts and numbers).
cells() { # book, sheet's name
    local id target
    id=$(sed 's/<sheet /\n&/g' "$1/xl/workbook.xml" | sed -n 's/.*name="'"$2"'".* r:id="\([^"]*\)".*/\1/p')
    target=$(sed 's/<Relationship /\n&/g' "$1/xl/_rels/workbook.xml.rels" | grep "Id=\"$id\"" |
        sed 's/.*Target="\([^"]*\)".*/\1/')
    [ -n "$target" ] || { echo "no sheet $2 in $1" >&2; return 1; }
    sed 's/<si>/\n<si>/g' "$1/xl/sharedStrings.xml" | sed -n 's/^<si>//p' | sed 's/<[^>]*>//g' >texts
    sed 's/<c /\n<c /g' "$1/xl/$target" | sed -n 's/^<c r="\([A-Z]*[0-9]*\)"\([^>]*\)>.*<v>\([^<]*\)<\/v>.*/\1|\2|\3/p' |
        awk -F'|' 'NR == FNR { s[NR - 1] = $0; next }
            { print $1 "\t" ($2 ~ /t="s"/ ? s[$3] : $3) }' texts FS='|' -
}

# A row is found by its label; the value must stand in it, in a cell of its own.
row_has() { # book sheet label value
    [ -n "$4" ] || { echo "no figure for $3"; return 1; }
    cells "$1" "$2" | awk -F'\t' -v label="$3" -v value="$4" '
        { row = $1; sub(/^[A-Z]+/, "", row); if (index($2, label) == 1) rows[row] = 1; at[row] = at[row] "\t" $2 "\t" }
        END { for (r in rows) { n++; if (index(at[r], "\t" value "\t")) found = 1 }
              if (!n) print "no row " label; else if (!found) for (r in rows) print "no " value " in:" at[r]
              exit !found }'
}
sheets() { sed 's/<sheet /\n&/g' "$1/xl/workbook.xml" | sed -n 's/.*<sheet name="\([^"]*\)".*/\1/p'; }

france=ptce-france-$month
# As in a cell: no zeros behind the decimal point.
plain() { echo "$1" | sed '/\./s/0*$//; s/\.$//'; }
check "Points_cles: J01" row_has "$france" Points_cles "Effectif total" "$(plain "$(figure J01 month FR total '')")"
check "Points_cles: J02" row_has "$france" Points_cles "Emplois en ETP" "$(plain "$(figure J02 month FR total '')")"
check "Points_cles: F01" row_has "$france" Points_cles "Financements accordés" "$(plain "$(figure F01 12m FR total '')")"
check "Points_cles: P02" row_has "$france" Points_cles "Pôles opérationnels" "$(plain "$(figure P02 month FR total '')")"

# Each number of a region stands, in some sheet of it, in the row of that region.
region_numbers() {
    local sheet id value
    for id in J01 P01 F02; do
        value=$(plain "$(figure $id month 84 total '')")
        for sheet in $(sheets "$france"); do
            row_has "$france" "$sheet" "Auvergne-Rhône-Alpes" "$value" >/dev/null 2>&1 && continue 2
        done
        echo "$id of region 84, $value, stands in no sheet of $france in the row of the region"
        return 1
    done
}
check "by region: J01, P01, F02 of Auvergne-Rhône-Alpes" region_numbers

first_sheets() {
    sheets "$france" | head -n 4 | tr '\n' ' ' | grep -qx 'Couverture Sommaire Notes Points_cles '
}
check "the sheets begin Couverture, Sommaire, Notes, Points_cles" first_sheets
declared_synthetic() { cells "$france" Couverture | grep -qi 'synth\|fictif\|fictives'; }
check "the cover says that the campaign is synthetic" declared_synthetic
no_commas_in_numbers() { ! grep -rlE '<v>[^<]*[0-9],[0-9][^<]*</v>' ptce-*/xl/worksheets; }
check "no number with a comma" no_commas_in_numbers
others_stay_out() { ! grep -l 'PTCE-53-' ptce-84-*/xl/sharedStrings.xml; }
check "a region's workbook names no pole of another" others_stay_out

# The poles one by one add up to what is published of their region, where all of them declared; none of
# their columns is about a trait of persons, and no other sheet of data names them.
poles_add_up() {
    awk -F, '
        FILENAME ~ /poles.csv$/ { region[$1] = substr($1, 6, 2); next }
        FILENAME ~ /pole-figures.csv$/ && FNR > 1 { sum[$2 "," $3 "," region[$1]] += $5; next }
        FILENAME ~ /\/figures.csv$/ && $4 == "total" && $6 == month { total[$1 "," $2 "," $3] = $7 }
        END { for (k in sum) { n++
                  if (k in total && total[k] != "" && (sum[k] - total[k]) ^ 2 > 1e-6) { print k, sum[k], total[k]; bad = 1 } }
              print n " sums"; exit bad || n < 50 }' month="$month" \
        "$edition/data/poles.csv" "$edition/data/pole-figures.csv" "$edition/data/figures.csv"
}
check "the poles of a region add up to its figures" poles_add_up
only_plain_sums() { [ "$(cut -d, -f2 "$edition/data/pole-figures.csv" | sort -u | tr '\n' ' ')" = 'F01 F02 J01 J02 P08 indicator ' ]; }
check "nothing of persons stands pole by pole" only_plain_sums
one_by_one() {
    row_has ptce-53-bretagne-$month Poles_de_la_region PTCE-53-002 "$(awk -F, '$1 == "PTCE-53-002" && $2 == "J01" { print $5 }' "$edition/data/pole-figures.csv")" &&
        ! sheets "$france" | grep -q Poles_de_la_region
}
check "a region's workbook shows its poles, the national one does not" one_by_one

charts() {
    local chart n=0
    for chart in "$edition"/graphiques/*.svg; do
        xmllint --noout "$chart" || return 1
        tail -c 8 "$chart" | grep -q '</svg>' || { echo "$chart"; return 1; }
        ! grep -qi '<script\|gnuplot' "$chart" || { echo "$chart: script or gnuplot"; return 1; }
        [ "$(wc -c <"$chart")" -lt 200000 ] || { echo "$chart is large"; return 1; }
        chart=${chart%.svg}.png
        tail -c 8 "$chart" | od -An -tx1 | grep -q '49 45 4e 44 ae 42 60 82' || { echo "$chart: no IEND"; return 1; }
        n=$((n + 1))
    done
    ls "$edition/graphiques"
    [ $n -gt 8 ] && [ "$(find "$edition/graphiques" -name '*.png' | wc -l)" -eq $n ]
}
check "charts, SVG well-formed and PNG whole" charts

# The library draws stand-ins; what the workbook holds in the end are the edition's own pictures, each once.
pictures() {
    local book
    sha256sum "$edition"/graphiques/*.png | cut -d ' ' -f 1 | sort >drawn
    for book in ptce-*/; do
        sha256sum "$book"xl/media/*.png | cut -d ' ' -f 1 | sort >inside || return 1
        [ "$(comm -12 inside drawn | wc -l)" -eq "$(wc -l <inside)" ] || { echo "$book: another picture"; return 1; }
    done
    sha256sum ptce-*/xl/media/*.png | cut -d ' ' -f 1 | sort | cmp - drawn
}
check "the pictures of all workbooks are the edition's, each once" pictures

# A workbook is read back after it was written, and held against the rules, before the edition is published.
contract_of_few told
sed -i 's/"fr": "Effectif total"/"fr": "Effectif total, prenom.nom@pole.fr"/' told/indicators.json
small verified "$month"
stopped() {
    ends_with 3 ptce --contract told --root verified -q run "$month" && [ "$(wc -l <said)" -eq 1 ] &&
        grep -q 'W42: Points_cles!B[0-9]*: an e-mail address' said && [ ! -e verified/outputs/latest ] &&
        [ -z "$(ls verified/outputs/editions)" ]
}
check "what was written and breaks a rule is not published" stopped
