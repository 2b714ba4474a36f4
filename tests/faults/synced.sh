#!/bin/bash
# Nothing gets its name before its bytes are on the disk, and a run that ends well leaves nothing that
# a power cut would take: the calls of a run, in their order. tests/root/powercut.sh cuts the power.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
rules=$top/tests/faults/synced.awk

little_contract little
CONTRACT=$work/little
first_month start
month=2026-09
start_with start
in_order() { sort -n log | awk -f "$rules"; }
check "first run, as a campaign begins" in_order
cp -a golden second
second_month second
month=2026-10
start_with second
check "second run, with all that a month brings" in_order

# What a run that was killed had renamed and not synced, the next one syncs before it builds on it.
after_a_kill() {
    local folder=$1 n
    n=$(awk -F '\t' -v name="$folder" '$3 ~ /^rename/ && $5 ~ name "/[^/]*$" { n = $1 } END { print n }' log)
    rm -rf killed && cp -a second killed
    "$inject" killed.log killed kill-after "$n" "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root killed -q run "$month" >/dev/null
    grep -q '^fired 1' killed.log || return 1
    "$inject" next.log killed list - "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root killed -q run "$month" >/dev/null
    awk -F '\t' -v name="$folder" '$3 == "fsync" && $4 ~ name "$" { found = 1 } END { exit !found }' next.log
}
for folder in /archive/53 /archive/84 /receipts/53 /editions /overrides; do
    check "$folder after a kill" after_a_kill "$folder"
done
