"""Turn figures, dates and country names, as printed, into values. Nothing is guessed: all else raises ValueError."""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

NOT_A_NUMBER = {"not published", "not found", "not disclosed"}
QUALIFIERS = {  # what a word before a number makes of it
    **dict.fromkeys(("fewer than", "less than", "up to", "under"), "upper bound"),
    **dict.fromkeys(("more than", "over", "at least"), "lower bound"),
    **dict.fromkeys(
        ("about", "approximately", "roughly", "nearly", "almost", "just under", "just over"), "approximate"
    ),
}
ROUNDED = {
    "rounded to tens": 10,
    "rounded to hundreds": 100,
    "rounded to thousands": 1_000,
}  # scopes that say only this
SCALES = {"": 1, "million": 1_000_000, "billion": 1_000_000_000}

FIRST_YEAR, LAST_YEAR = 1900, 2100

_WHOLE = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*)"
_COUNT = re.compile(_WHOLE)
_FIGURE = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(QUALIFIERS)}) )?(?:(?P<number>{_WHOLE}(?:\.[0-9]{{1,2}})?)"
    rf"|(?P<scaled>{_WHOLE}(?:\.[0-9]+)?) (?P<scale>million|billion))"
)
_PERIODS = {  # forms of a date and what pandas calls such a period; a fiscal year ends in September
    re.compile(r"FY([0-9]{4})"): "Y-SEP",
    re.compile(r"FY([0-9]{4} Q[1-4])"): "Q-SEP",
    re.compile(r"([0-9]{4})"): "Y",
    re.compile(r"([0-9]{4}-[0-9]{2})"): "M",
    re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})"): "D",
}
_QUARTERS = re.compile(r"(FY[0-9]{4}) (Q[1-4])-(Q[1-4])")
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
        expected = 'a figure as printed, such as "1,445,549" or "more than 7.4 million"'
        withheld = 'what a source withholds or leaves out is "not published", with its mark in the note'
        raise ValueError(_sentence(printed, expected, withheld))
    digits = (match["number"] or match["scaled"]).replace(",", "")
    value = (float(digits) if "." in digits else int(digits)) * SCALES[match["scale"] or ""]
    if match["scale"]:
        value = float(round(value))
    return Figure(value, QUALIFIERS.get(match["qualifier"]) or ("rounded" if match["scale"] else "exact"))


def last_digit(printed: str) -> float:
    """The worth of the last digit of a figure that is not a zero at its end; of a figure that has a number.

    >>> last_digit("more than 7.6 million"), last_digit("nearly 278,000"), last_digit("30.3")
    (100000.0, 1000.0, 0.1)
    """
    found = re.search(r"([0-9][0-9,]*(?:\.[0-9]+)?)(?: (million|billion))?$", printed)
    number, scale = found.groups()
    whole, _, decimals = number.replace(",", "").partition(".")
    worth = 10.0 ** -len(decimals) if decimals else 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return worth * SCALES[scale or ""]


def count(printed: str) -> int:
    """Read an exact whole count with US thousands commas: "252,044" gives 252044.

    Raises ValueError for decimals, signs, spaces, other digits and wrong grouping.
    """
    if not is_count(printed):
        expected = 'a whole count such as "252,044"'
        withheld = "this table has exact counts only; leave out a row whose count is withheld, rounded or a bound"
        raise ValueError(_sentence(printed, expected, withheld))
    return int(printed.replace(",", ""))


def is_count(printed: str) -> bool:
    """Whether `count` can read it."""
    return bool(_COUNT.fullmatch(printed))


def _sentence(printed: str, expected: str, withheld: str) -> str:
    why = next((why for pattern, why in _WRONG if re.match(pattern, printed)), "")
    figure = _FIGURE.fullmatch(printed)
    inexact = figure and (figure["qualifier"] or figure["scale"])
    if inexact or printed in NOT_A_NUMBER or re.fullmatch(_WITHHELD, printed):
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
    quarters = _QUARTERS.fullmatch(printed)
    ends = [f"{quarters[1]} {quarters[2]}", f"{quarters[1]} {quarters[3]}"] if quarters else printed.split("/")
    if len(ends) == 2:
        first, last = map(period, ends)
        if last.end < first.start:
            raise ValueError(f'"{printed}" ends before it begins')
        return Period(first.start, last.end)
    for form, kind in _PERIODS.items():
        match = form.fullmatch(printed)
        if match and FIRST_YEAR <= int(match[1][:4]) <= LAST_YEAR:
            try:
                found = pd.Period(match[1].replace(" ", ""), kind)
            except ValueError:
                raise ValueError(f'"{printed}" is not in the calendar') from None
            return Period(found.start_time.date(), found.end_time.date())
    raise ValueError(f'"{printed}" is not a date such as FY2024, FY2025 Q1-Q3, 2024, 2024-11 or 2024-11-24')


def nearest_dates(date: object, known: Iterable[str]) -> list[str]:
    """The three dates in `known` that are nearest in time to a date; none for what is no date.

    >>> nearest_dates("FY2030", ["FY2023", "2024-11-24", "undated", "FY2024", "FY2008"])
    ['2024-11-24', 'FY2024', 'FY2023']
    """
    try:
        end = period(str(date)).end
    except ValueError:
        return []
    return sorted((one for one in known if one != "undated"), key=lambda one: abs(period(one).end - end))[:3]


@cache
def plain(name: str) -> str:
    """A name without accents, case, punctuation and double spaces, for comparing spellings.

    >>> plain("Côte d'Ivoire")
    'cote divoire'
    """
    letters = unicodedata.normalize("NFKD", name.replace("\u2019", "'").replace("\u0131", "i"))
    letters = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    letters = re.sub(r"[&/.,()_\-\u2013]", " ", letters.replace("'", ""))
    return " ".join(letters.split())


def is_almost(one: str, other: str) -> bool:
    """Whether two names differ in accents, case and punctuation alone or, without figures in them, in a letter or two.

    >>> is_almost("order of supervison", "Order of supervision"), is_almost("16 countries", "17 countries")
    (True, False)
    """
    first, second = plain(one), plain(other)
    if first == second or any(letter.isdigit() for letter in first + second):
        return first == second
    return sorted(first) == sorted(second) or difflib.SequenceMatcher(None, first, second).ratio() > 0.9


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The spellings in `known` most like `name`: those almost the same, then those with the same words, or their beginning.

    >>> nearest("Columbia", ["Colombia", "Gambia"]), nearest("Rep. of Mali", ["Malta", "Mali"]), nearest("salv", ["El Salvador"])
    (['Colombia'], ['Mali'], ['El Salvador'])
    """
    by_plain = {plain(k): k for k in known}
    wanted = plain(name)
    words = set(wanted.split())
    like = difflib.get_close_matches(wanted, by_plain, n=most, cutoff=0.7)
    ratios = [difflib.SequenceMatcher(None, wanted, word).ratio() for word in like]
    same = [word for word, ratio in zip(like, ratios, strict=True) if ratio > ratios[0] - 0.1]
    sure = [word for word, ratio in zip(like, ratios, strict=True) if ratio > max(0.8, ratios[0] - 0.1)]
    inside = [word for word in by_plain if words and (words <= set(word.split()) or words >= set(word.split()))]
    begun = [word for word in by_plain if len(wanted) > 2 and f" {wanted}" in f" {word}"]
    inside.sort(key=lambda word: abs(len(word) - len(wanted)))
    return [by_plain[word] for word in dict.fromkeys([*sure, *inside, *begun, *same])][:most]
