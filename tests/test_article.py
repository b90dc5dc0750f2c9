"""The article is judged by the figures of its own day: verdicts follow them, like cases alike, and nothing is left open."""

import re

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import article, verdicts
from helpers.problems import DataError
from helpers.verdicts import ARTICLE, AS_OF, CONTRADICTED, IMPRECISE, OPEN, SUPPORTED
from tests.changed_data import changed, with_table, without
from tests.test_prose import typed

ORDERS = f"final-orders-{AS_OF}"


@pytest.fixture(scope="module")
def judged(data) -> pd.DataFrame:
    return article.judged(data).set_index("id")


def verdict(data, id: str) -> str:
    claim = data.raw["claims"].set_index("id").loc[id]
    return verdicts.checks(data)[claim["check"]](claim["quote"])


def with_count(data, citizenship: str, printed: str):
    return changed(data, ORDERS, {"citizenship": citizenship}, printed=printed)


def test_every_statement_has_verdict_reason_and_source(data, judged):
    facts = judged[judged["kind"] != "opinion"]
    assert judged["verdict"].isin(list(verdicts.MEANING)).all()
    assert pd.concat([judged["reason"], facts["evidence"]]).str.endswith(".").all()
    assert facts["source"].isin(data.sources.index).all()
    assert (facts["source"] != ARTICLE).all()
    assert (data.raw["claims"].query("kind == 'law'")["rule"] != "").all()
    assert not judged["evidence"].str.contains("[{}]").any()


def test_every_sentence_is_quoted_in_phrases_of_twelve_words_at_most(judged):
    assert sorted(judged["sentence"].astype(int).unique()) == list(range(20))
    assert judged["quote"].str.split().map(len).max() <= 12


def test_what_was_written_down_is_what_the_figures_give_and_no_figure_is_typed(data, judged):
    claims = data.raw["claims"]
    assert (judged["verdict"] == claims.set_index("id")["verdict"]).all()
    words = [re.sub(r"\{[^}]*\}|29 or 30 June", "", words) for words in [*claims["reason"], *claims["evidence"]]]
    assert [text for text in words if typed(text)] == []


@pytest.mark.parametrize("id", [f"c{number}" for number in (22, 23, 24, 25, 27, 28, 29, 31, 32)])
def test_a_changed_count_contradicts_the_printed_one(data, id):
    row = verdicts.order(data, verdicts.place(data, data.raw["claims"].set_index("id").loc[id, "quote"]))
    assert verdict(with_count(data, row["citizenship"], f"{row['people'] + 1:,}"), id) == CONTRADICTED


def test_a_corrected_table_would_support_the_count_for_pakistan(data, judged):
    assert judged.loc["c30", "verdict"] == CONTRADICTED
    corrected = article.judged(with_count(data, "Pakistan", "776")).set_index("id").loc["c30"]
    assert (corrected["verdict"], corrected["reason"]) == (SUPPORTED, verdicts.MEANING[SUPPORTED])


def test_a_text_that_repeats_the_misprint_confirms_no_count(data):
    alone = without(data, "readings", citizenship="Iran")
    copied = changed(alone, ORDERS, {"citizenship": "Iran"}, source="diasporanews", evidence="one outlet")
    assert verdict(copied, "c29") == OPEN


@pytest.mark.parametrize(
    ("id", "table", "where", "cells", "expected"),
    [
        ("c01", ORDERS, {"citizenship": "Total"}, {"printed": "1,399,999"}, CONTRADICTED),
        ("c01", ORDERS, {"citizenship": "Total"}, {"printed": "1,500,000"}, IMPRECISE),
        ("c11", ORDERS, {"citizenship": "Total"}, {"printed": "1,445,548"}, CONTRADICTED),
        ("c55", ORDERS, {"citizenship": "Total"}, {"printed": "2,000,000"}, SUPPORTED),
        ("c07", ORDERS, {"citizenship": "China, Peoples Republic of"}, {"printed": "35,999"}, IMPRECISE),
        ("c20", ORDERS, {"citizenship": "India"}, {"printed": "203,823"}, CONTRADICTED),
        ("c18", ORDERS, {"citizenship": "Honduras"}, {"printed": "10,000"}, IMPRECISE),
        ("c18", ORDERS, {"citizenship": "Total"}, {"printed": "9,000,000"}, CONTRADICTED),
        ("c14", "docket", {"printed": "7,684,705"}, {"printed": "8,000,000"}, IMPRECISE),
        ("c33", "docket", {"printed": "7,684,705"}, {"printed": "6,100,000"}, CONTRADICTED),
        ("c10", "docket", {"measure": "non_detained_with_final_order", "date": AS_OF}, {"date": "2024-11-23"}, CONTRADICTED),
        ("c52", "removals", {"measure": "removals", "date": "FY2024"}, {"printed": "100,000"}, CONTRADICTED),
    ],
)  # fmt: skip
def test_verdicts_follow_the_figures(data, id, table, where, cells, expected):
    kept = with_table(data, "choices", data.raw["choices"].query("table != 'removals'").reset_index(drop=True))
    assert verdict(changed(kept, table, where, **cells), id) == expected


def test_a_later_table_changes_nothing(data, judged):
    table = data.raw[ORDERS].assign(printed="1")
    assert_frame_equal(article.judged(with_table(data, "final-orders-2026-11-24", table)).set_index("id"), judged)


def test_the_marks_say_the_verdict_and_lead_to_the_entry(judged):
    marks = article.marked(judged.reset_index())
    assert marks["c30"] == "[× Pakistan (776)](D_workings.ipynb#c30)"
    assert marks["c01"].startswith("[≈ ")
    assert judged["verdict"].map(article.SIGNS).notna().all()


def test_the_witnesses_of_a_misprint_are_told_apart_and_no_bound_is_one(data):
    found, others = article.witnesses(data, "PAK"), data.raw["other-figures"]
    assert ARTICLE in set(found.loc[~found["same"], "source"])
    assert set(found.loc[found["same"], "people"]) == {7760}
    row = others.query("citizenship == 'Pakistan'").head(1).assign(printed="over 7,000", source="latimes")
    assert_frame_equal(found, article.witnesses(with_table(data, "other-figures", pd.concat([others, row])), "PAK"))


@pytest.mark.parametrize(
    ("id", "quote"), [("c22", "Hondurus (261,651)"), ("c22", "Honduras"), ("c01", "Many noncitizens")]
)
def test_a_quote_that_its_check_cannot_read_is_reported_with_its_line(data, id, quote):
    line = list(data.raw["claims"]["id"]).index(id) + 2
    with pytest.raises(DataError, match=rf"claims\.csv, row {line}, column quote.*expected"):
        article.judged(changed(data, "claims", {"id": id}, quote=quote))
