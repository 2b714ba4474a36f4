#!/bin/sh
# Compare a figures.csv of ptce with the figures of the oracle, for the months both have.
#
#     compare.sh FIGURES.csv TRUTH-DIR CODES-DIR [LAST-MONTH [FIRST-MONTH]]
#
# A figure that is nil on one side and absent on the other is equal; so is one withheld (flag c).
# A value of a kind (indicator, window, breakdown, France or region) that the oracle does not work out
# is a difference. The truth does not say which poles' funding was rejected: a response rate of funding
# may be lower than expected by just the poles that coverage.csv, beside FIGURES.csv, calls rejected (the
# weighted one by some of them). Rows read and rows in error (Q02) are those that the receipts say, in
# RECEIPTS, a folder (truth.sh holds them against what the generator wrote); without it they are not compared. Last line: "oracle: N figures equal, M
# different"; exit status 1 when M > 0.
set -eu
if [ $# -lt 3 ]; then
    echo "usage: compare.sh FIGURES.csv TRUTH-DIR CODES-DIR [LAST-MONTH [FIRST-MONTH]]" >&2
    exit 2
fi
figures=$1 truth=$2 codes=$3 last=${4:-2026-10} first=${5:-}
here=$(dirname "$0")
LC_ALL=C
export LC_ALL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# ORACLE names a file that the oracle's figures of the same truth are kept in from one call to the next.
if [ -n "${ORACLE:-}" ] && [ -s "$ORACLE" ]; then
    cp "$ORACLE" "$work/oracle.csv"
else
    "${AWK:-awk}" -f "$here/oracle.awk" -f "$here/catalogue.awk" -v received="${RECEIVED:-}" -v truth="$truth" -v codes="$codes" -v last="$last" \
        -v first="$first" </dev/null | sort >"$work/oracle.csv"
    [ -z "${ORACLE:-}" ] || cp "$work/oracle.csv" "$ORACLE"
fi
# Q02: of each region, rows in error and in warning of those read, in the last month a file speaks of.
# shellcheck disable=SC2016
[ -z "${RECEIPTS:-}" ] || find "$RECEIPTS" -name '*.json' -exec "${AWK:-awk}" '
    function number(s) { gsub(/[^0-9]/, "", s); return s + 0 }
    function text(s) { sub(/^[^:]*: "/, "", s); sub(/",?$/, "", s); return s }
    function put(x) { read[x "," month] += rows; bad[x "," month] += errors; odd[x "," month] += warnings }
    function end_file(    y, m) {
        if (!duplicate && region != "") {
            if (month == "") {
                y = substr(received, 1, 4) + 0
                m = substr(received, 6, 2) - 1
                month = m == 0 ? y - 1 "-12" : sprintf("%04d-%02d", y, m)
            }
            put("FR"); put(region)
        }
        region = month = received = ""; rows = errors = warnings = duplicate = 0
    }
    function share(id, n,    key, part) {
        for (key in read) {
            split(key, part, ",")
            if (read[key] > 0)
                printf "%s,month,%s,total,,%s,%.1f\n", id, part[1], part[2], int((n[key] * 2000 + read[key]) / (2 * read[key])) / 10
        }
    }
    FNR == 1 { end_file() }
    /^   "region": / { region = text($0) }
    /^   "received": / { received = text($0) }
    /^   "month": / { month = text($0) }
    /^    "rows": / { rows = number($0) }
    /^    "rowsWithErrors": / { errors = number($0) }
    /^    "rowsWithWarnings": / { warnings = number($0) }
    /^     "type": "duplicate-delivery"/ { duplicate = 1 }
    END { end_file(); share("Q02", bad); share("Q02-alertes", odd) }' {} + >>"$work/oracle.csv"
[ -s "$work/oracle.csv" ] || { echo "oracle: no figures" >&2; exit 3; }

# shellcheck disable=SC2016
"${AWK:-awk}" -F, -v oracle="$work/oracle.csv" -v coverage="$(dirname "$figures")/coverage.csv" '
function kind(indicator, window, region, breakdown) {
    return indicator "," window "," (region == "FR" ? "FR" : "region") "," breakdown
}
function expected_or_nil(key) {
    return key in expected ? expected[key] + 0 : 0
}
function differ(key, expected, found) {
    different++
    if (different <= 50)
        print "oracle: " key ": expected " (expected == "" ? "nothing" : expected) \
            ", found " (found == "" ? "nothing" : found)
}
# Is this a response rate of funding that falls short by no more than the rejected poles?
function only_rejected(key, value,    f, said) {
    split(key, f, ",")
    if (f[1] !~ /^Q01/ || f[5] != "financements" || !(key in expected))
        return 0
    said = expected[key] + 0
    key = f[3] "," f[6]
    if (f[1] == "Q01-pondere")
        return rejected[key] > 0 && value + 0 < said
    return rejected[key] > 0 && value == sprintf("%.1f", declared[key] * 100 / poles[key]) &&
        said > value + 0 && said <= (declared[key] + rejected[key]) * 100 / poles[key] + 0.05
}
BEGIN {
    while ((getline line < coverage) > 0) {
        split(line, f, ",")
        if (f[1] == "financements") {
            poles[f[2] "," f[3]] = f[4]
            declared[f[2] "," f[3]] = f[5]
            rejected[f[2] "," f[3]] = f[6]
        }
    }
    while ((getline line < oracle) > 0) {
        split(line, f, ",")
        key = f[1] "," f[2] "," f[3] "," f[4] "," f[5] "," f[6]
        expected[key] = f[7]
        order[++n] = key
        month_of[key] = f[6]
        known[kind(f[1], f[2], f[3], f[4])] = 1
        oracle_month[f[6]] = 1
    }
}
{ sub(/\r$/, "") }
FNR == 1 {
    for (i = 1; i <= NF; i++)
        at[$i] = i
    split("indicator window region breakdown member month value flag", names, " ")
    for (i = 1; i <= 8; i++)
        if (!(names[i] in at)) {
            print "oracle: figures have no column " names[i]
            different++
        }
    next
}
{
    month = $at["month"]
    program_month[month] = 1
    if (!(month in oracle_month))
        next
    if (!(kind($at["indicator"], $at["window"], $at["region"], $at["breakdown"]) in known)) {
        if ($at["indicator"] ~ /^Q02/ && ENVIRON["RECEIPTS"] == "")
            next
        kind_of = kind($at["indicator"], $at["window"], $at["region"], $at["breakdown"])
        unknown[kind_of]++
        if (unknown[kind_of] == 1)
            differ($at["indicator"] "," $at["window"] "," $at["region"] "," $at["breakdown"] "," \
                $at["member"] "," month, "a kind the oracle knows", $at["value"])
        next
    }
    key = $at["indicator"] "," $at["window"] "," $at["region"] "," $at["breakdown"] "," \
        $at["member"] "," month
    value = $at["value"]
    seen[key]++
    if (seen[key] > 1)
        differ(key " (again)", "one line", value)
    else if ($at["flag"] ~ /c/)
        withheld++
    else if (key in expected && value != "" && value + 0 == expected[key] + 0)
        equal++
    else if (value + 0 == 0 && expected_or_nil(key) == 0)
        nil++
    else if (only_rejected(key, value))
        equal++
    else
        differ(key, expected[key], value)
}
END {
    for (i = 1; i <= n; i++) {
        key = order[i]
        if (!(key in seen) && month_of[key] in program_month) {
            if (expected[key] + 0 == 0)
                nil++
            else
                differ(key, expected[key], "")
        }
    }
    if (different > 50)
        print "oracle: and " different - 50 " more"
    if (equal == 0) {
        print "oracle: nothing in common"
        different++
    }
    print "oracle: " withheld + 0 " withheld, " nil + 0 " nil on one side"
    print "oracle: " equal + 0 " figures equal, " different + 0 " different"
    exit different > 0
}' "$figures"
