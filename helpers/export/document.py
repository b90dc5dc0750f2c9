"""The report as one text: what the notebooks show, in order, with figures and tables numbered and links resolved.

In the Markdown a figure, table, list of cards, plain output or cell of code is a placeholder, a code block with a class and
the index of its piece. The writers put HTML or Typst in its place.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from helpers import text
from helpers.export import BuildError
from helpers.export.pieces import Cards, Figure, Piece, Table, Text, exhibits

MARK = "report-piece"
# The figure of the first page, and the table that it shows as large numbers, which has no number itself
PICTURE, NUMBERS = "key-dots", "key-numbers"
VERDICTS = {"×": "contradicted", "~": "imprecise", "?": "unchecked", "≈": "rounded", "✓": "supported", "–": "no-fact"}
TITLE = re.compile(r'(?:<a id="([^"]+)"></a>[ \t]*\n+)?^# ', re.MULTILINE)
CHAPTER = re.compile(r"0*([1-9]\d*|[A-Z])_")
ANCHOR = re.compile(r'^<a id="([^"]+)"></a>[ \t]*\n+(#{1,6} .*?)[ \t]*$', re.MULTILINE)
# a link, with a title or without; or code, which is left as it is
LINK = re.compile(r"`[^`]+`|(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(([^()\s]*)(\s+\"[^\"]*\")?\)")
NOTEBOOK_LINK = re.compile(r"^(?:\./)?([^/#]+\.ipynb)(?:#(.*))?$")
CITED = re.compile(r"\s*\(((?:(?:; )?\[(?:\\.|[^\]\\])*\]\([^()\s]+\.ipynb#source-[^()\s]+\))+)\)([.,;:]?)")
KEY = re.compile(r"#source-([^()\s]+)\)")


@dataclass(frozen=True)
class Document:
    """The report, independent of its format; writers leave it as it is.

    `notebooks` has the names of the files, a chapter each, in the order of the text. `names` has the name of each source
    that the report names, by key and in order of their numbers from 1: those of the text in order of first citation, then
    those named only below a figure or table or in the look-up. `entries` are those of the look-up (`profile.entries`).
    `claim` is the sentence that heads the first page; what else it shows, `front` has by id: its figure and its numbers,
    which have no place in the text.
    """

    markdown: str
    pieces: list[Piece]
    notebooks: list[str]
    names: dict[str, str]
    entries: list[dict[str, Any]]
    claim: str
    front: dict[str, Table]

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each source, by key."""
        return {key: number for number, key in enumerate(self.names, 1)}


def document(notebooks: dict[str, list[Piece]], name: Callable[[str], str], entries: Iterable[dict] = ()) -> Document:
    """The document of these notebooks (file name to pieces, in order). name: gives the name of a source, by its key.

    Raises BuildError for a chapter without one title and a source without a card.
    """
    claim, notebooks = _claim(notebooks)
    pieces = [piece for found in notebooks.values() for piece in found]
    entries = list(entries)
    _once(notebooks)
    for kind in (Table, Figure):
        numbered = (piece for piece in exhibits(pieces) if type(piece) is kind and piece.id != NUMBERS)
        for number, piece in enumerate(numbered, 1):
            piece.number = number
    cited = _cited(pieces, entries)
    cards = {card["id"] for piece in pieces if isinstance(piece, Cards) for card in piece.cards}
    if missing := sorted(key for key in cited if f"source-{key}" not in cards):
        where = {key: [name for name, found in notebooks.items() if key in _cited(found, [])] for key in missing}
        links = [f"source-{key} (in {text.listing(where[key] or ['the look-up'])})" for key in missing]
        raise BuildError(
            f"These links lead nowhere: {text.listing(links)}. Expected keys of sources.csv, with cards in a notebook."
        )
    names = {key: name(key) for key in cited}
    front = {piece.id: piece for piece in exhibits(pieces) if piece.id in (PICTURE, NUMBERS)}
    links = _Links(notebooks, pieces, names)
    for piece in pieces:
        if isinstance(piece, Table):
            piece.rows = [[links.cell(cell) for cell in row] for row in piece.rows]
        elif isinstance(piece, Cards):
            piece.cards = [links.card(card) for card in piece.cards]
    return Document(_markdown(notebooks, links), pieces, list(notebooks), names, entries, claim, front)


def _once(notebooks: dict[str, list[Piece]]) -> None:
    """Raises BuildError if a figure or table is shown twice, as by a copy of a notebook."""
    places: dict[str, list[str]] = {}
    for name, found in notebooks.items():
        for piece in exhibits(found):
            places.setdefault(piece.id, []).append(name)
    if twice := {id: names for id, names in places.items() if len(names) > 1}:
        where = text.listing(sorted({name for names in twice.values() for name in names}))
        raise BuildError(f"Shown more than once, in {where}: {text.listing(twice)}.")


def _claim(notebooks: dict[str, list[Piece]]) -> tuple[str, dict[str, list[Piece]]]:
    """The sentence that the first notebook shows first, where it has the large numbers too; and the notebooks without it."""
    first, found = next(iter(notebooks.items()))
    said = next((piece for piece in found if isinstance(piece, Text) and piece.code), None)
    if said is None or not any(piece.id == NUMBERS for piece in exhibits(found)):
        return "", notebooks
    return text.curly(text.plain(said.markdown)), {**notebooks, first: [piece for piece in found if piece is not said]}


def keys(entry: dict[str, Any]) -> list[str]:
    """The keys of the sources that an entry of the look-up names."""
    return [*entry["cited"], *(key for _, _, cited in entry["facts"] for key in cited)]


def _cited(pieces: list[Piece], entries: list[dict[str, Any]]) -> dict[str, None]:
    """The keys of all sources that are named: in the text, then below exhibits, then in the look-up."""
    texts = [piece.markdown for piece in pieces if isinstance(piece, Text)]
    found = [key for markdown in texts for citation in CITED.finditer(markdown) for key in KEY.findall(citation[1])]
    found += [key for piece in exhibits(pieces) for key in piece.sources]
    return dict.fromkeys(found + [key for entry in entries for key in keys(entry)])


class _Links:
    """Turns links between notebooks into links within the report."""

    def __init__(self, notebooks: dict[str, list[Piece]], pieces: list[Piece], names: dict[str, str]) -> None:
        self._chapters = {name: _anchor(name, found) for name, found in notebooks.items()}
        self._called = {f"#{piece.anchor}": f"{type(piece).__name__} {piece.number}" for piece in exhibits(pieces)}
        self._names = names
        self._numbers = {key: number for number, key in enumerate(names, 1)}

    def address(self, address: str) -> str:
        """An address within the report. Raises BuildError for a chapter that has no anchor to lead to."""
        found = NOTEBOOK_LINK.match(address)
        if not found or found[1] not in self._chapters:
            return address
        anchor = found[2] or self._chapters[found[1]]
        if not anchor:
            raise BuildError(f'{found[1]} is linked to, and has no anchor: put <a id="..."></a> above its title.')
        return f"#{anchor}"

    def cell(self, cell: Any) -> Any:
        """A cell of a table, or a detail of a card."""
        return {**cell, "href": self.address(cell["href"])} if isinstance(cell, dict) else cell

    def card(self, card: dict[str, Any]) -> dict[str, Any]:
        """A source card, with its number."""
        number = self._numbers.get(card["id"].removeprefix("source-"))
        return {**card, "number": number, "details": [[label, self.cell(value)] for label, value in card["details"]]}

    def text(self, markdown: str) -> str:
        """A text: an empty link gets words, the sign of a verdict a class; citations become numbers behind the full stop."""
        return LINK.sub(self._link, CITED.sub(self._marks, markdown))

    def _link(self, found: re.Match) -> str:
        if found[2] is None:
            return found[0]
        words, address, title = found[1], self.address(found[2]), found[3] or ""
        if words[:1] in VERDICTS and words[1:2] == " ":  # the sign stays with its words
            return f"[{words[0]}\N{NO-BREAK SPACE}{words[2:]}]({address}){{.verdict .{VERDICTS[words[0]]}}}"
        return f"[{words or self._called.get(address, address)}]({address}{title})"

    def _marks(self, found: re.Match) -> str:
        marks = []
        for key in KEY.findall(found[1]):
            name = text.escape(self._names[key]).replace('"', '\\"')
            marks.append(f'[{self._numbers[key]}](#source-{key} "{name}")')
        return f"{found[2]}[{','.join(marks)}]{{.refs}}"


def _anchor(name: str, found: list[Piece]) -> str:
    """The anchor of a chapter's title. Raises BuildError unless it has one title."""
    heads = [anchor for piece in found if isinstance(piece, Text) for anchor in TITLE.findall(piece.markdown)]
    if len(heads) == 1:
        return heads[0]
    raise BuildError(f"{name} has {len(heads)} headings of the first level; it needs exactly one, its chapter's title.")


def _markdown(notebooks: dict[str, list[Piece]], links: _Links) -> str:
    """All notebooks as one text, their titles numbered as they are."""
    parts, index = [], 0
    for name, found in notebooks.items():
        number = CHAPTER.match(name)  # the key findings have none
        for piece in found:
            if isinstance(piece, Text):
                written = ANCHOR.sub(r"\2 {#\1}", links.text(piece.markdown))
                parts.append(TITLE.sub(f"# {number[1]}. ", written) if number else written)
            elif getattr(piece, "id", "") not in (PICTURE, NUMBERS):
                parts.append(f'``` {{.{MARK} n="{index}"}}\n```')
            index += 1
    return "\n\n".join(parts) + "\n"
