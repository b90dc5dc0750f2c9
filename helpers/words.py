"""Put numbers into words, with the unit inside the formatter.

A share is a fraction here (0.188) and comes out with its sign ("18.8%"), so that 0.188 can never be printed as
"0.188 percent" nor 18.8 as "1880%". Every function returns plain text.
"""

import datetime as dt
from collections.abc import Iterable

SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()


def count(number: float) -> str:
    """A whole count with thousands commas: 1445549 gives "1,445,549"."""
    if number != int(number):
        raise ValueError(f"{number} is not a whole count")
    return f"{int(number):,}"


def small(number: int) -> str:
    """A small whole number in letters up to twelve ("ten"), in digits above."""
    return SMALL[int(number)] if 0 <= number <= 12 else count(number)


def percent(share: float, places: int = 1) -> str:
    """A fraction as a percentage: 0.188 gives "18.8%". A share outside -10 to 10 raises: it is no fraction."""
    if not -10 <= share <= 10:
        raise ValueError(f"{share} is not a fraction of one")
    return f"{100 * share:.{places}f}%".replace("-", "−")


def points(difference: float, places: int = 1) -> str:
    """A difference of two shares in percentage points: 0.023 gives "2.3 percentage points"."""
    return f"{100 * difference:.{places}f} percentage points".replace("-", "−")


def times(ratio: float, places: int = 1) -> str:
    """A ratio in words: 5.3 gives "5.3 times"."""
    return f"{ratio:,.{places}f} times"


def number(value: float, places: int = 1) -> str:
    """A plain decimal number with thousands commas: 30.28 gives "30.3"."""
    return f"{value:,.{places}f}".replace("-", "−")


def millions(value: float, places: int = 2) -> str:
    """A large number in millions: 7684705 gives "7.68 million"."""
    return f"{value / 1e6:,.{places}f} million"


def thousands(value: float) -> str:
    """A number rounded to whole thousands: 37908 gives "38,000"."""
    return f"{round(value, -3):,.0f}"


def change(difference: float) -> str:
    """A signed whole number: 134102 gives "+134,102", -5 gives "−5", 0 gives "0"."""
    return f"{difference:+,.0f}".replace("-", "−") if difference else "0"


def ordinal(rank: int) -> str:
    """13 gives "13th"."""
    last_two, last = rank % 100, rank % 10
    ending = "th" if 11 <= last_two <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return f"{rank:,}{ending}"


def day(date: dt.date) -> str:
    """A date in words: "24 November 2024"."""
    return f"{date.day} {date:%B %Y}"


def listing(items: Iterable[str], last: str = "and") -> str:
    """Words in a row: ["a", "b", "c"] gives "a, b and c"."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else "none"


def fraction(share: float) -> str:
    """The nearest everyday fraction, with its direction: 0.672 gives "just over two thirds".

    Within half a point of the fraction it is the fraction itself; within three points "just over" or "just under".
    Raises ValueError where none is near, so that a phrase never claims more than the figure.
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
    """Text from the data, with the characters that Markdown would read as markup made harmless."""
    for mark in "\\`*_{}[]<>#|$~^":
        value = value.replace(mark, "\\" + mark)
    return value
