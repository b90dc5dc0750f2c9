"""The forms that several charts share: ranked bars, and words with an outline that keeps them clear of lines."""

from collections.abc import Sequence

from matplotlib import patheffects
from matplotlib.axes import Axes

from helpers.charts.style import COUNT, INK, PAPER, is_narrow, no_frame, widen

CLEAR = [patheffects.withStroke(linewidth=3, foreground=PAPER)]  # for words that lie on a line


def ranked_bars(
    axes: Axes,
    labels: Sequence[str],
    values: Sequence[float],
    texts: Sequence[str],
    colours: Sequence[str] | str = COUNT,
) -> None:
    """Horizontal bars from zero, first on top, each with its figure behind it; no value axis.

    In a narrow plot the names stand above their bars.
    """
    narrow = is_narrow(axes.figure.get_figwidth())
    places = range(len(labels))
    axes.barh(places, values, color=colours, height=0.4 if narrow else 0.74)
    axes.set_yticks(places, [""] * len(labels) if narrow else labels)
    axes.set_xlim(0, max(values))
    for place, value, label, text in zip(places, values, labels, texts, strict=True):
        axes.annotate(text, (value, place), xytext=(4, 0), textcoords="offset points", va="center", size=9.5, color=INK)
        if narrow:
            axes.annotate(label, (0, place - 0.22), xytext=(0, 1), textcoords="offset points", va="bottom", size=9.5)
    axes.set_xticks([])
    axes.set_ylim(len(labels) - 0.4, -0.8 if narrow else -0.6)
    no_frame(axes)
    widen(axes, (0.045 if narrow else 0.022) * max(len(text) for text in texts) + 0.02)
