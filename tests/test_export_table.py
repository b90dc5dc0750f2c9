"""What one looks up in the page: a nationality by any spelling, and a row of a table; with keyboard, mouse and address."""

import pytest

from tests import sample
from tests.sample import NOT_ZERO

pytestmark = pytest.mark.slow
TABLE, FIELD, ENTRY = ".exhibit:has(#tab-all)", "#look-up-field", "#entry"


@pytest.fixture(scope="module")
def report_html(tmp_path_factory):
    """A small page of every kind of piece."""
    file = tmp_path_factory.mktemp("build") / "report.html"
    file.write_text(sample.html(), encoding="utf-8")
    return file


def shown(page) -> list[str]:
    """The codes of the rows to be seen in the table."""
    rows = page.locator(f"{TABLE} tbody tr")
    return rows.evaluate_all("rows => rows.filter((row) => row.checkVisibility()).map((row) => row.id)")


def is_seen(page, selector: str) -> bool:
    """Whether an element stands in the window."""
    return 0 <= page.locator(selector).bounding_box()["y"] < 800


def offered(page, typed: str) -> list[str]:
    """The names that are offered for what is typed."""
    page.locator(FIELD).fill(typed)
    options = page.locator("#look-up-list li").all_inner_texts()
    return [words.partition("\n")[0].partition(" (")[0] for words in options]


CONGO = ["Democratic Republic of the Congo", "Republic of the Congo"]
ONE = "1 name found"
NO_ROW = f"No row of that name. {NOT_ZERO}"
NEAREST = "No nationality of that name is known here. Nearest: 1 name."
OFFERED = {
    "MYANMAR": (["Burma"], ONE),
    "cote divoire": (["Côte d’Ivoire"], ONE),
    "CÔTE D'IVOIRE": (["Côte d’Ivoire"], ONE),
    "ivory c": (["Côte d’Ivoire"], ONE),
    "prc": (["China"], ONE),
    "chn": (["China"], ONE),
    "turkiye": (["Turkey"], ONE),
    "Birmanias": (["Burma"], ONE),
    "congo": (CONGO, "2 names found"),
    "guinea": (["Guinea", "Equatorial Guinea"], "2 names found"),
    "co": (["Republic of the Congo", "Côte d’Ivoire", "Democratic Republic of the Congo"], "3 names found"),
    "american": ([], "The United States has no row: the report is about removal from there."),
    "USA": ([], "The United States has no row: the report is about removal from there."),
    "germnay": (["Germany"], NEAREST),
    "chnia": (["China"], NEAREST),
    "qqqq": ([], "No nationality of that name, and none like it, is known here."),
    "": ([], ""),
}


def test_any_spelling_offers_its_nationality_and_a_slip_the_nearest(visit):
    page = visit()
    for typed, expected in OFFERED.items():
        assert (offered(page, typed), page.locator(".said").inner_text()) == expected, typed


def test_the_list_is_worked_from_the_keyboard_as_a_combobox(visit):
    page = visit()
    field, marked = page.locator(FIELD), page.locator('[aria-selected="true"]')
    offered(page, "congo")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
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
    drawn = page.locator(f"{ENTRY} svg").get_attribute("aria-label")
    assert drawn == "ICE removals, China: FY2023 12, FY2024 not published"


def test_a_nationality_without_a_row_is_not_zero(visit):
    page = visit(anchor="#ESP")
    assert page.locator(f"{ENTRY} .people").inner_text() == NOT_ZERO
    assert page.get_by_role("button", name="Its row in the table").count() == 0


def test_sentence_source_and_address_are_copied(visit):
    page = visit(anchor="#CHN")
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
    page = visit(anchor="#chn")
    assert page.locator(f"{ENTRY} h2").inner_text() == "China"
    page.get_by_role("button", name="Its row in the table").click()
    assert is_seen(page, "#CHN")


@pytest.mark.parametrize("script", [True, False])
def test_the_address_of_a_row_shows_it_with_script_or_without(browser, report_html, script):
    page = browser.new_page(java_script_enabled=script)
    page.goto(f"{report_html.as_uri()}#L30")
    seen = is_seen(page, "#L30")
    page.close()
    assert seen


def test_a_long_table_shows_its_first_rows_until_it_is_asked_for_more(visit):
    page = visit()
    for rows, button in ((20, "Show all 42 rows"), (42, "Show the first 20 rows"), (20, "Show all 42 rows")):
        assert len(shown(page)) == rows
        page.get_by_role("button", name=button).click()


FOUND = {
    "Myanmars": "MMR",
    "chin": "CHN",
    "myanmar": "MMR",
    "ivory": "CIV",
    "CÔTE": "CIV",
    "cote": "CIV",
    "37908": "CHN",
    "l30": "L30",
}


def test_all_rows_are_searched_whatever_the_accents_and_columns_keep_their_widths(visit):
    page = visit()
    heads = page.locator(f"{TABLE} thead th")
    widths = "heads => heads.map((head) => Math.round(head.getBoundingClientRect().width))"
    before = heads.evaluate_all(widths)
    for typed, code in FOUND.items():
        page.locator(f"{TABLE} input").fill(typed)
        assert shown(page) == [code]
        assert page.locator(f"{TABLE} output").inner_text() == "1 of 42 rows"
        assert heads.evaluate_all(widths) == pytest.approx(before, abs=1)
    page.locator(f"{TABLE} input").fill("l1")  # the whole of one word, and the beginning of others
    assert page.locator(f"{TABLE} output").inner_text() == "11 of 42 rows"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("land", NO_ROW),
        ("spain", NO_ROW),
        ("spian", "No row found; the field at the top of the page knows more spellings."),
    ],
)
def test_what_has_no_row_is_not_zero_and_a_slip_is_none(visit, typed, said):
    page = visit()
    page.locator(f"{TABLE} input").fill(typed)
    assert page.locator(f"{TABLE} output").inner_text() == said


def test_sorting_goes_by_number_or_letter_is_said_and_puts_what_is_missing_last(visit):
    page = visit()
    name, people, remark = page.locator(f"{TABLE} thead th").all()

    def sorted_by(head) -> tuple[list[str], str, str]:
        head.get_by_role("button").click()
        return shown(page)[:4], head.get_attribute("aria-sort"), page.locator(f"{TABLE} output").inner_text()

    assert sorted_by(people) == (["CHN", "CIV", "MMR", "L38"], "descending", "Sorted by People, largest first")
    assert sorted_by(people) == (["L1", "L2", "L3", "L4"], "ascending", "Sorted by People, smallest first")
    assert sorted_by(name) == (["MMR", "CHN", "CIV", "L1"], "ascending", "Sorted by Nationality, A to Z")
    assert people.get_attribute("aria-sort") is None
    assert sorted_by(remark)[0][:2] == ["MMR", "CIV"]
    assert sorted_by(remark)[0][:2] == ["CIV", "MMR"]
    for head in (name, people):
        sorted_by(head)
        assert page.locator(f"{TABLE} tbody tr").last.get_attribute("id") == "ALL"


def test_the_first_column_stays_in_view_while_the_others_scroll(visit):
    page = visit(width=320)
    box = page.locator(f"{TABLE} .scroll")
    box.evaluate("box => { box.scrollLeft = 60; }")
    cell, edge = page.locator("#CHN th").bounding_box(), box.bounding_box()
    assert box.evaluate("box => box.scrollLeft") > 0
    assert cell["x"] == pytest.approx(edge["x"], abs=1)
