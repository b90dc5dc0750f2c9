"""The site that runs in a reader's browser: complete without its runtime, and with it the same sentences as the report.

The last tests need a folder with Pyodide's distribution, PYODIDE=folder. Without it, they are reported as not run.
"""

import functools
import http.server
import json
import re
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_output

from helpers import load
from helpers.export import BuildError, live, wheels
from helpers.paths import NOTEBOOKS
from tests.conftest import NO_PYODIDE, RUNTIME

SIZE, OBSTACLES, LOOK_UP = "01_docket_size.ipynb", "03_removal_obstacles.ipynb", "07_look_up_a_nationality.ipynb"
BLOCKED = ("frictionless", "pydantic_core", "rpds", "yaml", "jsonschema", "psutil", "zmq", "tornado")
PROGRAM = f"""
import json, sys
for blocked in {BLOCKED}:
    sys.modules[blocked] = None
sys.path.insert(0, sys.argv[1])
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell, said = InteractiveShell.instance(), []
shell.kernel = None  # it is shown, not printed
for cell in json.load(open(sys.argv[2]))["cells"]:
    if cell["cell_type"] == "code" and cell["id"] != "setup":
        with capture_output() as shown:
            ran = shell.run_cell("".join(cell["source"]))
        ran.raise_error()
        last = [] if ran.result is None else [shell.display_formatter.format(ran.result)[0]]
        said.append([output.data for output in shown.outputs] + last)
print(json.dumps([sys.modules["helpers"].__file__, said], allow_nan=False))
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """What the browser's Python finds: the report's wheel, unpacked, and the chapters of the site."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheels.own(folder / "wheels")) as archive:
        assert archive.testzip() is None
        archive.extractall(folder / "packages")
    live.contents(folder / "contents")
    return folder


@pytest.mark.parametrize("name", [SIZE, OBSTACLES, LOOK_UP])
def test_a_chapter_says_the_same_without_compiled_checkers(unpacked, name, tmp_path):
    command = [sys.executable, "-I", "-c", PROGRAM, unpacked / "packages", unpacked / "contents" / name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    place, said = json.loads(done.stdout.splitlines()[-1])
    assert place.startswith(str(unpacked))
    for data in (data for cell in said for data in cell):
        nbformat.validate(new_output("display_data", data=data), ref="display_data", version=4)
    assert _said(said) == _said(_committed(name))


def test_changed_data_are_not_taken_where_they_cannot_be_checked(monkeypatch, unpacked, tmp_path):
    folder = tmp_path / "data"
    (unpacked / "packages/data").rename(folder)
    monkeypatch.setattr(load, "CHECKED", unpacked / "packages/build/checked.json")
    monkeypatch.setitem(sys.modules, "frictionless", None)
    monkeypatch.setattr(load.contract, "read", lambda folder: __import__("frictionless"))
    assert load.data(folder).total("2024-11-24") == 1_445_549
    (folder / "sources.csv").write_text((folder / "sources.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(load.DataError, match=r"sources\.csv, not as when it was checked.*it cannot be checked here"):
        load.data(folder)
    folder.rename(unpacked / "packages/data")


def test_every_chapter_is_there_blank_and_with_its_way_back(unpacked):
    names = sorted(path.name for path in NOTEBOOKS.glob("0*.ipynb"))
    assert sorted(path.name for path in (unpacked / "contents").iterdir()) == names
    for name in names:
        notebook = nbformat.read(unpacked / "contents" / name, as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert not [cell for cell in code if cell.outputs]
        assert "non-detained-docket" in code[0].source
        assert "(../index.html)" in notebook.cells[1].source
        original = nbformat.read(NOTEBOOKS / name, as_version=4)
        assert [cell.source for cell in notebook.cells[3:]] == [cell.source for cell in original.cells[2:]]


def test_the_start_page_says_what_loads_and_leads_to_every_chapter():
    page = live.start_page({SIZE: "Docket <size>"}, 48_600_000)
    assert f'href="notebooks/index.html?path={SIZE}"' in page
    assert "Docket &lt;size&gt;" in page
    assert "about 49 MB" in page
    assert 'id="jupyter-config-data"' in page, "JupyterLite reads the folder's page for its settings"
    assert not re.findall(r'(?:href|src)="/', page), "an address that begins at the root fails under a sub-path"


@pytest.mark.parametrize(
    ("repository", "reading", "running"),
    [
        ("", "../../report.html#", ""),
        (
            "https://github.com/a/b",
            "https://github.com/a/b/blob/main/notebooks/",
            "https://mybinder.org/v2/gh/a/b/main?urlpath=lab/tree/notebooks/",
        ),
    ],
)
def test_a_browser_that_cannot_run_a_chapter_is_led_elsewhere(monkeypatch, repository, reading, running):
    monkeypatch.setattr(live.meta, "read", lambda: type("Meta", (), {"repository": repository}))
    assert live.elsewhere() == {"notebooks": reading, "binder": running}
    assert ("Binder" in live.start_page({}, 0)) == bool(repository)


def test_a_runtime_with_another_file_than_the_pinned_one_is_refused(tmp_path):
    for name in wheels.sizes():
        (tmp_path / name).write_bytes(b"another")
    with pytest.raises(BuildError, match=r"pyodide\.js .*is not the file that live\.lock\.json names"):
        wheels.copy_runtime(tmp_path, tmp_path / "copy")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, with its runtime where there is one."""
    target = tmp_path_factory.mktemp("live") / "sub" / "live"
    live.build(target, Path(RUNTIME) if RUNTIME else None)
    return target


@pytest.mark.slow
def test_the_site_is_complete(site):
    settings = json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = settings["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    elsewhere = f"https://cdn.jsdelivr.net/pyodide/v{wheels.lock()['info']['version']}/full/pyodide.js"
    assert kernel["pyodideUrl"] == ("../pyodide/pyodide.js" if RUNTIME else elsewhere)
    assert kernel["loadPyodideOptions"]["lockFileURL"] == "pyodide-lock.json"
    assert json.loads((site / "pyodide-lock.json").read_text()) == wheels.lock()
    listed = {name for name, releases in json.loads((site / "pypi/all.json").read_text()).items() if releases}
    assert {"non-detained-docket", *wheels.PURE} <= listed
    assert [one["name"] for one in settings["federated_extensions"]] == ["@jupyterlite/pyodide-kernel-extension"], (
        "one of the environment's JupyterLab stops the page"
    )
    chapters = {path.name for path in NOTEBOOKS.glob("0*.ipynb")}
    assert {path.name for path in (site / "files").glob("*.ipynb")} == chapters
    start = (site / "index.html").read_text(encoding="utf-8")
    (megabytes,) = re.findall(r"loads about (\d+) MB", start)
    assert round(int(megabytes), -1) == 50, "the link in helpers/export/parts.html says 50 MB"
    assert set(re.findall(r'"notebooks/index\.html\?path=([^"]+)"', start)) == chapters
    opened = (site / "notebooks/index.html").read_text(encoding="utf-8")
    for place in re.findall(r'(?:href|src)="([^"?]+)', opened):
        assert (site / "notebooks" / place).is_file(), place


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, format, *arguments) -> None:
        pass


@pytest.fixture
def chapter(site, browser):
    """Opens a chapter from a server and lets it run; afterwards nothing was asked of another host."""
    served = functools.partial(Quiet, directory=str(site.parent.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), served)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here, asked = f"http://127.0.0.1:{server.server_port}/", []
    context = browser.new_context(viewport={"width": 820, "height": 1000})
    context.on("request", lambda request: asked.append(request.url))

    def opened(name):
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{here}sub/live/notebooks/index.html?path={name}")
        _wait(page)
        return page

    yield opened
    context.close()
    server.shutdown()
    assert [url for url in asked if not url.startswith((here, "blob:", "data:"))] == []
    assert asked


@pytest.mark.slow
@pytest.mark.skipif(not RUNTIME, reason=NO_PYODIDE)
def test_a_chapter_says_the_same_in_a_browser(chapter):
    shown = _shown(chapter(SIZE))
    assert _said(shown) == _said(_committed(SIZE))
    assert len(_pictures(shown)) == len(_pictures(_committed(SIZE))) > 0


@pytest.mark.slow
@pytest.mark.skipif(not RUNTIME, reason=NO_PYODIDE)
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (OBSTACLES, "PACE = 2.0", "PACE = 6.5"),
        (LOOK_UP, '["India"]', '["Haiti"]'),
        (LOOK_UP, '["India"]', '["Haiti", "Laos", "Burma"]'),
    ],
)
def test_a_chapter_says_the_same_in_a_browser_before_and_after_a_change(chapter, tmp_path, name, old, new):
    page = chapter(name)
    before = _shown(page)
    assert _said(before) == _said(_committed(name))

    page.locator(".cm-content", has_text=old).click()
    page.keyboard.press("Control+A")
    (source,) = [source for cell in _notebook(name).cells if old in (source := cell.source)]
    page.keyboard.insert_text(source.replace(old, new))
    _again(page, "#live-run")
    changed = _notebook(name)
    for cell in changed.cells:
        cell.source = cell.source.replace(old, new)
    NotebookClient(changed, timeout=120, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    after = _shown(page)
    assert _said(after) == _said(_outputs(changed))
    assert _said(after) != _said(before)
    marked = page.locator(".live-changed")
    assert marked.count() == sum(one != other for one, other in zip(before, after, strict=True)) > 0
    assert "image/png" not in str(before) or _pictures(after) != _pictures(before)
    screen = _plain(page.inner_text(".jp-Notebook"))
    for text in [data["text/markdown"] for cell in after for data in cell if "text/markdown" in data]:
        assert _plain(re.split(r"[\[*(`<]", text)[0]) in screen

    page.wait_for_function("!document.querySelector('#live-back').disabled")
    page.reload()
    _wait(page)
    assert "changes of yours" in page.inner_text("#live-bar")
    assert _said(_shown(page)) == _said(after), "the reader's change was not kept"
    _again(page, "#live-back")
    assert _said(_shown(page)) == _said(before), "this is not the report's version"


@pytest.mark.slow
@pytest.mark.skipif(not RUNTIME, reason=NO_PYODIDE)
def test_a_value_that_is_not_allowed_is_answered_and_a_source_leads_to_the_report(chapter):
    page = chapter(OBSTACLES)
    with page.context.expect_page() as tab:
        page.locator(".jp-Notebook a[href*='C_sources']").first.click()
    assert re.search(r"/sub/report\.html#source-[\w-]+$", tab.value.url)
    page.locator(".cm-content", has_text="PACE = 2.0").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text('YEAR, MOST, PACE, NOT_EXECUTABLE, HORIZON = "FY2024", 24, 60, 0.15, 20')
    page.click("#live-run")
    page.wait_for_function("document.querySelector('#live-bar').innerText.includes('error')", timeout=120_000)
    assert "PACE is 60; allowed is a number from 0.0 to 20.0" in page.inner_text(".jp-Notebook")


def _wait(page) -> None:
    """Until all cells ran."""
    ended = "/^Done|error/.test(document.querySelector('#live-bar')?.innerText)"
    page.wait_for_function(ended, timeout=240_000)
    assert page.inner_text("#live-bar").startswith("Done")


def _again(page, button: str) -> None:
    """Choose a button that runs all cells, and wait for them."""
    page.click(button)
    page.wait_for_function("!document.querySelector('#live-bar').innerText.startsWith('Done')")
    _wait(page)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lstrip("->0123456789. ")).strip()


def _notebook(name: str) -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOKS / name, as_version=4)


def _outputs(notebook: nbformat.NotebookNode) -> list[list[dict]]:
    return [[out.get("data", out) for out in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def _committed(name: str) -> list[list[dict]]:
    return _outputs(_notebook(name))


def _shown(page) -> list[list[dict]]:
    """What each cell of the report shows in the browser; all of it is a valid notebook."""
    found = page.evaluate("JSON.stringify(window.jupyterapp.shell.currentWidget.context.model.toJSON())")
    notebook = nbformat.reads(found, as_version=4)
    nbformat.validate(notebook)
    setup = next(cell for cell in notebook.cells if cell.id == "setup")
    assert setup.outputs == []
    notebook.cells.remove(setup)
    return _outputs(notebook)


def _said(cells: list[list[dict]]) -> list[list[dict]]:
    """Every sentence and number, without the pictures, which another matplotlib draws, and what is not given."""

    def kept(value):
        return {key: one for key, one in value.items() if one is not None} if isinstance(value, dict) else value

    return [
        [{kind: kept(value) for kind, value in data.items() if kind != "image/png"} for data in cell] for cell in cells
    ]


def _pictures(cells: list[list[dict]]) -> list[str]:
    return [data["image/png"] for cell in cells for data in cell if "image/png" in data]
