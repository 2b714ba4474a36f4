#!/bin/bash
# Editions on disk: numbers, links, leftovers, older months.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

links_are() { # month edition latest
    ls -l root/outputs
    [ "$(readlink "root/outputs/$1")" = "editions/$2" ] && [ "$(readlink root/outputs/latest)" = "$3" ] &&
        [ -f root/outputs/latest/data/figures.csv ]
}

editions_are() {
    local found
    found=$(cd root/outputs/editions && find . -mindepth 1 -maxdepth 1 -printf '%P\n' | sort | tr '\n' ' ')
    [ "$found" = "$* " ] || { echo "editions: $found"; return 1; }
}

tidy() { # nothing half made, nothing hidden but the lock
    local found
    found=$(find root/outputs -name '.*' ! -name .lock ! -path root/outputs)
    [ -z "$found" ] || { echo "left: $found"; return 1; }
}

small root 2026-08 2026-09 2026-10
check "the first run" ends_with 0 ptce --root root -q run 2026-09
check "makes edition 1, latest is its month" links_are 2026-09 2026-09.1 2026-09
check "and leaves nothing else" tidy
tree_of root/outputs/editions >before

check "the same month again" ends_with 0 ptce --root root --now 2026-11-13T06:00:00Z run 2026-09
check "makes no new edition" editions_are 2026-09.1
check "and says so" grep -q 'inchangée' said
tree_of root/outputs/editions >after
check "and changes no byte of it" same_tree before after

check "a newer month" ends_with 0 ptce --root root -q run 2026-10
check "latest goes on to it" links_are 2026-10 2026-10.1 2026-10
check "an older month later works" ends_with 0 ptce --root root -q run 2026-08
check "latest does not go back" links_are 2026-08 2026-08.1 2026-10

jobs_of 2026-09 50 >root/inputs/returns/84-auvergne-rhone-alpes/corrige.csv
check "a correction of an older month" ends_with 0 ptce --root root --now 2026-11-14T06:00:00Z -q run 2026-09
check "makes its edition 2" links_are 2026-09 2026-09.2 2026-10
check "and no other" editions_are 2026-08.1 2026-09.1 2026-09.2 2026-10.1
old_is_kept() { grep -q '^J01,month,FR,total,,2026-09,40,' root/outputs/editions/2026-09.1/data/figures.csv; }
check "edition 1 says what it said" old_is_kept
check "the newer month shows the correction too" ends_with 0 ptce --root root --now 2026-11-14T06:00:00Z -q run 2026-10
check "as its edition 2" links_are 2026-10 2026-10.2 2026-10

# A run that was killed leaves its folder, temporary links and files.
mkdir -p root/outputs/editions/.new-99999/data
echo half >root/outputs/editions/.new-99999/data/figures.csv
ln -s editions/2026-10.9 root/outputs/.2026-10.99999
echo half >root/outputs/archive/84/.intake.99999
jobs_of 2026-10 60 >root/inputs/returns/84-auvergne-rhone-alpes/corrige-10.csv
check "a run after one that was killed" ends_with 0 ptce --root root --now 2026-11-15T06:00:00Z -q run 2026-10
check "makes its edition" links_are 2026-10 2026-10.3 2026-10
no_new_folder() { [ ! -e root/outputs/editions/.new-99999 ]; }
check "and removes the half-made one" no_new_folder

# Killed at any moment, the outputs stay whole: the links point to an edition that is complete.
whole() {
    local id
    [ -L root/outputs/latest ] || return 1
    for id in root/outputs/editions/[0-9]*; do
        find "$id"
        [ -f "$id/edition.json" ] && [ -s "$id/data/figures.csv" ] || return 1
        [ "$(find "$id/graphiques" -name "*.svg" -o -name "*.png" | wc -l)" -ge 18 ] || return 1
    done
}
killed() {
    local delay n=100 ended=0
    for delay in 0.01 0.03 0.06 0.1 0.15 0.2 0.3 0.4; do
        n=$((n + 1))
        jobs_of 2026-10 "$n" >root/inputs/returns/84-auvergne-rhone-alpes/corrige-10.csv
        timeout -s KILL "$delay" "$PTCE" --contract "$CONTRACT" --now "2026-11-16T06:00:${n#1}Z" --settle 0 \
            --root root -q run 2026-10 >/dev/null 2>&1 && ended=$((ended + 1))
        whole || { echo "after $delay s"; return 1; }
    done
    [ $ended -lt 8 ] || { echo "none was killed in time"; return 1; }
}
check "killed after 0.01 to 0.4 s: every edition that there is is whole" killed
check "and the next run mends the rest" ends_with 0 ptce --root root --now 2026-11-17T06:00:00Z -q run 2026-10
last_figure() { grep -q '^J01,month,FR,total,,2026-10,108,' root/outputs/latest/data/figures.csv; }
check "with the last figures" last_figure
no_folders_left() { [ -z "$(find root/outputs/editions -mindepth 1 -maxdepth 1 -name '.*')" ]; }
check "and leaves no half-made edition" no_folders_left
