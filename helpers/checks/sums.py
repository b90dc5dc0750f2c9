"""Printed wholes and their printed parts, and printed rates with the two counts they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from helpers.checks import Check, last_digit, slack
from helpers.checks.chosen import Chosen, Missing
from helpers.problems import Problem

YEARS = [f"FY{year}" for year in range(2019, 2025)]
CRIMINALITY = ["convicted criminal", "pending charges", "other immigration violator"]
ARREST = ["CBP arrest", "ICE arrest (interior)"]


@dataclass(frozen=True)
class Sum:
    """A printed whole and its printed parts, each a measure and a category, on the dates on which all must be there."""

    what: str
    whole: tuple[str, str]
    parts: list[tuple[str, str]]
    dates: list[str] = field(default_factory=lambda: YEARS)
    tolerance: float = 0
    explanation: str = ""


SUMS = [
    Sum(
        "Non-detained docket, with and without a final order",
        ("non_detained_docket", ""),
        [("non_detained_with_final_order", ""), ("non_detained_without_final_order", "")],
        ["FY2023", "FY2024"],
    ),
    Sum(
        "ICE detention, with and without a final order",
        ("detained", ""),
        [("detained_with_final_order", ""), ("detained_without_final_order", "")],
        ["FY2024"],
    ),
    Sum(
        "People with a final order, detained and non-detained",
        ("all_with_final_order", ""),
        [("detained_with_final_order", ""), ("non_detained_with_final_order", "")],
        ["2015-07-04", "2021-01-20"],
    ),
    Sum("Removals by criminality", ("removals", ""), [("removals_by_criminality", c) for c in CRIMINALITY]),
    Sum("Removals by arresting agency", ("removals", ""), [("removals_by_arresting_agency", a) for a in ARREST]),
    Sum(
        "Removals after an ICE arrest, by criminality",
        ("removals_by_arresting_agency", "ICE arrest (interior)"),
        [("interior_removals_by_criminality", c) for c in CRIMINALITY],
    ),
    Sum(
        "Removals after an ICE arrest, press against ICE",
        ("removals_interior_arrest", ""),
        [("removals_by_arresting_agency", "ICE arrest (interior)")],
    ),
    Sum(
        "Removals, with returns apart",
        ("removals", ""),
        [("removals_excluding_returns", ""), ("returns", "")],
        ["FY2015"],
    ),
    Sum(
        "Book-ins to detention, with and without a final order",
        ("book_ins", ""),
        [("book_ins", "final order"), ("book_ins", "no final order")],
        ["FY2024"],
    ),
    Sum(
        "Average daily detained, by arresting agency",
        ("average_daily_detained", ""),
        [("average_daily_detained", a) for a in ARREST],
        [f"FY{year}" for year in range(2018, 2025)],
        tolerance=1,
        explanation="The parts are printed in whole persons.",
    ),
    Sum(
        "Criminal histories on both dockets, convicted and charged",
        ("national_docket_criminal_history", ""),
        [("national_docket_criminal_history", c) for c in CRIMINALITY[:2]],
        ["2024-07-21"],
    ),
    Sum(
        "Court cases of asylum applicants, by outcome",
        ("asylum_applicant_cases", ""),
        [("asylum_applicant_cases", c) for c in ("allowed to remain", "ordered removed", "voluntary departure")],
        ["FY2014/2024-04"],
    ),
    Sum(
        "Convention Against Torture grants, withholding and deferral",
        ("cat_grants", ""),
        [("cat_grants", "withholding"), ("cat_grants", "deferral")],
        ["FY2018"],
    ),
    Sum(
        "New deportation officers, by origin",
        ("new_deportation_officers_operational", ""),
        [
            ("new_deportation_officers_operational", c)
            for c in ("academy graduates", "returned retirees", "trained online")
        ],
        ["2026-01"],
    ),
]
RATES = [
    ("In absentia orders among removal orders outside detention",
     ("in_absentia_share", "removal orders outside detention", "1996/2015"),
     ("orders_outside_detention", "failure to appear", "1996/2015"), ("orders_outside_detention", "", "1996/2015")),
    ("In absentia orders among initial completions",
     ("in_absentia_share", "initial completions", "FY2011/FY2020"),
     ("in_absentia_orders", "", "FY2011/FY2020"), ("initial_completions", "", "FY2011/FY2020")),
    ("In absentia orders among removal orders",
     ("in_absentia_share", "removal orders", "FY2025 Q1-Q3"),
     ("in_absentia_orders", "", "FY2025 Q1-Q3"), ("removal_orders", "", "FY2025 Q1-Q3")),
    ("People in detention to the capacity that ICE states",
     ("beds_filled", "", "2025-02-04"), ("detained", "", "2025-02-04"), ("beds_stated", "", "2025-02-04")),
]  # fmt: skip


def checks(chosen: Chosen) -> list[Check | Problem]:
    """A check a sum and date, and a check a rate. A missing figure gives a Problem in place of a Check."""
    made: list[Check | Problem] = []
    jobs = [partial(_sum, chosen, rule, date) for rule in SUMS for date in _dates(rule, chosen)]
    jobs += [partial(_rate, chosen, *rate) for rate in RATES]
    for job in jobs:
        try:
            made.append(job())
        except Missing as missing:
            made.append(missing.problem)
    return made


def _dates(rule: Sum, chosen: Chosen) -> list[str]:
    """The dates that must be there, and any other on which the whole and all parts are."""
    keys = [rule.whole, *rule.parts]
    others = {date for (_, _, date) in chosen.rows if all((*key, date) in chosen.rows for key in keys)}
    return rule.dates + sorted(others - set(rule.dates))


def _sum(chosen: Chosen, rule: Sum, date: str) -> Check:
    whole, *parts = (chosen(*key, date) for key in [rule.whole, *rule.parts])
    rounding = sum(slack(row["printed"]) for row in [whole, *parts])
    period = whole["scope"] != parts[0]["scope"]
    explanation = rule.explanation
    if period:
        explanation = f"The printed figure is counted {whole['scope'] or parts[0]['scope']}; its parts cover the year."
    elif rounding:
        explanation = "One of the figures is rounded; they agree within the rounding."
    return Check(
        f"{rule.what}, {date}",
        computed=sum(row["value"] for row in parts),
        rule="known" if period else "equal",
        tolerance=rule.tolerance + rounding,
        unit=whole["unit"],
        explanation=explanation,
        parts=chosen.parts(parts),
        second=chosen.second(parts[0]) if len(parts) == 1 else "",
        **chosen.place(whole),
    )


def _rate(chosen: Chosen, what: str, printed: tuple, part: tuple, whole: tuple) -> Check:
    row, over, under = chosen(*printed), chosen(*part), chosen(*whole)
    return Check(
        f"{what}, {printed[2]}",
        computed=100 * over["value"] / under["value"],
        tolerance=last_digit(row["printed"]) / 2,
        unit="percent",
        explanation="Printed rounded.",
        parts=chosen.parts([over, under]),
        **chosen.place(row),
    )
