#!/bin/bash
# The figures of a whole campaign, to the cent, against those an awk script works out from the
# generator's own truth (tests/oracle); and the verdict on every delivery.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

# region, file, state, rows read and rows in error of every receipt; "duplicate" for a file already received. Warnings over time
# are passed over here (over_time): the generator foresees what a file holds, not how it stands to those before it.
verdicts() {
    find "$1/outputs/receipts" -name '*.json' -exec awk '
        FNR == 1 { if (file != "") print line(); file = ""; state = ""; duplicate = other = 0 }
        /^   "state": / { state = text($0) }
        /^   "name": / { file = text($0) }
        /^    "rows": / { rows = number($0) }
        /^    "rowsWithErrors": / { errors = number($0) }
        /^   "region": / { region = text($0) }
        /^     "type": "duplicate-delivery"/ { duplicate = 1 }
        /^     "type": / { type = text($0) }
        /^     "severity": "warning"/ { other = other || type !~ over_time }
        END { print line() }
        function text(s) { sub(/^[^:]*: "/, "", s); sub(/",?$/, "", s); return s }
        function number(s) { gsub(/[^0-9]/, "", s); return s + 0 }
        function line() { return region "," file "," (duplicate ? "duplicate" : state == "conforme-avec-reserves" && !other ? "ok" : word[state]) "," rows "," errors }
        BEGIN {
            over_time = "^(structure-change|cumulative-limit|period-gap|period-change|stock-flow|unit-change|" \
                "repeated-return|status-transition|revision-limit)$"
            word["conforme"] = "ok"
            word["conforme-avec-reserves"] = "warning"
            word["partiel"] = "partial"
            word["rejete"] = word["rejete-technique"] = "rejected"
        }' {} + | sort
}

verdicts_agree() { # root, truth
    tail -n +2 "$2/expected.csv" | sort >expected
    verdicts "$1" >told
    # rows that are not foreseen (a line that is lost, a file that cannot be read) are left out on both sides
    awk -F, -v OFS=, 'NR == FNR { if ($4 == "") open[$1 "," $2] = 1; next } ($1 "," $2) in open { $4 = $5 = "" } { print }' \
        expected told | sort >found
    [ "$(awk -F, '$4 != ""' expected | wc -l)" -gt 5 ] && diff expected found
}

figures_agree() {
    RECEIPTS=$3 RECEIVED=${now%T*} sh "$top/tests/oracle/compare.sh" "$1/outputs/latest/data/figures.csv" "$2" "$CONTRACT/codes" "$month" >compared
    local rc=$?
    tail -n 25 compared
    return $rc
}

# What the receipts tell over time is what the truth has, finding by finding.
over_time() { python3 "$top/tests/oracle/history.py" "$2" "$1/outputs/receipts"; } # root, truth

# Slips of every kind, in the returns and the truth alike; then none of the findings, all of another pole, and no
# row that has a warning.
slips() {
    mkdir -p slips/inputs/returns broken-slips/outputs
    "$CAMPAIGN" --out slips/inputs/returns --truth slips/truth --regions 4 --poles 6 --months 14 --seed 9 \
        --region-files whole --rows-per-month 2 >/dev/null
    python3 "$top/tests/oracle/slips.py" slips/truth slips/inputs/returns
    ptce --root slips -q collect >/dev/null
    over_time slips slips/truth >told || { cat told; return 1; }
    for change in 's/"rule": "\([EFP]6.\)"/"rule": "none"/' '/"rule": "[EFP]6/,/message/s/"\(PTCE-..-00\)./"\19/'; do
        cp -R slips/outputs/receipts broken-slips/outputs
        find broken-slips/outputs -name '*.json' -exec sed -i "$change" {} +
        over_time broken-slips slips/truth >seen && { echo "not seen: $change"; return 1; }
        for rule in E60 E61 E62 E63 E64 E65 E66 E67 F61 F63 F64 F65 P60 P61; do
            grep -q " $rule [1-9]" told || { echo "no $rule: $(tail -n 1 told)"; return 1; }
            grep -q "^history: $rule of .* must be told [1-9]" seen || { echo "not seen: $rule, $change"; return 1; }
        done
    done
    cp -R slips/outputs/receipts broken-slips/outputs
    find broken-slips/outputs -name '*.json' -exec sed -i 's/"rowsWithWarnings": [1-9][0-9]*/"rowsWithWarnings": 0/' {} +
    over_time broken-slips slips/truth >seen && return 1
    grep -q "rows have a warning, it says 0" seen
}

# The comparison must be able to fail: one cent more, one line less, one figure more.
comparison_can_fail() {
    export ORACLE=$work/oracle-of-sample
    local figures=$1/outputs/latest/data/figures.csv
    mkdir -p broken/outputs/latest/data
    cp -R "$1/outputs/receipts" broken/outputs
    cp "$1/outputs/latest/data/coverage.csv" broken/outputs/latest/data
    for change in '/^F01,12m,FR,total,,2026-10/s/\.\(.\)[0-9],/.\1X,/' '/^J01,month,84,total,,2026-10/d' \
        '/^J09,month,FR,integration,insertion_ai,2026-10/s/2026-10,./2026-10,9/' '/^Q02,month,84,total,,2026-10/s/2026-10,./2026-10,9/' \
        '/^Q01-pondere,month,FR,table,financements,2026-10/s/2026-10,./2026-10,2/' '/^F08,12m,FR,total,,2026-10/s/,total,/,nouvelle,/' \
        '/^F08,12m,84,total,,2026-10/s/,total,,2026-10,[^,]*,/,nouvelle,,2026-10,0,/' \
        '/^J01,known,FR,contract,cdi,2026-10/s/2026-10,/2026-10,1/' \
        '/^J05,ytd,FR,total,,2026-10/s/,\([0-9]*\),/,1\1,/' '/^J03-mediane,month,FR,total,,2026-10/d' '/^J02,known,FR,total,,2026-10/d' \
        '/^F03,month,FR,award_year,2025,2026-10/d' '/^F12,month,FR,total,,2026-10/d' '/^P06,12m,FR,total,,2026-10/d' '/^P04,month,FR,region_2013,,2026-10/s/16/15/'; do
        sed "$change" "$figures" | sed 's/X,/5,/' >broken/outputs/latest/data/figures.csv
        if cmp -s "$figures" broken/outputs/latest/data/figures.csv; then # the digit was a 5
            sed "$change" "$figures" | sed 's/X,/6,/' >broken/outputs/latest/data/figures.csv
        fi
        ! cmp -s "$figures" broken/outputs/latest/data/figures.csv || { echo "nothing changed: $change"; return 1; }
        ! figures_agree broken "$2" broken/outputs/receipts >/dev/null || { echo "not seen: $change"; return 1; }
    done
    unset ORACLE
}

sample sample
check "the sample campaign runs" ends_with 1 ptce --root sample -q run "$month"
check "its figures equal the truth" figures_agree sample sample/inputs/truth sample/outputs/receipts
check "what is told over time is what must be" over_time sample sample/inputs/truth
check "its deliveries get the verdicts they must" verdicts_agree sample sample/inputs/truth
check "slips of every kind are told, and seen when they are not" slips
check "a figure that is off is seen" comparison_can_fail sample sample/inputs/truth

n=0
while read -r options; do
    n=$((n + 1))
    root=generated-$n
    mkdir -p "$root/inputs/returns"
    # shellcheck disable=SC2086  # words are meant
    "$CAMPAIGN" --out "$root/inputs/returns" --truth "$root/truth" $options ||
        not_ok "campaign $options" "not generated"
    check "campaign $options runs" ends_with 1 ptce --root "$root" -q run "$month"
    check "campaign $options: figures equal the truth" figures_agree "$root" "$root/truth" "$root/outputs/receipts"
    check "campaign $options: what is told over time" over_time "$root" "$root/truth"
    check "campaign $options: verdicts" verdicts_agree "$root" "$root/truth"
done <<'X'
--plan --seed 1
--plan --seed 77
--regions 6 --poles 7 --mess 60 --format mixed --seed 5
--regions 6 --poles 7 --mess 60 --format mixed --seed 5 --region-files month
--regions 4 --poles 6 --mess 40 --format mixed --seed 11 --region-files month --corrections 40
X
