"""One figure is selected by the stated rule, every other one stays visible, and no conflict passes unseen."""

import pandas as pd
import pytest

from helpers import select
from helpers.checks import conflicts, notes
from tests import bad_data
from tests.changed_data import changed, fitting, with_table

SOURCES = pd.DataFrame({
    "agency": ["agency document", "2020"], "copy": ["agency text in a third-party copy", "2024"],
    "research": ["research or advocacy", "2024"], "press": ["press", "2024"], "old-press": ["press", "2021-05"],
}, index=["kind", "published"]).T  # fmt: skip
NONE = pd.DataFrame(columns=["table", "date", "measure", "citizenship", "source", "printed", "reason"])


def pair(first: dict, second: dict) -> pd.DataFrame:
    usual = {"measure": "m", "date": "FY2024", "table": "t", "scope": "", "precision": "exact", "source": "press"}
    return pd.DataFrame([usual | {"printed": "1"} | first, usual | {"printed": "2"} | second])


@pytest.mark.parametrize(
    ("loser", "winner", "step"),
    [
        ({"scope": "through 2024-03-31"}, {"precision": "none"}, "part"),
        ({"source": "agency", "precision": "none"}, {"source": "press", "precision": "lower bound"}, "none"),
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
    assert select.mark(frame, ["measure", "date"], SOURCES, NONE)["used"].tolist() == [False, True]
    order = select.ranking(frame.assign(override=False), SOURCES)
    assert (order.loc[0] != order.loc[1]).idxmax() == step


def test_a_choice_by_hand_overrides_every_step_and_without_a_date_is_made_for_every_date():
    year = pair({"source": "agency"}, {"precision": "rounded", "scope": "part"})
    frame = pd.concat([year.assign(date="2023"), year.assign(date="2024")], ignore_index=True)
    by_hand = pd.DataFrame([dict.fromkeys(NONE, "") | {"table": "t", "source": "press", "printed": "2"}])
    assert select.mark(frame, ["measure", "date"], SOURCES, by_hand)["used"].tolist() == [False, True] * 2


def test_every_conflict_is_listed_with_the_step_that_decided_it(data):
    cell = ["measure", "category", "date"]
    values = data.figures.groupby([*cell, "unit"])["value"].nunique()
    listed = conflicts.conflicts(data)
    of_series = listed[~listed["table"].str.contains("citizenship")]
    assert set(of_series[cell].itertuples(index=False, name=None)) == {key[:3] for key in values.index[values > 1]}
    assert set(listed["step"]) <= set(conflicts.STEPS)
    assert (listed[listed["step"] == "override"]["reason"] != "").all()


def test_a_conflict_that_no_note_names_is_reported_even_if_it_was_decided_by_hand(data):
    found = conflicts.problems(with_table(data, "courts", data.raw["courts"].assign(note="")))
    assert {(problem.file, problem.value) for problem in found} == {("courts.csv", "23,827"), ("courts.csv", "8,349")}
    assert all("a note here that names" in problem.expected for problem in found)


def test_a_figure_that_a_note_calls_rounded_is_not_taken_for_an_exact_one(folder):
    bad_data.put(folder, "docket.csv", 2, "printed", "418,000")
    bad_data.put(folder, "docket.csv", 2, "note", "rounded by the outlet")
    assert ("docket.csv", 2, "printed") in bad_data.places(folder)
    bad_data.put(folder, "docket.csv", 2, "scope", "rounded to thousands")
    assert bad_data.places(folder) == []


def test_a_note_quotes_no_figure_that_no_row_prints_any_more(data):
    def noted(note: str) -> list:
        return notes.problems(with_table(data, "docket", data.raw["docket"].assign(note=note)))

    where = {"measure": "non_detained_docket", "date": "FY2020", "printed": "3,262,680"}
    printed = changed(data, "docket", where, printed="3,262,980")
    assert {(problem.file, problem.column) for problem in notes.problems(printed)} == {("docket.csv", "note")}
    for words in ("the press prints 87,654,321", "the exact figure, 87,654,321, is rounded"):
        assert len(noted(words)) == len(data.raw["docket"])
    assert noted("the press prints 87,654,321 (no row)") == noted("the agency prints 1,445,549") == []


def test_a_second_source_that_no_longer_agrees_is_reported(data):
    where = {"date": "FY2014", "source": "nbclosangeles"}
    (problem,) = conflicts.problems(changed(data, "removals", where, printed="315,944"))
    (row,) = data.numbered("removals")[fitting(data.raw["removals"], where)]["line"]
    assert (problem.file, problem.row) == ("removals.csv", row)
    assert "315,943" in problem.expected


def test_a_figure_that_is_only_rounded_is_compared_with_the_exact_one(data):
    rounded = data.figures.query("measure == 'in_absentia_orders' and scope == 'rounded to thousands'")
    assert set(rounded["precision"]) == {"rounded", "lower bound"}
    where = {"measure": "in_absentia_orders", "date": "FY2023", "source": "cis-5"}
    assert conflicts.problems(changed(data, "courts", where, printed="160,999")) == []
    (problem,) = conflicts.problems(changed(data, "courts", where, printed="161,001"))
    assert (problem.file, problem.value) == ("courts.csv", "160,000")
    assert "161,001" in problem.expected
