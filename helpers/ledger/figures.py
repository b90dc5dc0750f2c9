"""Checks of numbers: printed counts, bounds, totals, shares, ranks and growth."""

from functools import partial

import pandas as pd

from helpers import clean, words
from helpers.claims import holds
from helpers.figures import row_at
from helpers.ledger.readings import NAMED, forms, sharing
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

MONTH = 31  # days; a text within them of the count calls it new


def day(date: str | pd.Timestamp) -> str:
    """A date in words."""
    return words.day(pd.Timestamp(date))


@check("over_1_4_million", NUMBER)
def over_total(case: Case) -> Finding:
    """Over a number of people with a final order: the total of the table."""
    printed, unit = number_in(case.quote)
    evidence = f"{words.count(case.total)} on {day(case.as_of)}."
    return Finding(above(printed, unit, case.total), evidence, "The article rounds the exact count down.", [ANSWER])


@check("over_7_million", NUMBER)
def over_docket(case: Case) -> Finding:
    """Over a number of people on the docket: its size at the end of the last fiscal year."""
    printed, unit = number_in(case.quote)
    docket = case.figure("non_detained_docket", case.year)
    gap = docket["value"] - printed
    evidence = (
        holds(
            gap > 0,
            f"{words.count(docket['value'])} on {day(docket['end'])}, {words.count(gap)} more than the number printed.",
        )
        if gap > 0
        else f"{words.count(docket['value'])} on {day(docket['end'])}."
    )
    return Finding(above(printed, unit, docket["value"]), evidence, "It is a floor, not the size.", [docket["source"]])


@check("docket_currently", NUMBER)
def docket_currently(case: Case) -> Finding:
    """On the docket at present: the exact count nearest to the date of the table."""
    docket = case.data.series("non_detained_docket").query("precision == 'exact'")
    away = (docket["end"] - pd.Timestamp(case.as_of)).abs()
    near = row_at(docket, away.idxmin())
    days = int(away.min().days)
    verdict = above(*number_in(case.quote_of("over_7_million")), near["value"])
    side = "earlier" if near["end"] < pd.Timestamp(case.as_of) else "later"
    evidence = (
        f"{'Not true' if verdict == CONTRADICTED else 'True'} on {day(near['end'])} ({words.count(near['value'])})"
        + (f", {words.count(days)} days {side}." if days else ".")
    )
    reason = "No total was found for the day." if days else "A total of that day exists."
    return Finding(verdict, evidence, reason, [near["source"]])


@check("nearly_40_000_chinese", NUMBER)
def nearly(case: Case) -> Finding:
    """Nearly a number of Chinese nationals: their row of the table, by what the scale lets “nearly” mean."""
    printed, _ = number_in(case.quote)
    row = case.nationality("CHN")
    evidence = (
        f"{words.count(row['persons'])}, which is {words.percent(row['persons'] / printed)} of the number printed."
    )
    reason = "Rounded up; the article prints the exact count two paragraphs later."
    return Finding(below(printed, case.scale.nearly, row["persons"]), evidence, reason, [row["source"]])


@check("total_exact", NUMBER)
def total_exact(case: Case) -> Finding:
    """The exact total: supported if it equals the one that ICE prints."""
    printed, _ = number_in(case.quote)
    itemised = case.orders["persons"].sum()
    evidence = f"{words.count(case.total)} in ICE's answer. " + holds(
        itemised <= case.total,
        f"The nationalities found add to {words.count(itemised)} ({words.percent(itemised / case.total)}), "
        f"{words.count(case.total - itemised)} fewer.",
    )
    same = printed == case.total
    reason = "Equal to the total that ICE prints." if same else "ICE prints another total."
    return Finding(SUPPORTED if same else CONTRADICTED, evidence, reason, [ANSWER])


def printed_count(case: Case, code: str) -> Finding:
    """A count printed for a nationality: equal to the table and carried by a source other than the article.

    Under the scale's `independent`, a text that repeats a misprint of the article does not confirm the count.
    """
    printed, _ = number_in(case.quote)
    row = case.nationality(code)
    keys, copies = others(row), sharing(case.data)
    confirming = [key for key in keys if not (case.scale.independent and key in copies)]
    if keys and printed != row["persons"]:
        ratio = max(printed, row["persons"]) / min(printed, row["persons"])
        factor = words.number(ratio, 0 if ratio == round(ratio) else 1)
        reason = f"The two counts differ by a factor of {factor}.{_cause(case, row, printed)}"
        return Finding(CONTRADICTED, _carried(case, row, keys), reason, [*keys, *_who(case, row, printed)])
    if not confirming:
        where = f", and in {_names(case, keys)}, which repeats its misprint" if keys else " alone"
        evidence = f"{words.count(row['persons'])} in the article{where}."
        return Finding(
            OPEN, evidence, "The article cannot confirm itself, nor can a text that shares its source.", keys
        )
    reason = "Equal to the figure read in ICE's document."
    if row["evidence"] != "document":
        reason = f"Equal in {_confirmed_by(case, confirming)}; the row was not read in ICE's document."
    return Finding(SUPPORTED, _carried(case, row, confirming), reason, confirming)


for name, code in NAMED.items():
    check(name, NUMBER)(partial(printed_count, code=code))


def _others(case: Case, row: pd.Series) -> pd.DataFrame:
    frame = case.data.raw["other-figures"]
    frame = frame[(frame["citizenship"] == row["citizenship"]) & ~frame["cause"].isin(["rounded", "lower bound"])]
    return frame.assign(value=frame["printed"].map(clean.count), form=forms(frame))


def _who(case: Case, row: pd.Series, printed: float) -> list[str]:
    frame = _others(case, row)
    return [key for key in frame.loc[frame["value"] == printed, "source"] if key != ARTICLE]


def _names(case: Case, keys: list[str]) -> str:
    named = [case.outlet(key) for key in keys[:3]]
    more = len(keys) - len(named)
    return words.listing([*named, f"{words.small(more)} other text{'s' if more > 1 else ''}"] if more else named)


def _confirmed_by(case: Case, keys: list[str]) -> str:
    """What the texts that confirm a count are, and how many of them follow the report that the article follows."""
    fox = sum("Fox News" in case.card(key)["publisher"] + case.card(key)["limits"] for key in keys)
    if len(keys) == 1:
        return f"another text, which {'follows' if fox else 'may follow'} the Fox News report"
    every = "both" if fox == 2 else "all"
    which = every if fox == len(keys) else f"{words.small(fox)} of them" if fox else "which may be"
    return f"{words.small(len(keys))} other texts, {which} after the Fox News report"


def _carried(case: Case, row: pd.Series, keys: list[str]) -> str:
    read = "ICE's answer" if row["evidence"] == "document" else _names(case, keys)
    return f"{words.count(row['persons'])} in {read}.{_printed_elsewhere(case, row)}"


def _cause(case: Case, row: pd.Series, printed: float) -> str:
    frame = _others(case, row)
    causes = frame.loc[(frame["value"] == printed) & (frame["source"] == ARTICLE), "cause"]
    return f" Likely cause: a {causes.iloc[0]}." if len(causes) and causes.iloc[0] != "unexplained" else ""


def _printed_elsewhere(case: Case, row: pd.Series) -> str:
    frame = _others(case, row)
    frame = frame[(frame["source"] != ARTICLE) & (frame["value"] != row["persons"])]
    odd = frame["form"] != frame["printed"]
    plain = [
        f"{words.count(value)} in {words.small(n)} other text{'s' if n > 1 else ''}"
        for value, n in frame.loc[~odd, "value"].value_counts().items()
    ]
    own = [f"“{form}” in {case.outlet(key)}" for form, key in frame.loc[odd, ["form", "source"]].to_numpy()]
    return f" {', '.join(plain + own)}." if len(frame) else ""
