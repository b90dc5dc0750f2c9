"""Every printed total against its parts, and every figure that a second source prints: do they agree?

`problems` stops the report where they must agree and do not. `table` shows all checks, known differences included.
"""

import pandas as pd

from helpers import choices, misprints
from helpers.checks import Check, nationalities, published, series
from helpers.checks.chosen import Chosen
from helpers.checks.published import PUBLISHED
from helpers.figures import Data
from helpers.problems import Problem


def table(data: Data) -> pd.DataFrame:
    """A row a check: what, printed (text), value, computed, difference, unit, rule, holds, explanation, source.

    difference: what the parts give, less what is printed. See `checks.Check`.
    """
    made = [check for check in _all(data) if isinstance(check, Check)]
    columns = ["what", "printed", "value", "computed", "difference", "unit", "rule", "holds", "explanation", "source"]
    return pd.DataFrame([[getattr(check, column) for column in columns] for check in made], columns=columns)


def problems(data: Data) -> list[Problem]:
    """What does not add up, is missing for a sum, disagrees with a second source, or has a cause that does not fit."""
    if missing := nationalities.without_total(data):
        return missing
    made = _all(data)
    missing = [item for item in made if isinstance(item, Problem)]
    wrong = [item.problem() for item in made if isinstance(item, Check) and not item.holds]
    # A total that its table or a series contradicts says nothing about what outlets print for it.
    doubtful = ["TOTAL"] if f"final_orders_{PUBLISHED}.csv" in {problem.file for problem in wrong} else []
    return missing + wrong + choices.problems(data) + misprints.problems(data, doubtful)


def _all(data: Data) -> list[Check | Problem]:
    chosen = Chosen(data)
    return series.checks(data, chosen) + nationalities.checks(data, chosen) + published.checks(data, chosen)


def group_totals(data: Data) -> tuple[int, int]:
    """How many totals of groups of countries that outlets print were compared, and how many agree to the person.

    Groups, not prints: two outlets that print different totals for one group are one group.
    """
    names = set(data.raw["groups"]["group"])
    found = table(data)
    found = found[found["what"].str.rpartition(",")[0].isin(names)]
    exact = found["difference"].abs() < 1e-6
    return found["what"].nunique(), found.loc[exact, "what"].nunique()
