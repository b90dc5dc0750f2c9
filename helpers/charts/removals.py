"""Charts of removals: by nationality and year, against the stock, and by who made the arrest."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from helpers import words
from helpers.charts.style import ACCENT, PALE, SECOND, SOFT, THIRD, WIDTH, Chart, bare, begin, finish


def small_multiples(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Removals by year, a small chart a nationality, each on its own scale. frame: a row a nationality, a column a year."""
    rows = -(-len(frame) // 4)
    figure, grid = plt.subplots(rows, 4, figsize=(WIDTH, 0.9 + 1.22 * rows), layout="constrained")
    for axes, (name, values) in zip(grid.flat, frame.iterrows(), strict=False):
        axes.bar(range(len(values)), values, color=[PALE] * (len(values) - 1) + [ACCENT], width=0.8)
        axes.set_title(name, loc="left", size=9.5, weight=600, pad=13)
        above = (len(values) - 1, values.iloc[-2:].max())
        last = words.count(values.iloc[-1])
        axes.annotate(last, above, xytext=(8, 2), textcoords="offset points", ha="right", size=9, color=ACCENT)
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
        behind = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
        axes.annotate(
            text, (value, place), xytext=(7, 0), textcoords="offset points", va="center", size=9.5, bbox=behind
        )
    axes.axvline(all_ratio, color=SOFT, linewidth=1, linestyle=":", zorder=0)
    axes.annotate(
        f"all nationalities {words.number(all_ratio)}",
        (all_ratio, -0.9),
        xytext=(4, 0),
        textcoords="offset points",
        color=SOFT,
    )
    axes.set_xscale("log")
    axes.set_xlim(finite.min() * 0.8, none * 3.5)
    ticks = [tick for tick in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if finite.min() * 0.8 <= tick <= finite.max()]
    axes.set_xticks(ticks, [words.count(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(range(len(frame)), frame["name"])
    axes.set_ylim(len(frame) - 0.4, -1.4)
    for status in marks:
        axes.plot(
            [], [], marks[status], color=colours[status], label={"neither": "on neither list"}.get(status, status)
        )
    axes.legend(frameon=False, loc="upper right", bbox_to_anchor=(1, 0.94), fontsize=9.5)
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
        axes.annotate(
            words.count(total), (place, total), xytext=(0, 3), textcoords="offset points", ha="center", weight=600
        )
        axes.text(
            place, row["interior"] / 2, words.count(row["interior"]), ha="center", va="center", color="white", size=9.5
        )
    last = frame.iloc[-1]
    axes.annotate(
        "after an ICE arrest\n(interior)", (len(frame) - 0.6, last["interior"] / 2), va="center", color=SECOND
    )
    axes.annotate(
        "after a CBP arrest", (len(frame) - 0.6, last["interior"] + last["border"] / 2), va="center", color=ACCENT
    )
    axes.set_xticks(places, frame.index)
    axes.set_yticks([])
    axes.set_xlim(-0.5, len(frame) + 0.75)
    bare(axes)
    alt = f"Stacked columns. {title}. " + "; ".join(
        f"{year}: {words.count(row['interior'])} after an ICE arrest, {words.count(row['border'])} after a CBP arrest"
        for year, row in frame.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")
