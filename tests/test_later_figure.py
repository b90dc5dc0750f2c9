"""A later figure of a series stops what says that none was found, and is in the title of what is drawn of it."""

import contextlib

import pandas as pd
import pytest

from helpers import claims, exhibits, load
from helpers.problems import DataError
from tests import chapters
from tests.changed_data import with_table

pytestmark = pytest.mark.slow
NOT_FOUND_SINCE = [  # a later figure, and the chapter with the words of what says that there is none
    ("non_detained_with_final_order", "", "about 1.6 million", "00", "Of the obstacles counted"),
    ("non_detained_with_final_order", "", "more than 1.6 million", "04", "no dated count of the docket"),
    ("non_detained_docket", "", "about 7.1 million", "04", "no dated count of the docket"),
    ("fugitives", "", "more than 610,000", "00", "Of the obstacles counted"),
    ("non_detained_with_final_order", "convicted criminal", "212,345", "03", "In three exact counts"),
    ("non_detained_with_final_order", "convicted criminal", "about 212,000", "03", "In three exact counts"),
]


@pytest.mark.parametrize(("measure", "category", "printed", "chapter", "said"), NOT_FOUND_SINCE)
def test_a_later_figure_stops_what_says_that_none_was_found(
    data, monkeypatch, measure, category, printed, chapter, said
):
    row = data.raw["docket"].query("measure == @measure and category == @category").head(1)
    row = row.assign(date="2026-06-30", printed=printed, scope="")
    grown = with_table(data, "docket", pd.concat([data.raw["docket"], row], ignore_index=True))
    monkeypatch.setattr(load, "data", lambda: grown)
    monkeypatch.setattr(exhibits, "_show", lambda *_: None)
    refused: list[str] = []
    monkeypatch.setattr(claims, "gathered", refused)
    with contextlib.suppress(DataError):  # of what asks for the number after it
        chapters.figures(monkeypatch, [chapter])
    assert any(said in sentence for sentence in refused)


def test_a_later_count_of_the_docket_is_in_title_and_alt_text_of_its_figure(data, monkeypatch):
    row = data.raw["docket"].query("measure == 'non_detained_docket' and printed == '7,684,705'")
    later = pd.concat([data.raw["docket"], row.assign(date="FY2025", printed="7,512,340")], ignore_index=True)
    monkeypatch.setattr(load, "data", lambda: with_table(data, "docket", later))
    monkeypatch.setattr(exhibits, "_show", lambda *_: None)
    asked = chapters.figures(monkeypatch, ["01"])["docket-over-time"].asked
    assert asked["title"].startswith(
        "The docket of FY2025 was 3.1 times that of FY2017; people with a final order in November 2024"
    )
    assert "7,512,340 in FY2025" in asked["alt"]
