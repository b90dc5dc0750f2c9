"""Checks of the series beside their sums: growth as printed, and round figures beside exact ones."""

from functools import partial

from helpers import select
from helpers.checks.check import COLUMNS, Check, Chosen, Row, all_of, last_digit, places, slack
from helpers.checks.conflicts import label
from helpers.figures import Data
from helpers.problems import Problem


def checks(data: Data, chosen: Chosen) -> list[Check | Problem]:
    """All checks of the series but sums. A missing figure gives a Problem in place of a Check."""
    growth = data.figures.query("measure == 'docket_growth_printed' and value.notna()")
    growth = growth[growth["date"].str.fullmatch("FY[0-9]{4}")]
    jobs = [partial(_growth, data, chosen, row, own) for row in growth.to_dict("records") for own in (True, False)]
    return [made for made in all_of([*jobs, *_rounded(data, chosen)]) if made]


def _growth(data: Data, chosen: Chosen, row: Row, own: bool) -> Check | None:
    """Growth of the docket against the year-end figures or, if own, the rounded ones of the source that prints it.

    None if the source prints no rounded figures of its own.
    """
    years = [f"FY{int(row['date'][2:]) - 1}", row["date"]]
    kind = "persons" if row["unit"] == "persons" else "percent"
    docket = data.figures.query("measure == 'non_detained_docket' and precision == 'lower bound'")
    rounded = docket[docket["source"] == row["source"]].set_index("date")["value"]
    has_own = all(year in rounded for year in years)
    if own and not has_own:
        return None
    ends = [chosen("non_detained_docket", "", year) for year in years]
    before, after = rounded[years] if own else [end["value"] for end in ends]
    shown = " and ".join(f"{rounded[year] / 1e6:.1f} million" for year in years) if has_own else ""
    what = f"Growth of the docket, {row['date']}, in {kind}"
    why = f"ICE prints the growth between its rounded figures, {shown}." if shown else "Printed rounded."
    return Check(
        f"{what}, from ICE's rounded figures" if own else what,
        row,
        after - before if kind == "persons" else 100 * (after - before) / before,
        "known" if has_own and not own else "equal",
        last_digit(row["printed"]) / 2,
        row["unit"],
        why,
        "" if own else places(ends),
    )


def _rounded(data: Data, chosen: Chosen) -> list:
    """Round figures of an agency against the exact figure of the same cell."""
    agency = data.figures["source"].map(data.sources["kind"]).isin(select.AGENCY)
    others = data.figures[agency & ~data.figures["used"] & data.figures["value"].notna()]
    jobs = []
    for row in others[COLUMNS].to_dict("records"):
        exact = chosen.rows[row["measure"], row["category"], row["date"]]
        if row["precision"] != "exact" == exact["precision"] and row["unit"] == exact["unit"]:
            jobs.append(partial(_beside, chosen, row, exact))
    return jobs


def _beside(chosen: Chosen, row: Row, exact: Row) -> Check:
    return Check(
        f"{label(row['measure'])}, {row['date']}, in round numbers",
        row,
        exact["value"],
        tolerance=slack(row["printed"]),
        unit=row["unit"],
        explanation="The agency prints a round figure beside its exact one.",
        second=chosen.second(exact),
    )
