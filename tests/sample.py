"""A small report of every kind of piece, and its page: what the export promises is seen on it within a second."""

import io
from functools import cache
from typing import Any

from helpers.charts import style
from helpers.colours import CONTEXT, COUNT, ORDER
from helpers.export import document, meta, page, pieces

NAMES = {"ice": "ICE answer of November 2024", "trac": "TRAC", "crs": "CRS", "gao": "GAO", "cis": "CIS"}
COLUMNS = [
    {"name": "name", "title": "Nationality", "align": "left"},
    {"name": "people", "title": "People", "align": "right"},
    {"name": "note", "title": "Remark", "align": "left"},
]
ROWS = [
    ["China", "37,908", "–"],
    ["Côte d’Ivoire", "1,224", {"text": "TRAC", "href": "C_sources.ipynb#source-trac"}],
    ["Burma", "679", 'a "list", quoted'],
    *([f"Land {n}", {1: "−3", 2: "0.25", 3: "0.5"}.get(n, f"{n}"), "–"] for n in range(1, 40)),
]
NOT_ZERO = "That does not mean zero."


def table(id: str, rows: list | None = None, **more: Any) -> pieces.Table:
    """A table of three columns."""
    return pieces.Table(id, f"Rows of {id}", COLUMNS, rows or [list(row) for row in ROWS[:3]], ["ice"], **more)


@cache
def drawn(width: float) -> str:
    """Two bars with labels and a hatched one, as SVG."""
    figure, axes = style.new_figure(width, 1.5)
    axes.barh(["China", "Burma"], [37908, 679], color=COUNT)
    axes.barh(["Rest"], [9000], color=CONTEXT, hatch="//")
    axes.scatter([1, 2, 3], [0, 1, 2], color=ORDER)
    axes.text(37908, 0, "37,908")
    made = io.StringIO()
    style.settled(figure).savefig(made, format="svg")
    return made.getvalue()


def figure(id: str, sources: list[str], **more: Any) -> pieces.Figure:
    """A figure drawn at both widths."""
    plots = {"wide": drawn(style.WIDE), "narrow": drawn(style.NARROW)}
    said = {"title": f"Title of {id}", "subtitle": "People, 2024", "alt": f"Bars of {id}. China has 37,908."}
    rows = [list(row) for row in ROWS[:3]]
    return pieces.Figure(id, f"Numbers of {id}", COLUMNS, rows, sources, pictures=plots, code="figure()", **said | more)


def entry(code: str, name: str, people: str, *spellings: str) -> dict[str, Any]:
    """An entry of the look-up."""
    return {
        "code": code,
        "name": name,
        "spellings": list(spellings),
        "people": people,
        "facts": [["Region", "Asia", ["crs"]]],
        "removals": [["FY2023", 12], ["FY2024", None]],
        "quote": f"{people} nationals of {name} had a final order." if people else "",
        "cited": ["ice"] if people else [],
        "missing": "" if people else NOT_ZERO,
    }


ENTRIES = [
    entry("MMR", "Burma", "679", "Myanmar", "Birmania"),
    entry("CHN", "China", "37,908", "PRC"),
    entry("CIV", "Côte d’Ivoire", "1,224", "Ivory Coast"),
    entry("COD", "Democratic Republic of the Congo", "1,068", "Congo", "DRC", "Zaire"),
    entry("GNQ", "Equatorial Guinea", "20", "Guinea"),
    entry("DEU", "Germany", "571", "Deutschland"),
    entry("GIN", "Guinea", "1,897"),
    entry("COG", "Republic of the Congo", "795", "Congo", "CO"),
    entry("ESP", "Spain", "", "España"),
    entry("TUR", "Turkey", "3,103", "Türkiye"),
]


def cards(*keys: str) -> pieces.Cards:
    """Source cards."""
    said = {"line": "Somebody, 2024", "details": [["Read", "all"]]}
    return pieces.Cards([{"id": f"source-{key}", "title": f"Title of {key}", **said} for key in keys])


def made(*cells: pieces.Piece | str, **others: list[pieces.Piece]) -> document.Document:
    """A document of a chapter of these cells, 03_one.ipynb, of others, and of the sources "a" and "b", named A and B."""
    chapter = [pieces.Text(cell) if isinstance(cell, str) else cell for cell in cells]
    found = {"03_one.ipynb": chapter, **{f"{name}.ipynb": shown for name, shown in others.items()}}
    return document.document({**found, "C_sources.ipynb": [pieces.Text("# Sources\n\nAll."), cards(*"ab")]}, str.upper)


def notebooks() -> dict[str, list[pieces.Piece]]:
    """The pieces of each notebook."""
    text, said = pieces.Text, lambda words: pieces.Text(words, "say()")
    people = {"text": "people", "href": "01_docket_size.ipynb#docket-size"}
    numbers = [["1,445,549", people], ["18.6%", "of the docket"]]
    rows = [list(row) for row in ROWS]
    return {
        "00_key_findings.ipynb": [
            text('<a id="key-findings"></a>\n# Key findings\n\nA lead.'),
            said("Two thirds come from four countries"),
            pieces.Table("key-numbers", "Numbers", COLUMNS[:2], numbers, ["ice"]),
            figure("key-dots", ["ice"]),
            said("1. **[One.](01_docket_size.ipynb)** More.\n2. **Two.** More."),
            pieces.Code("growth = 1"),
            said("3. **Three.** More.\n4. **Four.** More."),
        ],
        "01_docket_size.ipynb": [
            text('<a id="docket-size"></a>\n# Docket size\n\nA lead.\n\n<a id="growth"></a>\n## Growth'),
            pieces.Code("import pandas"),
            said("So ([TRAC](C_sources.ipynb#source-trac); [ICE](C_sources.ipynb#source-ice)). See [](#fig-many), [](#tab-all)."),
            text("> **Short.** A note.\n\n> **Long.** " + "Word after word. " * 40),
            figure("many", ["ice", "trac", "crs", "gao"], note="A note on it."),
            said("[× No](D_workings.ipynb#ledger) and [~ half](#growth), `<b>`: <script>alert(1)</script> 5 < 6."),
        ],
        "A_all.ipynb": [
            text('<a id="all"></a>\n# All\n\nA lead.'),
            table("all", rows, code="table()", row_ids=["CHN", "CIV", "MMR", *(f"L{n}" for n in range(1, 39)), "ALL"],
                  row_find=["PRC", "Ivory Coast", "Myanmar", *[""] * 39], first=20, unlisted=["Spain", "Land"], not_found=NOT_ZERO),
        ],
        "C_sources.ipynb": [text('<a id="sources"></a>\n# Sources\n\nA lead.'), cards(*NAMES)],
        "D_workings.ipynb": [text('<a id="workings"></a>\n# Workings\n\nA lead.\n\n<a id="ledger"></a>\n## Ledger'), table("ledger", row_ids=["c1", "c2", "c3"])],
    }  # fmt: skip


def report() -> document.Document:
    """The document of these notebooks."""
    return document.document(notebooks(), NAMES.__getitem__, ENTRIES)


def written(report: document.Document) -> str:
    """The page of a document, without type faces, which take half a second."""
    return page.write(report, meta.read(), faces=lambda characters: "")


def html() -> str:
    """The page of this report, whole."""
    return page.write(report(), meta.read())
