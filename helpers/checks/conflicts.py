"""Every choice between figures that sources print for the same thing: what was used, by which step, and what was not."""

import pandas as pd

from helpers import select
from helpers.checks.check import problem_at, slack
from helpers.figures import Data
from helpers.problems import Problem

STEPS = {
    "override": "chosen by hand",
    "none": "a number before none",
    "part": "whole and comparable before part-year, of another series or counted otherwise",
    "other": "agency before others",
    "precision": "exact before rounded",
    "kind": "agency's document before a copy; research before press",
    "earlier": "later before earlier publication",
}
COURTS = {"completions": "cases completed", "new_cases": "new cases", "pending_cases": "cases pending"}
TABLES = {
    "figures": ["measure", "category", "date"],
    "removals_by_citizenship": ["citizenship", "date"],
    "docket_by_citizenship": ["measure", "citizenship", "date"],
}
OF_OTHER = [
    "table",
    "line",
    "measure",
    "date",
    "category",
    "unit",
    "printed",
    "value",
    "source",
    "scope",
    "note",
    "precision",
]
OF_USED = ["value", "source", "scope", "precision"]


def label(measure: str) -> str:
    """A measure in words: "non_detained_docket" gives "Non-detained docket"."""
    if measure in COURTS:
        return f"Immigration courts: {COURTS[measure]}"
    name = measure.replace("non_detained", "non-detained").replace("_", " ")
    for short in ("atd", "bia", "cat", "tps", "dhs", "ice", "ero"):
        name = " ".join(short.upper() if word == short else word for word in name.split(" "))
    return name[0].upper() + name[1:]


def conflicts(data: Data) -> pd.DataFrame:
    """A row a figure that was not used although it differs from the one used for the same cell and unit.

    Columns: table, line, measure, date, category (or citizenship), unit, printed, value, source, scope, note, precision (of
    the other figure); used (as printed), used_value, used_source, used_scope, used_precision; step (key of STEPS, or ""
    where nothing decided); reason (of a choice by hand); difference (fraction of the figure used).
    """
    found = [row for table, keys in TABLES.items() for row in _conflicts(data, getattr(data, table), keys)]
    used = [f"used_{column}" for column in OF_USED]
    return pd.DataFrame(found, columns=[*OF_OTHER, "used", *used, "step", "reason", "difference"])


def _conflicts(data: Data, frame: pd.DataFrame, keys: list[str]) -> list[dict]:
    known = frame[frame["value"].notna()]
    several = known[known.groupby(keys)["value"].transform("nunique") > 1]
    ranks = select.ranking(several, data.sources).to_dict("index")
    reasons = {(c["table"], c["source"], c["printed"]): c["reason"] for c in data.raw["choices"].to_dict("records")}
    found = []
    rows = several.to_dict("index")
    for places in several.groupby(keys, sort=False).indices.values():
        group = {number: rows[number] for number in several.index[places]}
        place, used = next((number, row) for number, row in group.items() if row["used"])
        for number, other in group.items():
            if other["value"] == used["value"] or other["unit"] != used["unit"]:
                continue
            step = next((name for name, rank in ranks[place].items() if rank != ranks[number][name]), "")
            reason = reasons.get((used["table"], used["source"], used["printed"]), "") if step == "override" else ""
            gap = other["value"] / used["value"] - 1 if used["value"] else float("nan")
            chosen = {f"used_{column}": used[column] for column in OF_USED}
            of_other = {column: other[column] for column in OF_OTHER}
            found.append(
                of_other | chosen | {"used": used["printed"], "step": step, "reason": reason, "difference": gap}
            )
    return found


def problems(data: Data) -> list[Problem]:
    """Conflicts that nobody has looked at.

    Where two figures with the same scope differ by more than their rounding, the note of the one that is not used names
    the other; and the rule or a row of choices.csv says which is used. Anything else is a slip, or a conflict to decide.
    """
    found = []
    for row in conflicts(data).to_dict("records"):
        near = abs(row["value"] - row["used_value"]) <= slack(row["printed"]) + slack(row["used"])
        named = row["used"] in row["note"] and "round" not in row["note"]  # a figure that is said to round must be near
        if row["step"] and (near or named or row["scope"] != row["used_scope"]):
            continue
        cell = ", ".join(filter(None, [row["measure"], row["category"], row["date"]]))
        expected = (
            f"the source {row['used_source']} prints {row['used']} for the same cell ({cell}); expected the same figure, or a "
            f"note here that names {row['used']} and, if no rule decides, a row in choices.csv"
        )
        found.append(problem_at(row, expected))
    return found
