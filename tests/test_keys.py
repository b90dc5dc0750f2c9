"""Keys used twice, references to nothing, groups with other members, and tables of final orders that cannot be right are reported."""

import re

import pytest

from helpers.checks import contract
from tests import bad_data
from tests.bad_data import ORDERS, add, change, only, problems, put, row_of, rows


def test_a_key_that_is_blank_or_used_twice_is_reported_with_the_row_that_has_it(folder):
    places, docket = rows(folder, "places.csv"), rows(folder, "docket.csv")
    change(folder, "docket.csv", lambda lines: lines.insert(9, docket[4]))
    put(folder, "places.csv", 9, "name", places[3][1])
    put(folder, "sources.csv", 9, "key", "")
    put(folder, "sources.csv", 3, "short", rows(folder, "sources.csv")[1][1])
    found = {(p.file, p.row, p.column): p for p in problems(folder)}
    twice = found["docket.csv", 10, "date + measure + category + source + printed"]
    assert twice.value == " + ".join(docket[4][n] for n in (0, 1, 2, 6, 3))
    assert twice.expected == f"row 5 has the same {twice.column}; expected one row for each"
    assert "row 4 has the same name" in found["places.csv", 9, "name"].expected
    assert "blank" in found["sources.csv", 9, "key"].expected
    assert "row 2 has the same short" in found["sources.csv", 3, "short"].expected


def test_what_is_referred_to_and_not_there_is_reported_with_the_nearest(folder):
    put(folder, ORDERS, 3, "source", "ice-respons-2024-11")
    put(folder, ORDERS, 4, "note", "as in [as-com], not in [no-such-key-2]")
    put(folder, "readings.csv", 3, "source", "no-such-key")
    put(folder, "sources.csv", 4, "limits", "copied from [no-such-key-3]")
    found = {(p.file, p.row, p.column, p.value): p.expected for p in problems(folder)}
    assert set(found) == {
        (ORDERS, 3, "source", "ice-respons-2024-11"),
        (ORDERS, 4, "note", "no-such-key-2"),
        ("readings.csv", 3, "source", "no-such-key"),
        ("sources.csv", 4, "limits", "no-such-key-3"),
    }
    assert "the nearest there: ice-response-2024-11" in found[ORDERS, 3, "source", "ice-respons-2024-11"]


def test_an_unknown_country_is_reported_with_the_nearest_names(folder):
    wrong = {"Turkye": "Turkey", "Columbia": "Colombia", "MEXICO": "Mexico", "Federal Republic of Nigeria": "Nigeria"}
    for row, name in enumerate([*wrong, "Qqqqqqqq"], 2):
        put(folder, ORDERS, row, "citizenship", name)
    said = {p.value: p.expected for p in problems(folder) if p.file == ORDERS and "names.csv" in p.expected}
    for name, near in wrong.items():
        assert near in said[name].partition("nearest there: ")[2].split(", ")
    assert said["Qqqqqqqq"] == "not in names.csv, column spelling; nothing there is like it"


@pytest.mark.parametrize(
    ("file", "column", "usual", "mistyped"),
    [
        ("workbooks.csv", "category", "order of supervision", "order of supervison"),
        ("workbooks.csv", "category", "removed", "Removed"),
        ("custody.csv", "category", "no final order", "no final ordre"),
        ("courts.csv", "scope", "TRAC count", "TRAC cuont"),
    ],
)
def test_a_category_or_scope_that_is_almost_another_is_named_with_it(folder, file, column, usual, mistyped):
    bad_data.copy(folder, bad_data.TABLES | {file.removesuffix(".csv"), "measures"})
    head, *cells = rows(folder, file)
    with_it = [n for n, row in enumerate(cells, 2) if row[head.index(column)] == usual]
    put(folder, file, with_it[0], column, mistyped)
    (found,) = [problem for problem in problems(folder) if problem.file == file]
    assert (found.row, found.column, found.value) == (with_it[0], column, mistyped)
    assert found.expected == f"expected {usual}, as in row {with_it[1]}, if it is the same {column}"


def test_a_category_is_spelled_as_in_the_rows_before_it_and_a_country_as_in_names(folder):
    def row(file: str, *first: str) -> int:
        return next(n for n, cells in enumerate(rows(folder, file), 1) if cells[: len(first)] == list(first))

    bad_data.copy(folder, bad_data.TABLES | {"since", "custody", "measures"})
    flight, booked = (
        row("since.csv", "2025-05", "deportees_on_one_flight", "Vietnam"),
        row("custody.csv", "FY2020", "book_ins", "final order"),
    )
    put(folder, "since.csv", flight, "category", "Vietnan")
    put(folder, "custody.csv", booked, "category", "Final order")
    found = {(p.file, p.row, p.column): p.expected for p in problems(folder)}
    assert (
        found["since.csv", flight, "category"]
        == "not in names.csv, column spelling; the nearest there: Vietnam, Viet Nam"
    )
    assert found["custody.csv", booked, "category"].startswith("expected final order, as in row ")


def test_a_table_of_final_orders_has_one_row_a_place_and_one_total(folder):
    row = row_of(folder, ORDERS, "Burma")
    add(folder, ORDERS, "Myanmar", "1", *rows(folder, ORDERS)[4][2:4], "")
    assert f"row {row} is the same place (MMR)" in only(folder).expected
    bad_data.copy(folder)
    add(folder, ORDERS, "TOTAL", *rows(folder, ORDERS)[-1][1:])
    assert "the same place (TOTAL)" in only(folder).expected
    bad_data.copy(folder)
    total = row_of(folder, ORDERS, "Total")
    change(folder, ORDERS, lambda lines: lines.pop(total - 1))
    assert "no row Total" in only(folder).expected


def test_a_row_that_was_lost_is_missed_though_no_sum_needs_it(folder):
    """The rest, not itemised, would hold its people."""
    row = row_of(folder, ORDERS, "Serbia")
    change(folder, ORDERS, lambda lines: lines.pop(row - 1))
    assert (only(folder).file, only(folder).row) == (ORDERS, None)
    assert '194 rows below the header, and datapackage.json gives 195 as "rows"' in only(folder).expected
    described = contract.contract(folder)
    del described["resources"][0]["rows"]
    bad_data.write_contract(folder, described)
    assert 'gives no number as "rows" of this table; write it there' in only(folder).expected


def test_a_choice_by_hand_that_fits_no_figure_is_reported(folder):
    assert not problems(folder)
    choice = ["docket", "FY2024", "non_detained_docket", "", "ice-annual-report-fy2024", "7,654,321", "a reason"]
    add(folder, "choices.csv", *choice)
    assert (only(folder).row, only(folder).column, only(folder).value) == (2, "printed", "7,654,321")
    assert re.search(r'such figure to choose: docket.csv, row \d+, prints "7,684,705"', only(folder).expected)
    row = re.search(r"row (\d+)", only(folder).expected)[1]
    put(folder, "docket.csv", int(row), "printed", "7684705")
    assert (only(folder).file, only(folder).value) == ("docket.csv", "7684705")  # told once, where it is mistyped
    put(folder, "docket.csv", int(row), "printed", "7,684,705")
    put(folder, "choices.csv", 2, "source", "vozdeladiaspora")
    assert only(folder).expected == "docket.csv has no such figure to choose"
    put(folder, "choices.csv", 2, "table", "dockets")
    assert "expected one of" in only(folder).expected


def test_a_group_has_the_members_that_its_total_counts_and_one_that_was_renamed_in_one_place_is_reported(tmp_path):
    folder = bad_data.copy(tmp_path, bad_data.TABLES | {"groups", "published-totals"})
    assert not problems(folder)
    row = row_of(folder, "groups.csv", "Caribbean")
    change(folder, "groups.csv", lambda lines: lines.pop(row - 1))
    totals = row_of(folder, "published_totals.csv", "Caribbean")
    assert (only(folder).file, only(folder).row, only(folder).column) == ("published_totals.csv", totals, "members")
    put(folder, "groups.csv", row_of(folder, "groups.csv", "Arab states"), "group", "Arab State")
    found = problems(folder)
    assert {(p.file, p.column) for p in found} == {("groups.csv", "group"), ("published_totals.csv", "members")}
    assert any("the nearest there: Arab states" in p.expected for p in found)
