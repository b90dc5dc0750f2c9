"""Charts of appendix D: figures as outlets print them against those of the table, and ICE's lists over the years."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.forms import label, legend_above
from helpers.charts.style import is_narrow, new_figure
from helpers.colours import COUNT, INK, NO_NUMBER, ORDER, PAPER, RULE, SECOND, SOFT

TITLES = {"uncooperative": "uncooperative", "at risk": "at risk", "earlier only": "on an earlier list only"}
MARKS = {"uncooperative": ("s", ORDER), "at risk": ("D", SECOND)}
SHORT = {"Democratic Republic of the Congo": "DR Congo"}
SHORTER = SHORT | {"Bosnia and Herzegovina": "Bosnia-Herz."}
NAMES = -2.1  # where the names begin, in years before the first list


def miscopied(frame: pd.DataFrame, width: float) -> Figure:
    """A row a figure: a dot for the count of the table, a diamond for what is printed; on a logarithmic scale.

    frame: rows with name, people (in the table), value and printed (elsewhere, as number and text) and cause.
    """
    narrow, places = is_narrow(width), range(len(frame))
    figure, axes = new_figure(width, 0.75 + (0.42 if narrow else 0.27) * len(frame))
    axes.hlines(places, frame["people"], frame["value"], color=NO_NUMBER, linewidth=1.6, zorder=1)
    axes.plot(frame["people"], places, "o", color=COUNT, label="in the table", zorder=3)
    axes.plot(frame["value"], places, "D", color=ORDER, markerfacecolor=PAPER, label="as printed", zorder=2)
    for place, row in enumerate(frame.itertuples()):
        said = f"printed as {row.printed}, {row.cause}"
        if narrow:
            at = (0, place - 0.3)
            axes.annotate(f"{row.name}, {said}", at, xycoords=axes.get_yaxis_transform(), size=9, va="center")
        else:
            label(axes, said, (max(row.people, row.value), place), (8, 0), color=SOFT, path_effects=[])
    axes.set(xscale="log", xticks=[1, 10, 100, 1000, 10000], ylim=(len(frame) - 0.4, -1.0 if narrow else -0.6))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_yticks(places, [""] * len(frame) if narrow else frame["name"])
    if not narrow:
        axes.set_xlim(right=frame[["people", "value"]].max(axis=None) * 300)
    legend_above(axes)
    axes.grid(axis="x")
    return figure


def lists_over_time(frame: pd.DataFrame, width: float) -> Figure:
    """A row a country, a mark a reading of a list: a square for uncooperative, a diamond for at risk, "off" for dropped.

    A thin line joins the readings of a country; without a mark it was not read, or not named. At the right: the year of
    the first visa sanctions.
    """
    narrow = is_narrow(width)
    short = SHORTER if narrow else SHORT
    at = {year: place for place, year in enumerate(sorted(frame["year"].unique()))}
    rows = frame["name"].nunique() + 1.6 * frame["group"].nunique()
    figure, axes = new_figure(width, 0.185 * rows + 0.3)
    right, place = len(at) - 0.35, 0.0
    for year, x in at.items():
        axes.text(x, -0.4, str(year), ha="center", va="bottom", size=9.5, color=SOFT)
    axes.text(right, -0.4, "first sanctions" if narrow else "first visa sanctions", va="bottom", size=9.5, color=SOFT)
    for group, countries in frame.groupby("group", observed=True):
        title = f"{TITLES[str(group)]} ({countries['name'].nunique()})"
        axes.text(NAMES, place + 0.6, title, va="center", size=9.5, weight=600)
        axes.plot([NAMES, right + 0.9], [place + 1.1] * 2, color=RULE, linewidth=0.8, zorder=4)
        place += 1.6
        for name, readings in countries.groupby("name", sort=False):
            axes.text(NAMES, place, short.get(name, name), va="center", size=9.5)
            axes.plot(readings["year"].map(at), [place] * len(readings), color=RULE, linewidth=1, zorder=1)
            for reading in readings.itertuples():
                x = at[reading.year]
                if reading.status == "off":
                    look = {"ha": "center", "va": "center", "size": 9, "color": SOFT, "backgroundcolor": PAPER}
                    axes.text(x, place, "off", **look)
                else:
                    mark, colour = MARKS[reading.status]
                    axes.plot(x, place, mark, color=colour, markeredgecolor=INK, markeredgewidth=0.5, markersize=6)
            axes.text(right, place, readings["sanctions"].iloc[0], va="center", size=9, color=COUNT)
            place += 1
    axes.set(xlim=(NAMES - 0.05, right + (1.15 if narrow else 1.0)), ylim=(place - 0.4, -1.2))
    axes.set_axis_off()
    return figure
