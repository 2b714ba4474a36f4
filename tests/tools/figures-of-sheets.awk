# Holds the tables of a workbook, as CSV files that another program made of its sheets, against
# data/figures.csv: each cell whose row and column name a figure must be that figure.
#
#     awk -v region=FR|53 -v month=2026-10 -f csv.awk -f figures-of-sheets.awk indicators.csv regions.csv \
#         lists.csv figures.csv SHEET.csv…
#
# lists.csv: breakdown,code,label. Prints what differs, then "N figures". Ends with 1 when some do.
# "Emplois créés, sur douze mois, Bretagne (emplois) [note 4]" → id, window, region of a column
function read_header(text,   unit, place) {
    id = ""
    sub(/ \[note [0-9]+\]/, "", text)
    if (!match(text, / \([^()]*\)$/)) return
    unit = substr(text, RSTART + 2, RLENGTH - 3)
    text = substr(text, 1, RSTART - 1)
    where = ""
    if (match(text, /, [^,]*$/)) {
        place = substr(text, RSTART + 2)
        if (place == "France" || place == names[region]) {
            where = place == "France" ? "FR" : region
            text = substr(text, 1, RSTART - 1)
        }
    }
    window = "month"
    if (sub(/, sur douze mois$/, "", text)) window = "12m"
    else if (sub(/, depuis janvier$/, "", text)) window = "ytd"
    else if (sub(/, dans le mois$/, "", text)) window = "month"
    else if (text ~ /, (mois précédent|évolution sur un mois|un an plus tôt)$/) return
    if ((text, unit) in indicator) id = indicator[text, unit]
}
function compare(value, key) {
    if (!(key in figure)) return
    if (value ~ /^\[/) { if (figure[key] != "") { print FILENAME ": " key " is " figure[key] ", not " value; bad = 1 } return }
    count++
    if (figure[key] == "" || (value - figure[key]) ^ 2 > 1e-12) {
        print FILENAME ": " key " is " figure[key] ", not " value
        bad = 1
    }
}
FNR == 1 { file++; header = 0 }
{ sub(/\r$/, ""); split("", cell); n = index($0, "\"") ? cells($0, cell) : split($0, cell, ",") }
file == 1 { if (FNR > 1) indicator[cell[2], cell[4]] = cell[1]; next }
file == 2 { if (FNR > 1) names[cell[1]] = cell[2]; next }
file == 3 { member[cell[1], cell[3]] = cell[2]; next }
file == 4 { if (FNR > 1) figure[cell[1] "," cell[2] "," cell[3] "," cell[4] "," cell[5] "," cell[6]] = cell[7]; next }
!header {
    for (i = 1; i <= n; i++) if (cell[i] == "Mois" || cell[i] == "Région" || cell[i] == "Territoire" || cell[i] in kind) {
        if (cell[i] == "Région" || cell[i] == "Territoire") { rows = "regions"; label = 1 }
        else if (cell[i] == "Mois") { rows = "months"; label = 2 }
        else { rows = kind[cell[i]]; label = i }
        header = 1
    }
    if (header) for (i = 1; i <= n; i++) {
        read_header(cell[i]); ids[i] = id; windows[i] = window; wheres[i] = where
    }
    next
}
{
    for (i = label + 1; i <= n; i++) {
        if (ids[i] == "" || ids[i] == "Q01") continue
        at = wheres[i] == "" ? region : wheres[i]
        if (rows == "regions") key = ids[i] "," windows[i] "," cell[1] ",total,," month
        else if (rows == "months") key = ids[i] "," windows[i] "," at ",total,," cell[2]
        else if (cell[label] == "Ensemble") key = ids[i] "," windows[i] "," at ",total,," month
        else key = ids[i] "," windows[i] "," at "," rows "," member[rows, cell[label]] "," month
        compare(cell[i], key)
    }
}
BEGIN {
    kind["Secteur principal"] = "sector"; kind["Statut du pôle"] = "status"
    kind["Origine du financement"] = "funder"; kind["Finalité"] = "purpose"; kind["Région de 2013"] = "region_2013"
}
END { print count + 0 " figures"; exit bad }
