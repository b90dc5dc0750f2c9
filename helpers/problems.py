"""How a fault in the data is reported: one sentence with file, row, column, value and what was expected."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

ALIKE = 3  # faults that differ in row and value only have a line each up to this number, and one line above it
NAMED = 24  # rows that such a line names
LONGEST = 80  # characters of a value


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file. Rows are counted as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        return _line([self], "" if self.row is None else f"row {self.row}")


class Refusal(ValueError):
    """What stops a cell with one message, which a notebook shows without the calls that led to it."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class ParameterError(Refusal):
    """A parameter has a value that is not allowed."""


class ClaimError(Refusal):
    """The figures do not bear out what a sentence or title says."""


class DataError(Refusal):
    """The data does not fit its contract, or lacks a figure that the report needs. `problems` lists all that was found.

    In the message, faults that differ in row and value only are one line with their number and the first of their rows.
    """

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        groups: dict[tuple, list[Problem]] = {}
        for problem in problems:
            groups.setdefault((problem.file, problem.column, problem.expected), []).append(problem)
        lines: list[str] = []
        for alike in groups.values():
            numbers = [int(problem.row or 0) for problem in alike]
            named = f"rows {', '.join(map(str, numbers[:NAMED]))} and {len(numbers) - NAMED} more"
            place = rows(numbers) if len(numbers) <= NAMED else named
            lines += [_line(alike[:ALIKE], place, " …")] if len(alike) > ALIKE else map(str, alike)
        head = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the data:"
        super().__init__("\n  ".join([head, *lines]))

    def __reduce__(self) -> tuple:
        return DataError, (self.problems,)  # it can be sent to another process


def _line(alike: list[Problem], rows: str, after: str = "") -> str:
    """What is wrong in one or several rows of a column, as a sentence with the values there."""
    problem = alike[0]
    place = ", ".join(filter(None, [problem.file, rows, problem.column and f"column {problem.column}"]))
    values = ", ".join(f'"{visible(one.value)}"' for one in alike if one.value is not None)
    return f"{place}{f': {values}{after}' if values else ''}: {problem.expected}"


def file_of(table: str) -> str:
    """The file of a table: the name with "_" for "-", but in dates.

    >>> file_of("removals-by-citizenship"), file_of("final-orders-2024-11-24")
    ('removals_by_citizenship.csv', 'final_orders_2024-11-24.csv')
    """
    return re.sub(r"(?<![0-9])-", "_", table) + ".csv"


def rows(numbers: Iterable[int]) -> str:
    """Rows of a file by their numbers: "row 57", or "rows 3, 5 and 9"."""
    *others, last = sorted(numbers)
    return f"rows {', '.join(map(str, others))} and {last}" if others else f"row {last}"


def printed_in(file: str, figures: dict[int, str]) -> str:
    """Which rows of a file print which figures: 'docket.csv, rows 3 and 5, print "1,445,549"'."""
    by_figure: dict[str, list[int]] = {}
    for row, figure in figures.items():
        by_figure.setdefault(figure, []).append(row)
    return "; ".join(
        f'{file}, {rows(found)}, {"print" if len(found) > 1 else "prints"} "{figure}"'
        for figure, found in by_figure.items()
    )


def visible(value: str) -> str:
    """The value with invisible characters written as codes ("\\u00a0" for a non-breaking space), and shortened."""
    coded = "".join(c if c == " " or c.isprintable() else c.encode("unicode_escape").decode() for c in value)
    return coded if len(coded) <= LONGEST else f"{coded[:LONGEST]}…"
