"""Checks of words and of law: whether the term is the right one, and whether the rule exists."""

import re

import pandas as pd

from helpers import words
from helpers.ledger.scale import (
    FORECAST,
    IMPRECISE,
    LAW,
    NO_FACT,
    OPEN,
    SUPPORTED,
    WORD,
    Case,
    Finding,
    Missing,
    check,
)


def cited(rules: list[pd.Series]) -> str:
    """Rules in a row, each with its citation."""
    return " ".join(f"{rule['rule']} ({rule['citation']})." for rule in rules)


def register(name: str, kind: str, verdict: str, reason: str, *ids: str) -> None:
    """Register a check that gives `verdict` if all these rules are in law.csv, with the rules as evidence."""

    @check(name, kind)
    def _(case: Case) -> Finding:
        rules = case.rules(*ids)
        return Finding(verdict, cited(rules), reason, [rule["source"] for rule in rules])


register(
    "term_final_order", WORD, IMPRECISE,
    "The legal term is final order of removal; deportation order is older, and review can go on after finality.",
    "final-appeal-dismissed", "court-review-no-stay", "reopen-90-days",
)  # fmt: skip
register(
    "order_bars_stay", WORD, IMPRECISE,
    "An order permits removal; some people with one hold protection under which they may stay.",
    "withholding-needs-order", "tps-with-final-order",
)  # fmt: skip
register(
    "needs_cooperation", LAW, SUPPORTED,
    "Nationality, a travel document and entry all come from the other government.",
    "removal-needs-acceptance", "steps-asked-of-governments",
)  # fmt: skip
register(
    "ice_answer_reasons", LAW, SUPPORTED,
    "A fair summary of reasons that ICE gave in writing.",
    "relief-blocks-removal", "duty-to-accept",
)  # fmt: skip


@check("legal_appeals", LAW)
def legal_appeals(case: Case) -> Finding:
    rules = case.rules("stay-appeal-pending", "court-review-no-stay", "stay-in-absentia-motion")
    direct, court = rules[:2]
    before = "final" not in direct["stops"]
    loose = before and court["stops"].startswith("nothing")
    reason = (
        "A case on direct appeal is not yet final, so it is not in the total; later review stops removal by itself "
        "only for orders made in the person's absence."
        if loose
        else "Appeals stop removal under a final order."
    )
    return Finding(IMPRECISE if loose else SUPPORTED, cited(rules), reason, [rule["source"] for rule in rules])


def _asylum(reason: str):
    def judge(case: Case) -> Finding:
        rules = asylum, _ = case.rules("asylum-instead-of-removal", "withholding-needs-order")
        loose = "no order" in asylum["stops"]
        said = reason if loose else "Asylum stops removal under a final order."
        return Finding(IMPRECISE if loose else SUPPORTED, cited(rules), said, [rule["source"] for rule in rules])

    return judge


check("asylum_claims", LAW)(
    _asylum("Asylum is normally decided before an order; after one, the usual protections are withholding and CAT.")
)
check("asylum_granted", LAW)(
    _asylum("True of people in general, but a person granted asylum normally has no outstanding order.")
)


@check("cat_granted", LAW)
def cat_granted(case: Case) -> Finding:
    rules = case.rules("cat-withholding", "cat-deferral")
    grants = case.data.series("cat_grants")
    if grants.empty or grants.iloc[-1]["value"] <= 0:
        return Finding(OPEN, cited(rules), "No count of grants was found.", [rule["source"] for rule in rules])
    last = grants.iloc[-1]
    evidence = f"{words.count(last['value'])} grants in {last['date']}. {cited(rules)}"
    reason = "Holders have an order by definition. The article does not name withholding of removal."
    return Finding(SUPPORTED, evidence, reason, [last["source"], *(rule["source"] for rule in rules)])


@check("how_often", LAW)
def how_often(case: Case) -> Finding:
    figures = case.data.figures
    found = figures[figures["measure"] == "final_orders_by_reason_not_removed"]
    if found.empty:
        raise Missing("no record of a count by reason")
    counted = found["value"].sum()
    if not counted:
        said = [rule for rule in case.rules("duty-to-accept") if "often" in rule["statement"]]
        reason = "Without a count by reason, the word has no measure" + ("; ICE uses it too." if said else ".")
        sources = [*found["source"], *(rule["source"] for rule in said)]
        return Finding(OPEN, f"Count by reason: {found.iloc[0]['printed']}. {found.iloc[0]['note']}.", reason, sources)
    share = counted / case.total
    evidence = f"{words.count(counted)} final orders with a reason, {words.percent(share)} of the total."
    verdict = SUPPORTED if share > 0.5 else IMPRECISE
    return Finding(verdict, evidence, "Measured by the share of orders with a stated reason.", list(found["source"]))


@check("docket_excludes_ice_custody", WORD)
def docket_excludes_ice_custody(case: Case) -> Finding:
    term = case.term("non-detained docket")
    sentences = re.split(r"(?<=\.) ", term["definition"])
    evidence = " ".join(s for s in sentences if "custody" in s or "jail" in s)
    reason = "True by definition. The article leaves out that people held by other authorities are included."
    return Finding(SUPPORTED, evidence, reason, [term["source"]])


@check("citizenship_not_origin", WORD)
def citizenship_not_origin(case: Case) -> Finding:
    term = case.term("country of citizenship")
    return Finding(IMPRECISE, term["definition"], "The table is by citizenship, not by origin.", [term["source"]])


@check("no_fact", FORECAST)
def no_fact(case: Case) -> Finding:
    return Finding(NO_FACT, "None needed.", "A forecast.")
