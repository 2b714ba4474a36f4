#!/bin/bash
# What `make bench-peers` prints: tools that people would reach for instead, on the same returns of funding, as
# a table. See rules.md for what each of them does; what they add up must be what ptce published, to the cent,
# or there is no result.
#
# A campaign of 18 regions, about PEERS_ROWS (1,000,000) rows in 18 files, and for each region a second file
# with corrections of October, one declaration in four of which is at fault. Measures are taken in turns; shown
# are medians of BENCH_TURNS (5), the ratio is to libcsv alone in the same turn.
#
#     run.sh json       about 200,000 rows as JSON, without corrections and none wrapped in an object, which DuckDB
#                       does not read with the others: ptce and DuckDB alone
#
# Environment, from the Makefile: PTCE, CONTRACT, CAMPAIGN, BUILD.
set -eu -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
modules=$("$here/../../tools/npm.sh" @duckdb/node-api@1.5.6-r.1 nodejs-polars@0.26.1 nodejs-polars-linux-x64-gnu@0.26.1)
export NODE_PATH=$modules
work=$(mktemp -d)
median=$(cat "$here/../median.awk")
trap 'rm -rf "$work"' EXIT INT TERM
turns=${BENCH_TURNS:-5}
format=${1:-csv}
if [ "$format" = csv ]; then rows=${PEERS_ROWS:-1000000}; else rows=${PEERS_ROWS:-200000}; fi
common=(--contract "$CONTRACT" --now 2026-11-12T06:00:00Z --settle 0 -q --root "$work")

mkdir "$work/inputs"
"$CAMPAIGN" --out "$work/inputs/returns" --regions 18 --poles 40 --months 24 --region-files whole \
    --format "$format" --rows-per-month $((rows / 17280 > 0 ? rows / 17280 : 1)) >/dev/null
correct() { # FOLDER
    local folder=$1
    awk 'BEGIN { FS = OFS = ";" }
        NR == 1 { print; for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["mois"] != "2026-10" { next }
        { sub(/,[0-9]*$/, ",07", $at["montant"])
          if ($at["code_pole"] ~ /[48]$/ && !told[$at["code_pole"]]++) $at["montant"] = "x"
          print }' "$folder"/*_financements.csv >"$work/corrections"
    mv "$work/corrections" "$folder/2026-11-11_financements.csv"
}
for folder in "$work"/inputs/returns/*; do
    if [ "$format" = csv ]; then correct "$folder"; else sed -i '1s/^{"financements": \[/[/; $s/^\]}/]/' "$folder"/*_financements.json; fi
done
find "$work/inputs" -exec touch -d 2026-11-11T06:00:00Z {} +
mapfile -t files < <(find "$work/inputs" -name "*_financements.$format" | awk -F / '{ print $NF, $0 }' | sort | cut -d' ' -f2-)

measure() { # NAME COMMAND…: its wall seconds, processor seconds and peak MB
    local name=$1
    shift
    /usr/bin/env time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out.$name" 2>"$work/stderr" ||
        [ "$name" != "${name#ptce}" ] || { cat "$work/stderr" >&2; exit 1; }
    tail -n 1 "$work/time" | awk '{ print $1, $2 + $3, $4 / 1000 }' >>"$work/m.$name"
}

# What each is called, whether it has the rules, and how it is run.
declare -A title=(
    [floor]='libcsv alone, one thread' [ptce-1]='ptce status, 1 worker' [ptce-2]='ptce status, 2 workers'
    [duckdb-1]='DuckDB, 1 thread' [duckdb-2]='DuckDB, 2 threads' [mawk]='mawk' [pandas]='pandas'
    [polars]='Polars, no rules' [miller]='Miller, no rules'
)
order=(floor ptce-1 ptce-2 duckdb-1 duckdb-2 mawk pandas polars miller)
[ "$format" = csv ] || order=(ptce-1 ptce-2 duckdb-1 duckdb-2)
# shellcheck disable=SC2016  # Miller's own variables
peer() {
    case $1 in
    floor) measure floor "$BUILD/bench/floor" "${files[@]}" ;;
    ptce-*) measure "$1" "$PTCE" "${common[@]}" --jobs "${1#*-}" status ;;
    duckdb-*) measure "$1" node "$here/duckdb.js" "${1#*-}" "$CONTRACT/codes" "${files[@]}" ;;
    mawk) measure mawk mawk -F ';' -v codes="$CONTRACT/codes" -f "$here/rules.awk" "${files[@]}" ;;
    pandas) measure pandas /usr/bin/python3 "$here/pandas_rules.py" "$CONTRACT/codes" "${files[@]}" ;;
    polars) measure polars node "$here/polars.js" "${files[@]}" ;;
    miller) measure miller mlr --icsv --ocsv --ifs ';' put '$montant = gsub($montant, ",", ".")' \
        'then' stats1 -a sum -f montant -g type_financeur,etape "${files[@]}" ;;
    esac
}

# What ptce publishes of the same returns: F01 and F02 by region, month and origin, in cents.
"$PTCE" "${common[@]}" run 2026-10 >/dev/null || [ $? -eq 1 ]
awk -F, '($1 == "F01" || $1 == "F02") && $2 == "month" && $3 != "FR" && $4 == "funder" && $7 != "" {
        sub(/\./, "", $7); sum[$3 "," $6 "," $5, $1] = $7 + 0; any[$3 "," $6 "," $5] = 1 }
    END { for (k in any) if (sum[k, "F01"] != 0 || sum[k, "F02"] != 0) printf "%s,%.0f,%.0f\n", k, sum[k, "F01"], sum[k, "F02"] }' \
    "$work/outputs/latest/data/figures.csv" | sort >"$work/published"
first=$(cut -d, -f2 "$work/published" | sort | head -n 1)
[ -s "$work/published" ] || { echo "bench-peers: ptce published nothing" >&2; exit 1; }

for _ in $(seq "$turns"); do
    for name in "${order[@]}"; do
        peer "$name"
        case $name in duckdb* | mawk | pandas)
            awk -F, -v first="$first" '$2 >= first && ($4 != 0 || $5 != 0)' "$work/out.$name" | sort >"$work/sums"
            cmp "$work/sums" "$work/published" >&2 || { echo "bench-peers: $name does not add up what ptce does: no result" >&2; exit 1; } ;;
        esac
    done
done

printf '\n%s rows as %s, %d MB in %d files; the sums of each with the rules are those that ptce published (%d sums).\n\n' \
    "$(cat "${files[@]}" | grep -c '20[0-9][0-9]-[01][0-9]')" "$format" $(($(cat "${files[@]}" | wc -c) / 1000000)) ${#files[@]} "$(wc -l <"$work/published")"
echo "| tool | wall | processor | wall ÷ ${title[${order[0]}]} | peak MB |"
echo '|---|---|---|---|---|'
for name in "${order[@]}"; do
    paste -d ' ' "$work/m.${order[0]}" "$work/m.$name" | awk -v title="${title[$name]}" "$median"'
        { wall[NR] = $4; cpu[NR] = $5; ratio[NR] = $4 / $1; peak = $6 > peak ? $6 : peak }
        END { printf "| %s | %.2f s | %.2f s | %.2f | %.0f |\n", title, median(wall, NR), median(cpu, NR), median(ratio, NR), peak }'
done
