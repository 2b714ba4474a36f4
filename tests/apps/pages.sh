#!/bin/bash
# The pages of the sample campaign in a browser (Chromium), opened from their folder: no violation that axe-core
# (npm) finds, in light, in dark and at the width of a phone, no error on the console, nothing wider than the
# screen. PICTURES=1: pictures for people to look at go to $BUILD/pages, which takes a quarter of the time more.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
modules=$("$here/../tools/npm.sh" axe-core@4.10.3 playwright-core@1.49.1) || { echo "not ok pages: no package"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$top/inputs" "$work/inputs"
"$PTCE" --contract "$CONTRACT" --root "$work" --now 2026-11-12T06:00:00Z --settle 0 -q run 2026-10 2>"$work/said"
mkdir -p "$BUILD/pages"
NODE_PATH=$modules HOME=$work node "$here/pages.cjs" "$work/outputs" "$BUILD/pages"
