"""Checks of what involves other governments: cooperation, refusal and flights."""

import pandas as pd

from helpers import clean, words
from helpers.ledger.figures import day
from helpers.ledger.readings import cooperation_lists
from helpers.ledger.scale import (
    ARTICLE,
    CONTRADICTED,
    EVENT,
    IMPRECISE,
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
    lists = _lists(case)
    held = {status: case.orders["persons"].reindex(codes["code"]).sum() for status, codes in lists.groupby("status")}
    four = case.orders.index[:4]
    parts = [f"{status} {words.count(n)} ({words.percent(n / case.total)})" for status, n in held.items()]
    evidence = f"Final orders by ICE's lists: {', '.join(reversed(parts))}."
    free = not set(four) & set(lists["code"])
    reason = "ICE says so and names the countries" + (
        "; the four largest nationalities are on neither list." if free else "."
    )
    return Finding(SUPPORTED if sum(held.values()) else OPEN, evidence, reason, list(lists["source"].unique()))


@check("nations_refuse", LAW)
def nations_refuse(case: Case) -> Finding:
    listed = _lists(case).query("status == 'uncooperative'")
    took = case.data.removals(case.year).reindex(listed["code"]).fillna(0)
    none = listed.set_index("code").loc[took[took == 0].index, "name"]
    accepting = int((took > 0).sum())
    evidence = (
        f"Of {words.small(len(took))} uncooperative countries, {words.small(accepting)} took back some people in "
        f"{case.year}, {words.count(took.sum())} in all."
        + (f" No removals: {words.listing(none)}." if len(none) else "")
    )
    source = case.data.removals_by_citizenship.query("used and date == @case.year").iloc[0]["source"]
    verdict, reason = (
        (IMPRECISE, "Most listed governments refuse or delay in part, not altogether.")
        if len(none) < len(took) / 2
        else (IMPRECISE, "Some listed governments refuse in part, not altogether.")
        if len(none) < len(took)
        else (SUPPORTED, "No listed government took anyone back.")
    )
    return Finding(verdict, evidence, reason, [*listed["source"].unique(), source])


def _flights(case: Case, destination: str = "") -> pd.DataFrame:
    frame = case.data.raw["flights"]
    frame = frame[(frame["destination"] == destination) | (destination == "")]
    spans = frame["date"].map(clean.period)
    return frame.assign(first=[pd.Timestamp(s.start) for s in spans], last=[pd.Timestamp(s.end) for s in spans])


@check("repatriation_flights", EVENT)
def repatriation_flights(case: Case) -> Finding:
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
        span = f"{day(last['start'])} to {day(last['end'])}"
        evidence += f" DHS counts {last['printed']} repatriation flights of all kinds, {span}."
        sources = [last["source"], *sources]
    return Finding(SUPPORTED, evidence, "The flights are on record.", sources)


def _first_and_fourth(case: Case) -> tuple[pd.Series, pd.Series]:
    flights = _flights(case, "China").set_index("ordinal")
    if absent := [number for number in "1234" if number not in flights.index]:
        raise Missing(f"no flight to China with the number {absent[0]}")
    return flights.loc["1"], flights.loc["4"]


@check("fourth_flight", EVENT)
def fourth_flight(case: Case) -> Finding:
    first, fourth = _first_and_fourth(case)
    inferred = " (the month is inferred from its text)" if "month is inferred" in fourth["note"] else ""
    evidence = (
        f"DHS counts it as the fourth large charter, in {fourth['last']:%B %Y}{inferred}; "
        f"the first was in {first['last']:%B %Y}."
    )
    reason = "The count is of large charters; a smaller flight earlier in the year is not in it."
    return Finding(SUPPORTED, evidence, reason, [fourth["source"], first["source"]])


@check("under_six_months", EVENT)
def under_six_months(case: Case) -> Finding:
    first, fourth = _first_and_fourth(case)
    limit = pd.DateOffset(months=6)
    evidence = f"First flight by {day(first['last'])}; fourth between {day(fourth['first'])} and {day(fourth['last'])}."
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
    _, fourth = _first_and_fourth(case)
    article = case.card(ARTICLE)["published"]
    if not article or fourth["first"] != fourth["last"]:
        evidence = f"The fourth flight has a month, {fourth['last']:%B %Y}, and no day; the article read has no date."
        return Finding(OPEN, evidence, "Two dates are needed, and neither was found.", [fourth["source"]])
    days = abs((pd.Timestamp(article) - fourth["first"]).days)
    evidence = f"The two dates are {words.count(days)} days apart."
    return Finding(SUPPORTED if days <= 7 else CONTRADICTED, evidence, "Both dates are known.", [fourth["source"]])
