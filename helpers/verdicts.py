"""Verdicts on the statements of the article that can be computed: each check that `data/claims.csv` names.

The article writes about the table of final orders of one day, and is judged by that table, whatever other tables are in
`data/`. It is no evidence for itself, nor is a text that repeats a misprint of it.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import pandas as pd

from helpers import clean, nationality
from helpers.docket import DOCKET, ORDERS
from helpers.figures import ARTICLE, Data
from helpers.figures import ARTICLE_TABLE as AS_OF
from helpers.problems import DataError, Problem

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
    return clean.figure(printed[0]).value, clean.last_digit(printed[0])


def above(quote: str, actual: float) -> str:
    """Verdict on "more than N": rounded within one unit of N, imprecise further up, contradicted if it is not more."""
    printed, unit = number_in(quote)
    return CONTRADICTED if actual <= printed else ROUNDED if actual < printed + unit else IMPRECISE


def nearly(quote: str, actual: float) -> str:
    """Verdict on "nearly N": rounded from nine tenths of N up, imprecise below, contradicted from N up."""
    printed, _ = number_in(quote)
    return CONTRADICTED if actual >= printed else ROUNDED if actual >= NEARLY * printed else IMPRECISE


def place(data: Data, quote: str) -> str:
    """The code of the nationality in a quote such as "Mexico (252,044)". Raises DataError for none that is known."""
    name = quote.partition(" (")[0]
    if name not in data.codes.index:
        line = list(data.raw["claims"]["quote"]).index(quote) + 2
        expected = 'expected a nationality and its count, such as "Pakistan (776)"'
        raise DataError([Problem("claims.csv", line, "quote", quote, expected)])
    return data.codes[name]


def order(data: Data, code: str) -> pd.Series:
    """The row of a nationality in the article's table of final orders."""
    return data.final_orders(AS_OF).set_index("code").loc[code]


def texts(row: pd.Series) -> list[str]:
    """The sources of a row of final orders, the chosen one first, without the article."""
    return [key for key in [row["source"], *row["also"].split()] if key != ARTICLE]


def independent(data: Data, row: pd.Series) -> list[str]:
    """Those of the sources of a row that repeat no misprint of the article."""
    return [key for key in texts(row) if key not in _repeating(data)]


@lru_cache(maxsize=1)
def _repeating(data: Data) -> set[str]:
    frame = data.raw["other-figures"]
    ours = frame.loc[frame["source"] == ARTICLE, ["citizenship", "printed"]]
    return set(frame.merge(ours)["source"])


def first_four(data: Data) -> set[str]:
    """The nationalities with a count in the first sentence that prints any, by code."""
    claims = data.raw["claims"].query("check == 'count'")
    return {place(data, quote) for quote in claims.loc[claims["sentence"] == claims["sentence"].iloc[0], "quote"]}


def readings(data: Data) -> dict[str, int]:
    """People with a final order: of the "first four" nationalities, and of all of "latin america"."""
    rows = data.final_orders(AS_OF)
    region = rows["subregion"].isin(nationality.LATIN_AMERICA)
    four = region & rows["code"].isin(first_four(data))
    return {"first four": int(rows.loc[four, "people"].sum()), "latin america": int(rows.loc[region, "people"].sum())}


def checks(data: Data) -> dict[str, Callable[[str], str]]:
    """The checks of claims.csv by name, each from a quote to its verdict.

    The docket and removals are measured by exact counts of whole fiscal years that had ended by the day of the table. A
    majority is supported if both readings of Latin America give one, imprecise if the wider alone does.
    """
    total, orders = data.total(AS_OF), data.final_orders(AS_OF)
    docket, removals = (_year_ends(data, measure).to_list() for measure in (DOCKET, "removals"))
    counted = data.series(ORDERS).query("value == @total")["end"]
    held = data.series("detained_with_final_order").query("end <= @AS_OF")["value"].iloc[-1]
    over = [people > total / 2 for people in readings(data).values()]
    four = first_four(data)

    def stands(true: bool) -> str:
        return SUPPORTED if true else CONTRADICTED

    def count(quote: str) -> str:
        """Equal to the table, where a text that is independent stands behind its row."""
        row = order(data, place(data, quote))
        if not texts(row):
            return OPEN
        if number_in(quote)[0] != row["people"]:
            return CONTRADICTED
        return SUPPORTED if row["evidence"] == "document" or independent(data, row) else OPEN

    def has_date(quote: str) -> bool:
        return (counted == pd.to_datetime(quote.removeprefix("as of "), format="%B %d, %Y")).any()

    return {
        "over_total": lambda quote: above(quote, total),
        "over_docket": lambda quote: above(quote, docket[-1]),
        "nearly": lambda quote: nearly(quote, order(data, "CHN")["people"]),
        "total": lambda quote: stands(number_in(quote)[0] == total),
        "date_of_total": lambda quote: stands(has_date(quote)),
        "count": count,
        "largest": lambda _: stands(set(orders["code"].head(len(four))) == four),
        "majority": lambda _: SUPPORTED if all(over) else IMPRECISE if any(over) else CONTRADICTED,
        "docket_rising": lambda _: stands(docket[-1] > docket[-2]),
        "removals_rising": lambda _: stands(removals[-1] > removals[-2]),
        "millions": lambda _: SUPPORTED if total + held >= MILLIONS else IMPRECISE,  # with those in ICE detention
    }


def _year_ends(data: Data, measure: str) -> pd.Series:
    """Exact counts of whole fiscal years that ended by the day of the article's table."""
    rows = data.series(measure)
    whole = rows["date"].str.fullmatch("FY[0-9]{4}") & (rows["scope"] == "") & (rows["precision"] == "exact")
    return rows.loc[whole & (rows["end"] <= pd.Timestamp(AS_OF)), "value"]
