"""The report as one document: what the notebooks show, in order, with figures and tables numbered and links resolved.

The document is a pandoc tree in which a figure, table, list of cards, plain output or cell of code is a placeholder, a
code block with a class and the index of its piece. The writers put HTML or Typst in its place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from helpers import text
from helpers.export import BuildError, pandoc
from helpers.export.pieces import Cards, Figure, Piece, Table, Text, exhibits

MARK = "report-piece"
# The figure of the first page, and the table that it shows as large numbers, which has no number itself
PICTURE, NUMBERS = "key-dots", "key-numbers"
VERDICTS = {"×": "contradicted", "~": "imprecise", "?": "unchecked", "≈": "rounded", "✓": "supported", "–": "no-fact"}
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
    """The report, independent of its format; writers leave it as it is.

    `names` has the name of each source that the report names, by key and in order of their numbers from 1: those of the
    text in order of first citation, then those named only below a figure or table or in the look-up. `entries` are those
    of the look-up (`profile.entries`). `claim` is the sentence that heads the first page; what else it shows, `front` has
    by id: its figure and its numbers, which have no place in the tree.
    """

    tree: dict[str, Any]
    pieces: list[Piece]
    headings: list[Heading]
    names: dict[str, str]
    entries: list[dict[str, Any]]
    claim: str
    front: dict[str, Table]

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each source, by key."""
        return {key: number for number, key in enumerate(self.names, 1)}


def document(
    notebooks: dict[str, list[Piece]], name: Callable[[str], str], entries: Iterable[dict[str, Any]] = ()
) -> Document:
    """The document of these notebooks (file name to pieces, in order). name: gives the name of a source, by its key.

    Raises BuildError for a chapter without heading, an anchor used twice and a link that leads nowhere.
    """
    claim, notebooks = _claim(notebooks)
    pieces = [piece for found in notebooks.values() for piece in found]
    entries = list(entries)
    for kind in (Table, Figure):
        numbered = (piece for piece in exhibits(pieces) if type(piece) is kind and piece.id != NUMBERS)
        for number, piece in enumerate(numbered, 1):
            piece.number = number
    numbers = {key: number for number, key in enumerate(_cited(pieces, entries), 1)}
    tree = pandoc.parse(_markdown(notebooks, numbers))
    placed = sum(piece_at(block) is not None for block in tree["blocks"])
    front = {piece.id: piece for piece in exhibits(pieces) if piece.id in (PICTURE, NUMBERS)}
    wanted = sum(not isinstance(piece, Text) for piece in pieces) - len(front)
    if placed != wanted:
        raise BuildError(
            f"Only {placed} of {wanted} figures, tables and code cells found their place: is a code fence or div left open?"
        )
    headings = _headings(tree, list(notebooks))
    there = _anchors(tree, pieces)
    names = {key: name(key) for key in numbers if f"source-{key}" in there}
    links = _Links(there, headings)
    called = {piece.anchor: f"{type(piece).__name__} {piece.number}" for piece in exhibits(pieces)}
    _link_text(tree, links, called, names)
    _link_pieces(pieces, links, numbers)
    if broken := links.broken | {f"source-{key}" for key in numbers.keys() - names.keys()}:
        raise BuildError(f"These links lead nowhere: {', '.join(sorted(broken))}.")
    return Document(tree, pieces, headings, names, entries, claim, front)


def _claim(notebooks: dict[str, list[Piece]]) -> tuple[str, dict[str, list[Piece]]]:
    """The sentence that the first notebook shows first, where it has the large numbers too; and the notebooks without it."""
    first, found = next(iter(notebooks.items()))
    said = next((piece for piece in found if isinstance(piece, Text) and piece.shown), None)
    if said is None or not any(piece.id == NUMBERS for piece in exhibits(found)):
        return "", notebooks
    return text.plain(said.markdown), {**notebooks, first: [piece for piece in found if piece is not said]}


def keys(entry: dict[str, Any]) -> list[str]:
    """The keys of the sources that an entry of the look-up names."""
    return [*entry["cited"], *(key for _, _, cited in entry["facts"] for key in cited)]


def _cited(pieces: list[Piece], entries: list[dict[str, Any]]) -> dict[str, None]:
    """The keys of all sources that are named: in the text, then below exhibits, then in the look-up."""
    texts = [piece.markdown for piece in pieces if isinstance(piece, Text)]
    found = [key for markdown in texts for citation in CITED.finditer(markdown) for key in KEY.findall(citation[1])]
    found += [key for piece in exhibits(pieces) for key in piece.sources]
    return dict.fromkeys(found + [key for entry in entries for key in keys(entry)])


def piece_at(block: dict[str, Any]) -> int | None:
    """The index of the piece that a block stands for, or None."""
    return int(dict(block["c"][0][2])["n"]) if block["t"] == "CodeBlock" and MARK in block["c"][0][1] else None


def _markdown(notebooks: dict[str, list[Piece]], numbers: dict[str, int]) -> str:
    """All notebooks as one Markdown text, with numbers for the sources cited: a span "refs" behind the full stop."""

    def cited(found: re.Match) -> str:
        marks = (f"[{numbers[key]}](#source-{key})" for key in KEY.findall(found[1]))
        return f"{found[2]}[{','.join(marks)}]{{.refs}}"

    parts, index = [], 0
    for name, found in notebooks.items():
        parts.append(f'``` {{.{MARK}-chapter name="{name}"}}\n```')
        for piece in found:
            if isinstance(piece, Text):
                parts.append(CITED.sub(cited, ANCHOR.sub(r"\2 {#\1}", piece.markdown)))
            elif getattr(piece, "id", "") not in (PICTURE, NUMBERS):
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
            raise BuildError(
                f"{name} has {count[name]} headings of the first level; it needs exactly one, its chapter's title."
            )
    return found


def _anchors(tree: dict[str, Any], pieces: list[Piece]) -> set[str]:
    """Every anchor of the document. Raises BuildError if one is there twice."""
    found = []
    for node in pandoc.walk(tree["blocks"]):
        if node["t"] == "Header":
            found.append(node["c"][1][0])
        elif node["t"] in ("Div", "Span", "CodeBlock", "Link"):
            found.append(node["c"][0][0])
    for piece in pieces:
        if isinstance(piece, Table):
            found += [piece.anchor, *(piece.row_ids or [])]
        elif isinstance(piece, Cards):
            found += [card["id"] for card in piece.cards]
    if twice := [anchor for anchor, times in Counter(found).items() if anchor and times > 1]:
        raise BuildError(f"These anchors are used more than once: {', '.join(sorted(twice))}.")
    return set(found) - {""}


class _Links:
    """Turns links between notebooks into links within the report, and knows those that lead nowhere."""

    def __init__(self, there: set[str], headings: list[Heading]) -> None:
        self.broken: set[str] = set()
        self._there = there
        self._chapters = {heading.notebook: heading.id for heading in headings if heading.level == 1}

    def resolved(self, address: str) -> str:
        """The address within the report."""
        if match := NOTEBOOK_LINK.match(address):
            address = f"#{match[2] or self._chapters[match[1]]}" if match[1] in self._chapters else f"#{address}"
        if address.startswith("#") and address[1:] not in self._there:
            self.broken.add(address[1:])
        return address

    def cell(self, cell: Any) -> Any:
        """A cell of a table, or a detail of a card, with its address within the report."""
        return {**cell, "href": self.resolved(cell["href"])} if isinstance(cell, dict) else cell


def _link_text(tree: dict[str, Any], links: _Links, called: dict[str, str], names: dict[str, str]) -> None:
    """Resolve the links of the text: an empty one gets words, the sign of a verdict a class, the mark of a source its name."""
    for node in pandoc.walk(tree["blocks"]):
        if node["t"] == "Link":
            attributes, inlines, target = node["c"]
            target[0] = links.resolved(target[0])
            if not inlines:
                node["c"][1] = [pandoc.string(called.get(target[0][1:], target[0]))]
            elif len(inlines) > 2 and (verdict := VERDICTS.get(pandoc.text(inlines[0]))):
                attributes[1] += ["verdict", verdict]
                inlines[1] = pandoc.string("\N{NO-BREAK SPACE}")  # the sign stays with its words
        elif node["t"] == "Span" and "refs" in node["c"][0][1]:
            for _, _, target in (link["c"] for link in node["c"][1] if link["t"] == "Link"):
                target[1] = names.get(target[0].removeprefix("#source-"), "")


def _link_pieces(pieces: list[Piece], links: _Links, numbers: dict[str, int]) -> None:
    """Resolve the links of tables and source cards, and number the cards."""
    for piece in pieces:
        if isinstance(piece, Table):
            piece.rows = [[links.cell(cell) for cell in row] for row in piece.rows]
        elif isinstance(piece, Cards):
            piece.cards = [
                {
                    **card,
                    "number": numbers.get(card["id"].removeprefix("source-")),
                    "details": [[label, links.cell(value)] for label, value in card["details"]],
                }
                for card in piece.cards
            ]
