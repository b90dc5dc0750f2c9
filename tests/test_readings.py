"""The grade of a row says how many outlets print its figure, they print the same, and the article under test is none."""

import pytest

from helpers import contract
from helpers.contract.outlets import ARTICLE
from helpers.paths import DATA
from tests import bad_data
from tests.bad_data import ORDERS, change, only, problems, put, rows

READINGS = "readings.csv"


@pytest.fixture
def folder(tmp_path):
    """A copy of some tables, to be broken."""
    return bad_data.copy(tmp_path)


def row_of(folder, citizenship: str) -> int:
    return next(row for row, line in enumerate(rows(folder, ORDERS), 1) if line[0] == citizenship)


def readings_of(folder, citizenship: str) -> list[int]:
    return [row for row, line in enumerate(rows(folder, READINGS), 1) if line[1] == citizenship]


def without(lines: list[list[str]], citizenship: str) -> list[list[str]]:
    return [line for line in lines if line[1] != citizenship]


def graded(data):
    """Every row of every table of final orders, with the keys of the sources that print it."""
    for as_of in data.snapshots:
        for row in data.final_orders(as_of).to_dict("records"):
            yield row, [row["source"], *row["also"].split()]


def test_several_outlets_are_two_publishers_or_more_and_one_outlet_is_one(data):
    for row, keys in graded(data):
        publishers = data.sources.loc[keys, "publisher"].nunique()
        if row["evidence"] == "several outlets":
            assert publishers > 1, row["name"]
        if row["evidence"] == "one outlet":
            assert (publishers, len(keys)) == (1, 1), row["name"]
            assert "also in" not in row["note"], row["name"]


def test_a_source_does_not_print_two_figures_for_one_row(data):
    """A source whose other figure for a row is listed is not counted as a further reading of it."""
    other = data.raw["other-figures"][["citizenship", "source"]].itertuples(index=False, name=None)
    printed = {(data.codes[name], key) for name, key in other}
    assert not [(row["name"], key) for row, keys in graded(data) for key in keys if (row["code"], key) in printed]


def test_a_row_of_one_outlet_cannot_be_graded_several(folder):
    put(folder, ORDERS, row_of(folder, "Peru"), "evidence", "several outlets")
    assert str(only(folder)) == (
        f'{ORDERS}, row {row_of(folder, "Peru")}, column evidence: "several outlets": no outlet but ultimasnoticias is on '
        'record for it; expected "one outlet", or a row in readings.csv for each further outlet that prints it'
    )


def test_every_row_of_several_outlets_needs_its_readings(folder):
    change(folder, READINGS, lambda lines: lines.__delitem__(slice(2, None)))
    several = [row for row, line in enumerate(rows(folder, ORDERS), 1) if line[2] == "several outlets"]
    assert len(several) > 80
    assert [(p.file, p.row, p.column) for p in problems(folder)] == [(ORDERS, row, "evidence") for row in several]


def test_another_page_of_the_same_publisher_is_no_second_outlet(folder):
    row = row_of(folder, "Nepal")
    other_page = ["2024-11-24", "Nepal", "1,365", "nepyork-2"]
    change(folder, READINGS, lambda lines: lines.__setitem__(slice(None), [*without(lines, "Nepal"), other_page]))
    assert (only(folder).row, only(folder).column) == (row, "evidence")
    change(folder, READINGS, lambda lines: lines[-1].__setitem__(3, "tuko-co"))
    assert not problems(folder)


def test_a_row_of_one_outlet_has_no_reading(folder):
    change(folder, READINGS, lambda lines: lines.append(["2024-11-24", "Peru", "13,769", "tuko-co"]))
    problem = only(folder)
    assert (problem.file, problem.row, problem.value) == (ORDERS, row_of(folder, "Peru"), "one outlet")
    assert problem.expected.startswith(f"readings.csv, row {len(rows(folder, READINGS))}: a further source prints it; ")


@pytest.mark.parametrize(
    ("citizenship", "grade", "said"),
    [
        ("Peru", "document", 'says press; expected "several outlets" or "one outlet"'),
        ("Albania", "one outlet", 'says agency text in a third-party copy; expected "document"'),
        ("Algeria", "several outlets", 'says agency text in a third-party copy; expected "document"'),
    ],
)
def test_a_document_is_a_text_of_the_agency_and_nothing_else_is(folder, citizenship, grade, said):
    put(folder, ORDERS, row_of(folder, citizenship), "evidence", grade)
    problem = only(folder)
    assert (problem.row, problem.column, problem.value) == (row_of(folder, citizenship), "evidence", grade)
    assert said in problem.expected


def test_a_word_that_is_no_grade_is_reported_as_such(folder):
    put(folder, ORDERS, row_of(folder, "Albania"), "evidence", "hearsay")
    assert only(folder).expected.startswith("expected how the figure is known")


def test_the_article_under_test_is_no_outlet(folder):
    assert ARTICLE in {line[0] for line in rows(folder, "sources.csv")}
    change(folder, READINGS, lambda lines: lines.append(["2024-11-24", "India", "17,940", ARTICLE]))
    put(folder, ORDERS, row_of(folder, "Peru"), "source", ARTICLE)
    found = problems(folder)
    assert {(p.file, p.column, p.value) for p in found} == {(file, "source", ARTICLE) for file in (ORDERS, READINGS)}
    assert all("is no outlet" in p.expected for p in found)


def test_a_row_that_its_readings_contradict_is_named_first(folder):
    row, further = row_of(folder, "India"), readings_of(folder, "India")
    put(folder, ORDERS, row, "printed", "17,490")
    assert str(only(folder)) == (
        f'{ORDERS}, row {row}, column printed: "17,490": readings.csv, rows {further[0]} and {further[1]}, print "17,940" '
        "for it; correct the one that is mistyped (an outlet that prints another figure goes to other_figures.csv)"
    )


def test_a_reading_that_the_row_and_another_reading_contradict_is_named(folder):
    row, (first, second) = row_of(folder, "India"), readings_of(folder, "India")
    put(folder, READINGS, first, "printed", "17,490")
    assert str(only(folder)) == (
        f'readings.csv, row {first}, column printed: "17,490": {ORDERS}, row {row}, prints "17,940", as in row {second} '
        "here; correct this one, or move it to other_figures.csv if the outlet prints it so"
    )


def test_of_one_row_and_one_reading_both_are_named(folder):
    (reading,) = readings_of(folder, "Angola")
    put(folder, READINGS, reading, "printed", "626")
    problem = only(folder)
    assert (problem.file, problem.row, problem.value) == (ORDERS, row_of(folder, "Angola"), "662")
    assert f'readings.csv, row {reading}, prints "626" for it' in problem.expected


def test_readings_that_print_several_other_figures_are_all_listed(folder):
    further = readings_of(folder, "Pakistan")
    for reading, figure in zip(further, ["7,670", "7,076", "7,670"], strict=False):
        put(folder, READINGS, reading, "printed", figure)
    said = f'rows {further[0]} and {further[2]}, print "7,670"; readings.csv, row {further[1]}, prints "7,076" for it'
    assert said in only(folder).expected


@pytest.mark.parametrize("file", [ORDERS, READINGS])
def test_a_figure_that_is_no_count_is_reported_once(folder, file):
    row = row_of(folder, "Angola") if file == ORDERS else readings_of(folder, "Angola")[0]
    put(folder, file, row, "printed", "-662")
    assert (only(folder).file, only(folder).row) == (file, row)


def test_the_rules_hold_for_the_data():
    assert contract.validate(DATA)[1] == []
