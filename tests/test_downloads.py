"""The tables given away: numbers that compute, described in a codebook, in a package that others' programs can read."""

import openpyxl
import pandas as pd
import pytest
from frictionless import Package

from helpers import columns
from helpers.export import BuildError, downloads
from helpers.paths import BUILD, DATA

pytestmark = pytest.mark.slow  # needs what make report has made
GIVEN = BUILD / "data"
TABLES = GIVEN / "tables"


@pytest.fixture(scope="module")
def orders(data):
    """The newest table of final orders, as anyone would read it."""
    return pd.read_csv(TABLES / f"final-orders-{data.as_of}.csv")


def test_the_package_is_valid_and_has_every_table():
    report = Package(str(GIVEN / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "note"])
    every = {file.name.replace("_", "-") for file in DATA.glob("*.csv")}
    assert every == {file.name.replace("_", "-") for file in TABLES.iterdir()}
    assert {task.place for task in report.tasks} == {f"tables/{file.name}" for file in TABLES.iterdir()}


def test_nationalities_remainder_and_total_are_told_apart_and_add_up(orders, data):
    people = orders.groupby("row")["people"].sum()
    assert people["nationality"] + people["remainder"] == people["total"] == data.total(data.as_of)
    assert orders.loc[orders["row"] == "nationality", "code"].is_unique


def test_a_number_is_a_number_and_a_bound_says_so():
    figures = pd.read_csv(TABLES / "docket.csv")
    assert figures["value"].dtype.kind == "f"
    bounds = figures[figures["printed"].str.startswith("more than")]
    assert set(bounds["precision"]) == {"lower bound"}
    none = figures["printed"].isin(["not published", "not found"])
    assert figures.loc[none, "value"].isna().all()
    assert ".0," not in (TABLES / "docket.csv").read_text(encoding="utf-8")


def test_the_codebook_has_each_column_and_each_measure():
    book = pd.read_csv(GIVEN / "codebook.csv")
    for file in TABLES.iterdir():
        assert list(book.loc[book["table"] == file.stem, "column"]) == list(pd.read_csv(file, nrows=0).columns)
    assert book[["title", "description"]].notna().all(axis=None)
    measures = pd.read_csv(TABLES / "measures.csv").set_index(["table", "measure"])
    assert measures["description"].notna().all()
    assert "convicted criminal" in measures.loc[("docket", "all_with_final_order"), "parts"]


def test_a_column_that_nobody_describes_is_refused(data):
    with pytest.raises(BuildError, match=r'columns.csv has no column "nameless", which the table docket gives away'):
        downloads.codebook(data, {"docket": pd.DataFrame({"nameless": [1]})})


def test_the_workbook_filters_and_counts(orders, data):
    book = openpyxl.load_workbook(GIVEN / downloads.WORKBOOK)
    assert book.sheetnames[0] == "codebook"
    sheet = book[f"final-orders-{data.as_of}"[:31]]
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
    head = [cell.value for cell in sheet[1]]
    people = [sheet.cell(row, head.index("people") + 1).value for row in range(2, sheet.max_row + 1)]
    assert people == list(orders["people"])
    assert "#,##0" in {sheet.column_dimensions[sheet.cell(1, head.index("people") + 1).column_letter].number_format}
    cells = [cell for name in book.sheetnames for row in book[name].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_numbers_of_a_figure_are_written_unrounded():
    frame = pd.DataFrame({"name": [columns.Link("Cuba", "#"), "Peru"], "people": [42000.0, None], "share": [1 / 3, 1]})
    assert columns.as_csv(frame) == f"name,people,share\nCuba,42000,{1 / 3}\nPeru,,1\n"
