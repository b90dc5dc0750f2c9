"""Check what a reader sets in the parameter cell of a notebook, and say what is allowed if it does not fit."""

from collections.abc import Sequence


def one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    """The value, if it is one of `allowed`. Raises ValueError naming what is allowed."""
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; allowed are {', '.join(repr(item) for item in allowed)}")
    return value


def whole(name: str, value: float, low: int, high: int) -> int:
    """The whole number, if it lies from `low` to `high`. Raises ValueError naming the limits; a fraction is refused.

    >>> whole("MOST", 12, 5, 40)
    12
    """
    if not _within(value, low, high) or value != int(value):
        raise ValueError(f"{name} is {value!r}; allowed is a whole number from {low:,} to {high:,}")
    return int(value)


def between(name: str, value: float, low: float, high: float) -> float:
    """The number, if it lies from `low` to `high`. Raises ValueError naming the limits."""
    if not _within(value, low, high):
        raise ValueError(f"{name} is {value!r}; allowed is a number from {low:,} to {high:,}")
    return value


def _within(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
