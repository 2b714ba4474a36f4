#!/bin/bash
# An allocation of ours fails, at points spread over all that a run asks for, whichever process asks: the run
# ends with 3 and one line, or a worker was lost, and with it the delivery that it read; the next run makes all
# good. MEMORY_POINTS=N: as many points (0: each of them). Seconds: 20.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
little_contract little
CONTRACT=$work/little
draw_once
first_month start
month=2026-09
start_with start
figures=outputs/editions/2026-09.1/data/figures.csv

short_run() { # ROOT N: allocation number N fails; $asked and $failed say what there was
    : >count && truncate -s 16 count
    MEMORY_FAIL=$2 MEMORY_COUNT=$work/count LD_PRELOAD=$BUILD/faults/memory.so \
        "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root "$1" -q run "$month" >said 2>&1
    local rc=$?
    read -r asked failed < <(od -An -td8 count)
    return $rc
}
fails_at() { # N
    local rc state
    rm -rf root && cp -a start root
    short_run root "$1"
    rc=$?
    [ "$failed" -eq 1 ] || { echo "the fault did not strike"; return 1; }
    if [ $rc -eq 3 ]; then
        { grep -q memory said && [ "$(wc -l <said)" -eq 1 ]; } || { echo "said: $(head -n 3 said)"; return 1; }
        held root || return 1
    elif [ $rc -eq 1 ]; then
        state=$(grep -l '"state": "rejete-technique"' root/outputs/receipts/*/*.json | wc -l)
        [ "$state" -eq 1 ] || { echo "set aside: $state deliveries"; return 1; }
        (cd root/outputs/latest/ && sha256sum -c --quiet --strict SHA256SUMS) || return 1
        aside=$((aside + 1))
    else
        echo "status $rc: $(head -n 3 said)"
        return 1
    fi
    [ -z "$(find root/outputs -name '.new*' -o -name '.*.tmp')" ] || left=$((left + 1)) # the next run removes it
    the_run root >said 2>&1
    rc=$?
    [ $rc -eq "$usual" ] || { echo "the next run ended with $rc: $(head -n 3 said)"; return 1; }
    cmp golden/$figures root/outputs/latest/data/figures.csv && [ -z "$(find root/outputs -name '.new*' -o -name '.*.tmp')" ]
}
all() {
    local n bad=0 count=0 points=${MEMORY_POINTS:-18}
    aside=0
    cp -a start root && short_run root 0
    [ "$points" -gt 0 ] || points=$asked
    # Then between them, until one was a worker's: in a small run there are few.
    for ((i = 0; i < points || (aside == 0 && i < 2 * points); i++)); do
        n=$((1 + (i < points ? 2 * i : 2 * (i - points) + 1) * (total - 1) / (2 * points)))
        count=$((count + 1))
        fails_at $n >why 2>&1 || { bad=$((bad + 1)); echo "allocation $n: $(head -n 3 why)"; }
    done
    echo "$count of $total allocations, $aside deliveries set aside"
    [ $bad -eq 0 ] && [ $aside -gt 0 ] && [ $count -ge 10 ]
}
left=0
rm -rf root && cp -a start root && short_run root 0
total=$asked
check "an allocation fails (${MEMORY_POINTS:-18} of $total)" all
