"""Check every table of `data/` against its contract, `data/datapackage.json`, and read it.

All problems are found at once, in all files, and each is one sentence with file, row, column and value. A row is
counted as a spreadsheet counts it: the header is row 1.

Accepted by rule
- a UTF-8 byte order mark, and Windows line ends;
- rows in any order, as every row names what it is of;
- markup in text ("<script>", "#eval", "[x](y)", "|"): it is text, and is shown as text wherever it is shown;
- no rows below the header in choices.csv and corrections.csv only, as there may be nothing to choose or correct, and in
  older_orders.csv, which somebody with the records can fill.

Everything else must fit the contract and these rules
- commas separate cells; columns are those of the contract in its order; every row has as many cells; the last row ends
  with a line end;
- a cell holds visible characters and plain spaces, none at its ends, no line break; accents are one character with
  their letter (NFC); a cell does not begin with = + - @ (a formula to spreadsheet programs), but for negative numbers;
- numbers have digits 0 to 9, commas every three digits in figures as printed, and a decimal only in percent, averages
  and before million or billion; what `helpers.clean` cannot read is a problem;
- a country is spelled as in names.csv, a source has a card in sources.csv, also where a note mentions it as [key];
- a table of final orders has one row a place and one total, which the rows do not exceed; the grade of a row says how
  many outlets print it, and they print the same (`helpers.contract.outlets`);
- `data/` holds no CSV file that the contract does not name.
"""

import json
import re
from functools import cache
from pathlib import Path

import pandas as pd
from frictionless import FrictionlessException, Package, Schema

from helpers.contract import cells, conformity, meaning
from helpers.paths import DATA
from helpers.problems import DataError, Problem

CONTRACT = "datapackage.json"
MAY_HAVE_NO_ROWS = {"choices", "corrections", "older-orders"}


def contract(folder: Path = DATA) -> dict:
    """The contract as a dictionary. Raises DataError, with all problems, if it is missing or is no contract."""
    return _contract(folder)[0]


def _contract(folder: Path) -> tuple[dict, dict[str, Schema]]:
    """The contract, and the columns of each of its tables as frictionless reads them."""
    text = ""
    try:
        text = (folder / CONTRACT).read_text(encoding="utf-8-sig")
        read = _package(text)
    except OSError as error:
        read = (f"the contract cannot be read ({error.strerror})",)
    except UnicodeDecodeError as error:
        read = (f"the contract is not JSON in UTF-8 ({error})",)
    if not isinstance(read, Package):
        raise DataError([Problem(CONTRACT, None, None, None, fault) for fault in read])
    return json.loads(text), {resource.name: resource.schema for resource in read.resources}


@cache
def _package(text: str) -> Package | tuple[str, ...]:
    """A contract as frictionless reads it, or what keeps a text from being one; looked at once for each text."""
    try:
        described = json.loads(text)
    except (ValueError, RecursionError) as error:
        return (f"the contract is not JSON in UTF-8 ({error})",)
    if not isinstance(described, dict) or not isinstance(described.get("resources"), list):
        return ('expected an object with a list "resources"',)
    try:
        package = Package.from_descriptor(described)
        return tuple(_loose_ends(described)) or package
    except FrictionlessException as error:
        return tuple(reason.note for reason in error.reasons or [error.error])
    except (AttributeError, KeyError, TypeError) as error:
        return (f"it does not describe tables as a tabular data package does ({error})",)


def _loose_ends(described: dict) -> list[str]:
    """What the standard lets pass in a contract, and by which no table could be checked."""
    resources = described["resources"]
    columns = {resource["name"]: [field["name"] for field in resource["schema"]["fields"]] for resource in resources}
    texts = []
    for resource in resources:
        name, path, schema = resource["name"], resource["path"], resource["schema"]
        if Path(path).name != path or sum(other["path"] == path for other in resources) > 1:
            texts.append(
                f'{name}: the path "{path}" is not the name of one file in this folder, used by no other table'
            )
        for field in schema["fields"]:
            try:
                re.compile(field.get("constraints", {}).get("pattern", ""))
            except re.error as error:
                texts.append(f"{name}, column {field['name']}: its pattern cannot be read ({error})")
        for key in schema.get("foreignKeys", []):
            here, there = conformity.listed(key["fields"]), conformity.listed(key["reference"]["fields"])
            target = key["reference"]["resource"]
            if (
                len(here) != 1
                or here[0] not in columns[name]
                or len(there) != 1
                or there[0] not in columns.get(target, [])
            ):
                texts.append(
                    f"{name}: a key leads from {here} to {there} of {target}; expected one column of each table"
                )
    return texts


def validate(folder: Path = DATA) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Read all tables. Returns them by name, every cell as text, and no problems; or no tables and all problems."""
    try:
        described, schemas = _contract(folder)
    except DataError as error:
        return {}, error.problems
    problems = _strays(folder, described)
    known = [resource["name"] for resource in described["resources"]]
    tables: dict[str, cells.Table] = {}
    for resource in described["resources"]:
        try:
            table = cells.Table(resource, cells.read(folder / resource["path"]))
        except DataError as error:
            problems += error.problems
            continue
        if wrong := conformity.columns(table):
            problems += wrong
            if any(problem.row == 1 for problem in wrong):
                continue
            table = _without(table, {problem.row for problem in wrong})
        elif not table.body and table.name not in MAY_HAVE_NO_ROWS:
            problems.append(Problem(table.file, None, None, None, "no rows; expected some below the header"))
            continue
        tables[table.name] = table
    for table in tables.values():
        problems += _once(
            [
                *cells.faults(table),
                *conformity.keys(table),
                *meaning.problems(table, tables, known),
                *conformity.values(table, schemas[table.name]),
                *conformity.references(table, tables),
            ]
        )
    if problems:
        return {}, problems
    frames = {n: pd.DataFrame([line for _, line in t.body], columns=t.header, dtype=str) for n, t in tables.items()}
    return frames, []


def read(folder: Path = DATA) -> dict[str, pd.DataFrame]:
    """All tables of `folder` by name, every cell as text. Raises DataError with all problems found."""
    frames, problems = validate(folder)
    if problems:
        raise DataError(problems)
    return frames


def _strays(folder: Path, described: dict) -> list[Problem]:
    named = {resource["path"] for resource in described["resources"]}
    found = sorted(path.name for path in folder.iterdir() if path.suffix.lower() == ".csv")
    expected = f"no table of {CONTRACT} has this path; describe the table there, or take the file away"
    return [Problem(name, None, None, None, expected) for name in found if name not in named]


def _without(table: cells.Table, rows: set) -> cells.Table:
    return cells.Table(table.resource, [(row, line) for row, line in table.rows if row not in rows])


def _once(problems: list[Problem]) -> list[Problem]:
    """In the order of rows, the first thing said of each cell."""
    first: dict[tuple, Problem] = {}
    for problem in problems:
        first.setdefault((problem.row, problem.column), problem)
    return sorted(first.values(), key=lambda problem: problem.row or 0)
