"""Verdicts on events, words and law follow the flights, lists, dates and rules of the data."""

import pytest

from helpers.ledger import readings
from helpers.ledger.scale import ARTICLE, CONTRADICTED, IMPRECISE, OPEN, SUPPORTED
from tests.article import AS_OF, claim, verdict
from tests.changed_data import changed, with_table, without


def test_refusal_follows_the_lists_and_the_removals(data):
    listed = readings.cooperation_lists(data, AS_OF).query("status == 'uncooperative'")["code"]
    frame = data.raw["removals-by-citizenship"]
    theirs = frame["citizenship"].map(data.codes).isin(listed) & (frame["fiscal_year"] == "FY2024")
    none = frame.assign(printed=frame["printed"].mask(theirs, "0"))
    refused = with_table(data, "removals-by-citizenship", none)
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
