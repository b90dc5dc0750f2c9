"""Charts of the courts, of capacity, of flights and of the scenario."""

from collections.abc import Hashable

import matplotlib.dates as mdates
import pandas as pd

from helpers import words
from helpers.charts.style import ACCENT, INK, RULE, SECOND, THIRD, Chart, bare, begin, finish


def courts(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Cases pending in the immigration courts by series and fiscal-year end.

    frame: rows with end, value, precision and series ("earlier releases" or "2025 series").
    """
    figure, axes = begin(3.4)
    looks = {"earlier releases": (ACCENT, "-"), "2025 series": (SECOND, "--")}
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
    first, latest = frame["end"].min().year, frame["end"].max().year
    axes.set_xticks(pd.to_datetime([f"{year}-09-30" for year in range(first, latest + 1, 4)]))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    bare(axes, "y")
    last = frame.sort_values("end").groupby("series").last()
    alt = f"Line chart. {title}. Latest: " + "; ".join(
        f"{n} {words.millions(row['value'], 1)}" for n, row in last.iterrows()
    )
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
    if not frame["exact"].all():
        subtitle = f"{subtitle}; hollow: rounded"
    alt = f"Columns, from left to right. {title}. {subtitle}. " + "; ".join(
        f"{row['label']}: {form(row['value'])} people" for _, row in frame.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt.replace(chr(10), ' ')}.")


def flights(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Charter flights on a time line. frame: rows with end (date), label ("1st: 2024-06-30") and text (passengers)."""
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
    alt = f"Time line. {title}. " + "; ".join(
        f"the {row['label'].split(':')[0]} flight in {row['end']:%B %Y}, {row['text']}" for _, row in frame.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def scenario(paths: pd.DataFrame, opening: float, title: str, subtitle: str, source: str) -> Chart:
    """The stock by year in each named case. paths: a row a year after opening, a column a case (persons)."""
    figure, axes = begin(3.4)
    looks = zip([ACCENT, SECOND, THIRD, INK], ["-", "--", "-.", ":"], strict=True)
    ends = paths.iloc[-1].sort_values()
    gap = (max(paths.max().max(), opening) - 0) * 0.085
    height: dict[Hashable, float] = {}
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
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / 1e6:g} million" if value else "0")
    axes.set_xlabel("Years after the opening date")
    axes.set_xlim(0, paths.index[-1] * 1.42)
    axes.set_xticks([tick for tick in range(0, int(paths.index[-1]) + 1, max(1, int(paths.index[-1]) // 5))])
    bare(axes, "y")
    alt = f"Line chart. {title}. After {paths.index[-1]} years: " + "; ".join(
        f"{case} {words.millions(paths[case].iloc[-1])}" for case in paths
    )
    return finish(figure, title, subtitle, source, f"{alt}.")
