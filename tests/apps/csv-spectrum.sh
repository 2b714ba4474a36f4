#!/bin/bash
# The CSV files of csv-spectrum (npm): the cells that our reader hands on are those that the suite says.
# Their labels are not ours: the first line is replaced by names of as many columns of the contract.
set -u
here=$(cd "$(dirname "$0")" && pwd)
modules=$("$here/../tools/npm.sh" csv-spectrum@2.0.0) || { echo "not ok csv-spectrum: no package"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node "$here/csv-spectrum.mjs" "$modules/csv-spectrum" "$work" "$BUILD/apps/cells" "$CONTRACT"
