"""Read what the built report shows, section by section; which of its numbers stand so in `data/`."""

import re
from collections import Counter

import pandas as pd
import pymupdf

from helpers import cards, claims, words
from helpers.export import meta
from tests import pages
from tests.replay import Section

Texts = list[tuple[str, str]]
NUMBERED = re.compile(r"^(?:Figure|Table) [0-9]+\. ")
FRONT = ("Front", "page")
CODE = "What a reader may change."  # in the notebook, and left out of the report


def front() -> Section:
    """What the page says before and after the chapters."""
    facts = meta.read()
    made = Section("report.toml", *FRONT)
    made.add("heading", facts.title)
    made.add("sentence", "Skip to the report", facts.subtitle, f"{facts.by} · {facts.edition} · {facts.data_of}")
    made.add(
        "sentence", f"How to cite. {facts.citation}", facts.licence, "Notebooks, code and data" * bool(facts.repository)
    )
    return made


def told(section: Section) -> Texts:
    """The texts of a section that the report shows."""
    return [(kind, text) for kind, text in section.texts if not text.startswith(CODE)]


def html(page: str, sections: list[Section]) -> dict[tuple[str, str], Texts]:
    """The texts of the page by section, and those around the chapters, without the numbers of figures and tables."""
    head, _, rest = page.partition("<main")
    main, _, foot = rest.partition("</main>")
    place = FRONT
    found: dict[tuple[str, str], Texts] = {section.place: [] for section in sections}
    found[FRONT] = pages.texts(head) + pages.texts(foot)
    left = [section.place for section in sections]
    for kind, text in pages.texts(f"<main{main}"):
        if kind == "heading":  # a heading that was changed is a text of the section before, and its own goes missing
            ahead = next((n for n, (_, title) in enumerate(left[:3]) if title == text), None)
            if ahead is not None:
                place = left[ahead]
                del left[: ahead + 1]
        if kind != "tool":
            found[place].append((kind, NUMBERED.sub("", text)))
    return found


def pdf(document: pymupdf.Document, sections: list[Section]) -> dict[tuple[str, str], tuple[int, str]]:
    """The text of each section of the PDF with its first page, without headers and footers; hyphens at line ends go."""
    marks, places = [], [section.place for section in sections]
    for (level, title, page, to), place in zip(_outline(document), places, strict=True):
        assert title == place[level > 1], f"the outline of the PDF says {title!r}, page {page}; the chapters {place}"
        marks.append((page, to, place))
    found = {place: (page, "") for page, _, place in marks}
    flags = pymupdf.TEXTFLAGS_BLOCKS & ~pymupdf.TEXT_PRESERVE_IMAGES
    for page_number, page in enumerate(document.pages(marks[0][0] - 1), marks[0][0]):
        for _, y0, _, y1, text, *_ in page.get_text_blocks(flags=flags):
            if y0 > 60 and y1 < page.rect.height - 55:
                place = [place for number, top, place in marks if (number, top - 4) <= (page_number, y0)][-1]
                whole = re.sub(r"(?<=Q[1-4]-)\s+(?=Q[1-4])", "", text)  # FY2025 Q1-Q3 on two lines
                found[place] = (found[place][0], f"{found[place][1]}\n{whole}")
    return found


def _outline(document: pymupdf.Document) -> list[tuple[int, str, int, float]]:
    entries = document.get_toc(simple=False)
    return [
        (level, title, page, to["to"].y) for level, title, page, to in entries if level <= 2 and title != "Contents"
    ]


class Known:
    """Numbers that are not results: those in the fields of `data/` that a text repeats, and in the names of sources."""

    def __init__(self, raw: dict[str, pd.DataFrame]) -> None:
        fields = {
            text for frame in raw.values() for text in pd.unique(frame.to_numpy().ravel()) if isinstance(text, str)
        }
        fields = {pages.plain(cards.remark(text)) for text in fields}
        self.fields = [text for text in fields if re.search("[0-9]", text)]
        self.phrases = [text for text in fields if len(text) > 25 or claims.COMPARES.search(text)]
        names = {words.NAMES.sub(" ", pages.plain(short)) for short in raw["sources"]["short"]}
        self.names = sorted(names, key=len, reverse=True)

    def uncomputed(self, kind: str, text: str, computed: set[str]) -> list[str]:
        """The numbers in a text that were not put into words, and that it does not repeat from `data/`."""
        if kind == "source":
            return []
        text = re.sub(r"^[0-9]\. ", "", text) if kind == "heading" else text
        shown = words.NAMES.sub(" ", text.partition(" Source: ")[0] if kind == "caption" else text)
        for name in self.names if re.search("[0-9]", shown) else []:
            shown = shown.replace(name, " ")
        left = [number for number in numbers(shown) if number not in computed]
        if left and kind.endswith("cell"):
            repeated = {n for field in self.fields if field in text for n in numbers(field)}
            left = [number for number in left if number not in repeated]
        return left

    def without(self, text: str, vouched: set[str]) -> str:
        """A text without what was asserted, and without what it repeats from `data/` word for word."""
        return claims.without(text, [*vouched, *(field for field in self.phrases if field in text)])


def numbers(text: str) -> Counter:
    """The numbers in a text, with how often each is there."""
    return Counter(number.rstrip(",") for number in words.NUMBER.findall(text))


def squeezed(text: str) -> str:
    """A text without the spaces, hyphens and line ends that setting it on paper moves."""
    return re.sub(r"[\s\u00ad\u2060\u2010-]+", "", pages.plain(text)).casefold()
