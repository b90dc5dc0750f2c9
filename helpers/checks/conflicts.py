"""Every choice between figures that sources print for the same thing: what was used, by which step, and what was not."""

import pandas as pd

from helpers import clean, select
from helpers.checks.check import problem_at, slack
from helpers.figures import NUMBERS, Data
from helpers.problems import Problem

STEPS = {
    "override": "chosen by hand",
    "part": "whole and comparable before part-year, of another series or counted otherwise",
    "none": "a number before none",
    "other": "agency before others",
    "precision": "exact before rounded",
    "kind": "agency's document before a copy; research before press",
    "earlier": "later before earlier publication",
}
SHORT = {"atd", "bia", "cat", "tps", "dhs", "ice", "ero"}  # words of measures that are written in capitals
COURTS = {"completions": "cases completed", "new_cases": "new cases", "pending_cases": "cases pending"}
TABLES = {
    "figures": ["measure", "category", "date"],
    "removals_by_citizenship": ["citizenship", "date"],
    "docket_by_citizenship": ["measure", "citizenship", "date"],
}
OF_OTHER = ["table", "line", "measure", "date", "category", "unit", "scope", "note", "source", "printed", "value"]
OF_USED = {
    "line": "used_line",
    "printed": "used",
    "value": "used_value",
    "source": "used_source",
    "scope": "used_scope",
}


def label(measure: str) -> str:
    """A measure in words: "non_detained_docket" gives "Non-detained docket"."""
    if measure in COURTS:
        return f"Immigration courts: {COURTS[measure]}"
    words = measure.replace("non_detained", "non-detained").split("_")
    name = " ".join(word.upper() if word in SHORT else word for word in words)
    return name[0].upper() + name[1:]


def conflicts(data: Data) -> pd.DataFrame:
    """A row a figure that was not used although it differs from the one used for the same cell and unit.

    Columns: table, line, measure, date, category (or citizenship), unit, scope, note, source, printed, value (of the other
    figure); used (as printed), used_line, used_value, used_source, used_scope; step (key of STEPS, or "" where nothing decided);
    reason (of a choice by hand); difference (fraction of the figure used; missing where one is a bound or about).
    """
    parts = [_conflicts(data, getattr(data, table), keys) for table, keys in TABLES.items()]
    found = pd.concat(parts, ignore_index=True)
    by_hand = data.raw["choices"].set_index(["table", "source", "printed"])["reason"]
    chosen = pd.MultiIndex.from_frame(found[["table", "used_source", "used"]])
    reason = pd.Series(chosen.map(by_hand.to_dict()), dtype=object).where(found["step"] == "override", "")
    numbers = [
        found[column].map(lambda printed: clean.figure(printed).precision in NUMBERS) for column in ("printed", "used")
    ]
    gap = found["value"] / found["used_value"].where(numbers[0] & numbers[1] & (found["used_value"] != 0)) - 1
    return found.assign(reason=reason, difference=gap)


def _conflicts(data: Data, frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The conflicts of one table, those of a cell one after the other, without reason and difference."""
    known = frame[frame["value"].notna()]
    known = known.assign(cell=known.groupby(keys, sort=False).ngroup(), place=known.index)
    others = known[~known["used"]].sort_values("cell", kind="stable")
    used = known[known["used"]].set_index("cell").reindex(others["cell"]).set_index(others.index)
    differ = (others["value"] != used["value"]) & (others["unit"] == used["unit"])
    others, used = others[differ], used[differ]
    steps = select.ranking(frame, data.sources)
    apart = steps.loc[others.index] != steps.loc[used["place"]].set_index(others.index)
    return others[OF_OTHER].assign(
        **{name: used[column] for column, name in OF_USED.items()},
        step=apart.idxmax(axis=1).where(apart.any(axis=1), ""),
    )


def problems(data: Data) -> list[Problem]:
    """Conflicts that nobody has looked at.

    Where two figures with the same scope (that a figure is rounded is none) differ by more than their rounding, the note of the one that is not used names
    the other; and the rule or a row of choices.csv says which is used. Anything else is a slip, or a conflict to decide.
    """
    found = []
    for row in conflicts(data).to_dict("records"):
        scopes = [row["scope"], row["used_scope"]]
        near = abs(row["value"] - row["used_value"]) <= sum(map(_slack, [row["printed"], row["used"]], scopes))
        named = row["used"] in row["note"] and "round" not in row["note"]  # a figure that is said to round must be near
        other_thing = len({"" if scope in clean.ROUNDED else scope for scope in scopes}) > 1
        if row["step"] and (near or named or other_thing):
            continue
        cell = ", ".join(filter(None, [row["measure"], row["category"], row["date"]]))
        other = f"row {row['used_line']}, from {row['used_source']}, prints {row['used']} for the same cell ({cell})"
        cure = f"a note here that names {row['used']} and, if no rule decides, a row in choices.csv"
        found.append(problem_at(row, f"{other}; expected the same figure, or {cure}"))
    return found


def _slack(printed: str, scope: str) -> float:
    """How far a figure may be from the exact one, by how it is printed or by a scope that says to what it is rounded."""
    return max(slack(printed), clean.ROUNDED.get(scope, 0))
