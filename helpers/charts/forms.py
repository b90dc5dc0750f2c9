"""The forms that several charts share: words beside a mark, axes of dates and of millions, ranked bars."""

from collections.abc import Sequence
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib import patheffects
from matplotlib.axes import Axes

from helpers.charts.style import is_narrow, wrap
from helpers.colours import COUNT, PAPER, SOFT

INEXACT = ("about", "at least", "at most")  # words of a count that is not exact
CLEAR = [patheffects.withStroke(linewidth=3, foreground=PAPER)]  # for words that lie on a line


def label(axes: Axes, words: str, at: tuple, shift: tuple[float, float] = (0, 0), **look) -> None:
    """Words beside a place of the plot, moved by points to the right and up; an outline keeps them clear of lines."""
    look = {"size": 9.5, "va": "center", "path_effects": CLEAR} | look
    axes.annotate(words, at, xytext=shift, textcoords="offset points", **look)


def as_known(row: Any, form: str = "{:,.0f}", of: float = 1) -> str:
    """The people of a row, with the word that says how far the count is exact."""
    word = f"{row.precision} " if row.precision in INEXACT else ""
    return word + form.format(row.people / of)


def block(axes: Axes, x: float, y: float, words: str, width: float, **look) -> None:
    """Words at a place of the plot, in lines that fit a width in inches."""
    look = {"size": 9.5, "va": "center", "weight": 400, "linespacing": 1.1} | look
    axes.text(x, y, "\n".join(wrap(words, look["size"], width, look["weight"])), **look)


def value_axis(axes: Axes) -> None:
    """Write the values of the y axis as whole numbers, each with its line across the plot."""
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y")


def in_millions(axes: Axes, digits: int = 0) -> None:
    """Write the values of the y axis as millions, each with its line across the plot."""
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / 1e6:.{digits}f} million" if value else "0")
    axes.grid(axis="y")


def time_axis(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, every: str, room: int, form: str = "%Y") -> None:
    """An x axis of dates with a tick `every` so often ("2YS", "3MS"), and `room` days behind the last date for labels."""
    ticks = pd.date_range(first.replace(day=1), last, freq=every)
    axes.set(xlim=(first - (last - first) / 80, last + pd.Timedelta(days=room)), xticks=ticks)
    axes.xaxis.set_major_formatter(mdates.DateFormatter(form))
    axes.tick_params(axis="x", colors=SOFT)


def legend_above(axes: Axes) -> None:
    """The labelled marks of a plot in a line above it."""
    look = {"frameon": False, "ncols": 3, "fontsize": 9.5, "columnspacing": 1.2, "handletextpad": 0.2}
    axes.figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left", borderaxespad=0, **look)


def ranked_bars(
    axes: Axes, names: Sequence, values: Sequence, texts: Sequence, colours: Sequence | str = COUNT
) -> None:
    """Horizontal bars from zero, first on top, each with its figure behind it; no value axis.

    In a narrow plot the names stand above their bars.
    """
    narrow = is_narrow(axes.figure.get_figwidth())
    places = range(len(names))
    bars = axes.barh(places, values, color=colours, height=0.4 if narrow else 0.74)
    axes.bar_label(bars, texts, padding=4, size=9.5, path_effects=CLEAR)
    axes.set_yticks(places, [""] * len(names) if narrow else names)
    if narrow:
        for place, name in enumerate(names):
            label(axes, name, (0, place - 0.22), (0, 1), va="bottom")
    room = 1.02 + (0.045 if narrow else 0.022) * max(map(len, texts))
    axes.set(xlim=(0, room * max(values)), xticks=[], ylim=(len(names) - 0.4, -0.8 if narrow else -0.6))


def right_column(axes: Axes, texts: Sequence[str], title: str) -> None:
    """A column of words at the right edge, a line for each bar, below its title."""
    axes.set_xlim(right=1.2 * axes.get_xlim()[1])
    look = {"ha": "right", "color": SOFT}
    for place, words in enumerate(texts):
        axes.annotate(words, (1, place), xycoords=axes.get_yaxis_transform(), va="center", size=9.5, **look)
    axes.annotate(title, (1, 1), xycoords="axes fraction", va="bottom", size=9, linespacing=1.1, **look)
