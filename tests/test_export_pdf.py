"""The report on paper: tagged, titled, with alternatives, on pages that are full, in type that can be read."""

import re

import nbformat
import pikepdf
import pymupdf
import pytest

from helpers import paths, text
from helpers.export import meta, printed
from tests.prints import largest_gap, small_words, structure, unaccessible

pytestmark = pytest.mark.slow


PDF = paths.BUILD / "report.pdf"


@pytest.fixture(scope="module")
def pdf():
    with pikepdf.open(PDF) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages():
    with pymupdf.open(PDF) as opened:
        yield list(opened.pages())


@pytest.fixture(scope="module")
def words(pages):
    return [page.get_text() for page in pages]


def captions(words: list[str], kind: str) -> list[int]:
    return [int(n) for page in words for n in re.findall(rf"^{kind} (\d+)\. ", page, re.MULTILINE)]


def test_it_says_that_it_is_accessible_and_who_wrote_what_in_which_language(pdf):
    facts = meta.read()
    with pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == facts.title
        assert said["dc:creator"] == facts.authors
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert not unaccessible(PDF)


def test_every_figure_has_a_text_alternative_and_every_table_headers(pdf, words):
    alternatives = [str(figure.get("/Alt", "")) for figure in structure(pdf, "Figure")]
    assert len(alternatives) == len(captions(words, "Figure"))
    assert all(len(alternative) > 40 for alternative in alternatives)
    assert len(structure(pdf, "Table")) == len(structure(pdf, "THead")) == len(captions(words, "Table"))


def test_the_outline_names_the_printed_chapters_in_order(pages):
    found = [name for level, name, _ in pages[0].parent.get_toc() if level == 1 and name != "Contents"]
    files = [file for file in sorted(paths.NOTEBOOKS.glob("*.ipynb")) if not printed.NOT_PRINTED.match(file.name)]
    titles = [re.search(r"^# (.*)", nbformat.read(file, 4).cells[1].source, re.MULTILINE)[1] for file in files]
    assert [re.sub(r"^\w\. ", "", name) for name in found] == titles


def test_the_contents_fit_a_page_and_give_those_of_chapters_and_sections(words, pages):
    begin = [(name, page) for level, name, page in pages[0].parent.get_toc() if level <= 2 and name != "Contents"]
    contents = " ".join(words[1].split())
    assert contents.startswith("Contents")
    for name, page in begin:
        assert re.search(rf"{re.escape(name)} {page}\b", contents), name


def test_the_cover_says_what_this_is_and_how_to_cite_it(words):
    facts = meta.read()
    cover = " ".join(words[0].split())
    for said in (facts.subtitle, text.day(facts.data_date), text.day(facts.date), "How to cite", facts.citation):
        assert " ".join(said.split()) in cover


def test_it_has_forty_pages_or_fewer_weighs_little_and_nothing_is_set_too_small_to_read(data, pages):
    assert len(pages) <= 40 + 4 * (len(data.snapshots) > 1)  # a second table brings what has changed since the first
    assert PDF.stat().st_size <= 1_300_000
    assert small_words(pages) == []


def test_no_page_is_a_third_empty_but_where_a_chapter_ends(pages):
    last = {page - 2 for level, _, page in pages[0].parent.get_toc() if level == 1} | {len(pages) - 1}
    assert [page.number + 1 for page in pages if page.number not in last and largest_gap(page) > 1 / 3] == []


def test_no_code_is_printed_and_figures_are_drawn_and_not_photographed(pages, words):
    assert not any("from helpers import" in page or "import pandas" in page for page in words)
    assert not [page.number for page in pages if page.get_images()]


def test_no_word_runs_out_of_the_page(pages):
    for page in pages:
        for x0, y0, x1, y1, word, *_ in page.get_text("words"):
            inside = 30 < x0 < x1 < page.rect.width - 30 and 20 < y0 < y1 < page.rect.height - 20
            assert inside, f"page {page.number + 1}: {word}"
