"""Chapter 0: the numbers that stand first, and the dots."""

from typing import NamedTuple

import pandas as pd

from helpers import cooperation, nationality, since
from helpers.figures import Data


class Ceiling(NamedTuple):
    """Shares of people with a final order by ICE's list, and the most that refusing governments can explain."""

    uncooperative: float
    at_risk: float
    most: float


def ceiling(data: Data) -> Ceiling:
    """Shares of people with a final order by ICE's list. most: both lists, and all who could be of a listed country."""
    share = cooperation.by_list(data, data.as_of).set_index("status")["share"]
    return Ceiling(share["uncooperative"], share["at risk"], cooperation.at_most(data, data.as_of))


def dots(data: Data, most: int = 4) -> pd.DataFrame:
    """The largest nationalities, and everyone else as a last row, to add up to all: name, people, share, source."""
    rows = nationality.largest(data, most)[["name", "people", "share", "source"]]
    rest, source = data.total(data.as_of) - rows["people"].sum(), data.table_source(data.as_of)
    rows.loc[len(rows)] = ["Everyone else", rest, rest / data.total(data.as_of), source]
    return rows


class Pace(NamedTuple):
    """ICE removals a day in a whole fiscal year, and lately, between two days."""

    before: float
    after: float
    start: pd.Timestamp
    end: pd.Timestamp


def pace(data: Data, year: str = "FY2024") -> Pace:
    """Removals a day in a fiscal year, and in the last interval between two of ICE's workbooks."""
    steps = since.pace(data, year)
    last = steps[steps["what"] == "between two workbooks"].iloc[-1]
    return Pace(steps["per_day"].iloc[0], last["per_day"], last["start"], last["end"])
