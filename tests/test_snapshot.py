"""A table for a later date: one file, one entry in the contract, and the report shows what changed, with no code changed."""

import csv
import json
import shutil

import pytest

from helpers import clean, load, reconcile, words
from helpers.charts import style
from helpers.contract import DataError
from helpers.paths import DATA
from tests.changed_data import without
from tests.chapters import parameters, reports, run, sentences

BEFORE, AFTER, CARD = "2024-11-24", "2025-06-30", "a-later-table"
DATED = [name for name in ("00", "01", "02", "03", "04", "05", "06") if "AS_OF" in parameters(name)]


def rows(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(file, lines):
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """A copy of the data with an invented later table in a document of its own: every row a tenth larger, one lost, one new."""
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(DATA, folder)
    table = [row for row in rows(folder / f"final_orders_{BEFORE}.csv") if row["citizenship"] != "Tuvalu"]
    for row in table:
        row.update(printed=f"{clean.count(row['printed']) * 11 // 10:,}", evidence="document", source=CARD, note="")
    table.insert(0, {**table[0], "citizenship": "Spain", "printed": "12"})
    write(folder / f"final_orders_{AFTER}.csv", table)
    series = rows(folder / "docket.csv")
    measured = {"measure": "non_detained_with_final_order", "date": BEFORE, "category": ""}
    point = next(row for row in series if measured.items() <= row.items())
    total = next(row["printed"] for row in table if row["citizenship"] == "Total")
    write(folder / "docket.csv", [*series, {**point, "date": AFTER, "printed": total, "source": CARD}])
    cards = rows(folder / "sources.csv")
    new = {"key": CARD, "short": "A later table", "link": "https://example.org/table", "copy": "", "limits": "none"}
    write(folder / "sources.csv", [*cards, {**cards[0], **new}])
    contract = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    entry = next(resource for resource in contract["resources"] if resource["name"] == f"final-orders-{BEFORE}")
    added = {**entry, "name": f"final-orders-{AFTER}", "path": f"final_orders_{AFTER}.csv"}
    contract["resources"].append(added)
    (folder / "datapackage.json").write_text(json.dumps(contract), encoding="utf-8")
    return folder


def test_both_dates_are_known(later):
    assert load.data(later).snapshots == [BEFORE, AFTER]


def test_every_chapter_but_the_check_of_the_article_has_a_date():
    assert DATED == ["00", "01", "02", "03", "05", "06"]


@pytest.mark.parametrize("name", DATED)
def test_a_chapter_takes_the_new_date_with_its_source_and_its_words(later, monkeypatch, name):
    monkeypatch.setattr(style, "words_outside", lambda _: [])  # pictures are made, and not laid out
    data = load.data(later)
    shown = run(monkeypatch, name, data, AS_OF=AFTER)
    of_that_day = [
        table
        for table in reports(shown).values()
        if table["id"] == "key-findings-nationalities"
        or ("30 June 2025" in f"{table['caption']} {table.get('title', '')}" and table["id"] != "nationality-change")
    ]
    for table in of_that_day:
        assert CARD in table["sources"]
        assert data.table_source(BEFORE) not in table["sources"]
    assert of_that_day or name in ("01", "06")
    assert "third party's copy of ICE's table" not in sentences(shown)


def test_the_full_table_has_the_new_rows_and_the_change_by_nationality_adds_up(later, monkeypatch):
    data = load.data(later)
    shown = reports(run(monkeypatch, "02", data, AS_OF=AFTER))
    spain = next(row for row in shown["nationality-all"]["rows"] if row[0] == "Spain")
    assert spain[2] == "12"
    change = {row[0]: row[1:] for row in shown["nationality-change"]["rows"]}
    assert change["Honduras"] == ["261,651", "287,816", "+26,165", "+10.0%"]
    assert change["Tuvalu"] == ["1", "–", "–", "–"]
    assert change["Spain"] == ["–", "12", "–", "–"]
    assert change["Total"][1] == words.count(data.total(AFTER))
    assert shown["nationality-change"]["sources"] == ["ice-response-2024-11", CARD]


def test_the_new_total_belongs_in_the_series_too(later):
    data = load.data(later)
    (problem,) = reconcile.problems(without(data, "docket", date=AFTER))
    assert problem.file == "docket.csv"
    assert f"non_detained_with_final_order, {AFTER}" in problem.expected


def test_rows_that_exceed_the_new_total_stop_the_report(later):
    file = later / f"final_orders_{AFTER}.csv"
    good = file.read_bytes()
    try:
        file.write_bytes(good.replace(b'"287,816"', b'"987,816"'))
        with pytest.raises(DataError, match=AFTER):
            load.data.__wrapped__(later)
    finally:
        file.write_bytes(good)
