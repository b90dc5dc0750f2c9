"""The site that runs in a reader's browser: complete without its runtime, and with it the same sentences as the report.

The last tests need a folder with Pyodide's distribution, PYODIDE=folder. Without it, they are reported as not run.
"""

import json
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_output

from helpers.export import BuildError, kept, live, wheels
from helpers.paths import NOTEBOOKS
from tests import cells
from tests.conftest import RUNTIME

BLOCKED = ("frictionless", "pydantic_core", "rpds", "yaml", "jsonschema", "psutil", "zmq", "tornado")
PROGRAM = f"""
import json, sys
for blocked in {BLOCKED}:
    sys.modules[blocked] = None
sys.path.insert(0, sys.argv[1])
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell, chapters = InteractiveShell.instance(), []
shell.kernel = None  # it is shown, not printed
for chapter in sys.argv[2:]:
    shell.reset()
    said = []
    for cell in json.load(open(chapter))["cells"]:
        if cell["cell_type"] == "code" and cell["id"] != "setup":
            with capture_output() as shown:
                ran = shell.run_cell("".join(cell["source"]))
            ran.raise_error()
            last = [] if ran.result is None else [shell.display_formatter.format(ran.result)[0]]
            said.append([output.data for output in shown.outputs] + last)
    chapters.append(said)
print(json.dumps([sys.modules["helpers"].__file__, chapters], allow_nan=False))
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


@pytest.mark.slow
def test_chapters_say_the_same_without_compiled_checkers(unpacked, tmp_path):
    names = [cells.OBSTACLES, cells.LOOK_UP]
    files = [unpacked / "contents" / name for name in names]
    command = [sys.executable, "-I", "-c", PROGRAM, unpacked / "packages", *files]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    place, chapters = json.loads(done.stdout.splitlines()[-1])
    assert place.startswith(str(unpacked))
    for name, said in zip(names, chapters, strict=True):
        for data in (data for cell in said for data in cell):
            nbformat.validate(new_output("display_data", data=data), ref="display_data", version=4)
        assert cells.said(said) == cells.said(cells.committed(name))


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
    page = live.start_page({cells.SIZE: "Docket <size>"}, 48_600_000)
    assert f'href="notebooks/index.html?path={cells.SIZE}"' in page
    assert "Docket &lt;size&gt;" in page
    assert "about 49 MB" in page
    assert 'id="jupyter-config-data"' in page, "JupyterLite reads the folder's page for its settings"
    assert not re.findall(r'(?:href|src)="/', page), "an address that begins at the root fails under a sub-path"


ELSEWHERE = {
    "": '<a href="../report.html">read the report</a>.',
    "https://github.com/a/b": '<a href="https://github.com/a/b/tree/main/notebooks/">read the notebooks</a> or <a '
    'href="https://mybinder.org/v2/gh/a/b/main?urlpath=lab/tree/notebooks/">run them on Binder</a>.',
}


@pytest.mark.parametrize("repository", ELSEWHERE)
def test_a_browser_that_cannot_run_a_chapter_is_led_elsewhere(monkeypatch, repository):
    monkeypatch.setattr(live.meta, "read", lambda: type("Meta", (), {"repository": repository}))
    assert f"You can {ELSEWHERE[repository]}" in " ".join(live.start_page({}, 0).split())


def test_a_runtime_with_another_file_than_the_pinned_one_is_refused(tmp_path):
    for name in wheels.sizes():
        (tmp_path / name).write_bytes(b"another")
    with pytest.raises(BuildError, match=r"pyodide\.js .*is not the file that live\.lock\.json names"):
        wheels.copy_runtime(tmp_path, tmp_path / "copy")


def test_a_site_without_its_bar_or_a_package_is_not_made(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/index.html").write_text("<body>")
    with pytest.raises(BuildError, match="has no head"):
        live.add_bar(tmp_path, "")
    monkeypatch.setattr(wheels, "PURE", ("seaborn", "nobody-has-it"))
    with pytest.raises(BuildError, match="does not pin all of seaborn, nobody-has-it"):
        wheels.pure(tmp_path)


@pytest.mark.slow
def test_the_site_is_complete(live_site):
    assert not kept.drop_old(live_site, kept.LIVE)  # a build leaves it alone
    settings = json.loads((live_site / "jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = settings["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    elsewhere = f"https://cdn.jsdelivr.net/pyodide/v{wheels.lock()['info']['version']}/full/pyodide.js"
    assert kernel["pyodideUrl"] == ("../pyodide/pyodide.js" if RUNTIME else elsewhere)
    assert kernel["loadPyodideOptions"]["lockFileURL"] == "pyodide-lock.json"
    assert json.loads((live_site / "pyodide-lock.json").read_text()) == wheels.lock()
    listed = {name for name, releases in json.loads((live_site / "pypi/all.json").read_text()).items() if releases}
    assert {"non-detained-docket", *wheels.PURE} <= listed
    assert [one["name"] for one in settings["federated_extensions"]] == ["@jupyterlite/pyodide-kernel-extension"], (
        "one of the environment's JupyterLab stops the page"
    )
    chapters = {path.name for path in NOTEBOOKS.glob("0*.ipynb")}
    assert {path.name for path in (live_site / "files").glob("*.ipynb")} == chapters
    start = (live_site / "index.html").read_text(encoding="utf-8")
    (megabytes,) = re.findall(r"loads about (\d+) MB", start)
    assert round(int(megabytes), -1) == 50, "the link in helpers/export/parts.html says 50 MB"
    assert set(re.findall(r'"notebooks/index\.html\?path=([^"]+)"', start)) == chapters
    opened = (live_site / "notebooks/index.html").read_text(encoding="utf-8")
    for place in re.findall(r'(?:href|src)="([^"?]+)', opened):
        assert (live_site / "notebooks" / place).is_file(), place
