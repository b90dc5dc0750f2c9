"""The picture of chapter 0: a dot for each thousand people."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.style import COUNT, INK, NO_NUMBER, is_narrow, new_figure

DOT = 1000  # people


def dots(frame: pd.DataFrame, width: float) -> Figure:
    """A block of dots for each row of `findings.dots`, a dot for each thousand people; the last block is the rest.

    A bracket below the others says what they are together.
    """
    narrow = is_narrow(width)
    high = 30 if narrow else 24
    gap = 4.4 if narrow else 3
    figure, axes = new_figure(width, 3.3 if narrow else 2.9)
    left = 0.0
    ends = []
    for place, row in enumerate(frame.itertuples()):
        number = round(row.people / DOT)
        rest = place == len(frame) - 1
        columns = -(-number // high)
        x, y = np.divmod(np.arange(number), high)
        axes.scatter(left + x, -y, s=3.2 if narrow else 11, color=NO_NUMBER if rest else COUNT, linewidths=0)
        label = row.name.replace(" ", "\n", 1) if narrow else row.name
        axes.text(
            left - 0.4,
            1.6,
            f"{label}\n{row.people:,.0f}",
            va="bottom",
            size=9 if narrow else 9.5,
            weight=600,
            linespacing=1.15,
            color=INK,
        )
        ends.append(left + columns - 1)
        left += max(columns, 9 if narrow else 8) + gap
    axes.plot([-0.4, ends[-2] + 0.4], [-high - 0.6, -high - 0.6], color=INK, linewidth=1.5)
    share = frame["share"].iloc[:-1].sum()
    axes.text(
        ends[-2] / 2, -high - 1.6, f"{share:.1%} of {frame['people'].sum():,.0f}", ha="center", va="top", weight=600
    )
    axes.set_xlim(-1, max(left - gap, ends[-1]) + (2 if narrow else 1))
    axes.set_ylim(-high - 5, 9 if narrow else 7)
    axes.set_axis_off()
    return figure
