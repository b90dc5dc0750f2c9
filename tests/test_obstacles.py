"""Chapter 3: parts that add up, lists that move people, and figures shown as what they are."""

import nbformat
import numpy as np
import pytest

from helpers import cooperation, obstacles
from helpers.export import pieces
from helpers.paths import NOTEBOOKS
from tests.changed_data import changed, fitting, with_table

CHAPTER = NOTEBOOKS / "03_removal_obstacles.ipynb"


def test_the_parts_by_government_add_to_everybody(data):
    parts = obstacles.by_government(data)
    assert parts["people"].sum() == data.total(data.as_of)
    assert parts["share"].sum() == pytest.approx(1)
    assert parts["nationalities"].sum() == len(data.final_orders(data.as_of))


def test_a_country_moved_from_a_list_moves_its_people(data):
    where = {"as_of": "2024-11", "country": "Cuba"}
    moved = changed(data, "cooperation", where, status="at risk")
    cubans = int(data.final_orders(data.as_of).set_index("code").loc["CUB", "people"])
    before, after = (cooperation.by_list(d, data.as_of).set_index("status")["people"] for d in (data, moved))
    assert (after - before).to_dict() == {"uncooperative": -cubans, "at risk": cubans, "neither": 0, "not itemised": 0}
    assert cooperation.at_most(moved, data.as_of) == cooperation.at_most(data, data.as_of)
    table = data.raw["cooperation"]
    gone = with_table(data, "cooperation", table[~fitting(table, where)].reset_index(drop=True))
    lost = cooperation.at_most(data, data.as_of) - cooperation.at_most(gone, data.as_of)
    assert lost == pytest.approx(cubans / data.total(data.as_of))


def test_the_ceiling_counts_whoever_could_be_of_a_listed_country(data):
    parts = obstacles.by_government(data)
    listed = parts.loc[parts["status"].isin([*cooperation.ON_A_LIST, "not itemised"]), "people"].sum()
    orders = data.final_orders(data.as_of).set_index("code")["people"]
    unsure = orders["UNKNOWN"] + sum(orders.get(code, 0) for code in ("SUHH", "YUCS", "CSHH", "CSXX", "ANHH"))
    assert cooperation.at_most(data, data.as_of) == pytest.approx((listed + unsure) / data.total(data.as_of))


@pytest.mark.parametrize("printed", ["more than 7,000", "about 595,000"])
def test_a_bounded_figure_stands_with_its_words_and_is_not_computed_with(data, printed):
    bounded = changed(data, "docket", {"measure": "fugitives", "date": "FY2019"}, printed=printed)
    assert obstacles.one_page(bounded)["best"].str.startswith(printed).any()
    assert "exact" not in set(obstacles.fugitives(bounded).query("date == 'FY2019'")["precision"])
    unsure = changed(data, "docket", {"measure": "fugitives", "date": "FY2018"}, printed=printed)
    with pytest.raises(ValueError, match="to compute with"):
        obstacles.most_explained(unsure)


def test_a_figure_that_no_source_gives_is_said_to_be_missing(data):
    missing = changed(data, "quantities", {"measure": "tps_holders", "date": "2024-03-31"}, printed="not published")
    page = obstacles.one_page(missing)
    page = page.set_index(page["obstacle"].map(lambda link: link.text))["best"]
    assert page["Temporary Protected Status"] == page["Still in court"] == "none found"


def test_a_nationality_without_removals_has_no_ratio_stands_last_and_is_one_with_few(data):
    rows = obstacles.ratios(data, "FY2024")
    known = rows["ratio"].notna()
    assert (rows["removals"] == 0).equals(~known)
    assert known.is_monotonic_decreasing
    assert rows.loc[known, "ratio"].is_monotonic_increasing
    few = obstacles.few_removals(data, "FY2024", [10]).iloc[0]
    beyond = rows[~known | (rows["ratio"] > 10)]
    assert few["people"] == beyond["people"].sum()
    assert few["listed"] * few["people"] == pytest.approx(beyond.loc[beyond["status"] != "neither", "people"].sum())


def test_removals_inside_the_country_are_those_that_ice_prints(data):
    rows = obstacles.interior(data).set_index("date")
    assert rows["removals"]["FY2024"] == data.value("removals_by_arresting_agency", "FY2024", "ICE arrest (interior)")
    assert rows.index.is_monotonic_increasing
    assert rows.loc[rows["memorandum"] != "", "memorandum"].to_dict() == {
        "FY2015": "November 2014",
        "FY2017": "February 2017",
        "FY2021": "January 2021 and September 2021",
    }


def test_a_lifting_of_sanctions_is_shown_with_its_day(data):
    rows = cooperation.sanctions(data).set_index("name")
    assert rows.loc["Ghana", "later"] == "lifted 17 January 2020"
    assert rows.loc["Burundi", "later"] == "not known after 19 June 2020"
    assert rows.loc["Eritrea", "later"] == "in force 19 June 2020, not known after"
    assert rows["imposed"].is_monotonic_increasing


def test_an_obstacle_without_a_count_has_no_share(data):
    bands = obstacles.most_explained(data, "FY2024")
    assert (bands["known"] == "no count").equals(bands["share"].isna())


@pytest.mark.parametrize("share", [0, 0.15, 1])
def test_every_case_of_the_scenario_begins_with_the_count_and_is_carried_on(data, share):
    paths = obstacles.scenario(data, 1_000_000, 2, share, 20)
    assert (paths.query("elapsed == 0")["people"] == 1_000_000).all()
    assert paths.groupby("case")["elapsed"].max().eq(20).all()
    assert np.isfinite(paths["people"]).all()


def test_what_is_there_to_play_with_is_not_in_the_report():
    shown = pieces.read(nbformat.read(CHAPTER, 4), CHAPTER.name)
    ids = [piece.id for piece in pieces.exhibits(shown)]
    assert "obstacles-lists" in ids
    assert "obstacles-scenario" not in ids
    assert not any("To play with" in piece.markdown for piece in shown if isinstance(piece, pieces.Text))


def test_every_rule_has_an_entry(data):
    cells = nbformat.read(NOTEBOOKS / "B_rules_of_law.ipynb", 4).cells
    said = [output["data"].get("text/markdown", "") for cell in cells for output in cell.get("outputs", [])]
    assert all(f'<a id="rule-{rule}"></a>' in "".join(said) for rule in data.raw["law"]["id"])
