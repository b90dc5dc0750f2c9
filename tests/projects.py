"""Small projects to build: a folder of notebooks and a folder for the report."""

import contextlib
import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.export.build import run

SHOW = """import base64, os
from IPython.display import display
REPORT = "application/vnd.report+json"
def show(data, **kinds):
    display({"text/plain": "shown", REPORT: data, **kinds}, raw=True)
def chart(id, **changes):
    with open(os.path.join(os.environ["REPORT_CHARTS"], id + ".svg"), "w") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="p" d="M0 0L9 9" clip-path="url(#c)"/><defs><clipPath id="c"><path d="M0 0"/></clipPath></defs></svg>')
    data = {"type": "chart", "id": id, "title": "Title", "alt": "Line. It rises.", "caption": "Persons", "sources": ["a"],
            "columns": [{"label": "Year"}, {"label": "Persons", "align": "right"}], "rows": [["2023", "1"], ["2024", "2"]]}
    show({**data, **changes}, **{"image/png": "aGk="})
def table(id, **changes):
    data = {"type": "table", "id": id, "caption": "Persons by country", "note": "", "sources": ["a"], "row_header": True,
            "columns": [{"label": "Country"}, {"label": "Persons", "align": "right"}], "rows": [["India", "17,940"], ["Peru", "13,769"]],
            "row_ids": ["IND", "PER"], "interactive": True}
    show({**data, **changes})
def cards(*keys):
    show({"type": "cards", "cards": [{"id": "source-" + key, "title": "Card " + key, "lines": [["Read", "all"]]} for key in keys]})
"""
SOURCES = ["# Sources", SHOW, 'cards("a")']


def cells(*sources: str) -> list:
    """Cells given as text: Markdown if it begins with #, [ or <, else code."""
    kinds = [new_markdown_cell if source[0] in "#[<:" else new_code_cell for source in sources]
    return [make(source, id=f"c{number}") for number, (make, source) in enumerate(zip(kinds, sources, strict=True))]


def ran(*sources: str) -> nbformat.NotebookNode:
    """A notebook of such cells with their outputs, run here and now instead of in a kernel."""
    notebook = new_notebook(cells=cells(*sources))
    names: dict = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown: list = []
            names["display"] = lambda data, raw, shown=shown: shown.append(new_output("display_data", data))
            exec(cell.source.replace("from IPython.display import display\n", ""), names)
            cell.outputs = shown
    return notebook


def write(folder: Path, **notebooks: list[str]) -> Path:
    """Write notebooks of such cells. Returns their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sources in notebooks.items():
        nbformat.write(new_notebook(cells=cells(*sources)), folder / f"{name}.ipynb")
    return folder


PROGRAM = """
import pathlib, sys
from helpers.export.build import run
sys.exit(run(*map(pathlib.Path, sys.argv[1:]), str.upper, lambda folder, edition: folder.mkdir()))
"""


def command(folder: Path, before: str = "") -> list[str]:
    """The command that builds `folder/notebooks` into `folder/build`; a source's name is its key in capitals.

    before: lines of Python to run first.
    """
    return [sys.executable, "-c", before + PROGRAM, str(folder / "notebooks"), str(folder / "build")]


def build(folder: Path) -> subprocess.CompletedProcess:
    """Build a project in this process and say how it went."""
    out, err = io.StringIO(), io.StringIO()
    stopping = signal.getsignal(signal.SIGTERM)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(folder / "notebooks", folder / "build", str.upper, lambda place, _: place.mkdir())
    signal.signal(signal.SIGTERM, stopping)
    return subprocess.CompletedProcess([], status, out.getvalue(), err.getvalue())


def build_apart(folder: Path, before: str = "", **env: str) -> subprocess.CompletedProcess:
    """Build a project in a process of its own and say how it went. before: lines of Python to run first."""
    return subprocess.run(
        command(folder, before), env=os.environ | env, capture_output=True, text=True, check=False, timeout=60
    )


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of a project, for comparing before and after."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def kernels(folder: Path) -> list[psutil.Process]:
    """The kernels at work in a folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        try:
            if re.search("ipykernel_launcher|forkserver", " ".join(process.info["cmdline"] or [])) and folder in [
                Path(process.cwd()),
                *Path(process.cwd()).parents,
            ]:
                found.append(process)
        except psutil.Error:
            continue
    return found


def soon(condition, seconds: float = 15) -> bool:
    """Whether the condition comes true in time."""
    end = time.monotonic() + seconds
    while not (came := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return bool(came)
