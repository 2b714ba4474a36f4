#!/bin/bash
# The figures: rules C01 to C20 on every one of the sample campaign and of hostile numbers and names,
# each rule seen to catch a figure that breaks it; printed numbers are those of figures.csv; the same
# bytes in any order, time zone and number of processes; gnuplot that fails in every way we know.
# shellcheck source=helpers
# shellcheck disable=SC2016  # awk programs
. "$(dirname "$0")/helpers"
lint=$BUILD/figure/lint-figure
draw=$BUILD/figure/draw-figures

sample root
check "the sample campaign runs" ends_with 1 ptce --root root -q run "$month"
edition=$(readlink -f root/outputs/latest)
figures=$edition/data/figures.csv
charts=$edition/graphiques

pairs_of() { # as many SVG as PNG, at least so many
    [ "$(find "$1" -name '*.svg' | wc -l)" -ge "$2" ] || { ls "$1"; return 1; }
    [ "$(find "$1" -name '*.svg' | wc -l)" -eq "$(find "$1" -name '*.png' | wc -l)" ]
}
check "eleven figures of France and five of each of twelve regions" pairs_of "$charts" 71
check "figures keep the rules" "$lint" "$charts"/*.svg
check "SVG files are well-formed" xmllint --noout "$charts"/*.svg

one_year() { grep -q '>[^<]*cumul depuis janvier 2026<' "$charts/financements-cumul.svg" && ! grep -q '2025 et 2026' "$charts/financements-cumul.svg"; }
check "a year without a line is not named" one_year

# ---- Each rule catches a figure that breaks it ----------------------------------------------------

breaks() { # RULE FIGURE sed-expression: the figure so changed is found to break just this rule
    local rule=$1 stem=$2
    rm -rf mutant && mkdir mutant
    cp "$charts/$stem."* mutant
    sed -i "$3" "mutant/$stem.svg"
    ! cmp -s "$charts/$stem.svg" "mutant/$stem.svg" || { echo "the change changed nothing"; return 1; }
    ! "$lint" "mutant/$stem.svg" >found || { echo "nothing was found"; return 1; }
    grep -q ": $rule: " found || { echo "not $rule:"; cat found; return 1; }
}
bars=emplois-par-region
check "C01 catches a script" breaks C01 $bars 's|</svg>|<script>x</script></svg>|'
check "C01 catches an element that does not end" breaks C01 $bars 's|</svg>||'
check "C01 catches a bare ampersand" breaks C01 $bars 's|>Bretagne<|>A \& B<|'
check "C02 catches a missing role" breaks C02 $bars 's| role="img"||'
check "C02 catches a short description" breaks C02 $bars 's|\(<desc[^>]*>\).*</desc>|\1Court.</desc>|'
check "C03 catches the drawing program's name" breaks C03 $bars 's|>Bretagne<|>gnuplot_plot_1<|'
check "C04 catches an id twice" breaks C04 $bars "s|id=\"$bars-desc\"|id=\"$bars-title\"|"
check "C06 catches small text" breaks C06 $bars '0,/font-size="14"/s||font-size="10"|'
check "C06 catches a second font" breaks C06 $bars '0,/font-size="14"/s||font-family="Arial" font-size="14"|'
check "C07 catches rotated text" breaks C07 $bars '0,/<text /s||<text transform="rotate(-45)" |'
check "C08 catches a headline that the description does not state" breaks C08 $bars 's|\(font-weight="bold"[^>]*>\)[^<]*|\1Autre chose|'
check "C08 catches a missing Source" breaks C08 $bars 's|>Source[^<]*<|>Origine<|'
check "C09 catches a number without groups" breaks C09 $bars 's|>1\xE2\x80\xAF843<|>1843<|'
check "C09 catches a decimal point" breaks C09 $bars 's|>26,9|>26.9|'
check "C10 catches a key for two series" breaks C10 $bars 's|</svg>|<polygon points="700,90 712,90 712,102 700,102" fill="#28A197"/><polygon points="800,90 812,90 812,102 800,102" fill="#801650"/></svg>|'
check "C11 catches another colour" breaks C11 $bars '0,/#8FA6BC/s//#FF0000/'
check "C12 catches a bar that starts elsewhere" breaks C12 $bars '/#12436D/s|points="[0-9.]*,\([0-9.]*\) [0-9.]*,|points="300,\1 300,|;/#12436D/s| [0-9.]*,\([0-9.]*\)" fill| 300,\1" fill|'
check "C13 catches bars out of order" breaks C13 $bars 's|>Bretagne<|>x<|;/#8FA6BC/{s|,\([0-9.]*\) \([0-9.]*\),\([0-9.]*\) \([0-9.]*\),|,\1 990,\3 990,|}'
check "C14 catches a number that is not the bar's" breaks C14 $bars 's|>1\xE2\x80\xAF032<|>1\xE2\x80\xAF132<|'
lines=emplois-25-mois panels=emplois-regions-25-mois years=financements-cumul
off() { # by so many units of the page
    awk -v by="$1" '/<path.*#12436D/ && !done { split($0, p, " L"); split(p[3], xy, ","); from = xy[1] "," xy[2]; sub(" L" from, " L" xy[1] "," xy[2] + by); done = 1 } { print }' "$charts/$lines.svg"
}
moved() { # the second point of a line
    rm -rf mutant && mkdir mutant && cp "$charts/$lines."* mutant
    off 0.9 >mutant/$lines.svg
    "$lint" mutant/$lines.svg || { echo "less than a unit is too much"; return 1; }
    off 1.2 >mutant/$lines.svg
    ! "$lint" mutant/$lines.svg >found && grep -q ': C14: ' found
}
check "C14 catches a point more than a unit off, and no less" moved
check "C14 catches a dashed line that ends elsewhere" breaks C14 $lines '/dasharray/s|,[0-9.]*" stroke="#28A197"|,300" stroke="#28A197"|'
check "C14 catches a dot that is off" breaks C14 $years '/<circle/s|cy="[0-9.]*"|cy="300"|'
check "C14 catches a point left out" breaks C14 $panels '/#12436D/s| L80.5,[0-9.]*||'
check "C14 catches an axis with another number" breaks C14 $lines 's|>6\xE2\x80\xAF000<|>7\xE2\x80\xAF000<|;s|>8\xE2\x80\xAF000<|>9\xE2\x80\xAF000<|'
check "C14 catches a label that is not the last value" breaks C14 $years 's|2026\(.*\): 16,1|2026\1: 15,1|'
no_value() { # where the table has no number there is no point
    rm -rf mutant && mkdir mutant && cp "$charts/$lines."* mutant
    sed -i '3s|,[0-9]*\(,[^,]*\),,$|,\1,x,|' mutant/$lines.csv
    grep -q ',x,$' mutant/$lines.csv || return 1
    ! "$lint" mutant/$lines.svg >found && grep -q ': C14: a point that is no value' found
}
check "C14 catches a point where there is no value" no_value
check "C15 catches texts that overlap" breaks C15 $bars 's|y="[0-9.]*"\([^>]*>\)Bretagne<|y="270"\1Bretagne<|;s|y="[0-9.]*"\([^>]*>\)Occitanie<|y="272"\1Occitanie<|'
check "C15 catches text outside" breaks C15 $bars 's|x="[0-9.]*"\([^>]*>\)Bretagne<|x="20"\1Bretagne<|'
check "C16 catches a bar where there is no value" breaks C16 $bars 's|>1\xE2\x80\xAF032<|>non disponible<|'
check "C17 catches panels of two sizes" breaks C17 emplois-regions-25-mois '0,/stroke="#DDE2E7"/s|\(<path d="M[0-9.]*,[0-9.]* L\)[0-9.]*,|\1700,|'
check "C18 catches a circle of another size" breaks C18 carte-des-emplois '/#F46A25/s| r="2[0-9.]*"| r="29"|'
check "C19 catches a grid on both axes" breaks C19 $bars 's|</svg>|<path d="M100,100 L900,100" stroke="#DDE2E7" stroke-width="1" fill="none"/></svg>|'
unsigned() { # sed-expression: the signs of a figure's table so changed are not those of its marks
    rm -rf mutant && mkdir mutant && cp "$charts/$bars."* mutant
    sed -i "$1" mutant/$bars.csv
    ! cmp -s "$charts/$bars.csv" mutant/$bars.csv || return 1
    ! "$lint" mutant/$bars.svg >found && grep -q ': C16: ' found
}
check "C16 catches a table that does not say what is provisional" unsigned '2,$s/,p,p$/,,/'
check "C16 catches a table without signs" unsigned 's/,[^,]*,[^,]*$//'
check "C16 catches a value that is not there, without a sign" unsigned '3s/,[0-9]*,/,,/'
large() {
    rm -rf mutant && mkdir mutant && cp "$charts/$bars."* mutant
    head -c 200000 /dev/zero | tr '\0' '\n' >>mutant/$bars.svg
    ! "$lint" mutant/$bars.svg >found && grep -q ': C20: ' found
}
check "C20 catches a large file" large
cut_png() {
    rm -rf mutant && mkdir mutant && cp "$charts/$bars.svg" "$charts/$bars.csv" mutant
    head -c 20000 "$charts/$bars.png" >mutant/$bars.png
    ! "$lint" mutant/$bars.svg >found && grep -q ': C20: ' found
}
check "C20 catches a PNG that is cut" cut_png
other_shape() {
    rm -rf mutant && mkdir mutant && cp "$charts/$bars.svg" "$charts/$bars.csv" mutant
    cp "$charts/carte-des-emplois.png" mutant/$bars.png
    ! "$lint" mutant/$bars.svg >found && grep -q ': C20: the PNG is not of the' found
}
check "C20 catches a PNG of another shape" other_shape

# ---- The numbers are those of the data ------------------------------------------------------------

french() { awk '{ s = $1; o = ""; while (length(s) > 3) { o = "\xE2\x80\xAF" substr(s, length(s) - 2) o; s = substr(s, 1, length(s) - 3) } print s o }'; }
texts() { sed -n 's|.*<text[^>]*>\(.*\)</text>|\1|p' "$1"; }
jobs_printed() { # each region's jobs stand in its bar, in the map and in its panel
    awk -F, -v m="$month" '$1 == "J01" && $2 == "month" && $4 == "total" && $6 == m && $3 != "FR" && $7 != "" { print $7 }' "$figures" >values
    [ "$(wc -l <values)" -ge 11 ] || return 1
    french <values | sort >want
    for figure in emplois-par-region carte-des-emplois emplois-regions-25-mois; do
        texts "$charts/$figure.svg" | sort >have
        [ -z "$(comm -23 want have)" ] || { echo "$figure lacks:"; comm -23 want have; return 1; }
    done
}
check "printed jobs of the regions are those of figures.csv" jobs_printed
parts_add_up() { # percentages of a contract chart are those of the CSV's numbers
    awk -F, -v m="$month" '$1 == "J01" && $2 == "month" && $3 == "FR" && $6 == m && ($4 == "contract" || $4 == "total") && $7 != "" {
        if ($4 == "total") all = $7; else part[$5] = $7 }
        END { for (p in part) { t = int(part[p] * 1000 / all + 0.5); printf "%d,%d\xC2\xA0%%\n", int(t / 10), t % 10 } }' "$figures" | sort >want
    [ -s want ] || return 1
    texts "$charts/emplois-par-contrat.svg" | sort >have
    [ -z "$(comm -23 want have)" ] || { comm -23 want have; return 1; }
}
check "printed shares are those of figures.csv" parts_add_up

# ---- One pole -------------------------------------------------------------------------------------

small pole 2026-09 "$month"
check "a campaign of one pole in each of two regions runs" ends_with 0 ptce --root pole -q run "$month"
one_pole() {
    local drawn=pole/outputs/latest/graphiques
    pairs_of "$drawn" 16 && "$lint" "$drawn"/*.svg && texts "$drawn/carte-des-emplois.svg" | grep -q '^99 à 100.%$'
}
check "its figures keep the rules" one_pole

# ---- Hostile numbers and names --------------------------------------------------------------------

# The charts of France alone, and those of regions drawn for it: hostile data needs no twelve of each.
cp -R "$CONTRACT" nation
sed -i 's/"for": \[[^]]*\]/"for": ["france"]/' nation/report.json
drawn() { # FOLDER FIGURES [CONTRACT [LANG]]: drawn, and within the rules
    rm -rf "$1" && mkdir "$1"
    "$draw" "${3:-nation}" "$2" "$month" "$1" 2 "${4:-fr}" >list || return 1
    "$lint" "$1"/*.svg && xmllint --noout "$1"/*.svg
}
change() { awk -F, -v OFS=, "NR == 1 { print; next } $1" "$figures" >changed.csv; }
rates='($1 == "Q01" || $1 == "J04" || $1 == "J13" || $1 ~ /^F05|^F08-|^J1[1-9]/)'
change '$3 == "FR" || $3 == "84" { print }'
check "one region" drawn nasty changed.csv "$CONTRACT"
change '{ }'
check "no data" drawn nasty changed.csv
change '{ if ($7 > 0 && $1 ~ /^[JP]/ && !'"$rates"') $7 = 1; print }'
check "ones" drawn nasty changed.csv
change '{ if ($7 != "") { $7 = 0; $8 = $8 == "" ? "" : 0 } print }'
check "zeros" drawn nasty changed.csv
change '{ if ($7 > 0 && $1 ~ /^F/ && !'"$rates"') $7 = "-" $7; print }'
check "negative amounts" drawn nasty changed.csv
change '{ if ($7 > 0 && !'"$rates"') { split($7, p, "."); $7 = p[1] "00000" (p[2] == "" ? "" : "." p[2]) } print }'
check "a hundred thousand times as much" drawn nasty changed.csv
change '{ if ($7 > 0 && $3 != "FR" && $3 != "11" && !'"$rates"') $7 = 3; print }'
check "one region a thousand times the others" drawn nasty changed.csv
change '{ $7 = $8 = $9 = ""; $11 = "c"; print }'
check "all withheld" drawn nasty changed.csv
check "withheld is not told as missing" grep -q '>L.*effectif par région est sous secret statistique<' nasty/carte-des-emplois.svg
check "nor in the key of a map" grep -q '>non disponible ou non diffusé<' nasty/carte-des-emplois.svg
# The year before, with seven tenths of each value, in its place before this year's.
awk -F, -v OFS=, 'NR == 1 { print; next } $6 < "2026" { next }
    { series = $1 FS $2 FS $3 FS $4 FS $5
      if (series != was) { printf "%s", held; held = ""; was = series }
      held = held $0 "\n" }
    $7 > 0 && sub(/^2026/, "2025", $6) { if (!'"$rates"') $7 = int($7 * 7 / 10); print }
    END { printf "%s", held }' "$figures" >changed.csv
check "a year before" drawn nasty changed.csv "$CONTRACT"
check "growth in a year is told, in ten words" grep -q '>Les accords depuis janvier .* en un an<' nasty/financements-cumul.svg
change '$6 == "'"$month"'" { print }'
check "a single month" drawn nasty changed.csv
change '{ if ($7 != "") $11 = "p"; print }'
check "all provisional" drawn provisional changed.csv
hollow_or_not() { # FIGURE sed-expression WORDS: the figure so changed shows a value as what it is not
    rm -rf mutant && mkdir mutant && cp "provisional/$1."* mutant
    sed -i "$2" "mutant/$1.svg"
    ! "$lint" "mutant/$1.svg" >found && grep -q ": C16: $3" found
}
inside='0,/<polygon[^>]*fill="#FFFFFF"/s||<polygon points="1,1 2,1 2,2 1,2" fill="#FFFFFF"|'
check "C16 catches a full bar" hollow_or_not emplois-par-secteur "$inside" "a provisional value that is not"
check "C16 catches a full bar of two" hollow_or_not ingenierie-et-besoin "$inside" "a provisional value that is not"
check "C16 catches a full part of a bar" hollow_or_not financements-origine-finalite "$inside" "a provisional value that is not"
dot='0,/<circle[^>]*fill="#FFFFFF"/s||<circle cx="1" cy="1" r="1" fill="#FFFFFF"|'
check "C16 catches a full dot" hollow_or_not taux-de-reponse "$dot" "a provisional value that is not"
stands() { # the same figure, of values that stand
    sed -i '2,$s/,p/,/g' "provisional/$1.csv"
    hollow_or_not "$1" '' "a hollow mark of a value"
}
check "C16 catches a hollow bar of a value that stands" stands emplois-par-secteur
check "C16 catches a full line to a provisional value" hollow_or_not emplois-25-mois 's/ stroke-dasharray="[^"]*"//' "a full line to a provisional value"
check "and one of several panels" hollow_or_not emplois-regions-25-mois 's/ stroke-dasharray="[^"]*"//' "a full line to a provisional value"
dashed_too_far() { # a table of which the first provisional month stands
    rm -rf mutant && mkdir mutant && cp "$charts/emplois-25-mois."* mutant
    row=$(grep -n ',p,p$' mutant/emplois-25-mois.csv | head -n 1 | cut -d : -f 1)
    sed -i "${row}s/,p,p\$/,,/" mutant/emplois-25-mois.csv
    ! "$lint" mutant/emplois-25-mois.svg >found && grep -q ': C16: a dashed line to a value that stands' found
}
check "C16 catches a dashed line to a value that stands" dashed_too_far
change 'NR % 3 != 0 { print }'
check "a third of the figures missing" drawn nasty changed.csv
check "in English" drawn nasty "$figures" nation en
check "and the signs of its tables have English titles" eval 'head -n 1 nasty/carte-des-emplois.csv | grep -q "Flag: " && ! grep -l Signe nasty/*.csv'
check "no French in the English figures" eval '! grep -l "Champ\|Lecture\|effectif" nasty/*.svg'

long_names() { # every name 60 characters
    rm -rf long && cp -R nation long
    for list in regions secteur groupe_financeur finalite type_contrat; do
        awk -F, -v OFS=, 'NR > 1 { $2 = $3 = substr($2 " et toutes les autres activités de ce territoire, avec leurs voisines", 1, 60); gsub(/,/, "", $2); $3 = $2 } { print }' \
            "$CONTRACT/codes/$list.csv" >"long/codes/$list.csv"
    done
    drawn nasty "$figures" long
}
check "names of sixty characters" long_names
many_regions() { # 25 regions: seven more, with figures and outlines
    rm -rf many && cp -R nation many
    for n in 1 2 3 4 5 6 7; do
        echo "E$n,Région en trop $n,Surplus region $n,$((20 + n)),metro" >>many/codes/regions.csv
        sed -n "s/^94,/E$n,/p" "$CONTRACT/map.csv" | awk -F, -v OFS=, -v n=$n '{ k = split($3, p, " "); s = ""; for (i = 1; i <= k; i++) s = s (i > 1 ? " " : "") (i % 2 ? p[i] : p[i] - 500 * n); print $1, $2, s }' >>many/map.csv
    done
    { cat "$figures"; for n in 1 2 3 4 5 6 7; do sed -n "s/^\([^,]*,[^,]*\),53,/\1,E$n,/p" "$figures"; done; } >more.csv
    drawn nasty more.csv many && [ "$(texts nasty/carte-des-emplois.svg | grep -cx 545)" -eq 8 ]
}
check "twenty-five regions" many_regions

injection() { # what others write is text, whatever it looks like
    local canary=$work/canary i=0 name
    rm -rf evil && cp -R nation evil
    printf '%s\n' '`touch '"$canary"'`' '$(touch '"$canary"')' 'a ""double"" one' "l'apostrophe" 'back\slash\n{x}' \
        '@system(""touch '"$canary"'"")' '| touch '"$canary" '<script>alert(1)</script>' ']]> &amp; <b>' '{/Bold gras}' '%s %d %c' '# not a comment' >names
    while IFS= read -r name; do
        i=$((i + 1))
        NAME="\"$name\"" awk -v n=$((i + 1)) 'BEGIN { FS = OFS = "," } NR == n { $2 = $3 = ENVIRON["NAME"] } { print }' \
            evil/codes/secteur.csv >evil/new.csv && mv evil/new.csv evil/codes/secteur.csv
    done <names
    sed -i 's/^84,[^,]*,[^,]*/84,"`touch '"${canary//\//\\/}"'`","$(id)"/; s/^53,[^,]*,[^,]*/53,"<i>\&]]>{\/Bold}","x"/' evil/codes/regions.csv
    drawn nasty "$figures" evil || return 1
    [ ! -e "$canary" ] || { echo "a command was run"; return 1; }
    grep -q 'script&gt;' nasty/emplois-par-secteur.svg || { echo "the name is not there"; return 1; }
    ! grep -l '<script\|<b>\|<i>' nasty/*.svg
}
check "hostile names come out as text, and run nothing" injection

refused() { # WORDS FILE sed-expression: a contract so changed is a schema-error that says them
    rm -rf odd nothing && cp -R nation odd && mkdir nothing
    sed -i "$3" "odd/$2"
    ! cmp -s "nation/$2" "odd/$2" || { echo "nothing changed"; return 1; }
    ! "$draw" odd "$figures" "$month" nothing 2>error || { echo "drawn all the same"; return 1; }
    grep -q "schema-error: .*$1" error || { cat error; return 1; }
    [ -z "$(ls -A nothing)" ]
}
check "a kind of chart that there is not" refused 'charts\[2\]: unknown kind "pie"' report.json 's/"kind": "map"/"kind": "pie"/'
check "a chart by a breakdown that its indicator has not" refused 'J01 has no breakdown "purpose"' report.json '0,/"breakdown": "contract"/s//"breakdown": "purpose"/'
check "a file name that is taken" refused 'stands twice' report.json 's/"file": "taux-de-reponse"/"file": "emplois-par-region"/'
check "a map with a region left out" refused 'each region needs an outline' map.csv '/^94,/d'
check "a map with a broken line" refused 'line 3 is not' map.csv '3s/ / x /'

# ---- The same bytes -------------------------------------------------------------------------------

same_charts() { diff -r "$1" "$2" >differ || { cat differ; return 1; }; }
mkdir -p fake
again() {
    rm -rf one two && mkdir one two
    TZ=Asia/Tokyo "$draw" nation "$figures" "$month" one 1 >list1 || return 1
    TZ=America/Lima LC_ALL=C "$draw" nation "$figures" "$month" two 5 >list2 || return 1
    cmp list1 list2 && same_charts one two
}
check "the same bytes with another time zone and number of processes" again
alone() { # a figure does not depend on those beside it
    rm -rf few && cp -R nation few && rm -rf two && mkdir two
    awk '/"file": "(emplois-par-region|financements-cumul|emplois-par-contrat|carte-des-emplois)"/ { skip = 1 } /"file": / && !/"file": "(emplois-par-region|financements-cumul|emplois-par-contrat|carte-des-emplois)"/ { skip = 0 } !skip' \
        nation/report.json >few/report.json
    "$draw" few "$figures" "$month" two 2 >list2 || return 1
    [ "$(find two -name '*.svg' | wc -l)" -ge 6 ] || { ls two; return 1; }
    for figure in two/*; do
        cmp "$figure" "one/${figure#two/}" || return 1
    done
}
check "the same bytes when other figures are absent" alone
unsteady() { # a drawing program whose figures differ from one run to the next
    printf '#!/bin/sh\n%s "$@" | sed "s|>Bretagne<|>Bretagne $$<|"\n' "$(command -v gnuplot)" >fake/gnuplot
    chmod 755 fake/gnuplot
    ! (PATH="$work/fake:$PATH" again) && grep -q 'emplois-par-region.svg' differ
}
check "C05 catches a figure that is another at each run" unsteady

# ---- When gnuplot fails ---------------------------------------------------------------------------

fails() { # WORD: with the gnuplot of fake/, one error that says WORD, and nothing published
    local word=$1 rc
    rm -rf broken && sample broken
    PATH="$work/fake:$PATH" ptce --root broken -q run "$month" >said 2>error
    rc=$?
    [ $rc -eq 3 ] || { echo "status $rc"; cat said error; return 1; }
    grep -q "^ptce: .*gnuplot.*$word" error || { cat error; return 1; }
    [ -z "$(find broken/outputs/editions -mindepth 1 2>/dev/null)" ] || { find broken/outputs/editions; return 1; }
    [ ! -e broken/outputs/latest ]
}
fake() { printf '#!/bin/sh\n%s\n' "$1" >fake/gnuplot; chmod 755 fake/gnuplot; }
fake 'echo "line 0: no such terminal" >&2; exit 1'
check "gnuplot that fails" fails ''
fake "$(command -v gnuplot) \"\$@\" | head -c 5000"
check "gnuplot that is cut off" fails 'cut'
fake 'cat >/dev/null; exit 0'
check "gnuplot that says nothing" fails 'cut'
fake 'kill -9 $$'
check "gnuplot that is killed" fails ''
