"""`python -m helpers.export.chapter 2`: one chapter of the built report as HTML and PDF files of its own.

Its figures and tables keep their numbers. The cards of the sources it names stand at its end. A reference to another
chapter is no link.
"""

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat

from helpers import cards, paths
from helpers.export import BuildError, assemble, meta, page, pandoc, paper, pieces, place
from helpers.export.assemble import Document, Heading
from helpers.export.meta import Meta
from helpers.export.pieces import Cards, Chart, Table

SOURCES = Heading(2, "chapter-sources", "Sources of this chapter")


def write(number: str, notebooks: Path, build: Path, short: Callable[[str], str]) -> list[Path]:
    """Write a chapter, by the number of its notebook, beside the built report. Returns the files.

    Raises BuildError if there is no such chapter, and OSError.
    """
    part, facts = take(number, notebooks, build, short)
    made = [build / f"chapter-{number}.html", build / f"chapter-{number}.pdf"]
    with place.scratch(build) as scratch:
        for file, content in zip(made, [page.write(part, facts), paper.write(part, facts, scratch)], strict=True):
            place.write(scratch / file.name, content)
        for file in made:
            (scratch / file.name).replace(file)
    return made


def take(number: str, notebooks: Path, build: Path, short: Callable[[str], str]) -> tuple[Document, Meta]:
    """A chapter of the built report, ready to be written, with what it says about itself. Raises BuildError and OSError."""
    files = {str(int(file.name[:2])): file for file in sorted(notebooks.glob("*.ipynb"))}
    if number not in files:
        raise BuildError(f'There is no chapter "{number}": N is one of {", ".join(files)}, as in make chapter N=2.')
    read = {file.name: pieces.read(nbformat.read(file, as_version=4), file.name) for file in files.values()}
    part = alone(assemble.document(read, short), list(files).index(number))
    for piece in part.pieces:
        if isinstance(piece, Chart):
            piece.svg = (build / "charts" / f"{piece.id}.svg").read_text(encoding="utf-8")
    return part, dataclasses.replace(meta.read(), subtitle=f"{part.headings[0].words}: one chapter of the report")


def alone(whole: Document, index: int) -> Document:
    """One chapter taken out of a document, with the cards of its sources, and with links only to what is in it."""
    blocks = whole.copy()["blocks"]
    starts = [n for n, block in enumerate(blocks) if block["t"] == "Header" and block["c"][0] == 1]
    blocks = blocks[slice(*[*starts, None][index : index + 2])]
    shown = [whole.pieces[n] for n in map(assemble.piece_at, blocks) if n is not None]
    there = assemble.targets({"blocks": blocks}, shown)
    headings = [heading for heading in whole.headings if heading.id in there]

    nodes, cells = [node for node in pandoc.walk(blocks) if node["t"] == "Link"], pieces.links(shown)
    named = {node["c"][2][0] for node in nodes} | {cell["href"] for cell in cells}
    named |= {f"#source-{key}" for table in pieces.tables(shown) for key in table.sources}
    every = [card for piece in whole.pieces if isinstance(piece, Cards) for card in piece.cards]
    added = [card for card in every if f"#{card['id']}" in named and card["id"] not in there]

    gone = {to for to in named if to.startswith("#")} - {f"#{id}" for id in there | {card["id"] for card in added}}
    for node in nodes:
        if node["c"][2][0] in gone:
            node.update({"t": "Span", "c": [["", [], []], node["c"][1]]})
    for cell in cells:
        if cell["href"] in gone:
            del cell["href"]

    for kind, name in ((Chart, "image"), (Table, "table")):
        before = min((piece.number for piece in shown if isinstance(piece, kind)), default=1) - 1
        blocks.insert(1, pandoc.raw("typst", f"#counter(figure.where(kind: {name})).update({before})"))
    if added:
        blocks += pandoc.parse(f"## {SOURCES.words} {{#{SOURCES.id}}}\n\n{assemble.mark(len(whole.pieces))}")["blocks"]
        headings.append(SOURCES)
    return Document({**whole.tree, "blocks": blocks}, [*whole.pieces, Cards(added)], headings, whole.short)


if __name__ == "__main__":
    try:
        made = write(sys.argv[1], paths.NOTEBOOKS, paths.BUILD, cards.short)
    except (BuildError, OSError) as error:
        sys.exit(str(error))
    print(" and ".join(f"{file.parent.name}/{file.name}" for file in made), "are ready")
