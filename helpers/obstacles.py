"""Chapter 3: what stands between a final order and a removal, and how many people each obstacle could concern."""

from collections.abc import Sequence

import pandas as pd

from helpers import clean, cooperation, docket, text
from helpers.columns import Link
from helpers.figures import NUMBERS, Data
from helpers.nationality import NEITHER, everything
from helpers.problems import DataError, Problem

NONE = "none found"
LEAST = 1_000  # people of a nationality, for its ratio to be compared
FUGITIVES_OF, ORDERS_OF = "FY2018", "2018-06"  # the counts of fugitives and of final orders that lie nearest
SECTIONS = {  # of chapter 3, by the family of an obstacle
    "still in court": "courts",
    "protected": "protection",
    "not found": "not-found",
    "other government": "governments",
    "capacity": "capacity",
    "choice": "capacity",
}


def one_page(data: Data) -> pd.DataFrame:
    """A row an obstacle: obstacle (a link to its place in chapter 3), stops, who_decides, best (the best figure found, as
    printed, or NONE where no source gives a number), sources (keys).
    """
    rows = []
    for row in data.numbered("obstacles").to_dict("records"):
        place = f"03_removal_obstacles.ipynb#obstacles-{SECTIONS[row['family']]}"
        rows.append((Link(row["obstacle"], place), row["stops"], row["who_decides"], *_best(data, row)))
    return pd.DataFrame(rows, columns=["obstacle", "stops", "who_decides", "best", "sources"])


def _best(data: Data, row: dict) -> tuple[str, list[str]]:
    """The best figure for an obstacle, with its words and date, and its sources. Raises DataError if a later number is known."""
    if not row["measure"]:
        return NONE, []
    if row["measure"] == "stock":  # people with a final order, by ICE's list
        lists = cooperation.by_list(data, data.as_of)
        if row["category"] not in lists.index:
            expected = f"expected one of {', '.join(lists.index)}"
            raise DataError([Problem("obstacles.csv", row["line"], "category", row["category"], expected)])
        part = lists.loc[row["category"]]
        counted = f"{part['people']:,} ({part['share']:.1%}) {row['counts']}, {text.when(data.as_of)}"
        return counted, [part["source"], *part["sources"]]
    found = data.named_in(row)
    later = data.series(row["measure"], row["category"])
    later = later[later["precision"].isin(NUMBERS) & (later["end"] > found["end"])]
    if not later.empty:
        date = later["date"].iloc[-1]
        expected = f"{later['printed'].iloc[-1]} of {date} is known too; expected the newest number, or {date} here"
        raise DataError([Problem("obstacles.csv", row["line"], "date", row["date"], expected)])
    if found["precision"] == "none":
        return NONE, [found["source"]]
    return f"{found['printed']} {row['counts']}, {text.when(found['date'])}", [found["source"]]


def fugitives(data: Data) -> pd.DataFrame:
    """A row a count of the people whom ICE called fugitives: date, end (day), people, precision, source."""
    rows = data.series("fugitives").rename(columns={"value": "people"})
    rows["precision"] = rows["precision"].map(docket.PRECISION)
    return rows[["date", "end", "people", "precision", "source"]]


def by_government(data: Data, most: int = 4) -> pd.DataFrame:
    """People with a final order by ICE's list, with the largest nationalities of those on neither list apart.

    Columns: part (a list, a nationality, or the others), status, people, share (of all), nationalities, source, sources
    (keys: of the lists), row. The parts add to all people with a final order; where all are itemised, no part is the rest.
    """
    lists = cooperation.by_list(data, data.as_of).query("status != 'not itemised' or people > 0")
    lists["part"] = lists["status"].replace(NEITHER, "other nationalities on neither list")
    rows = everything(data, data.as_of).query("status == @NEITHER").head(most)
    rows = rows.assign(part=rows["name"], nationalities=1)
    counted = ["people", "share", "nationalities"]
    lists.loc[lists["status"] == NEITHER, counted] -= rows[counted].sum().to_numpy()
    listed = lists["status"].isin(cooperation.ON_A_LIST)
    parts = pd.concat([lists[listed], rows, lists[~listed]], ignore_index=True)
    parts["sources"] = [lists["sources"].iloc[0]] * len(parts)
    parts["row"] = parts["status"].map({"not itemised": "remainder"}).fillna("part")
    return parts[["part", "status", *counted, "source", "sources", "row"]]


def ratios(data: Data, year: str, least: int = 0) -> pd.DataFrame:
    """People with a final order for each ICE removal of a fiscal year, lowest first and nationalities without removals last.

    least: people that a nationality must have to be in it. Columns: name, people, removals, ratio (missing where there
    was no removal), status (ICE's list), source (of people), sources (keys: of removals and lists).
    """
    rows = everything(data, data.as_of, year).query("people >= @least and removals.notna() and kind != 'special'")
    rows = rows.sort_values(["ratio", "people"], ascending=[True, False], na_position="last")
    removed = data.removals_by_citizenship.query("used and date == @year")["source"].unique()
    rows["sources"] = [[*removed, cooperation.list_source(data, data.as_of)]] * len(rows)
    return rows[["name", "people", "removals", "ratio", "status", "source", "sources"]].reset_index(drop=True)


def all_counted(data: Data, year: str) -> bool:
    """Whether each nationality of the newest table has a number of removals in a fiscal year, 0 where ICE prints none."""
    return bool(everything(data, data.as_of, year)["removals"].notna().all())


def compared(data: Data, year: str, least: int = LEAST) -> pd.DataFrame:
    """The ratios of nationalities on ICE's lists ("listed") and of the others ("neither"), with at least so many people.

    By group: nationalities, middle (half of their ratios lie above it) and astray (how many listed nationalities lie below
    the middle of the others, and how many others above that of the listed).
    """
    rows = ratios(data, year, least)
    rows = rows.assign(ratio=rows["ratio"].fillna(float("inf")), group=rows["status"].where(rows["status"] == NEITHER, "listed"))  # fmt: skip
    groups = {name: ratio for name, ratio in rows.groupby("group")["ratio"]}
    if len(groups) < 2:
        expected = f"expected nationalities with {least:,} people or more on ICE's lists, and others, to compare"
        raise DataError([Problem(f"final_orders_{data.as_of}.csv", None, None, None, expected)])
    listed, others = groups["listed"], groups[NEITHER]
    astray = {"listed": (listed < others.median()).sum(), NEITHER: (others > listed.median()).sum()}
    frame = rows.groupby("group")["ratio"].agg(nationalities="count", middle="median")
    return frame.assign(astray=astray)


def few_removals(data: Data, year: str, cuts: Sequence[float] = (10, 20, 50)) -> pd.DataFrame:
    """People whose nationality has more than so many people with a final order for each removal, on a list or not.

    Columns: cut, people, share (of all people with a final order), listed (the part of them on one of ICE's lists).
    """
    rows = ratios(data, year)
    found = []
    for cut in cuts:
        few = rows[~(rows["ratio"] <= cut)]  # a nationality without a removal is one of them
        people, listed = few["people"].sum(), few.loc[few["status"] != NEITHER, "people"].sum()
        found.append((cut, people, people / data.total(data.as_of), listed / people))
    return pd.DataFrame(found, columns=["cut", "people", "share", "listed"])


def interior(data: Data) -> pd.DataFrame:
    """ICE removals after an arrest inside the country, by fiscal year: date, removals, precision, memorandum, source.

    An exact number goes before another of the year; a year between others that has none has a row without. memorandum:
    the month of a memorandum on whom to look for, in the fiscal year in which it was issued.
    """
    early = data.series("removals_interior_arrest")
    rows = pd.concat([data.series("removals_by_arresting_agency", "ICE arrest (interior)"), early])
    exact_first = rows.sort_values("precision", key=lambda how: how != "exact", kind="stable")
    rows = exact_first.drop_duplicates("date").sort_values("end", ignore_index=True)
    rows = rows.rename(columns={"value": "removals"}).replace({"precision": docket.PRECISION})
    rows = docket.every_year(rows)
    issued = data.numbered("law").query("family == 'discretion' and citation.str.contains('memorandum')")
    for row in issued[~issued["as_of"].map(clean.is_day)].itertuples():
        expected = "expected the day of the memorandum, such as 2017-02-20, as its fiscal year is drawn"
        raise DataError([Problem("law.csv", row.line, "as_of", row.as_of, expected)])
    issued = issued["as_of"]
    year = "FY" + pd.to_datetime(issued).dt.to_period("Y-SEP").astype(str)
    months = issued.str[:7].map(text.when).groupby(year).agg(" and ".join)
    rows["memorandum"] = rows["date"].map(months).fillna("")
    return rows[["date", "removals", "precision", "memorandum", "source"]]


def convictions(data: Data) -> pd.DataFrame:
    """People with a final order who have a conviction, on the dates for which both numbers are known.

    Columns: date, convicted, people, share, source.
    """
    rows = data.series(docket.ORDERS, "convicted criminal").query("precision == 'exact'")
    counts = docket.counts(data).query("what == 'with a final order'").set_index("date")["people"]
    rows = rows.assign(convicted=rows["value"], people=rows["date"].map(counts)).dropna(subset="people")
    for date in rows["date"]:
        if (docket.ORDERS, "", date) in data.chosen:  # else it is the sum of two parts
            data.value(docket.ORDERS, date)
    return rows.assign(share=rows["convicted"] / rows["people"])[["date", "convicted", "people", "share", "source"]]


def most_explained(data: Data, year: str = "FY2024") -> pd.DataFrame:
    """The largest share of people with a final order that each obstacle could concern.

    Columns: obstacle, share (missing where there is no count), known ("at most", "counted", "another date" or "no
    count"), counted (what the share is of), sources. The last row is no obstacle but a result, for comparison.
    """
    lists, table = cooperation.list_source(data, data.as_of), data.table_source(data.as_of)
    few = few_removals(data, year, [10]).iloc[0]
    orders, fled = data.row(docket.ORDERS, ORDERS_OF), data.row("fugitives", FUGITIVES_OF)
    beside = data.value("fugitives", FUGITIVES_OF) / data.value(docket.ORDERS, ORDERS_OF)
    when = f"{fled['date']}, over final orders of {text.when(orders['date'])}"
    rows = [
        ("Governments on ICE's lists", cooperation.at_most(data, data.as_of), "at most", f"nationals, {text.when(data.as_of)}", [lists, table]),
        ("Not found: ICE's fugitives", beside, "another date", when, [fled["source"], orders["source"]]),
        ("Protected from removal", float("nan"), "no count", "", []),
        ("Still in court, with a stay", float("nan"), "no count", "", []),
        ("Capacity and choice", float("nan"), "no count", "", []),
        ("For comparison: few removals", few["share"], "counted", f"more than ten people for each removal, {year}", [table, data.row("removals", year)["source"]]),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["obstacle", "share", "known", "counted", "sources"])


def project(opening: float, new_orders: float, removals: float, not_executable: float, years: int) -> list[float]:
    """People with a final order at the end of each year, if each year new orders enter and removals leave.

    opening: people with one at the start. new_orders, removals: people a year. not_executable: the fraction of both from
    which no removal comes. Orders that end in other ways, removals of people who never were among them, and any change of
    pace are left out: it is arithmetic on assumptions, not a forecast.

    >>> project(1000, 100, 150, 0.0, 2)
    [950.0, 900.0]
    """
    executable, fixed, path = opening * (1 - not_executable), opening * not_executable, []
    for _ in range(years):
        executable = max(executable + new_orders * (1 - not_executable) - removals, 0)
        fixed += new_orders * not_executable
        path.append(executable + fixed)
    return path


def implied_orders(data: Data) -> float:
    """Orders that became final in FY2024, if every removal of that year came out of the people with a final order."""
    return docket.growth(data).loc["grown", "with_order"] + data.value("removals", "FY2024")


def scenario(data: Data, opening: float, pace: float, not_executable: float, years: int) -> pd.DataFrame:
    """People with a final order in four cases: case (the question), elapsed (years, 0 is the start) and people.

    pace: removals a year as a multiple of those of FY2024. not_executable: a fraction.
    """
    removed = data.value("removals", "FY2024")
    inside = data.value("removals_by_arresting_agency", "FY2024", "ICE arrest (interior)")
    new = implied_orders(data)
    assumed = {
        "As in FY2024": (new, removed),
        f"{pace:g} times the removals, all from the docket": (new, pace * removed),
        "No new orders": (0, removed),
        f"{pace:g} times, ICE arrests alone": (new - removed + inside, pace * inside),
    }
    paths = {case: [opening, *project(opening, *flows, not_executable, years)] for case, flows in assumed.items()}
    by_year = pd.DataFrame(paths).rename_axis("elapsed").reset_index()
    return by_year.melt("elapsed", var_name="case", value_name="people")[["case", "elapsed", "people"]]
