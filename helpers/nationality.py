"""Chapter 2: where people with a final order are from, and what else is known of each nationality."""

import pandas as pd

from helpers import clean, cooperation, text
from helpers.docket import DOCKET, ORDERS
from helpers.figures import EVIDENCE, Data
from helpers.problems import DataError, Problem

LATIN_AMERICA = ["Caribbean", "Central America", "South America"]  # UN M49; Mexico is in Central America there
NEITHER = "neither"
EITHER_DOCKET = "all_with_final_order"
THE_FOUR = "Mexico, Guatemala, Honduras and El Salvador together"
FOUR = 4  # nationalities that the report tells apart from all others
COUNTRIES = "Countries in the table"  # in published_totals.csv
GRADES = dict(zip(EVIDENCE, "ABC", strict=True))  # as appendix A has them


def everything(data: Data, as_of: str, fiscal_year: str = "FY2024") -> pd.DataFrame:
    """A row a nationality, largest first, with all that is counted of it.

    Columns: code, name, kind, region, subregion, people (with a final order on that date), rank, share (of all people
    with a final order), evidence, source, also (keys of further sources that print the same figure), removals (of the
    fiscal year: 0 where ICE prints none, missing where it has no row or no number), ratio (people for each removal,
    missing where there is no removal), status (on ICE's list), note.
    """
    orders = data.final_orders(as_of)
    removals = orders["code"].map(data.removals(fiscal_year))
    return orders.assign(
        rank=orders["people"].rank(method="min", ascending=False).astype(int),
        share=orders["people"] / data.total(as_of),
        removals=removals,
        ratio=orders["people"] / removals.where(removals > 0),
        status=orders["code"].map(cooperation.status(data, as_of)).fillna(NEITHER),
    )


def largest(data: Data, most: int) -> pd.DataFrame:
    """The nationalities with most people with a final order: as `everything`, and cumulative (share up to here).

    Raises DataError if the table has fewer rows than asked for.
    """
    rows = everything(data, data.as_of)
    if len(rows) < most:
        expected = f"{len(rows)} nationalities; the report needs {most} or more"
        raise DataError([Problem(f"final_orders_{data.as_of}.csv", None, None, None, expected)])
    return rows.assign(cumulative=rows["share"].cumsum()).head(most)


def largest_and_others(data: Data) -> pd.DataFrame:
    """The four largest nationalities, nationals of listed countries beside them, and everyone else, to add up to all.

    Columns: name, people, share, source, sources (keys: of the lists), row.
    """
    every, total = everything(data, data.as_of), data.total(data.as_of)
    rows, others = every.head(FOUR)[["name", "people", "share", "source"]], every.iloc[FOUR:]
    listed = others.loc[others["status"] != NEITHER, "people"].sum()
    rest = total - rows["people"].sum() - listed
    for name, people in (("On ICE’s lists", listed), ("Everyone else", rest)):
        rows.loc[len(rows)] = [name, people, people / total, data.table_source(data.as_of)]
    lists = [cooperation.list_source(data, data.as_of)]
    return rows.assign(sources=[[]] * FOUR + [lists] * 2, row=["nationality"] * FOUR + ["group", "remainder"])


def not_itemised(data: Data, as_of: str) -> int:
    """People whom the total counts and no nationality that was found does."""
    return data.total(as_of) - int(data.final_orders(as_of)["people"].sum())


def nearly_whole(data: Data) -> bool:
    """Whether at most one in a hundred people of the newest table stands in no row: else all rows do not speak for all."""
    return not_itemised(data, data.as_of) <= 0.01 * data.total(data.as_of)


def then_and_now(data: Data) -> pd.DataFrame:
    """The four nationalities with most people with a final order, in July 2015, June 2018 and today, by name.

    A row a nationality, most people first, then "the four together" and "all nationalities". Columns: name, july_2015,
    june_2018 (missing for a single nationality), people (today), multiple (today for each one of 2015), today (its month),
    source (of 2015), sources (keys: of today), row. The count of 2015 has people in detention in it. Raises DataError if a count is missing.
    """
    before = data.docket_by_citizenship.query("used and measure == @EITHER_DOCKET and date == '2015-07-04'")
    orders, before = data.final_orders(data.as_of).head(4), before.set_index("code")
    rows = pd.DataFrame({"name": orders["name"], "people": orders["people"].astype(float)})
    rows["sources"] = [[key] for key in orders["source"]]
    rows = rows.assign(july_2015=orders["code"].map(before["value"]), source=orders["code"].map(before["source"]))
    sums = pd.DataFrame({"name": ["the four together", "all nationalities"], "row": ["subtotal", "total"]})
    sums["july_2015"] = [rows["july_2015"].sum(), data.value(EITHER_DOCKET, "2015-07-04")]
    sums["june_2018"] = [data.value(ORDERS, "2018-06", group) for group in (THE_FOUR, "")]
    sums["people"] = [rows["people"].sum(), data.total(data.as_of)]
    sums["source"] = [rows["source"].iloc[0], data.row(EITHER_DOCKET, "2015-07-04")["source"]]
    sums["sources"] = [rows["sources"].sum(), [data.table_source(data.as_of)]]
    frame = pd.concat([rows.assign(row="nationality"), sums], ignore_index=True).set_index("name", drop=False)
    frame = frame.assign(multiple=frame["people"] / frame["july_2015"], today=text.when(data.as_of[:7]))
    return frame[["name", "july_2015", "june_2018", "people", "multiple", "today", "source", "sources", "row"]]


def table_beside_docket(data: Data) -> str:
    """The day of the table of final orders that is nearest to the end of FY2024, of which the docket is printed."""
    end = clean.period("FY2024").end
    return min(data.snapshots, key=lambda day: abs(clean.period(day).end - end))


def share_with_order(data: Data) -> pd.DataFrame:
    """The share of each nationality's people on the docket who have a final order, where ICE printed the docket.

    A row a nationality, largest share first: name, docket (at the end of FY2024), with_order (on the day of
    `table_beside_docket`), share, growth (of the docket since the fiscal year before, missing where that was not printed), source
    (of the docket), sources (keys: of with_order, and of the docket a year before), row. The last row is "All nationalities", with both counts of the fiscal year's end.
    """
    printed = data.docket_by_citizenship.query("used and measure == @DOCKET and precision == 'exact'")
    before = printed[printed["date"] == "FY2023"].set_index("code")[["value", "source"]]
    orders = data.final_orders(table_beside_docket(data)).set_index("code")
    rows = printed[(printed["date"] == "FY2024") & printed["code"].isin(orders.index)]
    rows = rows.assign(
        docket=rows["value"], with_order=rows["code"].map(orders["people"]), before=rows["code"].map(before["value"])
    )
    sources = pd.DataFrame({"of": rows["code"].map(orders["source"]), "before": rows["code"].map(before["source"])})
    rows["sources"] = [list(dict.fromkeys(keys.dropna())) for _, keys in sources.iterrows()]
    every = {"name": "All nationalities", "row": "total", "source": data.row(DOCKET, "FY2024")["source"]}
    every |= {"docket": data.value(DOCKET, "FY2024"), "with_order": data.value(ORDERS, "FY2024")}
    every["sources"] = [data.row(ORDERS, "FY2024")["source"], data.row(DOCKET, "FY2023")["source"]]
    every["before"] = data.value(DOCKET, "FY2023")
    frame = pd.concat([rows.assign(row="nationality"), pd.DataFrame([every])])
    frame = frame.assign(share=frame["with_order"] / frame["docket"], growth=frame["docket"] / frame["before"] - 1)
    frame = frame.sort_values(["row", "share"], ascending=[True, False], ignore_index=True)  # the total last
    return frame[["name", "docket", "with_order", "share", "growth", "source", "sources", "row"]]


def regions(data: Data) -> pd.DataFrame:
    """A row a region of the UN's M49 standard, largest first, without people whose row has no region.

    Columns: region, nationalities, people, share, largest (the nationality with most people, and their number).
    """
    rows = everything(data, data.as_of).query("region != 'Not assigned'")
    first = rows.drop_duplicates("region").set_index("region")
    sums = {"nationalities": ("name", "count"), "people": ("people", "sum"), "share": ("share", "sum")}
    frame = rows.groupby("region").agg(**sums).assign(largest=first["name"] + " " + first["people"].map("{:,}".format))
    return frame.reset_index().sort_values("people", ascending=False, ignore_index=True)


def missing_rows(data: Data) -> int:
    """How many nationalities the table has beyond those found, if it has as many rows as most of the press says."""
    printed = data.raw["published-totals"].query("group == @COUNTRIES")["printed"]
    counts = printed[printed.map(clean.is_count).astype(bool)].map(clean.count)
    if counts.empty:
        expected = f'no exact count of the group "{COUNTRIES}", which the report needs'
        raise DataError([Problem("published_totals.csv", None, "printed", None, expected)])
    return int(counts.mode()[0]) - len(data.final_orders(data.as_of))


def searched(data: Data) -> pd.DataFrame:
    """The nationalities whose figure was looked for and not found: name, languages (of the search), note."""
    rows = data.raw["looked-for"].query("what == 'the figure of a nationality' and result == 'not found'")
    rows = rows.assign(name=rows["of"].str.split(", ")).explode("name", ignore_index=True)
    return rows[["name", "languages", "note"]]


def all_rows(data: Data) -> pd.DataFrame:
    """Every nationality, largest first, then the people not itemised, if any, and the total, which all others add up to.

    Columns: code, name, people, grade ("A": read in a copy of ICE's table, "B": printed by several outlets, "C": by one;
    missing for the last rows), source.
    """
    rows = everything(data, data.as_of)[["code", "name", "people", "evidence", "source"]]
    rows = rows.rename(columns={"evidence": "grade"}).replace({"grade": GRADES})
    rest, total, source = not_itemised(data, data.as_of), data.total(data.as_of), data.table_source(data.as_of)
    if rest:
        rows.loc[len(rows)] = ["NOT-ITEMISED", "Not itemised in what we read", rest, None, source]
    rows.loc[len(rows)] = ["ALL", "Total, as ICE printed it", total, None, source]
    return rows


def changes(data: Data, before: str, after: str) -> pd.DataFrame:
    """Change between two tables of final orders: name, before, after (people), change; the largest rise first.

    A nationality without a row at a date is missing there, not zero.
    """
    first, second = (data.final_orders(date).set_index("code")["people"] for date in (before, after))
    frame = pd.DataFrame({"before": first, "after": second})
    frame = frame.assign(name=data.places["name"].reindex(frame.index), change=frame["after"] - frame["before"])
    return frame.sort_values("change", ascending=False)
