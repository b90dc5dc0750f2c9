"""The stock-flow model."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers import obstacles

amount = st.floats(0, 1e7)
fraction = st.floats(0, 1)


@given(amount, amount, amount, fraction)
def test_the_books_balance_every_year(opening, new, out, share):
    path = np.array(obstacles.project(opening, new, out, share, 5))
    before = np.concatenate([[opening], path[:-1]])
    left = before + new - path
    assert (left <= out + 1e-3).all()
    assert (left >= -1e-3).all()


@given(amount, amount, fraction, st.integers(1, 30))
def test_removals_equal_to_executable_new_orders_leave_the_executable_stock_alone(opening, new, share, years):
    path = obstacles.project(opening, new, new * (1 - share), share, years)
    assert np.isclose(path[-1], opening + new * share * years, rtol=1e-9, atol=1e-3)


@given(amount, amount, fraction)
def test_people_who_cannot_be_removed_stay_whatever_the_pace(opening, new, share):
    path = obstacles.project(opening, new, 1e12, share, 3)
    assert np.isclose(path[-1], (opening + 3 * new) * share, rtol=1e-9, atol=1e-3)
