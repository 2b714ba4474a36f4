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

# Runs that start at once: one is at work, those that meet it leave with 75, and what there is then is what
# one alone makes.
meet() { # COUNT
    local pids=() pid rc busy=0
    rm -rf root && cp -a start root
    for ((n = 0; n < $1; n++)); do
        the_run root 2>/dev/null &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid"
        rc=$?
        case $rc in 75) busy=$((busy + 1)) ;; "$usual") ;; *) echo "status $rc"; return 1 ;; esac
    done
    tree root >root.tree
    [ $busy -ge $(($1 / 2)) ] && diff after root.tree
}
check "two runs at once" meet 2
check "twenty runs at once" meet 20

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
