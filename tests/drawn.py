"""The numbers that the marks of a figure stand for, and those of its frame that must be among them."""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.collections import PathCollection
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

FORMS = {"uncooperative": "s", "at risk": "D"}


def xs(line: Line2D) -> np.ndarray:
    return np.asarray(line.convert_xunits(line.get_xdata()), dtype=float)


def ys(line: Line2D) -> np.ndarray:
    return np.asarray(line.get_ydata(), dtype=float)


def series(figure: Figure) -> Iterator[Sequence]:
    """Every row of numbers that a reader can see in a plot: of bars, lines, points, dots and words, in drawn order."""
    for axes in figure.axes:
        all_bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
        for bars in (all_bars, *axes.containers):
            yield [bar.get_width() for bar in bars]
            yield [bar.get_height() for bar in bars]
            yield [bar.get_y() + bar.get_height() for bar in bars]
        for line in axes.lines:
            yield xs(line)
            yield ys(line)
        points = [line for line in axes.lines if line.get_marker() != "None"]
        yield sorted(x for line in points for x in xs(line))
        yield sorted(y for line in points for y in ys(line))
        single = [line for line in points if len(line.get_xdata()) == 1]
        yield [xs(line)[0] for line in single]
        yield [line.get_marker() for line in single]
        for dots in axes.collections:
            if isinstance(dots, PathCollection):
                yield [len(dots.get_offsets())]
                yield dots.get_offsets()[:, 0]
                yield dots.get_sizes() / dots.get_sizes().sum()
        yield [gaps for line in axes.lines if (gaps := np.isnan(xs(line)).sum())]  # dots, with a gap behind each
        words = " ".join(text.get_text() for text in axes.texts)
        yield [float(number.replace(",", "")) for number in re.findall(r"\b\d{1,3}(?:,\d{3})+\b", words)]


def rows(frame: pd.DataFrame, what: str) -> pd.DataFrame:
    return frame[frame["what"] == what]


def over_time(frame) -> list:
    docket, orders = rows(frame, "docket"), rows(frame, "with a final order")
    return [docket["people"], date2num(docket["end"]), sorted(orders["people"]), sorted(date2num(orders["end"]))]


def in_and_out(frame) -> list:
    orders, removals = rows(frame, "with a final order"), rows(frame, "removals")
    return [orders["people"], date2num(orders["end"]), removals["people"], removals["high"].dropna()]


def circles(frame) -> list:
    large = frame["people"][frame["people"] >= 1000]
    return [[len(frame) - len(large)], large / large.sum()]


def pace(frame) -> list:
    steps = frame[(frame["what"] != "whole year") & frame["per_day"].notna()]
    whole = rows(frame, "whole year")["per_day"].iloc[0]
    return [steps["per_day"], (steps["end"] - steps["start"]).dt.days + 1, [whole, whole]]


def custody(frame) -> list:
    months, days = rows(frame, "average of the month"), rows(frame, "on the day")
    points = [group["people"] for _, group in days.groupby("second_hand")]
    return [months["people"], months["share_removed"], months["supervision"].dropna(), *points]


def lists(frame) -> list:
    listed = frame.assign(place=pd.factorize(frame["year"], sort=True)[0]).query("status != 'off'")
    return [listed["place"], listed["status"].map(FORMS)]


COMPARED: dict[str, Callable[[pd.DataFrame], list]] = {
    "key-dots": lambda frame: [(frame["people"] / 1000).round()],
    "docket-path": lambda frame: [frame["number"].dropna()],
    "docket-over-time": over_time,
    "docket-courts": lambda frame: [frame["new_cases"], frame["completions"]],
    "docket-in-and-out": in_and_out,
    "nationality-then-and-now": lambda frame: frame.loc[frame["june_2018"].isna(), ["july_2015", "people"]].to_numpy(),
    "nationality-ranked": lambda frame: [frame["people"]],
    "nationality-share": lambda frame: [frame["share"].iloc[:-1], [frame["share"].iloc[-1]] * 2],
    "nationality-map": circles,
    "obstacles-fugitives": lambda frame: [frame["people"], date2num(frame["end"])],
    "obstacles-lists": lambda frame: [frame["share"]],
    "obstacles-ratios": lambda frame: [frame["ratio"].fillna(4.5 * frame["ratio"].max())],
    "obstacles-interior": lambda frame: [frame["removals"]],
    "obstacles-most": lambda frame: [[part for share in frame["share"] for part in (1, share) if part == part]],
    "obstacles-scenario": lambda frame: [case["people"] for _, case in frame.groupby("case")],
    "since-removals": pace,
    "since-claims": lambda frame: [[*frame["claimed"], *frame["removals"]]],
    "since-custody": custody,
    "profile-IND-removals": lambda frame: [frame["removals"].fillna(0)],
    "misprints": lambda frame: [frame["people"], frame["value"]],
    "lists-over-time": lists,
}
