"""The data is a tabular data package; a broken contract is reported; all problems are told at once, the like in one line."""

import socket

import pytest
from frictionless import Package
from IPython.core.interactiveshell import InteractiveShell

from helpers.checks import contract
from helpers.paths import DATA
from helpers.problems import DataError, Problem
from tests import bad_data
from tests.bad_data import ORDERS, change, only, problems, put


@pytest.mark.slow
def test_others_can_read_the_data_as_a_tabular_data_package():
    report = Package((DATA / contract.CONTRACT).as_posix()).validate()
    assert report.valid, report.flatten(["title", "message"])[:5]


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("schema fields 1", {"type": "strin"}),
        ("", {"schema": None}),
        ("schema", {"primaryKey": ["nix"]}),
        ("schema foreignKeys 0 reference", {"fields": "nix"}),
        ("schema foreignKeys 0 reference", {"resource": "nix"}),
        ("", {"path": "../final_orders.csv"}),
        ("", {"name": "../../pwned"}),
        ("", {"name": "final-orders-2024-02-30", "path": "final_orders_2024-02-30.csv"}),
    ],
)
def test_a_contract_that_is_none_is_reported_and_no_table_with_it(folder, part, broken):
    described = contract.contract(folder)
    at = described["resources"][0]
    for step in part.split():
        at = at[int(step) if step.isdigit() else step]
    at.update(broken)
    bad_data.write_contract(folder, described)
    assert {problem.file for problem in problems(folder)} == {contract.CONTRACT}


@pytest.mark.parametrize("text", [b"", b"[]", b'{"resources": 3}', b"\xff\xfe{}", b"[" * 100_000])
def test_a_contract_that_is_no_json_object_is_reported(folder, text):
    (folder / contract.CONTRACT).write_bytes(text)
    assert only(folder).file == contract.CONTRACT
    (folder / contract.CONTRACT).unlink()
    assert only(folder).file == contract.CONTRACT


def test_nothing_in_the_data_makes_a_request(folder, monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *place, **more: asked.append(place) or [])
    address = "http://127.0.0.1:8765/x.json"
    described = contract.contract(folder)
    for part in (described, described["resources"][0], described["resources"][0]["schema"]):
        part |= {"profile": address, "$schema": address, "dialect": address}
    bad_data.write_contract(folder, described)
    put(folder, "sources.csv", 2, "link", address)
    put(folder, ORDERS, 3, "note", address)
    assert problems(folder) == []
    assert asked == []


def test_all_problems_of_all_files_are_told_at_once_in_the_order_of_rows(folder):
    put(folder, ORDERS, 9, "source", "nobody")
    put(folder, ORDERS, 3, "printed", "-5")
    put(folder, ORDERS, 3, "evidence", "hearsay")
    put(folder, "names.csv", 3, "code", "XXX")
    (folder / "docket.csv").write_bytes(b"")
    change(folder, "choices.csv", lambda lines: lines[0].__setitem__(0, "tables"))
    found = problems(folder)
    orders = [(problem.row, problem.column) for problem in found if problem.file == ORDERS]
    assert orders == [(3, "printed"), (3, "evidence"), (9, "source")]
    assert {problem.file for problem in found} == {ORDERS, "names.csv", "docket.csv", "choices.csv"}


def test_like_faults_are_one_line_with_their_number_and_the_first_of_their_rows():
    alike = [Problem("a.csv", row, "b", str(row), "expected a comma") for row in range(3, 30)]
    other = Problem("a.csv", 9, "c", "x", "expected a key")
    assert str(DataError([*alike, other])).splitlines() == [
        "28 problems in the data:",
        f'  a.csv, rows {", ".join(map(str, range(3, 27)))} and 3 more, column b: "3", "4", "5" …: expected a comma',
        f"  {other}",
    ]
    assert "rows 3, 4, 5 and 6, column b" in str(DataError(alike[:4]))


def test_a_notebook_shows_the_problems_and_no_traceback(capsys):
    shell = InteractiveShell.instance()
    shell.user_ns["error"] = DataError([Problem("names.csv", 3, "code", "XXX", "not in places.csv")])
    shell.run_cell("raise error")
    shown = "".join(capsys.readouterr())
    assert 'names.csv, row 3, column code: "XXX": not in places.csv' in shown
    assert "Traceback" not in shown


def test_a_long_value_is_shortened_and_an_invisible_character_is_shown():
    assert str(Problem("a.csv", 2, "b", "y" * 500, "expected less")).count("y") == 80
    assert "\\xa0" in str(Problem("a.csv", 2, "b", "1\u00a0445", "expected a comma"))
