"""Check what the contract cannot say: that figures and dates can be read, and that what is referred to is there.

Columns are known by their names: `printed` holds a figure; `date`, `as_of`, `fiscal_year` and `published` hold a date,
if the contract has a pattern for it (without one it is words, as "late 2024"); `note`, `reason` and `limits` may
mention a source as [key].
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set

from helpers import clean
from helpers.checks import outlets
from helpers.checks.files import Sheet
from helpers.problems import Problem, printed_in

DATES = {"date", "as_of", "fiscal_year", "published"}
REMARKS = {"note", "reason", "limits"}
MENTION = re.compile(r"\[([a-z0-9-]+)\]")


def problems(sheet: Sheet, sheets: dict[str, Sheet], known: Set[str]) -> Iterator[Problem]:
    """All that is wrong in this sense with one table; sheets and known as in `contract.faults`."""
    for column, field in sheet.fields.items():
        if column in DATES and "pattern" in field.get("constraints", {}):
            yield from _unreadable(sheet, column, lambda cell: cell == "undated" or clean.period(cell))
        if column in REMARKS and "sources" in sheets:
            mentioned = ((row, key) for row, cell in sheet.column(column) for key in MENTION.findall(cell))
            yield from unknown(sheet, mentioned, column, sheets["sources"], "key")
    if sheet.day or sheet.name == "readings":
        yield from _unreadable(sheet, "printed", clean.count)
        yield from outlets.problems(sheet, sheets, known)
    elif "printed" in sheet.fields:
        yield from _unreadable(sheet, "printed", clean.figure)
        yield from _decimals(sheet)
    if sheet.day and "names" in sheets:
        yield from _final_orders(sheet, sheets["names"])
    if sheet.name == "choices":
        yield from _choices(sheet, sheets, known)
    elif "measures" in sheets and {"measure", "printed"} <= set(sheet.fields):
        described = [row["measure"] for row in sheets["measures"].records.values() if row["table"] == sheet.name]
        yield from unknown(sheet, sheet.column("measure"), "measure", sheets["measures"], "measure", described)
        yield from _units(sheet, sheets["measures"])
    if sheet.name == "published-totals" and "groups" in sheets:
        yield from _groups(sheet, sheets["groups"])


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


def _unreadable(sheet: Sheet, column: str, reader) -> Iterator[Problem]:
    for row, cell in sheet.column(column):
        try:
            reader(cell)
        except ValueError as error:
            yield Problem(sheet.file, row, column, cell, str(error).removeprefix(f'"{cell}" '))


def _decimals(sheet: Sheet) -> Iterator[Problem]:
    """Decimals of what is counted whole."""
    for row, record in sheet.records.items():
        unit = record.get("unit", "persons")
        if unit == "percent" or record.get("measure", "").startswith("average_"):
            continue
        if re.search(r"\.[0-9]+$", record["printed"]):
            expected = f"expected no decimal, as the unit is {unit}"
            yield Problem(sheet.file, row, "printed", record["printed"], expected)


def _units(sheet: Sheet, measures: Sheet) -> Iterator[Problem]:
    """Units in which a measure is not counted."""
    known = {row["measure"]: row["unit"] for row in measures.records.values() if row["table"] == sheet.name}
    for row, record in sheet.records.items():
        units = known.get(record["measure"], "")
        if "unit" in record and units and record["unit"] not in units.split(", "):
            expected = f"{measures.file} counts {record['measure']} in {units}"
            yield Problem(sheet.file, row, "unit", record["unit"], expected)


def _final_orders(sheet: Sheet, names: Sheet) -> Iterator[Problem]:
    """A table of final orders has one row a place and one total, and the rows do not add to more than it."""
    codes = {record["spelling"]: record["code"] for record in names.records.values()}
    place = {row: codes.get(name, name) for row, name in sheet.column("citizenship")}
    first: dict[str, int] = {}
    for row, code in place.items():
        if first.setdefault(code, row) != row:
            expected = f"row {first[code]} is the same place ({code}); expected one row for each"
            yield Problem(sheet.file, row, "citizenship", sheet.records[row]["citizenship"], expected)
    if "TOTAL" not in first:
        expected = "no row Total; expected one, with the total that the source prints"
        yield Problem(sheet.file, None, "citizenship", None, expected)
        return
    printed = sheet.records[first["TOTAL"]]["printed"]
    rows = [cell for row, cell in sheet.column("printed") if place.get(row) != "TOTAL" and clean.is_count(cell)]
    if clean.is_count(printed) and sum(map(clean.count, rows)) > clean.count(printed):
        expected = f"the other rows add to {sum(map(clean.count, rows)):,}, which is more than this total"
        yield Problem(sheet.file, first["TOTAL"], "printed", printed, expected)


def _choices(choices: Sheet, sheets: dict[str, Sheet], known: Set[str]) -> Iterator[Problem]:
    """Choices between figures that fit no figure."""
    for row, choice in choices.records.items():
        if choice["table"] not in known:
            expected = f"no such table; expected one of {', '.join(sorted(known))}"
            yield Problem(choices.file, row, "table", choice["table"], expected)
        target = sheets.get(choice["table"])
        if target is None:
            continue
        wanted = {name: choice[name] for name in ("measure", "date", "citizenship", "source") if choice[name]}
        if "fiscal_year" in target.fields and "date" in wanted:
            wanted["fiscal_year"] = wanted.pop("date")
        there = {
            number: record["printed"]
            for number, record in target.records.items()
            if all(record.get(name) == value for name, value in wanted.items())
        }
        if choice["printed"] not in there.values():
            nearest = f"{printed_in(target.file, there)}; correct the one that is mistyped"
            expected = (
                f"no such figure to choose: {nearest}" if there else f"{target.file} has no such figure to choose"
            )
            yield Problem(choices.file, row, "printed", choice["printed"], expected)


def _groups(totals: Sheet, groups: Sheet) -> Iterator[Problem]:
    """Groups of countries whose members are not those that the printed total counts, and groups without a total."""
    members = Counter(group for _, group in groups.column("group"))
    for row, record in totals.records.items():
        here, there = record["members"], members[record["group"]]
        if here and here != str(there):
            expected = f"{groups.file} has {there} rows of {record['group']}; expected as many as the source counts"
            yield Problem(totals.file, row, "members", here, expected)
    printed = [group for _, group in totals.column("group")]
    astray = ((row, group) for row, group in groups.column("group") if group not in printed)
    yield from unknown(groups, astray, "group", totals, "group")
