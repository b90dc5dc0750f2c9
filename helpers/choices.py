"""Every choice between figures that sources print for the same thing: what was used, by which step, and what was not."""

import pandas as pd

from helpers import choose
from helpers.checks import row_of, slack
from helpers.figures import Data
from helpers.problems import Problem

STEPS = {
    "hand": "chosen by hand",
    "part": "whole and comparable before part-year, of another series or counted otherwise",
    "other": "agency before others",
    "precision": "exact before rounded",
    "kind": "agency's document before a copy; research before press",
    "earlier": "later before earlier publication",
}


COURTS = {"completions": "cases completed", "new_cases": "new cases", "pending_cases": "cases pending"}


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

    Columns: table, measure, date, category (or citizenship), unit; used, used_value, used_source, used_scope,
    used_precision; printed, value, source, scope, note, precision (of the other figure); step (key of STEPS, or "" where
    nothing decided); reason (of a hand choice); difference (fraction of the figure used).
    """
    tables = [
        (data.figures, ["measure", "category", "date"]),
        (data.removals_by_citizenship, ["citizenship", "date"]),
        (data.docket_by_citizenship, ["measure", "citizenship", "date"]),
    ]
    found = [row for frame, keys in tables for row in _conflicts(data, frame, keys)]
    return pd.DataFrame(found)


def _conflicts(data: Data, frame: pd.DataFrame, keys: list[str]) -> list[dict]:
    groups: dict[tuple, dict] = {}
    known = frame[frame["value"].notna()]
    for number, cell, value in zip(
        known.index, zip(*(known[key] for key in keys), strict=True), known["value"], strict=True
    ):
        groups.setdefault(cell, {})[number] = value
    several = [list(group) for group in groups.values() if len(set(group.values())) > 1]
    if not several:
        return []
    reasons = {(c["table"], c["source"], c["printed"]): c["reason"] for c in data.raw["choices"].to_dict("records")}
    found = []
    rows_of_several = frame.loc[[number for numbers in several for number in numbers]]
    cells = rows_of_several.to_dict("index")
    ranks = choose.ranking(rows_of_several, data.sources).to_dict("index")
    for numbers in several:
        rows = {number: cells[number] for number in numbers}
        place, used = next((place, row) for place, row in rows.items() if row["used"])
        reason = reasons.get((used["table"], used["source"], used["printed"]), "")
        for number, other in rows.items():
            if other["value"] == used["value"] or other.get("unit") != used.get("unit"):
                continue
            step = next((name for name, rank in ranks[place].items() if rank != ranks[number][name]), "")
            found.append(
                {
                    **{key: other[key] for key in ("table", "measure", "date")},
                    "category": other["citizenship"] if "citizenship" in other else other["category"],
                    "unit": other.get("unit", "persons"),
                    "used": used["printed"],
                    **{f"used_{key}": used[key] for key in ("value", "source", "scope", "precision")},
                    **{key: other[key] for key in ("printed", "value", "source", "scope", "note", "precision")},
                    "step": step,
                    "reason": reason if step == "hand" else "",
                    "difference": other["value"] / used["value"] - 1 if used["value"] else float("nan"),
                }
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
        file = f"{row['table'].replace('-', '_')}.csv"
        known = {"source": row["source"], "printed": row["printed"]}
        expected = (
            f"the source {row['used_source']} prints {row['used']} for the same cell ({cell}); expected the same figure, or a "
            f"note here that names {row['used']} and, if no rule decides, a row in choices.csv"
        )
        where = row_of(data.raw[row["table"]], **known, **_key(row))
        found.append(Problem(file, where, "printed", row["printed"], expected))
    return found


def _key(row: dict) -> dict:
    if row["table"] == "removals-by-citizenship":
        return {"fiscal_year": row["date"], "citizenship": row["category"]}
    part = "citizenship" if row["table"] == "docket-by-citizenship" else "category"
    return {"date": row["date"], "measure": row["measure"], part: row["category"]}


def shares(data: Data, as_of: str, fiscal_year: str = "FY2024") -> pd.DataFrame:
    """What the other figures for the docket and for final orders would do to the share of the docket with an order.

    The headline is final orders at `as_of` over the docket at the end of `fiscal_year`; for other years both are of the
    year's end. Returns the conflicts with headline (bool), share and other_share (fractions). Years without exact
    figures for both are left out.
    """
    used = data.figures.query("used and category == '' and precision == 'exact'")
    with_order = used[used["measure"] == "non_detained_with_final_order"].set_index("date")["value"].to_dict()
    docket = used[used["measure"] == "non_detained_docket"].set_index("date")["value"].to_dict()
    with_order[fiscal_year] = data.total(as_of)
    rows = conflicts(data).query("category == ''")
    rows = rows[rows["measure"].isin(["non_detained_docket", "non_detained_with_final_order"])]
    rows = rows[rows["date"].isin(set(docket) & set(with_order))]
    usual = [with_order[date] / docket[date] for date in rows["date"]]
    other = [
        with_order[row["date"]] / row["value"] if "docket" in row["measure"] else row["value"] / docket[row["date"]]
        for _, row in rows.iterrows()
    ]
    return rows.assign(headline=rows["date"] == fiscal_year, share=usual, other_share=other)
