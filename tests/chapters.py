"""Run the code of a chapter here and now, with other parameters or other data, and see what it shows."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from helpers import figures, load, show
from helpers.paths import NOTEBOOKS


def code(name: str) -> list[dict]:
    """The code cells of a chapter, by the beginning of its file name ("02")."""
    file = next(NOTEBOOKS.glob(f"{name}*.ipynb"))
    return [cell for cell in json.loads(file.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def title(file: Path) -> str:
    """The title of a chapter in the report: that of its notebook, with the number of the file."""
    heading = re.findall(r'^\s*"# (.*?)(?:\\n)?"', file.read_text(encoding="utf-8"), re.MULTILINE)[0]
    number = int(file.name[:2])
    return f"{number}. {heading}" if number else heading


def titles() -> list[str]:
    """The titles of all chapters, in order."""
    return [title(file) for file in sorted(NOTEBOOKS.glob("*.ipynb"))]


def parameters(name: str) -> dict[str, Any]:
    """The parameters of a chapter and their values."""
    cell = next(cell for cell in code(name) if "parameters" in cell["metadata"].get("tags", []))
    assigned = [node for node in ast.parse("".join(cell["source"])).body if isinstance(node, ast.Assign)]
    return {ast.unparse(node.targets[0]): ast.literal_eval(node.value) for node in assigned}


def run(monkeypatch: pytest.MonkeyPatch, name: str, data: figures.Data | None = None, **changed: Any) -> list[dict]:
    """What a chapter shows (its output bundles), with some parameters changed, and on other data if given.

    Pictures are laid out, and not drawn.
    """
    assert set(changed) <= set(parameters(name)), f"no such parameter in {name}"
    shown: list[dict] = []
    monkeypatch.setattr(show, "display", lambda bundle, **_: shown.append(bundle))
    monkeypatch.setattr(Figure, "savefig", lambda *_, **__: None)
    if data is not None:
        monkeypatch.setattr(load, "data", lambda *_: data)
    names: dict[str, Any] = {}
    for cell in code(name):
        exec("".join(cell["source"]), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names.update(changed)
    return shown


def reports(shown: list[dict]) -> dict[str, dict]:
    """The charts and tables shown, as data, by id."""
    return {bundle[show.REPORT]["id"]: bundle[show.REPORT] for bundle in shown if "id" in bundle.get(show.REPORT, {})}


def sentences(shown: list[dict]) -> str:
    """All sentences shown."""
    return "\n".join(bundle["text/markdown"] for bundle in shown if "text/markdown" in bundle)
