"""Check what a reader sets in the parameter cell of a notebook, and say what is allowed if it does not fit."""

from collections.abc import Sequence


def one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    """The value, if it is one of `allowed`. Raises ValueError naming what is allowed."""
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; allowed are {', '.join(repr(item) for item in allowed)}")
    return value


def between(name: str, value: float, low: float, high: float) -> float:
    """The number, if it lies from `low` to `high`. Raises ValueError naming the limits."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{name} is {value!r}; allowed is a number from {low:,} to {high:,}")
    return value
