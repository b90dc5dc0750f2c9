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
    """Shares of people with a final order by ICE's list. most: both lists, and everybody not itemised, together."""
    share = cooperation.by_list(data, as_of).set_index("status")["share"]
    return Ceiling(share["uncooperative"], share["at risk"], share["neither"], 1 - share["neither"])


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


def no_removals(data: Data, as_of: str, fiscal_year: str) -> pd.DataFrame:
    """The nationalities on no list of ICE with most people for each removal of the year, among those with 1,000 and more."""
    rows = nationality.everything(data, as_of, fiscal_year)
    rows = rows[(rows["status"] == nationality.NEITHER) & (rows["people"] >= 1000) & (rows["kind"] == "state")]
    return rows.sort_values("ratio", ascending=False).set_index("name")


class Pace(NamedTuple):
    """ICE removals a day in a whole fiscal year, and in the year that is counted in part, between two days."""

    before: float
    after: float
    start: pd.Timestamp
    end: pd.Timestamp


def pace(data: Data, year: str) -> Pace:
    """Removals a day in a fiscal year, and in the latest fiscal year of which ICE's workbooks have running totals."""
    whole, steps = data.row("removals", year), since.removals_per_day(data)
    latest = steps[steps["fiscal_year"] == steps["fiscal_year"].iloc[-1]]
    days = (whole["end"] - whole["start"]).days + 1
    taken = latest["removals"].sum() / latest["days"].sum()
    return Pace(whole["value"] / days, taken, latest["start"].min(), latest["end"].max())
