"""Appendix D leaves nothing out: every choice, every sum and every misprint."""

from helpers import methods
from helpers.checks import conflicts, run


def test_every_figure_that_was_not_used_is_listed_with_what_decided(data):
    chosen = methods.chosen(data)
    assert len(chosen) == len(conflicts.conflicts(data))
    assert (chosen["decided"].str.len() > 0).all()
    assert (chosen["printed"] != chosen["used"]).all()


def test_every_sum_is_listed_and_what_differs_comes_first_with_its_reason(data):
    sums = methods.sums(data)
    assert sorted(sums["what"]) == sorted(run.table(data)["what"])
    assert list(sums["result"].unique()) == list(methods.RESULTS)
    assert (sums.loc[sums["result"] == methods.RESULTS[0], "explanation"].str.len() > 0).all()
    assert (sums.loc[sums["result"] == "exact", "apart"] == "0").all()


def test_every_misprint_is_counted_once_for_each_text_that_prints_it(data):
    wrong = methods.miscopied(data)
    assert wrong["times"].sum() == len(data.raw["other-figures"])
    assert methods.causes(data)["figures"].sum() == len(wrong)
    assert wrong["source"].isin(data.sources.index).all()
