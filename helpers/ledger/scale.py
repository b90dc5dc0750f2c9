"""The scale of the ledger, what a check is given, what it returns, and the register of checks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from helpers import clean, words
from helpers.contract.outlets import ARTICLE
from helpers.figures import Data, row_at

SUPPORTED, ROUNDED, IMPRECISE, CONTRADICTED = "supported", "rounded", "imprecise", "contradicted"
OPEN, NO_FACT = "cannot be checked", "no fact"
MEANING = {
    SUPPORTED: "The sources say the same: a number is equal, a rule or an event is found.",
    ROUNDED: "True, and within one unit of the last digit that the article prints.",
    IMPRECISE: "Not false, but the words fit the legal or statistical fact loosely, or leave a wrong reading open.",
    CONTRADICTED: "The sources say otherwise.",
    OPEN: "No source read measures or reports it.",
    NO_FACT: "A forecast or an opinion; it gets no verdict.",
}
VERDICTS = list(MEANING)
NUMBER, WORD, LAW, EVENT, FORECAST = (
    "number",
    "word or term",
    "law and practice",
    "event or statement",
    "forecast or opinion",
)
KINDS = [NUMBER, WORD, LAW, EVENT, FORECAST]
ANSWER = "ice-response-2024-11"
FIRST = "like123"  # the Fox News report that first printed ICE's answer, in the copy read


class Missing(LookupError):
    """The data holds no figure, rule, flight or card that the check needs; the claim cannot be checked."""


@dataclass(frozen=True)
class Scale:
    """How strict the verdicts are.

    nearly: "nearly N" may stand for no less than this share of N. independent: a figure that was not read in ICE's
    document needs a text that does not repeat a misprint of the article.
    """

    nearly: float = 0.9
    independent: bool = True


@dataclass(frozen=True)
class Finding:
    """A verdict, the sentence of evidence, the reason, and the keys of the sources that carry it."""

    verdict: str
    evidence: str
    reason: str
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """A claim before its check: its quote and note, the data, the date of the table of final orders, the scale."""

    data: Data
    as_of: str
    quote: str
    note: str
    scale: Scale

    @cached_property
    def orders(self) -> pd.DataFrame:
        """Final orders by nationality, largest first, with `rank`, indexed by code."""
        frame = self.data.final_orders(self.as_of)
        return frame.assign(rank=frame["persons"].rank(method="min", ascending=False).astype(int)).set_index("code")

    @cached_property
    def total(self) -> int:
        return self.data.total(self.as_of)

    @cached_property
    def year(self) -> str:
        """The last fiscal year that ended before the table, and for which the docket was counted."""
        ended = self.fiscal_years("non_detained_docket")
        return ended.index[-1]

    def fiscal_years(self, measure: str) -> pd.Series:
        """Exact counts of full fiscal years that ended by the date of the table, by year."""
        frame = self.data.series(measure)
        full = frame["date"].str.fullmatch("FY[0-9]{4}") & (frame["scope"] == "") & (frame["precision"] == "exact")
        found = frame[full & (frame["end"] <= pd.Timestamp(self.as_of))].set_index("date")["value"]
        if len(found) < 2:
            raise Missing(f"fewer than two fiscal years of {measure.replace('_', ' ')}")
        return found

    def figure(self, measure: str, date: str, category: str = "") -> pd.Series:
        """The chosen figure of a measure. Raises Missing if there is none."""
        try:
            return self.data.row(measure, date, category)
        except KeyError:
            raise Missing(f"no figure for {measure.replace('_', ' ')} in {date}") from None

    def nationality(self, code: str) -> pd.Series:
        """The row of a nationality. Raises Missing if there is none."""
        if code not in self.orders.index:
            raise Missing(f"no row for {self.data.places.loc[code, 'name']}")
        return row_at(self.orders, code)

    def rules(self, *ids: str) -> list[pd.Series]:
        """Rows of law.csv by id. Raises Missing if one is not there."""
        law = self.data.raw["law"].set_index("id")
        if absent := [id for id in ids if id not in law.index]:
            raise Missing(f"no rule {absent[0]}")
        return [row_at(law, id) for id in ids]

    def term(self, term: str) -> pd.Series:
        """A row of the glossary. Raises Missing if it is not there."""
        glossary = self.data.raw["glossary"].set_index("term")
        if term not in glossary.index:
            raise Missing(f"no definition of {term}")
        return row_at(glossary, term)

    def quote_of(self, check: str) -> str:
        """The quote of the first claim with this check. Raises Missing if there is none."""
        quotes = self.data.raw["claims"].query("check == @check")["quote"]
        if quotes.empty:
            raise Missing(f"no claim {check}")
        return quotes.iloc[0]

    def card(self, key: str) -> pd.Series:
        """A source card. Raises Missing if it is not there."""
        if key not in self.data.sources.index:
            raise Missing(f"no source card {key}")
        return row_at(self.data.sources, key)

    def published(self, key: str) -> str:
        """When a source was published, in words."""
        printed = self.card(key)["published"]
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", printed):
            return printed or "no date shown"
        return words.day(pd.Timestamp(printed))

    def name(self, key: str) -> str:
        """The name of a source, as in a source line."""
        return self.card(key)["short"]

    def outlet(self, key: str) -> str:
        """Who wrote a text, without where its copy was read: "Fox News"."""
        return self.card(key)["publisher"].partition(", in a copy by")[0]


def others(row: pd.Series) -> list[str]:
    """Sources of a row of final orders, the chosen one first, without the article."""
    return [key for key in [row["source"], *row["also"].split()] if key != ARTICLE]


Check = Callable[[Case], Finding]
CHECKS: dict[str, Check] = {}
KIND: dict[str, str] = {}


def check(name: str, kind: str) -> Callable[[Check], Check]:
    """Register a check under the name that claims.csv uses, with the kind of claim it judges."""

    def add(function: Check) -> Check:
        if name in CHECKS:
            raise ValueError(f'two checks are called "{name}"')
        CHECKS[name], KIND[name] = function, kind
        return function

    return add


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
    zeros = len(digits) - len(digits.rstrip("0,")) - digits[len(digits.rstrip("0,")) :].count(",")
    unit = 10.0 ** -len(digits.split(".")[1]) if "." in digits else 10.0**zeros
    return clean.value(printed[0]), unit * scale


def above(printed: float, unit: float, actual: float) -> str:
    """Verdict on "more than `printed`": rounded within one unit, imprecise further above, contradicted if not above."""
    return CONTRADICTED if actual <= printed else ROUNDED if actual < printed + unit else IMPRECISE


def below(printed: float, nearly: float, actual: float) -> str:
    """Verdict on "nearly `printed`": rounded from the share `nearly` up, else imprecise; contradicted from it up."""
    return CONTRADICTED if actual >= printed else ROUNDED if actual >= nearly * printed else IMPRECISE
