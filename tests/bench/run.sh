#!/bin/bash
# What `make bench` prints, and writes to docs/benchmarks.md and build/bench.json: ptce over generated
# campaigns of 18 regions, beside a bare libcsv parse of the same rows as CSV in the same run.
#
#     check_1m   ptce check, the same files as csv_1m: read and judged, nothing added up
#     csv_1m     ptce status, about 1 M rows of funding as CSV: everything is read, checked and added up
#     json_200k  the same, about 190,000 rows as JSON
#     data_700   from archive to data/: 700 poles, 36 months, 1 row of jobs and 8 of funding (a clock stands in
#                ptce run --as-of, which goes on to hold that against the edition made then: data_time.c)
#     idle       ptce collect with nothing new: 18 regions, 241 deliveries each, all still in the drop folders,
#                beside find on the same folders
#     month      ptce run, from drop folders to a published edition: 40 poles a region, 24 months
#     figures    the 101 figures of that month, SVG and PNG, by two processes, beside gnuplot on the same scripts,
#                ready made, once a figure and format, two at a time
#     workbooks  the national and 18 regional workbooks of that edition, beside a bare libxlsxwriter loop
#     csv_10m    as csv_1m, ten times the rows; only when BENCH_BIG=1
#
#     growth     ptce status, two workers: rows from ten thousand to a million (BENCH_BIG=1: ten million), months
#                from 1 to 120, regions from 1 to 18; and 100 regions (BENCH_BIG=1: 1,000) as a scheduler takes them, each a
#                process (ptce aggregate --region R --partial FILE), two at a time. One turn each.
#
# Measures are taken in turns, A B C A B C …; what is shown is the median of BENCH_TURNS (5), and the
# least and the most. A ratio is the median of the turns' own ratios. Nothing here can fail a build.
#
#     run.sh [NAME…]        these alone, printed and not written to docs
#
# Environment, from the Makefile: PTCE, CONTRACT, CAMPAIGN, BUILD.
set -eu -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
turns=${BENCH_TURNS:-5}
median=$(cat "$(dirname "$0")/median.awk")
common=(--contract "$CONTRACT" --now 2026-11-12T06:00:00Z --settle 0 -q)

# Wall seconds, processor seconds and peak MB of a command, added to a file.
measure() {
    local to=$1
    shift
    /usr/bin/env time -f '%e %U %S %M' -o "$work/time" "$@" >/dev/null 2>"$work/stderr" || {
        [ $? -eq 1 ] || { cat "$work/stderr" >&2; exit 1; }
    }
    tail -n 1 "$work/time" | awk '{ print $1, $2 + $3, $4 / 1000 }' >>"$to"
}

# campaign ROOT FORMAT ROWS-A-MONTH
campaign() {
    mkdir -p "$1/inputs"
    "$CAMPAIGN" --out "$1/inputs/returns" --regions 18 --poles 40 --months 24 \
        --region-files whole --format "$2" --rows-per-month "$3" >/dev/null
}

collect() {
    "$PTCE" --root "$1" "${common[@]}" collect >/dev/null || [ $? -eq 1 ]
}

# A row of the table and of bench.json from three files of turns: floor, one worker, two.
report() { # NAME ROWS BYTES
    paste -d ' ' "$work/m.floor" "$work/m.1" "$work/m.2" | awk -v name="$1" -v rows="$2" \
        -v bytes="$3" -v json="$work/json.$1" "$median"'
        { n++
          for (w = 0; w < 3; w++) {
              wall[w, n] = $(3 * w + 1); cpu[w, n] = $(3 * w + 2)
              peak[w] = $(3 * w + 3) > peak[w] ? $(3 * w + 3) : peak[w]
          } }
        function line(what, w,    i, a, b, c, d) {
            for (i = 1; i <= n; i++) {
                a[i] = wall[w, i]; b[i] = cpu[w, i]
                c[i] = wall[w, i] / (wall[0, i] > 0 ? wall[0, i] : 0.01)
                d[i] = cpu[w, i] / (cpu[0, i] > 0 ? cpu[0, i] : 0.01)
            }
            mid[w] = median(a, n); ratio[w] = median(c, n); work[w] = median(d, n)
            printf "| %s | %s | %.2f s (%.2f–%.2f) | %.2f s | %.2f | %.2f | %.0f | %.1f |\n", name, what,
                mid[w], a[1], a[n], median(b, n), ratio[w], work[w], rows / (mid[w] > 0 ? mid[w] : 0.01), peak[w]
        }
        END {
            line("libcsv alone", 0); line("ptce, 1 worker", 1); line("ptce, 2 workers", 2)
            printf "\"%s\": {\"rows\": %d, \"bytes\": %d, \"ratio_1\": %.3f, \"ratio_2\": %.3f, \"processor_ratio_1\": %.3f, \"processor_ratio_2\": %.3f, \"rows_per_s\": %d, \"peak_mb\": %.1f}\n",
                name, rows, bytes, ratio[1], ratio[2], work[1], work[2], rows / mid[2],
                (peak[1] > peak[2] ? peak[1] : peak[2]) >json
        }'
    rm -f "$work"/m.*
}

# A file after the other, with one process: a second column would say the same.
check() {
    local root=$work/check rows bytes
    campaign "$root" csv 58
    collect "$root"
    read -r rows _ _ _ bytes _ < <("$BUILD/bench/floor" "$root"/inputs/returns/*/*.csv)
    for _ in $(seq "$turns"); do
        measure "$work/m.floor" "$BUILD/bench/floor" "$root"/inputs/returns/*/*.csv
        measure "$work/m.1" "$PTCE" --root "$root" "${common[@]}" check "$root"/inputs/returns/*/*.csv
    done
    cp "$work/m.1" "$work/m.2"
    report check_1m "$rows" "$bytes" | grep -v '2 workers'
    rm -rf "$root"
}

# status NAME FORMAT ROWS-A-MONTH
status() {
    local root=$work/$1 floor=$work/$1 rows bytes
    campaign "$root" "$2" "$3"
    collect "$root"
    if [ "$2" != csv ]; then
        floor=$work/$1.floor
        campaign "$floor" csv "$3"
        collect "$floor"
    fi
    read -r rows _ _ _ bytes _ < <("$BUILD/bench/floor" "$floor"/outputs/archive/*/*)
    for _ in $(seq "$turns"); do
        measure "$work/m.floor" "$BUILD/bench/floor" "$floor"/outputs/archive/*/*
        measure "$work/m.1" "$PTCE" --root "$root" "${common[@]}" --jobs 1 status
        measure "$work/m.2" "$PTCE" --root "$root" "${common[@]}" --jobs 2 status
    done
    report "$1" "$rows" "$bytes"
    rm -rf "$root" "$floor"
}

month() {
    local rows bytes
    campaign "$work/month" csv 1
    read -r rows _ _ _ bytes _ < <("$BUILD/bench/floor" "$work"/month/inputs/returns/*/*.csv)
    for _ in $(seq "$turns"); do
        measure "$work/m.floor" "$BUILD/bench/floor" "$work"/month/inputs/returns/*/*.csv
        for jobs in 1 2; do
            rm -rf "$work/month/outputs"
            measure "$work/m.$jobs" "$PTCE" --root "$work/month" "${common[@]}" --jobs $jobs run 2026-10
        done
    done
    report month "$rows" "$bytes"
    rm -rf "$work/month"
}

# Every script that gnuplot is given, as a file of its own beside its data: a gnuplot in front of the real one.
scripts() { # FOLDER COMMAND…
    local to=$1
    shift
    mkdir -p "$to" "$work/bin"
    cat >"$work/bin/gnuplot" <<EOF
#!/bin/sh
cat >"$to/all.\$\$" && cp ./*.tsv "$to" && exec $(command -v gnuplot) "\$@" <"$to/all.\$\$"
EOF
    chmod +x "$work/bin/gnuplot"
    PATH=$work/bin:$PATH "$@" >/dev/null
    awk -v to="$to" '/^set terminal / { if (out) close(out); out = to "/" ($3 == "svg" ? "svg" : "png") ++n ".gp" } { print >out }' "$to"/all.*
    rm "$to"/all.*
}

# shellcheck disable=SC2016  # its own shell's words
figures() {
    local root=$work/figures draw bytes=0
    campaign "$root" csv 1
    "$PTCE" --root "$root" "${common[@]}" run 2026-10 || [ $? -eq 1 ]
    mkdir "$root/drawn"
    draw=("$BUILD/figure/draw-figures" "$CONTRACT" "$root/outputs/latest/data/figures.csv" 2026-10 "$root/drawn")
    scripts "$work/scripts" "${draw[@]}" 1
    cd "$work/scripts"
    for _ in $(seq "$turns"); do
        measure "$work/m.floor" sh -c 'ls *.gp | xargs -P 2 -n 1 sh -c "gnuplot -d <\$0 >\$0.out"'
        for jobs in 1 2; do
            measure "$work/m.$jobs" "${draw[@]}" $jobs
        done
    done
    cd - >/dev/null
    report figures "$(find "$root/drawn" -name '*.svg' | wc -l)" "$bytes" | sed 's/libcsv alone/gnuplot, once a file/'
    rm -rf "$root" "$work/scripts"
}

# A line of the table of growth: what a command takes, once.
grown() { # WHAT ROWS COMMAND…
    local what=$1 rows=$2
    shift 2
    measure "$work/m.growth" "$@"
    tail -n 1 "$work/m.growth" | awk -v what="$what" -v rows="$rows" '{
        printf "| %s | %d | %.2f s | %.2f s | %.0f | %.0f |\n", what, rows, $1, $2, rows / ($1 > 0 ? $1 : 0.01), $3 }'
}

status_of() { # WHAT CAMPAIGN-OPTION…
    local root=$work/grown rows what=$1
    shift
    mkdir -p "$root/inputs"
    "$CAMPAIGN" --out "$root/inputs/returns" --region-files whole "$@" >/dev/null
    collect "$root"
    read -r rows _ < <("$BUILD/bench/floor" "$root"/outputs/archive/*/*.csv)
    grown "$what" "$rows" "$PTCE" --root "$root" "${common[@]}" --jobs 2 status
    rm -rf "$root"
}

# shellcheck disable=SC2012,SC2016  # names of ours; its own shell's words
growth() {
    local per months regions processes=100 big=()
    [ "${BENCH_BIG:-0}" = 0 ] || { big=(580); processes=1000; }
    status_of "rows: 18 regions, 20 poles, 24 months, 1 a month" --regions 18 --poles 20 --months 24 --rows-per-month 1
    for per in 6 58 "${big[@]}"; do
        status_of "rows: 18 regions, 40 poles, 24 months, $per a month" --regions 18 --poles 40 --months 24 --rows-per-month "$per"
    done
    for months in 1 12 36 120; do
        status_of "months: $months, 18 regions, 40 poles, 8 rows a month" --regions 18 --poles 40 --months $months --rows-per-month 8
    done
    for regions in 1 6 18; do
        status_of "regions: $regions, 40 poles, 24 months, 8 rows a month" --regions $regions --poles 40 --months 24 --rows-per-month 8
    done
    mkdir -p "$work/site/inputs" "$work/partials"
    "$CAMPAIGN" --out "$work/site/inputs/returns" --regions 18 --poles 40 --months 24 --region-files whole --rows-per-month 8 >/dev/null
    collect "$work/site"
    read -r rows _ < <("$BUILD/bench/floor" "$work"/site/outputs/archive/*/*.csv)
    for n in $(seq "$processes"); do
        ls "$work/site/outputs/archive" | sed -n "$((n % 18 + 1))p"
    done | awk -v to="$work/partials" '{ print $1; print to "/" NR }' >"$work/regions"
    export PTCE
    grown "regions: $processes, each a process, 40 poles, 24 months, 8 rows a month" $((rows * processes / 18)) \
        sh -c 'list=$0; <"$list" xargs -P 2 -n 2 sh -c "\"\$PTCE\" $* aggregate 2026-10 --region \$0 --partial \$1"' \
        "$work/regions" --root "$work/site" "${common[@]}"
    rm -rf "$work/site" "$work/partials"
}

# The workbooks alone, in a run with two workers: a clock stands around them (workbook_time.c). The floor
# writes the same cells and pictures with one process, so that it is processor time that is compared: once with
# the library's temporary files on the disk, as it comes, and once in memory, as ptce has them.
workbooks() {
    local root=$work/workbooks memory
    campaign "$root" csv 1
    mkdir "$root/floor"
    memory=$(mktemp -d -p /dev/shm)
    for _ in $(seq "$turns"); do
        rm -rf "$root/outputs" "$root/times"
        WORKBOOK_TIMES=$root/times "$BUILD/bench/workbook_time" --root "$root" "${common[@]}" --jobs 2 \
            run 2026-10 >/dev/null || [ $? -eq 1 ]
        awk '{ wall[$1] += $2; work[$1] += $3 } END { print wall["written"], work["written"], work["verified"] }' \
            "$root/times" >>"$work/m.ours"
        "$BUILD/bench/workbook_floor" "$root/floor" "$root"/outputs/latest/*.xlsx >>"$work/m.disk"
        "$BUILD/bench/workbook_floor" "$memory" "$root"/outputs/latest/*.xlsx >>"$work/m.memory"
    done
    rm -r "$memory"
    paste -d ' ' "$work/m.disk" "$work/m.memory" "$work/m.ours" | awk -v json="$work/json.workbooks" "$median"'
        { n++; books = $1; cells = $5
          disk_wall[n] = $7; disk_work[n] = $9; memory_wall[n] = $19; memory_work[n] = $21
          wall[n] = $25; work[n] = $26; ratio[n] = $26 / $9; to_memory[n] = $26 / $21; back[n] = $27 / $26 }
        function line(what, wall, work, ratio,    mid) {
            mid = median(wall, n)
            printf "| workbooks | %s | %.2f s (%.2f–%.2f) | %.2f s | – | %s | %.0f | – |\n", what,
                mid, wall[1], wall[n], median(work, n), ratio, cells / mid
        }
        END {
            r = median(ratio, n); m = median(to_memory, n); b = median(back, n)
            line("libxlsxwriter alone, " books " books, " cells " cells", disk_wall, disk_work, "1.00")
            line("the same, its temporary files in memory", memory_wall, memory_work, "–")
            line(sprintf("ptce, 2 workers, reading back and checking (%.0f %%) included", 100 * b), wall, work,
                sprintf("%.2f (%.2f–%.2f); to that in memory %.2f (%.2f–%.2f)", r, ratio[1], ratio[n], m,
                    to_memory[1], to_memory[n]))
            printf "\"workbooks\": {\"books\": %d, \"cells\": %d, \"seconds\": %.3f, \"processor_ratio\": %.3f, \"processor_ratio_memory\": %.3f, \"read_back\": %.3f, \"cells_per_s\": %d}\n",
                books, cells, median(wall, n), r, m, b, cells / median(wall, n) >json
        }'
    rm -rf "$root" "$work"/m.*
}

# A rebuild makes the data of an edition again, from the archive; the clock stops when they stand.
data() {
    local root=$work/data rows bytes
    mkdir -p "$root/inputs"
    "$CAMPAIGN" --out "$root/inputs/returns" --regions 18 --poles 39 --months 36 \
        --region-files whole --rows-per-month 8 >/dev/null
    "$PTCE" --root "$root" "${common[@]}" run 2026-10 >/dev/null || [ $? -eq 1 ]
    read -r rows _ _ _ bytes _ < <("$BUILD/bench/floor" "$root"/outputs/archive/*/*)
    for _ in $(seq "$turns"); do
        measure "$work/m.floor" "$BUILD/bench/floor" "$root"/outputs/archive/*/*
        for jobs in 1 2; do
            rm -rf "$root/outputs/rebuilt" # of the turn before
            DATA_TIMES=$work/m.$jobs "$BUILD/bench/data_time" --root "$root" "${common[@]}" --jobs $jobs \
                run 2026-10 --as-of 2026-11-12T06:00:00Z >/dev/null
        done
    done
    report data_700 "$rows" "$bytes"
    rm -rf "$root"
}

# What stands there after years: every file in its drop folder, in the archive and answered. They are
# empty: nothing of them is read.
idle() {
    local root=$work/idle n=241 region folder
    mkdir -p "$root/inputs" "$root/outputs"
    "$CAMPAIGN" --out "$root/inputs/returns" --regions 18 --poles 1 --months 1 >/dev/null
    for folder in "$root"/inputs/returns/*/; do
        region=$(basename "$folder")
        region=${region%%-*}
        rm "$folder"*
        mkdir -p "$root/outputs/archive/$region" "$root/outputs/receipts/$region"
        seq "$n" | awk '{ printf "retour-%04d.csv\n", $1 }' | (cd "$folder" && xargs touch -d 2026-11-01)
        seq "$n" | awk '{ printf "20261101T060000.%04dZ-%012x-retour-%04d.csv\n", $1, $1, $1 }' >"$work/names"
        (cd "$root/outputs/archive/$region" && xargs touch -d 2026-11-01) <"$work/names"
        (cd "$root/outputs/receipts/$region" && sed 's/$/.json/' | xargs touch) <"$work/names"
    done
    for _ in $(seq "$turns"); do
        measure "$work/m.floor" find "$root/inputs/returns" "$root/outputs/archive" "$root/outputs/receipts" \
            -type f -size 0 -newermt 2026-01-01
        measure "$work/m.1" "$PTCE" --root "$root" "${common[@]}" collect
    done
    cp "$work/m.1" "$work/m.2"
    report idle $((18 * n)) 0 | sed 's/libcsv alone/find/; s/, 1 worker//' | grep -v '2 workers'
    rm -rf "$root"
}

bench() {
    case $1 in
    check_1m) check ;;
    csv_1m) status csv_1m csv 58 ;;
    json_200k) status json_200k json 10 ;;
    data_700) data ;;
    idle) idle ;;
    month) month ;;
    figures) figures ;;
    growth) growth ;;
    workbooks) workbooks ;;
    csv_10m) status csv_10m csv 580 ;;
    *) echo "bench: no such measure: $1" >&2; exit 2 ;;
    esac
}

page() {
    cat <<'EOF'
# Benchmarks

Written by `make bench`; the figures are those of the machine named below, at that moment. *libcsv alone*
parses the same rows as CSV on one thread, counts cells and does nothing with them; the ratios are to it, in
the same turn. `csv` and `json`: `ptce status` reads, checks and adds up every delivery of 18 regions'
archives. `data_700`: from the start of `ptce run --as-of` until `data/` stands, made from the archive, written,
synced and described (the run then holds it against the edition made then). `idle`: `ptce collect` when nothing has
come for an archive of ten years, beside `find` on the same folders; the last column but one is files/s. `month`: `ptce run`, from drop folders to a published edition with its workbooks,
charts and pages. `figures`: the charts of that edition, SVG and PNG, beside one gnuplot for each file on ready
scripts, two at a time; the last column but one is figures/s. `workbooks`: the national and 18 regional workbooks of
that edition, read back and checked, beside a bare libxlsxwriter loop in one process that writes the same sheets,
cells, formats and pictures (and no tables, links, heights or native charts); the last column but one is cells/s.

EOF
    printf 'Machine: %s, %s processors, Linux %s, load average at the start %s. libcsv %s, jansson %s, %s.\n\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
        "$(uname -r | sed 's/[^0-9.].*//')" "$load" \
        "$(dpkg-query -W -f '${Version}' libcsv-dev)" "$(dpkg-query -W -f '${Version}' libjansson-dev)" \
        "$(gcc --version | head -n 1)"
    echo '| input | what | wall: median (least–most) | processor | ratio, wall | ratio, processor | rows/s | peak MB |'
    echo '|---|---|---|---|---|---|---|---|'
    cat "$work/table"
    cat <<'EOF'

## How it grows

`ptce status`, two workers; once each.

| what grows | rows | wall | processor | rows/s | peak MB |
|---|---|---|---|---|---|
EOF
    cat "$work/growth"
    cat <<'EOF'

Time goes with the rows, and memory with the largest region: a worker reads a region at a time, so that more
regions take longer and no more room. More months add up in the same cube (36 months are kept; older ones are read
and judged, not added up). One machine of two processors ends where a night does: at a million rows a second,
eight hours are some thirty thousand million rows; 1,500 poles send less than 20,000 a month. What takes the time
of a month is drawing and writing workbooks, which grows with the regions that have poles and not with the rows. If
ever reading must be spread, a scheduler starts a
process a region: `ptce aggregate --region R --partial FILE` on as many machines as share the root, then `ptce
aggregate --merge FILE…` gives the same bytes as one run (`tests/e2e/partials.sh` by `make -j` and GNU parallel;
`cron/ptce-array.sbatch` is a job array for Slurm).

EOF
    echo 'Instructions a row (make check-speed: callgrind, 20,000 rows of funding, reading and checking):'
    echo
    sed 's/^\([^ ]*\) \(.*\)/- \1: \2/' "$(dirname "$0")/instructions.txt"
}

read -r load _ </proc/loadavg
names=("$@")
if [ $# -eq 0 ]; then
    names=(check_1m csv_1m json_200k month figures workbooks data_700 idle)
    [ "${BENCH_BIG:-0}" = 0 ] || names+=(csv_10m)
fi
for name in "${names[@]}"; do
    bench "$name"
done | tee "$work/table"
[ $# -gt 0 ] || growth | tee "$work/growth"
if [ -n "$(find "$work" -name 'json.*')" ]; then
    { echo '{' && sed -s '$s/$/,/; s/^/  /' "$work"/json.* | sed '$s/,$//' && echo '}'; } >"$BUILD/../bench.json"
fi
[ $# -gt 0 ] || page >docs/benchmarks.md
