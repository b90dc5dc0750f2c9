"""`make live`: the chapters as a site that runs in the reader's own browser, in build/live/.

JupyterLite serves the notebooks; Pyodide, a Python for browsers, runs them. The site holds the notebooks, a wheel of
`helpers/` and `data/`, and the few pure packages they need. Python itself, numpy, pandas and matplotlib are those of
live.lock.json: from a folder with Pyodide's distribution that PYODIDE names, which makes the site complete in itself, or
else from the address where Pyodide publishes it, which the reader's browser then asks.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from jinja2 import Template
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.export import BuildError, kept, meta, notebooks, sentence, wheels
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
        titles = contents(lite / "contents")
        packages = [wheels.own(lite / "wheels"), *wheels.pure(lite / "wheels")]
        published = f"https://cdn.jsdelivr.net/pyodide/v{wheels.lock()['info']['version']}/full/"
        place = "../pyodide/" if runtime else published
        _configure(lite, made, place, packages)
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(lite)]
        done = subprocess.run(command, cwd=lite, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BuildError(f"JupyterLite could not build the site: {done.stderr.strip().splitlines()[-1]}")
        if runtime:
            wheels.copy_runtime(runtime, made / "pyodide")
        shutil.copy(wheels.LOCK, made / "pyodide-lock.json")
        add_bar(made, place)
        first = sum(wheels.sizes().values()) + sum(file.stat().st_size for file in packages) + INTERFACE
        (made / "index.html").write_text(start_page(titles, first), encoding="utf-8")
        (made / kept.MADE_FROM).write_text(kept.made_from(kept.LIVE))
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def _configure(lite: Path, made: Path, place: str, packages: list[Path]) -> None:
    """Write JupyterLite's settings: where it finds Python (`place`), chapters and packages, and how it looks."""
    python = {"lockFileURL": "pyodide-lock.json", "packages": wheels.WANTED}
    kernel = {"pyodideUrl": f"{place}pyodide.js", "disablePyPIFallback": True, "loadPyodideOptions": python}
    urls = {"piplite_urls": [str(file) for file in packages]}
    options = OPTIONS | {"litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}}
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
    files = {
        "jupyter-lite.json": {"jupyter-lite-schema-version": 0, "jupyter-config-data": options},
        "overrides.json": OVERRIDES,
        "jupyter_lite_config.json": {"LiteBuildConfig": settings, "PipliteAddon": urls},
    }
    for name, content in files.items():
        (lite / name).write_text(json.dumps(content), encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    """Write the chapters for the site, without outputs, into a folder. Returns their titles by file name."""
    folder.mkdir(parents=True)
    titles = {}
    for file in sorted(NOTEBOOKS.glob(CHAPTERS)):
        notebook = notebooks.blank(file.name, file.read_bytes())
        title = notebook.cells[1]
        titles[file.name] = re.findall(r"^# (.+)$", title.source, re.MULTILINE)[0]
        about = new_markdown_cell(ABOUT, id="about")
        setup = new_code_cell(SETUP, id="setup", metadata={"jupyter": {"source_hidden": True}})
        notebook.cells = [title, about, setup, *notebook.cells[2:]]
        notebook.metadata = {"kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}}
        nbformat.write(notebook, folder / file.name)
    return titles


def add_bar(site: Path, place: str) -> None:
    """Put the bar of live.js into the page in which JupyterLite opens a chapter. place: where Python is found."""
    facts = {"runtime": place, "bytes": sum(wheels.sizes().values()), "elsewhere": elsewhere()}
    bar = f"""<script id="live" type="application/json">{json.dumps(facts)}</script>
<link rel="stylesheet" href="../live.css"><script src="../live.js"></script>
</head>"""
    page = site / "notebooks/index.html"
    opened = page.read_text(encoding="utf-8").replace("Jupyter Notebook - Notebooks", "Run a chapter")
    if "</head>" not in opened:
        raise BuildError("The page in which JupyterLite opens a notebook has no head: live.js has no place.")
    page.write_text(opened.replace("</head>", bar), encoding="utf-8")
    for name in ("live.js", "live.css"):
        shutil.copy(HERE / name, site / name)


def elsewhere() -> dict[str, str]:
    """Where a reader goes whose browser cannot run Python: the folder of the notebooks, and where they run.

    Both are empty as long as nothing says where the repository is.
    """
    repository = meta.read().repository
    place = repository.removeprefix("https://github.com/")
    return {
        "notebooks": f"{repository}/blob/main/notebooks/" if repository else "",
        "binder": f"https://mybinder.org/v2/gh/{place}/main?urlpath=lab/tree/notebooks/" if place != repository else "",
    }


def start_page(titles: dict[str, str], first: int) -> str:
    """The page of all chapters, with their titles by file name; first: the bytes that a first visit loads."""
    template = Template((HERE / "live.html").read_text(encoding="utf-8"), autoescape=True)
    return template.render(titles=titles, megabytes=round(first / 1e6), **elsewhere())


if __name__ == "__main__":
    try:
        build(runtime=Path(os.environ["PYODIDE"]) if os.environ.get("PYODIDE") else None)
    except (BuildError, OSError) as error:
        sys.exit(sentence(error))
    print("build/live/ is ready: run python3 -m http.server -d build and open http://localhost:8000/live/")
