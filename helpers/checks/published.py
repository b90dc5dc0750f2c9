"""Checks of what outlets print about a table: totals of groups, counts of countries, and named lists."""

from helpers import clean, text
from helpers.checks.check import Check, Chosen, Row, slack
from helpers.figures import ARTICLE_TABLE, SNAPSHOT, Data
from helpers.problems import file_of

NAMED_IN_FULL = {("2024-11", "uncooperative"), ("2024-11", "at risk"), ("2017-05", "uncooperative")}


def checks(data: Data, chosen: Chosen) -> list[Check]:
    """All checks of printed totals of groups and printed counts of countries."""
    return [*_groups(data), *_counts(data), *_lists(data), *_destinations(data, chosen)]


def _numbers(data: Data, table: str) -> list[Row]:
    """The rows of a table in which the source prints a number, with their value."""
    rows = data.numbered(table).to_dict("records")
    read = [{**row, "value": clean.figure(row["printed"]).value} for row in rows]
    return [row for row in read if row["value"] is not None]


def _groups(data: Data) -> list[Check]:
    """Totals of groups. Where the source says how many rows it adds, the sum must be the same; else see the reason."""
    groups, orders = data.raw["groups"], data.final_orders(ARTICLE_TABLE)
    made = []
    for row in _numbers(data, "published-totals"):
        codes = groups.loc[groups["group"] == row["group"], "code"]
        if codes.empty:
            continue
        found = orders[orders["code"].isin(codes)]
        computed = int(found["persons"].sum())
        if row["members"]:
            rule, why = "equal", "The printed figure is no exact count." if slack(row["printed"]) else ""
        elif row["group"] == "European Union":
            absent = data.places["name"].reindex(codes[~codes.isin(found["code"])])
            rule, why = "part", f"No row was found for {text.listing(absent)}: together they would hold the difference."
        else:
            one = (orders["persons"] == abs(row["value"] - computed)).any()
            why = "The source does not list the countries it adds, so the cause was not found. "
            rule, why = "known", why + f"{'One row' if one else 'No single row of the table'} equals the difference."
        parts = f"{file_of(SNAPSHOT + ARTICLE_TABLE)}, the rows of the group in groups.csv"
        what = f"{row['group']}, {len(found)} rows"
        made.append(Check(what, row, computed, rule, slack(row["printed"]), explanation=why, parts=parts))
    return made


def _counts(data: Data) -> list[Check]:
    """Counts of countries that outlets print, against the rows found; one check a count, however many print it."""
    orders, lists = data.final_orders(ARTICLE_TABLE), data.cooperation
    named = lists[(lists["as_of"] == "2024-11") & (lists["status"] == "uncooperative")]
    with_row = int(named["code"].isin(orders["code"]).sum())
    left = data.total(ARTICLE_TABLE) - int(orders["persons"].sum())
    prints: dict[tuple[str, str], list[Row]] = {}
    for row in _numbers(data, "published-totals"):
        prints.setdefault((row["group"], row["printed"]), []).append(row)
    made = []
    for (group, _), (row, *others) in prints.items():
        if group == "Countries in the table":
            computed, more = len(orders), row["value"] - len(orders)
            why = "More rows were found than the source counts, so it cannot be the number of rows of the table."
            why = (
                f"If so, {more:,.0f} rows were not found, and hold the {left:,} people not itemised."
                if more > 0
                else why
            )
        elif group == "Uncooperative countries":
            computed = len(named)
            why = f"The list has {computed} names; {with_row} of them have a row in the table."
        else:
            continue
        counted = f"{text.spelled(1 + len(others))} outlets" if others else "an outlet"
        made.append(Check(f"{group}, as counted by {counted}", row, computed, "known", 0, "countries", why))
    return made


def _lists(data: Data) -> list[Check]:
    """Printed counts of uncooperative and at-risk countries, against the names seen on the same date."""
    lists = dict(list(data.cooperation.groupby(["as_of", "status"])))
    made = []
    for row in _numbers(data, "cooperation-counts"):
        cell = (row["as_of"], row["status"])
        within = [key for key in lists if key[1] == cell[1] and key[0].startswith(f"{cell[0]}-")]
        named = lists.get(cell, lists[within[0]] if within else data.cooperation.head(0))
        full = cell in NAMED_IN_FULL
        if named.empty and not full:
            continue
        apart = named[named["note"].str.contains("listed apart")]["name"]
        why = "" if full or len(named) >= row["value"] else f"{row['value'] - len(named):,.0f} names were not seen."
        if len(apart):
            why = f"The source names {text.listing(apart)} apart from the others."
        rule = "equal" if full else "known" if len(apart) else "part"
        what = f"Countries {row['status']}, {row['as_of']}, against the names seen"
        made.append(Check(what, row, len(named), rule, slack(row["printed"]), "countries", why))
    return made


def _destinations(data: Data, chosen: Chosen) -> list[Check]:
    """Countries of removal in a year, as printed, against the nationalities with a removal that year."""
    why = "ICE counts the countries that people were removed to; the table counts their citizenship."
    return [
        Check(
            f"Countries of removal, {date}, against nationalities with a removal",
            row,
            int((data.removals(date) > 0).sum()),
            "known",
            unit="countries",
            explanation=why,
        )
        for (measure, _, date), row in chosen.rows.items()
        if measure == "removal_countries" and row["value"] == row["value"]
    ]
