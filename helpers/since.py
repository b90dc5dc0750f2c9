"""Chapter 4: what has been counted since November 2024, by whom, how far counts and claims agree, and who was held."""

import pandas as pd

from helpers import clean, cooperation
from helpers.checks.check import problem_at
from helpers.figures import NUMBERS, Data
from helpers.problems import DataError, Problem

DAY = pd.Timedelta(days=1)
IN_DOUBT = "the day of this count is in doubt"  # in the note of such a running total


def removals_per_day(data: Data) -> pd.DataFrame:
    """ICE removals between one workbook and the next, a row an interval, oldest first.

    Columns: start and end (first and last day), days, removals, per_day, fiscal_year, doubt (True where the
    note of workbooks.csv at either end says IN_DOUBT), source (of the later workbook). A running total begins again on 1 October,
    so the first interval of a fiscal year begins there, and the days after a year's last workbook are in no row.
    The totals are unlocked: an interval can hold removals of earlier days that were recorded late. A count whose day is
    not known is left out. Raises DataError for a running total below the one before it.
    """
    rows = _running(data)
    year, noted = rows["fiscal_year"], rows["note"].str.contains(IN_DOUBT, regex=False)
    before = rows.groupby(year)["value"].shift(fill_value=0)
    fallen = rows.assign(least=before).query("value < least")
    if not fallen.empty:
        row = fallen.iloc[0]
        expected = f"expected {row.least:,.0f} or more, the count of removals before it in {row.fiscal_year}"
        raise DataError([Problem("workbooks.csv", int(row.line), "printed", row.printed, expected)])
    first_day = pd.to_datetime(year.map(lambda name: clean.period(name).start))
    start, removals = (rows.groupby(year)["end"].shift() + DAY).fillna(first_day), (rows["value"] - before).astype(int)
    days, doubt = (rows["end"] - start).dt.days + 1, noted | noted.groupby(year).shift(fill_value=False)
    rows = rows.assign(start=start, days=days, removals=removals, per_day=removals / days, doubt=doubt)
    columns = ["start", "end", "days", "removals", "per_day", "fiscal_year", "doubt", "source"]
    return rows[columns].sort_values("start", ignore_index=True)


def pace(data: Data, fiscal_year: str) -> pd.DataFrame:
    """What is drawn of the removals: a whole fiscal year, then intervals, gaps and changes of the count, by first day.

    Columns: what ("whole year", "between two workbooks", "day in doubt", "not counted" or "count widened"), start, end,
    days, removals, per_day, source. A gap has no removals, and has the source of the interval after it. A widening of the
    count has the days that events.csv gives it: those from which it is counted or, where ICE says that it is counted from
    an earlier day, that of the workbook whose note says so first.
    """
    known = removals_per_day(data)
    known["what"] = known["doubt"].map({True: "day in doubt", False: "between two workbooks"})
    gaps = pd.DataFrame({"start": known["end"] + DAY, "end": known["start"].shift(-1) - DAY, "what": "not counted"})
    gaps["days"] = (gaps["end"] - gaps["start"]).dt.days + 1
    rows = pd.concat([known, gaps[gaps["days"] > 0]]).sort_values("start")
    rows["source"] = rows["source"].bfill()
    rows = pd.concat([rows, events(data, "definition").assign(what="count widened")]).sort_values("start")
    whole = pd.DataFrame([data.row("removals", fiscal_year)]).assign(what="whole year", removals=data.value("removals", fiscal_year))  # fmt: skip
    whole["days"] = (whole["end"] - whole["start"]).dt.days + 1
    whole["per_day"] = whole["removals"] / whole["days"]
    columns = ["what", "start", "end", "days", "removals", "per_day", "source"]
    return pd.concat([whole, rows], ignore_index=True)[columns]


def counted(data: Data, first: str | pd.Timestamp, last: str | pd.Timestamp) -> pd.Series:
    """ICE removals of all intervals that lie within two days, both included ("2024-12-01", "2026-04-04").

    removals, start and end (first and last day counted), missing (days between them that no workbook covers), open (the
    months of these days). Raises DataError if no interval lies within.
    """
    known = removals_per_day(data)
    within = known[(known["start"] >= pd.Timestamp(first)) & (known["end"] <= pd.Timestamp(last))]
    if within.empty:
        raise DataError([Problem("workbooks.csv", None, "date", f"{first} to {last}", "no two workbooks lie within")])
    start, end = within["start"].iloc[0], within["end"].iloc[-1]
    covered = [pd.date_range(row.start, row.end) for row in within.itertuples()]
    missing = pd.date_range(start, end).difference(covered[0].append(covered[1:]))
    months = list(dict.fromkeys(missing.strftime("%B %Y")))
    counts = {"removals": int(within["removals"].sum()), "missing": len(missing), "open": months}
    return pd.Series({**counts, "start": start.date(), "end": end.date()})


def competing_totals(data: Data, fiscal_year: str) -> pd.DataFrame:
    """Every figure read for ICE removals in a fiscal year, lowest first.

    Columns: printed, people, precision, end (last day counted), source, note. The last running total of the year is one.
    """
    printed = data.figures.query("measure == 'removals' and category == '' and date == @fiscal_year and value.notna()")
    running = _running(data).query("fiscal_year == @fiscal_year").tail(1)
    rows = pd.concat([printed, running]).rename(columns={"value": "people"}).sort_values("people", ignore_index=True)
    return rows[["printed", "people", "precision", "end", "source", "note"]]


def claims_against_counts(data: Data) -> pd.DataFrame:
    """What the department says it has deported since 20 January 2025, beside what ICE's workbooks count.

    A row a claim, oldest first. Columns: date (of the claim, as printed), claimed, printed, removals (that ICE counts), counted_from, counted_to (days), uncounted (days up to the claim's last that no workbook covers), share
    (counted for each one claimed), source (of the claim). The count begins with the interval that holds the claim's first
    day, so a few days early, and ends with the last workbook before its end. The claim is of all parts of the department,
    the count of ICE alone.
    """
    starts, rows = removals_per_day(data)["start"], []
    for claim in data.series("dhs_deportations_claimed").rename(columns={"value": "claimed"}).to_dict("records"):
        count = counted(data, starts[starts <= claim["start"]].max(), claim["end"])
        uncounted = count.missing + (claim["end"].date() - count.end).days
        counts = {"removals": count.removals, "counted_from": count.start, "counted_to": count.end}
        rows.append({**claim, **counts, "uncounted": uncounted, "share": count.removals / claim["claimed"]})
    frame = pd.DataFrame(rows)
    frame["date"] = frame["date"].str.rpartition("/")[2]
    columns = ["date", "claimed", "printed", "removals", "counted_from", "counted_to", "uncounted", "share", "source"]
    return frame.sort_values("date", ignore_index=True)[columns]


def governments(data: Data) -> pd.DataFrame:
    """What others count for governments that ICE called uncooperative, beside ICE's removals in FY2024.

    A row a count, by nationality and date; single flights only where no count of a longer time was read. Columns: name,
    people (with a final order), removals (by ICE in FY2024), what ("in the period" or "on one flight"), date, printed,
    counter (who counted), source, sources (keys: of people and removals), note.
    """
    kinds = {"deportees": "in the period", "deportees_on_one_flight": "on one flight"}
    status, orders = cooperation.status(data, data.as_of), data.final_orders(data.as_of).set_index("code")
    rows = counted_by_others(data, *kinds)
    code, what = rows["category"].map(data.codes), rows["measure"].map(kinds)
    longer = code.isin(code[what == "in the period"])
    rows = rows.assign(name=code.map(orders["name"]), people=code.map(orders["people"]), what=what)
    rows["removals"] = code.map(data.removals("FY2024"))
    rows = rows[code.map(status).eq("uncooperative") & ((what == "in the period") | ~longer)]
    rows = rows.sort_values(["people", "what", "end"], ascending=[False, True, True], ignore_index=True)
    removed = data.removals_by_citizenship.query("used and date == 'FY2024'")["source"].unique()
    rows["sources"] = [[data.table_source(data.as_of), *removed]] * len(rows)
    return rows[["name", "people", "removals", "what", "date", "printed", "counter", "source", "sources", "note"]]


def counted_by_others(data: Data, *measures: str) -> pd.DataFrame:
    """The figures of since.csv of some measures, in their order; the columns are those of `Data.figures`.

    Raises DataError for a measure without a row.
    """
    rows = data.figures.query("table == 'since'")
    if missing := sorted(set(measures) - set(rows["measure"])):
        expected = "no row, which the report needs"
        raise DataError([Problem("since.csv", None, "measure", measure, expected) for measure in missing])
    found = [rows[rows["measure"] == measure].sort_values("end", kind="stable") for measure in measures]
    return pd.concat(found, ignore_index=True)


def events(data: Data, *kinds: str) -> pd.DataFrame:
    """Dated events of some kinds, or of all, oldest first: date, start, end, kind, what, citation, source, note."""
    rows = data.raw["events"]
    rows = rows[rows["kind"].isin(kinds or rows["kind"])]
    for side in ("start", "end"):
        days = pd.to_datetime([getattr(clean.period(date), side) for date in rows["date"]])
        rows = rows.assign(**{side: days})
    rows = rows.sort_values(["start", "end"], kind="stable", ignore_index=True)
    return rows[["date", "start", "end", "kind", "what", "citation", "source", "note"]]


NEWEST = {  # the newest date of each table that another can answer
    "final-orders": lambda data: data.as_of,
    "older-orders": lambda data: data.raw["older-orders"]["month"].max(),
    "removals-by-citizenship": lambda data: data.raw["removals-by-citizenship"]["fiscal_year"].max(),
    "workbooks": lambda data: str(removals_per_day(data)["end"].max().date()),
    "cooperation": cooperation.newest,
}


def newest(data: Data, of: str) -> str:
    """The newest date of a table of `data/`, or of the figures of a measure; "" where there is none.

    A bound has a date too; of two that end on one day that of a number goes before it.

    Raises DataError for what is neither.
    """
    if of in NEWEST:
        date = NEWEST[of](data)
        return date if isinstance(date, str) else ""
    figures = data.series(of)
    latest = figures[figures["end"] == figures["end"].max()]
    numbers_last = latest.sort_values("precision", key=lambda how: how.isin(NUMBERS), kind="stable")
    return "" if latest.empty else str(numbers_last["date"].iloc[-1])


def answered(data: Data, rows: pd.DataFrame) -> list[Problem]:
    """Those of the rows of awaited.csv or looked_for.csv, as `numbered`, that say that something is open which is in data/ now."""
    found = []
    for row in rows.query("answered_by != ''").to_dict("records"):
        of = row["answered_by"]
        if of not in NEWEST and of not in set(data.raw["measures"]["measure"]):
            expected = "expected a measure of measures.csv, or one of the tables " + ", ".join(NEWEST)
            found.append(problem_at(row, expected, "answered_by"))
            continue
        try:
            date = newest(data, of)
        except DataError as error:
            found += error.problems  # of what is asked, not of the row that asks
            continue
        if date != row["after"]:
            now = f"the newest there is {date or 'none'} now, no longer {row['after'] or 'none'}"
            cure = "take the row out or bring it up to date, and reword what says that this is open"
            found.append(problem_at(row, f"{now}: {cure}", "answered_by"))
    return found


def awaited(data: Data) -> pd.DataFrame:
    """A row a question that a table would settle, those with a published table first.

    Columns: question, in_brief (as on the first page; "" for none), dataset (what would settle it), holder (", the courts";
    "" for ICE; with what was found where that is published), source.
    Raises DataError for a question that a table answers which has been added since.
    """
    if faults := answered(data, data.numbered("awaited")):
        raise DataError(faults)
    rows = data.raw["awaited"].assign(published=data.raw["awaited"]["found"].str.startswith("published"))
    found = (" (" + rows["found"] + ")").where(rows["published"], "")
    rows["holder"] = (", " + rows["holder"]).replace(", ICE", "") + found
    rows = rows.sort_values("published", ascending=False, kind="stable")
    return rows[["question", "in_brief", "dataset", "holder", "source"]]


def older_orders(data: Data) -> pd.DataFrame | None:
    """Arrests and removals of people whose final order is older than the arrest, from older_orders.csv; None without rows.

    A row a nationality, most arrests first: name, arrests, removals (people), sources (keys).
    """
    rows = data.raw["older-orders"]
    if rows.empty:
        return None
    people = {"arrests": rows["arrests_with_older_order"].astype(int), "removals": rows["removals"].astype(int)}
    rows = rows.assign(name=rows["citizenship"].map(data.codes).map(data.places["name"]), **people)
    sums = {name: (name, "sum") for name in people} | {"sources": ("source", lambda keys: sorted(set(keys)))}
    return rows.groupby("name").agg(**sums).reset_index().sort_values("arrests", ascending=False, kind="stable")


def held(data: Data) -> pd.DataFrame:
    """People in ICE detention, on a day and as the average of a month, from the workbooks.

    Columns: what ("on the day", "average of the month" or "average of part of the month"), date (as printed), end, people, whole (False for a month
    that was not over), second_hand (True where the workbook itself was not read), source. A month between others whose
    average is withheld has a row without people.
    """
    days = _workbook(data, "detained").assign(what="on the day")
    months = _workbook(data, "average_daily_detained_month", withheld=True)
    months = months[months["end"] <= months.loc[months["people"].notna(), "end"].max()]
    months["what"] = months["whole"].map({True: "average of the month", False: "average of part of the month"})
    rows = pd.concat([days, months], ignore_index=True)
    return rows[["what", "date", "end", "people", "whole", "second_hand", "source"]]


def watched(data: Data) -> pd.DataFrame:
    """People on alternatives to detention on a day, from the workbooks: date, end, people, second_hand, source."""
    return _workbook(data, "atd_participants")[["date", "end", "people", "second_hand", "source"]]


def custody(data: Data) -> pd.DataFrame:
    """What is drawn of detention: the people held, and how those left for good who left in a month that was over.

    Columns: those of `held`, and of a month exits (final book-outs), removed, share_removed, supervision (released on an
    order of supervision: by ICE's note, a person with a final order "released because the field office is unable to obtain
    a travel document"), share_supervision, read ("workbook", or "at second hand"). Numbers that nobody printed are missing.
    """
    rows = held(data)
    for name, category in {"exits": "", "removed": "removed", "supervision": "order of supervision"}.items():
        left = _workbook(data, "final_book_outs", category).query("whole").set_index("date")["people"]
        rows[name] = rows["date"].map(left)
    rows["read"] = rows["second_hand"].map({True: "at second hand", False: "workbook"})
    rows["share_removed"] = rows["removed"] / rows["exits"]
    rows["share_supervision"] = rows["supervision"] / rows["exits"]
    return rows.sort_values(["what", "end"], ignore_index=True)


def _running(data: Data) -> pd.DataFrame:
    """The running totals whose day is known, by day, with the fiscal year they belong to."""
    rows = data.series("removals_running_total").query("scope == ''")
    return rows.assign(fiscal_year="FY" + rows["end"].dt.to_period("Y-SEP").astype(str))


def _workbook(data: Data, measure: str, category: str = "", withheld: bool = False) -> pd.DataFrame:
    """The numbers of a measure in ICE's workbooks: with people, whole (a month that was over) and second_hand.

    second_hand: True where the workbook itself was not read, as the source is none of an agency. withheld: whether rows
    without a number are kept.
    """
    rows = data.series(measure, category, withheld)
    rows = rows[(rows["table"] == "workbooks") & rows["precision"].isin([*NUMBERS, "none"])]
    of_agency = rows["source"].map(data.sources["kind"]) == "agency document"
    return rows.assign(people=rows["value"], whole=rows["scope"] == "", second_hand=~of_agency)
