#!/bin/bash
# Readers of outputs/ who follow its links all the time, while editions are made, runs are killed, and disks
# are full: each time they find one whole edition, each file as its SHA256SUMS says. Seconds: 20.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

little_contract little
CONTRACT=$work/little
draw_once
first_month root
the_run root 2026-09

# A reader resolves a link once, then reads for as long as it takes.
read_on() { # LINK FILE
    local edition n=0
    while [ ! -e over ]; do
        edition=$(readlink -e "$1") || { echo "$1 leads nowhere" >>"$2"; continue; }
        (cd "$edition" && sha256sum -c --quiet --strict SHA256SUMS >/dev/null 2>&1) || echo "not whole: $edition" >>"$2"
        [ "$(find "$edition" -type f ! -name SHA256SUMS | wc -l)" -eq "$(wc -l <"$edition/SHA256SUMS")" ] || echo "more or fewer files: $edition" >>"$2"
        echo "${edition##*/}" >>"$2.seen"
        n=$((n + 1))
    done
    echo $n >"$2.times"
}
: >one && : >two
read_on root/outputs/latest one &
read_on root/outputs/2026-09 two &

# Corrections of September, one after the other: a plain run, then the next one killed, or without space, at
# calls spread over it, and made good by the run after it.
correct() { jobs_of 2026-09 "$1" >"root/inputs/returns/84-auvergne-rhone-alpes/correction-$1.csv"; }
fired=0
correct 100
"$inject" log root list - "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root root -q run 2026-09
calls=$(sed -n 's/^fired .* of //p' log)
for n in 1 2 3 4 5 6; do
    correct $((100 + n))
    action="kill"
    [ $((n % 2)) -eq 0 ] || action=full
    "$inject" log root $action $((calls * n / 7)) "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root root -q run 2026-09 >/dev/null 2>&1
    ! grep -q '^fired [1-9]' log || fired=$((fired + 1))
    the_run root 2026-09 || not_ok "the run after it" "$n"
done
: >over
wait
read_well() {
    echo "$(cat "$1.times") times, editions $(sort -u "$1.seen" | tr '\n' ' ')"
    sort "$1" | uniq -c | head -n 5
    [ ! -s "$1" ] && [ "$(sort -u "$1.seen" | wc -l)" -ge 4 ]
}
check "the faults struck" test $fired -eq 6
check "a reader of outputs/latest" read_well one
check "a reader of a month" read_well two
