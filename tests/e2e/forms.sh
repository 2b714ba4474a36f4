#!/bin/bash
# The template and the feedback workbook keep the rules for workbooks that are asked of them, and each rule
# of theirs is broken by a mutant; what of the rules is not asked of forms is not told of them either.
# shellcheck source=helpers disable=SC2086,SC2015,SC2016
. "$(dirname "$0")/helpers"

small root 2026-09
drop=root/inputs/returns/84-auvergne-rhone-alpes
sed 's/;40;/;-40;/' "$drop/emplois-2026-09.csv" >"$drop/emplois-faux.csv"
printf 'PTCE-84-001;2026-09;"4\n0";;;;;;definitif\n' >>"$drop/emplois-faux.csv"
# 520 files of funding, the later ones with the later dates: more than a reminder shows.
{
    echo "id_financement;code_pole;mois;type_financeur;nom_financeur;finalite;nature;etape;montant;date_evenement"
    for i in $(seq 1 520); do
        printf 'D%04d;PTCE-84-001;2026-0%d;etat;DREETS;ingenierie;numeraire;accorde;1000;2026-0%d-05\n' "$i" $((i > 20 ? 9 : 8)) $((i > 20 ? 9 : 8))
    done
} >"$drop/financements.csv"
find root -exec touch -d 2026-11-01T00:00:00Z {} +
check "returns are taken in" ends_with 1 ptce --root root -q collect
template=modele-84-auvergne-rhone-alpes-2026-10.xlsx
check "the template is written" ends_with 0 ptce --root root -q template --output $template 84 2026-10
feedback=$(ls root/outputs/receipts/84/*faux*.xlsx)
cp "$feedback" feedback.xlsx
cp $template template.xlsx
for kind in template feedback; do mkdir $kind && unzip -q $kind.xlsx -d $kind; done

lint() { "$PTCE" --contract "$CONTRACT" lint-workbook "$@"; }
check "the template keeps the rules" ends_with 0 lint $template
check "the feedback workbook keeps the rules, a sender's line break too" ends_with 0 lint feedback.xlsx
check "the English template keeps the rules" eval 'ends_with 0 ptce --lang en --root root -q template --output template-84-auvergne-rhone-alpes-2026-10.xlsx 84 2026-10 && ends_with 0 lint template-84-auvergne-rhone-alpes-2026-10.xlsx'

left_out() {
    "$top/tests/tools/cells.sh" template.xlsx Rappel_financements >cells
    grep -c '	D0' cells | grep -qx 500 && grep -q 'Dossiers non repris.*: 20\. .* 500 dossiers' cells &&
        ! grep -q "	D0020 " cells && grep -q "	D0021 " cells
}
check "a reminder cut short says so, and keeps the files that moved last" left_out

# breaks KIND RULE PART SED…: the edit changes the part, and lint-workbook names the rule.
breaks() {
    local kind=$1 rule=$2 part=$3 name=$template
    shift 3
    [ "$kind" = template ] || name="feedback-mutant.xlsx"
    rm -rf mutant && mkdir -p "mutant/$(dirname "$part")"
    LC_ALL=C.UTF-8 sed -E "$@" "$kind/$part" >"mutant/$part"
    ! cmp -s "$kind/$part" "mutant/$part" || { echo "the mutant is the good one"; return 1; }
    cp $kind.xlsx "$name"
    (cd mutant && find . -type f -exec touch -d '1980-01-01 00:00:00' {} + && zip -q -X -D -1 -r "$work/$name" .)
    lint "$name" >said 2>error
    [ $? -eq 1 ] && grep -qE "^[^ ]*: $rule: " said || { echo "does not name $rule:"; head -n 5 said error; return 1; }
}
mutant() { # kind, rule, what, part, sed…
    local kind=$1 rule=$2 what=$3
    shift 3
    check "$kind $rule: $what" breaks "$kind" "$rule" "$@"
}
sheet() { # kind, tab: its part
    local id
    id=$(sed 's/<sheet /\n&/g' "$1/xl/workbook.xml" | sed -n 's/.*name="'"$2"'".* r:id="rId\([0-9]*\)".*/\1/p')
    echo "xl/worksheets/sheet$id.xml"
}
jobs=$(sheet template emplois) readme=$(sheet template Lisez-moi) findings=$(sheet feedback Constats)
core=docProps/core.xml styles=xl/styles.xml
mutant template W39 "a sheet that is not protected" "$jobs" 's#<sheetProtection[^>]*/>##'
mutant template W39 "a password" "$jobs" 's#<sheetProtection #&password="CC1A" #'
mutant template W39 "an input that is not checked" "$jobs" 's#<dataValidation .*</dataValidation>##; s#<dataValidations[^>]*>.*</dataValidations>##'
mutant template W39 "a validation without prompt" "$jobs" 's# promptTitle="[^"]*"##g; s# prompt="[^"]*"##g'
mutant template W39 "a validation without error" "$jobs" 's# errorTitle="[^"]*"##g; s# error="[^"]*"##g'
mutant template W39 "a list that is no range" "$jobs" 's#(type="list"[^>]*><formula1>)[^<]*#\1"a,b"#'
mutant template W39 "nothing to fill in" "$styles" 's#<protection locked="0"/>##g'
mutant template W06 "no territory in the title" "$core" 's#<dc:title>[^<]*#<dc:title>Modèle, octobre 2026#'
mutant template W14 "a tab with a space" xl/workbook.xml 's#name="Lisez-moi"#name="Lisez moi"#'
mutant template W17 "no title in front" "$readme" 's#<c r="A1"[^/]*/v></c>##'
mutant template W26 "small print" "$styles" 's#<sz val="12"/>#<sz val="9"/>#g'
mutant template W28 "####" "$(sheet template poles)" 's#(<col min="2" max="2" width=")[0-9.]*#\11.5#'
mutant template W36 "no page number" "$jobs" 's#&amp;P/&amp;N##'
mutant template W36 "not A4" "$jobs" 's#paperSize="9"#paperSize="1"#'
mutant template W41 "a name that leads nowhere" xl/workbook.xml 's#</definedNames>#<definedName name="x">\#REF!$A$1</definedName>&#'
mutant feedback W40 "a link that leads nowhere" "$findings" "s#location=\"[^\"]*\"#location=\"Nulle_part!A1\"#"
mutant feedback W40 "a finding without its link" "$findings" 's#<hyperlinks>.*</hyperlinks>##'
mutant feedback W40 "a finding that says nothing to do" "$findings" 's#<c r="G2"[^/]*/v></c>##'
mutant feedback W40 "a finding without its rule" "$findings" 's#<c r="H2"[^/]*/v></c>##'
mutant feedback W40 "no sheet of findings" "$findings" 's#<c r="A1"[^/]*/v></c>##'
mutant feedback W15 "a hidden sheet" xl/workbook.xml 's#<sheet name="Constats"#& state="hidden"#'
mutant feedback W07 "no language" "$core" 's#<dc:language>[^<]*</dc:language>##'
