"""Words for what Python's format specs do not say: dates, ordinals, small numbers, lists; and marks in text."""

import datetime as dt
import re
import textwrap
from collections.abc import Iterable

from helpers.problems import ClaimError

PART = re.compile(r"\n\s*\n|\n(?=(?:[-*]|\d+\.) )")  # between paragraphs and items of lists, in Markdown
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def day(date: dt.date) -> str:
    """A date in words.

    >>> day(dt.date(2024, 11, 24))
    '24 November 2024'
    """
    return f"{date.day} {date:%B %Y}"


def when(printed: str) -> str:
    """A date as a table of `data/` has it, in words and no more exact than it is: "2016-07" gives "July 2016".

    >>> when("2024-11-24"), when("2016-07"), when("FY2011/FY2020")
    ('24 November 2024', 'July 2016', 'FY2011 to FY2020')
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", printed):
        return day(dt.date.fromisoformat(printed))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", printed):
        return f"{dt.date.fromisoformat(printed + '-01'):%B %Y}"
    return " to ".join(when(part) for part in printed.split("/")) if "/" in printed else printed


def ordinal(rank: int) -> str:
    """A rank in words.

    >>> ordinal(13), ordinal(22)
    ('13th', '22nd')
    """
    ending = "th" if 11 <= rank % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank:,}{ending}"


def spelled(number: int) -> str:
    """A whole number in letters up to twelve, in digits above. Raises ValueError for a fraction or a negative number.

    >>> spelled(10), spelled(0), spelled(16)
    ('ten', 'no', '16')
    """
    if number != int(number) or number < 0:
        raise ValueError(f"{number} is not a whole number from 0 up")
    return SMALL[int(number)] if number < len(SMALL) else f"{int(number):,}"


def listing(items: Iterable[str]) -> str:
    """Items in a sentence. Raises ClaimError for no items, for which a sentence needs other words.

    >>> listing(["Cuba"]), listing(["Cuba", "Haiti", "Peru"])
    ('Cuba', 'Cuba, Haiti and Peru')
    """
    found = list(items)
    if not found:
        raise ClaimError("A sentence lists things of which there are none now; word it for that.")
    *first, last = found
    return f"{', '.join(first)} and {last}" if first else last


def escape(text: str) -> str:
    """Text from the data, for use within a line, with every character that Markdown could read as markup made harmless.

    >>> print(escape("*A* | B"))
    \\*A\\* \\| B
    """
    return re.sub(r"([\\`*_\[\]<>|~$&#^{])", r"\\\1", text)


def plain(markdown: str) -> str:
    """What a text written in Markdown says, without its marks.

    >>> plain("**India** is [13th](#india) of the rows\\\\.")
    'India is 13th of the rows.'
    """
    marks = r"\\([!-/:-@[-`{-~])|\[((?:\\.|[^]\\])*)\]\([^)]*\)|[*`]"
    return re.sub(marks, lambda found: found[1] or plain(found[2] or ""), markdown)


def opening(markdown: str, most: int = 250) -> str:
    """How a text begins, without its marks, to know it by.

    >>> opening("1. **Most** are nationals of four countries.", 14)
    '1. Most are …'
    """
    return textwrap.shorten(plain(markdown), most, placeholder=" …")


def curly(text: str) -> str:
    """The text with curly quotation marks in place of straight ones.

    >>> curly('ICE\\'s "list" (\\'19)')
    'ICE’s “list” (’19)'
    """
    text = re.sub(r"(?<!\w)'(?=\d\d\b)", "’", text)
    text = re.sub(r"""(^|[\s(\[–—/“])'""", r"\1‘", re.sub(r"""(^|[\s(\[–—/‘])\"""", r"\1“", text))
    return text.replace('"', "”").replace("'", "’")


def sentence(caption: str) -> str:
    """A caption with a full stop, for a source line follows it.

    >>> sentence("India: the figures"), sentence("How many?")
    ('India: the figures.', 'How many?')
    """
    return caption if caption.endswith((".", "?", "!")) else f"{caption}."
