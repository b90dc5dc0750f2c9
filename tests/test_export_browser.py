"""The report in a browser: no message, no request, no accessibility violation, and what is there works."""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages import TABLE

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],
    "preload": False,  # there is nothing to load: the page asks for nothing
    "rules": {"color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False}},
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}
# What is far from view has no layout yet, and a checker would not look at it: everything is laid out for it.
# On a shaded ground it decides nothing: the shadow that tells of more at the side is taken away.
# Rows of a table, cards, cells of code and shapes in a picture are made alike: some of each are enough, and the check takes seconds, not minutes.
SHORTEN = """() => {
  document.querySelectorAll(".plate, .scroll, .card").forEach((box) => { box.style.contentVisibility = "visible"; });
  document.querySelectorAll(".scroll").forEach((box) => { box.style.background = "none"; });
  const keep = (nodes, count) => [...nodes].slice(count).forEach((node) => node.remove());
  document.querySelectorAll("tbody").forEach((body, index) => keep(body.rows, index < 10 ? 2 : 1));
  keep(document.querySelectorAll(".card"), 3);
  keep(document.querySelectorAll("details.code"), 2);
  [...document.querySelectorAll(".plate svg")].slice(2).forEach((svg) => keep(svg.children, 0));
  document.querySelectorAll("details.numbers").forEach((details, index) => { details.open = index < 2; });
}"""


# Keeps two texts of each look: the same elements around them, of the same classes, colours, sizes and weights.
SAMPLE = """() => {
  const looks = new Map(), nodes = new Map(), kept = new Set();
  const look = (node) => {
    if (nodes.has(node)) return nodes.get(node);
    const { color, backgroundColor, fontSize, fontWeight, opacity } = getComputedStyle(node);
    const own = [node.tagName, node.getAttribute("class"), color, backgroundColor, fontSize, fontWeight, opacity].join();
    nodes.set(node, node === document.body ? own : `${look(node.parentElement)} ${own}`);
    return nodes.get(node);
  };
  const keep = (node) => { for (; node && !kept.has(node); node = node.parentElement) kept.add(node); };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement, key = look(node), seen = looks.get(key) ?? 0;
    if (!texts.currentNode.data.trim() || seen === 2) continue;
    looks.set(key, seen + 1);
    keep(node);
  }
  document.querySelectorAll("body *").forEach((node) => kept.has(node) || node.remove());
  return looks.size;
}"""
# What it leaves to a person: words in pictures (`tests/test_charts.py` measures them), one letter alone, and in a narrow
# window what a table has scrolled away, which a wide one shows.
UNDECIDED = {"imgNode", "shortTextContent", "elmPartiallyObscured"}


def test_a_checker_finds_no_barrier(visit):
    page = visit(bypass_csp=True)
    page.evaluate(SHORTEN)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page, options=RULES).response
        assert _violations(found) == [], width
        assert len(found["passes"]) >= 50
    assert page.evaluate(SAMPLE) > 100
    for width, scheme in itertools.product((1280, 320), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=COLOURS).response
        assert _violations(found) == [], (width, scheme)
        assert len(found["passes"]) == 2
        unsure = [node for v in found["incomplete"] if v["id"] == "color-contrast" for node in v["nodes"]]
        assert {node["any"][0]["data"]["messageKey"] for node in unsure} <= UNDECIDED
        hidden = [node for node in unsure if node["any"][0]["data"]["messageKey"] == "elmPartiallyObscured"]
        assert len(hidden) < 5 or width == 320


def _violations(found: dict) -> list[tuple[str, str]]:
    return [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]]


def test_the_page_never_scrolls_sideways(visit):
    page = visit()
    for width in (320, 390, 768, 1280, 2000):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_the_contents_and_all_rows_are_there(visit):
    page = visit(java_script_enabled=False)
    assert page.locator(f"{TABLE} tbody tr").count() > 190
    assert page.locator("nav.side a").first.is_visible()
    assert page.get_by_label("Find in").count() == 0
    assert page.get_by_role("button").count() == 0


def test_the_contents_stay_in_reach(visit):
    wide = visit(anchor="#source-ice-response-2024-11")
    assert wide.locator("nav.side").evaluate("nav => nav.getBoundingClientRect().top") == pytest.approx(0, abs=1)
    assert wide.locator("nav.side a[aria-current]").count() == 1
    phone = visit(390, anchor="#source-ice-response-2024-11")
    summary = phone.locator("details.phone summary")
    assert summary.evaluate("node => node.getBoundingClientRect().top") == pytest.approx(0, abs=1)
    summary.click()
    phone.locator("details.phone a").first.click()
    assert phone.locator("details.phone").get_attribute("open") is None


def test_pictures_can_be_saved_with_their_faces(visit, tmp_path):
    page = visit()
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
    page = visit(motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_printing_leaves_out_what_only_a_screen_needs(visit):
    page = visit()
    page.emulate_media(media="print")
    assert not page.locator("nav.side").is_visible()
    assert not page.locator("details.code").first.is_visible()
    assert page.locator(f"{TABLE} tbody tr").last.is_visible()
    assert not page.locator(f"{TABLE} a.own").first.is_visible()


def test_finding_nothing_is_announced_in_words(visit):
    page = visit()
    page.locator(f"{TABLE} input").fill("no such place")
    output = page.locator(f"{TABLE} output")
    assert output.get_attribute("aria-live") == "polite"
    assert output.inner_text().startswith("No row found. That does not mean zero: ")
    other = page.locator(".exhibit.interactive:not([data-not-found])").first
    other.locator("input").fill("no such place")
    assert other.locator("output").inner_text().strip() == "No row found."


LAID_OUT = """new Promise((done) => {
  const boxes = [...document.querySelectorAll(".plate, .scroll, .card")];
  const look = () => (boxes.every((box) => box.style.contentVisibility) ? done() : setTimeout(look, 20));
  look();
})"""


def test_an_address_shows_its_row_even_if_it_is_filtered_out(visit):
    page = visit(anchor="#IND")
    row = page.locator("#IND")
    in_view = "row => row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 0"
    assert row.evaluate(in_view)
    page.evaluate(LAID_OUT)
    assert row.evaluate(in_view)
    plain = page.locator("#PER th").evaluate("cell => getComputedStyle(cell).backgroundColor")
    assert row.locator("th").evaluate("cell => getComputedStyle(cell).backgroundColor") != plain
    page.locator(f"{TABLE} input").fill("china")
    assert not row.is_visible()
    page.evaluate("location.hash = '#PER'")
    page.locator("#PER").wait_for(state="visible")
