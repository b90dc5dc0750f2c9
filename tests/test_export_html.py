"""The report as HTML: one complete file, readable without script, every place reachable, nothing fetched."""

import base64
import dataclasses
import hashlib
import itertools
import json
import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from helpers.export import fonts, meta, page, svg
from tests import pages, sample


@pytest.fixture(scope="module")
def html():
    return sample.html()


@pytest.fixture(scope="module")
def elements(html):
    return pages.elements(html)


def having(elements, name: str, *tags: str) -> list[str]:
    """The values of an attribute, of all elements or of some."""
    return [attributes[name] for tag, attributes in elements if name in attributes and (not tags or tag in tags)]


def between(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]


def test_nothing_is_loaded_from_anywhere(html, elements):
    loaded = having(elements, "src") + having(elements, "srcset") + having(elements, "href", "link", "image", "use")
    assert all(address.startswith(("#", "data:")) for address in loaded)
    assert "@import" not in html
    assert all(address.startswith(("data:", "#")) for address in re.findall(r"url\(([^)]*)", html))


def test_every_anchor_is_there_once_and_every_link_in_the_page_finds_its_own(elements):
    ids = having(elements, "id")
    assert sorted(ids) == sorted(set(ids))
    wanted = {address[1:] for address in having(elements, "href") if address.startswith("#")}
    assert wanted - set(ids) == set()
    assert len(wanted) > 30


def test_what_names_or_describes_an_element_is_there(elements):
    names = ["aria-labelledby", "aria-controls", "aria-describedby", "for"]
    assert {id for name in names for id in having(elements, name)} <= set(having(elements, "id"))


def test_headings_never_skip_a_level(elements):
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h[1-6]", tag)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_first_screen_has_the_claim_the_numbers_the_picture_and_three_findings(html):
    front = between(html, '<section class="front"', "</section>")
    assert '<p class="claim">Two thirds come from four countries</p>' in front
    assert '<strong>1,445,549</strong> <a href="#docket-size">people</a>' in front
    assert 'id="fig-key-dots"' in front
    assert pages.words(between(front, '<ul class="leads">', "</ul>")) == "One. Two. Three."
    assert html.count("Two thirds come") == html.count("key-dots-title") + 1  # claim, description twice; title twice
    assert "tab-key-numbers" not in html


def test_the_contents_lead_to_every_chapter_its_sections_and_the_appendices(html):
    links = re.findall(r'<a href="#([^"]*)">([^<]*)</a>', between(html, '<nav class="contents"', "</nav>"))
    assert links == [
        ("key-findings", "Key findings"), ("docket-size", "1. Docket size"), ("growth", "Growth"), ("all", "Appendices"),
        ("all", "A. All"), ("sources", "C. Sources"), ("workings", "D. Workings")]  # fmt: skip


def test_a_figure_has_its_title_above_both_plots_its_sources_and_its_numbers(html):
    figure = between(html, '<figure id="fig-many"', "</figure>")
    assert re.findall(r'class="(title|subtitle|plot|wide|narrow|anchor number|sources|note|numbers|code)"', figure) == [
        "title", "subtitle", "plot", "wide", "narrow", "anchor number", "sources", "note", "numbers", "code"]  # fmt: skip
    assert figure.count('role="img" aria-label="Bars of many. China has 37,908."') == 2
    assert "4 sources" in pages.words(between(figure, "<details class=sources", "</details>") or figure)
    assert '<a href="#source-gao">GAO</a>' in figure
    assert "<td" in figure


def test_up_to_three_sources_stand_in_the_line_and_more_are_folded(html):
    sources = re.findall(r'<(span|details) class="sources">', html)
    assert sources == ["span", "details", "span", "span"]  # the dots, four sources, two tables


def test_folds_are_told_apart_by_their_names(html):
    names = [pages.words(name) for name in re.findall(r"<summary>(.*?)</summary>", html)]
    assert {"Code of Figure 2", "Numbers of Figure 2", "Code of Table 1", "4 sources of Figure 2"} <= set(names)
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_every_table_has_a_caption_and_heads_with_scope(html):
    tables = re.findall(r"<table id=.*?</table>", html, re.DOTALL)
    assert len(tables) == 4
    for table in tables:
        assert "<caption" in table
        head, _, body = table.partition("<tbody>")
        assert all('scope="col"' in cell for cell in re.findall(r"<th\b[^>]*>", head))
        assert body.count("<th scope=row") == body.count("<tr")


def test_all_rows_and_their_addresses_are_there_without_script(html):
    table = between(html, '<table id="tab-all"', "</table>")
    assert len(re.findall(r'<tr id="[A-Z0-9]+"', table)) == 42
    assert '<a class="anchor own" href="#CHN">CHN</a>' in table


def test_short_notes_stand_beside_the_text_and_long_ones_in_it(html):
    boxes = re.findall(r'<div class="(box[^"]*)" role="note">\s*<p><strong>(\w+)', html)
    assert boxes == [("box side", "Short"), ("box", "Long")]


def test_a_source_card_is_a_line_with_its_number_and_folded_details(html):
    assert '<details class="card" id="source-trac"><summary><b>1</b> <span class="card-title">Title of trac</span> · Somebody, 2024</summary>' in html  # fmt: skip


def test_each_section_of_the_long_appendices_is_folded(html):
    assert re.search(r'<details class="part"><summary>\s*<h3 id="ledger">Ledger</h3>\s*</summary>', html)
    assert html.count("<details") == html.count("</details>")


def test_marked_words_have_their_verdict_as_a_sign_and_as_a_look(html):
    assert '<a href="#ledger" class="verdict contradicted">×\N{NO-BREAK SPACE}No</a>' in html
    assert '<a href="#growth" class="verdict imprecise">~\N{NO-BREAK SPACE}half</a>' in html


def test_each_chapter_leads_to_its_notebook(html):
    assert re.findall(r'href="\.\./notebooks/([^"]*)"', html) == list(sample.notebooks())


def test_beside_the_page_stand_pdf_workbook_and_data_package(elements):
    outside = [address for address in having(elements, "href", "a") if not address.startswith(("#", "..", "https:"))]
    assert outside == ["report.pdf", "data/final-orders-data.xlsx", "data/datapackage.json"]


def test_the_policy_allows_this_script_only_and_no_element_carries_a_handler(elements, html):
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    policy = next(a["content"] for _, a in elements if a.get("http-equiv") == "Content-Security-Policy")
    allowed = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{allowed}'" in policy


def test_data_in_the_page_ends_no_script_element(monkeypatch):
    bad = sample.entry("BAD", "</script><b>", "1")
    monkeypatch.setattr(sample, "ENTRIES", [bad])
    found = between(sample.html(), '<script type="application/json" id="entries">', "</script>")
    assert json.loads(found)["entries"][0]["name"] == bad["name"]


def test_a_link_that_is_shared_says_what_the_report_is(html, elements):
    said = {a.get("property") or a.get("name"): a["content"] for tag, a in elements if tag == "meta" and "content" in a}
    assert said["og:description"] == said["description"] == "Two thirds come from four countries"
    assert said["og:image"] == "charts/key-dots.png"
    data = json.loads(between(html, '<script type="application/ld+json">', "</script>"))
    assert (data["@type"], data["version"], data["name"]) == ("Dataset", meta.read().version, f"{meta.read().title}: {meta.read().subtitle}")  # fmt: skip


def test_an_address_of_its_own_makes_the_page_canonical_and_its_chapters_run_in_a_browser():
    site = dataclasses.replace(meta.read(), site="https://example.org/report", repository="https://example.org/code")
    made = page.write(sample.report(), site, faces=lambda characters: "")
    assert '<link rel="canonical" href="https://example.org/report">' in made
    assert 'content="https://example.org/report/charts/key-dots.png"' in made
    assert 'href="https://example.org/code/blob/main/notebooks/A_all.ipynb"' in made
    run = re.findall(r'"https://example.org/report/live/notebooks/index.html\?path=(\w+)', made)
    assert run == ["00_key_findings", "01_docket_size"]


def test_the_faces_hold_every_character_of_the_page(html):
    faces = re.findall(r"base64,([A-Za-z0-9+/=]+)\) format\('woff2'\)", html)
    assert len(faces) == 3
    whole = set(TTFont(fonts.FACES["normal", 400]).getBestCmap() or {})
    for face in faces:
        has = set(TTFont(BytesIO(base64.b64decode(face))).getBestCmap() or {})
        assert {ord(letter) for letter in pages.words(html) if ord(letter) in whole} <= has


def test_colours_of_a_plot_are_variables_with_a_value_for_each_scheme(html):
    looks = between(html, '<style id="plots">', "</style>")
    paper, *schemes = looks.strip().split("\n")
    named = set(re.findall(r"(--c[0-9a-f]{6}):", paper))
    assert len(named) > 4
    assert [set(re.findall(r"(--c[0-9a-f]{6}):", scheme)) for scheme in schemes] == [named] * 3
    assert [scheme.split("{")[0] for scheme in schemes] == ["@media (prefers-color-scheme:dark)", "@media print", "@media (forced-colors:active)"]  # fmt: skip
    for look in [paper.partition("}")[2], *re.findall(r"<svg.*?</svg>", html, re.DOTALL)]:
        assert not re.search(r"#[0-9a-f]{6}\b", look)


PATHS = {
    "M 0.04 10 L 20.26 10 L 20.26 0 Z": "m0 10l20.3 0l0-10z",
    "M 1 1 L 3 1 Z M 5 5 L 6 6": "m1 1l2 0zm4 4l1 1",  # a new part begins at the start of the last one
    "M 0 0 C 1 0 2 1 2 2 Q 3 3 4 4": "m0 0c1 0 2 1 2 2q1 1 2 2",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_lighter_path_draws_the_same(path):
    made = svg.inline(f'<svg xmlns="{svg.SVG}"><path d="{path}"/></svg>', "x", "", svg.Styles())
    assert f'd="{PATHS[path]}"' in made


def test_long_paths_do_not_drift():
    steps = " L ".join(f"{n * 0.149:.3f} 0" for n in range(1000))
    made = svg.inline(f'<svg xmlns="{svg.SVG}"><path d="M {steps}"/></svg>', "x", "", svg.Styles())
    moves = re.findall(r"[ml](-?[\d.]+) ", made)
    assert abs(sum(map(float, moves)) - 999 * 0.149) < 0.06
