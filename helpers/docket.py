"""Chapter 1: how large the docket is, how it grew, and who on it is held or watched."""

from collections.abc import Sequence

import pandas as pd

from helpers import cooperation
from helpers.figures import NUMBERS, Data
from helpers.problems import DataError, ParameterError, Problem

PRECISION = {
    "exact": "exact",
    "rounded": "rounded",
    "approximate": "about",
    "lower bound": "at least",
    "upper bound": "at most",
}
BOUNDS = ["at least", "at most"]
ORDERS = "non_detained_with_final_order"
DOCKET = "non_detained_docket"
PAIRS = [("FY2013", "FY2013"), ("2017-06-03", "FY2017"), ("FY2023", "FY2023"), ("FY2024", "FY2024")]


def counts(data: Data) -> pd.DataFrame:
    """A row a count of the docket at a fiscal year's end, and of the people with a final order on any date found.

    Columns: date (as printed), end (day), what ("docket" or "with a final order"), people, precision, scope (what the
    source leaves open, or ""), source. For FY2013 and FY2014 a source prints two parts, convicted and not; they are added.
    """
    size = data.series(DOCKET).query("date.str.startswith('FY')").assign(what="docket")
    whole = data.series(ORDERS)
    parts = data.figures.query(
        "used and measure == @ORDERS and category in ['convicted criminal', 'not convicted'] and value.notna()"
    )
    added = parts[~parts["date"].isin(whole["date"])].groupby("date").filter(lambda year: len(year) == 2)
    together = {"value": "sum", "end": "first", "precision": _least_sure, "scope": "first", "source": "first"}
    early = added.groupby("date", as_index=False).agg(together)
    orders = pd.concat([early, whole]).sort_values("end").assign(what="with a final order")
    both = pd.concat([size, orders], ignore_index=True).rename(columns={"value": "people"})
    both["precision"] = both["precision"].map(PRECISION)
    return both[["date", "end", "what", "people", "precision", "scope", "source"]]


def _least_sure(found: pd.Series) -> str:
    return max(found, key=list(PRECISION).index)


def rise(data: Data, measure: str, since: str, until: str = "") -> pd.Series:
    """Two counts of DOCKET or ORDERS: since and until (dates; the newest number's if not given), before, after, and times as many.

    Raises DataError if one is no number.
    """
    until = until or data.series(measure).query("precision in @NUMBERS")["date"].iloc[-1]
    before, after = data.value(measure, since), data.value(measure, until)
    return pd.Series({"since": since, "until": until, "before": before, "after": after, "times": after / before})


def growth(data: Data, before: str = "FY2023", after: str = "FY2024") -> pd.DataFrame:
    """The docket at the end of two fiscal years, and what it has grown by: a row each, by year and "grown".

    Columns: docket, with_order, without_order (people), share (of the docket, or of its growth, with an order). Without
    years: the two for which ICE's counts with and without a final order were found. That the parts add up is checked by
    sums.csv. Raises DataError if a count is missing.
    """
    parts = {"docket": DOCKET, "with_order": ORDERS, "without_order": "non_detained_without_final_order"}
    years = {year: {name: data.value(measure, year) for name, measure in parts.items()} for year in (before, after)}
    rows = pd.DataFrame.from_dict(years, orient="index")
    rows.loc["grown"] = rows.loc[after] - rows.loc[before]
    return rows.assign(share=rows["with_order"] / rows["docket"])


def share_at_border(data: Data, year: str) -> float:
    """The share of a fiscal year's removals that followed an arrest by border officers. Raises DataError if one is no number."""
    return data.value("removals_by_arresting_agency", year, "CBP arrest") / data.value("removals", year)


def court_cases(data: Data) -> pd.DataFrame:
    """A row a fiscal year, from the first to the last of which the courts' new cases and completed cases are both numbers.

    Both are counted in the same scope. A year between has what is known of it. Columns: date, new_cases, completions
    (cases), new_precision, done_precision, source (of the new cases), sources (key: of the completed cases).
    """
    new, done = data.series("new_cases"), data.series("completions")
    both = new.merge(done, how="outer", on=["date", "scope"], suffixes=("_new", "_done"))
    both = both[both["date"].str.fullmatch("FY[0-9]{4}")].sort_values("date", kind="stable").drop_duplicates("date")
    pairs = both.loc[both[["precision_new", "precision_done"]].isin(NUMBERS).all(axis=1), "date"]
    both = both[both["date"].between(*pairs.iloc[[0, -1]])].replace(
        {"precision_new": PRECISION, "precision_done": PRECISION}
    )
    columns = {"value_new": "new_cases", "value_done": "completions", "precision_new": "new_precision",
               "precision_done": "done_precision", "source_new": "source", "source_done": "source_done"}  # fmt: skip
    both = every_year(both.rename(columns=columns)[["date", *columns.values()]])
    both["sources"] = [[key] if key else [] for key in both["source_done"]]
    return both.drop(columns="source_done")


def every_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of fiscal years, in order, with a row for each year between them that has none: no number, and "" for words."""
    first, last = (int(date.removeprefix("FY")) for date in rows["date"].iloc[[0, -1]])
    years = pd.Index([f"FY{year}" for year in range(first, last + 1)], name="date")
    words = dict.fromkeys(rows.filter(regex="source|precision"), "")
    return rows.set_index("date").reindex(years).reset_index().fillna(words)


def in_and_out(data: Data) -> pd.DataFrame:
    """ICE removals in each whole fiscal year, every count of people with a final order, and the time of Title 42.

    Columns: what ("removals", "with a final order" or "expulsions under Title 42"), date (as printed), start, end (days),
    people, precision, high, high_precision, source, high_source, sources (keys). Where sources print removals of a year that
    lie more than a tenth apart, people is the lowest figure and high the highest; else high is missing. A year known only in
    part is left out.
    """
    printed = data.figures.query("measure == 'removals' and category == '' and value.notna()")
    by_size = printed.sort_values("value", kind="stable").groupby("date")[["value", "precision", "source"]]
    removals = (
        printed.query("used and scope == ''").sort_values("end").set_index("date", drop=False).assign(what="removals")
    )
    lowest, highest = (rows.reindex(removals.index) for rows in (by_size.first(), by_size.last()))
    apart = highest["value"] > 1.1 * lowest["value"]
    for column in ("value", "precision", "source"):
        removals[column] = lowest[column].where(apart, removals[column])
    removals = removals.assign(people=removals["value"], high=highest["value"].where(apart))
    removals = removals.assign(
        precision=removals["precision"].map(PRECISION),
        high_precision=highest["precision"].map(PRECISION).where(apart),
        high_source=highest["source"].where(apart),
    )
    orders = counts(data).query("what == 'with a final order'")
    expelled = {
        **data.row("title_42_expulsions", "2020-03/2023-05"),
        "what": "expulsions under Title 42",
        "precision": "",
    }
    rows = pd.concat([removals, orders, pd.DataFrame([expelled])], ignore_index=True)
    rows["sources"] = [[key] if isinstance(key, str) else [] for key in rows["high_source"]]
    rows["high_precision"] = rows["high_precision"].fillna("")
    columns = ["what", "date", "start", "end", "people", "precision", "high", "high_precision", "source", "high_source"]
    return rows[[*columns, "sources"]]


def for_each_removal(data: Data, pairs: Sequence[tuple[str, str]] = PAIRS) -> pd.DataFrame:
    """People with a final order for each ICE removal of a year.

    pairs: (date of a count, fiscal year of removals). Columns: date, people, year, removals, ratio, precision and source
    (of the count), removals_source. Raises ParameterError for what is no pair, DataError if a figure is missing, or a bound.
    """
    orders = counts(data).query("what == 'with a final order'").set_index("date")[["people", "precision", "source"]]
    for pair in [pairs] if isinstance(pairs, str) else pairs:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise ParameterError(f"{pair!r} is not a date of a count and a fiscal year, such as {PAIRS[-1]}")
        if pair[0] not in orders.index:
            expected = f"expected the date of a count of people with a final order: {', '.join(orders.index)}"
            raise DataError([Problem("docket.csv", None, "date", str(pair[0]), expected)])
        if orders["precision"][pair[0]] in BOUNDS:
            expected = "the count of this day is a bound; expected one to compute with"
            raise DataError([Problem("docket.csv", None, "date", str(pair[0]), expected)])
    rows = pd.DataFrame(pairs, columns=["date", "year"]).join(orders, on="date")
    rows["removals"] = [data.value("removals", year) for year in rows["year"]]
    rows["ratio"] = rows["people"] / rows["removals"]
    rows["removals_source"] = [data.row("removals", year)["source"] for year in rows["year"]]
    return rows[["date", "people", "year", "removals", "ratio", "precision", "source", "removals_source"]]


def path(data: Data) -> pd.DataFrame:
    """A row a step from an opened case to a removal, in the order of events, with the figure that counts it.

    Columns: step, branch ("main" or "aside"), counted, number (missing where none was found or it is withheld), precision
    ("" where it is missing), date, source, sources (keys: of ICE's lists, where the number rests on them too).
    """
    rows = []
    for step in data.numbered("steps").to_dict("records"):
        number, precision, source, lists = float("nan"), "", "", []
        if step["measure"] == "uncooperative":
            step["date"] = data.as_of
            number, source, lists = cooperation.by_list(data, data.as_of).iloc[0][["people", "source", "sources"]]
            precision = "exact"
        elif step["measure"] and (row := data.named_in(step))["precision"] != "none":
            number, precision, source = row.get("value"), PRECISION[row["precision"]], row["source"]
        rows.append({**step, "number": number, "precision": precision, "source": source, "sources": lists})
    return pd.DataFrame(rows)[["step", "branch", "counted", "number", "precision", "date", "source", "sources"]]


def encounters(data: Data) -> tuple[float, float]:
    """CBP encounters nationwide in FY2017 to FY2020, and in FY2021 to FY2024. Raises DataError if a year is missing."""
    years = [data.value("cbp_encounters", f"FY{year}", "nationwide") for year in range(2017, 2025)]
    return sum(years[:4]), sum(years[4:])
