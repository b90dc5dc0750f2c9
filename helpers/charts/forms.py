"""The forms that several charts share: ranked bars and one divided bar."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from helpers.charts.style import ACCENT, INK, PAPER, SECOND, SOFT, THIRD, bare, room

DARK = {ACCENT, SECOND, THIRD}


def ranked_bars(
    axes: Axes,
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    colours: Sequence[str] | str = ACCENT,
) -> None:
    """Horizontal bars from zero, first on top, each with its figure behind it; no value axis."""
    places = range(len(labels))
    axes.barh(places, values, color=colours, height=0.74)
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.set_xlim(0, max(values))
    for place, value, text in zip(places, values, texts, strict=True):
        axes.annotate(text, (value, place), xytext=(4, 0), textcoords="offset points", va="center", size=9.5, color=INK)
    axes.set_xticks([])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    bare(axes)
    room(axes, 0.022 * max(len(text) for text in texts) + 0.02)


def divided_bar(axes: Axes, place: float, parts: Sequence[float], colours: Sequence[str], texts: Sequence[str]) -> None:
    """One horizontal bar from 0 to 1 divided by the parts, each with its text inside where it fits, else above it."""
    shares = [part / sum(parts) for part in parts]
    fits = [
        share > 0.0125 * max(len(line) for line in text.split("\n")) for share, text in zip(shares, texts, strict=True)
    ]
    left = 0.0
    for number, (share, colour, text) in enumerate(zip(shares, colours, texts, strict=True)):
        axes.barh(place, share, left=left, color=colour, height=0.62, edgecolor=PAPER, linewidth=1)
        middle = left + share / 2
        if fits[number]:
            axes.text(middle, place, text, ha="center", va="center", size=9.5, color=PAPER if colour in DARK else INK)
        else:
            higher = fits[:number].count(False) if middle > 0.5 else fits[number + 1 :].count(False)
            corner = (1, 0) if middle > 0.5 else (0, 0)
            axes.annotate(
                text,
                (middle, place - 0.31),
                xytext=(0, 9 + 13 * (1 + text.count("\n")) * higher),
                textcoords="offset points",
                ha="left" if middle < 0.5 else "right",
                va="bottom",
                size=9.5,
                arrowprops={
                    "arrowstyle": "-",
                    "color": SOFT,
                    "linewidth": 0.7,
                    "shrinkA": 0,
                    "shrinkB": 0,
                    "relpos": corner,
                },
            )
        left += share
    axes.set_xlim(0, 1)
