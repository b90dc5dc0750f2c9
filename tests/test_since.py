"""The time since November 2024: differences of running totals, claims beside counts, and what somebody can add."""

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers import detention, load, since
from helpers.paths import DATA
from helpers.problems import DataError, Problem
from tests import bad_data
from tests.changed_data import changed, fitting, with_table, without

RUNNING = {"measure": "removals_running_total"}
OLDER = "older_orders.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of all of `data/`."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def interval(data, end: str) -> pd.Series:
    rows = since.removals_per_day(data)
    return rows[rows["end"] == end].squeeze()


def test_removals_between_two_workbooks_are_the_difference_of_their_totals(data):
    first = interval(data, "2024-11-30")
    assert (first["start"], first["days"], first["removals"]) == (pd.Timestamp("2024-11-17"), 14, 49_991 - 40_658)
    last = interval(data, "2026-04-04")
    assert (last["days"], last["removals"]) == (56, 234_236 - 162_192)
    assert last["per_day"] == pytest.approx(72_044 / 56)


def test_a_fiscal_year_begins_at_nothing_on_1_october(data):
    first = interval(data, "2025-11-15")
    assert (first["start"], first["days"], first["removals"]) == (pd.Timestamp("2025-10-01"), 46, 56_392)


def test_a_count_of_october_is_of_the_new_fiscal_year(data):
    table = data.raw["workbooks"]
    row = table[fitting(table, {**RUNNING, "date": "2025-11-15"})].assign(date="2025-10-18", printed="20,000")
    first = interval(with_table(data, "workbooks", pd.concat([table, row], ignore_index=True)), "2025-10-18")
    assert (first["start"], first["removals"]) == (pd.Timestamp("2025-10-01"), 20_000)


def test_the_days_after_the_last_workbook_of_a_fiscal_year_stay_open(data):
    (gap,) = since.not_counted(data).itertuples(index=False)
    assert (str(gap.start.date()), str(gap.end.date()), gap.days) == ("2025-09-21", "2025-09-30", 10)
    rows = since.removals_per_day(data)
    assert not ((rows["start"] <= gap.end) & (rows["end"] >= gap.start)).any()


def test_what_is_counted_between_two_days_says_how_many_days_are_not(data):
    count = since.counted(data, "2024-12-01", "2026-04-04")
    assert count.removals == 319_980 - 49_991 + 234_236
    assert count[1:] == (dt.date(2024, 12, 1), dt.date(2026, 4, 4), 10)
    with pytest.raises(DataError, match="no two workbooks lie within"):
        since.counted(data, "2025-09-21", "2025-09-30")


def test_a_count_whose_day_is_not_known_is_never_used(data):
    assert "283,295" in set(data.raw["workbooks"]["printed"])
    assert interval(data, "2025-08-09")["removals"] == 266_377 - 246_287
    alone = without(data, "workbooks", **RUNNING, printed="266,377")
    assert not (since.removals_per_day(alone)["end"] == "2025-08-09").any()


@pytest.mark.parametrize("measure", ["removals_running_total", "final_book_outs", "removals_of_tps_nationals"])
def test_a_zero_in_a_workbook_is_a_cell_not_filled_in_and_is_refused(folder, measure):
    rows = bad_data.rows(folder, "workbooks.csv")
    row = next(number for number, line in enumerate(rows, start=1) if line[1] == measure)
    bad_data.put(folder, "workbooks.csv", row, "printed", "0")
    problem = bad_data.only(folder)
    assert "never 0" in problem.expected.lower()


def test_a_running_total_that_falls_is_reported_with_its_place(data):
    wrong = changed(data, "workbooks", {**RUNNING, "date": "2025-06-14"}, printed="100,000")
    with pytest.raises(DataError) as raised:
        since.removals_per_day(wrong)
    row = int(fitting(data.raw["workbooks"], {**RUNNING, "date": "2025-06-14"}).idxmax()) + 2
    (problem,) = raised.value.problems
    assert (problem.file, problem.row, problem.column, problem.value) == ("workbooks.csv", row, "printed", "100,000")


def test_a_workbooks_numbers_are_a_row(data):
    table = data.raw["workbooks"]
    row = table[fitting(table, {**RUNNING, "date": "2026-04-04"})].assign(date="2026-04-18", printed="250,000")
    more = with_table(data, "workbooks", pd.concat([table, row], ignore_index=True))
    assert interval(more, "2026-04-18")["per_day"] == pytest.approx((250_000 - 234_236) / 14)
    assert since.as_of(more).removals == dt.date(2026, 4, 18)


def test_each_widening_of_the_count_stands_at_its_own_day(data):
    rows = since.pace(data, "FY2024").query("what == 'count widened'")
    assert rows["start"].dt.strftime("%Y-%m-%d").tolist() == ["2025-03-01", "2025-11-20"]
    assert rows["removals"].isna().all()


def test_all_totals_of_a_year_stand_beside_each_other(data):
    rows = since.competing_totals(data, "FY2025")
    assert rows["printed"].tolist() == ["319,980", "329,018", "about 340,000", "442,637"]
    assert rows["part"].tolist() == [True, False, False, False]
    assert rows["source"].is_unique


def test_a_claim_stands_beside_the_count_of_its_time(data):
    claim = since.claims_against_counts(data).set_index("printed").loc["622,000"]
    assert claim["removals"] == (319_980 - 76_939) + 92_181
    assert (str(claim["counted_from"]), str(claim["counted_to"])) == ("2025-01-12", "2025-12-13")
    assert claim["uncounted"] == 10 + 6  # the gap of September, and 14 to 19 December
    assert claim["share"] == pytest.approx(335_222 / 622_000)


def test_claims_come_in_the_order_in_which_they_were_made(data):
    said = since.claims_against_counts(data)["printed"].tolist()
    assert said == ["roughly 400,000", "over 515,000", "527,000", "over 605,000", "622,000", "675,000"]


def test_what_others_read_in_a_workbook_is_marked(data):
    rows = detention.held(data)
    marked = rows[rows["second_hand"]]
    assert marked["date"].tolist() == ["2026-07-11", "2026-05", "2026-06"]
    assert since.as_of(data) == (dt.date(2026, 4, 4), dt.date(2026, 4, 4), dt.date(2026, 7, 11), dt.date(2026, 10, 1))


def test_a_month_that_was_not_over_is_marked(data):
    rows = detention.exits(data)
    assert rows.loc[~rows["whole"], "date"].tolist() == ["2025-09", "2026-04"]


def test_exits_by_removal_and_on_supervision_are_parts_of_all_exits(data):
    rows = detention.exits(data).set_index("date")
    assert rows.loc["2024-11", "share_removed"] == pytest.approx(12_608 / 20_890)
    assert rows.loc["2026-03", "share_supervision"] == pytest.approx(377 / 36_837)
    assert pd.isna(rows.loc["2026-06", "supervision"])


def test_the_ways_out_of_detention_add_to_all_exits_of_each_month(data):
    rows = data.figures.query("measure == 'final_book_outs' and locator.str.contains('sheet')")
    months = rows.pivot(index="date", columns="category", values="value")
    within = [name for name in months if name.startswith("bonded out, ")]
    assert len(months) == 19
    assert (months.drop(columns=["", *within]).sum(axis=1) == months[""]).all()
    assert (months[within].sum(axis=1) == months["bonded out"]).all()


@pytest.mark.parametrize("parts", ["arresting_agency", "criminality", "processing"])
def test_the_parts_of_the_people_held_add_to_them_on_each_day(data, parts):
    rows = data.figures.query("measure == @parts", local_dict={"parts": f"detained_by_{parts}"})
    days = rows.groupby("date")["value"].sum()
    assert len(days) == 31
    assert days.to_dict() == {day: data.value("detained", day) for day in days.index}


def test_governments_are_those_ice_called_uncooperative_and_each_count_names_its_counter(data):
    rows = since.governments(data)
    assert rows["name"].unique().tolist() == ["Venezuela", "India", "Laos"]
    assert (rows["counter"] != "").all()
    assert rows.loc[rows["name"] == "Laos", "removals"].eq(0).all()


def test_a_measure_nobody_counts_is_reported(data):
    with pytest.raises(DataError, match=r"since\.csv.*no row, which the report needs"):
        since.counted_by_others(data, "third_country_agreements", "nix")


def test_events_come_oldest_first_and_by_kind(data):
    rulings = since.events(data, "ruling")
    assert set(rulings["kind"]) == {"ruling"}
    assert rulings["start"].is_monotonic_increasing
    assert len(since.events(data)) == len(data.raw["events"])


def add(folder: Path, *rows: tuple) -> None:
    added = [[*map(str, row), "deportationdata-ice"] for row in rows]
    bad_data.change(folder, OLDER, lambda lines: lines.extend(added))


def test_nothing_is_said_of_older_orders_until_somebody_adds_them(data):
    assert since.older_orders(data) is None


def test_rows_that_somebody_adds_are_shown_by_month_and_by_nationality(folder):
    add(folder, ("2025-06", "Honduras", 30, 20), ("2025-06", "India", 5, 0), ("2025-05", "Honduras", 10, 9))
    added = load.data(folder)
    months = since.older_orders(added)
    assert months is not None
    assert months[["month", "arrests", "removals"]].to_numpy().tolist() == [["2025-05", 10, 9], ["2025-06", 35, 20]]
    names = since.older_orders(added, by="name")
    assert names is not None
    assert names[["name", "arrests", "removals"]].to_numpy().tolist() == [["Honduras", 40, 29], ["India", 5, 0]]


BAD = {
    "month": ("2025-13", "Honduras", 1, 1),
    "citizenship": ("2025-06", "Hondures", 1, 1),
    "arrests_with_older_order": ("2025-06", "Honduras", -1, 1),
    "removals": ("2025-06", "Honduras", 1, "1,000"),
}


@pytest.mark.parametrize("column", BAD)
def test_a_row_of_older_orders_that_does_not_fit_is_refused_with_its_place(folder, column):
    add(folder, ("2025-05", "India", 2, 1), BAD[column])
    problem: Problem = bad_data.only(folder)
    value = str(BAD[column][list(BAD).index(column)])
    assert (problem.file, problem.row, problem.column, problem.value) == (OLDER, 3, column, value)
