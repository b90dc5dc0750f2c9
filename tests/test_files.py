"""Files, headers and rows that are no table of the contract are reported; byte order marks, line ends and the order of rows are free."""

import csv

import pandas as pd
import pytest

from helpers import contract, figures, load
from tests import bad_data
from tests.bad_data import ORDERS, bytes_of, change, only, problems, rows


@pytest.fixture
def folder(tmp_path):
    """A copy of some tables, to be broken."""
    return bad_data.copy(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder):
    before, _ = contract.validate(folder)
    for file in (ORDERS, "names.csv", "sources.csv"):
        bytes_of(folder, file, lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    bytes_of(folder, contract.CONTRACT, lambda raw: b"\xef\xbb\xbf" + raw)
    after, found = contract.validate(folder)
    assert not found
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, after[name])


def test_rows_may_stand_in_any_order(folder):
    before = figures.Data(contract.read(folder))
    change(folder, ORDERS, lambda lines: lines.__setitem__(slice(1, None), lines[:0:-1]))
    after = figures.Data(contract.read(folder))
    assert before.total("2024-11-24") == after.total("2024-11-24")
    pd.testing.assert_frame_equal(before.final_orders("2024-11-24"), after.final_orders("2024-11-24"))


@pytest.mark.parametrize("file", [ORDERS, "names.csv", "sources.csv", "readings.csv"])
@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_table_that_a_spreadsheet_saved_with_other_separators_gives_one_sentence(folder, file, mark, name):
    lines = rows(folder, file)
    with (folder / file).open("w", encoding="cp1252", errors="replace", newline="") as stream:
        csv.writer(stream, delimiter=mark, lineterminator="\r\n").writerows(lines)
    expected = f'its cells stand between {name}, expected commas; save it as "CSV UTF-8 (comma delimited)"'
    assert str(only(folder)) == f"{file}: {expected}"


def test_a_semicolon_in_a_cell_is_no_separator(folder):
    bad_data.put(folder, ORDERS, 2, "note", "one; two")
    assert not problems(folder)


BYTES = {
    "latin-1": (lambda raw: raw.replace(b"Albania", b"Alb\xe9nia", 1), "Albénia", "not UTF-8"),
    "nul": (lambda raw: raw.replace(b"Albania", b"Alb\x00nia", 1), "Alb", "NUL byte"),
    "utf-16": (lambda raw: raw.decode().encode("utf-16"), "", "NUL byte"),
    "empty": (lambda raw: b"", None, "the file is empty"),
    "blank": (lambda raw: b"\n \r\n", None, "the file is empty"),
    "header only": (lambda raw: raw.partition(b"\n")[0] + b"\n", None, "no rows"),
    "quote left open": (lambda raw: raw.replace(b'Albania,"1,874"', b'Albania,"1,874', 1), None, "not CSV"),
    "half written": (lambda raw: raw[:1000], None, "no line end"),
    "one byte short": (lambda raw: raw[:-1], None, "no line end"),
    "old Mac line ends": (lambda raw: raw.replace(b"\n", b"\r"), None, "no line end"),
}


@pytest.mark.parametrize("case", BYTES)
def test_bytes_that_are_no_csv_are_reported(folder, case):
    how, value, expected = BYTES[case]
    bytes_of(folder, ORDERS, how)
    problem = only(folder)
    assert problem.file == ORDERS
    assert expected in problem.expected
    assert value is None or value in (problem.value or "")


def test_the_row_of_a_bad_byte_and_of_an_open_quote_is_named(folder):
    for row, old, new in [(3, b"Albania", b"Alb\x00nia"), (3, b"Albania", b"Alb\xe9nia"), (3, b'"1,874"', b'"1,874')]:
        bad_data.copy(folder)
        bytes_of(folder, ORDERS, lambda raw, old=old, new=new: raw.replace(old, new, 1))
        assert only(folder).row == row


def test_a_quote_that_swallows_the_next_row_is_reported(folder):
    """Two quotes too many can make one well-formed cell of two rows."""
    lines = (folder / ORDERS).read_text(encoding="utf-8").split("\n")
    lines[1:3] = ['Afghanistan,"1,708",document,ice-response-2024-11,"a note', 'Albania,1874,document,x,end"']
    (folder / ORDERS).write_text("\n".join(lines), encoding="utf-8")
    problem = next(p for p in problems(folder) if p.column == "note")
    assert (problem.row, problem.expected.partition(";")[0]) == (2, "a line break inside a cell")


def test_a_missing_file_and_a_file_that_cannot_be_read_are_reported(folder):
    (folder / ORDERS).unlink()
    assert "missing" in only(folder).expected
    (folder / ORDERS).mkdir()
    assert "cannot be read" in only(folder).expected


@pytest.mark.parametrize("name", ["final_orders_2025-11-24.CSV", "final_orders_2024-11-24 (copy).csv"])
def test_a_csv_that_the_contract_does_not_name_is_reported(folder, name):
    (folder / name).write_text("citizenship,printed\n", encoding="utf-8")
    problem = only(folder)
    assert problem.file == name
    assert "datapackage.json" in problem.expected


def _drop(column):
    def how(lines):
        position = lines[0].index(column)
        for line in lines:
            del line[position]

    return how


def _swap_columns(lines):
    for line in lines:
        line[0], line[1] = line[1], line[0]


HEADERS = {
    "missing": (_drop("evidence"), [("evidence", "this column is missing")]),
    "extra": (lambda lines: [line.append("x") for line in lines], [("x", "no such column")]),
    "wrong name": (
        lambda lines: lines[0].__setitem__(1, "persons"),
        [("printed", "this column is missing"), ("persons", "no such column")],
    ),
    "two of one name": (lambda lines: [line.append(line[0]) for line in lines], [(None, "expected the columns")]),
    "other order": (_swap_columns, [(None, "expected the columns")]),
    "blank name": (lambda lines: lines[0].__setitem__(-1, ""), [("note", "missing"), ("", "no such column")]),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_header_that_is_not_the_contracts_is_reported(folder, case):
    how, expected = HEADERS[case]
    change(folder, ORDERS, how)
    found = problems(folder)
    assert {(p.file, p.row) for p in found} == {(ORDERS, 1)}
    assert [p.column for p in found] == [column for column, _ in expected]
    assert all(text in p.expected for p, (_, text) in zip(found, expected, strict=True))


def test_a_row_with_too_few_or_too_many_cells_or_none_is_reported(folder):
    change(
        folder,
        ORDERS,
        lambda lines: (lines[3].pop(), lines[5].append("x"), lines.insert(8, []), lines.append([""] * len(lines[0]))),
    )
    found = [p for p in problems(folder) if p.file == ORDERS]
    assert [p.row for p in found] == [4, 6, 9, len(rows(folder, ORDERS))]
    assert [p.expected.partition(";")[0] for p in found] == ["4 cells", "6 cells", "an empty row", "an empty row"]
