"""The findings and the picture at the top of README.md: those of the executed first chapter, so that none is typed."""

import base64
import re
from typing import Any

from helpers.export import BuildError
from helpers.paths import NOTEBOOKS, ROOT

START = "<!-- findings: written by make report from notebooks/00_key_findings.ipynb -->"
END = "<!-- end of findings -->"
CHAPTER, PICTURE = "00_key_findings.ipynb", "key_findings.png"
SOURCE = r"\[(?:\\.|[^]\\])*\]\(C_sources\.ipynb[^)]*\)"
CITED = re.compile(rf" ?\({SOURCE}(?:; {SOURCE})*\)")


def files(executed: dict[str, Any]) -> dict:
    """README.md and its picture, by path: what each should hold and what it holds now (None where it is missing).

    Raises BuildError if the first chapter has no list of findings or no figure, or README.md has lost its marks.
    """
    shown = [output.get("data", {}) for cell in executed[CHAPTER].cells for output in cell.get("outputs", [])]
    texts = [data.get("text/markdown", "") for data in shown]
    findings = "\n".join(text for text in texts if re.match(r"[1-9]\. ", text))
    figure = next((data for data in shown if "image/png" in data), None)
    if not findings or figure is None:
        raise BuildError(f"{CHAPTER} shows no numbered list of findings or no figure, which README.md takes from it.")
    readme = ROOT / "README.md"
    now = readme.read_bytes()
    before, start, rest = now.decode().partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        lost = " and ".join(mark for mark in (START, END) if mark not in now.decode()) or "their order"
        raise BuildError(f"README.md has lost {lost}. The findings stand between {START} and {END}: put it back.")
    findings = CITED.sub("", findings).replace("](", "](notebooks/")
    picture = NOTEBOOKS / PICTURE
    text = f"{before}{start}\n\n{findings}\n\n![{figure['text/plain']}](notebooks/{PICTURE})\n\n{end}{after}"
    return {
        readme: (text.encode(), now),
        picture: (base64.b64decode(figure["image/png"]), picture.read_bytes() if picture.is_file() else None),
    }
