#!/bin/bash
# Inputs without measure: each is refused, or read, by processes of 256 MB and 20 s of processor time at most
# (they take under 5 s together); in a drop folder they cost nobody else anything. Seconds: 30.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

mkdir hostile
head='code_pole;mois;effectif_total;etp_total'
repeat() { # TEXT COUNT: TEXT that many times, COUNT a power of ten
    awk -v text="$1" -v count="$2" 'BEGIN { for (n = 1; n < count; n *= 10) { more = ""; for (i = 0; i < 10; i++) more = more text; text = more } printf "%s", text }'
}
megabytes() { head -c "$2"M /dev/zero | tr '\0' "$1"; }
{ repeat 'colonne;' 1000000; echo fin; repeat '1;' 1000000; echo 1; } >hostile/emplois_colonnes.csv
{ echo "$head"; megabytes x 1024; } >hostile/emplois_ligne.csv
{ printf '%s\nPTCE-84-001;"' "$head"; megabytes y 300; echo '";1;1'; } >hostile/emplois_cellule.csv
{ echo "$head"; repeat '"' 10000000; } >hostile/emplois_guillemets.csv
{ repeat '[' 1000000; repeat ']' 1000000; } >hostile/emplois_profond.json
{ printf '{"a":1'; awk 'BEGIN { for (i = 0; i < 1000000; i++) printf ",\"k%d\":1", i }'; echo '}'; } >hostile/emplois_large.json
echo "$head" >hostile/emplois_creux.csv
truncate -s 1T hostile/emplois_creux.csv 2>/dev/null || truncate -s 100G hostile/emplois_creux.csv

within() { # STATUS COMMAND…
    local want=$1 rc
    shift
    timeout 300 prlimit --as=268435456 --cpu=20 "$@" >said 2>&1
    rc=$?
    [ $rc -eq "$want" ] || { echo "status $rc"; tail -n 5 said; return 1; }
}
for file in hostile/*; do
    want=1
    case $file in *creux*) want=3 ;; esac
    check "${file##*/} by check" within $want "$PTCE" --contract "$CONTRACT" --now "$now" --region 84 check "$file"
done

# Beside a region that is in order: its figures are what they are without.
small alone
cp -a alone beside
mkdir -p beside/inputs/returns/11-ile-de-france
rm hostile/emplois_ligne.csv # copied into the archive for nothing new
cp --sparse=always hostile/* beside/inputs/returns/11-ile-de-france/
find beside/inputs -type f -exec touch -d 2026-11-01T00:00:00Z {} +
ends_with 0 ptce --root alone -q run "$month" || not_ok "alone" "was not run"
check "in a drop folder" within 1 "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --root beside -q run "$month"
same() { diff <(grep ',84,' alone/outputs/latest/data/figures.csv) <(grep ',84,' beside/outputs/latest/data/figures.csv); }
check "the other region's figures are what they were" same
none() { ! grep '^J01,month,11,total,,2026-10,[0-9]' beside/outputs/latest/data/figures.csv; }
check "and they add nothing" none

# Those who read it, while they do: no new rights, a filter of calls (tests/unit/test_confine.c: and what these do).
confined() {
    local pid child children seen=0
    "$PTCE" --contract "$CONTRACT" --now "$now" --root beside -q status "$month" >/dev/null 2>&1 &
    pid=$!
    while kill -0 $pid 2>/dev/null; do
        read -ra children <"/proc/$pid/task/$pid/children" || true
        for child in "${children[@]}"; do
            [ "$(grep -cE '^(NoNewPrivs:.1|Seccomp:.2)$' "/proc/$child/status" 2>/dev/null)" != 2 ] || seen=$((seen + 1))
        done
        sleep 0.01
    done
    wait $pid
    [ $seen -gt 0 ]
}
# Those who write the feedback workbooks read it once more. They are the children there are when the receipts'
# folder is; one that has just started may not be confined yet.
small bad
for i in $(seq 1 60); do jobs_of "$month" "$i" | sed 's/;definitif/;faux/' >"bad/inputs/returns/84-auvergne-rhone-alpes/emplois-faux-$i.csv"; done
confined_writers() {
    local pid child children good=0
    local -A seen confined
    "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --jobs 1 --root bad -q collect >/dev/null 2>&1 &
    pid=$!
    while kill -0 $pid 2>/dev/null; do
        [ -d bad/outputs/receipts/84 ] || continue
        read -ra children <"/proc/$pid/task/$pid/children" || true
        for child in "${children[@]}"; do
            seen[$child]=$((${seen[$child]:-0} + 1))
            [ "$(grep -cE '^(NoNewPrivs:.1|Seccomp:.2)$' "/proc/$child/status" 2>/dev/null)" != 2 ] || confined[$child]=1
        done
    done
    wait $pid
    for child in "${!seen[@]}"; do
        [ -z "${confined[$child]:-}" ] || { good=$((good + 1)); continue; }
        [ "${seen[$child]}" -lt 5 ] || { echo "$child was seen ${seen[$child]} times, not confined"; return 1; }
    done
    [ $good -gt 0 ] && [ "$(find bad/outputs/receipts -name '*.xlsx' | wc -l)" -eq 60 ]
}
# Whoever runs check does it: it opens what it is given when it is confined, and waits there for a pipe's writer.
mkfifo waits
confined_check() {
    local pid found=1
    "$PTCE" --contract "$CONTRACT" --now "$now" check waits >/dev/null 2>&1 &
    pid=$!
    for _ in $(seq 1 200); do
        [ "$(grep -cE '^(NoNewPrivs:.1|Seccomp:.2)$' /proc/$pid/status 2>/dev/null)" != 2 ] || { found=0; break; }
        sleep 0.05
    done
    kill $pid
    wait $pid
    return $found
}
check "check is confined" confined_check
if [ -e /proc/$$/task/$$/children ]; then
    check "its readers are confined" confined
    check "writers of feedback are confined" confined_writers
else
    skip "its readers are confined" "this kernel does not tell children"
    skip "writers of feedback are confined" "this kernel does not tell children"
fi

mkdir -p many/inputs/returns/84-x
(cd many/inputs/returns/84-x && seq -f 'f%06.0f.txt' 1 100000 | xargs touch)
check "a hundred thousand files in a folder" within 1 "$PTCE" --contract "$CONTRACT" --now "$now" --settle 0 --root many -q collect
said_so() { grep 'size-limit: .*84-x.*10 000 fichiers' said && [ -z "$(find many/outputs/archive -type f)" ]; }
check "are more than it may hold, which is said" said_so
