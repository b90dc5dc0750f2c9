"""The committed notebooks: what nbval does not look at, and what readers meet who open or export one."""

import html
import itertools
import json
import re
import statistics
from pathlib import Path

import lxml.html
import pytest
from nbconvert import HTMLExporter

from helpers import exhibits, sources
from helpers.paths import NOTEBOOKS
from helpers.text import escape
from tools import counts

FILES = sorted(NOTEBOOKS.glob("*.ipynb"))
SHOWS = re.compile(r"^ *(?:say|table|figure|cards|rules)\(", re.MULTILINE)
MEDIAN, LONGEST, ALL = 8, 20, 900  # lines of a cell and of all notebooks
# A path of some machine, a number of an object in memory or of a process has no place in an output.
PRIVATE = re.compile(r"/(?:home|root|Users|tmp|work|private)/|[A-Z]:\\\\|site-packages|0x[0-9a-f]{6,}|ipykernel_[0-9]")
LINK = re.compile(r"\]\(([^)\s]+)\)|href=\"([^\"]+)\"")
CITED = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(C_sources\.ipynb#source-([^)]+)\)")


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def file(request) -> Path:
    return request.param


def cells(file: Path, kind: str = "code") -> list[dict]:
    return [c for c in json.loads(file.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def shown(file: Path) -> list[dict]:
    """The outputs of a notebook, those that are no display as well."""
    return [output for cell in cells(file) for output in cell["outputs"]]


def texts(file: Path) -> list[str]:
    """What a notebook says in Markdown, in its cells and in their outputs."""
    said = [output["data"].get("text/markdown", "") for output in shown(file)]
    return [*map(source, cells(file, "markdown")), *map("".join, said)]


def report(output: dict) -> dict:
    return output.get("data", {}).get(exhibits.REPORT, {})


def test_the_first_line_leads_to_the_report_and_to_the_chapters_before_and_after():
    titles = [
        re.match(r".*^# ([^\n]+)", source(cells(file, "markdown")[1]), re.DOTALL | re.MULTILINE)[1] for file in FILES
    ]
    links = [f"[{title}]({file.name})" for title, file in zip(titles, FILES, strict=True)]
    for number, file in enumerate(FILES):
        first = json.loads(file.read_text(encoding="utf-8"))["cells"][0]
        before = [f"Before: {link}." for link in links[:number][-1:]]
        after = [f"Next: {link}." for link in links[number + 1 : number + 2]]
        report = "Part of the report [Final orders on ICE's non-detained docket](../README.md)."
        assert source(first) == " ".join([report, *before, *after])
        assert first["metadata"]["tags"] == ["explore"]  # it is not in the report itself


def test_every_cell_was_run_once_and_in_order_and_nothing_went_wrong(file):
    assert [cell["execution_count"] for cell in cells(file)] == list(range(1, len(cells(file)) + 1))
    assert {output["output_type"] for output in shown(file)} <= {"display_data", "execute_result"}


def test_outputs_hold_no_path_time_or_address_in_memory(file):
    for output in shown(file):
        texts = {kind: json.dumps(body) for kind, body in output["data"].items() if kind != "image/png"}
        texts = {kind: re.sub(r"https?://[^\s\"\\]+", "", text) for kind, text in texts.items()}
        for kind, text in texts.items():
            assert not PRIVATE.findall(text), f"{kind}: {PRIVATE.findall(text)}"


@pytest.mark.parametrize("file", [file for file in FILES if file.stem[:2] != "07"], ids=lambda file: file.stem)
def test_cells_that_show_something_are_closed_and_no_others(file):
    wrong = [
        cell["id"]
        for cell in cells(file)
        if "explore" not in cell["metadata"].get("tags", [])  # which a reader is to change
        and bool(SHOWS.search(source(cell))) != cell["metadata"].get("jupyter", {}).get("source_hidden", False)
    ]
    assert wrong == []


def test_cells_are_short_and_hide_no_warning_and_no_output():
    sizes = [whole for file in FILES for whole, _ in counts.cells(file)]
    assert statistics.median(sizes) <= MEDIAN
    assert max(sizes) <= LONGEST
    assert sum(sizes) <= ALL
    every = [source(cell) for file in FILES for cell in cells(file)]
    assert not [text for text in every if re.search(r"%%capture|filterwarnings|;\s*$", text)]


def test_parameters_say_what_they_may_be_and_are_checked_where_a_chapter_builds_on_them(file):
    tagged = [source(cell) for cell in cells(file) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) <= 1
    code = "\n".join(map(source, cells(file)))
    for line in "\n".join(tagged).splitlines():
        assert re.fullmatch(r"[A-Z_]+(?:, [A-Z_]+)* = .+  # .+", line), line
        names = line.partition(" = ")[0].split(", ")
        checked = [name for name in names if re.search(rf'check\("[^"]*\b{name}\b', code)]
        assert checked == names or file.stem[:2] == "07", line


def test_a_chapter_has_one_title_and_ends_with_what_it_means(file):
    headings = re.findall(r"^(##? .*)$", "\n".join(map(source, cells(file, "markdown"))), re.MULTILINE)
    assert headings[0].startswith("# ")
    assert sum(heading.startswith("# ") for heading in headings) == 1
    if "01" <= file.stem[:2] <= "06":
        assert "## What this means" in headings


def test_every_picture_has_a_text_alternative_and_its_table_below(file):
    for picture, below in itertools.pairwise(shown(file)):
        if "image/png" in picture["data"]:
            text = "".join(picture["data"]["text/plain"])
            assert picture["metadata"]["image/png"]["alt"] == text
            assert f"<p>{html.escape(text)}</p>" in "".join(below["data"]["text/html"])
            assert report(below)["type"] == "companion"


def anchors(file: Path) -> list[str]:
    found = [id for text in texts(file) for id in re.findall(r'<a id="([^"]+)"></a>', text)]
    for output in shown(file):
        found += [*(card["id"] for card in report(output).get("cards", [])), *(report(output).get("row_ids") or [])]
    return found


def links(file: Path) -> list[str]:
    said = [*texts(file), *("".join(output["data"].get("text/html", "")) for output in shown(file))]
    return [html.unescape(one or other) for text in said for one, other in LINK.findall(text)]


def test_every_link_leads_to_a_place_that_is_there(file):
    there = {other.name: set(anchors(other)) for other in FILES}
    for link in links(file):
        if not re.match("https?:", link):
            name, _, place = link.partition("#")
            assert name == "../README.md" or (name or file.name) in there, link
            assert not place or place.startswith(("fig-", "tab-")) or place in there[name or file.name], link


def test_a_source_cited_in_a_text_has_the_name_of_its_card(file):
    for name, key in CITED.findall("\n".join(source(cell) for cell in cells(file, "markdown"))):
        assert name == escape(sources.name(key))


def test_a_table_of_several_counts_heads_none_as_people_with_a_final_order(file):
    for titles in ([one["title"] for one in report(output).get("columns", [])] for output in shown(file)):
        assert not ("People with a final order" in titles and {"What", "What is counted"} & set(titles))


@pytest.mark.slow
@pytest.mark.parametrize("template", ["lab", "classic"])
@pytest.mark.parametrize("file", FILES[1:7:5], ids=lambda file: file.stem)
def test_an_export_by_nbconvert_leads_within_the_chapter_and_says_its_pictures(file, template):
    page, _ = HTMLExporter(template_name=template).from_filename(str(file))
    assert f'href="{file.name}#' not in page, "a link within the chapter leads to its notebook"
    alts = ["".join(output["data"]["text/plain"]) for output in shown(file) if "image/png" in output["data"]]
    page = lxml.html.fromstring(page)
    said = " ".join(page.text_content().split())
    assert all(" ".join(alt.split()) in said for alt in alts)
    if template == "classic":  # the other one leaves them out, so that they stand below each picture
        assert alts == page.xpath("//img/@alt")
