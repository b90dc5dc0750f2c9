"""Every claim of the article has a verdict with its evidence, and the article is no evidence for itself."""

import re

import pandas as pd
import pytest

from helpers import ledger
from helpers.ledger import readings
from helpers.ledger.scale import ARTICLE, CHECKS, OPEN, ROUNDED, SUPPORTED, VERDICTS
from tests.article import AS_OF, ORDERS, resting_on, verdict
from tests.changed_data import changed

LONGEST_QUOTE = 12  # words


@pytest.fixture(scope="module")
def judged(data) -> pd.DataFrame:
    return ledger.judge(data, AS_OF)


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
