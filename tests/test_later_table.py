"""A later table of final orders, from another source: what the report says of the old one stops its chapter, by name."""

import pandas as pd
import pytest

from helpers import claims, clean, exhibits, load, methods, nationality, profile
from helpers.figures import ARTICLE_TABLE, SNAPSHOT, Data, Tables
from helpers.paths import DATA
from helpers.problems import DataError
from tests import chapters
from tests.changed_data import with_table, without

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(len(list(DATA.glob("final_orders_*.csv"))) > 1, reason="the chapters tell of a later table"),
]
DAY = "2025-05-31"
OLD_SEARCH = "by nationality, after 24 November 2024"
TELLS_OF_ITS_TABLE = {  # what chapters say in words of the table of November 2024, each as its refusal names it
    "00": ["Nationals of the countries that ICE listed", "Two thirds are nationals", "So each nationality has a grade", "Three things speak"],
    "02": [
        "Two of every three people", "doubled in nine years", "by region of the world", "The four largest circles", "has 208 rows", "The count is dominated"
    ],
    "06": ["How the figures of 31 May 2025 are known", "The docket is ICE's own exact count"],
    "A": ["The grade says how each figure is known"],
}  # fmt: skip


@pytest.fixture(scope="module")
def later(data) -> Data:
    """The data with the same figures printed once more, for a later day and in another answer of ICE."""
    answer = data.raw["sources"].query("key == 'ice-response-2024-11'").assign(key="ice-later", short="ICE, later")
    table = data.raw[SNAPSHOT + ARTICLE_TABLE].assign(source="ice-later")
    readings = data.raw["readings"].query("as_of == @ARTICLE_TABLE").assign(as_of=DAY)
    searched = data.raw["looked-for"].replace({"of": {OLD_SEARCH: "after 31 May 2025"}})
    searched.loc[searched["answered_by"] == "final-orders", "after"] = DAY
    added = {"sources": answer, "readings": readings}
    more = {name: pd.concat([data.raw[name], rows], ignore_index=True) for name, rows in added.items()}
    more["awaited"] = data.raw["awaited"].query("dataset != 'A later table of the same kind'")
    return Data(Tables({**data.raw, **more, "looked-for": searched, SNAPSHOT + DAY: table}))


@pytest.fixture
def run(monkeypatch, later):
    """Runs a chapter with it."""
    monkeypatch.setattr(load, "data", lambda: later)
    monkeypatch.setattr(exhibits, "_show", lambda *_: None)
    return lambda chapter: chapters.figures(monkeypatch, [chapter])


def test_the_look_up_says_the_day_of_each_figure_and_keeps_those_of_the_earlier_table(later):
    table = later.raw[SNAPSHOT + DAY].query("citizenship != 'Fiji'").replace({"printed": {"1,708": "1,800"}})
    newer = with_table(later, SNAPSHOT + DAY, table)
    fiji, algeria, venezuela = profile.entries(newer, ["FJI", "DZA", "VEN"])
    assert "no row for Fiji in ICE’s table of 31 May 2025. " in fiji["missing"]
    assert "searched" not in profile.entries(newer, ["ESP"])[0]["missing"]
    said = [(label, words) for entry in (fiji, algeria, venezuela) for label, words, _ in entry["facts"]]
    for label, words in (
        ("With a final order, 24 November 2024", "353 people, 0.02% of all; read in a copy of ICE’s answer"),
        ("With a final order, 24 November 2024", "306 people, 0.02% of all; read in a copy of ICE’s answer"),
        ("Also in print, 24 November 2024", "1,708 (the figure of Afghanistan, printed by one outlet)"),
        ("On the non-detained docket, 30 September 2024", "701,678 people; people with a final order on 24 November 2024 are 3.2% of that"),
    ):  # fmt: skip
        assert (label, words) in said
    assert [label for label, *_ in algeria["facts"][:3]] == [
        "With a final order, 31 May 2025", "Evidence", "With a final order, 24 November 2024"
    ]  # fmt: skip


@pytest.mark.parametrize("chapter", TELLS_OF_ITS_TABLE)
def test_each_thing_said_of_the_old_table_stops_its_chapter_by_name(run, monkeypatch, chapter):
    refused: list[str] = []
    monkeypatch.setattr(claims, "gathered", refused)
    run(chapter)
    assert len(refused) == len(TELLS_OF_ITS_TABLE[chapter])
    for said, part in zip(refused, TELLS_OF_ITS_TABLE[chapter], strict=True):
        assert part in said


def test_what_is_said_of_all_nationalities_is_not_said_of_the_largest_alone(later, monkeypatch):
    table = later.raw[SNAPSHOT + DAY]
    few = with_table(later, SNAPSHOT + DAY, table[table["printed"].map(clean.count) >= 4_000])
    refused: list[str] = []
    monkeypatch.setattr(load, "data", lambda: few)
    monkeypatch.setattr(claims, "gathered", refused)
    monkeypatch.setattr(exhibits, "_show", lambda *_: None)
    chapters.figures(monkeypatch, ["02", "03"])
    assert nationality.nearly_whole(later)
    assert not nationality.nearly_whole(few)
    of_all = {
        "by region of the world": 2,
        "Most nationalities have few": 2,
        "For all nationalities together": 2,
        "Counted by people": 1,
    }
    for said, condition in of_all.items():
        assert any(said in one and f"condition {condition}" in one for one in refused), said


@pytest.mark.parametrize("chapter", sorted(set(chapters.EVERY) - set(TELLS_OF_ITS_TABLE)))
def test_every_other_chapter_runs(run, chapter):
    run(chapter)


def test_what_was_looked_for_is_of_the_time_since_the_newest_table(later):
    assert len(methods.not_found(later)) > 5
    with pytest.raises(DataError, match=r'looked_for.csv, column of: expected a row .* "after 31 May 2025"'):
        methods.not_found(without(later, "looked-for", of="after 31 May 2025"))


def test_what_the_newest_table_has_is_not_said_to_be_not_found(data, later):
    with pytest.raises(
        DataError, match=r'looked_for.csv, row \d+, column answered_by: "final-orders": .* 2025-05-31 now'
    ):
        methods.not_found(with_table(later, "looked-for", data.raw["looked-for"]))
    for rows, of in (
        (later.raw["looked-for"].replace("Mongolia", "Mexico"), "Mexico"),
        (later.raw["looked-for"].replace("Peru", "Mexico"), "Mexico"),  # which has a second outlet
    ):
        with pytest.raises(
            DataError, match=rf'looked_for.csv, row \d+, column of: "{of}": no longer fits the other tables'
        ):
            methods.not_found(with_table(later, "looked-for", rows))
