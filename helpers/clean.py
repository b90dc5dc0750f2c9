"""Turn figures, dates and country names, as printed, into values. Nothing is guessed: all else raises ValueError."""

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

NOT_A_NUMBER = {"not published", "not found", "not disclosed"}
BELOW = ("fewer than", "less than", "up to", "under")
ABOVE = ("more than", "over", "at least")
ABOUT = ("about", "approximately", "roughly", "nearly", "almost", "just under", "just over")
SCALES = {"": 1, "million": 1_000_000, "billion": 1_000_000_000}

FIRST_YEAR, LAST_YEAR = 1900, 2100

_WHOLE = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*)"
_COUNT = re.compile(_WHOLE)
_QUALIFIER = "|".join(sorted(BELOW + ABOVE + ABOUT, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:(?P<qualifier>{_QUALIFIER}) )?(?:(?P<number>{_WHOLE}(?:\.[0-9]{{1,2}})?)"
    rf"|(?P<scaled>{_WHOLE}(?:\.[0-9]+)?) (?P<scale>million|billion))"
)
_PERIOD = re.compile(
    r"FY(?P<fiscal>[0-9]{4})(?: Q(?P<first>[1-4])(?:-Q(?P<last>[1-4]))?)?"
    r"|(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_FOOTNOTE = r"*^\[(\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079"
_WITHHELD = r"(?i)(?:[a-z]|n\.?/?a\.?|#n/a|withheld|redacted|none|null|[-\u2013\u2014.*]+|\(?b\)?\s*\(?[0-9].*)"
_WRONG = [
    (r"[-\u2212(]", "a count is never negative"),
    (rf"[0-9,]+ ?(?:[{_FOOTNOTE}]|[a-z]$)", "a footnote mark goes into the note"),
    (r".*[^\x00-\x7f]", "digits are 0 to 9 and spaces are plain"),
    (r"[0-9]+ [0-9]", "thousands take a comma, not a space"),
    (r"[0-9]{1,3}(?:\.[0-9]{3})+$", "thousands take a comma; a dot would be a decimal"),
    (r"[0-9,]+\.", "a count is whole"),
    (r"0[0-9,]", "a figure does not begin with 0"),
    (r"[0-9,]+$", "commas stand every three digits"),
]


@dataclass(frozen=True)
class Figure:
    """A figure as printed and what it says.

    value: number, or None where the source gives none ("not published").
    precision: exact, rounded, approximate, lower bound, upper bound or none.
    """

    value: float | None
    precision: str


@cache
def figure(printed: str) -> Figure:
    """Read a printed figure: "1,445,549", "more than 7.4 million", "not published".

    A full number is exact; one or two decimals are those of a percentage or an average ("24.6"). A number with a scale
    word ("3.26 million") is rounded. Raises ValueError for all else: "252.044", "25,2044", "1 445 549", "-5", "5*".

    >>> figure("1,445,549")
    Figure(value=1445549, precision='exact')
    >>> figure("more than 7.4 million")
    Figure(value=7400000.0, precision='lower bound')
    """
    if printed in NOT_A_NUMBER:
        return Figure(None, "none")
    match = _FIGURE.fullmatch(printed)
    if not match:
        withheld = 'what a source withholds or leaves out is "not published", with its mark in the note'
        raise ValueError(
            _sentence(printed, 'a figure as printed, such as "1,445,549" or "more than 7.4 million"', withheld)
        )
    digits = (match["number"] or match["scaled"]).replace(",", "")
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


def value(printed: str) -> float:
    """The number that a printed figure gives. Raises ValueError where the source gives none ("not published").

    >>> value("more than 7.4 million")
    7400000.0
    """
    read = figure(printed).value
    if read is None:
        raise ValueError(f'"{printed}" gives no number')
    return read


def count(printed: str) -> int:
    """Read an exact whole count with US thousands commas: "252,044" gives 252044.

    Raises ValueError for decimals, signs, spaces, other digits and wrong grouping.

    >>> count("252,044")
    252044
    """
    if not is_count(printed):
        withheld = "this table has exact counts only; leave out a row whose count is withheld, rounded or a bound"
        raise ValueError(
            _sentence(printed, 'a whole count with commas every three digits, such as "252,044"', withheld)
        )
    return int(printed.replace(",", ""))


def is_count(printed: str) -> bool:
    """Whether `count` can read it."""
    return bool(_COUNT.fullmatch(printed))


def _sentence(printed: str, expected: str, withheld: str) -> str:
    why = next((why for pattern, why in _WRONG if re.match(pattern, printed)), "")
    figure = _FIGURE.fullmatch(printed)
    if (
        re.fullmatch(_WITHHELD, printed)
        or printed in NOT_A_NUMBER
        or (figure and (figure["qualifier"] or figure["scale"]))
    ):
        why = withheld
    return f'"{printed}" is not {expected}{": " if why else ""}{why}'


@dataclass(frozen=True)
class Period:
    """A date as printed: its first and last day."""

    start: dt.date
    end: dt.date


def is_day(printed: str) -> bool:
    """Whether it is a day of the calendar as `data/` writes it.

    >>> is_day("2024-11-24"), is_day("2024-02-30"), is_day("2024-11")
    (True, False, False)
    """
    try:
        return dt.date.fromisoformat(printed).isoformat() == printed
    except ValueError:
        return False


@cache
def period(printed: str) -> Period:
    """Read a date as printed: FY2024, FY2025 Q1-Q3, 2024, 2024-11, 2024-11-24, or two of them with a slash.

    Years are 1900 to 2100. Raises ValueError for anything else ("FY24", "2024-13"), "undated" included: an undated
    figure has no place on a time axis.

    >>> period("FY2024").end
    datetime.date(2024, 9, 30)
    """
    if printed.count("/") == 1:
        first, last = (period(part) for part in printed.split("/"))
        if last.end < first.start:
            raise ValueError(f'"{printed}" ends before it begins')
        return Period(first.start, last.end)
    wrong = ValueError(f'"{printed}" is not a date such as FY2024, FY2025 Q1-Q3, 2024, 2024-11 or 2024-11-24')
    match = _PERIOD.fullmatch(printed)
    if not match or not FIRST_YEAR <= int(match["fiscal"] or match["year"]) <= LAST_YEAR:
        raise wrong
    if match["fiscal"]:
        first, last = int(match["first"] or 1), int(match["last"] or match["first"] or 4)
        if last < first:
            raise wrong
        return Period(_quarter(int(match["fiscal"]), first)[0], _quarter(int(match["fiscal"]), last)[1])
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    try:
        start = dt.date(year, month if match["month"] else 1, day if match["day"] else 1)
    except ValueError:
        raise ValueError(f'"{printed}" is not in the calendar') from None
    if match["day"]:
        return Period(start, start)
    last = month or 12
    return Period(start, dt.date(year, last, calendar.monthrange(year, last)[1]))


def _quarter(fiscal: int, number: int) -> tuple[dt.date, dt.date]:
    month = (9 + 3 * (number - 1)) % 12 + 1
    year = fiscal - 1 if number == 1 else fiscal
    last = month + 2
    return dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


@cache
def plain(name: str) -> str:
    """A name without accents, case, punctuation and double spaces, for comparing spellings.

    >>> plain("Côte d'Ivoire")
    'cote divoire'
    """
    letters = unicodedata.normalize("NFKD", name.replace("\u2019", "'").replace("\u0131", "i"))
    letters = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    letters = re.sub(r"[&/.,()\-\u2013]", " ", letters.replace("'", ""))
    return " ".join(letters.split())


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The spellings in `known` most like `name`: those almost the same, those with the same words and more, the rest.

    >>> nearest("Columbia", ["Colombia", "Gambia", "Mali"])
    ['Colombia', 'Gambia']
    """
    by_plain = {plain(k): k for k in known}
    wanted = plain(name)
    words = set(wanted.split())
    inside = [p for p in by_plain if words and (words <= set(p.split()) or words >= set(p.split()))]
    inside.sort(key=lambda p: abs(len(p) - len(wanted)))
    same, like = (difflib.get_close_matches(wanted, list(by_plain), n=most, cutoff=cutoff) for cutoff in (0.8, 0.5))
    return [by_plain[hit] for hit in dict.fromkeys([*same, *inside, *like])][:most]
