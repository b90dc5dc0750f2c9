"""Choose one figure where sources print several for the same thing.

The rule, in this order: a full period before a part of it; an agency's own text before any other; an exact figure
before a rounded one; research before press; a later publication before an earlier one. A hand choice in `data/choices.csv` overrides it, with a reason.
Every printed figure is kept.
"""

import pandas as pd

KINDS = [
    "agency document",
    "agency text in a third-party copy",
    "court or agency guidance",
    "law text",
    "research or advocacy",
    "press",
]
AGENCY = KINDS[:3]
PRECISIONS = ["exact", "rounded", "approximate", "lower bound", "upper bound", "none"]


def mark(frame: pd.DataFrame, keys: list[str], sources: pd.DataFrame, choices: pd.DataFrame) -> pd.DataFrame:
    """Add `used` (True for the one chosen row of each group of `keys`) and `hand` (True if a hand choice made it).

    frame: rows with printed, scope, source, precision and table. Raises ValueError for a hand choice that fits no row.
    """
    order = pd.DataFrame(
        {
            "hand": ~_by_hand(frame, choices),
            "part": frame["scope"] != "",
            "other": ~frame["source"].map(sources["kind"]).isin(AGENCY),
            "precision": frame["precision"].map(PRECISIONS.index),
            "kind": frame["source"].map(sources["kind"]).map(KINDS.index),
            "earlier": -pd.to_datetime(frame["source"].map(sources["published"]).str[:4], format="%Y").dt.year.fillna(0),
        }
    )
    best = order.assign(**{key: frame[key] for key in keys}).sort_values(list(order), kind="stable")
    first = best.drop_duplicates(keys).index
    return frame.assign(used=frame.index.isin(first), hand=~order["hand"])


def _by_hand(frame: pd.DataFrame, choices: pd.DataFrame) -> pd.Series:
    chosen = pd.Series(False, index=frame.index)
    for choice in choices[choices["table"].isin(frame["table"].unique())].to_dict("records"):
        hit = frame["table"] == choice["table"]
        for column in ("measure", "date", "citizenship", "source", "printed"):
            if choice[column]:
                hit &= frame[column] == choice[column]
        if not hit.any():
            raise ValueError(f"data/choices.csv chooses a figure that is not there: {choice}")
        chosen |= hit
    return chosen
