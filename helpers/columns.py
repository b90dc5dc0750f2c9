"""How a column of a shown table is titled, formatted and described: `data/columns.csv`, for notebook, page and workbook."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers import load, sources, text

MISSING = "–"
WORDS = ("", "date", "source")  # formats that are not of numbers
OF_ROWS = ["row", "sources"]  # columns that say which rows are totals, and what each row rests on


@dataclass(frozen=True)
class Link:
    """A cell that links: `href` is an address, or a notebook's name with "#" and a place in it."""

    text: str
    href: str


def described(name: str) -> pd.Series:
    """The row of a column in `data/columns.csv`: title, format and description. Raises ValueError for an unknown one."""
    known = load.data().columns
    if name not in known.index:
        raise ValueError(f'columns.csv has no column "{name}": add its title, format and description there')
    return known.loc[name]


def titles(frame: pd.DataFrame, show: Sequence[str] | Mapping[str, str] | None) -> dict[str, str]:
    """Title of each column to show, in order; without `show` all but OF_ROWS. A precision that is exact in every row is left out.

    Raises ValueError for a column that the frame or columns.csv lacks.
    """
    names = list(frame.columns.drop(OF_ROWS, errors="ignore") if show is None else show)
    if missing := [name for name in names if name not in frame.columns]:
        raise ValueError(f"the frame has no column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}")
    given = show if isinstance(show, Mapping) else {}
    told = [name for name in names if not name.endswith("precision") or set(frame[name]) - {"exact", ""}]
    return {name: given.get(name) or described(name)["title"] for name in told}


def side(name: str) -> str:
    """Where a column's cells stand: numbers right, all else left."""
    return "left" if described(name)["format"] in WORDS else "right"


def cells(name: str, values: Iterable[object]) -> list[str | dict]:
    """The cells of a column as plain data: their words, or their words and where they lead. A missing value is a dash.

    The format of the column is a format spec of Python (",.0f", ".1%"), "date", or "source" for the key of a card.
    Text in a column of numbers ("more than 7,000") stays as it is.
    """
    form, values = described(name)["format"], list(values)
    named = {value: _cell(form, value) for value in set(values)} if form == "source" else {}  # a few, in many cells
    return [named.get(value) or _cell(form, value) for value in values]


def _cell(form: str, value: object) -> str | dict:
    if isinstance(value, Link):
        return {"text": text.curly(value.text), "href": value.href}
    if value is None or value is pd.NA or value is pd.NaT or value != value or value == "":
        return MISSING
    if form == "source":
        return {"text": text.curly(sources.name(str(value))), "href": sources.href(str(value))}
    if form == "date":
        return text.day(value) if isinstance(value, dt.date) else text.when(str(value))
    if isinstance(value, str) or not form:
        return text.curly(str(value))
    return format(value, form).replace("-", "−")


def as_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV to compute with: numbers unrounded, dates as 2024-11-24, sources by the keys of their cards."""

    def plain(cell: object) -> object:
        return (
            cell.text if isinstance(cell, Link) else " ".join(dict.fromkeys(cell)) if isinstance(cell, list) else cell
        )

    words = frame.map(plain)
    return computable(words).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")


def computable(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with whole numbers as such, without a decimal point, also where other numbers are missing or have one."""
    frame = frame.copy()
    for column in frame.select_dtypes("float"):
        values = frame[column]
        if (values.dropna() % 1 == 0).all():
            frame[column] = values.astype("Int64")
        else:
            mixed = [None if pd.isna(value) else int(value) if value % 1 == 0 else value for value in values]
            frame[column] = pd.Series(mixed, dtype=object, index=values.index)
    return frame
