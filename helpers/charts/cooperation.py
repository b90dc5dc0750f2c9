"""Charts of ICE's cooperation lists: the stock by list, and the lists over time."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from helpers import clean, words
from helpers.charts.forms import divided_bar
from helpers.charts.style import ACCENT, GREY, INK, PALE, SECOND, THIRD, Chart, bare, begin, finish

LISTS = {  # fill, edge and hatching of each list
    "uncooperative": (SECOND, SECOND, ""),
    "at risk": ("#f0e2b6", THIRD, "////"),
    "removed from uncooperative list": ("none", ACCENT, "...."),
}


def by_cooperation(
    parts: dict[str, float], four: list[tuple[str, float]], title: str, subtitle: str, source: str
) -> Chart:
    """The stock by ICE's cooperation lists, above the four largest nationalities on the same scale.

    parts: people by list (uncooperative, at risk, neither, not itemised). four: (name, people), largest first.
    """
    figure, axes = begin(3.8)
    colours = {"uncooperative": SECOND, "at risk": THIRD, "neither": PALE, "not itemised": GREY}
    whole = sum(parts.values())
    names = {"neither": "on neither list"}
    texts = [
        f"{names.get(key, key)}\n{words.count(part)} ({words.percent(part / whole)})" for key, part in parts.items()
    ]
    divided_bar(axes, 0, list(parts.values()), [colours[key] for key in parts], texts)
    others = whole - sum(people for _, people in four)
    texts = [f"{name}\n{words.count(people)}" for name, people in four] + [f"all others\n{words.count(others)}"]
    divided_bar(axes, 1.5, [people for _, people in four] + [others], [PALE] * 4 + ["#e6eaed"], texts)
    for place, text in ((0, "By ICE’s lists"), (1.5, "By nationality")):
        axes.text(0, place + 0.36, text, va="top", weight=600)
    axes.set_ylim(2.0, -0.95)
    axes.set_axis_off()
    alt = (
        f"Two divided bars of the same length. {title}. By list: "
        + "; ".join(f"{key} {words.count(part)}" for key, part in parts.items())
        + ". By nationality: "
        + "; ".join(f"{name} {words.count(people)}" for name, people in four)
        + "."
    )
    return finish(figure, title, subtitle, source, alt)


LOOKS = {
    "visa sanctions imposed": "v",
    "visa sanctions widened": "v",
    "visa sanctions in force": "o",
    "visa sanctions reduced": "^",
    "visa sanctions lifted": "^",
}
LOOKS_NAMED = {"v": "visa sanctions imposed or widened", "o": "sanctions in force", "^": "sanctions reduced or lifted"}


def lists_over_time(frame: pd.DataFrame, dates: list[str], title: str, subtitle: str, source: str) -> Chart:
    """Who was on which list, and under visa sanctions, when.

    frame: rows with name, as_of and status. dates: the dates of the lists, oldest first; a list known in part is
    named so in the subtitle. Visa sanctions are marked at their date between the lists.
    """
    names = sorted(frame["name"].unique(), reverse=True)
    figure, axes = begin(1.3 + 0.185 * len(names))
    column = {date: place for place, date in enumerate(dates)}
    row = {name: place for place, name in enumerate(names)}
    for _, entry in frame.iterrows():
        if entry["status"] in LISTS and entry["as_of"] in column:
            fill, edge, hatch = LISTS[entry["status"]]
            place, left = row[entry["name"]], column[entry["as_of"]] - 0.25
            axes.barh(place, 0.5, left=left, height=0.72, color=fill, edgecolor=edge, hatch=hatch, linewidth=0.8)
    moments = pd.to_datetime([clean.period(date).end for date in dates])
    scale = mdates.date2num(moments)
    for _, entry in frame[frame["status"].isin(LOOKS)].iterrows():
        if entry["end"] is pd.NaT:
            continue
        place = np.interp(mdates.date2num(entry["end"]), scale, range(len(dates)))
        look = LOOKS[entry["status"]]
        axes.plot(place, row[entry["name"]], look, color=INK, markersize=6, markerfacecolor="white")
        if entry["end"] < moments[0]:
            axes.text(place + 0.06, row[entry["name"]], words.quote(f"{entry['end']:%Y}"), va="center", size=9)
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(dates)), dates)
    axes.xaxis.tick_top()
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlim(-0.5, len(dates) - 0.5)
    axes.grid(axis="y", color="#eef1f3")
    bare(axes)
    names_of = {"at risk": "at risk of non-compliance", "removed from uncooperative list": "dropped from the list"}
    key: list = [
        Patch(facecolor=fill, edgecolor=edge, hatch=hatch, label=names_of.get(status, status))
        for status, (fill, edge, hatch) in LISTS.items()
    ]
    for mark, label in LOOKS_NAMED.items():
        key += axes.plot([], [], mark, color=INK, markerfacecolor="white", linestyle="", label=label)
    axes.legend(handles=key, loc="upper center", bbox_to_anchor=(0.4, 0), ncols=3, frameon=False, fontsize=9.5)
    latest = frame[(frame["as_of"] == dates[-1])]
    alt = (
        f"Timeline by country. {title}. On the latest list, {dates[-1]}: uncooperative "
        + ", ".join(sorted(latest.loc[latest["status"] == "uncooperative", "name"]))
        + "; at risk "
        + ", ".join(sorted(latest.loc[latest["status"] == "at risk", "name"]))
        + "."
    )
    return finish(figure, title, subtitle, source, alt)
