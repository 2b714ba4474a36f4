# The rules of rules.md.      mawk -F ';' -v codes=DIR -f rules.awk FILE…      (files in the order of their names)
function load(name, good, group,    line, f, path, n) {
    path = codes "/" name ".csv"
    getline line < path
    while ((getline line < path) > 0) { n = split(line, f, ","); good[f[1]] = 1; group[f[1]] = f[n] }
    close(path)
}
function cents(s,    at) {
    if (s !~ /^[0-9]+(,[0-9][0-9]?)?$/) return -1
    at = index(s, ",")
    return at == 0 ? s * 100 : substr(s, 1, at - 1) * 100 + substr(substr(s, at + 1) "0", 1, 2)
}
function is_day(s,    m) {
    if (s !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/) return 0
    m = substr(s, 6, 2) + 0
    return m >= 1 && m <= 12 && substr(s, 9, 2) + 0 >= 1 && substr(s, 9, 2) + 0 <= days[m] + (m == 2 && substr(s, 1, 4) % 4 == 0)
}
function finish(    u, key, parts) { # a file is over: its good declarations stand
    for (u in seen)
        if (!(u in bad)) {
            split(u, parts, SUBSEP)
            newest[u] = files
        }
    delete seen; delete bad; delete ids
}
BEGIN {
    load("type_financeur", funder, origin); load("finalite", purpose, x); load("nature", kind, kinds); load("etape", stage, x)
    split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
}
FNR == 1 {
    if (files) finish()
    files++
    match(FILENAME, /returns\/[0-9A-Z]+-/)
    region[files] = substr(FILENAME, RSTART + 8, RLENGTH - 9)
    for (i = 1; i <= NF; i++) at[$i] = i
    a_id = at["id_financement"]; a_pole = at["code_pole"]; a_month = at["mois"]; a_funder = at["type_financeur"]
    a_purpose = at["finalite"]; a_kind = at["nature"]; a_stage = at["etape"]; a_amount = at["montant"]
    a_day = at["date_evenement"]; a_whole = at["montant_total_projet"]
    next
}
{
    id = $a_id; pole = $a_pole; month = $a_month; amount = cents($a_amount); u = pole SUBSEP month
    m = substr(month, 6, 2) + 0
    seen[u] = 1
    if (id == "" || pole !~ /^PTCE-[0-9A-Z][0-9A-Z]-[0-9][0-9][0-9]$/ || month !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]$/ ||
        m < 1 || m > 12 || month > "2026-11" || !($a_funder in funder) || !($a_purpose in purpose) ||
        !($a_kind in kind) || !($a_stage in stage) || amount <= 0 || ($a_whole != "" && cents($a_whole) < 0) ||
        !is_day($a_day) || (id, $a_stage, $a_day) in ids) {
        bad[u] = 1
    }
    ids[id, $a_stage, $a_day] = 1
    away = (substr($a_day, 1, 4) - substr(month, 1, 4)) * 12 + substr($a_day, 6, 2) - m
    warnings += (amount < 10000 || amount > 500000000) + (away > 1 || away < -1)
    if (kinds[$a_kind] == "subvention") {
        key = u SUBSEP files SUBSEP origin[$a_funder]
        if ($a_stage == "accorde") f01[key] += amount
        else if ($a_stage == "verse") f02[key] += amount
        else if ($a_stage == "reverse") f02[key] -= amount
        any[key] = 1
    }
}
END {
    finish()
    for (key in any) {
        split(key, p, SUBSEP)
        if (newest[p[1] SUBSEP p[2]] != p[3]) continue
        out = region[p[3]] "," p[2] "," p[4]
        a[out] += f01[key]; b[out] += f02[key]
    }
    for (out in a) printf "%s,%.0f,%.0f\n", out, a[out], b[out]
}
