"""Copies of `data/` to be broken: a folder with the tables that a test needs, and ways to change a cell, a row, a byte."""

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from helpers import contract
from helpers.paths import DATA

ORDERS = "final_orders_2024-11-24.csv"
TABLES = {"final-orders-2024-11-24", "readings", "places", "names", "sources", "docket", "choices"}


def copy(folder: Path, tables: set[str] = TABLES) -> Path:
    """A folder with some tables of `data/` and a contract for them."""
    described = json.loads((DATA / contract.CONTRACT).read_text(encoding="utf-8"))
    described["resources"] = [resource for resource in described["resources"] if resource["name"] in tables]
    for resource in described["resources"]:
        (folder / resource["path"]).write_bytes((DATA / resource["path"]).read_bytes())
    write_contract(folder, described)
    change(folder, "choices.csv", lambda lines: lines.__delitem__(slice(1, None)))  # they choose in other tables too
    return folder


def problems(folder: Path) -> list[contract.Problem]:
    """What is wrong in the folder."""
    frames, found = contract.validate(folder)
    assert not (frames and found), "tables and problems at once"
    return found


def only(folder: Path) -> contract.Problem:
    """The one thing that is wrong in the folder."""
    found = problems(folder)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def write_contract(folder: Path, described: dict) -> None:
    (folder / contract.CONTRACT).write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")


def rows(folder: Path, file: str) -> list[list[str]]:
    """The rows of a file, the header first."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write(folder: Path, file: str, lines: list[list[str]]) -> None:
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


def put(folder: Path, file: str, row: int, column: str, value: str) -> None:
    """Write a value into a cell; the header is row 1."""
    lines = rows(folder, file)
    lines[row - 1][lines[0].index(column)] = value
    write(folder, file, lines)


def refused(folder: Path, file: str, row: int, column: str, value: str) -> contract.Problem:
    """Write a value into a cell: the one thing that is wrong is this cell."""
    put(folder, file, row, column, value)
    problem = only(folder)
    assert (problem.file, problem.row, problem.column, problem.value) == (file, row, column, value)
    return problem


def all_refused(folder: Path, file: str, column: str, values: Iterable[str], first: int = 2) -> list[contract.Problem]:
    """Write values into a column, one below the other: these cells are what is wrong, all told at once."""
    values = list(values)

    def write_below(lines: list[list[str]]) -> None:
        for row, value in enumerate(values, first):
            lines[row - 1][lines[0].index(column)] = value

    change(folder, file, write_below)
    found = sorted(problems(folder), key=lambda problem: problem.row or 0)
    places = [(problem.file, problem.row, problem.column, problem.value) for problem in found]
    assert places == [(file, row, column, value) for row, value in enumerate(values, first)]
    return found


def cell(folder: Path, file: str, row: int, column: str) -> str:
    """What a cell holds."""
    lines = rows(folder, file)
    return lines[row - 1][lines[0].index(column)]


def change(folder: Path, file: str, how: Callable[[list[list[str]]], object]) -> None:
    """Change the rows of a file in place."""
    lines = rows(folder, file)
    how(lines)
    write(folder, file, lines)


def bytes_of(folder: Path, file: str, how: Callable[[bytes], bytes]) -> None:
    """Change the bytes of a file."""
    (folder / file).write_bytes(how((folder / file).read_bytes()))
