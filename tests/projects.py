"""Small folders of notebooks to build, and builds of them in a process of their own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.paths import ROOT

IMPORTS = """import pandas as pd
from helpers.charts import forms, style
from helpers.exhibits import cards, cite, figure, say, table
def bars(frame, width):
    drawn, axes = style.new_figure(width, 2)
    forms.ranked_bars(axes, frame["name"], frame["people"], frame["people"].astype(str))
    return drawn
frame = pd.DataFrame({"name": ["Cuba", "Peru"], "people": [42084, 13769], "source": "ice-response-2024-11"})"""
SHOWS = """say(f"There were {frame['people'].sum():,} people {cite('ice-response-2024-11')}.")
table("small", frame, "People by nationality")
figure("bars", bars, frame, f"{frame['name'][0]} is first", "People by nationality", alt="Bars.", holds=True)"""
CHAPTER = ['<a id="one"></a>\n# One', IMPORTS, SHOWS]
SOURCES = [
    '<a id="sources"></a>\n# Sources',
    "from helpers import load\nfrom helpers.exhibits import cards",
    "cards(load.data().sources.index)",
]


def write(folder: Path, **notebooks: list[str]) -> Path:
    """Notebooks by name, from their cells: Markdown if a cell begins with "#" or "<", else code."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sources in notebooks.items():
        cells = []
        for number, source in enumerate(sources):
            make = new_markdown_cell if source[0] in "#<" else new_code_cell
            cells.append(make(source, id=f"c{number}"))
        (folder / f"{name}.ipynb").write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    return folder


def command(folder: Path, *options: str) -> list[str]:
    """What builds folder/notebooks into folder/build."""
    python = [sys.executable, "-E", "-s", "-m", "helpers.export"]
    return [*python, str(folder / "notebooks"), str(folder / "build"), *options]


def build(folder: Path, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Build folder/notebooks into folder/build, in a process of its own that ends within two minutes."""
    how = {"cwd": ROOT, "env": os.environ | env, "capture_output": True, "text": True, "timeout": 120, "check": False}
    return subprocess.run(command(folder, *options), **how)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but what the build keeps for itself, by its path in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    return {name: content for name, content in found.items() if ".kept/" not in name}


def wait_for(file: Path) -> None:
    """Wait until a file is there, a minute at most."""
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until, f"{file.name} never came"
        time.sleep(0.05)
