"""Checks of the tables by nationality: rows against the totals printed with them and in the series."""

import pandas as pd

from helpers import clean, words
from helpers.checks import Check, row_of
from helpers.checks.chosen import Chosen, Missing
from helpers.checks.sums import YEARS
from helpers.figures import Data
from helpers.problems import Problem


def without_total(data: Data) -> list[Problem]:
    """Tables of final orders that lack the row of the printed total, on which everything else rests."""
    return [
        _no_total(f"final_orders_{as_of}.csv", as_of)
        for as_of in data.snapshots
        if "TOTAL" not in set(data.raw[f"final-orders-{as_of}"]["citizenship"].map(data.codes))
    ]


def checks(data: Data, chosen: Chosen) -> list[Check | Problem]:
    """All checks of tables by nationality, if no total of a snapshot is missing (`without_total`)."""
    return [
        *(made for as_of in data.snapshots for made in _snapshot(data, as_of, chosen)),
        *(made for year, rows in _years(data).items() for made in _removals(data, year, rows, chosen)),
        *_ten_printed(data, chosen),
    ]


def _no_total(file: str, what: str) -> Problem:
    return Problem(file, None, "citizenship", None, f"no row for the printed total of {what}; expected one")


def _snapshot(data: Data, as_of: str, chosen: Chosen) -> list[Check | Problem]:
    name, file = f"final-orders-{as_of}", f"final_orders_{as_of}.csv"
    table = data.raw[name]
    total = table[table["citizenship"].map(data.codes) == "TOTAL"].iloc[0]
    place = {
        "printed": total["printed"],
        "value": clean.count(total["printed"]),
        "source": total["source"],
        "file": file,
        "row": row_of(table, citizenship=total["citizenship"]),
    }
    orders = data.final_orders(as_of)
    made: list[Check | Problem] = [
        Check(
            f"Final orders by nationality, {as_of}",
            computed=orders["persons"].sum(),
            rule="part",
            explanation=f"{words.count(len(orders))} rows were found. The difference is the people in the rows that were not "
            "found. They stay in one row, not itemised, and nothing was filled in.",
            parts="the other rows",
            **place,
        )
    ]
    try:
        series = chosen("non_detained_with_final_order", "", as_of)
        what = f"Final orders, table and series, {as_of}"
        made.append(Check(what, computed=series["value"], second=chosen.second(series), **place))
    except Missing as missing:
        made.append(missing.problem)
    return made


def _years(data: Data) -> dict[str, pd.DataFrame]:
    """The rows used of removals by citizenship, by fiscal year; none for a year that is lost."""
    used = data.removals_by_citizenship[data.removals_by_citizenship["used"]]
    return {year: used.head(0) for year in YEARS} | {str(year): rows for year, rows in used.groupby("date")}


def _removals(data: Data, year: str, rows: pd.DataFrame, chosen: Chosen) -> list[Check | Problem]:
    """Rows against the total printed in the same table, and that total against the series of removals."""
    file = "removals_by_citizenship.csv"
    named = rows[rows["code"] != "TOTAL"]["value"].sum()
    total = rows[rows["code"] == "TOTAL"]
    try:
        series = chosen("removals", "", year)
    except Missing as missing:
        return [missing.problem]
    if total.empty and year in YEARS:
        return [_no_total(file, year)]
    if total.empty:
        why = f"The source names {words.count(len(rows))} nationalities; the difference is removals of all others."
        place = chosen.place(series)
        what, parts = f"Removals by citizenship, {year}", f"{file}, the rows of {year}"
        return [Check(what, computed=named, rule="part", explanation=why, parts=parts, **place)]
    row = total.iloc[0]
    table = data.raw["removals-by-citizenship"]
    where = row_of(table, fiscal_year=year, citizenship=row["citizenship"], printed=row["printed"])
    place = {"printed": row["printed"], "value": row["value"], "source": row["source"], "file": file, "row": where}
    return [
        Check(
            f"Removals by citizenship, {year}, {words.count(len(rows) - len(total))} rows",
            computed=named,
            parts=f"the other rows of {year}",
            **place,
        ),
        Check(
            f"Removals, table by citizenship and series, {year}",
            computed=series["value"],
            second=chosen.second(series),
            **place,
        ),
    ]


def _ten_printed(data: Data, chosen: Chosen) -> list[Check | Problem]:
    made: list[Check | Problem] = []
    used = data.docket_by_citizenship[data.docket_by_citizenship["used"]]
    for (measure, date), rows in used.groupby(["measure", "date"], sort=False):
        name = {
            "detained": "ICE detention",
            "non_detained_docket": "Non-detained docket",
            "all_with_final_order": "People with a final order",
        }[measure]
        why = f"The source names the {words.small(len(rows))} largest; the difference is all other nationalities."
        what = f"{name} by citizenship, {date}"
        made += _not_falling(data, rows, what)
        try:
            place = chosen.place(chosen(measure, "", date))
        except Missing as missing:
            made.append(missing.problem)
            continue
        parts = f"docket_by_citizenship.csv, the rows of {date}"
        made.append(Check(what, computed=rows["value"].sum(), rule="part", explanation=why, parts=parts, **place))
    return made


def _not_falling(data: Data, rows: pd.DataFrame, what: str) -> list[Problem]:
    """Rows of a list of the largest, in its printed order, that are larger than the row before."""
    found = []
    for before, (_, row) in zip(rows["printed"], rows.iloc[1:].iterrows(), strict=False):
        if row["value"] > clean.count(before):
            cells = {key: row[key] for key in ("date", "measure", "citizenship", "printed", "source")}
            where = row_of(data.raw["docket-by-citizenship"], **cells)
            expected = f"{what}, largest first: expected no more than {before}, the row before"
            found.append(Problem("docket_by_citizenship.csv", where, "printed", row["printed"], expected))
    return found
