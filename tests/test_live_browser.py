"""Chapters that run in a browser say what the report says, follow a change, and ask nothing of another host.

They need a folder with Pyodide's distribution, PYODIDE=folder. Without it, they are reported as not run.
"""

import functools
import http.server
import re
import threading

import nbformat
import pytest
from nbclient import NotebookClient

from helpers.paths import NOTEBOOKS
from tests import cells
from tests.conftest import NO_PYODIDE, RUNTIME

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not RUNTIME, reason=NO_PYODIDE)]
ENDED = "/^Done|error|You can/.test(document.querySelector('#live-bar')?.innerText)"


@pytest.fixture
def chapter(live_site, browser):
    """Opens a chapter from a server and lets it run; afterwards nothing was asked of another host."""
    served = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(live_site.parent.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), served)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here, asked = f"http://127.0.0.1:{server.server_port}/", []
    context = browser.new_context(viewport={"width": 820, "height": 1000})
    context.on("request", lambda request: asked.append(request.url))

    def opened(name, prepare=lambda page: None):
        page = context.new_page()
        prepare(page)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{here}sub/live/notebooks/index.html?path={name}")
        page.wait_for_function(ENDED, timeout=240_000)
        return page

    yield opened
    context.close()
    server.shutdown()
    assert [url for url in asked if not url.startswith((here, "blob:", "data:"))] == []
    assert asked


def test_a_chapter_says_the_same_in_a_browser(chapter):
    shown = _shown(chapter(cells.SIZE))
    assert cells.said(shown) == cells.said(cells.committed(cells.SIZE))
    assert len(cells.pictures(shown)) == len(cells.pictures(cells.committed(cells.SIZE))) > 0


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (cells.OBSTACLES, "PACE = 2.0", "PACE = 6.5"),
        (cells.LOOK_UP, '["India"]', '["Haiti"]'),
        (cells.LOOK_UP, '["India"]', '["Haiti", "Laos", "Burma"]'),
    ],
)
def test_a_chapter_says_the_same_in_a_browser_before_and_after_a_change(chapter, tmp_path, name, old, new):
    page = chapter(name)
    before = _shown(page)
    assert cells.said(before) == cells.said(cells.committed(name))

    page.locator(".cm-content", has_text=old).click()
    page.keyboard.press("Control+A")
    (source,) = [source for cell in cells.notebook(name).cells if old in (source := cell.source)]
    page.keyboard.insert_text(source.replace(old, new))
    _again(page, "#live-run")
    changed = cells.notebook(name)
    for cell in changed.cells:
        cell.source = cell.source.replace(old, new)
    NotebookClient(changed, timeout=120, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    after = _shown(page)
    assert cells.said(after) == cells.said(cells.outputs(changed))
    assert cells.said(after) != cells.said(before)
    marked = page.locator(".live-changed")
    assert marked.count() == sum(one != other for one, other in zip(before, after, strict=True)) > 0
    assert "image/png" not in str(before) or cells.pictures(after) != cells.pictures(before)
    screen = _plain(page.inner_text(".jp-Notebook"))
    for text in [data["text/markdown"] for cell in after for data in cell if "text/markdown" in data]:
        assert _plain(re.split(r"[\[*(`<]", text)[0]) in screen

    page.wait_for_function("!document.querySelector('#live-back').disabled")
    page.reload()
    _wait(page)
    assert "changes of yours" in page.inner_text("#live-bar")
    assert cells.said(_shown(page)) == cells.said(after), "the reader's change was not kept"
    _again(page, "#live-back")
    assert cells.said(_shown(page)) == cells.said(before), "this is not the report's version"


def test_a_value_that_is_not_allowed_is_answered_and_a_source_leads_to_the_report(chapter):
    page = chapter(cells.OBSTACLES)
    with page.context.expect_page() as tab:
        page.locator(".jp-Notebook a[href*='C_sources']").first.click()
    assert re.search(r"/sub/report\.html#source-[\w-]+$", tab.value.url)
    page.locator(".cm-content", has_text="PACE = 2.0").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text('YEAR, MOST, PACE, NOT_EXECUTABLE, HORIZON = "FY2024", 24, 60, 0.15, 20')
    page.click("#live-run")
    page.wait_for_function("document.querySelector('#live-bar').innerText.includes('error')", timeout=120_000)
    assert "PACE is 60; allowed is a number from 0.0 to 20.0" in page.inner_text(".jp-Notebook")


def test_charts_are_dark_where_the_browser_is(chapter):
    page = chapter(cells.SIZE, lambda page: page.emulate_media(color_scheme="dark"))
    looks = page.locator(".jp-RenderedImage img").evaluate_all("all => all.map((one) => getComputedStyle(one).filter)")
    assert looks
    assert all("invert" in look for look in looks)


NO_WEBASSEMBLY = "Object.defineProperty(window, 'WebAssembly', {value: undefined})"
HINDER = {
    "This browser cannot run Python": lambda page: page.add_init_script(NO_WEBASSEMBLY),
    "Python could not be loaded": lambda page: page.route("**/pandas-*", lambda route: route.abort()),
}


@pytest.mark.parametrize("why", HINDER)
def test_where_it_cannot_run_the_page_says_so_and_leads_elsewhere(chapter, why):
    page = chapter(cells.LOOK_UP, HINDER[why])
    page.wait_for_timeout(1000)
    assert page.inner_text("#live-bar").startswith(why)
    assert page.locator("#live-bar a").first.get_attribute("href").endswith((cells.LOOK_UP, "/report.html"))
    assert not page.is_visible("#live-run")


def _wait(page) -> None:
    """Until all cells ran."""
    page.wait_for_function(ENDED, timeout=240_000)
    assert page.inner_text("#live-bar").startswith("Done")


def _again(page, button: str) -> None:
    """Choose a button that runs all cells, and wait for them."""
    page.click(button)
    page.wait_for_function("!document.querySelector('#live-bar').innerText.startsWith('Done')")
    _wait(page)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lstrip("->0123456789. ")).strip()


def _shown(page) -> list[list[dict]]:
    """What each cell of the report shows in the browser; all of it is a valid notebook."""
    found = page.evaluate("JSON.stringify(window.jupyterapp.shell.currentWidget.context.model.toJSON())")
    notebook = nbformat.reads(found, as_version=4)
    nbformat.validate(notebook)
    setup = next(cell for cell in notebook.cells if cell.id == "setup")
    assert setup.outputs == []
    notebook.cells.remove(setup)
    return cells.outputs(notebook)
