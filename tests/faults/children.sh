#!/bin/bash
# What goes wrong only in the children, gnuplot itself (no stub here) and the writers of workbooks: the run
# ends with 3, or what it publishes is what it would have been; the next run ends as if nothing had been.
# Seconds: 40.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

little_contract little
CONTRACT=$work/little
first_month start
the_run start 2026-09
second_month start
only=@gnuplot
start_with start
# Of a PNG, which goes through the pipe in pieces of 4 KiB, and of an SVG, in pieces of a word.
each() { awk -v step="$1" 'NR % step == 1 { print $1 } { last = $1 } END { print last }' | uniq >points; }
sort -n log | grep -v ^fired | each 19
cp points some
walk "gnuplot is killed" kill-one 3
cp some points
walk "gnuplot cannot write from a call on" full 3
cp some points
walk "gnuplot: a write takes half" short 1
sort -n log | grep -v ^fired | awk -F '\t' '!pipe { pipe = $4 } $4 == pipe { n[++i] = $1 } END { print n[1]; print n[int(i / 2)]; print n[i] }' >points
walk "gnuplot: a part of a PNG is lost" EIO 3

# Of the workbooks, what no other walk goes to.
only=
start_with start
awk -F '\t' '$3 == "write" && $4 ~ /\/editions\/.*\.xlsx[^\/]*$/' log | sort -n | each 60
cp points some
walk "a writer of a workbook is killed" kill-one 3
cp some points
walk "a writer of a workbook: a write fails" EIO 3
cp some points
walk "a writer of a workbook: a write takes half" short 1
