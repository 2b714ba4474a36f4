#!/bin/bash
# The whole run is killed at the calls that change files: readers see the old edition
# or the new one, no delivery is lost or altered, and the next run ends as if nothing had happened.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

little_contract little
CONTRACT=$work/little
draw_once

# Into a root where nothing has been made yet, up to the edition, which is the second run's.
first_month first
month=2026-09
start_with first
choose '.*' first
awk -F '\t' '/\/editions\/\.new/ && (!n || $1 < n) { n = $1 } END { print n }' log >until
awk 'NR == FNR { until = $1; next } $1 <= until' until points >some && mv some points
walk "first run: killed" kill 137

rm -rf second
cp -a golden second
second_month second
month=2026-10
start_with second
choose '.*' all
walk "second run: killed" kill 137
