"""Figures that outlets print for a row of the table and that are not the row's: how far off, and by what likely cause.

Each cause but two is a statement that can be tested on the digits, and is: `problems` lists the rows where it fails.
Only what the digits speak against may be left out of the table: a figure whose outlet is merely weak, or does not name
ICE's document, is a row of the table, graded for what it is.
"""

from collections.abc import Collection

import pandas as pd

from helpers import clean
from helpers.checks.check import last_digit, problem_at
from helpers.figures import ARTICLE_TABLE, SNAPSHOT, Data
from helpers.problems import Problem, file_of

LEFT_OUT = "left out of the table"
CAUSES = {
    "row slip": "the figure stands in another row of the table",
    "swapped rows": "two rows have each other's figure",
    "dropped digit": "one digit of the figure is missing",
    "changed digit": "one digit of the figure is another",
    "transposed digits": "the same digits in another order",
    "rounded": "a round figure, printed as if exact",
    "lower bound": "printed as a floor, far below the figure",
    "other source": "the outlet quotes a figure that is not from ICE's table",
    "unexplained": "no simple slip gives this figure",
}


def printed(data: Data) -> pd.DataFrame:
    """A row a figure and source: the columns of other_figures.csv, with name, code, value, persons, factor and same.

    persons: the figure used in this report; missing for rows left out of the table. factor: the larger of the two over
    the smaller. same: names of the other rows that have the printed figure.
    """
    orders = data.final_orders(ARTICLE_TABLE)
    persons = pd.concat([orders.set_index("code")["persons"], pd.Series({"TOTAL": data.total(ARTICLE_TABLE)})])
    frame = data.numbered("other-figures").assign(code=lambda rows: rows["citizenship"].map(data.codes))
    frame["name"] = frame["code"].map(data.places["name"])
    frame["value"] = frame["printed"].map(lambda text: clean.figure(text).value).astype(float)
    frame["persons"] = frame["code"].map(persons)
    pair = frame[["value", "persons"]]
    frame["factor"] = pair.max(axis=1) / pair.min(axis=1, skipna=False)
    having = orders.groupby("persons")["name"].agg(list).to_dict()
    frame["same"] = [
        [other for other in having.get(value, []) if other != name]
        for value, name in zip(frame["value"], frame["name"], strict=True)
    ]
    return frame


def cells(data: Data) -> pd.DataFrame:
    """As `printed`, one row a cell and figure: `source` is the list of its sources, the furthest off first."""
    frame = printed(data).astype({"printed": str})
    first = frame.groupby(["citizenship", "printed"], sort=False).agg(
        {**{c: "first" for c in frame.columns if c not in ("citizenship", "printed", "source")}, "source": list}
    )
    return first.reset_index().sort_values(["factor", "name"], ascending=[False, True], na_position="last")


def fits(row: dict, swapped: bool = False) -> bool | None:
    """Whether the figure looks as its cause says; None for causes that say nothing about digits.

    swapped: whether the other row of a swap has this row's figure in the same source.
    """
    cause = row["cause"]
    if cause in ("other source", "unexplained"):
        return None
    if cause in ("row slip", "swapped rows"):
        return bool(row["same"]) and (swapped or cause == "row slip")
    if pd.isna(row["persons"]) or pd.isna(row["value"]):
        return False
    value, true = f"{row['value']:.0f}", f"{row['persons']:.0f}"
    tests = {
        "transposed digits": sorted(value) == sorted(true) and value != true,
        "changed digit": len(value) == len(true) and sum(a != b for a, b in zip(value, true, strict=False)) == 1,
        "dropped digit": value in {true[:place] + true[place + 1 :] for place in range(len(true))},
        "rounded": value != true and abs(row["value"] - row["persons"]) < last_digit(row["printed"]),
        "lower bound": clean.figure(row["printed"]).precision == "lower bound" and row["value"] < row["persons"],
    }
    return tests[cause]


def problems(data: Data, but: Collection[str] = ()) -> list[Problem]:
    """Rows of other_figures.csv whose cause does not fit the figures, or gives no reason to leave them out of the table.

    but: codes to pass over.
    """
    frame = printed(data)
    figures = set(zip(frame["source"], frame["name"], frame["value"], strict=True))
    table = file_of(SNAPSHOT + ARTICLE_TABLE)
    found = []
    for row in frame[~frame["code"].isin(but)].to_dict("records"):
        swapped = any((row["source"], name, row["persons"]) in figures for name in row["same"])
        fitting = fits(row, swapped)
        if fitting is None and row["status"] == LEFT_OUT:
            expected = (
                f"{row['printed']} for {row['name']} is left out of the table, but nothing in its digits speaks against it; "
                f'expected a row of {table}, graded "one outlet" if no other source prints it'
            )
            found.append(problem_at(row, expected, "cause"))
        if fitting is False:
            used = "no row" if pd.isna(row["persons"]) else f"{row['persons']:,.0f}"
            expected = (
                f"{row['source']} prints {row['printed']} for {row['name']}, where {table} has {used}; "
                f"expected that {CAUSES[row['cause']]}{_nearest(data, row)}"
            )
            found.append(problem_at(row, expected, "cause"))
    return found


def _nearest(data: Data, row: dict) -> str:
    """The row of the table whose figure is nearest to one that no row has (any more)."""
    if row["same"] or pd.isna(row["value"]):
        return ""
    orders = data.numbered(SNAPSHOT + ARTICLE_TABLE).query("citizenship != @row['citizenship']")
    found = orders.loc[(orders["printed"].map(clean.count) - row["value"]).abs().idxmin()]
    return f" (the nearest: row {found['line']}, {found['citizenship']}, {found['printed']}; if that was changed, change this)"
