"""Figures, dates and texts that do not fit are refused with their place and what to do; markup is text."""

import pytest
from fontTools.ttLib import TTFont

from helpers.checks import contract
from helpers.export import fonts
from tests import bad_data
from tests.bad_data import ORDERS, put, refused


@pytest.fixture
def alone(tmp_path):
    """A copy without the readings, which repeat cells of others."""
    return bad_data.copy(tmp_path, bad_data.TABLES - {"readings"})


# fmt: off
COUNTS = {
    "252.044": "a dot would be a decimal", "1445549": "every three digits", "1 445 549": "not a space",
    "1\u00a0445": "no-break space", "１，４４５": "fullwidth digit", "-252,044": "never negative",
    "(252,044)": "never negative", "252,044.0": "a count is whole", "1.4 million": "exact counts only",
    "252,044*": "footnote mark", "252,044 r": "not a whole count", "252,044¹": "footnote mark",
    "0,044": "does not begin with 0", "about 1,000": "withheld, rounded or a bound", "=SUM(A1:A9)": "not a whole count",
    "": "blank", "252,044 ": "a space before or after", "\t252,044": "control character 0x09", "2\u200b4": "zero width space",
}
WITHHELD = ["D", "-", "–", "**", "(b)(7)(E)", "b(7)e", "N/A", "#N/A", "redacted"]
FIGURES = dict.fromkeys(["30.333", "7.4 Million", "circa 5", "3,26 million", "3.26million"], "a figure as printed")
DATES = {
    "2024-13": "calendar", "FY24": "not a date", "24 November 2024": "not a date",
    "2024-11/2024-10": "ends before it begins", "FY2025 Q3-Q1": "ends before it begins", "": "blank",
}
NUMBERS = dict.fromkeys(["1_0", "1e3", "inf", "nan", ".5", "5.", "--5"], "")
DAYS = dict.fromkeys(["2024-1-5", "2024-02-30", "5 May 2024"], "")
FORMULAS = dict.fromkeys(['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)"], "for a formula")
TEXTS = {
    "a\u202eb": "right-to-left override", "a\u00a0b": "no-break space", "cafe\u0301": "a combining acute accent",
    "a\x1b[31mb": "control character 0x1b", "a\x00b": "control character 0x00", " a": "a space before or after",
    "a\nb": "a line break", "รายชื่อ": "a thai character ro rua", "名簿": "in Latin letters",
    "list \N{PARTY POPPER}": "a party popper; expected plain spaces and signs",
}
# fmt: on


@pytest.mark.parametrize(
    ("file", "column", "said"),
    [
        (ORDERS, "printed", COUNTS),
        (ORDERS, "printed", dict.fromkeys([*WITHHELD, "not published"], "leave out a row whose count is withheld")),
        ("docket.csv", "printed", dict.fromkeys(WITHHELD, "withholds or leaves out is \"not published\", with its mark in the note")),
        ("docket.csv", "printed", FIGURES),
        ("docket.csv", "scope", dict.fromkeys(["rounded", "rounded to the nearest thousand"], "rounded to tens, hundreds or thousands")),
        ("docket.csv", "date", DATES),
        ("places.csv", "latitude", NUMBERS),
        ("sources.csv", "accessed", DAYS),
        ("places.csv", "name", {"Kingdom of Lesotho formerly the Crown Colony and Territory of Basutoland": "characters"}),
        (ORDERS, "note", FORMULAS),
        ("sources.csv", "title", FORMULAS | TEXTS),
        ("sources.csv", "short", {"Fox News, in a copy by like123.com": "", "Fox News (like123.com)": "", "like123.com": ""}),
    ],
)  # fmt: skip
def test_what_does_not_fit_its_column_is_refused_with_its_place(alone, file, column, said):
    refused(alone, file, column, said)


def test_a_share_is_of_the_whole_at_most(tmp_path):
    folder = bad_data.copy(tmp_path, {"quantities", "sources", "choices"})
    lines = enumerate(bad_data.rows(folder, "quantities.csv"), 1)
    row = next(number for number, line in lines if line[1].endswith("_share") and line[3].isdigit())
    for printed in ("101", "more than 100.5"):
        put(folder, "quantities.csv", row, "printed", printed)
        assert "expected a share of 100 percent or less" in str(bad_data.only(folder))
    put(folder, "quantities.csv", row, "printed", "100")
    assert bad_data.problems(folder) == []


def test_markup_is_text_and_is_kept_letter_by_letter(folder):
    marks = ["<script>alert(1)</script>", '#eval("1")', "[x](javascript:alert)", "a | b", "*a* _b_ `c`", "$x$ \\(y\\)"]
    for row, name in enumerate(marks, 2):
        put(folder, "places.csv", row, "name", name)
        put(folder, "sources.csv", row, "title", name)
    frames = contract.read(folder)
    assert list(frames["places"]["name"])[: len(marks)] == marks
    assert list(frames["sources"]["title"])[: len(marks)] == marks


def test_every_letter_that_is_accepted_has_a_sign_in_each_face_of_the_report():
    covered = set.intersection(*(set(TTFont(file).getBestCmap()) for file in fonts.FACES.values()))
    accepted = {code for code in range(0x10000) if chr(code).isprintable() and contract.TYPE_FACE.fullmatch(chr(code))}
    assert accepted <= covered
    assert len(accepted) > 400
