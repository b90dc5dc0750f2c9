"""ICE's cooperation lists: which countries were on which list at a date."""

import pandas as pd

from helpers import clean
from helpers.figures import Data

LIST_SOURCE = "adaderana"
ON_A_LIST = ["uncooperative", "at risk"]


def dates(data: Data) -> list[str]:
    """Dates as printed for which names on ICE's lists were read, oldest first."""
    rows = data.cooperation[data.cooperation["status"].isin(ON_A_LIST)]
    return sorted(rows["as_of"].unique(), key=lambda date: clean.period(date).end)


def status(data: Data, as_of: str) -> pd.Series:
    """Status of each country on ICE's list nearest before `as_of` (a day), by code. Countries on neither are absent.

    >>> from helpers import load
    >>> listed = status(load.data(), "2024-11-24")
    >>> listed["CUB"], "MEX" in listed
    ('uncooperative', False)
    """
    latest = [date for date in dates(data) if clean.period(date).start <= clean.period(as_of).end][-1]
    listed = data.cooperation["status"].isin(ON_A_LIST) & (data.cooperation["as_of"] == latest)
    rows = data.cooperation[listed]
    return rows.drop_duplicates("code").set_index("code")["status"]


def stock(data: Data, as_of: str) -> pd.DataFrame:
    """Final orders by list: a row a list (uncooperative, at risk, neither, not itemised) with rows and persons.

    The countries on a list that have no row in the table of final orders are counted in `without_row`.
    """
    orders = data.final_orders(as_of)
    listed = status(data, as_of)
    of_row = orders["code"].map(listed).fillna("neither")
    persons = orders.groupby(of_row)["persons"].agg(["sum", "count"])
    total = data.total(as_of)
    lines = [
        {
            "status": name,
            "persons": int(persons["sum"].get(name, 0)),
            "rows": int(persons["count"].get(name, 0)),
            "without_row": int((~listed[listed == name].index.isin(orders["code"])).sum()),
        }
        for name in [*ON_A_LIST, "neither"]
    ]
    lines.append(
        {"status": "not itemised", "persons": total - int(orders["persons"].sum()), "rows": 0, "without_row": 0}
    )
    return pd.DataFrame(lines).assign(share=lambda frame: frame["persons"] / total)


def history(data: Data, code: str) -> pd.DataFrame:
    """Everything read about one country: as_of, status, source, note; oldest first, undated last."""
    rows = data.cooperation[data.cooperation["code"] == code]
    order = rows["as_of"].map(lambda date: "9999" if date == "undated" else str(clean.period(date).end))
    return rows.assign(order=order).sort_values("order")[["as_of", "status", "source", "note"]]
