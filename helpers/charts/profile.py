"""Charts of one nationality, or of several: ICE removals by fiscal year."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.forms import label
from helpers.charts.style import CONTEXT, COUNT, INK, NO_NUMBER, ORDER, SECOND, SOFT, is_narrow, new_figure, no_frame

LINES = (COUNT, ORDER, INK, SECOND, CONTEXT)  # in this order; each line is named at its end


def by_year(frame: pd.DataFrame, width: float) -> Figure:
    """Removals of one nationality, a column a year with its number on it. frame: date and removals."""
    figure, axes = new_figure(width, 1.5)
    years = frame["date"].str.removeprefix("FY") if is_narrow(width) else frame["date"]
    axes.bar(years, frame["removals"].fillna(0), color=COUNT, width=0.66)
    for place, count in enumerate(frame["removals"]):
        words = "–" if pd.isna(count) else f"{count:,.0f}"
        height = 0 if pd.isna(count) else count
        label(axes, words, (place, height), (0, 2), ha="center", va="bottom")
    axes.set_ylim(0, max(1, frame["removals"].max()) * 1.22)
    axes.set_yticks([])
    axes.tick_params(axis="x", colors=SOFT)
    no_frame(axes)
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
    years = list(dict.fromkeys(frame["date"]))
    last = frame[frame["date"] == years[-1]].sort_values("removals")
    step, below, heights = 0.09 * max(1, frame["removals"].max()), float("-inf"), {}
    for row in last.itertuples():
        below = heights[row.name] = max(0 if pd.isna(row.removals) else row.removals, below + step)
    for number, (name, rows) in enumerate(frame.groupby("name", sort=False)):
        colour = LINES[number] if number < len(LINES) else NO_NUMBER
        axes.plot(rows["date"], rows["removals"], "o-", color=colour, linewidth=2, markersize=4)
        label(axes, f"{name} {counted(rows['removals'].iloc[-1])}", (len(years) - 1, heights[name]), (8, 0))
    axes.set_xlim(-0.2, len(years) - 1 + (4.2 if is_narrow(width) else 2))
    axes.set_xticks(range(len(years)), [year.removeprefix("FY") for year in years] if is_narrow(width) else years)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.set_ylim(bottom=0, top=max(frame["removals"].max(), below) * 1.06)
    no_frame(axes, "y")
    return figure
