"""Choose one figure where sources print several for the same thing.

The rule, in this order: a whole, comparable figure before one with a stated scope (part of a year, another series,
another count); an agency's own text before any other; an exact figure before a rounded one; an agency's document before
a copy, research before press, and press before a copy or rewrite of it; a later publication before an earlier one. A
hand choice in `data/choices.csv` overrides it, with a reason. Every printed figure is kept.
"""

import pandas as pd

from helpers.problems import DataError, Problem

KINDS = [
    "agency document",
    "agency text in a third-party copy",
    "court or agency guidance",
    "law text",
    "research or advocacy",
    "press",
    "copy or rewrite",
]
AGENCY = KINDS[:3]
PRINTED = ["table", "source", "printed"]  # what every hand choice names
CHOSEN_BY = ["measure", "date", "citizenship"]  # and what it may name beside
PRECISIONS = ["exact", "rounded", "approximate", "lower bound", "upper bound", "none"]


def ranking(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The steps of the rule as columns, first step first, one row for each row of `frame`: the lowest row is chosen.

    frame: rows with scope, source, precision and hand (True for a hand choice).
    """
    kind = frame["source"].map(sources["kind"])
    year = pd.to_numeric(frame["source"].map(sources["published"]).str[:4])
    return pd.DataFrame(
        {
            "hand": ~frame["hand"],
            "part": frame["scope"] != "",
            "other": ~kind.isin(AGENCY),
            "precision": frame["precision"].map(PRECISIONS.index),
            "kind": kind.map(KINDS.index),
            "earlier": -year.fillna(0),
        }
    )


def mark(frame: pd.DataFrame, keys: list[str], sources: pd.DataFrame, choices: pd.DataFrame) -> pd.DataFrame:
    """Add `used` (True for the one chosen row of each group of `keys`) and `hand` (True if a hand choice made it).

    frame: rows with printed, scope, source, precision and table. Raises DataError for hand choices that fit no row.
    """
    frame = frame.assign(hand=_by_hand(frame, choices))
    order = ranking(frame, sources)
    best = order.assign(**{key: frame[key] for key in keys}).sort_values(order.columns.tolist(), kind="stable")
    first = best.drop_duplicates(keys).index
    return frame.assign(used=frame.index.isin(first))


def _by_hand(frame: pd.DataFrame, choices: pd.DataFrame) -> pd.Series:
    chosen = pd.Series(False, index=frame.index)
    problems = []
    here = choices[choices["table"].isin(frame["table"].unique())]
    cells = frame.reindex(columns=CHOSEN_BY).to_numpy()
    rows: dict[tuple, list[int]] = {}
    for number, printed in enumerate(frame[PRINTED].itertuples(index=False, name=None)):
        rows.setdefault(printed, []).append(number)
    for place, choice in zip(here.index, here.to_dict("records"), strict=True):
        wanted = [(position, choice[column]) for position, column in enumerate(CHOSEN_BY) if choice[column]]
        printed = rows.get(tuple(choice[column] for column in PRINTED), [])
        hit = [number for number in printed if all(cells[number, position] == value for position, value in wanted)]
        if not hit:
            expected = f"expected a figure that {choice['source']} prints in {choice['table']}, as in that table"
            problems.append(Problem("choices.csv", place + 2, "printed", choice["printed"], expected))
        chosen.iloc[hit] = True
    if problems:
        raise DataError(problems)
    return chosen
