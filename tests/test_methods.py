"""Chapter 6: its frames count everything once, and keep one denominator."""

import pytest

from helpers import cooperation, methods


def test_the_grades_hold_everybody_once(data):
    frame = methods.evidence(data).set_index("evidence")
    assert frame["people"].sum() == data.total(data.as_of)
    assert frame["share"].sum() == pytest.approx(1)
    assert frame["nationalities"].sum() == len(data.final_orders(data.as_of))


def test_every_printed_figure_with_a_source_is_of_one_kind(data):
    frame = methods.by_kind(data)
    assert frame["share"].sum() == pytest.approx(1)
    assert frame["figures"].sum() > len(data.figures)


def test_another_choice_takes_nothing_from_the_denominator(data):
    frame = methods.does_it_change(data).set_index(["answer", "instead"])
    alone = frame.xs("without figures that one outlet alone prints", level="instead")
    assert (alone["changed"] <= alone["reported"]).all()
    lists = frame.filter(like="lists", axis=0)
    assert (lists["changed"] > lists["reported"]).all()
    assert lists["changed"].iloc[0] == pytest.approx(cooperation.at_most(data, data.as_of))  # one number in the report


def test_what_was_not_found_is_told_once_a_kind(data):
    frame, looked = methods.not_found(data), data.raw["looked-for"]
    assert frame["what"].is_unique
    assert set(frame["what"]) == set(looked.loc[looked["result"] == "not found", "what"])
    assert (frame["of"] != "").all()
