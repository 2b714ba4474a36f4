#!/bin/sh
# What `make bench` prints: reading, validating and adding up generated campaigns of about 1 M and
# 10 M rows in 18 files of funding, beside a bare libcsv parse of the same bytes in the same run.
# Each measure is taken A B A B …, the median of three is shown; nothing here can fail a build.
#
#     run.sh [small]        small: 1 M rows only
#
# Environment, from the Makefile: PTCE, CONTRACT, CAMPAIGN, BUILD.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# seconds and peak KB of a command: "1.23 45678"
measure() {
    /usr/bin/env time -f '%e %M' -o "$work/time" "$@" >/dev/null 2>"$work/stderr" || {
        [ $? -eq 1 ] || { cat "$work/stderr" >&2; exit 1; }
    }
    tail -n 1 "$work/time"
}

median() {
    sort -n | sed -n 2p
}

bench() {
    rows_a_month=$1
    root=$work/root
    rm -rf "$root"
    mkdir -p "$root/inputs"
    "$CAMPAIGN" --out "$root/inputs/returns" --regions 18 --poles 40 --months 24 \
        --region-files whole --rows-per-month "$rows_a_month"
    set -- "$PTCE" --root "$root" --contract "$CONTRACT" --now 2026-11-12T06:00:00Z --settle 0 -q
    "$@" collect || [ $? -eq 1 ]
    "$BUILD/bench/floor" "$root"/outputs/archive/*/* >"$work/counts"
    read -r rows _ cells _ bytes _ <"$work/counts"
    : >"$work/floor"; : >"$work/one"; : >"$work/two"
    for _ in 1 2 3; do
        measure "$BUILD/bench/floor" "$root"/outputs/archive/*/* >>"$work/floor"
        measure "$@" --jobs 1 status >>"$work/one"
        measure "$@" --jobs 2 status >>"$work/two"
    done
    printf '%s rows, %s cells, %s MB in 54 files\n' "$rows" "$cells" "$((bytes / 1000000))"
    awk -v rows="$rows" -v bytes="$bytes" -v floor="$(median <"$work/floor")" \
        -v one="$(median <"$work/one")" -v two="$(median <"$work/two")" '
    function line(name, measure,   part) {
        split(measure, part, " ")
        printf "  %-28s %6.2f s  %9.0f rows/s  %6.1f MB/s  %6.1f MB peak  %5.2f x floor\n", name,
            part[1], rows / part[1], bytes / part[1] / 1e6, part[2] / 1000, part[1] / base[1]
    }
    BEGIN {
        split(floor, base, " ")
        line("libcsv alone, 1 thread", floor)
        line("ptce status, 1 worker", one)
        line("ptce status, 2 workers", two)
    }'
}

bench 58
[ "${1:-}" = small ] || bench 580
