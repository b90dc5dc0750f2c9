"""How a fault in the data is reported: one sentence with file, row, column, value and what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass

ALIKE = 3  # faults that differ in row and value only have a line each up to this number, and one line above it
MOST = 60  # lines of a message
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
        value = "" if self.value is None else f': "{visible(self.value)}"'
        return (
            f"{_place(self.file, '' if self.row is None else f'row {self.row}', self.column)}{value}: {self.expected}"
        )


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
        lines = [line for alike in groups.values() for line in _lines(alike)]
        cut = [f"and {len(lines) - MOST} lines more"] if len(lines) > MOST else []
        head = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the data:"
        super().__init__("\n  ".join([head, *lines[:MOST], *cut]))

    def __reduce__(self) -> tuple:
        return DataError, (self.problems,)  # it can be sent to another process


def _lines(alike: list[Problem]) -> list[str]:
    if len(alike) <= ALIKE:
        return [str(problem) for problem in alike]
    first, more = alike[:ALIKE], len(alike) - ALIKE
    numbers = ", ".join(str(problem.row) for problem in first)
    values = ", ".join(f'"{visible(problem.value)}"' for problem in first if problem.value is not None)
    place = _place(first[0].file, f"rows {numbers} and {more} more", first[0].column)
    return [f"{place}{f': {values} …' if values else ''}: {first[0].expected}"]


def _place(file: str, row: str, column: str | None) -> str:
    return ", ".join(filter(None, [file, row, column and f"column {column}"]))


def file_of(table: str) -> str:
    """The file of a table: the name with "_" for "-", but in dates.

    >>> file_of("removals-by-citizenship"), file_of("final-orders-2024-11-24")
    ('removals_by_citizenship.csv', 'final_orders_2024-11-24.csv')
    """
    words = table.split("-")
    joints = ["-" if before.isdigit() else "_" for before in words[:-1]]
    return "".join(word + joint for word, joint in zip(words, [*joints, ".csv"], strict=True))


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
