"""What one looks up in the page: a nationality by any spelling, and a row of a table; with keyboard, mouse and address."""

import pytest

from tests import sample
from tests.sample import NOT_ZERO

pytestmark = pytest.mark.slow
TABLE, FIELD, LIST, ENTRY = ".exhibit:has(#tab-all)", "#look-up-field", "#look-up-list li", "#entry"


@pytest.fixture(scope="module")
def report_html(tmp_path_factory):
    """A small page of every kind of piece."""
    file = tmp_path_factory.mktemp("build") / "report.html"
    file.write_text(sample.html(), encoding="utf-8")
    return file


def shown(page) -> list[str]:
    """The codes of the rows to be seen in the table."""
    return page.locator(f"{TABLE} tbody tr").evaluate_all(
        "rows => rows.filter((row) => row.checkVisibility()).map((row) => row.id)"
    )


def offered(page, typed: str) -> list[str]:
    page.locator(FIELD).fill(typed)
    return [words.partition("\n")[0].partition(" (")[0] for words in page.locator(LIST).all_inner_texts()]


SPELLINGS = {
    "burma": ["Burma"],
    "MYANMAR": ["Burma"],
    "cote divoire": ["Côte d’Ivoire"],
    "CÔTE D'IVOIRE": ["Côte d’Ivoire"],
    "ivory c": ["Côte d’Ivoire"],
    "prc": ["China"],
    "chn": ["China"],
    "turkiye": ["Turkey"],
    "espana": ["Spain"],
    "congo": ["Democratic Republic of the Congo", "Republic of the Congo"],
    "guinea": ["Guinea", "Equatorial Guinea"],
    "germnay": ["Germany"],
    "chnia": ["China"],
    "qqqq": [],
    "": [],
}


@pytest.mark.parametrize("typed", SPELLINGS)
def test_any_spelling_offers_its_nationality_and_a_slip_the_nearest(visit, typed):
    page = visit()
    assert offered(page, typed) == SPELLINGS[typed]
    assert ("Nearest" in page.locator(".said").inner_text()) == (typed in {"germnay", "chnia"})


def test_what_is_offered_says_whether_it_is_what_was_typed(visit):
    page = visit()
    said = page.locator(".said")
    offered(page, "congo")
    assert said.inner_text() == "2 names found"
    offered(page, "germnay")
    assert said.inner_text() == "No nationality of that name is known here. Nearest: 1 name."
    offered(page, "qqqq")
    assert said.inner_text() == "No nationality of that name, and none like it, is known here."


def test_the_list_is_worked_from_the_keyboard_as_a_combobox(visit):
    page = visit()
    field = page.locator(FIELD)
    offered(page, "congo")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    marked = page.locator('[aria-selected="true"]')
    assert marked.get_attribute("id") == field.get_attribute("aria-activedescendant") == "look-up-1"
    page.keyboard.press("ArrowDown")  # from the last to the first
    assert marked.get_attribute("id") == "look-up-0"
    page.keyboard.press("Escape")
    assert (field.get_attribute("aria-expanded"), field.get_attribute("aria-activedescendant")) == ("false", None)
    assert field.input_value() == "congo"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**#COG")
    assert page.locator(f"{ENTRY} h2").inner_text() == "Republic of the Congo"
    assert page.evaluate("document.activeElement.id") == "entry"


def test_enter_takes_a_name_that_is_one_and_none_that_is_two(visit):
    page = visit()
    offered(page, "congo")
    page.keyboard.press("Enter")
    assert page.locator(ENTRY).is_hidden()
    offered(page, "zaire")
    page.keyboard.press("Enter")
    page.wait_for_url("**#COD")


def test_the_entry_has_its_figures_its_sources_and_a_sentence_to_quote(visit):
    page = visit(anchor="#CHN")
    words = " ".join(page.locator(ENTRY).inner_text().split())
    assert "China 37,908 people with a final order Region Asia 3" in words
    assert "Sources: 2 ICE answer of November 2024; 3 CRS." in words
    assert "37,908 nationals of China had a final order. Source: ICE answer of November 2024. In: The" in words
    assert page.locator(f"{ENTRY} svg").get_attribute("aria-label") == "ICE removals, China: FY2023 12, FY2024 not published"  # fmt: skip


def test_a_nationality_without_a_row_is_not_zero(visit):
    page = visit(anchor="#ESP")
    assert page.locator(f"{ENTRY} .people").inner_text() == NOT_ZERO
    assert page.get_by_role("button", name="Its row in the table").count() == 0


def test_sentence_source_and_address_are_copied(visit, browser, report_html):
    page = visit(permissions=["clipboard-read", "clipboard-write"], anchor="#CHN")
    page.get_by_role("button", name="Copy sentence").click()
    page.get_by_text("Copied").wait_for()
    sentence, source, address = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert sentence == "37,908 nationals of China had a final order."
    assert source.startswith("Source: ICE answer of November 2024. In: The ")
    assert address.endswith("report.html#CHN")


def test_the_entry_prints_alone_on_one_page(visit):
    page = visit(anchor="#CHN")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print this entry").click()
    page.emulate_media(media="print")
    assert page.locator(ENTRY).is_visible()
    assert not any(page.locator(part).is_visible() for part in (".bar", ".front", "main", "footer"))
    assert page.evaluate("document.documentElement.scrollHeight") < 1000
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main").is_visible()


def test_the_address_of_an_entry_may_be_in_small_letters_and_leads_to_its_row(visit):
    page = visit(anchor="#l30".replace("l30", "chn"))
    assert page.locator(f"{ENTRY} h2").inner_text() == "China"
    page.get_by_role("button", name="Its row in the table").click()
    row = page.locator("#CHN").bounding_box()
    assert row
    assert 0 <= row["y"] < 800


def test_without_script_the_address_of_a_nationality_is_its_row(browser, report_html):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{report_html.as_uri()}#L30")
    row = page.locator("#L30").bounding_box()
    page.close()
    assert row
    assert 0 <= row["y"] < 800


def test_a_long_table_shows_its_first_rows_until_it_is_asked_for_more(visit):
    page = visit()
    assert len(shown(page)) == 20
    page.get_by_role("button", name="Show all 42 rows").click()
    assert len(shown(page)) == 42
    page.get_by_role("button", name="Show the first 20 rows").click()
    assert len(shown(page)) == 20


def test_the_address_of_a_hidden_row_shows_it(visit):
    page = visit(anchor="#L30")
    assert "L30" in shown(page)
    row = page.locator("#L30").bounding_box()
    assert row
    assert 0 <= row["y"] < 800


FOUND = {
    "chin": ["CHN"],
    "myanmar": ["MMR"],
    "ivory": ["CIV"],
    "CÔTE": ["CIV"],
    "cote": ["CIV"],
    "37908": ["CHN"],
    "l30": ["L30"],
}


@pytest.mark.parametrize("typed", FOUND)
def test_all_rows_are_searched_whatever_the_accents(visit, typed):
    page = visit()
    page.locator(f"{TABLE} input").fill(typed)
    assert shown(page) == FOUND[typed]
    assert page.locator(f"{TABLE} output").inner_text() == f"{len(FOUND[typed])} of 42 rows"


@pytest.mark.parametrize(("typed", "said"), [("land", "No row of that name."), ("spain", "No row found.")])
def test_what_has_no_row_is_not_zero(visit, typed, said):
    page = visit()
    page.locator(f"{TABLE} input").fill(typed)
    assert page.locator(f"{TABLE} output").inner_text() == f"{said} {NOT_ZERO}"


def test_columns_keep_their_widths_while_rows_come_and_go(visit):
    page = visit()
    widths = "heads => heads.map((head) => Math.round(head.getBoundingClientRect().width))"
    heads = page.locator(f"{TABLE} thead th")
    before = heads.evaluate_all(widths)
    page.locator(f"{TABLE} input").fill("burma")
    assert heads.evaluate_all(widths) == before


def test_sorting_goes_by_number_or_letter_and_is_said(visit):
    page = visit()
    output, people = page.locator(f"{TABLE} output"), page.locator(f"{TABLE} thead th").nth(1)
    people.get_by_role("button").click()
    assert (shown(page)[:4], people.get_attribute("aria-sort")) == (["CHN", "CIV", "MMR", "L39"], "descending")
    assert output.inner_text() == "Sorted by People, largest first"
    people.get_by_role("button").click()
    assert shown(page)[:3] == ["L1", "L2", "L3"]
    name = page.locator(f"{TABLE} thead th").first
    name.get_by_role("button").click()
    assert (shown(page)[:4], people.get_attribute("aria-sort")) == (["MMR", "CHN", "CIV", "L1"], None)
    assert output.inner_text() == "Sorted by Nationality, A to Z"


@pytest.mark.parametrize("name", ["Remark"])
def test_rows_without_a_word_come_last_either_way(visit, name):
    page = visit()
    head = page.locator(f"{TABLE} thead th", has_text=name)
    head.get_by_role("button").click()
    assert shown(page)[:2] == ["MMR", "CIV"]
    head.get_by_role("button").click()
    assert shown(page)[:2] == ["CIV", "MMR"]


def test_the_first_column_stays_in_view_while_the_others_scroll(visit):
    page = visit(width=320)
    box = page.locator(f"{TABLE} .scroll")
    box.evaluate("box => { box.scrollLeft = 60; }")
    cell, edge = page.locator("#CHN th").bounding_box(), box.bounding_box()
    assert box.evaluate("box => box.scrollLeft") > 0
    assert cell["x"] == pytest.approx(edge["x"], abs=1)
