#!/bin/bash
# ptce run without a month: which editions it makes, what outputs/status.json says, the ping. Seconds: 35.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

drop=root/inputs/returns/84-auvergne-rhone-alpes
run_on() { # DAY [OPTION…]
    local day=$1
    shift
    "$PTCE" --contract "$CONTRACT" --now "${day}T06:00:00Z" --settle 0 --root root --user "$(id -un)" "$@" run
}
editions() { find root/outputs/editions -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort | tr '\n' ' '; }
# runs DAY STATUS EDITIONS: a quiet run on that day ends so and these editions are there then.
runs() {
    ends_with "$2" run_on "$1" -q || return 1
    [ ! -s said ] || { echo "said:"; cat said; return 1; }
    [ "$(editions)" = "$3" ] || { echo "editions: $(editions), not $3"; return 1; }
}
said_of() { # KEY: a line of the status
    grep -o "\"$1\": [^,]*" root/outputs/status.json | head -n 1
}
says() { # KEY VALUE
    [ "$(said_of "$1")" = "\"$1\": $2" ] || { said_of "$1"; return 1; }
}

# A ping that hangs is waited for half a minute: in a root of its own, while the rest goes on.
small hanging
hanging() { "$PTCE" --contract "$CONTRACT" --now 2026-11-12T06:00:00Z --settle 0 --root hanging --user "$(id -un)" --ping 'sleep 300 & sleep 300; wait' run; }
{ hanging >hanging.said 2>&1; echo $? >hanging.status; } &

# Returns of June to August are there before the first run: only the latest month due is made.
small root 2026-06 2026-07 2026-08
check "on the day of the deadline the month before is still the latest" runs 2026-09-10 0 "2026-07.1 "
check "the day after it the month is due" runs 2026-09-11 0 "2026-07.1 2026-08.1 "
check "the next day there is nothing to do" runs 2026-09-12 0 "2026-07.1 2026-08.1 "
nothing() { ends_with 0 run_on 2026-09-13 && grep -q 'Aucune édition à faire ; la prochaine : septembre 2026, le 11 octobre 2026' said; }
check "and without -q it says when there will be" nothing
next_is() { says period '"2026-09"' && says on '"2026-10-11"' && says failing false && says exit_status 0; }
check "status.json: the next that is due" next_is

# A correction of a month in an older edition: that month and the latest are made again.
jobs_of 2026-07 50 >$drop/correction.csv
check "a correction of July: July and August again" runs 2026-09-14 0 "2026-07.1 2026-07.2 2026-08.1 2026-08.2 "
latest() { [ "$(readlink root/outputs/latest)" = 2026-08 ] && [ "$(readlink root/outputs/2026-07)" = editions/2026-07.2 ]; }
check "latest is August" latest
made() { tr -d ' \n' <root/outputs/status.json | grep -q '"editions":\["2026-07.2","2026-08.2"\]'; }
check "status.json: both" made

# What changes no figure is looked at once.
jobs_of 2026-07 50 | head -n 1 >$drop/header.csv
check "news that say nothing: no edition" runs 2026-09-15 0 "2026-07.1 2026-07.2 2026-08.1 2026-08.2 "
once() { ends_with 0 run_on 2026-09-16 && grep -q 'Aucune édition' said; }
check "and it is not done again the next day" once
rm root/outputs/status.json
check "without the status file it is done once more, and nothing else is lost" runs 2026-09-17 0 "2026-07.1 2026-07.2 2026-08.1 2026-08.2 "

# The machine is off from September to December; returns came all the same.
for m in 09 10 11; do jobs_of 2026-$m 6$m >$drop/emplois-2026-$m.csv; done
off="2026-07.1 2026-07.2 2026-08.1 2026-08.2 2026-09.1 2026-10.1 2026-11.1 "
check "a machine that was off for months catches up alone" runs 2026-12-20 0 "$off"
check "once" runs 2026-12-21 0 "$off"

# A month nobody has declared anything for: no edition, and it is not tried every day.
none() { ends_with 1 run_on 2027-01-11 && grep -q 'Aucun retour' said && [ "$(editions)" = "$off" ]; }
check "a month without a return" none
nothing_again() { ends_with 0 run_on 2027-01-12 && grep -q 'Aucune édition' said; }
check "is looked at once" nothing_again
jobs_of 2026-12 70 >$drop/emplois-2026-12.csv
check "until its return comes" runs 2027-01-13 0 "${off}2026-12.1 "
sooner() { jobs_of 2027-01 71 >$drop/emplois-2027-01.csv && ends_with 0 run_on 2027-02-06 --deadline 5 -q && [ -d root/outputs/editions/2027-01.1 ]; }
check "another deadline" sooner

# ---- the status of failures
broken() { ends_with 2 run_on 2027-02-12 --contract "$work/none" -q && says failing true && says failures_in_a_row 1 && says cause '"schema-error: tables/poles.json: cannot open '"$work"'/none/tables/poles.json: No such file or directory"'; }
check "a contract that is gone stands in the status" broken
was() { says last_run '"2027-02-06T06:00:00Z"'; }
check "with the last run that was good" was
again() { jobs_of 2027-01 72 >$drop/january.csv && ends_with 3 env PATH=/nowhere "$PTCE" --contract "$CONTRACT" --now 2027-02-13T06:00:00Z --settle 0 --root root -q run; }
check "gnuplot is gone" again
twice() { says failures_in_a_row 2 && grep -q '"cause": "gnuplot' root/outputs/status.json; }
check "the second failure in a row, with its cause" twice
check "a good run ends it" ends_with 0 run_on 2027-02-14 -q
over() { says failing false && says failures_in_a_row 0 && grep -q '"cause": "gnuplot' root/outputs/status.json; }
check "and the last failure is still told" over
printf '{"cut' >root/outputs/status.json
check "a damaged status file is written anew" ends_with 0 run_on 2027-02-15 -q
if command -v python3 >/dev/null; then check "it is JSON" python3 -m json.tool root/outputs/status.json; fi
whole() { [ -z "$(find root/outputs -name '.status*')" ] && [ "$(stat -c %a root/outputs/status.json)" = 644 ]; }
check "and nothing is left beside it" whole

# ---- the ping
pinged() { rm -f ping; ends_with "$1" run_on 2027-02-16 "${@:2}"; }
good() { pinged 0 -q --ping "echo alive >$work/ping" && grep -q alive ping; }
check "a good run pings" good
fails() { pinged 0 --ping 'echo no >&2; exit 7' && grep -q 'ptce: ping: ' said; }
check "a ping that fails is said and changes nothing" fails
not_then() { pinged 2 -q --contract "$work/none" --ping "echo alive >$work/ping" || return 1; [ ! -e ping ]; }
check "a failed run does not ping" not_then
wait
hangs() { cat hanging.said && [ "$(cat hanging.status)" -eq 0 ] && [ -d hanging/outputs/editions/2026-10.1 ] && grep -q 'ptce: ping: .*status 124' hanging.said; }
check "one that hangs is ended after half a minute, and changes nothing" hangs
