"""Figures that outlets print for a row of the table and that are not the row's: how far off, and by what likely cause.

Each cause but two is a statement that can be tested on the digits, and is: `problems` lists the rows where it fails.
Only what the digits speak against may be left out of the table: a figure whose outlet is merely weak, or does not name
ICE's document, is a row of the table, graded for what it is.
"""

import re
from collections.abc import Collection

import pandas as pd

from helpers import clean
from helpers.checks.check import problem_at
from helpers.figures import ARTICLE_TABLE, SNAPSHOT, Data
from helpers.problems import Problem, file_of

QUOTED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})*(?!,?\d)")
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
    """A row a figure and source: the columns of other_figures.csv, with name, code, value, people, factor and same.

    people: the figure used in this report; missing for rows left out of the table. factor: the larger of the two over
    the smaller. same: names of the other rows that have the printed figure.
    """
    orders = data.final_orders(ARTICLE_TABLE)
    people = pd.concat([orders.set_index("code")["people"], pd.Series({"TOTAL": data.total(ARTICLE_TABLE)})])
    frame = data.numbered("other-figures")
    code = frame["citizenship"].map(data.codes)
    name, value = code.map(data.places["name"]), frame["printed"].map(lambda text: clean.figure(text).value)
    frame = frame.assign(code=code, name=name, value=value.astype(float), people=code.map(people))
    pair = frame[["value", "people"]]
    having = orders.groupby("people")["name"].agg(list).to_dict()
    same = [[other for other in having.get(of, []) if other != own] for of, own in zip(value, name, strict=True)]
    return frame.assign(factor=pair.max(axis=1) / pair.min(axis=1, skipna=False), same=same)


def fits(row: dict, swapped: bool = False) -> bool | None:
    """Whether the figure looks as its cause says; None for causes that say nothing about digits.

    swapped: whether the other row of a swap has this row's figure in the same source.
    """
    cause, number, people = row["cause"], row["value"], row["people"]
    if cause in ("other source", "unexplained"):
        return None
    if cause in ("row slip", "swapped rows"):
        return bool(row["same"]) and (swapped or cause == "row slip")
    if pd.isna(people) or pd.isna(number):
        return False
    value, true, unit = f"{number:.0f}", f"{people:.0f}", clean.last_digit(row["printed"])
    return {
        "transposed digits": sorted(value) == sorted(true) and value != true,
        "changed digit": len(value) == len(true) and sum(a != b for a, b in zip(value, true, strict=False)) == 1,
        "dropped digit": value in {true[:place] + true[place + 1 :] for place in range(len(true))},
        "rounded": value != true and (abs(number - people) <= unit / 2 or number == people // unit * unit),  # or cut
        "lower bound": clean.figure(row["printed"]).precision == "lower bound" and number < people,
    }[cause]


def problems(data: Data, but: Collection[str] = ()) -> list[Problem]:
    """Rows of other_figures.csv whose cause or note does not fit the figures, or that nothing leaves out of the table.

    but: codes to pass over.
    """
    frame, table = printed(data), file_of(SNAPSHOT + ARTICLE_TABLE)
    figures = set(zip(frame["source"], frame["name"], frame["value"], strict=True))
    found = []
    for row in frame[~frame["code"].isin(but)].to_dict("records"):
        fitting = fits(row, any((row["source"], name, row["people"]) in figures for name in row["same"]))
        if fitting is None and row["status"] == LEFT_OUT:
            out = f"{row['printed']} for {row['name']} is left out of the table, but nothing in its digits speaks against it"
            cure = f'a row of {table}, graded "one outlet" if no other source prints it'
            found.append(problem_at(row, f"{out}; expected {cure}", "cause"))
        if fitting is False:
            used = "no row" if pd.isna(row["people"]) else f"{row['people']:,.0f}"
            other = f"{row['source']} prints {row['printed']} for {row['name']}, where {table} has {used}"
            gone = pd.isna(row["people"]) and row["status"] != LEFT_OUT
            fits_not = f"expected, for {row['cause']}: {CAUSES[row['cause']]}{_nearest(data, row)}; or another cause"
            cure = "give it one, or take this row out" if gone else fits_not
            found.append(problem_at(row, f"{other}; {cure}", "cause"))
        quoted = set(QUOTED.findall(row["note"])) - {row["printed"]}
        if quoted and row["people"] > 0 and f"{row['people']:,.0f}" not in quoted:
            used = f"expected {row['people']:,.0f} among its figures, which {table} has for {row['name']}"
            found.append(problem_at(row, f"{used}; if that was corrected, correct it here too", "note"))
    return found


def _nearest(data: Data, row: dict) -> str:
    """The row of the table whose figure is nearest to one that no row has (any more): first one with the same digits."""
    if row["cause"] not in ("row slip", "swapped rows") or row["same"] or pd.isna(row["value"]):
        return ""
    orders = data.numbered(SNAPSHOT + ARTICLE_TABLE).query("citizenship != @row['citizenship']")
    apart = (orders["printed"].map(clean.count) - row["value"]).abs()
    alike = orders["printed"].map(lambda printed: sorted(printed) == sorted(row["printed"]))
    found = orders.loc[(apart[alike] if alike.any() else apart).idxmin()]
    return f" (the nearest: row {found['line']}, {found['citizenship']}, {found['printed']}; if that was changed, change this)"
