"""Every number and every comparison that the built report shows is computed from today's data, in its section."""

import json
import re

import pikepdf
import pymupdf
import pytest

from helpers import load, show
from helpers.paths import NOTEBOOKS, ROOT
from tests import built, compare, pages, replay
from tests.compare import in_notebook, in_page, in_paper, in_readme
from tests.reviewed import REVIEWED
from tests.test_export_pdf import structure


@pytest.fixture(scope="module")
def now():
    """What the chapters show and compute now."""
    return replay.chapters()


@pytest.fixture(scope="module")
def known():
    return built.Known(load.data().raw)


@pytest.fixture(scope="module")
def page(report_html):
    return report_html.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def paper(report_pdf):
    return report_pdf.read_bytes()


# The report as built


def test_the_page_says_what_the_chapters_say_now(page, now):
    assert in_page(page, [built.front(), *now.sections]) == []


def test_every_number_of_the_page_was_put_into_words_in_its_section(page, now, known):
    shown = built.html(page, now.sections)
    wrong = [
        f"build/report.html, {section.chapter}, “{section.title}”, {kind}: {', '.join(numbers)} in “{text}”"
        for section in now.sections
        for kind, text in shown[section.place]
        if (numbers := known.uncomputed(kind, text, section.numbers))
    ]
    assert wrong == []


def test_the_pdf_says_what_the_chapters_say_now(paper, now):
    assert in_paper(paper, now.sections) == []


def test_the_pictures_of_the_pdf_have_the_text_alternatives_of_now(report_pdf, now):
    with pikepdf.open(report_pdf) as pdf:
        alternatives = sorted(pages.plain(str(figure.Alt)) for figure in structure(pdf, "Figure"))
    assert alternatives == sorted(text for section in now.sections for kind, text in section.texts if kind == "alt")


@pytest.mark.parametrize("file", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda file: file.stem)
def test_the_outputs_of_the_notebooks_are_those_of_now(file, now):
    assert in_notebook(file, json.loads(file.read_text(encoding="utf-8")), now) == []


def test_the_readme_says_what_the_report_says_now():
    assert in_readme((ROOT / "README.md").read_text(encoding="utf-8")) == []


def test_every_number_in_letters_was_put_into_words_or_asserted_in_its_section(now):
    assert compare.uncounted(now.sections) == []


# Comparisons


def test_what_is_typed_compares_nothing_that_was_not_asserted_or_read_by_hand(now):
    assert compare.uncompared_typed(now.sections) == []


def test_tables_and_pictures_compare_nothing_that_was_not_asserted_or_read_by_hand(now, known):
    assert compare.uncompared_shown(now.sections, known) == []


def test_everything_read_by_hand_is_still_said(now, known, monkeypatch):
    monkeypatch.setattr(compare, "REVIEWED", set())
    found = [
        *compare.uncounted(now.sections),
        *compare.uncompared_typed(now.sections),
        *compare.uncompared_shown(now.sections, known),
    ]
    said = " ".join(" ".join(found).split())
    assert [text for text in REVIEWED if text not in said] == []


# Showing that it works: one thing is changed, and the message says where


def test_a_changed_figure_in_the_data_is_noticed(page):
    chapter = page[page.index('<h2 id="docket-size"') : page.index('<h2 id="nationality"')]
    sections = replay.chapters("01", replay.changed("custody", "179,071", "179,072")).sections
    found = in_page(f"<main>{chapter}", sections)
    place = "build/report.html, 1. Docket size, “Who is in custody, who is monitored, and who is neither”"
    assert any(one.startswith(f"{place}, sentence: built “") and "179,071" in one and "179,072" in one for one in found)
    assert any(one.startswith(f"{place}, drawn: built “on alternatives to detention 179,071") for one in found)


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence", "cell"),
    [
        ("docket", "6,199,629", "8,199,629", "The docket grew by −6.3% during FY2024", "cell 7, “Findings”"),
        ("custody", "163,536", "13,536", "so a count on one day misses most detention", "cell 21, “Who is in custody"),
    ],
)
def test_a_comparison_that_the_data_no_longer_bears_out_stops_its_cell(table, old, new, sentence, cell):
    with pytest.raises(show.ClaimError, match=f'not true for the figures at hand: "{sentence}') as stopped:
        replay.chapters("01", replay.changed(table, old, new))
    assert stopped.value.__notes__[0].startswith(f"in 01_docket_size.ipynb, {cell}")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('"wide">Removals in FY2024 were above', '"wide">Removals in FY2024 were below', "title"),
        (
            "Small bar charts, one a nationality. Removals in FY2024 were above",
            "Small bar charts, one a nationality. Removals in FY2024 were below",
            "alt",
        ),
        (
            '">Removals in FY2024 were above those of FY2019, but not for six of the 16</text>',
            '">Removals in FY2024 were below those of FY2019, but not for six of the 16</text>',
            "drawn",
        ),
        ("there were 5.3 people in the stock", "there were 5.4 people in the stock", "sentence"),
        (">271,484</td>", ">271,485</td>", "folded cell"),
    ],
)
def test_a_changed_word_or_digit_of_the_page_is_noticed(page, now, old, new, kind):
    chapter = page[page.index('<h2 id="obstacles"') : page.index('<h2 id="article"')]
    before, mark, section = chapter.partition('<h3 id="obstacles-flow"')
    assert old in section
    said = new.partition(">")[2].partition("</")[0] or new
    sections = [section for section in now.sections if section.chapter == "3. Removal obstacles"]
    found = in_page(f"<main>{before}{mark}{section.replace(old, new, 1)}", sections)
    assert found
    assert all(
        one.startswith("build/report.html, 3. Removal obstacles, “Removals against the stock”, ") for one in found
    )
    assert any(kind in one.split(": built “")[0] and said in one for one in found)


def test_a_number_of_another_section_is_no_number_of_this_one(now, known):
    sections = {section.title: section for section in now.sections if section.chapter == "3. Removal obstacles"}
    said = "4.13 million people"
    assert known.uncomputed("sentence", said, sections["What a pace of removals would do: a scenario"].numbers) == []
    assert known.uncomputed("sentence", said, sections["Capacity"].numbers) == ["4.13"]


def test_a_changed_digit_of_the_pdf_is_noticed(paper, now):
    with pymupdf.open(stream=paper) as document:
        sheet = next(p for p in document if p.search_for("163,536"))
        sheet.add_redact_annot(sheet.search_for("163,536")[0], "163,537", fontsize=6)
        sheet.apply_redactions()
        found = in_paper(document.tobytes(), now.sections)
    place = (
        "build/report.pdf, from page [0-9]+, 1. Docket size, “Who is in custody, who is monitored, and who is neither”"
    )
    assert all(re.match(place, one) for one in found)
    for said in (
        "163,537 is not computed now",
        "163,536 is computed now, and not there",
        "sentence: not there as computed now: “",
    ):
        assert any(said in one for one in found)


def test_a_changed_digit_of_the_readme_is_noticed():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [inside] = in_readme(text.replace("grew by 24.0%", "grew by 24.1%"))
    assert inside.startswith("README.md, findings, “top of the page”, line: built “- The docket grew by 24.1%")
    assert "grew by 24.0%" in inside
    [outside] = in_readme(text.replace("What is there to know in two minutes", "What do 187 rows say in two minutes"))
    assert outside.startswith("README.md: 187 is typed, not computed, in “| [Key findings]")


def test_a_changed_output_of_a_notebook_is_noticed(now):
    file = NOTEBOOKS / "00_key_findings.ipynb"
    text = file.read_text(encoding="utf-8")
    found = in_notebook(file, json.loads(text.replace("India is 13th", "India is 12th")), now)
    assert found
    assert all(one.startswith("00_key_findings.ipynb, cell 6, “Eight findings”, text/") for one in found)
    assert all("India is 12th" in one and "India is 13th" in one for one in found)
