"""The document that the notebooks become: its numbers, anchors and links hold, and what would break it is refused."""

import dataclasses
import re

import lxml.html
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.export import BuildError, document, pandoc, pieces
from tests import sample
from tests.sample import made

pytestmark = pytest.mark.slow  # pandoc and the page of a whole sample


def html(report: document.Document) -> str:
    return pandoc.convert(report.markdown, "-t", "html5")


@pytest.fixture(scope="module")
def report() -> document.Document:
    return sample.report()


@pytest.fixture(scope="module")
def converted(report) -> str:
    return html(report)


def table(href: str = "#table", sources: tuple[str, ...] = ("a",), **more) -> pieces.Table:
    return dataclasses.replace(sample.table("t", [["x", {"text": "1", "href": href}, "–"]], **more), sources=sources)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            ["# One", "[gone](09_gone.ipynb)"],
            "These links lead nowhere: 09_gone.ipynb (in 03_one.ipynb); git restore notebooks/NAME brings back a notebook that was deleted.",
        ),
        (["# One", "[gone](C_sources.ipynb#gone)"], "These links lead nowhere: gone (in 03_one.ipynb)."),
        (["# One", "[](#fig-gone)"], "These links lead nowhere: fig-gone (in 03_one.ipynb)."),
        (["# One", table("#gone")], "These links lead nowhere: gone (in 03_one.ipynb)."),
        (["# One", table("#tab-t", ("who",))], "These links lead nowhere: source-who (in 03_one.ipynb)."),
        (["# One", "So ([W](C_sources.ipynb#source-who))."], "These links lead nowhere: source-who (in 03_one.ipynb)."),
        (
            ["# One", table("#tab-t", row_ids=["source-a"])],
            "These anchors are used more than once: source-a (in 03_one.ipynb and C_sources.ipynb).",
        ),
        (["# One", "[](03_one.ipynb)"], "03_one.ipynb is linked to, and has no anchor"),
        (["# One", sample.table("t"), sample.table("t")], "Shown more than once, in 03_one.ipynb: t."),
        (["## One"], "03_one.ipynb has 0 headings of the first level"),
        (["# One\n\n# Two"], "03_one.ipynb has 2 headings of the first level"),
        (["# One\n\n```\nopen", pieces.Code("x")], "is a code fence or div left open?"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_would_break_the_report_is_one_sentence(cells, sentence):
    with pytest.raises(BuildError, match=re.escape(sentence)):
        sample.written(made(*cells))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({pieces.REPORT: {"type": "film"}}, "cell [2] shows a film"),
        ({pieces.REPORT: {"type": "table", "id": "x"}}, "cell [2] shows a table"),
        ({"image/png": ""}, "cell [2] shows only image/png"),
    ],
)
def test_an_output_that_the_report_cannot_show_is_named_by_its_cell(data, sentence):
    cell = new_code_cell("x", execution_count=2, outputs=[new_output("display_data", data=nbformat.from_dict(data))])
    with pytest.raises(BuildError, match=re.escape(sentence)):
        pieces.read(new_notebook(cells=[new_markdown_cell("# One"), cell]), "03_one.ipynb")


def test_code_is_with_its_figure_or_table_and_else_a_piece_of_its_own_but_for_a_text():
    payload = {"type": "table", "id": "t", "caption": "T", "columns": [], "rows": [], "sources": ["ice"]}
    shows = new_code_cell("table()", outputs=[new_output("display_data", data={pieces.REPORT: payload})])
    says = new_code_cell("say()", outputs=[new_output("display_data", data={"text/markdown": "So."})])
    table, *rest = pieces.read(new_notebook(cells=[shows, says, new_code_cell("x = 1")]), "01_one.ipynb")
    assert isinstance(table, pieces.Table)
    assert table.code == "table()"
    assert rest == [pieces.Text("So.", "say()"), pieces.Code("x = 1")]


def test_figures_and_tables_are_numbered_through_all_chapters_but_the_large_numbers(report, converted):
    found = {piece.id: piece.number for piece in pieces.exhibits(report.pieces)}
    assert found == {"key-numbers": 0, "key-dots": 1, "many": 2, "all": 1, "ledger": 2}
    assert 'See <a href="#fig-many">Figure 2</a>, <a href="#tab-all">Table 1</a>.' in converted


def test_sources_have_the_number_of_their_first_citation_in_the_text_then_below_exhibits_then_in_the_look_up(report):
    assert list(report.names) == ["trac", "ice", "crs", "gao"]
    [listed] = [piece.cards for piece in report.pieces if isinstance(piece, pieces.Cards)]
    numbers = {card["id"]: card["number"] for card in listed}
    assert numbers == {"source-ice": 2, "source-trac": 1, "source-crs": 3, "source-gao": 4, "source-cis": None}


def test_citations_are_numbers_behind_the_full_stop_and_links_lead_to_chapters_and_cards():
    shown = html(made(
        '<a id="one"></a>\n# One', "So ([B](C_sources.ipynb#source-b); [A (b)](C_sources.ipynb#source-a)). Then",
        "[A](C_sources.ipynb#source-a) says `[x](03_one.ipynb)`, [all](A_all.ipynb), [there](03_one.ipynb \"here\").",
        A_all=[pieces.Text('<a id="every"></a>\n# All')],
    ))  # fmt: skip
    marks = '<a href="#source-b" title="B">1</a>,<a href="#source-a" title="A">2</a>'
    assert f'So.<span class="refs">{marks}</span> Then' in shown
    assert '<a href="#source-a">A</a> says' in shown
    assert "<code>[x](03_one.ipynb)</code>" in shown
    assert '<a href="#every">all</a>' in shown
    assert '<h1 id="every">A. All</h1>' in shown
    assert '<a href="#one" title="here">there</a>' in shown


def test_the_claim_of_the_first_page_is_what_the_first_notebook_says_first_and_is_not_said_twice(report, converted):
    assert report.claim == "Two thirds come from four countries"
    assert report.claim not in converted
    assert made("# One", pieces.Text("First.", "say()")).claim == ""


def test_a_table_in_a_text_can_scroll_and_a_quotation_in_a_quotation_stays_in_it():
    made_of = made("# One", "> a\n>\n> > b\n>\n> c", "|x|y|\n|-|-|\n|1|2|")
    body = lxml.html.fromstring(sample.written(made_of))
    assert [box.getparent().tag for box in body.iter("div") if box.get("role") == "note"] == ["blockquote"]
    assert [table.getparent().get("class") for table in body.iter("table")] == ["scroll"]


def test_markup_in_the_data_is_text(converted):
    assert "&lt;script&gt;" in converted
    assert "<script>" not in converted
