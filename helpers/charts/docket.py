"""Charts of chapter 1: the docket and the people with a final order on it, the courts' cases, removals."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.forms import in_millions, label, time_axis
from helpers.charts.style import (
    CONTEXT,
    COUNT,
    INK,
    NO_NUMBER,
    ORDER,
    PAPER,
    SOFT,
    is_narrow,
    new_figure,
    no_frame,
    wrap,
)
from helpers.text import curly, when

LONGEST_GAP = pd.Timedelta(days=600)  # between two counts, for the area to be drawn full
MARKS = {"exact": "o", "rounded": "s", "about": "s", "at least": "^"}


def over_time(frame: pd.DataFrame, width: float) -> Figure:
    """The docket as an area, with the people who have a final order as an area on its foot.

    frame: rows of `docket.counts`. A count that is not exact has a hollow mark; between counts of final orders more than
    LONGEST_GAP apart the area is pale.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 3.1 if narrow else 3.5)
    docket, orders = (frame[frame["what"] == what] for what in ("docket", "with a final order"))
    axes.fill_between(docket["end"], docket["people"], color=CONTEXT, linewidth=0, alpha=0.75)
    axes.plot(docket["end"], docket["people"], color=COUNT, linewidth=2)
    axes.fill_between(orders["end"], orders["people"], color=ORDER, alpha=0.4, linewidth=0)
    for _, run in orders.groupby((orders["end"].diff() > LONGEST_GAP).cumsum()):
        axes.fill_between(run["end"], run["people"], color=ORDER, linewidth=0)
    for precision, group in orders.groupby("precision"):
        face = ORDER if precision == "exact" else PAPER
        axes.plot(group["end"], group["people"], MARKS[precision], color=ORDER, markerfacecolor=face, markersize=5)
    for rows, colour, words in ((docket, COUNT, "on the docket"), (orders, ORDER, "with a final\norder")):
        last = rows.iloc[-1]
        said = f"{last['people'] / 1e6:.2f} million\n{words}"
        label(axes, said, (last["end"], last["people"]), (6, 0), color=colour, weight=600)
    first = docket.iloc[0]
    said = f"{first['people'] / 1e6:.1f} million\nin {first['end']:%Y}"
    label(axes, said, (first["end"], first["people"]), (-4, 14), ha="right")
    _years(axes, frame["end"].min(), frame["end"].max(), room=900 if narrow else 620, step=4 if narrow else 2)
    in_millions(axes)
    axes.set_yticks(range(0, int(docket["people"].max()) + 1, 2_000_000))
    axes.set_ylim(0, docket["people"].max() * 1.06)
    no_frame(axes, "y")
    return figure


def court_cases(frame: pd.DataFrame, width: float) -> Figure:
    """New cases and completed cases a fiscal year as two lines; what lies between them waits.

    frame: rows of `docket.court_cases`.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.7)
    years = frame["date"].str.removeprefix("FY").astype(int)
    axes.fill_between(years, frame["completions"], frame["new_cases"], color=CONTEXT, alpha=0.6, linewidth=0)
    for column, colour, words in (("new_cases", COUNT, "new cases"), ("completions", INK, "completed")):
        axes.plot(years, frame[column], color=colour, linewidth=2)
        last = frame[column].iloc[-1]
        label(axes, f"{last / 1e6:.2f} million\n{words}", (years.iloc[-1], last), (6, 0), color=colour, weight=600)
    axes.set_xlim(years.iloc[0], years.iloc[-1] + (7 if narrow else 3.2))
    axes.set_xticks(range(years.iloc[0], years.iloc[-1] + 1, 8 if narrow else 4))
    axes.xaxis.set_major_formatter("FY{x:.0f}")
    in_millions(axes, 1)
    axes.set_yticks([0, 500_000, 1_000_000, 1_500_000])
    no_frame(axes, "y")
    return figure


def in_and_out(frame: pd.DataFrame, width: float) -> Figure:
    """ICE removals a fiscal year as bars, below the counts of people with a final order as points on a line.

    frame: rows of `docket.in_and_out`. A year for which sources disagree has a hollow part from the lowest figure to the
    highest.
    """
    narrow = is_narrow(width)
    figure, (above, below) = new_figure(width, 3.9, nrows=2, sharex=True, height_ratios=[1, 1])
    orders, removals = (frame[frame["what"] == what] for what in ("with a final order", "removals"))
    above.plot(orders["end"], orders["people"], "o-", color=ORDER, markersize=4, linewidth=1.4)
    year = pd.Timedelta(days=300)
    middle = removals["end"] - pd.Timedelta(days=182)
    below.bar(middle, removals["people"], width=year, color=COUNT)
    disputed = removals["high"].notna()
    span = removals[disputed]
    hollow = {"width": year, "facecolor": PAPER, "edgecolor": COUNT}
    below.bar(middle[disputed], span["high"] - span["people"], bottom=span["people"], **hollow)
    for period in frame[frame["what"] == "expulsions under Title 42"].itertuples():
        for axes in (above, below):
            axes.axvspan(period.start, period.end, color=NO_NUMBER, alpha=0.25, linewidth=0)
        middle_of = period.start + (period.end - period.start) / 2
        label(
            above, "Title 42", (middle_of, 0), (0, 4), ha="center", va="baseline", size=9, color=SOFT, path_effects=[]
        )
    for rows, axes, words in ((orders, above, "people with a final order"), (removals, below, "ICE removals a year")):
        axes.set_title(words, loc="left", size=9.5, weight=600, color=ORDER if axes is above else COUNT)
        for row in rows.iloc[[0, -1] if axes is above else [rows["people"].argmin(), -1]].itertuples():
            at = row.end if axes is above else row.end - pd.Timedelta(days=182)
            top = row.high if row.high == row.high else row.people
            said = f"{row.people:,.0f}" if top == row.people else f"{row.people:,.0f}\nto {top:,.0f}"
            label(axes, said, (at, top), (0, 5), ha="center", va="baseline", size=9)
        axes.set_ylim(0, axes.get_ylim()[1] * 1.18)
        in_millions(axes, 1)
        no_frame(axes, "y")
    above.set_yticks([0, 500_000, 1_000_000, 1_500_000])
    below.set_yticks([0, 200_000, 400_000])
    _years(below, removals["end"].min() - year, removals["end"].max(), room=200, step=5 if narrow else 3)
    return figure


def path(frame: pd.DataFrame, width: float) -> Figure:
    """The steps from a case to a removal, one below the other, each with the figure that counts it or "no number found".

    frame: rows of `docket.path`. Steps that keep a person from removal stand beside the line, with a hollow mark.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 0.68 * len(frame) if narrow else 0.42 * len(frame))
    axes.plot([0, 0], [0, len(frame) - 1], color=COUNT, linewidth=2, zorder=1)
    for place, row in enumerate(frame.itertuples()):
        aside = row.branch == "aside"
        axes.plot(
            0.035 if aside else 0, place, "o", color=COUNT, markerfacecolor=PAPER if aside else COUNT, markersize=8
        )
        if aside:
            axes.plot([0, 0.03], [place, place], color=COUNT, linewidth=1.2, zorder=0)
        known = pd.notna(row.number)
        words = f"{row.number:,.0f}" if known else "no number found"
        counted = curly(f"{row.counted}, {when(row.date)}") if known else ""
        start = 0.07 if aside else 0.04
        if narrow:
            step = "\n".join(wrap(row.step, 9.5, 0.88 * width, 600))
            below = "\n".join(wrap(f"{words} {counted}", 9, 0.88 * width))
            axes.text(start, place, step, va="bottom", weight=600, size=9.5, linespacing=1.1)
            axes.text(start, place + 0.04, below, va="top", size=9, color=COUNT if known else SOFT, linespacing=1.1)
        else:
            step = "\n".join(wrap(row.step, 9.5, 0.42 * width, 600))
            axes.text(start, place, step, va="center", weight=600, size=9.5, linespacing=1.1)
            color, weight = (COUNT, 600) if known else (SOFT, 400)
            axes.text(0.625, place, words, va="center", ha="right", color=color, weight=weight)
            axes.text(
                0.64, place, "\n".join(wrap(counted, 9, 0.36 * width)), va="center", size=9, color=SOFT, linespacing=1.1
            )
    axes.set_xlim(-0.02, 1)
    axes.set_ylim(len(frame) - 0.4, -0.6)
    axes.set_axis_off()
    return figure


def _years(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, room: int, step: int) -> None:
    """A time axis with a tick every `step` years, and `room` days behind the last date for labels; grid lines end there."""
    ticks = pd.to_datetime([f"{year}-01-01" for year in range(first.year + 1, last.year + 1, step)])
    time_axis(axes, first - pd.Timedelta(days=60), last + pd.Timedelta(days=room), ticks)
