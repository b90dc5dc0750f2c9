"""What a table is, and how it looks as HTML in a notebook. Text from the data is shown as text, never as markup."""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers.quotes import sentence

SEARCH = ("row_find", "unlisted", "not_found")


@dataclass(frozen=True)
class Cell:
    """A table cell that links: `href` is an address, or a notebook's name with "#" and a place in it."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Table:
    """A table as shown.

    columns: labels; those in `numeric` are right-aligned. rows: one list a row, of str or Cell; the first cell heads
    its row. sources: keys of source cards, shown as the source line. note: what is missing or rounded.
    row_ids: an anchor for each row. searchable: the exported page lets the reader sort and filter the rows.
    row_find: further words that find a row there. unlisted: names that have no row, and not_found: what that means.
    widths: relative widths of the columns on paper.
    """

    id: str
    caption: str
    columns: list[str]
    rows: list[list[str | Cell]]
    sources: list[str]
    numeric: set[str] = field(default_factory=set)
    note: str = ""
    row_ids: list[str] | None = None
    searchable: bool = False
    row_find: list[str] | None = None
    unlisted: list[str] | None = None
    not_found: str = ""
    widths: list[float] | None = None

    def __post_init__(self) -> None:
        if unknown := self.numeric - set(self.columns):
            raise ValueError(f'table "{self.id}": numeric columns not among its columns: {sorted(unknown)}')
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f'table "{self.id}": a row has not as many cells as there are columns')
        if not all(text(cell) for row in self.rows for cell in row):
            raise ValueError(f'table "{self.id}": a cell is empty; nothing to say is "–"')
        if not self.sources:
            raise ValueError(f'table "{self.id}" names no source')


def of(
    frame: pd.DataFrame,
    id: str,
    caption: str,
    columns: Mapping[str, str | tuple[str, Callable]],
    sources: list[str],
    **more,
) -> Table:
    """A table of the rows of `frame`.

    columns: label -> the column of `frame` to show as it is, or (column, function that puts a number into words),
    which is then right-aligned. A missing value and an empty text show as "–". Further arguments are those of Table.

    >>> people = pd.DataFrame({"name": ["Cuba", "Peru"], "persons": [1200, None]})
    >>> print(as_text(of(people, "t", "People", {"Name": "name", "Persons": ("persons", "{:,.0f}".format)}, ["s"])))
    People
    Name | Persons
    Cuba | 1,200
    Peru | –
    """
    shown = {label: column if isinstance(column, tuple) else (column, None) for label, column in columns.items()}

    def cell(row: pd.Series, column: str, form: Callable | None) -> str | Cell:
        value = row[column]
        if isinstance(value, Cell):
            return value
        return "–" if pd.isna(value) or value == "" else form(value) if form else str(value)

    rows = [[cell(row, *how) for how in shown.values()] for _, row in frame.iterrows()]
    numeric = {label for label, (_, form) in shown.items() if form}
    return Table(id, caption, list(columns), rows, sources, numeric=numeric, **more)


def text(cell: str | Cell) -> str:
    """The words of a cell."""
    return cell.text if isinstance(cell, Cell) else cell


def plain(cell: str | Cell) -> str | dict:
    """A cell as data: its words, or its words and address.

    >>> plain("Cuba"), plain(Cell("Cuba", "#cuba"))
    ('Cuba', {'text': 'Cuba', 'href': '#cuba'})
    """
    return {"text": cell.text, "href": cell.href} if isinstance(cell, Cell) and cell.href else text(cell)


def linked(cell: str | Cell) -> str:
    """A cell as HTML: its words, in a link where it has an address.

    >>> linked(Cell("A & B", "#a"))
    '<a href="#a">A &amp; B</a>'
    """
    words = html.escape(text(cell))
    return f'<a href="{html.escape(cell.href)}">{words}</a>' if isinstance(cell, Cell) and cell.href else words


def as_text(table: Table) -> str:
    """The table as lines of text, the caption first."""
    lines = [" | ".join(text(cell) for cell in row) for row in [list(table.columns), *table.rows]]
    return "\n".join([table.caption, *lines])


def as_data(table: Table) -> dict:
    """The table as plain data, for the export."""
    columns: list[dict] = [
        {"label": label, "align": "right" if label in table.numeric else "left"} for label in table.columns
    ]
    for column, width in zip(columns, table.widths or [], strict=False):
        column["width"] = width
    return {
        "id": table.id,
        "caption": table.caption,
        "note": table.note,
        "sources": table.sources,
        "columns": columns,
        "rows": [[plain(cell) for cell in row] for row in table.rows],
        "row_ids": table.row_ids,
        "row_header": True,
        "interactive": table.searchable,
        **({name: getattr(table, name) for name in SEARCH} if table.searchable else {}),
    }


def as_html(table: Table, source_line: str) -> str:
    """The table as HTML with caption, header scopes and note; `source_line` is HTML and ends the caption."""
    align = ["right" if label in table.numeric else "left" for label in table.columns]
    head = "".join(
        f'<th scope="col" style="text-align: {side}">{html.escape(label)}</th>'
        for label, side in zip(table.columns, align, strict=True)
    )
    body = []
    for number, row in enumerate(table.rows):
        anchor = f' id="{html.escape(table.row_ids[number])}"' if table.row_ids else ""
        first, *rest = (f'style="text-align: {side}">{linked(cell)}' for cell, side in zip(row, align, strict=True))
        body.append(f'<tr{anchor}><th scope="row" {first}</th>{"".join(f"<td {cell}</td>" for cell in rest)}</tr>')
    note = f"<p>{html.escape(table.note)}</p>" if table.note else ""
    return (
        f"<table><caption>{html.escape(sentence(table.caption))} {source_line}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{note}"
    )
