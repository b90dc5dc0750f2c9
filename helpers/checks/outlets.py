"""Check what several outlets print of one figure: that they print the same, and that its grade says how many they are.

The grade of a row in a table of final orders is
- document: its source is a document of the agency, or a copy of the agency's text;
- several outlets: its source and its readings in readings.csv are of two publishers or more;
- one outlet: its source is no text of the agency, and it has no reading in readings.csv.
The article under test is no outlet: it is neither a source of a row nor a reading.
"""

from collections.abc import Iterator, Set

from helpers import clean
from helpers.checks.files import Sheet
from helpers.figures import ARTICLE, SNAPSHOT
from helpers.problems import Problem, printed_in, rows

DOCUMENT, SEVERAL, ONE = "document", "several outlets", "one outlet"
AGENCY_TEXTS = ("agency document", "agency text in a third-party copy")


def problems(sheet: Sheet, sheets: dict[str, Sheet], known: Set[str]) -> Iterator[Problem]:
    """All that is wrong in this sense with a table of final orders or with the readings; see `contract.faults`."""
    readings = sheets.get("readings")
    days = {other.day: other for other in sheets.values() if other.day}
    for row, source in sheet.column("source"):
        if source == ARTICLE:
            yield Problem(sheet.file, row, "source", source, "the article under test is no outlet; take this row away")
    if sheet is readings:
        yield from _astray(readings, days, known)
    for orders in [sheet] if sheet.day else days.values():
        if readings:
            yield from (problem for problem in _differing(orders, readings) if problem.file == sheet.file)
    if sheet.day and readings and "sources" in sheets:
        yield from _grades(sheet, readings, sheets["sources"])


def _astray(readings: Sheet, days: dict[str, Sheet], known: Set[str]) -> Iterator[Problem]:
    """Readings that belong to no table of final orders, or to no row of it."""
    spellings = {day: {name for _, name in orders.column("citizenship")} for day, orders in days.items()}
    for row, record in readings.records.items():
        day, name = record["as_of"], record["citizenship"]
        if SNAPSHOT + day not in known:
            dates = sorted(other.removeprefix(SNAPSHOT) for other in known if other.startswith(SNAPSHOT))
            yield Problem(readings.file, row, "as_of", day, f"expected the date of a table: {', '.join(dates)}")
        elif name not in spellings.get(day, [name]):
            yield Problem(readings.file, row, "citizenship", name, f"no row of this spelling in {days[day].file}")


def _witnesses(orders: Sheet, readings: Sheet) -> Iterator[tuple[int, dict[str, str], dict[int, dict[str, str]]]]:
    """Each row of a table of final orders with its number and its readings, these by their rows."""
    by_name: dict[str, dict[int, dict[str, str]]] = {}
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
        others = {number: other for number, other in printed.items() if other != figure}
        same = [number for number in printed if number not in others]
        if len(others) > len(same):
            expected = (
                f"{printed_in(readings.file, others)} for it; correct the one that is mistyped "
                "(an outlet that prints another figure goes to other_figures.csv)"
            )
            yield Problem(orders.file, row, "printed", figure, expected)
            continue
        for number, other in others.items():
            expected = (
                f"{printed_in(orders.file, {row: figure})}, as in {rows(same)} here; correct this one, "
                "or move it to other_figures.csv if the outlet prints it so"
            )
            yield Problem(readings.file, number, "printed", other, expected)


def _grades(orders: Sheet, readings: Sheet, sources: Sheet) -> Iterator[Problem]:
    """Grades that the row's source and its readings do not carry. What is no grade, or no source, is reported elsewhere."""
    cards = {record["key"]: record for record in sources.records.values()}
    for row, record, further in _witnesses(orders, readings):
        grade, keys = record["evidence"], [record["source"], *(other["source"] for other in further.values())]
        if grade not in (DOCUMENT, SEVERAL, ONE) or not all(key in cards for key in keys):
            continue
        kind, expected = cards[keys[0]]["kind"], ""
        if (grade == DOCUMENT) != (kind in AGENCY_TEXTS):
            fitting = f'"{DOCUMENT}"' if kind in AGENCY_TEXTS else f'"{SEVERAL}" or "{ONE}"'
            expected = f"the card of {keys[0]} says {kind}; expected {fitting}"
        elif grade == SEVERAL and len({cards[key]["publisher"] for key in keys}) == 1:
            expected = (
                f'no outlet but {keys[0]} is on record for it; expected "{ONE}", '
                f"or a row in {readings.file} for each further outlet that prints it"
            )
        elif grade == ONE and further:
            expected = (
                f'{readings.file}, {rows(further)}: a further source prints it; expected "{SEVERAL}", '
                "or no such row if it is the same outlet"
            )
        if expected:
            yield Problem(orders.file, row, "evidence", grade, expected)
