"""The tables to give away: a CSV for each, and one Excel workbook with a sheet a table and a codebook.

Nothing in them is a formula: text is written as text, and a CSV cell that a spreadsheet program would run is refused.
"""

import datetime as dt
from pathlib import Path

import pandas as pd
import xlsxwriter

from helpers import load, tidy
from helpers.export import BuildError

WORKBOOK = "final-orders-data.xlsx"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(folder: Path, edition: dt.date) -> None:
    """Write tables/NAME.csv and the workbook into a folder. `edition` is the date of the report, for the file's properties.

    Raises BuildError for a text that begins like a formula.
    """
    given = tidy.tables(load.data())
    given["codebook"] = tidy.codebook(given)
    (folder / "tables").mkdir(parents=True)
    for name, frame in given.items():
        _refuse_formulas(name, frame)
        frame.to_csv(folder / "tables" / f"{name}.csv", index=False, lineterminator="\n", date_format="%Y-%m-%d")
    _workbook(folder / WORKBOOK, given, edition)


def _refuse_formulas(name: str, frame: pd.DataFrame) -> None:
    for column in frame.select_dtypes(include=["object", "string"]):
        for value in frame[column].dropna():
            if isinstance(value, str) and value.startswith(FORMULA):
                raise BuildError(
                    f'Table {name}, column {column}: "{value}" begins like a formula; put a word before it.'
                )


def _workbook(file: Path, given: dict[str, pd.DataFrame], edition: dt.date) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties(
            {"title": "Final orders on ICE's non-detained docket", "created": dt.datetime(*edition.timetuple()[:3])}
        )
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name in ["codebook", *(name for name in given if name != "codebook")]:
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 1)
            sheet.write_row(0, 0, given[name].columns, bold)
            for column, label in enumerate(given[name].columns):
                sheet.set_column(column, column, min(60, max(10, given[name][label].astype(str).str.len().max() or 10)))
                for row, value in enumerate(given[name][label], start=1):
                    _cell(sheet, row, column, value, day)


def _cell(sheet, row: int, column: int, value, day) -> None:
    if pd.isna(value):
        return
    if isinstance(value, pd.Timestamp):
        sheet.write_datetime(row, column, value.to_pydatetime(), day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float) and abs(value) != float("inf"):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
