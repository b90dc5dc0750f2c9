"""Chapter 0: the numbers that stand first, the dots, and what was said for and against the table."""

from typing import NamedTuple

import pandas as pd

from helpers import cooperation, nationality, since
from helpers.figures import Data


class Ceiling(NamedTuple):
    """The most that refusing governments can explain: people and share, with nobody itemised left out."""

    uncooperative: float
    at_risk: float
    neither: float
    most: float


def ceiling(data: Data, as_of: str) -> Ceiling:
    """Shares of people with a final order by ICE's list. most: both lists, and all who could be of a listed country."""
    share = cooperation.by_list(data, as_of).set_index("status")["share"]
    most = cooperation.at_most(data, as_of)
    return Ceiling(share["uncooperative"], share["at risk"], share["neither"], most)


def dots(data: Data, as_of: str, most: int = 4) -> pd.DataFrame:
    """The largest nationalities, and everyone else as a last row, to add up to all: name, people, share, source."""
    rows = nationality.everything(data, as_of)[["name", "people", "share", "source"]].head(most)
    rest = data.total(as_of) - rows["people"].sum()
    others = {
        "name": "Everyone else",
        "people": rest,
        "share": rest / data.total(as_of),
        "source": data.table_source(as_of),
    }
    return pd.concat([rows, pd.DataFrame([others])], ignore_index=True)


def grades(data: Data, as_of: str) -> pd.DataFrame:
    """How the figures are known: a row a grade with nationalities, people and share of all; by evidence."""
    rows = data.final_orders(as_of)
    frame = rows.groupby("evidence")["persons"].agg(["count", "sum"]).set_axis(["nationalities", "people"], axis=1)
    return frame.assign(share=frame["people"] / data.total(as_of))


class Pace(NamedTuple):
    """ICE removals a day in a whole fiscal year, and lately, between two days."""

    before: float
    after: float
    start: pd.Timestamp
    end: pd.Timestamp


def pace(data: Data, year: str) -> Pace:
    """Removals a day in a fiscal year, and in the last interval between two of ICE's workbooks."""
    steps = since.pace(data, year)
    last = steps[steps["what"] == "between two workbooks"].iloc[-1]
    return Pace(steps["per_day"].iloc[0], last["per_day"], last["start"], last["end"])
