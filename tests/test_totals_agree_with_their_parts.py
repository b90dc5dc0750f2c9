"""Printed totals agree with their parts, or the difference is explained."""

import pandas as pd
import pytest

from helpers.checks import run, series
from helpers.figures import ARTICLE_TABLE, SNAPSHOT
from tests.changed_data import changed, with_table, without


@pytest.fixture(scope="module")
def table(data):
    """All checks, by what they check."""
    return run.table(data).set_index("what")


def test_a_difference_that_stays_is_explained(table):
    apart = table[table["difference"].abs() > 1e-6]
    assert len(apart) >= 20
    assert set(apart[apart["explanation"] == ""]["unit"]) <= {"percent"}


def test_the_row_not_itemised_is_the_total_less_the_rows_found(data, table):
    difference = table.loc[f"Final orders by nationality, {ARTICLE_TABLE}", "difference"]
    assert -difference == data.total(ARTICLE_TABLE) - data.final_orders(ARTICLE_TABLE)["people"].sum() > 0


def test_rows_that_add_to_less_than_their_total_are_refused_unless_its_note_says_that_they_do(data):
    name, total, less = SNAPSHOT + ARTICLE_TABLE, {"citizenship": "Total"}, "the rows found add to less"
    people = data.final_orders(ARTICLE_TABLE)["people"].sum()
    assert less in data.total_row(ARTICLE_TABLE)["note"]
    (found,) = run.problems(changed(data, name, total, note=""))
    assert (found.column, found.expected.partition(";")[0]) == (
        "note", f"the other rows add to {data.total(ARTICLE_TABLE) - people:,} less than the total"
    )  # fmt: skip
    whole = changed(data, name, total, printed=f"{people:,}")
    assert [said.value for said in run.problems(whole) if "take this out" in said.expected] == [
        data.total_row(ARTICLE_TABLE)["note"]
    ]
    assert not [said for said in run.problems(changed(whole, name, total, note="")) if said.column == "note"]


def test_a_group_whose_row_was_taken_out_is_compared_with_its_total_as_a_part(data):
    rows = run.table(without(data, SNAPSHOT + ARTICLE_TABLE, citizenship="Jamaica")).set_index("what")
    caribbean = rows.loc["Caribbean, 19 rows"]
    assert caribbean["rule"] == "part"
    assert caribbean["explanation"] == "No row was found for Jamaica: together they would hold the difference."


def test_a_bound_of_another_scope_is_no_round_figure_of_the_same(data):
    where = {"measure": "removals", "date": "FY2025", "scope": "not locked"}
    bound = changed(data, "removals", where, printed="more than 440,000")
    assert "Removals, FY2025, in round numbers" not in {check.what for check in series.checks(bound)}


@pytest.mark.parametrize("of", ["whole", "part"])
def test_what_is_counted_otherwise_is_said_of_the_figure_that_is(data, of):
    where = {
        "date": "FY2024",
        "measure": "removals_by_priority" if of == "part" else "removals",
        "printed": "89,495" if of == "part" else "271,484",
    }
    other = changed(data, "removals", where, scope="through July")
    [check] = [check for check in series.checks(other) if check.what == "Removals by the priorities of 2021, FY2024"]
    said = {
        "whole": "The printed figure is counted through July; not all of its parts are.",
        "part": "A part is counted through July; the printed figure is not.",
    }
    assert (check.rule, check.explanation) == ("known", said[of])


def test_every_sum_is_checked_on_each_of_its_dates_and_once_at_least(data, table):
    for rule in data.raw["sums"].to_dict("records"):
        assert {f"{rule['what']}, {date}" for date in rule["dates"].split("; ") if date} <= set(table.index)
        assert table.index.str.startswith(rule["what"]).any()


@pytest.mark.parametrize(
    ("rule", "column", "cell", "expected"),
    [
        ("equal", "parts", "detained_by_criminality: convict", "no figure of detained_by_criminality, convict"),
        ("equal", "whole", "detaind", "no figure of detaind"),
        ("equal", "unless", "detaind", "no figure of detaind"),
        ("equal", "dates", "FY2024; FY2915", "no figure of FY2915"),
        ("rate", "parts", "removals", "expected the part and the whole"),
    ],
)
def test_what_a_sum_names_and_nothing_has_is_reported_at_its_cell(data, rule, column, cell, expected):
    sums = data.raw["sums"]
    place = sums.index[sums["rule"] == rule][0]
    (problem,) = run.problems(changed(data, "sums", {"what": sums.loc[place, "what"]}, **{column: cell}))
    assert (problem.file, problem.row, problem.column) == ("sums.csv", place + 2, column)
    assert problem.expected.startswith(expected)


def test_a_new_year_with_whole_and_parts_is_checked_without_a_change_of_code(data):
    rows = data.raw["docket"]
    new = rows[rows["measure"].str.startswith("non_detained_") & (rows["date"] == "FY2024")]
    new = new[new["locator"].str.startswith("Figure")].assign(date="FY2025")
    grown = with_table(data, "docket", pd.concat([rows, new], ignore_index=True))
    assert "Non-detained docket, with and without a final order, FY2025" in set(run.table(grown)["what"])


def test_a_part_that_gives_no_number_is_said_to_be_in_the_difference(data):
    where = {"measure": "non_detained_docket", "date": "FY2024", "citizenship": "Ecuador"}
    sums = run.table(changed(data, "docket-by-citizenship", where, printed="more than 310,000"))
    (why,) = sums.loc[sums["what"] == "Non-detained docket by citizenship, FY2024", "explanation"]
    assert "the rows that give no number" in why
