"""Check what a reader sets in the parameter cell of a notebook, and say what is allowed if it does not fit."""

from collections.abc import Sequence

from helpers.problems import ParameterError


def check(name: str, value: object, allowed: Sequence) -> None:
    """Refuse a value that is not allowed. Raises ParameterError, one sentence that says what is.

    allowed: a list of values, or (lowest, highest) as a pair of numbers. Between two whole numbers only a whole number
    is allowed.

    >>> check("MOST", 12, (5, 40))
    >>> check("YEAR", "FY2031", ["FY2023", "FY2024"])
    Traceback (most recent call last):
    helpers.problems.ParameterError: YEAR is 'FY2031'; allowed are 'FY2023', 'FY2024'
    """
    if isinstance(allowed, tuple):
        low, high = allowed
        whole = isinstance(low, int) and isinstance(high, int)
        is_number = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:
            kind = "a whole number" if whole else "a number"
            raise ParameterError(f"{name} is {value!r}; allowed is {kind} from {low:,} to {high:,}")
    elif value not in allowed:
        raise ParameterError(f"{name} is {value!r}; allowed are {', '.join(repr(item) for item in allowed)}")
