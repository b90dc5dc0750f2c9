"""Verdicts on the statements of the article that can be computed: each check that `data/claims.csv` names.

The article writes about the table of final orders of one day, and is judged by that table, whatever other tables are in
`data/`. It is no evidence for itself, nor is a text that repeats a misprint of it.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from helpers import clean, nationality
from helpers.docket import DOCKET
from helpers.figures import ARTICLE, Data, row_at
from helpers.figures import ARTICLE_TABLE as AS_OF

SUPPORTED, ROUNDED, IMPRECISE, CONTRADICTED = "supported", "rounded", "imprecise", "contradicted"
OPEN, NO_FACT = "cannot be checked", "no fact"
MEANING = {
    CONTRADICTED: "The sources that we found say something else.",
    IMPRECISE: "The words fit the legal or statistical fact loosely, or leave a wrong reading open.",
    OPEN: "No source that we found measures or reports it.",
    ROUNDED: "True, and within one unit of the last digit that is printed.",
    SUPPORTED: "The sources say the same.",
    NO_FACT: "A forecast or an opinion, which gets no verdict.",
}
NEARLY = 0.9  # "nearly N" may stand for no less than this share of N
MILLIONS = 2e6  # "millions" are two million or more


def number_in(quote: str) -> tuple[float, float]:
    """The number in a quote, and one unit of its last digit that is not a closing zero.

    >>> number_in("Over 1.4 million noncitizens")
    (1400000.0, 100000.0)
    """
    printed = re.search(r"[0-9](?:[0-9,.]*[0-9])?(?: million)?", quote)
    if not printed:
        raise ValueError(f'no number in "{quote}"')
    digits = printed[0].removesuffix(" million")
    scale = 1e6 if printed[0] != digits else 1
    whole, _, decimals = digits.replace(",", "").partition(".")
    unit = 10.0 ** -len(decimals) if decimals else 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return clean.value(printed[0]), unit * scale


def above(quote: str, actual: float) -> str:
    """Verdict on "more than N": rounded within one unit of N, imprecise further up, contradicted if it is not more."""
    printed, unit = number_in(quote)
    return CONTRADICTED if actual <= printed else ROUNDED if actual < printed + unit else IMPRECISE


def nearly(quote: str, actual: float) -> str:
    """Verdict on "nearly N": rounded from nine tenths of N up, imprecise below, contradicted from N up."""
    printed, _ = number_in(quote)
    return CONTRADICTED if actual >= printed else ROUNDED if actual >= NEARLY * printed else IMPRECISE


def place(data: Data, quote: str) -> str:
    """The code of the nationality in a quote such as "Mexico (252,044)"."""
    return data.codes[quote.partition(" (")[0]]


def order(data: Data, code: str) -> pd.Series:
    """The row of a nationality in the article's table of final orders."""
    return row_at(data.final_orders(AS_OF).set_index("code"), code)


def texts(row: pd.Series) -> list[str]:
    """The sources of a row of final orders, the chosen one first, without the article."""
    return [key for key in [row["source"], *row["also"].split()] if key != ARTICLE]


def independent(data: Data, row: pd.Series) -> list[str]:
    """Those of the sources of a row that repeat no misprint of the article."""
    frame = data.raw["other-figures"]
    ours = frame.loc[frame["source"] == ARTICLE, ["citizenship", "printed"]]
    return [key for key in texts(row) if key not in set(frame.merge(ours)["source"])]


class Majority(NamedTuple):
    """People with a final order: of the four nationalities named first, of Latin America and the Caribbean, and all."""

    first_four: int
    latin_america: int
    total: int


def majority(data: Data) -> Majority:
    """How many people with a final order are Latin American by the narrowest and by the widest reading."""
    rows = data.final_orders(AS_OF)
    region = nationality.in_latin_america(rows)
    four = region & rows["code"].isin(_first_four(data))
    narrow, wide = (int(rows.loc[part, "persons"].sum()) for part in (four, region))
    return Majority(narrow, wide, data.total(AS_OF))


def _count(data: Data, quote: str) -> str:
    """A count printed for a nationality: equal to the table, where a text that is independent stands behind its row."""
    row = order(data, place(data, quote))
    if not texts(row):
        return OPEN
    if number_in(quote)[0] != row["persons"]:
        return CONTRADICTED
    return SUPPORTED if row["evidence"] == "document" or independent(data, row) else OPEN


def _majority(data: Data, _: str) -> str:
    """Supported if both readings of Latin America give more than half, imprecise if the wider alone does."""
    found = majority(data)
    over = [part > found.total / 2 for part in (found.first_four, found.latin_america)]
    return SUPPORTED if all(over) else IMPRECISE if any(over) else CONTRADICTED


def _largest(data: Data, _: str) -> str:
    """Whether the nationalities named first are the largest, in whatever order."""
    four = _first_four(data)
    return SUPPORTED if set(data.final_orders(AS_OF)["code"].head(len(four))) == set(four) else CONTRADICTED


def _first_four(data: Data) -> list[str]:
    """The nationalities with a count in the first sentence that prints any."""
    claims = data.raw["claims"].query("check == 'count'")
    return [place(data, quote) for quote in claims.loc[claims["sentence"] == claims["sentence"].iloc[0], "quote"]]


def _rising(data: Data, measure: str) -> str:
    """Whether the last fiscal year before the article's table has more than the year before it."""
    before, last = _year_ends(data, measure).tail(2)
    return SUPPORTED if last > before else CONTRADICTED


def _year_ends(data: Data, measure: str) -> pd.Series:
    """Exact counts of whole fiscal years that ended by the day of the article's table."""
    rows = data.series(measure)
    whole = rows["date"].str.fullmatch("FY[0-9]{4}") & (rows["scope"] == "") & (rows["precision"] == "exact")
    return rows.loc[whole & (rows["end"] <= pd.Timestamp(AS_OF)), "value"]


def _date_of_total(data: Data, quote: str) -> str:
    """Whether the total has the date that is quoted."""
    day = pd.to_datetime(quote.removeprefix("as of "), format="%B %d, %Y")
    rows = data.series("non_detained_with_final_order")
    return SUPPORTED if (rows.loc[rows["value"] == data.total(AS_OF), "end"] == day).any() else CONTRADICTED


def _millions(data: Data, _: str) -> str:
    """Whether people with a final order, those in ICE detention included, are millions."""
    held = data.series("detained_with_final_order").query("end <= @AS_OF")["value"].iloc[-1]
    return SUPPORTED if data.total(AS_OF) + held >= MILLIONS else IMPRECISE


CHECKS: dict[str, Callable[[Data, str], str]] = {
    "over_total": lambda data, quote: above(quote, data.total(AS_OF)),
    "over_docket": lambda data, quote: above(quote, _year_ends(data, DOCKET).iloc[-1]),
    "nearly": lambda data, quote: nearly(quote, order(data, "CHN")["persons"]),
    "total": lambda data, quote: SUPPORTED if number_in(quote)[0] == data.total(AS_OF) else CONTRADICTED,
    "date_of_total": _date_of_total,
    "count": _count,
    "largest": _largest,
    "majority": _majority,
    "docket_rising": lambda data, _: _rising(data, DOCKET),
    "removals_rising": lambda data, _: _rising(data, "removals"),
    "millions": _millions,
}
