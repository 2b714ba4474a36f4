#!/bin/bash
# ptce doctor: what is not in order is named, with what to do, and the exit status is of the worst. Seconds: 8.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

chmod 755 "$work"
cp "$PTCE" ptce && cp -R "$CONTRACT" contract && chmod -R u=rwX,go=rX contract
me=$(id -un)
printf 'user = %s\nroot = %s/root\ncontract = %s/contract\n' "$me" "$work" "$work" >ptce.conf
doctor() { ./ptce --config ptce.conf --lang en "$@" doctor; }
# line LEVEL THING [WORDS]: the report has that line.
line() { grep -qE "^$1 +$2 .*${3:-}" said || { cat said; return 1; }; }
has() { # STATUS LEVEL THING WORDS [OPTION…]
    local status=$1 level=$2 thing=$3 words=$4
    shift 4
    ends_with "$status" doctor "$@" && line "$level" "$thing" "$words"
}
fresh() { rm -rf root && small root && mkdir -p root/outputs; }

fresh
./ptce --config ptce.conf -q collect
check "a machine as it should be, but for cron" has 1 warning cron 'nothing starts by itself' --now "$(date -u +%FT%TZ)"
in_order() {
    local thing
    for thing in program configuration user contract overrides gnuplot font 'drop folders' outputs 'free space' clock runs; do
        line ok "$thing" || return 1
    done
    ! grep -q ^error said
}
check "everything else is in order" in_order
libraries() { line ok program 'libcsv [0-9.]+, jansson [0-9.]+, libxlsxwriter [0-9.]+, .*OpenSSL [0-9.]+, expat [0-9.]+, zlib [0-9.]+'; }
check "libraries and their versions" libraries
check "an hour in the past" has 3 error clock 'before the last run .*timedatectl' --now 2020-01-01T00:00:00Z
check "no run for two days" has 1 warning runs 'is cron up' --now 2099-01-01T00:00:00Z
mkdir empty
no_gnuplot() { ends_with 3 env PATH="$work/empty" ./ptce --config ptce.conf --lang en doctor && line error gnuplot 'apt install gnuplot-nox'; }
check "no gnuplot" no_gnuplot
check "no drop folders" has 3 error 'drop folders' 'make it' --root "$work/empty"
check "no such user" has 3 error user 'there is no user nobody-at-all' --user nobody-at-all
chmod o+w root/inputs/returns/53-bretagne
check "a drop folder that all can write" has 1 warning 'drop folders' '53-bretagne: chmod o-w'
chmod o-w root/inputs/returns/53-bretagne
chmod o+w contract/indicators.json
check "a contract that others can write" has 3 error contract 'indicators.json can be written by others'
chmod o-w contract/indicators.json
echo wrong >root/inputs/overrides.csv
check "overrides that are wrong" has 3 error overrides 'override-error'
./ptce --config ptce.conf -q collect 2>/dev/null
check "runs that fail, with the cause" has 3 error runs '1 failures in a row.*override-error'
rm root/inputs/overrides.csv
quiet() { ends_with 3 doctor -q && [ -s said ] && ! grep -q '^ok' said; }
check "-q: only what is not in order" quiet
french() { ends_with 3 ./ptce --config ptce.conf doctor && line erreur passages 'échecs de suite' && line attention cron; }
check "in French" french
if [ "$(id -u)" -eq 0 ]; then
    check "outputs of another user" has 3 error outputs 'cannot be written by this user' --user nobody
    chmod 700 root/inputs/returns/53-bretagne
    check "a drop folder it cannot read" has 3 error 'drop folders' '53-bretagne cannot be read' --user nobody
    if mkdir small && mount -t tmpfs -o size=20m none small 2>/dev/null; then
        cp -R root/inputs small
        check "a disk that is nearly full" has 3 error 'free space' 'MiB: an edition takes' --root "$work/small"
        umount small
    else
        skip "a disk that is nearly full" "cannot mount"
    fi
fi
