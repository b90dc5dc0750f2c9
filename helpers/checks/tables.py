"""Check what the contract cannot say: that figures and dates can be read, and that what is referred to is there.

Columns are known by their names: `printed` holds a figure; `date`, `as_of`, `fiscal_year` and `published` hold a date,
if the contract has a pattern for it (without one it is words, as "late 2024"); `note`, `reason` and `limits` may
mention a source as [key].
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from helpers import clean
from helpers.checks import outlets
from helpers.checks.files import Sheet, Sheets
from helpers.problems import Problem, printed_in

DATES = {"date", "as_of", "fiscal_year", "published"}
REMARKS = {"note", "reason", "limits"}
MENTION = re.compile(r"\[([a-z0-9-]+)\]")
ABOUT_THE_REPORT = {"corrections"}  # its dates are those on which the report was changed
PLANNED = "_planned"  # at the end of a measure: what is to be, on a day that is still to come
# How measures.csv begins to say of categories that they are countries
COUNTRIES = ("The country", "The government", "The nationality")
SPAN = re.compile(r"\bto (\d{1,2} [A-Z][a-z]+ \d{4})$")
WORKBOOK = re.compile(r"Stats_?(\d\d)(\d\d)(20\d\d)\.xlsx\b")  # its day, as its file is named
SHEET = re.compile(
    r"\bsheet [A-Za-z ]*FY([0-9]{2})\b"
)  # of one of ICE's workbooks: it holds the days of its fiscal year


def problems(sheet: Sheet, sheets: Sheets) -> Iterator[Problem]:
    """All that is wrong in this sense with one table."""
    names, sources, measures, groups = map(sheets.get, ("names", "sources", "measures", "groups"))
    for column, field in sheet.fields.items():
        if column in DATES and "pattern" in field.get("constraints", {}):
            yield from _unreadable(sheet, column, lambda cell: cell == "undated" or clean.period(cell))
            if sources and sheet.name not in ABOUT_THE_REPORT:
                yield from _not_yet(sheet, column, sources)
        if column in REMARKS and sources:
            mentioned = ((row, key) for row, cell in sheet.column(column) for key in MENTION.findall(cell))
            yield from unknown(sheet, mentioned, column, sources, "key")
    if sheet.day or sheet.name == "readings":
        yield from _unreadable(sheet, "printed", clean.count)
        yield from outlets.problems(sheet, sheets)
    elif "printed" in sheet.fields:
        yield from _unreadable(sheet, "printed", clean.figure)
        yield from _decimals(sheet)
        yield from _shares(sheet)
        yield from _rounded(sheet)
    if sheet.day and names:
        yield from _places(sheet, names)
    if sheet.day and sources:
        yield from _not_yet(sheet, "source", sources)
    if {"date", "locator"} <= set(sheet.fields):
        yield from _sheets(sheet)
    if sheet.name == "workbooks" and sources:
        yield from _spans(sheet, sources)
    if sheet.name == "choices":
        yield from _choices(sheet, sheets)
    elif measures and {"measure", "printed"} <= set(sheet.fields):
        yield from _measures(sheet, measures)
        if "category" in sheet.fields and names:
            yield from _categories(sheet, measures, names)
        if "scope" in sheet.fields:
            yield from _alike(sheet, "scope", sheet.column("scope"))
    if sheet.name == "published-totals" and groups:
        yield from _groups(sheet, groups)


def unknown(
    sheet: Sheet,
    cells: Iterable[tuple[int, str]],
    column: str,
    target: Sheet,
    there: str,
    allowed: Iterable[str] | None = None,
) -> Iterator[Problem]:
    """Those of the cells of a column that are not in column `there` of `target`, with the nearest that are.

    allowed: the values there that count, if not all do.
    """
    known = dict.fromkeys(allowed if allowed is not None else (value for _, value in target.column(there)))
    for row, cell in cells:
        if cell not in known:
            near = clean.nearest(cell, list(known))
            likely = f"the nearest there: {', '.join(near)}" if near else "nothing there is like it"
            yield Problem(sheet.file, row, column, cell, f"not in {target.file}, column {there}; {likely}")


def _unreadable(sheet: Sheet, column: str, reader: Callable[[str], object]) -> Iterator[Problem]:
    for row, cell in sheet.column(column):
        try:
            reader(cell)
        except ValueError as error:
            yield sheet.fault(row, column, str(error).removeprefix(f'"{cell}" '))


def _not_yet(sheet: Sheet, column: str, sources: Sheet) -> Iterator[Problem]:
    """Dates after the day on which their source was read: a year that is mistyped moves a figure to the end of a line."""
    read = {record["key"]: record["accessed"] for record in sources.records.values()}
    for row, record in sheet.records.items():
        date = sheet.day or record[column]
        day = record["accessed"] if sheet.name == "sources" else read.get(record.get("source", ""), "")
        days = _days(date) if clean.is_day(day) and not record.get("measure", "").endswith(PLANNED) else None
        if days and str(days.start) > day:
            there = "" if sheet.name == "sources" else " of its source in sources.csv, if it was read anew"
            yield sheet.fault(row, column, f"{date} is after {day}, when this was read; correct it, or the day{there}")


def _spans(sheet: Sheet, sources: Sheet) -> Iterator[Problem]:
    """Dates after the last one of a source whose title names its span: "those of 21 November 2024 to 12 February 2026"."""
    spans = {record["key"]: SPAN.search(record["title"]) for record in sources.records.values()}
    for row, record in sheet.records.items():
        span, days = spans.get(record["source"]), _days(record["date"])
        if span and days and pd.Timestamp(days.start) > pd.to_datetime(span[1], format="%d %B %Y", errors="coerce"):
            expected = f'the title of {record["source"]} in sources.csv ends "{span[0]}"; give it the new span, or correct the date'
            yield sheet.fault(row, "date", expected)


def _sheets(sheet: Sheet) -> Iterator[Problem]:
    """Dates in another fiscal year than the sheet of a workbook on which they were read, or after the day of its file."""
    for row, record in sheet.records.items():
        named, date = SHEET.search(record["locator"]), _days(record["date"])
        if (file := WORKBOOK.search(record["locator"])) and date:
            month, day, of = file.groups()
            if str(date.start) > f"{of}-{month}-{day}":
                yield sheet.fault(
                    row, "date", f"it was read in the workbook of {of}-{month}-{day}; expected no date after it"
                )
        if named and date:
            year = clean.period(f"FY20{named[1]}")
            if not year.start <= date.start <= date.end <= year.end:
                yield sheet.fault(
                    row, "date", f"it was read on a sheet of FY20{named[1]}; expected a date in that year"
                )


def _days(date: str) -> clean.Period | None:
    """The days of a date; None for what is none, which is reported elsewhere."""
    try:
        return clean.period(date)
    except ValueError:
        return None


def _decimals(sheet: Sheet) -> Iterator[Problem]:
    """Decimals of what is counted whole."""
    for row, record in sheet.records.items():
        unit, average = record.get("unit", "persons"), record.get("measure", "").startswith("average_")
        if re.search(r"\.[0-9]+$", record["printed"]) and unit != "percent" and not average:
            yield sheet.fault(row, "printed", f"expected no decimal, as the unit is {unit}")


def _shares(sheet: Sheet) -> Iterator[Problem]:
    """Shares of more than the whole."""
    for row, record in sheet.records.items():
        if (
            record.get("unit") == "percent"
            and "share" in record["measure"].split("_")
            and _over(record["printed"], 100)
        ):
            yield sheet.fault(row, "printed", "expected a share of 100 percent or less")


def _over(printed: str, limit: float) -> bool:
    """Whether a figure is over a limit; what is none is reported elsewhere."""
    try:
        return (clean.figure(printed).value or 0) > limit
    except ValueError:
        return False


def _rounded(sheet: Sheet) -> Iterator[Problem]:
    """Figures that are said to be rounded, and would pass for exact ones."""
    for row, record in sheet.records.items():
        scope, says = record.get("scope", ""), re.match(r"rounded\b", record.get("note", ""))
        if says and scope not in clean.ROUNDED and re.fullmatch(r"[0-9,]+", record["printed"]):
            expected = f"the note says that it is rounded; expected {', '.join(clean.ROUNDED)} in the column scope"
            yield sheet.fault(row, "printed", expected)


def _measures(sheet: Sheet, measures: Sheet) -> Iterator[Problem]:
    """Measures that measures.csv does not describe for this table, and units in which it does not count them."""
    units = {record["measure"]: record["unit"] for record in measures.records.values() if record["table"] == sheet.name}
    yield from unknown(sheet, sheet.column("measure"), "measure", measures, "measure", units)
    for row, unit in sheet.column("unit") if "unit" in sheet.fields else ():
        measure = sheet.records[row]["measure"]
        if unit not in units.get(measure, unit).split(", "):
            yield sheet.fault(row, "unit", f"{measures.file} counts {measure} in {units[measure]}")


def _categories(sheet: Sheet, measures: Sheet, names: Sheet) -> Iterator[Problem]:
    """Countries of no known spelling, and other categories that are written almost as another one is."""
    described = {(record["table"], record["measure"]): record["categories"] for record in measures.records.values()}
    countries, others = [], []
    for row, category in sheet.column("category"):
        of_measure = described.get((sheet.name, sheet.records[row]["measure"]), "")
        (countries if of_measure.startswith(COUNTRIES) else others).append((row, category))
    yield from unknown(sheet, countries, "category", names, "spelling")
    yield from _alike(sheet, "category", others)


def _alike(sheet: Sheet, column: str, cells: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    """Cells that differ from others of the column in case, marks or a letter or two; those with fewer rows are named."""
    rows: dict[str, list[int]] = {}
    for row, value in cells:
        rows.setdefault(value, []).append(row)
    usual_first = sorted(rows, key=lambda value: (-len(rows[value]), rows[value][0]))
    for place, value in enumerate(usual_first):
        known = next((other for other in usual_first[:place] if clean.is_almost(value, other)), None)
        for row in rows[value] if known else []:
            expected = f"expected {known}, as in row {rows[known][0]}, if it is the same {column}"
            yield sheet.fault(row, column, expected)


def _places(orders: Sheet, names: Sheet) -> Iterator[Problem]:
    """A table of final orders has one row a place and one total."""
    codes = {record["spelling"]: record["code"] for record in names.records.values()}
    first: dict[str, int] = {}
    for row, name in orders.column("citizenship"):
        code = codes.get(name, name)
        if first.setdefault(code, row) != row:
            expected = f"row {first[code]} is the same place ({code}); expected one row for each"
            yield orders.fault(row, "citizenship", expected)
    if "TOTAL" not in first:
        expected = "no row Total; expected one, with the total that the source prints"
        yield Problem(orders.file, None, "citizenship", None, expected)


def _choices(choices: Sheet, sheets: Sheets) -> Iterator[Problem]:
    """Choices between figures that fit no figure."""
    for row, choice in choices.records.items():
        if choice["table"] not in sheets:
            yield choices.fault(row, "table", f"no such table; expected one of {', '.join(sorted(sheets))}")
        if target := sheets.get(choice["table"]):
            date = "fiscal_year" if "fiscal_year" in target.fields else "date"
            columns = {"measure": "measure", "date": date, "citizenship": "citizenship", "source": "source"}
            wanted = {(there, choice[here]) for here, there in columns.items() if choice[here]}
            there = {number: other["printed"] for number, other in target.records.items() if wanted <= other.items()}
            told = {fault.row for fault in _unreadable(target, "printed", clean.figure)}  # where it is mistyped
            if choice["printed"] not in there.values() and told.isdisjoint(there):
                near, none = printed_in(target.file, there), "no such figure to choose"
                expected = f"{none}: {near}; correct the one that is mistyped" if there else f"{target.file} has {none}"
                yield choices.fault(row, "printed", expected)


def _groups(totals: Sheet, groups: Sheet) -> Iterator[Problem]:
    """Groups of countries whose members are not as many as the printed total counts."""
    members = Counter(group for _, group in groups.column("group"))
    for row, counted in totals.column("members"):
        group = totals.records[row]["group"]
        if counted != str(members[group]):
            expected = f"{groups.file} has {members[group]} rows of {group}; expected as many as the source counts"
            yield totals.fault(row, "members", expected)
