"""The table of all nationalities in a browser: it sorts, finds every spelling of a name, and shows the address of a row."""

import re

import pytest

from helpers import cards
from helpers.export import chapter
from helpers.export.page import write
from helpers.paths import BUILD, NOTEBOOKS
from tests.pages import TABLE


@pytest.fixture(scope="module")
def report_html(tmp_path_factory):
    """The chapter of the table as a page of its own: it has the script of the report, and opens sooner."""
    file = tmp_path_factory.mktemp("build") / "chapter.html"
    file.write_text(write(*chapter.take("2", NOTEBOOKS, BUILD, cards.short)), encoding="utf-8")
    return file


def shown(page) -> list[str]:
    """The first cells of the rows to be seen in the table of all nationalities."""
    visible = (
        "heads => heads.filter((head) => head.checkVisibility()).map((head) => head.firstChild.textContent.trim())"
    )
    return page.locator(f"{TABLE} tbody tr th").evaluate_all(visible)


def test_the_table_filters_as_one_types_whatever_the_accents(visit):
    page = visit()
    box = page.locator(f"{TABLE} input")
    everything = len(shown(page))
    box.fill("chin")
    assert "China" in shown(page)
    assert 0 < len(shown(page)) < 10
    assert page.locator(f"{TABLE} output").inner_text() == f"{len(shown(page))} of {everything} rows"
    box.fill("PERÚ")
    assert "Peru" in shown(page)
    box.fill("")
    assert len(shown(page)) == everything


FIND = """([typed, table]) => typed.map((words) => {
  const exhibit = document.querySelector(table), input = exhibit.querySelector("input");
  input.value = words;
  input.dispatchEvent(new Event("input"));
  const rows = [...exhibit.querySelectorAll("tbody tr")].filter((row) => !row.hidden).map((row) => row.id);
  return [words, rows, exhibit.querySelector("output").textContent];
})"""
ZERO = r"That does not mean zero: people of a nationality without a row may be among the [0-9,]+ not itemised"


def test_every_spelling_and_code_finds_its_row_or_says_what_it_means_that_there_is_none(visit, data):
    page = visit()
    rows = set(data.final_orders("2024-11-24")["code"])
    codes = {**data.codes[data.codes != "TOTAL"], **{code: code for code in data.codes if code != "TOTAL"}}
    without = 0
    for typed, found, said in page.evaluate(FIND, [list(codes), TABLE]):
        if codes[typed] in rows:
            assert codes[typed] in found, typed
            assert re.fullmatch(r"[0-9]+ of [0-9]+ rows", said), typed
        else:
            start = f"{len(found)} of [0-9]+ rows, none of that name" if found else "No row found"
            assert re.match(rf"{start}\. {ZERO}", said), typed
            without += 1
    assert without > 20


def test_short_words_codes_and_numbers_find_what_they_name(visit):
    wanted = {
        "UK": ["GBR"],
        "U.K.": ["GBR"],
        "uae": ["ARE"],
        "#ind": ["IND"],
        "17940": ["IND"],
        "17,940": ["IND"],
        "cote divoire": ["CIV"],
        "congo": ["COD", "COG"],
        "no such place": [],
    }
    for typed, found, _ in visit().evaluate(FIND, [list(wanted), TABLE]):
        assert found == wanted[typed], typed


def test_the_table_sorts_by_words_and_by_numbers(visit):
    page = visit()
    table = page.locator(TABLE)
    head = table.locator("thead th").first
    head.get_by_role("button").click()
    names = [name for name in shown(page) if name.isascii()]
    assert head.get_attribute("aria-sort") == "ascending"
    assert names == sorted(names, key=str.casefold)
    column = table.locator("thead th", has_text="Persons").first
    column.get_by_role("button").click()
    assert column.get_attribute("aria-sort") == "descending"
    assert head.get_attribute("aria-sort") is None
    place = column.evaluate("head => head.cellIndex")
    cells = table.locator(f"tbody tr > :nth-child({place + 1})").all_inner_texts()
    numbers = [int(cell.replace(",", "")) for cell in cells if cell[:1].isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 190


def test_everything_in_the_table_works_from_the_keyboard(visit):
    page = visit()
    page.locator(f"{TABLE} input").focus()
    page.keyboard.type("india")
    assert shown(page) == ["India"]
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")  # the links of the caption, then the buttons of the headers
    for _ in range(12):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").count() == 1
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("anchor", ["#ind", "#Ind"])
def test_the_address_of_a_row_may_be_in_small_letters(visit, anchor):
    page = visit(anchor=anchor)
    page.wait_for_url("**#IND")
    assert page.evaluate("document.querySelector(':target').id") == "IND"


@pytest.mark.parametrize("place", ["IND", "fig-nationality-ranked", "tab-nationality-all"])
def test_rows_figures_and_tables_show_their_own_address(visit, place):
    page = visit()
    link = page.locator(f'a.anchor[href="#{place}"]')
    mark = "link => getComputedStyle(link, '::after').opacity"
    link.scroll_into_view_if_needed()
    assert link.evaluate(mark) == "0"
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")
    assert link.evaluate(mark) == "1"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{place}")
