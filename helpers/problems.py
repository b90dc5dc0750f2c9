"""How a fault in the data is reported: one sentence with file, row, column, value and what was expected."""

from dataclasses import dataclass

SHOWN = 60
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


class DataError(ValueError):
    """The data does not fit its contract. `problems` lists all that was found, the message the first 60."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        lines = [f"  {problem}" for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"  and {len(problems) - SHOWN} more")
        head = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the data:"
        super().__init__("\n".join([head, *lines]))

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the problems, without the calls that led to them."""
        return str(self).splitlines()


def visible(value: str) -> str:
    """The value with invisible characters written as codes ("\\u00a0" for a non-breaking space), and shortened."""
    coded = "".join(c if c == " " or c.isprintable() else c.encode("unicode_escape").decode() for c in value)
    return coded if len(coded) <= LONGEST else f"{coded[:LONGEST]}…"
