"""The committed notebooks: what nbval does not look at."""

import ast
import base64
import html
import itertools
import json
import re
from pathlib import Path

import pytest
from nbconvert import HTMLExporter

from helpers import show, words
from helpers.paths import NOTEBOOKS
from tests import pages, replay

FILES = sorted(NOTEBOOKS.glob("*.ipynb"))
NAMES = [file.stem for file in FILES]
IMAGE_TYPES = {"image/png", "image/jpeg", "image/svg+xml"}
# A path of some machine, a timing or a number of an object in memory has no place in an output.
PRIVATE = re.compile(r"/(?:home|root|Users|tmp|work|private)/|[A-Z]:\\\\|site-packages|0x[0-9a-f]{6,}|ipykernel_[0-9]")


def cells(file: Path, kind: str) -> list[dict]:
    return [c for c in json.loads(file.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def outputs(file: Path) -> list[dict]:
    return [output for cell in cells(file, "code") for output in cell["outputs"]]


def anchors(file: Path) -> list[str]:
    typed = [found for cell in cells(file, "markdown") for found in re.findall(r'<a id="([^"]+)"></a>', source(cell))]
    shown = []
    for output in outputs(file):
        report = output.get("data", {}).get(show.REPORT, {})
        shown += [card["id"] for card in report.get("cards", [])]
        shown += [row for row in report.get("row_ids") or []]
    return typed + shown


@pytest.fixture(params=FILES, ids=NAMES)
def file(request):
    return request.param


def test_the_chapters_are_there_in_order():
    assert [name[:2] for name in NAMES] == [f"{number:02d}" for number in range(7)]


def test_every_cell_was_run_once_and_in_order(file):
    counts = [cell["execution_count"] for cell in cells(file, "code")]
    assert counts == list(range(1, len(counts) + 1))


def test_every_chapter_shows_sentences_charts_and_tables(file):
    kinds = [
        output["data"].get(show.REPORT, {}).get("type", "sentence") for output in outputs(file) if "data" in output
    ]
    assert {"sentence", "table"} <= set(kinds) or file.stem == "00_key_findings"
    assert "chart" in kinds


def test_nothing_went_wrong_and_nothing_was_printed_aside(file):
    assert {output["output_type"] for output in outputs(file)} <= {"display_data", "execute_result"}


def test_outputs_hold_no_path_time_or_address_in_memory(file):
    for output in outputs(file):
        texts = {kind: json.dumps(body) for kind, body in output["data"].items() if kind not in IMAGE_TYPES}
        for kind, text in texts.items():
            assert not PRIVATE.findall(text), f"{file.name}, {kind}: {PRIVATE.findall(text)}"


def test_every_picture_has_a_text_alternative_that_says_its_message(file):
    for output in outputs(file):
        if IMAGE_TYPES & output["data"].keys():
            alt = output["metadata"]["image/png"]["alt"]
            assert alt == "".join(output["data"]["text/plain"])
            assert output["data"][show.REPORT]["title"] in alt
            assert len(alt) > len(output["data"][show.REPORT]["title"]) + 20


@pytest.mark.parametrize("file", FILES[1:3], ids=NAMES[1:3])
def test_an_export_by_nbconvert_has_the_text_alternatives(file):
    page, _ = HTMLExporter(template_name="classic").from_filename(str(file))
    shown = [attributes["alt"] for tag, attributes in pages.elements(page) if tag == "img"]
    assert shown == ["".join(o["data"]["text/plain"]) for o in outputs(file) if "image/png" in o["data"]]
    assert shown


def test_where_pictures_have_no_text_alternative_it_stands_below_them(file):
    shown = outputs(file)
    for picture, below in itertools.pairwise(shown):
        if "image/png" in picture["data"]:
            text = html.escape("".join(picture["data"]["text/plain"]))
            assert f"<p>{text}</p>" in "".join(below["data"]["text/html"])


def test_sentences_say_without_marks_what_they_say_with_them(file):
    for output in outputs(file):
        if "text/markdown" in output["data"]:
            rendered = pages.words(replay.MARKDOWN.render("".join(output["data"]["text/markdown"])))
            plain = "".join(output["data"]["text/plain"])
            assert " ".join(re.sub("^- ", "", plain, flags=re.MULTILINE).split()) == rendered


def test_pictures_carry_no_version_of_the_software(file):
    for output in outputs(file):
        if "image/png" in output["data"]:
            png = base64.b64decode("".join(output["data"]["image/png"]))
            assert b"Software" not in png[:2000]


def test_every_chart_and_table_names_a_source_that_has_a_card(file):
    shown = {
        card["id"]
        for other in FILES
        for o in outputs(other)
        for card in o["data"].get(show.REPORT, {}).get("cards", [])
    }
    for output in outputs(file):
        report = output["data"].get(show.REPORT, {})
        if report.get("type") in {"chart", "table"}:
            assert report["sources"], report["id"]
            assert {f"source-{key}" for key in report["sources"]} <= shown, report["id"]


def test_no_place_in_the_report_has_the_name_of_another():
    every = [anchor for file in FILES for anchor in anchors(file)]
    ids = [o["data"][show.REPORT]["id"] for f in FILES for o in outputs(f) if "id" in o["data"].get(show.REPORT, {})]
    assert len(every) == len(set(every))
    assert len(ids) == len(set(ids))


def links(file: Path) -> list[str]:
    text = [source(cell) for cell in cells(file, "markdown")]
    text += ["".join(output["data"].get("text/markdown", "")) for output in outputs(file)]
    found = [link for part in text for link in re.findall(r"\]\(([^)\s]+)\)", part)]
    for output in outputs(file):
        for row in output["data"].get(show.REPORT, {}).get("rows", []):
            found += [cell["href"] for cell in row if isinstance(cell, dict)]
    return found


def test_every_link_inside_the_report_leads_somewhere(file):
    known = {other.name: set(anchors(other)) for other in FILES}
    for link in links(file):
        if link.startswith(("http://", "https://")):
            continue
        name, _, anchor = link.partition("#")
        assert (name or file.name) in known, link
        assert not anchor or anchor.startswith(("fig-", "tab-")) or anchor in known[name or file.name], link


def test_no_figure_is_typed_in_a_markdown_cell(file):
    for cell in cells(file, "markdown"):
        text = re.sub(r"<a id=[^>]*>|`[^`]*`", "", source(cell))
        typed = words.NUMBER.findall(words.NAMES.sub(" ", re.sub(r"\]\([^)]*\)", "]", text)))
        assert typed == [], f"{file.name}: {typed} in {text[:80]}"


def prose(tree: ast.AST) -> list[str]:
    """String literals with a space in them, f-strings included piece by piece: the typed part of what cells say."""
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
    ]


def test_no_figure_is_typed_in_the_sentences_of_a_code_cell(file):
    for cell in cells(file, "code"):
        for text in prose(ast.parse(source(cell))):
            if re.search(r"==|@| in \[", text):  # a query of a frame, not a sentence
                continue
            typed = words.NUMBER.findall(words.NAMES.sub(" ", re.sub(r"\]\([^)]*", "]", text)))
            assert typed == [], f"{file.name}: {typed} in {text!r}"


def test_cells_hide_nothing(file):
    for cell in cells(file, "code"):
        text = source(cell)
        assert not re.search(r";\s*$", text)
        assert "%%capture" not in text
        assert "filterwarnings" not in text


def test_each_chapter_says_what_a_reader_may_change(file):
    [tagged] = [cell for cell in cells(file, "code") if "parameters" in cell["metadata"].get("tags", [])]
    [said] = [source(cell) for cell in cells(file, "markdown") if "about-code" in cell["metadata"].get("tags", [])]
    names = re.findall(r"^([A-Z_]+) = ", source(tagged), re.M)
    assert names
    assert said.startswith("**What a reader may change.** ")
    assert [name for name in names if f"`{name}`" not in said] == []
