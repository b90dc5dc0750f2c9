"""Source cards: what a source is, where it was published, what of it was read and where it is weak."""

import html
import re
from collections.abc import Iterable

import pandas as pd

from helpers import figures, load
from helpers.tables import Cell

CHAPTER = "05_sources_and_methods.ipynb"
GRADES = {
    "agency document": "agency document, read as published or in a full text of it",
    "agency text in a third-party copy": "agency text, read in a third party's copy",
    "law text": "text of the law",
    "court or agency guidance": "decision or guidance of a court or agency",
    "research or advocacy": "research, advocacy or legal commentary",
    "press": "press, websites and statements of politicians",
    "copy or rewrite": "press or advocacy text, read only in a copy, a rewrite or a quotation by others",
}


def source(key: str) -> pd.Series:
    """The row of a source in `data/sources.csv`. Raises KeyError for an unknown key."""
    return figures.row_at(load.data().sources, key)


def href(key: str) -> str:
    """Where the card of a source is, from any notebook."""
    return f"{CHAPTER}#source-{key}"


def short(key: str) -> str:
    """The name of a source in a source line."""
    return source(key)["short"]


def link(key: str) -> Cell:
    """A table cell that names a source and leads to its card."""
    return Cell(short(key), href(key))


def line(keys: list[str]) -> str:
    """The source line as HTML, each name leading to its card."""
    links = "; ".join(f'<a href="{html.escape(href(key))}">{html.escape(short(key))}</a>' for key in keys)
    return f"Source: {links}."


def table_read(key: str) -> str:
    """In what a table of final orders was read: in ICE's table, or in a copy that a third party keeps of it."""
    return "a third party's copy of ICE's table" if source(key)["copy"] else "ICE's table"


def marked(keys: Iterable[str]) -> str:
    """The source line as Markdown, each name leading to its card."""
    return f"Source: {'; '.join(f'[{short(key)}]({href(key)})' for key in keys)}."


def credit(keys: list[str]) -> str:
    """The source line as plain text, for the foot of a picture."""
    return f"Source: {'; '.join(short(key) for key in keys)}."


def remark(note: str) -> str:
    """A remark with the names of its sources in place of their keys in brackets."""
    return re.sub(r"\[([a-z0-9-]+)\]", lambda found: short(found[1]), note)


def card(key: str) -> dict:
    """A card: its anchor, title and lines, each a label and what it says (str, or Cell with an address)."""
    row = source(key)
    lines: list[list[str | Cell]] = [["Publisher", row["publisher"]], ["Kind", GRADES[row["kind"]]]]
    lines.append(["Published", row["published"] or "date not shown in the copy read"])
    if row["link"]:
        lines.append(["Publisher's link" if row["copy"] else "Link", Cell(row["link"], row["link"])])
    if row["copy"]:
        lines.append(["Copy read", Cell(row["copy"], row["copy"])])
    lines += [["Accessed", row["accessed"]], ["Read", row["read"]]]
    if row["limits"]:
        lines.append(["Limits", remark(row["limits"])])
    return {"id": f"source-{key}", "title": row["title"], "lines": lines}
