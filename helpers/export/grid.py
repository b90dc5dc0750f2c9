"""A table as HTML, and as CSV in a link."""

import csv
import html
import io
from typing import Any
from urllib.parse import quote

from helpers.export.pieces import Table, text

SHORT, LONG = 18, 40  # letters up to which a column never breaks a line, and from which it has room to


def grid(table: Table, anchor: str, caption: str) -> str:
    """A table in a box that scrolls sideways. `caption` is HTML."""
    longest = [max((len(text(row[index])) for row in table.rows), default=0) for index in range(len(table.columns))]
    names = [_kind(column, letters) for column, letters in zip(table.columns, longest, strict=True)]
    kinds = [f' class="{name}"' if name else "" for name in names]
    full = ' class="full"' if names.count("long") >= 3 else ""
    head = "".join(
        f'<th scope="col"{kind}>{html.escape(column["label"])}</th>'
        for column, kind in zip(table.columns, kinds, strict=True)
    )
    rows = "".join(_row(table, number, row, kinds) for number, row in enumerate(table.rows))
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{anchor}-caption"><table id="{anchor}"{full}>'
        f'<caption id="{anchor}-caption"><span class="wide">{caption}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _kind(column: dict[str, Any], longest: int) -> str:
    """The class of a column's cells, by how they stand and how long the longest is."""
    if column.get("align") == "right":
        return "right"
    if longest <= SHORT:
        return "short"
    return "long" if longest >= LONG else ""


def _row(table: Table, number: int, row: list[Any], kinds: list[str]) -> str:
    id = table.row_ids[number] if table.row_ids else ""
    anchor = f' id="{html.escape(id)}"' if id else ""
    find = f' data-find="{html.escape(table.row_find[number])}"' if table.row_find and table.row_find[number] else ""
    own = f' <a class="anchor own" href="#{html.escape(id)}">{html.escape(id)}</a>' if id and table.interactive else ""
    cells = []
    for index, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
        sort = f' data-sort="{cell["sort"]}"' if isinstance(cell, dict) and cell.get("sort") is not None else ""
        tag, scope = ("th", ' scope="row"') if table.row_header and index == 0 else ("td", "")
        cells.append(f"<{tag}{scope}{kind}{sort}>{words(cell)}{'' if index else own}</{tag}>")
    return f"<tr{anchor}{find}>{''.join(cells)}</tr>"


def words(cell: Any) -> str:
    """A cell or value as HTML."""
    if isinstance(cell, dict):
        words = html.escape(cell["text"])
        return f'<a href="{html.escape(cell["href"])}">{words}</a>' if cell.get("href") else words
    return html.escape(cell)


def note(table: Table) -> str:
    """What the table says of itself below its rows."""
    return f'<p class="note">{html.escape(table.note)}</p>' if table.note else ""


def csv_link(table: Table, name: str, of: str) -> str:
    """A link that saves the table as a file; `of` says which one it is."""
    data = quote(table_csv(table), safe=",;:/()'")
    return (
        f'<a download="{name}.csv" href="data:text/csv;charset=utf-8,{data}">'
        f'Numbers as CSV<span class="hidden"> of {of}</span></a>'
    )


def table_csv(table: Table) -> str:
    """A table as CSV, as shown: labels, then rows."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([column["label"] for column in table.columns])
    writer.writerows([[text(cell) for cell in row] for row in table.rows])
    return written.getvalue()
