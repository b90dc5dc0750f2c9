"""The data with some cells changed or some rows left out, in memory."""

import pandas as pd

from helpers.figures import SERIES, Data, Tables

CHOICE = {"sources", "choices"}
PLACES = {"names", "places"}
# The tables from which others are made. What rests on none that changed is kept, not made again.
RESTS_ON = {
    "sources": {"sources"},
    "places": {"places"},
    "codes": {"names"},
    "figures": {*SERIES, *CHOICE},
    "removals_by_citizenship": {"removals-by-citizenship", *CHOICE, *PLACES},
    "docket_by_citizenship": {"docket-by-citizenship", *CHOICE, *PLACES},
    "cooperation": {"cooperation", *PLACES},
}


def fitting(table: pd.DataFrame, where: dict[str, str]) -> pd.Series:
    """Which rows of a table have these cells; there must be one at least."""
    hit = pd.Series(True, index=table.index)
    for column, value in where.items():
        hit &= table[column] == value
    assert hit.any(), f"no row {where}"
    return hit


def with_table(data: Data, name: str, table: pd.DataFrame) -> Data:
    """The data with another table in place of one of its own."""
    made = Data(Tables({**data.raw, name: table}))
    vars(made).update({kept: getattr(data, kept) for kept, rests_on in RESTS_ON.items() if name not in rests_on})
    return made


def changed(data: Data, name: str, where: dict[str, str], **cells: str) -> Data:
    """The data with cells of the fitting rows of one table replaced."""
    table = data.raw[name].copy()
    table.loc[fitting(table, where), list(cells)] = list(cells.values())
    return with_table(data, name, table)


def without(data: Data, name: str, **where: str) -> Data:
    """The data without the fitting rows of one table."""
    table = data.raw[name]
    return with_table(data, name, table[~fitting(table, where)].reset_index(drop=True))
