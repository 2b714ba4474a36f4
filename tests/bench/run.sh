#!/bin/bash
# What `make bench` prints, and writes to docs/benchmarks.md and build/bench.json: ptce status over
# generated campaigns in 18 regions' archives (funding as CSV, about 1 M and 10 M rows; as JSON, about
# 200 k), beside a bare libcsv parse of as many rows as CSV in the same run. Everything is read,
# validated and added up; nothing is written. Measures are taken in turns, A B C A B C …; what is
# shown is the median of five, and the least and the most. Nothing here can fail a build.
#
#     run.sh [small]        small: without the 10 M rows; prints alone
#
# Environment, from the Makefile: PTCE, CONTRACT, CAMPAIGN, BUILD.
set -eu -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
turns=5

# Wall seconds, processor seconds and peak KB of a command, added to a file.
measure() {
    local to=$1
    shift
    /usr/bin/env time -f '%e %U %S %M' -o "$work/time" "$@" >/dev/null 2>"$work/stderr" || {
        [ $? -eq 1 ] || { cat "$work/stderr" >&2; exit 1; }
    }
    tail -n 1 "$work/time" | awk '{ print $1, $2 + $3, $4 }' >>"$to"
}

# status_over ROOT OPTION…
status_over() {
    set -- "$PTCE" --root "$1" --contract "$CONTRACT" --now 2026-11-12T06:00:00Z --settle 0 -q "${@:2}"
    "$@"
}

# campaign ROOT FORMAT ROWS-A-MONTH: generated and taken in
campaign() {
    mkdir -p "$1/inputs"
    "$CAMPAIGN" --out "$1/inputs/returns" --regions 18 --poles 40 --months 24 \
        --region-files whole --format "$2" --rows-per-month "$3" >/dev/null
    status_over "$1" collect || [ $? -eq 1 ]
}

# bench NAME FORMAT ROWS-A-MONTH
bench() {
    local root=$work/$1 floor=$work/$1
    local options=(--contract "$CONTRACT" --now 2026-11-12T06:00:00Z --settle 0 -q)
    campaign "$root" "$2" "$3"
    if [ "$2" != csv ]; then
        floor=$work/$1.floor
        campaign "$floor" csv "$3"
    fi
    read -r rows _ _ _ bytes _ < <("$BUILD/bench/floor" "$floor"/outputs/archive/*/*)
    rm -f "$work"/m.*
    for _ in $(seq "$turns"); do
        measure "$work/m.floor" "$BUILD/bench/floor" "$floor"/outputs/archive/*/*
        measure "$work/m.1" "$PTCE" --root "$root" "${options[@]}" --jobs 1 status
        measure "$work/m.2" "$PTCE" --root "$root" "${options[@]}" --jobs 2 status
    done
    for who in floor 1 2; do
        for column in 1 2 3; do
            printf '%s ' "$(cut -d ' ' -f $column "$work/m.$who" | sort -n | paste -sd ' ')"
        done
        echo
    done | awk -v json="$work/json.$1" -v name="$1" -v rows="$rows" -v bytes="$bytes" -v n="$turns" '
        { wall[NR] = $int((n + 1) / 2); least[NR] = $1; most[NR] = $n
          cpu[NR] = $(n + int((n + 1) / 2)); peak[NR] = $(3 * n) / 1000 }
        function line(what, i) {
            printf "| %s | %s | %.2f s (%.2f–%.2f) | %.2f s | %.2f | %.2f | %.0f | %.1f |\n", name, what, wall[i], least[i],
                most[i], cpu[i], wall[i] / wall[1], cpu[i] / cpu[1], rows / wall[i], peak[i]
        }
        END {
            line("libcsv alone", 1); line("ptce, 1 worker", 2); line("ptce, 2 workers", 3)
            printf "\"%s\": {\"rows\": %d, \"bytes\": %d, \"ratio_1\": %.3f, \"ratio_2\": %.3f, \"rows_per_s\": %d, \"peak_mb\": %.1f}\n",
                name, rows, bytes, wall[2] / wall[1], wall[3] / wall[1], rows / wall[3], peak[2] > peak[3] ? peak[2] : peak[3] >json
        }'
    rm -rf "$root" "$floor"
}

page() {
    cat <<'EOF'
# Benchmarks

Written by `make bench`; the figures are those of the machine named below, at that moment. *libcsv alone*
parses the same rows as CSV on one thread, counts cells and does nothing with them; the ratios are to it, in
the same run. `ptce status` reads, validates and adds up every delivery of 18 regions' archives.

EOF
    printf 'Machine: %s, %s processors, Linux %s. libcsv %s, jansson %s, %s.\n\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(uname -r)" \
        "$(dpkg-query -W -f '${Version}' libcsv-dev)" "$(dpkg-query -W -f '${Version}' libjansson-dev)" \
        "$(gcc --version | head -n 1)"
    echo '| input | what | wall: median (least–most) | processor | ratio, wall | ratio, processor | rows/s | peak MB |'
    echo '|---|---|---|---|---|---|---|---|'
    cat "$work/table"
    echo
    echo 'Instructions a row (make check-speed: callgrind, 20,000 rows of funding, reading and validating):'
    echo
    sed 's/^\([^ ]*\) \(.*\)/- \1: \2/' "$(dirname "$0")/instructions.txt"
}

{
    bench csv_1m csv 58
    bench json_200k json 10
    [ "${1:-}" = small ] || bench csv_10m csv 580
} | tee "$work/table"
sed '$!s/$/,/; 1i {' "$work"/json.* | sed 's/^"/  "/' >"$work/bench.json"
echo '}' >>"$work/bench.json"
if [ "${1:-}" != small ]; then
    cp "$work/bench.json" "$BUILD/../bench.json"
    page >docs/benchmarks.md
else
    cp "$work/bench.json" "$BUILD/../bench.json"
fi
