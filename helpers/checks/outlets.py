"""Check what several outlets print of one figure: that they print the same, and that its grade says how many they are.

The grade of a row in a table of final orders is
- document: its source is a document of the agency, or a copy of the agency's text;
- several outlets: its source and its readings in readings.csv are of two publishers or more;
- one outlet: its source is no text of the agency, and it has no reading in readings.csv.
The article under test is no outlet: it is neither a source of a row nor a reading.
"""

from collections.abc import Iterator

from helpers import clean
from helpers.checks.files import Sheet, Sheets
from helpers.figures import ARTICLE, EVIDENCE, SNAPSHOT
from helpers.problems import Problem, printed_in, rows

DOCUMENT, SEVERAL, ONE = EVIDENCE
AGENCY_TEXTS = ("agency document", "agency text in a third-party copy")
Records = dict[int, dict[str, str]]  # of a table, by their rows


def problems(sheet: Sheet, sheets: Sheets) -> Iterator[Problem]:
    """All that is wrong in this sense with a table of final orders or with the readings."""
    for row, source in sheet.column("source"):
        if source == ARTICLE:
            yield sheet.fault(row, "source", "the article under test is no outlet; take this row away")
    if sheet.name == "readings":
        yield from _astray(sheet, sheets)
    readings, sources = sheets.get("readings"), sheets.get("sources")
    for orders in [sheet] if sheet.day else sheets.values():
        if orders and orders.day and readings:
            yield from (problem for problem in _differing(orders, readings) if problem.file == sheet.file)
    if sheet.day and readings and sources:
        yield from _grades(sheet, readings, sources)


def _astray(readings: Sheet, sheets: Sheets) -> Iterator[Problem]:
    """Readings that belong to no table of final orders, or to no row of it."""
    for row, record in readings.records.items():
        table = SNAPSHOT + record["as_of"]
        if table not in sheets:
            days = sorted(name.removeprefix(SNAPSHOT) for name in sheets if name.startswith(SNAPSHOT))
            yield readings.fault(row, "as_of", f"expected the date of a table: {', '.join(days)}")
        elif (orders := sheets[table]) and record["citizenship"] not in dict(orders.column("citizenship")).values():
            yield readings.fault(
                row, "citizenship", f"no row of this spelling in {orders.file}; give it one, or take this row out"
            )


def _witnesses(orders: Sheet, readings: Sheet) -> Iterator[tuple[int, dict[str, str], Records]]:
    """Each row of a table of final orders with its number and its readings, these by their rows."""
    by_name: dict[str, Records] = {}
    for row, record in readings.records.items():
        if record["as_of"] == orders.day:
            by_name.setdefault(record["citizenship"], {})[row] = record
    for row, record in orders.records.items():
        yield row, record, by_name.get(record["citizenship"], {})


def _differing(orders: Sheet, readings: Sheet) -> Iterator[Problem]:
    """Rows and readings that do not print the same, each reported where the fewer print it.

    A row and its readings are witnesses of one figure. A reading that is no count is reported for itself, not here.
    """
    for row, record, further in _witnesses(orders, readings):
        figure = record["printed"]
        printed = {number: other["printed"] for number, other in further.items() if clean.is_count(other["printed"])}
        others = {number: other for number, other in printed.items() if other != figure} if figure else {}
        same = printed.keys() - others.keys()
        if len(others) > len(same):
            cure = "correct the one that is mistyped (an outlet that prints another figure goes to other_figures.csv)"
            yield orders.fault(row, "printed", f"{printed_in(readings.file, others)} for it; {cure}")
        else:
            there = f"{printed_in(orders.file, {row: figure})}, as in {rows(same)} here" if others else ""
            cure = "correct this one, or move it to other_figures.csv if the outlet prints it so"
            yield from (readings.fault(number, "printed", f"{there}; {cure}") for number in others)


def _grades(orders: Sheet, readings: Sheet, sources: Sheet) -> Iterator[Problem]:
    """Grades that the row's source and its readings do not carry. What is no grade, source or kind is reported elsewhere."""
    kinds = sources.fields["kind"]["constraints"]["enum"]
    cards = {record["key"]: record for record in sources.records.values() if record["kind"] in kinds}
    for row, record, further in _witnesses(orders, readings):
        grade, keys = record["evidence"], [record["source"], *(other["source"] for other in further.values())]
        if grade not in EVIDENCE or not all(key in cards for key in keys):
            continue
        kind, publishers = cards[keys[0]]["kind"], {cards[key]["publisher"] for key in keys}
        if (grade == DOCUMENT) != (kind in AGENCY_TEXTS):
            fitting = f'"{DOCUMENT}"' if kind in AGENCY_TEXTS else f'"{SEVERAL}" or "{ONE}"'
            yield orders.fault(row, "evidence", f"the card of {keys[0]} says {kind}; expected {fitting}")
        elif grade == SEVERAL and len(publishers) == 1:
            cure = f'"{ONE}", or a row in {readings.file} for each further outlet that prints it'
            yield orders.fault(row, "evidence", f"no outlet but {keys[0]} is on record for it; expected {cure}")
        elif grade == ONE and further:
            printed = f"{readings.file}, {rows(further)}: a further source prints it"
            cure = f'"{SEVERAL}", or no such row if it is the same outlet'
            yield orders.fault(row, "evidence", f"{printed}; expected {cure}")
