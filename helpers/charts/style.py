"""One look for every chart: message as title, measure, place and date as subtitle, source line, one accent colour.

Nothing is smaller than 9 points at the printed width. Colours are told apart by people with colour-blindness and never
carry meaning alone: words or marks say the same.
"""

import textwrap
from dataclasses import dataclass
from pathlib import Path

import font_source_sans_pro
import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
    height = figure.get_figheight()
    heading = textwrap.wrap(title, 80)
    below = textwrap.wrap(subtitle, 108)
    credit = textwrap.wrap(source, 120)
    top = 0.08 + 0.23 * len(heading) + 0.04 + 0.17 * len(below) + 0.06
    bottom = 0.07 + 0.155 * len(credit)
    figure.get_layout_engine().set(rect=(0.005, bottom / height, 0.985, 1 - (top + bottom) / height))
    figure.text(0.01, 1 - 0.06 / height, "\n".join(heading), va="top", size=13, weight=600, linespacing=1.2)
    start = 0.08 + 0.23 * len(heading) + 0.03
    figure.text(0.01, 1 - start / height, "\n".join(below), va="top", size=10, color=SOFT, linespacing=1.2)
    figure.text(0.01, 0.05 / height, "\n".join(credit), va="bottom", size=SMALL, color=SOFT, linespacing=1.2)
    return Chart(figure, title, subtitle, alt)


def bare(axes: Axes, grid: str = "") -> None:
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
