#!/bin/bash
# The main process does not grow with what is sent: its own memory, not its workers', for a campaign and for one with
# two hundred times the rows, or four times the months, poles or regions. What it keeps is a partial for each region.
# Seconds: 30.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

little_contract few
CONTRACT=$work/few

# The most kilobytes that a command's first process had, as last seen while it ran.
peak_of() {
    local pid line most=''
    "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 -q "$@" >/dev/null 2>said &
    pid=$!
    while line=$(grep VmHWM "/proc/$pid/status" 2>/dev/null) && [ -n "$line" ]; do most=$line; done
    wait $pid
    [ $? -le 1 ] || { cat said >&2; return 1; }
    echo "${most//[!0-9]/}"
}
# REGIONS POLES MONTHS ROWS COMMAND…: the peak of a campaign of so many, taken in before any command but collect
peak() {
    rm -rf root && mkdir -p root/inputs
    "$CAMPAIGN" --out root/inputs/returns --region-files whole --regions "$1" --poles "$2" --months "$3" --rows-per-month "$4" >/dev/null
    shift 4
    [ "$1" = collect ] || { peak_of --root root collect >/dev/null || return 1; }
    peak_of --root root "$@"
}
# at_most PERCENT REGIONS POLES MONTHS ROWS COMMAND…: of what 4 regions, 10 poles, 12 months, 1 row a month take
at_most() {
    local percent=$1 little much
    shift
    much=$(peak "$@") && little=$(peak 4 10 12 1 "${@:5}") || return 1
    echo "$much kB beside $little kB"
    [ "$little" -gt 5000 ] && [ $((100 * much)) -le $((percent * little)) ]
}
[ -r /proc/$$/status ] || { skip "all" "no /proc"; exit 0; }
check "collect: rows, two hundred times" at_most 130 4 10 12 200 collect
check "run: rows, two hundred times" at_most 130 4 10 12 200 run "$month"
check "collect: months, four times" at_most 150 4 10 48 1 collect
check "collect: poles, four times" at_most 150 4 40 12 1 collect
check "collect: regions, four times" at_most 250 16 10 12 1 collect
