"""What chapter 5 tells about the figures: how sure they are, where they come from, how names were read."""

import re

import pandas as pd

from helpers import cards, choices, clean, misprints, reconcile, snapshots, tables, words
from helpers.figures import Data
from helpers.tables import Cell, Table

GRADES = {
    "document": "read in ICE's table, or in a copy of it",
    "several outlets": "printed alike by two outlets or more, not counting the article under test",
    "one outlet": "found in one outlet only",
    "not itemised": "in no row that was found",
}
KINDS = list(cards.GRADES)
UNITS = {"percent": lambda value: f"{words.number(value, 1)}%"}


def evidence(data: Data, as_of: str) -> pd.DataFrame:
    """A row a grade of evidence, surest first: grade, meaning, rows, persons, share (of the printed total)."""
    orders, total = data.final_orders(as_of), data.total(as_of)
    found = orders.groupby("evidence")["persons"].agg(rows="count", persons="sum").reindex(list(GRADES), fill_value=0)
    found.loc["not itemised", "persons"] = total - orders["persons"].sum()
    frame = found.rename_axis("grade").reset_index()
    return frame.assign(meaning=frame["grade"].map(GRADES), share=frame["persons"] / total)


def printed_figures(data: Data) -> pd.DataFrame:
    """A row a printed figure of every table, once for each source that prints it first: table, source, kind."""
    found = [
        table.assign(table=name)[["table", "source"]]
        for name, table in data.raw.items()
        if {"printed", "source"} <= set(table.columns) and name != "choices"
    ]
    frame = pd.concat(found, ignore_index=True)
    return frame.assign(kind=frame["source"].map(data.sources["kind"]))


def by_kind(data: Data) -> pd.DataFrame:
    """A row a kind of source: kind, sources (cards), figures (printed figures read from them), share of all figures."""
    figures = printed_figures(data)["kind"].value_counts()
    cards_of = data.sources["kind"].value_counts()
    frame = pd.DataFrame({"sources": cards_of, "figures": figures}).reindex(list(cards.GRADES)).fillna(0).astype(int)
    frame = frame.rename_axis("kind").reset_index()
    return frame.assign(meaning=frame["kind"].map(cards.GRADES), share=frame["figures"] / frame["figures"].sum())


def in_documents(data: Data) -> dict[str, float]:
    """Printed figures read in documents of agencies: share of all, count, those of the appendix, share without it.

    The appendix is the table of removals by citizenship in ICE's annual report for FY2024.
    """
    figures = printed_figures(data)
    document = figures["kind"] == "agency document"
    appendix = document & (figures["table"] == "removals-by-citizenship")
    appendix &= figures["source"] == "ice-annual-report-fy2024"
    return {
        "share": document.mean(),
        "count": int(document.sum()),
        "appendix": int(appendix.sum()),
        "others": int((~appendix).sum()),
        "share of others": document[~appendix].mean(),
    }


def without_single(data: Data, as_of: str) -> pd.DataFrame:
    """Headline shares with and without the rows found in one outlet: reading, four, ten, latin, and a status.

    Shares of the printed total, which the agency's document gives and no single row can change. Leaving a row out moves
    its people to those not itemised.
    """
    orders, total = snapshots.with_everything(data, as_of), data.total(as_of)
    firm = orders[orders["evidence"] != "one outlet"]
    lines = [
        {
            "reading": reading,
            "rows": len(rows),
            "persons": rows["persons"].sum(),
            "four": rows["persons"].head(4).sum() / total,
            "ten": rows["persons"].head(10).sum() / total,
            "latin": rows.loc[snapshots.latin_america(rows), "persons"].sum() / total,
            **{
                status: rows.loc[rows["status"] == status, "persons"].sum() / total
                for status in ("uncooperative", "at risk")
            },
        }
        for reading, rows in (("all rows found", orders), ("without rows found in one outlet", firm))
    ]
    return pd.DataFrame(lines)


def trace(data: Data, name: str) -> pd.DataFrame:
    """Who prints what for one nationality in the table that outlets copy: a row a source, the figure used here first.

    Columns: source, printed, used (bool), note.
    """
    row = data.final_orders(misprints.PUBLISHED).set_index("name").loc[name]
    figure = words.count(row["persons"])
    used = [(key, figure, True, "") for key in [row["source"], *row["also"].split()]]
    other = misprints.printed(data).query("name == @name")
    found = used + [(r["source"], r["printed"], False, r["note"]) for r in other.to_dict("records")]
    return pd.DataFrame(found, columns=["source", "printed", "used", "note"])


def unpublished(data: Data) -> pd.DataFrame:
    """A row a figure for which the source gives no number: what, date, printed, source, note."""
    rows = data.figures[data.figures["precision"] == "none"]
    what = [
        f"{choices.label(m)}{f', {c}' if c else ''}" for m, c in zip(rows["measure"], rows["category"], strict=True)
    ]
    flights = data.raw["flights"]
    flights = flights[flights["printed"].isin(clean.NOT_A_NUMBER)]
    flown = flights.assign(what=[f"Passengers of a charter flight to {place}" for place in flights["destination"]])
    return pd.concat([rows.assign(what=what), flown])[["what", "date", "printed", "source", "note"]]


def amount(value: float, unit: str) -> str:
    """A figure of a check in words, by its unit: "24.0%", "1,445,549" or "50,165.4"."""
    if unit in UNITS:
        return UNITS[unit](value)
    return words.count(value) if float(value).is_integer() else words.number(value, 1)


@words.computes
def signed(value: float, unit: str) -> str:
    """A difference in words with its sign: "−229", "+0.3 points" for percent, "0"."""
    if unit == "percent":
        return "under 0.1 points" if abs(value) < 0.05 else f"{value:+.1f} points".replace("-", "−")
    return words.change(value) if float(value).is_integer() else f"{value:+,.1f}".replace("-", "−")


def checks_table(found: pd.DataFrame, id: str, caption: str, explained: bool, **more) -> Table:
    """A table of checks. found: rows of `reconcile.table`; explained: with difference and explanation."""
    shown = found.assign(
        parts=[amount(v, u) for v, u in zip(found["computed"], found["unit"], strict=True)],
        apart=[signed(v, u) for v, u in zip(found["difference"], found["unit"], strict=True)],
        said=[f"{p}%" if u == "percent" else p for p, u in zip(found["printed"], found["unit"], strict=True)],
        card=found["source"].map(cards.link),
    )
    columns = {"What": "what", "Printed": "said", "Parts give": "parts"}
    if explained:
        columns |= {"Difference": "apart", "What explains it": "explanation"}
    columns |= {"Printed in": "card"}
    sources = list(dict.fromkeys(found["source"]))
    return tables.of(shown, id, caption, columns, sources, **more)


def linked(keys: list[str]) -> Cell | str:
    """The sources of a misprint in one table cell: a link if there is one source, else their names."""
    return cards.link(keys[0]) if len(keys) == 1 else words.listing(cards.short(key) for key in keys)


def totals(data: Data) -> dict[str, int]:
    """How many checks there are, and how many agree exactly, within rounding, or differ for a known reason."""
    found = reconcile.table(data)
    equal = found["rule"] == "equal"
    exact = found["difference"].abs() < 1e-6
    return {
        "all": len(found),
        "exact": int((equal & exact).sum()),
        "rounding": int((equal & ~exact).sum()),
        "known": int((~equal).sum()),
    }


def remark(note: str) -> str:
    """A remark with the names of its sources in place of their keys in brackets."""
    return cards.remark(note)


def main_sources(keys: pd.Series, most: int = 3) -> list[str]:
    """The keys that occur most, for the source line of a table whose rows name their own sources."""
    return list(keys.value_counts().head(most).index)


def cited(data: Data) -> set[str]:
    """The keys of all sources that a table names, as its source, a further source or in a remark."""
    found: set[str] = set()
    for name, table in data.raw.items():
        if name != "sources":
            found |= set(table.get("source", []))
            found |= {key for cell in table.get("also", []) for key in cell.split()}
            remarks = [*table.get("note", []), *table.get("reason", [])]
            found |= {key for cell in remarks for key in re.findall(r"\[([a-z0-9-]+)\]", cell)}
    return found - {""}


def cards_of(data: Data, kind: str) -> list[str]:
    """The keys of all cards of one kind, by publisher and title."""
    rows = data.sources[data.sources["kind"] == kind]
    return list(rows.sort_values(["publisher", "title"], key=lambda text: text.str.casefold())["key"])
