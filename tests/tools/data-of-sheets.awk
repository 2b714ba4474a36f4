# Holds the tables of a workbook that are not "by" something against the edition's data, as
# figures-of-sheets.awk does the others: key points, summary, constant perimeter, coverage, revisions,
# single poles, sex and age, origin by purpose. The names of rows and columns are read from the sheets alone.
#
#     awk -v region=FR|53 -v month=2026-10 -f csv.awk -f data-of-sheets.awk lists.csv regions.csv DATA/*.csv SHEET.csv…
#
# lists.csv: breakdown,code,label. DATA: indicators, figures, comparisons, coverage, revisions, poles and
# pole-figures. Prints what differs or has no counterpart, then "SHEET: N values" a sheet. Ends with 1 when
# anything differs.
function wrong(what) { print sheet ": line " FNR ": " what; bad = 1 }
function half_away(x) { return x < 0 ? -int(-x + 0.5 + 1e-9) : int(x + 0.5 + 1e-9) }
function same(have, want, what) { # a number, or why there is none
    if (have ~ /^\[[xcz]\]$/) { if (want != "") wrong(what " is " want ", not " have); return }
    if (have == "" || want == "" || (have - want) ^ 2 > 1e-12) wrong(what " is " want ", not " have)
    else values[sheet]++
}
function month_before(m, back,   y, n) {
    y = substr(m, 1, 4) + 0; n = substr(m, 6, 2) - back
    while (n < 1) { n += 12; y-- }
    return sprintf("%d-%02d", y, n)
}
# The figure of an indicator; "" when there is none. In `found`: was it in the file at all?
function value_of(id, window, where, what, member, at,   key) {
    key = id "," window "," where "," what "," member "," at
    found = key in figure
    return found ? figure[key] : ""
}
function change(now, before) { return now == "" || before == "" ? "" : now - before }
function percent(now, before, unit) {
    return now == "" || before == "" || unit == "%" || before <= 0 ? "" : half_away((now - before) * 1000 / before) / 10
}
function constant(id, where, against, unit, count,   key) {
    key = id "," where "," month "," against
    if (!(key in compared) || (where != "FR" && id == "J13")) return ""
    split(compared[key], part, ",")
    if (part[2] == "" || part[3] == "") return ""
    if (count) return part[1]
    return unit == "%" ? part[2] - part[3] : part[3] == 0 ? "" : half_away((part[2] - part[3]) * 1000 / part[3]) / 10
}
# The title of a column without note, and whose it is.
function title_of(text,   place) {
    sub(/ \[note [0-9]+\]/, "", text)
    whose = region
    if (match(text, /, [^,]*$/)) {
        place = substr(text, RSTART + 2)
        if (place == "France" || place == names[region]) {
            whose = place == "France" ? "FR" : region
            text = substr(text, 1, RSTART - 1)
        }
    }
    return text
}
function key_row(   i, id, unit, window, what, member, label, now) {
    id = cell[1]; label = cell[2]; unit = cell[3]; what = "total"; member = ""; window = "month"
    sub(/ \[note [0-9]+\]/, "", label)
    if (label ~ /, sur douze mois$/) window = "12m"
    if (id == "P04") what = label ~ /2013/ ? "region_2013" : "region"
    else if (id ~ /^P12/) what = "sector"
    else if (id ~ /^Q/ && match(label, /, [^,]*$/)) { what = "table"; member = substr(label, RSTART + 2) }
    for (i = 4; i <= n; i++) {
        now = value_of(id, window, owner[i], what, member, month)
        if (head[i] == "Marques") continue
        else if (head[i] in when) same(cell[i], value_of(id, window, owner[i], what, member, when[head[i]]), id " " head[i])
        else if (head[i] ~ /^Depuis janvier /) same(cell[i], value_of(id, "ytd", owner[i], what, member, month), id " " head[i])
        else if (head[i] == "Sur douze mois") same(cell[i], value_of(id, "12m", owner[i], what, member, month), id " " head[i])
        else if (head[i] == "Évolution sur un mois (unité ou points)") same(cell[i], change(now, value_of(id, window, owner[i], what, member, last)), id " " head[i])
        else if (head[i] == "Évolution sur un mois (%)") same(cell[i], percent(now, value_of(id, window, owner[i], what, member, last), unit), id " " head[i])
        else if (head[i] ~ /^À périmètre constant, sur un mois/) same(cell[i], constant(id, owner[i], "previous", unit, 0), id " " head[i])
        else if (head[i] ~ /^À périmètre constant, sur un an/) same(cell[i], constant(id, owner[i], "year", unit, 0), id " " head[i])
        else if (head[i] ~ /^Pôles ayant déclaré les deux mois/) same(cell[i], constant(id, owner[i], "previous", unit, 1), id " " head[i])
        else if (head[i] ~ /^Pôles ayant déclaré à un an/) same(cell[i], constant(id, owner[i], "year", unit, 1), id " " head[i])
        else wrong("a column \"" head[i] "\" that nothing is known of")
    }
}
function coverage_row(   i, key, c) {
    key = tolower(cell[1]) "," cell[2] "," month
    if (!(key in coverage)) { # nothing was expected of the region
        for (i = 4; i <= n; i++) if (cell[i] != "[z]") wrong("no coverage of " key)
        return
    }
    split(coverage[key], c, ",")
    for (i = 4; i <= n; i++) {
        sub(/ \([^()]*\)$/, "", head[i])
        if (head[i] == "Taux de réponse") same(cell[i], half_away(c[2] * 1000 / c[1]) / 10, key " " head[i])
        else if (head[i] == "Taux de réponse pondéré par l’effectif") same(cell[i], half_away(c[8] * 1000 / c[7]) / 10, key " " head[i])
        else if (!(head[i] in covers)) wrong("a column \"" head[i] "\" that nothing is known of")
        else if (cell[i] != "[z]" || head[i] != "dont déclarés provisoires") same(cell[i], c[covers[head[i]]], key " " head[i])
    }
}
function pole_row(   i, title, unit, window, id, total) {
    total = cell[1] == "Ensemble"
    if (!total && cell[2] != pole[cell[1]]) wrong("the name of " cell[1] " is " pole[cell[1]] ", not " cell[2])
    if (!total && ("status", cell[3]) in code && ("sector", cell[4]) in code)
        named = code["status", cell[3]] "," code["sector", cell[4]]
    else named = "?"
    if (!total && named != kind[cell[1]]) wrong(cell[1] " is " kind[cell[1]] ", not " named)
    for (i = 6; i <= n; i++) {
        if (head[i] == "Marques") continue
        title = head[i]; window = "month"
        match(title, / \([^()]*\)$/)
        unit = substr(title, RSTART + 2, RLENGTH - 3); title = substr(title, 1, RSTART - 1)
        if (sub(/, sur douze mois$/, "", title)) window = "12m"
        sub(/, dans le mois$/, "", title)
        id = indicator[title, unit]
        if (id == "") wrong("a column \"" head[i] "\" that nothing is known of")
        else if (total) same(cell[i], value_of(id, window, region, "total", "", month), id)
        else same(cell[i], of_pole[cell[1] "," id "," window "," month], cell[1] " " id)
    }
    poles_seen += !total
}
function revision_row(   key) {
    if (cell[1] == "[z]") return
    key = cell[1] "," (cell[5] == "France" ? "FR" : numbered[cell[5]]) "," cell[7] "," cell[8] + 0 "," cell[9] + 0 "," cell[10] + 0
    if (key in revised) values[sheet] += 3
    else wrong("no revision " key)
}
function people_row(   i, what, member, t) {
    if (cell[2] == "Non déclaré") return # the rest of the members above it
    what = cell[1] == "Ensemble" ? "total" : cell[1] == "Sexe" ? "sex" : "age"
    member = what == "total" ? "" : code[what, cell[2]]
    for (i = 3; i <= n; i++) {
        t = head[i]
        if (t == "Marques") continue
        else if (t ~ /, mois précédent/) same(cell[i], value_of("J01", "month", "FR", what, member, last), cell[2])
        else if (t ~ /, évolution sur un mois/) same(cell[i], change(value_of("J01", "month", "FR", what, member, month), value_of("J01", "month", "FR", what, member, last)), cell[2])
        else if (t ~ /, un an plus tôt/) same(cell[i], value_of("J01", "month", "FR", what, member, month_before(month, 12)), cell[2])
        else same(cell[i], value_of("J01", "month", "FR", what, member, month), cell[2])
    }
}
function crossed_row(   i, a, b) {
    for (i = 2; i <= n; i++) {
        if (head[i] == "Marques") continue
        b = head[i]; sub(/ \([^()]*\)$/, "", b)
        a = cell[1] == "Ensemble" ? "" : code["funder", cell[1]]
        b = b == "Ensemble" ? "" : code["purpose", b]
        same(cell[i], value_of("F01", "12m", "FR", a == "" ? b == "" ? "total" : "purpose" : b == "" ? "funder" : "funder_purpose",
            a == "" || b == "" ? a b : a "/" b, month), cell[1] ", " head[i])
    }
}
BEGIN {
    covers["Retours attendus"] = 1; covers["Retours reçus et bons"] = 2; covers["dont reçus après l’échéance"] = 5
    covers["dont déclarés provisoires"] = 9; covers["Retours reçus en erreur"] = 3; covers["Retours non reçus"] = 4
    covers["Effectif connu des pôles attendus"] = 7; covers["Effectif connu des pôles ayant répondu"] = 8
    split("Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre Novembre Décembre", month_name, " ")
    last = month_before(month, 1)
    for (i = 0; i <= 12; i++) {
        m = month_before(month, i)
        when[month_name[substr(m, 6) + 0] " " substr(m, 1, 4)] = m
    }
}
FNR == 1 { sheet = FILENAME; sub(/.*\//, "", sheet); sub(/\.csv$/, "", sheet); sub(/^ptce-.*-[0-9][0-9]-/, "", sheet); header = 0 }
{ sub(/\r$/, ""); n = cells($0, cell) }
sheet == "lists" { code[cell[1], cell[3]] = cell[2]; next }
FILENAME ~ /\/codes\// { names[cell[1]] = cell[2]; numbered[cell[2]] = cell[1]; next }
sheet == "indicators" { indicator[cell[2], cell[4]] = cell[1]; next }
sheet == "figures" { figure[cell[1] "," cell[2] "," cell[3] "," cell[4] "," cell[5] "," cell[6]] = cell[7]; next }
sheet == "comparisons" { compared[cell[1] "," cell[2] "," cell[3] "," cell[4]] = cell[5] "," cell[6] "," cell[7]; next }
sheet == "coverage" {
    coverage[cell[1] "," cell[2] "," cell[3]] = cell[4] "," cell[5] "," cell[6] "," cell[7] "," cell[8] ",," cell[9] "," cell[10] "," cell[11]
    next
}
sheet == "revisions" { revised[cell[1] "," cell[3] "," cell[6] "," cell[8] + 0 "," cell[9] + 0 "," cell[10] + 0]; next }
sheet == "poles" { pole[cell[1]] = cell[2]; kind[cell[1]] = cell[6] "," cell[5]; next }
sheet == "pole-figures" { of_pole[cell[1] "," cell[2] "," cell[3] "," cell[4]] = cell[5]; next }
!header {
    header = n > 2 && cell[2] != "" && cell[3] != ""
    for (i = 1; header && i <= n; i++) { head[i] = title_of(cell[i]); owner[i] = whose }
    next
}
sheet ~ /^(Points_cles|Perimetre_constant|Synthese_)/ { key_row() }
sheet == "Couverture_des_reponses" { coverage_row() }
sheet == "Poles_de_la_region" { pole_row() }
sheet == "Revisions" { revision_row() }
sheet == "Emplois_sexe_age" { people_row() }
sheet == "Origine_et_finalite" { crossed_row() }
END {
    for (p in pole) if (region != "FR" && substr(p, 6, 2) == region) poles++
    if (poles != poles_seen) { print "Poles_de_la_region: " poles_seen + 0 " poles, not " poles + 0; bad = 1 }
    for (s in values) print s ": " values[s] " values"
    exit bad
}
