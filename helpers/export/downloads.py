"""The tables to give away: a CSV each, a codebook, a contract that describes them, and one workbook that holds all.

A figure stands twice: `printed`, as its source prints it, and `value`, the number. Nothing in them is a formula: text is
written as text, and `load` has refused a cell that a spreadsheet program would run.
"""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import article, clean, columns, load, nationality
from helpers.checks import contract
from helpers.export import BuildError
from helpers.figures import SERIES, SNAPSHOT, Data
from helpers.paths import DATA

WORKBOOK = "final-orders-data.xlsx"
TYPED = ["value", "precision", "start", "end", "is_used", "by_hand"]
FIRST = ["row", "code", "name", "people", "share", "rank", "evidence", "status", "removals", "ratio", "region"]
REST = [("remainder", "NOT-ITEMISED", "Not itemised in the sources read"), ("total", "ALL", "All people with a final order")]  # fmt: skip
YEAR = "FY2024"  # of the removals beside the final orders
OF_ORDERS = {  # what is another thing in a table of final orders as it is given away than elsewhere
    "code": "ISO 3166-1 alpha-3 code of the country, or the report's own code for a former state or another group; NOT-ITEMISED in the row of the remainder, ALL in that of the total",
    "share": "The row's part of all people with a final order",
    "removals": f"Removals that ICE counted in {YEAR}; the table removals-by-citizenship has their sources",
    "status": "Whether ICE called the country uncooperative or at risk of non-compliance; the table cooperation has the sources",
    "ratio": f"People with a final order for each ICE removal of {YEAR}",
}  # fmt: skip
ROWS = "A row a nationality that was found, then everyone whom none of them counts (remainder) and the total that the source prints: all rows but the last add to it."
TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean", "M": "date"}


def write(folder: Path, edition: dt.date) -> None:
    """Write tables/NAME.csv, codebook.csv, datapackage.json and the workbook into a folder. edition: the report's date."""
    data = load.data()
    given = tables(data)
    book = codebook(data, given)
    (folder / "tables").mkdir(parents=True)
    for name, frame in given.items():
        (folder / "tables" / f"{name}.csv").write_text(columns.as_csv(frame), encoding="utf-8")
    (folder / "codebook.csv").write_text(columns.as_csv(book), encoding="utf-8")
    described = json.dumps(package(book), indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(f"{described}\n", encoding="utf-8")
    _workbook(folder / WORKBOOK, {"codebook": book, **given}, edition)


def tables(data: Data) -> dict[str, pd.DataFrame]:
    """The tables to give away, by name; final orders with the rest and the total as rows that say so."""
    given = {f"{SNAPSHOT}{day}": _final_orders(data, day) for day in data.snapshots}
    given |= {"claims": article.judged(data), "measures": _measures(data)}
    figures = {name: data.figures[data.figures["table"] == name] for name in SERIES if name in data.raw}
    figures["removals-by-citizenship"] = data.removals_by_citizenship.rename(columns={"date": "fiscal_year"})
    figures["docket-by-citizenship"] = data.docket_by_citizenship
    for name, rows in figures.items():
        rows = rows.rename(columns={"used": "is_used", "override": "by_hand"})
        given[name] = rows[[*data.raw[name].columns, *rows.columns.intersection(["code", "name"]), *TYPED]]
    for name, rows in data.raw.items():
        if name not in given:
            given[name] = rows
            if "printed" in rows:
                given[name] = rows.assign(value=[clean.figure(printed).value for printed in rows["printed"]])
    return {name: _typed(name, frame) for name, frame in given.items()}


def codebook(data: Data, given: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """A row a column of each table: table, column, type (text, integer, number, boolean or date), title and description.

    Measures, which are values of a column, have a table of their own. Raises BuildError for a column that neither the
    contract nor columns.csv describes.
    """
    rows, described = [], data.columns.to_dict("index")
    of_places = {column: _fields("places")[column] for column in ("code", "name", "kind")}
    for name, frame in given.items():
        known = described | of_places | _fields(name)
        for column in frame.columns:
            if column not in known:
                raise BuildError(f'columns.csv has no column "{column}", which the table {name} gives away.')
            title = known[column].get("title") or column.replace("_", " ").capitalize()
            described_here = OF_ORDERS.get(column) if name.startswith(SNAPSHOT) else None
            rows.append((name, column, kind(frame[column]), title, described_here or known[column]["description"]))
    return pd.DataFrame(rows, columns=["table", "column", "type", "title", "description"])


def package(book: pd.DataFrame) -> dict[str, Any]:
    """The description of the tables given away, from their codebook, as a tabular data package."""
    resources, described = [], {resource["name"]: resource for resource in _contract()["resources"]}
    book = book.rename(columns={"column": "name"}).replace({"type": {"text": "string"}})
    for name, rows in book.groupby("table", sort=False):
        form = {"profile": "tabular-data-resource", "path": f"tables/{name}.csv", "encoding": "utf-8"}
        words = {key: described[name][key] for key in ("title", "description")}
        if name.startswith(SNAPSHOT):
            words["description"] = f"{words['title']}. {ROWS}"
        schema = {"fields": rows.drop(columns="table").to_dict("records"), "missingValues": [""]}
        resources.append({"name": name, **form, **words, "schema": schema})
    return {**_contract(), "resources": resources}


def kind(column: pd.Series) -> str:
    """What a column holds: text, integer, number, boolean or date."""
    values = column.dropna()
    if column.dtype == object and not values.empty and all(isinstance(value, int | float) for value in values):
        return "number"
    return TYPES.get(column.dtype.kind, "text")


@cache
def _contract() -> dict[str, Any]:
    """The contract of `data/`, which `load` has checked."""
    return json.loads((DATA / contract.CONTRACT).read_text(encoding="utf-8-sig"))


def _fields(name: str) -> dict[str, dict[str, Any]]:
    """What it says of each column of a table, by name."""
    (schema,) = (resource["schema"] for resource in _contract()["resources"] if resource["name"] == name)
    return {field["name"]: field for field in schema["fields"]}


def _final_orders(data: Data, day: str) -> pd.DataFrame:
    rows = nationality.everything(data, day, YEAR).assign(row="nationality")
    rows = rows.drop(columns=["citizenship", "printed", "longitude", "latitude"], errors="ignore")
    total = data.total(day)
    ends = pd.DataFrame(REST, columns=["row", "code", "name"])
    ends = ends.assign(people=[nationality.not_itemised(data, day), total], source=data.table_source(day))
    whole = pd.concat([rows, ends.assign(share=ends["people"] / total)], ignore_index=True)
    return whole[[*FIRST, *whole.columns.difference(FIRST, sort=False)]]


def _measures(data: Data) -> pd.DataFrame:
    """The measures with the parts that occur in their figures, with semicolons between them."""
    found = data.figures[data.figures["category"] != ""].groupby(["table", "measure"])["category"]
    parts = found.agg(lambda names: "; ".join(dict.fromkeys(names))).rename("parts").reset_index()
    return data.raw["measures"].merge(parts, "left", on=["table", "measure"]).fillna({"parts": ""})


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The table with what the contract calls a number as a number."""
    numbers = [column for column, field in _fields(name).items() if field["type"] in ("integer", "number")]
    return columns.computable(frame.assign(**{column: pd.to_numeric(frame[column]) for column in numbers}))


def _workbook(file: Path, given: dict[str, pd.DataFrame], edition: dt.date) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    form = {"date_format": "yyyy-mm-dd", "datetime_format": "yyyy-mm-dd"}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}, **form) as book:
        created = dt.datetime.combine(edition, dt.time())
        book.book.set_properties({"title": "Final orders on ICE's non-detained docket", "created": created})
        whole, part = (book.book.add_format({"num_format": form}) for form in ("#,##0", "#,##0.0###"))
        for name, frame in given.items():
            frame.to_excel(book, sheet_name=name[:31], index=False, freeze_panes=(1, 1))
            sheet = book.sheets[name[:31]]
            sheet.autofilter(0, 0, max(1, len(frame)), len(frame.columns) - 1)
            for place, column in enumerate(frame.columns):
                if kind(frame[column]) in ("integer", "number"):
                    sheet.set_column(place, place, cell_format=whole)
                    for line, value in enumerate(frame[column], 1):
                        if isinstance(value, float):
                            sheet.write_number(line, place, value, part)
            sheet.autofit(max_width=400)  # pixels
