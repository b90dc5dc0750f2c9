"""Select one figure where sources print several for the same thing.

The rule, in this order: a whole, comparable figure, also one withheld, before one with a stated scope (part of a year,
another series, another count); a number before "not published"; an agency's own text before any other; an exact figure
before a rounded one; an agency's document before a copy, research before press, and press before a copy or rewrite of
it; a later publication before an earlier one. A row of `data/choices.csv` overrides it, with a reason. Every printed
figure is kept.
"""

import pandas as pd

from helpers import clean

KINDS = {  # of sources, the first before the others, in words
    "agency document": "agency document, read as published or in a full text of it",
    "agency text in a third-party copy": "agency text, read in a third party's copy",
    "court or agency guidance": "decision or guidance of a court or agency",
    "law text": "text of the law",
    "research or advocacy": "research, advocacy or legal commentary",
    "press": "press, websites and statements of politicians",
    "copy or rewrite": "press or advocacy text, read only in a copy, a rewrite or a quotation by others",
}
AGENCY = list(KINDS)[:3]
NAMED = ["table", "source", "printed", "measure", "date", "citizenship"]  # what an override may name
PRECISIONS = ["exact", "rounded", "approximate", "lower bound", "upper bound", "none"]


def ranking(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The steps of the rule as columns, first step first, one row for each row of `frame`: the lowest row is selected.

    frame: rows with scope, source, precision and override (True where a row of choices.csv names it).
    """
    kind = frame["source"].map(sources["kind"])
    year = pd.to_numeric(frame["source"].map(sources["published"]).str[:4])
    steps = {
        "override": ~frame["override"],
        "part": ~frame["scope"].isin(["", *clean.ROUNDED]),
        "none": frame["precision"] == "none",
        "other": ~kind.isin(AGENCY),
        "precision": frame["precision"].map(PRECISIONS.index),
        "kind": kind.map(list(KINDS).index),
        "earlier": -year.fillna(0),
    }
    return pd.DataFrame(steps)


def mark(frame: pd.DataFrame, keys: list[str], sources: pd.DataFrame, choices: pd.DataFrame) -> pd.DataFrame:
    """Add `used` (True for the one row selected of each group of `keys`) and `override` (True if choices.csv names it).

    frame: rows with printed, scope, source, precision and table.
    """
    frame = frame.assign(override=_named(frame, choices))
    order = ranking(frame, sources)
    best = order.assign(**{key: frame[key] for key in keys}).sort_values(order.columns.tolist(), kind="stable")
    return frame.assign(used=frame.index.isin(best.drop_duplicates(keys).index))


def _named(frame: pd.DataFrame, choices: pd.DataFrame) -> pd.Series:
    """Which rows a row of choices.csv names. What an override leaves blank may be anything."""
    named = pd.Series(False, index=frame.index)
    for choice in choices[choices["table"].isin(frame["table"].unique())].to_dict("records"):
        wanted = [column for column in NAMED if choice[column] and column in frame]
        named |= (frame[wanted] == [choice[column] for column in wanted]).all(axis=1)
    return named
