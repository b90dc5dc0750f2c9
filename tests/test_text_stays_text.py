"""Text from the data stays text: no character of it is read as markup, in the report or in notebooks."""

import html
import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from helpers import exhibits, load, sources, text
from helpers.charts import style
from helpers.checks import contract
from helpers.export import document, pandoc, readme
from helpers.figures import Data, Tables
from tests import chapters

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
    "1. one - two + three # four > five = six : seven --- *** ===",
    ":smile: and http://example.org and <http://example.org>",
    "back\\slash \\* \\\\ \\(x\\)",
    "Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire & São Tomé, 100% (about)",
    "[ ] task", "!x", "``` code",
]  # fmt: skip
LETTERS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)


READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])  # as JupyterLab's


def sentence(words: str) -> str:
    """A sentence of a chapter with a text from the data in it."""
    return f"The largest is {text.escape(words)}, with 5."


def straight(words: str) -> str:
    """The text with straight quotes and single signs: the report sets curly ones, dashes and dots in its sentences."""
    for curly, plain in {"‘": "'", "’": "'", "“": '"', "”": '"', "—": "---", "–": "--", "…": "..."}.items():
        words = words.replace(curly, plain)
    return words


@settings(max_examples=8)
@given(st.lists(LETTERS, min_size=40, max_size=80))
def test_any_text_is_shown_letter_by_letter_in_notebooks_and_in_the_report(drawn):
    every = [*HOSTILE, *drawn]
    report = pandoc.convert("\n\n".join(map(sentence, every)), "-t", "html5").splitlines()
    for words, here in zip(every, report, strict=True):
        for paragraph in (here, READER.render(sentence(words)).strip()):
            assert re.fullmatch(r"<p>[^<]*</p>", paragraph), paragraph
            assert straight(html.unescape(paragraph[3:-4])) == straight(f"The largest is {words}, with 5.")


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_is_shown_letter_by_letter_in_plain_text_and_in_the_name_of_a_source(monkeypatch, words):
    escaped = text.escape(words)
    assert text.plain(f"**{escaped}** is [{escaped}](a.ipynb#b) of *the* `rows`") == f"{words} is {words} of the rows"
    monkeypatch.setattr(sources, "name", lambda key: words)
    cited = exhibits.cite("one", "two")
    shown = READER.render(cited)
    links = [(href, html.unescape(name)) for href, name in re.findall(r'<a href="([^"]*)">([^<]*)</a>', shown)]
    assert links == [(sources.href(key), words) for key in ("one", "two")]
    assert not re.search(r"<(?!a |/a|p|/p)", shown)
    assert document.CITED.sub("", f"So {cited}.") == "So"
    assert readme.CITED.sub("", f"So {cited}.") == "So."


# What code reads, not readers: these columns hold names and formats, or words that other tables are matched with.
READ_BY_CODE = {("columns", "format"), ("spellings", "kind"), ("claims", "quote"), ("claims", "evidence"), ("law", "as_of"), ("awaited", "found")}  # fmt: skip
FORMS = {"id", "name", "printed", "published", "unit", "date", "measure", "category", "link", "copy", "citizenship"}
MARKUP = "ZZ <img src=x onerror=alert(1)> [M](javascript:alert(1)) ![I](https://a.example/p.png) `c` *b* __u__ $x$ | #z <!-- "
TAGS = {"a", "blockquote", "br", "caption", "code", "details", "em", "h1", "h2", "h3", "li", "ol", "p", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"}  # fmt: skip


def is_free(table: str, field: dict) -> bool:
    """Whether a column takes any text: no form is asked of it, and no code reads it."""
    asked = {"enum", "pattern"} & field.get("constraints", {}).keys()
    known = field["name"] in FORMS or (table, field["name"]) in READ_BY_CODE
    return field["type"] == "string" and not known and (not asked or field["name"] in ("short", "scope"))


@pytest.fixture(scope="module")
def hostile(data) -> Data:
    """The data with markup before each text that the contract leaves free."""
    made = dict(data.raw)
    for resource in contract.contract()["resources"]:
        schema, table = resource["schema"], made[resource["name"]]
        keys = {*schema.get("primaryKey", []), *(key["fields"] for key in schema.get("foreignKeys", []))}
        for field in schema["fields"]:
            if field["name"] not in keys and is_free(resource["name"], field):
                texts = table[field["name"]]
                table = table.assign(**{field["name"]: texts.where(texts == "", MARKUP + texts)})
        made[resource["name"]] = table
    return Data(Tables(made))


@pytest.mark.slow
@pytest.mark.parametrize("chapter", chapters.EVERY)
def test_markup_in_any_text_of_the_data_is_text_in_every_chapter(monkeypatch, hostile, chapter):
    shown: list[dict] = []
    figure = exhibits.figure

    def unplotted(id, _, *more, **named):
        figure(id, lambda *_: style.new_figure(style.NARROW, 1)[0], *more, **named)

    monkeypatch.setattr(load, "data", lambda: hostile)
    monkeypatch.setattr(exhibits, "_show", lambda bundle, *_: shown.append(bundle))
    monkeypatch.setattr(exhibits, "figure", unplotted)
    chapters.run(chapter)
    for bundle in shown:
        if "image/png" in bundle:
            continue  # its words and numbers are in the next one
        rendered = bundle.get("text/html") or READER.render(bundle["text/markdown"])
        page = lxml.html.fragment_fromstring(rendered, create_parent="p")
        for element in page.iter():
            assert element.tag in TAGS, element
            assert not any(name.startswith("on") for name in element.attrib)
            assert re.match(r"https?:|[\w.]+\.ipynb|#|$", element.get("href", "")), element.attrib
        words = " ".join(page.text_content().split())
        assert words.count("ZZ") == words.count(MARKUP.strip())
