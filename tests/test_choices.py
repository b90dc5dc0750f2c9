"""One figure is chosen by the stated rule, every other one stays visible, and no conflict passes unseen."""

import pandas as pd
import pytest

from helpers import choices, choose
from helpers.problems import DataError
from tests.changed_data import with_table

SOURCES = pd.DataFrame(
    {
        "kind": ["agency document", "agency text in a third-party copy", "research or advocacy", "press", "press"],
        "published": ["2020", "2024", "2024", "2024", "2021-05"],
    },
    index=["agency", "copy", "research", "press", "old-press"],
)
NONE = pd.DataFrame(columns=["table", "date", "measure", "citizenship", "source", "printed", "reason"])


def pair(first: dict, second: dict) -> pd.DataFrame:
    usual = {"measure": "m", "date": "FY2024", "table": "t", "scope": "", "precision": "exact", "source": "press"}
    return pd.DataFrame([{**usual, "printed": "1", **first}, {**usual, "printed": "2", **second}])


@pytest.mark.parametrize(
    ("loser", "winner", "step"),
    [
        ({"scope": "through 2024-03-31", "source": "agency"}, {"source": "press"}, "part"),
        ({"source": "press"}, {"source": "copy", "precision": "rounded"}, "other"),
        ({"source": "agency", "precision": "rounded"}, {"source": "copy"}, "precision"),
        ({"source": "copy"}, {"source": "agency"}, "kind"),
        ({"source": "press"}, {"source": "research"}, "kind"),
        ({"source": "old-press"}, {"source": "press"}, "earlier"),
    ],
)
def test_each_step_of_the_rule_decides_in_turn(loser, winner, step):
    frame = pair(loser, winner)
    assert choose.mark(frame, ["measure", "date"], SOURCES, NONE)["used"].tolist() == [False, True]
    order = choose.ranking(frame.assign(hand=False), SOURCES)
    assert (order.loc[0] != order.loc[1]).idxmax() == step


def test_a_hand_choice_overrides_every_step():
    frame = pair({"source": "agency"}, {"source": "press", "precision": "rounded", "scope": "part"})
    by_hand = pd.DataFrame([{**dict.fromkeys(NONE.columns, ""), "table": "t", "source": "press", "printed": "2"}])
    assert choose.mark(frame, ["measure", "date"], SOURCES, by_hand)["used"].tolist() == [False, True]


def test_a_hand_choice_without_a_date_is_made_for_every_date():
    frames = [pair({"date": date, "source": "agency"}, {"date": date, "source": "press"}) for date in ("2023", "2024")]
    frame = pd.concat(frames, ignore_index=True)
    by_hand = pd.DataFrame([{**dict.fromkeys(NONE.columns, ""), "table": "t", "source": "press", "printed": "2"}])
    assert choose.mark(frame, ["measure", "date"], SOURCES, by_hand)["used"].tolist() == [False, True, False, True]


def test_a_hand_choice_that_fits_no_figure_is_reported_with_its_row(data):
    table = data.raw["choices"].copy()
    table.loc[0, "printed"] = "83,187"
    with pytest.raises(DataError) as error:
        _ = with_table(data, "choices", table).figures
    (problem,) = error.value.problems
    assert (problem.file, problem.row, problem.value) == ("choices.csv", 2, "83,187")


def test_every_conflict_is_listed(data):
    cells: dict = {}
    for _, row in data.figures.dropna(subset=["value"]).iterrows():
        cells.setdefault((row["measure"], row["category"], row["date"], row["unit"]), set()).add(row["value"])
    expected = {cell[:3] for cell, values in cells.items() if len(values) > 1}
    listed = choices.conflicts(data)
    listed = listed[listed["table"] != "removals-by-citizenship"]
    assert set(zip(listed["measure"], listed["category"], listed["date"], strict=True)) == expected


def test_each_choice_names_the_step_that_decided_it(data):
    listed = choices.conflicts(data)
    assert set(listed["step"]) <= set(choices.STEPS)
    assert (listed[listed["step"] == "hand"]["reason"] != "").all()


def test_the_figure_used_is_never_listed_as_another(data):
    listed = choices.conflicts(data)
    assert (listed["value"] != listed["used_value"]).all()


def test_every_hand_choice_changes_what_is_used(data):
    table = data.raw["choices"]
    for place, choice in table.iterrows():
        fewer = with_table(data, "choices", table.drop(place).reset_index(drop=True))
        cell = f"used and measure == '{choice['measure']}' and date == '{choice['date']}'"
        before, after = (
            frame.figures.query(cell)[["source", "printed"]].to_numpy().tolist() for frame in (fewer, data)
        )
        assert before != after


def test_no_conflict_passes_unseen(data):
    assert choices.problems(data) == []


def test_a_conflict_that_no_note_names_is_reported_even_if_it_was_decided_by_hand(data):
    found = choices.problems(with_table(data, "courts", data.raw["courts"].assign(note="")))
    assert {(problem.file, problem.value) for problem in found} == {("courts.csv", "23,827"), ("courts.csv", "8,349")}
    assert all("a note here that names" in problem.expected for problem in found)


def test_a_second_source_that_no_longer_agrees_is_reported(data):
    table = data.raw["removals"].copy()
    hit = (table["date"] == "FY2014") & (table["source"] == "nbclosangeles")
    table.loc[hit, "printed"] = "315,944"
    (problem,) = choices.problems(with_table(data, "removals", table))
    assert (problem.file, problem.row) == ("removals.csv", int(hit.to_numpy().argmax()) + 2)
    assert "315,943" in problem.expected


def test_another_docket_figure_moves_the_headline_share(data):
    as_of = data.snapshots[0]
    shares = choices.shares(data, as_of)
    headline = shares[shares["headline"]]
    assert len(headline) >= 2
    for _, row in headline.iterrows():
        assert row["other_share"] == pytest.approx(data.total(as_of) / row["value"])
        assert row["share"] == pytest.approx(data.total(as_of) / data.value("non_detained_docket", "FY2024"))


def test_measures_are_named_in_words():
    assert choices.label("non_detained_docket") == "Non-detained docket"
    assert choices.label("atd_participants_during_year") == "ATD participants during year"
