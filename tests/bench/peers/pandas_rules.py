"""The rules of rules.md, column by column.      pandas_rules.py CODES FILE…"""
import re
import sys

import pandas as pd


def read(files):
    parts = []
    for number, path in enumerate(files):
        part = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
        part["file"] = number
        part["region"] = re.search(r"/returns/([0-9A-Z]+)-", path).group(1)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def cents(column):
    good = column.str.fullmatch(r"[0-9]+(,[0-9]{1,2})?")
    cut = column.where(good, "0").str.split(",", n=1, expand=True).reindex(columns=[0, 1])
    return good, cut[0].astype("int64") * 100 + cut[1].fillna("0").str.ljust(2, "0").astype("int64")


def main(codes, *files):
    lists = {
        name: pd.read_csv(f"{codes}/{name}.csv", dtype=str, keep_default_na=False).set_index("code")["group"]
        for name in ("type_financeur", "finalite", "nature", "etape")
    }
    rows = read(files)
    good_amount, amount = cents(rows["montant"])
    good_whole, _ = cents(rows["montant_total_projet"])
    day = pd.to_datetime(rows["date_evenement"], format="%Y-%m-%d", errors="coerce")
    month = pd.to_datetime(rows["mois"] + "-01", format="%Y-%m-%d", errors="coerce")
    rows["bad"] = (
        (rows["id_financement"] == "")
        | ~rows["code_pole"].str.fullmatch(r"PTCE-[0-9A-Z]{2}-[0-9]{3}")
        | month.isna()
        | (month > "2026-11-01")
        | ~good_amount
        | (amount <= 0)
        | ~(good_whole | (rows["montant_total_projet"] == ""))
        | day.isna()
        | rows.duplicated(["file", "id_financement", "etape", "date_evenement"])
    )
    for name, known in lists.items():
        rows["bad"] |= ~rows[name].isin(known.index)
    away = (day.dt.year - month.dt.year) * 12 + day.dt.month - month.dt.month
    warnings = ((amount < 10000) | (amount > 500000000)).sum() + (away.abs() > 1).sum()
    units = rows.groupby(["code_pole", "mois", "file"], sort=False)["bad"].any()
    newest = units[~units].reset_index().groupby(["code_pole", "mois"])["file"].max().reset_index()
    rows["F01"] = amount.where(rows["etape"] == "accorde", 0)
    rows["F02"] = amount.where(rows["etape"] == "verse", 0) - amount.where(rows["etape"] == "reverse", 0)
    rows["origin"] = rows["type_financeur"].map(lists["type_financeur"])
    rows = rows[rows["nature"].map(lists["nature"]) == "subvention"].merge(newest, on=["code_pole", "mois", "file"])
    for key, a, b in rows.groupby(["region", "mois", "origin"])[["F01", "F02"]].sum().itertuples():
        print(*key, a, b, sep=",")
    return warnings


main(*sys.argv[1:])
