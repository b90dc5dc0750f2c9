"""A day that is typed in a chapter is that of a row of data/ on what is cited there: a corrected one is not left standing."""

from contextlib import nullcontext
from dataclasses import replace

import pytest

from helpers.export import BuildError, days
from helpers.export.pieces import Figure, Text
from tests.changed_data import changed, without

STAYED = "([A log](C_sources.ipynb#source-fedcourtsai))"
GREW = "([ICE](C_sources.ipynb#source-ice-annual-report-fy2024))"


def test_a_day_in_prose_follows_the_row_it_was_taken_from(data):
    told = {"04.ipynb": [Text(f"On 29 September the Supreme Court stayed that ruling {STAYED}.")]}
    days.check(told, data)
    corrected = changed(data, "events", {"date": "2026-09-29", "source": "fedcourtsai"}, date="2026-09-12")
    with pytest.raises(BuildError, match=r'04\.ipynb: "29 September" in "On 29 September the Supreme'):
        days.check(told, corrected)


@pytest.mark.parametrize(
    ("prose", "wrong"),
    [
        (f"On 25 February 2026 {STAYED}.", 0),
        (f"On 25 February 2025 {STAYED}.", 1),
        (f"One.\n\n- On 29 September 2026 {STAYED}.\n- On 28 and 30 May {STAYED}.", 1),
        (f"In February 2026, and it may be in September {STAYED}.", 0),
        (f"In April it was stayed {STAYED}.", 1),
        (f"In February 2024 {STAYED}.", 1),
        (f"From FY2023 to 2024 {GREW}.", 0),
        (f"In FY1999 {GREW}.", 1),
        (f"It was so in 1999 [there](04_in_1999.ipynb) {GREW}.", 1),
        (f"It is so [there](2_in_1999.ipynb#a-1999) for 1,999 people {GREW}.", 0),
        ("On 3 May 1999, as nobody is cited.", 0),
        (f"In FY1999 {GREW.replace('annual', 'anual')}, a link that is refused for itself.", 0),
    ],
)  # fmt: skip
def test_each_paragraph_is_read_beside_the_sources_and_rules_that_it_names(data, prose, wrong):
    code = 'say(f"' + prose.replace(" February", "\nFebruary") + '")'
    for text in (Text(prose), Text(prose, code)):
        with pytest.raises(BuildError, match="has this date") if wrong else nullcontext():
            days.check({"04.ipynb": [text]}, data)
    days.check({"04.ipynb": [Text(prose, 'say(f"On {day}.")')]}, data)  # computed


def test_a_rule_that_tells_of_an_event_does_not_keep_its_old_date_standing(data):
    told = {"04.ipynb": [Text("Let stand in about June ([x](C_sources.ipynb#source-thetownhall); [y](C_sources.ipynb#source-fr-2025-01720)).")]}  # fmt: skip
    days.check(told, data)
    corrected = changed(data, "events", {"date": "2026-06", "source": "thetownhall"}, date="2026-07")
    with pytest.raises(
        BuildError, match=r'law\.csv, row 8, column note: "June 2026": events\.csv has no such day of thetownhall'
    ):
        days.check(told, corrected)
    note = data.raw["law"].set_index("id")["note"]["expedited-removal-2025"].replace("June", "July")
    with pytest.raises(BuildError, match='"June" in "Let stand'):
        days.check(told, changed(corrected, "law", {"id": "expedited-removal-2025"}, note=note))


@pytest.mark.parametrize(
    ("of", "cells"),
    [
        ({"id": "appeal-rule-2026"}, {"as_of": "2026-03-09"}),
        ({"id": "work-permit"}, {"note": "Proposed on 6 June 2026 ([fr-2026-11285])."}),
    ],
)
def test_a_rule_and_an_event_do_not_give_two_days_for_one_thing(data, of, cells):
    days.check({}, data)
    with pytest.raises(
        BuildError,
        match=rf'^law\.csv, row \d+, column {next(iter(cells))}: "[69] [A-Z][a-z]+ 2026": events\.csv has no such day',
    ):
        days.check({}, changed(data, "law", of, **cells))


def test_a_correction_that_names_the_day_of_an_event_does_not_keep_it_standing(data):
    told = {"04.ipynb": [Text("Suspended in April 2025 ([x](C_sources.ipynb#source-lbnntv)).")]}
    days.check(told, data)
    gone = changed(
        without(data, "events", source="lbnntv"),
        "corrections",
        {"source": "townhall-moss"},
        source="lbnntv",
        what="April 2025",
    )
    with pytest.raises(BuildError, match="April 2025"):
        days.check(told, gone)


def test_a_date_in_the_name_of_a_source_is_no_day_of_a_row(data):
    told = {"03.ipynb": [Text("In February 2017 DHS withdrew it ([x](C_sources.ipynb#source-dhs-memo-2017-02-20)).")]}
    days.check(told, data)
    cells = {"as_of": "2017-03-20", "citation": "DHS memorandum of 20 March 2017"}
    with pytest.raises(BuildError, match='"February 2017"'):
        days.check(told, changed(data, "law", {"id": "discretion-2017"}, **cells))


def test_a_source_of_figures_that_tells_of_an_event_too_is_asked_for_both(data):
    told = {"04.ipynb": [Text("On an average day of November 2024 ([x](C_sources.ipynb#source-ice-workbooks)).")]}
    days.check(told, changed(data, "events", {"source": "lbnntv"}, source="ice-workbooks"))


@pytest.mark.parametrize("place", ["caption", "note", "title", "subtitle", "alt"])
def test_what_stands_around_a_figure_is_read_beside_its_sources(data, place):
    drawn = Figure("x", "X", [], [], ["fedcourtsai"], code='figure("x", "25 February 2025", "25 February 2026")')
    days.check({"04.ipynb": [replace(drawn, **{place: "As of 25 February 2026"})]}, data)
    wrong = replace(drawn, **{place: "As of 25 February 2025"})
    days.check({"04.ipynb": [replace(wrong, code="figure(day)")]}, data)
    with pytest.raises(BuildError, match=r'04\.ipynb: "25 February 2025" in "As of'):
        days.check({"04.ipynb": [wrong]}, data)


def test_a_paragraph_of_a_say_that_cites_nothing_is_read_beside_what_the_others_cite(data):
    prose = f"So it was {STAYED}.\n\nIn February 2025 it was not."
    days.check({"04.ipynb": [Text(prose)]}, data)
    with pytest.raises(BuildError, match="February 2025"):
        days.check({"04.ipynb": [Text(prose, f"say('{prose}')")]}, data)
