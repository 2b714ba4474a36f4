#!/usr/bin/env python3
"""Make what must be told over time happen in a generated campaign: in the returns and in their truth alike.

    slips.py TRUTH-DIR RETURNS-DIR        CSV without mess, of months that are all there

Each pole of a region slips in another way, by the last digit of its code. Of some a version that was replaced
comes before: TRUTH-DIR/replaced.csv has its headcount.
"""
import csv
import glob
import io
import os
import sys

JOBS_TEXT = ("code_pole", "mois", "statut_donnee")


class Table:
    """A file of either kind; bytes that are no ASCII stay as they are."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="latin-1", newline="") as f:
            text = f.read()
        self.fr = ";" in text.split("\n", 1)[0]
        self.rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if self.fr else ","))
        self.names = list(self.rows[0]) if self.rows else []

    def times(self, row, name, factor):
        if row.get(name):
            value = row[name].replace(",", ".")
            row[name] = ("%.2f" if "." in value else "%d") % (float(value) * factor)
            row[name] = row[name].replace(".", ",") if self.fr else row[name]

    def write(self, path=None):
        with open(path or self.path, "w", encoding="latin-1", newline="") as f:
            out = csv.DictWriter(f, self.names, delimiter=";" if self.fr else ",", lineterminator="\n")
            out.writeheader()
            out.writerows(self.rows)


def jobs(table):
    months = sorted({r["mois"] for r in table.rows})
    found = {(r["code_pole"], r["mois"]): r for r in table.rows}
    numbers = [n for n in table.names if n not in JOBS_TEXT]
    for row in table.rows:
        kind, at = row["code_pole"][-1], months.index(row["mois"])
        if (kind, at) == ("1", 8) or (kind == "5" and at > 8):  # once, and for good
            factor = 10
        elif (kind, at) == ("4", 7):
            factor = 2
        else:
            factor = 1
        for name in numbers if factor > 1 else []:
            table.times(row, name, factor)
        if kind == "2" and 6 <= at <= 10:
            for name in numbers:
                row[name] = found[row["code_pole"], months[5]][name]
        if kind == "3" and at == 4:
            row["entrees"], row["sorties"] = "90", "1"
        if kind == "3" and at == 9:
            row["cdi"], row["cdd"] = row["cdd"], row["cdi"]
    table.rows = [r for r in table.rows if not (r["code_pole"][-1] == "6" and months.index(r["mois"]) in (6, 7))]


def replaced(table):
    """What came before of pole 5's fourth month: twice of all, and of pole 4's third: the same."""
    months = sorted({r["mois"] for r in table.rows})
    rows = []
    for row in table.rows:
        kind, at = row["code_pole"][-1], months.index(row["mois"])
        if (kind, at) in (("5", 3), ("4", 2)):
            rows.append(dict(row))
            for name in table.names if kind == "5" else []:
                if name not in JOBS_TEXT:
                    table.times(rows[-1], name, 2)
    table.rows = rows


def funding(table):
    twice = []
    for row in table.rows:
        kind = row["code_pole"][-1]
        if kind in "12" and row["montant_total_projet"]:
            table.times(row, "montant_total_projet", 0.01)
        twice.append(row)
        if kind == "3" and row["etape"] == "demande" and row["nom_financeur"]:
            twice.append(dict(row, id_financement=row["id_financement"] + "-bis"))
        if kind == "4" and row["etape"] == "verse":
            table.times(row, "montant", 3)
    table.rows = twice


def poles(table):
    for row in table.rows:
        later = row["date_effet"] > "2026-01"
        if later and row["code_pole"][-1] in "123":
            table.times(row, "ca_consolide_annuel", 0.001)
        if later and row["code_pole"][-1] in "23":
            row["statut"] = "projet" if row["statut"] != "projet" else "suspendu"


def main():
    truth, returns = sys.argv[1:3]
    for name, change in (("emplois", jobs), ("financements", funding), ("poles", poles)):
        for path in ["%s/%s.csv" % (truth, name)] + glob.glob("%s/*/*%s*.csv" % (returns, name)):
            table = Table(path)
            change(table)
            table.write()
            if name == "emplois":
                replaced(table)
                before = os.path.join(os.path.dirname(path), "replaced.csv" if path.startswith(truth) else
                                      "2026-01-01_emplois_avant.csv")
                table.write(before)
                os.utime(before, (1767225600, 1767225600))  # 2026-01-01: an older delivery


main()
