"""Run the chapters here and now from today's data, and keep what each section shows and computes.

A section is what a heading of the first or second level begins. The numbers of a section are those that `helpers.words`
put into words while its cells ran, and those of the cells above the first section and of the findings, which serve all.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers import cards, claims, figures, load, show, words
from helpers.charts import style
from helpers.paths import NOTEBOOKS
from helpers.quotes import sentence
from tests import pages
from tests.changed_data import with_table
from tests.chapters import title

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HEADING = re.compile(r"^#{1,2} (.*)$", re.MULTILINE)


@dataclass
class Section:
    """What a section of a chapter shows: texts by kind, typed Markdown, and what was computed and vouched for in it."""

    notebook: str
    chapter: str
    title: str
    texts: list[tuple[str, str]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    vouched: set[str] = field(default_factory=set)

    @property
    def place(self) -> tuple[str, str]:
        return self.chapter, self.title

    def add(self, kind: str, *texts: str) -> None:
        self.texts += [(kind, squeezed) for text in texts if (squeezed := pages.plain(text))]


@dataclass(repr=False)
class Replay:
    """The sections of some chapters, and the output bundles of each of their code cells, by notebook and cell."""

    sections: list[Section]
    outputs: dict[tuple[str, int], list[dict]]


def chapters(names: str = "", data: figures.Data | None = None) -> Replay:
    """What the chapters whose file names begin so show now, on other data if given."""
    load.data()  # checking the data puts numbers into words too, and those are no chapter's
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "COMPUTED", set())
        patch.setattr(claims, "ASSERTED", set())
        if data is not None:
            patch.setattr(load, "data", lambda *_: data)
        found = Replay([], {})
        for file in sorted(NOTEBOOKS.glob(f"{names}*.ipynb")):
            _chapter(file, found, patch)
        return found


def changed(table: str, old: str, new: str) -> figures.Data:
    """Today's data with one figure changed, wherever the table prints it."""
    whole = load.data()
    frame = whole.raw[table]
    there = frame["printed"] == old
    assert there.any(), f"{table} prints no {old}"
    return with_table(whole, table, frame.assign(printed=frame["printed"].mask(there, new)))


def _chapter(file: Path, found: Replay, patch: pytest.MonkeyPatch) -> None:
    words.COMPUTED.clear()
    claims.ASSERTED.clear()
    names: dict = {}
    served: tuple[set, set] = (set(), set())
    chapter, section = "", Section(file.name, "", "above the first heading")
    for number, cell in enumerate(json.loads(file.read_text(encoding="utf-8"))["cells"], 1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if heading := HEADING.search(source):
                if chapter:
                    _close(section)
                    if section.title in (chapter, "Findings"):
                        served = served[0] | section.numbers, served[1] | section.vouched
                if not chapter:
                    chapter = title(file)
                    source = source.replace(heading[1], chapter, 1)
                section = Section(file.name, chapter, HEADING.findall(source)[0])
                found.sections.append(section)
                for kept, base in zip((words.COMPUTED, claims.ASSERTED), served, strict=True):
                    kept.clear()
                    kept |= base
            section.typed.append(source)
            _markdown(section, source)
        else:
            bundles = found.outputs[file.name, number] = []
            _listen(patch, section, bundles)
            try:
                exec(compile(source, f"{file.name}, cell {number}", "exec"), names)
            except Exception as error:
                error.add_note(f"in {file.name}, cell {number}, “{section.title}”")
                raise
    _close(section)


def _close(section: Section) -> None:
    section.numbers |= words.COMPUTED
    section.vouched |= claims.ASSERTED


def _listen(patch: pytest.MonkeyPatch, section: Section, bundles: list[dict]) -> None:
    def shown(bundle: dict, **_) -> None:
        bundles.append(bundle)
        _output(section, bundle)

    patch.setattr(show, "display", shown)
    patch.setattr(style, "words_outside", lambda figure: _drawn(section, figure))
    patch.setattr(Figure, "savefig", lambda *_, **__: None)


def _markdown(section: Section, source: str) -> None:
    for kind, text in pages.texts(MARKDOWN.render(source)):
        section.add(kind, text)


def _drawn(section: Section, figure: Figure) -> None:
    """Every line of words in a picture. The numbers at the ticks of an axis are computed by the axis."""
    drawn: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", lambda text, *_: drawn.extend(text.get_text().split("\n") * text.get_visible()))
        figure.draw_without_rendering()
    section.add("drawn", *drawn)
    for axes in figure.axes:
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            if label.get_text() in drawn:
                section.numbers |= set(words.NUMBER.findall(label.get_text()))


def _output(section: Section, bundle: dict) -> None:
    report = bundle.get(show.REPORT, {"type": "sentence"})
    if report["type"] == "sentence":
        _markdown(section, bundle["text/markdown"])
    elif report["type"] == "cards":
        for card in report["cards"]:
            section.add("source", card["title"])
            for label, value in card["lines"]:
                section.add("source", label, value["text"] if isinstance(value, dict) else value)
    elif report["type"] in ("table", "chart"):
        sources = "; ".join(cards.short(key) for key in report["sources"])
        section.add("caption", f"{sentence(report['caption'])} Source: {sources}.")
        if report["type"] == "chart":
            section.add("title", report["title"])
            section.add("alt", report["alt"])
        folded = "folded " * (report["type"] == "chart")
        section.add(f"{folded}note", report["note"])
        section.add(f"{folded}label", *(column["label"] for column in report["columns"]))
        cells = [cell for row in report["rows"] for cell in row]
        section.add(f"{folded}cell", *(cell["text"] if isinstance(cell, dict) else cell for cell in cells))
