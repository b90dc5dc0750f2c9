"""The arithmetic: shares, ranks, concentration, ratios."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import measure

people = st.lists(st.integers(1, 10**6), min_size=1, max_size=40).map(
    lambda values: pd.Series(sorted(values, reverse=True))
)


def test_a_part_larger_than_its_whole_is_refused():
    with pytest.raises(ValueError, match="not a part of"):
        measure.share(5, 4)


def test_equal_figures_share_the_better_rank():
    assert measure.rank(pd.Series([10, 7, 7, 1])).tolist() == [1, 2, 2, 4]


def test_a_year_without_removals_gives_an_infinite_ratio():
    assert measure.ratio(10, 0) == math.inf


@given(people)
def test_the_index_of_concentration_lies_between_equal_shares_and_one(persons):
    index = measure.hhi(persons, persons.sum())
    assert 1 / len(persons) - 1e-12 <= index <= 1 + 1e-12


@given(people, st.floats(0.01, 1))
def test_no_fewer_rows_reach_the_target_share(persons, target):
    number = measure.rows_for(persons, persons.sum(), target)
    cumulative = measure.cumulative_share(persons, persons.sum())
    assert cumulative.iloc[number - 1] >= target
    assert number == 1 or cumulative.iloc[number - 2] < target


def test_rows_that_never_reach_the_target_are_an_error():
    with pytest.raises(ValueError, match="do not reach"):
        measure.rows_for(pd.Series([1, 1]), 10, 0.5)


def test_growth_from_nothing_is_refused():
    with pytest.raises(ValueError, match="positive base"):
        measure.growth(0, 5)
    assert np.isclose(measure.growth(4, 5), 0.25)
