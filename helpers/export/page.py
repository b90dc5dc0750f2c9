"""Write the document as one HTML file that needs nothing beside it and no script to be read."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers import text
from helpers.export import fonts, pandoc, svg
from helpers.export.document import NUMBERS, Document, Heading, piece_at
from helpers.export.meta import Meta
from helpers.export.pieces import Cards, Code, Figure, Plain, Table, exhibits, words

HERE = Path(__file__).parent
FILES = {  # beside the page, where the build puts them
    "report.pdf": "PDF",
    "data/final-orders-data.xlsx": "Excel workbook",
    "data/datapackage.json": "Data package",
}
PICTURE = "key-dots"  # the figure of the first screen
CLOSING = "What this means"  # the last section of each chapter
FOLDED = ("B_", "C_", "D_")  # appendices of which each section is folded
SIDE = 90  # words up to which a box is a note in the margin
SHORT, LONG = 18, 40  # letters up to which a column never breaks a line, and from which it has room to
VERDICTS = {"×": "contradicted", "~": "imprecise", "?": "unchecked", "≈": "rounded", "✓": "supported", "–": "no-fact"}
TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]+>", re.DOTALL)


def write(document: Document, meta: Meta, faces: Callable[[set[str]], str] = fonts.css) -> str:
    """The text of the HTML file. faces: gives the rules that carry the type faces with some characters."""
    page = _Page(document, meta)
    script = _asset("page.js").replace("/*look-up*/", _asset("lookup.js") if document.entries else "")
    front, body = page.front(), page.body()
    fields = {
        "meta": meta,
        "files": FILES,
        "front": front,
        "body": body,
        "chapters": page.contents(),
        "dataset": _json(_dataset(document, meta)),
        "look_up": _json(_look_up(document, meta)) if document.entries else "",
        "picture": f"{meta.site}/charts/{PICTURE}.png".lstrip("/"),
        "script": Markup(script),
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "plots": Markup(page.styles.css()),
        "css": Markup(_asset("page.css")),
    }
    made = page.template("page.html").render(fields, faces="")
    # the faces are cut to the characters of the finished page, and of the entries that script shows
    shown = html.unescape(TAGS.sub("", made)) + json.dumps(document.entries, ensure_ascii=False)
    return made.replace("/*faces*/", faces(set(shown) | set(map(chr, range(32, 127))) | set("…–—’‘“”↑↓↕−")))


def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8").strip() + "\n"


def _json(data: Any) -> Markup:
    """Data for a script element, which nothing in it can close."""
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _dataset(document: Document, meta: Meta) -> dict[str, Any]:
    """What the page says of itself to search engines, as schema.org describes a dataset."""
    licences = {"MIT": "https://spdx.org/licenses/MIT", "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
    known = {
        "name": f"{meta.title}: {meta.subtitle}",
        "description": meta.abstract,
        "creator": {"@type": "Organization", "name": meta.by},
        "version": meta.version,
        "datePublished": meta.date.isoformat(),
        "temporalCoverage": meta.as_of,
        "spatialCoverage": "United States",
        "license": [licences[licence] for licence in meta.licences],
        "keywords": meta.keywords,
        "isAccessibleForFree": True,
        "url": meta.site or meta.repository,
        "distribution": [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{meta.site}/{file}".lstrip("/")}
                         for file, kind in (("data/final-orders-data.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                                            ("data/datapackage.json", "application/json"))],
    }  # fmt: skip
    return {"@context": "https://schema.org", "@type": "Dataset"} | {
        name: value for name, value in known.items() if value
    }


def _look_up(document: Document, meta: Meta) -> dict[str, Any]:
    """The entries of the look-up, with the key and name of each source by its number.

    Labels of facts are said once and sources by number, which halves what the page has to carry.
    """
    labels = list(dict.fromkeys(label for entry in document.entries for label, _, _ in entry["facts"]))
    number = {key: place for place, key in enumerate(document.cited, 1)}
    used = {key for e in document.entries for key in [*e["cited"], *(key for _, _, keys in e["facts"] for key in keys)]}

    def packed(entry: dict[str, Any]) -> dict[str, Any]:
        facts = [[labels.index(label), words, [number[key] for key in keys]] for label, words, keys in entry["facts"]]
        return {**entry, "facts": facts, "cited": [number[key] for key in entry["cited"]]}

    sources = {number[key]: [key, document.name(key)] for key in sorted(used)}
    entries = [packed(entry) for entry in document.entries]
    return {"citation": meta.citation, "site": meta.site, "labels": labels, "sources": sources, "entries": entries}


class _Page:
    """The parts of the page, made of one document."""

    def __init__(self, document: Document, meta: Meta) -> None:
        self.document, self.meta, self.styles = document, meta, svg.Styles()
        self.jinja = Environment(
            loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
        )  # fmt: skip
        self.jinja.filters["sentence"] = text.sentence
        self.tree = document.copy()
        self.parts: Any = self.jinja.get_template("parts.html", globals={"name": document.name, "kinds": _kinds}).module

    def template(self, name: str) -> Any:
        return self.jinja.get_template(name)

    def contents(self) -> list[tuple[str, str, list[Heading]]]:
        """Words and anchor of each chapter, with its sections but the closing one; the appendices are one chapter here."""
        chapters: list[tuple[str, str, list[Heading]]] = []
        appendices = [h for h in self.document.headings if h.level == 1 and h.notebook[:1].isalpha()]
        for heading in (h for h in self.document.headings if not h.notebook[:1].isalpha()):
            if heading.level == 1:
                chapters.append((heading.words, heading.id, []))
            elif heading.level == 2 and heading.words != CLOSING:
                chapters[-1][2].append(heading)
        return [*chapters, *([("Appendices", appendices[0].id, appendices)] if appendices else [])]

    def front(self) -> dict[str, Any]:
        """What the first screen shows: taken out of the key findings, but for the findings, of which it has the leads."""
        found = {piece.id: piece for piece in exhibits(self.document.pieces)}
        front: dict[str, Any] = {"numbers": [], "claim": self.document.claim, "picture": "", "leads": []}
        if NUMBERS in found:
            front["numbers"] = [(words(row[0]), row[1]) for row in found[NUMBERS].rows]
        if PICTURE in found:
            front["picture"] = self._exhibit(found[PICTURE])
        for block in self.tree["blocks"]:
            if block["t"] == "OrderedList":
                leads = [
                    item[0]["c"][0] for item in block["c"][1][:3] if item[0]["c"] and item[0]["c"][0]["t"] == "Strong"
                ]
                front["leads"] = [Markup(self._html([{"t": "Plain", "c": lead["c"]}])) for lead in leads]
                break
        return front

    def body(self) -> Markup:
        """The chapters as HTML."""
        pandoc.replace_blocks(self.tree, self._block)
        notebooks = {heading.id: heading.notebook for heading in self.document.headings}
        blocks: list[dict[str, Any]] = []
        notebook, folded = "", False

        def end(of_chapter: bool) -> None:
            if folded:
                blocks.append(pandoc.raw("html", "</details>"))
            if of_chapter and notebook:
                blocks.append(pandoc.raw("html", self.parts.notebook(notebook, self.meta.repository, self.meta.site)))

        for block in self.tree["blocks"]:
            level, (id, *_), inlines = block["c"] if block["t"] == "Header" else (9, ("",), [])
            if level <= 2:
                end(of_chapter=level == 1)
                notebook = notebooks[id]
                folded = level == 2 and notebook.startswith(FOLDED)
            if folded and level == 2:
                blocks += [
                    pandoc.raw("html", '<details class="part"><summary>'),
                    block,
                    pandoc.raw("html", "</summary>"),
                ]
                continue
            if level < 9:
                link = pandoc.raw_inline("html", f'<a class="anchor" href="#{id}">')
                block["c"][2] = [link, *inlines, pandoc.raw_inline("html", "</a>")]
            blocks.append(block)
        end(of_chapter=True)
        return Markup(self._html(blocks))

    def _html(self, blocks: list[dict[str, Any]]) -> str:
        options = ("-t", "html5", "--mathml", "--shift-heading-level-by=1", "--syntax-highlighting=none", "--wrap=none")
        return pandoc.write({**self.tree, "blocks": blocks}, *options)

    def _block(self, block: dict[str, Any]) -> list[dict[str, Any]] | None:
        for node in pandoc.walk(block):
            if node["t"] == "Link":
                _mark_verdict(node)
        if block["t"] == "Table":
            return [pandoc.raw("html", '<div class="scroll">'), block, pandoc.raw("html", "</div>")]
        if block["t"] == "BlockQuote":
            side = " side" if len(pandoc.text(block["c"]).split()) <= SIDE else ""
            return [
                pandoc.raw("html", f'<div class="box{side}" role="note">'),
                *block["c"],
                pandoc.raw("html", "</div>"),
            ]
        index = piece_at(block)
        return None if index is None else [pandoc.raw("html", self._piece(self.document.pieces[index]))]

    def _piece(self, piece: Any) -> str:
        if isinstance(piece, Table):
            return "" if piece.id in (NUMBERS, PICTURE) else self._exhibit(piece)
        if isinstance(piece, Cards):
            return self.parts.cards(piece.cards)
        assert isinstance(piece, Plain | Code)
        return self.parts.code(piece.source) if isinstance(piece, Code) else self.parts.output(piece.text)

    def _exhibit(self, piece: Table) -> str:
        if isinstance(piece, Figure):
            plots = {width: Markup(svg.inline(piece.pictures[width], f"f{piece.number}{width[0]}", piece.alt, self.styles)) for width in ("wide", "narrow")}  # fmt: skip
            return self.parts.figure(piece, plots)
        return self.parts.table(piece)


def _kinds(table: Table) -> list[str]:
    """The class of each column's cells, by how they stand and how long the longest is."""
    longest = [max((len(words(row[n])) for row in table.rows), default=0) for n in range(len(table.columns))]
    return [
        "right" if column["align"] == "right" else "short" if length <= SHORT else "long" if length >= LONG else ""
        for column, length in zip(table.columns, longest, strict=True)
    ]


def _mark_verdict(link: dict[str, Any]) -> None:
    """Give a link whose words begin with the sign of a verdict the look of it."""
    attributes, inlines, _ = link["c"]
    if len(inlines) > 2 and inlines[0]["t"] == "Str" and inlines[0]["c"] in VERDICTS:
        attributes[1] += ["verdict", VERDICTS[inlines[0]["c"]]]
        inlines[1] = pandoc.string("\N{NO-BREAK SPACE}")  # the sign stays with its words
