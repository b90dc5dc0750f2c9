"""Checks of the tables by nationality: rows against the totals printed with them and in the series."""

from functools import partial

import pandas as pd

from helpers import text
from helpers.checks.check import COLUMNS, Check, Chosen, Row, added, all_of, problem_at
from helpers.checks.conflicts import label
from helpers.figures import NUMBERS, YEARS, Data
from helpers.problems import DataError, Problem, file_of

REMOVALS = "removals-by-citizenship"
DOCKETS = "docket-by-citizenship"


def checks(data: Data, chosen: Chosen) -> list[Check | Problem]:
    """All checks of tables by nationality. A missing figure gives a Problem in place of a Check."""
    used = data.removals_by_citizenship.query("used and date != 'undated'")
    years = {year: used.head(0) for year in YEARS} | dict(list(used.groupby("date")))
    dockets = data.docket_by_citizenship.query("used and date != 'undated'")
    lists = dict(list(dockets.groupby(["measure", "date"], sort=False)))
    years = {year: rows[[*COLUMNS, "code"]].to_dict("records") for year, rows in years.items()}
    jobs = [partial(_rows, data, day) for day in data.snapshots]
    jobs += [partial(_series, data, day, chosen) for day in data.snapshots]
    jobs += [partial(_removals, year, rows, chosen) for year, rows in years.items()]
    jobs += [partial(_totals, year, rows, chosen) for year, rows in years.items()]
    jobs += [partial(_largest, *key, rows, chosen) for key, rows in lists.items()]
    falling = [problem for (measure, date), rows in lists.items() for problem in _not_falling(measure, date, rows)]
    return [*(made for made in all_of(jobs) if made), *falling]


def _rows(data: Data, day: str) -> Check:
    orders = data.final_orders(day)
    return Check(
        f"Final orders by nationality, {day}",
        data.total_row(day).to_dict(),
        orders["persons"].sum(),
        "part",
        explanation=f"{len(orders)} rows were found. The difference is the people in the rows that were not found. They "
        "stay in one row, not itemised, and nothing was filled in.",
        parts="the other rows",
    )


def _series(data: Data, day: str, chosen: Chosen) -> Check:
    series = chosen("non_detained_with_final_order", "", day)
    what = f"Final orders, table and series, {day}"
    return Check(what, data.total_row(day).to_dict(), series["value"], second=chosen.second(series))


def _total(year: str, found: list[Row]) -> Row | None:
    """The total printed with the removals of a year; None for a year of which a source names some nationalities only."""
    total = next((row for row in found if row["code"] == "TOTAL"), None)
    if total is None and year in YEARS:
        expected = f"no row for the printed total of {year}; expected one"
        raise DataError([Problem(file_of(REMOVALS), None, "citizenship", None, expected)])
    if total and total["precision"] not in NUMBERS:
        raise DataError([problem_at(total, "expected a number, the total that ICE prints")])
    return total


def _removals(year: str, found: list[Row], chosen: Chosen) -> Check:
    """Rows of removals against the total printed in the same table or, if there is none, in the series."""
    total, rows = _total(year, found), [row for row in found if row["code"] != "TOTAL"]
    computed, complete = added(rows)
    if total:
        what, parts = f"Removals by citizenship, {year}, {len(rows):,} rows", f"the other rows of {year}"
        why = "" if complete else "Not every row gives a number."
        return Check(what, total, computed, "equal" if complete else "part", explanation=why, parts=parts)
    why = f"The source names {text.spelled(len(rows))} nationalities; the difference is removals of all others."
    parts = f"{file_of(REMOVALS)}, the rows of {year}"
    what = f"Removals by citizenship, {year}"
    return Check(what, chosen("removals", "", year), computed, "part", explanation=why, parts=parts)


def _totals(year: str, found: list[Row], chosen: Chosen) -> Check | None:
    """The total of removals printed with the rows against the series; None where there is none or it was just missed."""
    if not any(row["code"] == "TOTAL" for row in found):
        return None
    series, what = chosen("removals", "", year), f"Removals, table by citizenship and series, {year}"
    return Check(what, _total(year, found), series["value"], second=chosen.second(series))


def _largest(measure: str, date: str, rows: pd.DataFrame, chosen: Chosen) -> Check:
    computed, _ = added(rows.to_dict("records"))
    return Check(
        f"{label(measure)} by citizenship, {date}",
        chosen(measure, "", date),
        computed,
        "part",
        explanation=f"The source names the {text.spelled(len(rows))} largest; the difference is all other nationalities.",
        parts=f"{file_of(DOCKETS)}, the rows of {date}",
    )


def _not_falling(measure: str, date: str, rows: pd.DataFrame) -> list[Problem]:
    """Rows of a list of the largest, in its printed order, that are larger than the row before."""
    numbers = rows[rows["precision"].isin(NUMBERS)]
    what = f"{label(measure)} by citizenship, {date}"
    return [
        problem_at(row, f"{what}, largest first: expected no more than {before}, the row before")
        for before, (_, row), fell in zip(
            numbers["printed"], numbers.iloc[1:].iterrows(), numbers["value"].diff().iloc[1:] <= 0, strict=False
        )
        if not fell
    ]
