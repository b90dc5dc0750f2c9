"""What README.md takes from the report, so that none of it is typed: findings and picture, and how to cite it."""

import base64
import re
from typing import Any

from helpers.export import BuildError, meta
from helpers.paths import NOTEBOOKS, ROOT

FINDINGS = (
    "<!-- findings: written by make report from notebooks/00_key_findings.ipynb -->",
    "<!-- end of findings -->",
)
CITATION = ("<!-- citation: written by make report from CITATION.cff and data/ -->", "<!-- end of citation -->")
CHAPTER, PICTURE = "00_key_findings.ipynb", "key_findings.png"
SOURCE = r"\[(?:\\.|[^]\\])*\]\(C_sources\.ipynb[^)]*\)"
CITED = re.compile(rf" ?\({SOURCE}(?:; {SOURCE})*\)")


def files(executed: dict[str, Any]) -> dict:
    """README.md and its picture, by path: what each should hold and what it holds now (None where it is missing).

    Raises BuildError if the first chapter is missing, or has no list of findings or no figure, or README.md has lost its
    marks.
    """
    if CHAPTER not in executed:
        raise BuildError(
            f"{CHAPTER} is missing, and README.md takes its findings from it: git restore notebooks/{CHAPTER} brings it back."
        )
    shown = [output.get("data", {}) for cell in executed[CHAPTER].cells for output in cell.get("outputs", [])]
    texts = [data.get("text/markdown", "") for data in shown]
    findings = "\n".join(text for text in texts if re.match(r"[1-9]\. ", text))
    figure = next((data for data in shown if "image/png" in data), None)
    if not findings or figure is None:
        raise BuildError(f"{CHAPTER} shows no numbered list of findings or no figure, which README.md takes from it.")
    readme, picture = ROOT / "README.md", NOTEBOOKS / PICTURE
    now = readme.read_bytes()
    findings = CITED.sub("", findings).replace("](", "](notebooks/")
    text = _filled(now.decode(), FINDINGS, f"{findings}\n\n![{figure['text/plain']}](notebooks/{PICTURE})")
    text = _filled(text, CITATION, f"> {meta.read(places={}).citation}")
    before = picture.read_bytes() if picture.is_file() else None
    return {readme: (text.encode(), now), picture: (base64.b64decode(figure["image/png"]), before)}


def _filled(text: str, marks: tuple[str, str], content: str) -> str:
    """The text with this content between two marks. Raises BuildError if one is lost."""
    before, start, rest = text.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (start and end):
        lost = " and ".join(mark for mark in marks if mark not in text) or "their order"
        both = " … ".join(marks)
        raise BuildError(f"README.md has lost {lost}. {both} stand around what the build writes: put it back.")
    return f"{before}{start}\n\n{content}\n\n{end}{after}"
