"""Check what the contract cannot say: that figures and dates can be read, and that what is referred to is there.

Columns are known by their names: `printed` holds a figure; `date`, `as_of`, `fiscal_year` and `published` hold a date,
if the contract has a pattern for it (without one it is words, as "late 2024"); `note`, `reason` and `limits` may
mention a source as [key].
"""

import re
from collections.abc import Collection, Iterator

from helpers import clean
from helpers.contract import outlets
from helpers.contract.cells import Table
from helpers.contract.conformity import unknown
from helpers.problems import Problem, printed_in

DATES = {"date", "as_of", "fiscal_year", "published"}
REMARKS = {"note", "reason", "limits"}
MENTION = re.compile(r"\[([a-z0-9-]+)\]")
UNIT = "persons"


def problems(table: Table, tables: dict[str, Table], known: Collection[str]) -> Iterator[Problem]:
    """All that is wrong in this sense with one table.

    tables: those that could be read, by name. known: the names of all in the contract; of one that could not be read,
    nothing is said here.
    """
    for column in table.header:
        if column in DATES and "pattern" in table.fields[column].get("constraints", {}):
            yield from _read(table, column, lambda cell: cell == "undated" or clean.period(cell))
        if column in REMARKS and "sources" in tables:
            mentioned = ((row, key) for row, cell in table.column(column) for key in MENTION.findall(cell))
            yield from unknown(table, mentioned, column, tables["sources"], "key")
    if table.day:
        yield from _snapshot(table, tables)
    elif "printed" in table.header:
        yield from _figures(table)
    yield from outlets.problems(table, tables, known)
    if table.name == "choices":
        yield from _choices(table, tables, known)
    elif "measures" in tables and {"measure", "printed"} <= set(table.header):
        yield from _measures(table, tables["measures"])


def _read(table: Table, column: str, reader) -> Iterator[Problem]:
    for row, cell in table.column(column):
        try:
            reader(cell)
        except ValueError as error:
            yield Problem(table.file, row, column, cell, _said(error, cell))


def _said(error: ValueError, cell: str) -> str:
    return str(error).removeprefix(f'"{cell}" ')


def _figures(table: Table) -> Iterator[Problem]:
    """Figures that cannot be read, and decimals of what is counted whole."""
    for row, record in table.records:
        printed = record["printed"]
        try:
            value = clean.figure(printed).value
        except ValueError as error:
            yield Problem(table.file, row, "printed", printed, _said(error, printed))
            continue
        unit = record.get("unit", UNIT)
        whole = unit != "percent" and not record.get("measure", "").startswith("average_")
        if whole and value is not None and value != int(value):
            yield Problem(table.file, row, "printed", printed, f"expected no decimal, as the unit is {unit}")


def _snapshot(table: Table, tables: dict[str, Table]) -> Iterator[Problem]:
    """A table of final orders: whole counts, one row a place, one total, and rows that do not add to more than it."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", table.day):
        expected = "expected a name with a day at its end, such as final-orders-2024-11-24"
        yield Problem("datapackage.json", None, None, table.name, expected)
    yield from _read(table, "printed", clean.count)
    codes = {record["spelling"]: record["code"] for _, record in tables["names"].records} if "names" in tables else {}
    place = {row: codes.get(record["citizenship"], record["citizenship"]) for row, record in table.records}
    first: dict[str, int] = {}
    for row, record in table.records:
        code = place[row]
        if first.setdefault(code, row) != row:
            expected = f"row {first[code]} is the same place ({code}); expected one row for each"
            yield Problem(table.file, row, "citizenship", record["citizenship"], expected)
    if codes and "TOTAL" not in first:
        expected = "no row Total; expected one, with the total that the source prints"
        yield Problem(table.file, None, "citizenship", None, expected)
    try:
        counts = {row: clean.count(record["printed"]) for row, record in table.records}
    except ValueError:  # said above
        return
    rows = sum(number for row, number in counts.items() if place[row] != "TOTAL")
    if "TOTAL" in first and rows > counts[first["TOTAL"]]:
        expected = f"the other rows add to {rows:,}, which is more than this total"
        yield Problem(table.file, first["TOTAL"], "printed", f"{counts[first['TOTAL']]:,}", expected)


def _measures(table: Table, measures: Table) -> Iterator[Problem]:
    """Measures that measures.csv does not describe for this table."""
    described = [record["measure"] for _, record in measures.records if record["table"] == table.name]
    for row, cell in table.column("measure"):
        if cell not in described:
            near = clean.nearest(cell, described)
            likely = f"the nearest there: {', '.join(near)}" if near else "to add a measure, describe it there"
            yield Problem(
                table.file, row, "measure", cell, f"{measures.file} has no such measure of {table.name}; {likely}"
            )


def _choices(table: Table, tables: dict[str, Table], known: Collection[str]) -> Iterator[Problem]:
    """Choices between figures that fit no figure."""
    for row, record in table.records:
        if record["table"] not in known:
            expected = f"no such table; expected one of {', '.join(known)}"
            yield Problem(table.file, row, "table", record["table"], expected)
        target = tables.get(record["table"])
        if target is None:
            continue
        wanted = {
            "fiscal_year" if name == "date" and "fiscal_year" in target.header else name: record[name]
            for name in ("measure", "date", "citizenship", "source", "printed")
            if record[name]
        }
        figure = wanted.pop("printed")
        there = {
            number: other["printed"]
            for number, other in target.records
            if all(other.get(name) == value for name, value in wanted.items())
        }
        if figure not in there.values():
            expected = f"{target.file} has no such figure to choose"
            if there:
                expected = (
                    f"no such figure to choose: {printed_in(target.file, there)}; correct the one that is mistyped"
                )
            yield Problem(table.file, row, None, ", ".join([*wanted.values(), figure]), expected)
