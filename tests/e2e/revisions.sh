#!/bin/bash
# Revisions: every value that differs from the edition before, with its cause; before + difference = now.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

drop=root/inputs/returns/84-auvergne-rhone-alpes
clock=10
run_at() { # MONTH [OPTION…]: a second later each time
    local m=$1
    shift
    clock=$((clock + 1))
    "$PTCE" --contract "$CONTRACT" --now "2026-11-12T06:00:${clock}Z" --settle 0 --root root -q "$@" run "$m"
}

# What revisions.csv must hold, worked out from the two files of figures alone: key, before, now.
differences() { # BEFORE NOW
    awk -F, '
        { key = $1 "," $2 "," $3 "," $4 "," $5 "," $6 }
        FNR == 1 { next }
        NR == FNR { old[key] = $7; series[$1 $2 $4] = 1; if ($6 > last) last = $6; if (first == "" || $6 < first) first = $6; next }
        { if (begin == "" || $6 < begin) begin = $6; new[key] = 1 }
        key in old { if (old[key] != $7) print key "," old[key] "," $7; next }
        $6 >= first && $6 <= last && series[$1 $2 $4] && $7 != "" && $7 + 0 != 0 { print key ",," $7 }
        END {
            for (key in old) {
                split(key, k, ",")
                if (!(key in new) && k[6] >= begin && old[key] != "" && old[key] + 0 != 0) print key "," old[key] ","
            }
        }' "$1/data/figures.csv" "$2/data/figures.csv" | sort
}

accounts_for_all() { # EDITION PREVIOUS
    local e=root/outputs/editions/$1 p=root/outputs/editions/$2
    differences "$p" "$e" >want
    [ -s want ] || { echo "nothing differs"; return 1; }
    awk -F, 'NR > 1 { print $1 "," $2 "," $3 "," $4 "," $5 "," $6 "," $8 "," $9 }' "$e/data/revisions.csv" | sort >got
    diff want got | head -n 10
    cmp -s want got
}

adds_up() { # EDITION: in the smallest unit, so that nothing is rounded here
    awk -F, 'function units(t, n) { n = sprintf("%.0f", t * 100); return n + 0 }
        NR > 1 && $8 != "" && $9 != "" { n++; if (units($8) + units($10) != units($9)) { print; bad = 1 } }
        NR > 1 && ($8 == "" || $9 == "") && $10 != "" { print; bad = 1 }
        END { exit bad || n == 0 }' "root/outputs/editions/$1/data/revisions.csv"
}

causes_are() { # EDITION PREVIOUS CAUSES: of every row, and the edition it names
    cut -d, -f 7,11 "root/outputs/editions/$1/data/revisions.csv" | sed 1d | sort -u >got
    echo "$2,$3" | diff - got
}

says() { # EDITION LINE
    grep -F "$2" "root/outputs/editions/$1/data/revisions.csv" || { head -n 20 "root/outputs/editions/$1/data/revisions.csv"; return 1; }
}

small root 2026-06 2026-09
check "the first edition" run_at 2026-09
no_rows() { [ "$(wc -l <"root/outputs/editions/$1/data/revisions.csv")" -eq 1 ]; }
check "has no revision" no_rows 2026-09.1

jobs_of 2026-09 50 >$drop/corrige.csv
check "a correction" run_at 2026-09
check "accounts for every difference" accounts_for_all 2026-09.2 2026-09.1
check "adds up" adds_up 2026-09.2
check "is called one" causes_are 2026-09.2 2026-09.1 correction
check "before, now, difference" says 2026-09.2 "J01,month,84,total,,2026-09,2026-09.1,40,50,10,correction,,"

jobs_of 2026-08 30 >$drop/aout.csv
check "a late return, and none for the month" ends_with 1 run_at 2026-10
check "makes no edition of a month without returns" test ! -e root/outputs/2026-10
jobs_of 2026-10 55 >$drop/octobre.csv
check "the next month" run_at 2026-10
check "is held against the last edition of the month before" accounts_for_all 2026-10.1 2026-09.2
check "and says what came late" causes_are 2026-10.1 2026-09.2 late-return
check "with the value it had not" says 2026-10.1 "J01,month,84,total,,2026-08,2026-09.2,,30,,late-return,x,"

sed 's/2024-01-01;operationnel;84;69;energie/2024-01-01;operationnel;84;69;mobilite/' $drop/poles.csv >$drop/poles-2.csv
check "a change of the register" run_at 2026-10
check "accounts for every difference" accounts_for_all 2026-10.2 2026-10.1
check "is called one" causes_are 2026-10.2 2026-10.1 register

cp -R "$CONTRACT" contract-2
sed -i '/"id": "J04"/s/"sum": "cdi"/"sum": "cdd"/' contract-2/indicators.json
check "another contract" run_at 2026-10 --contract contract-2
check "accounts for every difference" accounts_for_all 2026-10.3 2026-10.2
check "is called one" causes_are 2026-10.3 2026-10.2 contract

jobs_of 2026-09 60 >$drop/corrige-2.csv
jobs_of 2026-07 20 >$drop/juillet.csv
check "a correction and a late return at once" run_at 2026-10 --contract contract-2
check "the correction" says 2026-10.4 "J01,month,FR,total,,2026-09,2026-10.3,50,60,10,correction,p,p"
check "the late return" says 2026-10.4 "J01,month,FR,total,,2026-07,2026-10.3,,20,,late-return,x,"
check "accounts for every difference" accounts_for_all 2026-10.4 2026-10.3
# The summary, worked out from the two files of figures alone: of the totals of France, those with a value
# on both sides have a difference; means in the indicator's own unit are left to J01, which has no decimals.
summary_of() { # EDITION PREVIOUS
    differences "root/outputs/editions/$2" "root/outputs/editions/$1" | awk -F, '
        { key = $1 "," $2; n[key]++ }
        $3 == "FR" && $4 == "total" && $7 != "" && $8 != "" {
            d = $8 - $7; d = d < 0 ? -d : d
            totals[key]++; sum[key] += d
            if (!(key in largest) || d > largest[key]) { largest[key] = d; month[key] = $6 }
        }
        END {
            for (key in n)
                print key "," n[key] "," totals[key] + 0 (key ~ /^J01,/ && totals[key] > 0 ? "," sum[key] / totals[key] "," largest[key] "," month[key] : "")
        }' | sort
}
summary_is() {
    summary_of 2026-10.4 2026-10.3 >want
    grep -q '^J01,month,[1-9][0-9]*,1,10,10,2026-09$' want || { cat want; return 1; }
    sed 1d root/outputs/editions/2026-10.4/data/revisions-summary.csv | awk -F, '{ print $1 "," $2 "," $3 "," $4 ($1 == "J01" && $4 > 0 ? "," $5 "," $6 "," $7 : "") }' | sort >got
    diff want got
}
check "the summary" summary_is

# The sample campaign as it came: what had arrived by each day.
sample whole
arrived_by() { # DAY
    local file name
    for file in whole/inputs/returns/*/*; do
        name=${file#whole/}
        [[ $(basename "$file") > $1 ]] || { mkdir -p "root/${name%/*}" && cp -p "$file" "root/$name"; }
    done
}
rm -rf root
mkdir -p root/inputs
cp -p whole/inputs/avis.txt root/inputs
campaign_step() { # DAY MONTH
    arrived_by "$1~"
    "$PTCE" --contract "$CONTRACT" --now "${1}T23:00:00Z" --settle 0 --root root -q run "$2" || [ $? -eq 1 ]
}
check "the campaign until July" campaign_step 2026-07-25 2026-06
check "until October" campaign_step 2026-10-16 2026-09
check "until November" campaign_step 2026-11-12 2026-10
for pair in "2026-09.1 2026-06.1" "2026-10.1 2026-09.1"; do
    # shellcheck disable=SC2086  # two words are meant
    check "edition ${pair% *}: every difference" accounts_for_all $pair
    check "edition ${pair% *}: adds up" adds_up "${pair% *}"
done
