"""What several tests need: the data, the built report, a browser to open it in, and time for what is drawn at random."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from helpers import paths

settings.register_profile("any machine", deadline=None)  # however slow it is
settings.load_profile("any machine")

MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", MAC]
MISSING = "no Chromium or Chrome was found; install one (on Debian and Ubuntu: apt install chromium)"
RUNTIME = os.environ.get("PYODIDE")
NO_PYODIDE = "no Python for browsers was named; unpack Pyodide's distribution and set PYODIDE to its folder"
# The files that take longest begin first: else one core would be left with one of them at the end.
LONGEST = ["test_export_browser", "test_export_build", "test_export_stops", "test_live", "test_charts"]


def pytest_collection_modifyitems(items) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture(scope="session", autouse=True)
def checked_once() -> Iterator[None]:
    """What the library of the contract finds in a table is asked once for the same cells: most copies change one table."""
    from helpers.checks import contract

    usual, known = contract._conformity, {}

    def remembered(sheet):
        asked = json.dumps([sheet.resource, sheet.rows])
        if asked not in known:
            known[asked] = list(usual(sheet))
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contract, "_conformity", remembered)
        yield


@pytest.fixture(scope="session")
def data():
    """The data of the report."""
    from helpers import load  # not above, where the process that hands out the tests would wait for it

    return load.data()


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of some tables, to be broken."""
    from tests import bad_data

    return bad_data.copy(tmp_path)


@pytest.fixture(scope="session")
def report_html() -> Path:
    """The report as HTML, which `make test` has built."""
    assert (paths.BUILD / "report.html").is_file(), "run make report first"
    return paths.BUILD / "report.html"


@pytest.fixture(scope="session")
def good(tmp_path_factory):
    """A small folder of notebooks that was built."""
    from tests import projects

    folder = tmp_path_factory.mktemp("good é") / "folder with a blank"
    projects.write(folder / "notebooks", **{"01_one": projects.CHAPTER, "C_sources": projects.SOURCES})
    done = projects.build(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def project(good, tmp_path):
    """A copy of it, to be broken."""
    return shutil.copytree(good, tmp_path / "copy")


@pytest.fixture(scope="session")
def live_site(tmp_path_factory) -> Path:
    """The site of make live below a sub-path, with its runtime where there is one."""
    from helpers.export import live

    target = tmp_path_factory.mktemp("live") / "sub" / "live"
    live.build(target, Path(RUNTIME) if RUNTIME else None)
    return target


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """A headless browser with no network. Skips where there is none, except in CI, where it fails."""
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else BROWSERS
    program = next((path for name in named if (path := shutil.which(name))), None)
    if not program:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-background-networking"]
        running = driver.chromium.launch(executable_path=program, args=options)
        yield running
        running.close()


@pytest.fixture(scope="session")
def window(browser) -> Iterator[tuple]:
    """A page that tests use one after the other, as a new one costs three times as much; and what is heard from it."""
    context, heard = browser.new_context(permissions=["clipboard-read", "clipboard-write"]), []
    page = context.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    yield page, heard
    context.close()


@pytest.fixture
def visit(window, report_html):
    """Opens the report; afterwards nothing was said on the console and nothing was asked of the network."""
    page, heard = window
    page.goto("about:blank")
    heard.clear()

    def opened(width=1280, anchor=""):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media="null", color_scheme="light")
        page.goto("about:blank")
        page.goto(report_html.as_uri() + anchor)
        return page

    yield opened
    page.goto("about:blank")  # hears what was said last
    assert [said for said in heard if not said.startswith(("file:", "data:", "blob:", "about:"))] == []
