"""Verdicts on numbers follow the figures of the data, to the last unit of what the article prints."""

import pandas as pd
import pytest

from helpers import ledger
from helpers.ledger import readings
from helpers.ledger.scale import CONTRADICTED, IMPRECISE, OPEN, ROUNDED, SUPPORTED, above, below, number_in
from tests.article import AS_OF, ORDERS, claim, order_count, verdict
from tests.changed_data import changed


@pytest.mark.parametrize(("check", "code"), readings.NAMED.items())
def test_a_changed_count_contradicts_the_printed_one(data, check, code):
    row = data.final_orders(AS_OF).set_index("code").loc[code]
    assert verdict(order_count(data, row["citizenship"], f"{row['persons'] + 1:,}"), check) == CONTRADICTED


@pytest.mark.parametrize(
    ("printed", "expected"), [("1,399,999", CONTRADICTED), ("1,499,999", ROUNDED), ("1,500,000", IMPRECISE)]
)
def test_more_than_a_number_follows_the_total(data, printed, expected):
    assert verdict(order_count(data, "Total", printed), "over_1_4_million") == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("40,001", CONTRADICTED), ("40,000", CONTRADICTED), ("36,000", ROUNDED), ("35,999", IMPRECISE)],
)
def test_nearly_a_number_follows_the_count(data, printed, expected):
    assert verdict(order_count(data, "China, Peoples Republic of", printed), "nearly_40_000_chinese") == expected


@pytest.mark.parametrize(
    ("printed", "expected"), [("6,999,999", CONTRADICTED), ("7,999,999", ROUNDED), ("8,000,000", IMPRECISE)]
)
def test_the_floor_under_the_docket_follows_the_docket(data, printed, expected):
    where = {"measure": "non_detained_docket", "date": "FY2024", "printed": "7,684,705"}
    assert verdict(changed(data, "docket", where, printed=printed), "over_7_million") == expected


def test_the_total_and_its_date_are_compared_with_the_answer_of_ice(data):
    assert verdict(order_count(data, "Total", "1,445,548"), "total_exact") == CONTRADICTED
    where = {"measure": "non_detained_with_final_order", "date": AS_OF}
    assert verdict(changed(data, "docket", where, date="2024-11-23"), "date_of_total") == CONTRADICTED


def test_a_total_that_was_not_read_in_the_document_is_not_called_the_data_of_ice(data):
    press = changed(data, ORDERS, {"citizenship": "Total"}, source="as-com", evidence="one outlet")
    assert verdict(press, "source_is_ice") == OPEN


def test_india_above_el_salvador_would_contradict_the_four_largest(data):
    assert verdict(data, "top_four_set") == SUPPORTED
    assert verdict(order_count(data, "India", "203,823"), "top_four_set") == CONTRADICTED


def test_the_order_of_the_list_follows_the_counts(data):
    assert verdict(data, "top_four_order") == IMPRECISE
    ranked = order_count(order_count(data, "Mexico", "300,000"), "Guatemala", "290,000")
    assert verdict(ranked, "top_four_order") == SUPPORTED


def test_the_majority_needs_every_grouping(data):
    smaller = data
    for citizenship in ("Honduras", "Guatemala"):
        smaller = order_count(smaller, citizenship, "100,000")
    assert verdict(smaller, "majority_latin_america") == IMPRECISE
    assert verdict(order_count(data, "Total", "9,000,000"), "majority_latin_america") == CONTRADICTED


def test_no_grouping_of_latin_america_counts_anyone_twice(data):
    orders = data.final_orders(AS_OF).set_index("code")
    table = readings.latin_america(orders, data.total(AS_OF))
    assert table["share"].between(0, 1).all()
    assert (table["persons"] <= table["persons"].iloc[0]).all()


def test_growth_and_removals_follow_the_series(data):
    shrunk = {"measure": "non_detained_docket", "date": "FY2024", "printed": "7,684,705"}
    assert verdict(changed(data, "docket", shrunk, printed="6,100,000"), "docket_growing") == CONTRADICTED
    chosen = changed(data, "choices", {"table": "removals", "date": "FY2024"}, printed="100,000")
    fewer = changed(chosen, "removals", {"measure": "removals", "date": "FY2024"}, printed="100,000")
    assert verdict(fewer, "removals_rising") == CONTRADICTED


def test_the_docket_nearest_to_the_list_decides_what_is_currently_on_it(data):
    near = {"measure": "non_detained_docket", "date": "2024-07"}
    assert verdict(data, "docket_currently") == ROUNDED
    assert "55 days earlier" in claim(data, "docket_currently")["evidence"]
    found = changed(data, "docket", near, date="2024-11-30", printed="6,900,000")
    assert verdict(found, "docket_currently") == CONTRADICTED


def test_ranks_are_minimums_from_the_first_row_smaller_than_the_people_not_itemised():
    orders = pd.DataFrame({"persons": [50, 30, 12, 9, 4]}, index=list("abcde"))
    assert readings.first_open_rank(orders, 105) == 6
    assert readings.first_open_rank(orders, 114) == 5
    assert readings.first_open_rank(orders, 117) == 4


def test_millions_with_an_order_needs_two_million(data):
    assert verdict(order_count(data, "Total", "2,000,000"), "millions_with_orders") == SUPPORTED


def test_the_strict_scale_asks_more_of_nearly(data):
    assert verdict(data, "nearly_40_000_chinese", ledger.Scale(nearly=0.95)) == IMPRECISE


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Over 1.4 million noncitizens", (1_400_000, 100_000)),
        ("more than 7 million people", (7_000_000, 1_000_000)),
        ("nearly 40,000 Chinese nationals", (40_000, 10_000)),
        ("Mexico (252,044)", (252_044, 1)),
        ("Pakistan (776)", (776, 1)),
        ("a total of 1,445,549", (1_445_549, 1)),
    ],
)
def test_the_number_of_a_quote_and_its_last_unit_are_read(quote, expected):
    assert number_in(quote) == pytest.approx(expected)


def test_a_quote_without_a_number_is_refused():
    with pytest.raises(ValueError, match="no number"):
        number_in("millions of noncitizens")


def test_bounds_are_judged_at_their_edges():
    assert [above(10, 1, n) for n in (9, 10, 10.5, 11)] == [CONTRADICTED, CONTRADICTED, ROUNDED, IMPRECISE]
    assert [below(10, 0.9, n) for n in (8.9, 9, 9.9, 10)] == [IMPRECISE, ROUNDED, ROUNDED, CONTRADICTED]


def test_the_nationalities_named_add_up_as_printed_and_with_the_table(data):
    named = readings.named(data, AS_OF)
    assert named["printed"].sum() == 1_068_319
    assert named["persons"].sum() == 1_075_303
    assert list(named.loc[named["difference"] != 0, "name"]) == ["Pakistan"]
