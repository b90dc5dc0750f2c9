"""What a notebook shows, as plain objects: text, code, figures, tables and source cards."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from helpers.export import BuildError
from helpers.text import opening

REPORT = "application/vnd.report+json"
LONGEST_PLAIN = 50_000  # letters


@dataclass(frozen=True)
class Text:
    """Markdown, as written in a cell or, with its `code`, shown by one."""

    markdown: str
    code: str = ""


@dataclass(frozen=True)
class Plain:
    """An output that is neither report data nor Markdown: shown letter by letter."""

    text: str


@dataclass(frozen=True)
class Code:
    """The source of a code cell that shows no figure or table; theirs is with them."""

    source: str


@dataclass
class Table:
    """A table. Cells are text or {"text", "href"}, columns {"name", "title", "align"}; see `exhibits.as_data`.

    `code` is the source of its cell; `number` is set when the document is put together.
    """

    id: str
    caption: str
    columns: list[dict[str, str]]
    rows: list[list[Any]]
    sources: list[str]
    note: str = ""
    row_ids: list[str] | None = None
    row_find: list[str] | None = None
    first: int = 0
    unlisted: list[str] = field(default_factory=list)
    not_found: str = ""
    code: str = ""
    number: int = 0

    @property
    def anchor(self) -> str:
        """Where links find it."""
        return f"tab-{self.id}"


@dataclass
class Figure(Table):
    """A figure, with the table of its numbers. `csv` has them to compute with, `png` is the framed picture.

    `pictures` is set by the build: SVG by name, "wide" and "narrow" (the plot alone) and "whole" (for a download).
    """

    title: str = ""
    subtitle: str = ""
    alt: str = ""
    csv: str = ""
    png: bytes = b""
    pictures: dict[str, str] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """Where links find it."""
        return f"fig-{self.id}"


@dataclass
class Cards:
    """Source cards: each has id, title, line, details ([label, text or {"text", "href"}]) and, once cited, number."""

    cards: list[dict[str, Any]]


Piece = Text | Plain | Code | Table | Figure | Cards


def exhibits(pieces: Iterable[Piece]) -> list[Table]:
    """The figures and tables among some pieces."""
    return [piece for piece in pieces if isinstance(piece, Table)]


def words(cell: str | dict[str, str]) -> str:
    """The words of a cell."""
    return cell["text"] if isinstance(cell, dict) else cell


def read(notebook: Any, name: str) -> list[Piece]:
    """The pieces of an executed notebook, in order, without the cells tagged "explore".

    Raises BuildError for a cell or an output that the report cannot show.
    """
    found: list[Piece] = []
    for cell in notebook.cells:
        if "explore" in cell.metadata.get("tags", []):
            continue  # for whoever runs the notebook
        if cell.cell_type == "markdown":
            found.append(Text(cell.source))
        elif cell.cell_type == "code":
            where = f"{name}, cell [{cell.execution_count}]"
            shown = [piece for output in cell.outputs if (piece := _output(output, where, cell.source)) is not None]
            for exhibit in exhibits(shown):
                exhibit.code = cell.source
            # the code of an exhibit is in its tools line; a cell that only says a text would be that text once more
            if not exhibits(shown) and not cell.source.startswith("say("):
                found.append(Code(cell.source))
            found += shown
        else:
            begins = opening(cell.source, 60)
            raise BuildError(f'{name}: "{begins}" is a {cell.cell_type} cell; make it a Markdown or a code cell.')
    return found


def _output(output: Any, where: str, code: str) -> Piece | None:
    """What an output of this code shows. Raises BuildError for one that the report cannot show."""
    if output.get("name") == "stderr":
        raise BuildError(f"{where} writes to stderr: {output.text.strip().splitlines()[-1]}")
    data = output.get("data", {})
    if REPORT in data:
        kind = data[REPORT].get("type", "piece of no type")
        payload = {name: value for name, value in data[REPORT].items() if name != "type"}
        try:
            if kind == "figure":
                return Figure(**payload, png=base64.b64decode(data["image/png"]))
            return {"table": Table, "cards": Cards, "companion": lambda: None}[kind](**payload)
        except (KeyError, TypeError) as error:
            raise BuildError(f"{where} shows a {kind} that the report cannot show: {error}.") from error
    if "text/markdown" in data:
        return Text(data["text/markdown"], code=code)
    words = output.get("text", data.get("text/plain"))
    if words is None:
        raise BuildError(f"{where} shows only {', '.join(data) or output.output_type}, which the report cannot show.")
    words = words.rstrip("\n")
    if (size := len(words)) > LONGEST_PLAIN:
        limit = f"a report shows {LONGEST_PLAIN:,} at most"
        raise BuildError(f"{where} prints {size:,} letters, and {limit}: show less of it.")
    return Plain(words)
