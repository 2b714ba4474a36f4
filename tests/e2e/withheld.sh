#!/bin/bash
# What is withheld cannot be worked out: an attacker that shares nothing with the program (oracle/attack.py)
# tries with all that two editions publish, as the contract is and with masks on poles, and must find nothing.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

# All sheets and figures are made, with the marks of what is withheld; each drawing is the same one.
draw_one() {
    mkdir -p "$work/bin"
    echo 'set terminal svg size 1000,600 dynamic; plot x title "x"' | gnuplot >"$work/bin/svg"
    echo 'set terminal pngcairo size 1600,900; plot x title "x"' | gnuplot >"$work/bin/png"
    # shellcheck disable=SC2016
    printf '%s\n' '#!/bin/sh' 'here=${0%/*}' \
        'for kind in $(awk '"'"'$1 == "set" && $2 == "terminal" { print $3 == "svg" ? "svg" : "png" }'"'"'); do' \
        '    cat "$here/$kind"' 'done' >"$work/bin/gnuplot"
    chmod 755 "$work/bin/gnuplot"
    PATH=$work/bin:$PATH
}
draw_one

# masked FOLDER INDICATOR MASK…: the contract with masks.
masked() {
    local folder=$1
    shift
    cp -R "$CONTRACT" "$folder"
    while [ $# -gt 0 ]; do
        sed -i "s/{\"id\": \"$1\",/& \"mask\": $2,/" "$folder/indicators.json"
        grep -q "\"$1\", \"mask\"" "$folder/indicators.json" || not_ok "mask on $1" "no such indicator"
        shift 2
    done
}
masked several J01 '{"fewest_poles": 3}' P11 '{"largest_share": 60}' F01 '{"fewest_poles": 3, "largest_share": 75}'
masked others J02 '{"fewest_poles": 4}' J05 '{"largest_share": 70}' F02 '{"fewest_poles": 3}'
cp -R "$CONTRACT" plain
# For runs of which only the figures are asked.
contract_of_few plain-figures
CONTRACT=$work/several contract_of_few several-figures

run() { "$PTCE" --contract "$1" --now "$4T06:00:00Z" --settle 0 --root "$2" -q run "$3"; }
campaign() { # FOLDER OPTION…
    mkdir -p "$1/inputs/returns"
    "$CAMPAIGN" --out "$1/inputs/returns" --months 14 --region-files month "${@:2}"
}
attack() { python3 "$top/tests/oracle/attack.py" "$@"; }

# Two editions of CONTRACT in ROOT: of September without the corrections that came after its deadline, then of October.
two_editions() {
    local contract=$1 root=$2 file
    mkdir -p later
    for file in "$root"/inputs/returns/*/2026-1[01]-[12]*_{emplois,financements}_*; do
        case $file in *_2026-10*|*corrige*) ;; *) continue ;; esac
        mkdir -p "later/$(basename "$(dirname "$file")")"
        mv "$file" "later/$(basename "$(dirname "$file")")/"
    done
    find "$root/inputs" -exec touch -d 2026-09-01T00:00:00Z {} +
    run "$contract" "$root" 2026-09 2026-10-12
    [ $? -le 1 ] || return 1
    cp -Rp later/. "$root/inputs/returns/" && rm -r later
    run "$contract" "$root" 2026-10 2026-11-12
    [ $? -le 1 ]
}
finds_nothing() { # CONTRACT ROOT
    attack "$1" "$2/outputs/2026-10/data" "$2/outputs/2026-09/data" >attacked
    local rc=$?
    tail -n 12 attacked
    return $rc
}

while read -r contract options; do
    root=root-$contract-${options##* }
    # shellcheck disable=SC2086  # words are meant
    campaign "$root" $options || not_ok "campaign $options" "not generated"
    check "$contract, $options: two editions" two_editions "$contract" "$root"
    check "$contract, $options: nothing can be worked out" finds_nothing "$contract" "$root"
done <<'X'
plain --regions 5 --poles 3 --corrections 40 --seed 4
several --regions 4 --poles 6 --corrections 40 --seed 3
others --regions 5 --poles 5 --seed 5
X

# ---- a region's jobs come after the first edition: what both say together, of what has not moved
late_region() {
    local drop
    mkdir -p late-region/inputs/returns
    "$CAMPAIGN" --out late-region/inputs/returns --regions 10 --poles 1 --months 6 --seed 4 --region-files whole \
        --rows-per-month 1 >/dev/null
    drop=$(echo late-region/inputs/returns/32-*)
    mv "$drop"/*_emplois.csv . || return 1
    run plain-figures late-region 2026-10 2026-11-12
    [ $? -le 1 ] || return 1
    mv ./*_emplois.csv "$drop"
    run plain-figures late-region 2026-10 2026-11-14
    [ $? -le 1 ] || return 1
    attack plain-figures late-region/outputs/editions/2026-10.{2,1}/data >attacked || { tail -n 12 attacked; return 1; }
}
check "one pole a region, a late one: nothing can be worked out" late_region

# ---- one region of one pole: it and the smallest other, in every window, and nothing else
by_hand() {
    local region departement n size pole m
    for region in 11:75:4:40 32:59:4:10 53:35:1:20 84:69:5:30; do
        IFS=: read -r region departement n size <<<"$region"
        mkdir -p "hand/inputs/returns/$region-x"
        for ((pole = 1; pole <= n; pole++)); do
            printf 'PTCE-%s-%03d;Pôle %s;2024-01-01;operationnel;%s;%s;energie\n' "$region" $pole $pole "$region" "$departement"
        done | sed '1i code_pole;nom_pole;date_effet;statut;code_region;code_departement;secteur_principal' >"hand/inputs/returns/$region-x/poles.csv"
        for m in 2026-09 2026-10; do
            for ((pole = 1; pole <= n; pole++)); do
                printf 'PTCE-%s-%03d;%s;%d;%d;%d;0;%d;%d;definitif\n' "$region" $pole $m "$size" $((size - pole)) "$size" $((size / 2)) $((size / 2))
            done
        done | sed '1i code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee' >"hand/inputs/returns/$region-x/emplois.csv"
    done
    find hand -exec touch -d 2026-11-01T00:00:00Z {} +
    masked one J02 '{"fewest_poles": 3}'
    run one hand 2026-10 2026-11-12
    [ $? -le 1 ] || return 1
    awk -F, '$1 == "J02" && $4 == "total" && $6 == "2026-10" && $7 == "" { print $2 "," $3 "," $11 }' hand/outputs/2026-10/data/figures.csv >hidden
    printf '%s\n' month,32,c month,53,c | diff - <(grep ^month hidden) && attack one hand/outputs/2026-10/data
}
check "a region of one pole: it and one other are withheld" by_hand

# ---- the attacker can find: one hidden cell that is shown gives others away
root="root-several-3"
leaks() { # the figures of root without masks: all but those of one region are shown
    cp -R "$root" bare
    rm -r bare/outputs
    run plain-figures bare 2026-10 2026-11-12
    [ $? -le 1 ] || return 1
    cp -R $root/outputs/2026-10/data leak
    awk -F, -v OFS=, '
        FNR == 1 && NR > 1 { second = 1 }
        { key = $1 "," $2 "," $3 "," $4 "," $5 "," $6 }
        !second { said[key] = $0; next }
        $11 == "c" && $4 == "sector" && $1 == "J01" && $3 != "FR" && said[key] ~ /,[0-9]+,/ {
            if (region == "") region = $3
            if (region != $3) { $0 = said[key]; n++ } }
        { print }
        END { exit n == 0 }' bare/outputs/2026-10/data/figures.csv $root/outputs/2026-10/data/figures.csv >leak/figures.csv || return 1
    ! attack several leak >attacked || { tail -n 3 attacked; return 1; }
    grep -q '^attack: J01,month' attacked
}
check "the attacker finds what is shown of the others gives away" leaks
compared() { # a comparison of what is hidden
    rm -rf leak && cp -R $root/outputs/2026-10/data leak
    awk -F, '$2 == "month" && $4 == "total" && $6 == "2026-10" && $11 == "c" { print $1 "," $3 ",2026-10,previous,2,12,11"; exit }' \
        leak/figures.csv >>leak/comparisons.csv
    ! attack several leak >attacked
    grep -q '^attack: comparison ' attacked
}
check "and a comparison of a figure that is withheld" compared

nobody() { # a total of 0 is shown, its parts are not
    local file
    mkdir zero
    for file in figures comparisons revisions pole-figures; do
        head -n 1 "root-plain-4/outputs/2026-10/data/$file.csv" >"zero/$file.csv"
    done
    printf '%s\n' J01,month,84,total,,2026-10,0,0,,3, J01,month,84,sex,femmes,2026-10,,,,3,c \
        J01,month,84,sex,hommes,2026-10,,,,3,c >>zero/figures.csv
    ! attack plain zero >attacked || return 1
    grep -qx 'attack: 2 withheld, 2 worked out' attacked
}
check "and that parts of nothing are nothing" nobody

# ---- what a mask says elsewhere
single_poles() { awk -F, 'NR > 1 && $2 ~ /^(J01|F01|F02)$/ { n++; bad += $6 != "c" } END { exit n == 0 || bad > 0 }' $root/outputs/2026-10/data/pole-figures.csv; }
check "no single pole is shown of what is masked" single_poles
no_comparison() { ! grep -qE '^(J01|J03|J04|F01|F02|P11),' $root/outputs/2026-10/data/comparisons.csv && grep -q '^J05,' $root/outputs/2026-10/data/comparisons.csv; }
check "nor is it compared" no_comparison
refused() { # INDICATOR MASK
    rm -rf refused && masked refused "$1" "$2"
    ends_with 2 "$PTCE" --contract refused contract && grep -q 'schema-error' said
}
check "a mask on a ratio is refused" refused J04 '{"fewest_poles": 3}'
check "so is one that asks for nothing" refused J01 '{}'
check "and a word it does not know" refused J01 '{"fewest": 3}'
by_partials() { # the share of the largest travels in the partials
    local region
    mkdir parts && cp -R $root/inputs $root/outputs parts/ && rm -r parts/outputs/editions parts/outputs/20* parts/outputs/latest
    for region in parts/inputs/returns/*; do
        region=$(basename "$region")
        ptce --root parts --contract several-figures -q aggregate 2026-10 --region "${region%%-*}" --partial "parts/${region%%-*}.partial" || [ $? -eq 1 ] || return 1
    done
    cp -R parts whole
    ptce --root whole --contract several-figures -q run 2026-10 || [ $? -eq 1 ] || return 1
    ptce --root parts --contract several-figures -q aggregate 2026-10 --merge parts/*.partial || [ $? -eq 1 ] || return 1
    cmp whole/outputs/2026-10/data/figures.csv parts/outputs/2026-10/data/figures.csv
}
check "the same by partials" by_partials
