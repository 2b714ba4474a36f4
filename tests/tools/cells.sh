#!/bin/bash
# The cells of a sheet of a workbook, a line each: name, a tab, value; a line break in it as \n, a marked cell
# with the start of its number format before it. Comments follow as "comment D2", a tab, the text.
#
#     tests/tools/cells.sh BOOK.xlsx SHEET
set -eu
book=$1
sheet=$2
part() { unzip -p "$book" "$1"; }
id=$(part xl/workbook.xml | sed 's/<sheet /\n&/g' | sed -n 's/.*name="'"$sheet"'".* r:id="\([^"]*\)".*/\1/p')
[ -n "$id" ] || { echo "no sheet $sheet in $book" >&2; exit 1; }
target=$(part xl/_rels/workbook.xml.rels | sed 's/<Relationship /\n&/g' | grep "Id=\"$id\"" | sed 's/.*Target="\([^"]*\)".*/\1/')
plain() { sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g'; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
part xl/sharedStrings.xml | awk '{ printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }' | sed 's/<si>/\n<si>/g' | sed -n 's/^<si>//p' | plain >"$work/texts"
part xl/styles.xml | sed 's/<numFmt /\n&/g; s/<cellXfs/\n&/; s/<\/cellXfs>/\n/; s/<xf /\n&/g' | awk '
    match($0, /^<numFmt numFmtId="[0-9]+" formatCode="/) {
        id = $0; sub(/^<numFmt numFmtId="/, "", id); sub(/".*/, "", id)
        sign = ""
        if ($0 ~ /formatCode="&quot;/) { sign = $0; sub(/.*formatCode="&quot;/, "", sign); sub(/&quot;.*/, "", sign) }
        signs[id] = sign
    }
    /^<cellXfs/ { inside = 1; next }
    inside && /^<xf / { id = $0; sub(/.*numFmtId="/, "", id); sub(/".*/, "", id); print signs[id] }
    inside && $0 == "" { inside = 0 }' >"$work/signs"
part "xl/$target" | sed 's/<c /\n<c /g' |
    sed -n 's/^<c r="\([A-Z]*[0-9]*\)"\([^>]*\)>.*<v>\([^<]*\)<\/v>.*/\1|\2|\3/p' |
    awk -F'|' -v texts="$work/texts" -v signs="$work/signs" '
        BEGIN { while ((getline line < texts) > 0) text[n++] = line; while ((getline line < signs) > 0) sign[m++] = line }
        { style = $2; sub(/.*s="/, "", style); sub(/".*/, "", style)
          print $1 "\t" (style in sign ? sign[style] : "") ($2 ~ /t="s"/ ? text[$3] : $3) }'
rels=xl/worksheets/_rels/$(basename "$target").rels
if comments=$(part "$rels" 2>/dev/null | sed 's/<Relationship /\n&/g' | sed -n 's/.*Target="..\/\(comments[0-9]*.xml\)".*/\1/p') && [ -n "$comments" ]; then
    part "xl/$comments" | awk '{ printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }' | sed 's/<comment /\n&/g' |
        sed -n 's/^<comment ref="\([A-Z0-9]*\)"[^>]*>/comment \1\t/p' | plain
fi
