#!/usr/bin/env python3
"""What must be told over time, worked out from the generator's truth alone, beside what the receipts tell.

    history.py TRUTH-DIR RECEIPTS-DIR

Plain on purpose, and shares nothing with the program: DOMAIN.md, "Over time" and "Rules"; where it leaves
a figure open (how much history, which floor), the messages of the contract say it. A finding is a rule, a
region, a pole and a month (of a pole's register a day). The truth holds what stands in the end; a version
that was replaced is in TRUTH-DIR/replaced.csv, where there is one. A return that was refused is in none of
them: those of which the receipts say so did come (truth.sh holds the rows in error against the truth). Exit status 1, and the differences, when they disagree.
"""
import collections
import csv
import json
import os
import re
import sys

PUBLIC = {"etat", "operateur_etat", "organisme_social", "region", "departement", "epci", "commune",
          "ue_fse", "ue_feder", "ue_feader", "ue_autre"}
ON_THE_WAY = ["projet", "emergent", "construction", "consolidation", "operationnel"]
SAME_AGAIN = ["effectif_total", "etp_total", "cdi", "cdd", "femmes", "hommes", "age_moins_26", "age_55_plus",
              "entrees", "sorties", "emplois_crees", "heures_formation"]
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
          "novembre", "décembre"]
KNOWN = {"E60", "E67", "E61", "E62", "E63", "E64", "E65", "E66", "F60", "F61", "F62", "F63", "F64", "F65", "P60", "P61"}


def rows(folder, table):
    with open(os.path.join(folder, table + ".csv"), encoding="utf-8") as f:
        return list(csv.DictReader(f))


def number(text):
    """In hundredths, None when it is blank."""
    return None if text in ("", None) else round(float(text) * 100)


def month(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def median(values):
    """The upper of two rounded halves, as a whole number."""
    s = sorted(values)
    low, high = s[(len(s) - 1) // 2], s[len(s) // 2]
    return low + (high - low + 1) // 2


def spread(values):
    return median([abs(v - median(values)) for v in values])


def beyond(a, b, least, share, of):
    """More than the larger of the two limits apart."""
    return abs(a - b) > least and abs(a - b) * 1000 > abs(of) * share


def out_of_scale(a, b):
    """About 10, 100 or 1000 times, within 30 per cent."""
    if a <= 0 or b <= 0:
        return False
    return any(max(a, b) * 10 >= min(a, b) * k * 7 and max(a, b) * 10 <= min(a, b) * k * 13 for k in (10, 100, 1000))


class Series:
    """What a pole declares, in time; of each column what is a slip and no measure of what follows."""

    def __init__(self, points):
        self.points = points  # (time, row)
        self.slips = set()

    def value(self, i, field):
        return number(self.points[i][1].get(field))

    def before(self, i, field, months=None, sound=False):
        for k in range(i - 1, -1, -1):
            if months and self.points[i][0] - self.points[k][0] > months:
                return None
            if self.value(k, field) is not None and not (sound and (k, field) in self.slips):
                return k
        return None

    def past(self, i, field, months=None):
        found = []
        k = self.before(i, field, None, True)
        while k is not None and not (months and self.points[i][0] - self.points[k][0] > months):
            found.append(self.value(k, field))
            k = self.before(k, field, None, True)
        return found

    def scale(self, i, field, least, points, months):
        value = self.value(i, field)
        past = self.past(i, field, months)
        if value is None or len(past) < points:
            return False
        usual = median(past)
        if not out_of_scale(value, usual) or abs(value - usual) <= least:
            return False
        self.slips.add((i, field))
        last = self.before(i, field, months)
        stays = (last, field) in self.slips and not beyond(
            value, self.value(last, field), least, 300, self.value(last, field))
        return not stays

    def moved(self, i, was):
        value = self.value(i, "effectif_total")
        past = self.past(i, "effectif_total")
        own = 0
        if len(past) >= 7:
            own = 3 * spread([a - b for a, b in zip(past, past[1:])])
        return beyond(value, self.value(was, "effectif_total"), max(1000, own), 300, self.value(was, "effectif_total"))

    def changed(self, i):
        field = "effectif_total"
        last, sound = self.before(i, field, 3), self.before(i, field, 3, True)
        if self.value(i, field) is None or last is None or (i, field) in self.slips:
            return False
        return self.moved(i, last) and (sound in (last, None) or self.moved(i, sound))

    def flows(self, i):
        last = self.before(i, "effectif_total", 1, True)
        now, come, gone = (self.value(i, f) for f in ("effectif_total", "entrees", "sorties"))
        if last is None or None in (now, come, gone) or (i, "effectif_total") in self.slips:
            return False
        due = self.value(last, "effectif_total") + come - gone
        return beyond(now, due, 200, 50, due)

    def share(self, i):
        part, whole = self.value(i, "cdi"), self.value(i, "effectif_total")
        if None in (part, whole) or whole < 500 or (i, "cdi") in self.slips or (i, "effectif_total") in self.slips:
            return None
        return (2 * part * 1000 + whole) // (2 * whole)

    def permanent(self, i):
        last = self.before(i, "cdi", 3)
        now, was = self.share(i), None if last is None else self.share(last)
        return None not in (now, was) and abs(now - was) > 200

    def again(self, i):
        first = i
        while first > 0 and self.points[first][0] - self.points[first - 1][0] == 1 and \
                self.value(first, "effectif_total") is not None and all(
                    self.value(first, f) == self.value(first - 1, f) for f in SAME_AGAIN):
            first -= 1
        run = i - first + 1
        return run > 1 and run % 3 == 0 and self.value(i, "effectif_total") >= 1000


def status_at(register, pole, m):
    status = None
    for row in register[pole]:
        if month(row["date_effet"]) <= m:
            status = row["statut"]
    return status


def jobs(truth, register, refused, tell):
    poles = collections.defaultdict(list)
    replaced = {}
    if os.path.exists(os.path.join(truth, "replaced.csv")):
        replaced = {(r["code_pole"], r["mois"]): number(r["effectif_total"]) for r in rows(truth, "replaced")}
    for row in rows(truth, "emplois"):
        poles[row["code_pole"]].append((month(row["mois"]), row))
    for pole, points in poles.items():
        points.sort(key=lambda p: p[0])
        s = Series(points)
        for i, (m, row) in enumerate(points):
            told = set()

            def say(rule, field, *others):
                if told.isdisjoint({field, *others}):
                    return lambda broken: broken and (told.add(field), tell(rule, pole, row["mois"]))
                return lambda broken: None

            gap = m - points[i - 1][0] if i > 0 else 0
            if 1 < gap <= 12 and status_at(register, pole, m - 1) in ON_THE_WAY and \
                    (pole, m - 1) not in refused:
                tell("E60", pole, row["mois"])
            say("E61", "effectif_total")(s.scale(i, "effectif_total", 1000, 3, 12))
            say("E62", "etp_total")(s.scale(i, "etp_total", 1000, 3, 12))
            say("E63", "effectif_total")("effectif_total" not in told and s.changed(i))
            say("E64", "effectif_total")("effectif_total" not in told and s.flows(i))
            say("E65", "cdi", "effectif_total")(s.permanent(i))
            say("E66", "effectif_total")("effectif_total" not in told and s.again(i))
            was = replaced.get((pole, row["mois"]))
            if was is not None:
                say("E67", "effectif_total")(beyond(number(row["effectif_total"]), was, 500, 100, was))


def may_lead(a, b):
    if a == b or {a, b} == {"operationnel", "suspendu"} or (b == "clos" and a != "clos"):
        return True
    return a in ON_THE_WAY and b in ON_THE_WAY and ON_THE_WAY.index(a) <= ON_THE_WAY.index(b)


def statuses(register, tell):
    for pole, history in register.items():
        s = Series([(i, row) for i, row in enumerate(history)])
        for i, row in enumerate(history):
            if i > 0 and not may_lead(history[i - 1]["statut"], row["statut"]):
                tell("P60", pole, row["date_effet"])
            if s.scale(i, "ca_consolide_annuel", 100000, 1, None):
                tell("P61", pole, row["date_effet"])


def groups(events, field):
    found = collections.defaultdict(list)
    for row in events:
        if row[field]:
            found[row["code_pole"][5:7], row[field]].append(row)
    for group in found.values():
        yield sorted(group, key=lambda r: (r["date_evenement"], r["mois"]))


def funding(truth, tell):
    events = sorted(rows(truth, "financements"), key=lambda r: (r["code_pole"], r["mois"]))
    first_month = {}
    for row in events:
        region = row["code_pole"][5:7]
        first_month[region] = min(first_month.get(region, row["mois"]), row["mois"])

    def total(group, *stages):
        return sum(number(r["montant"]) for r in group if r["etape"] in stages)

    def tell_at(rule, row):
        tell(rule, row["code_pole"], row["mois"])

    def above(group, rule, limit, add, take=()):
        """Told at the event from which on the sum stays above the limit."""
        so_far, at = 0, None
        for row in group:
            if row["etape"] not in add + take:
                continue
            so_far += number(row["montant"]) * (1 if row["etape"] in add else -1)
            at = None if so_far * 1000 <= limit else at or row
        if at:
            tell_at(rule, at)

    for group in groups(events, "id_financement"):
        stages = {r["etape"] for r in group}
        paid = [r for r in group if r["etape"] == "verse"]
        awards = [r for r in group if r["etape"] == "accorde"]
        if paid and not (awards and awards[0]["date_evenement"] <= paid[0]["date_evenement"]):
            known = awards or group[0]["date_evenement"] < paid[0]["date_evenement"] or \
                month(paid[0]["mois"]) >= month(first_month[paid[0]["code_pole"][5:7]]) + 24
            if known:
                tell_at("F60", paid[0])
        if "accorde" in stages:
            above(group, "F61", total(group, "accorde") * 1005, ("verse",), ("reverse",))
        if "demande" in stages:
            above(group, "F62", total(group, "demande") * 1000, ("accorde",))
    for group in groups(events, "id_cofinancement"):
        costs = [number(r["montant_total_projet"]) for r in group if r["montant_total_projet"]]
        if costs and max(costs) > 0:
            above(group, "F63", max(costs) * 1000, ("accorde",))
            above([r for r in group if r["type_financeur"] in PUBLIC], "F64", max(costs) * 800, ("accorde",))
    last = {}
    for row in events:
        like = tuple(row[f] for f in ("code_pole", "type_financeur", "nom_financeur", "etape", "nature", "montant",
                                      "date_evenement"))
        if "" in like:
            continue
        if like in last and last[like] != row["id_financement"]:
            tell_at("F65", row)
        last[like] = row["id_financement"]


def time_of(text):
    """"janvier 2026" as 2026-01; a day is written as it is."""
    if " " not in text:
        return text
    word, year = text.split(" ")
    return "%s-%02d" % (year, MONTHS.index(word) + 1)


def recount(task):
    """The rows with a warning, counted from the places told: None where not all are, or lines hold many rows."""
    warnings = [w for w in task.get("warnings", []) if w["severity"] == "warning"]
    told = sum(c["count"] for c in task["causes"] if c["severity"] == "warning")
    if told != len(warnings) or task["stats"]["lines"] < task["stats"]["rows"]:
        return None
    return len({w["line"] for w in warnings if "rowNumber" in w or w.get("rule") in KNOWN})


def told_by(receipts, register):
    """The findings; the (pole, month) of jobs that its own region sent and that were refused; receipts whose count
    of rows with a warning is not that of the places they tell, and how many of them were counted."""
    found, refused, miscounted, counted = collections.Counter(), set(), [], 0
    for folder, _, names in os.walk(receipts):
        for name in names:
            if not name.endswith(".json"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                tasks = json.load(f)["tasks"]
            for task in tasks:
                for unit in task.get("units", []):
                    own = register.get(unit["pole"], [{}])[0].get("code_region") == task["region"]
                    if own and not unit["accepted"] and unit["table"] == "emplois":
                        refused.add((unit["pole"], month(unit["mois"])))
                rows_warned = recount(task)
                if rows_warned is not None and rows_warned != task["stats"]["rowsWithWarnings"]:
                    miscounted.append((name, rows_warned, task["stats"]["rowsWithWarnings"]))
                counted += rows_warned is not None and rows_warned > 0
                for e in task["errors"] + task.get("warnings", []):
                    if e.get("rule") in KNOWN:
                        pole, time = re.match(r"(\S+), ([^:]*\S)\s*:", e["message"]).groups()
                        found[e["rule"], pole, time_of(time)] += 1
    return found, refused, miscounted, counted


def main():
    truth, receipts = sys.argv[1:3]
    register = collections.defaultdict(list)
    for row in sorted(rows(truth, "poles"), key=lambda r: r["date_effet"]):
        register[row["code_pole"]].append(row)
    want = collections.Counter()

    def tell(rule, pole, time):
        want[rule, pole, time] += 1

    found, refused, miscounted, counted = told_by(receipts, register)
    jobs(truth, register, refused, tell)
    statuses(register, tell)
    funding(truth, tell)
    for key in sorted(set(want) | set(found)):
        if want[key] != found[key]:
            print("history: %s of %s, %s: must be told %d times, is %d" % (*key, want[key], found[key]))
    by_rule = collections.Counter(rule for rule, *_ in found.elements())
    for name, rows_warned, said in miscounted:
        print("history: %s: %d rows have a warning, it says %d" % (name, rows_warned, said))
    print("history: %d findings%s" % (sum(found.values()), "".join(", %s %d" % x for x in sorted(by_rule.items()))))
    print("history: rows with a warning counted in %d receipts" % counted)
    sys.exit(want != found or bool(miscounted))


main()
