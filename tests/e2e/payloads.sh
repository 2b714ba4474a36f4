#!/bin/bash
# Texts that are something else to a spreadsheet, a page, a terminal, a shell, a printf or gnuplot (payloads.txt,
# a line each, written as for printf %b), as names of files, of columns and of poles, and as values: they
# come out as text everywhere. Seconds: 25.
# shellcheck source=helpers disable=SC2046,SC2129
. "$(dirname "$0")/helpers"

mapfile -t payloads <"$top/tests/e2e/payloads.txt"
drop=root/inputs/returns/84-auvergne-rhone-alpes
small root
quoted() { # a text as a cell of a CSV file, to `cell`
    printf -v cell '%b' "$1"
    printf -v cell '"%s"' "${cell//\"/\"\"}"
}
# As a name of a file, each with a row that is wrong. As names of columns and as values all in one file, but
# for those that are a fault of bytes, which refuse a file whole: these each in its own.
n=0
columns='code_pole;mois;effectif_total;etp_total'
head=$(jobs_of "$month" 40 | head -n 1)
echo "$head" >"$drop/values.csv"
objects=
for payload in "${payloads[@]}"; do
    n=$((n + 1))
    printf -v text '%b' "$payload"
    name=${text//\//}
    case $name in .* | '~$'*) name=x$name ;; esac # not for us
    printf '%s\n' "$head" "PTCE-84-001;$month;x;1;1;0;1;0;definitif" >"$drop/$name-$n.csv"
    quoted "$payload"
    objects="$objects,
{\"code_pole\": \"PTCE-84-$n\", \"mois\": \"$month\", \"effectif_total\": \"${payload//[\"\\]/_}\"}"
    if LC_ALL=C grep -qaP '[\x00-\x08\x0b-\x1f\x7f]|\xf4\x90' <<<"$text" || ! iconv -f UTF-8 -t UTF-8 <<<"$text" >/dev/null 2>&1; then
        { echo "code_pole;mois;effectif_total;etp_total;$cell"; echo "PTCE-84-001;$month;-1;1;1"; } >"$drop/column-$n.csv"
        printf '%s\n' "$head" "PTCE-84-001;$month;$cell;1;1;0;1;0;definitif" >"$drop/value-$n.csv"
    else
        columns="$columns;$cell"
        printf 'PTCE-84-%03d;%s;%s;1;1;0;1;0;definitif\n' $n "$month" "$cell" >>"$drop/values.csv"
    fi
done
printf '%s\nPTCE-84-001;%s;-1;1\n' "$columns" "$month" >"$drop/columns.csv"
printf '[%s]\n' "${objects#,}" >"$drop/values.json"
printf '%s' "$(printf 'n%.0s' $(seq 1 251))" >long
cp "$drop/columns.csv" "$drop/$(cat long).csv" # 255 bytes
# As a name of a pole and of a funder, where the line is one: all in one register, all in one return.
{
    head -n 1 "$drop/poles.csv"
    n=1
    for payload in "${payloads[@]}"; do
        quoted "$payload"
        printf 'PTCE-84-%03d;%s;2024-01-01;operationnel;84;69;energie\n' $n "$cell"
        n=$((n + 1))
    done
} >names
# A text that is a fault of bytes would refuse the register whole.
LC_ALL=C grep -avP '[\x00-\x08\x0b-\x1f\x7f]' names | iconv -c -f UTF-8 -t UTF-8 | LC_ALL=C grep -av $'\xf4\x90' | grep -v '^ \|^"$' | grep '^[^;]*;"[^"]*\(""[^"]*\)*";2024\|^code' >"$drop/poles.csv"
touch -d 2026-11-01T00:00:00Z "$drop"/*
files=$(find $drop -type f -printf . | wc -c)

ptce --root root -q --user "$(id -un)" collect >out 2>err
all_in() { diff <(find root/outputs/archive/84 -type f -printf . | wc -c) <(echo "$files"); }
check "all of them are taken in" all_in
one_line() { ! grep -vE '^[a-z-]+(/[a-z-]+)?: ' err | grep .; }
check "a line an event" one_line
published() { ends_with 1 ptce --root root run "$month" && [ -f root/outputs/latest/edition.json ]; }
check "an edition" published
cat said >>out
ptce --root root --lang en status "$month" >>out 2>>err
ptce --root root template --output "modele-84-auvergne-rhone-alpes-$month.xlsx" 84 "$month" >>out 2>>err
(cd "$drop" && "$PTCE" --contract "$CONTRACT" --now $now --root "$work/root" --region 84 check -- *) >>out 2>>err

# Nothing that a terminal obeys, no other line than ours, no order of writing turned round, only UTF-8.
plain() { # FILE…
    local file
    ! LC_ALL=C grep -HnaP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]' "$@" | cat -v | head -n 3 | grep . || return 1
    cat "$@" | iconv -f UTF-8 -t UTF-8 >/dev/null && return 0
    for file; do iconv -f UTF-8 -t UTF-8 "$file" >/dev/null || echo "in $file"; done
    return 1
}
check "what is said, as a log or on a terminal" plain out err
check "receipts to be read" plain root/outputs/receipts/84/*.txt
is_json() { # each file one document
    local files=(root/outputs/receipts/84/*.json root/outputs/status.json root/outputs/latest/edition.json)
    [ "$(jq -n '[inputs] | length' "${files[@]}")" -eq ${#files[@]} ]
}
if command -v jq >/dev/null; then check "receipts to be processed are JSON" is_json; fi
forged() { ! grep -rn '^source-error: faux\|^OK tout va bien\|^From: ' out err root/outputs/receipts/84 --include=*.txt; }
check "and none that is not ours" forged

# Workbooks: no formula, no link that leads out, no part that is not whole (lint-workbook reads all of it).
no_formula() {
    local book n=0
    rm -rf parts && mkdir parts
    while IFS= read -r book; do
        n=$((n + 1))
        unzip -q "$book" -d "parts/$n" || return 1
    done < <(find root/outputs/receipts/84 -name '*.xlsx' | sort)
    echo "$n books"
    if grep -roE '<f[ >][^<]*' parts --include='sheet*.xml' | head -n 3 | grep .; then echo "a formula"; return 1; fi
    if grep -roE 'TargetMode="External"|<ddeLink|<externalLink' parts --include=*.rels --include=*.xml | head -n 3 | grep .; then echo "leads out"; return 1; fi
    find parts \( -name '*.xml' -o -name '*.rels' \) -print0 | xargs -0 xmllint --noout || return 1
    [ $n -gt 120 ]
}
check "feedback workbooks: no formula, no link out, whole" no_formula
# A header that is one long word of the sender's is wider than its column (W28); what looks like an address
# is the sender's own (W42).
rules() { find root/outputs/receipts/84 -name '*.xlsx' -print0 | sort -z | xargs -0 "$PTCE" --contract "$CONTRACT" lint-workbook >said 2>&1; ! grep ': W[0-9]*: ' said | grep -v ': W28: \|: W42: .*e-mail'; }
check "which keep the rules for workbooks" rules
template() {
    rm -rf parts && mkdir parts && unzip -q modele-*.xlsx -d parts || return 1
    ! grep -rhoE 'TargetMode="External"|<ddeLink|<externalLink' parts || return 1
    ! grep -ohE '<f>[^<]*' parts/xl/worksheets/*.xml | grep -E 'cmd|HYPERLINK|WEBSERVICE|DDE|IMPORTXML|1\+1' || return 1
    xmllint --noout $(find parts -name '*.xml' -o -name '*.rels') || return 1
    "$PTCE" --contract "$CONTRACT" lint-workbook modele-*.xlsx >said 2>&1
    ! grep ': W[0-9]*: ' said | grep -v ': W28: '
}
check "the template, with poles of such names" template
national() {
    rm -rf parts && mkdir parts && unzip -q root/outputs/latest/ptce-84-*.xlsx -d parts || return 1
    ! grep -rhoE '<ddeLink|<externalLink' parts || return 1
    ! grep -ohE '<f>[^<]*' parts/xl/worksheets/*.xml | grep -E 'cmd|HYPERLINK\(|WEBSERVICE|DDE|IMPORTXML|1\+1'
}
check "the region's workbook" national
pages() {
    local file bad=0
    for file in root/outputs/index.html root/outputs/feed.xml $(find root/outputs/latest/ \( -name '*.html' -o -name '*.svg' \)); do
        xmllint --noout --html "$file" 2>/dev/null
        ! grep -aniE '<script>alert|<img src=x|onerror=|onload=|onmouseover="|javascript:|<h1>x|<style>\*' "$file" || { echo "in $file"; bad=1; }
    done
    return $bad
}
check "pages, drawings, the feed" pages
# Data are data: a name keeps the marks of direction it was sent with.
data() { ! LC_ALL=C grep -naP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' $(find root/outputs/latest/ \( -name '*.csv' -o -name '*.json' \)); }
check "data" data
check "nothing was run" test -z "$(find / -xdev -name PWNED -not -path '/proc/*' -print -quit 2>/dev/null)"
