"""Read the cells of a CSV file, and refuse bytes and characters that do not belong in one."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.problems import DataError, Problem

FORMULA = ("=", "+", "-", "@")
SEPARATORS = {b";": "semicolons", b"\t": "tabs"}  # with which spreadsheet programs save a table in place of commas
NEGATIVE = 'a count is never negative, and a spreadsheet program would take a cell that begins with "-" for a formula'
SNAPSHOT = "final-orders-"


@dataclass(frozen=True)
class Table:
    """A table as read: its entry in the contract, and its rows with their numbers, the header (row 1) first."""

    resource: dict
    rows: list[tuple[int, list[str]]]

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
    def header(self) -> list[str]:
        return self.rows[0][1]

    @property
    def body(self) -> list[tuple[int, list[str]]]:
        return self.rows[1:]

    @property
    def fields(self) -> dict[str, dict]:
        """What the contract says of each column, by name."""
        return {field["name"]: field for field in self.resource["schema"]["fields"]}

    @cached_property
    def records(self) -> list[tuple[int, dict[str, str]]]:
        """The rows below the header by column, with their numbers."""
        return [(row, dict(zip(self.header, line, strict=True))) for row, line in self.body]

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """The cells of a column that are not blank, with their rows."""
        position = self.header.index(name)
        return ((row, line[position]) for row, line in self.body if line[position])


def read(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file with their numbers, the header (row 1) first.

    A byte order mark and Windows line ends are dropped. Raises DataError for a file that is no CSV in UTF-8: missing,
    empty, other separators, other encoding, NUL byte, no line end after the last row, a quote that is left open.
    """

    def fail(row: int | None, value: str | None, expected: str):
        raise DataError([Problem(path.name, row, None, value, expected)])

    try:
        raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError:
        fail(None, None, "the contract names this file, but it is missing")
    except OSError as error:
        fail(None, None, f"it cannot be read ({error.strerror})")
    if not raw.strip():
        fail(None, None, "the file is empty; expected a header and rows below it")
    header = raw.partition(b"\n")[0]
    if b"," not in header and (wrong := next((name for mark, name in SEPARATORS.items() if mark in header), "")):
        fail(None, None, f'its cells stand between {wrong}, expected commas; save it as "CSV UTF-8 (comma delimited)"')
    if b"\x00" in raw:
        line = raw[: raw.index(b"\x00")].count(b"\n")
        fail(line + 1, raw.split(b"\n")[line].decode("utf-8", "replace"), "it holds a NUL byte; expected UTF-8 text")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n")
        shown = raw.split(b"\n")[line].decode("latin-1")
        fail(line + 1, shown, "not UTF-8 (shown here as if it were Latin-1); save the file as UTF-8")
    text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        fail(text.count("\n") + 1, text.rpartition("\n")[2], "no line end; the file seems cut off here")
    found: list[list[str]] = []
    try:
        found.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        fail(len(found) + 1, None, f"from here on this is not CSV ({error}); is a quote missing or too many?")
    return list(enumerate(found, start=1))


def faults(table: Table) -> Iterator[Problem]:
    """The cells that hold what no cell may, whatever its column: see the rules in `helpers.contract`."""
    numeric = [table.fields[name]["type"] in ("integer", "number") for name in table.header]
    for row, line in table.rows:
        for position, cell in enumerate(line):
            if expected := _fault(cell, numeric[position]):
                if table.header[position] == "printed" and re.match(r"-[0-9]", cell):
                    expected = NEGATIVE
                yield Problem(table.file, row, table.header[position], cell, expected)


def _fault(cell: str, is_number: bool) -> str:
    if "\n" in cell or "\r" in cell:
        return "a line break inside a cell; is a quote missing or too many?"
    if not cell.isprintable():
        character = next(c for c in cell if not c.isprintable())
        name = unicodedata.name(character, f"control character {ord(character):#04x}").lower()
        return f"it holds a {name}; expected visible characters and plain spaces"
    if not unicodedata.is_normalized("NFC", cell):
        return "a letter and its accent stand apart; expected one character for both (Unicode NFC)"
    if cell != cell.strip(" "):
        return "a space before or after the text; expected none"
    if cell.startswith(FORMULA) and not (is_number and re.match(r"-[0-9]", cell)):
        return f'it begins with "{cell[0]}", and a spreadsheet program would take it for a formula; begin otherwise'
    return ""
