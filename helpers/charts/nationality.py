"""Charts of chapter 2: four nationalities then and now, the twenty largest, the share with an order, circles on a map."""

from itertools import pairwise, product

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.forms import label, ranked_bars
from helpers.charts.style import CONTEXT, COUNT, INK, ORDER, SOFT, is_narrow, new_figure, no_frame

FOUR = 4  # nationalities drawn dark
DOT = 1000  # people; fewer are a dot of one size on the map
REGIONS = {
    "Europe": (12, 88),
    "Asia": (180, 52),
    "Africa": (18, -42),
    "Oceania": (182, 17),
}  # words' longitude, latitude


def then_and_now(frame: pd.DataFrame, width: float) -> Figure:
    """A line a nationality from its count of July 2015 to today's, named at both ends; heights do not begin at zero.

    frame: rows of `nationality.then_and_now`; the two rows that sum up are not drawn. A label that has to make way for
    others is joined to its dot by a thin line.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.2)
    rows = frame[frame["june_2018"].isna()]
    for row in rows.itertuples():
        colour, wide = (COUNT, 2.4) if row.multiple >= 2 else (CONTEXT, 1.6)
        axes.plot([0, 1], [row.july_2015, row.people], "o-", color=colour, linewidth=wide, markersize=6)
    thin = {"arrowstyle": "-", "color": SOFT, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 4}
    low, high = 0.75 * rows["july_2015"].min(), 1.06 * rows["people"].max()
    for side, column, align in ((0, "july_2015", "right"), (1, "people", "left")):
        heights = _apart(rows[column].to_numpy(), 0.085 * (high - low))
        for row, height in zip(rows.itertuples(), heights, strict=True):
            after = f", {row.multiple:.1f} times as many" if side and not narrow else ""
            here = getattr(row, column)
            axes.annotate(
                f"{row.name} {here:,.0f}{after}",
                (side, here),
                xytext=(side + (side - 0.5) * (0.26 if narrow else 0.13), height),
                ha=align,
                va="center",
                size=9.5,
                arrowprops=thin if abs(height - here) > 0.01 * (high - low) else None,
            )
    axes.set_xlim((-1.5, 2.5) if narrow else (-0.62, 2.0))
    axes.set_ylim(low, high)
    axes.set_xticks([0, 1], ["July 2015", "Nov. 2024" if narrow else "November 2024"])
    axes.set_yticks([])
    no_frame(axes)
    return figure


def ranked(frame: pd.DataFrame, width: float) -> Figure:
    """The largest nationalities as bars, the four largest dark, with the share held up to each at the right.

    frame: rows of `nationality.largest`.
    """
    figure, axes = new_figure(width, (0.36 if is_narrow(width) else 0.225) * len(frame) + 0.35)
    colours = [COUNT] * FOUR + [CONTEXT] * (len(frame) - FOUR)
    ranked_bars(
        axes, list(frame["name"]), list(frame["people"]), [f"{people:,.0f}" for people in frame["people"]], colours
    )
    _column(axes, [f"{share:.0%}" for share in frame["cumulative"]], "share\nup to here")
    return figure


def shares(frame: pd.DataFrame, width: float) -> Figure:
    """The share of each nationality's docket with a final order as bars, a line for all, and growth at the right.

    frame: rows of `nationality.share_with_order`; the last is the line.
    """
    narrow = is_narrow(width)
    rows, every = frame[frame["name"] != "All nationalities"], frame[frame["name"] == "All nationalities"].iloc[0]
    figure, axes = new_figure(width, (0.36 if narrow else 0.25) * len(rows) + 0.55)
    ranked_bars(
        axes,
        list(rows["name"]),
        list(rows["share"]),
        [f"{share:.{0 if narrow else 1}%}" for share in rows["share"]],
        ORDER,
    )
    _column(axes, [f"{growth:+.0%}".replace("-", "−") for growth in rows["growth"]], "docket in\none year")
    axes.axvline(every["share"], color=INK, linewidth=1, linestyle=(0, (4, 3)), zorder=3)
    axes.set_ylim(len(rows) + 0.35, axes.get_ylim()[1])
    label(axes, f"all nationalities {every['share']:.1%}", (every["share"], len(rows)), (5, 0))
    axes.annotate(
        f"{every['growth']:+.0%}",
        (1, len(rows)),
        xycoords=axes.get_yaxis_transform(),
        ha="right",
        va="center",
        size=9.5,
        color=SOFT,
    )
    return figure


def circles(frame: pd.DataFrame, width: float) -> Figure:
    """A circle a nationality, as large in area as its number of people, near its place and moved until none overlap.

    frame: rows of `nationality.everything` that have a place, largest first. Fewer than DOT people are a dot. Of the ten
    largest, those are named whose name has room in the circle or beside it; the other parts of the world are named as wholes.
    """
    narrow = is_narrow(width)
    east = frame["longitude"].where(frame["longitude"] > -140, frame["longitude"] + 360)  # all of Oceania on one side
    x, y = equal_earth(east.to_numpy(float), frame["latitude"].to_numpy(float))
    least = 0.018 if narrow else 0.014
    radius = np.maximum((0.57 if narrow else 0.3) * np.sqrt(frame["people"] / frame["people"].max()).to_numpy(), least)
    small = (frame["people"] < DOT).to_numpy()
    radius[small] = least
    x, y = spread(x, y, radius)
    left, right = (x - radius).min() - 0.02, (x + radius).max() + 0.02
    inch = (right - left) / (width - 0.1)  # of the plane
    room = 0.3 * inch  # above and below, for names
    low, high = (y - radius).min() - room, (y + radius).max() + room
    figure, axes = new_figure(width, (high - low) / inch + 0.1)
    axes.set(xlim=(left, right), ylim=(low, high), aspect="equal")
    axes.set_axis_off()
    size = 2 * radius / inch * 72  # points
    look = {"color": CONTEXT, "markeredgecolor": COUNT, "markeredgewidth": 0.5}
    axes.plot(x[small], y[small], "o", markersize=size[small][0], **look)
    for place in np.flatnonzero(~small):
        axes.plot(x[place], y[place], "o", markersize=size[place], **look | ({"color": COUNT} if place < FOUR else {}))
    _name(axes, frame.head(10), x, y, radius, inch)
    at = equal_earth(*(np.array(degrees, float) for degrees in zip(*REGIONS.values(), strict=True)))
    for name, right, up in zip(REGIONS, *at, strict=True):
        axes.text(right, up, name, ha="center", va="center", size=9.5, color=SOFT, style="italic")
    return figure


def equal_earth(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees to plane coordinates of the Equal Earth projection (Šavrič, Patterson and Jenny 2018).

    >>> x, y = equal_earth(np.array([0.0]), np.array([0.0]))
    >>> float(x[0]), float(y[0])
    (0.0, 0.0)
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * np.sqrt(3) * np.radians(longitude) * np.cos(theta) / (3 * slope)
    return x, theta * (a4 * theta**8 + a3 * theta**6 + a2 * theta**2 + a1)


def spread(x: np.ndarray, y: np.ndarray, radius: np.ndarray, gap: float = 0.004) -> tuple[np.ndarray, np.ndarray]:
    """Move circles away from each other until none overlap, each drawn back to its own place (Dorling's way).

    Of two circles that overlap, the larger moves more: the few large ones make way, and the many small ones stay.
    """
    home = np.column_stack([x, y])
    place, (one, other) = home.copy(), np.triu_indices(len(x), 1)
    apart_at = radius[one] + radius[other] + gap
    weight = (radius[one] ** 2 / (radius[one] ** 2 + radius[other] ** 2))[:, None]
    for step in range(500):
        if step < 200:
            place += 0.03 * (home - place)
        between = place[one] - place[other]
        distance = np.hypot(between[:, 0], between[:, 1]) + 1e-9
        overlap = np.maximum(apart_at - distance, 0)
        if step >= 200 and overlap.max() < gap / 2:
            break
        meet = overlap > 0
        push = 0.6 * between[meet] * (overlap[meet] / distance[meet])[:, None]
        np.add.at(place, one[meet], push * weight[meet])
        np.add.at(place, other[meet], -push * (1 - weight[meet]))
    return place[:, 0], place[:, 1]


def _name(axes: Axes, frame: pd.DataFrame, x: np.ndarray, y: np.ndarray, radius: np.ndarray, inch: float) -> None:
    """Name the circles of these rows: inside where the words fit, else beside where they cover nothing, else not at all."""
    taken: list[tuple[float, float, float, float]] = []
    narrow = is_narrow(axes.figure.get_figwidth())
    for n, (name, people) in enumerate(zip(frame["name"], frame["people"].map("{:,.0f}".format), strict=True)):
        forms = [name.split()] if narrow else [[name, people], [*name.split(), people]]
        if lines := next((form for form in forms if max(map(len, form)) * 0.06 * inch < 1.85 * radius[n]), None):
            style = {"size": 9, "color": "white" if n < FOUR else INK, "linespacing": 1.05}
            axes.text(x[n], y[n], "\n".join(lines), ha="center", va="center", **style)
            continue
        words = name if narrow else f"{name} {people}"
        wide, high = len(words) * 0.064 * inch, 0.16 * inch
        for away, angle in product((0.03, 0.06), np.linspace(0, 2 * np.pi, 24, endpoint=False)):
            reach = radius[n] + away * inch
            at = x[n] + np.cos(angle) * (reach + wide / 2), y[n] + np.sin(angle) * (reach + high / 2)
            box = at[0] - wide / 2, at[1] - high / 2, at[0] + wide / 2, at[1] + high / 2
            if not (_covered(box, x, y, radius) or _outside(axes, box) or any(_meet(box, other) for other in taken)):
                axes.text(*at, words, ha="center", va="center", size=9, color=INK)
                taken.append(box)
                break


def _covered(box: tuple, x: np.ndarray, y: np.ndarray, radius: np.ndarray) -> float:
    """How many circles a box of words would touch."""
    dx = np.maximum(np.maximum(box[0] - x, x - box[2]), 0)
    dy = np.maximum(np.maximum(box[1] - y, y - box[3]), 0)
    return float((np.hypot(dx, dy) < radius).sum())


def _outside(axes: Axes, box: tuple) -> bool:
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    return box[0] < left or box[2] > right or box[1] < low or box[3] > high


def _meet(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _apart(values: np.ndarray, least: float) -> np.ndarray:
    """Heights for labels of these values, moved until neighbours are at least this far apart."""
    heights, order = values.astype(float).copy(), np.argsort(values)
    for _ in range(200):
        for low, high in pairwise(order):
            if (missing := least - (heights[high] - heights[low])) > 1e-9:
                heights[low] -= missing / 2
                heights[high] += missing / 2
    return heights


def _column(axes: Axes, texts: list[str], title: str) -> None:
    """A column of words at the right edge, a line for each bar, below its title."""
    low, high = axes.get_xlim()
    axes.set_xlim(low, high + 0.2 * (high - low))
    for place, words in enumerate(texts):
        axes.annotate(
            words, (1, place), xycoords=axes.get_yaxis_transform(), ha="right", va="center", size=9.5, color=SOFT
        )
    axes.annotate(title, (1, 1), xycoords="axes fraction", ha="right", va="bottom", size=9, color=SOFT, linespacing=1.1)
