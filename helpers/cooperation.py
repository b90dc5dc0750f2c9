"""ICE's cooperation lists: which countries were on which list at a date."""

import math

import pandas as pd

from helpers import clean, text
from helpers.figures import Data
from helpers.problems import DataError, Problem

ON_A_LIST = ["uncooperative", "at risk"]
DROPPED = "removed from uncooperative list"
IN_FORCE = "visa sanctions in force"


def listed(data: Data, as_of: str) -> pd.DataFrame:
    """The rows of ICE's lists as they stood on a day: a row a country, with code, name, status, as_of and source.

    Raises DataError if no list is known by that day.
    """
    rows = data.cooperation[data.cooperation["status"].isin(ON_A_LIST)]
    known = [date for date in rows["as_of"].unique() if clean.period(date).start <= clean.period(as_of).end]
    if not known:
        raise DataError([Problem("cooperation.csv", None, "as_of", as_of, "no list of ICE is known by this day")])
    newest = max(known, key=lambda date: clean.period(date).end)
    return rows[rows["as_of"] == newest].drop_duplicates("code")


def list_date(data: Data, as_of: str) -> str:
    """The date of ICE's lists as they stood on a day, in words. Raises DataError if no list is known by that day."""
    return text.when(listed(data, as_of)["as_of"].iloc[0])


def list_source(data: Data, as_of: str) -> str:
    """The key of the source of these lists. Raises DataError if no list is known by that day."""
    return str(listed(data, as_of)["source"].iloc[0])


def newest(data: Data) -> str:
    """The date of the newest of ICE's lists, as printed, whichever day the report is about."""
    dates = data.cooperation.loc[data.cooperation["status"].isin(ON_A_LIST), "as_of"]
    return max(dates, key=lambda date: clean.period(date).end)


def status(data: Data, as_of: str) -> pd.Series:
    """Status of each country on ICE's lists on a day ("uncooperative", "at risk"), by code. Others are absent."""
    return listed(data, as_of).set_index("code")["status"]


def by_list(data: Data, as_of: str) -> pd.DataFrame:
    """People with a final order by ICE's list: a row for each of uncooperative, at risk, neither and not itemised.

    Columns: status, people, share (of all people with a final order), nationalities, countries (on the list, with or
    without a row in the table of final orders), source (of the table), sources (keys: of the lists); by status.
    """
    orders = data.final_orders(as_of)
    lists = listed(data, as_of)
    total = data.total(as_of)
    of_row = orders["code"].map(lists.set_index("code")["status"]).fillna("neither")
    frame = orders.groupby(of_row)["people"].agg(people="sum", nationalities="size").reindex([*ON_A_LIST, "neither"])
    frame["countries"] = lists["status"].value_counts()
    frame.loc["not itemised", "people"] = total - orders["people"].sum()
    frame = frame.fillna(0).astype(int).rename_axis(None)
    frame = frame.assign(status=frame.index, share=frame["people"] / total, source=data.table_source(as_of))
    return frame.assign(sources=[[list_source(data, as_of)]] * len(frame))


def at_most(data: Data, as_of: str) -> float:
    """The share of people with a final order who could be nationals of a country on ICE's lists, at the very most.

    As a bound it is rounded up, to a tenth of a percent. Counted as if from such a country: whoever is on no row that was found, of unknown citizenship, or of a former state.
    """
    orders = data.final_orders(as_of)
    open_rows = orders["kind"].isin(["former state", "special"]) & ~orders["code"].isin(status(data, as_of).index)
    neither = by_list(data, as_of).loc["neither", "share"]
    share = 1 - neither + orders.loc[open_rows, "people"].sum() / data.total(as_of)
    return math.ceil(round(1_000 * share, 6)) / 1_000


def sanctions(data: Data) -> pd.DataFrame:
    """A row a country under visa sanctions since 2001, oldest first.

    Columns: name, imposed (date), later (each step after it with its day, "in force" only where it is the last, and the
    day after which nothing is known, unless they were lifted), status (on ICE's list of the newest date), sources (keys).
    """
    rows = data.cooperation[data.cooperation["status"].str.startswith("visa sanctions")]
    now = status(data, data.as_of)
    found = []
    for code, events in rows.groupby("code", sort=False):
        events = events.assign(order=events["as_of"].map(lambda date: clean.period(date).end)).sort_values("order")
        first, *after = events.itertuples()
        steps = [event for event in after if event.status != IN_FORCE or event is after[-1]]
        words = "; ".join(f"{event.status.removeprefix('visa sanctions ')} {text.when(event.as_of)}" for event in steps)
        if not steps:
            words = f"not known after {text.when(first.as_of)}"
        elif not steps[-1].status.endswith("lifted"):
            words += ", not known after"
        cited = [event.source for event in [first, *steps]]
        found.append((first.name, first.as_of, words, now.get(code, "neither"), cited))
    return pd.DataFrame(found, columns=["name", "imposed", "later", "status", "sources"]).sort_values("imposed")


def over_time(data: Data) -> pd.DataFrame:
    """What was read of each country that is or was on one of ICE's lists, grouped by its state now.

    A row a country and reading: name, group ("uncooperative", "at risk" or "earlier only", by the newest list), year (of
    the reading), status ("uncooperative", "at risk" or "off": dropped), sanctions (year of the first, or ""), source.
    The lists of 2016, and the earlier lists of countries at risk, were read in part: a missing row is not an absence.
    """
    rows = data.cooperation[data.cooperation["status"].isin([*ON_A_LIST, DROPPED])]
    now, imposed = status(data, data.as_of), sanctions(data).set_index("name")["imposed"].str[:4]
    rows = rows.assign(
        group=rows["code"].map(now).fillna("earlier only"),
        year=rows["as_of"].str[:4].astype(int),
        status=rows["status"].replace(DROPPED, "off"),
        sanctions=rows["name"].map(imposed).fillna(""),
    )
    order = pd.Categorical(rows["group"], [*ON_A_LIST, "earlier only"], ordered=True)
    rows = rows.assign(group=order).drop_duplicates(["code", "year"]).sort_values(["group", "name", "year"])
    return rows[["name", "group", "year", "status", "sanctions", "source"]].reset_index(drop=True)
