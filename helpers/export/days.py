"""The days, months and years that are typed in chapters, beside the rows of `data/` that they cite: none is left standing."""

import itertools
import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from helpers import text
from helpers.checks import notes
from helpers.export import BuildError
from helpers.export.document import CITED, KEY
from helpers.export.pieces import Figure, Piece, Table, Text
from helpers.figures import Data

Day = tuple[str, str, str]  # day or "", month by name, "FY" or "", and year or ""
WRITTEN = re.compile(rf"\b(?:(?:([1-9]\d?) )?({'|'.join(month_name[1:])})\b(?: (\d{{4}}))?|(FY)?((?:19|20)\d\d)\b)")
ADDRESS = re.compile(r"\]\([^)]*\)")
ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?\b")
KEYS = {"key", "source", "also"}  # a date in the name of a source is no day of a row
NAMED = re.compile(r"\[([\w-]+)\]")


def check(notebooks: dict[str, list[Piece]], data: Data) -> None:
    """Raises BuildError, with all of them, for typed days that no row of `data/` on what is cited there has.

    And for days of an event in law.csv that events.csv does not have.
    """
    known = _known(data)
    faults = list(_retold(data))
    faults += [
        f'{name}: "{said}" in "{text.opening(part, 120)}": no row of data/ about what is cited here has this date'
        for name, pieces in notebooks.items()
        for piece in pieces
        if isinstance(piece, Text | Table)
        for part, keys in _parts(piece)
        if {*known, *data.sources.index}.issuperset(keys)  # else a link leads nowhere, which is said of it elsewhere
        for said in _unknown(part, keys, known)
        if _typed(said, piece)
    ]
    if faults:
        raise BuildError("\n".join(faults))


def _retold(data: Data) -> Iterator[str]:
    """What is wrong in law.csv: where a row names the source of an event, a day that is neither cited nor in events.csv."""
    events = _days([data.raw["events"]])
    for row in data.numbered("law").to_dict("records"):
        cited = {_day(found) for found in WRITTEN.finditer(row["citation"])}
        named = [row["source"], *row["also"].split(), *NAMED.findall(row["note"])]
        known = {key: events[key] | cited for key in named if key in events}
        as_of = text.when(row["as_of"]) if ISO.fullmatch(row["as_of"]) else ""
        for column, told in {"as_of": as_of, "statement": row["statement"], "note": row["note"]}.items():
            for said in _unknown(told, list(known), known):
                place = f'law.csv, row {row["line"]}, column {column}: "{said}"'
                yield f"{place}: events.csv has no such day of {', '.join(known)}; correct one of the two"


def _parts(piece: Text | Table) -> Iterator[tuple[str, list[str]]]:
    """The paragraphs and items of lists of a text or what stands around a figure or table, with the keys of what each cites.

    A paragraph that cites nothing, in a text that code has shown, is read beside what the others cite.
    """
    if isinstance(piece, Text):
        for part in text.PART.split(piece.markdown):
            yield part, KEY.findall(part) or (KEY.findall(piece.markdown) if piece.code else [])
    else:
        drawn = (piece.title, piece.subtitle, piece.alt) if isinstance(piece, Figure) else ()
        for part in (piece.caption, piece.note, *drawn):
            yield part, [*piece.sources, *KEY.findall(part)]


def _typed(said: str, piece: Text | Table) -> bool:
    """Whether a day was typed: it stands in the code that shows it, or there is no such code."""
    return not piece.code or said in {found.group() for found in WRITTEN.finditer(" ".join(piece.code.split()))}


def _unknown(part: str, keys: list[str], known: dict[str, set[Day]]) -> Iterator[str]:
    """The days written in a part that what it cites does not have; where it cites nothing, none."""
    days = set().union(*(known.get(key, set()) for key in keys))
    for found in WRITTEN.finditer(ADDRESS.sub("]", CITED.sub("", part))) if keys else ():
        number, month, year = _day(found)
        if found.group() == "May":  # or a verb
            continue
        if not any(number in ("", day[0]) and month == day[1] and year in ("", day[2]) for day in days):
            yield found.group()


def _day(found: re.Match[str]) -> Day:
    """The day, month or year that was written, where a year alone has no month."""
    number, month, year, fiscal, alone = found.groups("")
    return number, month or fiscal, year or alone


def _known(data: Data) -> dict[str, set[Day]]:
    """The days in the rows of `data/` that have a source or name it in a remark, or are its card, by its key.

    Where a source has rows in events.csv, or else in law.csv, they and its figures alone, and not its card.
    """
    figures = [table for table in data.raw.values() if "printed" in table]
    others = [table for name, table in data.raw.items() if "printed" not in table and name != notes.HISTORY]
    events, rules = _days([data.raw["events"]]), _days([data.raw["law"]])
    counted, rest = _days(figures), _days(others)
    return {key: counted[key] | (events[key] or rules[key] or rest[key]) for key in {*counted, *rest}}


def _days(tables: list[pd.DataFrame]) -> dict[str, set[Day]]:
    """The days in the rows of some tables, by the sources that a row has or names."""
    known: dict[str, set[Day]] = defaultdict(set)
    for row in itertools.chain.from_iterable(table.to_dict("records") for table in tables):
        cells = " ".join(cell for column, cell in row.items() if column not in KEYS)
        days = {
            (day.lstrip("0"), month_name[int(month)], year) for year, month, day in ISO.findall(NAMED.sub("", cells))
        }
        days |= {_day(found) for found in WRITTEN.finditer(cells)}
        days |= {("30", "September", year) for _, month, year in days if month == "FY"}
        days |= {("", "", day[2]) for day in days}
        for key in (*NAMED.findall(cells), *(row.get("source") or row.get("key") or "").split()):
            known[key] |= days
    return known
