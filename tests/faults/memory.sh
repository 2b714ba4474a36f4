#!/bin/bash
# An allocation of ours fails, at points spread over all that a run asks for, whichever process asks: the run
# ends with 3 and one line, or a worker was lost, and with it the delivery that it read; the next run makes all
# good. MEMORY_POINTS=N: as many points (0: the first and the last of each way of calls that leads to one, an
# hour or less; all: each of them, hours). Seconds: 20.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
little_contract little
CONTRACT=$work/little
draw_once
first_month start
month=2026-09
start_with start
figures=outputs/editions/2026-09.1/data/figures.csv

short_run() { # ROOT N [ROOM]: allocation number N fails; $asked and $failed say what there was
    : >count && truncate -s $((16 + 8 * ${3:-0})) count
    MEMORY_FAIL=$2 MEMORY_COUNT=$work/count LD_PRELOAD=$BUILD/faults/memory.so \
        "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root "$1" -q run "$month" >said 2>&1
    local rc=$?
    read -r asked failed < <(od -An -td8 -N 16 count)
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
    tree root >root.tree
    state=seen-$(under_way root | sha256sum | cut -c 1-32)
    [ ! -e "$state" ] || return 0
    the_run root >said 2>&1
    rc=$?
    [ $rc -eq "$usual" ] || { echo "the next run ended with $rc: $(head -n 3 said)"; return 1; }
    cmp golden/$figures root/outputs/latest/data/figures.csv && [ -z "$(find root/outputs -name '.new*' -o -name '.*.tmp')" ] &&
        : >"$state"
}
# The numbers of the allocations to try, a line each, to `points`; those that come into question only
# while none was a worker's, to `further`.
choose_points() { # POINTS
    : >further
    case $1 in
    all) seq "$total" ;;
    0)
        rm -rf root && cp -a start root && short_run root 0 "$total"
        od -An -v -tx8 -w8 -j 16 -N $((8 * total)) count |
            awk '!($1 in first) { first[$1] = NR } { last[$1] = NR } END { for (s in first) { print first[s]; if (last[s] != first[s]) print last[s] } }' |
            sort -n
        ;;
    *)
        seq 0 $(($1 - 1)) | awk -v t="$total" -v p="$1" '{ print 1 + int(2 * $1 * (t - 1) / (2 * p)); print 1 + int((2 * $1 + 1) * (t - 1) / (2 * p)) >"further" }'
        ;;
    esac >points
}
walk_all() {
    local n bad=0 count=0 from
    aside=0
    for from in points further; do
        while read -r n; do
            [ "$from" = points ] || [ $aside -eq 0 ] || break
            count=$((count + 1))
            fails_at "$n" >why 2>&1 </dev/null || { bad=$((bad + 1)); echo "allocation $n: $(head -n 3 why)"; }
        done <$from
    done
    echo "$count of $total allocations, $aside deliveries set aside, a run's folder left $left times"
    [ $bad -eq 0 ] && [ $aside -gt 0 ] && [ $count -ge 10 ]
}
left=0
rm -rf root && cp -a start root && short_run root 0
total=$asked
choose_points "${MEMORY_POINTS:-18}"
if walk_all >walked 2>&1; then
    ok "an allocation fails ($(tail -n 1 walked))"
else
    tail -n 25 walked | sed 's/^/# /'
    not_ok "an allocation fails"
fi
