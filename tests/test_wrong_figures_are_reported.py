"""A figure that is changed, swapped or lost is reported with its place, and so is a cause that does not fit."""

import pandas as pd
import pytest

from helpers import misprints, reconcile
from helpers.checks.published import PUBLISHED
from helpers.figures import Data
from tests.changed_data import changed, fitting, with_table, without

ORDERS = f"final-orders-{PUBLISHED}"


def raised(figure: str) -> str:
    """A figure as printed, with its first digit one higher (a nine becomes an eight)."""
    place = next(i for i, c in enumerate(figure) if c.isdigit())
    digit = "8" if figure[place] == "9" else str(int(figure[place]) + 1)
    return figure[:place] + digit + figure[place + 1 :]


def label(value: str | dict) -> str:
    return value if isinstance(value, str) else " ".join(value.values())


def printed(data: Data, name: str, where: dict) -> str:
    return data.raw[name][fitting(data.raw[name], where)]["printed"].iloc[0]


COVERED = [
    ("docket", {"date": "FY2023", "measure": "non_detained_with_final_order", "source": "cibercuba"}),
    ("docket", {"date": "FY2024", "measure": "non_detained_without_final_order"}),
    ("docket", {"date": "FY2024", "measure": "non_detained_docket", "locator": "Figure 12, p. 22"}),
    ("docket", {"date": "FY2024", "measure": "detained_with_final_order"}),
    ("docket", {"date": "2015-07-04", "measure": "non_detained_with_final_order", "category": ""}),
    ("docket", {"date": "FY2023", "measure": "docket_growth_printed", "unit": "percent"}),
    ("custody", {"date": "FY2024", "measure": "book_ins", "category": "final order"}),
    ("custody", {"date": "FY2024", "measure": "atd_participants", "source": "ice-detention-statistics"}),
    ("custody", {"date": "FY2023", "measure": "average_daily_detained", "category": "CBP arrest"}),
    ("removals", {"date": "FY2021", "measure": "removals_by_criminality", "category": "pending charges"}),
    ("removals", {"date": "FY2019", "measure": "removals_by_arresting_agency", "category": "CBP arrest"}),
    ("removals", {"date": "FY2020", "measure": "removals_interior_arrest", "source": "fox-removals-fy2024"}),
    ("removals", {"date": "FY2015", "measure": "returns"}),
    ("removals", {"date": "FY2014", "measure": "removals", "source": "nbclosangeles"}),
    ("quantities", {"date": "2024-07-21", "measure": "national_docket_criminal_history", "category": ""}),
    ("quantities", {"date": "FY2018", "measure": "cat_grants", "category": "deferral"}),
    ("courts", {"measure": "asylum_applicant_cases", "category": "ordered removed", "source": "trac-syr-4"}),
    ("removals-by-citizenship", {"fiscal_year": "FY2024", "citizenship": "China, Peoples Republic of"}),
    ("removals", {"date": "FY2024", "measure": "removals", "source": "ice-budget-fy2027"}),
    ("docket", {"date": "FY2022", "measure": "non_detained_docket", "source": "blackchronicle"}),
    ("custody", {"date": "2025-02-04", "measure": "beds_stated"}),
    ("courts", {"date": "FY2025 Q1-Q3", "measure": "removal_orders"}),
    ("docket-by-citizenship", {"measure": "non_detained_docket", "date": "FY2024", "citizenship": "Guatemala"}),
    ("cooperation-counts", {"as_of": "2024-11", "status": "uncooperative"}),
    ("published-totals", {"group": "Caribbean"}),
    (ORDERS, {"citizenship": "Cuba"}),
    (ORDERS, {"citizenship": "Yemen"}),
    (ORDERS, {"citizenship": "Pakistan"}),
    (ORDERS, {"citizenship": "Afghanistan"}),
    (ORDERS, {"citizenship": "Total"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "where"), COVERED, ids=label)
def test_a_changed_digit_is_reported(data, name, where):
    was = printed(data, name, where)
    assert reconcile.problems(changed(data, name, where, printed=raised(was)))


def test_the_report_of_a_changed_digit_names_file_row_and_both_figures(data):
    where = {"date": "FY2024", "measure": "non_detained_without_final_order"}
    broken = changed(data, "docket", where, printed="6,257,774")
    (problem,) = reconcile.problems(broken)
    table = data.raw["docket"]
    total = fitting(table, {"date": "FY2024", "measure": "non_detained_docket", "printed": "7,684,705"})
    assert (problem.file, problem.row) == ("docket.csv", int(total.to_numpy().argmax()) + 2)
    assert problem.value == "7,684,705"
    parts = [
        int(
            fitting(table, {"date": "FY2024", "measure": measure, "source": "ice-annual-report-fy2024"})
            .to_numpy()
            .argmax()
        )
        for measure in ("non_detained_with_final_order", "non_detained_without_final_order")
    ]
    assert f"the parts (docket.csv, rows {parts[0] + 2} and {parts[1] + 2}) give 7,684,706" in problem.expected


def test_a_total_that_the_series_contradicts_is_reported_once_with_the_place_of_the_other(data):
    (problem,) = reconcile.problems(changed(data, ORDERS, {"citizenship": "Total"}, printed="1,445,540"))
    series = {"date": PUBLISHED, "measure": "non_detained_with_final_order"}
    row = int(fitting(data.raw["docket"], series).to_numpy().argmax()) + 2
    assert (problem.file, problem.value) == (f"final_orders_{PUBLISHED}.csv", "1,445,540")
    assert f'docket.csv, row {row}, prints "1,445,549"; expected the same' in problem.expected


def test_a_total_of_removals_is_contradicted_by_every_row_of_the_series_that_prints_another(data):
    where = {"fiscal_year": "FY2024", "citizenship": "Total"}
    found = reconcile.problems(changed(data, "removals-by-citizenship", where, printed="271,494"))
    series = fitting(data.raw["removals"], {"date": "FY2024", "measure": "removals", "printed": "271,484"})
    *rows, last = [str(row + 2) for row in series[series].index]
    assert any(f'removals.csv, rows {", ".join(rows)} and {last}, print "271,484"' in p.expected for p in found)
    assert any("the parts (the other rows of FY2024) give 271,484" in p.expected for p in found)


LOST = [
    ("docket", {"date": "FY2023", "measure": "non_detained_without_final_order"}),
    ("removals", {"date": "FY2023", "measure": "removals_by_criminality", "category": "pending charges"}),
    ("removals-by-citizenship", {"fiscal_year": "FY2022", "citizenship": "Total"}),
    ("cooperation", {"as_of": "2024-11", "country": "Iran"}),
    (ORDERS, {"citizenship": "Haiti"}),
    (ORDERS, {"citizenship": "Total"}),
]


@pytest.mark.parametrize(("name", "where"), LOST, ids=label)
def test_a_lost_row_is_reported(data, name, where):
    assert reconcile.problems(without(data, name, **where))


def test_a_lost_figure_is_reported_with_its_file(data):
    lost = reconcile.problems(without(data, "custody", date="FY2024", measure="book_ins", category="final order"))
    assert {problem.file for problem in lost} == {"custody.csv"}
    assert all("book_ins, final order, FY2024" in problem.expected for problem in lost)


def test_a_figure_out_of_place_in_a_list_of_the_largest_is_reported_with_its_row(data):
    where = {"date": "FY2024", "measure": "detained", "citizenship": "Colombia"}
    (problem,) = reconcile.problems(changed(data, "docket-by-citizenship", where, printed="1,984"))
    assert (problem.file, problem.row, problem.value) == ("docket_by_citizenship.csv", 7, "1,984")
    assert "1,958" in problem.expected


def test_two_swapped_figures_are_reported(data):
    part = {"measure": "removals_by_criminality", "category": "pending charges"}
    years = [{"date": year, **part} for year in ("FY2019", "FY2024")]
    first, second = (printed(data, "removals", where) for where in years)
    swapped = changed(changed(data, "removals", years[0], printed=second), "removals", years[1], printed=first)
    found = {problem.value for problem in reconcile.problems(swapped)}
    assert {printed(data, "removals", {"date": year, "measure": "removals"}) for year in ("FY2019", "FY2024")} <= found


def test_rows_that_add_to_more_than_the_total_are_reported(data):
    broken = changed(data, ORDERS, {"citizenship": "Peru"}, printed="73,769")
    (problem,) = [found for found in reconcile.problems(broken) if "no more than" in found.expected]
    total = int(fitting(data.raw[ORDERS], {"citizenship": "Total"}).to_numpy().argmax()) + 2
    assert (problem.file, problem.row) == (f"final_orders_{PUBLISHED}.csv", total)


def test_a_second_row_for_the_same_place_cannot_hide(data):
    extra = data.raw["removals-by-citizenship"].query("fiscal_year == 'FY2024' and citizenship == 'Iran'").head(1)
    extra = extra.assign(citizenship="Iran, Islamic Republic of")
    table = pd.concat([data.raw["removals-by-citizenship"], extra], ignore_index=True)
    assert reconcile.problems(with_table(data, "removals-by-citizenship", table))


def test_all_rows_that_have_a_misprinted_figure_are_named(data):
    orders = data.final_orders(PUBLISHED)
    equal = orders[orders["persons"] == orders.loc[orders["persons"].duplicated(), "persons"].iloc[0]]
    slipped = changed(data, "other-figures", {"citizenship": "Ghana"}, printed=f"{equal['persons'].iloc[0]:,}")
    same = misprints.printed(slipped).query("citizenship == 'Ghana'")["same"].iloc[0]
    assert len(equal) > 1
    assert sorted(same) == sorted(equal["name"])


def test_every_likely_cause_fits_the_digits(data):
    frame = misprints.printed(data)
    assert set(frame["cause"]) <= set(misprints.CAUSES)
    assert misprints.problems(data) == []


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
    where = {"citizenship": citizenship}
    problems = misprints.problems(changed(data, "other-figures", where, cause=cause))
    assert problems
    assert {problem.file for problem in problems} == {"other_figures.csv"}


def test_a_figure_cannot_be_left_out_of_the_table_if_its_digits_do_not_speak_against_it(data):
    left_out = data.raw["other-figures"].query("status == @misprints.LEFT_OUT")
    assert misprints.problems(data) == []
    for row in left_out.to_dict("records"):
        where = {key: row[key] for key in ("citizenship", "printed", "source")}
        (problem,) = misprints.problems(changed(data, "other-figures", where, cause="other source"))
        assert "nothing in its digits speaks against it" in problem.expected
