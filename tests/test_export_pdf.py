"""The report as PDF: tagged, titled, with alternatives, contents and the same numbers as the page."""

import re
import subprocess
import sys

import pikepdf
import pymupdf
import pytest

from helpers import words
from helpers.export import meta
from helpers.paths import BUILD
from tests import chapters


@pytest.fixture(scope="module")
def pdf(report_pdf):
    with pikepdf.open(report_pdf) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(report_pdf):
    """The pages as read by another program."""
    with pymupdf.open(report_pdf) as document:
        yield list(document.pages())


@pytest.fixture(scope="module")
def text(pages):
    """The words of each page."""
    return [page.get_text() for page in pages]


def structure(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The elements of one kind in the tree that screen readers follow."""
    found, left = [], [pdf.Root.StructTreeRoot]
    while left:
        element = left.pop()
        if isinstance(element, pikepdf.Array):
            left += list(element)
        elif isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == f"/{kind}":
                found.append(element)
            if "/K" in element:
                left.append(element.K)
    return found


def test_it_says_that_it_is_accessible_and_who_wrote_what_in_which_language(pdf):
    facts = meta.read()
    with pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == facts.title
        assert said["dc:creator"] == facts.authors
    assert str(pdf.Root.Lang) == facts.language
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_every_figure_has_a_text_alternative(pdf):
    alternatives = [str(figure.get("/Alt", "")) for figure in structure(pdf, "Figure")]
    assert len(alternatives) == len(list((BUILD / "charts").glob("*.svg")))
    assert all(len(alternative) > 40 for alternative in alternatives)


def test_every_table_has_headers(pdf):
    tables = structure(pdf, "Table")
    assert len(tables) > 20
    assert len(structure(pdf, "THead")) == len(tables)


def test_the_outline_names_the_chapters_in_order(pages):
    found = [name for level, name, _ in pages[0].parent.get_toc() if level == 1 and name != "Contents"]
    assert found == chapters.titles()


def test_the_first_page_says_what_this_is_and_how_to_cite_it(text):
    facts = meta.read()
    first = " ".join(text[0].split())
    for said in (
        facts.subtitle,
        facts.version,
        words.day(facts.data_date),
        words.day(facts.date),
        "How to cite",
        facts.by,
    ):
        assert said in first


def test_the_contents_give_the_pages_where_chapters_and_sections_begin(text, pages):
    begin = [(name, page) for level, name, page in pages[0].parent.get_toc() if level <= 2 and name != "Contents"]
    contents = " ".join("".join(text[1 : begin[0][1] - 1]).replace("\u2060", "").split())
    assert contents.startswith("Contents")
    for name, page in begin:
        assert re.search(rf"{re.escape(name)}[ .]* {page}\b", contents), name


def test_charts_and_tables_have_the_numbers_they_have_in_html(text, report_html):
    html = report_html.read_text(encoding="utf-8")
    for kind in ("Figure", "Table"):
        there = [int(n) for n in re.findall(rf'<a class="anchor number" [^>]*>{kind} (\d+)\.</a>', html)]
        here = [int(n) for page in text for n in re.findall(rf"^{kind} (\d+)\. ", page, re.MULTILINE)]
        assert sorted(set(here)) == there
        assert there == list(range(1, len(there) + 1))


def test_charts_come_in_the_order_of_their_numbers_though_text_moves_up_before_them(text):
    numbers = [int(n) for page in text for n in re.findall(r"^Figure (\d+)\. ", page, re.MULTILINE)]
    assert numbers == sorted(numbers)


def test_no_code_is_printed(text):
    assert not any("from helpers import" in page or "import pandas" in page for page in text)


def test_charts_are_drawn_and_not_photographed(pages):
    assert not [page.number for page in pages if page.get_images()]


def test_no_word_runs_out_of_the_margins(pages):
    for page in pages:
        for x0, y0, x1, y1, word, *_ in page.get_text("words"):
            inside = 30 < x0 < x1 < page.rect.width - 30 and 20 < y0 < y1 < page.rect.height - 20
            assert inside, f"page {page.number + 1}: {word}"


def test_an_independent_checker_finds_no_error(report_pdf):
    done = subprocess.run(
        [sys.executable, "-m", "outloud.cli", str(report_pdf), "--no-info"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
