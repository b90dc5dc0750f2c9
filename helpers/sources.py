"""Sources: who speaks, where it was published, what of it was read, and where it is weak. A card each."""

import re
from collections.abc import Iterable

import pandas as pd

from helpers import clean, load, text
from helpers.problems import DataError, Problem
from helpers.select import KINDS

CHAPTER = "C_sources.ipynb"


def source(key: str) -> pd.Series:
    """The row of a source in `data/sources.csv`. Raises DataError for an unknown key."""
    known = load.data().sources
    if key not in known.index:
        near = clean.nearest(str(key), known.index)
        like = f"; the nearest there: {text.listing(near)}" if near else ""
        raise DataError([Problem("sources.csv", None, "key", str(key), f"no card has this key{like}")])
    return known.loc[key]


def name(key: str) -> str:
    """The name of a source in a sentence and a source line: who speaks and, where it is another, who quotes it."""
    row = source(key)
    return f"{row['speaker']}, quoted by {row['short']}" if row["speaker"] else row["short"]


def credit(keys: Iterable[str]) -> str:
    """The names of sources in a source line; those who quote the same document are named together."""
    quoted: dict[str, list[str]] = {}
    for row in map(source, keys):
        quoted.setdefault(row["speaker"] or row["short"], []).append(row["short"] if row["speaker"] else "")
    parts = []
    for document, places in quoted.items():
        by = [place for place in places if place]
        also = ", also quoted by " if len(by) < len(places) else ", quoted by "
        parts.append(f"{document}{also}{text.listing(by)}" if by else document)
    return f"Source: {'; '.join(parts)}."


def href(key: str) -> str:
    """Where the card of a source is, from any notebook."""
    return f"{CHAPTER}#source-{key}"


def remark(note: str) -> str:
    """A remark with the names of its sources in place of their keys in brackets."""
    return re.sub(r"\[([a-z0-9-]+)\]", lambda found: name(found[1]), note)


def card(key: str) -> dict:
    """A card as plain data: id, title, line (what names it in one line) and details, each a label and text or link."""
    row = source(key)
    details = [
        ("Kind", KINDS[row["kind"]]),
        ("Published", "" if row["published"] else "no date shown"),
        ("Publisher's link", row["link"] and {"text": row["link"], "href": row["link"]}),
        ("Copy read", row["copy"] and {"text": row["copy"], "href": row["copy"]}),
        ("Read", f"{remark(row['read'])} ({text.when(row['accessed'])})"),
        ("Limits", remark(row["limits"])),
    ]
    shown = [[label, text.curly(said) if isinstance(said, str) else said] for label, said in details if said]
    who = f"{row['speaker']}, quoted by {row['publisher']}" if row["speaker"] else row["publisher"]
    line = text.curly(", ".join(filter(None, [who, text.when(row["published"])])))
    return {"id": f"source-{key}", "title": text.curly(row["title"]), "line": line, "details": shown}
