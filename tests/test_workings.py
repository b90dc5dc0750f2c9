"""Appendix D leaves nothing out: every choice, every sum, every misprint, and its chart draws what its table says."""

import numpy as np
import pytest

from helpers import workings
from helpers.charts import style
from helpers.charts import workings as charts
from helpers.checks import conflicts, run


def test_every_figure_that_was_not_used_is_listed_with_what_decided(data):
    chosen = workings.chosen(data)
    assert len(chosen) == len(conflicts.conflicts(data))
    assert (chosen["decided"].str.len() > 0).all()
    assert (chosen["printed"] != chosen["used"]).all()


def test_every_sum_is_listed_and_what_differs_comes_first_with_its_reason(data):
    sums = workings.sums(data)
    assert sorted(sums["what"]) == sorted(run.table(data)["what"])
    assert list(sums["result"].unique()) == list(workings.RESULTS)
    assert (sums.loc[sums["result"] == workings.RESULTS[0], "explanation"].str.len() > 0).all()
    assert (sums.loc[sums["result"] == "exact", "apart"] == "0").all()


def test_the_two_rates_of_growth_stand_side_by_side(data):
    growth = workings.sums(data).set_index("what").loc["Growth of the docket, FY2024, in percent"]
    assert (growth["printed"], growth["computed"]) == ("approximately 24.6%", "24.0%")


def test_every_misprint_is_counted_once_for_each_text_that_prints_it(data):
    wrong = workings.miscopied(data)
    assert wrong["times"].sum() == len(data.raw["other-figures"])
    assert workings.causes(data)["figures"].sum() == len(wrong)
    assert wrong["source"].isin(data.sources.index).all()


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
def test_the_misprints_are_drawn_where_the_table_has_them(data, width):
    wrong = workings.miscopied(data).dropna(subset="people").head(8).reset_index(drop=True)
    figure = style.settled(charts.miscopied(wrong, width))
    table, printed = figure.axes[0].lines
    assert np.array_equal(table.get_xdata(), wrong["people"])
    assert np.array_equal(printed.get_xdata(), wrong["value"])
    assert style.cut_off(figure) == []
