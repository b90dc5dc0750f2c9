"""Charts of chapter 3: cooperation, removals against the stock, courts, capacity, flights and the scenario."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from helpers import words
from helpers.charts.forms import divided_bar, ranked_bars
from helpers.charts.style import (
    ACCENT,
    GREY,
    INK,
    PALE,
    RULE,
    SECOND,
    SOFT,
    THIRD,
    WIDTH,
    Chart,
    bare,
    begin,
    finish,
    room,
)

LISTS = {"uncooperative": SECOND, "at risk": THIRD, "removed from uncooperative list": PALE}
SANCTIONS = ["visa sanctions imposed", "visa sanctions in force", "visa sanctions lifted"]


def by_cooperation(parts: dict[str, float], four: list[tuple[str, float]], title: str, subtitle: str, source: str) -> Chart:
    """The stock by ICE's cooperation lists, above the four largest nationalities on the same scale.

    parts: people by list (uncooperative, at risk, neither, not itemised). four: (name, people), largest first.
    """
    figure, axes = begin(3.0)
    colours = {"uncooperative": SECOND, "at risk": THIRD, "neither": PALE, "not itemised": GREY}
    whole = sum(parts.values())
    names = {"neither": "on neither list"}
    texts = [f"{names.get(key, key)}\n{words.count(part)} ({words.percent(part / whole)})" for key, part in parts.items()]
    divided_bar(axes, 0, list(parts.values()), [colours[key] for key in parts], texts)
    others = whole - sum(people for _, people in four)
    texts = [f"{name}\n{words.count(people)}" for name, people in four] + [f"all others\n{words.count(others)}"]
    divided_bar(axes, 1.5, [people for _, people in four] + [others], [PALE] * 4 + ["#e6eaed"], texts)
    for place, text in ((0, "By ICE's lists"), (1.5, "By nationality")):
        axes.text(0, place + 0.36, text, va="top", weight=600)
    axes.set_ylim(2.1, -1.3)
    axes.set_axis_off()
    alt = (
        f"Two divided bars of the same length. {title}. By list: "
        + "; ".join(f"{key} {words.count(part)}" for key, part in parts.items())
        + ". By nationality: "
        + "; ".join(f"{name} {words.count(people)}" for name, people in four)
        + "."
    )
    return finish(figure, title, subtitle, source, alt)


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
            left = entry["status"] == "removed from uncooperative list"
            axes.barh(
                row[entry["name"]],
                0.5,
                left=column[entry["as_of"]] - 0.25,
                height=0.72,
                color="none" if left else LISTS[entry["status"]],
                edgecolor=LISTS[entry["status"]],
                hatch="////" if entry["status"] == "at risk" else ("...." if left else ""),
                linewidth=0.8,
            )
    moments = pd.to_datetime(pd.Series([f"{date}-01"[:10] if len(date) == 7 else f"{date}-07-01" for date in dates]))
    scale = mdates.date2num(moments)
    for _, entry in frame[frame["status"].isin(SANCTIONS)].iterrows():
        if entry["end"] is pd.NaT:
            continue
        place = np.interp(mdates.date2num(entry["end"]), scale, range(len(dates)))
        look = {"visa sanctions imposed": "v", "visa sanctions in force": "|", "visa sanctions lifted": "^"}[entry["status"]]
        axes.plot(place, row[entry["name"]], look, color=INK, markersize=6, markerfacecolor="white")
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(dates)), dates)
    axes.xaxis.tick_top()
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlim(-0.5, len(dates) - 0.5)
    axes.grid(axis="y", color="#eef1f3")
    bare(axes)
    key = [
        Patch(facecolor=SECOND, label="uncooperative"),
        Patch(facecolor=THIRD, edgecolor="white", hatch="////", label="at risk of non-compliance"),
        Patch(facecolor="none", edgecolor=PALE, hatch="....", label="dropped from the list"),
        *(
            axes.plot([], [], mark, color=INK, markerfacecolor="white", linestyle="", label=label)[0]
            for mark, label in (("v", "visa sanctions imposed"), ("|", "sanctions in force"), ("^", "sanctions lifted"))
        ),
    ]
    figure.legend(handles=key, loc="outside lower center", ncols=3, frameon=False, fontsize=9.5)
    latest = frame[(frame["as_of"] == dates[-1])]
    alt = (
        f"Timeline by country. {title}. On the latest list, {dates[-1]}: uncooperative "
        + ", ".join(sorted(latest.loc[latest["status"] == "uncooperative", "name"]))
        + "; at risk "
        + ", ".join(sorted(latest.loc[latest["status"] == "at risk", "name"]))
        + "."
    )
    return finish(figure, title, subtitle, source, alt)


def removals_small(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Removals by year, a small chart a nationality, each on its own scale. frame: a row a nationality, a column a year."""
    import matplotlib.pyplot as plt

    rows = -(-len(frame) // 4)
    figure, grid = plt.subplots(rows, 4, figsize=(WIDTH, 0.9 + 1.22 * rows), layout="constrained")
    for axes, (name, values) in zip(grid.flat, frame.iterrows(), strict=False):
        axes.bar(range(len(values)), values, color=[PALE] * (len(values) - 1) + [ACCENT], width=0.8)
        axes.set_title(name, loc="left", size=9.5, weight=600, pad=13)
        last = words.count(values.iloc[-1])
        axes.annotate(
            last, (len(values) - 1, values.iloc[-1]), xytext=(0, 2), textcoords="offset points", ha="right", size=9, color=ACCENT
        )
        ends = {0: values.index[0][-2:], len(values) - 1: values.index[-1][-2:]}
        axes.set_xticks(list(ends), [f"’{year}" for year in ends.values()], size=9)
        axes.set_yticks([])
        bare(axes)
    for axes in grid.flat[len(frame) :]:
        axes.set_axis_off()
    alt = f"Small bar charts, one a nationality. {title}. In {frame.columns[-1]}: " + ", ".join(
        f"{name} {words.count(values.iloc[-1])}" for name, values in frame.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def ratios(frame: pd.DataFrame, all_ratio: float, title: str, subtitle: str, source: str) -> Chart:
    """Orders for each removal, by nationality, on a logarithmic scale; no removals at all stand apart on the right.

    frame: rows with name, ratio (inf where nobody was removed), status.
    """
    figure, axes = begin(1.1 + 0.215 * len(frame))
    finite = frame.loc[np.isfinite(frame["ratio"]), "ratio"]
    none = finite.max() * 3.4
    colours = {"uncooperative": SECOND, "at risk": THIRD, "neither": ACCENT}
    marks = {"uncooperative": "D", "at risk": "s", "neither": "o"}
    for place, (_, row) in enumerate(frame.iterrows()):
        value = row["ratio"] if np.isfinite(row["ratio"]) else none
        text = words.number(row["ratio"]) if np.isfinite(row["ratio"]) else "no removals"
        axes.plot([finite.min() * 0.8, value], [place, place], color="#e6eaed", linewidth=1, zorder=0)
        axes.plot(value, place, marks[row["status"]], color=colours[row["status"]], markersize=6)
        axes.annotate(text, (value, place), xytext=(7, 0), textcoords="offset points", va="center", size=9.5)
    axes.axvline(all_ratio, color=SOFT, linewidth=1, linestyle=":")
    axes.annotate(
        f"all nationalities {words.number(all_ratio)}", (all_ratio, -0.9), xytext=(4, 0), textcoords="offset points", color=SOFT
    )
    axes.set_xscale("log")
    axes.set_xlim(finite.min() * 0.8, none * 3.5)
    ticks = [tick for tick in (1, 10, 100, 1000) if finite.min() * 0.8 <= tick <= finite.max()]
    axes.set_xticks(ticks, [words.count(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(range(len(frame)), frame["name"])
    axes.set_ylim(len(frame) - 0.4, -1.4)
    for status in marks:
        axes.plot([], [], marks[status], color=colours[status], label={"neither": "on neither list"}.get(status, status))
    axes.legend(frameon=False, loc="lower right", fontsize=9.5)
    bare(axes)
    alt = f"Dot plot, logarithmic scale. {title}. " + "; ".join(
        f"{row['name']} {words.number(row['ratio']) if np.isfinite(row['ratio']) else 'no removals'}"
        for _, row in frame.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def interior_and_border(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Removals by who made the arrest, stacked by year. frame: a row a year, columns interior and border (persons)."""
    figure, axes = begin(3.2)
    places = range(len(frame))
    axes.bar(places, frame["interior"], color=SECOND, width=0.72)
    axes.bar(places, frame["border"], bottom=frame["interior"], color=PALE, width=0.72)
    for place, (_, row) in enumerate(frame.iterrows()):
        total = row["interior"] + row["border"]
        axes.annotate(words.count(total), (place, total), xytext=(0, 3), textcoords="offset points", ha="center", weight=600)
        axes.text(place, row["interior"] / 2, words.count(row["interior"]), ha="center", va="center", color="white", size=9.5)
    last = frame.iloc[-1]
    axes.annotate("after an ICE arrest\n(interior)", (len(frame) - 0.6, last["interior"] / 2), va="center", color=SECOND)
    axes.annotate("after a CBP arrest", (len(frame) - 0.6, last["interior"] + last["border"] / 2), va="center", color=ACCENT)
    axes.set_xticks(places, frame.index)
    axes.set_yticks([])
    axes.set_xlim(-0.5, len(frame) + 0.75)
    bare(axes)
    alt = f"Stacked columns. {title}. " + "; ".join(
        f"{year}: {words.count(row['interior'])} after an ICE arrest, {words.count(row['border'])} after a CBP arrest"
        for year, row in frame.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def scenario(paths: pd.DataFrame, opening: float, title: str, subtitle: str, source: str) -> Chart:
    """The stock by year in each named case. paths: a row a year after opening, a column a case (persons)."""
    figure, axes = begin(3.4)
    looks = zip([ACCENT, SECOND, THIRD], ["-", "--", "-."], strict=True)
    ends = paths.iloc[-1].sort_values()
    gap = (max(paths.max().max(), opening) - 0) * 0.085
    height: dict[str, float] = {}
    for case, end in ends.items():
        height[case] = max(end, max(height.values(), default=-gap) + gap)
    for (colour, dash), case in zip(looks, paths, strict=False):
        axes.plot([0, *paths.index], [opening, *paths[case]], color=colour, linestyle=dash, linewidth=2)
        axes.annotate(
            f"{case}\n{words.millions(paths[case].iloc[-1])}",
            (paths.index[-1], height[case]),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            weight=600,
        )
    axes.plot(0, opening, "o", color=INK)
    axes.set_ylim(0, max(paths.max().max(), opening) * 1.12)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / 1e6:.1f} million" if value else "0")
    axes.set_xlabel("Years after the opening date")
    axes.set_xlim(0, paths.index[-1] * 1.42)
    axes.set_xticks([tick for tick in range(0, int(paths.index[-1]) + 1, max(1, int(paths.index[-1]) // 5))])
    bare(axes, "y")
    alt = f"Line chart. {title}. After {paths.index[-1]} years: " + "; ".join(
        f"{case} {words.millions(paths[case].iloc[-1])}" for case in paths
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def courts(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Cases pending in the immigration courts by series and fiscal-year end.

    frame: rows with end, value, precision and series ("first printed" or "restated").
    """
    figure, axes = begin(3.4)
    looks = {"first printed": (ACCENT, "-"), "restated in 2025": (SECOND, "--")}
    for name, (colour, dash) in looks.items():
        rows = frame[frame["series"] == name].sort_values("end")
        run = (rows["end"].diff() > pd.Timedelta(days=460)).cumsum()
        for _, piece in rows.groupby(run):
            axes.plot(piece["end"], piece["value"], color=colour, linestyle=dash, linewidth=1.8)
        exact = rows["precision"] == "exact"
        axes.plot(rows["end"][exact], rows["value"][exact], "o", color=colour, markersize=5)
        axes.plot(rows["end"][~exact], rows["value"][~exact], "o", color=colour, markersize=5, markerfacecolor="white")
        last = rows.iloc[-1]
        axes.annotate(
            f"{name}\n{words.millions(last['value'], 1)}",
            (last["end"], last["value"]),
            xytext=(8, 6 if colour == SECOND else -8),
            textcoords="offset points",
            va="center",
            color=colour,
            weight=600,
        )
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / 1e6:.0f} million" if value else "0")
    axes.set_ylim(0, frame["value"].max() * 1.12)
    axes.set_xlim(frame["end"].min() - pd.Timedelta(days=200), frame["end"].max() + pd.Timedelta(days=1400))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    bare(axes, "y")
    last = frame.sort_values("end").groupby("series").last()
    alt = f"Line chart. {title}. Latest: " + "; ".join(f"{n} {words.millions(row['value'], 1)}" for n, row in last.iterrows())
    return finish(figure, title, f"{subtitle} Hollow marks are rounded.", source, f"{alt}.")


def columns(frame: pd.DataFrame, title: str, subtitle: str, source: str, form=words.count) -> Chart:
    """Simple columns. frame: rows with label, value and exact (False draws the column hollow)."""
    figure, axes = begin(2.9)
    for place, (_, row) in enumerate(frame.iterrows()):
        face = ACCENT if row["exact"] else "none"
        axes.bar(place, row["value"], color=face, edgecolor=ACCENT, linewidth=1.4, width=0.62)
        axes.annotate(form(row["value"]), (place, row["value"]), xytext=(0, 3), textcoords="offset points", ha="center")
    axes.set_xticks(range(len(frame)), frame["label"])
    axes.set_yticks([])
    axes.set_xlim(-0.6, len(frame) - 0.4)
    axes.axhline(0, color=RULE, linewidth=1)
    bare(axes)
    room_above = axes.get_ylim()[1] * 1.08
    axes.set_ylim(0, room_above)
    alt = f"Columns. {title}. " + "; ".join(f"{row['label']} {form(row['value'])}" for _, row in frame.iterrows())
    return finish(figure, title, subtitle, source, f"{alt.replace(chr(10), ' ')}.")


def flights(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Charter flights on a time line. frame: rows with end (date), label and text (passengers)."""
    figure, axes = begin(2.1)
    axes.axhline(0, color=RULE, linewidth=1.2, zorder=0)
    for place, (_, row) in enumerate(frame.iterrows()):
        up = place % 2 == 0
        axes.plot(row["end"], 0, "o", color=ACCENT, markerfacecolor=ACCENT if row["known"] else "white", markersize=8)
        axes.annotate(
            f"{row['label']}\n{row['text']}",
            (row["end"], 0),
            xytext=(0, 12 if up else -12),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
        )
    axes.set_ylim(-1, 1)
    axes.set_xlim(frame["end"].min() - pd.Timedelta(days=35), frame["end"].max() + pd.Timedelta(days=35))
    axes.set_axis_off()
    alt = f"Time line. {title}. " + "; ".join(f"{row['label']}: {row['text']}" for _, row in frame.iterrows())
    return finish(figure, title, subtitle, source, f"{alt.replace(chr(10), ', ')}.")
