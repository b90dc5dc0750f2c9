"""Charts of chapter 2: nationalities, concentration, regions, and how sure each figure is."""

import numpy as np
import pandas as pd

from helpers import words
from helpers.charts.forms import divided_bar, ranked_bars
from helpers.charts.style import ACCENT, GREY, PALE, SECOND, SOFT, Chart, bare, begin, finish

GRADES = {"document": ACCENT, "several outlets": PALE, "one outlet": SECOND, "not itemised": GREY}


def ranked(
    frame: pd.DataFrame, rest: int, not_itemised: int, most: int, title: str, subtitle: str, source: str
) -> Chart:
    """The largest nationalities, then all others together and the people not itemised, apart from them.

    frame: rows with name and persons, largest first. rest: persons in the rows after the first `most`.
    """
    figure, axes = begin(1.0 + 0.21 * (most + 2))
    top = frame.head(most)
    labels = [*top["name"], f"{words.count(len(frame) - most)} others together", "not itemised"]
    values = [*top["persons"], rest, not_itemised]
    ranked_bars(axes, labels, values, [words.count(value) for value in values], [ACCENT] * most + [PALE, GREY])
    alt = (
        f"Ranked bars. {title}. "
        + ", ".join(f"{row['name']} {words.count(row['persons'])}" for _, row in top.head(5).iterrows())
        + f"; the {words.count(len(frame) - most)} other rows together {words.count(rest)}."
    )
    return finish(figure, title, subtitle, source, alt)


def concentration(cumulative: pd.Series, marks: dict[int, str], title: str, subtitle: str, source: str) -> Chart:
    """Cumulative share of the largest nationalities, with some of them marked.

    cumulative: fractions, largest nationality first. marks: number of nationalities -> text.
    """
    figure, axes = begin(3.0)
    steps = np.arange(1, len(cumulative) + 1)
    axes.plot(steps, cumulative.to_numpy(), color=ACCENT, linewidth=2)
    for number, text in marks.items():
        reached = cumulative.iloc[number - 1]
        axes.plot(number, reached, "o", color=SECOND)
        axes.annotate(text, (number, reached), xytext=(10, -5), textcoords="offset points", va="center", color=SECOND)
    axes.set_ylim(0, 1.04)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], [words.percent(tick, 0) for tick in (0, 0.25, 0.5, 0.75, 1)])
    axes.set_xlabel("Nationalities, largest first")
    axes.set_xlim(0, len(cumulative) + 2)
    axes.set_xticks(range(0, len(cumulative) + 1, 25))
    bare(axes, "y")
    alt = f"Cumulative curve. {title}. " + "; ".join(text.replace("\n", " ") for text in marks.values()) + "."
    return finish(figure, title, subtitle, source, alt)


def regions(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Regions of the world and their parts. frame: rows with label, persons, share and part (True for a part)."""
    figure, axes = begin(0.9 + 0.225 * len(frame))
    texts = [f"{words.count(row['persons'])} ({words.percent(row['share'])})" for _, row in frame.iterrows()]
    colours = [PALE if part else ACCENT for part in frame["part"]]
    ranked_bars(axes, list(frame["label"]), list(frame["persons"]), texts, colours)
    for label, part in zip(axes.get_yticklabels(), frame["part"], strict=True):
        label.set_color(SOFT if part else label.get_color())
        label.set_fontweight("normal" if part else 600)
    whole = frame[~frame["part"]]
    alt = f"Bars. {title}. Share of the people, by region: " + "; ".join(
        f"{row['label']} {words.percent(row['share'])}" for _, row in whole.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def shares(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Share of each nationality's docket with a final order. frame: rows with name and share, largest first."""
    figure, axes = begin(1.0 + 0.24 * len(frame))
    shares = list(frame["share"])
    ranked_bars(axes, list(frame["name"]), shares, [words.percent(share) for share in shares])
    first, last = frame.iloc[0], frame.iloc[-1]
    alt = (
        f"Ranked bars. {title}. From {first['name']}, {words.percent(first['share'])}, "
        f"to {last['name']}, {words.percent(last['share'])}."
    )
    return finish(figure, title, subtitle, source, alt)


def grades(persons: pd.Series, rows: pd.Series, title: str, subtitle: str, source: str) -> Chart:
    """How sure the figures are, by people. persons, rows: by grade, in the order of GRADES."""
    figure, axes = begin(2.5)
    whole = persons.sum()
    named = {"document": "read in ICE’s document"}
    texts = [f"{named.get(g, g)}\n{words.count(persons[g])} ({words.percent(persons[g] / whole)})" for g in GRADES]
    divided_bar(axes, 0, [persons[g] for g in GRADES], list(GRADES.values()), texts)
    axes.set_axis_off()
    axes.set_ylim(0.4, -1.6)
    alt = f"Divided bar. {title}. " + "; ".join(
        f"{named.get(g, g)}: {words.count(persons[g])} people in {words.count(rows[g])} rows" for g in GRADES
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def printed_against(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Figures as printed against the figures of the table, each row one cell, on a logarithmic scale.

    frame: rows with name, label, persons (in the table), printed and value (elsewhere, as text and number) and text
    (the cause).
    """
    figure, axes = begin(1.2 + 0.245 * len(frame))
    for place, (_, row) in enumerate(frame.iterrows()):
        axes.plot([row["persons"], row["value"]], [place, place], color=GREY, linewidth=1.6, zorder=1)
        axes.annotate(
            row["text"],
            (max(row["persons"], row["value"]), place),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            size=9.5,
            color=SOFT,
        )
    axes.plot(frame["persons"], range(len(frame)), "o", color=ACCENT, label="in the table", zorder=2)
    axes.plot(
        frame["value"], range(len(frame)), "D", color=SECOND, markerfacecolor="white", label="as printed", zorder=3
    )
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_yticks(range(len(frame)), frame["label"])
    axes.set_ylim(len(frame) - 0.4, -1.6)
    most = frame[["persons", "value"]].max().max()
    axes.set_xticks(
        [tick for tick in 10 ** np.arange(7) if frame[["persons", "value"]].min().min() <= tick <= most * 10]
    )
    axes.set_xlim(right=most * 90)
    axes.legend(frameon=False, loc="upper left", ncols=2, fontsize=9.5, borderaxespad=0, handletextpad=0.2)
    bare(axes, "x")
    alt = f"Dot plot. {title}. " + "; ".join(
        f"{row['name']}, {words.quote(row['printed'])} printed for {words.count(row['persons'])}"
        for _, row in frame.head(6).iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")
