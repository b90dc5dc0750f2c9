"""Charts of nationalities: those of chapters 0 and 2, of tables of `helpers.nationality`, and those of the look-up."""

from itertools import pairwise, product

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from helpers.charts.forms import label, ranked_bars, right_column, value_axis
from helpers.charts.style import is_narrow, new_figure
from helpers.colours import CONTEXT, COUNT, INK, NO_NUMBER, ORDER, PAPER, SECOND, SOFT
from helpers.nationality import FOUR

LINES = (COUNT, ORDER, INK, SECOND, CONTEXT)  # in this order; each line is named at its end
DOT = 1000  # people, to a dot; on the map fewer are a dot of one size
EAST, NORTH = 0.0135, 0.018  # units of the plane to a degree
REGIONS = {"Europe": (12, 72), "Asia": (150, 66), "Africa": (18, -42), "Oceania": (182, 17)}  # degrees east and north


def dots(frame: pd.DataFrame, width: float) -> Figure:
    """A block of dots a row: of the four largest, with a bracket and their share; of listed countries; of the rest, grey.

    The blocks stand side by side in a wide plot and lie one below the other in a narrow one.
    """
    narrow = is_narrow(width)
    across, gap = (5, 3.4) if narrow else (24, 3)  # dots across a block, and room for the name of the next one
    figure, axes = new_figure(width, 3.3 if narrow else 2.9)
    start, ends = 0.0, []
    colours = [COUNT] * FOUR + [ORDER] * (len(frame) - FOUR - 1) + [NO_NUMBER]
    for row, colour in zip(frame.itertuples(), colours, strict=True):
        along, beside = np.divmod(np.arange(round(row.people / DOT)), across)
        x, y = (along, -start - beside) if narrow else (start + along, -beside)
        # a dot is a line of no length with round ends: one path holds them all
        points = np.stack([x, x + 0.001, np.full(len(x), np.nan)], axis=1).ravel()
        axes.plot(
            points, np.repeat(y, 3), color=colour, linewidth=3 if narrow else 3.3, solid_capstyle="round", snap=False
        )
        if narrow:
            axes.text(-0.4, 1 - start, f"{row.name} {row.people:,.0f}", size=9.5, weight=600, va="bottom")
        else:  # line by line, as in one text a line with a descender pushes up the one above it
            for above, line in enumerate((f"{row.people:,.0f}", row.name)):
                axes.text(start - 0.4, 2 + 1.9 * above, line, size=9.5, weight=600)
        ends.append((start, start + (across - 1 if narrow else along[-1]), along[-1]))
        start += (across if narrow else max(along[-1] + 1, 8)) + gap
    longest = max(end for *_, end in ends)
    for first, last, share in (
        (0, FOUR - 1, frame["share"].iloc[:FOUR].sum()),
        (FOUR, FOUR, frame["share"].iloc[FOUR]),
    ):
        side, middle = [ends[first][0] - 0.4, ends[last][1] + 0.4], (ends[first][0] + ends[last][1]) / 2
        if narrow:
            axes.plot([longest + 1.5] * 2, [-one for one in side], color=INK, linewidth=1.5)
            axes.text(longest + 2.5, -middle, f"{share:.1%}", va="center", weight=600)
        else:
            axes.plot(side, [-across - 0.6] * 2, color=INK, linewidth=1.5)
            words = f"{share:.1%} of {frame['people'].sum():,.0f}" if first == 0 else f"{share:.1%}"
            axes.text(middle, -across - 1.6, words, ha="center", va="top", weight=600)
    size = {"xlim": (-1, longest + 11), "ylim": (-start + gap - 0.5, 4)}
    axes.set(**size if narrow else {"xlim": (-1, ends[-1][1] + 1), "ylim": (-across - 5, 7)})
    axes.set_axis_off()
    return figure


def then_and_now(frame: pd.DataFrame, width: float) -> Figure:
    """A line a nationality from its count of July 2015 to today's, named at both ends; heights do not begin at zero.

    The two rows that sum up are not drawn. A label that has to make way for others is joined to its dot by a thin line.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.2)
    rows = frame[frame["june_2018"].isna()]
    for row in rows.itertuples():
        colour, wide = (COUNT, 2.4) if row.multiple >= 2 else (CONTEXT, 1.6)
        axes.plot([0, 1], [row.july_2015, row.people], "o-", color=colour, linewidth=wide, markersize=6)
    thin = {"arrowstyle": "-", "color": SOFT, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 4}
    counts = rows[["july_2015", "people"]].stack()
    low, high = 0.75 * counts.min(), 1.06 * counts.max()
    times = [f", {multiple:.1f} times as many" for multiple in rows["multiple"]]
    for side, column, align in ((0, "july_2015", "right"), (1, "people", "left")):
        heights = _apart(rows[column], 0.085 * (high - low))
        away = side + (side - 0.5) * (0.26 if narrow else 0.13)
        for name, here, height, more in zip(rows["name"], rows[column], heights, times, strict=True):
            words = f"{name} {here:,.0f}" + (more if side and not narrow else "")
            arrow = thin if abs(height - here) > 0.01 * (high - low) else None
            look = {"ha": align, "va": "center", "size": 9.5, "arrowprops": arrow}
            axes.annotate(words, (side, here), xytext=(away, height), **look)
    month, year = rows["today"].iloc[0].split()
    short = month if len(month) < 5 else f"{month[:3]}."
    axes.set_xticks([0, 1], ["July 2015", f"{short if narrow else month} {year}"])
    axes.set(xlim=(-1.5, 2.5) if narrow else (-0.62, 2.0), ylim=(low, high), yticks=[])
    return figure


def ranked(frame: pd.DataFrame, width: float) -> Figure:
    """The largest nationalities as bars, the four largest dark, with the share held up to each at the right."""
    figure, axes = new_figure(width, (0.36 if is_narrow(width) else 0.225) * len(frame) + 0.35)
    colours = [COUNT] * FOUR + [CONTEXT] * (len(frame) - FOUR)
    ranked_bars(axes, frame["name"], frame["people"], frame["people"].map("{:,.0f}".format), colours)
    right_column(axes, frame["cumulative"].map("{:.0%}".format), "share\nup to here")
    return figure


def shares(frame: pd.DataFrame, width: float) -> Figure:
    """The share of each nationality's docket with an order as bars, of all in the last row as a line; right: growth."""
    narrow = is_narrow(width)
    rows, every = frame.iloc[:-1], frame.iloc[-1]
    figure, axes = new_figure(width, (0.36 if narrow else 0.25) * len(rows) + 0.55)
    ranked_bars(axes, rows["name"], rows["share"], rows["share"].map(f"{{:.{0 if narrow else 1}%}}".format), ORDER)
    right_column(
        axes,
        frame["growth"].map("{:+.0%}".format, na_action="ignore").str.replace("-", "−").fillna("–"),
        "docket in\none year",
    )
    axes.axvline(every["share"], color=INK, linewidth=1, linestyle=(0, (4, 3)), zorder=3)
    axes.set_ylim(bottom=len(rows) + 0.35)
    label(axes, f"all nationalities {every['share']:.1%}", (every["share"], len(rows)), (5, 0))
    return figure


def circles(frame: pd.DataFrame, width: float) -> Figure:
    """A circle a nationality, as large in area as its number of people, near its place and moved until none overlap.

    Fewer than DOT people are a dot. Of the ten largest, those are named whose name has room in the circle or beside it;
    the other parts of the world are named as wholes.
    """
    narrow = is_narrow(width)
    east = frame["longitude"].where(frame["longitude"] > -140, frame["longitude"] + 360)  # all of Oceania on one side
    x, y = EAST * east.to_numpy(float), NORTH * frame["latitude"].to_numpy(float)
    most, least = (0.57, 0.018) if narrow else (0.3, 0.014)
    small = (frame["people"] < DOT).to_numpy()
    radius = np.where(small, least, most * np.sqrt(frame["people"] / frame["people"].max()))
    x, y = spread(x, y, radius)
    left, right = (x - radius).min() - 0.02, (x + radius).max() + 0.02
    inch = (right - left) / (width - 0.1)  # of the plane
    room = 0.3 * inch  # above and below, for names
    low, high = (y - radius).min() - room, (y + radius).max() + room
    figure, axes = new_figure(width, (high - low) / inch + 0.1)
    axes.set(xlim=(left, right), ylim=(low, high), aspect="equal")
    axes.set_axis_off()
    areas = (2 * radius / inch * 72) ** 2  # square points, as of a square around each circle
    look = {"edgecolor": COUNT, "linewidth": 0.5}
    axes.scatter(x[small], y[small], s=areas[small][:1], color=CONTEXT, **look)
    colours = ([COUNT] * FOUR + [CONTEXT] * len(frame))[: (~small).sum()]
    axes.scatter(x[~small], y[~small], s=areas[~small], color=colours, **look)
    _name(axes, frame.head(10), x, y, radius, inch)
    for name, (longitude, latitude) in REGIONS.items():
        at = EAST * longitude, NORTH * latitude
        axes.text(*at, name, ha="center", va="center", size=9.5, color=SOFT, style="italic")
    return figure


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
    value_axis(axes)
    return figure


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
        distance = np.hypot(*between.T)
        over = np.flatnonzero(distance < apart_at)
        push = (0.6 * (apart_at[over] / (distance[over] + 1e-9) - 1))[:, None] * between[over]
        np.add.at(place, one[over], push * weight[over])
        np.add.at(place, other[over], -push * (1 - weight[over]))
    return place[:, 0], place[:, 1]


def _name(axes: Axes, frame: pd.DataFrame, x: np.ndarray, y: np.ndarray, radius: np.ndarray, inch: float) -> None:
    """Name the circles of these rows: inside where the words fit, else beside where they cover nothing, else not at all."""
    taken = [Bbox.from_extents(*around) for around in zip(x - radius, y - radius, x + radius, y + radius, strict=True)]
    for name, (longitude, latitude) in REGIONS.items():
        wide, high = len(name) * 0.075 * inch, 0.16 * inch
        taken.append(Bbox.from_bounds(EAST * longitude - wide / 2, NORTH * latitude - high / 2, wide, high))
    narrow = is_narrow(axes.figure.get_figwidth())
    look = {"ha": "center", "va": "center", "size": 9, "linespacing": 1.05}
    for n, (name, people) in enumerate(zip(frame["name"], frame["people"].map("{:,.0f}".format), strict=True)):
        letter = (0.06 if n < FOUR else 0.068) * inch  # white letters may come nearer to the edge than dark ones
        forms = [name.split()] if narrow else [[name, people], [*name.split(), people]]
        if lines := next((form for form in forms if max(map(len, form)) * letter < 1.85 * radius[n]), None):
            axes.text(x[n], y[n], "\n".join(lines), color=PAPER if n < FOUR else INK, **look)
            continue
        words = name if narrow else f"{name} {people}"
        wide, high = len(words) * 0.064 * inch, 0.16 * inch
        for away, angle in product((0.03, 0.06), np.linspace(0, 2 * np.pi, 24, endpoint=False)):
            reach = radius[n] + away * inch
            across, up = x[n] + np.cos(angle) * (reach + wide / 2), y[n] + np.sin(angle) * (reach + high / 2)
            box = Bbox.from_bounds(across - wide / 2, up - high / 2, wide, high)
            inside = axes.viewLim.contains(*box.min) and axes.viewLim.contains(*box.max)
            if inside and not box.count_overlaps(taken):
                axes.text(across, up, words, color=INK, **look)
                taken.append(box)
                break


def _apart(values: pd.Series, least: float) -> np.ndarray:
    """Heights for labels of these values, moved until neighbours are at least this far apart."""
    heights, order = values.to_numpy(float, copy=True), np.argsort(values.to_numpy())
    for _ in range(200):
        for low, high in pairwise(order):
            missing = max(least - (heights[high] - heights[low]), 0)
            heights[low] -= missing / 2
            heights[high] += missing / 2
    return heights
