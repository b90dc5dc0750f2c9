"""A reader may change the parameters of a chapter: it runs, what it shows follows, and a wrong value says what is allowed."""

import pytest

from helpers.parameters import whole
from tests.chapters import parameters, reports, run, sentences

CHANGES = [
    ("02", {"MOST": 8, "GROUPING": "region"}),
    ("03", {"YEAR": "FY2021", "MOST": 10, "PACE": 0.5, "NOT_EXECUTABLE": 0.4, "HORIZON": 3}),
    ("04", {"NEARLY": 0.99}),
    ("05", {"OFF_BY": 0.5}),
    ("06", {"NAME": "Laos"}),
    ("06", {"NAME": "Spain"}),
]
WRONG = [
    ("00", {"AS_OF": "2023-01-01"}, "2024-11-24"),
    ("02", {"MOST": 0}, "from 5 to 40"),
    ("02", {"GROUPING": "continent"}, "subregion"),
    ("03", {"YEAR": 2024}, "FY2019"),
    ("03", {"PACE": -1}, "from 0 to 20"),
    ("03", {"NOT_EXECUTABLE": 40}, "from 0 to 1"),
    ("03", {"HORIZON": "long"}, "from 1 to 50"),
    ("05", {"OFF_BY": 2}, "from 0.01 to 1"),
]


@pytest.mark.parametrize(("chapter", "changed"), CHANGES, ids=str)
def test_a_chapter_runs_with_other_parameters(monkeypatch, chapter, changed):
    assert all(parameters(chapter)[name] != value for name, value in changed.items())
    shown = reports(run(monkeypatch, chapter, **changed))
    assert shown
    if "GROUPING" in changed:
        assert len(shown["nationality-ranked"]["rows"]) == changed["MOST"]


@pytest.mark.parametrize(("chapter", "changed", "allowed"), WRONG, ids=str)
def test_a_wrong_value_says_what_is_allowed(monkeypatch, chapter, changed, allowed):
    with pytest.raises(ValueError, match=allowed) as caught:
        run(monkeypatch, chapter, **changed)
    assert next(iter(changed)) in str(caught.value)


@pytest.mark.parametrize("value", [12.7, 4, 41, -12, "12", None, True, float("nan"), float("inf")])
def test_what_is_no_whole_number_within_the_limits_is_refused(value):
    with pytest.raises(ValueError, match="allowed is a whole number from 5 to 40") as caught:
        whole("MOST", value, 5, 40)
    assert str(caught.value).startswith(f"MOST is {value!r}; ")


@pytest.mark.parametrize("value", [5, 12, 12.0, 40])
def test_a_whole_number_within_the_limits_is_taken(value):
    taken = whole("MOST", value, 5, 40)
    assert (taken, type(taken)) == (value, int)


def test_a_slip_in_the_name_is_answered_with_suggestions(monkeypatch):
    assert "India" in sentences(run(monkeypatch, "06", NAME="Inda"))
