#!/bin/bash
# ptce explain: the rows behind a figure add up to it; what is left out is there with why.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"
contract_of_few few
CONTRACT=$work/few

run_on() { # DAY MONTH
    "$PTCE" --contract "$CONTRACT" --now "${1}T06:00:00Z" --settle 0 --root root -q run "$2" || [ $? -eq 1 ]
}
explain() { "$PTCE" --contract "$CONTRACT" --now 2026-11-20T00:00:00Z --root root explain "$@"; }
csv_of() { explain "$@" --format csv >explained.csv; }
row() { # STATUS REASON POLE FILE LINE NUMERATOR
    awk -F, -v want="$*" '{ if ($1 " " $2 " " $7 " " $11 " " $12 " " $13 == want) n++ } END { exit n != 1 }' explained.csv ||
        { cat explained.csv; return 1; }
}
job_rows() { # a row a line: POLE MONTH HEADCOUNT [STATUS]
    echo "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;emplois_crees;statut_donnee"
    while read -r pole m n state; do
        echo "PTCE-84-00$pole;$m;$n;$n;$n;0;$((n / 2));$((n - n / 2));;${state:-definitif}"
    done
}

drop=root/inputs/returns/84-auvergne-rhone-alpes
mkdir -p $drop
{
    echo "code_pole;nom_pole;date_effet;statut;code_region;code_departement;secteur_principal"
    for i in 1 2 3 4 5; do echo "PTCE-84-00$i;Pôle $i;2024-01-01;operationnel;84;69;$([ $i -lt 4 ] && echo energie || echo mobilite)"; done
} >$drop/poles.csv
job_rows >$drop/a.csv <<<$'1 2026-10 10\n2 2026-10 20\n3 2026-10 30\n4 2026-10 40'
check "a first edition" run_on 2026-11-10 2026-10
job_rows >$drop/b.csv <<<$'1 2026-10 11\n2 2026-10 -5\n9 2026-10 7'
job_rows >$drop/c.csv <<<$'4 2026-10 0 neant'
sed -i 's/;0;0;0;0;0;0;;neant/;;;;;;;;neant/' $drop/c.csv
check "a second one" run_on 2026-11-11 2026-10
job_rows >$drop/d.csv <<<$'1 2026-10 99'
check "and a return that came too late" ends_with 1 ptce --root root --now 2026-11-12T06:00:00Z -q collect

check "explained" csv_of J01 --region 84 --month 2026-10
check "a correction counts" row counted "" PTCE-84-001 b.csv 2 11
check "a good return counts, its bad correction does not" row counted "" PTCE-84-002 a.csv 3 20
check "which is said" row left-out rejected-older-kept PTCE-84-002 b.csv 3 ""
check "what was corrected" row left-out superseded PTCE-84-001 a.csv 2 ""
check "what a nil withdrew" row left-out superseded PTCE-84-004 a.csv 5 ""
check "the nil" row left-out nil PTCE-84-004 c.csv 2 ""
check "a pole that is not in the register" row left-out unknown-pole PTCE-84-009 b.csv 4 ""
check "a pole that sent nothing" row left-out missing PTCE-84-005 "" "" ""
check "what came after the edition" row left-out late "" d.csv "" ""
check "a column that is blank" csv_of J05 --region 84
check "says nothing of the figure" row left-out undeclared PTCE-84-003 a.csv 4 ""
check "another sector" csv_of J01 --region 84 --secteur mobilite
other_sector() { ! grep -q 'PTCE-84-00[123],' explained.csv && grep -q 'PTCE-84-005,' explained.csv; }
check "leaves the poles of the first out" other_sector
check "the first edition says what it said" csv_of J01 --region 84 --edition 2026-10.1
check "with the row of then" row counted "" PTCE-84-004 a.csv 5 40
check "a ratio shows both parts" csv_of J04 --region 84
parts() { grep -q 'PTCE-84-001,2026-10,emplois,.*,b.csv,2,11,11$' explained.csv || { cat explained.csv; return 1; }; }
check "of each row" parts
check "the register's own" csv_of P01 --region 84
check "is explained by its poles" row counted "" PTCE-84-005 "" "" 1
json() { explain J01 --region 84 --format json | python3 -c 'import json, sys; x = json.load(sys.stdin); exit(not (x["same"] and x["published"]["value"] == "61" and len(x["lines"]) == 10))'; }
if command -v python3 >/dev/null; then check "as JSON" json; else skip "as JSON" "no python3"; fi

check "a revision" csv_of J01 --region 84 --since 2026-10.1
check "the row that is new" row added "" PTCE-84-001 b.csv 2 11
check "the one it took the place of" row removed "" PTCE-84-001 a.csv 2 10
check "and the one withdrawn" row removed "" PTCE-84-004 a.csv 5 40
only_these() { [ "$(wc -l <explained.csv)" -eq 4 ] || { cat explained.csv; return 1; }; }
check "and no other" only_these
before_and_now() { # what was published then, and the difference
    explain J01 --region 84 --since 2026-10.1 >text
    is=$(sed -n 's/^Publié : \([0-9]*\) .*/\1/p' text) was=$(sed -n 's/^Avant, édition 2026-10.1 : \([0-9]*\) .*/\1/p' text)
    [ "$is" != "$was" ] || return 1
    grep -qx -- "Écart : +*$((is - was))" text || { cat text; return 1; }
}
check "with what was published before, and the difference" before_and_now

refused() { ends_with 3 explain "$@"; }
check "no such indicator" refused J99
check "no such month" refused J01 --month 2020-01
check "no such edition" refused J01 --edition 2026-10.9
check "nothing asked" ends_with 2 explain

sed -i 's/^J01,month,84,total,,2026-10,61,61,/J01,month,84,total,,2026-10,62,62,/' root/outputs/editions/2026-10.2/data/figures.csv
loud() { ends_with 3 explain J01 --region 84 && grep -q 'n.*est pas ce qui a été publié' said; }
check "a figure that is not the sum of its rows is told" loud
loud_all() { ends_with 3 explain --all --edition 2026-10.2 && grep -qx 'J01,month,84,total,,2026-10' said; }
check "among all of them too" loud_all

# The sample campaign: every figure, and some of them by another hand.
rm -rf root
sample root
check "the sample campaign" run_on 2026-11-12 2026-10
check "every published figure is the sum of its rows" ends_with 0 explain --all --edition 2026-10.1
counted() { n=$(sed 's/.* : \([0-9]*\) chiffres.*/\1/' said); [ "$n" -gt 50000 ] || { cat said; return 1; }; }
check "and there are many" counted
by_hand() { # the numerators of the rows, against figures.csv
    local indicator window region breakdown member m value n=0
    while IFS=, read -r indicator window region breakdown member m _ value _; do
        csv_of "$indicator" --window "$window" --region "$region" --member "$breakdown=$member" --month "$m" --edition 2026-10.1 ||
            return 1
        awk -F, -v want="$value" 'NR > 1 && $1 == "counted" { sum += $13 } END { d = sum - want; exit d > 0.001 || d < -0.001 }' explained.csv ||
            { echo "$indicator $window $region $breakdown=$member $m: not $value"; return 1; }
        n=$((n + 1))
    done < <(grep -E '^(J01|J02|J08|F01|F02|P02|P08),[^,]*,(84|11|93),' root/outputs/latest/data/figures.csv |
        awk -F, '$7 != "" && $7 != 0 && $11 != "c" && NR % 401 == 3')
    [ $n -ge 4 ] || { echo "only $n figures"; return 1; }
}
check "as awk adds them up" by_hand
