"""Checks of words and of law: whether the term is the right one, and whether the rule exists."""

import re

import pandas as pd

from helpers import words
from helpers.claims import stated
from helpers.ledger.scale import (
    ANSWER,
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
    """Register a check that gives `verdict` if all these rules are in law.csv, with the rules as evidence.

    The verdict is a judgement, made once and given as the reason. It is withdrawn if a rule is.
    """

    @check(name, kind)
    def _(case: Case) -> Finding:
        rules = case.rules(*ids)
        return Finding(verdict, cited(rules), reason, [rule["source"] for rule in rules])


register(
    "order_bars_stay", WORD, IMPRECISE,
    "They were ordered removed. Some people with an order hold protection; how many are Chinese nationals is not "
    "published, nor is how many have left.",
    "withholding-needs-order",
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


@check("term_final_order", WORD)
def term_final_order(case: Case) -> Finding:
    """“Final deportation order”: the everyday word for a term of the glossary."""
    term = case.term("final order of removal")
    evidence = f"ICE writes “{term.name}”: {term['definition'][0].lower()}{term['definition'][1:]}"
    reason = "“Deportation order” is the everyday word for the same thing."
    return Finding(SUPPORTED, evidence, reason, [ANSWER, term["source"]])


@check("legal_appeals", LAW)
def legal_appeals(case: Case) -> Finding:
    """Appeals as an obstacle: supported by the rules on stays and by a report of ICE's answer."""
    rules = case.rules("stay-appeal-pending", "court-review-no-stay", "stay-in-absentia-motion")
    report = case.card("thehalifaxtimes")
    evidence = f"Named as a reason in {report['short']}. {cited(rules)}"
    reason = (
        "ICE is reported to name appeals. A direct appeal keeps an order from being final, so such a case is not in "
        "the total. The article also says removal proceedings, where appeals and asylum claims both belong."
    )
    return Finding(SUPPORTED, evidence, reason, [report["key"], *(rule["source"] for rule in rules)])


def asylum(case: Case) -> Finding:
    """Asylum as an obstacle: supported for as long as ICE's own statement on relief names it."""
    rules = said, law = case.rules("relief-blocks-removal", "asylum-instead-of-removal")
    if "asylum" not in said["statement"]:
        raise Missing("no statement by ICE that names asylum")
    evidence = f"{said['statement']} {cited([law])}"
    reason = (
        "ICE's own answer says so. In law, asylum is normally decided before an order; after one the usual protections "
        "are withholding and CAT."
    )
    return Finding(SUPPORTED, evidence, reason, [rule["source"] for rule in rules])


for name in ("asylum_claims", "asylum_granted"):
    check(name, LAW)(asylum)


@check("cat_granted", LAW)
def cat_granted(case: Case) -> Finding:
    """Protection under the Convention Against Torture: supported by the rules and by a count of grants above zero."""
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
    """“Often”: supported if more than half of the orders have a stated reason; open while no count by reason is published."""
    figures = case.data.figures
    found = figures[figures["measure"] == "final_orders_by_reason_not_removed"]
    if found.empty:
        raise Missing("no record of a count by reason")
    counted = found["value"].sum()
    if not counted:
        said = [rule for rule in case.rules("duty-to-accept") if "often" in rule["statement"]]
        reason = "No count by reason is published, so “often” has no number behind it" + (
            "; ICE uses it too." if said else "."
        )
        sources = [*found["source"], *(rule["source"] for rule in said)]
        return Finding(OPEN, f"Count by reason: {found.iloc[0]['printed']}. {found.iloc[0]['note']}.", reason, sources)
    share = counted / case.total
    evidence = f"{words.count(counted)} final orders with a reason, {words.percent(share)} of the total."
    verdict = SUPPORTED if share > 0.5 else IMPRECISE
    return Finding(verdict, evidence, "Measured by the share of orders with a stated reason.", list(found["source"]))


@check("docket_excludes_ice_custody", WORD)
def docket_excludes_ice_custody(case: Case) -> Finding:
    """Outside ICE detention: supported by the definition of the docket."""
    term = case.term("non-detained docket")
    sentences = re.split(r"(?<=\.) ", term["definition"])
    evidence = " ".join(s for s in sentences if "custody" in s or "jail" in s)
    reason = (
        "True by definition. The article leaves out that people held by other authorities are reported to be included."
    )
    return Finding(SUPPORTED, evidence, reason, [term["source"]])


@check("citizenship_not_origin", WORD)
def citizenship_not_origin(case: Case) -> Finding:
    """“Originate from”: imprecise, as the table is by citizenship."""
    term = case.term("country of citizenship")
    return Finding(IMPRECISE, term["definition"], "The table is by citizenship, not by origin.", [term["source"]])


@check("no_fact", FORECAST)
def no_fact(case: Case) -> Finding:
    """A forecast or an opinion; which of the two is the note of the claim."""
    return Finding(NO_FACT, stated("None needed."), case.note)
