"""A small stock-flow model of final orders: what a pace of removals and of new orders would do to the stock.

Each year new orders enter and removals leave. A share of the stock, and of the new orders, is taken not to be
executable in that time; removals come out of the rest only, and never exceed it. All amounts are people.

What it leaves out: orders that end in other ways (reopening, departure, relief, death), removals of people who never
were in the stock, and any change of pace within the horizon. It is arithmetic on assumptions, not a forecast.
"""

import pandas as pd

from helpers import docket
from helpers.figures import Data


def project(opening: float, new_orders: float, removals: float, not_executable: float, years: int) -> list[float]:
    """Persons with a final order at the end of each year.

    opening: people with one at the start. new_orders, removals: people a year. not_executable: a fraction.

    >>> project(1000, 100, 150, 0.0, 2)
    [950.0, 900.0]
    """
    executable, fixed, path = opening * (1 - not_executable), opening * not_executable, []
    for _ in range(years):
        executable = max(executable + new_orders * (1 - not_executable) - removals, 0)
        fixed += new_orders * not_executable
        path.append(executable + fixed)
    return path


def implied_orders(data: Data) -> float:
    """Orders that became final in FY2024, if every removal of that year came out of the people with a final order."""
    return docket.growth(data, "FY2023", "FY2024").grown["with_order"] + data.value("removals", "FY2024")


def cases(data: Data, opening: float, pace: float, not_executable: float, years: int) -> pd.DataFrame:
    """People with a final order in four cases: case (the question), elapsed (years, 0 is the start) and people.

    pace: removals a year as a multiple of those of FY2024. not_executable: a fraction.
    """
    removed = data.value("removals", "FY2024")
    inside = data.value("removals_by_arresting_agency", "FY2024", "ICE arrest (interior)")
    new = implied_orders(data)
    assumed = {
        "As in FY2024": (new, removed),
        f"{pace:g} times the removals, all from the docket": (new, pace * removed),
        "No new orders": (0, removed),
        f"{pace:g} times, ICE arrests alone": (new - removed + inside, pace * inside),
    }
    paths = {case: [opening, *project(opening, *flows, not_executable, years)] for case, flows in assumed.items()}
    by_year = pd.DataFrame(paths).rename_axis("elapsed").reset_index()
    return by_year.melt("elapsed", var_name="case", value_name="people")
