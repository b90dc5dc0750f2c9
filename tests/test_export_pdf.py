"""The report on paper: tagged, titled, with alternatives, on pages that are full, in type that can be read."""

import dataclasses
import re
import subprocess
import sys

import nbformat
import pikepdf
import pymupdf
import pytest

from helpers import paths, text
from helpers.export import BuildError, document, meta, paper, pieces

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}"><path d="M9 9H{h}V60z"/></svg>'
SMALLEST = 8.5


# ---- the report ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf(report_pdf):
    with pikepdf.open(report_pdf) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(report_pdf):
    """The pages as read by another program."""
    with pymupdf.open(report_pdf) as opened:
        yield list(opened.pages())


@pytest.fixture(scope="module")
def words(pages):
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


def captions(words: list[str], kind: str) -> list[int]:
    return [int(n) for page in words for n in re.findall(rf"^{kind} (\d+)\. ", page, re.MULTILINE)]


def unaccessible(file) -> str:
    """What an independent checker finds: nothing, if all is well."""
    done = subprocess.run(
        [sys.executable, "-m", "outloud.cli", str(file), "--no-info"], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def small_words(pages) -> list[str]:
    """What is set smaller than a reader can be asked to read, but for the numbers of sources."""
    spans = [s for page in pages for b in page.get_text("dict")["blocks"] for line in b.get("lines", []) for s in line["spans"]]  # fmt: skip
    return [s["text"] for s in spans if s["size"] < SMALLEST - 0.05 and not re.fullmatch(r"[\d,\s−-]*", s["text"])]


def largest_gap(page) -> float:
    """The tallest stretch of a page without ink, between its running head and its footer, as a share of that room."""
    picture = page.get_pixmap(dpi=36, colorspace="gray")
    rows = [picture.samples[n * picture.stride : n * picture.stride + picture.width] for n in range(picture.height)]
    top, bottom = (round(picture.height * share) for share in (0.08, 0.92))
    inked = [top, *(n for n in range(top, bottom) if min(rows[n]) < 250), bottom]
    return max(below - above for above, below in zip(inked, inked[1:], strict=False)) / (bottom - top)


def test_it_says_that_it_is_accessible_and_who_wrote_what_in_which_language(pdf):
    facts = meta.read()
    with pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == facts.title
        assert said["dc:creator"] == facts.authors
    assert str(pdf.Root.Lang) == facts.language
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_an_independent_checker_finds_no_error(report_pdf):
    assert not unaccessible(report_pdf)


def test_every_figure_has_a_text_alternative(pdf, words):
    alternatives = [str(figure.get("/Alt", "")) for figure in structure(pdf, "Figure")]
    assert len(alternatives) == len(captions(words, "Figure"))
    assert all(len(alternative) > 40 for alternative in alternatives)


def test_every_table_has_headers(pdf, words):
    assert len(structure(pdf, "Table")) == len(structure(pdf, "THead")) == len(captions(words, "Table"))


def test_figures_and_tables_are_numbered_as_on_the_page(words, report_html):
    html = report_html.read_text(encoding="utf-8")
    for kind in ("Figure", "Table"):
        here = captions(words, kind)
        assert len(here) == len(set(here))
        assert set(here) <= {int(n) for n in re.findall(rf"\b{kind} (\d+)\b", html)}


def test_the_outline_names_the_printed_chapters_in_order(pages):
    found = [name for level, name, _ in pages[0].parent.get_toc() if level == 1 and name != "Contents"]
    files = [file for file in sorted(paths.NOTEBOOKS.glob("*.ipynb")) if not paper.NOT_PRINTED.match(file.name)]
    titles = [re.search(r"^# (.*)", nbformat.read(file, 4).cells[0].source, re.MULTILINE)[1] for file in files]
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


def test_it_has_forty_pages_or_fewer(pages):
    assert len(pages) <= 40


def test_it_weighs_little(report_pdf):
    assert report_pdf.stat().st_size <= 1_300_000


def test_nothing_is_set_too_small_to_read(pages):
    assert small_words(pages) == []


def test_no_page_is_a_third_empty_but_where_a_chapter_ends(pages):
    last = {page - 2 for level, _, page in pages[0].parent.get_toc() if level == 1} | {len(pages) - 1}
    empty = {page.number + 1: round(largest_gap(page), 2) for page in pages if page.number not in last}
    assert not {number: gap for number, gap in empty.items() if gap > 1 / 3}


def test_no_code_is_printed(words):
    assert not any("from helpers import" in page or "import pandas" in page for page in words)


def test_figures_are_drawn_and_not_photographed(pages):
    assert not [page.number for page in pages if page.get_images()]


def test_no_word_runs_out_of_the_page(pages):
    for page in pages:
        for x0, y0, x1, y1, word, *_ in page.get_text("words"):
            inside = 30 < x0 < x1 < page.rect.width - 30 and 20 < y0 < y1 < page.rect.height - 20
            assert inside, f"page {page.number + 1}: {word}"


# ---- a document of few pieces ----------------------------------------------------------------------------------------


def table(id: str, rows: int, **more) -> pieces.Table:
    columns = [{"name": "name", "title": "Nationality", "align": "left"}, {"name": "people", "title": "People", "align": "right"}]  # fmt: skip
    return pieces.Table(id, f"Rows of {id}", columns, [[f"Row {n}", f"{n:,}"] for n in range(rows)], ["a"], **more)


def figure(id: str, height: int = 200) -> pieces.Figure:
    plain = table(id, 3)
    pictures = {"wide": SVG.format(w=460, h=height), "narrow": SVG.format(w=245, h=height)}
    said = {"title": f"Title of {id}", "subtitle": "People, 2024", "alt": f"Bars of {id}."}
    return pieces.Figure(id, plain.caption, plain.columns, plain.rows, ["a"], **said, pictures=pictures)


SOURCES = pieces.Cards([{"id": f"source-{key}", "title": f"Title {key}", "line": "Somebody, 2024", "details": []} for key in "ab"])  # fmt: skip
FACTS = dataclasses.replace(meta.read(), title="Final orders")  # few words, which a checker knows for a footer
LINES = "A line that fills a page with others of its kind, and says no more than that it is there.\n\n"


def made(*chapter: pieces.Piece | str, **others: list[pieces.Piece]) -> document.Document:
    """A document of one chapter, others, and the sources "a" and "b"."""
    texts = [pieces.Text(piece) if isinstance(piece, str) else piece for piece in ("# One\n\nA lead.", *chapter)]
    found = {"01_one.ipynb": texts, **{f"{name}.ipynb": shown for name, shown in others.items()}}
    return document.document({**found, "C_sources.ipynb": [pieces.Text("# Sources\n\nAll."), SOURCES]}, str.upper)


@pytest.fixture
def printed(tmp_path):
    """Prints a document: gives its file and its pages."""

    def ready(report: document.Document, size: str = "a4"):
        file = tmp_path / "made.pdf"
        file.write_bytes(paper.write(report, FACTS, tmp_path, size))
        return file, list(pymupdf.open(file).pages())

    return ready


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 595, 842), ("letter", 612, 792)])
def test_both_papers_hold_the_whole_width_and_nothing_small(printed, size, width, height):
    file, pages = printed(made(figure("tall", 500), table("t", 5), "> A note.\n\n" + LINES, figure("low", 150)), size)
    assert {(round(page.rect.width), round(page.rect.height)) for page in pages} == {(width, height)}
    assert all(30 < x0 < x1 < width - 30 for page in pages for x0, _, x1, *_ in page.get_text("words"))
    assert small_words(pages) == []
    assert not unaccessible(file)


def test_another_paper_is_refused(tmp_path):
    with pytest.raises(BuildError, match='There is no paper "a3": it is a4 or letter.'):
        paper.write(made("x"), meta.read(), tmp_path, "a3")


def test_two_builds_are_the_same_to_the_byte(tmp_path):
    report = made(figure("x"), table("t", 9), "One. ([A](C_sources.ipynb#source-a)).")
    (first, other) = ((tmp_path / name) for name in "ab")
    assert paper.write(report, meta.read(), first) == paper.write(report, meta.read(), other)


@pytest.mark.parametrize("lines", [22, 26, 30, 34])
def test_a_long_table_has_four_rows_before_a_break_and_says_that_it_goes_on(printed, lines):
    _, pages = printed(made(LINES * lines, table("long", 120)))
    on = [page for page in pages if re.search(r"^Row \d+$", page.get_text(), re.MULTILINE)]
    assert len(on) > 2
    assert all(len(re.findall(r"^Row \d+$", page.get_text(), re.MULTILINE)) >= 4 for page in on[:-1])
    assert [("Table 1, continued" in page.get_text(), "Nationality" in page.get_text()) for page in on] == [(False, True), *[(True, True)] * (len(on) - 1)]  # fmt: skip


def test_two_small_figures_of_a_section_stand_side_by_side(printed):
    _, pages = printed(made(figure("x"), "Between them.", figure("y"), "## Section", figure("z")))
    tops = {id: next(iter(page.search_for(f"Title of {id}"))).y1 for page in pages for id in "xyz" if page.search_for(f"Title of {id}")}  # fmt: skip
    assert tops["x"] == pytest.approx(tops["y"], abs=1)
    assert tops["z"] != pytest.approx(tops["y"], abs=20)


def test_a_chapter_begins_on_the_same_page_where_half_of_it_is_free(printed):
    for lines, page in ((2, 3), (30, 4)):
        _, pages = printed(made(LINES * lines, **{"02_two": [pieces.Text("# Two\n\nLead.")]}))
        assert [n for _, name, n in pages[0].parent.get_toc() if name == "2. Two"] == [page]


def test_what_is_not_printed_is_not_linked_and_its_words_stay(printed):
    workings = [pieces.Text("# Workings\n\nLong.\n\n## Sums {#sums}\n\n([B](C_sources.ipynb#source-b))."), table("w", 3)]
    _, pages = printed(made("See [the sums](D_workings.ipynb#sums). ([A](C_sources.ipynb#source-a)).", D_workings=workings))  # fmt: skip
    said = "".join(page.get_text() for page in pages)
    assert "the sums" in said
    assert "Workings" not in said


def test_sources_are_listed_by_number_if_the_printed_text_names_them(printed):
    workings = [pieces.Text("# Workings\n\nLong. ([B](C_sources.ipynb#source-b)).")]
    _, pages = printed(made("One. ([A](C_sources.ipynb#source-a)).", D_workings=workings))
    assert re.search(r"^1\nTitle a\. Somebody, 2024\.", pages[-1].get_text(), re.MULTILINE)
    assert "Title b" not in pages[-1].get_text()
    number = next(link for page in pages[2:] for link in page.get_links() if link["kind"] == pymupdf.LINK_NAMED or "page" in link)  # fmt: skip
    assert number["page"] == len(pages) - 1
