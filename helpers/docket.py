"""Chapter 1: how large the docket is, how it grew, and who on it is held or watched."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from helpers import cooperation
from helpers.figures import Data

PRECISION = {"exact": "exact", "rounded": "rounded", "approximate": "about", "lower bound": "at least"}
ORDERS = "non_detained_with_final_order"
DOCKET = "non_detained_docket"


def counts(data: Data) -> pd.DataFrame:
    """A row a count of the docket at a fiscal year's end, and of the people with a final order on any date found.

    Columns: date (as printed), end (day), what ("docket" or "with a final order"), people, precision, source. For
    FY2013 and FY2014 a source prints two parts, convicted and not; they are added.
    """
    size = data.series(DOCKET).query("date.str.startswith('FY')").assign(what="docket")
    whole = data.series(ORDERS)
    parts = data.figures.query("used and measure == @ORDERS and category in ['convicted criminal', 'not convicted']")
    added = parts[~parts["date"].isin(whole["date"])].groupby("date").filter(lambda year: len(year) == 2)
    early = added.groupby("date", as_index=False).agg(
        {"value": "sum", "end": "first", "precision": "last", "source": "first"}
    )
    orders = pd.concat([early, whole]).sort_values("end").assign(what="with a final order")
    both = pd.concat([size, orders], ignore_index=True).rename(columns={"value": "people"})
    both["precision"] = both["precision"].map(PRECISION)
    return both[["date", "end", "what", "people", "precision", "source"]]


class Growth(NamedTuple):
    """People on the docket at two fiscal years' ends, with and without a final order, and the change between them."""

    before: pd.Series
    after: pd.Series
    grown: pd.Series


def growth(data: Data, before: str, after: str) -> Growth:
    """The docket at the end of two fiscal years. Each Series has docket, with_order and without_order (people).

    Raises DataError if a count is missing, and ValueError if the parts of a year do not add up to its docket.
    """

    def year(date: str) -> pd.Series:
        parts = {"docket": DOCKET, "with_order": ORDERS, "without_order": "non_detained_without_final_order"}
        found = pd.Series({name: data.value(measure, date) for name, measure in parts.items()})
        if found["with_order"] + found["without_order"] != found["docket"]:
            raise ValueError(f"the docket of {date} is not the sum of its parts")
        return found

    first, last = year(before), year(after)
    return Growth(first, last, last - first)


def court_cases(data: Data) -> pd.DataFrame:
    """A row a fiscal year for which the courts' new cases and completed cases are both known.

    Columns: date, new_cases, completions (cases), source (of the new cases).
    """
    new = data.series("new_cases").set_index("date")
    done = data.series("completions").set_index("date")["value"]
    years = [date for date in new.index if date in done.index and len(date) == len("FY2024")]
    return pd.DataFrame(
        {
            "date": years,
            "new_cases": [new.loc[year, "value"] for year in years],
            "completions": [done[year] for year in years],
            "source": [new.loc[year, "source"] for year in years],
        }
    )


class Custody(NamedTuple):
    """People at a fiscal year's end (book-ins: events during the year)."""

    detained: float
    detained_with_order: float
    with_order: float
    booked_in_with_order: float
    on_alternatives: float
    docket: float


def custody(data: Data, year: str) -> Custody:
    """Who of the people under ICE's supervision was held or watched at the end of a fiscal year.

    with_order: people with a final order on either docket, detained or not. Raises DataError if a count is missing.
    """
    held = data.value("detained_with_final_order", year)
    return Custody(
        data.value("detained", year),
        held,
        held + data.value(ORDERS, year),
        data.value("book_ins", year, "final order"),
        data.value("atd_participants", year),
        data.value(DOCKET, year),
    )


def in_and_out(data: Data) -> pd.DataFrame:
    """ICE removals in each whole fiscal year, every count of people with a final order, and the time of Title 42.

    Columns: what ("removals", "with a final order" or "expulsions under Title 42"), date (as printed), start, end (days),
    people, high, source. Where sources print removals of a year that lie more than a tenth apart, people is the lowest
    figure and high the highest; else high is missing. A year known only in part is left out.
    """
    printed = data.figures.query("measure == 'removals' and category == '' and value.notna()")
    rows = []
    for date, year in printed.groupby("date"):
        chosen, low, high = year[year["used"]].iloc[0], year["value"].min(), year["value"].max()
        if chosen["scope"] == "":
            people, most = (low, high) if high > 1.1 * low else (chosen["value"], float("nan"))
            rows.append(("removals", date, chosen["start"], chosen["end"], people, most, chosen["source"]))
    columns = ["what", "date", "start", "end", "people", "high", "source"]
    orders = counts(data).query("what == 'with a final order'")
    expelled = data.row("title_42_expulsions", "2020-03/2023-05")
    expulsions = pd.DataFrame([expelled]).assign(what="expulsions under Title 42", people=float("nan"))
    parts = [pd.DataFrame(rows, columns=columns).sort_values("end"), orders, expulsions]
    return pd.concat(parts, ignore_index=True)[columns]


def for_each_removal(data: Data, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """People with a final order for each ICE removal of a year.

    pairs: (date of a count, fiscal year of removals). Columns: date, people, year, removals, ratio, source (of the
    count). Raises DataError if a figure is missing.
    """
    found = counts(data).query("what == 'with a final order'").set_index("date")
    rows = []
    for date, year in pairs:
        people, removals = found.loc[date, "people"], data.value("removals", year)
        rows.append((date, people, year, removals, people / removals, found.loc[date, "source"]))
    return pd.DataFrame(rows, columns=["date", "people", "year", "removals", "ratio", "source"])


def path(data: Data) -> pd.DataFrame:
    """A row a step from an opened case to a removal, in the order of events, with the figure that counts it.

    Columns: step, branch ("main" or "aside"), counted, number (missing where none was found), date, source.
    """
    steps = data.raw["steps"]
    rows = []
    for step in steps.to_dict("records"):
        number, source = float("nan"), ""
        if step["measure"] == "uncooperative":
            row = cooperation.by_list(data, step["date"]).iloc[0]
            number, source = row["people"], row["source"]
        elif step["measure"]:
            row = data.row(step["measure"], step["date"], step["category"])
            number, source = data.value(step["measure"], step["date"], step["category"]), row["source"]
        rows.append(
            {**{key: step[key] for key in ("step", "branch", "counted", "date")}, "number": number, "source": source}
        )
    return pd.DataFrame(rows)


class Encounters(NamedTuple):
    """CBP's encounters in two spans of four years, and the share (in percent) of those at the border without an outcome."""

    earlier: float
    later: float
    unresolved: float


def encounters(data: Data) -> Encounters:
    """CBP encounters nationwide, FY2017 to FY2020 and FY2021 to FY2024. Raises DataError if a year is missing."""
    years = [data.value("cbp_encounters", f"FY{year}", "nationwide") for year in range(2017, 2025)]
    unresolved = data.value("border_outcomes_share", "FY2014/FY2023", "unresolved")
    return Encounters(sum(years[:4]), sum(years[4:]), unresolved)


def change(data: Data, before: str, after: str) -> float:
    """Relative change of the docket between the ends of two fiscal years."""
    return data.value(DOCKET, after) / data.value(DOCKET, before) - 1


def rises(counts: pd.DataFrame) -> bool:
    """Whether each count in order of its day is higher than the one before."""
    return bool(counts.sort_values("end")["people"].is_monotonic_increasing)
