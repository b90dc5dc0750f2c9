"""Run the code of a chapter in this process, with other parameters or without its pictures, and see what it draws."""

import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from helpers import claims, exhibits, profile
from helpers.charts import style
from helpers.paths import NOTEBOOKS

EVERY = sorted(file.name.partition("_")[0] for file in NOTEBOOKS.glob("*.ipynb"))


class Drawn(NamedTuple):
    """A figure as a chapter asks for it: its function, its frame, the columns of its table, and all arguments."""

    draw: Callable
    frame: pd.DataFrame
    shown: list[str]
    asked: dict[str, Any]


def file(chapter: str) -> Path:
    """The notebook whose name begins so."""
    (found,) = NOTEBOOKS.glob(f"{chapter}_*.ipynb")
    return found


def code(chapter: str) -> list[dict]:
    """The code cells of a chapter."""
    cells = json.loads(file(chapter).read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def run(chapter: str, **parameters) -> dict:
    """Run a chapter, with parameters in place of its own; gives the names that it leaves."""
    names: dict = {}
    for cell in code(chapter):
        exec("".join(cell["source"]), names)
        if "parameters" in cell["metadata"].get("tags", []):
            assert set(parameters) <= set(names)
            names.update(parameters)
    return names


def figures(monkeypatch, only: list[str] = EVERY, **parameters) -> dict[str, Drawn]:
    """Every figure of some chapters by its name, in order, recorded in place of being drawn."""
    made: dict[str, Drawn] = {}
    usual = inspect.signature(exhibits.figure)

    def recorded(*given, **named) -> None:
        asked = usual.bind(*given, **named).arguments
        table = exhibits.as_data(asked["id"], asked["frame"], asked["caption"], asked.get("cited", ()), asked.get("show"))  # fmt: skip
        claims.checked(asked["title"], asked.get("holds", ()))
        made[asked["id"]] = Drawn(asked["draw"], asked["frame"], [column["name"] for column in table["columns"]], asked)

    monkeypatch.setattr(exhibits, "figure", recorded)
    monkeypatch.setattr(profile, "figure", recorded)
    for chapter in only:
        run(chapter, **parameters)
    return made


def picture(drawn: Drawn, width: float = style.WIDE) -> Figure:
    """The plot of a figure, with its layout settled."""
    return style.settled(drawn.draw(drawn.frame, width))
