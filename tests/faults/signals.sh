#!/bin/bash
# A signal at the calls that change files: the run ends by it, at once, and leaves nothing that the next does
# not mend; readers see the old edition or the new one. No process of it stays. Seconds: 45.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

from_october
choose '.*' first
mv points every
# At some kinds of calls each signal in turn; SIGNALS=all: at every kind each, and three times the time.
some() { # NUMBER
    awk -v me="$1" -v all="${SIGNALS:-}" 'all != "" || FNR % 9 == me * 3' every >points
}
some 0
walk "SIGTERM" SIGTERM 143
some 1
walk "SIGINT" SIGINT 130
some 2
walk "SIGHUP" SIGHUP 129

# The children of a run that is interrupted end with it.
stays() {
    local pid
    (exec -a signalled-ptce "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 2 --root start -q run "$month") &
    pid=$!
    for ((n = 0; n < 2000; n++)); do [ -n "$(pgrep -P $pid)" ] && break; done
    children=$(pgrep -P $pid)
    kill -"$1" $pid
    wait $pid
    rc=$?
    [ -n "$children" ] || { echo "no child was seen"; return 1; }
    [ $rc -gt 128 ] || { echo "ended with $rc"; return 1; }
    for ((n = 0; n < 100; n++)); do
        # shellcheck disable=SC2086  # one a word
        kill -0 $children 2>/dev/null || return 0
        sleep 0.1
    done
    echo "still there: $children"
    return 1
}
for signal in TERM INT HUP; do check "SIG$signal: no child stays" stays $signal; done
