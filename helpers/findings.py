"""The key findings, in computed sentences. The first chapter shows them all, the README the first five."""

from dataclasses import dataclass

import pandas as pd

from helpers import cards, clean, cooperation, measure, methods, snapshots, words
from helpers.checks.published import PUBLISHED
from helpers.figures import Data
from helpers.show import holds


@dataclass(frozen=True)
class Finding:
    """One finding: its sentence, the notebook and section that compute it, that section's title, and its sources' keys."""

    sentence: str
    section: str
    title: str
    sources: tuple[str, ...]


def findings(data: Data, as_of: str) -> list[Finding]:
    """The key findings at a date for which there is a table by nationality, most important first.

    Raises show.ClaimError where a sentence no longer holds for the data.
    """
    return [
        size(data, as_of),
        growth(data),
        nationalities(data, as_of),
        governments(data, as_of),
        pace(data, as_of),
        *rest(data, as_of),
    ]


def size(data: Data, as_of: str) -> Finding:
    """How many people with a final order are on the docket, and what share of it they are."""
    total, docket = data.total(as_of), data.row("non_detained_docket", "FY2024")
    counted = data.row("non_detained_with_final_order", "FY2024")
    return Finding(
        f"On {words.day(pd.Timestamp(as_of))}, {words.count(total)} people with a final order of removal were on ICE's non-detained docket. "
        f"That is {words.percent(measure.share(total, docket['value']))} of the {words.count(docket['value'])} people who were on the docket on {words.day(docket['end'])}; "
        f"on that day, when ICE counted both, it was {words.percent(measure.share(counted['value'], docket['value']))}.",
        "01_docket_size.ipynb#docket-headline",
        "How many people, and since when",
        _each(data.table_source(as_of), docket["source"], counted["source"]),
    )


def growth(data: Data) -> Finding:
    """How much the docket grew in FY2024, and that the share with a final order fell."""
    rows = [
        data.row(measured, year)
        for measured in ("non_detained_with_final_order", "non_detained_docket")
        for year in ("FY2023", "FY2024")
    ]
    with_order, docket = [row["value"] for row in rows[:2]], [row["value"] for row in rows[2:]]
    without = 1 - (with_order[1] - with_order[0]) / (docket[1] - docket[0])
    before, after = with_order[0] / docket[0], with_order[1] / docket[1]
    grew = f"The docket grew by {words.percent(measure.growth(*docket))} in FY2024."
    fell = (
        f"{words.percent(without, 0)} of the net growth was in people without a final order, "
        f"so the share with one fell from {words.percent(before)} to {words.percent(after)}."
    )
    return Finding(
        f"{holds(docket[1] > docket[0], grew)} {holds(after < before, fell)}",
        "01_docket_size.ipynb#docket-growth",
        "What the growth consisted of",
        _each(*(row["source"] for row in rows)),
    )


def nationalities(data: Data, as_of: str) -> Finding:
    """The largest nationalities with their share, and the rank of India."""
    orders, total = data.final_orders(as_of), data.total(as_of)
    shares = measure.cumulative_share(orders["persons"], total)
    india = orders.index[orders["code"] == "IND"][0]
    largest = holds(
        orders["persons"].is_monotonic_decreasing,
        f"Nationals of {words.listing(orders['name'].head(4))} are {words.percent(shares.iloc[3])} of these people, "
        f"the ten largest nationalities {words.percent(shares.iloc[9])}.",
    )
    return Finding(
        f"{largest} India is {words.ordinal(india + 1)}.",
        "02_nationality_breakdown.ipynb#nationality-ranked",
        "A few nationalities are most of the people",
        _each(data.table_source(as_of), *orders["source"].head(4), orders["source"][india]),
    )


def governments(data: Data, as_of: str) -> Finding:
    """What share ICE's lists of countries cover, and that the four largest nationalities are on neither."""
    stock = cooperation.stock(data, as_of).set_index("status")
    four = snapshots.with_everything(data, as_of).head(4)
    neither = holds(
        bool(four["status"].eq("neither").all()) and stock["share"]["neither"] > 0.5,
        f"{words.percent(stock.loc['neither', 'share'])} are nationals of countries on neither list, the four largest among "
        "them, so non-cooperation by the countries listed in November 2024 cannot be why most of them were not removed. "
        "The lists do not measure delay by other countries.",
    )
    return Finding(
        f"Nationals of countries that ICE calls uncooperative are {words.percent(stock.loc['uncooperative', 'share'])} "
        f"of these people, of countries at risk of non-compliance {words.percent(stock.loc['at risk', 'share'])}. {neither}",
        "03_removal_obstacles.ipynb#obstacles-governments",
        "The other government",
        (cooperation.LIST_SOURCE, data.table_source(as_of)),
    )


def pace(data: Data, as_of: str) -> Finding:
    """People with a final order for each removal of a year."""
    total, all_removals = data.total(as_of), data.row("removals", "FY2024")
    after_arrest = data.row("removals_by_arresting_agency", "FY2024", "ICE arrest (interior)")
    removals, interior = all_removals["value"], after_arrest["value"]
    return Finding(
        f"For each ICE removal in FY2024 ({words.count(removals)}) there were {words.number(measure.ratio(total, removals))} people with a final order on the docket; "
        f"for each removal after an ICE arrest ({words.count(interior)}), {words.number(measure.ratio(total, interior))}. "
        "This compares a count on one day with a year's events. It is not a number of years needed to remove them: "
        "no source says how many of those removed had been on this docket.",
        "03_removal_obstacles.ipynb#obstacles-flow",
        "Removals against the stock",
        _each(all_removals["source"], after_arrest["source"], data.table_source(as_of)),
    )


def rest(data: Data, as_of: str) -> list[Finding]:
    """The findings the README leaves out: reasons, custody, evidence."""
    asked = data.row("final_orders_by_reason_not_removed", "2024-11")
    silent = (
        "No count was found of the reasons why people with a final order were not removed; "
        "ICE said that it cannot give them case by case."
    )
    detained = data.row("detained_with_final_order", "FY2024")
    elsewhere = data.row("non_detained_with_final_order", "FY2024")
    orders = detained["value"] + elsewhere["value"]
    rows, total = data.final_orders(as_of), data.total(as_of)
    graded = methods.evidence(data, as_of).set_index("grade")["share"]
    graded_as = (
        f"{words.percent(graded['document'])} of the people are in rows read in {cards.table_read(data.table_source(as_of))}, "
        f"{words.percent(graded['one outlet'])} in rows found in one outlet only."
    )
    if as_of == PUBLISHED:
        graded_as += " One ambassador said that ICE had not issued the table; no statement by ICE on it was found."
    return [
        Finding(
            holds(clean.figure(asked["printed"]).value is None, silent),
            "03_removal_obstacles.ipynb#obstacles-one-page",
            "The obstacles on one page",
            (asked["source"],),
        ),
        Finding(
            f"Of {words.count(orders)} people with a final order on ICE's two dockets on {words.day(detained['end'])}, "
            f"{words.count(detained['value'])} ({words.percent(detained['value'] / orders)}) were in ICE detention that day.",
            "01_docket_size.ipynb#docket-custody",
            "Who is in custody, who is monitored, and who is neither",
            _each(detained["source"], elsewhere["source"]),
        ),
        Finding(
            f"The {words.count(len(rows))} rows itemised here cover {words.percent(rows['persons'].sum() / total)} of the total. "
            + holds(rows.loc[rows["evidence"] == "one outlet", "also"].eq("").all(), graded_as),
            "02_nationality_breakdown.ipynb#nationality-evidence",
            "How sure each figure is",
            _each(data.table_source(as_of), *(["namibiansun"] if as_of == PUBLISHED else [])),
        ),
    ]


def _each(*keys: str) -> tuple[str, ...]:
    """The keys of sources, each once, in order."""
    return tuple(dict.fromkeys(keys))
