"""What the paper does with a document: of few pieces here, so that each promise is seen apart."""

import dataclasses
import re

import pikepdf
import pymupdf
import pytest

from helpers.export import BuildError, document, meta, paper, pieces
from tests import sample
from tests.prints import small_words, structure, unaccessible

pytestmark = pytest.mark.slow
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}"><path d="M9 9H{h}V60z"/></svg>'


def table(id: str, rows: int, **more) -> pieces.Table:
    columns = [{"name": "name", "title": "Nationality", "align": "left"}, {"name": "people", "title": "People", "align": "right"}]  # fmt: skip
    return pieces.Table(id, f"Rows of {id}", columns, [[f"Row {n}", f"{n:,}"] for n in range(rows)], ["a"], **more)


def figure(id: str, height: int = 200) -> pieces.Figure:
    plain = table(id, 3)
    pictures = {"wide": SVG.format(w=460, h=height), "narrow": SVG.format(w=245, h=height)}
    said = {"title": f"Title of {id}", "subtitle": "People, 2024", "alt": f"Bars of {id}."}
    return pieces.Figure(id, plain.caption, plain.columns, plain.rows, ["a"], **said, pictures=pictures)


FACTS = dataclasses.replace(meta.read(), title="Final orders")  # few words, which a checker knows for a footer
LINES = "A line that fills a page with others of its kind, and says no more than that it is there.\n\n"


def made(*chapter: pieces.Piece | str, **others: list[pieces.Piece]) -> document.Document:
    """A document of a chapter that begins with its title, others, and the sources "a" and "b"."""
    return sample.made("# One\n\nA lead.", *chapter, **others)


@pytest.fixture
def prints(tmp_path):
    """Prints a document: gives its file and its pages."""

    def ready(report: document.Document, size: str = "a4"):
        file = tmp_path / "made.pdf"
        file.write_bytes(paper.write(report, FACTS, tmp_path, size))
        return file, list(pymupdf.open(file).pages())

    return ready


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 595, 842), ("letter", 612, 792)])
def test_both_papers_hold_the_whole_width_and_nothing_small(prints, size, width, height):
    file, pages = prints(made(figure("tall", 500), table("t", 5), "> A note.\n\n" + LINES, figure("low", 150)), size)
    assert {(round(page.rect.width), round(page.rect.height)) for page in pages} == {(width, height)}
    assert all(30 < x0 < x1 < width - 30 for page in pages for x0, _, x1, *_ in page.get_text("words"))
    assert small_words(pages) == []
    assert not unaccessible(file)


@pytest.mark.parametrize("lines", range(10, 22, 2))
def test_a_long_table_has_four_rows_before_a_break_and_says_that_it_goes_on(prints, lines):
    _, pages = prints(made(LINES * lines, table("long", 150)))
    on = [page for page in pages if re.search(r"^Row \d+$", page.get_text(), re.MULTILINE)]
    assert len(on) > 2
    assert all(len(re.findall(r"^Row \d+$", page.get_text(), re.MULTILINE)) >= 4 for page in on[:-1])
    assert [("Table 1, continued" in page.get_text(), "Nationality" in page.get_text()) for page in on] == [(False, True), *[(True, True)] * (len(on) - 1)]  # fmt: skip


def test_two_small_figures_of_a_section_stand_side_by_side(prints):
    _, pages = prints(made(figure("x"), "Between them.", figure("y"), "## Section", figure("z")))
    tops = {id: next(iter(page.search_for(f"Title of {id}"))).y1 for page in pages for id in "xyz" if page.search_for(f"Title of {id}")}  # fmt: skip
    assert tops["x"] == pytest.approx(tops["y"], abs=1)
    assert tops["z"] != pytest.approx(tops["y"], abs=20)


def test_a_chapter_begins_on_the_same_page_where_half_of_it_is_free(prints):
    for lines, page in ((2, 3), (12, 4)):
        _, pages = prints(made(LINES * lines, **{"04_two": [pieces.Text("# Two\n\nLead.")]}))
        assert [n for _, name, n in pages[0].parent.get_toc() if name == "4. Two"] == [page]


def test_a_link_to_a_card_that_is_not_printed_leaves_its_words(prints):
    _, pages = prints(made("See [this card](C_sources.ipynb#source-b). ([A](C_sources.ipynb#source-a))."))
    said = " ".join(page.get_text() for page in pages)
    assert "See this card." in said
    assert "Title of b" not in said


def test_what_is_not_printed_is_not_linked_and_its_words_and_sources_stay_away(prints):
    workings = [
        pieces.Text("# Workings\n\nLong.\n\n## Sums {#sums}\n\n([B](C_sources.ipynb#source-b))."),
        table("w", 3),
    ]
    text = "See [the sums](D_workings.ipynb#sums). ([A](C_sources.ipynb#source-a))."
    _, pages = prints(made(text, D_workings=workings))
    said = " ".join(" ".join(page.get_text() for page in pages).split())
    assert "the sums" in said
    assert said.count("Workings") == 1
    assert "Only in the HTML version: D. Workings." in said
    assert "1 Title of a. Somebody, 2024." in said
    assert "Title of b" not in said
    assert {link["page"] for page in pages[2:] for link in page.get_links()} == {len(pages) - 1}


def test_the_first_cell_of_a_row_heads_it(prints):
    columns = [{"name": name, "title": name.title(), "align": "left"} for name in ("nationality", "people", "share")]
    file, _ = prints(made(pieces.Table("t", "Three", columns, [["A", "1", "2%"], ["B", "3", "4%"]], ["a"])))
    with pikepdf.open(file) as pdf:
        scopes = [str(head.A[0].Scope) for head in structure(pdf, "TH")]
    assert sorted(scopes) == ["/Column"] * 3 + ["/Row"] * 2


def test_the_cover_has_claim_numbers_and_dots_which_the_chapter_does_not_repeat(prints):
    _, pages = prints(sample.report())
    cover, rest = (" ".join(" ".join(page.get_text() for page in part).split()) for part in (pages[:1], pages[2:]))
    for said in ("Two thirds come from four countries", "1,445,549", "Figure 1. Numbers of key-dots."):
        assert said in cover
        assert said not in rest


def test_a_phrase_of_the_article_has_the_sign_of_its_verdict(prints):
    _, pages = prints(made("They are from [× Pakistan](#gone) and [Peru](#gone).\n\n## Gone {#gone}"))
    assert re.search(r"×\s*Pakistan", "".join(page.get_text() for page in pages))
    assert len([link for page in pages[2:] for link in page.get_links()]) == 1


def test_many_sources_are_given_by_their_numbers(prints):
    keys = "abcdefg"
    every, some = (
        dataclasses.replace(table(id, 3), sources=list(named)) for id, named in (("s", keys), ("t", "gcbae"))
    )
    _, pages = prints(made(every, some, B_more=[pieces.Text("# More"), sample.cards(*keys[2:])]))
    said = " ".join("".join(page.get_text() for page in pages).split())
    assert "Sources: 1–7." in said
    assert "Sources: 1–3, 5, 7." in said


@pytest.mark.parametrize("lines", range(4, 14, 2))
def test_no_figure_stands_before_the_title_of_its_chapter(prints, lines):
    chapter = [pieces.Text("# Two\n\nLead."), figure("x", 300), pieces.Text(LINES * 12)]
    _, pages = prints(made(LINES * lines, **{"04_two": chapter}))
    title = next(page for _, name, page in pages[0].parent.get_toc() if name == "4. Two") - 1
    shown = next(page.number for page in pages if "Title of x" in page.get_text())
    assert (shown, pages[shown].search_for("Title of x")[0].y0) > (title, pages[title].search_for("4. Two")[0].y0)


@pytest.mark.parametrize("piece", ["Thai: ไทย.", pieces.Plain("x = 'ไทย'")])
def test_a_word_that_no_type_face_has_is_named_with_its_notebook(tmp_path, piece):
    with pytest.raises(
        BuildError, match=r'^04_two\.ipynb: "ไทย\.?" cannot be printed, as the PDF has no type face with "ไ"\.$'
    ):
        paper.write(
            made(
                **{"04_two": [pieces.Text("# Two\n\nA lead."), pieces.Text(piece) if isinstance(piece, str) else piece]}
            ),
            FACTS,
            tmp_path,
        )
