"""Curly quotation marks and apostrophes in what is not a sentence of the notebooks: charts, tables, captions, cards."""

import re


def curly(text: str) -> str:
    """The text with curly marks in place of straight ones, as the report's sentences have them.

    >>> curly('ICE\\'s "list" (\\'19)')
    'ICE’s “list” (’19)'
    """
    text = re.sub(r"(?<!\w)'(?=\d\d\b)", "’", text)
    text = re.sub(r"""(^|[\s(\[–—/“])'""", r"\1‘", re.sub(r"""(^|[\s(\[–—/‘])\"""", r"\1“", text))
    return text.replace('"', "”").replace("'", "’")
