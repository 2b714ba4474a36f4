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

# The children of a run that is interrupted end with it: here a gnuplot that would go on for a minute.
mkdir hanging
# shellcheck disable=SC2016,SC2154  # for the other shell; work is of the helpers
printf '#!/bin/sh\necho $$ >>%s\nexec sleep 60\n' "$work/children" >hanging/gnuplot
chmod 755 hanging/gnuplot
stays() {
    local pid rc child
    rm -f children
    # A shell lets what it starts in the background ignore SIGINT.
    PATH=$work/hanging:$PATH env --default-signal=INT "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 2 --root start -q run "$month" &
    pid=$!
    for ((n = 0; n < 600; n++)); do [ -s children ] && break; sleep 0.1; done
    [ -s children ] || { echo "no child was seen"; kill -9 $pid; return 1; }
    kill -"$1" $pid
    wait $pid
    rc=$?
    [ $rc -gt 128 ] || { echo "ended with $rc"; return 1; }
    for ((n = 0; n < 100; n++)); do
        child=$(while read -r child; do kill -0 "$child" 2>/dev/null && echo "$child"; done <children)
        [ -n "$child" ] || return 0
        sleep 0.1
    done
    echo "still there: $child"
    kill -9 "$child"
    return 1
}
for signal in TERM INT HUP; do check "SIG$signal: no child stays" stays $signal; done
