"""The days and months that chapters tell in Markdown, beside the rows of `data/` that they cite: none is left standing.

A day in a sentence with figures is computed. Prose without figures is typed, and its days with it.
"""

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from helpers import text
from helpers.export import BuildError
from helpers.export.document import CITED, KEY
from helpers.export.pieces import Piece, Text
from helpers.figures import Data

Day = tuple[str, str, str]  # day or "", month by name, and year or ""
WRITTEN = re.compile(rf"\b(?:([1-9]\d?) )?({'|'.join(month_name[1:])})\b(?: (\d{{4}}))?")
ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?\b")
PART = re.compile(r"\n\s*\n|\n(?=- )")
NAMED = re.compile(r"\[([\w-]+)\]")


def check(notebooks: dict[str, list[Piece]], data: Data) -> None:
    """Raises BuildError, with all of them, for days in Markdown that no row of `data/` on what is cited there has."""
    known = _known(data)
    faults = [
        f'{name}: "{said}" in "{text.opening(part, 120)}": no row of data/ about what is cited here has this date'
        for name, pieces in notebooks.items()
        for piece in pieces
        if isinstance(piece, Text) and not piece.shown
        for part in PART.split(piece.markdown)
        for said in _unknown(part, known)
    ]
    if faults:
        raise BuildError("\n".join(faults))


def _unknown(part: str, known: dict[str, set[Day]]) -> Iterator[str]:
    """The days written in a paragraph or an item of a list that what it cites does not have; in one without sources, none."""
    days = set().union(*(known.get(key, set()) for key in KEY.findall(part)))
    for found in WRITTEN.finditer(CITED.sub("", part)) if KEY.search(part) else ():
        number, month, year = found.groups("")
        if not number and not year:  # a month of a year that stands elsewhere, or "may"
            continue
        if not any(number in ("", day[0]) and month == day[1] and year in ("", day[2]) for day in days):
            yield found.group()


def _known(data: Data) -> dict[str, set[Day]]:
    """The days in the rows of `data/` that have a source or name it in a remark, or are its card, by its key.

    Where a source has rows in events.csv, theirs alone: what else tells of an event is not asked.
    """
    known: dict[str, set[Day]] = defaultdict(set)
    for name, table in data.raw.items():
        if name != "events":
            _add(known, table)
    told: dict[str, set[Day]] = defaultdict(set)
    _add(told, data.raw["events"])
    return known | told


def _add(known: dict[str, set[Day]], table: pd.DataFrame) -> None:
    for row in table.to_dict("records"):
        cells = " ".join(row.values())
        days = {(day.lstrip("0"), month_name[int(month)], year) for year, month, day in ISO.findall(cells)}
        days |= set(WRITTEN.findall(cells))
        for key in (*NAMED.findall(cells), *(row.get("source") or row.get("key") or "").split()):
            known[key] |= days
