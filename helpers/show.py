"""Show sentences, charts, tables and source cards, in notebooks and in the exported report.

Each output carries what notebooks show (Markdown, HTML or PNG with its text) and, under the type `REPORT`, the same
content as plain data, from which the export writes HTML and PDF. Where there is no notebook, the text is printed.
"""

import html
import io
import os
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
from IPython import display as notebook
from IPython import get_ipython

from helpers import cards, claims, quotes, tables, words
from helpers.charts import style
from helpers.charts.style import Chart
from helpers.claims import ClaimError, holds, stated
from helpers.tables import Table

__all__ = ["REPORT", "ClaimError", "chart", "computed", "holds", "points", "say", "source_cards", "stated", "table"]
REPORT = "application/vnd.report+json"


def computed(sentence: str) -> str:
    """The text, if `helpers.words` put every number in it into words, and something vouches for what it compares.

    Raises ClaimError for a typed number, and for a comparison that neither `holds` nor `stated` has seen.
    """
    if typed := words.typed(sentence):
        raise ClaimError(f'{", ".join(typed)}: typed, not computed, in "{sentence}"')
    for word, part in claims.unasserted(sentence):
        raise ClaimError(f'"{word}": no condition asserts it, in "{part}"; use show.holds, or show.stated for a rule')
    return sentence


def say(*sentences: str) -> None:
    """Show computed sentences, written in Markdown, as one paragraph."""
    text = computed(" ".join(sentences))
    _emit({"text/markdown": text, "text/plain": quotes.unmarked(text)})


def points(*sentences: str) -> None:
    """Show computed sentences, written in Markdown, as a list."""
    computed(" ".join(sentences))
    text = "\n".join(f"- {sentence}" for sentence in sentences)
    _emit({"text/markdown": text, "text/plain": quotes.unmarked(text)})


def table(shown: Table) -> None:
    """Show a table with its caption, note and sources."""
    computed(f"{shown.caption} {shown.note} {shown.not_found}")
    _emit(
        {
            "text/html": tables.as_html(shown, cards.line(shown.sources)),
            "text/plain": _as_text(shown),
            REPORT: {"type": "table", **tables.as_data(shown)},
        }
    )


def chart(drawn: Chart, values: Table) -> None:
    """Show a chart, with its text alternative and its numbers in a folded table below it.

    values: the table of the same numbers; its id, caption and sources are the chart's.
    The picture carries its text alternative too, which not every program reads: JupyterLab does not.
    With REPORT_CHARTS set, the chart is also written to that folder as SVG, for the export.
    """
    figure, alt = drawn.figure, drawn.alt
    computed(f"{drawn.title} {drawn.subtitle} {alt} {values.caption} {values.note}")
    if cut := style.words_outside(figure):
        warnings.warn(f'words reach over the edge of the chart "{values.id}": {cut}', stacklevel=2)
    if folder := os.environ.get("REPORT_CHARTS"):
        figure.savefig(Path(folder) / f"{values.id}.svg", metadata={"Date": None, "Creator": None})
    png = io.BytesIO()
    figure.savefig(png, format="png", metadata={"Software": None})
    plt.close(figure)
    report = {**tables.as_data(values), "type": "chart", "title": drawn.title, "alt": alt}
    _emit({"image/png": png.getvalue(), "text/plain": alt, REPORT: report}, metadata={"image/png": {"alt": alt}})
    source_line = cards.line(values.sources)
    folded = (
        f"<p>{html.escape(quotes.sentence(values.caption))} {source_line}</p>"
        f"<details><summary>This chart in words and numbers</summary><p>{html.escape(alt)}</p>"
        f"{tables.as_html(values, source_line)}</details>"
    )
    _emit({"text/html": folded, "text/plain": _as_text(values), REPORT: {"type": "companion"}})


def source_cards(keys: list[str]) -> None:
    """Show the cards of these sources."""
    shown = [cards.card(key) for key in keys]
    body = "".join(
        f'<dl id="{card["id"]}"><dt><strong>{html.escape(card["title"])}</strong></dt>'
        + "".join(f"<dd>{html.escape(label)}: {tables.linked(value)}</dd>" for label, value in card["lines"])
        + "</dl>"
        for card in shown
    )
    lines = [[card["title"], *(f"{label}: {tables.text(value)}" for label, value in card["lines"])] for card in shown]
    data = [{**card, "lines": [[label, tables.plain(value)] for label, value in card["lines"]]} for card in shown]
    _emit(
        {
            "text/html": body,
            "text/plain": "\n\n".join("\n".join(card) for card in lines),
            REPORT: {"type": "cards", "cards": data},
        }
    )


def _as_text(table: Table) -> str:
    return "\n".join(filter(None, [tables.as_text(table), table.note, cards.credit(table.sources)]))


def _emit(bundle: dict, metadata: dict | None = None) -> None:
    display(bundle, raw=True, metadata=metadata or {})


def display(bundle: dict, **options) -> None:
    """Give a bundle to the notebook or, at a prompt and in a script, print its plain text and an empty line."""
    if hasattr(get_ipython(), "kernel"):
        notebook.display(bundle, **options)
    else:
        print(bundle["text/plain"], end="\n\n")
