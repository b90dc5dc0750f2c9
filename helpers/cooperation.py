"""ICE's cooperation lists: which countries were on which list at a date."""

import pandas as pd

from helpers import clean
from helpers.figures import Data
from helpers.problems import DataError, Problem

ON_A_LIST = ["uncooperative", "at risk"]


def dates(data: Data) -> list[str]:
    """Dates as printed for which names on ICE's lists were read, oldest first."""
    rows = data.cooperation[data.cooperation["status"].isin(ON_A_LIST)]
    return sorted(rows["as_of"].unique(), key=lambda date: clean.period(date).end)


def listed(data: Data, as_of: str) -> pd.DataFrame:
    """The rows of ICE's lists as they stood on a day: a row a country, with code, name, status, as_of and source.

    Raises DataError if no list is known by that day.
    """
    known = [date for date in dates(data) if clean.period(date).start <= clean.period(as_of).end]
    if not known:
        raise DataError([Problem("cooperation.csv", None, "as_of", as_of, "no list of ICE is known by this day")])
    rows = data.cooperation[data.cooperation["status"].isin(ON_A_LIST) & (data.cooperation["as_of"] == known[-1])]
    return rows.drop_duplicates("code")


def status(data: Data, as_of: str) -> pd.Series:
    """Status of each country on ICE's lists on a day, by code. Countries on neither are absent.

    >>> from helpers import load
    >>> on_list = status(load.data(), "2024-11-24")
    >>> on_list["CUB"], "MEX" in on_list
    ('uncooperative', False)
    """
    return listed(data, as_of).set_index("code")["status"]


def by_list(data: Data, as_of: str) -> pd.DataFrame:
    """People with a final order by ICE's list: a row for each of uncooperative, at risk, neither and not itemised.

    Columns: status, people, share (of all people with a final order), nationalities, without_row (countries on the list
    that have no row in the table of final orders), source (of the list).
    """
    orders = data.final_orders(as_of)
    lists = listed(data, as_of)
    total, source = data.total(as_of), lists["source"].iloc[0]
    of_row = orders["code"].map(lists.set_index("code")["status"]).fillna("neither")
    rows = []
    for name in [*ON_A_LIST, "neither"]:
        missing = lists.loc[(lists["status"] == name) & ~lists["code"].isin(orders["code"]), "code"]
        people = int(orders.loc[of_row == name, "persons"].sum())
        rows.append((name, people, int((of_row == name).sum()), len(missing)))
    rows.append(("not itemised", total - int(orders["persons"].sum()), 0, 0))
    frame = pd.DataFrame(rows, columns=["status", "people", "nationalities", "without_row"])
    return frame.assign(share=frame["people"] / total, source=source)


def history(data: Data, code: str) -> pd.DataFrame:
    """Everything read about one country: as_of, status, source, note; oldest first, undated last."""
    rows = data.cooperation[data.cooperation["code"] == code]
    order = rows["as_of"].map(lambda date: "9999" if date == "undated" else str(clean.period(date).end))
    return rows.assign(order=order).sort_values("order")[["as_of", "status", "source", "note"]]
