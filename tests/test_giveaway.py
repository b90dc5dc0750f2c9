"""The tables and the workbook that the report gives away."""

import csv
import datetime as dt
import zipfile

import pandas as pd
import pytest

from helpers import load, tidy
from helpers.export import BuildError, giveaway

EDITION = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def given():
    """The tables, made once."""
    return tidy.tables(load.data())


@pytest.fixture(scope="module")
def folder(tmp_path_factory, given):
    place = tmp_path_factory.mktemp("given")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tidy, "tables", lambda _: dict(given))
        giveaway.write(place, EDITION)
    return place


def test_every_table_is_a_file_and_a_sheet_with_the_same_rows(folder, given):
    sheets = pd.read_excel(folder / giveaway.WORKBOOK, sheet_name=None, dtype=str, keep_default_na=False)
    assert set(sheets) == {name[:31] for name in given} | {"codebook"}
    for name, frame in given.items():
        with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert rows[0] == list(frame.columns) == list(sheets[name[:31]].columns)
        assert len(rows) - 1 == len(frame) == len(sheets[name[:31]])


def test_figures_survive_as_numbers(folder):
    sheet = pd.read_excel(folder / giveaway.WORKBOOK, sheet_name="final-orders-2024-11-24")
    data = load.data()
    assert sheet["persons"].tolist() == data.final_orders("2024-11-24")["persons"].tolist()


def test_every_column_is_described_in_the_codebook(folder, given):
    book = pd.read_csv(folder / "tables" / "codebook.csv", keep_default_na=False)
    assert (book["description"].str.len() > 10).all()
    assert set(zip(book["table"], book["column"], strict=True)) == {(n, c) for n, f in given.items() for c in f.columns}


def test_no_sheet_holds_a_formula_or_a_link(folder):
    with zipfile.ZipFile(folder / giveaway.WORKBOOK) as book:
        for part in book.namelist():
            text = book.read(part)
            assert b"<f>" not in text, part
            assert b"hyperlink" not in text, part


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_text_that_a_spreadsheet_would_run_is_refused(text):
    with pytest.raises(BuildError, match="formula"):
        giveaway._refuse_formulas("names", pd.DataFrame({"name": ["fine", text]}))


def test_two_workbooks_are_the_same_bytes(tmp_path, given, monkeypatch):
    some = {name: given[name] for name in ("final-orders-2024-11-24", "docket", "places")}
    monkeypatch.setattr(tidy, "tables", lambda _: dict(some))
    for name in ("one", "two"):
        giveaway.write(tmp_path / name, EDITION)
    for file in (tmp_path / "one").rglob("*.*"):
        assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes(), file.name
