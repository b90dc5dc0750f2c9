"""Charts of chapter 4: removals a day between workbooks, claims beside counts, people held and how they leave."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from helpers.charts.forms import CLEAR, label, time_axis
from helpers.charts.style import CONTEXT, COUNT, INK, ORDER, PAPER, SOFT, is_narrow, new_figure, no_frame
from helpers.text import spelled, when

DAY = pd.Timedelta(days=1)
WORDS = {"size": 9.5, "path_effects": CLEAR, "linespacing": 1.1}


def pace(frame: pd.DataFrame, width: float) -> Figure:
    """Removals a day: a step for each interval as wide as its days, and the pace of the whole year before as a line.

    frame: rows of `since.pace`. An interval cut at a day in doubt is pale, days not counted stay open, and a dashed
    line marks the day of each widening of the count.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.25 if narrow else 2.8)
    whole, widened = frame[frame["what"] == "whole year"].iloc[0], frame[frame["what"] == "count widened"]
    steps = frame[~frame["what"].isin(["whole year", "count widened"])]
    for row in steps.dropna(subset="per_day").itertuples():
        pale = row.what == "day in doubt"
        look = {"facecolor": CONTEXT if pale else COUNT, "edgecolor": COUNT if pale else PAPER, "linewidth": 0.6}
        axes.bar(row.start, row.per_day, width=row.end + DAY - row.start, align="edge", **look)
    top = steps["per_day"].max()
    axes.axhline(whole["per_day"], color=INK, linewidth=1.2, path_effects=CLEAR)
    said = f"FY{whole['end'].year}:\n{whole['per_day']:,.0f} a day"
    axes.text(steps["start"].iloc[0], 0.7 * top, said, va="bottom", weight=600, **WORDS)
    for gap in steps[steps["per_day"].isna()].itertuples():
        middle = gap.start + gap.days / 2 * DAY
        axes.plot([middle, middle], [0.02 * top, 1.06 * top], color=INK, linewidth=0.8, linestyle=":")
        said = f"{spelled(gap.days)} days\nnot counted"
        axes.text(gap.start, 1.2 * top, said, ha="right", va="top", color=SOFT, **WORDS)
    high = 1.38 if narrow else 1.2  # clear of the days not counted
    for number, row in enumerate(widened.itertuples(), 1):
        axes.plot([row.start] * 2, [0, high * top], color=ORDER, linewidth=1.2, linestyle=(0, (4, 2)))
        said = f"mark {number}" if narrow else f"mark {number}:\ncount widened"
        axes.text(row.start + 4 * DAY, high * top, said, va="top", color=ORDER, weight=600, **WORDS)
    last = steps.dropna(subset="per_day").iloc[-1]
    label(axes, f"{last['per_day']:,.0f}", (last["end"] + 8 * DAY, last["per_day"]), color=COUNT, weight=600)
    _months(axes, steps["start"].iloc[0], last["end"], room=60 if narrow else 45, step=6 if narrow else 3)
    axes.set_ylim(0, (high + 0.02) * top)
    axes.set_yticks(range(0, int(top) + 1, 500), [f"{n:,}" for n in range(0, int(top) + 1, 500)])
    no_frame(axes, "y")
    return figure


def claims(frame: pd.DataFrame, width: float) -> Figure:
    """For each claim a pale bar as long as it, and on it a full bar as long as what ICE's workbooks count, to the day named.

    frame: rows of `since.claims_against_counts`.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 0.375 * len(frame) if narrow else 0.31 * len(frame))
    most = frame["claimed"].max()
    for place, row in enumerate(frame.itertuples()):
        height = 0.42 if narrow else 0.7
        axes.barh(place, row.claimed, height=height, facecolor=CONTEXT, edgecolor=COUNT, linewidth=0.6)
        axes.barh(place, row.removals, height=height, color=COUNT)
        counted = f"{row.removals:,.0f}" if narrow else f"{row.removals:,.0f} to {row.counted_to:%-d %b}"
        axes.text(row.removals - 0.012 * most, place, counted, ha="right", va="center", color=PAPER, size=9)
        axes.text(
            row.claimed + 0.012 * most, place, row.printed if narrow else f"{row.printed} claimed", va="center", size=9
        )
        if narrow:
            said = f"{when(row.date)}, counted to {row.counted_to:%-d %B}"
            axes.text(0, place - 0.24, said, va="bottom", size=9.5)
    axes.set_yticks(range(len(frame)), [""] * len(frame) if narrow else [when(date) for date in frame["date"]])
    axes.set_xlim(0, most * (1.36 if narrow else 1.3))
    axes.set_ylim(len(frame) - 0.5, -0.8 if narrow else -0.5)
    axes.set_xticks([])
    no_frame(axes)
    return figure


def custody(frame: pd.DataFrame, width: float) -> Figure:
    """Three plots: people held, share of those who left by removal, and releases under supervision; a column if narrow.

    frame: rows of `since.custody`. Averages of a month are a line, counts of a day small points; what was read at second
    hand, or is of part of a month, is hollow.
    """
    narrow = is_narrow(width)
    shape = {"nrows": 3, "height_ratios": [1.25, 1, 1]} if narrow else {"ncols": 3}
    figure, plots = new_figure(width, 3.5 if narrow else 1.5, sharex=True, **shape)
    days, months = (frame[frame["what"] == what] for what in ("on the day", "average of the month"))
    middle = months.assign(end=months["end"] - 15 * DAY)
    held, leaving, freed = plots
    _line(held, middle, "people", COUNT)
    for hollow, group in days.groupby("second_hand"):
        face = PAPER if hollow else CONTEXT
        look = {"color": COUNT, "markersize": 3.5, "markerfacecolor": face, "markeredgewidth": 0.6}
        held.plot(group["end"], group["people"], "o", **look)
    _line(leaving, middle, "share_removed", COUNT)
    known = middle.dropna(subset="supervision")
    freed.bar(known["end"], known["supervision"], width=24, color=ORDER)
    shown = (("people held", "people", COUNT, "{:,.0f}"), ("share leaving by removal", "share_removed", COUNT, "{:.0%}"),
             ("released on supervision", "supervision", ORDER, "{:,.0f}"))  # fmt: skip
    for axes, (title, column, colour, form) in zip(plots, shown, strict=True):
        axes.set_title(title, loc="left", size=9.5, weight=600, color=colour)
        rows = middle.dropna(subset=column)
        named = [rows[column].idxmax(), rows.index[-1], *([rows[column].idxmin()] if axes is freed else [])]
        for row in rows.loc[named].drop_duplicates("date").to_dict("records"):
            below = axes is held and row["date"] == rows["date"].iloc[-1]  # above are the points of single days
            place = {"shift": (0, -6 if below else 5), "ha": "center", "va": "top" if below else "bottom"}
            label(axes, form.format(row[column]), (row["end"], row[column]), **place)
        axes.set_ylim(0, rows[column].max() * 1.3)
        no_frame(axes, "y")
        _months(axes, frame["end"].min() - 30 * DAY, frame["end"].max(), room=25, step=6)
    held.set_yticks([0, 25_000, 50_000, 75_000])
    held.yaxis.set_major_formatter("{x:,.0f}")
    leaving.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    leaving.set_yticks([0, 0.5, 1])
    return figure


def _line(axes: Axes, rows: pd.DataFrame, column: str, colour: str) -> None:
    """A line that breaks where a month has no figure, with a mark for each month."""
    axes.plot(rows["end"], rows[column], color=colour, linewidth=1.6)
    hollow = rows["second_hand"] | ~rows["whole"]
    axes.plot(rows["end"][~hollow], rows[column][~hollow], "o", color=colour, markersize=3)
    axes.plot(rows["end"][hollow], rows[column][hollow], "o", color=colour, markersize=5, markerfacecolor=PAPER)


def _months(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, room: int, step: int) -> None:
    """A time axis with a tick every `step` months, and `room` days behind the last date for labels."""
    ticks = pd.date_range(first.replace(day=1), last, freq=f"{step}MS")
    time_axis(axes, first - 8 * DAY, last + room * DAY, ticks, "%b\n%Y")
