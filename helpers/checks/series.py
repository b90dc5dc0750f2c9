"""Checks of the series: sums and rates as sums.csv lists them, growth, and round figures beside exact ones."""

from collections import defaultdict
from collections.abc import Iterator

from helpers import clean, select
from helpers.checks.check import COMPARABLE, Check, Row, given, number, problem_at, slack, tried
from helpers.checks.conflicts import label
from helpers.figures import Data
from helpers.problems import Problem

Key = tuple[str, str]  # measure and category


def checks(data: Data) -> Iterator[Check | Problem]:
    """All checks of the series. A date on which a figure is withheld, or a bound, is compared only if sums.csv names it."""
    dates: defaultdict[Key, set[str]] = defaultdict(set)
    comparable: defaultdict[Key, set[str]] = defaultdict(set)
    for (measure, category, date), row in data.chosen.items():
        dates[measure, category].add(date)
        if row["precision"] in COMPARABLE:
            comparable[measure, category].add(date)
    for rule in data.numbered("sums").to_dict("records"):
        if faults := list(_faults(rule, dates)):
            yield from faults
            continue
        keys = [*_keys(rule["whole"]), *_keys(rule["parts"])]
        wanted = rule["dates"].split("; ") if rule["dates"] else []
        together = set.intersection(*(comparable[key] for key in keys))
        apart = dates[_keys(rule["unless"])[0]]
        for date in wanted + sorted(together - apart - {*wanted, "undated"}):
            yield from tried(_rate if rule["rule"] == "rate" else _sum, data, rule, keys, date)
    growth = data.figures.query("measure == 'docket_growth_printed' and value.notna()")
    for row in growth[growth["date"].str.fullmatch("FY[0-9]{4}")].to_dict("records"):
        yield from tried(_growth, data, row)
    yield from _rounded(data)


def _faults(rule: Row, dates: dict[Key, set[str]]) -> Iterator[Problem]:
    """What a row of sums.csv names that no figure has, or has too few or too many of."""
    for column in filter(rule.get, ("whole", "parts", "unless")):
        if unknown := [key for key in _keys(rule[column]) if key not in dates]:
            named = "; ".join(f"{measure}, {category}".removesuffix(", ") for measure, category in unknown)
            yield problem_at(rule, f"no figure of {named}, which this adds up or compares", column)
    for date in filter(None, rule["dates"].split("; ")):
        if not any(date in dates.get(key, ()) for key in _keys(f"{rule['whole']}; {rule['parts']}")):
            yield problem_at(rule, f"no figure of {date} is of what this adds up or compares", "dates")
    if rule["rule"] == "rate" and len(_keys(rule["parts"])) != 2:
        yield problem_at(rule, "expected the part and the whole that the rate is taken of", "parts")


def _keys(cell: str) -> list[Key]:
    """The measures of a cell of sums.csv, each with its category: "removals; book_ins: final order"."""
    parts = [part.partition(": ") for part in cell.split("; ")]
    return [(measure, category) for measure, _, category in parts]


def _sum(data: Data, rule: Row, keys: list[Key], date: str) -> Iterator[Check]:
    whole, *parts = (number(data, *key, date, rule) for key in keys)
    rounding = sum(slack(row["printed"]) for row in [whole, *parts])
    kind, explanation = rule["rule"], rule["explanation"]
    other = next((part["scope"] for part in parts if part["scope"] != whole["scope"]), None)
    if kind == "equal" and other is not None:
        kind = "known"
        explanation = f"A part is counted {other}; the printed figure is not."
        if whole["scope"]:
            explanation = f"The printed figure is counted {whole['scope']}; not all of its parts are."
    elif rounding:
        exact = all(row["precision"] in COMPARABLE for row in [whole, *parts])
        is_one = "rounded; they agree within the rounding" if exact else "a bound; they agree within its last digit"
        explanation = f"One of the figures is {is_one}."
    what, computed = f"{rule['what']}, {date}", sum(row["value"] for row in parts)
    within = rounding + float(rule["within"] or 0)
    yield Check(what, whole, computed, kind, within, whole["unit"], explanation, parts)


def _rate(data: Data, rule: Row, keys: list[Key], date: str) -> Iterator[Check]:
    row, part, whole = (number(data, *key, date, rule) for key in keys)
    rate, within = 100 * part["value"] / whole["value"], clean.last_digit(row["printed"]) / 2
    yield Check(f"{rule['what']}, {date}", row, rate, "equal", within, "percent", "Printed rounded.", [part, whole])


def _growth(data: Data, row: Row) -> Iterator[Check]:
    """Growth of the docket as printed, against the year-end figures and the rounded ones of the source that prints it."""
    years = [f"FY{int(row['date'][2:]) - 1}", row["date"]]
    docket = data.figures.query("measure == 'non_detained_docket' and precision == 'lower bound'")
    rounded = docket[(docket["source"] == row["source"]) & ~docket["used"]].set_index("date")["value"]
    ends = [end for year in years if (end := given(data, "non_detained_docket", year))]
    if [end["precision"] in COMPARABLE for end in ends] != [True, True]:
        return
    kind = "persons" if row["unit"] == "persons" else "percent"
    what, within = f"Growth of the docket, {row['date']}, in {kind}", clean.last_digit(row["printed"]) / 2

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
    """Round figures of an agency against the exact figure of the same cell and scope."""
    agency = data.figures["source"].map(data.sources["kind"]).isin(select.AGENCY)
    why = "The agency prints a round figure beside its exact one."
    plain = {"", *clean.ROUNDED}
    for row in data.figures[agency & ~data.figures["used"] & data.figures["value"].notna()].to_dict("records"):
        exact = data.chosen[row["measure"], row["category"], row["date"]]
        alike = row["scope"] == exact["scope"] or {row["scope"], exact["scope"]} <= plain
        if alike and row["precision"] != "exact" == exact["precision"] and row["unit"] == exact["unit"]:
            what, within = f"{label(row['measure'])}, {row['date']}, in round numbers", slack(row["printed"])
            yield Check(what, row, exact["value"], "equal", within, row["unit"], why, [exact])
