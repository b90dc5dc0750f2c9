"""Charts of chapter 4, each of a table of `helpers.since`: `pace`, `claims_against_counts` and `custody`."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from helpers.charts.forms import CLEAR, label, time_axis, value_axis
from helpers.charts.style import is_narrow, new_figure
from helpers.colours import CONTEXT, COUNT, INK, ORDER, PAPER, SOFT
from helpers.text import spelled, when

DAY = pd.Timedelta(days=1)
WORDS = {"size": 9.5, "path_effects": CLEAR, "linespacing": 1.1}


def pace(frame: pd.DataFrame, width: float) -> Figure:
    """Removals a day: a step for each interval as wide as its days, and the pace of the whole year before as a line.

    An interval cut at a day in doubt is pale, days not counted stay open; a dashed line marks a widening of the count.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.25 if narrow else 2.8)
    whole, widened = frame[frame["what"] == "whole year"].iloc[0], frame[frame["what"] == "count widened"]
    steps = frame[~frame["what"].isin(["whole year", "count widened"])]
    counted, gaps = steps.dropna(subset="per_day"), steps[steps["per_day"].isna()]
    for row in counted.itertuples():
        pale = row.what == "day in doubt"
        look = {"facecolor": CONTEXT if pale else COUNT, "edgecolor": COUNT if pale else PAPER, "linewidth": 0.6}
        axes.bar(row.start, row.per_day, width=row.end + DAY - row.start, align="edge", **look)
    first, last, top = steps["start"].iloc[0], counted.iloc[-1], frame["per_day"].max()
    axes.plot([first, last["end"] + DAY], [whole["per_day"]] * 2, color=INK, linewidth=1.2, path_effects=CLEAR)
    said = f"{whole['per_day']:,.0f} a day\nin FY{whole['end'].year}"
    axes.text(last["end"] + 8 * DAY, whole["per_day"], said, va="center", weight=600, **WORDS)
    for gap in gaps.itertuples():
        axes.vlines(gap.start + gap.days / 2 * DAY, 0.02 * top, 1.06 * top, INK, linewidth=0.8, linestyle=":")
        said = f"{spelled(gap.days)} days\nnot counted"
        axes.text(gap.start, 1.2 * top, said, ha="right", va="top", color=SOFT, **WORDS)
    brief = narrow or last["end"] - first > 600 * DAY  # where words would stand on those beside them
    high = 1.38 * top if brief else 1.2 * top  # clear of the days not counted
    for number, row in enumerate(widened.itertuples(), 1):
        axes.vlines(row.start, 0, high, ORDER, linewidth=1.2, linestyle=(0, (4, 2)))
        said = f"mark {number}" if brief else f"mark {number}:\ncount widened"
        axes.text(row.start + 4 * DAY, high, said, va="top", color=ORDER, weight=600, **WORDS)
    label(axes, f"{last['per_day']:,.0f}", (last["end"] + 8 * DAY, last["per_day"]), color=COUNT, weight=600)
    every, room = ("6MS", 150) if narrow else ("3MS", 75)
    time_axis(axes, first, last["end"], every, room, "%b\n%Y")
    axes.set(ylim=(0, high + 0.02 * top), yticks=range(0, int(top) + 1, 500))
    value_axis(axes)
    return figure


def claims(frame: pd.DataFrame, width: float) -> Figure:
    """For each claim a pale bar as long as it, and on it a full bar as long as what ICE's workbooks count, to the day named."""
    narrow, places = is_narrow(width), range(len(frame))
    figure, axes = new_figure(width, (0.375 if narrow else 0.31) * len(frame))
    height = 0.42 if narrow else 0.7
    claimed = axes.barh(places, frame["claimed"], height, facecolor=CONTEXT, edgecolor=COUNT, linewidth=0.6)
    axes.barh(places, frame["removals"], height, color=COUNT)
    axes.bar_label(claimed, frame["printed"] if narrow else frame["printed"] + " claimed", padding=4, size=9)
    days = [when(date) for date in frame["date"]]
    for place, row in enumerate(frame.itertuples()):
        counted = f"{row.removals:,.0f}" if narrow else f"{row.removals:,.0f} to {row.counted_to:%-d %b}"
        label(axes, counted, (row.removals, place), (-4, 0), size=9, ha="right", color=PAPER, path_effects=[])
        if narrow:
            axes.text(0, place - 0.24, f"{days[place]}, counted to {row.counted_to:%-d %B}", va="bottom", size=9.5)
    axes.set_yticks(places, [""] * len(frame) if narrow else days)
    most = frame[["claimed", "removals"]].max(axis=None) * (1.36 if narrow else 1.3)
    axes.set(xlim=(0, most), ylim=(len(frame) - 0.5, -0.8 if narrow else -0.5), xticks=[])
    return figure


def custody(frame: pd.DataFrame, width: float) -> Figure:
    """Three plots: people held, share of those who left by removal, and releases under supervision; a column if narrow.

    Averages of a month are a line, counts of a day small points; hollow: read at second hand, or of part of a month.
    """
    narrow = is_narrow(width)
    shape = {"nrows": 3, "height_ratios": [1.25, 1, 1]} if narrow else {"ncols": 3}
    figure, plots = new_figure(width, 3.5 if narrow else 1.9, sharex=True, **shape)
    of_a_day = frame["what"] == "on the day"
    days, months = frame[of_a_day], frame[~of_a_day].sort_values("end")
    months = months.assign(end=months["end"] - 15 * DAY, hollow=months["second_hand"] | ~months["whole"])
    held, leaving, freed = plots
    for axes, column in ((held, "people"), (leaving, "share_removed")):
        axes.plot(months["end"], months[column], color=COUNT, linewidth=1.6)
        for hollow, rows in months.groupby("hollow"):
            look = {"markersize": 5, "markerfacecolor": PAPER} if hollow else {"markersize": 3}
            axes.plot(rows["end"], rows[column], "o", color=COUNT, **look)
    for hollow, rows in days.groupby("second_hand"):
        look = {"markersize": 3.5, "markerfacecolor": PAPER if hollow else CONTEXT, "markeredgewidth": 0.6}
        held.plot(rows["end"], rows["people"], "o", color=COUNT, **look)
    known = months.dropna(subset="supervision")
    freed.bar(known["end"], known["supervision"], width=24, color=ORDER)
    shown = (
        ("people held", "people", COUNT, "{:,.0f}"),
        ("share leaving by removal", "share_removed", COUNT, "{:.0%}"),
        ("released on supervision", "supervision", ORDER, "{:,.0f}"),
    )
    for axes, (title, column, colour, form) in zip(plots, shown, strict=True):
        axes.set_title(title, loc="left", size=9.5, weight=600, color=colour)
        values = months.set_index("end")[column].dropna()
        named = {values.idxmax(), values.index[-1]} | ({values.idxmin()} if axes is freed else set())
        for day in sorted(named):
            below = axes is held and day == values.index[-1]  # above are the points of single days
            look = {"shift": (0, -6), "va": "top"} if below else {"shift": (0, 5), "va": "bottom"}
            label(axes, form.format(values[day]), (day, values[day]), ha="center", **look)
        axes.set_ylim(0, frame[column].max() * 1.3)
        axes.grid(axis="y")
        time_axis(axes, frame["end"].min() - 30 * DAY, frame["end"].max(), "6MS", room=25, form="%b\n%Y")
    newest = days.loc[days["end"].idxmax()]
    label(held, f"{newest['people']:,.0f}", (newest["end"], newest["people"]), shift=(0, 5), ha="center", va="bottom")
    held.set_yticks([0, 25_000, 50_000, 75_000])
    held.yaxis.set_major_formatter("{x:,.0f}")
    leaving.set_yticks([0, 0.5, 1])
    leaving.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    return figure
