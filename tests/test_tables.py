"""Tables show text from the data as text, in HTML, as data and as plain text, and refuse to be built wrong."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import quotes, tables, words
from helpers.tables import Cell, Table

HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="x',
    "&lt;b&gt;",
    "</td></tr></table>",
    "a | b",
    "<!-- x",
    "' autofocus '",
]
texts = st.sampled_from(HOSTILE) | st.text(max_size=20)
cells = texts.filter(bool)


class Reader(HTMLParser):
    """What an HTML table says: its tags, and the words of each cell, of the caption and the note."""

    def __init__(self, source: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("caption", "th", "td", "p"):
            self.words.append("")

    def handle_data(self, data):
        self.words[-1] += data


def table(rows=(("Mexico", "5"),), **more):
    given: dict = {
        "id": "t",
        "caption": "A caption",
        "columns": ["Name", "Persons"],
        "sources": ["s"],
        "numeric": {"Persons"},
        "rows": [list(row) for row in rows],
        **more,
    }
    return Table(**given)


@given(texts, texts, cells, cells, texts)
def test_every_text_comes_out_of_the_html_as_it_went_in(caption, label, name, value, note):
    shown = table([[name, Cell(value, "#a")]], caption=caption, columns=[label, "Persons"], note=note)
    read = Reader(tables.as_html(shown, "Source."))
    wanted = [f"{quotes.sentence(caption)} Source.", label, "Persons", name, value] + ([note] if note else [])
    assert [w.replace("\r\n", "\n").replace("\r", "\n") for w in read.words] == [
        w.replace("\r\n", "\n").replace("\r", "\n") for w in wanted
    ]
    allowed = ["table", "caption", "thead", "tr", "th", "th", "tbody", "tr", "th", "td", "a"] + (["p"] if note else [])
    assert [tag for tag, _ in read.tags] == allowed


@given(texts)
def test_an_address_and_an_anchor_stay_inside_their_attributes(text):
    read = Reader(tables.as_html(table([["a", Cell("b", f"#{text}")]], row_ids=[f"x{text}"]), ""))
    link = next(attributes for tag, attributes in read.tags if tag == "a")
    row = next(attributes for tag, attributes in read.tags if tag == "tr" and attributes)
    assert set(link) == {"href"}
    assert set(row) == {"id"}
    assert link["href"] == f"#{text}"
    assert row["id"] == f"x{text}"


def test_a_table_has_a_caption_and_headers_with_their_scope():
    read = Reader(tables.as_html(table(), "Source."))
    assert [attributes["scope"] for tag, attributes in read.tags if tag == "th"] == ["col", "col", "row"]
    assert read.words[0] == "A caption. Source."


def test_numbers_stand_to_the_right_and_words_to_the_left():
    read = Reader(tables.as_html(table(), ""))
    styles = [attributes["style"] for tag, attributes in read.tags if tag in ("th", "td")]
    assert styles == ["text-align: left", "text-align: right"] * 2
    assert [column["align"] for column in tables.as_data(table())["columns"]] == ["left", "right"]


@given(cells, cells)
def test_the_data_of_a_table_holds_its_text_unchanged(name, value):
    data = tables.as_data(table([[name, Cell(value, "#x")]]))
    assert data["rows"] == [[name, {"text": value, "href": "#x"}]]


def test_the_plain_text_has_a_line_a_row_below_the_caption():
    assert tables.as_text(table()) == "A caption\nName | Persons\nMexico | 5"


def test_rows_of_a_frame_are_put_into_words_and_a_missing_value_or_text_is_a_dash():
    frame = pd.DataFrame({"name": ["Mexico", ""], "persons": [252044, None], "link": [Cell("a", "#a"), Cell("b")]})
    shown = tables.of(
        frame,
        "t",
        "A caption",
        {"Name": "name", "Persons": ("persons", words.count), "Source": "link"},
        ["s"],
        note="n",
    )
    assert shown.rows == [["Mexico", "252,044", Cell("a", "#a")], ["–", "–", Cell("b")]]
    assert shown.numeric == {"Persons"}
    assert shown.note == "n"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"numeric": {"People"}}, "numeric columns not among"),
        ({"rows": [["a", "b"], ["c"]]}, "not as many cells"),
        ({"rows": [["Mexico", ""]]}, "a cell is empty"),
        ({"rows": [["Mexico", Cell("", "#a")]]}, "a cell is empty"),
        ({"sources": []}, "names no source"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_by_its_id(wrong, said):
    with pytest.raises(ValueError, match=f'table "t".*{said}'):
        table(**wrong)
