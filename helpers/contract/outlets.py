"""Check what several outlets print of one figure: that they print the same, and that its grade says how many they are.

The grade of a row in a table of final orders is
- document: its source is a document of the agency, or a copy of the agency's text;
- several outlets: its source and its readings in readings.csv are of two publishers or more;
- one outlet: its source is no text of the agency, and it has no reading in readings.csv.
The article under test is no outlet: it is neither a source of a row nor a reading.
"""

from collections.abc import Collection, Iterator

from helpers import clean
from helpers.contract.cells import SNAPSHOT, Table
from helpers.problems import Problem, printed_in, rows

ARTICLE = "article-caliber"  # the source under test, which cannot confirm itself
DOCUMENT, SEVERAL, ONE = "document", "several outlets", "one outlet"
AGENCY = ("agency document", "agency text in a third-party copy")


def problems(table: Table, tables: dict[str, Table], known: Collection[str]) -> Iterator[Problem]:
    """All that is wrong in this sense with a table of final orders or the readings; nothing for any other table.

    tables: those that could be read, by name. known: the names of all in the contract.
    """
    readings = tables.get("readings")
    snapshots = [other for other in tables.values() if other.day]
    if not table.day and table.name != "readings":
        return
    for row, source in table.column("source"):
        if source == ARTICLE:
            yield Problem(table.file, row, "source", source, "the article under test is no outlet; take this row away")
    if table.name == "readings":
        yield from _astray(table, snapshots, known)
        found = [problem for snapshot in snapshots for problem in _differing(snapshot, table)]
    else:
        found = _differing(table, readings) if readings else []
    yield from (problem for problem in found if problem.file == table.file)
    if table.day and readings and "sources" in tables:
        yield from _grades(table, readings, tables["sources"])


def _astray(readings: Table, snapshots: list[Table], known: Collection[str]) -> Iterator[Problem]:
    """Readings that belong to no table of final orders, or to no row of it."""
    dates = sorted(name.removeprefix(SNAPSHOT) for name in known if name.startswith(SNAPSHOT))
    spellings = {other.day: {name for _, name in other.column("citizenship")} for other in snapshots}
    for row, record in readings.records:
        day = record["as_of"]
        if day not in dates:
            expected = f"expected the date of a table: {', '.join(dates)}"
            yield Problem(readings.file, row, "as_of", day, expected)
        elif day in spellings and record["citizenship"] not in spellings[day]:
            (file,) = (other.file for other in snapshots if other.day == day)
            yield Problem(
                readings.file, row, "citizenship", record["citizenship"], f"no row of this spelling in {file}"
            )


def _of(snapshot: Table, readings: Table) -> Iterator[tuple[int, dict[str, str], dict[int, dict[str, str]]]]:
    """Each row of a table of final orders with its number and its readings, these by their rows."""
    by_name: dict[str, dict[int, dict[str, str]]] = {}
    for row, record in readings.records:
        if record["as_of"] == snapshot.day:
            by_name.setdefault(record["citizenship"], {})[row] = record
    for row, record in snapshot.records:
        yield row, record, by_name.get(record["citizenship"], {})


def _differing(snapshot: Table, readings: Table) -> list[Problem]:
    """Rows and readings that do not print the same, each reported where the fewer print it.

    A row and its readings are witnesses of one figure. A reading that is no count is reported for itself, not here.
    """
    found = []
    for row, record, further in _of(snapshot, readings):
        figure = record["printed"]
        printed = {number: reading["printed"] for number, reading in further.items() if _is_count(reading["printed"])}
        others = {number: other for number, other in printed.items() if other != figure}
        same = [number for number in printed if number not in others]
        if len(others) > len(same):
            expected = (
                f"{printed_in(readings.file, others)} for it; correct the one that is mistyped "
                "(an outlet that prints another figure goes to other_figures.csv)"
            )
            found.append(Problem(snapshot.file, row, "printed", figure, expected))
            continue
        for number, other in others.items():
            expected = (
                f"{printed_in(snapshot.file, {row: figure})}, as in {rows(same)} here; correct this one, "
                "or move it to other_figures.csv if the outlet prints it so"
            )
            found.append(Problem(readings.file, number, "printed", other, expected))
    return found


def _is_count(printed: str) -> bool:
    try:
        clean.count(printed)
    except ValueError:
        return False
    return True


def _grades(snapshot: Table, readings: Table, sources: Table) -> Iterator[Problem]:
    """Grades that the row's source and its readings do not carry. What is no grade, or no source, is reported elsewhere."""
    cards = {record["key"]: record for _, record in sources.records}
    for row, record, further in _of(snapshot, readings):
        keys = [record["source"], *(reading["source"] for reading in further.values())]
        if record["evidence"] not in (DOCUMENT, SEVERAL, ONE) or not all(key in cards for key in keys):
            continue
        grade, kind = record["evidence"], cards[keys[0]]["kind"]
        publishers = {cards[key]["publisher"] for key in keys}
        expected = ""
        if (grade == DOCUMENT) != (kind in AGENCY):
            fitting = f'"{DOCUMENT}"' if kind in AGENCY else f'"{SEVERAL}" or "{ONE}"'
            expected = f"the card of {keys[0]} says {kind}; expected {fitting}"
        elif grade == SEVERAL and len(publishers) == 1:
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
            yield Problem(snapshot.file, row, "evidence", grade, expected)
