#!/bin/bash
# An upload cut at any byte: every prefix of a good file gives no accepted row that the whole file does not
# give with the same values, and is called "conforme" only where nothing in it can show the cut.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

jobs_header="code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee"
jobs_rows="PTCE-84-001;2026-10;112;98,40;74;22;61;51;definitif
PTCE-84-002;2026-10;47;41,75;30;11;28;19;definitif
PTCE-84-003;2026-10;260;219,10;168;64;140;120;provisoire
PTCE-84-004;2026-09;18;15,30;12;4;9;9;corrige
PTCE-84-005;2026-10;;;;;;;neant
PTCE-84-006;2026-10;1 040;899,5;700;210;530;510;definitif
PTCE-84-007;10/2026;33;28,00;20;9;12;21;définitif
PTCE-84-008;2026-10;75;66,10;50;20;41;34;provisoire
PTCE-84-009;2026-10;12;10,00;9;3;6;6;definitif"
# The last column is a date that may be blank: both of its halves, and a blank, could be read as whole.
funding_header="id_financement;code_pole;mois;type_financeur;nom_financeur;finalite;nature;etape;montant;date_evenement;periode_fin"
funding_rows="F-2026-014;PTCE-84-001;2026-10;region;\"Région Auvergne-Rhône-Alpes ; siège\";ingenierie;numeraire;accorde;25 000,00;06/10/2026;2026-12-31
F-2026-015;PTCE-84-002;2026-10;commune;Commune de Valclair-sous-Bois;animation;numeraire;verse;8400,50;2026-10-14;
F-2026-016;PTCE-84-003;2026-10;fondation;Fondation du Bien commun;etude_faisabilite;numeraire;demande;12 k€;2026-10-21;31/12/2027
F-2026-017;PTCE-84-001;2026-10;etat;Préfecture;accompagnement;numeraire;accorde;15000;2026-10-08;"

as_objects() { # the jobs, an object a line
    printf '%s\n' "$jobs_rows" | grep -v 'neant\|1 040\|10/2026\|-00[89]' | awk -F ';' '{
        sub(/,/, ".", $4)
        printf "{\"code_pole\": \"%s\", \"mois\": \"%s\", \"effectif_total\": %s, \"etp_total\": %s, ", $1, $2, $3, $4
        printf "\"cdi\": %s, \"cdd\": %s, \"femmes\": %s, \"hommes\": %s, \"statut_donnee\": \"%s\"}\n", $5, $6, $7, $8, $9
    }'
}
printf '%s\n' "$jobs_header" "$jobs_rows" >jobs.csv
printf '%s\n' "$jobs_header" "$jobs_rows" | iconv -t WINDOWS-1252 | sed 's/$/\r/' >jobs-excel.csv
printf '%s\n' "$funding_header" "$funding_rows" | sed 's/$/\r/' >funding.csv
as_objects >jobs.ndjson
{ echo "["; as_objects | sed '$!s/$/,/'; echo "]"; } >jobs.json

# Every prefix of $1 as cut/NNNNN.EXTENSION (no name that says a month).
cut_everywhere() {
    local LC_ALL=C text n
    rm -rf cut
    mkdir cut
    IFS= read -r -d '' text <"$1"
    for ((n = 0; n < ${#text}; n++)); do
        printf '%s' "${text:0:n}" >"cut/$(printf %05d $n).${1##*.}"
    done
    [ "$n" -eq "$(wc -c <"$1")" ]
}

rows_of() { ptce check --rows csv --table "$table" "$@" 2>said | grep '^\(PTCE\|F-\)'; }

# Nothing is accepted of a part that is not accepted of the whole; and all rows of it are, in the end.
same_rows() {
    rows_of "$1" | sort >whole
    rows_of cut/* | sort -u >parts
    [ -s whole ] || { echo "no row of the whole file:"; head -n 3 said; return 1; }
    [ -s parts ] || { echo "no row of any part:"; head -n 3 said; return 1; }
    comm -13 whole parts >surplus
    [ ! -s surplus ] || { echo "accepted of a part of $1, and not of the whole:"; cat surplus; return 1; }
}

# An array gives its rows when its bracket is there: once, for the line end alone is missing then.
same_rows_once() {
    rows_of "$1" | sort >whole
    rows_of cut/* | sort >parts
    [ -s whole ] || { echo "no row of the whole file:"; head -n 3 said; return 1; }
    diff whole parts
}

# The lengths at which a row of $1 has just ended: before its line end, inside of it, behind it. An array is
# whole with its bracket, and nowhere else.
row_ends() {
    case $1 in
    *.json) LC_ALL=C awk '{ n += length($0) + 1 } END { print n - 1 }' "$1" ;;
    *.ndjson) LC_ALL=C awk '{ n += length($0) + 1; print n - 1; print n }' "$1" ;;
    *) LC_ALL=C awk '{ n += length($0) + 1 } NR > 1 { if (sub(/\r$/, "")) print n - 2; print n - 1; print n }' "$1" ;;
    esac
}

never_called_whole() {
    ptce --format json check cut/* 2>said | sed -n 's/^   "state": "\(.*\)",$/\1/p' >states
    [ "$(wc -l <states)" -eq "$(wc -c <"$1")" ] || { echo "$(wc -l <states) reports of $(wc -c <"$1") files"; return 1; }
    row_ends "$1" | sort >ends
    awk '$1 == "conforme" { print NR - 1 }' states | sort >called_whole
    comm -13 ends called_whole | sort -n >wrong
    [ ! -s wrong ] || { echo "conforme, cut at byte $(paste -s -d ' ' wrong)"; return 1; }
}

for file in jobs.csv jobs-excel.csv funding.csv jobs.json jobs.ndjson; do
    table=emplois
    [ $file != funding.csv ] || table=financements
    check "$file: the whole is in order" ends_with 0 ptce check $file
    check "$file: it can be cut" cut_everywhere $file
    case $file in
    *.json) check "$file: rows only of the part with its bracket" same_rows_once $file ;;
    *) check "$file: rows of a part are rows of the whole" same_rows $file ;;
    esac
    check "$file: no part is called whole but at a row's end" never_called_whole $file
done
