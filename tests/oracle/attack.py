#!/usr/bin/env python3
"""Try to work out what an edition withholds, from all that it publishes.

    attack.py CONTRACT DATA [DATA-OF-THE-EDITION-BEFORE]

Shares no code and no method of choice with the program. Every number of data/ is written as a sum of
unknowns: what one term of a measure comes to in one region, member and month. Between unknowns hold what
any reader knows: regions add up to France, members to their total, the 2013 regions to today's, a filter
on some members of a breakdown to those members, months to windows. A hidden figure is found when its sum
follows from these (elimination modulo a prime), or when sums of 0 leave nothing else (not for what is
merely nobody's). Last line: "attack: N withheld, M worked out"; exit status 1 when M > 0 or N = 0.
"""
import collections
import csv
import functools
import json
import os
import sys

P = (1 << 61) - 1
OLD = {"27": "26 43", "28": "23 25", "32": "22 31", "44": "21 41 42", "75": "54 72 74", "76": "73 91", "84": "82 83"}


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def whole(text):
    """A decimal as an integer of ten-thousandths."""
    if text == "":
        return None
    sign = -1 if text[0] == "-" else 1
    units, _, rest = text.lstrip("-").partition(".")
    return sign * (int(units) * 10000 + int((rest + "0000")[:4]))


def month_number(text):
    return int(text[:4]) * 12 + int(text[5:]) - 1


class System:
    """Linear equations over unknowns, each the number of a tuple; a form is {unknown: coefficient}, None: 1."""

    def __init__(self):
        self.numbers = {}
        self.names = []
        self.pivots = {}
        self.equations = []
        self.contradictions = 0

    def number(self, key):
        n = self.numbers.setdefault(key, len(self.names))
        if n == len(self.names):
            self.names.append(str(key))
        return n

    def add(self, form):
        self.equations.append(form)
        self.insert(form)

    def reduce(self, form):
        form = {u: c % P for u, c in form.items() if c % P}
        todo = [u for u in form if u in self.pivots]
        while todo:
            u = todo.pop()
            c = form.get(u, 0)
            if not c:
                continue
            for v, d in self.pivots[u].items():
                was = form.get(v, 0)
                now = (was - c * d) % P
                if now:
                    form[v] = now
                    if not was and v in self.pivots:
                        todo.append(v)
                else:
                    form.pop(v, None)
        return form

    def insert(self, form):
        form = self.reduce(form)
        names = [u for u in form if u is not None]
        if not names:
            self.contradictions += bool(form)
            return
        pivot = max(names, key=self.names.__getitem__)
        scale = pow(form[pivot], P - 2, P)
        self.pivots[pivot] = {u: c * scale % P for u, c in form.items()}

    def worth(self, form):
        """The value of a form when it is determined, else None; and what is left of the form."""
        left = self.reduce(form)
        if any(u is not None for u in left):
            return None, left
        value = left.get(None, 0)
        return value if value < P // 2 else value - P, left


class Edition:
    def __init__(self, attack, folder, version):
        self.a = attack
        self.version = version  # of an unknown: those that are revised since
        self.figures = rows(os.path.join(folder, "figures.csv"))
        self.folder = folder
        self.seen = collections.defaultdict(set)
        self.unknowns = {}
        self.targets = []
        self.regions = {f["region"] for f in self.figures} - {"FR"}
        self.read()

    def unknown(self, term, region, breakdown, member, month, known=False):
        key = (term, region, breakdown, member, month, known)
        if key not in self.unknowns:
            table = self.a.table_of.get(term, "")
            version = self.version if self.version and (table, region, month) in self.a.revised else 0
            self.seen[(term, month, known)].add((region, breakdown, member))
            self.unknowns[key] = self.a.system.number(key + (version,))
        return self.unknowns[key]

    def form(self, terms, f, sign=1):
        """What the terms [(sign, key)] come to in the window of a figure."""
        last = month_number(f["month"])
        first = {"month": last, "known": last, "ytd": last - last % 12, "12m": last - 11}[f["window"]]
        out = collections.defaultdict(int)
        for s, term in terms:
            for m in range(first, last + 1):
                out[self.unknown(term, f["region"], f["breakdown"], f["member"], m, f["window"] == "known")] += s * sign
        return out

    def equal(self, form, value):
        if value is not None and form:
            form[None] = form.get(None, 0) - value
            self.a.system.add(form)

    def read(self):
        a = self.a
        for f in self.figures:
            ind = a.indicators[f["indicator"]]
            num, den = a.terms(f["indicator"], f["breakdown"], f["member"])
            if num is None:
                continue
            part = self.form(num, f)
            if ind["kind"] == "share":
                f = dict(f)
                base = self.form(num, dict(f, breakdown="total", member=""))
            else:
                base = self.form(den, f) if den else None
            if f["flag"] == "c" and ind["kind"] == "median":
                continue  # no sum
            if f["flag"] == "c":
                self.targets.append([f, part])
            elif f["flag"] == "x":
                if f["window"] == "month" and ind["kind"] in ("stock", "flow"):
                    self.equal(part, 0)
            elif ind["kind"] == "median":
                if f["poles"] in ("1", "2"):
                    self.equal(part, whole(f["value"]) * int(f["poles"]))
            else:
                self.equal(part, whole(f["numerator"]))
                if base is not None:
                    self.equal(base, whole(f["denominator"]))

    def relate(self):
        a = self.a
        for (term, month, known), cells in list(self.seen.items()):
            u = lambda r, b, m: self.unknown(term, r, b, m, month, known)
            by = collections.defaultdict(set)
            for r, b, m in list(cells):
                by[(b, m)].add(r)
            for (b, m), where in by.items():
                if where - {"FR"} and "FR" in where:
                    self.sum_of(u("FR", b, m), [u(r, b, m) for r in where - {"FR"}])
            for r in {r for r, _, _ in cells}:
                mine = collections.defaultdict(set)
                for q, b, m in cells:
                    if q == r:
                        mine[b].add(m)
                for b, members in mine.items():
                    if a.breakdowns[b].get("by") in ("pole", "row") and "total" in mine:
                        self.sum_of(u(r, "total", ""), [u(r, b, m) for m in members])
                    if a.breakdowns[b].get("by") == "cross":
                        for at, side in enumerate(a.breakdowns[b]["of"]):
                            for one in mine.get(side, ()):
                                self.sum_of(u(r, side, one), [u(r, b, m) for m in members if m.split("/")[at] == one])
                # columns of a total: terms of their own
                for b, columns in a.columns_of(term).items():
                    if "total" in mine and (r, b) in self.column_rows(b):
                        self.sum_of(u(r, "total", ""), [self.unknown(a.column_term(term, m), r, b, m, month, known) for m in columns])
                        for m in columns:  # a plain sum of that column says the same
                            self.sum_of(self.unknown(a.column_term(term, m), r, b, m, month, known),
                                        [self.unknown(a.column_term(term, m), r, "total", "", month, known)])
                # terms that are this one with some members of a breakdown only
                for narrow, b, members in a.narrower(term):
                    if b in mine and (narrow, month, known) in self.seen and "total" in mine:
                        self.sum_of(self.unknown(narrow, r, "total", "", month, known), [u(r, b, m) for m in members])
            for r in self.regions:
                old = OLD.get(r, r).split()
                if ("region_2013", old[0]) in by and ("total", "") in by:
                    self.sum_of(u(r, "total", ""), [u("FR", "region_2013", o) for o in old if ("region_2013", o) in by])

    def column_rows(self, b):
        if not hasattr(self, "_columns"):
            self._columns = {(f["region"], f["breakdown"]) for f in self.figures}
        return self._columns

    def sum_of(self, total, parts):
        form = collections.defaultdict(int)
        for p in parts:
            form[p] += 1
        form[total] -= 1
        self.a.system.add(form)


class Attack:
    def __init__(self, contract, folders):
        with open(os.path.join(contract, "indicators.json"), encoding="utf-8") as f:
            catalogue = json.load(f)
        self.contract = contract
        self.indicators = {i["id"]: i for i in catalogue["indicators"]}
        self.breakdowns = {b["id"]: b for b in catalogue["breakdowns"]}
        self.codes = {}
        self.table_of = {}
        self.term_of = {}
        self.system = System()
        self.revised = set()
        self.found = []
        if len(folders) > 1:
            self.read_revised(folders[0])
        self.editions = [Edition(self, f, i) for i, f in enumerate(folders)]
        for e in self.editions:
            e.relate()

    def members(self, name):
        if name not in self.codes:
            self.codes[name] = rows(os.path.join(self.contract, "codes", name + ".csv"))
        return self.codes[name]

    def read_revised(self, folder):
        for r in rows(os.path.join(folder, "revisions.csv")):
            ind = self.indicators[r["indicator"]]
            if r["window"] == "month" and "c" not in (r["before_flag"], r["now_flag"]):  # hidden or shown: not moved
                for region in (r["region"], "FR"):
                    self.revised.add((ind.get("table", ""), region, month_number(r["month"])))

    def key(self, ind, term):
        term = {k: v for k, v in term.items() if k != "sign"}
        name = json.dumps([ind["table"], term], sort_keys=True)
        self.table_of[name] = ind["table"]
        self.term_of[name] = (ind["table"], term)
        return name

    @functools.cache
    def terms(self, indicator, breakdown, member):
        """Numerator and denominator of a figure as signed terms; None when it is no sum."""
        ind = self.indicators[indicator]
        if ind["kind"] in ("share",):
            return self.terms(ind["of"], breakdown, member)[0], None
        if ind["kind"] in ("open", "outcome", "cohort", "transition", "dependence"):
            name = lambda part: json.dumps([indicator, part])
            self.table_of[name("n")] = self.table_of[name("d")] = ind["table"]
            return [(1, name("n"))], [(1, name("d"))] if ind["kind"] != "transition" else None
        if ind["kind"] not in ("stock", "flow", "ratio", "mean", "median"):
            return None, None
        by_columns = self.breakdowns[breakdown].get("by") == "columns"
        parts = []
        for side in ("numerator", "denominator"):
            if side not in ind or (ind["kind"] != "ratio" and side == "denominator"):
                parts.append(None)
                continue
            terms = ind[side]["terms"]
            parts.append([(t.get("sign", 1), self.key(ind, dict(t, sum=member) if by_columns else t)) for t in terms])
        return parts[0], parts[1]

    @functools.cache
    def columns_of(self, term):
        if term not in self.term_of or "sum" not in self.term_of[term][1]:
            return {}
        table, t = self.term_of[term]
        out = {}
        for ind in self.indicators.values():
            if ind.get("table") != table or ind["kind"] not in ("stock", "flow") or len(ind["numerator"]["terms"]) > 1:
                continue
            if self.key(ind, ind["numerator"]["terms"][0]) != term:
                continue
            for b in ind["breakdowns"]:
                if self.breakdowns[b].get("by") == "columns":
                    out[b] = [c["code"] for c in self.members(self.breakdowns[b]["codes"])]
        return out

    @functools.cache
    def column_term(self, term, column):
        table, t = self.term_of[term]
        return self.key({"table": table}, dict(t, sum=column))

    def narrower(self, term):
        """(narrow term, breakdown, members): the same sum, of rows of these members alone."""
        if term not in self.term_of:
            return []
        if not hasattr(self, "_narrower"):
            self._narrower = {}
        if term in self._narrower:
            return self._narrower[term]
        table, t = self.term_of[term]
        out = []
        where = t.get("where", [])
        for name, (other_table, o) in list(self.term_of.items()):
            more = [w for w in o.get("where", []) if w not in where]
            rest = {k: v for k, v in o.items() if k != "where"}
            if other_table != table or len(more) != 1 or rest != {k: v for k, v in t.items() if k != "where"}:
                continue
            if len(o.get("where", [])) != len(where) + 1 or "field" not in more[0]:
                continue
            for b in self.breakdowns.values():
                if b.get("by") == "row" and b.get("field") == more[0]["field"]:
                    listed = self.members({"type_financeur": "type_financeur"}.get(b["field"], b["codes"]))
                    chosen = [c for c in listed if c["code"] in more[0].get("in", ()) or c.get("group") in more[0].get("group", ())]
                    side = "group" if b.get("through") == "group" else "code"
                    members = {c[side] for c in chosen}
                    if all(c in chosen for c in listed if c[side] in members):
                        out.append((name, b["id"], sorted(members)))
        self._narrower[term] = out
        return out

    def tell(self, what):
        self.found.append(what)

    def linear(self):
        for e in self.editions:
            for target in e.targets:
                f, form = target
                value, target[1] = self.system.worth(form)
                if value is None:
                    continue
                if value == 0 and not self.is_trait(f):
                    continue
                if value == 0 and e.version == 0 and self.is_masked(f):
                    continue
                self.tell("%s = %s" % (",".join(list(f.values())[:6]), value / 10000))

    def is_trait(self, f):
        return self.indicators[f["indicator"]].get("persons") or f["breakdown"] in ("sex", "age")

    def is_masked(self, f):
        return any("mask" in i for i in self.indicators.values()) and f["region"] != "FR"

    def zeros(self):
        """Sums of 0 of what is never below 0, once what is known is taken off: all their parts are 0. Is there any?"""
        some = False
        again = True
        equations = self.system.equations
        while again:
            again = False
            known = {u: v for u, v in ((u, self.system.worth({u: 1})[0]) for u in range(len(self.system.names))) if v is not None}
            undecided = []
            for form in equations:
                left = {u: c for u, c in form.items() if u is not None and u not in known}
                if not left:
                    continue
                rest = form.get(None, 0) + sum(c * known[u] for u, c in form.items() if u in known)
                if rest == 0 and (all(c > 0 for c in left.values()) or all(c < 0 for c in left.values())):
                    for u in left:
                        self.system.insert({u: 1})
                    again = some = True
                else:
                    undecided.append(form)
            equations = undecided
        return some

    def shown_elsewhere(self):
        now = self.editions[0]
        hidden = {tuple(f[k] for k in ("indicator", "window", "region", "breakdown", "member", "month"))
                  for f in now.figures if f["flag"] == "c"}
        for c in rows(os.path.join(now.folder, "comparisons.csv")):
            at = lambda m: (c["indicator"], "month", c["region"], "total", "", m)
            before = month_number(c["month"]) - (1 if c["against"] == "previous" else 12)
            months = {"now": c["month"], "before": "%04d-%02d" % (before // 12, before % 12 + 1)}
            for side, m in months.items():
                if c[side] != "" and at(m) in hidden:
                    self.tell("comparison " + ",".join(c.values()))
        for r in rows(os.path.join(now.folder, "revisions.csv")):
            key = tuple(r[k] for k in ("indicator", "window", "region", "breakdown", "member", "month"))
            if (key in hidden and (r["now"] != "" or r["difference"] != "")) or (r["before_flag"] == "c" and (r["before"] != "" or r["difference"] != "")):
                self.tell("revision " + ",".join(r.values()))
        for p in rows(os.path.join(now.folder, "pole-figures.csv")):
            if p["value"] != "" and "mask" in self.indicators[p["indicator"]]:
                self.tell("pole " + ",".join(p.values()))


def main():
    a = Attack(sys.argv[1], sys.argv[2:4])
    a.shown_elsewhere()
    a.linear()
    n = sum(len(e.targets) for e in a.editions)
    if not a.found:
        if a.zeros():
            a.linear()
    for what in a.found[:20]:
        print("attack: " + what)
    print("attack: %d equations, %d unknowns solved, %d contradictions" % (len(a.system.equations), len(a.system.pivots), a.system.contradictions))
    print("attack: %d withheld, %d worked out" % (n, len(a.found)))
    sys.exit(1 if a.found or n == 0 else 0)


main()
