"""A later table of final orders, from another source: what the report says of the old one stops its chapter, by name."""

from contextlib import suppress

import pandas as pd
import pytest

from helpers import exhibits, load, profile
from helpers.figures import ARTICLE_TABLE, SNAPSHOT, Data, Tables
from helpers.problems import ClaimError, Refusal
from tests import chapters

pytestmark = pytest.mark.slow
DAY = "2025-05-31"
TELLS_OF_ITS_TABLE = ["00", "02", "06", "A"]  # chapters that say in words where the table comes from


@pytest.fixture(scope="module")
def later(data) -> Data:
    """The data with the same figures printed once more, for a later day and in another answer of ICE."""
    answer = data.raw["sources"].query("key == 'ice-response-2024-11'").assign(key="ice-later", short="ICE, later")
    table = data.raw[SNAPSHOT + ARTICLE_TABLE].assign(source="ice-later")
    readings = data.raw["readings"].query("as_of == @ARTICLE_TABLE").assign(as_of=DAY)
    added = {"sources": answer, "readings": readings}
    more = {name: pd.concat([data.raw[name], rows], ignore_index=True) for name, rows in added.items()}
    return Data(Tables({**data.raw, **more, SNAPSHOT + DAY: table}))


@pytest.fixture
def run(monkeypatch, later):
    """Runs a chapter with it."""
    monkeypatch.setattr(load, "data", lambda: later)
    monkeypatch.setattr(exhibits, "_show", lambda *_: None)
    return lambda chapter: chapters.figures(monkeypatch, [chapter])


def test_other_figures_in_print_are_of_their_own_day(later):
    (india,) = profile.entries(later, ["IND"])
    assert [label for label, *_ in india["facts"] if label.startswith("Also")] == ["Also in print, 24 November 2024"]


@pytest.mark.parametrize("chapter", TELLS_OF_ITS_TABLE)
def test_what_is_said_of_the_old_table_stops_its_chapter(run, chapter):
    with pytest.raises(ClaimError):
        run(chapter)


@pytest.mark.parametrize("chapter", sorted(set(chapters.EVERY) - set(TELLS_OF_ITS_TABLE)))
def test_every_other_chapter_runs_or_says_what_is_no_longer_so(run, chapter):
    with suppress(Refusal):
        run(chapter)
