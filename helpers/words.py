"""Put numbers into words, with the unit inside the formatter.

A share is a fraction here (0.188) and comes out with its sign ("18.8%"). Every function returns plain text, and remembers
the numbers in it: `helpers.show` refuses a sentence with a number that none of them put into words.
"""

import datetime as dt
import functools
import re
import string
from collections.abc import Callable, Iterable


NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
LETTERS = re.compile(rf"\b(?:{'|'.join(SMALL[2:])}|sixteen|twenty|fifty|ninety|hundred)\b", re.IGNORECASE)
# Numbers that are names, not results: fiscal years, dates and years.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NAMES = re.compile(
    rf"FY[0-9]{{4}}(?: Q[1-4](?:-Q[1-4])?)?|[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?|[0-9]{{1,2}} (?:{MONTHS})|\b(?:19|20)[0-9]{{2}}\b|M49|ISO 3166(?:-[1-3])?|[Cc]hapter [0-9]|#[a-z0-9-]+"
)
COMPUTED: set[str] = set()


def computes(put: Callable[..., str]) -> Callable[..., str]:
    """Mark a function whose text is computed: the numbers in it are remembered, and so is a comparison such as "under 0.1%"."""

    @functools.wraps(put)
    def remembered(*args, **kwargs) -> str:
        text = put(*args, **kwargs)
        COMPUTED.update(NUMBER.findall(text.replace("\\", "")), LETTERS.findall(text))
        return text

    return remembered


def typed(sentence: str) -> list[str]:
    """Numbers in a sentence that no function here put into words. Names such as FY2024 and dates do not count.

    >>> typed(f"{count(98765)} people in FY2024, or 4,321 fewer")
    ['4,321']
    """
    without_sources = re.sub(r"\[[^\]]*\]\([^)]*#source-[^)]*\)", "", sentence.replace("\\", ""))
    without_links = re.sub(r"\]\([^)]*\)", "]", without_sources)
    return [number for number in NUMBER.findall(NAMES.sub(" ", without_links)) if number.rstrip(",") not in COMPUTED]


@computes
def quote(printed: str) -> str:
    """A figure or short text exactly as its source prints it: "more than 7.6 million"."""
    return printed


@computes
def count(number: float) -> str:
    """A whole count with thousands commas: 1445549 gives "1,445,549"."""
    if number != int(number):
        raise ValueError(f"{number} is not a whole count")
    return f"{int(number):,}".replace("-", "−")


@computes
def small(number: int) -> str:
    """A small whole number in letters up to twelve ("ten"), in digits above. Raises ValueError for other numbers."""
    if number != int(number):
        raise ValueError(f"{number} is not a whole number")
    return SMALL[int(number)] if 0 <= number <= 12 else count(number)


@computes
def percent(share: float, places: int = 1) -> str:
    """A fraction as a percentage: 0.188 gives "18.8%", and 0.0001 "under 0.1%", as no share above zero is called zero.

    A share outside -10 to 10 raises ValueError: it is no fraction.

    >>> percent(0.188), percent(0.0001), percent(-0.5, 0)
    ('18.8%', 'under 0.1%', '−50%')
    """
    if not -10 <= share <= 10:
        raise ValueError(f"{share} is not a fraction of one")
    least = 10**-places
    if 0 < abs(100 * share) < least / 2:
        return f"under {least:.{places}f}%" if share > 0 else f"above −{least:.{places}f}%"
    return f"{100 * share:.{places}f}%".replace("-", "−")


@computes
def points(difference: float, places: int = 1) -> str:
    """A difference of two shares in percentage points: 0.023 gives "2.3 percentage points"."""
    return f"{100 * difference:.{places}f} percentage points".replace("-", "−")


@computes
def times(ratio: float, places: int = 1) -> str:
    """A ratio in words: 5.3 gives "5.3 times"."""
    return f"{ratio:,.{places}f} times"


@computes
def number(value: float, places: int = 1) -> str:
    """A plain decimal number with thousands commas: 30.28 gives "30.3"."""
    return f"{value:,.{places}f}".replace("-", "−")


@computes
def millions(value: float, places: int = 2) -> str:
    """A large number in millions: 7684705 gives "7.68 million"."""
    return f"{value / 1e6:,.{places}f} million"


@computes
def change(difference: float) -> str:
    """A signed whole number: 134102 gives "+134,102", -5 gives "−5", 0 gives "0"."""
    return f"{difference:+,.0f}".replace("-", "−") if difference else "0"


@computes
def relative(change: float, places: int = 1) -> str:
    """A relative change with its sign: 0.235 gives "+23.5%", 0.0001 "under 0.1%", 0 "0%".

    >>> relative(-0.006), relative(19)
    ('−0.6%', '+1,900.0%')
    """
    least = 10**-places
    if 0 < abs(100 * change) < least / 2:
        return f"under {least:.{places}f}%"
    return f"{100 * change:+,.{places}f}%".replace("-", "−") if change else "0%"


@computes
def ordinal(rank: int) -> str:
    """13 gives "13th"."""
    last_two, last = rank % 100, rank % 10
    ending = "th" if 11 <= last_two <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return f"{rank:,}{ending}"


@computes
def day(date: dt.date) -> str:
    """A date in words: "24 November 2024"."""
    return f"{date.day} {date:%B %Y}"


@computes
def when(printed: str) -> str:
    """A date as printed, in words and no more exact than it is: "2016-07" gives "July 2016", "FY2024" stays.

    >>> when("2024-11-24"), when("2016-07"), when("FY2011/FY2020")
    ('24 November 2024', 'July 2016', 'FY2011 to FY2020')
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", printed):
        return day(dt.date.fromisoformat(printed))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", printed):
        return f"{dt.date.fromisoformat(printed + '-01'):%B %Y}"
    return printed.replace("/", " to ")


def listing(items: Iterable[str], last: str = "and") -> str:
    """Words in a row: ["a", "b", "c"] gives "a, b and c"."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else "none"


@computes
def fraction(share: float) -> str:
    """The nearest everyday fraction, with its direction: 0.672 gives "just over two thirds".

    Within half a point of the fraction it is the fraction itself; within three points "just over" or "just under".
    Raises ValueError where none is near, so that a phrase never claims more than the figure.

    >>> fraction(0.672), fraction(0.7504), fraction(0.31)
    ('just over two thirds', 'three quarters', 'just under a third')
    """
    named = {
        0.1: "a tenth", 0.2: "a fifth", 0.25: "a quarter", 1 / 3: "a third", 0.4: "two fifths", 0.5: "half",
        0.6: "three fifths", 2 / 3: "two thirds", 0.75: "three quarters", 0.8: "four fifths", 0.9: "nine tenths",
    }  # fmt: skip
    near = min(named, key=lambda value: abs(value - share))
    gap = share - near
    if abs(gap) < 0.0005:
        return named[near]
    if abs(gap) <= 0.03:
        return f"{'just over' if gap > 0 else 'just under'} {named[near]}"
    raise ValueError(f"{share:.3f} is not near an everyday fraction; say the percentage")


def text(value: str) -> str:
    """Text from the data, with every character that Markdown could read as markup made harmless.

    >>> print(text("*A* | B"))
    \\*A\\* \\| B
    """
    return "".join(f"\\{mark}" if mark in string.punctuation else mark for mark in value)
