"""Write the document as one HTML file that needs nothing beside it, and no script, to be read."""

import base64
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers import text
from helpers.export import BuildError, fonts, pandoc, svg
from helpers.export.document import MARK, NUMBERS, PICTURE, Document, keys
from helpers.export.meta import Meta
from helpers.export.pieces import Figure, Piece, Table, Text, exhibits, words

HERE = Path(__file__).parent
FILES = {  # beside the page, where the build puts them
    "report.pdf": "PDF",
    "data/final-orders-data.xlsx": "Excel workbook",
    "data/datapackage.json": "Data package",
}
CLOSING = "What this means"  # the last section of each chapter
FOLDED = ("B_", "C_", "D_")  # appendices of which each section is folded
SIDE = 90  # words up to which a box is a note in the margin
SHORT, LONG = 18, 40  # letters up to which a column never breaks a line, and from which it has room to
LOOKS = {  # of a column's cells, by its kind: said once a table, as it says long1 and right2, and not in thousands of cells
    "right": "text-align:right;white-space:nowrap",
    "short": "white-space:nowrap",
    "long": "min-width:13rem;max-width:24rem",
}
STACKED = 30  # rows up to which a table with a column of sentences is stacked on a phone
TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]+>", re.DOTALL)
PIECE = re.compile(rf'<pre class="{MARK}" data-n="(\d+)"><code></code></pre>')
LEAD = re.compile(r"<li>(?:<p>)?<strong>(.*?)</strong>")
BOX = re.compile(r"^<blockquote>$((?:(?!^<blockquote>$).)*?)^</blockquote>$", re.DOTALL | re.MULTILINE)
WRITTEN_TABLE = re.compile(r"^<table.*?^</table>$", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"^(<h3 .*?)$(.*?)(?=^<h3 |\Z)", re.DOTALL | re.MULTILINE)
NOTEBOOK = re.compile(r'<p class="notebook">.*?([^/">]+\.ipynb)')
HEADING = re.compile(r'^(?<!<summary>\n)<h(\d) id="(.*?)">(.*)</h\1>$', re.MULTILINE)


def write(document: Document, meta: Meta, faces: Callable[[set[str]], str] = fonts.css) -> str:
    """The text of the HTML file. faces: gives the rules that carry the type faces with some characters.

    Raises BuildError if a piece found no place, an anchor is there twice or a link leads nowhere.
    """
    looks = svg.Styles()
    how = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    templates = Environment(loader=FileSystemLoader(HERE), **how)
    templates.filters["sentence"] = text.sentence

    def plot(figure: Figure, width: str) -> Markup:
        return Markup(svg.inline(figure.pictures[width], f"f{figure.number}{width[0]}", figure.alt, looks))

    given = {"meta": meta, "names": document.names, "kinds": _kinds, "stacked": _is_stacked, "plot": plot}
    parts: Any = templates.get_template("parts.html", globals=given).module

    def shown(piece: Piece) -> str:
        return getattr(parts, type(piece).__name__.lower())(piece)

    with ThreadPoolExecutor() as beside:
        written = beside.submit(_chapters, document)  # pandoc takes half a second, in which the pieces are made
        picture = parts.figure(document.front[PICTURE]) if PICTURE in document.front else ""
        placed = {n: piece for n, piece in enumerate(document.pieces) if piece not in document.front.values()}
        pieces = {n: shown(piece) for n, piece in placed.items() if not isinstance(piece, Text)}
    chapters = written.result()
    body = "\n".join(f"{_dressed(name, chapter)}{parts.notebook(name)}" for name, chapter in chapters.items())
    body, places = PIECE.subn(lambda found: pieces[int(found[1])], body)
    if places != len(pieces):
        few = f"Only {places} of {len(pieces)} figures, tables and code cells found their place"
        raise BuildError(f"{few}: is a code fence or div left open?")
    script = _asset("page.js").replace("/*look-up*/", _asset("lookup.js") if document.entries else "")
    fields = {
        "meta": meta,
        "files": FILES,
        "claim": document.claim,
        "numbers": document.front[NUMBERS].rows if NUMBERS in document.front else [],
        "picture": picture,
        "leads": [Markup(lead) for lead in LEAD.findall(next(iter(chapters.values())).partition("<ol")[2])[:3]],
        "chapters": _contents(chapters),
        "body": Markup(body),
        "dataset": _json(_dataset(meta)),
        "look_up": _json(_look_up(document, meta)) if document.entries else "",
        "image": f"{meta.beside}charts/{PICTURE}.png",
        "script": Markup(script),
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "plots": Markup(looks.css()),
        "css": Markup(_asset("page.css") + _columns(document)),
    }
    made = templates.get_template("page.html").render(fields)
    _check(made.partition("</footer>")[0])
    # the faces are cut to the characters of the finished page, and of the entries that script shows
    said = html.unescape(TAGS.sub("", made)) + json.dumps(document.entries, ensure_ascii=False)
    return made.replace("/*faces*/", faces(set(said) | set(map(chr, range(32, 127))) | set("…–—’‘“”↑↓↕−")))


def _chapters(document: Document) -> dict[str, str]:
    """Each chapter as pandoc writes it, by the name of its notebook."""
    options = ("-t", "html5", "--shift-heading-level-by=1", "--syntax-highlighting=none")
    written = pandoc.convert(document.markdown, *options)
    _, *chapters = re.split(r"^(?=<h2 )", written, flags=re.MULTILINE)
    return dict(zip(document.notebooks, chapters, strict=True))


def _check(page: str) -> None:
    """Raises BuildError if an anchor is there twice or a link leads nowhere."""
    anchors = Counter(re.findall(r'\sid="([^"]+)"', page))
    if twice := [anchor for anchor, times in anchors.items() if times > 1]:
        used = [_placed(page, anchor, f' id="{anchor}"') for anchor in sorted(twice)]
        raise BuildError(f"These anchors are used more than once: {text.listing(used)}.")
    links = re.findall(r'\shref="#([^"]+)"', page) + re.findall(r'\shref="((?:\./)?[^":/]+\.ipynb)', page)
    if broken := set(links) - anchors.keys():
        led = [_placed(page, link, f'href="#{link}"', f'href="{link}') for link in sorted(broken)]
        cure = (
            "; git restore notebooks/NAME brings back a notebook that was deleted"
            if any(".ipynb" in one for one in broken)
            else ""
        )
        raise BuildError(f"These links lead nowhere: {text.listing(led)}{cure}.")


def _placed(page: str, name: str, *written: str) -> str:
    """A name with the notebooks in which it stands, written in one of these ways: each chapter ends with a link to its own."""
    ends = [page[found.end() :] for way in written for found in re.finditer(re.escape(way), page)]
    notebooks = [found[1] for rest in ends if (found := NOTEBOOK.search(rest))]
    return f"{name} (in {text.listing(sorted(set(notebooks)))})" if notebooks else name


def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8").strip() + "\n"


def _columns(document: Document) -> str:
    """The rules for the columns of tables, and on a phone the titles that stand before the cells of stacked rows."""
    tables = exhibits(document.pieces)
    places = range(1, 1 + max((len(table.columns) for table in tables), default=0))
    looks = "".join(f".{kind}{n} tbody>tr>:nth-child({n}){{{LOOKS[kind]}}}\n" for n in places for kind in LOOKS)
    titles = ""
    for table in filter(_is_stacked, tables):
        for n, column in enumerate(table.columns[1:], 2):
            title = json.dumps(f"{column['title']}: ").replace("<", "\\3c ")
            titles += f"#{table.anchor} td:nth-child({n})::before{{content:{title}}}\n"
    return f"{looks}@media (max-width:40rem){{\n{titles}}}\n"


def _is_stacked(table: Table) -> bool:
    """Whether on a phone each row is a block with its cells below each other: columns of sentences have no room there."""
    sentences = len(table.columns) > 2 and "long" in _kinds(table)
    return sentences and len(table.rows) <= STACKED and not isinstance(table, Figure)


def _json(data: Any) -> Markup:
    """Data for a script element, which nothing in it can close."""
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _dataset(meta: Meta) -> dict[str, Any]:
    """What the page says of itself to search engines, as schema.org describes a dataset."""
    licences = {"MIT": "https://spdx.org/licenses/MIT", "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
    known = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{meta.title}: {meta.subtitle}",
        "description": meta.abstract,
        "creator": {"@type": "Organization", "name": meta.by},
        "version": meta.version,
        "datePublished": meta.date.isoformat(),
        "temporalCoverage": meta.data_date.isoformat(),
        "spatialCoverage": "United States",
        "license": [licences[licence] for licence in meta.licences],
        "keywords": meta.keywords,
        "isAccessibleForFree": True,
        "url": meta.site or meta.repository,
        "distribution": [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{meta.beside}{file}"}
                         for file, kind in (("data/final-orders-data.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                                            ("data/datapackage.json", "application/json"))],
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def _look_up(document: Document, meta: Meta) -> dict[str, Any]:
    """The entries of the look-up, with the key and name of each source by its number.

    Labels of facts are said once and sources by number, which halves what the page has to carry.
    """
    labels = list(dict.fromkeys(label for entry in document.entries for label, _, _ in entry["facts"]))
    number = document.numbers

    def packed(entry: dict[str, Any]) -> dict[str, Any]:
        facts = [[labels.index(label), words, [number[key] for key in cited]] for label, words, cited in entry["facts"]]
        return {**entry, "facts": facts, "cited": [number[key] for key in entry["cited"]]}

    used = {key for entry in document.entries for key in keys(entry)}
    sources = {number[key]: [key, document.names[key]] for key in sorted(used)}
    entries = [packed(entry) for entry in document.entries]
    return {"citation": meta.citation, "site": meta.site, "labels": labels, "sources": sources, "entries": entries}


def _contents(chapters: dict[str, str]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Anchor and words of each chapter, with its sections but the closing one; the appendices are one chapter here."""
    contents, appendices = [], []
    for notebook, chapter in chapters.items():
        headings = [(level, id, Markup(TAGS.sub("", words))) for level, id, words in HEADING.findall(chapter)]
        _, id, title = headings[0]
        if notebook[0].isalpha():
            appendices.append((id, title))
        else:
            sections = [(id, words) for level, id, words in headings if level == "3" and words != CLOSING]
            contents.append((id, title, sections))
    return [*contents, (appendices[0][0], "Appendices", appendices)] if appendices else contents


def _dressed(notebook: str, chapter: str) -> str:
    """A chapter as pandoc writes it, with what the page has around boxes, sections and headings."""
    chapter = WRITTEN_TABLE.sub(r'<div class="scroll">\g<0></div>', BOX.sub(_box, chapter))
    if notebook.startswith(FOLDED):
        chapter = SECTION.sub(r'<details class="part"><summary>\n\1\n</summary>\2</details>\n', chapter)
    return HEADING.sub(r'<h\1 id="\2"><a class="anchor" href="#\2">\3</a></h\1>', chapter)


def _box(quotation: re.Match) -> str:
    """A quotation as a box, a short one in the margin."""
    side = " side" if len(TAGS.sub("", quotation[1]).split()) <= SIDE else ""
    return f'<div class="box{side}" role="note">{quotation[1]}</div>'


def _kinds(table: Table) -> list[str]:
    """The kind of each column, by how its cells stand and how long the longest is."""
    longest = [max((len(words(row[n])) for row in table.rows), default=0) for n in range(len(table.columns))]
    return [
        "right" if column["align"] == "right" else "short" if length <= SHORT else "long" if length >= LONG else ""
        for column, length in zip(table.columns, longest, strict=True)
    ]
