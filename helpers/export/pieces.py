"""What a notebook shows, as plain objects: text, code, charts, tables and source cards."""

import base64
import copy
from dataclasses import dataclass, field
from typing import Any

from helpers.export import BuildError
from helpers.quotes import curly

REPORT = "application/vnd.report+json"
ABOUT_CODE = "about-code"  # the tag of a cell that says what a reader of the notebook may change, and is left out


@dataclass(frozen=True)
class Text:
    """Markdown, as written in a cell or printed by one."""

    markdown: str


@dataclass(frozen=True)
class Plain:
    """An output that is neither report data nor Markdown: shown letter by letter."""

    text: str


@dataclass(frozen=True)
class Code:
    """The source of a code cell."""

    source: str
    cell: int


@dataclass
class Table:
    """A table; `number` is set when the document is put together. Cells are str or {"text", "href", "sort"}."""

    id: str
    caption: str
    columns: list[dict[str, Any]]
    rows: list[list[Any]]
    sources: list[str]
    note: str = ""
    row_ids: list[str] | None = None
    row_header: bool = True
    interactive: bool = False
    row_find: list[str] | None = None
    unlisted: list[str] | None = None
    not_found: str = ""
    number: int = 0


@dataclass
class Chart:
    """A chart with its numbers; `number` and `svg` are set when the document is put together."""

    id: str
    title: str
    alt: str
    caption: str
    values: Table
    png: bytes
    number: int = 0
    svg: str = ""


@dataclass(frozen=True)
class Cards:
    """Source cards: each has `id`, `title` and `lines` of [label, text or {"text", "href"}]."""

    cards: list[dict[str, Any]] = field(default_factory=list)


Piece = Text | Plain | Code | Table | Chart | Cards


def text(cell: str | dict[str, Any]) -> str:
    """The words of a cell."""
    return cell["text"] if isinstance(cell, dict) else cell


def tables(shown: list[Piece]) -> list[Table]:
    """The tables among some pieces, those of charts too."""
    found = [piece.values if isinstance(piece, Chart) else piece for piece in shown]
    return [table for table in found if isinstance(table, Table)]


def links(shown: list[Piece]) -> list[dict[str, Any]]:
    """The cells of tables and lines of cards that have an address."""
    cells = [cell for table in tables(shown) for row in table.rows for cell in row]
    cells += [
        value for piece in shown if isinstance(piece, Cards) for card in piece.cards for _, value in card["lines"]
    ]
    return [cell for cell in cells if isinstance(cell, dict) and cell.get("href")]


def read(notebook: Any, name: str) -> list[Piece]:
    """The pieces of an executed notebook, in order. Raises BuildError for an output the report cannot show."""
    found: list[Piece] = []
    for number, cell in enumerate(notebook.cells, 1):
        where = f"{name}, cell {number}"
        if ABOUT_CODE in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            found.append(Text(cell.source))
        elif cell.cell_type == "code":
            found.append(Code(cell.source, number))
            for output in cell.outputs:
                piece = _output(output, where)
                if piece is not None:
                    found.append(piece)
        else:
            raise BuildError(f"{where} is a {cell.cell_type} cell; make it a Markdown or a code cell.")
    return found


def _output(output: Any, where: str) -> Piece | None:
    if output.output_type == "stream":
        if output.name == "stderr":
            raise BuildError(f"{where} writes to stderr: {output.text.strip().splitlines()[-1]}")
        return Plain(output.text.rstrip("\n"))
    if output.output_type == "error":
        raise BuildError(f"{where} shows an error: {output.ename}: {output.evalue}")
    data = output.data
    if REPORT in data:
        try:
            return _report(copy.deepcopy(data[REPORT]), data)  # links are resolved in it, and not in the notebook
        except (KeyError, TypeError) as error:
            raise BuildError(f"{where} shows a {data[REPORT].get('type')} that lacks {error}.") from error
    if "text/markdown" in data:
        return Text(data["text/markdown"])
    if "text/plain" in data:
        return Plain(data["text/plain"])
    raise BuildError(f"{where} shows only {', '.join(data)}, which the report cannot show.")


def _report(payload: dict[str, Any], data: dict[str, Any]) -> Piece | None:
    kind = payload["type"]
    if kind == "companion":
        return None
    if kind == "cards":
        return Cards([_card(card) for card in payload["cards"]])
    if kind == "table":
        return _table(payload, payload["caption"])
    if kind == "chart":
        return Chart(
            id=payload["id"],
            title=curly(payload["title"]),
            alt=curly(payload["alt"]),
            caption=curly(payload["caption"]),
            values=_table(payload, payload["title"]),
            png=base64.b64decode(data["image/png"]),
        )
    raise KeyError(f"a known type, not {kind}")


def _card(card: dict[str, Any]) -> dict[str, Any]:
    lines = [[curly(label), _typeset(value)] for label, value in card["lines"]]
    return card | {"title": curly(card["title"]), "lines": lines}


def _typeset(cell: str | dict[str, Any]) -> str | dict[str, Any]:
    """A cell with curly marks, unless it is an address."""
    if isinstance(cell, dict):
        return cell if cell["text"].startswith("http") else cell | {"text": curly(cell["text"])}
    return curly(cell)


def _table(payload: dict[str, Any], caption: str) -> Table:
    return Table(
        id=payload["id"],
        caption=curly(caption),
        columns=[column | {"label": curly(column["label"])} for column in payload["columns"]],
        rows=[[_typeset(cell) for cell in row] for row in payload["rows"]],
        sources=payload["sources"],
        note=curly(payload.get("note", "")),
        row_ids=payload.get("row_ids"),
        row_header=payload.get("row_header", True),
        interactive=payload.get("interactive", False),
        row_find=payload.get("row_find"),
        unlisted=payload.get("unlisted"),
        not_found=curly(payload.get("not_found", "")),
    )
