# The oracle: the figures that must come out of a campaign, worked out from the generator's truth
# alone, without any of ptce's code. Runs under mawk and gawk.
#
# The second part is catalogue.awk.
#
#     awk -f oracle.awk -f catalogue.awk -v truth=DIR -v codes=pipeline/contract/codes -v last=2026-10 [-v first=…]
#         [-v received=2026-11-12]      the day all returns came: for Q03
#
# Output: indicator,window,region,breakdown,member,month,value,numerator,denominator,poles,flag
# in no particular order (compare.sh sorts). Money is added in cents and full-time equivalents in
# hundredths, both whole numbers under 2^53, so that every sum is exact.

# ---- reading ----

# Split a record of CSV into cell[1..]; a quoted cell that spans lines reads on from `file`.
function cut(record, file,    n, text, more) {
    n = 0
    for (;;) {
        if (substr(record, 1, 1) == "\"") {
            record = substr(record, 2)
            text = ""
            for (;;) {
                if (match(record, /"/) == 0) {
                    text = text record "\n"
                    if ((getline more < file) <= 0)
                        fail("unclosed quote in " file)
                    record = more
                } else if (substr(record, RSTART + 1, 1) == "\"") {
                    text = text substr(record, 1, RSTART)
                    record = substr(record, RSTART + 2)
                } else {
                    text = text substr(record, 1, RSTART - 1)
                    record = substr(record, RSTART + 1)
                    break
                }
            }
            cell[++n] = text
        } else if (match(record, /,/)) {
            cell[++n] = substr(record, 1, RSTART - 1)
            record = substr(record, RSTART)
        } else {
            cell[++n] = record
            record = ""
        }
        if (record == "")
            return n
        record = substr(record, 2) # the comma
        if (record == "") {
            cell[++n] = ""
            return n
        }
    }
}

function fail(what) {
    print "oracle: " what > "/dev/stderr"
    failed = 1
    exit 3
}

# Open a file: its header gives at[name].
function open(file,    line, n, i, name) {
    close(file) # it may have been read before
    if ((getline line < file) <= 0)
        fail("cannot read " file)
    for (name in at)
        delete at[name]
    n = cut(line, file)
    for (i = 1; i <= n; i++)
        at[cell[i]] = i
}

# The next row of a file into cell[]; 0 at the end.
function next_row(file,    line) {
    if ((getline line < file) <= 0)
        return 0
    cut(line, file)
    return 1
}

function get(name) {
    if (!(name in at))
        fail("no column " name)
    return cell[at[name]]
}

# A decimal text with at most two places, in hundredths.
function hundredths(text,    dot, rest) {
    dot = index(text, ".")
    if (dot == 0)
        return text * 100
    rest = substr(text "00", dot + 1, 2)
    return substr(text, 1, dot - 1) * 100 + rest
}

function read_codes(    file) {
    file = codes "/departements.csv"
    open(file)
    while (next_row(file))
        old_region[get("code")] = get("region_2013")
    file = codes "/type_financeur.csv"
    open(file)
    while (next_row(file))
        funder_group[get("code")] = get("group")
    file = codes "/nature.csv"
    open(file)
    while (next_row(file))
        is_subsidy[get("code")] = get("group") == "subvention"
    file = codes "/statut.csv"
    open(file)
    while (next_row(file))
        status_group[get("code")] = get("group")
}

# ---- the register ----

# Keep row r of pole p as register[p, 1..rows[p]]; the poles in order of appearance.
function read_register(    file, p, r) {
    file = truth "/poles.csv"
    open(file)
    while (next_row(file)) {
        p = get("code_pole")
        if (!(p in rows))
            pole[++poles] = p
        r = ++rows[p]
        since[p, r] = get("date_effet")
        status[p, r] = get("statut")
        sector[p, r] = get("secteur_principal")
        region[p, r] = get("code_region")
        old[p, r] = old_region[get("code_departement")]
        members[p, r] = get("nb_membres")
        has_region[region[p, r]] = 1
    }
}

# The row in force at the end of a month: the last date_effet in it or before; 0 when none.
function in_force(p, month,    r, best) {
    best = 0
    for (r = 1; r <= rows[p]; r++)
        if (substr(since[p, r], 1, 7) <= month && (best == 0 || since[p, r] > since[p, best]))
            best = r
    return best
}

# The row that says what a return is of: that in force, else the first.
function row_of(p, month,    r, best) {
    if ((p, month) in known_row)
        return known_row[p, month]
    best = in_force(p, month)
    if (best == 0) {
        best = 1
        for (r = 2; r <= rows[p]; r++)
            if (since[p, r] < since[p, best])
                best = r
    }
    known_row[p, month] = best
    return best
}

# ---- adding up ----

# Sums are kept by "indicator,region,breakdown,member,month"; `sum` holds what is added.
function add(id, where, breakdown, member, month, value) {
    sum[id "," where "," breakdown "," member "," month] += value
}

# Add for France and for the region.
function add_both(id, r, breakdown, member, month, value) {
    add(id, "FR", breakdown, member, month, value)
    add(id, r, breakdown, member, month, value)
}

# Total, and by sector where the indicator has it.
function add_pole(id, p, r, month, value, with_sector) {
    add_both(id, region[p, r], "total", "", month, value)
    if (with_sector)
        add_both(id, region[p, r], "sector", sector[p, r], month, value)
}

function add_register(    m, i, p, r, s, g, x) {
    for (m = 1; m <= months; m++) {
        for (x in has_region)
            add("P01", x, "total", "", month_of[m], 0)
        for (i = 1; i <= poles; i++) {
            p = pole[i]
            r = in_force(p, month_of[m])
            if (r == 0)
                continue
            s = status[p, r]
            g = status_group[s]
            if (s != "clos") {
                add_pole("P01", p, r, month_of[m], 1, 1)
                add("P01", "FR", "region_2013", old[p, r], month_of[m], 1)
                add_both("P01", region[p, r], "status", s, month_of[m], 1)
                if (members[p, r] != "")
                    add_pole("P08", p, r, month_of[m], members[p, r], 1)
                if (!((m, region[p, r]) in seen)) {
                    seen[m, region[p, r]] = 1
                    add("P04", "FR", "region", "", month_of[m], 1)
                }
                if (!((m, "old", old[p, r]) in seen)) {
                    seen[m, "old", old[p, r]] = 1
                    add("P04", "FR", "region_2013", "", month_of[m], 1)
                }
            }
            if (g == "operationnel")
                add_pole("P02", p, r, month_of[m], 1, 1)
            if (g == "projet")
                add_pole("P03", p, r, month_of[m], 1, 1)
            if (g == "operationnel" || g == "projet") {
                add_both("Q01d", region[p, r], "table", "emplois", month_of[m], 1)
                if ((p, month_of[m]) in declared)
                    add_both("Q01n", region[p, r], "table", "emplois", month_of[m], 1)
                add_both("Q01d", region[p, r], "table", "financements", month_of[m], 1)
                if ((region[p, r], month_of[m]) in funded)
                    add_both("Q01n", region[p, r], "table", "financements", month_of[m], 1)
            }
        }
    }
}

# Indicators on jobs that are the sum of one column: id, column, by sector.
function plain_jobs(id, column, scale, p, r, month, with_sector) {
    if (get(column) == "")
        return
    add_pole(id, p, r, month, scale == 100 ? hundredths(get(column)) : get(column) + 0, with_sector)
}

function add_traits(month,    n, i, name) {
    n = split("femmes hommes genre_non_precise", name, " ")
    for (i = 1; i <= n; i++)
        if (get(name[i]) != "")
            add("J01", "FR", "sex", name[i], month, get(name[i]))
    n = split("age_moins_26 age_26_29 age_30_49 age_50_54 age_55_plus age_inconnu", name, " ")
    for (i = 1; i <= n; i++)
        if (get(name[i]) != "")
            add("J01", "FR", "age", name[i], month, get(name[i]))
}

function add_contracts(r, month,    n, i, name) {
    n = split("cdi cdd interim alternance contrats_aides cddi_insertion autres_contrats", name, " ")
    for (i = 1; i <= n; i++)
        if (get(name[i]) != "")
            add_both("J01", r, "contract", name[i], month, get(name[i]))
}

function add_jobs(    file, p, r, month) {
    file = truth "/emplois.csv"
    open(file)
    while (next_row(file)) {
        p = get("code_pole")
        month = get("mois")
        if (!(p in rows))
            continue
        declared[p, month] = 1
        if (get("statut_donnee") == "neant")
            continue
        r = row_of(p, month)
        add_pole("J01", p, r, month, get("effectif_total"), 1)
        add("J01", "FR", "region_2013", old[p, r], month, get("effectif_total"))
        add_both("J01", region[p, r], "status", status[p, r], month, get("effectif_total"))
        add_traits(month)
        add_contracts(region[p, r], month)
        plain_jobs("J02", "etp_total", 100, p, r, month, 1)
        add_pole("J03d", p, r, month, 1, 0)
        add_pole("J04d", p, r, month, get("effectif_total"), 1)
        plain_jobs("J04n", "cdi", 1, p, r, month, 1)
        plain_jobs("J05", "emplois_crees", 1, p, r, month, 1)
        plain_jobs("J06", "emplois_consolides", 1, p, r, month, 1)
        plain_jobs("J07", "emplois_sauvegardes", 1, p, r, month, 1)
        plain_jobs("J07", "emplois_repris", 1, p, r, month, 1)
        if (get("entrees") != "" && get("sorties") != "")
            add_pole("J08", p, r, month, get("entrees") - get("sorties"), 0)
        add_pole("J13d", p, r, month, get("femmes") + get("hommes"), 1)
        plain_jobs("J13n", "femmes", 1, p, r, month, 1)
    }
}

# Funding: total, by funder group and by purpose; crossed for France.
function add_funding(    file, p, r, month, stage, cents, group, purpose) {
    file = truth "/financements.csv"
    open(file)
    while (next_row(file)) {
        p = get("code_pole")
        month = get("mois")
        stage = get("etape")
        if (!(p in rows))
            continue
        r = row_of(p, month)
        funded[region[p, r], month] = 1 # a region's file of events speaks for all its poles
        if (!is_subsidy[get("nature")])
            continue
        cents = hundredths(get("montant"))
        group = funder_group[get("type_financeur")]
        purpose = get("finalite")
        if (stage == "accorde") {
            add_event("F01", region[p, r], month, cents, group, purpose)
            if (purpose == "ingenierie" || purpose == "accompagnement") {
                add_both("F08", region[p, r], "total", "", month, cents)
                add_both("F08", region[p, r], "funder", group, month, cents)
            }
        }
        if (stage == "verse" || stage == "reverse")
            add_event("F02", region[p, r], month, stage == "verse" ? cents : -cents, group, purpose)
    }
}

function add_event(id, where, month, cents, group, purpose) {
    add_both(id, where, "total", "", month, cents)
    add_both(id, where, "funder", group, month, cents)
    add_both(id, where, "purpose", purpose, month, cents)
    add(id, "FR", "funder_purpose", group "/" purpose, month, cents)
}

# ---- writing ----

# a ÷ b rounded half away from zero, for whole numbers; b > 0.
function divide(a, b,    sign, q) {
    sign = a < 0 ? -1 : 1
    a = a * sign * 2 + b
    b = b * 2
    q = int(a / b)
    if (q * b > a)
        q--
    if ((q + 1) * b <= a)
        q++
    return q * sign
}

# A whole number of units of 10^-places as a decimal.
function decimal(value, places,    sign, digits) {
    sign = value < 0 ? "-" : ""
    digits = sprintf("%.0f", value < 0 ? -value : value)
    if (places == 0)
        return sign digits
    while (length(digits) <= places)
        digits = "0" digits
    return sign substr(digits, 1, length(digits) - places) "." \
           substr(digits, length(digits) - places + 1)
}

function print_figure(id, window, where, breakdown, member, month, value, n, d) {
    print id "," window "," where "," breakdown "," member "," month "," value "," n "," d ",,"
}

# Sums as they are: stocks, and flows of the month.
function write_sums(    key, part) {
    for (key in sum) {
        split(key, part, ",")
        if (part[1] in places && part[5] in number_of)
            print_figure(part[1], "month", part[2], part[3], part[4], part[5],
                         decimal(sum[key], places[part[1]]), "", "")
    }
}

# Does the window that ends in this month begin no earlier than the first month of returns?
function is_whole(window, month) {
    return number_of[month] >= (window == "12m" ? 12 : substr(month, 6, 2) + 0)
}

# Flows from January, and over twelve months: kept in rolling[] as well.
function write_windows(    key, part, m, from, to, stem, w, span, year, id) {
    for (key in sum) {
        split(key, part, ",")
        if (!(part[1] in is_flow) || !(part[5] in number_of))
            continue
        from = number_of[part[5]]
        stem = part[1] ",12m," part[2] "," part[3] "," part[4] ","
        for (m = from; m <= months && m < from + 12; m++)
            rolling[stem month_of[m]] += sum[key]
        stem = part[1] ",ytd," part[2] "," part[3] "," part[4] ","
        for (m = from; m <= months && substr(month_of[m], 1, 4) == substr(part[5], 1, 4); m++)
            rolling[stem month_of[m]] += sum[key]
    }
    for (key in rolling) {
        split(key, part, ",")
        if (is_whole(part[2], part[6]))
            print_figure(part[1], part[2], part[3], part[4], part[5], part[6],
                         decimal(rolling[key], places[part[1]]), "", "")
    }
}

# Ratios of two sums; `scale` 1000 for a percentage, 10 for a mean, one decimal each.
function write_ratio(id, numerator, denominator, scale, window,    key, part, n, d) {
    for (key in sum) {
        split(key, part, ",")
        if (part[1] != denominator || !(part[5] in number_of) || sum[key] == 0)
            continue
        d = sum[key]
        n = sum[numerator substr(key, length(denominator) + 1)] + 0
        print_figure(id, window == "" ? "month" : window, part[2], part[3], part[4], part[5],
                     decimal(divide(n * scale, d), 1), n, d)
    }
}

# Engineering and support as a share of all that was awarded, in each window.
function write_support(    key, part, n, d) {
    for (key in sum) {
        split(key, part, ",")
        if (part[1] != "F01" || part[3] != "total" || !(part[5] in number_of) || sum[key] <= 0)
            continue
        n = sum["F08" substr(key, 4)] + 0
        print_figure("F08-part", "month", part[2], "total", "", part[5],
                     decimal(divide(n * 1000, sum[key]), 1), decimal(n, 2), decimal(sum[key], 2))
    }
    for (key in rolling) {
        split(key, part, ",")
        d = rolling[key]
        if (part[1] != "F01" || part[4] != "total" || !is_whole(part[2], part[6]) || d <= 0)
            continue
        n = rolling["F08" substr(key, 4)] + 0
        print_figure("F08-part", part[2], part[3], "total", "", part[6],
                     decimal(divide(n * 1000, d), 1), decimal(n, 2), decimal(d, 2))
    }
}

# The share of each funder group in what was paid over twelve months.
function write_shares(    key, part, d) {
    for (key in rolling) {
        split(key, part, ",")
        if (part[1] != "F02" || part[2] != "12m" || part[4] != "funder" || !is_whole("12m", part[6]))
            continue
        d = rolling["F02,12m," part[3] ",total,," part[6]]
        if (d > 0)
            print_figure("F05", "12m", part[3], "funder", part[5], part[6],
                         decimal(divide(rolling[key] * 1000, d), 1), decimal(rolling[key], 2),
                         decimal(d, 2))
    }
}

# The months from `first` to `last`, as month_of[1..months] and number_of[].
function list_months(    file, i, year, month, text) {
    file = truth "/emplois.csv"
    open(file)
    while (first_given == "" && next_row(file))
        if (first == "" || get("mois") < first)
            first = get("mois")
    close(file)
    year = substr(first, 1, 4) + 0
    month = substr(first, 6, 2) + 0
    for (text = first; text <= last; text = sprintf("%04d-%02d", year, month)) {
        month_of[++months] = text
        number_of[text] = months
        if (++month > 12) {
            month = 1
            year++
        }
    }
}

BEGIN {
    if (truth == "" || codes == "" || last == "")
        fail("give -v truth=DIR -v codes=DIR -v last=AAAA-MM")
    first_given = first
    # The indicators that are sums, with their decimals.
    split("P01 P02 P03 P04 P08 J01 J05 J06 J07 J08", whole, " ")
    for (i in whole)
        places[whole[i]] = 0
    split("J02 F01 F02 F08", whole, " ")
    for (i in whole)
        places[whole[i]] = 2
    split("J05 J06 J07 J08 F01 F02 F08", whole, " ")
    for (i in whole)
        is_flow[whole[i]] = 1
    list_months()
    read_codes()
    read_register()
    add_jobs()
    add_funding()
    add_register()
    prepare_more()
    add_more_jobs()
    add_more_funding()
    write_poles()
    write_sums()
    write_windows()
    write_ratio("J03", "J01", "J03d", 10)
    write_ratio("J04", "J04n", "J04d", 1000)
    write_ratio("J13", "J13n", "J13d", 1000)
    write_ratio("Q01", "Q01n", "Q01d", 1000)
    write_shares()
    write_support()
    write_more()
}

END {
    exit failed ? 3 : 0
}
