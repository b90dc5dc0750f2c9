"""The report as one document: what the notebooks show, in order, with figures and tables numbered and links resolved.

The document is a pandoc tree in which a figure, table, list of cards, plain output or cell of code is a placeholder, a
code block with a class and the index of its piece. The writers put HTML or Typst in its place.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from helpers import text
from helpers.export import BuildError, pandoc
from helpers.export.pieces import Cards, Figure, Piece, Table, Text, exhibits, linked_cells

MARK = "report-piece"
NUMBERS = "key-numbers"  # the table that the first page shows as large numbers, and that has no number itself
ANCHOR = re.compile(r'^<a id="([^"]+)"></a>[ \t]*\n+(#{1,6} .*?)[ \t]*$', re.MULTILINE)
NOTEBOOK_LINK = re.compile(r"^(?:\./)?([^/#]+\.ipynb)(?:#(.*))?$")
CITED = re.compile(r"\s*\(((?:(?:; )?\[(?:\\.|[^\]\\])*\]\([^()\s]+\.ipynb#source-[^()\s]+\))+)\)([.,;:]?)")
KEY = re.compile(r"#source-([^()\s]+)\)")


@dataclass(frozen=True)
class Heading:
    """A heading: its depth (1 is a chapter), anchor, words, and the name of its notebook."""

    level: int
    id: str
    words: str
    notebook: str


@dataclass(frozen=True)
class Document:
    """The report, independent of its format.

    `cited` has the keys of all sources that the report names, by number from 1: those of the text in order of first
    citation, then those named only below a figure or table or in the look-up. `name` gives the name of a source, `entries`
    those of the look-up (`profile.entries`), `claim` the sentence that heads the first page.
    """

    tree: dict[str, Any]
    pieces: list[Piece]
    headings: list[Heading]
    cited: list[str]
    name: Callable[[str], str]
    entries: list[dict[str, Any]] = field(default_factory=list)
    claim: str = ""

    def copy(self) -> dict[str, Any]:
        """A tree of its own for a writer to change."""
        return json.loads(json.dumps(self.tree))


def document(
    notebooks: dict[str, list[Piece]], name: Callable[[str], str], entries: Iterable[dict[str, Any]] = ()
) -> Document:
    """The document of these notebooks (file name to pieces, in order).

    Raises BuildError for a chapter without heading, an anchor used twice and a link that leads nowhere.
    """
    claim, notebooks = _claim(notebooks)
    pieces = [piece for found in notebooks.values() for piece in found]
    for kind in (Table, Figure):
        numbered = (piece for piece in exhibits(pieces) if type(piece) is kind and piece.id != NUMBERS)
        for number, piece in enumerate(numbered, 1):
            piece.number = number
    cited = dict.fromkeys(key for p in pieces if isinstance(p, Text) for c in CITED.finditer(p.markdown) for key in KEY.findall(c[1]))  # fmt: skip
    entries = list(entries)
    named = [key for piece in exhibits(pieces) for key in piece.sources]
    named += [
        key for entry in entries for key in [*entry["cited"], *(key for fact in entry["facts"] for key in fact[2])]
    ]
    cited = list(dict.fromkeys([*cited, *named]))
    tree = pandoc.parse(_markdown(notebooks, cited))
    placed = sum(_is_mark(block) for block in tree["blocks"])
    wanted = sum(not isinstance(piece, Text) for piece in pieces)
    if placed != wanted:
        raise BuildError(f"Only {placed} of {wanted} figures, tables and code cells found their place: is a code fence, div or HTML tag left open?")  # fmt: skip
    headings = _headings(tree, list(notebooks))
    for piece in pieces:
        for card in piece.cards if isinstance(piece, Cards) else []:
            key = card["id"].removeprefix("source-")
            card["number"] = cited.index(key) + 1 if key in cited else None
    _resolve(tree, pieces, cited, {h.notebook: h.id for h in headings if h.level == 1}, name)
    return Document(tree, pieces, headings, cited, name, entries, claim)


def _claim(notebooks: dict[str, list[Piece]]) -> tuple[str, dict[str, list[Piece]]]:
    """The sentence that the first notebook shows first, where it has the large numbers too; and the notebooks without it."""
    first, found = next(iter(notebooks.items()))
    said = next((piece for piece in found if isinstance(piece, Text) and piece.shown), None)
    if said is None or not any(piece.id == NUMBERS for piece in exhibits(found)):
        return "", notebooks
    return text.plain(said.markdown), {**notebooks, first: [piece for piece in found if piece is not said]}


def piece_at(block: dict[str, Any]) -> int | None:
    """The index of the piece that a block stands for, or None."""
    return int(dict(block["c"][0][2])["n"]) if _is_mark(block) else None


def _is_mark(block: dict[str, Any]) -> bool:
    return block["t"] == "CodeBlock" and MARK in block["c"][0][1]


def _markdown(notebooks: dict[str, list[Piece]], cited: list[str]) -> str:
    """All notebooks as one Markdown text, with numbers for the sources cited: a span "refs" behind the full stop."""

    def numbers(found: re.Match) -> str:
        marks = (f"[{cited.index(key) + 1}](#source-{key})" for key in KEY.findall(found[1]))
        return f"{found[2]}[{','.join(marks)}]{{.refs}}"

    parts, index = [], 0
    for name, found in notebooks.items():
        parts.append(f'``` {{.{MARK}-chapter name="{name}"}}\n```')
        for piece in found:
            if isinstance(piece, Text):
                parts.append(CITED.sub(numbers, ANCHOR.sub(r"\2 {#\1}", piece.markdown)))
            else:
                parts.append(f'``` {{.{MARK} n="{index}"}}\n```')
            index += 1
    return "\n\n".join(parts) + "\n"


def _headings(tree: dict[str, Any], names: list[str]) -> list[Heading]:
    """The headings, numbered as their notebooks are; removes the marks that say where a notebook begins."""
    found: list[Heading] = []
    name, kept = "", []
    for block in tree["blocks"]:
        if block["t"] == "CodeBlock" and f"{MARK}-chapter" in block["c"][0][1]:
            name = dict(block["c"][0][2])["name"]
            continue
        if block["t"] == "Header":
            level, (id, *_), inlines = block["c"]
            number = re.match(r"0*([1-9]\d*|[A-Z])_", name)
            if level == 1 and number:  # the key findings have none
                block["c"][2] = inlines = [pandoc.string(f"{number[1]}."), {"t": "Space"}, *inlines]
            found.append(Heading(level, id, pandoc.text(inlines), name))
        kept.append(block)
    tree["blocks"] = kept
    count = Counter(heading.notebook for heading in found if heading.level == 1)
    for name in names:
        if count[name] != 1:
            raise BuildError(f"{name} has {count[name]} headings of the first level; it needs exactly one, its chapter's title.")  # fmt: skip
    return found


def targets(tree: dict[str, Any], pieces: list[Piece]) -> set[str]:
    """Every anchor of the document. Raises BuildError if one is there twice."""
    found = [
        node["c"][1][0] if node["t"] == "Header" else node["c"][0][0]
        for node in pandoc.walk(tree["blocks"])
        if node["t"] in ("Header", "Div", "Span", "CodeBlock", "Link")
    ]
    for piece in pieces:
        if isinstance(piece, Table):
            found += [f"{'fig' if isinstance(piece, Figure) else 'tab'}-{piece.id}", *(piece.row_ids or [])]
        elif isinstance(piece, Cards):
            found += [card["id"] for card in piece.cards]
    if twice := [anchor for anchor, times in Counter(found).items() if anchor and times > 1]:
        raise BuildError(f"These anchors are used more than once: {', '.join(sorted(twice))}.")
    return set(found) - {""}


def _resolve(
    tree: dict[str, Any], pieces: list[Piece], cited: list[str], chapters: dict[str, str], name: Callable[[str], str]
) -> None:
    """Turn links between notebooks into links within the report, and empty links to figures and tables into words.

    Raises BuildError for links that lead nowhere.
    """
    there, broken = targets(tree, pieces), set()
    called = {f"fig-{p.id}": f"Figure {p.number}" for p in pieces if isinstance(p, Figure)}
    called |= {f"tab-{p.id}": f"Table {p.number}" for p in exhibits(pieces) if not isinstance(p, Figure)}

    def resolved(address: str) -> str:
        if match := NOTEBOOK_LINK.match(address):
            address = f"#{match[2] or chapters[match[1]]}" if match[1] in chapters else f"#{address}"
        if address.startswith("#") and address[1:] not in there:
            broken.add(address[1:])
        return address

    for node in pandoc.walk(tree["blocks"]):
        if node["t"] == "Link":
            target = node["c"][2]
            target[0] = resolved(target[0])
            if not node["c"][1]:
                node["c"][1] = [pandoc.string(called.get(target[0][1:], target[0]))]
    for cell in linked_cells(pieces):
        cell["href"] = resolved(cell["href"])
    for key in cited:
        resolved(f"#source-{key}")
    if broken:
        raise BuildError(f"These links lead nowhere: {', '.join(sorted(broken))}.")
    for node in pandoc.walk(tree["blocks"]):
        if node["t"] == "Span" and "refs" in node["c"][0][1]:
            for link in (inline for inline in node["c"][1] if inline["t"] == "Link"):
                link["c"][2][1] = name(link["c"][2][0].removeprefix("#source-"))
