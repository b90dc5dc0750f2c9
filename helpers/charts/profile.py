"""Charts of one nationality, or of several: ICE removals by fiscal year."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.forms import label
from helpers.charts.style import is_narrow, new_figure
from helpers.colours import CONTEXT, COUNT, INK, NO_NUMBER, ORDER, SECOND, SOFT

LINES = (COUNT, ORDER, INK, SECOND, CONTEXT)  # in this order; each line is named at its end


def by_year(frame: pd.DataFrame, width: float) -> Figure:
    """Removals of one nationality, a column a year with its number on it. frame: date and removals."""
    figure, axes = new_figure(width, 1.5)
    years = frame["date"].str.removeprefix("FY") if is_narrow(width) else frame["date"]
    bars = axes.bar(years, frame["removals"].fillna(0), color=COUNT, width=0.66)
    axes.bar_label(bars, frame["removals"].map("{:,.0f}".format, na_action="ignore").fillna("–"), padding=2, size=9.5)
    axes.set(ylim=(0, max(1, frame["removals"].max()) * 1.22), yticks=[])
    axes.tick_params(axis="x", colors=SOFT)
    return figure


def counted(removals: float) -> str:
    """A count in words; ICE may print no number for a year, which is not zero.

    >>> counted(1200.0), counted(float("nan"))
    ('1,200', 'no number')
    """
    return "no number" if pd.isna(removals) else f"{removals:,.0f}"


def compared(frame: pd.DataFrame, width: float) -> Figure:
    """Removals of several nationalities, a line each, named at its end. frame: name, date and removals."""
    figure, axes = new_figure(width, 2.6)
    narrow, years = is_narrow(width), frame["date"].unique()
    top, height, heights = max(1, frame["removals"].max()), float("-inf"), {}  # of the names, none on another
    for row in frame[frame["date"] == years[-1]].sort_values("removals").itertuples():
        height = heights[row.name] = max(0 if pd.isna(row.removals) else row.removals, height + 0.09 * top)
    for number, (name, rows) in enumerate(frame.groupby("name", sort=False)):
        colour = LINES[number] if number < len(LINES) else NO_NUMBER
        axes.plot(rows["date"], rows["removals"], "o-", color=colour, linewidth=2, markersize=4)
        label(axes, f"{name} {counted(rows['removals'].iloc[-1])}", (len(years) - 1, heights[name]), (8, 0))
    axes.set_xticks(range(len(years)), [year.removeprefix("FY") for year in years] if narrow else years)
    axes.set(xlim=(-0.2, len(years) - 1 + (4.2 if narrow else 2)), ylim=(0, max(top, height) * 1.06))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y")
    return figure
