"""Keys used twice, references to nothing, groups with other members, and tables of final orders that cannot be right are reported."""

import re

import pytest

from tests import bad_data
from tests.bad_data import ORDERS, change, only, problems, put, row_of, rows

folder = bad_data.folder


def test_a_key_that_is_blank_or_used_twice_is_reported_with_the_row_that_has_it(folder):
    change(folder, "docket.csv", lambda lines: lines.insert(9, list(lines[4])))
    problem = only(folder)
    assert (problem.row, problem.value) == (10, " + ".join(rows(folder, "docket.csv")[4][n] for n in (0, 1, 2, 6, 3)))
    assert (
        problem.expected == "row 5 has the same date + measure + category + source + printed; expected one row for each"
    )
    bad_data.copy(folder)
    put(folder, "places.csv", 9, "name", rows(folder, "places.csv")[3][1])
    assert "row 4 has the same name" in only(folder).expected
    bad_data.copy(folder)
    put(folder, "sources.csv", 9, "key", "")
    assert any(
        (p.file, p.row, p.column) == ("sources.csv", 9, "key") and "blank" in p.expected for p in problems(folder)
    )


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


NAMES = {
    "Turkye": "Turkey",
    "Columbia": "Colombia",
    "MEXICO": "Mexico",
    "Dominican Rep": "Dominican Republic",
    "Mexıco": "Mexico",
}


def test_an_unknown_country_is_reported_with_the_nearest_names(folder):
    change(folder, ORDERS, lambda lines: lines.__delitem__(slice(6, -1)))
    for row, name in enumerate([*NAMES, "Qqqqqqqq"], 2):
        change(folder, ORDERS, lambda lines, row=row, name=name: lines.insert(row, [name, "1", *lines[1][2:]]))
    said = {p.value: p.expected for p in problems(folder) if p.file == ORDERS and "names.csv" in p.expected}
    for name, near in NAMES.items():
        assert near in said[name].partition("nearest there: ")[2].split(", ")
    assert said["Qqqqqqqq"] == "not in names.csv, column spelling; nothing there is like it"


def test_a_table_of_final_orders_has_one_row_a_place_and_one_total(folder):
    row = row_of(folder, ORDERS, "Burma")
    change(folder, ORDERS, lambda lines: lines.append(["Myanmar", "1", *lines[4][2:4], ""]))
    assert f"row {row} is the same place (MMR)" in only(folder).expected
    bad_data.copy(folder)
    change(folder, ORDERS, lambda lines: lines.append(["TOTAL", *lines[-1][1:]]))
    assert "the same place (TOTAL)" in only(folder).expected
    bad_data.copy(folder)
    total = row_of(folder, ORDERS, "Total")
    change(folder, ORDERS, lambda lines: lines.pop(total - 1))
    assert "no row Total" in only(folder).expected


def test_a_choice_by_hand_that_fits_no_figure_is_reported(folder):
    assert not problems(folder)
    choice = ["docket", "FY2024", "non_detained_docket", "", "ice-annual-report-fy2024", "7,654,321", "a reason"]
    change(folder, "choices.csv", lambda lines: lines.append(choice))
    assert (only(folder).row, only(folder).column, only(folder).value) == (2, "printed", "7,654,321")
    assert re.search(r'such figure to choose: docket.csv, row \d+, prints "7,684,705"', only(folder).expected)
    put(folder, "choices.csv", 2, "source", "vozdeladiaspora")
    assert only(folder).expected == "docket.csv has no such figure to choose"
    put(folder, "choices.csv", 2, "table", "dockets")
    assert "expected one of" in only(folder).expected


@pytest.fixture
def groups(tmp_path):
    """A copy of the groups of countries and the totals that are printed for them."""
    return bad_data.copy(tmp_path, bad_data.TABLES | {"groups", "published-totals"})


def test_a_group_has_the_members_that_its_total_counts(groups):
    assert not problems(groups)
    row = row_of(groups, "groups.csv", "Caribbean")
    change(groups, "groups.csv", lambda lines: lines.pop(row - 1))
    totals = row_of(groups, "published_totals.csv", "Caribbean")
    assert (only(groups).file, only(groups).row, only(groups).column) == ("published_totals.csv", totals, "members")


def test_a_group_that_was_renamed_in_one_place_is_reported(groups):
    change(
        groups,
        "groups.csv",
        lambda lines: [line.__setitem__(0, "Arab League") for line in lines if line[0] == "Arab states"],
    )
    found = problems(groups)
    assert {(p.file, p.column) for p in found} == {("groups.csv", "group"), ("published_totals.csv", "members")}
    assert any("the nearest there: Arab states" in p.expected for p in found)
