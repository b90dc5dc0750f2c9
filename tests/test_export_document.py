"""The document that the notebooks become: its numbers, anchors and links hold, and what would break it is refused."""

import re

import pytest

from helpers.export import BuildError, assemble, chapter, meta, page, pandoc, paper, pieces
from tests.pages import elements
from tests.projects import SHOW, ran

CARDS = ("# Sources", SHOW, 'cards("a")')


@pytest.fixture(autouse=True)
def charts(tmp_path, monkeypatch):
    """Where charts write their SVG."""
    monkeypatch.setenv("REPORT_CHARTS", str(tmp_path))


def document(*bad: str, **notebooks: tuple[str, ...]) -> assemble.Document:
    """The document of notebooks given as cells; `bad` is one more."""
    given = {**notebooks, **({"03_bad": bad} if bad else {}), "05_sources": CARDS}
    return assemble.document(
        {f"{n}.ipynb": pieces.read(ran(*cells), f"{n}.ipynb") for n, cells in given.items()}, str.upper
    )


def html(*cells: str) -> str:
    made = document(*cells)
    for piece in made.pieces:
        if isinstance(piece, pieces.Chart):
            piece.svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>*{}</style><path id="p" d="M0 0.123456" clip-path="url(#c)"/><clipPath id="c"/></svg>'
    return page.write(made, meta.read())


FAULTS = {
    "a link to a missing notebook": (("# Bad", "[gone](09_gone.ipynb)"), "These links lead nowhere: 09_gone.ipynb."),
    "a link to a missing place": (("# Bad", "[gone](05_sources.ipynb#gone)"), "These links lead nowhere: #gone."),
    "a reference to a missing chart": (("# Bad", "[](#fig-gone)"), "These links lead nowhere: #fig-gone."),
    "a source without a card": (("# Bad", SHOW, 'table("t", sources=["b"])'), "These links lead nowhere: #source-b."),
    "a cell that links nowhere": (("# Bad", SHOW, 'table("t", rows=[[{"text": "x", "href": "#gone"}, "1"]], row_ids=None)'), "lead nowhere: #gone."),
    "an anchor used twice": (("# Bad", SHOW, 'table("t"); table("u")'), "These anchors are used more than once: IND, PER."),
    "no chapter title": (("## Bad",), "03_bad.ipynb has 0 headings of the first level"),
    "two chapter titles": (("# Bad\n\n# Worse",), "03_bad.ipynb has 2 headings of the first level"),
    "an output of an unknown kind": (("# Bad", SHOW, 'show({"type": "film"})'), "03_bad.ipynb, cell 3 shows a film"),
    "a chart that lacks its text": (("# Bad", SHOW, 'show({"type": "chart", "id": "x"}, **{"image/png": ""})'), "shows a chart that lacks 'title'"),
    "a picture alone": (("# Bad", SHOW, 'display({"image/png": ""}, raw=True)'), "shows only image/png"),
    "a code fence left open": (("# Bad\n\n```\nopen", "x = 1"), "is a code fence, div or HTML tag left open?"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_would_break_the_report_is_one_sentence(fault):
    cells, sentence = FAULTS[fault]
    with pytest.raises(BuildError, match=re.escape(sentence)):
        document(*cells)


def test_charts_and_tables_are_numbered_through_all_chapters():
    made = document(
        **{
            "01_one": ("# One", SHOW, 'chart("a"); table("b", row_ids=None)'),
            "02_two": ("# Two", SHOW, 'chart("c"); table("d")'),
        }
    )
    numbers = [(type(p).__name__, p.id, p.number) for p in made.pieces if isinstance(p, pieces.Chart | pieces.Table)]
    assert numbers == [("Chart", "a", 1), ("Table", "b", 1), ("Chart", "c", 2), ("Table", "d", 2)]


def test_a_reference_without_words_gets_the_number():
    made = document("# Bad", SHOW, 'chart("a"); table("b")', "[](#fig-a) and [](#tab-b)", "[](03_bad.ipynb#tab-b)")
    links = [(pandoc.text(n["c"][1]), n["c"][2][0]) for n in pandoc.walk(made.tree["blocks"]) if n["t"] == "Link"]
    assert links == [("Figure 1", "#fig-a"), ("Table 1", "#tab-b"), ("Table 1", "#tab-b")]


def test_links_between_notebooks_lead_to_chapters_and_anchors():
    made = document(
        "# Bad",
        '<a id="here"></a>\n## Place',
        "[a](05_sources.ipynb) [b](03_bad.ipynb#here) [c](#here) [d](https://example.org)",
    )
    links = [n["c"][2][0] for n in pandoc.walk(made.tree["blocks"]) if n["t"] == "Link"]
    assert links == ["#sources", "#here", "#here", "https://example.org"]
    assert [(h.level, h.id, h.words) for h in made.headings] == [
        (1, "bad", "3. Bad"),
        (2, "here", "Place"),
        (1, "sources", "5. Sources"),
    ]


def test_markup_in_the_data_is_shown_and_not_obeyed():
    nasty = '<script>alert("x")</script>'
    made = html(
        "# Bad", SHOW,
        f"table('t', caption={nasty!r}, note={nasty!r}, row_ids=None, rows=[[{nasty!r}, {{'text': {nasty!r}, 'href': 'https://a.b/?\"><b>'}}]])",
        f"chart('c', caption={nasty!r}, alt={nasty!r}, title={nasty!r})",
        f"display({{'text/markdown': {nasty!r}, 'text/plain': ''}}, raw=True)",
        f"code = {nasty!r}",
    )  # fmt: skip
    tags = [tag for tag, _ in elements(made)]
    assert tags.count("script") == 1
    assert "b" not in tags
    assert made.count("alert(") >= 8


def test_pictures_keep_apart_on_one_page():
    made = html("# Bad", SHOW, 'chart("one"); chart("two")')
    assert made.count('id="fig-one-c"') == made.count('id="fig-two-c"') == 1
    assert made.count("url(#fig-one-c)") == made.count("url(#fig-two-c)") == 1
    assert "*{}" not in made
    assert 'd="M0 0.12"' in made
    ids = [attributes["id"] for _, attributes in elements(made) if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_picture_says_its_text_alternative():
    assert 'role="img" aria-label="Line. It rises."' in html("# Bad", SHOW, 'chart("one")')


def test_a_cell_about_what_a_reader_of_the_notebook_may_change_is_left_out():
    notebook = ran("# Bad", "[x](#bad) is a setting.")
    notebook.cells[1].metadata["tags"] = ["about-code"]
    found = {"03_bad.ipynb": pieces.read(notebook, "03_bad.ipynb")}
    made = assemble.document(found, str.upper)
    assert "is a setting" not in page.write(made, meta.read())
    assert "is a setting" not in paper._body(made)


def test_equations_have_a_text_alternative_on_paper():
    body = paper._body(document("# Bad", "[x](#bad) $\\frac{a}{b}$"))
    assert '#math.equation(block: false, alt: "\\\\frac{a}{b}", $a / b$)' in body


def test_a_chapter_alone_keeps_its_words_and_no_link_to_another():
    row = '[{"text": "in a cell", "href": "02_other.ipynb"}, "1"]'
    cells = ("# Bad", SHOW, f'table("t", rows=[{row}], row_ids=None)', "[in words](02_other.ipynb) [](#tab-t)")
    made = page.write(chapter.alone(document(*cells, **{"02_other": ("# Other",)}), 1), meta.read())
    assert "in a cell" in made
    assert "in words" in made
    links = [attributes["href"] for tag, attributes in elements(made.partition("<main")[2]) if tag == "a"]
    assert [link for link in links if link.startswith("#")] == [
        "#bad", "#tab-t", "#source-a", "#tab-t", "#chapter-sources",
    ]  # fmt: skip
