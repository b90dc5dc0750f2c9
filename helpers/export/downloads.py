"""The tables to give away: a CSV each with a contract that describes them, and one workbook with a codebook.

A figure stands twice: `printed`, as its source prints it, and `value`, the number. Nothing in them is a formula: text is
written as text, and a cell that a spreadsheet program would run is refused.
"""

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd

from helpers import article, load, nationality
from helpers.export import BuildError
from helpers.figures import SERIES, SNAPSHOT, Data
from helpers.paths import DATA

WORKBOOK = "final-orders-data.xlsx"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TYPED = ["value", "precision", "start", "end", "used", "hand"]
REST = [("NOT-ITEMISED", "Not itemised in the sources read"), ("ALL", "All people with a final order")]


def write(folder: Path, edition: dt.date) -> None:
    """Write tables/NAME.csv, datapackage.json and the workbook into a folder. `edition`: the date of the report.

    Raises BuildError for a text that begins like a formula.
    """
    data = load.data()
    given = tables(data)
    (folder / "tables").mkdir(parents=True)
    for name, frame in given.items():
        _refuse_formulas(name, frame)
        frame.to_csv(folder / "tables" / f"{name}.csv", index=False, lineterminator="\n", date_format="%Y-%m-%d")
    shutil.copyfile(DATA / "datapackage.json", folder / "datapackage.json")
    _workbook(folder / WORKBOOK, given, edition)


def tables(data: Data) -> dict[str, pd.DataFrame]:
    """The tables to give away, by name; final orders with the rest and the total as rows whose kind says so."""
    given = {f"{SNAPSHOT}{day}": _final_orders(data, day) for day in data.snapshots}
    given["claims"] = article.judged(data)
    for name in (name for name in SERIES if name in data.raw):
        given[name] = data.figures.loc[data.figures["table"] == name, [*data.raw[name].columns, *TYPED]]
    removals = data.removals_by_citizenship.rename(columns={"date": "fiscal_year"})
    for name, rows in (("removals-by-citizenship", removals), ("docket-by-citizenship", data.docket_by_citizenship)):
        given[name] = rows[[*data.raw[name].columns, "code", "name", *TYPED]]
    return given | {name: rows for name, rows in data.raw.items() if name not in given}


def _final_orders(data: Data, day: str) -> pd.DataFrame:
    rows = nationality.everything(data, day).drop(
        columns=["citizenship", "printed", "longitude", "latitude"], errors="ignore"
    )
    total = data.total(day)
    rest = nationality.not_itemised(data, day)
    ends = pd.DataFrame(REST, columns=["code", "name"]).assign(people=[rest, total], kind=["remainder", "total"])
    ends = ends.assign(share=ends["people"] / total, source=data.table_source(day))
    return pd.concat([rows, ends], ignore_index=True)


def _refuse_formulas(name: str, frame: pd.DataFrame) -> None:
    for column in frame.select_dtypes(include=["object", "string"]):
        for value in frame[column].dropna():
            if isinstance(value, str) and value.startswith(FORMULA):
                raise BuildError(
                    f'The table {name}, column {column}, holds "{value}", which a spreadsheet would take for a formula.'
                )


def _workbook(file: Path, given: dict[str, pd.DataFrame], edition: dt.date) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        created = dt.datetime.combine(edition, dt.time())
        book.book.set_properties({"title": "Final orders on ICE's non-detained docket", "created": created})
        whole, part = (book.book.add_format({"num_format": form}) for form in ("#,##0", "0.0000"))
        for name, frame in given.items():
            frame.to_excel(book, sheet_name=name[:31], index=False, freeze_panes=(1, 1))
            sheet = book.sheets[name[:31]]
            sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
            for place, column in enumerate(frame.columns):
                wide = min(60, max(10, frame[column].astype(str).str.len().max()))
                values = frame[column]
                number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
                form = None if not number else whole if (values.dropna() % 1 == 0).all() else part
                sheet.set_column(place, place, wide, form)
