"""Checks of what outlets print about a table: totals of groups, counts of countries, and named lists."""

from collections.abc import Iterator

from helpers import clean, text
from helpers.checks.check import Check, Row, slack
from helpers.figures import ARTICLE_TABLE, SNAPSHOT, Data
from helpers.problems import file_of

NAMED_IN_FULL = {("2024-11", "uncooperative"), ("2024-11", "at risk"), ("2017-05", "uncooperative")}


def checks(data: Data) -> Iterator[Check]:
    """All checks of printed totals of groups and printed counts of countries."""
    for part in (_groups, _counts, _lists, _destinations):
        yield from part(data)


def _numbers(data: Data, table: str) -> Iterator[Row]:
    """The rows of a table in which the source prints a number, with their value."""
    for row in data.numbered(table).to_dict("records"):
        value = clean.figure(row["printed"]).value
        if value is not None:
            yield {**row, "value": value}


def _groups(data: Data) -> Iterator[Check]:
    """Totals of groups. Where the source says how many rows it adds, the sum must be the same; else see the reason."""
    groups, orders = data.raw["groups"], data.final_orders(ARTICLE_TABLE)
    parts = f"{file_of(SNAPSHOT + ARTICLE_TABLE)}, the rows of the group in groups.csv"
    for row in _numbers(data, "published-totals"):
        codes = groups.loc[groups["group"] == row["group"], "code"]
        if codes.empty:
            continue
        found = orders[orders["code"].isin(codes)]
        computed, within = int(found["people"].sum()), slack(row["printed"])
        absent = data.places["name"].reindex(codes[~codes.isin(found["code"])])
        if row["members"] and len(found) >= int(row["members"]):
            rule, why = "equal", "The printed figure is no exact count." if within else ""
        elif row["members"] or row["group"] == "European Union":
            rule, why = "part", f"No row was found for {text.listing(absent)}: together they would hold the difference."
        else:
            one = (orders["people"] == abs(row["value"] - computed)).any()
            rule, why = "known", "The source does not list the countries it adds, so the cause was not found. "
            why += f"{'One row' if one else 'No single row of the table'} equals the difference."
        what = f"{row['group']}, {len(found)} rows"
        yield Check(what, row, computed, rule, within, explanation=why, parts=parts)


def _counts(data: Data) -> Iterator[Check]:
    """Counts of countries that outlets print, against the rows found; one check a count, however many print it."""
    orders, lists = data.final_orders(ARTICLE_TABLE), data.cooperation
    named = lists[(lists["as_of"] == "2024-11") & (lists["status"] == "uncooperative")]
    with_row = int(named["code"].isin(orders["code"]).sum())
    left = data.total(ARTICLE_TABLE) - int(orders["people"].sum())
    prints: dict[tuple[str, str], list[Row]] = {}
    for row in _numbers(data, "published-totals"):
        prints.setdefault((row["group"], row["printed"]), []).append(row)
    for (group, _), (row, *others) in prints.items():
        if group == "Uncooperative countries":
            computed, why = len(named), f"The list has {len(named)} names; {with_row} of them have a row in the table."
        elif group == "Countries in the table" and row["value"] > len(orders):
            missing = f"{row['value'] - len(orders):,.0f} rows were not found"
            computed, why = len(orders), f"If so, {missing}, and hold the {left:,} people not itemised."
        elif group == "Countries in the table":
            computed = len(orders)
            why = "More rows were found than the source counts, so it cannot be the number of rows of the table."
        else:
            continue
        counted = f"{text.spelled(1 + len(others))} outlets" if others else "an outlet"
        yield Check(f"{group}, as counted by {counted}", row, computed, "known", 0, "countries", why)


def _lists(data: Data) -> Iterator[Check]:
    """Printed counts of uncooperative and at-risk countries, against the names seen on the same date."""
    lists = dict(list(data.cooperation.groupby(["as_of", "status"])))
    for row in _numbers(data, "cooperation-counts"):
        cell = (row["as_of"], row["status"])
        within = [key for key in lists if key[1] == cell[1] and key[0].startswith(f"{cell[0]}-")]
        named = lists.get(cell, lists[within[0]] if within else data.cooperation.head(0))
        full = cell in NAMED_IN_FULL
        if named.empty and not full:
            continue
        apart = named[named["note"].str.contains("listed apart")]["name"]
        rule, why = "equal" if full else "part", ""
        if len(apart):
            rule = rule if full else "known"
            why = f"The source names {text.listing(apart)} apart from the others."
        elif not full and len(named) < row["value"]:
            why = f"{row['value'] - len(named):,.0f} names were not seen."
        what = f"Countries {row['status']}, {row['as_of']}, against the names seen"
        yield Check(what, row, len(named), rule, slack(row["printed"]), "countries", why)


def _destinations(data: Data) -> Iterator[Check]:
    """Countries of removal in a year, as printed, against the nationalities with a removal that year."""
    why = "ICE counts the countries that people were removed to; the table counts their citizenship."
    for row in data.series("removal_countries").to_dict("records"):
        what = f"Countries of removal, {row['date']}, against nationalities with a removal"
        yield Check(what, row, int((data.removals(row["date"]) > 0).sum()), "known", 0, "countries", why)
