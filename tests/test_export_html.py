"""The report as HTML: one complete file, readable without script, every place reachable, nothing fetched."""

import base64
import dataclasses
import hashlib
import json
import re
from io import BytesIO

import lxml.html
import pytest
from fontTools.ttLib import TTFont

from helpers.export import BuildError, fonts, meta, page, svg
from tests import sample

pytestmark = pytest.mark.slow  # pandoc and the page of a whole sample


@pytest.fixture(scope="module")
def source():
    return sample.html()


@pytest.fixture(scope="module")
def html(source):
    return lxml.html.fromstring(source)


def words(element) -> str:
    return " ".join(element.text_content().split())


def links(element) -> list[tuple[str, str]]:
    return [(link.get("href"), words(link)) for link in element.iter("a")]


def test_every_anchor_is_there_once_and_whatever_leads_or_points_to_one_finds_it(html):
    ids = html.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    wanted = [address[1:] for address in html.xpath("//@href[starts-with(., '#')]")]
    assert len(wanted) > 30
    assert set(wanted) <= set(ids)
    assert set(html.xpath("//@aria-labelledby | //@aria-controls | //@aria-describedby | //@for")) <= set(ids)


def test_the_first_screen_has_the_claim_the_numbers_the_picture_and_three_findings(html, source):
    [front] = html.find_class("front")
    assert words(front.find_class("claim")[0]) == "Two thirds come from four countries"
    assert [words(item) for item in front.xpath("ul[@class='numbers']/li")] == [
        "1,445,549 people",
        "18.6% of the docket",
    ]
    assert ("#docket-size", "people") in links(front)
    assert front.xpath(".//figure/@id") == ["fig-key-dots"]
    assert [words(item) for item in front.xpath(".//ul[@class='leads']/li")] == ["One.", "Two.", "Three."]
    assert source.count("Two thirds come") == 3  # as claim and in two descriptions
    assert "tab-key-numbers" not in source


def test_the_contents_lead_to_every_chapter_its_sections_and_the_appendices(html):
    assert links(html.find_class("contents")[0]) == [
        ("#key-findings", "Key findings"), ("#docket-size", "1. Docket size"), ("#growth", "Growth"), ("#all", "Appendices"),
        ("#all", "A. All"), ("#sources", "C. Sources"), ("#workings", "D. Workings")]  # fmt: skip


def test_a_figure_has_its_title_above_both_plots_its_sources_and_its_numbers(html):
    figure = html.get_element_by_id("fig-many")
    parts = ("title", "subtitle", "plot", "wide", "narrow", "anchor number", "sources", "note", "numbers", "code")
    assert tuple(name for name in figure.xpath(".//@class") if name in parts) == parts
    assert figure.xpath(".//*[@role='img']/@aria-label") == ["Bars of many. China has 37,908."] * 2
    assert ("#source-gao", "GAO") in links(figure.find_class("sources")[0])
    assert len(figure.xpath(".//td")) == 6


def test_up_to_three_sources_stand_in_the_line_and_more_are_folded(html):
    assert [part.tag for part in html.find_class("sources")] == ["span", "details", "span", "span"]


def test_folds_are_told_apart_by_their_names(html):
    names = [words(name) for name in html.iter("summary")]
    assert {"Code of Figure 2", "Numbers of Figure 2", "Code of Table 1", "4 sources of Figure 2"} <= set(names)
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_every_table_has_a_caption_heads_with_scope_and_all_its_rows_with_their_addresses(html):
    tables = html.xpath("//table")
    assert len(tables) == 4
    for table in tables:
        assert len(table.xpath("caption")) == 1
        assert set(table.xpath("thead//th/@scope")) == {"col"}
        assert [cell.tag for cell in table.xpath("tbody/tr/*[1][@scope='row']")] == ["th"] * len(
            table.xpath("tbody/tr")
        )
    rows = html.xpath("//table[@id='tab-all']/tbody/tr")
    assert len(rows) == 42
    assert all(links(row)[0] == (f"#{row.get('id')}", row.get("id")) for row in rows)


def test_short_notes_stand_beside_the_text_and_long_ones_in_it(html):
    boxes = [(box.get("class"), words(box).split(".")[0]) for box in html.xpath("//*[@role='note']")]
    assert boxes == [("box side", "Short"), ("box", "Long")]


def test_a_source_card_is_a_line_with_its_number_and_folded_details(html):
    card = html.get_element_by_id("source-trac")
    assert (card.tag, card.get("open")) == ("details", None)
    assert words(card.find("summary")) == "1 Title of trac · Somebody, 2024"


def test_each_section_of_the_long_appendices_is_folded(html):
    [heading] = html.xpath("//details[@class='part']/summary/h3")
    assert heading.get("id") == "ledger"
    assert html.xpath("//details[@class='part']//table/@id") == ["tab-ledger"]


def test_marked_words_have_their_verdict_as_a_sign_and_as_a_look(html):
    marked = [(link.get("href"), link.get("class"), link.text_content()) for link in html.find_class("verdict")]
    assert marked == [
        ("#ledger", "verdict contradicted", "×\N{NO-BREAK SPACE}No"),
        ("#growth", "verdict imprecise", "~\N{NO-BREAK SPACE}half"),
    ]


def test_without_an_address_the_page_says_which_links_need_its_folder_and_names_the_notebooks(html):
    outside = [address for address in html.xpath("//a/@href") if not address.startswith(("#", "https:"))]
    assert outside == ["report.pdf", "data/final-orders-data.xlsx", "data/datapackage.json"]
    words = " ".join(html.text_content().split())
    assert "In the folder of this page: PDF · Excel workbook · Data package" in words
    assert all(f"Computed in notebooks/{name}" in words for name in sample.notebooks())


def test_the_policy_allows_this_script_only_and_no_element_carries_a_handler(html):
    assert not [name for element in html.iter() for name in element.attrib if name.startswith("on")]
    [script] = html.xpath("//script[not(@type)]/text()")
    [policy] = html.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{allowed}'" in policy


def test_data_in_the_page_ends_no_script_element(monkeypatch):
    bad = sample.entry("BAD", "</script><b>", "1")
    monkeypatch.setattr(sample, "ENTRIES", [bad])
    found = lxml.html.fromstring(sample.written(sample.report())).get_element_by_id("entries").text
    assert json.loads(found)["entries"][0]["name"] == bad["name"]


def test_a_link_that_is_shared_says_what_the_report_is(html):
    said = {tag.get("property") or tag.get("name"): tag.get("content") for tag in html.iter("meta")}
    assert said["og:description"] == said["description"] == "Two thirds come from four countries"
    assert said["og:image"] == "charts/key-dots.png"
    data, facts = json.loads(html.xpath("//script[@type='application/ld+json']/text()")[0]), meta.read()
    assert (data["@type"], data["version"]) == ("Dataset", facts.version)
    assert data["name"] == f"{facts.title}: {facts.subtitle}"


def test_an_address_of_its_own_makes_the_page_canonical_and_its_chapters_run_in_a_browser():
    site = dataclasses.replace(meta.read(), site="https://example.org/report", repository="https://example.org/code")
    made = page.write(sample.report(), site, faces=lambda characters: "")
    assert '<link rel="canonical" href="https://example.org/report">' in made
    assert 'content="https://example.org/report/charts/key-dots.png"' in made
    assert 'href="https://example.org/code/blob/main/notebooks/A_all.ipynb"' in made
    assert all(f'href="https://example.org/report/{file}"' in made for file in page.FILES)
    run = re.findall(r'"https://example.org/report/live/notebooks/index.html\?path=(\w+)', made)
    assert run == ["00_key_findings", "01_docket_size"]


def test_the_faces_hold_every_character_of_the_page(html, source):
    faces = re.findall(r"base64,([A-Za-z0-9+/=]+)\) format\('woff2'\)", source)
    whole = set(TTFont(fonts.FACES["normal", 400]).getBestCmap())
    said = "".join(html.xpath("//text()[not(parent::script or parent::style)]"))
    wanted = {ord(letter) for letter in said} & whole
    assert len(faces) == len(fonts.FACES)
    assert all(wanted <= set(TTFont(BytesIO(base64.b64decode(face))).getBestCmap()) for face in faces)


def test_colours_of_a_plot_are_variables_with_a_value_for_each_scheme(html, source):
    paper, *schemes = html.get_element_by_id("plots").text.strip().split("\n")
    named = set(re.findall(r"(--c[0-9a-f]{6}):", paper))
    assert len(named) > 4
    assert [set(re.findall(r"(--c[0-9a-f]{6}):", scheme)) for scheme in schemes] == [named] * 3
    assert [scheme.split("{")[0] for scheme in schemes] == ["@media (prefers-color-scheme:dark)", "@media print", "@media (forced-colors:active)"]  # fmt: skip
    for look in [paper.partition("}")[2], *re.findall(r"<svg.*?</svg>", source, re.DOTALL)]:
        assert not re.search(r"#[0-9a-f]{6}\b", look)


def test_a_colour_that_has_no_dark_one_is_named():
    styles = svg.Styles()
    styles.name("fill: #123456")
    with pytest.raises(BuildError, match="A figure has the colour #123456"):
        styles.css()


def drawn(path: str) -> str:
    """A path as it is drawn in the page."""
    made = svg.inline(f'<svg xmlns="{svg.SVG}"><path d="{path}"/></svg>', "x", "", svg.Styles())
    return re.findall(r' d="([^"]*)"', made)[0]


@pytest.mark.parametrize(
    ("path", "lighter"),
    [
        ("M 0.04 10 L 20.26 10 L 20.26 0 Z", "m0 10l20.3 0l0-10z"),
        ("M 1 1 L 3 1 Z M 5 5 L 6 6", "m1 1l2 0zm4 4l1 1"),  # a new part begins at the start of the last one
        ("M 0 0 C 1 0 2 1 2 2 Q 3 3 4 4", "m0 0c1 0 2 1 2 2q1 1 2 2"),
    ],
)
def test_a_lighter_path_draws_the_same(path, lighter):
    assert drawn(path) == lighter


def test_long_paths_do_not_drift():
    moves = re.findall(r"[ml](-?[\d.]+) ", drawn("M " + " L ".join(f"{n * 0.149:.3f} 0" for n in range(1000))))
    assert abs(sum(map(float, moves)) - 999 * 0.149) < 0.06
