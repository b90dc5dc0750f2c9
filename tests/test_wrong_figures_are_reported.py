"""A figure that is changed, swapped or lost is reported with its place, and so is a cause that does not fit."""

import random
import re

import pandas as pd
import pytest

from helpers.checks import misprints, run
from helpers.figures import ARTICLE_TABLE, SNAPSHOT, Data, Tables
from helpers.problems import DataError, rows
from tests.changed_data import changed, fitting, with_table, without

pytestmark = pytest.mark.slow  # all checks are run for each
ORDERS = f"final-orders-{ARTICLE_TABLE}"


def raised(figure: str) -> str:
    """A figure as printed, with its first digit one higher (a nine becomes an eight)."""
    place = next(i for i, c in enumerate(figure) if c.isdigit())
    digit = "8" if figure[place] == "9" else str(int(figure[place]) + 1)
    return figure[:place] + digit + figure[place + 1 :]


def lines(data: Data, name: str, where: dict) -> list[int]:
    """The rows of a file that have these cells."""
    return list(data.numbered(name)[fitting(data.raw[name], where)]["line"])


# Figures, one for each kind of check, and the check that sees a wrong digit
COVERED = [
    ("docket", {"date": "FY2023", "measure": "non_detained_with_final_order", "source": "cibercuba"}, "Non-detained docket, with and without a final order, FY2023"),
    ("docket", {"date": "FY2023", "measure": "docket_growth_printed", "unit": "percent"}, "Growth of the docket, FY2023, in percent"),
    ("custody", {"date": "FY2024", "measure": "atd_participants", "source": "ice-detention-statistics"}, "atd_participants, FY2024"),
    ("custody", {"date": "FY2023", "measure": "average_daily_detained", "category": "CBP arrest"}, "Average daily detained, by arresting agency, FY2023"),
    ("removals", {"date": "FY2015", "measure": "returns"}, "Removals, with returns apart, FY2015"),
    ("removals", {"date": "FY2014", "measure": "removals", "source": "nbclosangeles"}, "(removals, FY2014)"),
    ("courts", {"date": "FY2025 Q1-Q3", "measure": "removal_orders"}, "In absentia orders among removal orders, FY2025 Q1-Q3"),
    ("docket-by-citizenship", {"measure": "non_detained_docket", "date": "FY2024", "citizenship": "Guatemala"}, "largest first"),
    ("cooperation-counts", {"as_of": "2024-11", "status": "uncooperative"}, "Countries uncooperative, 2024-11, against the names seen"),
    ("published-totals", {"group": "Arab states"}, "Arab states, 19 rows"),
    ("workbooks", {"date": "2025-06", "measure": "final_book_outs", "category": "removed"}, "Final book-outs of a month, by how, 2025-06"),
    (ORDERS, {"citizenship": "Jamaica"}, "Caribbean, 20 rows"),
]  # fmt: skip


def test_a_changed_digit_is_reported_whatever_it_is_a_digit_of(data):
    broken = data
    for name, where, _ in COVERED:
        printed = data.raw[name][fitting(data.raw[name], where)]["printed"].iloc[0]
        broken = changed(broken, name, where, printed=raised(printed))
    found = [problem.expected for problem in run.problems(broken)]
    for _, _, said in COVERED:
        assert any(said in expected for expected in found), (said, found)


def test_the_report_of_a_changed_digit_names_file_row_and_both_figures(data):
    where = {"date": "FY2024", "measure": "non_detained_without_final_order"}
    (problem,) = run.problems(changed(data, "docket", where, printed="6,257,774"))
    total = {"date": "FY2024", "measure": "non_detained_docket", "printed": "7,684,705"}
    assert (problem.file, problem.row, problem.value) == ("docket.csv", lines(data, "docket", total)[0], "7,684,705")
    with_order = where | {"measure": "non_detained_with_final_order", "source": "ice-annual-report-fy2024"}
    parts = sorted([*lines(data, "docket", where), *lines(data, "docket", with_order)])
    assert f"the parts (docket.csv, rows {parts[0]} and {parts[1]}) give 7,684,706" in problem.expected


def test_a_total_that_the_series_contradicts_is_reported_once_with_the_place_of_the_other(data):
    (problem,) = run.problems(changed(data, ORDERS, {"citizenship": "Total"}, printed="1,445,540"))
    series = lines(data, "docket", {"date": ARTICLE_TABLE, "measure": "non_detained_with_final_order"})
    assert (problem.file, problem.value) == (f"final_orders_{ARTICLE_TABLE}.csv", "1,445,540")
    assert f'docket.csv, row {series[0]}, prints "1,445,549"; expected the same' in problem.expected


def test_rows_that_add_to_more_than_the_total_are_reported(data):
    found = run.problems(changed(data, ORDERS, {"citizenship": "Peru"}, printed="1,445,549"))
    total = (f"final_orders_{ARTICLE_TABLE}.csv", lines(data, ORDERS, {"citizenship": "Total"})[0], "printed")
    (said,) = [problem.expected for problem in found if (problem.file, problem.row, problem.column) == total]
    assert re.search(r"the parts \(the other rows\) give [0-9,]+, expected no more than the printed figure", said)


def test_a_total_of_removals_is_contradicted_by_every_row_of_the_series_that_prints_another(data):
    where = {"fiscal_year": "FY2024", "citizenship": "Total"}
    found = run.problems(changed(data, "removals-by-citizenship", where, printed="271,494"))
    series = {"date": "FY2024", "measure": "removals", "category": "", "printed": "271,484"}
    twice = f'removals.csv, {rows(lines(data, "removals", series))}, print "271,484"'
    assert any(twice in problem.expected for problem in found)
    assert any("the parts (the other rows of FY2024) give 271,484" in p.expected for p in found)


@pytest.mark.parametrize("printed", ["not published", "more than 50,000", "about 59,000"])
def test_a_whole_figure_that_is_none_stays_in_use_and_contradicts_no_table(data, printed):
    whole = {"measure": "removals", "date": "FY2021", "printed": "59,011"}
    odd = changed(data, "removals", whole, printed=printed)
    assert odd.row("removals", "FY2021")["scope"] == "", "a figure of part of the year is no substitute"
    sums = data.raw["sums"].assign(dates=data.raw["sums"]["dates"].str.replace("FY2021; ", ""))
    assert run.problems(with_table(odd, "sums", sums)) == []


@pytest.mark.parametrize("printed", ["more than 60,000", "up to 58,000", "about 75,000"])
def test_a_bound_on_the_wrong_side_of_a_total_is_reported(data, printed):
    whole = {"measure": "removals", "date": "FY2021", "printed": "59,011"}
    sums = data.raw["sums"].assign(dates=data.raw["sums"]["dates"].str.replace("FY2021; ", ""))
    found = run.problems(with_table(changed(data, "removals", whole, printed=printed), "sums", sums))
    assert any("Removals, table by citizenship and series, FY2021" in problem.expected for problem in found)


def test_a_lost_whole_figure_is_not_replaced_by_one_of_part_of_the_year(data):
    found = run.problems(without(data, "removals", measure="removals", date="FY2021", printed="59,011"))
    assert any("it is counted through 2021-09-11: is the whole figure missing" in problem.expected for problem in found)


LOST = [
    ("docket", {"date": "FY2023", "measure": "non_detained_without_final_order"}, "non_detained_without_final_order, FY2023"),
    ("removals-by-citizenship", {"fiscal_year": "FY2022", "citizenship": "Total"}, "no row for the printed total of FY2022"),
    ("cooperation", {"as_of": "2024-11", "country": "Iran"}, "Countries uncooperative, 2024-11"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "where", "said"), LOST, ids=lambda value: str(value)[:60])
def test_a_lost_row_is_reported(data, name, where, said):
    assert any(said in problem.expected for problem in run.problems(without(data, name, **where)))


def test_a_row_that_lost_its_date_is_named(data):
    where = {"date": "FY2023", "measure": "non_detained_without_final_order"}
    found = run.problems(changed(data, "docket", where, date="undated"))
    place = ("docket.csv", lines(data, "docket", where)[0], "date")
    assert place in [(problem.file, problem.row, problem.column) for problem in found]


def test_a_figure_out_of_place_in_a_list_of_the_largest_is_reported_with_its_row(data):
    where = {"date": "FY2024", "measure": "detained", "citizenship": "Colombia"}
    (problem,) = run.problems(changed(data, "docket-by-citizenship", where, printed="1,984"))
    (row,) = lines(data, "docket-by-citizenship", where)
    assert (problem.file, problem.row, problem.value) == ("docket_by_citizenship.csv", row, "1,984")
    assert "1,958" in problem.expected


def test_a_second_row_for_the_same_place_cannot_hide(data):
    table = data.raw["removals-by-citizenship"]
    extra = table.query("fiscal_year == 'FY2024' and citizenship == 'Iran'").head(1)
    extra = extra.assign(citizenship="Iran, Islamic Republic of")
    assert run.problems(with_table(data, "removals-by-citizenship", pd.concat([table, extra], ignore_index=True)))


def test_a_row_without_a_number_leaves_the_other_rows_no_more_than_the_total(data):
    where = {"fiscal_year": "FY2024", "citizenship": "Cuba"}
    for words in ("not published", "more than 900", "about 900"):
        assert run.problems(changed(data, "removals-by-citizenship", where, printed=words)) == []
    broken = changed(data, "removals-by-citizenship", where, printed="not published")
    assert pd.isna(broken.removals("FY2024")["CUB"])
    where = {"fiscal_year": "FY2024", "citizenship": "Haiti"}
    assert run.problems(changed(broken, "removals-by-citizenship", where, printed="99,999"))


def test_all_rows_that_have_a_misprinted_figure_are_named(data):
    orders = data.final_orders(ARTICLE_TABLE)
    equal = orders[orders["people"] == orders.loc[orders["people"].duplicated(), "people"].iloc[0]]
    slipped = changed(data, "other-figures", {"citizenship": "Ghana"}, printed=f"{equal['people'].iloc[0]:,}")
    same = misprints.printed(slipped).query("citizenship == 'Ghana'")["same"].iloc[0]
    assert len(equal) > 1
    assert sorted(same) == sorted(equal["name"])


@pytest.mark.parametrize(
    ("citizenship", "cause"),
    [
        ("Pakistan", "changed digit"),
        ("Togo", "dropped digit"),
        ("Liberia", "transposed digits"),
        ("Ghana", "rounded"),
        ("Nepal", "row slip"),
        ("Algeria", "swapped rows"),
        ("Canada", "lower bound"),
    ],
)
def test_a_cause_that_does_not_fit_is_reported(data, citizenship, cause):
    problems = misprints.problems(changed(data, "other-figures", {"citizenship": citizenship}, cause=cause))
    assert {problem.file for problem in problems} == {"other_figures.csv"}


@pytest.mark.parametrize(
    ("name", "printed"), [("Albania", "1,875"), ("Afghanistan", "1,780")]
)  # near, or its digits exchanged
def test_a_corrected_row_is_named_where_a_misprint_rested_on_it(data, name, printed):
    (problem,) = misprints.problems(changed(data, ORDERS, {"citizenship": name}, printed=printed))
    assert (problem.file, problem.column) == ("other_figures.csv", "cause")
    assert f"row {lines(data, ORDERS, {'citizenship': name})[0]}, {name}, {printed}" in problem.expected


def test_a_corrected_row_is_named_where_the_note_on_a_misprint_quotes_it(data):
    (problem,) = misprints.problems(changed(data, ORDERS, {"citizenship": "Lesotho"}, printed="14"))
    assert (problem.column, problem.value) == ("note", "136 is South Sudan; Lesotho is 11 in [tuko-co]")
    assert "expected 14 among its figures" in problem.expected


def test_a_figure_cannot_be_left_out_of_the_table_if_its_digits_do_not_speak_against_it(data):
    for row in data.raw["other-figures"].query("status == @misprints.LEFT_OUT").to_dict("records"):
        where = {key: row[key] for key in ("citizenship", "printed", "source")}
        (problem,) = misprints.problems(changed(data, "other-figures", where, cause="other source"))
        assert "nothing in its digits speaks against it" in problem.expected


def test_an_odd_figure_in_each_table_ends_in_figures_or_in_one_sentence_with_file_row_and_column(data):
    from tools import odd_figures  # `python -m tools.odd_figures` tries every figure alone

    figures = [
        case for case in odd_figures.cases() if case[2] == "printed" and not case[0].startswith(("readings", SNAPSHOT))
    ]
    random.Random(1).shuffle(figures)
    broken = dict(data.raw)
    for name, row, column, value in {name: (name, *cell) for name, *cell in figures}.values():
        broken[name] = broken[name].copy()
        broken[name].loc[row - 2, column] = value
    assert len([name for name in broken if broken[name] is not data.raw[name]]) > 10
    odd, refused = Data(Tables(broken)), []
    for function, arguments in (called for called in odd_figures.FUNCTIONS.values() if called[1] is not None):
        try:
            function(odd, *arguments)
        except DataError as error:
            refused += error.problems
    assert [problem for problem in refused if not (problem.row and problem.column)] == []
