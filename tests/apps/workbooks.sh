#!/bin/bash
# LibreOffice opens the workbooks, prints them and saves their sheets as CSV; in these every figure is
# that of data/figures.csv. The names of rows and columns are read from the sheets alone.
# shellcheck source=../e2e/helpers disable=SC2046
. "$(dirname "$0")/../e2e/helpers"

if ! command -v soffice >/dev/null; then
    skip "all" "no LibreOffice here"
    exit 0
fi
codes=$CONTRACT/codes
# A month of jobs of Bretagne comes late: the second edition has revisions.
sample sample
late=$(ls sample/inputs/returns/53-bretagne/*emplois*"$month"*)
mv "$late" late
check "the sample campaign runs" ends_with 1 ptce --root sample -q run "$month"
mv late "$late"
now=2026-11-13T06:00:00Z
check "and again, with a late return" ends_with 1 ptce --root sample -q run "$month"
edition=$work/sample/outputs/latest
for list in sector:secteur status:statut funder:groupe_financeur purpose:finalite region_2013:regions_2013 \
    sex:sexe age:tranche_age; do
    awk -F, -v b="${list%%:*}" 'NR > 1 { print b "," $1 "," $2 }' "$codes/${list#*:}.csv"
done >lists.csv
office() { soffice "-env:UserInstallation=file://$work/office" --headless "$@" >/dev/null 2>&1; }

sheets_are_figures() { # book region least
    local folder
    folder=csv-$(basename "$1" .xlsx)
    office --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' --outdir "$folder" "$1"
    LC_ALL=C.UTF-8 awk -v region="$2" -v month="$month" -f "$top/tests/tools/csv.awk" -f "$top/tests/tools/figures-of-sheets.awk" \
        "$edition/data/indicators.csv" "$codes/regions.csv" lists.csv "$edition/data/figures.csv" \
        $(find "$folder" -name '*_par_*.csv' -o -name '*-Regions_2013.csv' -o -name '*-Series_13_mois.csv' | sort) >compared 2>awk_error
    local rc=$?
    cat compared awk_error
    [ $rc -eq 0 ] && [ "$(sed -n 's/ figures$//p' compared)" -ge "$3" ]
}
# The tables that figures-of-sheets.awk cannot read, each with the least of values it must have.
sheets_are_data() { # book region SHEET:LEAST…
    local folder region=$2 sheet rc data=$edition/data
    folder=csv-$(basename "$1" .xlsx)
    shift 2
    LC_ALL=C.UTF-8 awk -v region="$region" -v month="$month" -f "$top/tests/tools/csv.awk" -f "$top/tests/tools/data-of-sheets.awk" \
        lists.csv "$codes/regions.csv" "$data"/{indicators,figures,comparisons,coverage,revisions,poles,pole-figures}.csv \
        $(for sheet; do ls "$folder"/*-"${sheet%:*}".csv; done) >compared 2>awk_error
    rc=$?
    cat compared awk_error
    for sheet; do
        awk -F': ' -v s="${sheet%:*}" -v least="${sheet#*:}" '$1 == s && $2 + 0 >= least { found = 1 } END { exit !found }' compared ||
            { echo "fewer than ${sheet#*:} values of ${sheet%:*}"; rc=1; }
    done
    [ $rc -eq 0 ]
}
check "France: CSV by LibreOffice" sheets_are_figures "$edition/ptce-france-$month.xlsx" FR 400
check "France: its other tables" sheets_are_data "$edition/ptce-france-$month.xlsx" FR Points_cles:60 Perimetre_constant:36 \
    Synthese_nationale:70 Couverture_des_reponses:200 Revisions:3 Emplois_sexe_age:35 Origine_et_finalite:70
for region in 53-bretagne 84-auvergne-rhone-alpes 11-ile-de-france; do
    check "$region: CSV by LibreOffice" sheets_are_figures "$edition/ptce-$region-$month.xlsx" "${region%%-*}" 120
    check "$region: its other tables" sheets_are_data "$edition/ptce-$region-$month.xlsx" "${region%%-*}" Points_cles:70 \
        Perimetre_constant:25 Synthese_regionale:120 Couverture_des_reponses:30 Poles_de_la_region:30 \
        $([ "$region" = 53-bretagne ] && echo Revisions:3)
done
prints() {
    office --convert-to pdf --outdir pdf "$edition/ptce-france-$month.xlsx"
    [ "$(head -c 5 "pdf/ptce-france-$month.pdf")" = '%PDF-' ]
}
check "PDF by LibreOffice" prints
