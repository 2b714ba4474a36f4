#!/bin/bash
# Each rule for workbooks is kept by a workbook of ours and broken by a mutant of it: the archive is
# unpacked, an edit that breaks one rule is made with sed, and lint-workbook must name that rule.
# shellcheck source=helpers disable=SC2086,SC2015,SC2016
. "$(dirname "$0")/helpers"

sample sample
check "the sample campaign runs" ends_with 1 ptce --root sample -q run "$month"
workbook=ptce-france-$month.xlsx
cp "sample/outputs/latest/$workbook" good.xlsx
mkdir good && unzip -q good.xlsx -d good
cp good.xlsx "$workbook"

lint() { "$PTCE" --contract "$CONTRACT" lint-workbook "$@"; }
check "all workbooks of the edition keep all rules" ends_with 0 lint sample/outputs/latest/*.xlsx

# The part that holds a tab.
sheet() {
    local id
    id=$(sed 's/<sheet /\n&/g' good/xl/workbook.xml | sed -n 's/.*name="'"$1"'".* r:id="rId\([0-9]*\)".*/\1/p')
    echo "xl/worksheets/sheet$id.xml"
}
contents=$(sheet Sommaire) notes=$(sheet Notes) key=$(sheet Points_cles)
regions=$(sheet Poles_par_region) jobs=$(sheet Emplois_par_region) series=$(sheet Series_13_mois)
strings=xl/sharedStrings.xml core=docProps/core.xml styles=xl/styles.xml book=xl/workbook.xml
table() { # of a sheet's part: its table's part
    sed 's/.*Target="\.\.\/\(tables\/[a-z0-9]*\.xml\)".*/xl\/\1/' "good/xl/worksheets/_rels/$(basename "$1").rels" | grep tables | head -n 1
}
new() { rm -rf mutant && mkdir mutant; } # the parts that an edit makes another
edit() { # part, sed expression…: the part must change
    local part=$1
    shift
    mkdir -p "mutant/$(dirname "$part")"
    LC_ALL=C.UTF-8 sed -E "$@" "good/$part" >"mutant/$part"
    ! cmp -s "good/$part" "mutant/$part" || { echo "the mutant is the good one: $part $*"; return 1; }
}
pack() { # [name]: the good archive with these parts in place of its own, without times
    local to=$work/${1:-$workbook}
    cp good.xlsx "$to"
    (cd mutant && find . -type f -exec touch -d '1980-01-01 00:00:00' {} + && zip -q -X -D -1 -r "$to" .)
}
names() { # rule [status [file]]: lint-workbook names it
    local rule=$1 want=${2:-1} file=${3:-$workbook}
    lint "$file" >said 2>error
    local got=$?
    [ "$got" -eq "$want" ] || { echo "status $got, not $want"; cat said error; return 1; }
    grep -qE "^[^ ]*: $rule: " said || { echo "does not name $rule:"; head -n 5 said; return 1; }
}

# breaks RULE PART SED…: with this edit the rule is broken
breaks() {
    local rule=$1
    shift
    new
    edit "$@" && pack && names "$rule"
}
mutant() {
    local rule=$1 what=$2
    shift 2
    check "$rule: $what" breaks "$rule" "$@"
    seen[10#${rule#W}]=1
}
by_hand() { # rule, what, function
    check "$1: $2" "$3"
    seen[10#${1#W}]=1
}
seen=()
text_of() { # part, cell: the number of its shared text
    sed 's/<c r=/\n&/g' "good/$1" | sed -n 's/^<c r="'"$2"'"[^>]*t="s"><v>\([0-9]*\)<.*/\1/p'
}
# A text of the strings part, by its number, becomes another one.
retext() { # number, text
    awk -v n="$1" -v text="$2" 'BEGIN { RS = "<si>"; ORS = "" }
        NR == 1 { print; next }
        { rest = $0; sub(/.*<\/si>/, "", rest)
          print "<si>" (NR == n + 2 ? "<t>" text "</t></si>" rest : $0) }' good/$strings >mutant_strings
    mkdir -p mutant/xl && mv mutant_strings mutant/$strings
    ! cmp -s good/$strings mutant/$strings
}
retexts() { # rule, part, cell, text
    local rule=$1 n
    n=$(text_of "$2" "$3")
    [ -n "$n" ] || { echo "no text in $3 of $2"; return 1; }
    new
    retext "$n" "$4" && pack && names "$rule"
}
worded() { # rule, what, part, cell, text
    check "$1: $2" retexts "$1" "$3" "$4" "$5"
    seen[10#${1#W}]=1
}

# The rows of a table: the first below its header, and the last.
header_row() { sed 's/.* ref="A\([0-9]*\):.*/\1/;t;d' "good/$(table "$1")" | head -n 1; }
last_row() { sed 's/.* ref="A[0-9]*:[A-Z]*\([0-9]*\)".*/\1/;t;d' "good/$(table "$1")" | head -n 1; }
k=$(header_row $key) r=$(header_row $regions) rl=$(last_row $regions) s=$(header_row $series)
k1=$((k + 1)) r1=$((r + 1)) s1=$((s + 1))
# Two regions with a number of poles, and the style of a number with decimals.
number_rows() { sed 's/<c r=/\n&/g' "good/$1" | sed -n 's/^<c r="C\([0-9]*\)" s="[0-9]*"><v>.*/\1/p'; }
n1=$(number_rows $regions | sed -n 1p) n2=$(number_rows $regions | sed -n 2p)
decimal=$(sed 's/<c r=/\n&/g' good/$jobs | sed -n 's/^<c r="D'"$(number_rows $jobs | head -n 1)"'" s="\([0-9]*\)".*/\1/p')

# ---- package
touched() {
    cp good.xlsx "$workbook"
    touch -d '2026-11-12 06:00:00' good/$core
    (cd good && zip -q -X "$work/$workbook" $core) && names W01
}
by_hand W01 "a time of its own" touched
mutant W01 "modified at another time" $core 's#(<dcterms:modified[^>]*>)[^<]*#\12026-11-13T00:00:00Z#'
mutant W02 "a part is cut" $regions 's#</sheetData>.*##'
mutant W02 "a number with a comma" $regions "s#(<c r=\"C$n1\"[^>]*><v>[0-9]+)#\1,5#"
mutant W02 "a document type" $core 's#\?>#?><!DOCTYPE a [<!ENTITY b "c">]>#'
lost() { cp good.xlsx "$workbook" && zip -q -d "$workbook" xl/theme/theme1.xml && names W03; }
by_hand W03 "a part is gone" lost
mutant W03 "a part without a type" '[Content_Types].xml' 's#<Override PartName="/xl/styles.xml"[^>]*>##; s#Extension="xml"#Extension="xmx"#'
mutant W04 "a formula" $regions "s#(<c r=\"C$n1\"[^>]*>)#\1<f>1+1</f>#"
mutant W04 "a link to another file" xl/_rels/workbook.xml.rels 's#</Relationships>#<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="file:///x.xlsx" TargetMode="External"/>&#'
worded W05 "a line break" $regions "B$r1" 'Auvergne&#10;Rhône'
worded W05 "not NFC" $regions "B$r1" 'Re&#x301;gion'
worded W05 "a control character as Excel writes it" $regions "B$r1" 'a_x0007_b'
# ---- metadata
mutant W06 "no title" $core 's#<dc:title>[^<]*#<dc:title>#'
mutant W06 "no month" $core 's#<dc:title>[^<]*#<dc:title>Pôles, France#'
mutant W06 "no territory" $core 's#<dc:title>[^<]*#<dc:title>Pôles, octobre 2026#'
mutant W07 "no language" $core 's#<dc:language>[^<]*</dc:language>##'
mutant W08 "no creator" $core 's#<dc:creator>[^<]*#<dc:creator>#'
mutant W08 "no keywords" $core 's#<cp:keywords>[^<]*</cp:keywords>##'
misnamed() { local n; for n in "PTCE_France.xlsx" "ptce-france-2026-10-final.xlsx" "ptce-france.xlsx"; do cp good.xlsx "$n" && names W09 1 "$n" || return 1; done; }
by_hand W09 "names of files" misnamed
# ---- structure
mutant W10 "opens elsewhere" $book 's#<workbookView #&activeTab="3" #'
mutant W10 "another cell is active" $regions 's#<sheetView workbookViewId="0"/>#<sheetView workbookViewId="0"><selection activeCell="D4" sqref="D4"/></sheetView>#'
licence() { new && edit $strings 's#<t>Licence</t>#<t>Droits</t>#' && pack && names W11; }
by_hand W11 "no licence" licence
mutant W12 "a link that leads nowhere" $contents "s#location=\"'?Points_cles'?!A1\"#location=\"Nulle_part!A1\"#"
mutant W12 "a title that differs" $contents 's#(<c r="B9"[^>]*) t="s"><v>[0-9]*</v>#\1 t="str"><v>Autre titre</v>#'
mutant W13 "a note that is not defined" $strings 's#\[note 2\]#[note 77]#'
worded W13 "a note that is used nowhere" $notes "A$(( $(header_row $notes) + 1 ))" '[note 99]'
mutant W14 "a tab with an accent" $book 's#<sheet name="Notes"#<sheet name="Notés"#'
mutant W15 "a hidden sheet" $book 's#<sheet name="Notes"#& state="hidden"#'
mutant W15 "a hidden column" $regions 's#<col min="2"#<col hidden="1" min="2"#'
mutant W15 "a hidden row" $regions "s#<row r=\"$r1\"#& hidden=\"1\"#"
mutant W16 "something below the table" $regions "s#</sheetData>#<row r=\"$((rl + 2))\"><c r=\"A$((rl + 2))\"><v>1</v></c></row>&#"
mutant W17 "no heading style" $styles 's#(<xf [^>]*)xfId="1"#\1xfId="0"#g'
worded W17 "no number of the table" $regions A1 'Pôles par région (nombre), France, octobre 2026'
worded W17 "no period" $regions A1 'Tableau 3 : Pôles par région (nombre), France'
worded W18 "nothing said of the table" $regions A2 'Voir les notes.'
worded W18 "no universe" $regions A4 'Tous les pôles.'
mutant W19 "a table without a name" "$(table $regions)" 's#displayName="[^"]*"#displayName="Tableau1"#'
mutant W19 "a header the table does not know" "$(table $regions)" 's#<tableColumn id="2" name="[^"]*"#<tableColumn id="2" name="Autre"#'
mutant W20 "merged cells" $regions 's#</sheetData>#&<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>#'
mutant W21 "an empty cell" $regions "s#<c r=\"C$r1\"[^/]*/v></c>##"
mutant W22 "a filter" $regions "s#</sheetData>#&<autoFilter ref=\"A$r:D$rl\"/>#"
mutant W22 "frozen without need" $regions 's#<sheetView workbookViewId="0"/>#<sheetView workbookViewId="0"><pane ySplit="8" topLeftCell="A9" activePane="bottomLeft" state="frozen"/></sheetView>#'
mutant W23 "a text among numbers" $regions "s#<c r=\"C$n1\"([^>]*)><v>[^<]*</v>#<c r=\"C$n1\"\1 t=\"s\"><v>0</v>#"
worded W23 "a number and its flag" $key "B$k1" '123 p'
mutant W24 "a code as a number" $regions "s#<c r=\"A$r1\"([^>]*) t=\"s\"><v>[^<]*</v>#<c r=\"A$r1\"\1><v>1</v>#"
worded W24 "a code without its zero" $regions "A$r1" '1'
mutant W25 "a total that is not the sum" $regions "s#(<c r=\"C$n2\"[^>]*><v>)[^<]*#\1999#"
mutant W25 "a figure that differs between sheets" $key "s#(<c r=\"D$k1\"[^>]*><v>)[^<]*#\1999#; s#(<c r=\"E$k1\"[^>]*><v>)[^<]*#\1999#"
# ---- format
mutant W26 "another font" $styles 's#<name val="Arial"/>#<name val="Times New Roman"/>#'
mutant W26 "italics" $styles 's#<font><b/><sz val="12"/>#<font><b/><i/><sz val="12"/>#'
mutant W26 "small print" $styles 's#<font><sz val="12"/>#<font><sz val="9"/>#'
mutant W27 "pale text" $styles 's#FF0B4F9E#FFBBCCDD#'
mutant W27 "a fill" $styles 's#<fill><patternFill patternType="gray125"/></fill>#<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill>#; s#(<cellXfs.*)fillId="0"#\1fillId="1"#'
mutant W28 "####" $regions 's#(<col min="3" max="3" width=")[0-9.]*#\11.5#'
mutant W28 "a header not wrapped" $styles 's#(horizontal="right") wrapText="1"#\1#'
mutant W29 "numbers in the middle" $styles 's#(<xf numFmtId="16[5-9]" [^>]*><alignment) horizontal="right"#\1 horizontal="center"#'
mutant W30 "a number as text" $key "s#<c r=\"B$k1\"([^>]*) t=\"s\"><v>[^<]*</v>#<c r=\"B$k1\"\1 t=\"str\"><v>1 234</v>#"
mutant W30 "a format of its own" $styles 's#formatCode="\#,\#\#0"#formatCode="0.000"#'
worded W31 "a date as text" $key "B$k1" '12/11/2026'
worded W31 "no AAAA-MM beside the month" $series "B$s1" 'octobre'
mutant W32 "two formats" $regions "s#<c r=\"C$n2\" s=\"[0-9]*\"#<c r=\"C$n2\" s=\"$decimal\"#"
# ---- change
mutant W33 "a difference that is none" $key "s#(<c r=\"F$k1\"[^>]*><v>)[^<]*#\17#"
mutant W33 "differences without sign" $styles 's#formatCode="\+[^"]*"#formatCode="0"#g'
worded W34 "[r] without a revision" $key "B$((k1 + 1))" '[r]'
mutant W35 "a shorthand not explained" $strings 's#\[x\] non disponible#non disponible#g'
worded W35 "an unknown shorthand" $key "B$k1" '[q]'
# ---- print
mutant W36 "not A4" $regions 's#paperSize="9"#paperSize="1"#'
mutant W36 "no repeated header" $book 's#<definedName name="_xlnm.Print_Titles"[^>]*>Poles_par_region[^<]*</definedName>##'
mutant W36 "no page number" $regions 's#&amp;P/&amp;N##'
mutant W36 "the day of printing" $regions 's#&amp;P/#\&amp;D &amp;P/#'
mutant W37 "a word in the footer alone" $regions 's#&amp;P/#Confidentiel &amp;P/#'
# ---- graphics
drawn=$(cd good && grep -l 'c:chart' xl/drawings/drawing*.xml | head -n 1)
pictures=$(cd good && grep -L 'c:chart' xl/drawings/drawing*.xml | head -n 1)
mutant W38 "a picture that says nothing" "$pictures" 's#descr="[^"]*"#descr="image1.png"#'
mutant W38 "a chart without alternative text" "$drawn" 's# descr="[^"]*"##'
mutant W38 "a chart of cells of no table" xl/charts/chart1.xml 's#<c:f>[^<]*</c:f>#<c:f>Notes!$Z$1:$Z$3</c:f>#'
# ---- names, persons
mutant W41 "a name that leads nowhere" $book 's#</definedNames>#<definedName name="x">\#REF!$A$1</definedName>&#'
worded W42 "an e-mail address" $regions "B$r1" 'prenom.nom@pole.fr'
worded W42 "a telephone number" $regions "B$r1" '06 12 34 56 78'
withheld() {
    new
    edit $regions "s#<c r=\"C$n1\"([^>]*)><v>[^<]*</v>#<c r=\"C$n1\"\1 t=\"str\"><v>[c]</v>#; s#<c r=\"C([0-9]*)\"([^>]*) t=\"s\"><v>$(text_of $regions "C$r1")</v>#<c r=\"C\1\"\2><v>0</v>#g" && pack && names W42
}
by_hand W42 "a withheld cell that can be worked out" withheld

# ---- hostile files
not_a_workbook() { # what must be said
    lint "$2" >said 2>error
    local rc=$?
    [ $rc -eq 3 ] && [ ! -s said ] && grep -q "^ptce: .*$1" error || { echo "status $rc"; cat said error; return 1; }
}
head -c 4000 good.xlsx >cut.xlsx
echo 'code_pole;mois' >text.xlsx
check "a cut file" not_a_workbook 'archive' cut.xlsx
check "a text" not_a_workbook 'archive' text.xlsx
check "no file" not_a_workbook 'archive' none.xlsx
damaged() {
    cp good.xlsx damaged.xlsx
    printf '\377\377\377\377' | dd of=damaged.xlsx bs=1 seek=200 conv=notrunc 2>/dev/null
    not_a_workbook 'damaged' damaged.xlsx
}
check "a damaged part" damaged
bomb() { # 300 MB of nothing in a part
    new && mkdir mutant/xl && head -c 300000000 /dev/zero >mutant/xl/media.xml && pack bomb.xlsx && not_a_workbook 'too large' bomb.xlsx
}
check "a zip bomb" bomb
claim() { # a table that claims the whole sheet
    breaks W02 "$(table $regions)" 's# ref="A[0-9]+:[A-Z]+[0-9]+"# ref="A1:XFD1048576"#'
}
check "a table of seventeen thousand million cells" claim
json() {
    new && edit $core 's#<dc:language>[^<]*</dc:language>##' && pack || return 1
    lint --format json "$workbook" good.xlsx >said
    [ $? -eq 1 ] && grep -q '"rule": "W07", "sheet": "", "cell": ""' said && grep -q '"todo": ' said
}
check "--format json" json

# A sheet is data: one more in a copy of the contract, and no line of C.
added_sheet() {
    cp -R "$CONTRACT" contract
    sed -i 's#^ {"tab": "Definitions",# {"tab": "Essai", "rows": "members", "breakdowns": ["sector"], "title": {"fr": "Essai (personnes)", "en": "Trial (people)"}, "universe": {"fr": "essai", "en": "trial"}, "columns": [{"indicator": "J02"}, {"indicator": "J01", "value": "previous"}]},\n&#' contract/report.json
    small model 2026-09 2026-10
    # As many women as men: a figure on fewer than five persons would be withheld.
    sed -i -E 's/;40;0;definitif/;20;20;definitif/' model/inputs/returns/84-*/emplois-*.csv
    find model -exec touch -d 2026-11-01T00:00:00Z {} +
    ends_with 0 "$PTCE" --contract contract --now $now --settle 0 --root model -q run "$month" || return 1
    unzip -p "model/outputs/latest/$workbook" $book | grep -q 'name="Essai"' || { echo "no sheet Essai"; return 1; }
    ends_with 0 "$PTCE" --contract contract lint-workbook model/outputs/latest/*.xlsx
}
check "a sheet added to the contract is written, and keeps the rules" added_sheet

# Every rule has a mutant. Those of templates and feedback workbooks (W39, W40) are seen by forms.sh.
all_rules() {
    local n missing=
    for n in $(seq 1 42); do
        case $n in 39 | 40) grep -q "^mutant [a-z]* W$n " "$top/tests/e2e/forms.sh" && continue ;; esac
        [ -n "${seen[$n]:-}" ] || missing="$missing W$n"
    done
    [ -z "$missing" ] || { echo "no mutant of$missing"; return 1; }
}
check "every rule has a mutant" all_rules
