"""Marks in text: curly quotation marks for straight ones, a full stop where none is, those of Markdown taken away."""

import re


def curly(text: str) -> str:
    """The text with curly marks in place of straight ones, as the report's sentences have them.

    >>> curly('ICE\\'s "list" (\\'19)')
    'ICE’s “list” (’19)'
    """
    text = re.sub(r"(?<!\w)'(?=\d\d\b)", "’", text)
    text = re.sub(r"""(^|[\s(\[–—/“])'""", r"\1‘", re.sub(r"""(^|[\s(\[–—/‘])\"""", r"\1“", text))
    return text.replace('"', "”").replace("'", "’")


def unmarked(sentence: str) -> str:
    """What a sentence written in Markdown says, without its marks.

    >>> unmarked("**India** is [13th](#india) of the rows\\\\.")
    'India is 13th of the rows.'
    """
    marks = r"\\([!-/:-@[-`{-~])|\[((?:\\.|[^]\\])*)\]\([^)]*\)|[*`]"
    return re.sub(marks, lambda found: found[1] or unmarked(found[2] or ""), sentence)


def sentence(caption: str) -> str:
    """A caption with a full stop, for a source line follows it.

    >>> sentence("India: the figures"), sentence("How many?")
    ('India: the figures.', 'How many?')
    """
    return caption if caption.endswith((".", "?", "!")) else f"{caption}."
