"""The data with some cells changed or some rows left out, in memory."""

import pandas as pd

from helpers.load import Data


def fitting(table: pd.DataFrame, where: dict[str, str]) -> pd.Series:
    """Which rows of a table have these cells; there must be one at least."""
    hit = pd.Series(True, index=table.index)
    for column, value in where.items():
        hit &= table[column] == value
    assert hit.any(), f"no row {where}"
    return hit


def changed(data: Data, name: str, where: dict[str, str], **cells: str) -> Data:
    """The data with cells of the fitting rows of one table replaced."""
    table = data.raw[name].copy()
    table.loc[fitting(table, where), list(cells)] = list(cells.values())
    return Data({**data.raw, name: table})


def without(data: Data, name: str, **where: str) -> Data:
    """The data without the fitting rows of one table."""
    table = data.raw[name]
    return Data({**data.raw, name: table[~fitting(table, where)].reset_index(drop=True)})
