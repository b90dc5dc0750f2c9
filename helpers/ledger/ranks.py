"""Checks of order and share: which nationalities are the largest, and whether most are Latin American."""

from helpers import words
from helpers.claims import holds, stated
from helpers.ledger.readings import FIRST_NAMED, latin_america, latin_docket
from helpers.ledger.scale import (
    ANSWER,
    CONTRADICTED,
    IMPRECISE,
    NUMBER,
    SUPPORTED,
    Case,
    Finding,
    Missing,
    check,
    others,
)


@check("majority_latin_america", NUMBER)
def majority(case: Case) -> Finding:
    """A Latin American majority: supported if every grouping has more than half of the people with an order."""
    table = latin_america(case.orders, case.total)
    over = table["share"] > 0.5
    docket = case.figure("non_detained_docket", case.year)
    low, high = table["share"].min(), table["share"].max()
    on_docket = latin_docket(case.data, case.year) / docket["value"]
    evidence = (
        f"Between {words.percent(low)} and {words.percent(high)} of the people with a final order, by "
        f"{words.small(len(table))} groupings. "
        + stated(f"Of the whole docket of {case.year}, at least {words.percent(on_docket)}.")
    )
    verdict, reason = (
        (
            SUPPORTED,
            holds(over.all(), "Above one half by every grouping, even for the four largest nationalities alone."),
        )
        if over.all()
        else (IMPRECISE, holds(over.any() and not over.all(), "Above one half by some groupings only."))
        if over.any()
        else (CONTRADICTED, holds(not over.any(), "Not above one half by any grouping."))
    )
    return Finding(verdict, evidence, reason, [ANSWER, docket["source"], "un-m49"])


def _ranks(case: Case, codes: list[str]) -> str:
    rows = [case.nationality(code) for code in codes]
    return words.listing(f"{row['name']} {words.ordinal(row['rank'])}" for row in rows)


@check("top_four_set", NUMBER)
def top_four_set(case: Case) -> Finding:
    """The four nationalities named first: supported if they are the four largest, in whatever order."""
    first = list(case.orders.index[: len(FIRST_NAMED)])
    names = words.listing(f"{row['name']} {words.count(row['persons'])}" for row in map(case.nationality, first))
    same = set(first) == set(FIRST_NAMED)
    reason = (
        holds(same, "These are the four largest nationalities.")
        if same
        else holds(not same, "The four named are not the four largest.")
    )
    return Finding(SUPPORTED if same else CONTRADICTED, f"{names}.", reason, _sources(case, first))


@check("top_four_order", NUMBER)
def top_four_order(case: Case) -> Finding:
    """The order of the four named first: supported if it is that of their size."""
    ranks = [case.nationality(code)["rank"] for code in FIRST_NAMED]
    ordered = ranks == sorted(ranks)
    reason = (
        "The list is in order of size."
        if ordered
        else holds(not ordered, "A list of “largest numbers” reads as ranked; this one is not.")
    )
    verdict = SUPPORTED if ordered else IMPRECISE
    return Finding(verdict, f"By size: {_ranks(case, FIRST_NAMED)}.", reason, _sources(case, FIRST_NAMED))


def _sources(case: Case, codes: list[str]) -> list[str]:
    rows = [case.nationality(code) for code in codes]
    for row in rows:
        if not others(row):
            raise Missing(f"no source but the article for {row['name']}")
    return list(dict.fromkeys(others(row)[0] for row in rows))
