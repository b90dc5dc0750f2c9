"""Chapter 4: what has been counted since November 2024, by whom, and how far counts and claims agree."""

import datetime as dt
from typing import NamedTuple

import pandas as pd

from helpers import clean, cooperation, detention
from helpers.figures import Data
from helpers.problems import DataError, Problem

RUNNING = "removals_running_total"
CLAIMED = "dhs_deportations_claimed"
UNCOOPERATIVE = "uncooperative"
DAY = pd.Timedelta(days=1)


def removals_per_day(data: Data) -> pd.DataFrame:
    """ICE removals between one workbook and the next, a row an interval, oldest first.

    Columns: start and end (first and last day), days, removals, per_day, fiscal_year, doubt (True where workbooks.csv has a
    note on the day of the count at either end), source (of the later workbook). A running total begins again on 1 October,
    so the first interval of a fiscal year begins there, and the days after a year's last workbook are in no row
    (`not_counted`).
    The totals are unlocked: an interval can hold removals of earlier days that were recorded late. A count whose day is
    not known is left out. Raises DataError for a running total below the one before it.
    """
    rows = []
    for year, totals in _running(data).groupby("fiscal_year"):
        before, last, noted = 0, pd.Timestamp(clean.period(str(year)).start) - DAY, False
        for total in totals.to_dict("records"):
            if total["value"] < before:
                expected = f"expected {before:,.0f} or more, the count of removals before it in {year}"
                raise DataError([Problem("workbooks.csv", total["line"], "printed", total["printed"], expected)])
            end, removals = total["end"], int(total["value"] - before)
            days = (end - last).days
            doubt = noted or total["note"] != ""
            rows.append((last + DAY, end, days, removals, removals / days, year, doubt, total["source"]))
            before, last, noted = total["value"], end, total["note"] != ""
    columns = ["start", "end", "days", "removals", "per_day", "fiscal_year", "doubt", "source"]
    return pd.DataFrame(rows, columns=columns).sort_values("start", ignore_index=True)


def not_counted(data: Data) -> pd.DataFrame:
    """The days between two intervals that no workbook read covers, a row a gap: start, end, days."""
    known = removals_per_day(data)
    gaps = pd.DataFrame({"start": known["end"].iloc[:-1] + DAY, "end": known["start"].iloc[1:].to_numpy() - DAY})
    gaps = gaps.assign(days=(gaps["end"] - gaps["start"]).dt.days + 1)
    return gaps[gaps["days"] > 0].reset_index(drop=True)


def pace(data: Data, fiscal_year: str) -> pd.DataFrame:
    """What is drawn of the removals: a whole fiscal year, then intervals, gaps and changes of the count, by first day.

    Columns: what ("whole year", "between two workbooks", "day in doubt", "not counted" or "count widened"), start, end,
    days, removals, per_day, source. A gap has no removals, and has the source of the interval after it. A widening of the
    count has the days that events.csv gives it: those from which it is counted or, where ICE says that it is counted from
    an earlier day, that of the workbook whose note says so first.
    """
    year, known = data.row("removals", fiscal_year), removals_per_day(data)
    known = known.assign(what=known["doubt"].map({True: "day in doubt", False: "between two workbooks"}))
    gaps = not_counted(data).assign(what="not counted")
    rows = pd.concat([known, gaps]).sort_values("start")
    widened = events(data, "definition")[["start", "end", "source"]].assign(what="count widened")
    rows = pd.concat([rows.assign(source=rows["source"].bfill()), widened]).sort_values("start")
    whole = {"what": "whole year", "start": year["start"], "end": year["end"], "removals": year["value"]}
    days = (year["end"] - year["start"]).days + 1
    whole |= {"days": days, "per_day": year["value"] / days, "source": year["source"]}
    rows = pd.concat([pd.DataFrame([whole]), rows], ignore_index=True)
    return rows[["what", "start", "end", "days", "removals", "per_day", "source"]]


class Counted(NamedTuple):
    """ICE removals between two days, as far as workbooks count them.

    start, end: first and last day counted. missing: days between them that no workbook covers.
    """

    removals: int
    start: dt.date
    end: dt.date
    missing: int


def counted(data: Data, first: str, last: str) -> Counted:
    """The removals of all intervals that lie within two days, both included ("2024-12-01", "2026-04-04").

    Raises DataError if no interval does.
    """
    known = removals_per_day(data)
    within = known[(known["start"] >= pd.Timestamp(first)) & (known["end"] <= pd.Timestamp(last))]
    if within.empty:
        raise DataError([Problem("workbooks.csv", None, "date", f"{first} to {last}", "no two workbooks lie within")])
    start, end = within["start"].iloc[0], within["end"].iloc[-1]
    missing = (end - start).days + 1 - int(within["days"].sum())
    return Counted(int(within["removals"].sum()), start.date(), end.date(), missing)


def competing_totals(data: Data, fiscal_year: str) -> pd.DataFrame:
    """Every figure read for ICE removals in a fiscal year, lowest first.

    Columns: printed, people, precision, end (last day counted), part (True for a count that ends before the year does),
    source, note. The last running total of the year is one of them.
    """
    printed = data.figures.query("measure == 'removals' and category == '' and date == @fiscal_year and value.notna()")
    running = _running(data).query("fiscal_year == @fiscal_year").tail(1)
    last = pd.Timestamp(clean.period(fiscal_year).end)
    rows = pd.concat([printed, running]).assign(part=lambda frame: frame["end"] < last)
    rows = rows.rename(columns={"value": "people"}).sort_values("people", ignore_index=True)
    return rows[["printed", "people", "precision", "end", "part", "source", "note"]]


def claims_against_counts(data: Data) -> pd.DataFrame:
    """What the department says it has deported since 20 January 2025, beside what ICE's workbooks count.

    A row a claim, oldest first. Columns: date (of the claim, as printed), claimed, printed, precision, removals (that
    ICE counts), counted_from, counted_to (days), uncounted (days up to the claim's last that no workbook covers), share
    (counted for each one claimed), source (of the claim). The count begins with the interval that holds the claim's first
    day, so a few days early, and ends with the last workbook before its end. The claim is of all parts of the department,
    the count of ICE alone.
    """
    known, rows = removals_per_day(data), []
    for claim in data.series(CLAIMED).to_dict("records"):
        first = known.loc[known["start"] <= claim["start"], "start"].max()
        count = counted(data, str(first.date()), str(claim["end"].date()))
        row = {"date": claim["date"].rpartition("/")[2], "claimed": claim["value"], "removals": count.removals}
        row |= {"counted_from": count.start, "counted_to": count.end, "share": count.removals / claim["value"]}
        row |= {"uncounted": count.missing + (claim["end"].date() - count.end).days}
        rows.append(row | {name: claim[name] for name in ("printed", "precision", "source")})
    frame = pd.DataFrame(rows).sort_values("date", key=lambda said: said.map(lambda d: clean.period(d).start))
    count_of = ["removals", "counted_from", "counted_to", "uncounted", "share"]
    return frame[["date", "claimed", "printed", "precision", *count_of, "source"]].reset_index(drop=True)


def governments(data: Data) -> pd.DataFrame:
    """What others count for governments that ICE called uncooperative, beside ICE's removals in FY2024.

    A row a count, by nationality and date; single flights only where no count of a longer time was read. Columns: name, people (with a final order), removals (by ICE in FY2024), what
    ("in the period" or "on one flight"), date, printed, counter (who counted), source, note.
    """
    status, orders = cooperation.status(data, data.as_of), data.final_orders(data.as_of).set_index("code")
    kinds = {"deportees": "in the period", "deportees_on_one_flight": "on one flight"}
    rows = counted_by_others(data, *kinds)
    rows = rows.assign(code=rows["category"].map(data.codes), what=rows["measure"].map(kinds))
    rows = rows[rows["code"].map(status).eq(UNCOOPERATIVE)]
    longer = rows.loc[rows["what"] == "in the period", "code"]
    rows = rows[(rows["what"] == "in the period") | ~rows["code"].isin(longer)]
    rows = rows.assign(
        name=rows["code"].map(orders["name"]),
        people=rows["code"].map(orders["persons"]),
        removals=rows["code"].map(data.removals("FY2024")),
    ).sort_values(["people", "what", "end"], ascending=[False, True, True], ignore_index=True)
    return rows[["name", "people", "removals", "what", "date", "printed", "counter", "source", "note"]]


def counted_by_others(data: Data, *measures: str) -> pd.DataFrame:
    """The figures of since.csv of some measures, in their order.

    Columns: measure, category, date, end, printed, value, precision, unit, scope, counter (who counted), source, note.
    Raises DataError for a measure without a row.
    """
    rows = data.figures.query("table == 'since'")
    if missing := sorted(set(measures) - set(rows["measure"])):
        expected = "no row, which the report needs"
        raise DataError([Problem("since.csv", None, "measure", measure, expected) for measure in missing])
    rows = pd.concat([rows[rows["measure"] == measure].sort_values("end", kind="stable") for measure in measures])
    shown = ["category", "date", "end", "printed", "value", "precision", "unit", "scope", "counter", "source", "note"]
    return rows[["measure", *shown]].reset_index(drop=True)


def events(data: Data, *kinds: str) -> pd.DataFrame:
    """Dated events of some kinds, or of all, oldest first: date, start, end, kind, what, citation, source, note."""
    rows = data.raw["events"]
    period = rows["date"].map(clean.period)
    rows = rows.assign(
        start=pd.to_datetime(period.map(lambda p: p.start)), end=pd.to_datetime(period.map(lambda p: p.end))
    )
    rows = rows[rows["kind"].isin(kinds)] if kinds else rows
    rows = rows.sort_values(["start", "end"], kind="stable", ignore_index=True)
    return rows[["date", "start", "end", "kind", "what", "citation", "source", "note"]]


class AsOf(NamedTuple):
    """Up to which day the chapter knows: removals in a workbook, people held in one, in any at second hand too, an event."""

    removals: dt.date
    workbook: dt.date
    second_hand: dt.date
    event: dt.date


def as_of(data: Data) -> AsOf:
    """The newest day of each kind of evidence. An event known by its month counts with the month's last day."""
    days = detention.held(data).query("what == 'on the day'")
    read = days[~days["second_hand"]]
    newest = (removals_per_day(data), read, days, events(data))
    return AsOf(*(frame["end"].max().date() for frame in newest))


def awaited(data: Data) -> pd.DataFrame:
    """A row a question that a table would settle, those with a published table first.

    Columns: question, dataset (what would settle it), holder ("" for ICE), published (True or False), source.
    """
    rows = data.raw["awaited"]
    rows = rows.assign(published=rows["found"].str.startswith("published"), holder=rows["holder"].replace("ICE", ""))
    rows = rows.sort_values("published", ascending=False, kind="stable")
    return rows[["question", "dataset", "holder", "published", "source"]]


def older_orders(data: Data, by: str = "month") -> pd.DataFrame | None:
    """Arrests and removals of people whose final order is older than the arrest, from older_orders.csv; None without rows.

    by: "month" (a row a month, oldest first) or "name" (a row a nationality, most arrests first). Columns: that one,
    arrests, removals (people), source (keys, with spaces between them).
    """
    rows = data.raw["older-orders"]
    if rows.empty:
        return None
    names = rows["citizenship"].map(data.codes).map(data.places["name"])
    people = {"arrests": rows["arrests_with_older_order"].astype(int), "removals": rows["removals"].astype(int)}
    total = {"arrests": "sum", "removals": "sum", "source": lambda keys: " ".join(sorted(set(keys)))}
    frame = rows.assign(name=names, **people).groupby(by, as_index=False).agg(total)
    order = ["month"] if by == "month" else ["arrests", "name"]
    return frame.sort_values(order, ascending=[by == "month", True][: len(order)], ignore_index=True)


def keys(frame: pd.DataFrame) -> list[str]:
    """The keys in a column `source` whose cells may hold several, each once."""
    return sorted({key for cell in frame["source"] for key in cell.split()})


def _running(data: Data) -> pd.DataFrame:
    """The running totals whose day is known, by day, with the fiscal year they belong to."""
    rows = data.series(RUNNING).query("scope == ''")
    years = rows["end"].dt.year + (rows["end"].dt.month >= 10)
    return rows.assign(fiscal_year="FY" + years.astype(str))
