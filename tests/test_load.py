"""The figures as loaded: totals, years, choices and places."""

import pandas as pd
import pytest

from helpers.figures import Data
from tests.changed_data import RESTS_ON

AS_OF = "2024-11-24"
YEARS = [f"FY{year}" for year in range(2019, 2025)]


def test_rows_and_remainder_add_to_the_printed_total(data):
    rows = data.final_orders(AS_OF)
    assert rows["code"].is_unique
    assert 0 <= data.total(AS_OF) - rows["persons"].sum() < rows["persons"].median() * len(rows)
    assert data.total(AS_OF) == data.value("non_detained_with_final_order", AS_OF)


def test_rows_come_largest_first_and_equal_ones_by_name(data):
    rows = data.final_orders(AS_OF)
    order = sorted(zip(-rows["persons"], rows["name"], strict=True))
    assert list(zip(-rows["persons"], rows["name"], strict=True)) == order
    assert rows["persons"].duplicated().any()
    assert rows.index.tolist() == list(range(len(rows)))


def test_who_changes_a_table_changes_it_for_nobody_else(data):
    taken = data.final_orders(AS_OF)
    taken["persons"] = 0
    assert data.final_orders(AS_OF)["persons"].gt(0).all()


@pytest.mark.parametrize("year", YEARS)
def test_every_year_adds_to_the_printed_total(data, year):
    assert data.removals(year).sum() == data.value("removals", year)


@pytest.mark.parametrize("year", YEARS)
def test_the_rows_chosen_for_a_place_and_year_come_from_one_source(data, year):
    used = data.removals_by_citizenship.query("used and date == @year")
    assert (used.groupby("code")["source"].nunique() == 1).all()


def test_one_figure_is_used_for_each_measure_category_and_date(data):
    used = data.figures[data.figures["used"]]
    assert not used.duplicated(["measure", "category", "date"]).any()
    assert set(zip(used["measure"], used["category"], used["date"], strict=True)) == set(
        zip(data.figures["measure"], data.figures["category"], data.figures["date"], strict=True)
    )


def test_an_agency_figure_is_used_before_a_press_figure(data):
    agency = data.figures["source"].map(data.sources["kind"]).str.startswith("agency")
    whole = data.figures[data.figures["scope"] == ""].assign(agency=agency)
    groups = whole.groupby(["measure", "category", "date"])
    for key, rows in groups:
        if rows["agency"].any() and rows["used"].any():
            assert rows.loc[rows["used"], "agency"].all(), key


def test_a_date_without_a_table_says_which_there_are(data):
    with pytest.raises(ValueError, match=AS_OF):
        data.final_orders("2023-01-01")


def test_a_figure_no_source_prints_is_no_figure(data):
    with pytest.raises(KeyError, match="no figure for"):
        data.value("non_detained_docket", "FY1999")


@pytest.mark.parametrize("table", RESTS_ON)
def test_a_table_rests_on_no_others_than_data_changed_for_a_test_is_told(data, table):
    alone = Data({name: data.raw[name] for name in RESTS_ON[table]})
    pd.testing.assert_frame_equal(pd.DataFrame(getattr(alone, table)), pd.DataFrame(getattr(data, table)))
