"""A row that names a figure, a category or a phrase which is not there is refused with its file, row and column."""

import pytest

from helpers import article, docket, methods, nationality, obstacles
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
