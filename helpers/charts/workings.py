"""Chart of appendix D: figures as outlets print them against the figures of the table."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.forms import label, legend_above
from helpers.charts.style import is_narrow, new_figure
from helpers.colours import COUNT, NO_NUMBER, ORDER, PAPER, SOFT


def miscopied(frame: pd.DataFrame, width: float) -> Figure:
    """A row a figure: a dot for the count of the table, a diamond for what is printed; on a logarithmic scale.

    frame: rows with name, people (in the table), value and printed (elsewhere, as number and text) and cause.
    """
    narrow, places = is_narrow(width), range(len(frame))
    figure, axes = new_figure(width, 0.75 + (0.42 if narrow else 0.27) * len(frame))
    axes.hlines(places, frame["people"], frame["value"], color=NO_NUMBER, linewidth=1.6, zorder=1)
    axes.plot(frame["people"], places, "o", color=COUNT, label="in the table", zorder=3)
    axes.plot(frame["value"], places, "D", color=ORDER, markerfacecolor=PAPER, label="as printed", zorder=2)
    for place, row in enumerate(frame.itertuples()):
        said = f"printed as {row.printed}, {row.cause}"
        if narrow:
            at = (0, place - 0.3)
            axes.annotate(f"{row.name}, {said}", at, xycoords=axes.get_yaxis_transform(), size=9, va="center")
        else:
            label(axes, said, (max(row.people, row.value), place), (8, 0), color=SOFT, path_effects=[])
    axes.set(xscale="log", xticks=[1, 10, 100, 1000, 10000], ylim=(len(frame) - 0.4, -1.0 if narrow else -0.6))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_yticks(places, [""] * len(frame) if narrow else frame["name"])
    if not narrow:
        axes.set_xlim(right=frame[["people", "value"]].max(axis=None) * 300)
    legend_above(axes)
    axes.grid(axis="x")
    return figure
