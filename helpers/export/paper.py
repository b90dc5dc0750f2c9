"""Write the document as a PDF that screen readers can follow (PDF/UA-1), on A4 or Letter."""

import datetime as dt
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import typst

from helpers import text
from helpers.export import BuildError, fonts, pandoc
from helpers.export.document import Document, Heading, piece_at, targets
from helpers.export.meta import Meta
from helpers.export.pieces import Cards, Code, Figure, Piece, Table, exhibits, words

TEMPLATE = Path(__file__).with_name("paper.typ")
PAPERS = {"a4": "a4", "letter": "us-letter"}
COVER = ("key-dots", "key-numbers")  # figure and table of the cover, which their chapter does not show again
NOT_PRINTED = re.compile(r"07_|D_")  # what is looked up or worked through, not read
COLUMNS = {"A": 3, "B": 2, "C": 2}  # of an appendix, across text and margin

Block = dict[str, Any]


def write(document: Document, meta: Meta, folder: Path, paper: str = "a4") -> bytes:
    """The PDF, on "a4" or "letter". `folder` is a scratch folder. Raises BuildError if Typst refuses the document."""
    if paper not in PAPERS:
        raise BuildError(f'There is no paper "{paper}": it is {" or ".join(PAPERS)}.')
    fonts.copy_to(folder / "fonts")
    chapters = _chapters(document)
    blocks = [block for _, found in chapters for block in found]
    printed = {n: document.pieces[n] for block in blocks if (n := piece_at(block)) is not None}
    _gather_cards(printed, blocks)
    links = targets({"blocks": blocks}, list(printed.values()))
    for piece in printed.values():
        for form in ("wide", "narrow") if isinstance(piece, Figure) else ():
            (folder / f"{piece.id}.{form}.svg").write_text(piece.pictures[form], encoding="utf-8")
    pieces = {str(n): _piece(piece, document, links) for n, piece in printed.items()}
    facts = {name: getattr(meta, name) for name in FACTS} | {"paper": PAPERS[paper]}
    facts |= {"counted": text.day(meta.data_date), "dated": text.day(meta.date)}
    facts |= {"leads": {heading.id: _lead(found) for heading, found in chapters}, **_cover(chapters, printed)}
    (folder / "pieces.json").write_text(json.dumps(pieces), encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps(facts), encoding="utf-8")
    source = folder / "report.typ"
    source.write_text(TEMPLATE.read_text(encoding="utf-8") + _body(document, chapters, links), encoding="utf-8")
    midnight = dt.datetime.combine(meta.date, dt.time(), dt.UTC)
    try:
        pdf = typst.compile(
            str(source),
            root=str(folder),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=int(midnight.timestamp()),
        )
    except typst.TypstError as error:
        raise BuildError(f"Typst could not set the PDF: {error}") from error
    return _packed(pdf)


FACTS = ["title", "subtitle", "authors", "by", "edition", "data_of", "citation", "licence", "keywords", "repository"]


def _packed(pdf: bytes) -> bytes:
    """The same PDF with its objects in compressed streams, a third of the size."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()


def _chapters(document: Document) -> list[tuple[Heading, list[Block]]]:
    """The chapters that are printed, with their blocks: a copy to change."""
    first = {heading.id: heading for heading in document.headings if heading.level == 1}
    chapters: list[tuple[Heading, list[Block]]] = []
    for block in document.copy()["blocks"]:
        if block["t"] == "Header" and block["c"][0] == 1:
            chapters.append((first[block["c"][1][0]], []))
        chapters[-1][1].append(block)
    printed = [(heading, blocks) for heading, blocks in chapters if not NOT_PRINTED.match(heading.notebook)]
    return [(h, [b for b in blocks if b["t"] != "Header" or b["c"][0] == 1] if h.notebook.startswith("C_") else blocks) for h, blocks in printed]  # fmt: skip


def _gather_cards(printed: dict[int, Piece], blocks: list[Block]) -> None:
    """Keep, of the sources, those with a number that the printed text or a printed exhibit names, in one list."""
    named = {key for piece in exhibits(printed.values()) for key in piece.sources}
    named |= {node["c"][2][0].removeprefix("#source-") for node in pandoc.walk(blocks) if node["t"] == "Link"}
    lists = [index for index, piece in printed.items() if isinstance(piece, Cards)]
    cards = [card for index in lists for card in printed[index].cards]
    kept = [c for c in cards if c["number"] and c["id"].removeprefix("source-") in named]
    for index in lists:
        printed[index] = Cards(sorted(kept, key=lambda card: card["number"]) if index == lists[0] else [])


def _lead(blocks: list[Block]) -> str:
    """The words of the paragraph under a chapter's title."""
    return pandoc.text(blocks[1]["c"]) if len(blocks) > 1 and blocks[1]["t"] == "Para" else ""


def _cover(chapters: list[tuple[Heading, list[Block]]], printed: dict[int, Piece]) -> dict[str, Any]:
    """What the cover takes from the key findings: the claim (taken out of the chapter), the figure and the numbers."""
    found = {getattr(piece, "id", ""): n for n, piece in printed.items()}
    dots, numbers = (found.get(id) for id in COVER)
    claim = ""
    if numbers is not None:
        blocks = chapters[0][1]
        first = next(n for n, block in enumerate(blocks[2:], 2) if block["t"] == "Para")
        claim = pandoc.text(blocks.pop(first)["c"])
    rows = printed[numbers].rows if numbers is not None else []
    return {
        "claim": claim,
        "cover": None if dots is None else str(dots),
        "numbers": [[words(cell) for cell in row] for row in rows],
    }


def _body(document: Document, chapters: list[tuple[Heading, list[Block]]], links: set[str]) -> str:
    blocks: list[Block] = []
    for heading, found in chapters:
        columns = COLUMNS.get(heading.notebook.split("_")[0])
        title, rest = found[:1], found[1:]
        if _lead(found):
            title += [pandoc.raw("typst", "#standfirst["), found[1], pandoc.raw("typst", "]")]
            rest = found[2:]
        rest = _with_calls(rest, document, columns)
        if columns:
            title = [pandoc.raw("typst", f"#appendix({columns}, ["), *title, pandoc.raw("typst", "])[")]
            rest = [*rest, pandoc.raw("typst", "]")]
        blocks += title + rest
    tree = {**document.copy(), "blocks": blocks}
    for node in pandoc.walk(tree["blocks"]):
        if node["t"] == "Math":
            _spell_out(node)
        elif node["t"] == "Span" and "refs" in node["c"][0][1]:
            _cite(node)
        elif node["t"] == "Link" and (target := node["c"][2][0]).startswith("#") and target[1:] not in links:
            node.update({"t": "Span", "c": [["", [], []], node["c"][1]]})
    return pandoc.write(tree, "-t", "typst-smart", "--wrap=none")


def _with_calls(blocks: list[Block], document: Document, columns: int | None) -> list[Block]:
    """The blocks with calls of Typst in place of pieces. Two small figures of a section stand side by side."""
    found: list[Block] = []
    taken: set[int] = set()
    for place, block in enumerate(blocks):
        index = piece_at(block)
        if index is None:
            found.append(block)
            continue
        piece = document.pieces[index]
        if index in taken or isinstance(piece, Code) or getattr(piece, "id", "") in COVER:
            continue
        other = _partner(piece, blocks[place + 1 :], document)
        taken.add(other if other is not None else index)
        more = f", other: {other}" if other is not None else f", columns: {columns}" if columns else ""
        found.append(pandoc.raw("typst", f"#piece({index}{more})"))
    return found


def _partner(piece: Piece, following: list[Block], document: Document) -> int | None:
    """The index of the next figure of the section, if that and this one are small and of much the same height."""
    if not _is_small(piece):
        return None
    for block in following:
        if block["t"] == "Header":
            return None
        index = piece_at(block)
        if index is not None and isinstance(document.pieces[index], Table):
            other = document.pieces[index]
            if not _is_small(other):
                return None
            heights = sorted(_height(figure, "narrow") for figure in (piece, other))
            return index if heights[0] > 0.7 * heights[1] else None
    return None


def _is_small(piece: Piece) -> bool:
    return isinstance(piece, Figure) and piece.id not in COVER and _height(piece, "narrow") < 320


def _form(piece: Figure) -> str:
    """Whether a figure is less tall across the page, with its words above and below, or narrow, with these beside it."""
    return "wide" if _height(piece, "wide") + 60 <= 1.1 * _height(piece, "narrow") else "narrow"


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
    found = [
        f'("{link["c"][2][0].removeprefix("#source-")}", {pandoc.text(link["c"][1])})'
        for link in span["c"][1]
        if link["t"] == "Link"
    ]
    span.update(pandoc.raw_inline("typst", f"#cited({', '.join(found)},)"))


def _piece(piece: Piece, document: Document, links: set[str]) -> dict[str, Any]:
    if isinstance(piece, Cards):
        return {"type": "cards", "cards": [_card(card) for card in piece.cards]}
    if not isinstance(piece, Table):
        return {"type": "output", "text": getattr(piece, "text", "")}
    shown = {
        "id": piece.id,
        "number": piece.number,
        "caption": text.sentence(piece.caption),
        "note": piece.note,
        "sources": [{"key": key, "short": document.name(key), "number": document.cited.index(key) + 1} for key in piece.sources],  # fmt: skip
    }
    if isinstance(piece, Figure):
        return shown | {
            "type": "figure",
            "anchor": f"fig-{piece.id}",
            "title": piece.title,
            "subtitle": piece.subtitle,
            "alt": piece.alt,
            "wide": f"{piece.id}.wide.svg",
            "narrow": f"{piece.id}.narrow.svg",
            "form": _form(piece),
        }
    return shown | {
        "type": "table",
        "anchor": f"tab-{piece.id}",
        "columns": _columns(piece),
        "rows": [[_cell(cell, links) for cell in row] for row in piece.rows],
        "row_ids": piece.row_ids,
    }


def _cell(cell: str | dict[str, str], links: set[str]) -> str | dict[str, str]:
    """A cell without its link if that leads to what is not printed."""
    href = cell["href"] if isinstance(cell, dict) else ""
    return words(cell) if href.startswith("#") and href[1:] not in links else cell


def _card(card: dict[str, Any]) -> dict[str, Any]:
    """A source in one line: number, title, who and when, and the host of its link."""
    link = next((value["href"] for _, value in card["details"] if isinstance(value, dict)), None)
    host = urlsplit(link).hostname.removeprefix("www.") if link else ""
    return {
        "id": card["id"],
        "number": card["number"],
        "title": card["title"],
        "line": card["line"],
        "link": {"href": link, "text": host} if link else None,
    }


def _columns(table: Table) -> list[dict[str, Any]]:
    """Title and side of each column, and the words that its width depends on: those of its widest cells (`cells`), of
    its title on one line or on two (`heads`), and the longest that cannot be broken (`longest`)."""
    columns = []
    for n, column in enumerate(table.columns):
        cells = [words(row[n]) for row in table.rows]
        pieces = re.split(r"\s+|(?<=[-/–])", " ".join(cells))
        columns.append(
            {
                "title": column["title"],
                "align": column["align"],
                "cells": _longest(cells),
                "heads": _on_two_lines(column["title"]),
                "longest": _longest(pieces),
            }
        )
    return columns


def _on_two_lines(title: str) -> list[str]:
    """A title of a column, broken where the two lines are most alike."""
    parts = title.split()
    breaks = [[" ".join(parts[:n]), " ".join(parts[n:])] for n in range(1, len(parts))]
    return min(breaks, key=lambda lines: max(map(len, lines)), default=[title])


def _longest(found: Iterable[str]) -> list[str]:
    """Those with most letters, of which one is the widest in print."""
    return sorted(set(found), key=lambda word: (-len(word), word))[:4]
