"""The evidence and the reason of a verdict follow the data too, where the data of today takes another way."""

import pandas as pd
import pytest

from helpers import ledger
from helpers.ledger import shown
from helpers.ledger.scale import ARTICLE, CONTRADICTED, IMPRECISE, SUPPORTED
from helpers.figures import Data
from tests.article import AS_OF, claim
from tests.changed_data import changed, without

DOCKET = {"measure": "non_detained_docket", "date": "FY2024", "printed": "7,684,705"}


def removals(data: Data, years: dict[str, str]) -> Data:
    """The data with other totals of removals, one for each year."""
    for year, printed in years.items():
        where = {"measure": "removals", "date": year}
        if year == "FY2024":
            data = changed(data, "choices", {"table": "removals", "date": year}, printed=printed)
        data = changed(data, "removals", where, printed=printed)
    return data


def test_no_country_is_named_as_taking_nobody_back_if_all_took_some(data):
    assert "and none of" in claim(data, "nations_refuse")["evidence"]
    took = data.removals("FY2024")
    rows = data.raw["cooperation"]
    refusing = (rows["status"] == "uncooperative") & ~rows["country"].map(data.codes).isin(took[took > 0].index)
    all_took = data
    for country in rows.loc[refusing, "country"].unique():
        all_took = without(all_took, "cooperation", country=country, status="uncooperative")
    assert "none of" not in claim(all_took, "nations_refuse")["evidence"]


def test_custody_is_no_other_docket_if_nobody_is_held(data):
    where = {"measure": "detained_with_final_order", "date": "FY2024"}
    assert claim(changed(data, "docket", where, printed="0"), "not_in_ice_custody")["verdict"] == IMPRECISE


def test_two_groups_that_do_not_add_to_the_docket_are_said_not_to(data):
    found = claim(changed(data, "docket", DOCKET, printed="7,684,706"), "docket_two_groups")
    assert found["verdict"] == CONTRADICTED
    assert "do not add" in found["reason"]


def test_a_count_of_departures_would_be_the_evidence_with_its_source(data):
    where = {"measure": "ice_air_aircraft"}
    found = claim(changed(data, "quantities", where, measure="known_departures", unit="persons"), "presence_in_us")
    assert found["verdict"] == IMPRECISE
    assert found["evidence"].startswith("12 people")
    assert found["sources"] == data.raw["quantities"].query("measure == 'ice_air_aircraft'")["source"].tolist()


def test_a_docket_below_the_printed_floor_is_called_not_true(data):
    found = claim(
        changed(data, "docket", {**DOCKET, "measure": "non_detained_docket"}, printed="6,900,000"), "docket_currently"
    )
    assert found["evidence"].startswith("Not true on 30 September 2024")


@pytest.mark.parametrize(
    ("date", "reason"), [("2024-12-05", "The dates alone show it."), ("2025-01-02", "six months or more apart.")]
)
def test_both_dates_are_the_evidence_whatever_they_show(data, date, reason):
    found = claim(changed(data, "flights", {"destination": "China", "ordinal": "4"}, date=date), "under_six_months")
    assert found["evidence"].startswith("First flight on 29 or 30 June 2024; fourth on ")
    assert found["reason"].endswith(reason)


def test_a_docket_that_stays_as_it_is_does_not_grow(data):
    assert claim(changed(data, "docket", DOCKET, printed="6,199,629"), "docket_growing")["verdict"] == CONTRADICTED


@pytest.mark.parametrize(
    ("years", "verdict", "reason", "first"),
    [
        ({"FY2024": "100,000"}, CONTRADICTED, "Removals did not rise in the last year.", "FY2023"),
        ({"FY2022": "200,000", "FY2023": "150,000"}, SUPPORTED, "Removals rose in the last year", "FY2023"),
    ],
)
def test_the_years_in_which_removals_rose_are_counted_back_from_the_last(data, years, verdict, reason, first):
    found = claim(removals(data, years), "removals_rising")
    assert found["verdict"] == verdict
    assert found["reason"].startswith(reason)
    assert f" in {first}, " in found["evidence"]


def test_no_cause_is_named_for_a_misprint_that_nobody_explains(data):
    where = {"citizenship": "Pakistan", "source": ARTICLE}
    assert "Likely cause: a dropped digit." in claim(data, "row_pakistan")["reason"]
    unexplained = changed(data, "other-figures", where, cause="unexplained")
    assert "Likely cause" not in claim(unexplained, "row_pakistan")["reason"]


def test_a_verdict_that_no_claim_has_counts_as_none(data):
    judged = ledger.judge(data, AS_OF)
    row = shown.compared({"all supported": judged[judged["verdict"] == SUPPORTED]}).iloc[0]
    assert row[SUPPORTED] == (judged["verdict"] == SUPPORTED).sum()
    assert row[CONTRADICTED] == 0
    assert not pd.isna(row[list(ledger.VERDICTS)]).any()
