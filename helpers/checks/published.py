"""Checks of what outlets print about a table: totals of groups, counts of countries, and named lists."""

import pandas as pd

from helpers import clean, words
from helpers.checks import Check, row_of, slack
from helpers.checks.chosen import Chosen
from helpers.figures import Data

# The outlets that print totals of groups, counts of countries and single figures copy the table of this date.
PUBLISHED = "2024-11-24"
NAMED_IN_FULL = {("2024-11", "uncooperative"), ("2024-11", "at risk"), ("2017-05", "uncooperative")}


def checks(data: Data, chosen: Chosen) -> list[Check]:
    """All checks of printed totals of groups and printed counts of countries."""
    orders = data.final_orders(PUBLISHED)
    return [*_groups(data, orders), *_counts(data, orders), *_lists(data), *_destinations(data, chosen)]


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The rows in which the source prints a number."""
    return table[~table["printed"].isin(clean.NOT_A_NUMBER)]


def _published(data: Data, row: pd.Series) -> dict:
    where = row_of(data.raw["published-totals"], group=row["group"], source=row["source"], printed=row["printed"])
    value = clean.value(row["printed"])
    return {
        "printed": row["printed"],
        "value": value,
        "source": row["source"],
        "file": "published_totals.csv",
        "row": where,
    }


def _groups(data: Data, orders: pd.DataFrame) -> list[Check]:
    """Totals of groups. Where the source says how many rows it adds, the sum must be the same; else see the reason."""
    groups = data.raw["groups"]
    made = []
    for _, row in _numbers(data.raw["published-totals"]).iterrows():
        codes = groups[groups["group"] == row["group"]]["code"]
        if codes.empty:
            continue
        found = orders[orders["code"].isin(codes)]
        absent = data.places["name"].reindex(codes[~codes.isin(found["code"])]).tolist()
        place = _published(data, row)
        gap = place["value"] - found["persons"].sum()
        rule, why = "known", ""
        if row["members"]:
            rule = "equal"
            why = "The printed figure is a lower bound." if slack(row["printed"]) else ""
        elif row["group"] == "European Union":
            rule = "part"
            why = f"No row was found for {words.listing(absent)}: all of them together would hold the difference."
        else:
            one = "One row equals" if (orders["persons"] == abs(gap)).any() else "No single row of the table equals"
            why = f"The source does not list the countries it adds, so the cause was not found. {one} the difference."
        what = f"{row['group']}, {words.count(len(found))} rows"
        made.append(
            Check(
                what,
                computed=found["persons"].sum(),
                rule=rule,
                tolerance=slack(row["printed"]),
                explanation=why,
                parts=f"final_orders_{PUBLISHED}.csv, the rows of the group in groups.csv",
                **place,
            )
        )
    return made


def _counts(data: Data, orders: pd.DataFrame) -> list[Check]:
    """Counts of countries that outlets print, against the rows found."""
    made = []
    itemised, total = orders["persons"].sum(), data.total(PUBLISHED)
    printed = _numbers(data.raw["published-totals"])
    for _, row in printed.drop_duplicates(["group", "printed"]).iterrows():
        outlets = ((printed["group"] == row["group"]) & (printed["printed"] == row["printed"])).sum()
        place = _published(data, row)
        if row["group"] == "Countries in the table":
            computed = len(orders)
            why = "More rows were found than the source counts, so it cannot be the number of rows of the table."
            if place["value"] > computed:
                missing, people = words.count(place["value"] - computed), words.count(total - itemised)
                why = f"If so, {missing} rows were not found, and hold the {people} people not itemised."
        elif row["group"] == "Uncooperative countries":
            lists = data.cooperation
            named = lists[(lists["as_of"] == "2024-11") & (lists["status"] == "uncooperative")]
            computed, with_row = len(named), named["code"].isin(orders["code"]).sum()
            why = (
                f"The list has {words.count(computed)} names; {words.count(with_row)} of them have a row in the table."
            )
        else:
            continue
        counted = "an outlet" if outlets == 1 else f"{words.small(outlets)} outlets"
        what = f"{row['group']}, as counted by {counted}"
        made.append(Check(what, computed=computed, rule="known", unit="countries", explanation=why, **place))
    return made


def _lists(data: Data) -> list[Check]:
    """Printed counts of uncooperative and at-risk countries, against the names seen on the same date."""
    made = []
    lists = dict(list(data.cooperation.groupby(["as_of", "status"])))
    nobody = data.cooperation.head(0)
    for row in _numbers(data.raw["cooperation-counts"]).to_dict("records"):
        cell = (row["as_of"], row["status"])
        within = [key for key in lists if key[1] == cell[1] and key[0].startswith(f"{cell[0]}-")]
        named = lists.get(cell, lists[within[0]] if within else nobody)
        full = cell in NAMED_IN_FULL
        if named.empty and not full:
            continue
        apart = named[named["note"].str.contains("listed apart")]["name"]
        value = clean.value(row["printed"])
        why = "" if full else f"{words.count(value - len(named))} names were not seen." if len(named) < value else ""
        if len(apart):
            why = f"The source names {words.listing(apart)} apart from the {words.small(value)}."
        keys = {key: row[key] for key in ("as_of", "status", "printed", "source")}
        made.append(
            Check(
                f"Countries {row['status']}, {row['as_of']}, against the names seen",
                row["printed"],
                value,
                len(named),
                row["source"],
                "cooperation_counts.csv",
                row_of(data.raw["cooperation-counts"], **keys),
                rule="equal" if full else "known" if len(apart) else "part",
                unit="countries",
                explanation=why,
            )
        )
    return made


def _destinations(data: Data, chosen: Chosen) -> list[Check]:
    """Countries of removal in a year, as printed, against the nationalities with a removal that year."""
    made = []
    for row in chosen.rows.values():
        if row["measure"] != "removal_countries":
            continue
        place = chosen.place(row)
        computed = int((data.removals(row["date"]) > 0).sum())
        why = "ICE counts the countries that people were removed to; the table counts their citizenship."
        made.append(
            Check(
                f"Countries of removal, {row['date']}, against nationalities with a removal",
                computed=computed,
                rule="known",
                unit="countries",
                explanation=why,
                **place,
            )
        )
    return made
