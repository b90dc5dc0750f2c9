"""The key findings, in computed sentences. The first chapter shows them all, the README the first five."""

from dataclasses import dataclass

import pandas as pd

from helpers import clean, cooperation, measure, snapshots, words
from helpers.load import Data
from helpers.show import holds


@dataclass(frozen=True)
class Finding:
    """One finding: its sentence, and the notebook and section that compute it."""

    sentence: str
    section: str


def findings(data: Data, as_of: str = "2024-11-24") -> list[Finding]:
    """The key findings at a date for which there is a table by nationality, most important first.

    Raises show.ClaimError where a sentence no longer holds for the data.
    """
    return [size(data, as_of), growth(data), nationalities(data, as_of), governments(data, as_of), pace(data, as_of), *rest(data, as_of)]


def size(data: Data, as_of: str) -> Finding:
    total, docket = data.total(as_of), data.row("non_detained_docket", "FY2024")
    return Finding(
        f"On {words.day(pd.Timestamp(as_of))}, {words.count(total)} people with a final order of removal were on ICE's non-detained docket: "
        f"{words.percent(measure.share(total, docket['value']))} of the {words.count(docket['value'])} people on the docket on {words.day(docket['end'])}.",
        "01_docket_size.ipynb#docket-headline",
    )


def growth(data: Data) -> Finding:
    with_order = [data.value("non_detained_with_final_order", year) for year in ("FY2023", "FY2024")]
    docket = [data.value("non_detained_docket", year) for year in ("FY2023", "FY2024")]
    without = 1 - (with_order[1] - with_order[0]) / (docket[1] - docket[0])
    before, after = with_order[0] / docket[0], with_order[1] / docket[1]
    return Finding(
        f"The docket grew by {words.percent(measure.growth(*docket))} in FY2024. "
        + holds(after < before, f"{words.percent(without, 0)} of the people added had no final order, so the share with one fell from {words.percent(before)} to {words.percent(after)}."),
        "01_docket_size.ipynb#docket-growth",
    )


def nationalities(data: Data, as_of: str) -> Finding:
    orders, total = data.final_orders(as_of), data.total(as_of)
    shares = measure.cumulative_share(orders["persons"], total)
    india = orders.index[orders["code"] == "IND"][0] + 1
    return Finding(
        f"Nationals of {words.listing(orders['name'].head(4))} hold {words.percent(shares.iloc[3])} of the orders, the ten largest nationalities {words.percent(shares.iloc[9])}. India is {words.ordinal(india)}.",
        "02_nationality_breakdown.ipynb#nationality-ranked",
    )


def governments(data: Data, as_of: str) -> Finding:
    stock = cooperation.stock(data, as_of).set_index("status")
    four = snapshots.with_everything(data, as_of).head(4)
    return Finding(
        f"Nationals of countries that ICE calls uncooperative hold {words.percent(stock.loc['uncooperative', 'share'])} of the orders, of countries at risk of non-compliance {words.percent(stock.loc['at risk', 'share'])}. "
        + holds(
            bool(four["status"].eq("neither").all()) and stock.loc["neither", "share"] > 0.5,
            "The four largest nationalities are on neither list, so non-cooperation cannot be the main explanation.",
        ),
        "03_removal_obstacles.ipynb#obstacles-governments",
    )


def pace(data: Data, as_of: str) -> Finding:
    total, removals = data.total(as_of), data.value("removals", "FY2024")
    interior = data.value("removals_by_arresting_agency", "FY2024", "ICE arrest (interior)")
    return Finding(
        f"The stock equals {words.number(measure.ratio(total, removals))} years of all ICE removals at the pace of FY2024 ({words.count(removals)}), and {words.number(measure.ratio(total, interior))} years of those that followed an ICE arrest ({words.count(interior)}). This is a scale, not a forecast.",
        "03_removal_obstacles.ipynb#obstacles-flow",
    )


def rest(data: Data, as_of: str) -> list[Finding]:
    """The findings the README leaves out: reasons, custody, evidence."""
    asked = data.row("final_orders_by_reason_not_removed", "2024-11")
    detained = data.value("detained_with_final_order", "FY2024")
    orders = detained + data.value("non_detained_with_final_order", "FY2024")
    rows, total = data.final_orders(as_of), data.total(as_of)
    graded = rows.groupby("evidence")["persons"].sum() / total
    itemised = int(rows["persons"].sum())
    return [
        Finding(
            holds(clean.figure(asked["printed"]).value is None, "No published count says why people with a final order were not removed: ICE was asked for it and gave none."),
            "03_removal_obstacles.ipynb#obstacles-one-page",
        ),
        Finding(
            f"Of {words.count(orders)} people with a final order on 30 September 2024, {words.count(detained)} ({words.percent(detained / orders)}) were in ICE detention.",
            "01_docket_size.ipynb#docket-custody",
        ),
        Finding(
            f"The {words.count(len(rows))} nationalities itemised here cover {words.percent(itemised / total)} of the total; {words.percent(graded['document'])} of the people are in rows read in a copy of ICE's document, {words.percent(graded['one outlet'])} in rows found in one outlet only.",
            "02_nationality_breakdown.ipynb#nationality-evidence",
        ),
    ]
