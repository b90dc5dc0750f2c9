"""Write the document as one HTML file that needs nothing beside it."""

import base64
import hashlib
import html
import re
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Number, Operator, String

from helpers.export import fonts, grid, pandoc, svg
from helpers.export.assemble import Document, Heading, piece_at
from helpers.export.meta import Meta
from helpers.export.pieces import Cards, Chart, Code, Plain, Table
from helpers.quotes import sentence

HERE = Path(__file__).parent
COLOURED = {"word": (Keyword, Operator.Word), "string": (String,), "remark": (Comment,), "digit": (Number,)}
TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]+>", re.DOTALL)


def write(document: Document, meta: Meta) -> str:
    """The text of the HTML file."""
    body = _body(document)
    script = _asset("page.js")
    contents = _contents(document.headings)
    fields = {
        "language": meta.language,
        "title": html.escape(meta.title),
        "subtitle": html.escape(meta.subtitle),
        "by": html.escape(meta.by),
        "data_of": html.escape(meta.data_of),
        "edition": html.escape(meta.edition),
        "citation": html.escape(meta.citation),
        "licence": html.escape(meta.licence),
        "keywords": html.escape(", ".join(meta.keywords)),
        "script": script,
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "contents": contents,
        "body": body,
        "repository": _repository(meta),
    }
    template = Template(_asset("page.html"))
    # the faces are cut to the characters of the finished page
    words = html.unescape(TAGS.sub("", template.substitute(fields, style="")))
    characters = set(words) | set(map(chr, range(32, 127))) | set("…–—’‘“”↑↓↕#")
    return template.substitute(fields, style=fonts.css(characters) + "\n" + _asset("page.css"))


def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8").strip() + "\n"


def _repository(meta: Meta) -> str:
    if not meta.repository:
        return ""
    address = html.escape(meta.repository)
    return f'<p><a href="{address}">Notebooks, code and data</a></p>'


def _contents(headings: list[Heading]) -> str:
    """Chapters and their sections as a nested list."""
    parts: list[str] = []
    inside = False
    for heading in (h for h in headings if h.level <= 2):
        link = f'<a href="#{heading.id}">{html.escape(heading.words)}</a>'
        if heading.level == 1:
            parts.append(f"{'</ul></li>' if inside else ''}<li>{link}<ul>")
            inside = True
        else:
            parts.append(f"<li>{link}</li>")
    return "<ul>" + "".join(parts).replace("<ul></ul>", "") + ("</ul></li>" if inside else "") + "</ul>"


def _body(document: Document) -> str:
    tree = document.copy()
    pandoc.replace_blocks(tree, lambda block: _block(block, document))
    return pandoc.write(
        tree, "-t", "html5", "--mathml", "--shift-heading-level-by=1", "--syntax-highlighting=none", "--wrap=none"
    )


def _block(block: dict[str, Any], document: Document) -> list[dict[str, Any]] | None:
    if block["t"] == "Header":
        level, attributes, words = block["c"]
        anchor = [pandoc.raw_inline("html", f'<a class="anchor" href="#{attributes[0]}">')]
        return [{"t": "Header", "c": [level, attributes, [*anchor, *words, pandoc.raw_inline("html", "</a>")]]}]
    if block["t"] == "Table":
        return [pandoc.raw("html", '<div class="scroll">'), block, pandoc.raw("html", "</div>")]
    index = piece_at(block)
    if index is None:
        return None
    return [pandoc.raw("html", _piece(document.pieces[index], document))]


def _piece(piece: Any, document: Document) -> str:
    if isinstance(piece, Code):
        return _code(piece)
    if isinstance(piece, Plain):
        return f'<pre class="output">{html.escape(piece.text)}</pre>'
    if isinstance(piece, Cards):
        return "".join(_card(card) for card in piece.cards)
    if isinstance(piece, Chart):
        return _chart(piece, document)
    return _table(piece, document)


def _code(code: Code) -> str:
    return (
        '<details class="code"><summary>Code</summary>'
        f'<pre tabindex="0"><code>{_coloured(code.source)}</code></pre></details>'
    )


def _coloured(source: str) -> str:
    """Python with a span around what the style sheet gives a colour, and around nothing else: the page stays light."""

    def name(token: tuple[Any, str]) -> str:
        return next((name for name, kinds in COLOURED.items() if any(token[0] in kind for kind in kinds)), "")

    runs = [(name, "".join(words for _, words in run)) for name, run in groupby(PythonLexer().get_tokens(source), name)]
    return "".join(
        f'<span class="{name}">{html.escape(words, quote=False)}</span>' if name else html.escape(words, quote=False)
        for name, words in runs
    ).rstrip("\n")


def _chart(chart: Chart, document: Document) -> str:
    picture = svg.inline(chart.svg, f"fig-{chart.id}", chart.alt)
    values = chart.values
    return (
        f'<div class="exhibit" data-name="{chart.id}">'
        f'<figure id="fig-{chart.id}"><div class="plate" role="group" tabindex="0" aria-label="Figure {chart.number}">{picture}</div>'
        f'<figcaption><a class="anchor number" href="#fig-{chart.id}">Figure {chart.number}.</a> {html.escape(sentence(chart.caption))} '
        f"{_sources(values.sources, document)}</figcaption></figure>"
        f'<div class="tools">{grid.csv_link(values, chart.id, f"Figure {chart.number}")}</div>'
        f'<details class="numbers"><summary>The numbers of Figure {chart.number}</summary>'
        f"{grid.grid(values, f'num-{chart.id}', html.escape(values.caption))}{grid.note(values)}</details></div>"
    )


def _table(table: Table, document: Document) -> str:
    caption = (
        f'<a class="anchor number" href="#tab-{table.id}">Table {table.number}.</a> {html.escape(sentence(table.caption))} '
        f"{_sources(table.sources, document)}"
    )
    kind = " interactive" if table.interactive else ""
    search = {"unlisted": "; ".join(table.unlisted or []), "not-found": table.not_found}
    data = "".join(f' data-{name}="{html.escape(value)}"' for name, value in search.items() if value)
    return (
        f'<div class="exhibit{kind}" data-name="{table.id}"{data}>{grid.grid(table, f"tab-{table.id}", caption)}{grid.note(table)}'
        f'<div class="tools">{grid.csv_link(table, table.id, f"Table {table.number}")}</div></div>'
    )


def _sources(keys: list[str], document: Document) -> str:
    if not keys:
        return ""
    links = "; ".join(f'<a href="#source-{key}">{html.escape(document.short(key))}</a>' for key in keys)
    return f'<span class="source">Source: {links}.</span>'


def _card(card: dict[str, Any]) -> str:
    lines = "".join(
        f"<div><dt>{html.escape(label)}</dt><dd>{grid.words(value)}</dd></div>" for label, value in card["lines"]
    )
    return f'<div class="card" id="{card["id"]}"><p class="card-title">{html.escape(card["title"])}</p><dl>{lines}</dl></div>'
