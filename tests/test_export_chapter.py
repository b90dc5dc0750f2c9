"""One chapter as a file of its own says what the chapter says in the report, under the same numbers, and leads nowhere else."""

import os
import re
import shutil
import subprocess
import sys

import pymupdf
import pytest

from helpers import cards
from helpers.export import BuildError, chapter
from helpers.paths import BUILD, NOTEBOOKS, ROOT
from tests import pages
from tests.chapters import titles
from tests.test_export_html import having

CAPTION = re.compile(r'href="#((?:fig|tab)-[^"]+)">(\w+ [0-9]+)\.</a>')


@pytest.fixture(scope="module", params=[0, 5])
def number(request):
    return request.param


@pytest.fixture(scope="module")
def made(number, report_html, tmp_path_factory):
    """The page and the PDF of a chapter."""
    folder = tmp_path_factory.mktemp("build")
    shutil.copytree(BUILD / "charts", folder / "charts")
    files = chapter.write(str(number), NOTEBOOKS, folder, cards.short)
    assert [file.name for file in files] == [f"chapter-{number}.html", f"chapter-{number}.pdf"]
    assert sorted(file.name for file in folder.iterdir()) == [*(file.name for file in files), "charts"]
    return files


@pytest.fixture(scope="module")
def page(made):
    return made[0].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def inside(number, report_html):
    """The same chapter in the report."""
    body = report_html.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
    return re.split("(?=<h2 )", body)[1:][number]


def test_it_says_what_the_chapter_says_in_the_report(page, inside):
    own = re.split('<h3 id="chapter-sources"', page.partition("<main")[2].partition("</main>")[0])[0]
    assert pages.texts(f"<main{own}") == pages.texts(inside)


def test_figures_and_tables_have_the_numbers_they_have_in_the_report(made, page, inside):
    assert CAPTION.findall(page) == CAPTION.findall(inside)
    with pymupdf.open(made[1]) as document:
        text = "".join(str(sheet.get_text()) for sheet in document)
    printed = re.findall(r"^((?:Figure|Table) [0-9]+)\. ", text, re.MULTILINE)
    assert set(printed) == {name for _, name in CAPTION.findall(inside)}


def test_every_link_in_it_finds_its_place_and_every_source_its_card(number, page):
    ids = having(pages.elements(page), "id")
    targets = {address[1:] for address in having(pages.elements(page), "href", "a") if address.startswith("#")}
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))
    there = {id for id in ids if id.startswith("source-")}
    assert there == {target for target in targets if target.startswith("source-")} or number == 5
    assert there
    assert ("chapter-sources" in ids) == (number != 5)


def test_it_says_that_it_is_one_chapter_and_where_it_begins(number, made, page):
    subtitle = f"{titles()[number]}: one chapter of the report"
    assert f'<p class="subtitle">{subtitle}</p>' in page
    with pymupdf.open(made[1]) as document:
        assert subtitle in " ".join(str(document[0].get_text()).split())
        assert [title for level, title, _ in document.get_toc() if level == 1] == [titles()[number]]


NONE = 'There is no chapter "{}": N is one of 0, 1, 2, 3, 4, 5, 6, as in make chapter N=2.'


@pytest.mark.parametrize("number", ["9", "-1", "two", ""])
def test_a_chapter_that_is_not_there_is_refused(number, tmp_path):
    with pytest.raises(BuildError) as refused:
        chapter.write(number, NOTEBOOKS, tmp_path, cards.short)
    assert str(refused.value) == NONE.format(number)
    assert not list(tmp_path.iterdir())


def test_the_command_says_so_in_one_sentence():
    words = [sys.executable, "-m", "helpers.export.chapter", ""]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{NONE.format('')}\n")


def test_make_knows_how_to_write_a_chapter(report_html):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    words = ["make", "-n", "chapter", "N=3"]
    done = subprocess.run(words, cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].endswith('-m helpers.export.chapter "3"')
