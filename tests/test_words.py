"""Numbers come out of their formatters with the unit and the right value, and text from the data stays text."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from helpers import clean, words
from helpers.export import pandoc

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

shares = st.floats(-10, 10)
fractions = st.floats(0, 1)
numbers = st.integers(-(10**12), 10**12)
HOSTILE = [
    "<script>alert(1)</script>",
    "<b>bold</b> &amp; &lt; &#42; &nbsp;",
    '#eval("1") #let x = 1',
    "[x](javascript:alert(1)) ![y](z.png) [z]: http://a",
    "a | b || c",
    "*a* **b** _c_ __d__ `e` ~~f~~ ~g~ ^h^",
    "$x^2$ $$y$$ and 5 $ or 6 $",
    "{.class} {{x}} {=html}",
    "[^1] and [@key] and @key",
    "1. one", "a. one", "(a) one", "i) one", "A. D. Lyons", "12) twelve",
    "- one", "+ one", "* one", "# one", "> one", "= one", ": one", "---", "***", "===",
    ":smile: and http://example.org and <http://example.org>",
    "back\\slash \\* \\\\ \\(x\\)",
    "Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire & São Tomé, 100% (about)",
    "[ ] task", "!x", "| a | b |", "``` code", "    code"[4:],
]  # fmt: skip


def number_in(text: str) -> float:
    """The number in a sentence, with its sign."""
    found = re.findall(r"[−-]?[0-9][0-9,]*(?:\.[0-9]+)?", text)
    return float(found[0].replace(",", "").replace("−", "-"))


# Numbers


@given(numbers)
def test_a_count_has_commas_every_three_digits_and_loses_nothing(number):
    assert number_in(words.count(number)) == number
    if number >= 0:
        assert clean.count(words.count(number)) == number


@pytest.mark.parametrize("number", [0.5, 252.044, float("nan"), float("inf")])
def test_what_is_not_whole_is_no_count(number):
    with pytest.raises((ValueError, OverflowError)):
        words.count(number)


@given(shares, st.integers(0, 3))
def test_a_percentage_is_a_hundred_times_the_share_and_has_its_sign(share, places):
    said = words.percent(share, places)
    assert said.endswith("%")
    if said.startswith("under "):
        assert 0 < 100 * share < number_in(said)
    elif said.startswith("above "):
        assert number_in(said) < 100 * share < 0
    else:
        assert abs(number_in(said) - 100 * share) <= 0.5 * 10**-places + 1e-9
    assert "-" not in said


@given(st.floats(10.001, 1e6) | st.floats(-1e6, -10.001) | st.just(float("nan")))
def test_a_percentage_given_as_a_share_is_refused(share):
    with pytest.raises(ValueError, match="not a fraction"):
        words.percent(share)


@given(fractions)
def test_no_share_above_zero_is_called_zero_and_none_below_zero_has_a_sign(share):
    assert (number_in(words.percent(share)) == 0) == (share == 0)
    assert not words.percent(-1e-9).startswith("−0.0%")


@given(shares)
def test_a_difference_of_shares_is_in_percentage_points(difference):
    said = words.points(difference)
    assert said.endswith(" percentage points")
    assert abs(number_in(said) - 100 * difference) <= 0.05 + 1e-9


@given(st.floats(-1e12, 1e12))
def test_numbers_millions_and_times_are_rounded_and_nothing_else(value):
    slack = 1e-6 + 1e-9 * abs(value)
    assert abs(number_in(words.number(value)) - value) <= 0.05 + slack
    assert abs(number_in(words.millions(value)) * 1e6 - value) <= 5_000 + slack
    assert abs(number_in(words.times(value)) - value) <= 0.05 + slack


@given(numbers)
def test_a_change_has_its_sign(difference):
    said = words.change(difference)
    assert number_in(said.replace("+", "")) == difference
    assert said[0] == ("+" if difference > 0 else "−" if difference < 0 else "0")


@given(st.integers(0, 12))
def test_small_numbers_are_in_letters(number):
    assert words.SMALL.index(words.small(number)) == number
    assert words.small(13) == "13"


@pytest.mark.parametrize("number", [2.7, 0.5, 11.999])
def test_a_number_between_two_is_not_put_into_letters(number):
    with pytest.raises(ValueError, match="not a whole"):
        words.small(number)


@pytest.mark.parametrize(
    ("rank", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (111, "111th"),
     (122, "122nd"), (1011, "1,011th")],
)  # fmt: skip
def test_a_rank_has_the_ending_of_english(rank, said):
    assert words.ordinal(rank) == said


@given(fractions)
def test_a_fraction_in_words_is_within_three_points_and_on_the_side_it_says(share):
    named = {"a tenth": 0.1, "a fifth": 0.2, "a quarter": 0.25, "a third": 1 / 3, "two fifths": 0.4, "half": 0.5,
             "three fifths": 0.6, "two thirds": 2 / 3, "three quarters": 0.75, "four fifths": 0.8, "nine tenths": 0.9}  # fmt: skip
    try:
        said = words.fraction(share)
    except ValueError:
        assert min(abs(value - share) for value in named.values()) > 0.03
        return
    value = named[re.sub("^just (over|under) ", "", said)]
    assert abs(value - share) <= 0.03
    if said.startswith("just over"):
        assert share > value
    elif said.startswith("just under"):
        assert share < value
    else:
        assert abs(share - value) < 0.005


@given(st.lists(st.sampled_from(["Mexico", "Cuba", "Haiti"]), max_size=5))
def test_a_listing_names_every_item_once_in_order(items):
    said = words.listing(items)
    assert re.findall("Mexico|Cuba|Haiti", said) == items
    assert said == "none" if not items else said.count(" and ") == (len(items) > 1)


# Text from the data


def rendered_by_pandoc(text: str) -> str:
    """The words that a Markdown text has in the report."""
    return _words(pandoc.parse(text)["blocks"])


def _words(node) -> str:
    """The words of pandoc's elements; those of quoted text in straight quotes."""
    if isinstance(node, list):
        return "".join(map(_words, node))
    kind, content = node["t"], node.get("c")
    if kind == "Quoted":
        mark = {"SingleQuote": "'", "DoubleQuote": '"'}[content[0]["t"]]
        return f"{mark}{_words(content[1])}{mark}"
    assert kind in ("Para", "Str", "Space"), f"markup in the text: {kind}"
    return {"Space": " ", "Str": content}.get(kind) or _words(content)


def rendered_by_markdown_it(text: str) -> str:
    """The words that a Markdown text has in a CommonMark reader with tables and strikethrough, as JupyterLab's has."""
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    assert re.fullmatch(r"<p>[^<]*</p>\n", shown), shown
    return html.unescape(shown[3:-5])


def plain_quotes(text: str) -> str:
    """The text with straight quotes: the report sets curly ones in all of its sentences."""
    for curly, straight in zip("‘’“”", "''\"\"", strict=True):
        text = text.replace(curly, straight)
    return text


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_shown_letter_by_letter_in_the_report_and_in_notebooks(text):
    escaped = words.text(text)
    assert rendered_by_markdown_it(escaped) == text
    assert plain_quotes(rendered_by_pandoc(escaped)) == plain_quotes(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_shown_letter_by_letter_inside_a_sentence(text):
    sentence = f"The largest is {words.text(text)}, with 5."
    assert rendered_by_markdown_it(sentence) == f"The largest is {text}, with 5."


@settings(max_examples=300)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12))
def test_any_text_is_shown_letter_by_letter(text):
    assert rendered_by_markdown_it(words.text(text)) == text


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12), min_size=20, max_size=40
    )
)
def test_any_text_is_shown_letter_by_letter_in_the_report(texts):
    tree = pandoc.parse("\n\n".join(map(words.text, texts)))
    assert [plain_quotes(_words(block)) for block in tree["blocks"]] == texts
