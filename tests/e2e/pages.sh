#!/bin/bash
# The pages, the list of editions and the feed: well-formed, every link leads somewhere, sizes are true, numbers are
# those of figures.csv, and no text from outside becomes markup. In a browser: tests/apps/pages.sh.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

sample sample
printf '%s\n' 'Essai <script>alert(1)</script> ]]> & "deux" '"'"'un'"'"' {0} <b' >sample/inputs/avis.txt
check "the sample campaign runs" ends_with 1 ptce --root sample -q run "$month"
edition=sample/outputs/latest
mapfile -t pages < <(find "$edition/" sample/outputs -maxdepth 2 -name '*.html' -not -path '*/editions/*' | sort -u)

well_formed() { xmllint --noout "${pages[@]}" sample/outputs/feed.xml "$edition"/graphiques/*.svg; }
check "${#pages[@]} pages, feed, charts: well-formed" well_formed
all_regions() { # a page for each workbook, and the list
    [ "${#pages[@]}" -eq $(($(find "$edition/" -name '*.xlsx' | wc -l) + 1)) ] && [ "${#pages[@]}" -gt 10 ]
}
check "a page for each workbook, and the list of editions" all_regions

# Attributes of a page, a line each: href or src, a tab, the words of the link.
links() { sed 's/<a /\n&/g; s/<img /\n&/g; s/<link /\n&/g' "$1" | sed -n 's/.* \(href\|src\)="\([^"]*\)"[^>]*>\([^<]*\).*/\2\t\3/p'; }
resolve() {
    local page link n=0
    for page; do
        while IFS=$'\t' read -r link _; do
            n=$((n + 1))
            case $link in
            '#'*) grep -q " id=\"${link#\#}\"" "$page" || { echo "$page: no $link"; return 1; } ;;
            https://www.etalab.gouv.fr/*) ;;
            *:* | /* | *\\*) echo "$page: $link is not relative"; return 1 ;;
            *) [ -s "$(dirname "$page")/$link" ] || { echo "$page: $link leads nowhere"; return 1; } ;;
            esac
        done < <(links "$page")
    done
    [ $n -gt 100 ] || { echo "only $n links"; return 1; }
}
check "every link of every page leads somewhere" resolve "${pages[@]}"
moved() { # the edition's folder alone, elsewhere, by another name
    cp -RL "$edition" "moved here" && resolve "moved here/index.html" "moved here/regions/"*.html
}
check "and does so when the edition is copied elsewhere" moved

# "CSV, 12 ko": what the size of the file says.
true_sizes() {
    local page link words n=0 bytes want
    for page; do
        while IFS=$'\t' read -r link words; do
            [[ $words =~ ^(CSV|SVG|PNG|XLSX|JSON),\ (.*)$ ]] || continue
            bytes=$(stat -L -c %s "$(dirname "$page")/$link")
            want=$(awk -v b="$bytes" 'BEGIN {
                if (b < 1000) print b " octets"; else if (b < 1e6) printf "%d ko\n", int(b / 1000 + .5)
                else { s = sprintf("%.1f Mo", int(b / 1e5 + .5) / 10); sub(/\./, ",", s); print s } }')
            [ "$(sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf//g' <<<"${BASH_REMATCH[2]}")" = "$want" ] ||
                { echo "$link: $words, $bytes bytes, $want"; return 1; }
            n=$((n + 1))
        done < <(links "$page")
    done
    [ $n -gt 30 ] || { echo "only $n sizes"; return 1; }
}
check "the sizes of files are true" true_sizes "${pages[@]}"

static() {
    local page
    for page in "${pages[@]}"; do
        ! grep -niE '<script|<iframe|<object|<embed|javascript:|url\(|@import| on[a-z]+=' "$page" || return 1
        grep -q '<html xmlns="http://www.w3.org/1999/xhtml" lang="fr" xml:lang="fr">' "$page" || return 1
        [ "$(grep -c '<h1>' "$page")" -eq 1 ] || { echo "$page: not one h1"; return 1; }
    done
}
check "no script, one h1, the language said" static
says_notice() {
    local page
    for page in "$edition"/index.html "$edition"/regions/*.html; do
        grep -qF 'Essai &lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp; &quot;deux&quot; &#39;un&#39; {0} &lt;b</p>' "$page" ||
            { echo "$page"; grep -n notice "$page"; return 1; }
    done
    [ "$(grep -c 'alert(1)' "$edition/index.html")" -gt 1 ]
}
check "a notice of markup comes out as text" says_notice

figure() { # indicator region
    awk -F, -v key="$1,month,$2,total,,$month" '$1 "," $2 "," $3 "," $4 "," $5 "," $6 == key { print $7 }' "$edition/data/figures.csv"
}
points() { sed -n '/<ul class="points">/,/<\/ul>/p' "$1" | sed 's/\xe2\x80\xaf//g; s/\xc2\xa0/ /g'; }
key_points() { # page region
    local n
    n=$(points "$1" | grep -c '<li>')
    points "$1"
    [ "$n" -ge 1 ] && [ "$n" -le 6 ] && points "$1" | grep -q "recensés est de $(figure P01 "$2") " &&
        points "$1" | grep -q "effectif déclaré est de $(figure J01 "$2") "
}
check "key points are the figures', for France" key_points "$edition/index.html" FR
check "and for a region" key_points "$edition/regions/84-auvergne-rhone-alpes.html" 84

figures_whole() {
    local page=$edition/index.html n tables
    n=$(grep -c '<figure ' "$page")
    tables=$(grep -c '<table>' "$page")
    echo "$n charts, $tables tables; ids twice:"
    grep -o ' id="[^"]*"' "$page" | sort | uniq -d
    [ "$n" -ge 4 ] && [ "$(grep -c '<img src="[^"]*" alt="[^"]\{60,\}"' "$page")" -eq "$n" ] &&
        [ "$(grep -c '<p>Lecture' "$page")" -ge 1 ] && [ "$(grep -c '<p>Champ' "$page")" -eq "$n" ] &&
        [ "$tables" -gt "$n" ] && [ "$(grep -c '<caption id=' "$page")" -eq "$tables" ] &&
        [ -z "$(grep -o ' id="[^"]*"' "$page" | sort | uniq -d)" ]
}
check "each chart has its alternative text, Champ, Lecture and table" figures_whole
chart_files() { # numbers of a chart's CSV as programs read them, and the signs they have in figures.csv
    local file=$edition/graphiques/emplois-25-mois.csv
    tail -n 1 "$file" | grep -qx "octobre 2026,$(figure J01 FR),$(figure J02 FR),p,p" || { cat "$file"; return 1; }
    ! grep -l $'\xe2\x80\xaf\|\[[xczp]\]' "$edition"/graphiques/*.csv
}
check "a chart's file has the figures, without groups" chart_files
signs_told() { # each sign that stands in a table is in the list of signs
    local sign
    for page in "$edition/index.html" "$edition/regions/84-auvergne-rhone-alpes.html"; do
        grep -o '\[[a-z]\]' "$page" | sort -u >used
        grep -qx '\[p\]' used || { echo "$page has nothing provisional"; return 1; }
        while read -r sign; do
            grep 'Signes employés' "$page" | grep -qF "$sign " || { echo "$page does not explain $sign"; return 1; }
        done <used
    done
}
check "each sign of a page is explained on it" signs_told

compared() { # the changes at constant perimeter are those of comparisons.csv: REGION PAGE
    awk -F, -v r="$1" -v m="$month" '$1 == "J01" && $2 == r && $3 == m {
        t = ($6 - $7) * 1000 / $7; t = int(t < 0 ? t - 0.5 : t + 0.5); a = t < 0 ? -t : t
        printf "%s%d,%d\302\240%%\n", (t < 0 ? "\342\210\222" : t > 0 ? "+" : ""), int(a / 10), a % 10 }' $edition/data/comparisons.csv >want
    [ "$(wc -l <want)" -eq 2 ] || { cat want; return 1; }
    grep -o '<th scope="row">Effectif total</th>.*' "$2" | head -n 2 | sed 's/<[^>]*>/\n/g' >have
    while IFS= read -r change; do
        grep -qxF -- "$change" have || { echo "$2 lacks $change"; cat have; return 1; }
    done <want
}
check "the page of France shows the changes at constant perimeter" compared FR $edition/index.html
check "a region's page shows its own" compared 84 $edition/regions/84-auvergne-rhone-alpes.html
covered() { # a table for each kind of return, without columns that say nothing
    [ "$(grep -c '<caption[^>]*>[A-Za-z]* – Retours attendus' $edition/index.html)" -eq 2 ] || return 1
    awk '/<caption[^>]*>Financements – / { inside = 1 } inside && /provisoires/ { bad = 1 } inside && /<\/table>/ { inside = 0 } END { exit bad }' $edition/index.html
}
check "coverage is a table for each kind of return" covered

# ---- English
cp -R sample english
rm -rf english/outputs/editions english/outputs/2026-10 english/outputs/latest english/inputs/avis.en.txt
check "in English" ends_with 1 ptce --root english --lang en -q run "$month"
english() {
    xmllint --noout english/outputs/*.html english/outputs/feed.xml english/outputs/latest/index.html || return 1
    grep -q 'lang="en"' english/outputs/latest/index.html || return 1
    grep -q 'Published 12 November 2026' english/outputs/latest/index.html || return 1
    # A French word left over, in what is ours: accents stand only in names and in French terms that are kept.
    # The notice is French and marked so, since there is no avis.en.txt.
    grep -q '<p class="notice"><strong>[^<]*</strong><span lang="fr">Essai &lt;script' english/outputs/latest/index.html || return 1
    ! sed 's/<span lang="fr">[^<]*<\/span>//; s/<[^>]*>/ /g' english/outputs/latest/index.html english/outputs/feed.xml |
        grep -niE '\b(édition|région|révis|données|pôles|réponse|graphique|mois|paru|lecture|champ) '
}
check "nothing French is left" english

# ---- the list and the feed
small root 2026-09 2026-10
english_notice() { # its own words, on the pages and in the workbooks
    contract_of_few few
    cp -R root translated
    echo "Données d'essai" >translated/inputs/avis.txt
    echo 'Made up' >translated/inputs/avis.en.txt
    "$PTCE" --contract few --now "$now" --settle 0 --root translated --lang en -q run 2026-10 || [ $? -eq 1 ] || return 1
    grep -q '<p class="notice"><strong>[^<]*</strong>Made up</p>' translated/outputs/latest/index.html || return 1
    ! grep -rl "Données d'essai" translated/outputs/latest &&
        unzip -p translated/outputs/latest/ptce-france-2026-10.xlsx xl/sharedStrings.xml | grep -q '>Warning: Made up<'
}
check "the notice of an English edition is avis.en.txt" english_notice
out=root/outputs
check "an edition of September" ends_with 0 ptce --root root -q run 2026-09
entries() { xmllint --xpath 'count(//*[local-name()="entry"])' $out/feed.xml; }
feed_id=0cdfd0e5-5463-419f-850d-2ed52685bfe0
id_of() { # EDITION: a UUID of version 8, of the feed's and the edition's number
    printf %s "$feed_id$1" | sha256sum | awk '{
        variant = substr("89ab", (index("0123456789abcdef", substr($0, 17, 1)) - 1) % 4 + 1, 1)
        print "urn:uuid:" substr($0, 1, 8) "-" substr($0, 9, 4) "-8" substr($0, 14, 3) "-" variant substr($0, 18, 3) "-" substr($0, 21, 12) }'
}
entry() { xmllint --xpath "string(//*[local-name()='entry'][*[local-name()='id']='$(id_of "$1")']/*[local-name()='$2'])" $out/feed.xml; }
first_feed() { [ "$(entries)" = 1 ] && grep -q "^<id>urn:uuid:$feed_id</id>" $out/feed.xml && [ "$(entry 2026-09.1 updated)" = 2026-11-12T06:00:00Z ] && grep -q 'editions/2026-09.1/index.html' $out/index.html; }
check "is in the list and in the feed" first_feed
cp $out/feed.xml feed-1 && cp $out/index.html index-1
stat -c %i $out/feed.xml $out/index.html >inodes
ends_with 0 ptce --root root --now 2026-11-13T06:00:00Z -q run 2026-09
same_files() { cmp feed-1 $out/feed.xml && cmp index-1 $out/index.html && stat -c %i $out/feed.xml $out/index.html | diff inodes -; }
check "a run without news leaves both as they are" same_files
rm $out/feed.xml
ends_with 0 ptce --root root --now 2026-11-13T06:00:00Z -q run 2026-09
check "but makes one that is gone again" cmp feed-1 $out/feed.xml
jobs_of 2026-09 50 >root/inputs/returns/84-auvergne-rhone-alpes/corrige.csv
ends_with 0 ptce --root root --now 2026-11-14T06:00:00Z -q run 2026-09
second_feed() {
    [ "$(entries)" = 2 ] && [ "$(entry 2026-09.1 updated)" = 2026-11-12T06:00:00Z ] &&
        [ "$(entry 2026-09.2 updated)" = 2026-11-14T06:00:00Z ] && [[ $(entry 2026-09.2 summary) == "Nouvelle édition"* ]] &&
        [ "$(xmllint --xpath 'string(/*/*[local-name()="updated"])' $out/feed.xml)" = 2026-11-14T06:00:00Z ]
}
check "a second edition: both entries, each with its identifier and time" second_feed

revisions_shown() { # as many as the file has; the first edition compares with none
    local page=$out/editions/2026-09.2/index.html n
    n=$(($(wc -l <$out/editions/2026-09.2/data/revisions.csv) - 1))
    sed -n '/id="revisions"/,/<\/section>/p' "$page" >text
    cat text
    [ "$n" -gt 10 ] && grep -q "<p>$n valeurs publiées auparavant ont changé" text &&
        [ "$(grep -c '<tr><th scope="row">' text)" -eq 10 ] && [ -z "$(grep '<tr><th scope="row">' text | sort | uniq -d)" ] && grep -q "Effectif total</th><td>France</td><td>septembre 2026</td><td class=\"n\">40</td><td class=\"n\">50</td>" text &&
        grep -q 'édition antérieure à laquelle' $out/editions/2026-09.1/index.html
}
check "the page shows the largest revisions, and how many there are" revisions_shown

# What the newest edition revised, as its file says; the largest of France's totals first.
{
    echo indicator,window,region,breakdown,member,month,previous_edition,before,now,difference,cause
    echo J01,month,84,total,,2026-09,2026-09.1,4,400,396,correction
    echo J01,month,FR,total,,2026-09,2026-09.1,1000,1250,250,late-return+correction
    echo J04,month,FR,total,,2026-09,2026-09.1,50.0,49.0,-1.0,correction
} >$out/editions/2026-09.2/data/revisions.csv
ends_with 0 ptce --root root --now 2026-11-15T06:00:00Z -q run 2026-10
summary() {
    entry 2026-09.2 summary | sed 's/\xe2\x80\xaf/ /g; s/\xc2\xa0/ /g' >text
    cat text
    [[ $(cat text) == *"3 valeurs publiées auparavant ont changé."*"Effectif total, France, septembre 2026"*": 1 250 au lieu de 1 000."* ]]
}
check "the feed says how many values were revised, and the largest" summary

# Many editions; a card that cannot be read.
for n in $(seq 10 40); do
    mkdir -p "$out/editions/2025-01.$n"
    sed "s/2026-09.2/2025-01.$n/; s/\"2026-09\"/\"2025-01\"/; s/2026-11-14/2025-02-$((n % 19 + 10))/" $out/editions/2026-09.2/edition.json >"$out/editions/2025-01.$n/edition.json"
done
echo '{"edition": "2025-01.41"' >"$out/editions/2025-01.10/edition.json"
mkdir -p $out/editions/notes && ends_with 0 ptce --root root --now 2026-11-15T06:00:00Z -q run 2026-10
many() {
    [ "$(entries)" = 24 ] && [ "$(grep -c '<tr><th scope="row">' $out/index.html)" -eq 33 ] &&
        ! grep -q '2025-01.10"\|notes' $out/index.html && xmllint --noout $out/index.html $out/feed.xml
}
check "24 entries, all editions in the list, a damaged card left out" many
