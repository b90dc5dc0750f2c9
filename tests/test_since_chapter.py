"""Chapter 4 as it is shown: it moves with the data, and what somebody adds appears in it without code."""

import json
import shutil
from functools import partial
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.dates import date2num

from helpers import load, since
from helpers.charts import since as charts
from helpers.charts import style
from helpers.paths import DATA, NOTEBOOKS
from tests import bad_data

pytestmark = pytest.mark.slow  # the chapter is run
CHAPTER = NOTEBOOKS / "04_since_november_2024.ipynb"
HEADING = "People arrested on an older order"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    """A copy of all of `data/`, which the notebook reads in its place."""
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    monkeypatch.setattr(load, "data", partial(load.data, copy))
    monkeypatch.setattr(plt, "show", lambda: None)
    yield copy
    plt.close("all")


def cells() -> list[str]:
    found = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]


def run(sources: list[str]) -> dict:
    names: dict = {}
    for source in sources:
        exec(source, names)
    return names


def cell_of_older_orders() -> list[str]:
    imports, *rest = cells()
    return [imports, *(source for source in rest if "since.older_orders(" in source)]


def test_nothing_is_shown_of_older_orders_without_rows(folder, capsys):
    run(cell_of_older_orders())
    assert capsys.readouterr().out == ""


def test_rows_of_older_orders_become_a_section_with_a_sentence_and_a_table(folder, capsys):
    added = [["2025-05", "Honduras", "10", "9"], ["2025-06", "Honduras", "30", "20"], ["2025-06", "India", "5", "1"]]
    rows = [[*row, "deportationdata-ice"] for row in added]
    bad_data.change(folder, "older_orders.csv", lambda lines: lines.extend(rows))
    run(cell_of_older_orders())
    shown = capsys.readouterr().out
    assert HEADING in shown
    assert "From May 2025 to June 2025 ICE arrested 45 people" in shown
    assert "removed 30 of them" in shown
    table = [line.split() for line in shown.splitlines() if line.startswith(("Honduras", "India"))]
    assert table == [["Honduras", "40", "29"], ["India", "5", "1"]]


def test_the_numbers_of_a_new_workbook_move_the_chapter_and_break_no_sentence(folder, capsys):
    new = {"removals_running_total": "252,000", "detained": "60,900", "atd_participants": "180,900"}
    rest = ["persons", "", "ice-detention-statistics", "synthetic", ""]
    rows = [["2026-04-18", measure, "", printed, *rest] for measure, printed in new.items()]
    bad_data.change(folder, "workbooks.csv", lambda lines: lines.extend(rows))
    names = run(cells())
    shown = capsys.readouterr().out
    assert "As of: ICE's removals to 18 April 2026, people in detention to 18 April 2026" in shown
    assert f"ICE counts {(252_000 - 234_236) / 14:,.0f} removals a day from 5 April 2026 to 18 April 2026" in shown
    bar = charts.pace(names["pace"], style.WIDE).axes[0].patches[-1]
    assert bar.get_x() + bar.get_width() == date2num(pd.Timestamp("2026-04-19"))
    assert bar.get_height() == pytest.approx((252_000 - 234_236) / 14)


def test_days_not_counted_have_no_bar(data):
    frame = since.pace(data, "FY2024")
    (gap,) = frame[frame["what"] == "not counted"].itertuples()
    bars = charts.pace(frame, style.WIDE).axes[0].patches
    assert not any(bar.get_x() <= date2num(gap.start) < bar.get_x() + bar.get_width() for bar in bars)


def test_the_two_intervals_at_a_day_in_doubt_are_marked(data):
    rows = since.pace(data, "FY2024").query("what == 'day in doubt'")
    assert rows["start"].dt.strftime("%Y-%m-%d").tolist() == ["2025-12-14", "2026-01-08"]


def test_single_flights_stand_only_where_no_count_of_a_longer_time_was_read(data):
    rows = since.governments(data)
    assert set(rows.loc[rows["what"] == "on one flight", "name"]) == {"Laos"}
