"""The ledger as tables: one for each paragraph of the article, and a line for each reading of the scale."""

import pandas as pd

from helpers import cards, tables, words
from helpers.ledger.scale import ARTICLE, IMPRECISE, LAW, NO_FACT, ROUNDED, SUPPORTED, VERDICTS, WORD

COLUMNS = {
    "Claim": "where",
    "Words of the article": "quote",
    "Verdict": "verdict",
    "Evidence": "evidence",
    "Reason": "reason",
    "Source": "card",
}


def paragraph(ledger: pd.DataFrame, name: str) -> tables.Table:
    """The rows of the ledger for a paragraph of the article, each with an anchor ("article-c30")."""
    rows = ledger[ledger["paragraph"] == name]
    keys = list(dict.fromkeys(key for found in rows["sources"] for key in found)) or [ARTICLE]
    rows = rows.assign(
        card=rows["sources"].map(lambda found: cards.link(found[0]) if found else "none"),
        where=[
            f"{id} ({sentence})" if sentence else id for id, sentence in zip(rows["id"], rows["sentence"], strict=True)
        ],
    )
    caption = f"{name} of the article" + (": claims, with the sentence in brackets" if rows["sentence"].any() else "")
    return tables.of(
        rows,
        f"article-ledger-{name.lower().replace(' ', '-')}",
        caption,
        COLUMNS,
        keys,
        row_ids=[f"article-{id}" for id in rows["id"]],
        widths=[0.85, 1.55, 1.25, 2.6, 2.1, 1.3],
    )


def misprint_title(trace: pd.DataFrame, name: str, right: int) -> str:
    """How many texts print which form of a figure. trace: rows of `readings.trace`; right: the count of the table."""
    texts = trace.loc[~trace["same"], "form"].value_counts()
    first, *rest = texts.index
    many = "text prints" if texts[first] == 1 else "texts print"
    said = [f"{words.small(texts[first]).capitalize()} {many} {words.quote(first)} for {name}"]
    said += [f"{words.small(texts[form])} “{words.quote(form)}”" for form in rest]
    same = int(trace["same"].sum())
    return f"{words.listing(said)}; {words.small(same)} {'prints' if same == 1 else 'print'} {words.count(right)}"


def standing(ledger: pd.DataFrame) -> float:
    """Share of the statements of fact that are supported or rounded."""
    return ledger.loc[ledger["verdict"] != NO_FACT, "verdict"].isin([SUPPORTED, ROUNDED]).mean()


def lenient(ledger: pd.DataFrame) -> pd.DataFrame:
    """The ledger as it would be if loose legal and everyday terms passed as supported."""
    loose = ledger["verdict"].eq(IMPRECISE) & ledger["kind"].isin([WORD, LAW])
    return ledger.assign(verdict=ledger["verdict"].mask(loose, SUPPORTED))


def compared(readings: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """A row a reading of the scale: reading, claims by verdict, stand (share), moved (claims unlike in the first)."""
    first = next(iter(readings.values()))["verdict"]
    rows = []
    for name, ledger in readings.items():
        counts = ledger["verdict"].value_counts().reindex(VERDICTS, fill_value=0)
        moved = ", ".join(ledger.loc[ledger["verdict"] != first, "id"]) or "none"
        rows.append({"reading": name, **counts, "stand": standing(ledger), "moved": moved})
    return pd.DataFrame(rows)
