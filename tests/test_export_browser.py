"""The report in a browser: no message, no request, no accessibility violation, and a table that sorts and filters."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # there is nothing to load: the page asks for nothing
}
# Light and dark differ in their colours only.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
    "preload": False,
}
# What is far from view has no layout yet, and a checker would not look at it: everything is laid out for it.
# Rows of a table, cards and cells of code are made alike: some of each are enough, and the check takes seconds, not minutes.
SHORTEN = """() => {
  document.querySelectorAll(".plate, .scroll, .card").forEach((box) => { box.style.contentVisibility = "visible"; });
  const keep = (nodes, count) => [...nodes].slice(count).forEach((node) => node.remove());
  document.querySelectorAll("tbody").forEach((body) => keep(body.rows, 2));
  keep(document.querySelectorAll(".card"), 3);
  keep(document.querySelectorAll("details.code"), 2);
  document.querySelectorAll("details.numbers").forEach((details, index) => { details.open = index < 2; });
}"""


@pytest.fixture
def visit(browser, report_html):
    """Opens the report; afterwards nothing was said on the console and nothing was asked of the network."""
    heard, contexts = [], []

    def opened(width=1280, scheme="light", anchor="", **more):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request",
            lambda request: (
                heard.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None
            ),
        )
        page.goto(report_html.as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_checker_finds_no_barrier(visit, width):
    page = visit(width, bypass_csp=True)
    page.evaluate(SHORTEN)
    for scheme, rules, least in (("light", RULES, 26), ("dark", COLOURS, 1)):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=rules).response
        assert [(scheme, v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
        assert len(found["passes"]) >= least


def test_the_page_never_scrolls_sideways(visit):
    page = visit()
    for width in (320, 390, 768, 1280, 2000):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


TABLE = ".exhibit:has(#tab-nationality-all)"


def shown(page) -> list[str]:
    """The first cells of the rows to be seen in the table of all nationalities."""
    visible = "heads => heads.filter((head) => head.checkVisibility()).map((head) => head.innerText)"
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
    box.fill("no such place")
    assert shown(page) == []
    box.fill("")
    assert len(shown(page)) == everything


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


def test_an_address_shows_its_row_even_if_it_is_filtered_out(visit):
    page = visit(anchor="#IND")
    row = page.locator("#IND")
    assert row.evaluate(
        "row => row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 0"
    )
    plain = page.locator("#PER th").evaluate("cell => getComputedStyle(cell).backgroundColor")
    assert row.locator("th").evaluate("cell => getComputedStyle(cell).backgroundColor") != plain
    page.locator(f"{TABLE} input").fill("china")
    assert not row.is_visible()
    page.evaluate("location.hash = '#PER'")
    page.locator("#PER").wait_for(state="visible")


def test_without_script_the_contents_and_all_rows_are_there(visit):
    page = visit(java_script_enabled=False)
    assert page.locator(f"{TABLE} tbody tr").count() > 190
    assert page.locator("nav.side a").first.is_visible()
    assert page.get_by_label("Find in").count() == 0
    assert page.get_by_role("button").count() == 0


def test_the_contents_stay_in_reach(visit):
    wide = visit(1280, anchor="#source-ice-response-2024-11")
    assert wide.locator("nav.side").evaluate("nav => nav.getBoundingClientRect().top") == pytest.approx(0, abs=1)
    assert wide.locator("nav.side a[aria-current]").count() == 1
    phone = visit(390, anchor="#source-ice-response-2024-11")
    summary = phone.locator("details.phone summary")
    assert summary.evaluate("node => node.getBoundingClientRect().top") == pytest.approx(0, abs=1)
    summary.click()
    phone.locator("details.phone a").first.click()
    assert phone.locator("details.phone").get_attribute("open") is None


def test_pictures_can_be_saved_with_their_faces(visit, tmp_path):
    page = visit(accept_downloads=True)
    exhibit = page.locator(".exhibit:has(.plate)").first
    name = exhibit.get_attribute("data-name")
    for label, beginning in (("Picture as SVG", b"<svg"), ("Picture as PNG", b"\x89PNG"), ("Numbers as CSV", b"")):
        with page.expect_download() as download:
            exhibit.get_by_text(label).first.click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.stem == name
        assert file.read_bytes().startswith(beginning)
        assert file.stat().st_size > 20
    svg = (tmp_path / f"{name}.svg").read_text(encoding="utf-8")
    assert "@font-face" in svg
    assert re.search(r"<text\b", svg)


def test_a_page_that_moves_less_is_asked_for_and_given(visit):
    page = visit(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_printing_leaves_out_what_only_a_screen_needs(visit):
    page = visit()
    page.emulate_media(media="print")
    assert not page.locator("nav.side").is_visible()
    assert not page.locator("details.code").first.is_visible()
    assert page.locator(f"{TABLE} tbody tr").last.is_visible()
