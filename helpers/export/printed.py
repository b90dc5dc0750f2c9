"""What of the document is printed and in what form: its chapters as Typst, with calls of the template for the exhibits."""

import re
from collections.abc import Iterable
from typing import Any

from pandocfilters import RawBlock, RawInline, Span, Str, stringify, walk

from helpers.export import pandoc
from helpers.export.document import MARK, Document
from helpers.export.pieces import Cards, Code, Figure, Piece, Table, exhibits

NOT_PRINTED = re.compile(r"07_|D_")  # what is looked up or worked through, not read

LINE, PAGE = 15.5, 700  # points: a line of the text, and the height of a page's text
OPENING = 0.47  # of a page: with so much text a chapter has begun; its title asks for two fifths

Block = dict[str, Any]
Chapter = tuple[str, list[Block]]  # the name of its notebook, and its blocks, of which the first is its title


def chapters(document: Document, tree: Block) -> list[Chapter]:
    """The chapters of the document, but for code. Of the sources, what comes before their kinds, and the lists."""
    found: list[Chapter] = []
    names = iter(document.notebooks)
    by_kind = False
    for block in tree["blocks"]:
        index = piece_at(block)
        if block["t"] == "Header":
            if block["c"][0] == 1:
                found.append((next(names), []))
            by_kind = block["c"][0] > 1 and found[-1][0].startswith("C_")
        if (index is not None or not by_kind) and not isinstance(index and document.pieces[index], Code):
            found[-1][1].append(block)
    return found


def piece_at(block: Block) -> int | None:
    """The index of the piece that a block stands for, or None."""
    return int(dict(block["c"][0][2])["n"]) if block["t"] == "CodeBlock" and MARK in block["c"][0][1] else None


def lead(blocks: list[Block]) -> str:
    """The words of the paragraph under a chapter's title."""
    return stringify(blocks[1]) if len(blocks) > 1 and blocks[1]["t"] == "Para" else ""


def cited_cards(document: Document, printed: Iterable[Piece], blocks: list[Block]) -> Cards:
    """The source cards, by their numbers, that the printed text or a printed exhibit names."""
    named = {f"source-{key}" for piece in exhibits(printed) for key in piece.sources}
    walk(blocks, lambda kind, parts, *_: named.add(parts[2][0].removeprefix("#")) if kind == "Link" else None, "", {})
    cards = [card for piece in document.pieces if isinstance(piece, Cards) for card in piece.cards]
    cited = [card for card in cards if card["number"] and card["id"] in named]
    return Cards(sorted(cited, key=lambda card: card["number"]))


def body(document: Document, tree: Block, found: list[Chapter]) -> str:
    """The chapters as Typst."""
    blocks: list[Block] = []
    appended = False
    for name, within in found:
        appendix = name[0].isalpha()
        opening, rest = within[:1], within[1:]
        if lead(within):
            opening += [RawBlock("typst", "#standfirst["), rest.pop(0), RawBlock("typst", "]")]
        if appendix:  # one goes on in the columns of the one before it
            call = "#next-appendix[" if appended else "#show: appendix.with["
            opening = [RawBlock("typst", call), *opening, RawBlock("typst", "]")]
        elif blocks:
            opening = [RawBlock("typst", "#begin-chapter()"), *opening]
        blocks += opening + _with_calls(rest, document.pieces, appendix)
        appended = appendix
    return pandoc.write({**tree, "blocks": walk(blocks, _in_typst, "", {})}, "-t", "typst-smart")


def form(piece: Figure) -> str:
    """Whether a figure is less tall across the page, with its words above and below, or narrow, with these beside it."""
    return "wide" if _height(piece, "wide") + 60 <= 1.1 * _height(piece, "narrow") else "narrow"


def _with_calls(blocks: list[Block], pieces: list[Piece], appendix: bool) -> list[Block]:
    """The blocks with calls of Typst in place of pieces. Two small figures of a section stand side by side.

    What a chapter shows at its very beginning waits for some text: at the foot of a page it would else take the room of
    the chapter's own title, which then goes on to the next page.
    """
    found: list[Block] = []
    waiting: list[Block] = []
    pairs = _pairs(blocks, pieces)
    used, room = 100.0, 0.0  # points of the chapter's pages, its title first; and of what waits
    for block in blocks:
        index = piece_at(block)
        if index is None:
            used += 25 if block["t"] == "Header" else 10 + len(stringify(block)) / 75 * LINE
            found.append(block)
        elif index not in pairs.values():
            beside = f", other: {pairs[index]}" if index in pairs else ""
            how = ", appendix: true" if appendix else ", foot: true" if used < 1.15 * PAGE else ""
            waiting.append(RawBlock("typst", f"#piece({index}{beside}{how})"))
            room += _room(pieces[index])
        if appendix or used > OPENING * PAGE:
            used += room
            found += waiting
            waiting, room = [], 0.0
    return found + waiting


def _pairs(blocks: list[Block], pieces: list[Piece]) -> dict[int, int]:
    """Two small figures of much the same height that follow each other in a section: the second's index by the first's."""
    pairs: dict[int, int] = {}
    before = None
    for block in blocks:
        index = piece_at(block)
        if block["t"] == "Header":
            before = None
        elif index is not None and isinstance(pieces[index], Table):
            if before is not None and _alike(pieces[before], pieces[index]):
                pairs[before], before = index, None
            else:
                before = index
    return pairs


def _alike(*both: Piece) -> bool:
    if not all(isinstance(piece, Figure) for piece in both):
        return False
    low, high = sorted(_height(piece, "narrow") for piece in both)
    return high < 320 and low > 0.7 * high


def _room(piece: Piece) -> float:
    """About how many points of a page it takes."""
    return _height(piece, form(piece)) if isinstance(piece, Figure) else LINE * len(getattr(piece, "rows", []))


def _height(piece: Figure, form: str) -> float:
    """The height of a picture, in points."""
    return float(re.search(r'<svg[^>]*\bheight="([\d.]+)pt"', piece.pictures[form])[1])


def _in_typst(kind: str, parts: Any, *_: Any) -> Block | None:
    """Numbers of sources, and a phrase with the sign of its verdict, as calls of the template."""
    if kind == "Span" and "refs" in parts[0][1]:
        marks = [link["c"] for link in parts[1] if link["t"] == "Link"]
        pairs = (f'("{target.removeprefix("#source-")}", {stringify(number)})' for _, number, (target, _) in marks)
        return RawInline("typst", f"#cited({', '.join(pairs)})")
    if kind == "Link" and "verdict" in parts[0][1]:
        (first, *rest), sign = parts[1], stringify(parts[1])[0]
        call = RawInline("typst", f'#marked("{sign}")[')
        words = Str(first["c"].removeprefix(f"{sign}\N{NO-BREAK SPACE}"))
        return Span(["", [], []], [call, words, *rest, RawInline("typst", "]")])
    return None
