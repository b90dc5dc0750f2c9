"""Printed totals agree with their parts, or the difference is explained."""

import pandas as pd

from helpers import reconcile
from helpers.checks import sums
from helpers.checks.published import PUBLISHED
from tests.changed_data import with_table


def test_every_total_agrees_with_its_parts_or_the_difference_is_explained(data):
    assert reconcile.problems(data) == []
    table = reconcile.table(data)
    apart = table[table["difference"].abs() > 1e-6]
    assert set(apart[apart["explanation"] == ""]["unit"]) <= {"percent"}
    assert (apart["explanation"] != "").sum() >= 20


def test_the_row_not_itemised_is_the_total_less_the_rows_found(data):
    table = reconcile.table(data).set_index("what")
    row = table.loc[f"Final orders by nationality, {PUBLISHED}"]
    orders = data.final_orders(PUBLISHED)["persons"]
    assert -row["difference"] == data.total(PUBLISHED) - orders.sum() > 0


def test_published_subtotals_are_exact_where_the_source_lists_its_rows(data):
    table = reconcile.table(data)
    for group in ("Caribbean, 20 rows", "Arab states, 19 rows"):
        assert table[table["what"] == group]["difference"].tolist() == [0]
    assert table[table["what"].str.startswith("Africa")]["difference"].ne(0).all()


def test_counts_of_countries_are_in_countries_and_no_other_check_is(data):
    table = reconcile.table(data)
    assert (table["what"].str.contains("ountries") == (table["unit"] == "countries")).all()


def test_the_missing_members_of_the_european_union_are_named(data):
    table = reconcile.table(data)
    (why,) = table[table["what"].str.startswith("European Union")]["explanation"]
    found = set(data.final_orders(PUBLISHED)["code"])
    groups = data.raw["groups"]
    members = groups[groups["group"] == "European Union"]["code"]
    absent = {data.places.loc[code, "name"] for code in members if code not in found}
    assert len(absent) == 6
    assert all(name in why for name in absent)


def test_growth_as_printed_comes_from_rounded_figures(data):
    table = reconcile.table(data).set_index("what")
    rounded = table.loc["Growth of the docket, FY2024, in percent, from ICE's rounded figures"]
    exact = table.loc["Growth of the docket, FY2024, in percent"]
    assert round(rounded["computed"], 1) == rounded["value"] == 24.6
    assert round(exact["computed"], 1) == 24.0


def test_every_sum_is_checked_on_each_of_its_dates(data):
    table = reconcile.table(data)
    for rule in sums.SUMS:
        for date in rule.dates:
            assert f"{rule.what}, {date}" in set(table["what"])


def test_a_new_year_with_whole_and_parts_is_checked_without_a_change_of_code(data):
    table = data.raw["docket"]
    new = table[table["measure"].str.startswith("non_detained_") & (table["date"] == "FY2024")]
    new = new[new["locator"].str.startswith("Figure")].assign(date="FY2025")
    grown = with_table(data, "docket", pd.concat([table, new], ignore_index=True))
    whats = set(reconcile.table(grown)["what"])
    assert "Non-detained docket, with and without a final order, FY2025" in whats
