"""For each figure of the report: the numbers that its marks stand for, and the same numbers in its frame.

A function takes the axes and the frame, and gives two nested lists that must be alike.
"""

import itertools
import re
from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.dates import date2num
from matplotlib.lines import Line2D


def bars(axes: Axes, part: Callable = lambda bar: bar.get_height()) -> list[float]:
    """Heights of bars, or another part of them, in the order in which they were drawn."""
    return [float(part(bar)) for bar in axes.patches if hasattr(bar, "get_height")]


def lengths(axes: Axes) -> list[float]:
    return bars(axes, lambda bar: bar.get_width())


def line(axes: Axes, number: int) -> list[float]:
    return [float(y) for y in axes.lines[number].get_ydata()]


def xs(drawn: Line2D) -> list[float]:
    return [float(x) for x in drawn.convert_xunits(drawn.get_xdata())]


def days(dates: pd.Series) -> list[float]:
    return [float(day) for day in date2num(dates)]


def rows(frame: pd.DataFrame, what: str, column: str = "people") -> pd.Series:
    return frame.loc[frame["what"] == what, column]


def key_dots(axes, frame):
    """Each line holds a block of dots, with a gap behind each."""
    return [np.isnan(xs(dots)).sum() for dots in axes[0].lines[: len(frame)]], (frame["people"] / 1000).round()


def docket_path(axes, frame):
    words = " ".join(text.get_text() for text in axes[0].texts)
    said = [float(number.replace(",", "")) for number in re.findall(r"\b\d[\d,]{2,}\d\b", words)]
    return [number for number in said if number in set(frame["number"])], frame["number"].dropna()


def docket_over_time(axes, frame):
    docket, *orders = axes[0].lines
    points = sorted(itertools.chain.from_iterable(zip(xs(mark), mark.get_ydata(), strict=True) for mark in orders))
    told = frame[frame["what"] == "with a final order"]
    return [line(axes[0], 0), xs(docket), points], [
        rows(frame, "docket"), days(rows(frame, "docket", "end")), sorted(zip(days(told["end"]), told["people"], strict=True))
    ]  # fmt: skip


def docket_courts(axes, frame):
    return [line(axes[0], 0), line(axes[0], 1)], [frame["new_cases"], frame["completions"]]


def docket_in_and_out(axes, frame):
    above, below = axes
    removals = frame[frame["what"] == "removals"]
    solid, hollow = below.containers
    tops = [bar.get_y() + bar.get_height() for bar in hollow]
    middles = [bar.get_x() + bar.get_width() / 2 for bar in solid]
    return [line(above, 0), xs(above.lines[0]), [bar.get_height() for bar in solid], tops, middles], [
        rows(frame, "with a final order"), days(rows(frame, "with a final order", "end")), removals["people"], removals["high"].dropna(),
        days(removals["end"] - pd.Timedelta(days=182)),
    ]  # fmt: skip


def then_and_now(axes, frame):
    named = frame[frame["june_2018"].isna()]
    return [line(axes[0], n) for n in range(len(named))], named[["july_2015", "people"]].to_numpy().tolist()


def ranked(axes, frame):
    return [lengths(axes[0])], [frame["people"]]


def shares(axes, frame):
    every = frame["name"] == "All nationalities"
    return [lengths(axes[0]), xs(axes[0].lines[0])[:1]], [frame.loc[~every, "share"], frame.loc[every, "share"]]


def circles(axes, frame):
    """Areas in proportion to people, from a thousand on, and a dot for each other nationality."""
    few, large = axes[0].collections
    areas, most = large.get_sizes(), frame["people"][frame["people"] >= 1000]
    return [len(few.get_offsets()), areas / areas.sum()], [len(frame) - len(most), most / most.sum()]


def fugitives(axes, frame):
    return [line(axes[0], 0), xs(axes[0].lines[0])], [frame["people"], days(frame["end"])]


def by_government(axes, frame):
    along = lengths(axes[0]) if axes[0].patches[0].get_x() == 0 and len(set(bars(axes[0]))) == 1 else bars(axes[0])
    return [along], [frame["share"]]


def ratios(axes, frame):
    (points,) = (c for c in axes[0].collections if isinstance(c, PathCollection))
    known = frame["ratio"].notna().to_numpy()
    at = points.get_offsets()
    return [at[known, 0], at[:, 1], (at[~known, 0] > frame["ratio"].max()).all()], [frame["ratio"].dropna(), range(len(frame)), True]  # fmt: skip


def interior(axes, frame):
    return [bars(axes[0])], [frame["removals"]]


def most_explained(axes, frame):
    share = [length for length in lengths(axes[0]) if length != 1]
    return [share, lengths(axes[0]).count(1)], [frame["share"].dropna(), frame["share"].count()]


def scenario(axes, frame):
    return [line(panel, -1) for panel in axes], [case["people"] for _, case in frame.groupby("case", sort=False)]


def pace(axes, frame):
    steps = frame[(frame["what"] != "whole year") & frame["per_day"].notna()]
    flat = next(mark for mark in axes[0].lines if len(set(mark.get_ydata())) == 1)
    return [bars(axes[0]), lengths(axes[0]), flat.get_ydata()[0]], [steps["per_day"], (steps["end"] - steps["start"]).dt.days + 1, rows(frame, "whole year", "per_day").iloc[0]]  # fmt: skip


def claims(axes, frame):
    return [lengths(axes[0])], [[*frame["claimed"], *frame["removals"]]]


def custody(axes, frame):
    held, leaving, freed = axes
    months = frame[frame["what"] != "on the day"].sort_values("end")
    single = sorted(y for mark in held.lines[3:] for y in mark.get_ydata())
    return [line(held, 0), single, line(leaving, 0), bars(freed)], [
        months["people"], sorted(rows(frame, "on the day")), months["share_removed"], months["supervision"].dropna()
    ]  # fmt: skip


def by_year(axes, frame):
    return [bars(axes[0])], [frame["removals"].fillna(0)]


def miscopied(axes, frame):
    table, printed = (xs(mark) for mark in axes[0].lines[:2])
    return [table, printed], [frame["people"], frame["value"]]


def lists_over_time(axes, frame):
    marks = [mark for mark in axes[0].lines if mark.get_marker() in ("s", "D")]
    years = sorted(frame["year"].unique())
    listed = frame[frame["status"] != "off"]
    form = {"s": "uncooperative", "D": "at risk"}
    return [[form[mark.get_marker()] for mark in marks], [years[int(xs(mark)[0])] for mark in marks]], [listed["status"], listed["year"]]  # fmt: skip


COMPARED = {  # what is drawn, what the frame says, and the columns in which another number must be noticed
    "key-dots": (key_dots, ["people"]),
    "docket-path": (docket_path, ["number"]),
    "docket-over-time": (docket_over_time, ["people", "end"]),
    "docket-courts": (docket_courts, ["new_cases", "completions"]),
    "docket-in-and-out": (docket_in_and_out, ["people", "high", "end"]),
    "nationality-then-and-now": (then_and_now, ["july_2015", "people"]),
    "nationality-ranked": (ranked, ["people"]),
    "nationality-share": (shares, ["share"]),
    "nationality-map": (circles, ["people"]),
    "obstacles-fugitives": (fugitives, ["people", "end"]),
    "obstacles-lists": (by_government, ["share"]),
    "obstacles-ratios": (ratios, ["ratio"]),
    "obstacles-interior": (interior, ["removals"]),
    "obstacles-most": (most_explained, ["share"]),
    "obstacles-scenario": (scenario, ["people"]),
    "since-removals": (pace, ["per_day"]),
    "since-claims": (claims, ["claimed", "removals"]),
    "since-custody": (custody, ["people", "share_removed", "supervision"]),
    "profile-IND-removals": (by_year, ["removals"]),
    "misprints": (miscopied, ["people", "value"]),
    "lists-over-time": (lists_over_time, ["year", "status"]),
}
