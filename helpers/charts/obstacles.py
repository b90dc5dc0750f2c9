"""Charts of chapter 3, each of the table of its name in `helpers.obstacles`."""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from helpers.charts.forms import INEXACT, as_known, block, in_millions, label, legend_above, time_axis, value_axis
from helpers.charts.style import is_narrow, new_figure
from helpers.colours import CONTEXT, COUNT, INK, NO_NUMBER, ORDER, PAPER, RULE, SECOND, SOFT

# ICE's list, told by the form of a mark and by its colour
STATUS = {"on neither list": ("o", COUNT), "at risk": ("D", SECOND), "uncooperative": ("s", ORDER)}
PARTS = {"uncooperative": ORDER, "at risk": SECOND, "neither": COUNT, "not itemised": NO_NUMBER}
KNOWN = {  # how a share is known
    "at most": {"facecolor": ORDER},
    "counted": {"facecolor": CONTEXT, "edgecolor": COUNT},
    "another date": {"facecolor": PAPER, "edgecolor": COUNT, "hatch": "////"},
}
HOLLOW = {"facecolor": PAPER, "edgecolor": COUNT, "linewidth": 1}  # a bar whose number is not exact
YEARS_APART = pd.Timedelta(days=3 * 366)  # between counts that no line joins
NO_COUNT_UNTIL = pd.Timestamp("2024-11-24")


def fugitives(frame: pd.DataFrame, width: float) -> Figure:
    """Counts of fugitives over time; a hollow mark for one that is not exact, dashed over years without a count, hatched after the last."""
    figure, axes = new_figure(width, 2.3)
    axes.plot(frame["end"], frame["people"], color=COUNT, linewidth=0.9, linestyle=(0, (3, 3)))
    for _, rows in frame.groupby((frame["end"].diff() > YEARS_APART).cumsum()):
        axes.plot(rows["end"], rows["people"], color=COUNT, linewidth=1.4)
    for exact, rows in frame.groupby(frame["precision"] == "exact"):
        face = COUNT if exact else PAPER
        axes.plot(rows["end"], rows["people"], "o", color=COUNT, markerfacecolor=face, markersize=6)
    last = frame["end"].iloc[-1]
    start, most = last + pd.Timedelta(days=60), frame["people"].max()
    if start < NO_COUNT_UNTIL:
        axes.axvspan(start, NO_COUNT_UNTIL, facecolor=PAPER, edgecolor=RULE, hatch="////", linewidth=0)
        label(axes, "no count\nfound", (last + (NO_COUNT_UNTIL - last) / 2, most / 2), ha="center", color=SOFT)
    for row in frame.iloc[[0, frame["people"].argmax(), -1]].itertuples():
        label(axes, as_known(row), (row.end, row.people), (0, 6), ha="center", va="baseline", weight=600)
    every = "5YS" if is_narrow(width) else "3YS"
    until = max(NO_COUNT_UNTIL, last + pd.Timedelta(days=365))
    time_axis(axes, frame["end"].min() - pd.Timedelta(days=365), until, every, room=0)
    axes.set(ylim=(0, 1.27 * most), yticks=[0, 200_000, 400_000, 600_000])
    value_axis(axes)
    return figure


def by_government(frame: pd.DataFrame, width: float) -> Figure:
    """All people with a final order as one bar, in parts; it lies in a wide plot and stands in a narrow one."""
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 4.3 if narrow else 1.75)
    for row, start in zip(frame.itertuples(), frame["share"].cumsum() - frame["share"], strict=True):
        colour = CONTEXT if row.status == "neither" and row.nationalities > 1 else PARTS[row.status]
        look = {"color": colour, "edgecolor": INK if colour == SECOND else PAPER, "linewidth": 0.6}
        if narrow:
            axes.bar(0, row.share, width=0.3, bottom=start, **look)
            block(axes, 0.19, start + row.share / 2, f"{row.part} {row.share:.1%}", 2.3)
        else:
            axes.barh(0, row.share, height=0.5, left=start, **look)
            _name_part(axes, row, start, INK if colour == CONTEXT else PAPER)
    axes.set_axis_off()
    axes.set(**{"xlim": (-0.15, 1), "ylim": (1.03, -0.01)} if narrow else {"xlim": (0, 1.005), "ylim": (-0.85, 0.8)})
    return figure


def _name_part(axes: Axes, row, start: float, ink: str) -> None:
    """The words of a part of a lying bar: inside it, or above or below where it is too small."""
    look = {"size": 9.5, "linespacing": 1.15}
    beside = f"{row.part}\n{row.people:,.0f} people, {row.share:.1%}"
    if row.status == "uncooperative":
        axes.text(start, 0.3, beside, va="bottom", weight=600, **look)
    elif row.status == "at risk":
        axes.text(start, -0.3, beside, va="top", weight=600, **look)
    elif row.status == "not itemised":
        axes.text(1, -0.3, beside, va="top", ha="right", color=SOFT, **look)
    else:
        name = row.part if row.nationalities == 1 else "others on\nneither list"
        words = f"{name}\n{row.share:.1%}"
        axes.text(start + row.share / 2, 0, words, ha="center", va="center", color=ink, weight=600, **look)


def ratios(frame: pd.DataFrame, width: float) -> Figure:
    """People with a final order for each removal, a mark a nationality on a logarithmic scale; form and colour: which list.

    Nationalities without a removal stand behind a line of their own.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 0.19 * len(frame) + 0.75)
    least, nowhere = min(1, 0.8 * frame["ratio"].min()), frame["ratio"].max() * 4.5
    rows = frame.assign(place=range(len(frame)), at=frame["ratio"].fillna(nowhere))
    rows["status"] = rows["status"].replace("neither", "on neither list")
    forms, colours = ({name: look[n] for name, look in STATUS.items()} for n in (0, 1))
    told = {"style": "status", "markers": forms, "style_order": STATUS, "hue": "status", "palette": colours, "hue_order": STATUS}  # fmt: skip
    sns.scatterplot(rows, x="at", y="place", **told, edgecolor=INK, linewidth=0.5, s=46, zorder=3, ax=axes)
    legend_above(axes)
    axes.get_legend().remove()
    for row in rows.itertuples():
        if pd.isna(row.ratio):
            label(axes, "no removals", (row.at, row.place), (-8, 0), size=9, ha="right", color=SOFT)
        else:
            label(axes, f"{row.ratio:,.{1 if row.ratio < 10 else 0}f}", (row.at, row.place), (7, 0), size=9)
    axes.set(xscale="log", xlim=(least, nowhere * (1.5 if narrow else 1.2)), ylim=(len(rows) - 0.4, -0.6), ylabel="")
    axes.set_xticks([1, 10, 100], ["1", "10", "100"])
    axes.minorticks_off()
    axes.set_yticks(rows["place"], rows["name"].replace("Dominican Republic", "Dominican Rep."))
    wide_words = "people with a final order for each removal (logarithmic)"
    axes.set_xlabel("people for each removal (log)" if narrow else wide_words)
    axes.grid()
    if frame["ratio"].isna().any():
        axes.axvline(nowhere / 2.2, color=RULE, linewidth=1)
    return figure


def interior(frame: pd.DataFrame, width: float) -> Figure:
    """Removals after an arrest inside the country as bars by fiscal year, with the memoranda on whom to look for above.

    The bar of a number that is not exact is hollow.
    """
    figure, axes = new_figure(width, 2.9)
    sns.barplot(frame, x="date", y="removals", color=COUNT, saturation=1, width=0.7, errorbar=None, ax=axes)
    for bar, precision in zip(axes.patches, frame["precision"][frame["removals"].notna()], strict=True):
        bar.set(**HOLLOW if precision in INEXACT else {})
    most, least, last = frame["removals"].argmax(), frame["removals"].argmin(), len(frame) - 1
    named = {most, last} if is_narrow(width) else {most, least, last}
    for place in sorted(named):
        row = frame.assign(people=frame["removals"]).iloc[place]
        label(axes, as_known(row), (place, row["people"]), (0, 3), ha="center", va="baseline", weight=600)
    memoranda = frame.reset_index(drop=True).query("memorandum != ''")
    for step, row in enumerate(memoranda.itertuples()):
        top = (0.94 - 0.2 * step) * frame["removals"].max()
        axes.plot([row.Index] * 2, [row.removals, top], color=INK, linewidth=0.6)
        label(axes, row.memorandum.replace(" and ", "\nand "), (row.Index, top), (3, 0), size=9, color=SOFT)
    axes.set_xticks(range(0, len(frame), 4), frame["date"][::4])
    axes.set(xlabel="", ylabel="", yticks=[0, 100_000, 200_000], ylim=(0, frame["removals"].max() * 1.08))
    value_axis(axes)
    return figure


def most_explained(frame: pd.DataFrame, width: float) -> Figure:
    """A band of 100% an obstacle with the share that it could concern, none where there is no count; a rule before the last."""
    narrow = is_narrow(width)
    figure, axes = new_figure(width, (0.8 if narrow else 0.5) * len(frame) + 0.3)
    for place, row in enumerate(frame.itertuples()):
        between = ":\n" if narrow else ": "
        said = f"{row.obstacle}{between}{row.counted}" if row.counted else row.obstacle
        axes.text(0, place - 0.22, said, va="bottom", size=9.5)
        band = {"height": 0.34, "facecolor": PAPER, "edgecolor": NO_NUMBER, "linewidth": 1}
        look = {"va": "center", "size": 9.5}
        if pd.isna(row.share):
            axes.text(0, place, row.known, color=SOFT, style="italic", **look)
        else:
            axes.barh(place, 1, **band)
            axes.barh(place, row.share, height=0.34, **KNOWN[row.known])
            words = f"at most {row.share:.1%}" if row.known == "at most" else f"{row.share:.0%}"
            axes.text(row.share + 0.012, place, words, weight=600, **look)
    axes.axhline(len(frame) - 1.62, color=NO_NUMBER, linewidth=0.8)
    axes.set(xlim=(0, 1.03), ylim=(len(frame) - 0.5, -0.75), xticks=[0, 0.5, 1], yticks=[])
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    return figure


def scenario(frame: pd.DataFrame, width: float) -> Figure:
    """What a pace of removals would do, a panel a case: its own line, the other cases in grey, and where it ends."""
    cases, years = frame["case"].unique(), frame["elapsed"].max()
    shape = (len(cases), 1) if is_narrow(width) else (len(cases) // 2, 2)
    figure, panels = new_figure(width, 1.5 * shape[0], nrows=shape[0], ncols=shape[1], sharex=True, sharey=True)
    for case, axes in zip(cases, panels.flat, strict=True):
        sns.lineplot(frame, x="elapsed", y="people", units="case", estimator=None, color=RULE, ax=axes)
        own = frame[frame["case"] == case]
        axes.plot(own["elapsed"], own["people"], color=COUNT, linewidth=2.2)
        end = own["people"].iloc[-1]
        label(axes, f"{end / 1e6:.2f}\nmillion", (years, end), (5, 0), size=10, weight=600, color=COUNT)
        axes.set_title(case, loc="left", size=9.5)
        axes.set(xlim=(0, years * 1.3), xticks=range(0, years + 1, max(years // 4, 1)), xlabel="years", ylabel="")
        axes.set_ylim(bottom=0)
        in_millions(axes)
    return figure
