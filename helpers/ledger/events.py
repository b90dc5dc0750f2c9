"""Checks of events, dates and statements."""

import re

import pandas as pd

from helpers import measure, words
from helpers.claims import holds, stated
from helpers.figures import row_at
from helpers.ledger.figures import MONTH, day
from helpers.ledger.readings import forms, misprints, sharing
from helpers.ledger.scale import (
    ANSWER,
    ARTICLE,
    CONTRADICTED,
    EVENT,
    FIRST,
    IMPRECISE,
    OPEN,
    SUPPORTED,
    WORD,
    Case,
    Finding,
    Missing,
    check,
)


@check("presence_in_us", WORD)
def presence_in_us(case: Case) -> Finding:
    """Still in the country: cannot be checked while no table counts the people who left."""
    left = case.data.figures[case.data.figures["measure"].str.contains("departure")]
    if left.empty:
        evidence = "The docket counts cases that ICE supervises; no table counts people who left without ICE knowing."
        return Finding(OPEN, evidence, "A case on the docket does not prove presence.", [ANSWER])
    gone = left["value"].sum()
    evidence = f"{words.count(gone)} people on the docket are known to have left."
    return Finding(IMPRECISE if gone else SUPPORTED, evidence, "Departures are counted.", list(left["source"]))


@check("newly_obtained", EVENT)
def newly_obtained(case: Case) -> Finding:
    """New figures: supported if the count is at most a month older than the article."""
    published = case.card(ARTICLE)["published"]
    if not published:
        evidence = f"The count is of {day(case.as_of)}; the article as read has no date."
        return Finding(OPEN, evidence, "Two dates are needed, and one was not found.", [ANSWER])
    days = (pd.Timestamp(published) - pd.Timestamp(case.as_of)).days
    evidence = f"The count is of {day(case.as_of)}, {words.count(days)} days before the article."
    return Finding(SUPPORTED if 0 <= days <= MONTH else IMPRECISE, evidence, "Both dates are known.", [ANSWER])


@check("source_is_ice", EVENT)
def source_is_ice(case: Case) -> Finding:
    """The total as ICE's own: supported if it was read in a text of the agency."""
    table = case.data.raw[f"final-orders-{case.as_of}"].set_index("citizenship")
    row = row_at(table, "Total")
    card = case.card(row["source"])
    read = row["evidence"] == "document" and card["kind"].startswith("agency")
    copy = " in a third party's copy of the answer" if "copy" in card["kind"] else " in ICE's answer"
    disputed = "; one ambassador disputed it (chapter 5)" if "ambassador" in card["limits"] else ""
    reason = f"The total was read{copy}{disputed}." if read else "The total was not read in a text of the agency."
    evidence = f"{words.count(case.total)} in {card['short']} ({card['kind']})."
    return Finding(SUPPORTED if read else OPEN, evidence, reason, [row["source"]])


@check("date_of_total", EVENT)
def date_of_total(case: Case) -> Finding:
    """The date of the total: supported if the series of final orders has the total on that date."""
    written = re.search(r"[A-Z][a-z]+ [0-9]+, [0-9]{4}", case.quote)
    if not written:
        raise Missing("no date in the words of the article")
    quoted = pd.to_datetime(written[0])
    rows = case.data.series("non_detained_with_final_order")
    found = rows[rows["value"] == case.total]
    if found.empty:
        raise Missing("no date for the total")
    evidence = f"{words.count(case.total)} is dated {day(found.iloc[0]['end'])}."
    same = (found["end"] == quoted).any()
    reason = "The date is the one in ICE's answer." if same else "The total has another date."
    return Finding(SUPPORTED if same else CONTRADICTED, evidence, reason, [found.iloc[0]["source"]])


@check("named_source", WORD)
def named_source(case: Case) -> Finding:
    """Foreign media as the source: imprecise if a misprint ties the article to a report that it does not name."""
    shared = misprints(case.data)
    if FIRST not in sharing(case.data):
        return Finding(OPEN, "No misprint ties the article to another text.", "The outlet meant is not known.", [FIRST])
    row = shared.iloc[0]
    theirs = case.data.raw["other-figures"].query("source == @FIRST and citizenship == @row.citizenship")
    evidence = (
        f"{case.outlet(FIRST)} prints “({words.quote(forms(theirs)[0])})” for {row['citizenship']}; "
        "the article prints the same digits."
    )
    reason = "There is a report behind it, but the article does not name it."
    return Finding(IMPRECISE, evidence, reason, [FIRST, ARTICLE])


@check("docket_growing", EVENT)
def docket_growing(case: Case) -> Finding:
    """A growing docket: the last fiscal year against the one before."""
    docket = case.fiscal_years("non_detained_docket")
    before, year = docket.index[-2:]
    earlier, last = docket[before], docket[year]
    without = [case.figure("non_detained_without_final_order", y)["value"] for y in (before, year)]
    grown = last - earlier
    evidence = (
        f"{words.count(last)} at the end of {year}, after {words.count(earlier)} a year before "
        f"(growth {words.percent(measure.growth(earlier, last))})."
    )
    if grown <= 0:
        return Finding(CONTRADICTED, evidence, "It did not grow.", [case.figure("non_detained_docket", year)["source"]])
    part = (without[1] - without[0]) / grown
    reason = (
        holds(grown > 0, "It grew;") + f" {words.percent(part, 0)} of the net growth was people without a final order."
    )
    sources = [case.figure("non_detained_docket", y)["source"] for y in (year, before)]
    return Finding(SUPPORTED, evidence, reason, sources)


@check("removals_rising", EVENT)
def removals_rising(case: Case) -> Finding:
    """Rising removals: the last fiscal year against the one before."""
    removals = case.fiscal_years("removals")
    rises = (removals.diff() > 0)[::-1].cumprod().sum()
    first, last = removals.index[-1 - max(rises, 1)], removals.index[-1]
    evidence = f"ICE removals: {words.count(removals[first])} in {first}, {words.count(removals[last])} in {last}."
    verdict = SUPPORTED if rises else CONTRADICTED
    high = removals[: removals.index[-1 - rises]].tail(3)
    rose = bool((removals.tail(rises + 1).diff().dropna() > 0).all())
    years = f"{words.small(rises)} years in a row" if rises > 1 else "in the last year"
    reason = holds(rose, f"Removals rose {years}") if rises else "Removals did not rise in the last year"
    if rises and 1 < removals[last] / high.max() < 1.05:
        reason += f", to just above the {words.count(high.max())} of {high.idxmax()}"
    return Finding(verdict, evidence, f"{reason}.", [case.figure("removals", last)["source"]])


@check("reported_statement", EVENT)
def reported_statement(case: Case) -> Finding:
    """A statement that others report: supported if the note of the claim names a source with a card."""
    keys = [key for key in re.findall(r"\[([\w-]+)\]", case.note) if key != ARTICLE and key in case.data.sources.index]
    if not keys:
        raise Missing("no report with a source card")
    named = [f"{case.name(key)} ({case.published(key)})" for key in keys]
    return Finding(SUPPORTED, f"Also in {words.listing(named)}.", "Checked as a report, not as a fact.", keys)


@check("homan_paraphrase", EVENT)
def homan_paraphrase(case: Case) -> Finding:
    """A statement in words that no text read has: cannot be checked."""
    card = case.card("ourgoldguy")
    evidence = stated(
        f"{card['short']} ({case.published(card['key'])}) has a like statement in other words: that nobody is exempt."
    )
    return Finding(OPEN, evidence, "No report read has these words or attributes them to him.", [card["key"]])
