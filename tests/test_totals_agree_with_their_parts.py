"""Printed totals agree with their parts, or the difference is explained."""

import pandas as pd
import pytest

from helpers.checks import run
from helpers.figures import ARTICLE_TABLE
from tests.changed_data import changed, with_table


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


def test_published_subtotals_are_exact_where_the_source_lists_its_rows(table):
    assert table.loc[["Caribbean, 20 rows", "Arab states, 19 rows"], "difference"].tolist() == [0, 0]
    assert table[table.index.str.startswith("Africa")]["difference"].ne(0).all()


def test_counts_of_countries_are_in_countries_and_no_other_check_is(table):
    assert (table.index.str.contains("ountries") == (table["unit"] == "countries")).all()


def test_the_missing_members_of_the_european_union_are_named(data, table):
    (why,) = table[table.index.str.startswith("European Union")]["explanation"]
    members = data.raw["groups"].query("`group` == 'European Union'")["code"]
    absent = data.places.loc[members[~members.isin(data.final_orders(ARTICLE_TABLE)["code"])], "name"]
    assert len(absent) > 0
    assert all(name in why for name in absent)


def test_growth_as_printed_comes_from_rounded_figures(table):
    rounded = table.loc["Growth of the docket, FY2024, in percent, from ICE's rounded figures"]
    exact = table.loc["Growth of the docket, FY2024, in percent"]
    assert round(rounded["computed"], 1) == rounded["value"] != round(exact["computed"], 1)


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
