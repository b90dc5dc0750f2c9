"""Figures, dates and texts that do not fit are reported with their place and value; markup is text."""

import pytest

from helpers import contract
from tests import bad_data
from tests.bad_data import ORDERS, all_refused, only, put, rows


@pytest.fixture
def folder(tmp_path):
    """A copy of some tables, to be broken; without the readings, which repeat cells of others."""
    return bad_data.copy(tmp_path, bad_data.TABLES - {"readings"})


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


def test_counts_that_are_none_are_reported_with_their_places(folder):
    for problem, said in zip(all_refused(folder, ORDERS, "printed", COUNTS), COUNTS.values(), strict=True):
        assert said in problem.expected
        assert str(problem).startswith(f'{ORDERS}, row {problem.row}, column printed: "')


def test_figures_of_a_series_that_cannot_be_read_are_reported(folder):
    row = next(n for n, line in enumerate(rows(folder, "docket.csv"), 1) if "persons" in line)
    figures = ["30.333", "7.4 Million", "circa 5", "3,26 million", "30,3", "3.26million", "7.6"]
    all_refused(folder, "docket.csv", "printed", figures, first=row)


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


def test_dates_that_are_none_are_reported(folder):
    for problem, said in zip(all_refused(folder, "docket.csv", "date", DATES), DATES.values(), strict=True):
        assert said in problem.expected


def test_numbers_that_only_python_would_read_are_reported(folder):
    values = ["1_0", "٣", "１", "1e3", "inf", "nan", ".5", "5.", "--5", "-"]
    all_refused(folder, "places.csv", "latitude", values)


def test_days_that_are_none_are_reported(folder):
    all_refused(folder, "sources.csv", "accessed", ["2024-1-5", "2024-02-30", "5 May 2024", "２０２４-01-05"])


FORMULAS = ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize(("file", "column"), [(ORDERS, "note"), ("names.csv", "reason"), ("sources.csv", "title")])
def test_cells_that_a_spreadsheet_would_run_are_reported_in_any_column(folder, file, column):
    all_refused(folder, file, column, FORMULAS)


def test_characters_that_cannot_be_seen_are_reported(folder):
    texts = ["a\u202eb", "a\u00a0b", "a\ufeffb", "cafe\u0301", "a\x1b[31mb", "a\u2028b", " a", "a "]
    for problem in all_refused(folder, ORDERS, "note", texts):
        assert str(problem).isprintable()


MARKUP = [
    "<script>alert(1)</script>",
    '#eval("1")',
    "[x](javascript:alert)",
    "a | b",
    "*a* _b_ `c`",
    "$x$ \\(y\\)",
    "{{x}}",
]


def test_markup_is_accepted_as_text_and_kept_letter_by_letter(folder):
    for row, name in enumerate(MARKUP, 2):
        put(folder, "places.csv", row, "name", name)
        put(folder, "names.csv", row, "spelling", name)
        put(folder, ORDERS, row, "citizenship", name)
    frames = contract.read(folder)
    assert list(frames["places"]["name"])[: len(MARKUP)] == MARKUP
    assert list(frames["final-orders-2024-11-24"]["citizenship"])[: len(MARKUP)] == MARKUP


@pytest.mark.parametrize(
    "short",
    ["Fox News, in a copy by like123.com", "Fox News (like123.com)", "like123.com", "Fox News, in a copy by a blog"],
)
def test_a_source_is_named_without_the_host_of_a_copy(folder, short):
    put(folder, "sources.csv", 2, "short", short)
    assert (only(folder).column, only(folder).value) == ("short", short)


def test_two_sources_do_not_share_a_name(folder):
    put(folder, "sources.csv", 3, "short", rows(folder, "sources.csv")[1][1])
    assert (only(folder).row, only(folder).column) == (3, "short")
