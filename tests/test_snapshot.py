"""A table for a later date: one file, one entry in the contract, and the report shows what changed, with no code changed."""

import csv
import json
import shutil

import pytest

from helpers import clean, load, words
from helpers.contract import DataError
from helpers.paths import DATA
from tests.chapters import reports, run

BEFORE, AFTER = "2024-11-24", "2025-06-30"


def rows(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(file, table):
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def tenth_more(row):
    return {**row, "printed": f"{clean.count(row['printed']) * 11 // 10:,}"}


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """A copy of the data with an invented later table: every row a tenth larger, one row lost, one new."""
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(DATA, folder)
    before = rows(folder / f"final_orders_{BEFORE}.csv")
    table = [tenth_more(row) for row in before if row["citizenship"] != "Tuvalu"]
    table.insert(0, {**table[0], "citizenship": "Spain", "printed": "12"})
    write(folder / f"final_orders_{AFTER}.csv", table)
    readings = rows(folder / "readings.csv")
    later = [tenth_more(row) | {"as_of": AFTER} for row in readings if row["citizenship"] != "Tuvalu"]
    write(folder / "readings.csv", readings + later)
    contract = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    entry = next(resource for resource in contract["resources"] if resource["name"] == f"final-orders-{BEFORE}")
    added = {**entry, "name": f"final-orders-{AFTER}", "path": f"final_orders_{AFTER}.csv"}
    contract["resources"].append(added)
    (folder / "datapackage.json").write_text(json.dumps(contract), encoding="utf-8")
    return folder


def test_both_dates_are_known(later):
    assert load.data(later).snapshots == [BEFORE, AFTER]


def test_the_change_by_nationality_is_shown_and_adds_up(later, monkeypatch):
    shown = reports(run(monkeypatch, "02", load.data(later)))["nationality-change"]
    change = {row[0]: row[1:] for row in shown["rows"]}
    assert change["Honduras"] == ["261,651", "287,816", "+26,165"]
    assert change["Tuvalu"] == ["1", "–", "–"]
    assert change["Spain"] == ["–", "12", "–"]
    total = load.data(later).total(AFTER)
    assert change["Total"][1] == words.count(total)


def test_every_chapter_takes_the_new_date(later, monkeypatch):
    shown = reports(run(monkeypatch, "02", load.data(later), AS_OF=AFTER))["nationality-all"]
    spain = next(row for row in shown["rows"] if row[0] == "Spain")
    assert spain[2] == "12"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"287,816"', b'"987,816"', "more than this total"),
        (b'"15,145",one outlet', b'"15,145",several outlets', "no outlet but ultimasnoticias is on record for it"),
    ],
)
def test_rows_of_the_new_table_that_cannot_be_right_stop_the_report(later, old, new, said):
    file = later / f"final_orders_{AFTER}.csv"
    good = file.read_bytes()
    assert old in good
    try:
        file.write_bytes(good.replace(old, new))
        with pytest.raises(DataError) as error:
            load.data.__wrapped__(later)
    finally:
        file.write_bytes(good)
    assert f"{file.name}, row " in str(error.value)
    assert said in str(error.value)
