"""One look for every chart: one meaning for each colour, direct labels, nothing under 9 points at its printed size.

A chart's function takes a frame and the width of the plot, WIDE or NARROW, and returns a figure that holds the plot alone.
Title, subtitle and sources are text around it; `frame` writes them into the picture for notebooks and downloads.
"""

import re
from functools import cache
from pathlib import Path

import font_source_sans_pro
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

from helpers.colours import INK, PAPER, RULE, SOFT

WIDE, NARROW = 6.4, 3.4  # inches: the text column on paper, and a phone or half a page
FACE = "Source Sans Pro"
SMALL = 9.0  # points, the smallest type
OUTLINE, THIN = (f"stroke: {PAPER}; stroke-width: {points}; stroke-linejoin: round" for points in (3, 1.4))  # of words


def use() -> None:
    """Set the style for all charts drawn from now on, and register the typeface."""
    for file in sorted(Path(font_source_sans_pro.__file__).parent.rglob("SourceSansPro-*.ttf")):
        if file.stem.split("-")[1] in {"Regular", "It", "Semibold"}:
            font_manager.fontManager.addfont(file)
    sns.set_theme(
        style="white",
        rc={
            "font.family": FACE,
            "font.sans-serif": [FACE],
            "font.size": 10,
            "axes.labelsize": 9.5,
            "axes.edgecolor": RULE,
            "axes.labelcolor": SOFT,
            "text.color": INK,
            "text.hinting": "none",  # a word is as wide in every resolution
            "xtick.color": SOFT,
            "ytick.color": INK,
            "xtick.labelsize": 9.5,
            "ytick.labelsize": 9.5,
            "xtick.major.pad": 6,
            "grid.color": "#e6eaed",
            "figure.facecolor": PAPER,
            "savefig.facecolor": PAPER,
            "figure.dpi": 100,
            "savefig.dpi": 192,
            "hatch.linewidth": 0.6,
            "svg.fonttype": "none",
            "svg.hashsalt": "report",
            **{f"axes.spines.{side}": False for side in ("left", "right", "top", "bottom")},
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "figure.max_open_warning": 0,
        },
    )


def is_narrow(width: float) -> bool:
    """Whether a plot of this width needs the arrangement for phones: fewer ticks, names above bars."""
    return width < 5


def new_figure(width: float, height: float, **subplots) -> tuple[Figure, Axes]:
    """A figure of a width and height in inches, with its axes (an array of them for several `nrows` or `ncols`)."""
    return plt.subplots(figsize=(width, height), layout="constrained", **subplots)


def settled(figure: Figure) -> Figure:
    """The figure with its layout worked out and fixed, to the same bytes at each run."""
    if layout := figure.get_layout_engine():
        layout.execute(figure)
        figure.set_layout_engine(None)
    for axes in figure.axes:  # what the layout solves differs in the last bits from run to run
        left, bottom, wide, high = (round(number, 5) for number in axes.get_position(original=True).bounds)
        axes.set_position((left, bottom, wide, high))
    return figure


def frame(figure: Figure, title: str, subtitle: str, credit: str) -> None:
    """Make a settled figure taller by its title and subtitle above the plot and its source line below."""
    width, plot = figure.get_size_inches()
    heading, below, source = wrap(title, 13, width, 600), wrap(subtitle, 10, width), wrap(credit, SMALL, width)
    start = 0.1 + 0.23 * len(heading)
    top = start + (0.03 + 0.17 * len(below) if subtitle else 0) + 0.06
    bottom = 0.09 + 0.155 * len(source)
    height = plot + top + bottom
    figure.set_size_inches(width, height)
    for axes in figure.axes:
        left, low, wide, high = axes.get_position(original=True).bounds
        axes.set_position((left, round((low * plot + bottom) / height, 5), wide, round(high * plot / height, 5)))
    for legend in figure.legends:  # it hangs at the top of the plot, not of the picture
        legend.set_bbox_to_anchor((0, 0, 1, (plot + bottom) / height), figure.transFigure)
    look = {"x": 0.01, "linespacing": 1.2}
    figure.text(y=1 - 0.06 / height, s="\n".join(heading), va="top", size=13, weight=600, **look)
    figure.text(y=1 - start / height, s="\n".join(below), va="top", size=10, color=SOFT, **look)
    figure.text(y=0.05 / height, s="\n".join(source), va="bottom", size=SMALL, color=SOFT, **look)


def wrap(text: str, size: float, width: float = WIDE, weight: int = 400) -> list[str]:
    """Break text into lines that fit a width in inches, at a size in points; never between a day and its month."""
    lines: list[list[str]] = [[]]
    space, used = _points(" ", size, weight), 0.0
    for word in re.split(r"(?<!\b\d)(?<!\b\d\d)\s+|\s+(?![A-Z][a-z]+ \d{4})", text.strip()):
        wide = _points(word, size, weight)
        if lines[-1] and used + space + wide > 0.95 * width * 72:
            lines.append([])
        used = used + space + wide if lines[-1] else wide
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


@cache
def _points(word: str, size: float, weight: int) -> float:
    face = FontProperties(family=FACE, size=size, weight=weight)
    return TextToPath().get_text_width_height_descent(word, face, ismath=False)[0]


def save_svg(figure: Figure, file: Path) -> None:
    """Write a settled figure as SVG. Words with an outline stay words there: matplotlib would draw them as shapes, which
    cannot be searched and weigh thirty times as much."""
    outlined = {text: text.get_path_effects() for text in figure.findobj(Text) if text.get_path_effects()}
    for text in outlined:
        text.set(path_effects=[], gid="outlined")
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    for text, effects in outlined.items():
        text.set(path_effects=effects, gid=None)
    outline = f'<g style="paint-order: stroke; {OUTLINE}">'
    file.write_text(file.read_text(encoding="utf-8").replace('<g id="outlined">', outline), encoding="utf-8")
