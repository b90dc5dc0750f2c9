"""How the built report differs from what the chapters show and compute now: each difference with its place."""

import dataclasses
import difflib
import json
import re
from collections import Counter
from pathlib import Path

import pymupdf

from helpers import claims, load, readme, words
from helpers.export import meta
from helpers.paths import ROOT
from tests import built, pages, replay
from tests.replay import Section
from tests.reviewed import REVIEWED, TWO_OF

FIGURE = re.compile(r"^(?:Figure|Table) [0-9]+\. ", re.MULTILINE)
FOLDED = ("alt", "title", "folded")  # what the PDF does not print


def in_page(page: str, sections: list[Section]) -> list[str]:
    """How the page differs from these sections."""
    shown = built.html(page, sections)
    return [
        found
        for section in sections
        for found in differences(
            "build/report.html", shown[section.place], dataclasses.replace(section, texts=built.told(section))
        )
    ]


def in_paper(paper: bytes, sections: list[Section]) -> list[str]:
    """How the PDF differs from these sections: in wording, and in the numbers of a section."""
    problems = []
    with pymupdf.open(stream=paper) as document:
        shown = built.pdf(document, sections)
    for section in sections:
        first, text = shown[section.place]
        text = " ".join(FIGURE.sub("", text).split())
        place = f"build/report.pdf, from page {first}, {section.chapter}, “{section.title}”"
        printed = [(k, t) for k, t in built.told(section) if not k.startswith(FOLDED)]
        letters = built.squeezed(text)
        problems += [
            f"{place}, {k}: not there as computed now: “{t}”" for k, t in printed if built.squeezed(t) not in letters
        ]
        if section.title != "Sources":  # whose addresses break anywhere
            there = built.numbers(words.NAMES.sub(" ", text))
            computed = built.numbers(words.NAMES.sub(" ", " ".join(t for _, t in printed)))
            problems += [f"{place}: {n} is not computed now" for n in there - computed]
            problems += [f"{place}: {n} is computed now, and not there" for n in computed - there]
    return problems


def in_readme(text: str) -> list[str]:
    """How the findings of the README differ from those computed now, and figures typed around them."""
    before, _, rest = text.partition(readme.START)
    findings, _, after = rest.partition(readme.END)
    lines = readme.block(load.data(), meta.read().as_of, readme.first_chapter()).splitlines()[1:-1]
    shown = Section("README.md", "findings", "top of the page", texts=[("line", line) for line in lines if line])
    problems = differences("README.md", [("line", line) for line in findings.splitlines() if line], shown)
    facts = meta.read()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = built.numbers(f"{facts.edition} {facts.licence} {re.findall('requires-python.*', project)[0]}")
    for line in re.sub(r"```.*?```", "", before + after, flags=re.DOTALL).splitlines():
        said = re.sub(r"`[^`]*`|\]\([^)]*\)|^[0-9]+\. ", " ", line)
        typed = built.numbers(words.NAMES.sub(" ", said)) - names
        problems += [f"README.md: {number} is typed, not computed, in “{line}”" for number in typed]
    return problems


def in_notebook(file: Path, notebook: dict, now: replay.Replay) -> list[str]:
    """How the outputs of an executed notebook differ from what its cells show now."""
    problems, title = [], ""
    for number, cell in enumerate(notebook["cells"], 1):
        if heading := replay.HEADING.search("".join(cell["source"])) if cell["cell_type"] == "markdown" else None:
            title = heading[1]
        if cell["cell_type"] == "code":
            shown = [output["data"] for output in cell["outputs"]]
            problems += notebook_differences(file, number, f"“{title}”", shown, now.outputs[file.name, number])
    return problems


def differences(where: str, shown: built.Texts, section: Section) -> list[str]:
    """What a section shows and the chapters do not show now, and the other way round: each with its place."""
    place = f"{where}, {section.chapter}, “{section.title}”"
    now, built = Counter(text for _, text in section.texts), Counter(text for _, text in shown)
    missing, problems = list((now - built).elements()), []
    for text in (built - now).elements():
        near = difflib.get_close_matches(text, missing, 1, 0.5)
        if near:
            missing.remove(near[0])
            problems.append(
                f"{place}, {_kinds(near[0], section.texts)}: built “{text}”, but the chapter says now “{near[0]}”"
            )
        else:
            problems.append(f"{place}, {_kinds(text, shown)}: built “{text}”, and nothing in the chapter says so now")
    return problems + [
        f"{place}, {_kinds(text, section.texts)}: the chapter says now “{text}”, and it is not there"
        for text in missing
    ]


def _kinds(text: str, texts: built.Texts) -> str:
    return " or ".join(dict.fromkeys(kind for kind, other in texts if other == text))


def notebook_differences(file: Path, cell: int, place: str, built: list[dict], now: list[dict]) -> list[str]:
    """How the outputs of a cell differ from those it gives now, by the first line that does."""
    where = f"{file.name}, cell {cell}, {place}"
    if len(built) != len(now):
        return [f"{where}: {len(built)} outputs built, {len(now)} now"]
    problems = []
    for old, new in zip(built, now, strict=True):
        for kind in sorted(set(new) - {"image/png"}):
            lines = zip(*(_lines(bundle.get(kind, "")) for bundle in (old, new)), strict=False)
            if _lines(old.get(kind, "")) != _lines(new[kind]):
                first = next(((a, b) for a, b in lines if a != b), ("", "more or fewer lines"))
                problems.append(f"{where}, {kind}: built “{first[0]}”, but the cell says now “{first[1]}”")
    return problems


def _lines(body: object) -> list[str]:
    if isinstance(body, dict):
        return json.dumps(body, sort_keys=True, indent=0, ensure_ascii=False).splitlines()
    return ("".join(body) if isinstance(body, list) else str(body)).splitlines()


def vouched_in(chapter: str, sections: list[Section]) -> set[str]:
    """What a condition was found true for in a chapter, as it reads once set."""
    found = set().union(*(section.vouched for section in sections if section.chapter == chapter))
    return found | {text for one in found for _, text in pages.texts(replay.MARKDOWN.render(one))}


def uncounted(sections: list[Section]) -> list[str]:
    """Numbers in letters that nothing put into words and no condition was found true for, each with its place."""
    wrong = []
    for section in sections:
        computed = {number.lower() for number in section.numbers}
        vouched = vouched_in(section.chapter, sections)
        for kind, text in dict.fromkeys(section.texts):
            if kind in ("sentence", "heading", "title", "alt", "caption", "note", "folded note"):
                for part in re.split("(?<=[.?!:;]) ", TWO_OF.sub(" ", claims.without(text, vouched))):
                    letters = {word.lower() for word in words.LETTERS.findall(part)} - computed
                    if letters and part not in REVIEWED:
                        wrong.append(f"{section.notebook}, “{section.title}”, {kind}: {letters} in “{part}”")
    return wrong


def uncompared_typed(sections: list[Section]) -> list[str]:
    """Comparisons in typed Markdown that no condition was found true for and nobody read, each with its place."""
    wrong = []
    for section in sections:
        vouched = vouched_in(section.chapter, sections)
        text = re.sub(r"<a id=[^>]*></a>", "", "\n".join(section.typed))
        for word, part in claims.unasserted(text, vouched):
            if " ".join(part.split()) not in REVIEWED:
                wrong.append(f"{section.notebook}, “{section.title}”: “{word}” in “{part}”")
    return wrong


def uncompared_shown(sections: list[Section], known: built.Known) -> list[str]:
    """The same in the cells and labels of tables and in pictures."""
    wrong = []
    for section in sections:
        vouched = {pages.plain(text) for text in section.vouched}
        checked = " ".join(text for kind, text in section.texts if kind != "drawn")
        for kind, text in dict.fromkeys(section.texts):
            if kind.endswith(("cell", "label")) or (kind == "drawn" and text not in checked):
                for word, part in claims.unasserted(known.without(text, vouched), vouched):
                    if part not in REVIEWED and text not in REVIEWED:
                        wrong.append(f"{section.notebook}, “{section.title}”, {kind}: “{word}” in “{part}”")
    return wrong
