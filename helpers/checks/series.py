"""Checks of the series that are not by nationality: sums, growth, counts that are mixed up, and round figures."""

from functools import partial

from helpers import choices, choose, words
from helpers.checks import Check, last_digit, slack, sums
from helpers.checks.chosen import Chosen, Missing
from helpers.figures import Data
from helpers.problems import Problem


def checks(data: Data, chosen: Chosen) -> list[Check | Problem]:
    """All checks of the series. A missing figure gives a Problem in place of a Check."""
    made = sums.checks(chosen)
    jobs = [partial(_both_dockets, chosen, category) for category in sums.CRIMINALITY[:2]]
    for job in [*jobs, partial(_four_countries, chosen)]:
        try:
            made.append(job())
        except Missing as missing:
            made.append(missing.problem)
    return made + _growth(data, chosen) + _rounded(data, chosen)


def _both_dockets(chosen: Chosen, category: str) -> Check:
    """The two counts that the press mixes up: both dockets, and the non-detained docket alone."""
    both = chosen("national_docket_criminal_history", category, "2024-07-21")
    alone = chosen("non_detained_criminal_history", category, "2024-07-21")
    return Check(
        f"Criminal histories, {category}: both dockets against the non-detained docket, 2024-07-21",
        computed=alone["value"],
        rule="part",
        explanation="The printed figure counts both dockets, the other only the non-detained one; the difference "
        "should be people in ICE detention. Press texts often give the first as the second.",
        second=chosen.second(alone),
        **chosen.place(both),
    )


def _four_countries(chosen: Chosen) -> Check:
    """The four largest nationalities of 2018 against the whole of that date."""
    whole = chosen("non_detained_with_final_order", "", "2018-06")
    category = "Mexico, Guatemala, Honduras and El Salvador together"
    four = chosen("non_detained_with_final_order", category, "2018-06")
    share = words.percent(four["value"] / whole["value"])
    return Check(
        f"Final orders, {category}, 2018-06",
        computed=four["value"],
        rule="part",
        explanation=f"The source names these four together ({share}) and no other nationality.",
        second=chosen.second(four),
        **chosen.place(whole),
    )


def _growth(data: Data, chosen: Chosen) -> list[Check | Problem]:
    """Growth of the docket as printed, against the year-end figures, and against a source's own rounded figures."""
    made: list[Check | Problem] = []
    docket = data.figures[data.figures["measure"] == "non_detained_docket"]
    printed = data.figures[(data.figures["measure"] == "docket_growth_printed") & data.figures["value"].notna()]
    for row in printed[printed["date"].str.fullmatch("FY[0-9]{4}")].to_dict("records"):
        year, before = row["date"], f"FY{int(row['date'][2:]) - 1}"
        try:
            ends = [chosen("non_detained_docket", "", date) for date in (before, year)]
        except Missing as missing:
            made.append(missing.problem)
            continue
        exact, where = [end["value"] for end in ends], chosen.parts(ends)
        own = docket[(docket["source"] == row["source"]) & (docket["precision"] == "lower bound")].set_index("date")
        rounded = [own["value"].get(date) for date in (before, year)]
        common: dict = {"tolerance": last_digit(row["printed"]) / 2, "unit": row["unit"], **chosen.place(row)}
        kind = "persons" if row["unit"] == "persons" else "percent"
        what = f"Growth of the docket, {year}, in {kind}"
        if None in rounded:
            why = "Printed rounded."
            made.append(Check(what, computed=_grown(exact, kind), explanation=why, parts=where, **common))
            continue
        shown = " and ".join(words.millions(value, 1) for value in rounded)
        why = f"ICE prints the growth between its rounded figures, {shown}."
        same = f"They are {shown}."
        made.append(
            Check(f"{what}, from ICE's rounded figures", computed=_grown(rounded, kind), explanation=same, **common)
        )
        made.append(Check(what, computed=_grown(exact, kind), rule="known", explanation=why, **common))
    return made


def _grown(ends: list[float], kind: str) -> float:
    before, after = ends
    return after - before if kind == "persons" else 100 * (after - before) / before


def _rounded(data: Data, chosen: Chosen) -> list[Check]:
    """Round figures of an agency against the exact figure of the same cell."""
    agency = data.figures["source"].map(data.sources["kind"]).isin(choose.AGENCY)
    made = []
    for row in data.figures[agency & ~data.figures["used"] & data.figures["value"].notna()].to_dict("records"):
        exact = chosen(row["measure"], row["category"], row["date"])
        if row["precision"] != "exact" and exact["precision"] == "exact" and row["unit"] == exact["unit"]:
            made.append(
                Check(
                    f"{choices.label(row['measure'])}, {row['date']}, in round numbers",
                    computed=exact["value"],
                    tolerance=slack(row["printed"]),
                    unit=row["unit"],
                    explanation="The agency prints a round figure beside its exact one.",
                    second=chosen.second(exact),
                    **chosen.place(row),
                )
            )
    return made
