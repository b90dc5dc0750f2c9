"""One look for every chart: message as title, measure, place and date as subtitle, source line, one accent colour.

Nothing is smaller than 9 points at the printed width. Colours are told apart by people with colour-blindness and never
carry meaning alone: words or marks say the same.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import font_source_sans_pro
import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

from helpers.quotes import curly

WIDTH = 6.4  # inches, the width of the text on paper
FACE = "Source Sans Pro"
INK, SOFT, RULE, PAPER = "#1c2733", "#55606b", "#c9d0d6", "#ffffff"
ACCENT, SECOND, THIRD, PALE, GREY = "#0b5a8f", "#b4460f", "#7a5a00", "#9fc3dd", "#a9b3bb"
SMALL = 9.0


@dataclass(frozen=True)
class Chart:
    """A finished chart: the figure, its message, its subtitle, and its text alternative."""

    figure: Figure
    title: str
    subtitle: str
    alt: str


def use() -> None:
    """Set the style for all charts drawn from now on, and register the typeface."""
    for file in sorted(Path(font_source_sans_pro.__file__).parent.rglob("SourceSansPro-*.ttf")):
        if file.stem.split("-")[1] in {"Regular", "It", "Semibold"}:
            font_manager.fontManager.addfont(file)
    sns.set_theme(
        style="white",
        rc={
            "font.family": FACE,
            "font.size": 10,
            "axes.labelsize": 9.5,
            "axes.edgecolor": RULE,
            "axes.labelcolor": SOFT,
            "text.color": INK,
            "xtick.color": SOFT,
            "ytick.color": INK,
            "xtick.labelsize": 9.5,
            "ytick.labelsize": 9.5,
            "grid.color": "#e6eaed",
            "figure.facecolor": PAPER,
            "savefig.facecolor": PAPER,
            "figure.dpi": 100,
            "savefig.dpi": 160,
            "legend.title_fontsize": 9.5,
            "hatch.linewidth": 0.6,
            "svg.fonttype": "none",
            "svg.hashsalt": "report",
            "axes.spines.top": False,
            "axes.spines.right": False,
        },
    )
    mpl.rcParams["font.sans-serif"] = [FACE]


def begin(height: float, **subplots) -> tuple[Figure, Axes]:
    """A figure of the printed width and of `height` inches, with its axes."""
    return plt.subplots(figsize=(WIDTH, height), layout="constrained", **subplots)


def finish(figure: Figure, title: str, subtitle: str, source: str, alt: str) -> Chart:
    """Write title, subtitle and source line around the axes, and return the finished chart."""
    title, subtitle, source, alt = curly(title), curly(subtitle), curly(source), curly(alt)
    height = figure.get_figheight()
    heading, below, credit = wrap(title, 13, 600), wrap(subtitle, 10), wrap(source, SMALL)
    top = 0.08 + 0.23 * len(heading) + 0.04 + 0.17 * len(below) + 0.06
    bottom = 0.07 + 0.155 * len(credit)
    inside = (0.005, bottom / height, 0.985, 1 - (top + bottom) / height)
    figure.set_layout_engine("constrained", rect=inside)
    figure.text(0.01, 1 - 0.06 / height, "\n".join(heading), va="top", size=13, weight=600, linespacing=1.2)
    start = 0.08 + 0.23 * len(heading) + 0.03
    figure.text(0.01, 1 - start / height, "\n".join(below), va="top", size=10, color=SOFT, linespacing=1.2)
    figure.text(0.01, 0.05 / height, "\n".join(credit), va="bottom", size=SMALL, color=SOFT, linespacing=1.2)
    return Chart(figure, title, subtitle, alt)


def wrap(text: str, size: float, weight: int = 400) -> list[str]:
    """Break text into lines that fit the width of a chart at a size in points."""
    measure, face = TextToPath(), FontProperties(family=FACE, size=size, weight=weight)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure.get_text_width_height_descent(longer, face, ismath=False)[0] <= 0.95 * WIDTH * 72:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def words_outside(figure: Figure) -> list[str]:
    """Words that a chart cuts off, because they reach over its edge. Empty for a good chart. Settles its layout."""
    if layout := figure.get_layout_engine():
        layout.execute(figure)  # what takes its place only at the second pass, as a map, does so below
    figure.draw_without_rendering()
    figure.set_layout_engine(None)
    for axes in figure.axes:  # what the layout solves differs in the last bits from run to run
        left, bottom, wide, high = (round(number, 5) for number in axes.get_position(original=True).bounds)
        axes.set_position((left, bottom, wide, high))
    width, height = figure.canvas.get_width_height()
    outside = []
    for text in figure.findobj(Text):
        box = text.get_window_extent()
        over = box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
        if over and text.get_visible() and text.get_text().strip() and not _off_axis(text):
            outside.append(text.get_text())
    return outside


def bare(axes: Axes, grid: Literal["", "x", "y"] = "") -> None:
    """Take away the frame; `grid` ("x" or "y") keeps thin lines across that axis."""
    sns.despine(ax=axes, left=True, bottom=True)
    axes.tick_params(length=0)
    if grid:
        axes.grid(axis=grid, zorder=0)
        axes.set_axisbelow(True)


def room(axes: Axes, share: float) -> None:
    """Widen the x axis by a share of its width, so that labels behind the longest bar stay inside."""
    low, high = axes.get_xlim()
    axes.set_xlim(low, high + share * (high - low))


def _off_axis(text: Text) -> bool:
    """Whether this is the label of a tick that matplotlib keeps but does not draw, or of an axis switched off."""
    axes = text.axes
    if not isinstance(axes, Axes):
        return False
    ticks = [*axes.get_xticklabels(which="both"), *axes.get_yticklabels(which="both")]
    offsets = [axes.xaxis.get_offset_text(), axes.yaxis.get_offset_text()]
    return text in offsets or (text in ticks and not axes.axison) or (text in ticks and not _in_view(text, axes))


def _in_view(label: Text, axes: Axes) -> bool:
    for axis, place in ((axes.xaxis, 0), (axes.yaxis, 1)):
        if label in axis.get_ticklabels(which="both"):
            low, high = sorted(axis.get_view_interval())
            return low <= label.get_position()[place] <= high
    return True
