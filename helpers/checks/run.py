"""Every printed total against its parts, and every figure that a second source prints: do they agree?

`problems` stops the report where they must agree and do not. `table` shows all checks, known differences included.
"""

from functools import lru_cache

import pandas as pd

from helpers import clean
from helpers.checks import conflicts, misprints, nationalities, notes, published, series
from helpers.checks.check import Check
from helpers.figures import ARTICLE_TABLE, NUMBERS, SNAPSHOT, Data
from helpers.problems import Problem, file_of

OF_CHECK = ["what", "computed", "difference", "unit", "rule", "explanation"]


def table(data: Data) -> pd.DataFrame:
    """A row a `Check`: what, computed, difference, unit, rule, explanation, printed (text), value, source, inexact (a row).

    inexact: the first row compared that is a bound or an approximation; None if there is none.
    """
    made = [check for check in _all(data) if isinstance(check, Check)]
    of_rows = {name: [check.row[name] for check in made] for name in ("printed", "value", "source")}
    inexact = [
        next((row for row in check.rows if clean.figure(row["printed"]).precision not in NUMBERS), None)
        for check in made
    ]
    columns = {name: [getattr(check, name) for check in made] for name in OF_CHECK}
    return pd.DataFrame(columns | of_rows | {"inexact": inexact})


def problems(data: Data) -> list[Problem]:
    """What does not add up, is missing for a sum, disagrees with a second source, has a cause that does not fit, or is quoted otherwise."""
    made = _all(data)
    missing = [item for item in made if isinstance(item, Problem)]
    wrong = [item.problem(data) for item in made if isinstance(item, Check) and not item.holds]
    # A total that its table or a series contradicts says nothing about what outlets print for it.
    doubtful = file_of(SNAPSHOT + ARTICLE_TABLE) in {problem.file for problem in wrong}
    found = missing + wrong + conflicts.problems(data) + misprints.problems(data, ["TOTAL"] if doubtful else [])
    found += notes.problems(data)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _all(data: Data) -> list[Check | Problem]:
    return [*series.checks(data), *nationalities.checks(data), *published.checks(data)]
