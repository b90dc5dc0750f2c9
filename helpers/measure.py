"""Arithmetic of the report: shares, ranks, concentration, growth and ratios. Pure functions on numbers and Series."""

import numpy as np
import pandas as pd


def share(part: float, whole: float) -> float:
    """part / whole as a fraction. Raises ValueError if the part is larger than the whole or the whole is not positive.

    >>> share(1, 4)
    0.25
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"{part:,} is not a part of {whole:,}")
    return part / whole


def growth(before: float, after: float) -> float:
    """Relative change: (after - before) / before.

    >>> growth(100, 125)
    0.25
    """
    if before <= 0:
        raise ValueError(f"growth needs a positive base, not {before:,}")
    return (after - before) / before


def ratio(stock: float, flow: float) -> float:
    """Stock over a year's flow: a scale, in years of that flow. Infinite where the flow is zero; never a forecast.

    >>> ratio(30, 12), ratio(30, 0)
    (2.5, inf)
    """
    return stock / flow if flow else float("inf")


def rank(persons: pd.Series) -> pd.Series:
    """Rank of each row, 1 for the largest; equal figures share the better rank.

    >>> rank(pd.Series([5, 9, 5, 1])).tolist()
    [2, 1, 2, 4]
    """
    return persons.rank(method="min", ascending=False).astype(int)


def cumulative_share(persons: pd.Series, whole: float) -> pd.Series:
    """Share of `whole` held by the largest rows up to and including each one, largest first.

    >>> cumulative_share(pd.Series([1, 2, 5]), 10).tolist()
    [0.5, 0.7, 0.8]
    """
    return persons.sort_values(ascending=False, kind="stable").cumsum() / whole


def rows_for(persons: pd.Series, whole: float, target: float) -> int:
    """How many of the largest rows together reach the share `target` of `whole`. Raises if all of them do not.

    >>> rows_for(pd.Series([1, 2, 5]), 10, 0.6)
    2
    """
    reached = cumulative_share(persons, whole).to_numpy() >= target
    if not reached.any():
        raise ValueError(f"all rows together do not reach {target:.0%} of {whole:,}")
    return int(np.argmax(reached)) + 1


def hhi(persons: pd.Series, whole: float) -> float:
    """Herfindahl-Hirschman index, the sum of squared shares of `whole`: 1/n for n equal rows, 1 for a single one.

    Rows that `whole` counts but `persons` lacks add nothing, so the index is then a lower bound.

    >>> hhi(pd.Series([5, 5]), 10)
    0.5
    """
    return float(((persons / whole) ** 2).sum())
