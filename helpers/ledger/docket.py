"""Checks of what the article says the docket is, and of who is on it."""

import pandas as pd

from helpers import words
from helpers.claims import holds
from helpers.ledger.figures import day
from helpers.ledger.readings import FIRST_NAMED
from helpers.ledger.scale import ANSWER, CONTRADICTED, IMPRECISE, SUPPORTED, WORD, Case, Finding, check
from helpers.ledger.terms import cited


@check("not_in_ice_custody", WORD)
def not_in_ice_custody(case: Case) -> Finding:
    """Not in ICE custody: supported if ICE counts people in its custody apart."""
    held = case.figure("detained_with_final_order", case.year)
    free = case.figure("non_detained_with_final_order", case.year)
    evidence = (
        f"ICE counts the two apart: at the end of {case.year}, {words.count(free['value'])} on the non-detained docket "
        f"and {words.count(held['value'])} in its detention."
    )
    apart = held["value"] > 0 and free["value"] > 0
    verdict = SUPPORTED if apart else IMPRECISE
    return Finding(verdict, evidence, "People in ICE custody are on another docket.", [held["source"], free["source"]])


@check("these_individuals", WORD)
def these_individuals(case: Case) -> Finding:
    """“These individuals”, by its place the docket: imprecise where the figures that follow count final orders."""
    docket = case.data.docket_by_citizenship
    docket = docket[docket["used"] & (docket["date"] == case.year) & (docket["measure"] == "non_detained_docket")]
    on_docket = docket.set_index("code")["value"].reindex(FIRST_NAMED).sum(min_count=len(FIRST_NAMED))
    orders = sum(case.nationality(code)["persons"] for code in FIRST_NAMED)
    evidence = (
        f"Of the four nationalities named first, {words.count(orders)} people have a final order; "
        f"{words.count(on_docket)} were on the docket at the end of {case.year}."
    )
    reason = "The sentence before speaks of the docket; the figures that follow count final orders."
    verdict = SUPPORTED if on_docket == orders else IMPRECISE
    return Finding(verdict, evidence, reason, [*docket["source"].unique(), ANSWER])


@check("docket_two_groups", WORD)
def docket_two_groups(case: Case) -> Finding:
    """The docket as two groups: imprecise if they add up to it, as not everyone with an order awaits removal."""
    docket, with_order, without = _parts(case)
    rules = case.rules("withholding-needs-order")
    evidence = (
        f"At the end of {case.year}: {words.count(without['value'])} without a final order and "
        f"{words.count(with_order['value'])} with one, together {words.count(without['value'] + with_order['value'])}. "
        f"{cited(rules)}"
    )
    adds = with_order["value"] + without["value"] == docket["value"]
    reason = (
        "The two groups are right, but not everyone with an order awaits removal: some are protected from it."
        if adds
        else "The two groups do not add to the docket."
    )
    return Finding(IMPRECISE if adds else CONTRADICTED, evidence, reason, [docket["source"], rules[0]["source"]])


def _parts(case: Case) -> tuple[pd.Series, pd.Series, pd.Series]:
    return (
        case.figure("non_detained_docket", case.year),
        case.figure("non_detained_with_final_order", case.year),
        case.figure("non_detained_without_final_order", case.year),
    )


@check("millions_with_orders", WORD)
def millions_with_orders(case: Case) -> Finding:
    """Millions with a final order: supported from two million people, those in ICE detention included."""
    docket = case.figure("non_detained_docket", case.year)
    held = case.figure("detained_with_final_order", case.year)
    most = case.total + held["value"]
    evidence = (
        f"{words.count(case.total)} people on {day(case.as_of)}, and {words.count(held['value'])} in ICE detention on "
        f"{day(held['end'])}: together {words.count(most)}"
    )
    if most >= 2e6:
        return Finding(SUPPORTED, f"{evidence}.", "Two million or more.", [ANSWER])
    without = case.figure("non_detained_without_final_order", case.year)["value"]
    reason = (
        "People with a final order, in ICE detention or not, are not millions; the millions on the docket "
        f"({words.count(docket['value'])}) "
        + (
            holds(without > docket["value"] / 2, "are mostly cases without one.")
            if without > docket["value"] / 2
            else "are in part cases without one."
        )
    )
    evidence += holds(most < 2e6, ", below two million.")
    return Finding(CONTRADICTED, evidence, reason, [ANSWER, docket["source"]])
