#!/bin/bash
# A return that is missing, empty, only a header, or refused is no zero: its figures have no value, in the
# data, the workbook and the page, and the others' sums are what they are without it. Seconds: 5.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

returns=root/inputs/returns
small root
region() { # CODE NAME: a region with one pole in its register; $drop is its folder
    drop=$returns/$1-$2
    mkdir -p "$drop"
    sed "s/PTCE-84-001;Pôle de Lyon;\(.*\);84;69;/PTCE-$1-001;Pôle $2;\1;$1;$3;/" $returns/84-auvergne-rhone-alpes/poles.csv >"$drop/poles.csv"
}
region 11 ile-de-france 75 # nothing sent
region 24 centre-val-de-loire 45
jobs_of "$month" 40 | head -n 1 >"$drop/emplois.csv" # a header alone
region 27 bourgogne-franche-comte 21
: >"$drop/emplois.csv" # nothing in it
region 28 normandie 14
jobs_of "$month" 40 | sed 's/84-001/28-001/; s/;40;40;/;x;40;/' >"$drop/emplois.csv" # refused
region 32 hauts-de-france 59
jobs_of 2026-09 40 | sed 's/84-001/32-001/' >"$drop/emplois.csv" # the month before alone
find root -exec touch -d 2026-11-01T00:00:00Z {} +
check "an edition" ends_with 1 ptce --root root -q run "$month"

figures=root/outputs/latest/data/figures.csv
none=11,24,27,28,32
no_value() { # of jobs, the month itself: no value, and the mark of what is not declared (a share keeps its parts, 0 of 0)
    awk -F, -v none=",$none," '$1 ~ /^J0/ && $2 == "month" && $6 == "2026-10" && $4 == "total" && index(none, "," $3 ",") {
            n++; seen[$3]
            if ($7 != "" || $NF != "x") { print; bad = 1 } }
        END { for (r in seen) regions++; print n, "figures of", regions, "regions"; exit bad || regions != 5 }' $figures
}
check "no value of any of them" no_value
sum() { grep '^J01,month,FR,total,,2026-10,40,' $figures; }
check "the national sum is the one return there is" sum
others() { grep '^J01,month,84,total,,2026-10,40,' $figures; }
check "which is what its region has" others
shown() { # the region's page and workbook
    local code
    for code in ${none//,/ }; do
        unzip -p root/outputs/latest/ptce-"$code"-*.xlsx 'xl/sharedStrings.xml' | grep -q '\[x\]' || { echo "no [x] in the workbook of $code"; return 1; }
    done
}
check "their workbooks say that it is not declared" shown
