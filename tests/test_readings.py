"""The grade of a row says how many outlets print its figure, they print the same, and the article under test is none."""

import pytest

from helpers import problems
from helpers.figures import ARTICLE
from tests import bad_data
from tests.bad_data import ORDERS, add, change, only, places, put, row_of, rows

READINGS = "readings.csv"


def readings_of(folder, citizenship: str) -> list[int]:
    return [row for row, line in enumerate(rows(folder, READINGS), 1) if line[1] == citizenship]


def test_a_source_does_not_print_two_figures_for_one_row(data):
    """A source whose other figure for a row is listed is not counted as a further reading of it."""
    other = data.raw["other-figures"][["citizenship", "source"]].itertuples(index=False, name=None)
    printed = {(data.codes[name], key) for name, key in other}
    for as_of in data.snapshots:
        for row in data.final_orders(as_of).to_dict("records"):
            assert not [key for key in [row["source"], *row["also"].split()] if (row["code"], key) in printed]


def test_every_row_of_several_outlets_needs_its_readings(folder):
    row = row_of(folder, ORDERS, "Peru")
    put(folder, ORDERS, row, "evidence", "several outlets")
    assert str(only(folder)) == (
        f'{ORDERS}, row {row}, column evidence: "several outlets": no outlet but ultimasnoticias is on '
        'record for it; expected "one outlet", or a row in readings.csv for each further outlet that prints it'
    )
    change(folder, READINGS, lambda lines: lines.__delitem__(slice(2, None)))
    several = [row for row, line in enumerate(rows(folder, ORDERS), 1) if line[2] == "several outlets"]
    assert places(folder) == [(ORDERS, row, "evidence") for row in several]


def test_another_page_of_the_same_publisher_is_no_second_outlet(folder):
    row, cards = row_of(folder, ORDERS, "Peru"), rows(folder, "sources.csv")
    printed, page = rows(folder, ORDERS)[row - 1][1], cards[2][0]
    put(folder, ORDERS, row, "evidence", "several outlets")
    put(folder, "sources.csv", 3, "publisher", next(card[3] for card in cards if card[0] == "ultimasnoticias"))
    add(folder, READINGS, "2024-11-24", "Peru", printed, page)
    assert (ORDERS, row, "evidence") in places(folder)
    put(folder, READINGS, len(rows(folder, READINGS)), "source", "tuko-co")
    assert (ORDERS, row, "evidence") not in places(folder)


def test_a_row_of_one_outlet_has_no_reading(folder):
    add(folder, READINGS, "2024-11-24", "Peru", "13,769", "tuko-co")
    problem = only(folder)
    assert (problem.file, problem.row, problem.value) == (ORDERS, row_of(folder, ORDERS, "Peru"), "one outlet")
    assert problem.expected.startswith(f"readings.csv, row {len(rows(folder, READINGS))}: a further source prints it; ")


@pytest.mark.parametrize(
    ("citizenship", "grade", "said"),
    [
        ("Peru", "document", 'says press; expected "several outlets" or "one outlet"'),
        ("Albania", "one outlet", 'says agency text in a third-party copy; expected "document"'),
        ("Peru", "hearsay", "expected how the figure is known"),
    ],
)
def test_a_document_is_a_text_of_the_agency_and_nothing_else_is(folder, citizenship, grade, said):
    put(folder, ORDERS, row_of(folder, ORDERS, citizenship), "evidence", grade)
    problem = only(folder)
    assert (problem.row, problem.column, problem.value) == (row_of(folder, ORDERS, citizenship), "evidence", grade)
    assert said in problem.expected


def test_a_card_of_no_known_kind_is_one_fault_and_not_one_for_each_of_its_rows(folder):
    row = row_of(folder, "sources.csv", rows(folder, ORDERS)[row_of(folder, ORDERS, "Albania") - 1][3])
    put(folder, "sources.csv", row, "kind", "agency publication")
    assert places(folder) == [("sources.csv", row, "kind")]


def test_the_article_under_test_is_no_outlet(folder):
    add(folder, READINGS, "2024-11-24", "India", "17,940", ARTICLE)
    put(folder, ORDERS, row_of(folder, ORDERS, "Peru"), "source", ARTICLE)
    found = bad_data.problems(folder)
    assert {(p.file, p.column, p.value) for p in found} == {(file, "source", ARTICLE) for file in (ORDERS, READINGS)}
    assert all("is no outlet" in p.expected for p in found)


def test_a_reading_for_a_date_or_place_without_a_row_is_reported(folder):
    put(folder, READINGS, 2, "as_of", "2023-01-01")
    put(folder, READINGS, 4, "citizenship", "Spain")
    assert {(READINGS, 2, "as_of"), (READINGS, 4, "citizenship")} <= set(places(folder))


def test_a_row_that_its_readings_contradict_is_named_first(folder):
    row, further = row_of(folder, ORDERS, "India"), readings_of(folder, "India")
    put(folder, ORDERS, row, "printed", "17,490")
    assert str(only(folder)) == (
        f'{ORDERS}, row {row}, column printed: "17,490": readings.csv, {problems.rows(further)}, print "17,940" '
        "for it; correct the one that is mistyped (an outlet that prints another figure goes to other_figures.csv)"
    )


def test_a_reading_that_the_row_and_another_reading_contradict_is_named(folder):
    row, (first, *others) = row_of(folder, ORDERS, "India"), readings_of(folder, "India")
    put(folder, READINGS, first, "printed", "17,490")
    problem = only(folder)
    assert (problem.file, problem.row, problem.value) == (READINGS, first, "17,490")
    assert f'{ORDERS}, row {row}, prints "17,940", as in {problems.rows(others)} here' in problem.expected


def test_of_one_row_and_one_reading_both_are_named(folder):
    (reading,) = readings_of(folder, "Angola")
    put(folder, READINGS, reading, "printed", "626")
    problem = only(folder)
    assert (problem.file, problem.row, problem.value) == (ORDERS, row_of(folder, ORDERS, "Angola"), "662")
    assert f'readings.csv, row {reading}, prints "626" for it' in problem.expected
