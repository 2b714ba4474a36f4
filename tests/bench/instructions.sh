#!/bin/bash
# What a row costs, in what does not depend on what else the machine does.
#
# Instructions to read and validate it, counted by callgrind: 20,000 rows of funding as CSV, as CSV by
# libcsv alone, as JSON, and with a fault in every row. One that is more than 5 % over the figure kept
# in instructions.txt fails; so does a faulty row of more than 1.5 times a good one.
#
# Bytes to hold it: the largest process of `ptce status`, of a million rows of funding in one file of one
# region, takes at most 64 a row beside 32 MB.
#
#     instructions.sh [keep]        keep: write the figures down instead
#
# Environment, from the Makefile: PTCE, CONTRACT, CAMPAIGN, BUILD.
set -u -o pipefail
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
kept=$here/instructions.txt

# instructions FILE [OPTION]: of reading and validating it, but for the SHA-256: valgrind has not the
# processor's own instructions for it, which take a twentieth of those it counts
instructions() {
    valgrind --tool=callgrind --callgrind-out-file="$work/out" \
        --toggle-collect=read_delivery "$BUILD/bench/unconfined" --root "$work" \
        --contract "$CONTRACT" --now 2026-11-12T06:00:00Z --region 84 "${@:2}" check "$1" \
        >/dev/null 2>"$work/log"
    callgrind_annotate --auto=no --inclusive=yes --threshold=100 "$work/out" |
        awk '/PROGRAM TOTALS/ { gsub(",", ""); n = $1 } / [^ ]*:digest_add / { gsub(",", ""); d = $1 } END { print n - d }'
}

# a_row FILE [OPTION]
a_row() {
    echo $(($(instructions "$@") / 20000))
}

"$CAMPAIGN" --out "$work/csv" --regions 1 --poles 40 --months 24 --region-files whole \
    --rows-per-month 22 >"$work/log" || { cat "$work/log"; exit 1; }
head -n 20001 "$work"/csv/*/*financements.csv >"$work/good.csv"
awk 'BEGIN { FS = OFS = ";" } NR > 1 { $8 = "numerique" } { print }' "$work/good.csv" >"$work/bad.csv"
awk -F ';' 'NR == 1 { n = split($0, name, ";"); next }
    { text = ""
      for (i = 1; i <= n; i++) {
          v = $i
          if (v == "")
              continue
          quote = name[i] ~ /^montant/ ? "" : "\""
          sub(",", ".", v)
          text = text (text == "" ? "" : ", ") "\"" name[i] "\": " quote v quote
      }
      print "{" text "}" }' "$work/good.csv" >"$work/good.json"

# Rows, and the peak in kB of adding them up.
peak() {
    local root=$work/peak
    mkdir -p "$root/inputs"
    "$CAMPAIGN" --out "$root/inputs/returns" --regions 1 --poles 40 --months 24 --region-files whole \
        --rows-per-month 1042 >/dev/null
    cat "$root"/inputs/returns/*/*financements.csv | wc -l
    set -- --root "$root" --contract "$CONTRACT" --now 2026-11-12T06:00:00Z --settle 0 -q
    "$PTCE" "$@" collect >/dev/null
    /usr/bin/env time -f %M "$PTCE" "$@" --jobs 1 status 2>&1 >/dev/null | tail -n 1
    rm -rf "$root"
}

{
    echo "csv $(a_row "$work/good.csv")"
    echo "csv-libcsv $(a_row "$work/good.csv" --reader=libcsv)"
    echo "csv-bad $(a_row "$work/bad.csv")"
    echo "json $(a_row "$work/good.json")"
} >"$work/now"
if [ "${1:-}" = keep ]; then
    cp "$work/now" "$kept"
    cat "$kept"
    exit 0
fi
awk 'NR == FNR { kept[$1] = $2; next }
    { now[$1] = $2
      most = int(kept[$1] * 1.05)
      printf "%s instructions a row, %s: %d (kept: %d)\n", ($2 <= most && $2 + 0 != 0 ? "ok" : "not ok"), $1, $2, kept[$1] }
    END {
      printf "%s every row bad: %.2f times a good one\n",
          (now["csv-bad"] <= now["csv"] * 1.5 ? "ok" : "not ok"), now["csv-bad"] / now["csv"] }' \
    "$kept" "$work/now"
peak | paste -sd ' ' | awk '{
    n = ($2 - 32 * 1024) * 1024 / $1
    printf "%s bytes a row, of %d: %.0f beside 32 MB (at most 64)\n", ($1 > 1000000 && $2 > 0 && n <= 64 ? "ok" : "not ok"), $1, n }'
