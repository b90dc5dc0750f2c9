"""The tables the report gives away: every table of `data/` with its figures as numbers, and a codebook.

A figure stands twice: `printed`, as its source prints it, and `value`, the number. No cell starts like a formula.
"""

import pandas as pd

from helpers import contract, ledger
from helpers.figures import SERIES, SNAPSHOT, Data
from helpers.paths import DATA
from helpers.snapshots import with_everything

# Columns that are computed, not read: type and description, for the codebook.
COMPUTED = {
    "value": ("number", "The printed figure as a number, in the row's unit; blank where the source gives none."),
    "precision": (
        "string",
        "How exact the printed figure is: exact, rounded, approximate, lower bound, upper bound or none.",
    ),
    "start": ("date", "First day of the date or period as printed; blank where undated."),
    "end": ("date", "Last day of the date or period as printed; blank where undated."),
    "used": ("boolean", "True for the one figure the report uses where sources print several for the same thing."),
    "hand": ("boolean", "True where a hand choice in choices.csv decided, with its reason there."),
    "code": ("string", "ISO 3166-1 alpha-3 of the place, or a code of places.csv for former states and special rows."),
    "name": ("string", "Short English name of the place."),
    "kind": ("string", "State, territory, former state or special."),
    "region": ("string", "Region of UN M49."),
    "subregion": ("string", "Sub-region of UN M49."),
    "persons": ("integer", "Persons with a final order on the non-detained docket."),
    "rank": ("integer", "Rank by persons, 1 for the largest; equal figures share the better rank."),
    "share": ("number", "Persons over the printed total of the table, a fraction."),
    "also": ("string", "Keys of further sources that print the same figure, with spaces between them."),
    "removals": ("integer", "ICE removals of nationals in FY2024; blank where ICE's table has no such row."),
    "ratio": ("number", "Final orders over FY2024 removals; inf where nobody was removed."),
    "status": ("string", "ICE's list of November 2024: uncooperative, at risk or neither."),
    "verdict": ("string", "Verdict of the ledger, computed from the data."),
    "evidence": ("string", "The evidence for the verdict, in a computed sentence."),
    "reason": ("string", "Why the verdict is what it is."),
}
ORDERS = ["code", "name", "kind", "region", "subregion", "persons", "rank", "share", "evidence", "source", "also"]
ORDERS += ["removals", "ratio", "status", "note"]
TYPED = ["value", "precision", "start", "end", "used", "hand"]


def tables(data: Data) -> dict[str, pd.DataFrame]:
    """The tables to give away, by name: final orders by nationality, series, removals and all others of `data/`."""
    given = {f"final-orders-{day}": with_everything(data, day)[ORDERS] for day in data.snapshots}
    for name in SERIES:
        rows = data.figures[data.figures["table"] == name]
        given[name] = rows[[*data.raw[name].columns, *TYPED]]
    for name, rows in (
        ("removals-by-citizenship", data.removals_by_citizenship.rename(columns={"date": "fiscal_year"})),
        ("docket-by-citizenship", data.docket_by_citizenship),
    ):
        given[name] = rows[[*data.raw[name].columns, "code", "name", *TYPED]]
    judged = ledger.judge(data, data.snapshots[0]).set_index("id")[["verdict", "evidence", "reason"]]
    given["claims"] = data.raw["claims"].join(judged, on="id")
    given |= {name: rows for name, rows in data.raw.items() if name not in given and not name.startswith(SNAPSHOT)}
    fields = _fields()
    return {name: _numbers(given[name].reset_index(drop=True), fields.get(name, {})) for name in sorted(given)}


def _fields() -> dict[str, dict[str, dict]]:
    """The fields of the contract, by table and column."""
    return {r["name"]: {f["name"]: f for f in r["schema"]["fields"]} for r in contract.contract(DATA)["resources"]}


def _numbers(frame: pd.DataFrame, fields: dict[str, dict]) -> pd.DataFrame:
    """The table with those columns as numbers that its fields in the contract call numbers."""
    numeric = [c for c in frame.columns if fields.get(c, {}).get("type") in ("integer", "number")]
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in numeric})


def codebook(given: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """A row a column of the tables: table, column, type, unit, description. Raises KeyError for one not described."""
    fields = _fields()
    rows = []
    for table, frame in given.items():
        for column in frame.columns:
            field = fields.get(table, {}).get(column)
            kind, text = (field["type"], field["description"]) if field else COMPUTED[column]
            rows.append((table, column, kind, field.get("unit", "") if field else "", text))
    return pd.DataFrame(rows, columns=["table", "column", "type", "unit", "description"])
