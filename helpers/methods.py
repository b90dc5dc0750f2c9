"""Chapter 6: how sure the figures are, how they were chosen, what adds up, and whether another choice changes an answer."""

import pandas as pd

from helpers import cooperation, docket, nationality
from helpers.checks import conflicts, run
from helpers.figures import EVIDENCE, Data
from helpers.problems import DataError, Problem

MEANING = {**EVIDENCE, "not itemised": "in no row that we found"}


def evidence(data: Data) -> pd.DataFrame:
    """A row a grade of evidence, surest first: evidence, meaning, nationalities, people, share (of all with a final order).

    The last row is the people whom the total counts and no nationality does.
    """
    orders, total = data.final_orders(data.as_of), data.total(data.as_of)
    found = orders.groupby("evidence")["people"].agg(nationalities="count", people="sum")
    found = found.reindex(list(MEANING), fill_value=0)
    found.loc["not itemised", "people"] = total - orders["people"].sum()
    frame = found.rename_axis("evidence").reset_index()
    return frame.assign(meaning=frame["evidence"].map(MEANING), share=frame["people"] / total)


def by_kind(data: Data) -> pd.DataFrame:
    """Printed figures by the kind of source they were read in: figures and share (of all printed figures), by kind.

    Every row of a table that has a printed figure and a source counts once.
    """
    tables = [table for name, table in data.raw.items() if {"printed", "source"} <= set(table) and name != "choices"]
    kinds = pd.concat([table["source"] for table in tables]).map(data.sources["kind"])
    figures = kinds.value_counts()
    return pd.DataFrame({"figures": figures, "share": figures / figures.sum()})


def compared(data: Data, what: str) -> pd.DataFrame:
    """The comparisons of one thing, by the beginning of its name: what, printed, value, computed, difference, source.

    Raises DataError if there is none.
    """
    found = run.table(data)
    rows = found[found["what"].str.startswith(what)]
    if rows.empty:
        expected = f'no figure for the check "{what}", which the report needs'
        raise DataError([Problem("data/", None, None, None, expected)])
    return rows[["what", "printed", "value", "computed", "difference", "source"]].reset_index(drop=True)


def disputed(data: Data) -> pd.DataFrame:
    """A row a cell (a measure, part and date) for which sources print different figures, with the step that decided."""
    return conflicts.conflicts(data).drop_duplicates(["table", "measure", "date", "category", "unit"])


def does_it_change(data: Data, year: str = "FY2024", before: str = "FY2023") -> pd.DataFrame:
    """A row a headline share and another choice that could be made: answer, reported, instead, changed, source.

    reported and changed are fractions. Shares of people with a final order have one denominator, the total that ICE
    prints: a nationality that is left out takes none of it away. Raises DataError if a figure is missing.
    """
    total, table = data.total(data.as_of), data.table_source(data.as_of)
    _, end, grown = docket.growth(data, before, year)
    answers = [
        ("Docket with a final order", end["share"], "the later count of people, over the same docket", total / end["docket"], table)
    ]  # fmt: skip
    others = data.figures.query("measure == @docket.ORDERS and date == @before and not used and value.notna()")
    for other in others.head(1).to_dict("records"):
        changed = 1 - (end["with_order"] - other["value"]) / grown["docket"]
        answers.append(("Docket's growth without a final order", 1 - grown["share"], "the figure of another source for the year before", changed, other["source"]))  # fmt: skip
    rows = nationality.everything(data, data.as_of)
    lone, listed = rows["evidence"] == "one outlet", rows["status"] != nationality.NEITHER
    for count, name in ((4, "four"), (10, "ten")):
        found, firm = (share.head(count).sum() for share in (rows["share"], rows.loc[~lone, "share"]))
        answers.append((f"Nationals of the {name} largest", found, "without figures that one outlet alone prints", firm, table))  # fmt: skip
    lists, rest = cooperation.listed(data, data.as_of)["source"].iloc[0], 1 - rows["share"].sum()
    could_be = listed | rows["kind"].isin(["former state", "special"])
    for what, people in (
        ("all not itemised, of unknown citizenship or of a former state counted to them", could_be),
        ("those and all people in figures of one outlet", could_be | lone),
    ):
        changed = rows.loc[people, "share"].sum() + rest
        answers.append(("Nationals of countries on ICE's lists", rows.loc[listed, "share"].sum(), what, changed, lists))
    return pd.DataFrame(answers, columns=["answer", "reported", "instead", "changed", "source"])


def not_found(data: Data) -> pd.DataFrame:
    """A row a kind of thing that was looked for and not found: what, of (which ones), languages ("" for English alone)."""
    rows = data.raw["looked-for"].query("result == 'not found'")

    def together(cells: pd.Series) -> str:
        return ", ".join(dict.fromkeys(part for cell in cells for part in cell.split(", ")))

    found = rows.groupby("what", sort=False).agg({"of": "; ".join, "languages": together}).reset_index()
    return found.assign(languages=found["languages"].replace("English", ""))
