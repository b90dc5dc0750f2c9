"""What the article's chapter computes beside the verdicts: nationalities named, groupings, and the misprint."""

import re

import pandas as pd

from helpers import clean
from helpers.claims import stated
from helpers.figures import Data, row_at
from helpers.ledger.scale import ARTICLE, FIRST, number_in, others

NAMED = {
    "row_mexico": "MEX",
    "row_guatemala": "GTM",
    "row_honduras": "HND",
    "row_el_salvador": "SLV",
    "row_china": "CHN",
    "row_haiti": "HTI",
    "row_iran": "IRN",
    "row_pakistan": "PAK",
    "row_uzbekistan": "UZB",
    "row_venezuela": "VEN",
}  # the order in which the article names them
FIRST_NAMED = list(NAMED.values())[:4]
LATIN_AMERICA = ["Caribbean", "Central America", "South America"]


def named(data: Data, as_of: str) -> pd.DataFrame:
    """A row a nationality that the article names with a figure, in its order.

    Columns: code, name, printed (persons, in the article), persons (in the table), rank, difference.
    """
    quotes = data.raw["claims"].drop_duplicates("check").set_index("check")["quote"]
    orders = data.final_orders(as_of).set_index("code")
    rank = orders["persons"].rank(method="min", ascending=False).astype(int)
    codes = list(NAMED.values())
    frame = orders.loc[codes, ["name", "subregion", "persons"]].reset_index()
    frame = frame.assign(printed=[int(number_in(quotes[name])[0]) for name in NAMED], rank=rank[codes].to_numpy())
    return frame.assign(difference=frame["printed"] - frame["persons"])


def latin_america(orders: pd.DataFrame, total: int) -> pd.DataFrame:
    """A row a grouping, of Latin America or of parts of it: grouping, rows (nationalities), persons, share of `total`.

    orders: final orders by nationality, indexed by code. Regions are those of the UN's M49. People who are not
    itemised by nationality count against every grouping, since `total` includes them.
    """
    region = orders["subregion"].isin(LATIN_AMERICA)
    latin_named = [code for code in NAMED.values() if code in orders.index and region[code]]
    largest = orders["persons"].nlargest(4).index
    groupings = {
        "Caribbean, Central and South America (M49: Latin America and the Caribbean)": region,
        "The same, without territories": region & (orders["kind"] == "state"),
        "The same, without rows that rest on one outlet": region & (orders["evidence"] != "one outlet"),
        "Central and South America, without the Caribbean": region & (orders["subregion"] != "Caribbean"),
        "The Latin American nationalities that the article names": orders.index.isin(latin_named),
        "Central America, with Mexico": orders["subregion"] == "Central America",
        stated("The four largest nationalities"): region & orders.index.isin(largest),
    }
    rows = [(name, int(sum(which)), int(orders.loc[which, "persons"].sum())) for name, which in groupings.items()]
    frame = pd.DataFrame(rows, columns=["grouping", "rows", "persons"])
    return frame.assign(share=frame["persons"] / total)


def first_open_rank(orders: pd.DataFrame, total: int) -> int:
    """The first rank that is a minimum: its row is smaller than the number of people not itemised by nationality.

    A row that was not found could hold up to that number of people, and so could stand above this row or any below.
    orders: rows with persons. One more than the last rank, if no row is that small.
    """
    missing = total - orders["persons"].sum()
    return int((orders["persons"] >= missing).sum()) + 1


def cooperation_lists(data: Data, as_of: str) -> pd.DataFrame:
    """The last lists of uncooperative and at-risk countries by this date: rows of cooperation, none if there are none."""
    frame = data.cooperation
    frame = frame[frame["status"].isin(["uncooperative", "at risk"]) & (frame["as_of"] <= as_of)]
    return frame[frame["as_of"] == frame["as_of"].max()]


def latin_docket(data: Data, year: str) -> float:
    """People on the whole docket of the nationalities printed for it that are Latin American: a lower bound."""
    frame = data.docket_by_citizenship
    frame = frame[frame["used"] & (frame["measure"] == "non_detained_docket") & (frame["date"] == year)]
    return float(frame.loc[frame["subregion"].isin(LATIN_AMERICA), "value"].sum())


def misprints(data: Data) -> pd.DataFrame:
    """The figures in which the article differs from the table, as recorded: rows of other_figures.csv with its key."""
    frame = data.raw["other-figures"]
    return frame[frame["source"] == ARTICLE]


def forms(frame: pd.DataFrame) -> list[str]:
    """How each row of other_figures.csv is printed by its source: as in `printed`, but for the report that came first.

    Its form, which has a misplaced comma, is the one in quotation marks and brackets in the note of its row.
    """
    found = [
        re.search(r'"\(([0-9,]+)\)"', note) if key == FIRST else None
        for key, note in frame[["source", "note"]].to_numpy()
    ]
    return [form[1] if form else printed for form, printed in zip(found, frame["printed"], strict=True)]


def sharing(data: Data) -> list[str]:
    """Sources that repeat a misprint of the article, so that they and the article may copy one text."""
    frame = data.raw["other-figures"]
    ours = set(zip(*(misprints(data)[column] for column in ("citizenship", "printed")), strict=True))
    same = [pair in ours for pair in zip(frame["citizenship"], frame["printed"], strict=True)]
    return sorted(set(frame.loc[same, "source"]) - {ARTICLE})


def trace(data: Data, as_of: str, code: str) -> pd.DataFrame:
    """Who prints which count for a nationality: key, short (name), kind, published, persons, form (as printed),
    same (as the table), note.

    The texts that print the figure of the table come last. Texts that round it are left out.
    """
    row = row_at(data.final_orders(as_of).set_index("code"), code)
    frame = data.raw["other-figures"]
    frame = frame[(frame["citizenship"] == row["citizenship"]) & (frame["cause"] != "rounded")]
    frame = frame.assign(form=forms(frame))
    printed = [
        (k, clean.count(n), form, note) for k, n, form, note in frame[["source", "printed", "form", "note"]].to_numpy()
    ]
    rows = printed + [(key, int(row["persons"]), row["printed"], "") for key in others(row)]
    frame = pd.DataFrame(rows, columns=["key", "persons", "form", "note"])
    cards = data.sources.loc[frame["key"], ["short", "kind", "published"]].reset_index(drop=True)
    return pd.concat([frame, cards], axis=1).assign(same=frame["persons"] == row["persons"])
