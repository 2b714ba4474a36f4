"""A month with pandas, XlsxWriter and matplotlib: returns read, judged and added up, 19 workbooks of eight
sheets, 24 charts as PNG.      month.py CODES OUT FILE…

Prints region,month,indicator,value for J01, F01 and F02, to be compared with figures.csv.
"""
import re
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
import xlsxwriter

LAST = "2026-10"


def read(files, table):
    parts = []
    for number, path in enumerate(f for f in files if f.endswith(f"_{table}.csv")):
        part = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
        part["file"] = number
        part["region"] = re.search(r"/returns/([0-9A-Z]+)-", path).group(1)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def number(column, decimals):
    """Integers, in the last decimal, and which cells are well formed; an empty one is 0."""
    good = column.str.fullmatch(r"[0-9]+(,[0-9]{1,%d})?" % decimals if decimals else "[0-9]+") | (column == "")
    cut = column.where(good & (column != ""), "0").str.split(",", n=1, expand=True).reindex(columns=[0, 1])
    return good, cut[0].astype("int64") * 10**decimals + cut[1].fillna("0").str.ljust(max(decimals, 1), "0").astype("int64") * (decimals > 0)


def newest(rows):
    """Of each declaration (pole, month) the newest good version."""
    units = rows.groupby(["code_pole", "mois", "file"], sort=False)["bad"].any()
    best = units[~units].reset_index().groupby(["code_pole", "mois"])["file"].max().reset_index()
    return rows.merge(best, on=["code_pole", "mois", "file"])


def good_keys(rows):
    month = pd.to_datetime(rows["mois"] + "-01", format="%Y-%m-%d", errors="coerce")
    return rows["code_pole"].str.fullmatch(r"PTCE-[0-9A-Z]{2}-[0-9]{3}") & month.notna() & (month <= "2026-11-01")


def jobs(files):
    rows = read(files, "emplois")
    rows["bad"] = ~good_keys(rows) | (rows["effectif_total"] == "") | rows.duplicated(["file", "code_pole", "mois"])
    parts = ["cdi", "cdd", "interim", "alternance", "contrats_aides", "cddi_insertion", "autres_contrats"]
    for name in ["effectif_total", "femmes", "hommes", "entrees", "sorties", "emplois_crees", *parts]:
        good, rows[name] = number(rows[name], 0)
        rows["bad"] |= ~good
    good, rows["etp_total"] = number(rows["etp_total"], 2)
    rows["bad"] |= ~good | (rows[parts].sum(axis=1) > rows["effectif_total"])
    return newest(rows), parts


def funding(files, lists):
    rows = read(files, "financements")
    good, rows["cents"] = number(rows["montant"], 2)
    day = pd.to_datetime(rows["date_evenement"], format="%Y-%m-%d", errors="coerce")
    rows["bad"] = ~good_keys(rows) | ~good | (rows["cents"] <= 0) | day.isna() | (rows["id_financement"] == "")
    rows["bad"] |= rows.duplicated(["file", "id_financement", "etape", "date_evenement"])
    for name, known in lists.items():
        rows["bad"] |= ~rows[name].isin(known.index)
    rows = newest(rows)
    rows = rows[rows["nature"].map(lists["nature"]) == "subvention"]
    paid = rows["etape"].map({"verse": 1, "reverse": -1}).fillna(0).astype("int64")
    return rows.assign(
        F01=rows["cents"].where(rows["etape"] == "accorde", 0),
        F02=rows["cents"] * paid,
        origin=rows["type_financeur"].map(lists["type_financeur"]),
    )


def sheet(book, formats, name, table, with_chart=False):
    page = book.add_worksheet(name)
    page.write(0, 0, name.replace("_", " "), formats["title"])
    page.write(1, 0, "Source : retours des CRESS, plan d’action national PTCE.", formats["text"])
    page.write(3, 0, table.index.name or "", formats["head"])
    for column, title in enumerate(table.columns, 1):
        page.write(3, column, str(title), formats["head"])
    for row, (label, values) in enumerate(zip(table.index, table.to_numpy().tolist()), 4):
        page.write(row, 0, label, formats["text"])
        for column, value in enumerate(values, 1):
            page.write(row, column, value, formats["text" if isinstance(value, str) else "number"])
    page.set_column(0, 0, 30)
    page.set_column(1, len(table.columns), 16)
    page.freeze_panes(4, 1)
    if with_chart:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"name": [name, 3, 1], "categories": [name, 4, 0, 3 + len(table), 0], "values": [name, 4, 1, 3 + len(table), 1]})
        page.insert_chart(4, len(table.columns) + 2, chart)


def pivot(rows, by, value):
    return rows.pivot_table(index="mois", columns=by, values=value, aggfunc="sum", fill_value=0)


def workbook(path, place, people, parts, money, poles):
    book = xlsxwriter.Workbook(path)
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
        "text": book.add_format({}),
        "number": book.add_format({"num_format": "#,##0"}),
    }
    months = people.groupby("mois")
    totals = months[["effectif_total", "etp_total", "femmes", "hommes", "entrees", "sorties", "emplois_crees"]].sum()
    totals["etp_total"] /= 100
    sheet(book, formats, "Emplois", totals, True)
    sheet(book, formats, "Contrats", months[parts].sum())
    by = "region" if place == "FR" else "code_pole"
    sheet(book, formats, "Emplois_par_lieu", pivot(people, by, "effectif_total"))
    sheet(book, formats, "Emplois_par_secteur", pivot(people.merge(poles[["code_pole", "secteur_principal"]], on="code_pole"), "secteur_principal", "effectif_total"))
    sheet(book, formats, "Financements", money.groupby("mois")[["F01", "F02"]].sum() / 100, True)
    sheet(book, formats, "Origine", pivot(money, "origin", "F01") / 100)
    sheet(book, formats, "Finalite", pivot(money, "finalite", "F01") / 100)
    sheet(book, formats, "Poles", poles.set_index("code_pole")[["nom_pole", "statut", "secteur_principal"]])
    book.close()


def draw(path, title, series, kind):
    figure, axes = plt.subplots(figsize=(10, 5.5), dpi=200)
    series.plot(ax=axes, kind=kind, title=title, legend=isinstance(series, pd.DataFrame))
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


def main(codes, out, *files):
    lists = {
        name: pd.read_csv(f"{codes}/{name}.csv", dtype=str, keep_default_na=False).set_index("code")["group"]
        for name in ("type_financeur", "finalite", "nature", "etape")
    }
    people, parts = jobs(files)
    money = funding(files, lists)
    poles = read(files, "poles").drop_duplicates("code_pole", keep="last")
    regions = sorted(poles["region"].unique())
    for place in ["FR", *regions]:
        of = [t if place == "FR" else t[t["region"] == place] for t in (people, money, poles)]
        workbook(f"{out}/{place}.xlsx", place, of[0], parts, of[1], of[2])
        draw(f"{out}/jobs-{place}.png", "Effectif et ETP", of[0].groupby("mois")[["effectif_total", "etp_total"]].sum(), "line")
    now = people[people["mois"] == LAST]
    draw(f"{out}/regions.png", "Effectif par région", now.groupby("region")["effectif_total"].sum().sort_values(), "barh")
    sectors = now.merge(poles[["code_pole", "secteur_principal"]], on="code_pole")
    draw(f"{out}/sectors.png", "Effectif par secteur", sectors.groupby("secteur_principal")["effectif_total"].sum().sort_values(), "barh")
    draw(f"{out}/contracts.png", "Effectif par contrat", now[parts].sum().sort_values(), "barh")
    draw(f"{out}/funding.png", "Financements", money.groupby("mois")[["F01", "F02"]].sum().cumsum() / 100, "line")
    draw(f"{out}/origin.png", "Origine et finalité", money.pivot_table(index="origin", columns="finalite", values="F01", aggfunc="sum"), "barh")
    for table, name, column in ((people, "J01", "effectif_total"), (money, "F01", "F01"), (money, "F02", "F02")):
        for (region, month), value in table.groupby(["region", "mois"])[column].sum().items():
            print(region, month, name, value, sep=",")


main(*sys.argv[1:])
