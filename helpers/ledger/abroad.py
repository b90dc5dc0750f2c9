"""Checks of what involves other governments: cooperation, refusal and flights."""

import pandas as pd

from helpers import clean, words
from helpers.claims import holds, stated
from helpers.figures import row_at
from helpers.ledger.readings import cooperation_lists
from helpers.ledger.scale import (
    ARTICLE,
    CONTRADICTED,
    EVENT,
    LAW,
    OPEN,
    SUPPORTED,
    Case,
    Finding,
    Missing,
    check,
)


def _lists(case: Case) -> pd.DataFrame:
    lists = cooperation_lists(case.data, case.as_of)
    if lists.empty:
        raise Missing("no list of uncooperative countries")
    return lists


@check("diplomatic_roadblocks", LAW)
def diplomatic_roadblocks(case: Case) -> Finding:
    """Governments in the way: supported while people with an order are nationals of countries on ICE's lists."""
    lists = _lists(case)
    held = {status: case.orders["persons"].reindex(codes["code"]).sum() for status, codes in lists.groupby("status")}
    four = case.orders.index[:4]
    parts = [f"{status} {words.count(n)} ({words.percent(n / case.total)})" for status, n in held.items()]
    evidence = f"People with a final order, by ICE's list of their country: {', '.join(reversed(parts))}."
    free = not set(four) & set(lists["code"])
    reason = "ICE says so and names the countries" + (
        holds(free, "; the four largest nationalities are on neither list.") if free else "."
    )
    return Finding(SUPPORTED if sum(held.values()) else OPEN, evidence, reason, list(lists["source"].unique()))


@check("nations_refuse", LAW)
def nations_refuse(case: Case) -> Finding:
    """Refusal by some countries: supported while ICE lists any as uncooperative; removals to them say how far it goes."""
    listed = _lists(case).query("status == 'uncooperative'")
    if listed.empty:
        raise Missing("no list of uncooperative countries")
    took = case.data.removals(case.year).reindex(listed["code"]).fillna(0)
    none = listed.set_index("code").loc[took[took == 0].index, "name"]
    accepting = int((took > 0).sum())
    evidence = (
        f"ICE classes {words.small(len(took))} countries as uncooperative. In {case.year} it removed "
        f"{words.count(took.sum())} nationals of {words.small(accepting)} of them"
        + (holds(not took[none.index].any(), f", and none of {words.listing(none)}") if len(none) else "")
        + "; the table does not say where they were sent."
    )
    source = case.data.removals_by_citizenship.query("used and date == @case.year").iloc[0]["source"]
    reason = "True of some; refusal is often partial." if accepting > len(took) / 2 else "True of the listed countries."
    return Finding(SUPPORTED, evidence, reason, [*listed["source"].unique(), source])


def _on(printed: str) -> str:
    """A date as printed, with its preposition: "2024-06-29/2024-06-30" gives "on 29 or 30 June 2024"."""
    days = [words.when(part) for part in printed.split("/")]
    if len(days) == 2 and days[0].partition(" ")[2] == days[1].partition(" ")[2]:
        days[0] = days[0].partition(" ")[0]
    return f"{'in' if len(printed) == len('2024-12') else 'on'} {words.listing(days, 'or')}"


def _flights(case: Case, destination: str = "") -> pd.DataFrame:
    frame = case.data.raw["flights"]
    frame = frame[(frame["destination"] == destination) | (destination == "")]
    spans = frame["date"].map(clean.period)
    return frame.assign(first=[pd.Timestamp(s.start) for s in spans], last=[pd.Timestamp(s.end) for s in spans])


@check("repatriation_flights", EVENT)
def repatriation_flights(case: Case) -> Finding:
    """Several flights: supported by two large charters or more in the year of the table."""
    flights = _flights(case)
    that_year = flights["first"].dt.year == pd.Timestamp(case.as_of).year
    flights = flights[that_year & (flights["printed"] != "not disclosed")]
    series = case.data.series("repatriation_flights", "flights")
    if len(flights) < 2:
        raise Missing("fewer than two flights in that year")
    by_country = flights["destination"].value_counts()
    named = words.listing(f"{words.small(n)} to {country}" for country, n in by_country.items())
    evidence = f"Large charters in {case.as_of[:4]}: {named}."
    sources = list(flights["source"].unique())
    if len(series):
        last = series.iloc[-1]
        span = " to ".join(map(words.when, last["date"].split("/")))
        evidence += f" DHS counts {words.quote(last['printed'])} repatriation flights of all kinds, {span}."
        sources = [last["source"], *sources]
    return Finding(SUPPORTED, evidence, "The flights are on record.", sources)


def _first_and_fourth(case: Case) -> tuple[pd.Series, pd.Series]:
    flights = _flights(case, "China").set_index("ordinal")
    if absent := [number for number in "1234" if number not in flights.index]:
        raise Missing(f"no flight to China with the number {absent[0]}")
    return row_at(flights, "1"), row_at(flights, "4")


@check("fourth_flight", EVENT)
def fourth_flight(case: Case) -> Finding:
    """A fourth flight to China: supported if the data has a flight with that number."""
    first, fourth = _first_and_fourth(case)
    inferred = " (the month is inferred from its text)" if "month is inferred" in fourth["note"] else ""
    evidence = (
        f"DHS counts it as the fourth large charter, in {fourth['last']:%B %Y}{inferred}; "
        f"the first was in {first['last']:%B %Y}."
    )
    reason = stated("The count is of large charters; a smaller flight earlier in the year is not in it.")
    return Finding(SUPPORTED, evidence, reason, [fourth["source"], first["source"]])


@check("under_six_months", EVENT)
def under_six_months(case: Case) -> Finding:
    """First to fourth flight in under six months: by their dates or, where these leave it open, by what DHS says."""
    first, fourth = _first_and_fourth(case)
    limit = pd.DateOffset(months=6)
    evidence = f"First flight {_on(first['date'])}; fourth {_on(fourth['date'])}."
    sources = [fourth["source"], first["source"]]
    if fourth["last"] < first["first"] + limit:
        return Finding(SUPPORTED, evidence, "The dates alone show it.", sources)
    if fourth["first"] >= first["last"] + limit:
        return Finding(CONTRADICTED, evidence, "The dates are six months or more apart.", sources)
    if "under six months" in fourth["note"]:
        return Finding(SUPPORTED, evidence, "The dates allow it, and DHS says it; the day was not found.", sources)
    return Finding(OPEN, evidence, "The dates allow it, but the day was not found.", sources)


@check("this_week", EVENT)
def this_week(case: Case) -> Finding:
    """The fourth flight in the week of the article: both must have a day."""
    _, fourth = _first_and_fourth(case)
    article = case.card(ARTICLE)["published"]
    if not article or fourth["first"] != fourth["last"]:
        evidence = f"The fourth flight has a month, {fourth['last']:%B %Y}, and no day; the article read has no date."
        return Finding(OPEN, evidence, "Two dates are needed, and neither was found.", [fourth["source"]])
    days = abs((pd.Timestamp(article) - fourth["first"]).days)
    evidence = f"The two dates are {words.count(days)} days apart."
    return Finding(SUPPORTED if days <= 7 else CONTRADICTED, evidence, "Both dates are known.", [fourth["source"]])
