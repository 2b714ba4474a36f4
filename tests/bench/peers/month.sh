#!/bin/bash
# The month, by a script with pandas, XlsxWriter and matplotlib (month.py) and by ptce: 18 regions, 40 poles
# each, 24 months, to 19 workbooks and 24 charts. What the script adds up (J01, F01, F02 by region and month)
# must be what ptce published, or there is no result.
#
# The script does less: eight sheets a workbook, PNG only, no receipts, pages, data package, revisions, coverage,
# and nothing is read back or flushed to the disk. ptce draws each chart as SVG and as PNG.
#
# Environment, from the Makefile: PTCE, CONTRACT, CAMPAIGN.
set -eu -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
median=$(cat "$here/../median.awk")
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/inputs" "$work/peer"
"$CAMPAIGN" --out "$work/inputs/returns" --regions 18 --poles 40 --months 24 --region-files whole --rows-per-month 1 >/dev/null
cp -R "$CONTRACT" "$work/contract"
/usr/bin/python3 - "$work/contract/report.json" <<'EOF'
import json, sys
report = json.load(open(sys.argv[1]))
national = ("emplois-par-region", "emplois-par-secteur", "emplois-par-contrat", "financements-cumul", "financements-origine-finalite")
report["charts"] = [c for c in report["charts"] if c["file"] in (*national, "emplois-25-mois") and "france" in c["for"]]
for chart in report["charts"]:
    chart["for"] = ["france"] if chart["file"] in national else ["france", "regions"]
json.dump(report, open(sys.argv[1], "w"))
EOF

measure() { # NAME COMMAND…
    local name=$1
    shift
    /usr/bin/env time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out" 2>"$work/stderr" || [ $? -eq 1 ] || { cat "$work/stderr" >&2; exit 1; }
    tail -n 1 "$work/time" | awk '{ print $1, $2 + $3, $4 / 1000 }' >>"$work/m.$name"
}
for _ in $(seq "${BENCH_TURNS:-5}"); do
    measure pandas /usr/bin/python3 "$here/month.py" "$CONTRACT/codes" "$work/peer" "$work"/inputs/returns/*/*.csv
    awk -F, '$4 != 0' "$work/out" | sort >"$work/sums"
    for jobs in 1 2; do
        rm -rf "$work/outputs"
        measure "ptce-$jobs" "$PTCE" --root "$work" --contract "$work/contract" --now 2026-11-12T06:00:00Z --settle 0 -q --jobs $jobs run 2026-10
    done
    awk -F, '$1 ~ /^(J01|F01|F02)$/ && $2 == "month" && $4 == "total" && $3 != "FR" && $7 != "" {
            sub(/\./, "", $7); if ($7 + 0 != 0) print $3 "," $6 "," $1 "," $7 + 0 }' "$work/outputs/latest/data/figures.csv" | sort >"$work/published"
    { [ -s "$work/published" ] && { diff "$work/sums" "$work/published" | head -n 5 >&2; cmp -s "$work/sums" "$work/published"; }; } ||
        { echo "bench-peers: the script does not add up what ptce does: no result" >&2; exit 1; }
done
count() { find "$1" -name "$2" | wc -l; }
printf '\nThe month: %d sums equal. The script: %d workbooks, %d charts; ptce: %d and %d.\n\n' "$(wc -l <"$work/published")" \
    "$(count "$work/peer" '*.xlsx')" "$(count "$work/peer" '*.png')" "$(count "$work/outputs/editions" '*.xlsx')" "$(count "$work/outputs/editions" '*.png')"
echo '| the month | wall | processor | script ÷ it, wall | peak MB |'
echo '|---|---|---|---|---|'
for name in pandas ptce-1 ptce-2; do
    paste -d ' ' "$work/m.pandas" "$work/m.$name" | awk -v name="$name" "$median"'
        BEGIN { title["pandas"] = "pandas, XlsxWriter, matplotlib"; title["ptce-1"] = "ptce run, 1 worker"; title["ptce-2"] = "ptce run, 2 workers" }
        { wall[NR] = $4; cpu[NR] = $5; ratio[NR] = $1 / $4; peak = $6 > peak ? $6 : peak }
        END { printf "| %s | %.2f s | %.2f s | %.1f | %.0f |\n", title[name], median(wall, NR), median(cpu, NR), median(ratio, NR), peak }'
done
