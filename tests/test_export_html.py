"""The report as HTML: one complete file, readable without script, every place reachable, nothing fetched."""

import base64
import hashlib
import itertools
import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from fontTools.ttLib import TTFont

from helpers.export import fonts, grid, pieces
from helpers.paths import BUILD
from tests import chapters, pages


@pytest.fixture(scope="module")
def html(report_html):
    return report_html.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def elements(html):
    return pages.elements(html)


def having(elements, name: str, *tags: str) -> list[str]:
    """The values of an attribute, of all elements or of some."""
    return [attributes[name] for tag, attributes in elements if name in attributes and (not tags or tag in tags)]


def test_the_file_is_small_enough_to_be_mailed(html):
    assert len(html.encode()) < 3_000_000


def test_nothing_is_loaded_from_anywhere(html, elements):
    loaded = having(elements, "src") + having(elements, "srcset") + having(elements, "href", "link", "image", "use")
    assert all(address.startswith("#") for address in loaded)
    assert "@import" not in html
    assert all(address.startswith("data:") for address in re.findall(r"src:\s*url\(([^)]*)", html))


def test_every_anchor_is_there_once_and_every_link_in_the_page_finds_its_own(elements):
    ids = having(elements, "id")
    assert len(ids) == len(set(ids))
    targets = {address[1:] for address in having(elements, "href", "a") if address.startswith("#")}
    assert targets <= set(ids)
    assert len(targets) > 200


def test_links_that_leave_the_page_name_a_web_address_and_no_notebook(elements):
    outside = [a for a in having(elements, "href", "a") if not a.startswith(("#", "data:text/csv"))]
    assert outside
    assert all(address.startswith(("https://", "http://")) for address in outside)


def test_chapters_stand_in_the_order_of_the_notebooks(html):
    headings = re.findall(r"<h2[^>]*>.*?</h2>", html, re.DOTALL)
    assert [pages.words(h) for h in headings] == chapters.titles()


def test_headings_never_skip_a_level(elements):
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_contents_lead_to_every_chapter_and_section(elements, html):
    wanted = [attributes["id"] for tag, attributes in elements if tag in ("h2", "h3")]
    side = re.findall(r'<nav class="side".*?</nav>', html, re.DOTALL)[0]
    assert having(pages.elements(side), "href", "a") == [f"#{anchor}" for anchor in wanted]


def test_every_picture_has_its_text_its_number_its_table_and_its_download(elements, html):
    pictures = [attributes for tag, attributes in elements if tag == "svg"]
    assert len(pictures) == len(list((BUILD / "charts").glob("*.svg"))) > 10
    assert all(attributes["role"] == "img" and len(attributes["aria-label"]) > 40 for attributes in pictures)
    exhibits = re.findall(r'<div class="exhibit" data-name="([^"]+)"><figure(.*?)</details></div>', html, re.DOTALL)
    assert len(exhibits) == len(pictures)
    for number, (name, body) in enumerate(exhibits, 1):
        assert f'<a class="anchor number" href="#fig-{name}">Figure {number}.</a>' in body
        assert 'Source: <a href="#source-' in body
        assert "<table" in body
        csv = unquote(re.findall(r'href="data:text/csv;charset=utf-8,([^"]*)"', body)[0])
        assert csv == (BUILD / "charts" / f"{name}.csv").read_text(encoding="utf-8")


def test_every_table_has_a_caption_and_headers_with_scope(html):
    tables = re.findall(r"<table id=.*?</table>", html, re.DOTALL)
    assert len(tables) > 30
    for table in tables:
        assert "<caption" in table
        assert all('scope="col"' in head for head in re.findall(r"<th\b[^>]*>", table.split("<tbody>")[0]))
        rows = table.split("<tbody>")[1].count("<tr")
        assert table.split("<tbody>")[1].count('<th scope="row"') == rows


def test_the_whole_table_of_nationalities_is_there_without_script(html):
    table = re.findall(r'<div class="exhibit interactive".*?</table>', html, re.DOTALL)[0]
    rows = re.findall(r'<tr id="([A-Z]+)"', table)
    assert len(rows) > 190
    assert {"IND", "HND", "CHN"} <= set(rows)
    assert [row for row in rows if f'href="#{row}">{row}</a></th>' not in table] == []


def test_the_code_is_there_and_folded(html):
    shown = re.findall(
        r'<details class="code"><summary>Code</summary><pre[^>]*><code>(.*?)</code></pre></details>', html, re.DOTALL
    )
    assert len(shown) > 50
    assert "open" not in re.findall(r"<details class=\"code\"[^>]*>", html)[0]
    assert any("from helpers import" in pages.words(code) for code in shown)


def test_no_element_carries_a_handler_and_the_policy_allows_this_script_only(elements, html):
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(scripts) == 1
    policy = next(
        a["content"] for tag, a in elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    allowed = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{allowed}'" in policy


def test_no_place_of_this_machine_is_in_the_page(html):
    assert not re.search(r"/(?:home|root|Users|tmp|work)/|file://|localhost|127\.0\.0\.1", html)


def characters(face: TTFont) -> set[int]:
    """The characters that a face has."""
    known = face.getBestCmap()
    assert known
    return set(known)


def test_the_faces_hold_every_character_of_the_page(html):
    faces = re.findall(r"base64,([A-Za-z0-9+/=]+)\) format\('woff2'\)", html)
    assert len(faces) == 3
    words = pages.words(html)
    whole = characters(TTFont(fonts.face_files()[0]))
    for face in faces:
        has = characters(TTFont(BytesIO(base64.b64decode(face))))
        assert {ord(c) for c in words if ord(c) in whole} <= has


def test_csv_of_a_table_is_what_the_table_shows():
    table = pieces.Table(
        "t", "T", [{"label": "Country"}, {"label": "Persons"}], [[{"text": 'A "b"', "href": "#x"}, "1,000"]], []
    )
    assert grid.table_csv(table) == 'Country,Persons\n"A ""b""","1,000"\n'
