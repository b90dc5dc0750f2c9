"""A misprint is contradicted, traced to the texts that print it, and confirms no other count."""

import pandas as pd
import pytest

from helpers import ledger, words
from helpers.ledger import readings, shown
from helpers.ledger.scale import ARTICLE, CONTRADICTED, FIRST, OPEN, SUPPORTED
from tests.article import AS_OF, claim, order_count, resting_on, verdict


@pytest.fixture(scope="module")
def judged(data) -> pd.DataFrame:
    return ledger.judge(data, AS_OF)


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


def test_the_trace_of_the_misprint_holds_both_figures(data):
    trace = readings.trace(data, AS_OF, "PAK")
    assert ARTICLE in set(trace.loc[~trace["same"], "key"])
    assert ARTICLE not in set(trace.loc[trace["same"], "key"])
    assert trace["same"].any()
    assert not trace["key"].duplicated().any()


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
