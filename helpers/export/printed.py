"""What of the document is printed and in what form: its chapters as Typst, with calls of the template for the exhibits."""

import json
import re
from typing import Any

from helpers.export import pandoc
from helpers.export.document import Document, Heading, piece_at
from helpers.export.pieces import Cards, Code, Figure, Piece, Table, exhibits, words

COVER = ("key-dots", "key-numbers")  # figure and table of the cover, which their chapter does not show again
NOT_PRINTED = re.compile(r"07_|D_")  # what is looked up or worked through, not read
COLUMNS = {"A": 2, "B": 2, "C": 2}  # of an appendix, across text and margin
SIGNS = "×~?≈✓–"  # before a phrase of the article, for its verdict

LINE, PAGE = 15.5, 700  # points: a line of the text, and the height of a page's text
OPENING = 0.47  # of a page: with so much text a chapter has begun; its title asks for two fifths

Block = dict[str, Any]
Chapter = tuple[Heading, list[Block]]


def chapters(document: Document) -> list[Chapter]:
    """The chapters that are printed, with their blocks: a copy to change. Of the sources, what comes before their kinds,
    and the lists."""
    first = {heading.id: heading for heading in document.headings if heading.level == 1}
    found: list[Chapter] = []
    by_kind = False
    for block in document.copy()["blocks"]:
        if block["t"] == "Header":
            if block["c"][0] == 1:
                found.append((first[block["c"][1][0]], []))
            by_kind = block["c"][0] > 1 and found[-1][0].notebook.startswith("C_")
        if not by_kind or piece_at(block) is not None:
            found[-1][1].append(block)
    return [chapter for chapter in found if not NOT_PRINTED.match(chapter[0].notebook)]


def left_out(document: Document) -> list[str]:
    """The titles of the chapters that are not printed."""
    return [h.words for h in document.headings if h.level == 1 and NOT_PRINTED.match(h.notebook)]


def lead(blocks: list[Block]) -> str:
    """The words of the paragraph under a chapter's title."""
    return pandoc.text(blocks[1]["c"]) if len(blocks) > 1 and blocks[1]["t"] == "Para" else ""


def cover(printed: dict[int, Piece]) -> dict[str, Any]:
    """What the cover takes from the key findings: the figure and the numbers."""
    dots, numbers = (next((n for n, piece in printed.items() if getattr(piece, "id", "") == id), None) for id in COVER)
    rows = [] if numbers is None else printed[numbers].rows
    return {"cover": None if dots is None else str(dots), "numbers": [[words(cell) for cell in row] for row in rows]}


def gather_cards(printed: dict[int, Piece], blocks: list[Block]) -> None:
    """Keep, of the sources, those with a number that the printed text or a printed exhibit names, in one list."""
    named = {key for piece in exhibits(printed.values()) for key in piece.sources}
    named |= {node["c"][2][0].removeprefix("#source-") for node in pandoc.walk(blocks) if node["t"] == "Link"}
    lists = [index for index, piece in printed.items() if isinstance(piece, Cards)]
    cards = [card for index in lists for card in printed[index].cards]
    kept = [c for c in cards if c["number"] and c["id"].removeprefix("source-") in named]
    for index in lists:
        printed[index] = Cards(sorted(kept, key=lambda card: card["number"]) if index == lists[0] else [])


def body(document: Document, found: list[Chapter], links: set[str]) -> str:
    """The chapters as Typst. `links` are the anchors that are printed; a link to another is left as its words."""
    blocks: list[Block] = []
    before = None
    for heading, within in found:
        columns = COLUMNS.get(heading.notebook.split("_")[0])
        title, rest = within[:1], within[1:]
        if lead(within):
            title = [*title, pandoc.raw("typst", "#standfirst["), within[1], pandoc.raw("typst", "]")]
            rest = within[2:]
        if before and columns != before:
            blocks.append(pandoc.raw("typst", "]"))
        if not columns and blocks:
            title = [pandoc.raw("typst", "#begin-chapter()"), *title]
        elif columns and columns == before:  # it goes on in the columns of the one before it
            title = [pandoc.raw("typst", "#next-appendix["), *title, pandoc.raw("typst", "]")]
        elif columns:
            title = [pandoc.raw("typst", f"#appendix({columns}, ["), *title, pandoc.raw("typst", "])[")]
        blocks += title + _with_calls(rest, document, columns)
        before = columns
    if before:
        blocks.append(pandoc.raw("typst", "]"))
    tree = {**document.copy(), "blocks": blocks}
    for node in pandoc.walk(tree["blocks"]):
        if node["t"] == "Math":
            _spell_out(node)
        elif node["t"] == "Span" and "refs" in node["c"][0][1]:
            _cite(node)
        elif node["t"] == "Link":
            _link(node, links)
    return pandoc.write(tree, "-t", "typst-smart", "--wrap=none")


def form(piece: Figure) -> str:
    """Whether a figure is less tall across the page, with its words above and below, or narrow, with these beside it."""
    return "wide" if _height(piece, "wide") + 60 <= 1.1 * _height(piece, "narrow") else "narrow"


def _with_calls(blocks: list[Block], document: Document, columns: int | None) -> list[Block]:
    """The blocks with calls of Typst in place of pieces. Two small figures of a section stand side by side.

    What a chapter shows at its very beginning waits for some text: at the foot of a page it would else take the room of
    the chapter's own title, which then goes on to the next page.
    """
    found: list[Block] = []
    waiting: list[tuple[Block, float]] = []
    taken: set[int] = set()
    used = 100.0  # points of the chapter's pages, its title first
    for place, block in enumerate(blocks):
        index = piece_at(block)
        if index is None:
            used += 25 if block["t"] == "Header" else 10 + len(pandoc.text([block])) / 75 * LINE
            found.append(block)
        elif call := _call(index, blocks[place + 1 :], document, taken):
            more = f", columns: {columns}" if columns else ", foot: true" if used < 1.15 * PAGE else ""
            waiting.append((pandoc.raw("typst", f"#piece({call}{more})"), _room(document.pieces[index])))
        if columns or used > OPENING * PAGE:
            used += sum(room for _, room in waiting)
            found += [shown for shown, _ in waiting]
            waiting = []
    return found + [shown for shown, _ in waiting]


def _call(index: int, following: list[Block], document: Document, taken: set[int]) -> str:
    """What the template is told to show: a piece, two together, or nothing. `taken` are those shown with another."""
    piece = document.pieces[index]
    if index in taken or isinstance(piece, Code) or getattr(piece, "id", "") in COVER:
        return ""
    other = _partner(piece, following, document)
    taken.add(index if other is None else other)
    return f"{index}" if other is None else f"{index}, other: {other}"


def _room(piece: Piece) -> float:
    """About how many points of a page it takes."""
    return _height(piece, form(piece)) if isinstance(piece, Figure) else LINE * len(getattr(piece, "rows", []))


def _partner(piece: Piece, following: list[Block], document: Document) -> int | None:
    """The index of the next exhibit of the section, if that and this one are small figures of much the same height."""
    for block in following:
        index = piece_at(block)
        if block["t"] == "Header":
            return None
        if index is not None and isinstance(document.pieces[index], Table):
            both = (piece, document.pieces[index])
            if not all(isinstance(one, Figure) and one.id not in COVER for one in both):
                return None
            low, high = sorted(_height(one, "narrow") for one in both)
            return index if high < 320 and low > 0.7 * high else None
    return None


def _height(piece: Figure, form: str) -> float:
    """The height of a picture, in points."""
    found = re.search(r'<svg[^>]*\bheight="([\d.]+)pt"', piece.pictures[form])
    return float(found[1]) if found else 0.0


def _spell_out(math: Block) -> None:
    """Give an equation its source as text alternative, which PDF/UA requires."""
    kind, tex = math["c"]
    source = pandoc.run(f"${tex}$", "-f", "markdown", "-t", "typst").strip().strip("$")
    block = "true" if kind["t"] == "DisplayMath" else "false"
    math.update(pandoc.raw_inline("typst", f"#math.equation(block: {block}, alt: {json.dumps(tex)}, ${source}$)"))


def _cite(span: Block) -> None:
    """Numbers of sources, each a link to its line in the list of sources."""
    numbers = [(link["c"][2][0].removeprefix("#source-"), pandoc.text(link["c"][1])) for link in span["c"][1] if link["t"] == "Link"]  # fmt: skip
    pairs = ", ".join(f'("{key}", {number})' for key, number in numbers)
    span.update(pandoc.raw_inline("typst", f"#cited({pairs})"))


def _link(link: Block, links: set[str]) -> None:
    """Set the sign of a phrase's verdict; leave the words of a link to what is not printed."""
    _, shown, (target, _) = link["c"]
    if pandoc.text(shown)[:1] in SIGNS and pandoc.text(shown)[1:2] == " ":
        sign = pandoc.text(shown)[0]
        marked = [pandoc.raw_inline("typst", f'#marked("{sign}")['), *shown[2:], pandoc.raw_inline("typst", "]")]
        link.update({"t": "Span", "c": [["", [], []], marked]})
    elif target.startswith("#") and target[1:] not in links:
        link.update({"t": "Span", "c": [["", [], []], shown]})
