"""The figures that checks use: the chosen one of each measure, category and date, or a report that it is missing."""

import pandas as pd

from helpers.figures import Data
from helpers.problems import Problem, printed_in, rows

CELLS = ["date", "measure", "category", "printed"]


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
        self.places: dict[tuple[str, ...], dict[int, str]] = {}  # the rows of a file that print a figure, with sources
        for name in dict.fromkeys(figures["table"]):
            for row, (source, *cells) in enumerate(data.raw[name][["source", *CELLS]].to_numpy(), start=2):
                self.places.setdefault((name, *cells), {})[row] = source

    def __call__(self, measure: str, category: str, date: str) -> dict:
        row = self.rows.get((measure, category, date))
        if row is None or pd.isna(row["value"]):
            raise Missing(f"{self.tables.get(measure, 'data')}.csv", measure, category, date)
        return row

    def second(self, row: dict) -> str:
        """Where a figure stands, all rows of its file that print it: 'docket.csv, row 57, prints "1,445,549"'."""
        same = self._places(row)
        return printed_in(f"{row['table']}.csv", dict.fromkeys(same, row["printed"]))

    def parts(self, figures: list[dict]) -> str:
        """Where several figures stand: "docket.csv, rows 48 and 51"."""
        places = [self.place(row) for row in figures]
        files = dict.fromkeys(place["file"] for place in places)
        return "; ".join(f"{file}, {rows({p['row'] for p in places if p['file'] == file})}" for file in files)

    def place(self, row: dict) -> dict:
        """Where a row stands: printed, value, source, file, row."""
        found = next(number for number, source in self._places(row).items() if source == row["source"])
        where = {"file": f"{row['table']}.csv", "row": found}
        return {"printed": row["printed"], "value": row["value"], "source": row["source"], **where}

    def _places(self, row: dict) -> dict[int, str]:
        return self.places[(row["table"], *(row[cell] for cell in CELLS))]
