"""Charts of chapter 1: the size of the docket, its growth, and who is in custody."""

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from helpers import words
from helpers.charts.forms import divided_bar
from helpers.charts.style import ACCENT, INK, PALE, PAPER, SECOND, SOFT, Chart, bare, begin, finish

MARKS = {
    "exact, agency document": {"marker": "o", "markerfacecolor": None},
    "exact, agency text in a copy": {"marker": "P", "markerfacecolor": None},
    "exact, quoted by others": {"marker": "D", "markerfacecolor": PAPER},
    "exact, docket not stated": {"marker": "s", "markerfacecolor": PAPER},
    "rounded": {"marker": "o", "markerfacecolor": PAPER},
    "lower bound": {"marker": "^", "markerfacecolor": PAPER},
}
LONGEST_GAP = pd.Timedelta(days=460)  # a line joins two counts that lie no further apart than this


def evidence(frame: pd.DataFrame) -> pd.Series:
    """How sure each count is, in the words of the chart's key: one of MARKS, by precision and kind of source.

    frame: rows with precision, scope and kind, the kind of the source.
    """
    exact = frame["precision"] == "exact"
    mark = pd.Series("rounded", index=frame.index)
    mark[frame["precision"] == "lower bound"] = "lower bound"
    mark[exact] = "exact, quoted by others"
    mark[exact & (frame["kind"] == "agency document")] = "exact, agency document"
    mark[exact & (frame["kind"] == "agency text in a third-party copy")] = "exact, agency text in a copy"
    mark[exact & (frame["scope"] == "docket not stated")] = "exact, docket not stated"
    return mark


def pieces(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """Runs of counts with no gap longer than LONGEST_GAP between neighbours; a gap in the record breaks the line."""
    run = (frame["end"].diff() > LONGEST_GAP).cumsum()
    return [piece for _, piece in frame.groupby(run)]


def over_time(docket: pd.DataFrame, orders: pd.DataFrame, title: str, source: str) -> Chart:
    """Docket at each fiscal-year end and final orders on every date found.

    docket, orders: rows with end (date), value (persons), precision, scope and kind.
    """
    figure, axes = begin(4.4)
    for frame, colour, name in ((docket, ACCENT, "Non-detained docket"), (orders, SECOND, "with a final order")):
        _counts(axes, frame, colour)
        last = frame.iloc[-1]
        axes.annotate(
            f"{name}\n{words.count(last['value'])}",
            (last["end"], last["value"]),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            weight=600,
        )
    first = orders.iloc[0]
    axes.annotate(
        words.count(first["value"]),
        (first["end"], first["value"]),
        xytext=(0, 8),
        textcoords="offset points",
        ha="center",
    )
    for mark, look in MARKS.items():
        face = look["markerfacecolor"] or SOFT
        axes.plot([], [], linestyle="", color=SOFT, marker=look["marker"], markerfacecolor=face, label=mark)
    key = axes.legend(loc="upper left", fontsize=9.5, title="How the count is known", alignment="left")
    key.get_frame().set(facecolor=PAPER, edgecolor="none", alpha=1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / 1e6:.0f} million" if value else "0"))
    axes.set_ylim(0, docket["value"].max() * 1.08)
    start, end = orders["end"].min(), docket["end"].max()
    axes.set_xlim(start - pd.Timedelta(days=200), end + pd.Timedelta(days=1350))
    axes.set_xticks(pd.to_datetime([f"{year}-01-01" for year in range(start.year + 1, end.year + 1, 2)]))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    bare(axes, "y")
    last_docket, last_orders = docket.iloc[-1], orders.iloc[-1]
    alt = (
        f"Line chart. {title}. The docket goes from {words.count(docket.iloc[0]['value'])} at the end of "
        f"{docket.iloc[0]['date']} to {words.count(last_docket['value'])} at the end of {last_docket['date']}; people "
        f"with a final order from {words.count(first['value'])} ({first['date']}) to "
        f"{words.count(last_orders['value'])} on {last_orders['date']}. The lines break where no count was found."
    )
    return finish(figure, title, "Persons, United States, on the dates for which a count was found", source, alt)


def _counts(axes: Axes, frame: pd.DataFrame, colour: str) -> None:
    for piece in pieces(frame):
        axes.plot(piece["end"], piece["value"], color=colour, linewidth=1.8)
    for mark, group in frame.groupby(evidence(frame)):
        face = MARKS[mark]["markerfacecolor"] or colour
        axes.plot(
            group["end"], group["value"], linestyle="", color=colour, marker=MARKS[mark]["marker"], markerfacecolor=face
        )


def growth(year: pd.Series, title: str, source: str) -> Chart:
    """What a year's growth of the docket consisted of, as one divided bar.

    year: before, after (docket, persons), with_order and without_order (growth of each part), fiscal_year.
    """
    figure, axes = begin(2.2)
    parts = [year["without_order"], year["with_order"]]
    texts = [
        f"{words.count(parts[0])} without a final order ({words.percent(parts[0] / sum(parts))})",
        f"{words.count(parts[1])}\nwith a final order",
    ]
    divided_bar(axes, 0, parts, [PALE, SECOND], texts)
    axes.set_axis_off()
    axes.set_ylim(0.4, -1.0)
    subtitle = f"Growth of the non-detained docket during {year['fiscal_year']}: {words.count(sum(parts))} persons"
    alt = f"Divided bar. {title}. Of {words.count(sum(parts))} people added, {texts[0]}, {words.count(parts[1])} with one."
    return finish(figure, title, subtitle, source, alt)


def custody(rows: list[tuple[str, list[tuple[str, float]]]], title: str, subtitle: str, source: str) -> Chart:
    """Who is in custody, on alternatives to detention, or neither: one divided bar for each row.

    rows: (name of the whole, parts as (name, persons)), the largest part first.
    """
    figure, axes = begin(1.1 + 1.25 * len(rows))
    for place, (name, parts) in enumerate(rows):
        whole = sum(value for _, value in parts)
        texts = [f"{label} {words.count(value)} ({words.percent(value / whole)})" for label, value in parts]
        divided_bar(axes, place * 2, [value for _, value in parts], [PALE, SECOND, ACCENT][: len(parts)], texts)
        axes.text(0, place * 2 + 0.5, f"{name}: {words.count(whole)}", ha="left", va="center", weight=600, color=INK)
    axes.set_axis_off()
    axes.set_ylim(2 * len(rows) - 1.2, -1.4)
    alt = f"Divided bars. {title}. " + " ".join(
        f"{name}: " + "; ".join(f"{label} {words.count(value)}" for label, value in parts) + "." for name, parts in rows
    )
    return finish(figure, title, subtitle, source, alt)
