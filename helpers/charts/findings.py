"""The picture of chapter 0: a dot for each thousand people."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.style import is_narrow, new_figure
from helpers.colours import COUNT, INK, NO_NUMBER

DOT = 1000  # people


def dots(frame: pd.DataFrame, width: float) -> Figure:
    """A block of dots for each row of `nationality.largest_and_others`, a dot for each thousand people; the last block is the rest.

    A bracket below the others says what they are together.
    """
    narrow = is_narrow(width)
    high, least, gap = (32, 9, 5.4) if narrow else (24, 8, 3)  # of a block, and between blocks, in dots
    figure, axes = new_figure(width, 3.3 if narrow else 2.9)
    left, right = 0.0, []
    colours = [COUNT] * (len(frame) - 1) + [NO_NUMBER]
    for row, colour in zip(frame.itertuples(), colours, strict=True):
        x, y = np.divmod(np.arange(round(row.people / DOT)), high)
        # a dot is a line of no length with round ends: one path holds them all
        ends = np.stack([left + x, left + x + 0.001, np.full(len(x), np.nan)], axis=1).ravel()
        look = {"color": colour, "linewidth": 1.8 if narrow else 3.3, "solid_capstyle": "round", "snap": False}
        axes.plot(ends, np.repeat(-y, 3), **look)
        name = row.name.replace(" ", "\n", 1) if narrow else row.name
        # line by line, as in one text a line with a descender pushes up the one above it
        for above, line in enumerate(reversed([*name.split("\n"), f"{row.people:,.0f}"])):
            axes.text(left - 0.4, 2 + 1.9 * above, line, size=9 if narrow else 9.5, weight=600)
        right.append(left + x[-1])
        left += max(x[-1] + 1, least) + gap
    *_, end, last = right
    axes.plot([-0.4, end + 0.4], [-high - 0.6, -high - 0.6], color=INK, linewidth=1.5)
    share = frame["share"].iloc[:-1].sum()
    said = f"{share:.1%} of {frame['people'].sum():,.0f}"
    axes.text(end / 2, -high - 1.6, said, ha="center", va="top", weight=600)
    axes.set(xlim=(-1, max(left - gap, last) + (2 if narrow else 1)), ylim=(-high - 5, 9 if narrow else 7))
    axes.set_axis_off()
    return figure
