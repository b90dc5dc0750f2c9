"""The site that runs in a reader's browser: complete without its runtime, and with it the same sentences as the report.

The last test needs a folder with Pyodide's distribution, PYODIDE=folder. Without it, it is reported as not run.
"""

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import nbformat
import pytest

from helpers.export import live
from helpers.paths import NOTEBOOKS

RUNTIME = os.environ.get("PYODIDE")
TRIED = ["01_docket_size.ipynb", "03_removal_obstacles.ipynb", "07_look_up_a_nationality.ipynb"]


def test_helpers_and_data_of_the_wheel_work_without_compiled_checkers(tmp_path):
    with zipfile.ZipFile(live.wheel(tmp_path / "wheels")) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "site")
    code = """
import sys
for blocked in ("frictionless", "pydantic_core", "rpds", "yaml", "jsonschema"):
    sys.modules[blocked] = None
from helpers import load, paths
from helpers.exhibits import say
data = load.data()
print(paths.DATA, data.total(data.as_of))
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n{code}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(tmp_path / "site/data"), "1445549"]


def test_every_chapter_is_there_blank_and_with_its_way_back(tmp_path):
    titles = live.contents(tmp_path / "contents")
    assert list(titles) == sorted(path.name for path in NOTEBOOKS.glob("0*.ipynb"))
    for name in titles:
        notebook = nbformat.read(tmp_path / "contents" / name, as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert not [cell for cell in code if cell.outputs]
        assert "non-detained-docket" in code[0].source
        assert "index.html#back" in notebook.cells[1].source
        original = nbformat.read(NOTEBOOKS / name, as_version=4)
        assert [cell.source for cell in notebook.cells[3:]] == [cell.source for cell in original.cells[2:]]


def test_the_start_page_says_what_loads_and_leads_to_every_chapter():
    page = live.start_page({"01_docket_size.ipynb": "Docket <size>"})
    assert 'href="notebooks/index.html?path=01_docket_size.ipynb"' in page
    assert "Docket &lt;size&gt;" in page
    assert f"{live.MEGABYTES} MB" in page
    assert 'id="jupyter-config-data"' in page, "JupyterLite reads the folder's page for its settings"
    assert not re.findall(r'(?:href|src)="/', page), "an address that begins at the root fails under a sub-path"


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
    assert kernel["pyodideUrl"] == ("../pyodide/pyodide.js" if RUNTIME else f"{live.DISTRIBUTION}pyodide.js")
    listed = {name for name, releases in json.loads((site / "pypi/all.json").read_text()).items() if releases}
    assert {"non-detained-docket", *live.PURE} <= listed
    assert {path.name for path in (site / "files").glob("*.ipynb")} == {
        path.name for path in NOTEBOOKS.glob("0*.ipynb")
    }
    assert all(
        (site / name).is_file()
        for name in ("index.html", "notebooks/index.html", "lab/index.html", "service-worker.js")
    )


@pytest.mark.slow
@pytest.mark.skipif(not RUNTIME, reason="not run: it needs Pyodide's distribution in a folder, PYODIDE=folder")
@pytest.mark.parametrize("name", TRIED)
def test_a_chapter_says_the_same_in_a_browser(site, name, browser):
    served = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site.parent.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), served)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    outside: list[str] = []
    page.on(
        "request",
        lambda asked: (
            outside.append(asked.url) if "127.0.0.1" not in asked.url and asked.url.startswith("http") else None
        ),
    )
    page.goto(f"http://127.0.0.1:{server.server_port}/sub/live/notebooks/index.html?path={name}")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.click('.lm-MenuBar-itemLabel:text("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    counted = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every(at => /\\d/.test(at.innerText))"
    page.wait_for_function(counted, timeout=240_000)
    shown = page.evaluate("document.querySelector('.jp-Notebook').innerText")
    server.shutdown()
    page.close()
    plain = re.sub(r"\s+", " ", shown)
    outputs = [
        output for cell in nbformat.read(NOTEBOOKS / name, as_version=4).cells for output in cell.get("outputs", [])
    ]
    said = [output["data"]["text/plain"] for output in outputs if "text/markdown" in output.get("data", {})]
    sentences = [
        re.sub(r"\s+", " ", line.lstrip("->0123456789. "))
        for text in said
        for line in text.splitlines()
        if line.strip()
    ]
    assert sentences
    assert [sentence for sentence in sentences if sentence not in plain] == []
    assert outside == []
