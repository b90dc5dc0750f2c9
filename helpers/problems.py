"""How a fault in the data is reported: one sentence with file, row, column, value and what was expected."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 60
ALIKE = 10
LONGEST = 80


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file. Rows are counted as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        value = "" if self.value is None else f': "{visible(self.value)}"'
        return f"{', '.join(place)}{value}: {self.expected}"


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

    The message has 60 lines at most, and of those that differ in row and value only, ten and how many more there are.
    """

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        said = _said(problems)
        lines = [f"  {line}" for line, _ in said[:SHOWN]]
        if len(said) > SHOWN:
            lines.append(f"  and {sum(number for _, number in said[SHOWN:])} more")
        head = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the data:"
        super().__init__("\n".join([head, *lines]))


def _said(problems: list[Problem]) -> list[tuple[str, int]]:
    """The lines of a message, each with the number of problems it stands for."""
    alike = Counter(_kind(problem) for problem in problems)
    before: Counter = Counter()
    said = []
    for problem in problems:
        kind = _kind(problem)
        before[kind] += 1
        if before[kind] <= ALIKE:
            said.append((str(problem), 1))
        elif before[kind] == ALIKE + 1:
            rest = alike[kind] - ALIKE
            column = f" in column {problem.column}" if problem.column else ""
            said.append((f"… and {rest} more like it{column}", rest))
    return said


def _kind(problem: Problem) -> tuple:
    return problem.file, problem.column, problem.expected


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
