"""The stock-flow model."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import scenario

amount = st.floats(0, 1e7)
fraction = st.floats(0, 1)


@given(amount, amount, amount, fraction)
def test_the_books_balance_every_year(opening, new, out, share):
    path = scenario.stock(opening, new, out, share, 5).ravel()
    before = np.concatenate([[opening], path[:-1]])
    left = before + new - path
    assert (left <= out + 1e-3).all()
    assert (left >= -1e-3).all()


@given(amount, amount, fraction, st.integers(1, 30))
def test_removals_equal_to_executable_new_orders_leave_the_executable_stock_alone(opening, new, share, years):
    path = scenario.stock(opening, new, new * (1 - share), share, years).ravel()
    assert np.isclose(path[-1], opening + new * share * years, rtol=1e-9, atol=1e-3)


@given(amount, amount, fraction)
def test_people_who_cannot_be_removed_stay_whatever_the_pace(opening, new, share):
    path = scenario.stock(opening, new, 1e12, share, 3).ravel()
    assert np.isclose(path[-1], (opening + 3 * new) * share, rtol=1e-9, atol=1e-3)


@pytest.mark.parametrize(
    ("opening", "new", "out", "share"), [(-1, 0, 0, 0), (1, -1, 0, 0), (1, 0, -1, 0), (1, 0, 0, 1.1)]
)
def test_impossible_assumptions_are_refused(opening, new, out, share):
    with pytest.raises(ValueError, match=r"negative|fraction"):
        scenario.stock(opening, new, out, share, 1)


def test_ten_thousand_draws_over_twenty_years_take_under_a_second():
    draws = np.random.default_rng(0).uniform(0, 1, (4, 10_000))
    start = time.perf_counter()
    assert scenario.stock(1e6 * draws[0], 1e5 * draws[1], 1e5 * draws[2], draws[3], 20).shape == (20, 10_000)
    assert time.perf_counter() - start < 1
