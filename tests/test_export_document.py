"""The document that the notebooks become: its numbers, anchors and links hold, and what would break it is refused."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.export import BuildError, document, pandoc, pieces
from tests import sample

NAMES = {"ice": "ICE", "crs": "CRS"}


def made(*cells: pieces.Piece | str, **others: list[pieces.Piece]) -> document.Document:
    """The document of a chapter of these cells, of others, and of the sources."""
    chapter = [pieces.Text(cell) if isinstance(cell, str) else cell for cell in cells]
    found = {"03_bad.ipynb": chapter, **{f"{name}.ipynb": shown for name, shown in others.items()}}
    return document.document({**found, "C_sources.ipynb": [pieces.Text("# Sources"), sample.cards("ice", "crs")]}, NAMES.__getitem__)  # fmt: skip


def html(report: document.Document) -> str:
    return pandoc.write(report.tree, "-t", "html5")


def linking(href: str) -> pieces.Table:
    return sample.table("t", [["x", {"text": "1", "href": href}, "–"]])


FAULTS = {
    "a link to a missing notebook": (["# Bad", "[gone](09_gone.ipynb)"], "These links lead nowhere: 09_gone.ipynb."),
    "a link to a missing place": (["# Bad", "[gone](C_sources.ipynb#gone)"], "These links lead nowhere: gone."),
    "a reference to a missing figure": (["# Bad", "[](#fig-gone)"], "These links lead nowhere: fig-gone."),
    "a cell that links nowhere": (["# Bad", linking("#gone")], "These links lead nowhere: gone."),
    "a source of a table without a card": (
        ["# Bad", pieces.Table("t", "T", [], [], ["who"])],
        "lead nowhere: source-who.",
    ),
    "a source in the text without a card": (
        ["# Bad", "So ([W](C_sources.ipynb#source-who))."],
        "lead nowhere: source-who.",
    ),
    "an anchor used twice": (
        ["# Bad", sample.table("t", row_ids=["A", "B", "C"]), sample.table("u", row_ids=["C", "D", "E"])],
        "These anchors are used more than once: C.",
    ),
    "no chapter title": (["## Bad"], "03_bad.ipynb has 0 headings of the first level"),
    "two chapter titles": (["# Bad\n\n# Worse"], "03_bad.ipynb has 2 headings of the first level"),
    "a code fence left open": (
        ["# Bad\n\n```\nopen", pieces.Code("x")],
        "is a code fence or div left open?",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_would_break_the_report_is_one_sentence(fault):
    cells, sentence = FAULTS[fault]
    with pytest.raises(BuildError, match=re.escape(sentence)):
        made(*cells)


OUTPUTS = {
    "a piece of an unknown kind": ({pieces.REPORT: {"type": "film"}}, "cell 2 shows a film"),
    "a table that lacks its rows": ({pieces.REPORT: {"type": "table", "id": "x"}}, "cell 2 shows a table"),
    "a picture alone": ({"image/png": ""}, "shows only image/png"),
}


@pytest.mark.parametrize("fault", OUTPUTS)
def test_an_output_that_the_report_cannot_show_is_named_by_its_cell(fault):
    data, sentence = OUTPUTS[fault]
    cell = new_code_cell("x", outputs=[new_output("display_data", data=nbformat.from_dict(data))])
    with pytest.raises(BuildError, match=re.escape(sentence)):
        pieces.read(new_notebook(cells=[new_markdown_cell("# One"), cell]), "03_bad.ipynb")


def test_code_is_with_its_figure_or_table_and_else_a_piece_of_its_own_but_for_a_text():
    payload = {"type": "table", "id": "t", "caption": "T", "columns": [], "rows": [], "sources": ["ice"]}
    shows = new_code_cell("table()", outputs=[new_output("display_data", data={pieces.REPORT: payload})])
    says = new_code_cell("say()", outputs=[new_output("display_data", data={"text/markdown": "So."})])
    table, *rest = pieces.read(new_notebook(cells=[shows, says, new_code_cell("x = 1")]), "01_one.ipynb")
    assert isinstance(table, pieces.Table)
    assert table.code == "table()"
    assert rest == [pieces.Text("So.", shown=True), pieces.Code("x = 1")]


def test_figures_and_tables_are_numbered_through_all_chapters_but_the_large_numbers():
    report = sample.report()
    found = {piece.id: piece.number for piece in pieces.exhibits(report.pieces)}
    assert found == {"key-numbers": 0, "key-dots": 1, "many": 2, "all": 1, "ledger": 2}
    assert 'See <a href="#fig-many">Figure 2</a>, <a href="#tab-all">Table 1</a>.' in html(report)


def test_sources_have_the_number_of_their_first_citation_in_the_text_then_below_exhibits_then_in_the_look_up():
    report = sample.report()
    assert list(report.names) == ["trac", "ice", "crs", "gao"]
    numbers = {card["id"]: card["number"] for piece in report.pieces if isinstance(piece, pieces.Cards) for card in piece.cards}  # fmt: skip
    assert numbers == {"source-ice": 2, "source-trac": 1, "source-crs": 3, "source-gao": 4, "source-cis": None}


def test_a_citation_is_a_number_behind_the_full_stop_that_names_its_source():
    shown = html(made("# Bad", "So ([C](C_sources.ipynb#source-crs); [A (b)](C_sources.ipynb#source-ice)). Then"))
    assert 'So.<span class="refs"><a href="#source-crs" title="CRS">1</a>,<a href="#source-ice" title="ICE">2</a></span> Then' in shown  # fmt: skip


def test_a_link_to_a_card_that_is_part_of_a_sentence_keeps_its_words():
    assert '<a href="#source-crs">CRS</a> says' in html(made("# Bad", "[CRS](C_sources.ipynb#source-crs) says"))


def test_a_chapter_is_found_by_its_notebook_and_numbered_as_it_is():
    report = made("# Bad", "[there](A_all.ipynb)", A_all=[pieces.Text('<a id="every"></a>\n# All')])
    assert '<a href="#every">there</a>' in html(report)
    assert [(h.words, h.id, h.notebook) for h in report.headings][1] == ("A. All", "every", "A_all.ipynb")


def test_the_claim_of_the_first_page_is_what_the_first_notebook_says_first_and_is_not_said_twice():
    report = sample.report()
    assert report.claim == "Two thirds come from four countries"
    assert report.claim not in html(report)
    assert made("# Bad", pieces.Text("First.", shown=True)).claim == ""


def test_markup_in_the_data_is_text():
    assert "&lt;script&gt;" in html(sample.report())
    assert "<script>" not in html(sample.report())
