"""Chapter 6 counts everything once and keeps one denominator; appendix D leaves out no sum."""

import pytest

from helpers import cooperation, methods
from helpers.checks import run
from helpers.problems import DataError
from tests.changed_data import changed


def test_the_grades_hold_everybody_once_and_every_printed_figure_is_of_one_kind(data):
    frame = methods.evidence(data)
    assert frame["people"].sum() == data.total(data.as_of)
    assert frame["nationalities"].sum() == len(data.final_orders(data.as_of))
    assert frame["share"].sum() == pytest.approx(1) == methods.by_kind(data)["share"].sum()
    assert methods.by_kind(data)["figures"].sum() > len(data.figures)


def test_a_table_that_was_read_in_the_agencys_own_document_is_called_no_copy(data):
    said = {
        "agency document": "read in ICE's own table",
        "agency text in a third-party copy": "read in a copy of ICE's answer",
    }
    for kind, meaning in said.items():
        read = changed(data, "sources", {"key": data.table_source(data.as_of)}, kind=kind)
        assert methods.evidence(read).loc["document", "meaning"] == meaning


def test_another_choice_takes_nothing_from_the_denominator(data):
    frame = methods.does_it_change(data).set_index(["answer", "instead"])
    alone = frame.xs("without figures that one outlet alone prints", level="instead")
    assert (alone["changed"] <= alone["reported"]).all()
    lists = frame.filter(like="lists", axis=0)
    assert (lists["changed"] > lists["reported"]).all()
    assert 0 <= cooperation.at_most(data, data.as_of) - lists["changed"].iloc[0] < 0.001  # the bound, there rounded up


def test_what_does_not_differ_is_exact_though_a_part_gives_no_number(data):
    where = {"fiscal_year": "FY2022", "citizenship": "Andorra"}
    rows = methods.sums(changed(data, "removals-by-citizenship", where, printed="not published"))
    [row] = rows[rows["what"].str.startswith("Removals by citizenship, FY2022")].to_dict("records")
    assert (row["apart"], row["result"], row["explanation"]) == ("0", "exact", "")


@pytest.mark.parametrize(
    ("name", "where", "cells", "of"),
    [
        ("docket", {"source": "cibercuba", "printed": "1,292,830"}, {"source": "ice-annual-report-fy2024"}, "final orders, FY2023"),
        ("docket", {"source": "cibercuba", "printed": "4,906,799"}, {"date": "FY2021"}, "the rest of the docket, FY2023"),
        ("courts", {"measure": "in_absentia_orders", "date": "FY2021"}, {"date": "FY2020"}, "FY2008 to FY2020"),
        ("cooperation", {"country": "Eritrea", "as_of": "2020-06-19"}, {"status": "visa sanctions lifted"}, "Cambodia, Eritrea, Burma, Burundi, Pakistan"),
        ("events", {"date": "2026-06"}, {"date": "2026-06-16"}, "June 2026"),
    ],
)  # fmt: skip
def test_what_a_corrected_row_has_is_not_said_to_be_not_found(data, name, where, cells, of):
    with pytest.raises(DataError) as refused:
        methods.not_found(changed(data, name, where, **cells))
    assert [(problem.column, problem.value) for problem in refused.value.problems] == [("of", of)]


def test_every_sum_is_listed_and_what_differs_comes_first_with_its_reason(data):
    sums = methods.sums(data)
    assert sorted(sums["what"]) == sorted(run.table(data)["what"])
    assert list(sums["result"].unique()) == list(methods.RESULTS)
    assert (sums.loc[sums["result"] == methods.RESULTS[0], "explanation"] != "").all()
    assert (sums.loc[sums["result"] == "exact", "apart"] == "0").all()
