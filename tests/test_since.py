"""The time since November 2024: differences of running totals, claims beside counts, and what somebody can add."""

import datetime as dt
import re
import shutil
from functools import partial
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.dates import date2num

from helpers import load, methods, since
from helpers.charts import since as charts
from helpers.charts import style
from helpers.paths import DATA
from helpers.problems import DataError
from tests import bad_data, chapters
from tests.changed_data import changed, fitting, with_table, without

RUNNING = {"measure": "removals_running_total"}
OLDER = "older_orders.csv"
HEADING = "People arrested on an older order"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def interval(data, end: str) -> pd.Series:
    rows = since.removals_per_day(data)
    return rows[rows["end"] == end].squeeze()


def test_a_month_whose_average_is_withheld_keeps_its_place_and_its_other_figures(data, monkeypatch):
    where = {"measure": "average_daily_detained_month", "date": "2025-05"}
    odd = changed(data, "workbooks", where, printed="not published")
    before, rows = (since.custody(one).set_index(["what", "date"]) for one in (data, odd))
    assert list(rows.index) == list(before.index)
    month = rows.loc[("average of the month", "2025-05")]
    assert pd.isna(month["people"])
    assert month["supervision"] == before.loc[("average of the month", "2025-05"), "supervision"] > 0
    figure = charts.custody(since.custody(odd), style.WIDE)
    assert pd.isna(figure.axes[0].lines[0].get_ydata()).sum() == 1
    plt.close(figure)
    monkeypatch.setattr(load, "data", lambda: odd)
    chapters.figures(monkeypatch, ["04"])


@pytest.mark.parametrize(
    ("end", "start", "days", "removals"),
    [
        ("2024-11-30", "2024-11-17", 14, 49_991 - 40_658),
        ("2026-04-04", "2026-02-08", 56, 234_236 - 162_192),
        ("2025-11-15", "2025-10-01", 46, 56_392),  # a fiscal year begins at nothing on 1 October
    ],
)
def test_removals_between_two_workbooks_are_the_difference_of_their_totals(data, end, start, days, removals):
    found = interval(data, end)
    assert (found["start"], found["days"], found["removals"]) == (pd.Timestamp(start), days, removals)
    assert found["per_day"] == pytest.approx(removals / days)


def test_the_days_after_the_last_workbook_of_a_fiscal_year_stay_open(data):
    frame, rows = since.pace(data, "FY2024"), since.removals_per_day(data)
    (gap,) = frame[frame["what"] == "not counted"].itertuples(index=False)
    assert (str(gap.start.date()), str(gap.end.date()), gap.days) == ("2025-09-21", "2025-09-30", 10)
    assert not ((rows["start"] <= gap.end) & (rows["end"] >= gap.start)).any()
    bars = charts.pace(frame, style.WIDE).axes[0].patches
    assert not any(bar.get_x() <= date2num(gap.start) < bar.get_x() + bar.get_width() for bar in bars)


def test_what_is_counted_between_two_days_says_how_many_days_are_not(data):
    count = since.counted(data, "2024-12-01", "2026-04-04")
    assert count.removals == 319_980 - 49_991 + 234_236
    assert (count.start, count.end) == (dt.date(2024, 12, 1), dt.date(2026, 4, 4))
    assert (count.missing, count.open) == (10, ["September 2025"])
    with pytest.raises(DataError, match="no two workbooks lie within"):
        since.counted(data, "2025-09-21", "2025-09-30")


def test_a_count_whose_day_is_not_known_is_never_used(data):
    assert "283,295" in set(data.raw["workbooks"]["printed"])
    assert interval(data, "2025-08-09")["removals"] == 266_377 - 246_287
    alone = without(data, "workbooks", **RUNNING, printed="266,377")
    assert not (since.removals_per_day(alone)["end"] == "2025-08-09").any()


def test_a_zero_in_a_workbook_is_a_cell_not_filled_in_and_is_refused(folder):
    bad_data.put(folder, "workbooks.csv", 2, "printed", "0")
    assert "never 0" in bad_data.only(folder).expected.lower()


def test_a_running_total_that_falls_is_reported_with_its_place(data):
    where = {**RUNNING, "date": "2025-06-14"}
    with pytest.raises(DataError) as raised:
        since.removals_per_day(changed(data, "workbooks", where, printed="100,000"))
    (problem,) = raised.value.problems
    row = int(fitting(data.raw["workbooks"], where).idxmax()) + 2
    assert (problem.file, problem.row, problem.column, problem.value) == ("workbooks.csv", row, "printed", "100,000")


def test_a_claim_stands_beside_the_count_of_its_time(data):
    rows = since.claims_against_counts(data).set_index("printed")
    claim = rows.loc["622,000"]
    assert claim["removals"] == (319_980 - 76_939) + 92_181
    assert (str(claim["counted_from"]), str(claim["counted_to"])) == ("2025-01-12", "2025-12-13")
    assert claim["uncounted"] == 10 + 6  # the gap of September, and 14 to 19 December
    assert claim["share"] == pytest.approx(335_222 / 622_000)


def test_exits_by_removal_and_on_supervision_are_parts_of_all_exits(data):
    rows = since.custody(data).set_index("date")
    assert rows.loc["2024-11", "share_removed"] == pytest.approx(12_608 / 20_890)
    assert rows.loc["2026-03", "share_supervision"] == pytest.approx(377 / 36_837)
    assert pd.isna(rows.loc["2026-06", "supervision"])


def test_each_count_of_returns_names_its_counter(data):
    rows = since.governments(data)
    assert (rows["counter"] != "").all()
    longer = set(rows.loc[rows["what"] == "in the period", "name"])
    assert "Laos" in set(rows["name"]) - longer  # no count of a longer time was read
    assert longer.isdisjoint(rows.loc[rows["what"] == "on one flight", "name"])
    assert all({data.table_source(data.as_of), "ice-annual-report-fy2024"} <= set(keys) for keys in rows["sources"])


def add(folder: Path, file: str, *rows: list[str]) -> None:
    bad_data.change(folder, file, lambda lines: lines.extend(rows))


def older(*row: object) -> list[str]:
    return [*map(str, row), "deportationdata-ice"]


def test_a_question_that_was_asked_after_a_workbook_is_asked_anew_when_its_figure_is_withdrawn(data):
    last = data.raw["workbooks"].query("measure == 'removals_running_total'")["date"].max()
    where = {"measure": "removals_running_total", "date": last}
    with pytest.raises(DataError, match=rf'column answered_by: "workbooks": .* now, no longer {last}: '):
        since.awaited(changed(data, "workbooks", where, printed="not published"))


def test_a_later_count_of_what_is_said_to_be_open_or_not_found_is_refused_by_name(data):
    newer = data.raw["docket"].query("measure in ['non_detained_docket', 'fugitives'] and date in ['FY2024', 'FY2019']")
    grown = with_table(data, "docket", pd.concat([data.raw["docket"], newer.assign(date="FY2025")], ignore_index=True))
    with pytest.raises(DataError) as refused:
        since.awaited(grown)
    said = [(problem.column, problem.value) for problem in refused.value.problems]
    assert said == [("answered_by", "non_detained_docket"), ("answered_by", "fugitives")]
    with pytest.raises(
        DataError, match=r'looked_for\.csv, row \d+, column answered_by: "non_detained_docket": .* FY2025 now'
    ):
        methods.not_found(grown)
    bound = changed(data, "docket", {"measure": "fugitives", "date": "FY2019"}, printed="more than 595,000")
    assert since.answered(bound, bound.numbered("awaited")) == []
    later = grown.raw["docket"].query("date == 'FY2025' and measure == 'non_detained_docket'")
    for printed in ("about 7.1 million", "more than 7.1 million"):
        about = pd.concat(
            [data.raw["docket"], later.head(1).assign(date="2026-06", printed=printed)], ignore_index=True
        )
        assert since.newest(with_table(data, "docket", about), "non_detained_docket") == "2026-06"
    none = changed(data, "docket", {"measure": "fugitives"}, printed="not published")
    assert [problem.value for problem in since.answered(none, none.numbered("awaited"))] == ["fugitives"]
    unknown = changed(data, "awaited", {"answered_by": "fugitives"}, answered_by="fugitive")
    with pytest.raises(DataError, match=r"awaited\.csv, row \d+, .*expected a measure of measures\.csv, or one of"):
        since.awaited(unknown)


def test_a_fault_in_the_table_that_would_answer_a_question_is_not_said_to_be_one_of_the_question(data):
    last = data.raw["workbooks"].query("measure == 'removals_running_total'")["date"].max()
    where = {"measure": "removals_running_total", "date": last}
    fallen = changed(data, "workbooks", where, printed="16,219")
    with pytest.raises(DataError, match="of removals before it in FY2026") as refused:
        since.awaited(fallen)
    assert {problem.file for problem in refused.value.problems} == {"workbooks.csv"}


@pytest.mark.slow  # the chapter is run
def test_a_new_workbook_and_arrests_on_older_orders_appear_in_the_chapter(folder, monkeypatch, capsys):
    new = {"removals_running_total": "252,000", "detained": "60,900", "atd_participants": "180,900"}
    rest = ["persons", "", "ice-detention-statistics", "synthetic", ""]
    add(folder, "workbooks.csv", *(["2026-04-18", measure, "", printed, *rest] for measure, printed in new.items()))
    add(folder, OLDER, older("2025-06", "Honduras", 30, 20), older("2025-06", "India", 5, 0), older("2025-05", "Honduras", 10, 9))  # fmt: skip
    for dataset, newest in (("Arrest records", "2025-06"), ("Later workbooks", "2026-04-18")):
        row = [cells[2] for cells in bad_data.rows(folder, "awaited.csv")].index(dataset) + 1
        with pytest.raises(
            DataError, match=rf"awaited\.csv, row {row}, column answered_by: .*the newest there is {newest} now"
        ):
            since.awaited(load.data(folder))
        bad_data.change(folder, "awaited.csv", lambda lines, row=row: lines.pop(row - 1))
    monkeypatch.setattr(load, "data", partial(load.data, folder))
    names = chapters.run("04")
    plt.close("all")
    shown = capsys.readouterr().out
    assert "As of: ICE's removals to 18 April 2026, people in detention to 18 April 2026" in shown
    assert f"ICE counts {(252_000 - 234_236) / 14:,.0f} removals a day from 5 April 2026 to 18 April 2026" in shown
    bar = charts.pace(names["pace"], style.WIDE).axes[0].patches[-1]
    assert bar.get_x() + bar.get_width() == date2num(pd.Timestamp("2026-04-19"))
    assert f"{HEADING}\n\nFrom May 2025 to June 2025 ICE arrested 45 people" in shown
    assert "in the same months it removed 29 people with such an order" in shown
    table = [line.split() for line in shown.splitlines() if re.match(r"(Honduras|India) +\d+ +\d+$", line)]
    assert table == [["Honduras", "40", "29"], ["India", "5", "0"]]


def test_nothing_is_shown_of_older_orders_without_rows(data):
    assert since.older_orders(data) is None
    assert all(HEADING not in str(cell["outputs"]) for cell in chapters.code("04"))


def test_a_row_of_older_orders_that_does_not_fit_is_refused_with_its_place(folder):
    bad = [older("2025-13", "India", 2, 1), older("2025-06", "Hondures", 1, 1), older("2025-06", "India", -1, "1,000")]
    add(folder, OLDER, *bad)
    found = {(problem.file, problem.row, problem.column, problem.value) for problem in bad_data.problems(folder)}
    assert found == {
        (OLDER, 2, "month", "2025-13"), (OLDER, 3, "citizenship", "Hondures"),
        (OLDER, 4, "arrests_with_older_order", "-1"), (OLDER, 4, "removals", "1,000"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("note", "doubted"), [("read in a copy", 0), ("a holiday: the day of this count is in doubt", 1)]
)
def test_a_count_is_in_doubt_where_its_note_says_so_and_not_for_any_note(data, note, doubted):
    last = data.raw["workbooks"].query("measure == 'removals_running_total'")["date"].max()
    noted = changed(data, "workbooks", RUNNING | {"date": last}, note=note)
    assert since.removals_per_day(noted)["doubt"].sum() == since.removals_per_day(data)["doubt"].sum() + doubted
