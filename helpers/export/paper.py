"""Write the document as a PDF that screen readers can follow (PDF/UA-1)."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import typst

from helpers.export import BuildError, fonts, pandoc
from helpers.export.assemble import Document, piece_at
from helpers.export.meta import Meta
from helpers.export.pieces import Cards, Chart, Code, Plain, Table, text
from helpers.quotes import sentence

TEMPLATE = Path(__file__).with_name("paper.typ")
SHORT = 18  # letters up to which a column is as wide as its words
UNSTRESSED = {"a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
LETTERS = {9: 100, 8: 112, 7: 128}  # that fit on a line, by size of type in points


def write(document: Document, meta: Meta, folder: Path) -> bytes:
    """The PDF. `folder` is a scratch folder. Raises BuildError if Typst refuses the document."""
    fonts.copy_to(folder / "fonts")
    pieces = {str(n): _piece(piece, document) for n, piece in enumerate(document.pieces) if _is_shown(piece)}
    for piece in document.pieces:
        if isinstance(piece, Chart):
            (folder / f"{piece.id}.svg").write_text(piece.svg, encoding="utf-8")
    facts = {name: getattr(meta, name) for name in _FACTS}
    (folder / "pieces.json").write_text(json.dumps(pieces), encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps(facts), encoding="utf-8")
    source = folder / "report.typ"
    source.write_text(TEMPLATE.read_text(encoding="utf-8") + _body(document), encoding="utf-8")
    midnight = dt.datetime.combine(meta.date, dt.time(), dt.UTC)
    try:
        return typst.compile(
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


_FACTS = ["title", "subtitle", "authors", "by", "edition", "data_of", "citation", "licence", "keywords", "repository"]


def _body(document: Document) -> str:
    tree = document.copy()
    pandoc.replace_blocks(tree, lambda block: _block(block, document))
    _spell_out_math(tree)
    return pandoc.write(tree, "-t", "typst-smart", "--wrap=none")


def _block(block: dict[str, Any], document: Document) -> list[dict[str, Any]] | None:
    index = piece_at(block)
    if index is None:
        return None
    shown = f"#piece({index})" if _is_shown(document.pieces[index]) else ""
    return [pandoc.raw("typst", shown)]


def _is_shown(piece: Any) -> bool:
    return isinstance(piece, (Plain, Table, Chart, Cards)) and not isinstance(piece, Code)


def _spell_out_math(tree: dict[str, Any]) -> None:
    """Give every equation its source as text alternative, which PDF/UA requires."""
    for node in pandoc.walk(tree["blocks"]):
        if node["t"] == "Math":
            kind, tex = node["c"]
            typst_source = pandoc.run(f"${tex}$", "-f", "markdown", "-t", "typst").strip().strip("$")
            block = "true" if kind["t"] == "DisplayMath" else "false"
            node["t"] = "RawInline"
            node["c"] = ["typst", f"#math.equation(block: {block}, alt: {json.dumps(tex)}, ${typst_source}$)"]


def _piece(piece: Any, document: Document) -> dict[str, Any]:
    if isinstance(piece, Plain):
        return {"type": "output", "text": piece.text}
    if isinstance(piece, Cards):
        return {"type": "cards", "cards": piece.cards}
    if isinstance(piece, Chart):
        return {
            "type": "chart",
            "id": piece.id,
            "picture": f"{piece.id}.svg",
            "alt": piece.alt,
            "caption": sentence(piece.caption),
            "sources": _sources(piece.values, document),
        }
    return {
        "type": "table",
        "id": piece.id,
        "caption": sentence(piece.caption),
        "note": piece.note,
        "sources": _sources(piece, document),
        "columns": _columns(piece),
        "rows": piece.rows,
        "row_ids": piece.row_ids,
        "size": _size(piece),
    }


def _sources(table: Table, document: Document) -> list[dict[str, str]]:
    return [{"key": key, "short": document.short(key)} for key in table.sources]


def _title_case(label: str) -> str:
    """A label with capitals, as headers of tables have on paper. (A line of small letters in a header that is repeated
    on the next page is taken for text left out of the document's structure by checkers.)"""
    words = label.split()
    inside = range(1, len(words) - 1)
    return " ".join(
        word if n in inside and word in UNSTRESSED else word[:1].upper() + word[1:] for n, word in enumerate(words)
    )


def _size(table: Table) -> int:
    """The size of type in points: the more columns, the smaller."""
    return 9 if len(table.columns) <= 4 else 8 if len(table.columns) <= 6 else 7


def _columns(table: Table) -> list[dict[str, Any]]:
    """Label, alignment and width of each column.

    `share` is 0 for a column as wide as the longest of its `words`. Where all columns fit so, with labels on one line or
    on two, all have it; else short ones have it, and the others share what is left by the widths the table asks for, or by
    the length of their words. `longest` are the words that a column must have room for.
    """
    cells = [[text(row[index]) for row in table.rows] for index in range(len(table.columns))]
    labels = [column["label"] for column in table.columns]
    for heads in (labels, [_on_two_lines(label) for label in labels]):
        longest = [max(map(len, [head, *words])) for head, words in zip(heads, cells, strict=True)]
        if fits := sum(longest) + 2 * len(longest) <= LETTERS[_size(table)]:
            break
    else:
        heads = [label if len(label) <= 12 else max(label.split(), key=len) for label in labels]
    columns = []
    for column, label, head, words in zip(table.columns, labels, heads, cells, strict=True):
        length = max(map(len, [head, *words]))
        columns.append(
            {
                "label": _title_case(label),
                "align": column.get("align", "left"),
                "share": 0 if fits or length <= SHORT else column.get("width") or min(length, 120),
                "words": [_title_case(str(head)), *_widest(words)],
                "longest": [
                    max(label.split(), key=len, default=""),
                    *_widest(re.split(r"\s+|(?<=[-/–])", " ".join(words))),
                ],
            }
        )
    return columns


def _on_two_lines(label: str) -> str:
    """The longer line of a label on two lines, broken where they are most alike."""
    words = label.split()
    breaks = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return min((max(lines, key=len) for lines in breaks), key=len, default=label)


def _widest(words: list[str]) -> list[str]:
    """Those with most letters, of which one is the widest in print."""
    return sorted(set(words), key=lambda word: (-len(word), word))[:3]
