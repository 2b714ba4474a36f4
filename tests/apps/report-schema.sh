#!/bin/bash
# The reports of ptce check, of all of the corpus, and the receipts of the sample campaign keep to
# docs/report.schema.json (ajv, npm).
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
modules=$("$here/../tools/npm.sh" ajv@8.17.1) || { echo "not ok report-schema: no package"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ptce() { "$PTCE" --contract "$CONTRACT" --root "$work" --now 2026-11-12T06:00:00Z "$@"; }

find "$top/tests/corpus" -mindepth 2 -type f ! -name '*.expected' ! -name '*.meta.json' -print0 |
    LC_ALL=C sort -z >"$work/files"
(xargs -0 "$PTCE" --contract "$CONTRACT" --root "$work" --now 2026-11-12T06:00:00Z --format json check <"$work/files" \
    >"$work/corpus.json") 2>"$work/said"
cp -R "$top/inputs" "$work/inputs"
ptce --settle 0 -q collect 2>>"$work/said"
NODE_PATH=$modules node "$here/report-schema.cjs" "$top/docs/report.schema.json" "$work/corpus.json" "$work/outputs/receipts"
