"""A row that names a figure, a category or a phrase which is not there is refused with its file, row and column."""

import re

import pytest

from helpers import article, docket, methods, nationality, obstacles
from helpers.checks import contract
from helpers.problems import DataError
from tests import bad_data
from tests.bad_data import only, put, refused, row_of
from tests.changed_data import changed

PAGE = (obstacles.one_page,)
CASES = {
    "an obstacle's measure": ("obstacles", {"id": "tps"}, {"measure": "nothing"}, PAGE, "measure"),
    "an obstacle's date": ("obstacles", {"id": "tps"}, {"date": "FY1999"}, PAGE, "measure"),
    "an obstacle's category": ("obstacles", {"id": "choice"}, {"category": "nobody"}, PAGE, "measure"),
    "an obstacle's list": ("obstacles", {"id": "refusal"}, {"category": "nobody"}, PAGE, "category"),
    "a step's measure": ("steps", {"step": "A judge decides it"}, {"measure": "nothing"}, (docket.path,), "measure"),
    "a memorandum's day": ("law", {"id": "discretion-2017"}, {"as_of": "early 2017"}, (obstacles.interior,), "as_of"),
    "a field's measure": ("claims", {"id": "c30"}, {"evidence": "{nothing@FY2024}"}, (article.judged,), "evidence"),
    "a field's nationality": ("claims", {"id": "c30"}, {"evidence": "{texts XYZ}"}, (article.judged,), "evidence"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_row_names_and_nothing_has_is_refused_at_that_row(data, case):
    table, where, cells, (function, *more), column = CASES[case]
    rows = data.raw[table]
    line = 2 + rows.index[(rows[list(where)] == list(where.values())).all(axis=1)][0]
    with pytest.raises(DataError) as refusal:
        function(changed(data, table, where, **cells), *more)
    (problem,) = refusal.value.problems
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", line, column)


@pytest.mark.parametrize("printed", ["about 190", "not published"])
def test_no_exact_count_of_the_countries_in_the_table_is_said(data, printed):
    odd = changed(data, "published-totals", {"group": nationality.COUNTRIES}, printed=printed)
    with pytest.raises(DataError, match=r"published_totals\.csv, column printed: no exact count"):
        nationality.missing_rows(odd)
    with pytest.raises(DataError, match="no figure for the check"):
        methods.compared(odd, f"{nationality.COUNTRIES}, as counted by three outlets")


DATED = {
    ("docket", "docket.csv", "FY2024", "2052-02-18"): r"2052-02-18 is after 20\d\d-.*, when this was read",
    ("events", "events.csv", "2025", "2082-02"): "2082-02 is after ",
    ("workbooks", "workbooks.csv", "2024-12-14", "2023-12-14"): "a sheet of FY2025; expected a date in that year",
    (
        "workbooks",
        "workbooks.csv",
        "2024-12-14",
        "2025-02-14",
    ): r"the workbook of 20\d\d-\d\d-\d\d; expected no date after",
}


@pytest.mark.parametrize("case", DATED, ids=lambda case: case[0])
def test_a_date_after_its_source_was_read_or_of_another_year_than_its_sheet_is_refused(tmp_path, case):
    name, file, date, wrong = case
    folder = bad_data.copy(tmp_path, bad_data.TABLES | {name})
    row = row_of(folder, file, date)
    put(folder, file, row, "date", wrong)
    assert (only(folder).row, only(folder).column, only(folder).value) == (row, "date", wrong)
    assert re.search(DATED[case], only(folder).expected)


@pytest.mark.parametrize("said", ["to 12 January 2026", "to 31 February 2026", "of 2026"])
def test_a_row_after_the_span_in_the_title_of_its_source_is_refused(data, tmp_path, said):
    folder = bad_data.copy(tmp_path, bad_data.TABLES | {"workbooks"})
    title, replaced = re.subn(r"to \d+ \w+ \d{4}$", said, data.sources["title"]["ice-workbooks"])
    assert replaced
    put(folder, "sources.csv", row_of(folder, "sources.csv", "ice-workbooks"), "title", title)
    found = [problem for problem in bad_data.problems(folder) if "give it the new span" in problem.expected]
    assert {(problem.file, problem.column) for problem in found} == (
        {("workbooks.csv", "date")} if "January" in said else set()
    )


def test_a_table_of_a_day_that_is_still_to_come_is_refused(tmp_path):
    folder = bad_data.copy(tmp_path)
    described = contract.contract(folder)
    described["resources"][0] |= {"name": "final-orders-2052-11-24", "path": "final_orders_2052-11-24.csv"}
    bad_data.write_contract(folder, described)
    (folder / bad_data.ORDERS).rename(folder / "final_orders_2052-11-24.csv")
    assert any("2052-11-24 is after 20" in problem.expected for problem in bad_data.problems(folder))


def test_a_format_that_no_number_takes_is_refused(tmp_path):
    folder = bad_data.copy(tmp_path, bad_data.TABLES | {"columns"})
    refused(folder, "columns.csv", "format", dict.fromkeys([",.q", "ZZ", "d", ".1", "%"], "a format spec of Python"))


def test_a_unit_in_which_a_measure_is_not_counted_is_refused(tmp_path):
    folder = bad_data.copy(tmp_path, bad_data.TABLES | {"measures"})
    put(folder, "docket.csv", row_of(folder, "docket.csv", "FY2024"), "unit", "percent")
    assert only(folder).column == "unit"
    assert only(folder).expected.startswith("measures.csv counts ")


def test_a_place_off_the_globe_is_refused(tmp_path):
    folder = bad_data.copy(tmp_path)
    refused(folder, "places.csv", "latitude", {"95": "", "-90.1": ""})
    bad_data.copy(folder)
    refused(folder, "places.csv", "longitude", {"181": "", "-200": ""})
