"""The figures as loaded: totals, choices and places; read again when a file changes; read in a browser as they were checked."""

import shutil
import sys

import pandas as pd
import pytest
from IPython.lib.pretty import pretty

from helpers import load
from helpers.checks import run
from helpers.figures import ARTICLE_TABLE, Data, Tables
from helpers.paths import DATA
from helpers.problems import DataError
from tests.changed_data import changed

DOCKET = {"measure": "non_detained_docket", "date": "FY2024"}


def test_rows_come_largest_first_and_equal_ones_by_name_and_those_chosen_for_a_place_and_year_from_one_source(data):
    rows = data.final_orders(ARTICLE_TABLE)
    pd.testing.assert_frame_equal(rows, rows.sort_values(["people", "name"], ascending=[False, True]))
    used = data.removals_by_citizenship.query("used")
    assert (used.groupby(["code", "date"])["source"].nunique() == 1).all()


@pytest.mark.parametrize("table", ["readings", "choices", f"final-orders-{ARTICLE_TABLE}"])
def test_a_table_that_the_contract_lacks_is_named(data, table):
    with pytest.raises(DataError, match=r"datapackage\.json: no table"):
        run.problems(Data(Tables({name: frame for name, frame in data.raw.items() if name != table})))


@pytest.mark.parametrize("printed", ["not published", "more than 7.6 million", "about 7.6 million"])
def test_nothing_is_computed_with_what_is_no_number(data, printed):
    odd = changed(data, "docket", DOCKET, printed=printed)
    row = odd.row("non_detained_docket", "FY2024")
    assert row.get("printed") == printed
    assert f"'printed': '{printed}'" in pretty(row)  # what a notebook shows of it
    in_words = [lambda: row["printed"]] if printed == "not published" else []  # which no sentence says as a figure
    for read in (lambda: odd.value("non_detained_docket", "FY2024"), lambda: row["value"], *in_words):
        with pytest.raises(DataError) as error:
            read()
        (problem,) = error.value.problems
        assert (problem.file, problem.column, problem.value) == ("docket.csv", "printed", printed)
        assert odd.raw["docket"].iloc[problem.row - 2][["measure", "date"]].to_dict() == DOCKET


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda data: data.value("non_detained_docket", "FY1999"), r"docket.csv: no row for non_detained_docket, FY1999, which is asked for; the nearest date there: FY2017 \(row \d+\), "),
        (lambda data: data.value("non_detained_docket", "FY2204"), r"FY2204, .*; the nearest date there: FY2024 \(rows \d.*\), FY2020$"),
        (lambda data: data.row("removal", "FY2024"), "removal, FY2024, .*; the nearest measure there: removals, removal_orders, "),
        (lambda data: data.value("cbp_encounters", "FY2021", "Venezuelan"), r"quantities.csv: .* category there: Venezuelans \(rows \d+ and \d+\)$"),
        (lambda data: data.value("tps_holders", "2023"), "has categories, to be named after the date: El Salvador, .*, Venezuela$"),
        (lambda data: data.value("removals", "FY2030"), r"removals.csv: .*; the nearest date there: FY202[45](?: \(rows? [^)]*\))?, FY202[34](?: \(rows? [^)]*\))?, "),
        (lambda data: data.value("removals", "last year"), r"removals.csv: .*; there are (?:\S+, ){4}\S+ and \d+ more$"),
        (lambda data: data.series("nothing alike"), "nothing alike, .*; data/measures.csv lists the measures$"),
        (lambda data: data.series("docket"), "docket, .*; the nearest measure there: non_detained_docket, "),
        (lambda data: data.series("fugitive"), "no row for fugitive, .*; the nearest measure there: fugitives$"),
        (lambda data: data.series("cbp_encounters", "Venezuela"), r"Venezuela, .*; the nearest category there: Venezuelans \(rows \d+ and \d+\)$"),
        (lambda data: data.removals("FY2031"), 'no removals by citizenship in "FY2031"; there are those of .*FY2024$'),
        (lambda data: data.final_orders("2023-01-01"), 'final orders for "2023-01-01"; there are 2024-11-24'),
        (lambda data: changed(data, "docket", DOCKET, date="undated").value("non_detained_docket", "FY2024"),
         r'docket.csv, row \d+, column date: "undated"'),
        (lambda data: changed(data, "docket", {"date": "2026-02-12", "category": ""}, date="2026-02-11").row("all_with_final_order", "2026-02-12"),
         "is it this one, or one of 2026-02-11 or "),
    ],
)  # fmt: skip
def test_a_figure_that_no_source_prints_is_refused_with_the_nearest_or_its_undated_row(data, asked, said):
    with pytest.raises(DataError, match=said):
        asked(data)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the data, of which nothing is loaded yet, with a note of its own of what was checked."""
    monkeypatch.setattr(load, "CHECKED", tmp_path / "checked.json")
    return shutil.copytree(DATA, tmp_path / "data")


def add_word(folder, source="ice-annual-report-fy2024"):
    """Another row in the glossary."""
    with (folder / "glossary.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"wholly new,a definition,{source},\n")


@pytest.mark.slow
def test_a_corrected_file_is_read_again(folder):
    assert "wholly new" not in set(load.data(folder).raw["glossary"]["term"])
    add_word(folder)
    assert "wholly new" in set(load.data(folder).raw["glossary"]["term"])


def test_a_python_without_frictionless_reads_what_was_checked_and_nothing_else(folder, monkeypatch):
    load.note_checked(load.CHECKED)
    monkeypatch.setitem(sys.modules, "frictionless", None)
    assert load.data(folder).total(ARTICLE_TABLE) > 10**6
    add_word(folder)
    with pytest.raises(DataError, match=r"glossary\.csv, not as when it was checked: it cannot be checked"):
        load.data(folder)
    load.CHECKED.unlink()
    load._read.cache_clear()
    with pytest.raises(DataError, match="data/, which was not checked before: it cannot"):
        load.data(folder)


@pytest.mark.slow
def test_what_was_checked_is_read_as_it_was_when_checked_and_a_wrong_figure_is_found(folder, data, monkeypatch):
    load.note_checked(load.CHECKED)
    with monkeypatch.context() as patch:
        patch.setattr(load.contract, "read", None)  # which is not asked again
        for name, table in data.raw.items():
            pd.testing.assert_frame_equal(table, load.data(folder).raw[name])
    table = folder / "final_orders_2024-11-24.csv"
    table.write_text(table.read_text(encoding="utf-8").replace('"37,908"', '"37,909"'), encoding="utf-8")
    with pytest.raises(DataError, match="37,909"):
        load.data(folder)


@pytest.mark.slow
def test_what_is_saved_while_the_data_is_checked_is_not_noted_as_checked(folder, monkeypatch):
    monkeypatch.setattr(load, "DATA", folder)
    usual = load.data
    with monkeypatch.context() as patch:
        patch.setattr(load, "data", lambda place: (usual(place), add_word(place, "no-such-source"))[0])
        load.note_checked(load.CHECKED)
    assert not load.CHECKED.exists()
    with pytest.raises(DataError, match="no-such-source"):
        load.note_checked(load.CHECKED)


@pytest.mark.slow
def test_what_is_no_table_is_named_also_after_a_good_check(folder):
    load.note_checked(load.CHECKED)
    (folder / "docket.xlsx").write_bytes(b"PK")
    (folder / "courts.csv").unlink()
    (folder / "courts.csv").symlink_to("nowhere")
    (folder / "custody.csv").unlink()
    (folder / "custody.csv").mkdir()
    with pytest.raises(DataError) as raised:
        load.data(folder)
    assert {problem.file for problem in raised.value.problems} >= {"docket.xlsx", "courts.csv", "custody.csv"}
