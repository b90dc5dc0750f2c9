"""Keys used twice, references to nothing and tables of final orders that cannot be right are reported."""

import re

import pytest

from helpers import contract
from tests import bad_data
from tests.bad_data import ORDERS, cell, change, only, problems, put, rows


@pytest.fixture
def folder(tmp_path):
    """A copy of some tables, to be broken."""
    return bad_data.copy(tmp_path)


@pytest.fixture
def readings(tmp_path):
    """The same, with the readings of further sources."""
    return bad_data.copy(tmp_path, bad_data.TABLES | {"readings"})


def test_a_blank_key_is_reported(folder):
    put(folder, ORDERS, 7, "citizenship", "")
    found = [p for p in problems(folder) if p.file == ORDERS]
    assert {p.row for p in found} == {7}
    assert "blank" in next(p for p in found if p.column == "citizenship").expected


def test_a_key_used_twice_is_reported_once_with_the_row_that_has_it(folder):
    change(folder, ORDERS, lambda lines: lines.insert(9, list(lines[4])))
    problem = only(folder)
    assert (problem.row, problem.column, problem.value) == (10, "citizenship", cell(folder, ORDERS, 5, "citizenship"))
    assert "row 5 has the same" in problem.expected


def test_a_value_that_must_be_unique_is_reported(folder):
    put(folder, "places.csv", 9, "name", cell(folder, "places.csv", 4, "name"))
    assert "an earlier row has it" in only(folder).expected


def test_an_unknown_source_is_reported_with_the_nearest_keys(folder):
    put(folder, ORDERS, 3, "source", "ice-respons-2024-11")
    problem = only(folder)
    assert (problem.column, problem.value) == ("source", "ice-respons-2024-11")
    assert "the nearest there: ice-response-2024-11" in problem.expected


def test_an_unknown_source_of_a_reading_and_one_in_a_note_are_reported(readings):
    put(readings, ORDERS, 4, "note", "as in [as-com], not in [no-such-key-2]")
    put(readings, "readings.csv", 3, "source", "no-such-key")
    put(readings, "sources.csv", 4, "limits", "copied from [no-such-key-3]")
    assert {(p.file, p.row, p.column, p.value) for p in problems(readings)} == {
        ("readings.csv", 3, "source", "no-such-key"),
        (ORDERS, 4, "note", "no-such-key-2"),
        ("sources.csv", 4, "limits", "no-such-key-3"),
    }


def test_a_reading_for_a_date_or_place_without_a_row_is_reported(readings):
    put(readings, "readings.csv", 2, "as_of", "2023-01-01")
    put(readings, "readings.csv", 4, "citizenship", "Spain")
    assert [(p.row, p.column) for p in problems(readings)] == [(2, "as_of"), (4, "citizenship")]


@pytest.mark.parametrize(
    ("name", "near"),
    [("Turkye", "Turkey"), ("Columbia", "Colombia"), ("mexico", "Mexico"), ("Dominican Rep", "Dominican Republic")],
)
def test_an_unknown_country_is_reported_with_the_nearest_names(folder, name, near):
    put(folder, ORDERS, 3, "citizenship", name)
    found = [p for p in problems(folder) if p.value == name]
    assert near in found[0].expected.partition("nearest there: ")[2].split(", ")
    assert "names.csv" in found[0].expected


def test_a_name_like_no_other_gets_no_suggestion(folder):
    put(folder, ORDERS, 3, "citizenship", "Qqqqqqqq")
    (problem,) = [p for p in problems(folder) if p.value == "Qqqqqqqq"]
    assert problem.expected == "not in names.csv, column spelling; nothing there is like it"


def test_two_spellings_of_one_place_in_one_table_are_reported(folder):
    row = next(n for n, line in enumerate(rows(folder, ORDERS), 1) if line[0] == "Burma")
    change(folder, ORDERS, lambda lines: lines.append(["Myanmar", "1", *lines[4][2:4], ""]))
    problem = only(folder)
    assert problem.value == "Myanmar"
    assert f"row {row} is the same place (MMR)" in problem.expected


def test_a_table_without_its_total_is_reported(folder):
    change(folder, ORDERS, lambda lines: lines.remove(next(line for line in lines if line[0] == "Total")))
    assert "no row Total" in only(folder).expected


def test_a_table_with_two_totals_is_reported(folder):
    change(folder, ORDERS, lambda lines: lines.append(["TOTAL", *lines[-1][1:]]))
    assert "the same place (TOTAL)" in only(folder).expected


def test_rows_that_add_to_more_than_the_total_are_reported(folder):
    put(folder, ORDERS, 2, "printed", "1,445,549")
    problem = only(folder)
    assert problem.row
    assert cell(folder, ORDERS, problem.row, "citizenship") == "Total"
    assert (problem.column, problem.value) == ("printed", "1,445,549")
    assert "which is more than this total" in problem.expected


def test_a_table_of_final_orders_is_named_by_its_day(folder):
    described = contract.contract(folder)
    described["resources"][0]["name"] = "final-orders-november"
    bad_data.write_contract(folder, described)
    found = [p for p in problems(folder) if p.file == contract.CONTRACT]
    assert ["final-orders-2024-11-24" in p.expected for p in found] == [True]


def test_no_choice_by_hand_is_accepted_and_one_that_fits_no_figure_is_reported(folder):
    assert not problems(folder)
    choice = ["docket", "FY2024", "non_detained_docket", "", "ice-annual-report-fy2024", "7,654,321", "a reason"]
    change(folder, "choices.csv", lambda lines: lines.append(choice))
    assert re.sub(r"row \d+", "row N", only(folder).expected) == (
        'no such figure to choose: docket.csv, row N, prints "7,684,705"; docket.csv, row N, prints '
        '"more than 7.6 million"; correct the one that is mistyped'
    )
    change(folder, "choices.csv", lambda lines: lines[1].__setitem__(4, "vozdeladiaspora"))
    assert only(folder).expected == "docket.csv has no such figure to choose"
    change(folder, "choices.csv", lambda lines: lines[1].__setitem__(0, "dockets"))
    assert "expected one of" in only(folder).expected
