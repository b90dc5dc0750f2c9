"""Chart of appendix D: ICE's lists of countries over the years, grouped by their state on the newest list."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.style import COUNT, INK, ORDER, PAPER, RULE, SECOND, SOFT, is_narrow, new_figure

TITLES = {"uncooperative": "uncooperative", "at risk": "at risk", "earlier only": "on an earlier list only"}
MARKS = {"uncooperative": ("s", ORDER), "at risk": ("D", SECOND)}


def over_time(frame: pd.DataFrame, width: float) -> Figure:
    """A row a country, a mark a reading of a list: a square for uncooperative, a diamond for at risk, "off" for dropped.

    frame: rows of `cooperation.over_time`. A thin line joins the readings of a country; a place without a mark was not
    read, or the country was not named. The year of the first visa sanctions stands at the right.
    """
    narrow = is_narrow(width)
    years = sorted(frame["year"].unique())
    at = {year: place for place, year in enumerate(years)}
    rows = len(frame["name"].unique()) + 1.6 * frame["group"].nunique()
    figure, axes = new_figure(width, 0.185 * rows + 0.3)
    right, place = len(years) - 0.35, 0.0
    for year in years:
        axes.text(at[year], -0.4, str(year), ha="center", va="bottom", size=9.5, color=SOFT)
    axes.text(right, -0.4, "sanctions" if narrow else "visa sanctions since", va="bottom", size=9.5, color=SOFT)
    for group, countries in frame.groupby("group", observed=True):
        names = list(dict.fromkeys(countries["name"]))
        place += 0.6
        axes.text(-2.1, place, f"{TITLES[str(group)]} ({len(names)})", va="center", size=9.5, weight=600)
        axes.plot([-2.1, right + 0.9], [place + 0.5] * 2, color=RULE, linewidth=0.8)
        place += 1
        for name, readings in countries.groupby("name", sort=False):
            label = str(name).replace("Democratic Republic of the Congo", "DR Congo")
            axes.text(
                -2.1,
                place,
                label.replace("Bosnia and Herzegovina", "Bosnia-Herz.") if narrow else label,
                va="center",
                size=9.5,
            )
            seen = [at[year] for year in readings["year"]]
            axes.plot(seen, [place] * len(seen), color=RULE, linewidth=1, zorder=1)
            for reading in readings.itertuples():
                if reading.status == "off":
                    axes.text(
                        at[reading.year],
                        place,
                        "off",
                        ha="center",
                        va="center",
                        size=9,
                        color=SOFT,
                        backgroundcolor=PAPER,
                    )
                    continue
                mark, colour = MARKS[reading.status]
                axes.plot(
                    at[reading.year], place, mark, color=colour, markeredgecolor=INK, markeredgewidth=0.5, markersize=6
                )
            axes.text(right, place, readings["sanctions"].iloc[0], va="center", size=9, color=COUNT)
            place += 1
    axes.set_xlim(-2.15, right + (1.15 if narrow else 1.0))
    axes.set_ylim(place - 0.4, -1.2)
    axes.set_axis_off()
    return figure
