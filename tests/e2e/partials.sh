#!/bin/bash
# Regions read by separate processes, as a scheduler would start them, and put together: the same bytes
# as one run makes. A partial of something else is refused, and nothing is published.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

# The campaign, collected; what a run makes of it in one, and what partials make of it.
sample many
check "collect" ends_with 1 ptce --root many -q collect
mkdir -p one parts
cp -Rp many/inputs many/outputs one
check "one run" ends_with 1 ptce --root one -q run "$month"

regions=$(cd many/outputs/archive && ls)
cat >schedule.mk <<'MAKE'
all: $(regions:%=parts/%.partial)
parts/%.partial:
	@$(PTCE) --contract $(CONTRACT) --now $(now) --root many -q aggregate $(month) --region $* --partial $@
MAKE
check "a partial of each region, by make -j" \
    make -s -j4 -f schedule.mk "regions=$(echo "$regions" | tr '\n' ' ')" "now=$now" "month=$month" all
check "one for each" test "$(find parts -name '*.partial' | wc -l)" -eq "$(wc -w <<<"$regions")"
export now month
mkdir again
# One word a line is all that GNU parallel does here; xargs where it is not installed.
if command -v parallel >/dev/null; then many_at_once=(parallel -j 4); else many_at_once=(xargs -P 4 -I '{}'); fi
by_parallel() {
    # shellcheck disable=SC2086  # a word a region
    printf '%s\n' $regions | "${many_at_once[@]}" "$PTCE" --contract "$CONTRACT" --now "$now" --root many -q \
        aggregate "$month" --region '{}' --partial 'again/{}.partial' && diff -r parts again
}
check "the same partials, by ${many_at_once[0]}" by_parallel

# What does not belong is refused, by name.
refused() { # words, files…
    local words=$1
    shift
    ends_with 3 ptce --root many -q aggregate "$month" --merge "$@" && { grep "$words" said || { cat said; return 1; }; }
}
first=$(find parts -name '*.partial' | sort | head -n 1)
check "a region without its partial" refused 'partial is missing' "$first"
check "a region twice" refused 'there twice' parts/*.partial "$first"
mkdir odd
cp parts/*.partial odd
sed -i '$d' "odd/${first##*/}"
check "a partial cut short" refused "${first##*/}" odd/*.partial
sed '1s/ [0-9a-f]\{64\}$/ 0000000000000000000000000000000000000000000000000000000000000000/' "$first" >"odd/${first##*/}"
check "a partial of something else" refused 'make it again' odd/*.partial
echo "pole;mois" >"odd/${first##*/}"
check "not a partial" refused 'not a partial' odd/*.partial
check "of another month" ends_with 3 ptce --root many -q aggregate 2026-09 --merge parts/*.partial
check "nothing was published" test ! -e many/outputs/editions
check "neither --partial nor --merge" ends_with 2 ptce --root many aggregate
check "no such region" ends_with 2 ptce --root many aggregate --region 99 --partial x
check "a region that sent nothing" ends_with 3 ptce --root many -q aggregate --region 06 --partial x

# The job array, as Slurm would start it.
slurm() { PATH=$work/bin:$PATH ROOT=$work/array MONTH=$month bash "$top/cron/ptce-array.sbatch"; }
by_array() {
    local task
    for task in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do
        SLURM_ARRAY_TASK_ID=$task slurm || return 1
    done
    ends_with 1 env MERGE=1 SLURM_ARRAY_TASK_ID=0 PATH="$work/bin:$PATH" ROOT="$work/array" MONTH="$month" \
        bash "$top/cron/ptce-array.sbatch"
}
mkdir bin
printf '#!/bin/sh\nexec "%s" --contract "%s" --now %s -q "$@"\n' "$PTCE" "$CONTRACT" "$now" >bin/ptce
chmod +x bin/ptce
cp -Rp many array
check "by a job array" by_array

check "put together" ends_with 1 ptce --root many -q aggregate "$month" --merge parts/*.partial

# All but the status file, which names the command.
same() { rm -f one/outputs/status.json many/outputs/status.json; diff -r one/outputs many/outputs; }
check "the same bytes as one run" same
same_array() { rm -f array/outputs/status.json; diff -r one/outputs array/outputs; }
check "… and by the job array" same_array
check "then they are those of another time" refused 'make it again' parts/*.partial
