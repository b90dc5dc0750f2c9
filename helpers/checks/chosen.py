"""The figures that checks use: the chosen one of each measure, category and date, or a report that it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.checks import row_of
from helpers.problems import Problem, printed_in, rows

if TYPE_CHECKING:
    from helpers.load import Data


class Missing(LookupError):
    """A figure that a check needs is not in the data."""

    def __init__(self, file: str, measure: str, category: str, date: str):
        cell = ", ".join(filter(None, [measure, category, date]))
        self.problem = Problem(file, None, None, None, f"no figure for {cell}; expected a row, as a check rests on it")
        super().__init__(str(self.problem))


class Chosen:
    """The chosen row of each measure, category and date."""

    def __init__(self, data: Data):
        figures = data.figures
        used = figures[figures["used"]].to_dict("records")
        self.rows = {(row["measure"], row["category"], row["date"]): row for row in used}
        self.tables = dict(zip(figures["measure"], figures["table"], strict=True))
        self.raw = data.raw

    def __call__(self, measure: str, category: str, date: str) -> dict:
        row = self.rows.get((measure, category, date))
        if row is None or pd.isna(row["value"]):
            raise Missing(f"{self.tables.get(measure, 'data')}.csv", measure, category, date)
        return row

    def second(self, row: dict) -> str:
        """Where a figure stands, all rows of its file that print it: 'docket.csv, row 57, prints "1,445,549"'."""
        cells = ["date", "measure", "category", "printed"]
        same = (self.raw[row["table"]][cells] == [row[cell] for cell in cells]).all(axis="columns")
        return printed_in(f"{row['table']}.csv", {int(number) + 2: row["printed"] for number in same[same].index})

    def parts(self, figures: list[dict]) -> str:
        """Where several figures stand: "docket.csv, rows 48 and 51"."""
        places = [self.place(row) for row in figures]
        files = dict.fromkeys(place["file"] for place in places)
        return "; ".join(f"{file}, {rows({p['row'] for p in places if p['file'] == file})}" for file in files)

    def place(self, row: dict) -> dict:
        """Where a row stands: printed, value, source, file, row."""
        cells = {key: row[key] for key in ("date", "measure", "category", "printed", "source")}
        where = {"file": f"{row['table']}.csv", "row": row_of(self.raw[row["table"]], **cells)}
        return {"printed": row["printed"], "value": row["value"], "source": row["source"], **where}
