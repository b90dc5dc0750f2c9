"""Checks of numbers: printed counts, bounds, totals, shares, ranks and growth."""

from functools import partial

import pandas as pd

from helpers import clean, words
from helpers.ledger.readings import NAMED, sharing
from helpers.ledger.scale import (
    ANSWER,
    ARTICLE,
    CONTRADICTED,
    NUMBER,
    OPEN,
    SUPPORTED,
    Case,
    Finding,
    above,
    below,
    check,
    number_in,
    others,
)

MONTH = 31  # days; a count further from the date of the table is not of that time


def day(date: str | pd.Timestamp) -> str:
    """A date in words."""
    return words.day(pd.Timestamp(date))


@check("over_1_4_million", NUMBER)
def over_total(case: Case) -> Finding:
    printed, unit = number_in(case.quote)
    evidence = f"{words.count(case.total)} on {day(case.as_of)}."
    return Finding(above(printed, unit, case.total), evidence, "The article rounds the exact count down.", [ANSWER])


@check("over_7_million", NUMBER)
def over_docket(case: Case) -> Finding:
    printed, unit = number_in(case.quote)
    docket = case.figure("non_detained_docket", case.year)
    gap = docket["value"] - printed
    evidence = (
        f"{words.count(docket['value'])} on {day(docket['end'])}, {words.change(gap)} against the number printed."
    )
    return Finding(above(printed, unit, docket["value"]), evidence, "It is a floor, not the size.", [docket["source"]])


@check("docket_currently", NUMBER)
def docket_currently(case: Case) -> Finding:
    docket = case.data.series("non_detained_docket").query("precision == 'exact'")
    away = (docket["end"] - pd.Timestamp(case.as_of)).abs()
    near = docket.loc[away.idxmin()]
    days = int(away.min().days)
    evidence = (
        f"The exact total nearest to {day(case.as_of)} is {words.count(near['value'])} of {day(near['end'])}, "
        f"{words.count(days)} days apart."
    )
    if days > MONTH:
        return Finding(OPEN, evidence, "No total was found for the date of the list.", [near["source"]])
    verdict = above(*number_in(case.quote_of("over_7_million")), near["value"])
    return Finding(verdict, evidence, "A total of that time exists.", [near["source"]])


@check("nearly_40_000_chinese", NUMBER)
def nearly(case: Case) -> Finding:
    printed, _ = number_in(case.quote)
    row = case.nationality("CHN")
    evidence = (
        f"{words.count(row['persons'])}, which is {words.percent(row['persons'] / printed)} of the number printed."
    )
    reason = "Rounded up; the article prints the exact count two paragraphs later."
    return Finding(below(printed, case.scale.nearly, row["persons"]), evidence, reason, [row["source"]])


@check("total_exact", NUMBER)
def total_exact(case: Case) -> Finding:
    printed, _ = number_in(case.quote)
    itemised = case.orders["persons"].sum()
    evidence = (
        f"{words.count(case.total)} in ICE's answer. The nationalities found add to {words.count(itemised)} "
        f"({words.percent(itemised / case.total)}), {words.count(case.total - itemised)} fewer."
    )
    same = printed == case.total
    reason = "Equal to the total that ICE prints." if same else "ICE prints another total."
    return Finding(SUPPORTED if same else CONTRADICTED, evidence, reason, [ANSWER])


def printed_count(case: Case, code: str) -> Finding:
    """A count printed for a nationality: equal to the table and carried by a source other than the article."""
    printed, _ = number_in(case.quote)
    row = case.nationality(code)
    keys = others(row)
    copies = sharing(case.data)
    alone = set(keys) <= set(copies) and row["evidence"] != "document"
    if not keys or (case.scale.independent and alone):
        evidence = f"{words.count(row['persons'])} in the article and in texts that may copy the same report."
        return Finding(OPEN, evidence, "The article cannot confirm itself.", keys)
    read = "ICE's answer" if row["evidence"] == "document" else words.listing(case.name(key) for key in keys)
    evidence = f"{words.count(row['persons'])} in {read}.{_printed_elsewhere(case, row)}"
    if printed != row["persons"]:
        ratio = max(printed, row["persons"]) / min(printed, row["persons"])
        reason = f"The two counts differ by a factor of {words.number(ratio)}.{_cause(case, row, printed)}"
        return Finding(CONTRADICTED, evidence, reason, [*keys, *_who(case, row, printed)])
    texts = "another text" if len(keys) == 1 else f"{words.small(len(keys))} other texts"
    reason = f"Equal in {texts}; the row was not read in ICE's document."
    if row["evidence"] == "document":
        reason = "Equal to the figure read in ICE's document."
    if alone:
        reason = "Equal in another text, which repeats a misprint of the article: both may copy one report."
    return Finding(SUPPORTED, evidence, reason, keys)


for name, code in NAMED.items():
    check(name, NUMBER)(partial(printed_count, code=code))


def _others(case: Case, row: pd.Series) -> pd.DataFrame:
    frame = case.data.raw["other-figures"]
    frame = frame[(frame["citizenship"] == row["citizenship"]) & ~frame["cause"].isin(["rounded", "lower bound"])]
    return frame.assign(value=frame["printed"].map(clean.count))


def _who(case: Case, row: pd.Series, printed: float) -> list[str]:
    frame = _others(case, row)
    return [key for key in frame.loc[frame["value"] == printed, "source"] if key != ARTICLE]


def _cause(case: Case, row: pd.Series, printed: float) -> str:
    frame = _others(case, row)
    found = frame[(frame["value"] == printed) & (frame["source"] == ARTICLE)]
    return f" Cause on record: {found.iloc[0]['cause']}." if len(found) else ""


def _printed_elsewhere(case: Case, row: pd.Series) -> str:
    frame = _others(case, row)
    frame = frame[(frame["source"] != ARTICLE) & (frame["value"] != row["persons"])]
    found = [
        f"{words.count(value)} in {words.small(n)} other text{'s' if n > 1 else ''}"
        for value, n in frame["value"].value_counts().items()
    ]
    return f" {words.listing(found)}." if found else ""
