"""A table that is shown holds the text of the data as text, in HTML, as data and as plain text, and names its source."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import exhibits
from helpers.columns import Link
from helpers.text import curly

HOSTILE = ["<script>alert(1)</script>", '" onload="x', "&lt;b&gt;", "</td></tr></table>", "<!-- x", "' autofocus '"]
texts = (st.sampled_from(HOSTILE) | st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=1)).filter(
    lambda text: text.strip() == text and curly(text) == text.replace("'", "’").replace('"', "”")
)


class Reader(HTMLParser):
    """What an HTML table says: its tags with their attributes, and the words of each cell, of the caption and the note."""

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


def as_data(name="Mexico", note="", **more) -> dict:
    frame = pd.DataFrame({"name": [name, "Cuba"], "people": [252044, None], "code": ["MEX", "CUB"]})
    return exhibits.as_data("t", frame, "A caption", ["ice-response-2024-11"], ["name", "people"], note, **more)


@settings(max_examples=25)
@given(texts, texts)
def test_every_text_comes_out_of_the_html_as_it_went_in_and_no_tag_with_it(name, note):
    data = as_data(name, note)
    read = Reader(exhibits._table_html(data))
    assert read.words[1:] == [
        "Nationality",
        "People with a final order",
        data["rows"][0][0],
        "252,044",
        "Cuba",
        "–",
        data["note"],
    ]
    assert data["rows"][0][0] == curly(name)
    tags = ["table", "caption", "a", "thead", "tr", "th", "th", "tbody", *["tr", "th", "td"] * 2, "p"]
    assert [tag for tag, _ in read.tags] == tags


@settings(max_examples=25)
@given(texts)
def test_an_address_and_an_anchor_stay_inside_their_attributes(text):
    frame = pd.DataFrame({"name": [Link("b", f"#{text}")], "code": [f"x{text}"]})
    data = exhibits.as_data("t", frame, "A caption", ["ice-response-2024-11"], ["name"], ids="code")
    read = Reader(exhibits._table_html(data))
    assert ("a", {"href": f"#{text}"}) in read.tags
    assert ("tr", {"id": f"x{text}"}) in read.tags


def test_numbers_stand_to_the_right_headers_have_their_scope_and_a_missing_number_is_a_dash():
    read = Reader(exhibits._table_html(as_data()))
    cells = [attributes for tag, attributes in read.tags if tag in ("th", "td")]
    assert [cell["style"] for cell in cells] == ["text-align: left", "text-align: right"] * 3
    assert [cell.get("scope") for cell in cells] == ["col", "col", "row", None, "row", None]
    assert exhibits._table_text(as_data()).splitlines()[-2].split() == ["Cuba", "–"]


def test_a_table_without_a_source_or_with_a_column_that_is_not_described_is_refused():
    frame = pd.DataFrame({"name": ["Mexico"], "nothing": [1]})
    with pytest.raises(ValueError, match="names no source"):
        exhibits.as_data("t", frame, "A caption", show=["name"])
    with pytest.raises(ValueError, match=r'columns\.csv has no column "nothing"'):
        exhibits.as_data("t", frame, "A caption", ["ice-response-2024-11"])
