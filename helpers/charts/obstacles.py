"""Charts of chapter 3: fugitives, ICE's lists, removals against lists, removals inside the country, and what is known."""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.forms import in_millions, label, time_axis
from helpers.charts.style import (
    CONTEXT,
    COUNT,
    INK,
    NO_NUMBER,
    ORDER,
    PAPER,
    RULE,
    SECOND,
    SOFT,
    is_narrow,
    new_figure,
    no_frame,
    widen,
    wrap,
)

STATUS = {"neither": "o", "at risk": "D", "uncooperative": "s"}  # ICE's list, told by the form of a mark alone
PARTS = {"uncooperative": ORDER, "at risk": SECOND, "neither": COUNT, "not itemised": NO_NUMBER}
NO_COUNT_UNTIL = pd.Timestamp("2024-11-24")


def fugitives(frame: pd.DataFrame, width: float) -> Figure:
    """Counts of fugitives over time; a hollow mark for a bound, hatched where no later count was found.

    frame: rows of `obstacles.fugitives`.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.3)
    axes.plot(frame["end"], frame["people"], color=COUNT, linewidth=1.2)
    for exact, rows in frame.groupby(frame["precision"] == "exact"):
        axes.plot(
            rows["end"], rows["people"], "o", color=COUNT, markerfacecolor=COUNT if exact else PAPER, markersize=6
        )
    last = frame.iloc[-1]
    axes.axvspan(
        last["end"] + pd.Timedelta(days=60), NO_COUNT_UNTIL, facecolor=PAPER, edgecolor=RULE, hatch="////", lw=0
    )
    middle = last["end"] + (NO_COUNT_UNTIL - last["end"]) / 2
    label(axes, "no count\nfound", (middle, 300_000), ha="center", color=SOFT)
    for row in frame.iloc[[0, frame["people"].argmax(), -1]].itertuples():
        label(axes, f"{row.people:,.0f}", (row.end, row.people), (0, 6), ha="center", va="baseline", weight=600)
    axes.set_ylim(0, 760_000)
    axes.set_yticks([0, 200_000, 400_000, 600_000])
    axes.yaxis.set_major_formatter("{x:,.0f}")
    ticks = pd.to_datetime([f"{year}-01-01" for year in range(2005, 2025, 5 if narrow else 3)])
    time_axis(axes, frame["end"].min() - pd.Timedelta(days=420), NO_COUNT_UNTIL, ticks)
    no_frame(axes, "y")
    return figure


def by_government(frame: pd.DataFrame, width: float) -> Figure:
    """All people with a final order as one bar, in parts: by ICE's list, with the largest nationalities of the rest.

    frame: rows of `obstacles.by_government`. The bar lies in a wide plot and stands in a narrow one.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 4.3 if narrow else 1.75)
    start = 0.0
    for row in frame.itertuples():
        other = row.status == "neither" and row.nationalities > 1
        colour = CONTEXT if other else PARTS[row.status]
        drawn = {"color": colour, "edgecolor": INK if colour == SECOND else PAPER, "linewidth": 0.6}
        words = f"{row.part} {row.share:.1%}"
        if narrow:
            axes.bar(0, row.share, width=0.3, bottom=start, **drawn)
            axes.text(0.19, start + row.share / 2, "\n".join(wrap(words, 9.5, 2.3)), va="center", size=9.5)
        else:
            axes.barh(0, row.share, height=0.5, left=start, **drawn)
            _part(axes, row, start, "others on\nneither list" if other else row.part)
        start += row.share
    axes.set_axis_off()
    if narrow:
        axes.set_xlim(-0.15, 1.0)
        axes.set_ylim(1.03, -0.01)
    else:
        axes.set_xlim(0, 1.005)
        axes.set_ylim(-0.85, 0.8)
    return figure


def _part(axes: Axes, row, start: float, name: str) -> None:
    """The words of a part of a lying bar: inside it, or beside it where it is too small."""
    middle, words = start + row.share / 2, f"{name}\n{row.share:.1%}"
    if row.status == "neither":
        ink = INK if row.nationalities > 1 else PAPER
        axes.text(middle, 0, words, ha="center", va="center", size=9.5, color=ink, weight=600, linespacing=1.15)
        return
    up = row.status == "uncooperative"
    left = row.status != "not itemised"
    axes.annotate(
        f"{name}\n{row.people:,.0f} people, {row.share:.1%}", (start if left else 1, 0.3 if up else -0.3), ha="left" if left else "right",
        va="bottom" if up else "top", size=9.5, weight=600 if left else 400, color=INK if left else SOFT, linespacing=1.15,
    )  # fmt: skip


def ratios(frame: pd.DataFrame, width: float) -> Figure:
    """People with a final order for each removal, a dot a nationality on a logarithmic scale; the form says which list.

    frame: rows of `obstacles.ratios`. Nationalities without a removal stand in a band of their own.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 0.19 * len(frame) + 0.75)
    known = frame.dropna(subset="ratio")
    nowhere = known["ratio"].max() * 4.5
    rows = frame.assign(place=range(len(frame)), at=frame["ratio"].fillna(nowhere))
    sns.scatterplot(
        rows, x="at", y="place", style="status", markers=STATUS, color=COUNT, s=46, edgecolor=COUNT, legend=False, ax=axes, zorder=3
    )  # fmt: skip
    for row in rows.itertuples():
        words = (
            "no removals" if row.ratio != row.ratio else f"{row.ratio:,.1f}" if row.ratio < 10 else f"{row.ratio:,.0f}"
        )
        beyond = row.ratio != row.ratio
        look = {"ha": "right", "color": SOFT} if beyond else {}
        label(axes, words, (row.at, row.place), (-8 if beyond else 7, 0), size=9, **look)
    axes.set_xscale("log")
    axes.set_xlim(1, nowhere * (1.5 if narrow else 1.2))
    ticks = [1, 10, 100]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(rows["place"], rows["name"].replace({"Dominican Republic": "Dominican Rep."}))
    axes.set_ylim(len(rows) - 0.4, -2.1)
    axes.set_xlabel(
        "people with a final order for each removal (logarithmic)" if not narrow else "people for each removal (log)"
    )
    axes.set_ylabel("")
    for (status, mark), x in zip(STATUS.items(), (-0.38, 0.05, 0.34) if narrow else (0.0, 0.3, 0.5), strict=True):
        axes.plot(x + 0.02, 0.98, mark, color=COUNT, markersize=6, transform=axes.transAxes, clip_on=False)
        name = f"on {status} list" if status == "neither" else status
        axes.text(x + (0.06 if narrow else 0.04), 0.98, name, transform=axes.transAxes, va="center", size=9)
    no_frame(axes, "y")
    return figure


def interior(frame: pd.DataFrame, width: float) -> Figure:
    """Removals after an arrest inside the country as bars by fiscal year, with the memoranda on whom to look for above.

    frame: rows of `obstacles.interior`.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.9)
    sns.barplot(frame, x="date", y="removals", color=COUNT, saturation=1, width=0.7, errorbar=None, ax=axes)
    places = dict(zip(frame["date"], range(len(frame)), strict=True))
    low, high = frame["removals"].idxmin(), frame["removals"].idxmax()
    ends = frame[frame["removals"].isin([frame["removals"].min(), frame["removals"].max()])].index.union(
        [frame.index[-1]]
    )
    for row in frame.loc[ends].itertuples():
        if narrow and row.Index == low:
            continue
        look = {"ha": "center" if row.Index != high else "left", "va": "baseline", "weight": 600}
        label(axes, f"{row.removals:,.0f}", (places[row.date], row.removals), (0, 3), **look)
    for step, row in enumerate(frame[frame["memorandum"] != ""].itertuples()):
        top = (0.94 - 0.2 * step) * frame["removals"].max()
        axes.plot([places[row.date]] * 2, [row.removals, top], color=INK, linewidth=0.6)
        words = row.memorandum.replace(" and ", "\nand ")
        label(axes, words, (places[row.date], top), (3, 0), size=9, color=SOFT)
    axes.set_xticks(range(0, len(frame), 4), frame["date"][::4])
    axes.set_yticks([0, 100_000, 200_000])
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.set(xlabel="", ylabel="")
    axes.set_ylim(0, frame["removals"].max() * 1.08)
    no_frame(axes, "y")
    return figure


def most_explained(frame: pd.DataFrame, width: float) -> Figure:
    """A band of 100% an obstacle, with the largest share that it could concern; dashed and empty where there is no count.

    frame: rows of `obstacles.most_explained`. Solid: a count of the same day; hatched: of another.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, (0.62 if narrow else 0.5) * len(frame) + 0.3)
    for place, row in enumerate(frame.itertuples()):
        unknown = row.share != row.share
        axes.barh(
            place, 1, height=0.34, facecolor=PAPER, edgecolor=NO_NUMBER, linewidth=1, linestyle="--" if unknown else "-"
        )
        if not unknown:
            look = {
                "at most": {"facecolor": ORDER},
                "counted": {"facecolor": CONTEXT, "edgecolor": COUNT},
                "another date": {"facecolor": PAPER, "edgecolor": COUNT, "hatch": "////"},
            }[row.known]
            axes.barh(place, row.share, height=0.34, **look)
        said = f"{row.obstacle}: {row.counted}" if row.counted and not narrow else row.obstacle
        axes.text(0, place - 0.22, said, va="bottom", size=9.5)
        words = row.known if unknown else f"{'at most ' if row.known == 'at most' else ''}{row.share:.0%}"
        axes.text((0 if unknown else row.share) + 0.012, place, words, va="center", size=9.5, weight=400 if unknown else 600, color=SOFT if unknown else INK)  # fmt: skip
    axes.set_xlim(0, 1.0)
    axes.set_ylim(len(frame) - 0.5, -0.75)
    axes.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.set_yticks([])
    no_frame(axes)
    widen(axes, 0.03)
    return figure


def scenario(frame: pd.DataFrame, width: float) -> Figure:
    """What a pace of removals would do, a panel a case: its own line, the other cases in grey, and where it ends.

    frame: case (the question), elapsed (years from the start) and people.
    """
    narrow = is_narrow(width)
    columns = 1 if narrow else 2
    cases = list(frame["case"].unique())
    figure, panels = new_figure(
        width, 1.5 * len(cases) / columns, nrows=len(cases) // columns, ncols=columns, sharex=True, sharey=True
    )
    for case, axes in zip(cases, panels.flat, strict=True):
        sns.lineplot(frame, x="elapsed", y="people", units="case", estimator=None, color=RULE, ax=axes)
        own = frame[frame["case"] == case]
        axes.plot(own["elapsed"], own["people"], color=COUNT, linewidth=2.2)
        end = own.iloc[-1]
        said = f"{end['people'] / 1e6:.2f}\nmillion"
        label(axes, said, (end["elapsed"], end["people"]), (5, 0), size=10, weight=600, color=COUNT)
        axes.set_title(case, loc="left", size=9.5)
        axes.set_xlim(0, own["elapsed"].max() * 1.3)
        axes.set(
            xlabel="years", ylabel="", xticks=range(0, own["elapsed"].max() + 1, max(own["elapsed"].max() // 4, 1))
        )
        in_millions(axes)
        axes.set_ylim(bottom=0)
        no_frame(axes, "y")
    return figure
