"""What the tables and charts of chapter 2 and appendix A promise."""

import numpy as np
import pytest

from helpers import docket, exhibits, load, nationality, obstacles
from helpers.charts import nationality as charts
from helpers.charts import style
from helpers.checks import run
from helpers.figures import SNAPSHOT
from helpers.problems import Refusal
from tests import chapters
from tests.changed_data import changed, with_table, without


def test_the_four_are_the_largest_and_all_rows_end_with_what_is_not_itemised_and_the_total(data):
    largest = data.final_orders(data.as_of)["name"]
    assert nationality.then_and_now(data).index[:4].tolist() == largest.head(4).tolist()
    rows = nationality.all_rows(data)
    assert rows["name"].head(len(largest)).tolist() == largest.tolist()
    assert rows["people"].iloc[:-1].sum() == rows["people"].iloc[-1]
    assert rows["grade"].tail(2).isna().all()


def test_a_table_that_adds_up_to_its_total_has_no_row_of_people_not_itemised(data):
    people = data.final_orders(data.as_of)["people"].sum()
    whole = changed(data, SNAPSHOT + data.as_of, {"citizenship": "Total"}, printed=f"{people:,}")
    rows, parts = nationality.all_rows(whole), obstacles.by_government(whole)
    assert rows["code"].tolist() == [*whole.final_orders(data.as_of)["code"], "ALL"]
    assert "not itemised" not in set(parts["status"])
    assert parts["people"].sum() == people == whole.total(data.as_of)


def test_growth_is_missing_and_not_zero_where_the_year_before_was_not_printed(data):
    fewer = without(data, "docket-by-citizenship", date="FY2023", citizenship="Haiti")
    rows = nationality.share_with_order(fewer).set_index("name")
    assert np.isnan(rows.loc["Haiti", "growth"])
    assert rows.loc["Cuba", "growth"] > 0


def test_a_later_table_is_compared_row_by_row(data):
    later = (
        data.raw["final-orders-2024-11-24"].query("citizenship != 'Angola'").replace({"printed": {"1,874": "2,000"}})
    )
    both = with_table(data, "final-orders-2025-06-30", later)
    rows = nationality.changes(both, "2024-11-24", "2025-06-30").set_index("name")
    assert rows.loc["Albania", "change"] == 2000 - 1874
    assert np.isnan(rows.loc["Angola", "after"])


def test_the_docket_of_a_fiscal_year_is_compared_with_the_table_nearest_to_its_end(data):
    later = data.raw["final-orders-2024-11-24"].replace({"printed": {"203,822": "300,000"}})
    both = with_table(data, "final-orders-2052-06-30", later)
    assert nationality.table_beside_docket(both) == "2024-11-24"
    assert nationality.share_with_order(both).equals(nationality.share_with_order(data))


@pytest.mark.slow
def test_a_newest_table_of_fewer_nationalities_than_are_ranked_is_refused_with_its_file(data):
    few = data.raw["final-orders-2024-11-24"].iloc[[*range(19), -1]]
    (problem,) = [p for p in run.problems(with_table(data, "final-orders-2052-06-30", few)) if "rank" in p.expected]
    assert str(problem).startswith("final_orders_2052-06-30.csv: 19 nationalities; expected 20 or more")
    older = run.problems(with_table(data, "final-orders-2020-06-30", few))
    assert [problem for problem in older if "rank" in problem.expected] == []


def test_the_four_largest_are_dark(data):
    bars = charts.ranked(nationality.largest(data, 20), style.WIDE).axes[0].patches
    assert len({bar.get_facecolor() for bar in bars[:4]}) == 1 != len({bar.get_facecolor() for bar in bars[3:5]})


@pytest.mark.slow
def test_circles_do_not_overlap_and_stay_near_their_place(data):
    frame = nationality.everything(data, data.as_of).dropna(subset="longitude")
    x, y = charts.EAST * frame["longitude"].to_numpy(float), charts.NORTH * frame["latitude"].to_numpy(float)
    radius = 0.3 * np.sqrt(frame["people"] / frame["people"].max()).to_numpy()
    moved = charts.spread(x, y, radius)
    apart = np.hypot(moved[0][:, None] - moved[0], moved[1][:, None] - moved[1])
    np.fill_diagonal(apart, 9)
    assert (radius[:, None] + radius - apart).max() < 0.01
    assert np.hypot(moved[0] - x, moved[1] - y).max() < 1  # the four push their neighbours; no one crosses an ocean
    assert not frame.query("region in ['Africa', 'Europe']")["longitude"].lt(-30).any()
    assert (frame.query("region == 'Oceania'")["longitude"] % 360).between(110, 250).all()


@pytest.mark.slow
@pytest.mark.parametrize(("least", "most"), [(5000, 9e9), (0, 900), (7000, 7000)])
def test_circles_are_drawn_with_no_dot_and_with_dots_alone(data, least, most):
    placed = nationality.everything(data, data.as_of).dropna(subset="longitude").reset_index(drop=True)
    drawn = charts.circles(placed.assign(people=placed["people"].clip(least, most)), style.WIDE)
    assert sum(len(marks.get_offsets()) for marks in drawn.axes[0].collections) == len(placed)


@pytest.mark.parametrize("pairs", ["FY2024", [("FY2024",)], [("FY1890", "FY2024")], [("FY2024", "FY1890")], [None]])
def test_what_is_no_count_and_year_is_refused_in_a_sentence(data, pairs):
    assert len(docket.for_each_removal(data, [("FY2024", "FY2024")])) == 1
    with pytest.raises(
        Refusal, match=r"is not a date of a count|expected the date of a count|no row for removals, FY1890"
    ):
        docket.for_each_removal(data, pairs)


@pytest.mark.slow  # chapter 2 is run
def test_the_correlation_and_its_cases_are_of_the_nationalities_with_both_numbers(data, monkeypatch):
    where = {"date": "FY2023", "measure": "non_detained_docket", "citizenship": "Ecuador"}
    said: list[str] = []
    monkeypatch.setattr(load, "data", lambda: changed(data, "docket-by-citizenship", where, printed="not published"))
    monkeypatch.setattr(exhibits, "_show", lambda bundle, *_: said.append(bundle.get("text/markdown", "")))
    chapters.figures(monkeypatch, ["02"])
    both = (
        nationality.share_with_order(load.data())
        .set_index("name")
        .drop("All nationalities")[["share", "growth"]]
        .dropna()
    )
    coefficient = both["share"].rank().corr(both["growth"].rank())
    assert len(both) == 9
    assert f"(rank correlation {coefficient:.2f}), but these are nine cases".replace("-", "−") in " ".join(said)
