"""A printed figure against what other printed figures give for it, and the figures that such checks use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from helpers import clean
from helpers.figures import NUMBERS, Data
from helpers.problems import DataError, Problem, file_of, printed_in, rows

Row = dict[str, Any]
COMPARABLE = ("exact", "rounded", "approximate")  # precisions of a figure that another one can contradict
CELL = ["table", "measure", "category", "date", "printed"]  # what rows have in common that print the same figure


@dataclass(frozen=True)
class Check:
    """One printed figure and what other printed figures give for it.

    row: the printed figure, a row with printed, value, source, table and line. computed: what the others give, in `unit`.
    rule: "equal" must agree within `tolerance`; "part" must not be larger than printed, because not all parts are
    known; "known" is a difference that is explained and stays.
    parts: the rows that `computed` is made of, or where they stand, in words; one row is a second print of the figure.
    """

    what: str
    row: Row
    computed: float
    rule: Literal["equal", "part", "known"] = "equal"
    tolerance: float = 0
    unit: str = "persons"
    explanation: str = ""
    parts: list[Row] | str = ""

    @property
    def rows(self) -> list[Row]:
        """The rows that are compared, as far as they are known."""
        return [self.row, *(self.parts if isinstance(self.parts, list) else ())]

    @property
    def difference(self) -> float:
        """What the parts give, less what is printed."""
        return self.computed - self.row["value"]

    @property
    def holds(self) -> bool:
        """Whether the two agree as far as the rule asks."""
        over = self.difference if self.rule == "part" else abs(self.difference)
        return self.rule == "known" or over <= self.tolerance + 1e-6

    def problem(self, data: Data) -> Problem:
        """The fault in the data, if the check does not hold."""
        least = "expected no more than the printed figure" if self.rule == "part" else "expected the same"
        if len(self.parts) == 1:
            other = self.parts[0]
            cure = f"but it is counted {other['scope']}: is the whole figure missing" if other.get("scope") else ""
            found = f"{_prints(data, other)}; {least}, {cure or 'so one of the two is mistyped'}"
        else:
            parts = self.parts if isinstance(self.parts, str) else _places(self.parts)
            computed = f"{self.computed:,.6g}" if self.unit == "percent" else f"{self.computed:,.0f}"
            found = (
                f"the parts{f' ({parts})' if parts else ''} give {computed}, {least}; one of them or this is mistyped"
            )
        return problem_at(self.row, f"{self.what}: {found}")


def problem_at(row: Row | pd.Series, expected: str, column: str = "printed") -> Problem:
    """A fault in a column of a row that knows its table and line."""
    return Problem(file_of(row["table"]), int(row["line"]), column, str(row[column]), expected)


def tried(checks: Callable[..., Iterator[Check]], *given: object) -> Iterator[Check | Problem]:
    """The checks that a function makes; where a figure is missing, the problems in place of the rest of them."""
    try:
        yield from checks(*given)
    except DataError as error:
        yield from error.problems


def number(data: Data, measure: str, category: str, date: str, rule: Row) -> Row:
    """The row used for a measure, category and date, which a row of sums.csv asks for. Raises DataError if it gives no number."""
    row = dict(data.row(measure, date, category))  # a bound is none of its faults
    if pd.isna(row["value"]):
        cure = f"give that of another source, or take it out of what adds it up (sums.csv, row {rule['line']})"
        raise DataError([problem_at(row, f"expected a number, as a sum or a comparison rests on this figure; {cure}")])
    return row


def given(data: Data, measure: str, date: str) -> Row | None:
    """The row used for a measure on a date; None where it is withheld, and so contradicts nothing."""
    row = dict(data.row(measure, date))
    return None if pd.isna(row["value"]) else row


def second(what: str, row: Row, other: Row) -> Check:
    """A figure against a second print of it: the same, or on the side of it that a bound allows."""
    if other["precision"] == "lower bound":
        return Check(what, row, other["value"], "part", explanation="The other is a lower bound.", parts=[other])
    if other["precision"] == "upper bound":
        return Check(what, other, row["value"], "part", explanation="It is an upper bound.", parts=[row])
    return Check(what, row, other["value"], tolerance=slack(other["printed"]), parts=[other])


def added(found: pd.DataFrame) -> tuple[float, bool]:
    """The sum of figures, and whether each of them is a number; a bound or an absent number adds nothing."""
    numbers = found.loc[found["precision"].isin(NUMBERS), "value"]
    return numbers.sum(), len(numbers) == len(found)


def slack(printed: str) -> float:
    """How far a rounded figure may be from the exact one: one unit of its last digit. An exact figure has none."""
    return 0.0 if clean.figure(printed).precision in ("exact", "none") else clean.last_digit(printed)


def _prints(data: Data, row: Row) -> str:
    """Where a figure stands, all rows of its file that print it: 'docket.csv, row 57, prints "1,445,549"'."""
    alike = (data.figures[CELL] == [row[column] for column in CELL]).all(axis=1)
    return printed_in(file_of(row["table"]), dict.fromkeys(data.figures.loc[alike, "line"], row["printed"]))


def _places(found: list[Row]) -> str:
    """Where several figures stand: "docket.csv, rows 48 and 51"."""
    files = dict.fromkeys(row["table"] for row in found)
    return "; ".join(f"{file_of(name)}, {rows({r['line'] for r in found if r['table'] == name})}" for name in files)
