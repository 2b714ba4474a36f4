#!/bin/bash
# The clock: summer time, ends of months, 29 February, a clock that goes back, and files dated 1970 or 2099
# change nothing but the time of the run. Seconds: 20.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few
drop=inputs/returns/84-auvergne-rhone-alpes
small model 2026-08

# By the machine's clock, faked, in a zone with summer time, what the same instant given by --now makes.
run_at() { # ROOT INSTANT command…
    local root=$1
    rm -rf "$root" && cp -a model "$root"
    shift 2
    "$@" --contract "$CONTRACT" --settle 0 --root "$root" --jobs 2 -q run 2026-08 || [ $? -eq 1 ]
}
by_clock() { # INSTANT ZONE
    FAKETIME_FMT=%s TZ=$2 DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 run_at clock "$1" faketime -f "$(date -d "$1" +%s)" "$PTCE" &&
        run_at given "$1" "$PTCE" --now "$1" &&
        grep -q "\"written\": \"$1\"" clock/outputs/status.json && diff -r clock/outputs given/outputs
}
if command -v faketime >/dev/null; then
    while read -r instant zone what; do
        check "$what" by_clock "$instant" "$zone"
    done <<'LIST'
2026-10-25T00:30:00Z Europe/Paris the hour that comes twice, the first time
2026-10-25T01:30:00Z Europe/Paris the hour that comes twice, the second time
2027-03-28T01:00:00Z Europe/Paris the hour that is left out
2026-12-31T23:30:00Z Europe/Paris new year in Paris, the old one in UTC
2028-02-29T23:59:59Z America/New_York 29 February
2026-09-30T12:00:00Z Pacific/Kiritimati a month that has ended there
LIST
else
    skip "summer time" "no faketime"
fi

# Which month is due is told by the day in UTC, at the ends of months of every length.
due() { # INSTANT MONTH DEADLINE
    rm -rf root && cp -a model root
    rm root/$drop/emplois-*
    jobs_of "$2" 40 >"root/$drop/emplois.csv"
    TZ=Pacific/Kiritimati "$PTCE" --contract "$CONTRACT" --now "$1" --settle 0 --root root --user "$(id -un)" --deadline "$3" -q run
    [ "$(readlink root/outputs/latest)" = "$2" ] || { echo "latest: $(readlink root/outputs/latest)"; return 1; }
}
while read -r instant of deadline; do
    check "due at $instant, deadline $deadline: $of" due "$instant" "$of" "$deadline"
done <<'LIST'
2028-02-29T23:59:59Z 2028-01 28
2028-03-01T00:00:00Z 2028-01 10
2027-01-01T00:00:00Z 2026-11 10
2026-12-31T23:59:59Z 2026-11 10
LIST

# A clock that goes back between two runs: what came last counts.
goes_back() {
    small back 2026-08
    ends_with 0 ptce --root back --now 2026-11-12T06:00:00Z -q run 2026-08 || return 1
    jobs_of 2026-08 55 >back/$drop/correction.csv
    ends_with 0 ptce --root back --now 2026-11-02T06:00:00Z -q run 2026-08 || return 1
    grep -q '^J01,month,84,total,,2026-08,55,' back/outputs/2026-08/data/figures.csv
}
check "a clock that goes back: the correction counts" goes_back
jobs_of 2026-08 56 >back/$drop/correction-2.csv
forward() { ends_with 0 ptce --root back --now 2026-11-13T06:00:00Z -q run 2026-08 && grep -q '^J01,month,84,total,,2026-08,56,' back/outputs/2026-08/data/figures.csv; }
check "and is right again" forward

# Files dated as a clock that was wrong had it: all that their date does is nothing.
dated() { # DATE…: of the register, the return
    rm -rf dated && cp -a model dated
    touch -d "$1" dated/$drop/poles.csv
    touch -d "$2" dated/$drop/emplois-2026-08.csv
    ends_with 0 "$PTCE" --contract "$CONTRACT" --now "$later" --root dated -q run 2026-08 &&
        diff usual.csv dated/outputs/2026-08/data/figures.csv &&
        ends_with 0 "$PTCE" --contract "$CONTRACT" --now "$later" --root dated run 2026-08 && [ "$(find dated/outputs/archive -type f | wc -l)" -eq 3 ]
}
later=$(date -u -d '+2 minutes' +%FT%TZ) # nothing came within the minute before it
rm -rf usual && cp -a model usual
check "a run, as usual" ends_with 0 "$PTCE" --contract "$CONTRACT" --now "$later" --root usual -q run 2026-08
cp usual/outputs/2026-08/data/figures.csv usual.csv
check "files dated 1970" dated 1970-01-01T00:00:00Z 1970-01-01T00:00:01Z
check "files dated 2099" dated 2099-12-31T23:59:59Z 2099-12-31T23:59:59Z
check "one of each" dated 2099-12-31T23:59:59Z 1970-01-01T00:00:00Z
under_way() {
    rm -rf dated && cp -a model dated
    touch -d 2099-01-01 dated/$drop/emplois-2026-08.csv
    ends_with 0 "$PTCE" --contract "$CONTRACT" --now "$(date -u +%FT%TZ)" --root dated -v collect && grep -q 'unstable-file.*emplois-2026-08' said
}
check "one dated 2099 that was written this minute waits all the same" under_way
