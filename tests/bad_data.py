"""Copies of `data/` to be broken: a folder with the tables that a test needs, and ways to change a cell, a row, a byte."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from helpers.checks import contract
from helpers.paths import DATA
from helpers.problems import DataError, Problem

DAY = "2024-11-24"
ORDERS = f"final_orders_{DAY}.csv"
TABLES = {"final-orders-2024-11-24", "readings", "places", "names", "sources", "docket", "choices"}
Lines = list[list[str]]


def copy(folder: Path, tables: set[str] = TABLES) -> Path:
    """A folder with some tables of `data/` and a contract for them, without choices, which choose in other tables too."""
    described = contract.contract()
    described["resources"] = [resource for resource in described["resources"] if resource["name"] in tables]
    for resource in described["resources"]:
        (folder / resource["path"]).write_bytes((DATA / resource["path"]).read_bytes())
    write_contract(folder, described)
    change(folder, "choices.csv", lambda lines: lines.__delitem__(slice(1, None)))
    if "readings" in tables:  # those of the table that is here
        change(
            folder, "readings.csv", lambda lines: lines.__setitem__(slice(1, None), [n for n in lines if n[0] == DAY])
        )
    change(folder, "sources.csv", lambda lines: lines.__setitem__(slice(None), _needed(folder, lines)))
    return folder


def _needed(folder: Path, cards: Lines) -> Lines:
    """The cards of sources that the tables of the folder, or another of these cards, name: fewer are read faster."""
    said = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.csv") if file.name != "sources.csv")
    said += str(cards[0])
    remarks = "".join("".join(line[1:]) for line in cards)
    return [line for line in cards if line[0] in said or f"[{line[0]}]" in remarks]


def problems(folder: Path) -> list[Problem]:
    try:
        contract.read(folder)
    except DataError as error:
        return error.problems
    return []


def only(folder: Path) -> Problem:
    """The one thing that is wrong in the folder."""
    found = problems(folder)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def places(folder: Path) -> list[tuple[str, int | None, str | None]]:
    """Where something is wrong in the folder: files, rows and columns."""
    return [(problem.file, problem.row, problem.column) for problem in problems(folder)]


def write_contract(folder: Path, described: dict) -> None:
    (folder / contract.CONTRACT).write_text(json.dumps(described), encoding="utf-8")


def rows(folder: Path, file: str) -> Lines:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def change(folder: Path, file: str, how: Callable[[Lines], object]) -> None:
    """Change the rows of a file in place."""
    lines = rows(folder, file)
    how(lines)
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


def add(folder: Path, file: str, *cells: str) -> None:
    """Add a row at the end of a file."""
    change(folder, file, lambda lines: lines.append(list(cells)))


def put(folder: Path, file: str, row: int, column: str, value: str) -> None:
    """Write a value into a cell; the header is row 1."""
    change(folder, file, lambda lines: lines[row - 1].__setitem__(lines[0].index(column), value))


def row_of(folder: Path, file: str, first: str) -> int:
    """The row whose first cell is this."""
    return next(row for row, line in enumerate(rows(folder, file), 1) if line[0] == first)


def refused(folder: Path, file: str, column: str, said: dict[str, str]) -> None:
    """Write values into a column, one below the other: these cells and no others are refused, in the words expected."""
    for row, value in enumerate(said, 2):
        put(folder, file, row, column, value)
    found = sorted((problem for problem in problems(folder) if problem.file == file), key=lambda p: p.row or 0)
    places = [(problem.row, problem.column, problem.value) for problem in found]
    assert places == [(row, column, value) for row, value in enumerate(said, 2)]
    for problem, words in zip(found, said.values(), strict=True):
        assert words in problem.expected, str(problem)
        assert str(problem).isprintable()
