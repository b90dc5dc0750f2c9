"""The ledger of the article: every claim is covered, and verdicts follow the data."""

import re

import pandas as pd
import pytest

from helpers import ledger, load, words
from helpers.ledger import readings, shown
from helpers.ledger.scale import (
    ARTICLE,
    CHECKS,
    CONTRADICTED,
    FIRST,
    IMPRECISE,
    OPEN,
    ROUNDED,
    SUPPORTED,
    VERDICTS,
    above,
    below,
    number_in,
)

AS_OF = "2024-11-24"
ORDERS = f"final-orders-{AS_OF}"
LONGEST_QUOTE = 12  # words


@pytest.fixture(scope="module")
def data() -> load.Data:
    return load.data()


@pytest.fixture(scope="module")
def judged(data) -> pd.DataFrame:
    return ledger.judge(data, AS_OF)


def changed(data: load.Data, table: str, where: dict[str, str], **cells: str) -> load.Data:
    """The data with some cells of the rows that fit `where` replaced. Raises if no row fits."""
    frame = data.raw[table].copy()
    rows = pd.Series(True, index=frame.index)
    for column, value in where.items():
        rows &= frame[column] == value
    assert rows.any(), f"no row of {table} fits {where}"
    for column, value in cells.items():
        frame.loc[rows, column] = value
    return load.Data({**data.raw, table: frame})


def without(data: load.Data, table: str, **where: str) -> load.Data:
    """The data without the rows that fit `where`. Raises if no row fits."""
    frame = data.raw[table]
    rows = pd.Series(True, index=frame.index)
    for column, value in where.items():
        rows &= frame[column] == value
    assert rows.any(), f"no row of {table} fits {where}"
    return load.Data({**data.raw, table: frame[~rows].reset_index(drop=True)})


def verdict(data: load.Data, check: str, scale: ledger.Scale | None = None) -> str:
    """The verdict on the first claim with this check. One other claim is kept: a check reads its quote."""
    claims = data.raw["claims"]
    few = load.Data({**data.raw, "claims": claims[claims["check"].isin([check, "over_7_million"])]})
    found = ledger.judge(few, AS_OF, scale or ledger.Scale())
    return found.loc[found["check"] == check, "verdict"].iloc[0]


def resting_on(data: load.Data, citizenship: str, source: str) -> load.Data:
    """The data with the row of a nationality found in this source only."""
    others = without(data, "readings", citizenship=citizenship)
    return changed(others, ORDERS, {"citizenship": citizenship}, source=source, evidence="one outlet")


def claim(data: load.Data, check: str) -> pd.Series:
    """The first claim with this check, judged."""
    found = ledger.judge(data, AS_OF)
    return found[found["check"] == check].iloc[0]


def order_count(data: load.Data, citizenship: str, printed: str) -> load.Data:
    return changed(data, ORDERS, {"citizenship": citizenship}, printed=printed)


def test_every_check_named_in_the_claims_exists_and_every_check_is_used(data):
    assert set(data.raw["claims"]["check"]) == set(CHECKS)


def test_a_claim_with_an_unknown_check_is_refused_by_name(data):
    with pytest.raises(ValueError, match="no_such_check"):
        ledger.judge(changed(data, "claims", {"id": "c01"}, check="no_such_check"), AS_OF)


def test_every_sentence_of_the_article_has_a_claim_and_a_paragraph(judged):
    assert list(judged["sentence"].unique()) == [n for sentences in ledger.PARAGRAPHS.values() for n in sentences]
    assert judged["paragraph"].notna().all()


def test_every_claim_has_a_verdict_of_the_scale_with_evidence_and_reason(judged):
    assert judged["verdict"].isin(VERDICTS).all()
    assert (judged["evidence"].str.len() > 5).all()
    assert (judged["reason"].str.len() > 5).all()
    assert judged["evidence"].str.endswith((".", ")")).all()
    assert judged["reason"].str.endswith(".").all()


def test_every_verdict_on_a_fact_names_sources_that_have_cards(data, judged):
    facts = judged[judged["verdict"] != "no fact"]
    assert facts["sources"].map(len).min() > 0
    assert {key for keys in facts["sources"] for key in keys} <= set(data.sources.index)


def test_every_verdict_of_the_scale_is_given_to_some_claim(judged):
    assert (ledger.counts(judged) > 0).all()
    assert ledger.counts(judged).sum() == len(judged)


def test_the_article_never_confirms_itself(judged):
    standing = judged[judged["verdict"].isin([SUPPORTED, ROUNDED])]
    assert not any(ARTICLE in keys for keys in standing["sources"])


@pytest.mark.parametrize("citizenship", ["Mexico", "Iran", "Uzbekistan", "Venezuela"])
def test_a_row_that_only_the_article_prints_cannot_be_checked(data, citizenship):
    check = f"row_{citizenship.lower()}"
    assert verdict(data, check) == SUPPORTED
    assert verdict(resting_on(data, citizenship, ARTICLE), check) == OPEN


def test_quotes_are_short(data):
    quotes = data.raw["claims"]["quote"]
    assert quotes.str.split().map(len).max() <= LONGEST_QUOTE


def test_every_number_in_the_evidence_of_a_printed_count_comes_from_the_data(data, judged):
    rows = judged[judged["check"].isin(readings.NAMED)]
    known = {row for frame in (data.raw[ORDERS], data.raw["other-figures"]) for row in frame["printed"]}
    for evidence in rows["evidence"]:
        assert set(re.findall(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3}", evidence)) <= known


def test_pakistan_is_contradicted_and_a_corrected_table_would_support_it(data):
    assert verdict(data, "row_pakistan") == CONTRADICTED
    assert verdict(order_count(data, "Pakistan", "776"), "row_pakistan") == SUPPORTED


def test_the_misprint_is_reported_as_each_text_prints_it(data):
    trace = readings.trace(data, AS_OF, "PAK").set_index("key")
    assert trace.loc[FIRST, "form"] == "7,76"
    assert set(trace.loc[~trace["same"], "form"].drop(FIRST)) == {"776"}
    assert set(trace.loc[trace["same"], "form"]) == {"7,760"}
    plain = (~trace["same"]).sum() - 2  # without the article and Fox News
    evidence = claim(data, "row_pakistan")["evidence"]
    assert evidence.endswith(f" 776 in {words.small(plain)} other texts, “7,76” in Fox News.")
    assert "prints “(7,76)” for Pakistan" in claim(data, "named_source")["evidence"]


def test_the_title_of_the_misprint_counts_the_texts_of_each_form():
    trace = pd.DataFrame({"form": ["776", "7,76", "776", "7,760"], "same": [False, False, False, True]})
    assert shown.misprint_title(trace, "Pakistan", 7760) == (
        "Two texts print 776 for Pakistan and one “7,76”; one prints 7,760"
    )


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


def test_refusal_follows_the_lists_and_the_removals(data):
    listed = readings.cooperation_lists(data, AS_OF).query("status == 'uncooperative'")["code"]
    frame = data.raw["removals-by-citizenship"]
    theirs = frame["citizenship"].map(data.codes).isin(listed) & (frame["fiscal_year"] == "FY2024")
    none = frame.assign(printed=frame["printed"].mask(theirs, "0"))
    refused = load.Data({**data.raw, "removals-by-citizenship": none})
    assert claim(data, "nations_refuse")["verdict"] == claim(refused, "nations_refuse")["verdict"] == SUPPORTED
    assert "partial" in claim(data, "nations_refuse")["reason"]
    assert "partial" not in claim(refused, "nations_refuse")["reason"]
    assert verdict(without(data, "cooperation", status="uncooperative"), "nations_refuse") == OPEN


def test_the_dates_of_the_flights_decide(data):
    fourth = {"destination": "China", "ordinal": "4"}
    assert verdict(changed(data, "flights", fourth, date="2024-12-05"), "under_six_months") == SUPPORTED
    assert verdict(changed(data, "flights", fourth, date="2025-01-02"), "under_six_months") == CONTRADICTED
    assert verdict(changed(data, "flights", fourth, note=""), "under_six_months") == OPEN
    assert verdict(without(data, "flights", **fourth), "fourth_flight") == OPEN


def test_dates_of_flights_are_said_as_printed(data):
    assert claim(data, "under_six_months")["evidence"] == "First flight on 29 or 30 June 2024; fourth in December 2024."


def test_a_date_on_the_article_would_settle_whether_its_figures_were_new(data):
    assert verdict(data, "newly_obtained") == OPEN
    assert verdict(changed(data, "sources", {"key": ARTICLE}, published="2024-12-13"), "newly_obtained") == SUPPORTED
    assert verdict(changed(data, "sources", {"key": ARTICLE}, published="2025-12-13"), "newly_obtained") == IMPRECISE


def test_a_published_day_would_settle_this_week(data):
    fourth = {"destination": "China", "ordinal": "4"}
    dated = changed(data, "flights", fourth, date="2024-12-10")
    assert verdict(changed(dated, "sources", {"key": ARTICLE}, published="2024-12-13"), "this_week") == SUPPORTED
    assert verdict(changed(dated, "sources", {"key": ARTICLE}, published="2025-01-13"), "this_week") == CONTRADICTED


def test_millions_with_an_order_needs_two_million(data):
    assert verdict(order_count(data, "Total", "2,000,000"), "millions_with_orders") == SUPPORTED


def test_a_count_by_reason_would_make_often_checkable(data):
    where = {"measure": "final_orders_by_reason_not_removed"}
    assert verdict(changed(data, "quantities", where, printed="1,000,000"), "how_often") == SUPPORTED
    assert verdict(changed(data, "quantities", where, printed="100,000"), "how_often") == IMPRECISE


@pytest.mark.parametrize(
    ("check", "table", "where"),
    [
        ("needs_cooperation", "law", {"id": "removal-needs-acceptance"}),
        ("legal_appeals", "law", {"id": "court-review-no-stay"}),
        ("asylum_claims", "law", {"id": "relief-blocks-removal"}),
        ("asylum_granted", "law", {"id": "relief-blocks-removal"}),
        ("order_bars_stay", "law", {"id": "withholding-needs-order"}),
        ("term_final_order", "glossary", {"term": "final order of removal"}),
        ("cat_granted", "quantities", {"measure": "cat_grants"}),
        ("docket_excludes_ice_custody", "glossary", {"term": "non-detained docket"}),
        ("how_often", "quantities", {"measure": "final_orders_by_reason_not_removed"}),
    ],
)
def test_a_verdict_falls_to_cannot_be_checked_when_its_evidence_is_gone(data, check, table, where):
    assert verdict(without(data, table, **where), check) == OPEN


def test_a_statement_that_no_other_text_reports_cannot_be_checked(data):
    assert verdict(data, "reported_statement") == SUPPORTED
    assert verdict(changed(data, "claims", {"id": "c35"}, note=f"[{ARTICLE}]"), "reported_statement") == OPEN


def test_an_answer_of_ice_that_does_not_name_asylum_would_not_support_the_claims(data):
    other = changed(data, "law", {"id": "relief-blocks-removal"}, statement="ICE names withholding of removal.")
    assert verdict(data, "asylum_claims") == verdict(data, "asylum_granted") == SUPPORTED
    assert verdict(other, "asylum_claims") == verdict(other, "asylum_granted") == OPEN


def test_a_text_that_repeats_a_misprint_does_not_confirm_a_count_unless_the_reader_says_so(data):
    loose = ledger.Scale(independent=False)
    assert "diasporanews" in readings.sharing(data)
    copied = resting_on(data, "Iran", "diasporanews")
    assert verdict(copied, "row_iran") == OPEN
    assert verdict(copied, "row_iran", loose) == SUPPORTED
    assert verdict(copied, "row_guatemala") == SUPPORTED
    assert verdict(copied, "row_pakistan") == CONTRADICTED


def test_no_count_rests_on_a_text_that_repeats_a_misprint(data, judged):
    named = judged[judged["check"].isin(readings.NAMED) & (judged["verdict"] == SUPPORTED)]
    assert not {key for keys in named["sources"] for key in keys} & set(readings.sharing(data))


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


def test_the_trace_of_the_misprint_holds_both_figures(data):
    trace = readings.trace(data, AS_OF, "PAK")
    assert ARTICLE in set(trace.loc[~trace["same"], "key"])
    assert ARTICLE not in set(trace.loc[trace["same"], "key"])
    assert trace["same"].any()
    assert not trace["key"].duplicated().any()
