"""Write the document as a PDF that screen readers can follow (PDF/UA-1), on A4 or Letter."""

import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import typst
from pandocfilters import stringify

from helpers import text
from helpers.charts import style
from helpers.export import BuildError, fonts, pandoc, printed
from helpers.export.document import Document
from helpers.export.meta import Meta
from helpers.export.pieces import Cards, Figure, Piece, Table

HERE = Path(__file__).parent
SHARED = ("paper_base.typ", "paper_exhibits.typ")
FACTS = ["title", "subtitle", "authors", "edition", "citation", "licence", "keywords", "repository"]


def write(document: Document, meta: Meta, folder: Path, paper: str = "a4") -> bytes:
    """The PDF, on "a4" or "letter". `folder` is a scratch folder. Raises BuildError if Typst refuses the document."""
    midnight, source = dt.datetime.combine(meta.date, dt.time(), dt.UTC), _prepare(document, meta, folder, paper)
    how: Any = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": int(midnight.timestamp())}
    how |= {"root": str(folder), "font_paths": [str(folder / "fonts")], "ignore_system_fonts": True}
    try:
        pdf, warnings = typst.compile_with_warnings(str(source), **how)
    except typst.TypstError as error:
        raise BuildError(_without_face(str(error), document) or f"Typst could not set the PDF: {error}") from error
    if warnings:
        raise BuildError(f"Typst warns of the PDF: {warnings[0].message}")
    return _finished(pdf)


def _without_face(refusal: str, document: Document) -> str:
    """Which word of which notebook has a sign that no type face has, if it is this that Typst refuses; else nothing."""
    sign = re.search(r'the text `"(.+)"` could not be displayed', refusal)
    for name, blocks in printed.chapters(document, pandoc.parse(document.markdown)) if sign else []:
        shown = [document.pieces[n] for block in blocks if (n := printed.piece_at(block)) is not None]
        word = re.search(rf"[^\s'\"]*{re.escape(sign[1])}[^\s'\"]*", f"{stringify(blocks)} {shown}")
        if word:
            return f'{name}: "{word[0]}" cannot be printed, as the PDF has no type face with "{sign[1]}".'
    return ""


def _prepare(document: Document, meta: Meta, folder: Path, paper: str) -> Path:
    """Write what Typst needs into the folder. Returns the file that it begins with."""
    fonts.copy_to(folder / "fonts")
    tree = pandoc.parse(document.markdown)
    every = printed.chapters(document, tree)
    chapters = [chapter for chapter in every if not printed.NOT_PRINTED.match(chapter[0])]
    elsewhere = [stringify(found[0]) for name, found in every if printed.NOT_PRINTED.match(name)]
    blocks = [block for _, found in chapters for block in found]
    pieces = {n: document.pieces[n] for block in blocks if (n := printed.piece_at(block)) is not None}
    cards = printed.cited_cards(document, [*pieces.values(), *document.front.values()], blocks)
    lists = [n for n, piece in pieces.items() if isinstance(piece, Cards)]
    pieces |= {n: cards if n == lists[0] else Cards([]) for n in lists}
    shown = {str(n): _piece(piece, document) for n, piece in pieces.items()}
    facts = {name: getattr(meta, name) for name in FACTS} | {
        "paper": paper,
        "claim": document.claim,
        "counted": text.day(meta.data_date),
        "dated": text.day(meta.date),
        "read": text.day(meta.read_until),
        "front": {id: _piece(piece, document) for id, piece in document.front.items()},
        "leads": {found[0]["c"][1][0]: _short(printed.lead(found)) for _, found in chapters},
        "elsewhere": text.listing(elsewhere) if elsewhere else "",
    }
    (folder / "pieces.json").write_text(json.dumps(shown), encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps(facts), encoding="utf-8")
    for name in SHARED:
        shutil.copyfile(HERE / name, folder / name)
    source = folder / "report.typ"
    template = (HERE / "paper.typ").read_text(encoding="utf-8")
    source.write_text(template + printed.body(document, tree, chapters), encoding="utf-8")
    return source


def _short(lead: str) -> str:
    """A lead for the contents: the whole of it, or its first sentence if it is long."""
    return lead if len(lead) <= 150 else f"{lead.split('. ')[0].removesuffix('.')}."


def _finished(pdf: bytes) -> bytes:
    """The PDF with row heads, and its objects in compressed streams, a third of the size."""
    finished = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        _head_rows(opened.Root.StructTreeRoot)
        opened.save(finished, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return finished.getvalue()


def _head_rows(element: Any, columns: int = 0) -> None:
    """Make the first cell of each row a head of it, which Typst cannot do yet. Cells then follow from their place.

    Tables of two columns are left: checkers take more heads than cells for a fault.
    """
    if element.get("/S") == "/TR" and columns > 2:
        for n, cell in enumerate(element.K):
            if cell.S == "/TD":
                del cell.A[0].Headers
                if n == 0:
                    cell.S, cell.A[0].Scope = pikepdf.Name.TH, pikepdf.Name.Row
    elif element.get("/S") not in ("/P", "/TR"):
        if element.get("/S") == "/Table":
            columns = len(next(part for part in element.K if part.S == "/THead").K[0].K)
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary):
                _head_rows(child, columns)


def _piece(piece: Piece, document: Document) -> dict[str, Any]:
    """A piece as the template reads it."""
    shown = {"type": type(piece).__name__.lower(), **vars(piece)}
    if isinstance(piece, Table):
        numbers = document.numbers
        sources = [{"key": key, "short": document.names[key], "number": numbers[key]} for key in piece.sources]
        shown |= {"anchor": piece.anchor, "caption": text.sentence(piece.caption), "sources": sources}
    if isinstance(piece, Figure):
        # Typst sets the outline of a letter over the letter before it, so it is thinner here than in a browser
        thin = {name: drawn.replace(style.OUTLINE, style.THIN) for name, drawn in piece.pictures.items()}
        shown |= {"form": printed.form(piece), "pictures": thin, "png": None}
    return shown
