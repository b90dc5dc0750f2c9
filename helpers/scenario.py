"""A small stock-flow model of final orders: what a pace of removals and of new orders would do to the stock.

Each year new orders enter and removals leave. A share of the stock, and of the new orders, is taken not to be
executable in that time; removals come out of the rest only, and never exceed it. All amounts are persons.

What it leaves out: orders that end in other ways (reopening, departure, relief, death), removals of people who never
were in the stock, and any change of pace within the horizon. It is arithmetic on assumptions, not a forecast.
"""

import numpy as np


def stock(
    opening: float | np.ndarray,
    new_orders: float | np.ndarray,
    removals: float | np.ndarray,
    not_executable: float | np.ndarray,
    years: int,
) -> np.ndarray:
    """Stock at the end of each year, shape (years, number of draws).

    opening: persons with a final order at the start. new_orders, removals: persons a year. not_executable: a fraction.
    Each may be one number or an array, one entry a draw. Raises ValueError for negative amounts or a fraction outside 0 to 1.

    >>> stock(1000, 100, 150, 0.0, 2).ravel()
    array([950., 900.])
    """
    opening, new_orders, removals, share = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(value, dtype=float)) for value in (opening, new_orders, removals, not_executable))
    )
    if (np.stack([opening, new_orders, removals]) < 0).any():
        raise ValueError("opening stock, new orders and removals are numbers of people: none may be negative")
    if ((share < 0) | (share > 1)).any():
        raise ValueError("the share that is not executable is a fraction from 0 to 1")
    executable, fixed = opening * (1 - share), opening * share
    path = np.empty((years, len(opening)))
    for year in range(years):
        executable = np.maximum(executable + new_orders * (1 - share) - removals, 0)
        fixed = fixed + new_orders * share
        path[year] = executable + fixed
    return path


def break_even(new_orders: float) -> float:
    """Removals a year at which the stock stays as it is: as many as new orders, while enough of the stock is executable."""
    return new_orders
