"""Chapter 3: parts that add up, lists that move people, and figures shown as what they are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import claims, cooperation, docket, exhibits, load, nationality, obstacles, text
from helpers.export import pieces
from helpers.problems import DataError
from tests import cells, chapters
from tests.changed_data import changed, with_table, without

amount, fraction = st.floats(0, 1e7), st.floats(0, 1)


@pytest.mark.parametrize(
    ("printed", "word"), [("more than 300,000", "at least"), ("up to 300,000", "at most"), ("about 300,000", "about")]
)
def test_a_bound_of_the_courts_cases_keeps_its_word(data, printed, word):
    bound = changed(data, "courts", {"measure": "completions", "date": "FY2022"}, printed=printed)
    rows = docket.court_cases(bound).set_index("date")
    assert list(rows.index) == list(docket.court_cases(data)["date"])
    assert list(rows.loc["FY2022", ["completions", "done_precision", "new_precision"]]) == [300_000, word, "exact"]
    assert set(rows.drop("FY2022")["done_precision"]) == {"exact"}


def test_the_courts_cases_begin_with_the_first_year_of_which_both_numbers_are_known(data):
    where = {"measure": "new_cases", "date": "FY2008"}
    years = list(docket.court_cases(data)["date"])
    assert years[0] == "FY2008"
    assert list(docket.court_cases(changed(data, "courts", where, printed="over 200,000"))["date"]) == years[1:]


def test_cases_that_another_counts_are_no_pair_with_those_of_the_courts(data):
    years = list(docket.court_cases(data)["date"])
    other = docket.court_cases(
        changed(
            data, "courts", {"measure": "completions", "date": "FY2024", "printed": "704,514"}, printed="not published"
        )
    )
    assert years[-1] == "FY2024"
    assert list(other["date"]) == years[:-1]
    gap = docket.court_cases(
        changed(data, "courts", {"measure": "new_cases", "date": "FY2010"}, printed="not published")
    )
    assert list(gap["date"]) == years
    assert list(gap["date"][gap["new_cases"].isna()]) == ["FY2010"]
    assert gap["completions"].notna().all()
    moved = changed(
        data, "courts", {"measure": "completions", "date": "FY2022", "printed": "314,788"}, source="trac-fy2024"
    )
    assert docket.court_cases(moved).set_index("date").loc["FY2022", ["source", "sources"]].tolist() == [
        "eoir-statistics-2025-07-31", ["trac-fy2024"],
    ]  # fmt: skip


def test_a_year_whose_number_is_not_exact_keeps_its_word_and_its_place(data):
    where = {"measure": "removals_by_arresting_agency", "date": "FY2011", "category": "ICE arrest (interior)"}
    rows = obstacles.interior(changed(data, "removals", where, printed="more than 220,000")).set_index("date")
    assert list(rows.index) == list(obstacles.interior(data)["date"])
    assert list(rows.index[rows["precision"] != "exact"]) == ["FY2011"]
    assert list(rows.loc["FY2011", ["removals", "precision"]]) == [220_000, "at least"]


def test_where_one_source_gives_an_exact_number_of_a_year_it_goes_before_a_bound(data):
    where = {"measure": "removals_by_arresting_agency", "date": "FY2022", "category": "ICE arrest (interior)"}
    rows = obstacles.interior(changed(data, "removals", where, printed="more than 28,000")).set_index("date")
    assert list(rows.loc["FY2022", ["removals", "precision", "source"]]) == [28_204, "exact", "fox-removals-fy2024"]


@pytest.mark.parametrize(
    ("chapter", "id", "where"),
    [
        ("01", "docket-courts", {"measure": "new_cases", "date": "FY2010"}),
        ("01", "docket-over-time", {"measure": "non_detained_docket", "date": "FY2018"}),
        ("03", "obstacles-interior", {"measure": "removals_by_arresting_agency", "date": "FY2011", "category": "ICE arrest (interior)"}),
    ],
)  # fmt: skip
def test_a_figure_with_a_year_withheld_names_the_sources_of_the_others(data, monkeypatch, chapter, id, where):
    name = data.figures[(data.figures[list(where)] == list(where.values())).all(axis=1)]["table"].iloc[0]
    odd = changed(data, name, where, printed="not published")
    monkeypatch.setattr(load, "data", lambda: odd)
    drawn = chapters.figures(monkeypatch, [chapter])[id]
    table = exhibits.as_data(id, drawn.frame, drawn.asked["caption"], (), drawn.asked.get("show"))
    assert "nan" not in str(table)
    assert list(filter(None, drawn.frame["source"]))


def test_a_step_whose_number_is_withheld_has_none(data):
    where = {"measure": "book_ins", "date": "FY2024", "category": "final order"}
    steps = docket.path(changed(data, "custody", where, printed="not published")).set_index("step")
    (lost,) = steps.index[steps["number"].isna() & docket.path(data).set_index("step")["number"].notna()]
    assert steps.loc[lost, "source"] == ""


def test_a_step_whose_number_is_a_bound_keeps_its_word(data):
    where = {"measure": "fugitives", "date": "FY2019"}
    steps = docket.path(changed(data, "docket", where, printed="more than 595,000")).set_index("step")
    assert list(steps.loc["The person does not leave or does not report", ["number", "precision"]]) == [
        595_000,
        "at least",
    ]
    assert set(docket.path(data)["precision"]) == {"exact", ""}


def test_a_country_moved_from_a_list_moves_its_people(data):
    where = {"as_of": cooperation.listed(data, data.as_of)["as_of"].iloc[0], "country": "Cuba"}
    moved = changed(data, "cooperation", where, status="at risk")
    cubans = int(data.final_orders(data.as_of).set_index("code").loc["CUB", "people"])
    before, after = (cooperation.by_list(d, data.as_of).set_index("status")["people"] for d in (data, moved))
    assert (after - before).to_dict() == {"uncooperative": -cubans, "at risk": cubans, "neither": 0, "not itemised": 0}
    assert cooperation.at_most(moved, data.as_of) == cooperation.at_most(data, data.as_of)
    lost = cooperation.at_most(data, data.as_of) - cooperation.at_most(
        without(data, "cooperation", **where), data.as_of
    )
    assert lost == pytest.approx(cubans / data.total(data.as_of), abs=0.001)


def test_a_sum_over_a_list_names_the_source_of_the_figures_and_of_the_list(data):
    (lists,) = set(cooperation.listed(data, data.as_of)["source"])
    sums = pd.concat(
        [
            cooperation.by_list(data, data.as_of),
            nationality.largest_and_others(data).query("row != 'nationality'"),
            docket.path(data).query("counted.str.contains('uncooperative')"),
        ]
    )
    assert len(sums) == 4 + 2 + 1
    assert set(sums["source"]) == {data.table_source(data.as_of)}
    assert sums["sources"].tolist() == [[lists]] * len(sums)


def test_the_parts_by_government_add_to_everybody_and_the_ceiling_counts_whoever_could_be_of_a_listed_country(data):
    parts = obstacles.by_government(data)
    assert parts["people"].sum() == data.total(data.as_of)
    assert parts["share"].sum() == pytest.approx(1)
    assert parts["nationalities"].sum() == len(data.final_orders(data.as_of))
    listed = parts.loc[parts["status"].isin([*cooperation.ON_A_LIST, "not itemised"]), "people"].sum()
    orders = data.final_orders(data.as_of).set_index("code")["people"]
    unsure = orders["UNKNOWN"] + sum(orders.get(code, 0) for code in ("SUHH", "YUCS", "CSHH", "CSXX", "ANHH"))
    could_be = (listed + unsure) / data.total(data.as_of)
    assert could_be <= cooperation.at_most(data, data.as_of) < could_be + 0.001  # a bound is rounded up


@pytest.mark.parametrize("printed", ["more than 7,000", "about 595,000"])
def test_a_bounded_figure_stands_with_its_words_and_is_not_computed_with(data, printed):
    bounded = changed(data, "docket", {"measure": "fugitives", "date": "FY2019"}, printed=printed)
    assert obstacles.one_page(bounded)["best"].str.startswith(printed).any()
    assert "exact" not in set(obstacles.fugitives(bounded).query("date == 'FY2019'")["precision"])
    unsure = changed(data, "docket", {"measure": "fugitives", "date": "FY2018"}, printed=printed)
    with pytest.raises(ValueError, match="to compute with"):
        obstacles.most_explained(unsure)


def test_the_best_figure_of_an_obstacle_is_the_newest_number(data):
    newer = data.raw["docket"].query("measure == 'fugitives' and date == 'FY2019'").assign(date="FY2025")
    grown = with_table(data, "docket", pd.concat([data.raw["docket"], newer], ignore_index=True))
    with pytest.raises(DataError, match=r'obstacles.csv, row \d+, column date: "FY2019": .* of FY2025 is known too'):
        obstacles.one_page(grown)


def test_a_figure_that_no_source_gives_is_said_to_be_missing(data):
    missing = changed(data, "quantities", {"measure": "tps_holders", "date": "2025-03-31"}, printed="not published")
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


@given(amount, amount, amount, fraction)
def test_the_books_of_the_scenario_balance_every_year(opening, new, out, share):
    path = np.array([opening, *obstacles.project(opening, new, out, share, 5)])
    left = new - np.diff(path)
    assert (left <= out + 1e-3).all()
    assert (left >= -1e-3).all()


@given(amount, amount, fraction, st.integers(1, 30))
def test_as_many_stay_as_cannot_be_removed_and_of_others_as_come_if_as_many_go(opening, new, share, years):
    path = obstacles.project(opening, new, new * (1 - share), share, years)
    assert np.isclose(path[-1], opening + new * share * years, rtol=1e-9, atol=1e-3)
    path = obstacles.project(opening, new, 1e12, share, years)
    assert np.isclose(path[-1], (opening + years * new) * share, rtol=1e-9, atol=1e-3)


def test_what_is_there_to_play_with_is_not_in_the_report():
    shown = pieces.read(cells.notebook(cells.OBSTACLES), cells.OBSTACLES)
    ids = [piece.id for piece in pieces.exhibits(shown)]
    assert "obstacles-lists" in ids
    assert "obstacles-scenario" not in ids
    assert not any("To play with" in piece.markdown for piece in shown if isinstance(piece, pieces.Text))


def test_every_rule_has_an_entry(data):
    said = str(cells.committed("B_rules_of_law.ipynb"))
    assert all(f'<a id="rule-{rule}"></a>' in said for rule in data.raw["law"]["id"])


@pytest.mark.slow  # chapter 3 is run
def test_what_is_said_of_a_list_has_the_date_of_the_list(data, monkeypatch):
    rows, now = data.raw["cooperation"], cooperation.listed(data, data.as_of)["as_of"].iloc[0]
    earlier = with_table(data, "cooperation", rows.assign(as_of=rows["as_of"].replace({now: "2024-10"})))
    assert cooperation.list_date(earlier, data.as_of) == "October 2024"
    said = []
    monkeypatch.setattr(load, "data", lambda: earlier)
    monkeypatch.setattr(claims, "gathered", [])
    monkeypatch.setattr(exhibits, "_show", lambda shown, *_: said.append(str(shown)))
    chapters.figures(monkeypatch, ["03"])
    assert any("In October 2024 there were" in one for one in said)
    assert not [one for one in said if f"list of {text.when(now)}" in one]


@pytest.mark.parametrize(("date", "people"), [("FY2013", "more than 180,000"), ("FY2024", "up to 1.4 million")])
def test_no_ratio_rests_on_a_bound(data, date, people):
    where = {"measure": docket.ORDERS, "date": date}
    bound = changed(data, "docket", where, printed=people)
    with pytest.raises(DataError, match=f'docket.csv, column date: "{date}": the count of this day is a bound'):
        docket.for_each_removal(bound, [(date, "FY2024")])
