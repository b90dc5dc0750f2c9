"""The data fits its contract; a broken contract is reported; so are all problems of all files at once."""

import copy as copies
import time

import pytest
from frictionless import Package
from IPython.core.interactiveshell import InteractiveShell

from helpers import contract
from helpers.contract import DataError, Problem
from helpers.paths import DATA
from tests import bad_data
from tests.bad_data import ORDERS, bytes_of, change, only, problems, put, rows


@pytest.fixture
def folder(tmp_path):
    """A copy of some tables, to be broken."""
    return bad_data.copy(tmp_path)


def test_the_data_fits_its_contract():
    contract.read()


def test_the_contract_is_a_tabular_data_package_and_frictionless_finds_nothing_else():
    report = Package((DATA / contract.CONTRACT).as_posix()).validate()
    assert report.valid, report.flatten(["title", "message"])[:5]


def test_reading_and_checking_takes_less_than_a_second():
    spent = []
    for _ in range(3):
        contract._package.cache_clear()
        began = time.process_time()
        contract.read()
        spent.append(time.process_time() - began)
    assert min(spent) < 1


def _field(described, column):
    return next(f for f in described["resources"][0]["schema"]["fields"] if f["name"] == column)


CONTRACTS = {
    "type": lambda d: _field(d, "printed").update(type="strin"),
    "constraint": lambda d: _field(d, "printed")["constraints"].update(patern="x"),
    "pattern": lambda d: _field(d, "printed")["constraints"].update(pattern="(["),
    "no path": lambda d: d["resources"][0].pop("path"),
    "no name": lambda d: d["resources"][0].pop("name"),
    "no schema": lambda d: d["resources"][0].pop("schema"),
    "no fields": lambda d: d["resources"][0]["schema"].pop("fields"),
    "a field without a name": lambda d: _field(d, "note").pop("name"),
    "two fields of one name": lambda d: _field(d, "note").update(name="source"),
    "unknown key column": lambda d: d["resources"][0]["schema"].update(primaryKey=["nix"]),
    "unknown reference": lambda d: d["resources"][0]["schema"]["foreignKeys"][0]["reference"].update(resource="nix"),
    "reference to no column": lambda d: d["resources"][0]["schema"]["foreignKeys"][0]["reference"].update(
        fields=["nix"]
    ),
    "reference from no column": lambda d: d["resources"][0]["schema"]["foreignKeys"][0].update(fields=["nix"]),
    "path outside": lambda d: d["resources"][0].update(path="../final_orders.csv"),
    "two tables of one name": lambda d: d["resources"].append(copies.deepcopy(d["resources"][0])),
    "two tables of one path": lambda d: d["resources"].append(
        {**copies.deepcopy(d["resources"][0]), "name": "another"}
    ),
    "resources no list": lambda d: d.update(resources={}),
    "resource no object": lambda d: d["resources"].append("x"),
    "no resources": lambda d: d.pop("resources"),
}


@pytest.mark.parametrize("case", CONTRACTS)
def test_a_broken_contract_is_reported(folder, case):
    described = contract.contract(folder)
    CONTRACTS[case](described)
    bad_data.write_contract(folder, described)
    found = problems(folder)
    assert found
    assert {p.file for p in found} == {contract.CONTRACT}


def test_all_faults_of_a_contract_are_reported_at_once(folder):
    described = contract.contract(folder)
    for resource in described["resources"][:3]:
        resource["schema"]["fields"][0].pop("name")
    bad_data.write_contract(folder, described)
    assert len(problems(folder)) == 3


def test_blank_cells_are_not_taken_for_the_same_value(folder):
    described = contract.contract(folder)
    _field(described, "note")["constraints"] = {"unique": True}
    bad_data.write_contract(folder, described)
    put(folder, ORDERS, 3, "note", "one")
    put(folder, ORDERS, 4, "note", "")
    put(folder, ORDERS, 5, "note", "")
    assert not [p for p in problems(folder) if p.value == ""]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b'{"resources": 3}', b"\xff\xfe{}", b"[" * 100_000])
def test_a_contract_that_is_no_json_object_is_reported(folder, text):
    (folder / contract.CONTRACT).write_bytes(text)
    assert only(folder).file == contract.CONTRACT


def test_a_missing_contract_is_reported(folder):
    (folder / contract.CONTRACT).unlink()
    assert only(folder).file == contract.CONTRACT


def test_all_problems_of_all_files_are_reported_at_once_in_the_order_of_rows(folder):
    put(folder, ORDERS, 9, "source", "nobody")
    put(folder, ORDERS, 3, "printed", "-5")
    put(folder, ORDERS, 3, "evidence", "hearsay")
    put(folder, "names.csv", 3, "code", "XXX")
    bytes_of(folder, "docket.csv", lambda raw: b"")
    change(folder, "choices.csv", lambda lines: lines[0].__setitem__(0, "tables"))
    found = problems(folder)
    assert [(p.file, p.row, p.column) for p in found if p.file == ORDERS] == [
        (ORDERS, 3, "printed"),
        (ORDERS, 3, "evidence"),
        (ORDERS, 9, "source"),
    ]
    assert {p.file for p in found} == {ORDERS, "names.csv", "docket.csv", "choices.csv"}


def test_of_problems_of_one_kind_ten_are_shown_and_how_many_more_there_are(folder):
    change(folder, ORDERS, lambda lines: [line.__setitem__(1, line[1].replace(",", "")) for line in lines[1:]])
    put(folder, ORDERS, 9, "source", "nobody")
    with pytest.raises(DataError) as raised:
        contract.read(folder)
    lines = str(raised.value).splitlines()
    count = sum(len(line[1]) > 3 for line in rows(folder, ORDERS)[1:])
    assert len(raised.value.problems) == count + 1
    assert lines[0] == f"{count + 1} problems in the data:"
    assert lines[1].startswith(f'  {ORDERS}, row 2, column printed: "1708": is not a whole count with commas')
    assert sum("column printed" in line for line in lines) == 11
    assert f"  … and {count - 10} more like it in column printed" in lines
    assert sum("nobody" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("alike", "last"), [(10, ", row 10: expected less"), (11, "more like it"), (99, "… and 89 more like it")]
)
def test_ten_problems_of_one_kind_are_all_shown_and_the_eleventh_is_not(alike, last):
    lines = str(DataError([Problem("a.csv", row, None, None, "expected less") for row in range(1, alike + 1)]))
    assert len(lines.splitlines()) == 1 + min(alike, 11)
    assert lines.endswith(last)


def test_a_long_list_of_other_problems_is_cut_and_says_how_many_are_left():
    alike = [Problem("a.csv", row, "b", "x", "expected y") for row in range(2, 22)]
    others = [Problem("b.csv", row, "b", "x", f"expected {row}") for row in range(2, 102)]
    lines = str(DataError([*others, *alike])).splitlines()
    assert lines[0] == "120 problems in the data:"
    assert len(lines) == 62
    assert lines[-1] == "  and 60 more"
    lines = str(DataError([*alike, *others])).splitlines()
    assert lines[11] == "  … and 10 more like it in column b"
    assert lines[-1] == "  and 51 more"


def test_a_notebook_shows_the_problems_and_no_traceback(capsys):
    shell = InteractiveShell.instance()
    error = DataError([Problem("names.csv", 3, "code", "XXX", "not in places.csv")])
    shell.user_ns["error"] = error
    shell.run_cell("raise error")
    shown = capsys.readouterr()
    assert 'names.csv, row 3, column code: "XXX": not in places.csv' in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err


def test_a_long_value_is_shortened_and_an_invisible_character_is_shown():
    assert str(Problem("a.csv", 2, "b", "y" * 500, "expected less")).count("y") == 80
    assert "\\xa0" in str(Problem("a.csv", 2, "b", "1\u00a0445", "expected a comma"))
