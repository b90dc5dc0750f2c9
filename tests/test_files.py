"""Files, headers and rows that are no table of the contract are reported; byte order marks, line ends and the order of rows are free."""

import csv

import pandas as pd
import pytest

from helpers.checks import contract
from helpers.figures import Data, Tables
from tests import bad_data
from tests.bad_data import ORDERS, change, only, problems, rows


def test_a_byte_order_mark_and_the_line_ends_of_any_system_change_nothing(folder):
    before = contract.read(folder)
    for file, end in {ORDERS: b"\r\n", "names.csv": b"\r", contract.CONTRACT: b"\r\n"}.items():
        (folder / file).write_bytes(b"\xef\xbb\xbf" + (folder / file).read_bytes().replace(b"\n", end))
    for name, frame in contract.read(folder).items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_rows_may_stand_in_any_order(folder):
    before = Data(Tables(contract.read(folder))).final_orders("2024-11-24")
    change(folder, ORDERS, lambda lines: lines.__setitem__(slice(1, None), lines[:0:-1]))
    pd.testing.assert_frame_equal(before, Data(Tables(contract.read(folder))).final_orders("2024-11-24"))


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_table_that_a_spreadsheet_saved_with_other_separators_gives_one_sentence(folder, mark, name):
    lines = rows(folder, ORDERS)
    with (folder / ORDERS).open("w", encoding="cp1252", errors="replace", newline="") as stream:
        csv.writer(stream, delimiter=mark, lineterminator="\r\n").writerows(lines)
    expected = f'its cells stand between {name}, expected commas; save it as "CSV UTF-8 (comma delimited)"'
    assert str(only(folder)) == f"{ORDERS}: {expected}"


FILES = {
    "a workbook": (lambda raw: b"PK\x03\x04" + raw, None, "a workbook of Excel or LibreOffice, whatever its name says"),
    "utf-16": (lambda raw: raw.decode().encode("utf-16"), None, "text in UTF-16"),
    "sep=": (lambda raw: b"sep=,\n" + raw, 1, "meant for a spreadsheet program; delete it"),
    "latin-1": (lambda raw: raw.replace(b"Albania", b"Alb\xe9nia"), 3, "not UTF-8"),
    "quote left open": (lambda raw: raw.replace(b'Albania,"1,874"', b'Albania,"1,874'), 3, "a quote missing"),
    "empty": (lambda raw: b"", None, "the file is empty"),
    "blank": (lambda raw: b"\n \r\n", None, "the file is empty"),
    "header only": (lambda raw: raw.partition(b"\n")[0] + b"\n", None, "no rows"),
}


def test_a_file_that_is_no_table_gives_one_sentence_with_its_row(folder):
    whole = (folder / ORDERS).read_bytes()
    for case, (how, row, said) in FILES.items():
        (folder / ORDERS).write_bytes(how(whole))
        problem = only(folder)
        assert (problem.file, problem.row) == (ORDERS, row), case
        assert said in problem.expected
    (folder / ORDERS).unlink()
    assert "cannot be read (No such file" in only(folder).expected


def test_a_missing_line_end_is_told_and_hides_nothing_else(folder):
    bad_data.put(folder, ORDERS, 3, "evidence", "hearsay")
    (folder / ORDERS).write_bytes((folder / ORDERS).read_bytes()[:-1])
    assert [problem.row for problem in problems(folder)] == [len(rows(folder, ORDERS)), 3]


def test_a_quote_that_swallows_the_next_row_is_reported(folder):
    """Two quotes too many can make one well-formed cell of two rows."""
    lines = (folder / ORDERS).read_text(encoding="utf-8").split("\n")
    lines[1:3] = ['Afghanistan,"1,708",document,ice-response-2024-11,"a note', 'Albania,1874,document,x,end"']
    (folder / ORDERS).write_text("\n".join(lines), encoding="utf-8")
    problem = next(problem for problem in problems(folder) if problem.column == "note")
    assert (problem.row, problem.expected.partition(";")[0]) == (2, "a line break inside a cell")


@pytest.mark.parametrize("name", ["final_orders_2025-11-24.CSV", "final_orders_2024-11-24.xlsx"])
def test_a_table_that_the_contract_does_not_name_is_not_passed_over(folder, name):
    (folder / name).write_text("citizenship,printed\n", encoding="utf-8")
    assert only(folder).file == name
    assert "datapackage.json" in only(folder).expected


HEADERS = {
    "missing": (lambda lines: [line.pop(2) for line in lines], [("evidence", "this column is missing")]),
    "extra": (lambda lines: [line.append("x") for line in lines], [("x", "no such column")]),
    "another name": (
        lambda lines: lines[0].__setitem__(1, "persons"),
        [("printed", "this column is missing"), ("persons", "no such column")],
    ),
    "two of one name": (lambda lines: [line.append(line[0]) for line in lines], [(None, "expected the columns")]),
    "another order": (lambda lines: [line.reverse() for line in lines], [(None, "expected the columns")]),
    "no name": (
        lambda lines: lines[0].__setitem__(4, ""),
        [("note", "missing"), ("5 (without a name)", "no such column")],
    ),
}


def test_a_header_that_is_not_the_contracts_is_reported(folder):
    whole = (folder / ORDERS).read_bytes()
    for how, expected in HEADERS.values():
        (folder / ORDERS).write_bytes(whole)
        change(folder, ORDERS, how)
        found = problems(folder)
        assert {(problem.file, problem.row) for problem in found} == {(ORDERS, 1)}
        assert [problem.column for problem in found] == [column for column, _ in expected]
        assert all(said in problem.expected for problem, (_, said) in zip(found, expected, strict=True))


def test_a_row_with_too_few_or_too_many_cells_or_none_is_reported_once(folder):
    def break_rows(lines):
        lines[3].pop()
        lines[5].append("x")
        lines.insert(8, [])
        lines.append([""] * len(lines[0]))

    change(folder, ORDERS, break_rows)
    found = [problem for problem in problems(folder) if problem.file == ORDERS]
    assert [problem.row for problem in found] == [4, 6, 9, len(rows(folder, ORDERS))]
    assert [p.expected.partition(";")[0] for p in found] == ["4 cells", "6 cells", "an empty row", "an empty row"]
