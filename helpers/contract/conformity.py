"""Check rows against what the contract says of their table: columns, types, constraints, keys.

frictionless reads the contract and says of each cell whether it fits type and constraints. The columns, the rows and
the keys are checked here: this names the nearest known keys, and is several times as fast as its check of whole tables.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from frictionless import Schema

from helpers import clean
from helpers.contract.cells import Table
from helpers.problems import Problem

# frictionless reads numbers and dates as Python does, which takes "1_000", digits of any script and "2024-1-5" as well
WRITTEN = {
    "integer": re.compile(r"-?(?:0|[1-9][0-9]*)"),
    "number": re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def columns(table: Table) -> list[Problem]:
    """Columns that are missing, unknown or out of order, and rows with too few or too many cells."""
    expected, header = list(table.fields), table.header
    problems = [Problem(table.file, 1, name, None, "this column is missing") for name in expected if name not in header]
    problems += [
        Problem(table.file, 1, name, None, f"the contract has no such column; expected {', '.join(expected)}")
        for name in header
        if name not in expected
    ]
    if not problems and header != expected:
        problems.append(Problem(table.file, 1, None, ",".join(header), f"expected the columns {','.join(expected)}"))
    for row, line in table.body:
        if len(line) != len(header) or not any(line):
            size = (
                f"{len(line)} cells; expected {len(header)}, as in the header"
                if any(line)
                else "an empty row; delete it"
            )
            problems.append(Problem(table.file, row, None, ",".join(line), size))
    return problems


def keys(table: Table) -> Iterator[Problem]:
    """Rows whose key an earlier row has."""
    key = listed(table.resource["schema"].get("primaryKey", []))
    first: dict[tuple, int] = {}
    for row, record in table.records if key else []:
        value = tuple(record[name] for name in key)
        if first.setdefault(value, row) != row:
            expected = f"row {first[value]} has the same {' + '.join(key)}; expected one row for each"
            yield Problem(table.file, row, " + ".join(key), " + ".join(value), expected)


def values(table: Table, schema: Schema) -> Iterator[Problem]:
    """Values that do not fit the type or a constraint of their column. `schema`: the table's, as frictionless reads it."""
    for position, (name, field) in enumerate(table.fields.items()):
        described, written = schema.get_field(name), WRITTEN.get(field["type"])
        read = cache(described.create_cell_reader())
        unique, seen = bool(described.constraints.get("unique")), set()
        for row, line in table.body:
            value, faults = read(cell := line[position])
            again = unique and value is not None and value in seen
            if unique:
                seen.add(value)
            if faults or again or (cell and written and not written.fullmatch(cell)):
                why = "blank; " if "required" in (faults or {}) else "an earlier row has it; " if again else ""
                yield Problem(table.file, row, name, cell, f"{why}expected {_described(field)}")


def references(table: Table, tables: dict[str, Table]) -> Iterator[Problem]:
    """Values that the table they lead to does not have. Where that table could not be read, nothing is said."""
    for reference in table.resource["schema"].get("foreignKeys", []):
        (column,), (there,) = listed(reference["fields"]), listed(reference["reference"]["fields"])
        if target := tables.get(reference["reference"]["resource"]):
            yield from unknown(table, table.column(column), column, target, there)


def unknown(
    table: Table, cells: Iterable[tuple[int, str]], column: str, target: Table, there: str
) -> Iterator[Problem]:
    """Those of the cells of a column that are not in column `there` of `target`, with the nearest that are."""
    known = {value: None for _, value in target.column(there)}
    said: dict[str, str] = {}
    for row, cell in cells:
        if cell not in known:
            if cell not in said:
                near = clean.nearest(cell, list(known))
                likely = f"the nearest there: {', '.join(near)}" if near else "nothing there is like it"
                said[cell] = f"not in {target.file}, column {there}; {likely}"
            yield Problem(table.file, row, column, cell, said[cell])


def listed(names: str | list[str]) -> list[str]:
    """The columns of a key: the standard allows one by name, or a list."""
    return [names] if isinstance(names, str) else names


def _described(field: dict) -> str:
    text = field.get("description", field["name"])
    return f"{text[0].lower()}{text[1:].removesuffix('.')}"
