"""What tests ask of a PDF."""

import itertools
import re
import subprocess
import sys

import pikepdf

SMALLEST = 8.5


def structure(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The elements of one kind in the tree that screen readers follow."""
    found, left = [], [pdf.Root.StructTreeRoot]
    while left:
        element = left.pop()
        if isinstance(element, pikepdf.Array):
            left += list(element)
        elif isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == f"/{kind}":
                found.append(element)
            if "/K" in element:
                left.append(element.K)
    return found


def unaccessible(file) -> str:
    """What an independent checker finds: nothing, if all is well."""
    done = subprocess.run(
        [sys.executable, "-m", "outloud.cli", str(file), "--no-info"], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def small_words(pages) -> list[str]:
    """What is set smaller than a reader can be asked to read, but for the numbers of sources."""
    spans = [s for page in pages for b in page.get_text("dict")["blocks"] for line in b.get("lines", []) for s in line["spans"]]  # fmt: skip
    return [s["text"] for s in spans if s["size"] < SMALLEST - 0.05 and not re.fullmatch(r"[\d,\s−-]*", s["text"])]


def largest_gap(page) -> float:
    """The tallest stretch of a page without ink, between its running head and its footer, as a share of that room."""
    picture = page.get_pixmap(dpi=36, colorspace="gray")
    rows = [picture.samples[n * picture.stride : n * picture.stride + picture.width] for n in range(picture.height)]
    top, bottom = (round(picture.height * share) for share in (0.08, 0.92))
    inked = [top, *(n for n in range(top, bottom) if min(rows[n]) < 250), bottom]
    return max(below - above for above, below in itertools.pairwise(inked)) / (bottom - top)
