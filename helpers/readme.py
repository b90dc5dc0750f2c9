"""Write the findings and the chart at the top of README.md, so that no figure there is typed by hand."""

import base64
import json

from helpers import load
from helpers.figures import Data
from helpers.findings import findings
from helpers.paths import NOTEBOOKS, ROOT

START = "<!-- findings: written by make report from helpers/findings.py -->"
END = "<!-- end of findings -->"
CHART = "key_findings.png"


def block(data: Data, as_of: str, notebook: dict) -> str:
    """The first five findings as a list, each leading to its section, and the chart of the first chapter.

    as_of: the date of the report. notebook: the executed first chapter, as JSON.
    """
    lines = [f"- {found.sentence} ([{found.title}](notebooks/{found.section}))" for found in findings(data, as_of)[:5]]
    return "\n".join([START, "", *lines, "", f"![{chart(notebook)['text/plain']}](notebooks/{CHART})", "", END])


def chart(notebook: dict) -> dict:
    """The first picture of a notebook: its PNG (as base64 text) and its text alternative. Raises StopIteration if none."""
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    data = next(output["data"] for output in outputs if "image/png" in output.get("data", {}))
    return {kind: "".join(data[kind]) for kind in ("image/png", "text/plain")}


def text(data: Data, as_of: str, notebook: dict) -> str:
    """README.md with its findings as they are now. Raises ValueError if the marks around them are missing."""
    before, start, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"README.md has lost the lines {START} and {END}, between which its findings stand")
    return before + block(data, as_of, notebook) + after


def first_chapter() -> dict:
    """The committed first chapter, as JSON."""
    return json.loads((NOTEBOOKS / "00_key_findings.ipynb").read_text(encoding="utf-8"))


def files(data: Data, as_of: str, notebook: dict) -> dict[str, bytes]:
    """What the README needs, by path from the root: the README itself and its chart."""
    picture = base64.b64decode(chart(notebook)["image/png"])
    return {"README.md": text(data, as_of, notebook).encode(), f"notebooks/{CHART}": picture}


def update(as_of: str) -> None:
    """Write README.md and its chart anew where they no longer are what the report of this date says."""
    for path, content in files(load.data(), as_of, first_chapter()).items():
        file = ROOT / path
        if not file.is_file() or file.read_bytes() != content:
            part = file.with_name(f".{file.name}.part")
            part.write_bytes(content)
            part.replace(file)
