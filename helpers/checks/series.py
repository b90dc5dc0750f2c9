"""Checks of the series: printed wholes and their parts, rates and their two counts, growth, and round figures beside exact ones."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from helpers import select
from helpers.checks.check import Check, Row, last_digit, number, slack, tried
from helpers.checks.conflicts import label
from helpers.figures import YEARS, Data
from helpers.problems import Problem

CRIMINALITY = ["convicted criminal", "pending charges", "other immigration violator"]
ARREST = ["CBP arrest", "ICE arrest (interior)"]
Key = tuple[str, str]  # measure and category


@dataclass(frozen=True)
class Sum:
    """A printed whole and its printed parts, each a measure and a category.

    dates: on which all must be there. On any other date the sum is checked if all are there, and `unless` is not.
    """

    what: str
    whole: Key
    parts: list[Key]
    dates: list[str] = field(default_factory=lambda: YEARS)
    rule: Literal["equal", "part"] = "equal"
    tolerance: float = 0
    explanation: str = ""
    unless: Key | None = None


def _of(measure: str, *categories: str) -> list[Key]:
    return [(measure, category) for category in categories]


# fmt: off
BY_COURT = "ordered by a court"  # a line that ICE's workbooks have from October 2025
LEFT = _of("final_book_outs", "bonded out", "handed to the U.S. Marshals or another agency", "order of recognizance",
           "order of supervision", "other", "paroled", "proceedings terminated", "relief granted by an immigration judge",
           "removed", "transferred")
FOUR = "Mexico, Guatemala, Honduras and El Salvador together"
BOTH = ("The printed figure counts both dockets; the difference should be people in ICE detention. Press texts often give "
        "it as the non-detained docket alone.")
SUMS = [
    Sum("Non-detained docket, with and without a final order", ("non_detained_docket", ""),
        [("non_detained_with_final_order", ""), ("non_detained_without_final_order", "")], ["FY2023", "FY2024"]),
    Sum("ICE detention, with and without a final order", ("detained", ""),
        [("detained_with_final_order", ""), ("detained_without_final_order", "")], ["FY2024"]),
    Sum("People with a final order, detained and non-detained", ("all_with_final_order", ""),
        [("detained_with_final_order", ""), ("non_detained_with_final_order", "")], ["2015-07-04", "2021-01-20"]),
    Sum(f"Final orders, {FOUR}", ("non_detained_with_final_order", ""), _of("non_detained_with_final_order", FOUR),
        ["2018-06"], "part", explanation="The source names these four together and no other nationality."),
    Sum("Removals by criminality", ("removals", ""), _of("removals_by_criminality", *CRIMINALITY)),
    Sum("Removals by arresting agency", ("removals", ""), _of("removals_by_arresting_agency", *ARREST)),
    Sum("Removals after an ICE arrest, by criminality", ("removals_by_arresting_agency", "ICE arrest (interior)"),
        _of("interior_removals_by_criminality", *CRIMINALITY)),
    Sum("Removals after an ICE arrest, press against ICE", ("removals_interior_arrest", ""),
        _of("removals_by_arresting_agency", "ICE arrest (interior)")),
    Sum("Removals, with returns apart", ("removals", ""),
        [("removals_excluding_returns", ""), ("returns", "")], ["FY2015"]),
    Sum("Book-ins to detention, with and without a final order", ("book_ins", ""),
        _of("book_ins", "final order", "no final order"), ["FY2024"]),
    Sum("Average daily detained, by arresting agency", ("average_daily_detained", ""),
        _of("average_daily_detained", *ARREST), ["FY2018", *YEARS],
        tolerance=1, explanation="The parts are printed in whole persons."),
    Sum("Criminal histories on both dockets, convicted and charged", ("national_docket_criminal_history", ""),
        _of("national_docket_criminal_history", *CRIMINALITY[:2]), ["2024-07-21"]),
    *(Sum(f"Criminal histories, {category}: both dockets against the non-detained docket",
          ("national_docket_criminal_history", category), _of("non_detained_criminal_history", category),
          ["2024-07-21"], "part", explanation=BOTH) for category in CRIMINALITY[:2]),
    Sum("Court cases of asylum applicants, by outcome", ("asylum_applicant_cases", ""),
        _of("asylum_applicant_cases", "allowed to remain", "ordered removed", "voluntary departure"), ["FY2014/2024-04"]),
    Sum("Convention Against Torture grants, withholding and deferral", ("cat_grants", ""),
        _of("cat_grants", "withholding", "deferral"), ["FY2018"]),
    Sum("New deportation officers, by origin", ("new_deportation_officers_operational", ""),
        _of("new_deportation_officers_operational", "academy graduates", "returned retirees", "trained online"), ["2026-01"]),
    Sum("ICE detention, by criminality", ("detained", ""), _of("detained_by_criminality", *CRIMINALITY), []),
    Sum("ICE detention, by arresting agency", ("detained", ""), _of("detained_by_arresting_agency", *ARREST), []),
    Sum("ICE detention, by processing", ("detained", ""),
        _of("detained_by_processing", "expedited removal (I-860)", "notice to appear (I-862)", "other",
            "reinstatement of a removal order (I-871)"), []),
    Sum("Final book-outs of a month, by how", ("final_book_outs", ""), LEFT, [], unless=("final_book_outs", BY_COURT)),
    Sum("Final book-outs of a month, by how, a court's order among them", ("final_book_outs", ""),
        [*LEFT, ("final_book_outs", BY_COURT)], []),
    Sum("Final book-outs on a bond, by who set it", ("final_book_outs", "bonded out"),
        _of("final_book_outs", "bonded out, bond set by ICE", "bonded out, bond set by an immigration judge"), []),
]
# what, date, printed rate in percent, part, whole
RATES = [
    ("In absentia orders among removal orders outside detention", "1996/2015",
     ("in_absentia_share", "removal orders outside detention"),
     ("orders_outside_detention", "failure to appear"), ("orders_outside_detention", "")),
    ("In absentia orders among initial completions", "FY2011/FY2020",
     ("in_absentia_share", "initial completions"), ("in_absentia_orders", ""), ("initial_completions", "")),
    ("In absentia orders among removal orders", "FY2025 Q1-Q3",
     ("in_absentia_share", "removal orders"), ("in_absentia_orders", ""), ("removal_orders", "")),
    ("People in detention to the capacity that ICE states", "2025-02-04",
     ("beds_filled", ""), ("detained", ""), ("beds_stated", "")),
]
# fmt: on


def checks(data: Data) -> Iterator[Check | Problem]:
    """All checks of the series. A missing figure gives a Problem in place of a Check."""
    dates: defaultdict[Key, set[str]] = defaultdict(set)
    for measure, category, date in data.chosen:
        dates[measure, category].add(date)
    for rule in SUMS:
        together = set.intersection(*(dates[key] for key in [rule.whole, *rule.parts]))
        apart = dates[rule.unless] if rule.unless else set()
        for date in rule.dates + sorted(together - apart - {*rule.dates, "undated"}):
            yield from tried(_sum, data, rule, date)
    for rate in RATES:
        yield from tried(_rate, data, *rate)
    growth = data.figures.query("measure == 'docket_growth_printed' and value.notna()")
    for row in growth[growth["date"].str.fullmatch("FY[0-9]{4}")].to_dict("records"):
        yield from tried(_growth, data, row)
    yield from _rounded(data)


def _sum(data: Data, rule: Sum, date: str) -> Iterator[Check]:
    whole, *parts = (number(data, *key, date) for key in [rule.whole, *rule.parts])
    rounding = sum(slack(row["printed"]) for row in [whole, *parts])
    kind, explanation = rule.rule, rule.explanation
    if kind == "equal" and whole["scope"] != parts[0]["scope"]:
        kind = "known"
        explanation = f"The printed figure is counted {whole['scope'] or parts[0]['scope']}; its parts cover the year."
    elif rounding:
        explanation = "One of the figures is rounded; they agree within the rounding."
    what, computed = f"{rule.what}, {date}", sum(row["value"] for row in parts)
    yield Check(what, whole, computed, kind, rule.tolerance + rounding, whole["unit"], explanation, parts)


def _rate(data: Data, what: str, date: str, *keys: Key) -> Iterator[Check]:
    row, part, whole = (number(data, *key, date) for key in keys)
    rate, within = 100 * part["value"] / whole["value"], last_digit(row["printed"]) / 2
    yield Check(f"{what}, {date}", row, rate, "equal", within, "percent", "Printed rounded.", [part, whole])


def _growth(data: Data, row: Row) -> Iterator[Check]:
    """Growth of the docket as printed, against the year-end figures and the rounded ones of the source that prints it."""
    years = [f"FY{int(row['date'][2:]) - 1}", row["date"]]
    docket = data.figures.query("measure == 'non_detained_docket' and precision == 'lower bound'")
    rounded = docket[docket["source"] == row["source"]].set_index("date")["value"]
    ends = [number(data, "non_detained_docket", "", year) for year in years]
    kind = "persons" if row["unit"] == "persons" else "percent"
    what, within = f"Growth of the docket, {row['date']}, in {kind}", last_digit(row["printed"]) / 2

    def grown(before: float, after: float) -> float:
        return after - before if kind == "persons" else 100 * (after - before) / before

    rule, why = "equal", "Printed rounded."
    if all(year in rounded for year in years):
        shown = " and ".join(f"{rounded[year] / 1e6:.1f} million" for year in years)
        rule, why = "known", f"ICE prints the growth between its rounded figures, {shown}."
        own = f"{what}, from ICE's rounded figures"
        yield Check(own, row, grown(*rounded[years]), "equal", within, row["unit"], why)
    yield Check(what, row, grown(*(end["value"] for end in ends)), rule, within, row["unit"], why, ends)


def _rounded(data: Data) -> Iterator[Check]:
    """Round figures of an agency against the exact figure of the same cell."""
    agency = data.figures["source"].map(data.sources["kind"]).isin(select.AGENCY)
    why = "The agency prints a round figure beside its exact one."
    for row in data.figures[agency & ~data.figures["used"] & data.figures["value"].notna()].to_dict("records"):
        exact = data.chosen[row["measure"], row["category"], row["date"]]
        if row["precision"] != "exact" == exact["precision"] and row["unit"] == exact["unit"]:
            what, within = f"{label(row['measure'])}, {row['date']}, in round numbers", slack(row["printed"])
            yield Check(what, row, exact["value"], "equal", within, row["unit"], why, [exact])
