"""Check every table of `data/` against its contract, `data/datapackage.json`, and read it.

The contract says for each table its columns, types, keys and constraints. frictionless checks them; this module turns
what it finds into sentences for the person who edited the file, all of them at once.

Accepted by rule: a UTF-8 byte order mark, Windows line ends, rows in any order. Everything else must fit the contract.
"""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from frictionless import Package, Resource, Schema

from helpers.paths import DATA


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file."""

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
        value = "" if self.value is None else f': "{self.value}"'
        return f"{', '.join(place)}{value}: {self.expected}"


class DataError(ValueError):
    """The data does not fit its contract. `problems` lists every one found; the message is a line for each."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the data:\n{lines}")


def contract(folder: Path = DATA) -> dict:
    """The contract as a dictionary. Raises DataError if it is missing or no JSON."""
    path = folder / "datapackage.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Problem(path.name, None, None, None, "the contract is missing")]) from None
    except ValueError as error:
        raise DataError([Problem(path.name, None, None, None, f"the contract is not valid JSON ({error})")]) from None


def cells(path: Path) -> list[list[str]]:
    """The cells of a CSV file, header first. Raises DataError, naming the row, for bytes that are no clean CSV."""

    def fail(row: int | None, value: str | None, expected: str):
        raise DataError([Problem(path.name, row, None, value, expected)])

    if not path.is_file():
        fail(None, None, "the contract names this file, but it is missing")
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        fail(None, None, "the file is empty; expected a header and at least one row")
    if b"\x00" in raw:
        fail(raw[: raw.index(b"\x00")].count(b"\n") + 1, None, "a NUL byte; expected text")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fail(line, raw.splitlines()[line - 1].decode("latin-1"), "not UTF-8 (Latin-1 perhaps); expected UTF-8 text")
    text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        fail(text.count("\n") + 1, text.rpartition("\n")[2], "no line end; the file seems cut off")
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        fail(len(rows) + 1, None, f"not readable as CSV ({error}); is a quote left open?")
    return rows


def validate(folder: Path = DATA) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Read all tables. Returns them by resource name, every cell as text, and the list of problems found."""
    described = contract(folder)
    tables: dict[str, list[list[str]]] = {}
    problems: list[Problem] = []
    for resource in described["resources"]:
        try:
            tables[resource["name"]] = cells(folder / resource["path"])
        except DataError as error:
            problems += error.problems
    resources = [r for r in described["resources"] if r["name"] in tables]
    if not problems:
        problems = [p for r in resources for p in _header(r, tables[r["name"]])]
    if not problems:
        problems = _conformity(resources, tables)
    frames = {
        name: pd.DataFrame(rows[1:], columns=rows[0], dtype=str) if not problems else pd.DataFrame()
        for name, rows in tables.items()
    }
    return frames, problems


def read(folder: Path = DATA) -> dict[str, pd.DataFrame]:
    """All tables of `folder` by resource name, every cell as text. Raises DataError with all problems found."""
    frames, problems = validate(folder)
    if problems:
        raise DataError(problems)
    return frames


def _header(resource: dict, rows: list[list[str]]) -> list[Problem]:
    expected = [field["name"] for field in resource["schema"]["fields"]]
    problems = []
    if rows[0] != expected:
        problems.append(
            Problem(resource["path"], 1, None, ",".join(rows[0]), f"expected the columns {','.join(expected)}")
        )
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            text = ",".join(row)
            problems.append(
                Problem(resource["path"], number, None, text, f"{len(row)} cells; expected {len(rows[0])}, as in the header")
            )
    return problems


def _conformity(resources: list[dict], tables: dict[str, list[list[str]]]) -> list[Problem]:
    package = Package(
        resources=[
            Resource(name=r["name"], data=tables[r["name"]], schema=Schema.from_descriptor(r["schema"]))
            for r in resources
        ]
    )
    report = package.validate(limit_errors=200)
    by_name = {r["name"]: r for r in resources}
    return [
        _problem(by_name[task.name], tables[task.name], error) for task in report.tasks for error in task.errors
    ]


def _problem(resource: dict, rows: list[list[str]], error) -> Problem:
    """A sentence for an error of frictionless: what was expected comes from the contract's own words."""
    column = getattr(error, "field_name", None)
    row = getattr(error, "row_number", None)
    value = getattr(error, "cell", None)
    described = {field["name"]: field for field in resource["schema"]["fields"]}
    expected = error.message
    if error.type == "primary-key":
        key = resource["schema"]["primaryKey"]
        key = [key] if isinstance(key, str) else key
        column = " + ".join(key)
        value = " + ".join(rows[row - 1][rows[0].index(name)] for name in key)
        expected = "the same key stands in an earlier row; expected one row a key"
    elif error.type == "foreign-key":
        column = ", ".join(error.field_names)
        value = ", ".join(str(cell) for cell in error.field_cells)
        expected = f"not known in {error.reference_name}; expected one of its {', '.join(error.reference_field_names)}"
    elif column in described:
        if error.type == "constraint-error" and '"required"' in error.note:
            value = ""
        expected = f"expected {described[column]['description'][0].lower()}{described[column]['description'][1:]}"
    return Problem(resource["path"], row, column, value, expected)
