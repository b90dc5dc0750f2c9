"""Charts of chapter 1, each of the table that `helpers.docket` makes for it: of its name, or of the `counts` over time."""

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.forms import INEXACT, as_known, block, in_millions, label, time_axis
from helpers.charts.style import is_narrow, new_figure
from helpers.colours import CONTEXT, COUNT, INK, NO_NUMBER, ORDER, PAPER, SOFT
from helpers.text import curly, when

LONGEST_GAP = pd.Timedelta(days=600)  # between two counts, for the area to be drawn full
HALF_YEAR = pd.Timedelta(days=182)
MARKS = {"exact": "o", "rounded": "s", "about": "s", "at least": "^", "at most": "v"}


def over_time(frame: pd.DataFrame, width: float) -> Figure:
    """The docket as an area, with the people who have a final order as an area on its foot.

    A count that is not exact has a hollow mark; between counts more than LONGEST_GAP apart the area is pale.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 3.1 if narrow else 3.5)
    docket, orders = (frame[frame["what"] == what] for what in ("docket", "with a final order"))
    axes.plot(docket["end"], docket["people"], color=COUNT, linewidth=2)
    for rows, colour, pale, full in ((docket, CONTEXT, 0.3, 0.75), (orders, ORDER, 0.4, 1)):
        apart = (rows["end"].diff() > LONGEST_GAP).to_numpy()
        parts = [(run, full) for _, run in rows.groupby(apart.cumsum())]
        parts += [(rows.iloc[place - 1 : place + 1], pale) for place in apart.nonzero()[0]]
        for part, alpha in parts:
            axes.fill_between(part["end"], part["people"], color=colour, alpha=alpha, linewidth=0)
    for rows, colour in ((docket[docket["precision"] != "exact"], COUNT), (orders, ORDER)):
        for precision, group in rows.groupby("precision"):
            face = colour if precision == "exact" else PAPER
            axes.plot(group["end"], group["people"], MARKS[precision], color=colour, markerfacecolor=face, markersize=5)
    for rows, colour, words in ((docket, COUNT, "on the docket"), (orders, ORDER, "with a final\norder")):
        last = rows.iloc[-1]
        words = f"{as_known(last, '{:.2f} million', 1e6)}\n{words}"
        label(axes, words, (last["end"], last["people"]), (6, 0), color=colour, weight=600)
    first = docket.iloc[0]
    words = f"{as_known(first, '{:.1f} million', 1e6)}\nin {first['end']:%Y}"
    label(axes, words, (first["end"], first["people"]), (-4, 14), ha="right")
    every, room = ("4YS", 900) if narrow else ("2YS", 620)
    time_axis(axes, frame["end"].min(), frame["end"].max(), every, room)
    most = frame["people"].max()
    axes.set(ylim=(0, most * 1.06), yticks=range(0, int(most), 2_000_000))
    in_millions(axes)
    return figure


def court_cases(frame: pd.DataFrame, width: float) -> Figure:
    """New cases and completed cases a fiscal year as two lines; what lies between them waits.

    Open where one is not known; a number that is not exact is a hollow mark beside the line, with its word.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 2.7)
    years = frame["date"].str.removeprefix("FY").astype(int)
    first, last = years.iloc[[0, -1]]
    drawn = (("new_cases", "new_precision", COUNT, "new cases"), ("completions", "done_precision", INK, "completed"))
    lines = [frame[column].mask(frame[precision].isin(INEXACT)) for column, precision, *_ in drawn]
    axes.fill_between(years, *lines, color=CONTEXT, alpha=0.6, linewidth=0)
    for (column, precision, colour, words), line in zip(drawn, lines, strict=True):
        axes.plot(years, line, color=colour, linewidth=2)
        counts = frame.assign(year=years, people=frame[column], precision=frame[precision])
        for odd in counts[frame[precision].isin(INEXACT)].itertuples():
            axes.plot(odd.year, odd.people, MARKS[odd.precision], color=colour, markerfacecolor=PAPER, markersize=5)
            said, shift = as_known(odd, "{:.2f} million", 1e6), (0, 6 if column == "new_cases" else -15)
            label(axes, said, (odd.year, odd.people), shift, color=colour, ha="center", va="baseline")
        newest = frame[column].iloc[-1]
        label(axes, f"{newest / 1e6:.2f} million\n{words}", (last, newest), (6, 0), color=colour, weight=600)
    axes.set(xlim=(first, last + (7 if narrow else 3.2)), xticks=range(first, last + 1, 8 if narrow else 4))
    axes.set_yticks([0, 500_000, 1_000_000, 1_500_000])
    axes.xaxis.set_major_formatter("FY{x:.0f}")
    in_millions(axes, 1)
    return figure


def in_and_out(frame: pd.DataFrame, width: float) -> Figure:
    """ICE removals a fiscal year as bars, below the counts of people with a final order as points on a line.

    A year for which sources disagree has a hollow part from the lowest figure to the highest; a count that is not exact
    has a hollow mark or bar.
    """
    figure, (above, below) = new_figure(width, 3.9, nrows=2, sharex=True)
    orders, removals = (frame[frame["what"] == what] for what in ("with a final order", "removals"))
    above.plot(orders["end"], orders["people"], "o-", color=ORDER, markersize=4, linewidth=1.4)
    open_ = orders[orders["precision"] != "exact"]
    above.plot(open_["end"], open_["people"], "o", color=ORDER, markerfacecolor=PAPER, markersize=4)
    middle = removals["end"] - HALF_YEAR
    wide = pd.Timedelta(days=300)
    exact = removals["precision"] == "exact"
    faces, edges = exact.map({True: COUNT, False: PAPER}), exact.map({True: 0, False: 1})
    below.bar(middle, removals["people"], width=wide, color=faces, edgecolor=COUNT, linewidth=edges)
    span = removals[removals["high"].notna()]
    open_part = span["high"] - span["people"]
    below.bar(middle[span.index], open_part, wide, span["people"], facecolor=PAPER, edgecolor=COUNT)
    (period,) = frame[frame["what"] == "expulsions under Title 42"].itertuples()
    for axes in (above, below):
        axes.axvspan(period.start, period.end, color=NO_NUMBER, alpha=0.25, linewidth=0, zorder=0)
    center = {"ha": "center", "va": "baseline", "size": 9}
    midway = period.start + (period.end - period.start) / 2
    label(above, "Title 42", (midway, 0), (0, 4), color=SOFT, path_effects=[], **center)
    ends, lowest = orders.iloc[[0, -1]], removals.iloc[[removals["people"].argmin(), -1]]
    for row in ends.itertuples():
        label(above, as_known(row), (row.end, row.people), (0, 5), **center)
    beside = pd.Timedelta(days=1000 if is_narrow(width) else 600)
    for row in lowest.assign(end=middle).itertuples():
        highest = as_known(row._replace(people=row.high, precision=row.high_precision))
        words = as_known(row) if pd.isna(row.high) else f"{as_known(row)}\nto {highest}"
        top = row.people if pd.isna(row.high) else row.high
        clear = max(top, removals["people"][abs(middle - row.end) < beside].max())
        below.plot([row.end] * 2, [top, clear], color=INK, linewidth=0.6)
        label(below, words, (row.end, clear), (0, 5), **center)
    for axes, words, colour in ((above, "people with a final order", ORDER), (below, "ICE removals a year", COUNT)):
        axes.set_title(words, loc="left", size=9.5, weight=600, color=colour)
        axes.set_ylim(0, axes.get_ylim()[1] * 1.18)
        in_millions(axes, 1)
    above.set_yticks([0, 500_000, 1_000_000, 1_500_000])
    below.set_yticks([0, 200_000, 400_000])
    every = "5YS" if is_narrow(width) else "3YS"
    time_axis(below, min(frame["end"].min(), middle.min() - wide / 2), frame["end"].max(), every, room=200)
    return figure


def path(frame: pd.DataFrame, width: float) -> Figure:
    """The steps from a case to a removal, one below the other, each with the figure that counts it or "no number found".

    Steps that keep a person from removal stand beside the line, with a hollow mark.
    """
    narrow = is_narrow(width)
    figure, axes = new_figure(width, 0.68 * len(frame) if narrow else 0.42 * len(frame))
    axes.plot([0, 0], [0, len(frame) - 1], color=COUNT, linewidth=2, zorder=1)
    for place, row in enumerate(frame.assign(people=frame["number"]).itertuples()):
        if row.branch == "aside":
            axes.plot([0, 0.03], [place, place], color=COUNT, linewidth=1.2, zorder=0)
            axes.plot(0.035, place, "o", color=COUNT, markerfacecolor=PAPER, markersize=8)
        else:
            axes.plot(0, place, "o", color=COUNT, markersize=8)
        known = pd.notna(row.number)
        number, colour = (as_known(row), COUNT) if known else ("no number found", SOFT)
        counted = curly(f"{row.counted}, {when(row.date)}") if known else ""
        start = 0.07 if row.branch == "aside" else 0.04
        if narrow:
            block(axes, start, place, row.step, 0.88 * width, va="bottom", weight=600)
            block(axes, start, place + 0.04, f"{number} {counted}", 0.88 * width, va="top", size=9, color=colour)
        else:
            block(axes, start, place, row.step, (0.43 - start) * width, weight=600)
            axes.text(0.625, place, number, va="center", ha="right", color=colour, weight=600 if known else 400)
            block(axes, 0.64, place, counted, 0.36 * width, size=9, color=SOFT)
    axes.set(xlim=(-0.02, 1), ylim=(len(frame) - 0.4, -0.6))
    axes.set_axis_off()
    return figure
