"""The ledger of the article: each claim of `data/claims.csv` judged against the rest of the data.

    from helpers import ledger, load
    ledger.judge(load.data(), "2024-11-24")     # a row a claim

Verdicts on numbers are computed, so a corrected figure changes them. Verdicts on words and law rest on a judgement,
made once and given as the reason; they are withdrawn if the rule they cite is. The article is never evidence for itself.
"""

import pandas as pd

from helpers.figures import Data
from helpers.ledger import abroad, docket, events, figures, ranks, terms  # noqa: F401  (they register their checks)
from helpers.ledger.scale import CHECKS, KIND, KINDS, MEANING, OPEN, VERDICTS, Case, Finding, Missing, Scale

__all__ = ["CHECKS", "KINDS", "MEANING", "PARAGRAPHS", "VERDICTS", "Scale", "counts", "judge"]

# Which sentences of the article stand together. The title is sentence 0.
PARAGRAPHS = {
    "Title": [0],
    "First paragraph": [1, 2],
    "Second paragraph": [3, 4, 5],
    "Third paragraph": [6, 7],
    "Fourth paragraph": [8, 9],
    "Fifth paragraph": [10, 11, 12, 13, 14],
    "Sixth paragraph": [15, 16, 17],
    "Seventh paragraph": [18, 19],
}
PARAGRAPH = {sentence: name for name, sentences in PARAGRAPHS.items() for sentence in sentences}
STANDARD = Scale()


def judge(data: Data, as_of: str, scale: Scale = STANDARD) -> pd.DataFrame:
    """A row a claim of the article: id, sentence, paragraph, quote, kind, verdict, evidence, reason, sources (keys).

    as_of: date of the table of final orders to check against. Raises ValueError for a claim whose check is unknown.
    """
    claims = data.raw["claims"]
    if unknown := sorted(set(claims["check"]) - set(CHECKS)):
        raise ValueError(f"claims.csv names checks that do not exist: {', '.join(unknown)}")
    findings = [_find(row, Case(data, as_of, row["quote"], row["note"], scale)) for _, row in claims.iterrows()]
    sentences = claims["sentence"].astype(int)
    return pd.DataFrame(
        {
            "id": claims["id"],
            "sentence": sentences,
            "paragraph": sentences.map(PARAGRAPH),
            "quote": claims["quote"],
            "check": claims["check"],
            "kind": claims["check"].map(KIND),
            "verdict": [finding.verdict for finding in findings],
            "evidence": [finding.evidence for finding in findings],
            "reason": [finding.reason for finding in findings],
            "sources": [list(dict.fromkeys(finding.sources)) for finding in findings],
        }
    )


def counts(ledger: pd.DataFrame) -> pd.Series:
    """Claims by verdict, in the order of the scale, with zero for a verdict that none has."""
    return ledger["verdict"].value_counts().reindex(VERDICTS, fill_value=0)


def _find(claim: pd.Series, case: Case) -> Finding:
    try:
        return CHECKS[claim["check"]](case)
    except Missing as missing:
        return Finding(OPEN, f"In the data there is {missing}.", "What the check needs is not in the sources read.")
