"""Checks of the tables by nationality: rows against the totals printed with them and in the series."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from helpers import text
from helpers.checks.check import Check, added, given, problem_at, second, tried
from helpers.checks.conflicts import label
from helpers.figures import NUMBERS, SNAPSHOT, YEARS, Data
from helpers.problems import DataError, Problem, file_of

REMOVALS = file_of("removals-by-citizenship")
DOCKETS = file_of("docket-by-citizenship")
LESS = "the rows found add to less"  # said in the note of the total of a table of which rows were not found
RANKED = 20  # nationalities that the chapters rank


def checks(data: Data) -> Iterator[Check | Problem]:
    """All checks of tables by nationality. A missing figure gives a Problem in place of a Check."""
    for day in data.snapshots:
        yield from tried(_orders, data, day)
    for day in data.snapshots[-1:]:
        if (rows := len(data.raw[SNAPSHOT + day]) - 1) < RANKED:
            expected = (
                f"{rows} nationalities; expected {RANKED} or more in the newest table, as the chapters rank so many"
            )
            yield Problem(file_of(SNAPSHOT + day), None, None, None, expected)
    used = data.removals_by_citizenship.query("used and date != 'undated'")
    years = {year: used.head(0) for year in YEARS} | dict(list(used.groupby("date")))
    for check in (_removals, _totals):
        for year, rows in years.items():
            yield from tried(check, data, year, rows)
    lists = data.docket_by_citizenship.query("used and date != 'undated'").groupby(["measure", "date"], sort=False)
    for (measure, date), rows in lists:
        yield from tried(_largest, data, measure, date, rows)
        yield from _not_falling(f"{label(measure)} by citizenship, {date}, largest first", rows)


def _orders(data: Data, day: str) -> Iterator[Check | Problem]:
    """The rows of a table of final orders against its total and what that says of them, and the total against the series."""
    orders, total = data.final_orders(day), data.total_row(day).to_dict()
    less = data.total(day) - orders["people"].sum()
    if less > 0 and LESS not in total["note"]:
        expected = f'the other rows add to {less:,} less than the total; correct the one that is mistyped, or say here "{LESS}"'
        yield problem_at(total, expected, "note")
    if less == 0 and LESS in total["note"]:
        yield problem_at(total, "the other rows add up to the total; take this out", "note")
    what = f"Final orders by nationality, {day}"
    why = f"{len(orders)} rows were found. The difference is the people in the rows that were not found. "
    why += "They stay in one row, not itemised, and nothing was filled in."
    yield Check(what, total, orders["people"].sum(), "part", explanation=why, parts="the other rows")
    if series := given(data, "non_detained_with_final_order", day):
        yield second(f"Final orders, table and series, {day}", total, series)


def _removals(data: Data, year: str, found: pd.DataFrame) -> Iterator[Check]:
    """Rows of removals against the total printed with them or, where a source names some nationalities only, in the series."""
    rows = found[found["code"] != "TOTAL"]
    computed, complete = added(rows)
    what = f"Removals by citizenship, {year}"
    if year in YEARS or len(rows) < len(found):
        why = "" if complete else "Not every row gives a number."
        what, rule = f"{what}, {len(rows):,} rows", "equal" if complete else "part"
        yield Check(what, _total(year, found), computed, rule, explanation=why, parts=f"the other rows of {year}")
    elif (whole := given(data, "removals", year)) and whole["precision"] != "lower bound":
        others = "all others" if complete else "all others, and the rows that give no number"
        why = f"The source names {text.spelled(len(rows))} nationalities; the difference is removals of {others}."
        parts = f"{REMOVALS}, the rows of {year}"
        yield Check(what, whole, computed, "part", explanation=why, parts=parts)


def _totals(data: Data, year: str, found: pd.DataFrame) -> Iterator[Check]:
    """The total of removals printed with the rows, where there is one, against the series."""
    if (found["code"] == "TOTAL").any() and (series := given(data, "removals", year)):
        yield second(f"Removals, table by citizenship and series, {year}", _total(year, found), series)


def _total(year: str, found: pd.DataFrame) -> dict:
    """The row of the total printed with the removals of a year. Raises DataError if there is none, or no number in it."""
    rows = found[found["code"] == "TOTAL"].to_dict("records")
    if not rows:
        expected = f"no row for the printed total of {year}; expected one"
        raise DataError([Problem(REMOVALS, None, "citizenship", None, expected)])
    if rows[0]["precision"] not in NUMBERS:
        raise DataError([problem_at(rows[0], "expected a number, the total that ICE prints")])
    return rows[0]


def _largest(data: Data, measure: str, date: str, rows: pd.DataFrame) -> Iterator[Check]:
    if not (total := given(data, measure, date)) or total["precision"] == "lower bound":
        return
    what = f"{label(measure)} by citizenship, {date}"
    computed, complete = added(rows)
    others = "all other nationalities" if complete else "all other nationalities and the rows that give no number"
    why = f"The source names the {text.spelled(len(rows))} largest; the difference is {others}."
    yield Check(what, total, computed, "part", explanation=why, parts=f"{DOCKETS}, the rows of {date}")


def _not_falling(what: str, rows: pd.DataFrame) -> Iterator[Problem]:
    """Rows of a list of the largest, in its printed order, that are larger than the row before."""
    numbers = rows[rows["precision"].isin(NUMBERS)].to_dict("records")
    for before, row in pairwise(numbers):
        if row["value"] > before["value"]:
            yield problem_at(row, f"{what}: expected no more than {before['printed']}, the row before")
