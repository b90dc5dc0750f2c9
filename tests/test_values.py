"""Figures, dates and texts that do not fit are reported with their place and value; markup is text."""

import pytest

from helpers import contract
from tests import bad_data
from tests.bad_data import ORDERS, problems, put, refused, rows


@pytest.fixture
def folder(tmp_path):
    """A copy of some tables, to be broken."""
    return bad_data.copy(tmp_path)


COUNTS = {
    "252.044": "a dot would be a decimal",
    "25,2044": "every three digits",
    "1445549": "every three digits",
    "1,44,5549": "every three digits",
    "1 445 549": "not a space",
    "1\u00a0445\u00a0549": "no-break space",
    "1\u202f445\u202f549": "narrow no-break space",
    "１，４４５": "digits are 0 to 9",
    "٢٥٢٬٠٤٤": "digits are 0 to 9",
    "-252,044": 'begins with "-"',
    "\u2212252,044": "never negative",
    "(252,044)": "never negative",
    "252,044.0": "a count is whole",
    "1.4": "a count is whole",
    "1.4 million": "a count is whole",
    "252,044*": "footnote mark",
    "252,044†": "footnote mark",
    "252,044a": "footnote mark",
    "252,044 [1]": "footnote mark",
    "252,044¹": "footnote mark",
    "0,044": "does not begin with 0",
    "007": "does not begin with 0",
    "1e5": "not a whole count",
    "0x1F": "not a whole count",
    "1_000": "not a whole count",
    "about 1,000": "not a whole count",
    "not published": "not a whole count",
    "n/a": "not a whole count",
    "": "blank",
    " 252,044": "a space before or after",
    "252,044 ": "a space before or after",
    "\t252,044": "control character 0x09",
    "252,\u200b044": "zero width space",
    "=252044": 'begins with "="',
    "+252,044": 'begins with "+"',
}


@pytest.mark.parametrize("printed", COUNTS)
def test_a_count_that_is_not_one_is_reported_with_its_place(folder, printed):
    problem = refused(folder, ORDERS, 3, "printed", printed)
    assert COUNTS[printed] in problem.expected
    assert str(problem).startswith(f'{ORDERS}, row 3, column printed: "')


@pytest.mark.parametrize("printed", ["30.333", "7.4 Million", "circa 5", "3,26 million", "30,3", "3.26million", "7.6"])
def test_a_figure_of_a_series_that_cannot_be_read_is_reported(folder, printed):
    row = next(n for n, line in enumerate(rows(folder, "docket.csv"), 1) if "persons" in line)
    refused(folder, "docket.csv", row, "printed", printed)


DATES = {
    "2024-13": "calendar",
    "2024-02-30": "calendar",
    "FY24": "not a date",
    "2024-1-5": "not a date",
    "24 November 2024": "not a date",
    "11/24/2024": "not a date",
    "2024-11/2024-10": "ends before it begins",
    "2023/2024/2025": "not a date",
    "FY2025 Q3-Q1": "not a date",
    "FY0000": "not a date",
    "20244": "not a date",
    "２０２４": "not a date",
    "": "blank",
}


@pytest.mark.parametrize("date", DATES)
def test_a_date_that_is_not_one_is_reported(folder, date):
    assert DATES[date] in refused(folder, "docket.csv", 9, "date", date).expected


@pytest.mark.parametrize("value", ["1_0", "٣", "１", "1e3", "inf", "nan", ".5", "5.", "--5", "-"])
def test_a_number_that_only_python_would_read_is_reported(folder, value):
    refused(folder, "places.csv", 5, "latitude", value)


@pytest.mark.parametrize("day", ["2024-1-5", "2024-02-30", "5 May 2024", "２０２４-01-05"])
def test_a_day_that_is_not_one_is_reported(folder, day):
    refused(folder, "sources.csv", 3, "accessed", day)


FORMULAS = ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_reported_in_any_column(folder, formula):
    put(folder, ORDERS, 4, "note", formula)
    put(folder, "names.csv", 4, "reason", formula)
    put(folder, "sources.csv", 4, "title", formula)
    assert [(p.file, p.row, p.column, p.value) for p in problems(folder)] == [
        (ORDERS, 4, "note", formula),
        ("names.csv", 4, "reason", formula),
        ("sources.csv", 4, "title", formula),
    ]


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\u00a0b", "a\ufeffb", "cafe\u0301", "a\x1b[31mb", "a\u2028b", " a", "a "]
)
def test_characters_that_cannot_be_seen_are_reported(folder, text):
    assert str(refused(folder, ORDERS, 4, "note", text)).isprintable()


MARKUP = [
    "<script>alert(1)</script>",
    '#eval("1")',
    "[x](javascript:alert)",
    "a | b",
    "*a* _b_ `c`",
    "$x$ \\(y\\)",
    "{{x}}",
]


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_accepted_as_text_and_kept_letter_by_letter(folder, name):
    put(folder, "places.csv", 5, "name", name)
    put(folder, "names.csv", 2, "spelling", name)
    put(folder, ORDERS, 2, "citizenship", name)
    frames = contract.read(folder)
    assert frames["places"]["name"].iloc[3] == name
    assert frames["final-orders-2024-11-24"]["citizenship"].iloc[0] == name
