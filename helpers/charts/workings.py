"""Chart of appendix D: figures as outlets print them against the figures of the table."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.style import COUNT, NO_NUMBER, ORDER, PAPER, SOFT, is_narrow, new_figure, no_frame


def miscopied(frame: pd.DataFrame, width: float) -> Figure:
    """A row a figure: a dot for the count of the table, a diamond for what is printed; on a logarithmic scale.

    frame: rows with name, people (in the table), value and printed (elsewhere, as number and text) and cause.
    """
    narrow, places = is_narrow(width), range(len(frame))
    figure, axes = new_figure(width, 0.6 + (0.42 if narrow else 0.27) * len(frame))
    axes.hlines(places, frame["people"], frame["value"], color=NO_NUMBER, linewidth=1.6, zorder=1)
    axes.plot(frame["people"], places, "o", color=COUNT, label="in the table", zorder=3)
    axes.plot(frame["value"], places, "D", color=ORDER, markerfacecolor=PAPER, label="as printed", zorder=2)
    said = frame["printed"].map(lambda printed: f"printed as {printed}") + ", " + frame["cause"]
    high = frame[["people", "value"]].max(axis=1)
    for place, row in enumerate(zip(frame["name"], said, high, strict=True)):
        name, words, furthest = row
        if narrow:
            axes.annotate(f"{name}, {words}", (0, place - 0.3), xycoords=("axes fraction", "data"), size=9, va="center")
        else:
            point = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "size": 9.5, "color": SOFT}
            axes.annotate(words, (furthest, place), **point)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_yticks(places, [""] * len(frame) if narrow else list(frame["name"]))
    axes.set_ylim(len(frame) - 0.4, -1.0 if narrow else -0.6)
    if not narrow:
        axes.set_xlim(right=high.max() * 300)
    axes.set_xticks([1, 10, 100, 1000, 10000])
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=9.5, borderaxespad=0)
    no_frame(axes, "x")
    return figure
