"""Put the pieces of all notebooks into one document: chapters, numbers of charts and tables, anchors, links.

The document is a pandoc tree in which a chart, table, list of cards, plain output or cell of code is a placeholder,
a code block with a class and the index of its piece. The writers put HTML or Typst in its place.
"""

import copy
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.export import BuildError, pandoc
from helpers.export.pieces import Cards, Chart, Piece, Table, Text, links, tables

MARK = "report-piece"
ANCHOR = re.compile(r'^<a id="([^"]+)"></a>[ \t]*\n+(#{1,6} .*?)[ \t]*$', re.MULTILINE)
NOTEBOOK_LINK = re.compile(r"^(?:\./)?([^/#]+\.ipynb)(?:#(.*))?$")


@dataclass(frozen=True)
class Heading:
    """A heading: its depth (1 is a chapter), anchor and words."""

    level: int
    id: str
    words: str


@dataclass(frozen=True)
class Document:
    """The report, independent of its format. `short` names a source in a source line."""

    tree: dict[str, Any]
    pieces: list[Piece]
    headings: list[Heading]
    short: Callable[[str], str]

    def copy(self) -> dict[str, Any]:
        """A tree of its own for a writer to change."""
        return copy.deepcopy(self.tree)


def document(notebooks: dict[str, list[Piece]], short: Callable[[str], str]) -> Document:
    """The document of these notebooks (file name to pieces, in order).

    Raises BuildError for a chapter without heading, an anchor used twice and a link that leads nowhere.
    """
    pieces = [piece for found in notebooks.values() for piece in found]
    _number(pieces)
    tree = pandoc.parse(_markdown(notebooks, pieces))
    placed = [block["c"][0][2] for block in tree["blocks"] if _is_mark(block)]
    wanted = sum(not isinstance(piece, Text) for piece in pieces)
    if len(placed) != wanted:
        raise BuildError(
            f"Only {len(placed)} of {wanted} charts, tables and code cells found their place: is a code fence, div or HTML tag left open?"
        )
    chapters = _chapters(tree, notebooks)
    links = _Links(chapters, targets(tree, pieces), pieces)
    links.in_tree(tree)
    links.in_pieces(pieces)
    links.check()
    headings = [
        Heading(block["c"][0], block["c"][1][0], pandoc.text(block["c"][2]))
        for block in tree["blocks"]
        if block["t"] == "Header"
    ]
    return Document(tree, pieces, headings, short)


def piece_at(block: dict[str, Any]) -> int | None:
    """The index of the piece that a block stands for, or None."""
    return int(dict(block["c"][0][2])["n"]) if _is_mark(block) else None


def mark(index: int) -> str:
    """Markdown that stands for the piece of this index."""
    return f'``` {{.{MARK} n="{index}"}}\n```'


def _is_mark(block: dict[str, Any]) -> bool:
    return block["t"] == "CodeBlock" and MARK in block["c"][0][1]


def _number(pieces: list[Piece]) -> None:
    for kind in (Chart, Table):
        for number, piece in enumerate((p for p in pieces if isinstance(p, kind)), 1):
            piece.number = number


def _markdown(notebooks: dict[str, list[Piece]], pieces: list[Piece]) -> str:
    parts, index = [], 0
    for name, found in notebooks.items():
        parts.append(f'``` {{.{MARK}-chapter name="{name}"}}\n```')
        for piece in found:
            if isinstance(piece, Text):
                parts.append(ANCHOR.sub(r"\2 {#\1}", piece.markdown))
            else:
                parts.append(mark(index))
            index += 1
    assert index == len(pieces)
    return "\n\n".join(parts) + "\n"


def _chapters(tree: dict[str, Any], notebooks: dict[str, list[Piece]]) -> dict[str, str]:
    """The anchor of each notebook's chapter heading; removes the marks that say where a notebook begins."""
    chapters: dict[str, str] = {}
    count: Counter[str] = Counter()
    name, kept = "", []
    for block in tree["blocks"]:
        if block["t"] == "CodeBlock" and f"{MARK}-chapter" in block["c"][0][1]:
            name = dict(block["c"][0][2])["name"]
            continue
        if block["t"] == "Header" and block["c"][0] == 1:
            count[name] += 1
            block["c"][1][0] = chapters.setdefault(name, block["c"][1][0])
            block["c"][2] = [*_number_of(name), *block["c"][2]]
        kept.append(block)
    tree["blocks"] = kept
    for name in notebooks:
        if count[name] != 1:
            raise BuildError(
                f"{name} has {count[name]} headings of the first level; it needs exactly one, its chapter's title."
            )
    return chapters


def _number_of(name: str) -> list[dict[str, Any]]:
    """The number that the text calls a chapter by, from the name of its notebook; the findings at the front have none."""
    number = re.match(r"0*([1-9]\d*)_", name)
    return [pandoc.string(f"{number[1]}."), {"t": "Space"}] if number else []


def targets(tree: dict[str, Any], pieces: list[Piece]) -> set[str]:
    """Every anchor of the document. Raises BuildError if one is there twice."""
    found = [
        node["c"][1][0] if node["t"] == "Header" else node["c"][0][0]
        for node in pandoc.walk(tree["blocks"])
        if node["t"] in ("Header", "Div", "Span", "CodeBlock", "Link")
    ]
    for piece in pieces:
        if isinstance(piece, Chart):
            found.append(f"fig-{piece.id}")
        elif isinstance(piece, Table):
            found += [f"tab-{piece.id}", *(piece.row_ids or [])]
        elif isinstance(piece, Cards):
            found += [card["id"] for card in piece.cards]
    twice = [anchor for anchor, times in Counter(found).items() if anchor and times > 1]
    if twice:
        raise BuildError(f"These anchors are used more than once: {', '.join(sorted(twice))}.")
    return set(found) - {""}


class _Links:
    """Turns links between notebooks into links within the report, and empty links to charts and tables into words."""

    def __init__(self, chapters: dict[str, str], targets: set[str], pieces: list[Piece]) -> None:
        self.chapters, self.targets = chapters, targets
        self.names = {f"fig-{p.id}": f"Figure {p.number}" for p in pieces if isinstance(p, Chart)}
        self.names |= {f"tab-{p.id}": f"Table {p.number}" for p in pieces if isinstance(p, Table)}
        self.broken: set[str] = set()

    def resolve(self, address: str) -> str:
        """The address as it is in the report; one that leads nowhere is noted."""
        if match := NOTEBOOK_LINK.match(address):
            name, anchor = match.groups()
            if name not in self.chapters:
                self.broken.add(address)
                return address
            address = f"#{anchor or self.chapters[name]}"
        if address.startswith("#") and address[1:] not in self.targets:
            self.broken.add(address)
        return address

    def check(self) -> None:
        """Raises BuildError if a link leads nowhere."""
        if self.broken:
            raise BuildError(f"These links lead nowhere: {', '.join(sorted(self.broken))}.")

    def in_tree(self, tree: dict[str, Any]) -> None:
        for node in pandoc.walk(tree["blocks"]):
            if node["t"] == "Link":
                target = node["c"][2]
                target[0] = self.resolve(target[0])
                if not node["c"][1]:
                    node["c"][1] = [pandoc.string(self.names.get(target[0][1:], target[0]))]

    def in_pieces(self, pieces: list[Piece]) -> None:
        for cell in links(pieces):
            cell["href"] = self.resolve(cell["href"])
        for table in tables(pieces):
            for key in table.sources:
                self.resolve(f"#source-{key}")
