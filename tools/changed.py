"""The tables of `data/` in memory, and the checks of them with one table changed. For the other tools."""

import pandas as pd

from helpers.checks import contract, run
from helpers.checks.files import Sheet
from helpers.figures import Data, Tables
from helpers.problems import DataError
from tests.changed_data import with_table

Case = tuple[str, int, str]  # table, row, what is done
RAW = contract.read()
SHEETS, _ = contract.sheets()
WHOLE = Data(Tables(RAW))


def checked(name: str, rows: list[list[str]]) -> Data:
    """The data with other rows of one table. Raises DataError for what is wrong with it."""
    changed = Sheet(SHEETS[name].resource, rows)
    around = SHEETS | {name: changed}
    others = [sheet for key, sheet in around.items() if sheet.day or key in ("readings", "choices", "groups")]
    sheets = dict.fromkeys(sheet.name for sheet in [changed, *others])
    if found := [problem for key in sheets for problem in contract.faults(around[key], around)]:
        raise DataError(found)
    data = with_table(WHOLE, name, pd.DataFrame(rows[1:], columns=rows[0], dtype=str))
    if found := run.problems(data):
        raise DataError(found)
    return data


def named(name: str, row: int) -> str:
    """A row in words: file, row, and what it is of."""
    parts = [
        "date",
        "fiscal_year",
        "as_of",
        "measure",
        "category",
        "group",
        "status",
        "citizenship",
        "destination",
        "printed",
    ]
    record = SHEETS[name].records[row]
    return f"{SHEETS[name].file}, row {row}: " + ", ".join(record[part] for part in parts if record.get(part))
