"""Charts of chapter 4: verdicts, where they stand in the article, the nationalities named, and the misprint."""

import pandas as pd
from matplotlib.patches import FancyBboxPatch

from helpers import words
from helpers.charts.forms import ranked_bars
from helpers.charts.style import (
    ACCENT,
    GREY,
    INK,
    PALE,
    PAPER,
    RULE,
    SECOND,
    SOFT,
    THIRD,
    Chart,
    bare,
    begin,
    finish,
)

LOOK = {  # verdict: colour of the tile, of its text, and the mark that says the same without colour
    "supported": (ACCENT, PAPER, "\N{CHECK MARK}"),
    "rounded": (PALE, INK, "\N{ALMOST EQUAL TO}"),
    "imprecise": (THIRD, PAPER, "~"),
    "contradicted": (SECOND, PAPER, "\N{MULTIPLICATION SIGN}"),
    "cannot be checked": (GREY, INK, "?"),
    "no fact": (PAPER, INK, "\N{EM DASH}"),
}


def verdicts(split: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Claims by verdict, divided by what they are about. split: a row a verdict, a column a kind of claim, in claims."""
    figure, axes = begin(3.1)
    left = pd.Series(0, index=split.index)
    for kind, colour in zip(split.columns, (ACCENT, THIRD, PALE, SECOND, GREY), strict=True):
        axes.barh(range(len(split)), split[kind], left=left, color=colour, height=0.7, edgecolor=PAPER, label=kind)
        for place, (start, number) in enumerate(zip(left, split[kind], strict=True)):
            if number:
                ink = INK if colour in (PALE, GREY) else PAPER
                axes.text(start + number / 2, place, number, ha="center", va="center", size=9.5, color=ink)
        left = left + split[kind]
    for place, whole in enumerate(left):
        axes.annotate(
            f"{whole}", (whole, place), xytext=(6, 0), textcoords="offset points", va="center", weight=600, color=INK
        )
    axes.set_yticks(range(len(split)), split.index)
    axes.set_xticks([])
    axes.set_ylim(len(split) - 0.5, -0.6)
    axes.legend(frameon=False, loc="lower right", fontsize=9.5, title="What the statement is about", alignment="left")
    bare(axes)
    alt = (
        f"Stacked bars. {title}. "
        + ", ".join(f"{verdict} {words.count(whole)}" for verdict, whole in left.items())
        + "."
    )
    return finish(figure, title, subtitle, source, alt)


def map_of_claims(ledger: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """The article as rows of tiles: a row a sentence, a tile a claim with its number and verdict.

    ledger: rows with id, sentence, paragraph and verdict, in the order of the article.
    """
    sentences = ledger["sentence"].unique()
    figure, axes = begin(1.35 + 0.25 * len(sentences))
    widest = ledger.groupby("sentence").size().max()
    left = -2.5
    for place, (_, claims) in enumerate(ledger.groupby("sentence")):
        for column, (_, claim) in enumerate(claims.iterrows()):
            _tile(axes, column, place, claim["verdict"], f"{LOOK[claim['verdict']][2]}  {claim['id']}")
        paragraph, number = claims.iloc[0][["paragraph", "sentence"]]
        if number == ledger.loc[ledger["paragraph"] == paragraph, "sentence"].min():
            axes.text(left, place, paragraph, va="center", size=9.5, weight=600)
            axes.plot([left, widest], [place - 0.5] * 2, color=RULE, linewidth=0.6)
        axes.text(-0.15, place, f"{number}" if number else "", va="center", ha="right", size=9.5, color=SOFT)
    for position, (verdict, (_, _, mark)) in enumerate(LOOK.items()):
        column, row = left + 0.04 + (position % 3) * 2.6, -2.6 + (position // 3) * 0.95
        _tile(axes, column, row, verdict, mark, 0.5)
        axes.text(column + 0.6, row, verdict, va="center", size=9.5)
    axes.set_xlim(left, widest)
    axes.set_ylim(len(sentences) - 0.4, -3.1)
    axes.set_axis_off()
    found = ledger.groupby("verdict")["id"].agg(lambda ids: words.listing(map(words.quote, ids)))
    alt = (
        f"Tiles. {title}. "
        + "; ".join(f"{verdict}: {found[verdict]}" for verdict in LOOK if verdict in found and verdict != "supported")
        + "."
    )
    return finish(figure, title, subtitle, source, alt)


def _tile(axes, column: float, row: float, verdict: str, text: str, width: float = 0.94) -> None:
    colour, ink, _ = LOOK[verdict]
    axes.add_patch(
        FancyBboxPatch(
            (column, row - 0.42), width, 0.84, boxstyle="round,pad=0,rounding_size=0.08", facecolor=colour,
            edgecolor=GREY if colour == PAPER else colour, linewidth=0.8,
        )
    )  # fmt: skip
    axes.text(column + width / 2, row, text, ha="center", va="center", size=9.5, color=ink)


def named(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Nationalities by size, those that the article names in the accent colour, with the figure it prints if another.

    frame: rows with name, rank, persons, printed (missing if the article does not name it), largest first.
    """
    figure, axes = begin(1.05 + 0.225 * len(frame))
    labels = [f"{row['name']}  {row['rank']}" for _, row in frame.iterrows()]
    said = [
        f"   printed as {words.count(row['printed'])}" if row["wrong"] else "" if row["named"] else "   not named"
        for _, row in frame.iterrows()
    ]
    texts = [words.count(number) + text for number, text in zip(frame["persons"], said, strict=True)]
    colours = [SECOND if row["wrong"] else ACCENT if row["named"] else PALE for _, row in frame.iterrows()]
    ranked_bars(axes, labels, list(frame["persons"]), texts, colours)
    alt = f"Ranked bars. {title}. " + ", ".join(
        f"{row['name']} {words.ordinal(row['rank'])}{'' if row['named'] else ' (not named)'}"
        for _, row in frame.iterrows()
    )
    return finish(figure, title, subtitle, source, f"{alt}.")


def groupings(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Share of final orders by each grouping, against one half. frame: rows with grouping and share."""
    figure, axes = begin(1.15 + 0.5 * len(frame))
    for place, (_, row) in enumerate(frame.iterrows()):
        axes.barh(place, row["share"], color=ACCENT if row["share"] > 0.5 else PALE, height=0.42)
        axes.text(
            0, place - 0.42, row["grouping"], va="center", size=9.5, zorder=3,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip
        axes.annotate(
            words.percent(row["share"]), (row["share"], place), xytext=(4, 0), textcoords="offset points", va="center"
        )
    axes.axvline(0.5, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), ymax=0.94)
    axes.text(0.5, -0.78, "one half", ha="center", va="bottom", size=9.5)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(frame) - 0.6, -1.15)
    axes.set_xticks([])
    axes.set_yticks([])
    bare(axes)
    shares = "; ".join(f"{row['grouping']} {words.percent(row['share'])}" for _, row in frame.iterrows())
    return finish(figure, title, subtitle, source, f"Bars. {title}. {shares}.")


def printed(frame: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """A count as each text prints it. frame: rows with short (name), persons, form (as the text has it) and same (as the table)."""
    figure, axes = begin(0.95 + 0.25 * len(frame))
    colours = [ACCENT if same else SECOND for same in frame["same"]]
    ranked_bars(
        axes, list(frame["short"]), list(frame["persons"]), [words.quote(form) for form in frame["form"]], colours
    )
    said = ", ".join(f"{words.quote(row['short'])} {row['form']}" for _, row in frame.iterrows())
    return finish(figure, title, subtitle, source, f"Bars. {title}. {said}.")
