"""For each figure of the report: the numbers that its marks stand for, each beside the same numbers of its frame."""

import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

Pairs = Iterator[tuple]


def bars(axes: Axes) -> list[Rectangle]:
    """The bars of a plot in the order in which they were drawn."""
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def heights(axes: Axes) -> list[float]:
    return [bar.get_height() for bar in bars(axes)]


def lengths(axes: Axes) -> list[float]:
    return [bar.get_width() for bar in bars(axes)]


def xs(line: Line2D) -> np.ndarray:
    return np.asarray(line.convert_xunits(line.get_xdata()), dtype=float)


def rows(frame: pd.DataFrame, what: str) -> pd.DataFrame:
    return frame[frame["what"] == what]


def all_bars_lie(column: str) -> Callable:
    return lambda axes, frame: [(lengths(axes[0]), frame[column])]


def all_bars_stand(column: str) -> Callable:
    return lambda axes, frame: [(heights(axes[0]), frame[column].fillna(0))]


def lines_run(*columns: str) -> Callable:
    return lambda axes, frame: [(line.get_ydata(), frame[name]) for line, name in zip(axes[0].lines, columns)]  # noqa: B905


def key_dots(axes, frame) -> Pairs:
    blocks = [line for line in axes[0].lines if np.isnan(line.get_xdata()).any()]
    yield [np.isnan(dots.get_xdata()).sum() for dots in blocks], (frame["people"] / 1000).round()


def docket_path(axes, frame) -> Pairs:
    words = " ".join(text.get_text() for text in axes[0].texts)
    said = [float(number.replace(",", "")) for number in re.findall(r"\b\d[\d,]{2,}\d\b", words)]
    yield [number for number in said if number in set(frame["number"])], frame["number"].dropna()


def docket_over_time(axes, frame) -> Pairs:
    docket, *marks = axes[0].lines
    yield docket.get_ydata(), rows(frame, "docket")["people"]
    yield xs(docket), date2num(rows(frame, "docket")["end"])
    orders = rows(frame, "with a final order").sort_values(["end", "people"])
    yield np.sort(np.concatenate([xs(mark) for mark in marks])), date2num(orders["end"])
    yield sorted(np.concatenate([mark.get_ydata() for mark in marks])), sorted(orders["people"])


def docket_in_and_out(axes, frame) -> Pairs:
    above, below = axes
    orders, removals = rows(frame, "with a final order"), rows(frame, "removals")
    yield above.lines[0].get_ydata(), orders["people"]
    yield xs(above.lines[0]), date2num(orders["end"])
    solid, hollow = below.containers
    yield [bar.get_height() for bar in solid], removals["people"]
    yield [bar.get_y() + bar.get_height() for bar in hollow], removals["high"].dropna()


def then_and_now(axes, frame) -> Pairs:
    named = frame[frame["june_2018"].isna()]
    for line, row in zip(axes[0].lines, named.itertuples(), strict=True):
        yield line.get_ydata(), [row.july_2015, row.people]


def shares(axes, frame) -> Pairs:
    yield [*lengths(axes[0]), xs(axes[0].lines[0])[0]], frame["share"]


def circles(axes, frame) -> Pairs:
    """Areas in proportion to people, from a thousand on, and a dot for each other nationality."""
    few, large = axes[0].collections
    most = frame["people"][frame["people"] >= 1000]
    yield [len(few.get_offsets())], [len(frame) - len(most)]
    yield large.get_sizes() / large.get_sizes().sum(), most / most.sum()


def by_government(axes, frame) -> Pairs:
    lies = len(set(heights(axes[0]))) == 1
    yield lengths(axes[0]) if lies else heights(axes[0]), frame["share"]


def ratios(axes, frame) -> Pairs:
    known, at = frame["ratio"].notna().to_numpy(), axes[0].collections[0].get_offsets()
    yield at[known, 0], frame["ratio"].dropna()
    yield at[:, 1], range(len(frame))
    yield at[~known, 0] > frame["ratio"].max(), [True] * (~known).sum()


def most_explained(axes, frame) -> Pairs:
    yield [length for length in lengths(axes[0]) if length != 1], frame["share"].dropna()
    yield [lengths(axes[0]).count(1)], [len(frame)]


def scenario(axes, frame) -> Pairs:
    for panel, (_, case) in zip(axes, frame.groupby("case", sort=False), strict=True):
        yield panel.lines[-1].get_ydata(), case["people"]


def pace(axes, frame) -> Pairs:
    steps = frame[(frame["what"] != "whole year") & frame["per_day"].notna()]
    yield heights(axes[0]), steps["per_day"]
    yield lengths(axes[0]), (steps["end"] - steps["start"]).dt.days + 1
    yield axes[0].lines[0].get_ydata()[:1], rows(frame, "whole year")["per_day"]


def claims(axes, frame) -> Pairs:
    yield lengths(axes[0]), [*frame["claimed"], *frame["removals"]]


def custody(axes, frame) -> Pairs:
    held, leaving, freed = axes
    months = rows(frame, "average of the month")
    yield held.lines[0].get_ydata(), months["people"]
    yield sorted(y for mark in held.lines[3:] for y in mark.get_ydata()), sorted(rows(frame, "on the day")["people"])
    yield leaving.lines[0].get_ydata(), months["share_removed"]
    yield heights(freed), months["supervision"].dropna()


def miscopied(axes, frame) -> Pairs:
    for line, column in zip(axes[0].lines, ("people", "value"), strict=True):
        yield xs(line), frame[column]


def lists_over_time(axes, frame) -> Pairs:
    marks = [mark for mark in axes[0].lines if mark.get_marker() in ("s", "D")]
    years, listed = sorted(frame["year"].unique()), frame[frame["status"] != "off"]
    yield [{"s": "uncooperative", "D": "at risk"}[mark.get_marker()] for mark in marks], listed["status"]
    yield [years[int(xs(mark)[0])] for mark in marks], listed["year"]


COMPARED = {  # what is drawn and what the frame says, and the columns in which another number must be noticed
    "key-dots": (key_dots, ["people"]),
    "docket-path": (docket_path, ["number"]),
    "docket-over-time": (docket_over_time, ["people"]),
    "docket-courts": (lines_run("new_cases", "completions"), ["new_cases", "completions"]),
    "docket-in-and-out": (docket_in_and_out, ["people", "high"]),
    "nationality-then-and-now": (then_and_now, ["july_2015", "people"]),
    "nationality-ranked": (all_bars_lie("people"), ["people"]),
    "nationality-share": (shares, ["share"]),
    "nationality-map": (circles, ["people"]),
    "obstacles-fugitives": (lines_run("people"), ["people"]),
    "obstacles-lists": (by_government, ["share"]),
    "obstacles-ratios": (ratios, ["ratio"]),
    "obstacles-interior": (all_bars_stand("removals"), ["removals"]),
    "obstacles-most": (most_explained, ["share"]),
    "obstacles-scenario": (scenario, ["people"]),
    "since-removals": (pace, ["per_day"]),
    "since-claims": (claims, ["claimed", "removals"]),
    "since-custody": (custody, ["people", "share_removed", "supervision"]),
    "profile-IND-removals": (all_bars_stand("removals"), ["removals"]),
    "misprints": (miscopied, ["people", "value"]),
    "lists-over-time": (lists_over_time, []),
}
