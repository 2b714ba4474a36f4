#!/bin/bash
# The first lines of docs/benchmarks-peers.md: what it is, and on which machine.
set -eu
cat <<'EOF'
# Benchmarks: beside other tools

Written by `make bench-peers`; the figures are those of the machine named below, at that moment. What each tool
does, and how much less than `ptce`, is said in [tests/bench/peers/rules.md](../tests/bench/peers/rules.md).

EOF
printf 'Machine: %s, %s processors, Linux %s, load average at the start %s.\n' \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(uname -r | sed 's/[^0-9.].*//')" \
    "$(cut -d ' ' -f 1 /proc/loadavg)"
printf 'Node %s, pandas %s, %s, Miller %s; DuckDB and Polars as named in run.sh.\n' "$(node --version)" \
    "$(dpkg-query -W -f '${Version}' python3-pandas)" "$(mawk -W version 2>&1 | head -n 1)" "$(dpkg-query -W -f '${Version}' miller)"
