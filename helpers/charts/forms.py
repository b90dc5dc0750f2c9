"""The forms that several charts share: words beside a mark, axes of dates and of millions, ranked bars."""

from collections.abc import Sequence

import matplotlib.dates as mdates
import pandas as pd
from matplotlib import patheffects
from matplotlib.axes import Axes

from helpers.charts.style import COUNT, PAPER, SOFT, is_narrow, no_frame, widen

CLEAR = [patheffects.withStroke(linewidth=3, foreground=PAPER)]  # for words that lie on a line


def label(axes: Axes, words: str, at: tuple, shift: tuple[float, float] = (0, 0), **look) -> None:
    """Words beside a place of the plot, moved by points to the right and up; an outline keeps them clear of lines."""
    look = {"size": 9.5, "va": "center", "path_effects": CLEAR} | look
    axes.annotate(words, at, xytext=shift, textcoords="offset points", **look)


def in_millions(axes: Axes, digits: int = 0) -> None:
    """Write the values of the y axis as millions."""
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / 1e6:.{digits}f} million" if value else "0")


def time_axis(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, ticks: pd.DatetimeIndex, form: str = "%Y") -> None:
    """An x axis of dates, from the first to the last, with these ticks."""
    axes.set_xlim(first, last)
    axes.set_xticks(ticks)
    axes.xaxis.set_major_formatter(mdates.DateFormatter(form))
    axes.tick_params(axis="x", colors=SOFT)


def ranked_bars(
    axes: Axes,
    names: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    colours: Sequence[str] | str = COUNT,
) -> None:
    """Horizontal bars from zero, first on top, each with its figure behind it; no value axis.

    In a narrow plot the names stand above their bars.
    """
    narrow = is_narrow(axes.figure.get_figwidth())
    places = range(len(names))
    axes.barh(places, values, color=colours, height=0.4 if narrow else 0.74)
    axes.set_yticks(places, [""] * len(names) if narrow else names)
    axes.set_xlim(0, max(values))
    for place, value, name, text in zip(places, values, names, texts, strict=True):
        label(axes, text, (value, place), (4, 0))
        if narrow:
            label(axes, name, (0, place - 0.22), (0, 1), va="bottom")
    axes.set_xticks([])
    axes.set_ylim(len(names) - 0.4, -0.8 if narrow else -0.6)
    no_frame(axes)
    widen(axes, (0.045 if narrow else 0.022) * max(len(text) for text in texts) + 0.02)
