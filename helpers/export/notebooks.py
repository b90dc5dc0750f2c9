"""Notebooks before and after they are run: without outputs, and as they are saved."""

import difflib
import json
import re
from collections.abc import Iterator
from typing import Any

import nbformat

from helpers import text
from helpers.export import BuildError
from helpers.export.pieces import REPORT

OF_CELLS = ("tags", "jupyter")  # what is kept of the metadata of a cell; all else, as the time of a run, is no content


def blank(file: str, content: bytes) -> Any:
    """A notebook from the content of its file, without outputs and counts, ready to run.

    Raises BuildError, with the name of the file, for what is no notebook.
    """
    try:
        fresh = nbformat.reads(content.decode(), as_version=4)
        nbformat.validate(fresh)
    except Exception as error:  # nbformat raises what it meets: no JSON, no cells, an older format
        reason = str(error).strip().splitlines() or [type(error).__name__]
        if isinstance(cause := error.__cause__, json.JSONDecodeError):
            reason = [f"line {cause.lineno} is no JSON, {cause.msg}"]
        elif isinstance(error, UnicodeDecodeError):
            reason = ["it is not in UTF-8"]
        cure = f"git restore notebooks/{file} brings back the one committed last"
        raise BuildError(f"{file} cannot be read as a notebook: {reason[0].rstrip('.')}; {cure}.") from error
    for cell in code(fresh):
        cell.outputs, cell.execution_count = [], None
    return fresh


def code(notebook: Any) -> list[Any]:
    """The cells of code of a notebook."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def headed(notebook: Any) -> list[tuple[str, str]]:
    """The source of each cell of code, with the heading above it."""
    heading, found = "", []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            found.append((heading, cell["source"]))
        elif headings := re.findall(r"^#+ (.+)$", cell["source"], re.MULTILINE):
            heading = text.plain(headings[-1])
    return found


def reworded(file: str, before: bytes, notebook: Any) -> Iterator[str]:
    """What cells show otherwise than before although their code is the same: where, the old lines ("-") and the new ("+")."""
    try:
        saved = code(nbformat.reads(before.decode(), as_version=4))
    except ValueError:  # what was committed was no notebook
        return
    old = {cell["source"]: _lines(cell) for cell in saved if cell["execution_count"]}
    for number, ((heading, source), cell) in enumerate(zip(headed(notebook), code(notebook), strict=True), 1):
        lines = list(difflib.unified_diff(old.get(source, []), _lines(cell), n=0, lineterm=""))[2:]
        changed = [f"{line[0]} {line[1:]}" for line in lines if not line.startswith("@@")]
        if source in old and changed:
            yield "\n".join([f'{file}, cell [{number}] under "{heading}"', *changed, ""])


def _lines(cell: Any) -> list[str]:
    """The plain lines of what a cell has shown: titles and subtitles of figures, paragraphs, rows of tables."""
    found = []
    for data in (output.get("data", {}) for output in cell["outputs"]):
        piece = data.get(REPORT, {})
        found += [piece[name] for name in ("title", "subtitle") if piece.get("type") == "figure"]
        found += data.get("text/plain", "").splitlines()
    return [" ".join(line.split()) for line in found if line.strip()]


def fill(notebook: Any, outputs: list[list[dict[str, Any]]]) -> None:
    """Put into the cells of code what each has shown."""
    for number, (cell, shown) in enumerate(zip(code(notebook), outputs, strict=True), 1):
        cell["outputs"], cell["execution_count"] = nbformat.from_dict(shown), number


def tidy(notebook: Any) -> str:
    """The text of a notebook file: what the run made, without traces of when, where and by whom."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in OF_CELLS if key in cell.metadata}
    return nbformat.writes(nbformat.from_dict(notebook), version=4).rstrip("\n") + "\n"
