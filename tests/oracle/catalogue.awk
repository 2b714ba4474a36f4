# The oracle, second part: the indicators that look back, follow files of funding, or need more
# than one sum. Plainly: for each month, all that is known up to it is gone through again.

function abs_month(text) {
    return substr(text, 1, 4) * 12 + substr(text, 6, 2) - 1
}

function month_text(m) {
    return sprintf("%04d-%02d", int(m / 12), m % 12 + 1)
}

# ---- what the first part does not keep ----

function read_more(    file, p, r, n, e) {
    file = truth "/poles.csv"
    open(file)
    while (next_row(file)) {
        p = get("code_pole")
        r = ++n_more[p]
        ess[p, r] = get("nb_membres_ess")
        firms[p, r] = get("nb_membres_hors_ess")
        rest[p, r] = get("nb_membres_collectivites") + get("nb_membres_recherche_formation") \
            + get("nb_membres_autres")
        turnover[p, r] = get("ca_consolide_annuel")
        turnover_year[p, r] = get("annee_ca")
    }
    close(file)
    file = truth "/financements.csv"
    open(file)
    while (next_row(file)) {
        if (!(get("code_pole") in rows))
            continue
        e = ++events
        ev_pole[e] = get("code_pole")
        ev_month[e] = get("mois")
        ev_stage[e] = get("etape")
        ev_nature[e] = get("nature")
        ev_funder[e] = get("type_financeur")
        ev_purpose[e] = get("finalite")
        ev_cents[e] = hundredths(get("montant"))
        ev_file[e] = get("code_pole") SUBSEP get("id_financement")
        ev_project[e] = get("id_cofinancement") == "" ? "" : get("code_pole") SUBSEP get("id_cofinancement")
        ev_region[e] = region[ev_pole[e], row_of(ev_pole[e], ev_month[e])]
    }
    close(file)
}

function stops(s) {
    return s == "suspendu" || s == "clos"
}

# ---- poles ----

function write_poles(    i, p, r, k, best, m, x, w, from, key, order, n, seen_op, stopped, month) {
    for (i = 1; i <= poles; i++) {
        p = pole[i]
        n = rows[p]
        for (r = 1; r <= n; r++)
            order[r] = r
        for (r = 2; r <= n; r++) # by date
            for (k = r; k > 1 && since[p, order[k]] < since[p, order[k - 1]]; k--) {
                best = order[k]; order[k] = order[k - 1]; order[k - 1] = best
            }
        seen_op = stopped = 0
        for (r = 1; r <= n; r++) {
            month = abs_month(since[p, order[r]])
            if (status_group[status[p, order[r]]] == "operationnel" && !seen_op++) {
                entered["P05", "FR", month]++
                entered["P05", region[p, order[r]], month]++
            }
            if (stops(status[p, order[r]]) && !stopped) {
                entered["P07", "FR", month]++
                entered["P07", region[p, order[r]], month]++
            }
            stopped = stops(status[p, order[r]])
            if (first_row == "" || month < first_row)
                first_row = month
        }
    }
    for (m = 1; m <= months; m++) {
        write_entered("P05", m)
        write_entered("P07", m)
        for (i = 1; i <= poles; i++)
            count_pole(pole[i], month_of[m])
    }
    write_ratio("P06", "P06n", "P06d", 1000, "12m")
    write_ratio("P09", "P09n", "P09d", 1000)
    write_top()
}

function write_entered(id, m,    x, w, from, k, n, last_month) {
    last_month = abs_month(month_of[m])
    for (x in where_all)
        for (w = 1; w <= 3; w++) {
            from = w == 1 ? last_month : w == 2 ? last_month - last_month % 12 : last_month - 11
            if (from < first_row && w > 1)
                continue
            n = 0
            for (k = from; k <= last_month; k++)
                n += entered[id, x, k]
            print_figure(id, w == 1 ? "month" : w == 2 ? "ytd" : "12m", x, "total", "", month_of[m], n, "", "")
        }
}

function count_pole(p, month,    r, then, k, best, year) {
    r = in_force(p, month)
    if (r == 0)
        return
    then = in_force(p, month_text(abs_month(month) - 12))
    if (then > 0 && status_group[status[p, then]] == "projet") {
        add_both("P06d", region[p, r], "total", "", month, 1)
        add_both("P06n", region[p, r], "total", "", month, status_group[status[p, r]] == "operationnel")
    }
    if (status[p, r] == "clos")
        return
    if (ess[p, r] != "" && members[p, r] != "") {
        add_both("P09n", region[p, r], "total", "", month, ess[p, r])
        add_both("P09d", region[p, r], "total", "", month, members[p, r])
    }
    if (ess[p, r] >= 1 && firms[p, r] >= 1 && rest[p, r] >= 1)
        add_both("P10", region[p, r], "total", "", month, 1)
    best = 0
    year = substr(month, 1, 4)
    for (k = 1; k <= rows[p]; k++)
        if (substr(since[p, k], 1, 7) <= month && turnover[p, k] != "" && turnover_year[p, k] <= year \
            && (best == 0 || turnover_year[p, k] > turnover_year[p, best] \
                || (turnover_year[p, k] == turnover_year[p, best] && since[p, k] > since[p, best])))
            best = k
    if (best > 0 && turnover_year[p, best] >= year - 3)
        add_pole("P11", p, r, month, hundredths(turnover[p, best]), 1)
}

function write_top(    key, part, x, m, most, all, n) {
    for (key in sum) {
        split(key, part, ",")
        if (part[1] != "P01" || part[3] != "sector")
            continue
        x = part[2] "," part[5]
        if (sum[key] > most[x])
            most[x] = sum[key]
        all[x] += sum[key]
        n[x] += sum[key] > 0
    }
    for (x in all) {
        split(x, part, ",")
        if (!(part[2] in number_of))
            continue
        print_figure("P12", "month", part[1], "sector", "", part[2], n[x], "", "")
        if (all[x] > 0)
            print_figure("P12-part", "month", part[1], "sector", "", part[2],
                         decimal(divide(most[x] * 1000, all[x]), 1), "", "")
    }
}

# ---- jobs ----

function both(id, p, month, value) {
    add_both(id, region[p, row_of(p, month)], "total", "", month, value)
}

function declares(list,    name, n, i) {
    n = split(list, name, " ")
    for (i = 1; i <= n; i++)
        if (!(name[i] in at) || get(name[i]) == "")
            return 0
    return 1
}

# A trait against the headcount of the poles that declare it.
function trait(id, column, base, p, month) {
    if (!declares(column) || base == "")
        return
    both(id "n", p, month, get(column))
    both(id "d", p, month, base)
}

function add_more_jobs(    file, p, month, i, n, name, known_age, key, age_names, structure_names) {
    structure_names = "insertion_aci insertion_ai insertion_ei insertion_etti insertion_eiti"
    age_names = "age_moins_26 age_26_29 age_30_49 age_50_54 age_55_plus"
    file = truth "/emplois.csv"
    open(file)
    while (next_row(file))
        if (get("code_pole") in rows && get("statut_donnee") != "neant")
            cdd_of[get("code_pole"), get("mois")] = get("cdd")
    close(file)
    open(file)
    while (next_row(file)) {
        p = get("code_pole")
        month = get("mois")
        if (!(p in rows))
            continue
        nil_of[p, month] = get("statut_donnee") == "neant"
        head[p, month] = nil_of[p, month] ? 0 : get("effectif_total")
        for (i in at)
            whole_row[p, month, i] = cell[at[i]]
        if (nil_of[p, month])
            continue
        value_of["FR", month] = value_of["FR", month] " " get("effectif_total")
        key = region[p, row_of(p, month)]
        value_of[key, month] = value_of[key, month] " " get("effectif_total")
        if (declares("effectif_insertion"))
            both("J09", p, month, get("effectif_insertion"))
        n = split(structure_names, name, " ")
        for (i = 1; i <= n; i++)
            if (declares(name[i]))
                add_both("J09", key, "integration", name[i], month, get(name[i]))
        if (declares("etp_insertion"))
            both("J10", p, month, hundredths(get("etp_insertion")))
        if (declares("sorties_insertion sorties_neutralisees")) {
            if (declares("sorties_durable sorties_transition sorties_positives")) {
                both("J11n", p, month, get("sorties_durable") + get("sorties_transition") \
                    + get("sorties_positives"))
                both("J11d", p, month, get("sorties_insertion") - get("sorties_neutralisees"))
            }
            if (declares("sorties_durable")) {
                both("J12n", p, month, get("sorties_durable"))
                both("J12d", p, month, get("sorties_insertion") - get("sorties_neutralisees"))
            }
        }
        if (declares(age_names)) {
            known_age = 0
            n = split(age_names, name, " ")
            for (i = 1; i <= n; i++)
                known_age += get(name[i])
            trait("J14", "age_moins_26", known_age, p, month)
            trait("J15", "age_55_plus", known_age, p, month)
        }
        trait("J16", "residents_qpv", get("effectif_total"), p, month)
        trait("J16-zrr", "residents_zrr", get("effectif_total"), p, month)
        trait("J17", "rqth", get("effectif_total"), p, month)
        trait("J19", "salaries_formes", get("effectif_total"), p, month)
        key = p SUBSEP month_text(abs_month(month) - 1)
        if (key in cdd_of)
            trait("J18", "transformations_cdi", cdd_of[key], p, month)
    }
    close(file)
}

# Σ ÷ Σ over twelve months, of totals.
function write_rolling_ratio(id, scale, places_n,    x, m, k, n, d) {
    for (x in where_all)
        for (m = 12; m <= months; m++) {
            n = d = 0
            for (k = m - 11; k <= m; k++) {
                n += sum[id "n," x ",total,," month_of[k]]
                d += sum[id "d," x ",total,," month_of[k]]
            }
            if (d > 0)
                print_figure(id, "12m", x, "total", "", month_of[m], decimal(divide(n * scale, d), 1),
                             decimal(n, places_n), decimal(d, places_n))
        }
}

function write_medians(    x, m, n, list, i, k, t) {
    for (x in where_all)
        for (m = 1; m <= months; m++) {
            n = split(value_of[x, month_of[m]], list, " ")
            for (i = 1; i <= n; i++)
                list[i] += 0
            for (i = 2; i <= n; i++)
                for (k = i; k > 1 && list[k] < list[k - 1]; k--) {
                    t = list[k]; list[k] = list[k - 1]; list[k - 1] = t
                }
            if (n > 0)
                print_figure("J03-mediane", "month", x, "total", "", month_of[m],
                             decimal((list[int((n + 1) / 2)] + list[int(n / 2) + 1]) * 5, 1), "", "")
        }
}

# The mean of the months in which anybody declared: J02 and, with it, F10.
function write_means(    key, part, m, w, from, n, total, x, id) {
    for (key in sum) {
        split(key, part, ",")
        if (part[1] == "J02" && part[5] in number_of)
            series[part[2] "," part[3] "," part[4]] = 1
    }
    for (id in series)
        for (m = 1; m <= months; m++)
            for (w = 1; w <= 2; w++) {
                from = w == 1 ? m - 11 : m - (substr(month_of[m], 6, 2) - 1)
                if (from < 1)
                    continue
                n = total = 0
                for (k = from; k <= m; k++)
                    if ("J02," id "," month_of[k] in sum) {
                        n++
                        total += sum["J02," id "," month_of[k]]
                    }
                if (n == 0)
                    continue
                split(id, part, ",")
                print_figure("J02", w == 1 ? "12m" : "ytd", part[1], part[2], part[3], month_of[m],
                             decimal(divide(total, n), 2), "", "")
                key = "F02,12m," part[1] ",total,," month_of[m]
                if (w == 1 && part[2] == "total" && key in rolling)
                    print_figure("F10", "12m", part[1], "total", "", month_of[m],
                                 divide(rolling[key], divide(total, n)), "", "")
            }
}

function expected_at(p, month,    r, g) {
    r = in_force(p, month)
    g = r == 0 ? "" : status_group[status[p, r]]
    return g == "operationnel" || g == "projet"
}

# The last month up to this one for which the pole declared, "" = none.
function last_declared(p, month,    m) {
    for (m = abs_month(month); m > abs_month(month) - 60; m--)
        if ((p, month_text(m)) in declared)
            return month_text(m)
    return ""
}

function known_column(id, breakdown, list, p, then, month,    name, n, i) {
    n = split(list, name, " ")
    for (i = 1; i <= n; i++)
        if (whole_row[p, then, name[i]] != "")
            last_known[id ",FR," breakdown "," name[i] "," month] += whole_row[p, then, name[i]]
}

function known_both(id, x, breakdown, member, month, value) {
    last_known[id ",FR," breakdown "," member "," month] += value
    last_known[id "," x "," breakdown "," member "," month] += value
}

function write_known(    m, i, p, month, then, r, n, part, key) {
    for (m = 1; m <= months; m++)
        for (i = 1; i <= poles; i++) {
            p = pole[i]
            month = month_of[m]
            then = last_declared(p, month)
            if (then == "")
                continue
            if (expected_at(p, month)) {
                weigh(p, month, "emplois", head[p, then], then == month)
                weigh(p, month, "financements", head[p, then], (region[p, row_of(p, month)], month) in funded)
            }
            if (then != month && (abs_month(month) - abs_month(then) >= 12 || !expected_at(p, month)))
                continue
            if (nil_of[p, then])
                continue
            r = row_of(p, month)
            n = whole_row[p, then, "effectif_total"]
            known_both("J01", region[p, r], "total", "", month, n)
            known_both("J01", region[p, r], "sector", sector[p, r], month, n)
            known_both("J01", region[p, r], "status", status[p, r], month, n)
            last_known["J01,FR,region_2013," old[p, r] "," month] += n
            known_column("J01", "sex", "femmes hommes genre_non_precise", p, then, month)
            known_column("J01", "age", "age_moins_26 age_26_29 age_30_49 age_50_54 age_55_plus age_inconnu",
                         p, then, month)
            n = split("cdi cdd interim alternance contrats_aides cddi_insertion autres_contrats", part, " ")
            for (key = 1; key <= n; key++)
                if (whole_row[p, then, part[key]] != "")
                    known_both("J01", region[p, r], "contract", part[key], month, whole_row[p, then, part[key]])
            n = hundredths(whole_row[p, then, "etp_total"])
            known_both("J02", region[p, r], "total", "", month, n)
            known_both("J02", region[p, r], "sector", sector[p, r], month, n)
        }
    for (key in last_known) {
        split(key, part, ",")
        print_figure(part[1], "known", part[2], part[3], part[4], part[5],
                     decimal(last_known[key], part[1] == "J02" ? 2 : 0), "", "")
    }
    write_ratio("Q01-pondere", "WN", "WD", 1000)
}

function weigh(p, month, table, weight, declares_it) {
    add_both("WD", region[p, row_of(p, month)], "table", table, month, weight)
    add_both("WN", region[p, row_of(p, month)], "table", table, month, declares_it ? weight : 0)
}

# ---- funding ----

function is_resource(nature) {
    return nature != "garantie"
}

function is_state(funder) {
    return funder == "etat" || funder == "operateur_etat"
}

function is_public(funder,    g) {
    g = funder_group[funder]
    return g == "public_national" || g == "public_local" || g == "europe"
}

function add_more_funding(    e, cents, x, m) {
    for (e = 1; e <= events; e++) {
        x = ev_region[e]
        m = ev_month[e]
        cents = ev_cents[e]
        if (is_subsidy[ev_nature[e]] && (ev_stage[e] == "accorde" || ev_stage[e] == "refuse")) {
            add_both("F04d", x, "total", "", m, cents)
            add_both("F04n", x, "total", "", m, ev_stage[e] == "accorde" ? cents : 0)
        }
        if (!is_resource(ev_nature[e]) || (ev_stage[e] != "verse" && ev_stage[e] != "reverse"))
            continue
        if (ev_stage[e] == "reverse")
            cents = -cents
        add_both("F06d", x, "total", "", m, cents)
        add_both("F07d", x, "total", "", m, cents)
        add_both("F06n", x, "total", "", m, is_public(ev_funder[e]) ? cents : 0)
        add_both("F07n", x, "total", "", m, funder_group[ev_funder[e]] == "autofinancement" ? cents : 0)
        paid_to[ev_pole[e], funder_group[ev_funder[e]], abs_month(m)] += cents
        payer[funder_group[ev_funder[e]]] = 1
    }
}

function write_dependence(    m, i, p, g, k, part, whole, most, x, n, d) {
    for (m = 12; m <= months; m++) {
        for (x in where_all)
            n[x] = d[x] = 0
        for (i = 1; i <= poles; i++) {
            p = pole[i]
            whole = most = 0
            for (g in payer) {
                part = 0
                for (k = abs_month(month_of[m]) - 11; k <= abs_month(month_of[m]); k++)
                    part += paid_to[p, g, k]
                whole += part
                if (part > most)
                    most = part
            }
            if (whole <= 0)
                continue
            x = region[p, row_of(p, month_of[m])]
            d["FR"]++
            d[x]++
            if (most * 100 > whole * 70) {
                n["FR"]++
                n[x]++
            }
        }
        for (x in where_all)
            if (d[x] > 0)
                print_figure("F11", "12m", x, "total", "", month_of[m],
                             decimal(divide(n[x] * 1000, d[x]), 1), n[x], d[x])
    }
}

# Files and projects as they stand at the end of each month.
function write_files(    m, e, month, award, closed, joined, x, y, key, part, f, cents, state) {
    for (m = 1; m <= months; m++) {
        month = month_of[m]
        for (f in award) delete award[f]
        for (f in closed) delete closed[f]
        for (f in joined) delete joined[f]
        for (f in state) delete state[f]
        for (e = 1; e <= events; e++) {
            if (ev_month[e] > month)
                continue
            f = ev_file[e]
            if (ev_stage[e] == "accorde" && is_subsidy[ev_nature[e]] && (!(f in award) || ev_month[e] < award[f]))
                award[f] = ev_month[e]
            if (ev_stage[e] ~ /^(abandonne|conventionne|verse|reverse)$/)
                closed[f] = 1
            if (ev_stage[e] == "accorde" && is_resource(ev_nature[e]) && is_state(ev_funder[e]) && ev_project[e] != "")
                joined[ev_project[e]] = 1
        }
        for (e = 1; e <= events; e++) {
            if (ev_month[e] > month)
                continue
            f = ev_file[e]
            cents = ev_cents[e]
            for (y = 1; y <= 2; y++) {
                x = y == 1 ? "FR" : ev_region[e]
                if (is_subsidy[ev_nature[e]]) {
                    if (f in award && ev_stage[e] ~ /^(accorde|verse|reverse)$/) {
                        key = ev_stage[e] == "accorde" ? "d" : "n"
                        if (ev_stage[e] == "reverse")
                            cents = -ev_cents[e]
                        state["F03" key "," x ",total,"] += cents
                        state["F03" key "," x ",funder," funder_group[ev_funder[e]]] += cents
                        state["F03" key "," x ",award_year," substr(award[f], 1, 4)] += cents
                        cents = ev_cents[e]
                    }
                    if (!(f in closed) && ev_stage[e] ~ /^(demande|accorde|refuse)$/) {
                        state["F12," x ",total,"] += ev_stage[e] == "demande" ? cents : -cents
                        state["F12," x ",purpose," ev_purpose[e]] += ev_stage[e] == "demande" ? cents : -cents
                    }
                }
                if (ev_project[e] in joined && ev_stage[e] == "accorde" && is_resource(ev_nature[e]))
                    state["F09" (is_state(ev_funder[e]) ? "d" : "n") "," x ",total,"] += cents
            }
        }
        for (key in state) {
            split(key, part, ",")
            if (part[1] == "F12")
                print_figure("F12", "month", part[2], part[3], part[4], month, decimal(state[key], 2), "", "")
            if (part[1] == "F03d" && state[key] > 0) {
                f = key
                sub(/d/, "n", f)
                print_figure("F03", "month", part[2], part[3], part[4], month,
                             decimal(divide(state[f] * 1000, state[key]), 1), "", "")
            }
            if (part[1] == "F09d" && state[key] > 0) {
                f = key
                sub(/d/, "n", f)
                print_figure("F09", "month", part[2], part[3], part[4], month,
                             decimal(divide(state[f] * 100, state[key]), 2), "", "")
            }
        }
    }
}

# The median delay, when all arrived on the same day: the days from the 10th of the next month.
function day_number(y, m, d) { # days since 0000-03-01
    if (m <= 2) {
        y--
        m += 12
    }
    return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + d - 1
}

function write_delays(    key, part, m, days) {
    for (key in sum) {
        split(key, part, ",")
        if (part[1] != "Q01n" || !(part[5] in number_of) || sum[key] == 0)
            continue
        m = abs_month(part[5]) + 1
        days = day_number(substr(received, 1, 4) + 0, substr(received, 6, 2) + 0, substr(received, 9, 2) + 0) \
            - day_number(int(m / 12), m % 12 + 1, 10)
        print_figure("Q03", "month", part[2], part[3], part[4], part[5], decimal(days * 10, 1), "", "")
    }
}

function prepare_more(    x, i, whole) {
    where_all["FR"] = 1
    for (x in has_region)
        where_all[x] = 1
    places["P10"] = places["J09"] = 0
    places["P11"] = places["J10"] = 2
    read_more()
}

function write_more() {
    write_rolling_ratio("J11", 1000, 0)
    write_rolling_ratio("J12", 1000, 0)
    write_ratio("J14", "J14n", "J14d", 1000)
    write_ratio("J15", "J15n", "J15d", 1000)
    write_ratio("J16", "J16n", "J16d", 1000)
    write_ratio("J16-zrr", "J16-zrrn", "J16-zrrd", 1000)
    write_ratio("J17", "J17n", "J17d", 1000)
    write_rolling_ratio("J18", 1000, 0)
    write_rolling_ratio("J19", 1000, 0)
    write_rolling_ratio("F04", 1000, 2)
    write_rolling_ratio("F06", 1000, 2)
    write_rolling_ratio("F07", 1000, 2)
    write_medians()
    write_means()
    write_known()
    write_dependence()
    write_files()
    if (received != "")
        write_delays()
}
