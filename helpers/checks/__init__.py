"""A printed total against what its parts give: one `Check` for each, made by `series` and `nationalities`."""

import re
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from helpers import clean
from helpers.problems import Problem

Rule = Literal["equal", "part", "known"]


@dataclass(frozen=True)
class Check:
    """One printed figure and what other printed figures give for it.

    printed: the figure as printed; value: what it says; computed: what the others give, in `unit`.
    rule: "equal" must agree within `tolerance`; "part" must not be larger than printed, because the source names only
    some of the parts; "known" is a difference that is explained and stays.
    source: key of the card of the printed figure. file, row: where it stands in `data/`.
    parts: where the figures stand that `computed` is made of. second: where it stands, if it is one figure as printed.
    """

    what: str
    printed: str
    value: float
    computed: float
    source: str
    file: str
    row: int | None
    rule: Rule = "equal"
    tolerance: float = 0
    unit: str = "persons"
    explanation: str = ""
    parts: str = ""
    second: str = ""

    @property
    def difference(self) -> float:
        """What the parts give, less what is printed."""
        return self.computed - self.value

    @property
    def holds(self) -> bool:
        """Whether the two agree as far as the rule asks."""
        if self.rule == "equal":
            return abs(self.difference) <= self.tolerance + 1e-6
        return self.rule == "known" or self.difference <= 0

    def problem(self) -> Problem:
        """The fault in the data, if the check does not hold."""
        least = {"equal": "expected the same", "part": "expected no more than the printed figure"}[self.rule]
        computed = f"{self.computed:,.6g}" if self.unit == "percent" else f"{self.computed:,.0f}"
        found = f"the parts{f' ({self.parts})' if self.parts else ''} give {computed}, {least}"
        if self.second:
            found = f"{self.second}; {least}, so one of the two is mistyped"
        return Problem(self.file, self.row, "printed", self.printed, f"{self.what}: {found}")


def last_digit(printed: str) -> float:
    """The worth of the last digit of a figure that is not a zero at its end.

    >>> last_digit("more than 7.6 million"), last_digit("nearly 278,000"), last_digit("30.3")
    (100000.0, 1000.0, 0.1)
    """
    found = re.search(r"([0-9][0-9,]*(?:\.[0-9]+)?)(?: (thousand|million|billion))?$", printed)
    if not found:
        raise ValueError(f'"{printed}" does not end in a number')
    number, scale = found.groups()
    whole, _, decimals = number.replace(",", "").partition(".")
    worth = 10.0 ** -len(decimals) if decimals else 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return worth * clean.SCALES[scale or ""]


def slack(printed: str) -> float:
    """How far a rounded figure may be from the exact one: one unit of its last digit. An exact figure has none."""
    return 0.0 if clean.figure(printed).precision in ("exact", "none") else last_digit(printed)


def row_of(table: pd.DataFrame, **cells: str) -> int | None:
    """The row of a file, counted from its header as 1, whose cells are these; None if there is none."""
    columns = [table[column].tolist() for column in cells]
    wanted = tuple(cells.values())
    return next((row for row, found in enumerate(zip(*columns, strict=True), start=2) if found == wanted), None)
