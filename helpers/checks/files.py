"""Read a CSV file, and refuse a file that is none."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.figures import SNAPSHOT
from helpers.problems import DataError, Problem

SAVE = 'save it as "CSV UTF-8 (comma delimited)"'
OTHER_FILES = {
    b"PK\x03\x04": "a workbook of Excel or LibreOffice",
    b"\xd0\xcf\x11\xe0": "a workbook of Excel",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"%PDF": "a PDF",
}
SEPARATORS = {b";": "semicolons", b"\t": "tabs"}  # with which spreadsheet programs save a table in place of commas


@dataclass(frozen=True)
class Sheet:
    """A table as read: its entry in the contract and its rows, the header first."""

    resource: dict
    rows: list[list[str]]

    @property
    def name(self) -> str:
        return self.resource["name"]

    @property
    def file(self) -> str:
        return self.resource["path"]

    @property
    def day(self) -> str:
        """The date of a table of final orders; nothing for any other table."""
        return self.name.removeprefix(SNAPSHOT) if self.name.startswith(SNAPSHOT) else ""

    @property
    def fields(self) -> dict[str, dict]:
        """What the contract says of each column, by name."""
        return {field["name"]: field for field in self.resource["schema"]["fields"]}

    @cached_property
    def records(self) -> dict[int, dict[str, str]]:
        """The rows below the header, by their numbers and columns. Rows are counted as a spreadsheet does."""
        blank = [""] * len(self.rows[0])  # for a row that is too short
        return {row: dict(zip(self.rows[0], line + blank, strict=False)) for row, line in enumerate(self.rows[1:], 2)}

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """The cells of a column that are not blank, with their rows."""
        return ((row, record[name]) for row, record in self.records.items() if record[name])

    def fault(self, row: int, column: str, expected: str) -> Problem:
        """What is wrong with a cell."""
        return Problem(self.file, row, column, self.records[row][column], expected)


Sheets = dict[str, Sheet | None]  # all tables of the contract by name; None for one that could not be read


def read(path: Path) -> tuple[list[list[str]], list[Problem]]:
    """The rows of a CSV file, the header first, and what is wrong with its end.

    A byte order mark is dropped. Raises DataError for a file that is no CSV in UTF-8: missing, empty, of another kind, with
    other separators, in another encoding, or with a quote that is left open.
    """

    def wrong(expected: str, row: int | None = None, value: str | None = None) -> DataError:
        return DataError([Problem(path.name, row, None, value, expected)])

    try:
        raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        restored = (
            f"git restore data/{path.name} brings it back, if it was committed; else add it, or take its entry out"
        )
        cure = "take the folder of this name away" if path.is_dir() else restored
        raise wrong(f"the contract names this file, but it cannot be read ({error.strerror}); {cure}") from None
    for sign, kind in OTHER_FILES.items():
        if raw.startswith(sign):
            raise wrong(f"it is {kind}, whatever its name says; {SAVE}")
    if not raw.strip():
        raise wrong("the file is empty; expected a header and rows below it")
    header = raw.partition(b"\n")[0].strip()
    if header.lower().startswith(b"sep="):
        raise wrong("this line is meant for a spreadsheet program; delete it", 1, header.decode("latin-1"))
    for mark, name in SEPARATORS.items():
        if b"," not in header and mark in header:
            raise wrong(f"its cells stand between {name}, expected commas; {SAVE}")
    rows: list[list[str]] = []
    try:
        text = raw.decode("utf-8")
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n")
        shown = raw.split(b"\n")[line].decode("latin-1").strip()
        raise wrong(f"not UTF-8 (shown here as if it were Latin-1); {SAVE}", line + 1, shown) from None
    except csv.Error as error:
        expected = f"from here on this is not CSV ({error}); is a quote missing or too many?"
        raise wrong(expected, len(rows) + 1) from None
    if text.endswith(("\n", "\r")):
        return rows, []
    cut = "no line end; if nothing is cut off here, add one"
    return rows, [Problem(path.name, len(rows), None, ",".join(rows[-1]), cut)]
