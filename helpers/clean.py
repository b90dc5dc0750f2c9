"""Turn figures, dates and country names, as printed, into values.

Nothing is guessed: text outside the stated grammar raises `ValueError` with a sentence.
"""

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from dataclasses import dataclass

NOT_A_NUMBER = {"not published", "not found", "not disclosed"}
BELOW = ("fewer than", "less than", "up to", "under")
ABOVE = ("more than", "over", "at least", "just over")
ABOUT = ("about", "approximately", "roughly", "nearly", "almost", "just under")
SCALES = {"": 1, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_QUALIFIER = "|".join(sorted(BELOW + ABOVE + ABOUT, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:(?P<qualifier>{_QUALIFIER}) )?(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})*(?:\.[0-9]+)?)"
    r"(?: (?P<scale>thousand|million|billion))?"
)
_COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*")


@dataclass(frozen=True)
class Figure:
    """A figure as printed and what it says.

    value: number, or None where the source gives none ("not published").
    precision: exact, rounded, approximate, lower bound, upper bound or none.
    """

    value: float | None
    precision: str


def figure(printed: str) -> Figure:
    """Read a printed figure: "1,445,549", "more than 7.4 million", "not published".

    A full count is exact. A number with a scale word ("3.26 million") is rounded.
    Raises ValueError for anything else ("252.044" is not thousands, "25,2044" is misgrouped).

    >>> figure("1,445,549")
    Figure(value=1445549, precision='exact')
    >>> figure("more than 7.4 million")
    Figure(value=7400000.0, precision='lower bound')
    """
    if printed in NOT_A_NUMBER:
        return Figure(None, "none")
    match = _FIGURE.fullmatch(printed)
    if not match:
        raise ValueError(f'"{printed}" is not a figure as printed, such as "1,445,549" or "more than 7.4 million"')
    digits = match["number"].replace(",", "")
    value = (float(digits) if "." in digits else int(digits)) * SCALES[match["scale"] or ""]
    if match["scale"]:
        value = float(round(value))
    qualifier = match["qualifier"]
    if qualifier in BELOW:
        return Figure(value, "upper bound")
    if qualifier in ABOVE:
        return Figure(value, "lower bound")
    if qualifier in ABOUT:
        return Figure(value, "approximate")
    return Figure(value, "rounded" if match["scale"] else "exact")


def count(printed: str) -> int:
    """Read an exact whole count with US thousands commas: "252,044" gives 252044.

    Raises ValueError for decimals, signs, spaces, other digits and wrong grouping.

    >>> count("252,044")
    252044
    """
    if not _COUNT.fullmatch(printed):
        raise ValueError(f'"{printed}" is not a whole count with commas every three digits, such as "252,044"')
    return int(printed.replace(",", ""))


@dataclass(frozen=True)
class Period:
    """A date as printed: its first and last day, and whether it is a fiscal year or a span."""

    printed: str
    start: dt.date
    end: dt.date

    @property
    def is_fiscal_year(self) -> bool:
        return bool(re.fullmatch(r"FY[0-9]{4}", self.printed))


def fiscal_year(year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a US fiscal year: 1 October of the year before to 30 September."""
    return dt.date(year - 1, 10, 1), dt.date(year, 9, 30)


def period(printed: str) -> Period:
    """Read a date as printed: FY2024, FY2025 Q1-Q3, 2024, 2024-11, 2024-11-24, or two of them with a slash.

    Raises ValueError for anything else, "undated" included: an undated figure has no place on a time axis.

    >>> period("FY2024").end
    datetime.date(2024, 9, 30)
    """
    if "/" in printed:
        first, last = printed.split("/", 1)
        span = Period(printed, period(first).start, period(last).end)
        if span.end < span.start:
            raise ValueError(f'"{printed}" ends before it begins')
        return span
    if match := re.fullmatch(r"FY([0-9]{4})(?: Q([1-4])(?:-Q([1-4]))?)?", printed):
        start, end = fiscal_year(int(match[1]))
        if match[2]:
            first, last = int(match[2]), int(match[3] or match[2])
            start, end = _quarter(int(match[1]), first)[0], _quarter(int(match[1]), last)[1]
        return Period(printed, start, end)
    if re.fullmatch(r"[0-9]{4}", printed):
        return Period(printed, dt.date(int(printed), 1, 1), dt.date(int(printed), 12, 31))
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", printed):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12:
            return Period(printed, dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", printed):
        day = dt.date.fromisoformat(printed)
        return Period(printed, day, day)
    raise ValueError(f'"{printed}" is not a date such as FY2024, 2024-11 or 2024-11-24')


def _quarter(fiscal: int, number: int) -> tuple[dt.date, dt.date]:
    month = (9 + 3 * (number - 1)) % 12 + 1
    year = fiscal - 1 if number == 1 else fiscal
    last = month + 2
    return dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def plain(name: str) -> str:
    """A name without accents, case, punctuation and double spaces, for comparing spellings.

    >>> plain("Côte d'Ivoire")
    'cote divoire'
    """
    letters = unicodedata.normalize("NFKD", name.replace("\u2019", "'").replace("ı", "i"))
    letters = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    letters = re.sub(r"[&/.,()\-–]", " ", letters.replace("'", ""))
    return " ".join(letters.split())


def nearest(name: str, known: list[str], most: int = 3) -> list[str]:
    """The spellings in `known` most like `name`, best first."""
    by_plain = {plain(k): k for k in known}
    hits = difflib.get_close_matches(plain(name), list(by_plain), n=most, cutoff=0.5)
    return [by_plain[hit] for hit in hits]
