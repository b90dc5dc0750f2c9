"""Judge one claim of the article, on the data or on changed data."""

import pandas as pd

from helpers import figures, ledger, load
from tests.changed_data import changed, with_table, without

AS_OF = "2024-11-24"
ORDERS = f"final-orders-{AS_OF}"


def claim(data: figures.Data, check: str, scale: ledger.Scale | None = None) -> pd.Series:
    """The first claim with this check, judged. One other claim is kept: a check reads its quote."""
    claims = data.raw["claims"]
    few = with_table(data, "claims", claims[claims["check"].isin([check, "over_7_million"])])
    found = ledger.judge(few, AS_OF, scale or ledger.Scale())
    return found[found["check"] == check].iloc[0]


def verdict(data: figures.Data, check: str, scale: ledger.Scale | None = None) -> str:
    """The verdict on the first claim with this check."""
    return claim(data, check, scale)["verdict"]


def order_count(data: figures.Data, citizenship: str, printed: str) -> figures.Data:
    return changed(data, ORDERS, {"citizenship": citizenship}, printed=printed)


def resting_on(data: figures.Data, citizenship: str, source: str) -> figures.Data:
    """The data with the row of a nationality found in this source only."""
    others = without(data, "readings", citizenship=citizenship)
    return changed(others, ORDERS, {"citizenship": citizenship}, source=source, evidence="one outlet")
