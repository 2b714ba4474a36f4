#!/bin/bash
# The cells of a workbook, a line each: sheet, cell, type (text, number), value, number format.
#
#     xlsx-cells.sh BOOK.xlsx
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unzip -q "$1" -d "$dir"
attributes() { # element attribute…: of each such element of standard input, by tabs
    local element=$1
    shift
    tr '\n' ' ' | sed "s/<$element /\n<$element /g" | grep "^<$element " | while IFS= read -r line; do
        for name; do
            value=${line#* "$name"=\"}
            [ "$value" = "$line" ] && value='-"'
            printf '%s\t' "${value%%\"*}"
        done
        echo
    done
}
attributes numFmt numFmtId formatCode <"$dir/xl/styles.xml" | sed 's/&quot;/"/g' >"$dir/codes"
sed 's/.*<cellXfs[^>]*>//; s/<\/cellXfs>.*//' "$dir/xl/styles.xml" | attributes xf numFmtId >"$dir/formats"
sed 's/<si>/\n<si>/g' "$dir/xl/sharedStrings.xml" | sed -n 's/^<si>//p' | sed 's/<[^>]*>//g' >"$dir/texts"
attributes sheet name r:id <"$dir/xl/workbook.xml" >"$dir/sheets"
attributes Relationship Id Target <"$dir/xl/_rels/workbook.xml.rels" >"$dir/targets"
while IFS=$'\t' read -r name id _; do
    part=$(awk -F'\t' -v id="$id" '$1 == id { print $2 }' "$dir/targets")
    sed 's/<c /\n<c /g' "$dir/xl/$part" | sed -n 's/^<c r="\([A-Z]*[0-9]*\)" s="\([0-9]*\)"\( t="s"\)*><v>\([^<]*\)<.*/\1\t\2\t\3\t\4/p' |
        awk -F'\t' -v sheet="$name" -v dir="$dir" 'BEGIN {
            while ((getline line < (dir "/texts")) > 0) text[n++] = line
            while ((getline line < (dir "/codes")) > 0) { split(line, part, "\t"); code[part[1]] = part[2] }
            while ((getline line < (dir "/formats")) > 0) { split(line, part, "\t"); format[f++] = part[1] }
        }
        { print sheet "\t" $1 "\t" ($3 == "" ? "number" : "text") "\t" ($3 == "" ? $4 : text[$4]) "\t" \
            (format[$2] in code ? code[format[$2]] : "-") }'
done <"$dir/sheets"
