"""What a chapter says, tabulates and draws comes out as it was meant, and nothing is shown that the figures do not bear out."""

import base64

import lxml.html
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers import claims, clean, exhibits, load
from helpers.charts import forms, style
from helpers.columns import Link
from helpers.problems import ClaimError, DataError
from helpers.text import curly
from tests.changed_data import changed, with_table

ICE = "ice-response-2024-11"

HOSTILE = ["<script>alert(1)</script>", '" onload="x', "&lt;b&gt;", "</td></tr></table>", "<!-- x", "' autofocus '"]
# what a note says is set with single blanks and minus signs: that is tested elsewhere
LETTERS = st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=["Cc", "Zs"], exclude_characters="-")
texts = (st.sampled_from(HOSTILE) | st.text(LETTERS, min_size=1)).filter(
    lambda text: text.strip() == text and curly(text) == text.replace("'", "’").replace('"', "”")
)


def as_data(name="Mexico", note="", **more) -> dict:
    people = [252044, "more than 7,000", None]
    frame = pd.DataFrame({"name": [name, "Cuba", "Peru"], "people": people})
    return exhibits.as_data("t", frame, "A caption", [ICE], ["name", "people"], note, **more)


def read(data: dict) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(exhibits._table_html(data), create_parent=True)


@settings(max_examples=25)
@given(texts, texts)
def test_every_text_comes_out_of_the_html_as_it_went_in_and_no_tag_with_it(name, note):
    found = read(as_data(name, note))
    cells = ["Nationality", "People with a final order", curly(name), "252,044", "Cuba", "more than 7,000", "Peru", "–"]
    assert [cell.text_content() for cell in found.iter("th", "td", "p")] == [*cells, curly(note)]
    tags = ["div", "table", "caption", "a", "thead", "tr", "th", "th", "tbody", *["tr", "th", "td"] * 3, "p"]
    assert [element.tag for element in found.iter()] == tags


@settings(max_examples=25)
@given(texts)
def test_an_address_and_an_anchor_stay_inside_their_attributes(text):
    frame = pd.DataFrame({"name": [Link("b", f"#{text}")], "code": [f"x{text}"]})
    found = read(exhibits.as_data("t", frame, "A caption", [ICE], ["name"], ids="code"))
    assert [dict(link.attrib) for link in found.iter("a")][1:] == [{"href": f"#{text}"}]
    assert [dict(row.attrib) for row in found.iter("tr")] == [{}, {"id": f"x{text}"}]


def test_numbers_stand_to_the_right_headers_have_their_scope_and_a_missing_number_is_a_dash():
    cells = list(read(as_data()).iter("th", "td"))
    assert [cell.get("style") for cell in cells] == ["text-align: left", "text-align: right"] * 4
    assert [cell.get("scope") for cell in cells] == ["col", "col", *["row", None] * 3]
    assert exhibits._table_text(as_data()).splitlines()[-2].split() == ["Peru", "–"]


def test_a_precision_is_shown_where_a_row_is_not_exact():
    frame = pd.DataFrame(
        {"name": ["A", "B", "C"], "precision": ["exact", "", "exact"], "source": "ice-annual-report-fy2024"}
    )
    for last, shown in (("exact", ["Nationality"]), ("at least", ["Nationality", "Precision"])):
        frame.loc[2, "precision"] = last
        data = exhibits.as_data("t", frame, "Names", show=["name", "precision"])
        assert [column["title"] for column in data["columns"]] == shown


def test_a_table_without_a_source_or_with_a_column_that_is_not_described_is_refused():
    frame = pd.DataFrame({"name": ["Mexico"], "nothing": [1]})
    with pytest.raises(ValueError, match="names no source"):
        exhibits.as_data("t", frame, "A caption", show=["name"])
    with pytest.raises(ValueError, match=r'columns\.csv has no column "nothing"'):
        exhibits.as_data("t", frame, "A caption", [ICE])


@pytest.fixture
def shown(monkeypatch) -> list[dict]:
    """What was shown, each output with its kinds and, last, its metadata."""
    bundles: list[dict] = []
    monkeypatch.setattr(exhibits, "_show", lambda bundle, metadata=None: bundles.append({**bundle, "metadata": metadata}))  # fmt: skip
    return bundles


def test_wrapped_lines_are_joined_and_paragraphs_lists_and_quotations_stay(shown):
    exhibits.say("\nOne line\n   goes on.\n\n- first\n  of it\n- second\n\n> A note\n> goes on.\n\n1. One\n2. Two\n")
    said = "One line goes on.\n\n- first of it\n- second\n\n> A note goes on.\n\n1. One\n2. Two"
    assert shown[0]["text/markdown"] == said
    exhibits.say("They differ by a factor of\n11. The same four lie above.")
    assert shown[1]["text/markdown"] == "They differ by a factor of 11. The same four lie above."


def test_a_hyphen_before_a_number_is_a_minus_but_in_words_dates_and_links(shown):
    exhibits.say(f"It fell by {-0.031:.1%}, on 2024-11-24, in [COVID-19 orders](03_x.ipynb#-1), table I-862.")
    markdown, plain = shown[0]["text/markdown"], shown[0]["text/plain"]
    assert markdown == "It fell by −3.1%, on 2024-11-24, in [COVID-19 orders](03_x.ipynb#-1), table I-862."
    assert plain == "It fell by −3.1%, on 2024-11-24, in COVID-19 orders, table I-862."


def test_each_item_of_a_list_that_is_not_borne_out_is_named(shown):
    with pytest.raises(
        ClaimError, match=r'^not true of the figures: "- One\. A [word ]+…" or "- Two\. B\.", which needs '
    ) as refused:
        exhibits.say(f"- **One.** A {'word ' * 20}.\n- **Two.**\n  B.", holds=len(shown) > 0)
    assert "len(shown) > 0" in str(refused.value)


MISSING, NOTHING = "stands where a number should", "is a share rounded to nothing"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (float("nan"), MISSING),
        (float("-inf"), MISSING),
        (None, MISSING),
        (pd.NaT, MISSING),
        (f"{0.0004:.1%}", NOTHING),
        (f"{0.004:.0%}", NOTHING),
    ],
)
def test_a_missing_number_and_a_share_rounded_to_nothing_stop_the_cell(shown, number, said):
    for words in (f"There were {number} people.", f"{number}", f"Most, **{number}**, left."):
        with pytest.raises(ClaimError, match=said):
            exhibits.say(words)
    assert shown == []


def test_a_missing_number_is_sought_among_the_figures_of_the_sources_cited(data, monkeypatch, shown):
    rows = data.raw["removals-by-citizenship"]
    (row,) = rows.index[(rows["fiscal_year"] == "FY2024") & (rows["citizenship"] == "Indonesia")]
    odd = changed(
        data, "removals-by-citizenship", {"fiscal_year": "FY2024", "citizenship": "Indonesia"}, printed="about 14"
    )
    monkeypatch.setattr(load, "data", lambda: odd)
    source = rows.loc[row, "source"]
    with pytest.raises(ClaimError, match=rf"or no date: removals_by_citizenship\.csv, row {row + 2}"):
        exhibits.say(f"Of each, {float('nan')} {exhibits.cite(rows.loc[row, 'source'])}.")
    assert claims.odd(["Indonesia"]).endswith(f"row {row + 2}; give it, or reword")
    assert len(claims.odd([source], "Of Indonesia, nan")) < len(claims.odd([source]))  # its own row alone
    assert claims.odd(["Peru"]) == ""


def test_a_lost_date_is_sought_in_times_that_end_then_and_not_blamed_on_what_has_no_date(data, monkeypatch):
    since = data.raw["since"]
    added = since.head(1).assign(date="2031-01-20/2031-03-05", printed="not published")
    monkeypatch.setattr(load, "data", lambda: with_table(data, "since", pd.concat([since, added], ignore_index=True)))
    expected = f"no date: since.csv, row {len(since) + 2}; give it, or reword"
    assert claims.odd(["2031-03-05"]).endswith(expected)
    assert claims.odd(["2031-03-06"]).startswith("; a row of that date was lost, or is one of those without a date: ")


def test_words_that_only_look_like_a_missing_number_are_shown(shown):
    exhibits.say("The finance ministry of Nanjing; 10.0% and 100%, [a link](C_sources.ipynb#source-nan).")
    assert len(shown) == 1


def test_conditions_that_do_not_hold_are_named_as_they_were_written_with_the_sentence(shown):
    docket = pd.Series([3])
    with pytest.raises(ClaimError, match=r'"Cubans: all.", which needs docket.eq\(4\) .all\(\) and len\(docket\) > 1$'):
        exhibits.table(
            "t", BARS, "Cubans: all", holds=[len(docket) == 1, docket.eq(4)
            .all(), len(docket) > 1]
        )  # fmt: skip
    with pytest.raises(
        ClaimError, match=r'needs clean\.is_day\("May"\) \(whether [^)]*\)$'
    ):  # what its function says of itself
        exhibits.say("It is a day.", holds=clean.is_day("May"))
    with pytest.raises(ClaimError, match=r"needs \[True, \*\[True, False\]\]$"):  # how many there are is not written
        exhibits.say("It grew.", holds=[True, *[True, False]])
    unseen = "exhibits.say('It grew.', holds=[True, False])"
    with pytest.raises(ClaimError, match=r'"It grew.", which needs condition 2$'):
        exec(unseen)
    assert shown == []


def bars(frame: pd.DataFrame, width: float) -> Figure:
    drawn, axes = style.new_figure(width, 1)
    forms.ranked_bars(axes, frame["name"], frame["people"], frame["people"].astype(str))
    return drawn


BARS = pd.DataFrame(
    {"name": ["Cuba", "Peru"], "people": [42084, 13769], "source": ICE, "sources": [["adaderana", ICE], []]}
)


def test_a_figure_is_its_picture_its_text_and_the_table_of_the_same_frame(shown, tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_CHARTS", str(tmp_path))
    exhibits.figure("bars", bars, BARS, "Cuba's is first", "By nationality", alt="Bars.\n  Cuba 42,084.", show=["name", "people"])  # fmt: skip
    picture, table = shown
    assert base64.b64decode(picture["image/png"]).startswith(b"\x89PNG")
    assert picture["metadata"]["image/png"]["alt"] == picture["text/plain"] == "Bars. Cuba 42,084."
    data = picture[exhibits.REPORT]
    assert (data["type"], data["title"], data["sources"]) == ("figure", "Cuba’s is first", [ICE, "adaderana"])
    assert data["rows"] == [["Cuba", "42,084"], ["Peru", "13,769"]]
    assert exhibits._table_html(data) in table["text/html"]
    assert data["csv"] == f"name,people,source,sources\nCuba,42084,{ICE},adaderana {ICE}\nPeru,13769,{ICE},\n"
    drawn = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.glob("*.svg")}
    assert set(drawn) == {"bars.wide.svg", "bars.narrow.svg", "bars.svg"}
    assert f'width="{72 * style.WIDE:g}pt"' in drawn["bars.wide.svg"]
    assert f'width="{72 * style.NARROW:g}pt"' in drawn["bars.narrow.svg"]
    assert [name for name, words in drawn.items() if "is first" in words] == ["bars.svg"]


def test_the_words_of_a_figure_come_out_of_the_html_as_they_went_in(shown):
    hostile = " ".join(HOSTILE)
    exhibits.figure("bars", bars, BARS, "Title", "Caption", alt=hostile)
    folded = lxml.html.fragment_fromstring(shown[1]["text/html"])
    assert folded.find("p").text_content() == curly(hostile)
    assert [element.tag for element in folded] == ["summary", "p", "table"]


def test_a_text_alternative_that_is_long_or_lacks_its_number_is_refused(shown):
    for alt, error, said in (("x" * 251, ValueError, "251 characters, 250"), ("Bars to nan.", ClaimError, '"nan"')):
        with pytest.raises(error, match=said):
            exhibits.figure("bars", bars, BARS, "Title", "Caption", alt=alt)
    assert shown == []


def test_a_reference_names_who_speaks_and_leads_to_the_card():
    assert exhibits.cite("ice-annual-report-fy2024", ICE) == (
        "([ICE Annual Report FY2024](C_sources.ipynb#source-ice-annual-report-fy2024); "
        f"[ICE answer of November 2024](C_sources.ipynb#source-{ICE}))"
    )
    with pytest.raises(ValueError, match="names no source"):
        exhibits.cite()
    with pytest.raises(
        DataError, match=r'column key: "trac-fy2O24": no card has this key.*the nearest there: trac-fy2024'
    ):
        exhibits.cite("trac-fy2O24")


def test_at_a_prompt_the_plain_text_is_printed(capsys):
    exhibits.say("**India** is [first](#india).")
    assert capsys.readouterr().out == "India is first.\n\n"
