#!/bin/bash
# Names that chambers write, through a whole edition: text that spreadsheets, drawing programs, browsers or shells
# would run or swallow comes out as it was sent, in every file, and nothing is run.
# shellcheck source=helpers
# shellcheck disable=SC2016  # names that look like commands
. "$(dirname "$0")/helpers"
canary=$work/canary

cat >names <<END
=HYPERLINK("http://exemple.invalid";"clic")
=cmd|' /C calc'!A0
+33 pôles
-2+3
@SOMME(A1:A9)
\`touch $canary\`
\$(touch $canary)
une "double" citation
l'apostrophe
barre \\ oblique \\n \\t \\x41
system("touch $canary")
| touch $canary
<script>alert(1)</script>
]]> &amp; <b>gras</b> <!-- -->
{/Bold gras} ^2 _3 @x
%s %d %n \${HOME}
# pas un commentaire
[note 1] [c] [p] [r]
🌱 Pôle 🚲 des énergies
مركز التعاون الاقتصادي
קוטב; שיתוף, פעולה
&#x3C;i&#x3E; &lt;
Pôle'; DROP TABLE poles; --
../../../etc/passwd
END
printf '%s\n' "$(printf 'é%.0s' {1..120})" >>names # as long as a name may be
n=$(wc -l <names)

drop=root/inputs/returns/84-auvergne-rhone-alpes
mkdir -p $drop root/inputs/returns/53-bretagne
quoted() { sed 's/"/""/g; s/.*/"&"/' "$1"; }
register() { # names, number of the first pole
    quoted "$1" | awk -v from="$2" '{ printf "PTCE-84-%03d;%s;2024-01-01;operationnel;84;69;energie\n", NR + from - 1, $0 }'
}
header='code_pole;nom_pole;date_effet;statut;code_region;code_departement;secteur_principal'
{ echo "$header" && register names 1; } >$drop/poles.csv
{ echo "$header" && echo 'PTCE-53-001;Pôle de Rennes;2024-01-01;operationnel;53;35;energie'; } >root/inputs/returns/53-bretagne/poles.csv
for m in 2026-09 2026-10; do
    { echo 'code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee'
      for i in $(seq 1 "$n"); do printf 'PTCE-84-%03d;%s;40;40;40;0;20;20;definitif\n' "$i" "$m"; done; } >$drop/emplois-$m.csv
done
{ echo 'id_financement;code_pole;mois;type_financeur;nom_financeur;finalite;nature;etape;montant;date_evenement'
  quoted names | awk '{ printf "D%03d;PTCE-84-%03d;2026-10;region;%s;ingenierie;numeraire;accorde;%d;2026-10-15\n", NR, NR, $0, 1000 * NR }'; } >$drop/financements-2026-10.csv
find root -exec touch -d 2026-11-01T00:00:00Z {} +

ran() {
    ptce --root root -q run "$month" >said 2>error
    local rc=$?
    [ $rc -eq 0 ] || { echo "status $rc"; cat said error; grep -h . root/outputs/receipts/84/*.txt | head -n 60; return 1; }
}
check "an edition of hostile names" ran
edition=root/outputs/latest
check "nothing was run" test ! -e "$canary"

csv_names() { # as open data has them
    local name
    grep 'PTCE-84-' "$edition/data/poles.csv" >rows
    [ "$(wc -l <rows)" -eq "$n" ] || { head -n 3 "$edition/data/poles.csv"; return 1; }
    while IFS= read -r name; do
        grep -qF -- "${name//\"/\"\"}" rows || { echo "poles.csv lacks $name"; return 1; }
    done <names
}
check "data/poles.csv has each name as it was sent" csv_names
cells() { # square brackets stand for marks and notes in a workbook: round ones there
    local name
    "$top/tests/tools/cells.sh" "$edition/ptce-84-auvergne-rhone-alpes-$month.xlsx" Poles_de_la_region | cut -f 2 >cells
    tr '[]' '()' <names >want
    while IFS= read -r name; do
        grep -qxF -- "$name" cells || { echo "no cell is: $name"; grep -F -- "${name:0:4}" cells; return 1; }
    done <want
}
check "the regional workbook has each name as text" cells
no_formula() {
    local book
    for book in "$edition"/*.xlsx root/outputs/receipts/*/*.xlsx; do
        [ -e "$book" ] || continue
        ! unzip -p "$book" 'xl/worksheets/*.xml' | grep -q '<f[ >]' || { echo "a formula in $book"; return 1; }
        ! unzip -p "$book" 'xl/worksheets/_rels/*' 2>/dev/null | grep -q 'exemple.invalid' || { echo "a link in $book"; return 1; }
    done
}
check "no formula and no link in a workbook" no_formula
check "the workbooks keep the rules" ends_with 0 "$PTCE" --contract "$CONTRACT" lint-workbook "$edition"/*.xlsx
check "pages, figures and the feed are well-formed" eval 'xmllint --noout $edition/index.html $edition/regions/*.html $edition/graphiques/*.svg root/outputs/index.html root/outputs/feed.xml'
check "no name is markup" eval '! grep -lE "<script|<b>gras|<i>" $edition/index.html $edition/regions/*.html $edition/graphiques/*.svg root/outputs/feed.xml'

# Faulty returns with such names, in the words of receipts and feedback workbooks.
long() { head -c "$1" /dev/zero | tr '\0' 'x'; }
{ long 300; echo; long 32767; echo; printf 'deux\001signes\n'; cat names; } >bad
{ echo "$header" && register bad 101 | sed 's/;energie$/;inconnu/'; } >$drop/poles-2.csv
touch -d 2026-11-02T00:00:00Z $drop/poles-2.csv
faulty() {
    ptce --root root -q run "$month" >said 2>error
    [ $? -eq 1 ] || { cat said error; return 1; }
    set -- root/outputs/receipts/84/*.xlsx
    [ -e "$1" ] || { ls root/outputs/receipts/84; return 1; }
    ends_with 0 "$PTCE" --contract "$CONTRACT" lint-workbook "$@" && no_formula && [ ! -e "$canary" ]
}
check "receipts and feedback workbooks of hostile names" faulty
