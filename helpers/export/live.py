"""`make live`: the chapters as a site that runs in the reader's own browser, in build/live/.

JupyterLite serves the notebooks; Pyodide, a Python for browsers, runs them. The site holds the notebooks, a wheel of
`helpers/` and `data/`, and the few pure packages they need. Python itself, numpy, pandas and matplotlib are those of
live.lock.json: from a folder with Pyodide's distribution that PYODIDE names, which makes the site complete in itself, or
else from the address where Pyodide publishes it, which the reader's browser then asks.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from string import Template

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.export import BuildError, meta, wheels
from helpers.paths import BUILD, NOTEBOOKS

HERE = Path(__file__).parent
INTERFACE = 7_000_000  # bytes of JupyterLite that a first visit loads, measured
KERNEL = Path(sys.prefix) / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
CHAPTERS = "0[0-7]_*.ipynb"
SETUP = """# This cell belongs to the browser's copy: it brings the report's helpers and data.
%pip install -q non-detained-docket
import logging, warnings
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", message="(?s).*Pyarrow.*")"""
ABOUT = """*This chapter runs in your own browser, and the bar below says how far it is. Change a value in a cell and choose
Run again: sentences, tables and figures follow. Your changes stay in this browser until you go back to the report's version.
[All chapters](../index.html)*"""
OPTIONS = {
    "appName": "Run a chapter",
    "disabledExtensions": ["@jupyterlite/application-extension:service-worker-manager"],  # no chapter reads its files
    "enableMemoryStorage": False,
    "exposeAppInBrowser": True,  # live.js gives it its commands
}
OVERRIDES = {
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},  # live.js keeps what is changed
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},  # a browser's own search finds all text
}


def build(target: Path = BUILD / "live", runtime: Path | None = None) -> None:
    """Write the site. runtime: a folder with Pyodide's distribution to put into it. Raises BuildError."""
    with tempfile.TemporaryDirectory() as folder:
        lite, made = Path(folder), Path(folder) / "site"
        chapters = contents(lite / "contents")
        own = [wheels.own(lite / "wheels"), *wheels.pure(lite / "wheels")]
        place = (
            "../pyodide/" if runtime else f"https://cdn.jsdelivr.net/pyodide/v{wheels.lock()['info']['version']}/full/"
        )
        kernel = {
            "pyodideUrl": f"{place}pyodide.js",
            "disablePyPIFallback": True,
            "loadPyodideOptions": {"lockFileURL": "pyodide-lock.json", "packages": wheels.WANTED},
        }
        options = OPTIONS | {"litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}}
        (lite / "jupyter-lite.json").write_text(
            json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": options})
        )
        (lite / "overrides.json").write_text(json.dumps(OVERRIDES))
        settings = {
            "apps": ["notebooks"],
            "contents": [str(lite / "contents")],
            "federated_extensions": [str(KERNEL)],  # and none of those that the environment's JupyterLab has
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(made),
            "source_date_epoch": 1732406400,
        }
        config = {"LiteBuildConfig": settings, "PipliteAddon": {"piplite_urls": [str(file) for file in own]}}
        (lite / "jupyter_lite_config.json").write_text(json.dumps(config))
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(lite)]
        done = subprocess.run(command, cwd=lite, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BuildError(f"JupyterLite could not build the site: {done.stderr.strip().splitlines()[-1]}")
        if runtime:
            wheels.copy_runtime(runtime, made / "pyodide")
        shutil.copy(wheels.LOCK, made / "pyodide-lock.json")
        add_bar(made, place)
        first = sum(wheels.sizes().values()) + sum(file.stat().st_size for file in own) + INTERFACE
        (made / "index.html").write_text(start_page(chapters, first), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def contents(folder: Path) -> dict[str, str]:
    """Write the chapters for the site, without outputs, into a folder. Returns their titles by file name."""
    folder.mkdir(parents=True)
    titles = {}
    for file in sorted(NOTEBOOKS.glob(CHAPTERS)):
        notebook = nbformat.read(file, as_version=4)
        titles[file.name] = re.findall(r"^# (.+)$", notebook.cells[1].source, re.MULTILINE)[0]
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        about, setup = (
            new_markdown_cell(ABOUT, id="about"),
            new_code_cell(SETUP, id="setup", metadata={"jupyter": {"source_hidden": True}}),
        )
        notebook.cells = [notebook.cells[1], about, setup, *notebook.cells[2:]]
        notebook.metadata = {"kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}}
        nbformat.write(notebook, folder / file.name)
    return titles


def add_bar(site: Path, runtime: str) -> None:
    """Put the bar of live.js into the page in which JupyterLite opens a chapter. Raises BuildError."""
    page = site / "notebooks/index.html"
    before, head, after = page.read_text(encoding="utf-8").partition("</head>")
    if not head:
        raise BuildError("The page in which JupyterLite opens a notebook has no head: live.js has no place.")
    facts = {"runtime": runtime, "bytes": sum(wheels.sizes().values()), "elsewhere": elsewhere()}
    bar = f"""<script id="live" type="application/json">{json.dumps(facts)}</script>
<link rel="stylesheet" href="../live.css"><script src="../live.js"></script>
"""
    page.write_text(
        before.replace("Jupyter Notebook - Notebooks", "Run a chapter") + bar + head + after, encoding="utf-8"
    )
    for name in ("live.js", "live.css"):
        shutil.copy(HERE / name, site / name)


def elsewhere() -> dict[str, str]:
    """Where a reader goes whose browser cannot run Python: the folder of the notebooks, and where they run.

    REPORT_REPOSITORY in the environment says where the repository is; without it or one in CITATION.cff, both are empty.
    """
    repository = os.environ.get("REPORT_REPOSITORY") or meta.read().repository
    place = repository.removeprefix("https://github.com/")
    return {
        "notebooks": f"{repository}/blob/main/notebooks/" if repository else "",
        "binder": f"https://mybinder.org/v2/gh/{place}/main?urlpath=lab/tree/notebooks/" if place != repository else "",
    }


def start_page(chapters: dict[str, str], first: int) -> str:
    """The page of all chapters; first: the bytes that a first visit loads."""
    template = Template((HERE / "live.html").read_text(encoding="utf-8"))
    links = "\n".join(
        f'<li><a href="notebooks/index.html?path={html.escape(name)}">{html.escape(title)}</a></li>'
        for name, title in chapters.items()
    )
    places = {kind: html.escape(place) for kind, place in elsewhere().items()}
    read = '<a href="../report.html">read the report</a>'
    if places["notebooks"]:
        read = f'<a href="{places["notebooks"].replace("/blob/", "/tree/")}">read the notebooks</a>'
    binder = f' or <a href="{places["binder"]}">run them on Binder</a>' if places["binder"] else ""
    return template.substitute(chapters=links, megabytes=round(first / 1e6), elsewhere=read + binder)


if __name__ == "__main__":
    try:
        build(runtime=Path(os.environ["PYODIDE"]) if os.environ.get("PYODIDE") else None)
    except BuildError as error:
        sys.exit(str(error))
    print("build/live/ is ready: run python3 -m http.server -d build and open http://localhost:8000/live/")
