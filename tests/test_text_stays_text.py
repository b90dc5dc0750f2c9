"""Text from the data stays text: no character of it is read as markup, in the report or in notebooks."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from helpers import quotes, words
from helpers.export import pandoc

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


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_letter_by_letter_where_there_is_no_notebook(text):
    escaped = words.text(text)
    assert (
        quotes.unmarked(f"**{escaped}** is [{escaped}](a.ipynb#b) of *the* `rows`") == f"{text} is {text} of the rows"
    )


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
