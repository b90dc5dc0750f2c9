"""Chapter 2: where people with a final order are from, and what else is known of each nationality."""

import pandas as pd

from helpers import cooperation
from helpers.figures import Data
from helpers.problems import DataError, Problem

LATIN_AMERICA = ("Caribbean", "Central America", "South America")  # UN M49; Mexico is in Central America there
NEITHER = "neither"


def everything(data: Data, as_of: str, fiscal_year: str = "FY2024") -> pd.DataFrame:
    """A row a nationality, largest first, with all that is counted of it.

    Columns: code, name, kind, region, subregion, people (with a final order on that date), rank, share (of all people
    with a final order), evidence, source, also (keys of further sources that print the same figure), removals (of the
    fiscal year: 0 where ICE prints none, missing where it has no row or no number), ratio (people for each removal,
    missing where there is no removal), status (on ICE's list), note.
    """
    orders = data.final_orders(as_of).rename(columns={"persons": "people"})
    removals = orders["code"].map(data.removals(fiscal_year))
    return orders.assign(
        rank=orders["people"].rank(method="min", ascending=False).astype(int),
        share=orders["people"] / data.total(as_of),
        removals=removals,
        ratio=orders["people"] / removals.where(removals > 0),
        status=orders["code"].map(cooperation.status(data, as_of)).fillna(NEITHER),
    )


def largest(data: Data, as_of: str, most: int) -> pd.DataFrame:
    """The nationalities with most people with a final order: name, people, share, cumulative (share up to here), source.

    Raises DataError if the table has fewer rows than asked for.
    """
    rows = everything(data, as_of)
    if len(rows) < most:
        expected = f"{len(rows)} nationalities; the report needs {most} or more"
        raise DataError([Problem(f"final_orders_{as_of}.csv", None, None, None, expected)])
    rows = rows.assign(cumulative=rows["share"].cumsum()).head(most)
    return rows[["name", "people", "share", "cumulative", "source"]]


def not_itemised(data: Data, as_of: str) -> int:
    """People whom the total counts and no nationality that was found does."""
    return data.total(as_of) - int(data.final_orders(as_of)["persons"].sum())


def share_with_order(data: Data, as_of: str, fiscal_year: str) -> pd.DataFrame:
    """The share of each nationality's people on the docket who have a final order, where ICE printed the docket.

    A row a nationality, largest share first: name, docket (at the end of the fiscal year), with_order (on `as_of`), share,
    source (of the docket).
    """
    printed = data.docket_by_citizenship.query("used and measure == 'non_detained_docket' and date == @fiscal_year")
    orders = data.final_orders(as_of).set_index("code")["persons"]
    rows = printed[printed["code"].isin(orders.index) & (printed["precision"] == "exact")]
    frame = pd.DataFrame({"name": rows["name"], "docket": rows["value"], "with_order": rows["code"].map(orders)})
    frame = frame.assign(share=frame["with_order"] / frame["docket"], source=rows["source"])
    return frame.sort_values("share", ascending=False, ignore_index=True)


def regions(data: Data, as_of: str) -> pd.DataFrame:
    """A row a region of the UN's M49 standard, largest first: region, nationalities, people, share."""
    groups = data.final_orders(as_of).groupby("region")["persons"].agg(["count", "sum"])
    frame = groups.reset_index().set_axis(["region", "nationalities", "people"], axis=1)
    frame = frame.assign(share=frame["people"] / data.total(as_of))
    return frame.sort_values("people", ascending=False, ignore_index=True)


def in_latin_america(rows: pd.DataFrame) -> pd.Series:
    """Which nationalities are of Latin America and the Caribbean: the Americas of UN M49 without Northern America."""
    return (rows["region"] == "Americas") & rows["subregion"].isin(LATIN_AMERICA)


def changes(data: Data, before: str, after: str) -> pd.DataFrame:
    """Change between two tables of final orders: name, before, after (people), change, growth; the largest rise first.

    A nationality without a row at a date is missing there, not zero.
    """
    first, second = (data.final_orders(date).set_index("code")["persons"] for date in (before, after))
    frame = pd.DataFrame({"before": first, "after": second})
    frame = frame.assign(name=data.places["name"].reindex(frame.index), change=frame["after"] - frame["before"])
    return frame.assign(growth=frame["change"] / frame["before"]).sort_values("change", ascending=False)
