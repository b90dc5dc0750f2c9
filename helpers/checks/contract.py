"""Check every table of `data/` against its contract, `data/datapackage.json`, and read it.

All problems are found at once, in all files, and each is one sentence with file, row, column and value. frictionless
checks columns, types, constraints and keys of whole tables; `helpers.checks.tables` what a contract cannot say.

What the contract does not say
- a table is named in small letters, digits and hyphens, and its file after it; `data/` holds no other table;
- commas separate cells; columns are those of the contract in its order; every row has as many cells;
- a cell holds letters, digits and signs that the report's type face has, no space at its ends, no line break; it does
  not begin with = + - @ (a formula to spreadsheet programs), but for negative numbers; markup in it is text;
- rows may stand in any order, as each names what it is of; only some tables may have none.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers import clean
from helpers.checks import files, tables
from helpers.checks.files import Sheet, Sheets
from helpers.figures import SNAPSHOT
from helpers.paths import DATA
from helpers.problems import DataError, Problem, file_of

CONTRACT = "datapackage.json"
MAY_HAVE_NO_ROWS = {"choices", "corrections", "older-orders"}
ANY_SCRIPT = {("spellings.csv", "spelling")}  # what readers type, and the report prints nowhere
OTHER_TABLES = {".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods"}
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# of a schema: nothing else of it, least of all an address, is followed
KNOWN = ("fields", "primaryKey", "missingValues")
FORMULA = ("=", "+", "-", "@")
TYPE_FACE = re.compile(r"[ -~¡-ıĴ-ŉŌ-ťŨ-žƀƏƒƠơƯưǍ-ǜǦǧǪǫȘ-țəʻʼẠ-ỹ‒-―‘-‚“-„†-•…‰′″‹›⁄₦₫€₱₹™−]*")
# frictionless reads numbers and dates as Python does, which takes "1_000", digits of any script and "2024-1-5" as well
WRITTEN = {
    "integer": re.compile(r"-?(?:0|[1-9][0-9]*)"),
    "number": re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def read(folder: Path = DATA) -> dict[str, pd.DataFrame]:
    """All tables of a folder by name, every cell as text. Raises DataError with all problems found."""
    found, problems = sheets(folder)
    read = {name: sheet for name, sheet in found.items() if sheet}
    problems += [problem for sheet in read.values() for problem in faults(sheet, found)]
    if problems:
        raise DataError(problems)
    return {name: pd.DataFrame(sheet.rows[1:], columns=sheet.rows[0], dtype=str) for name, sheet in read.items()}


def faults(sheet: Sheet, sheets: Sheets) -> list[Problem]:
    """What is wrong with the cells of one table, in the order of rows and columns: of each cell what is found first.

    Of a row that has too few or too many cells only that is told; of the number of rows, only where each of them is sound.
    """
    found = [*_text(sheet), *tables.problems(sheet, sheets), *_conformity(sheet), *_references(sheet, sheets)]
    whole = {problem.row for problem in found if problem.row and not problem.column}
    first: dict[tuple, Problem] = {}
    for problem in found:
        if problem.row not in whole or not problem.column:
            first.setdefault((problem.row, problem.column), problem)
    columns = {name: place for place, name in enumerate(sheet.rows[0])}
    found = sorted(first.values(), key=lambda problem: (problem.row or 0, columns.get(problem.column or "", -1)))
    return found or list(_length(sheet))


def contract(folder: Path = DATA) -> dict:
    """The contract as a dictionary. Raises DataError, with all problems, if it is missing or is no contract."""
    try:
        described = json.loads((folder / CONTRACT).read_text(encoding="utf-8-sig"))
        faults = list(_loose_ends(described["resources"]))
    except OSError as error:
        faults = [f"it cannot be read ({error.strerror}); git restore data/datapackage.json brings it back"]
    except (ValueError, RecursionError) as error:
        faults = [
            f"it is not JSON in UTF-8 ({error}); git restore data/datapackage.json brings back the one committed last"
        ]
    except (AttributeError, KeyError, TypeError) as error:
        faults = [f"it does not describe tables as a tabular data package does ({type(error).__name__}: {error})"]
    if faults:
        raise DataError([Problem(CONTRACT, None, None, None, fault) for fault in faults])
    return described


def _loose_ends(resources: list[dict]) -> Iterator[str]:
    """What is wrong with a contract, so that tables could not be checked or their copies would be written elsewhere."""
    from frictionless import FrictionlessException

    columns = {resource["name"]: [field["name"] for field in resource["schema"]["fields"]] for resource in resources}
    for resource in resources:
        name, path = resource["name"], resource["path"]
        if not NAME.fullmatch(name) or path != file_of(name):
            yield f'"{name}" with the path "{path}": expected a name such as daily-counts, with the path daily_counts.csv'
        if name.startswith(SNAPSHOT) and not clean.is_day(name.removeprefix(SNAPSHOT)):
            yield f'"{name}": expected a name with a day at its end, such as final-orders-2024-11-24'
        try:
            _schema(resource)
        except FrictionlessException as error:
            yield from (f"{name}: {reason.note}" for reason in error.reasons or [error.error])
        for key in resource["schema"].get("foreignKeys", []):
            here, target, there = key["fields"], key["reference"]["resource"], key["reference"]["fields"]
            if here not in columns[name] or there not in columns.get(target, []):
                yield f"{name}: a key leads from {here} to {there} of {target}; expected one column of each table"


def _schema(resource: dict):
    from frictionless import Schema  # only where it is needed: a Python in a browser lacks it

    return Schema.from_descriptor({key: value for key, value in resource["schema"].items() if key in KNOWN})


def sheets(folder: Path = DATA) -> tuple[Sheets, list[Problem]]:
    """The tables by name, None for one that could not be read, and what is wrong with files and columns."""
    resources = contract(folder)["resources"]
    named = {resource["path"] for resource in resources}
    strays = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in OTHER_TABLES)
    expected = f"no table of {CONTRACT} has this path; describe the table there, or take the file away"
    problems = [Problem(name, None, None, None, expected) for name in strays if name not in named]
    sheets: Sheets = {}
    for resource in resources:
        sheets[resource["name"]] = None
        try:
            rows, found = files.read(folder / resource["path"])
        except DataError as error:
            problems += error.problems
            continue
        sheet = Sheet(resource, rows)
        broken = list(_header(sheet))
        if len(rows) == 1 and sheet.name not in MAY_HAVE_NO_ROWS:
            broken.append(Problem(sheet.file, None, None, None, "no rows; expected some below the header"))
        if not broken:
            sheets[sheet.name] = sheet
        problems += [*found, *broken]
    return sheets, problems


def _header(sheet: Sheet) -> Iterator[Problem]:
    """Columns that are missing, unknown or out of order."""
    expected, header = list(sheet.fields), sheet.rows[0]
    yield from (Problem(sheet.file, 1, name, None, "this column is missing") for name in expected if name not in header)
    for place, name in enumerate(header, 1):
        if name not in expected:
            unknown = f"the contract has no such column; expected {', '.join(expected)}"
            yield Problem(sheet.file, 1, name or f"{place} (without a name)", None, unknown)
    if set(header) == set(expected) and header != expected:
        yield Problem(sheet.file, 1, None, ",".join(header), f"expected the columns {','.join(expected)}")


def _length(sheet: Sheet) -> Iterator[Problem]:
    """A table of final orders that has lost or gained a row: the rest, not itemised, would take or give the people."""
    rows, expected = len(sheet.rows) - 1, sheet.resource.get("rows")
    if sheet.name.startswith(SNAPSHOT) and rows != expected:
        lost = "put back the row that was lost, or take out the one too many; if it was meant, correct the number there"
        cure = lost if expected else "write it there, so that a lost row is noticed"
        said = f'{rows} rows below the header, and {CONTRACT} gives {expected or "no number"} as "rows" of this table'
        yield Problem(sheet.file, None, None, None, f"{said}; {cure}")


def _text(sheet: Sheet) -> Iterator[Problem]:
    """The cells that hold what no cell may, whatever its column."""
    for name, field in sheet.fields.items():
        any_script = (sheet.file, name) in ANY_SCRIPT
        for row, cell in sheet.column(name):
            if expected := _text_fault(cell, name, field["type"], any_script):
                yield sheet.fault(row, name, expected)


def _text_fault(cell: str, column: str, type: str, any_script: bool) -> str:
    if "\n" in cell or "\r" in cell:
        return "a line break inside a cell; is a quote missing or too many?"
    if not cell.isprintable() or not (any_script or TYPE_FACE.fullmatch(cell)):
        sign = next(c for c in cell if not TYPE_FACE.fullmatch(c) or not c.isprintable())
        name = unicodedata.name(sign, f"control character {ord(sign):#04x}").lower()
        if not sign.isalpha():
            return f"it holds a {name}; expected plain spaces and signs that the report's type face has"
        return f'it holds a {name}; write names and titles in Latin letters, as in "List of names (in Thai)"'
    if cell != cell.strip(" "):
        return "a space before or after the text; expected none"
    # what is no figure is said of a printed one in other words
    if cell.startswith(FORMULA) and column != "printed" and not (type in WRITTEN and re.match(r"-[0-9]", cell)):
        return f'it begins with "{cell[0]}", and a spreadsheet program would take it for a formula; begin otherwise'
    if type in WRITTEN and not WRITTEN[type].fullmatch(cell):
        return f"expected {'a day such as 2024-11-24' if type == 'date' else 'a number in digits 0 to 9'}"
    return ""


def _conformity(sheet: Sheet) -> Iterator[Problem]:
    """What frictionless finds: cells that do not fit type or constraint, keys used twice, rows too long or too short."""
    from frictionless import Resource

    report = Resource(data=sheet.rows, schema=_schema(sheet.resource)).validate(limit_errors=10**6)
    for error in report.tasks[0].errors if report.tasks else report.errors:
        row, name = error.row_number, getattr(error, "field_name", None)
        if error.type in ("missing-cell", "extra-cell"):
            line = sheet.rows[row - 1]
            size = f"{len(line)} cells; expected {len(sheet.rows[0])}, as in the header"
            yield Problem(sheet.file, row, None, ",".join(line), size)
        elif error.type == "blank-row":
            yield Problem(sheet.file, row, None, "", "an empty row; delete it")
        elif error.type in ("primary-key", "unique-error"):
            key = sheet.resource["schema"]["primaryKey"] if error.type == "primary-key" else name
            key = [key] if isinstance(key, str) else key
            value = " + ".join(sheet.records[row][column] for column in key)
            first = re.search(r"position (\d+)", error.note)
            same = f"row {first[1]} has the same {' + '.join(key)}; " if first else "blank; "
            yield Problem(sheet.file, row, " + ".join(key), value, f"{same}expected one row for each")
        else:
            field, cell = sheet.fields[name], sheet.records[row][name]
            text = field.get("description", name)
            room = f" in at most {field['constraints']['maxLength']} characters" if "maxLength" in error.note else ""
            expected = f"{'' if cell else 'blank; '}expected {text[0].lower()}{text[1:].removesuffix('.')}{room}"
            yield sheet.fault(row, name, expected)


def _references(sheet: Sheet, sheets: Sheets) -> Iterator[Problem]:
    """Values that the table they lead to does not have. Where that table could not be read, nothing is said."""
    for key in sheet.resource["schema"].get("foreignKeys", []):
        if target := sheets[key["reference"]["resource"]]:
            here = key["fields"]
            yield from tables.unknown(sheet, sheet.column(here), here, target, key["reference"]["fields"])
