#!/bin/bash
# The open data of the sample campaign, read by others: the descriptor keeps to datapackage.schema.json (what Data
# Package 2.0 asks, and what this project asks beyond it; ajv, npm), and another implementation (datapackage, npm)
# reads every resource, casts every value and follows every foreign key.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
modules=$("$here/../tools/npm.sh" ajv@8.17.1 ajv-formats@3.0.1 datapackage@1.1.10) || { echo "not ok opendata: no package"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$top/inputs" "$work/inputs"
"$PTCE" --contract "$CONTRACT" --root "$work" --now 2026-11-12T06:00:00Z --settle 0 -q run 2026-10 2>"$work/said"
NODE_PATH=$modules node "$here/opendata.cjs" "$here/datapackage.schema.json" "$work/outputs/latest/data"
