"""A reader may change the parameters of a chapter: each value allowed runs, and another one says what is allowed."""

import re

import matplotlib.pyplot as plt
import pytest

from helpers import exhibits
from helpers.charts import style
from helpers.parameters import check
from helpers.paths import NOTEBOOKS
from helpers.problems import ParameterError
from tests import chapters

ENDS = {  # the ends of each range, and what a reader types between them
    "02": [{"MOST": 15}, {"MOST": 40}],
    "03": [
        {"YEAR": "FY2019", "MOST": 10, "PACE": 0, "NOT_EXECUTABLE": 1, "HORIZON": 1},
        {"YEAR": "FY2021", "MOST": 40, "PACE": 20.0, "NOT_EXECUTABLE": 0.0, "HORIZON": 50},
        {"YEAR": "FY2020", "NOT_EXECUTABLE": 0.85},
        {"YEAR": "FY2022", "PACE": 0.5, "NOT_EXECUTABLE": 0},
        {"YEAR": "FY2023", "PACE": 20, "NOT_EXECUTABLE": 1.0},
    ],
    "04": [{"BASE": "FY2019"}],
}
WRONG = [
    ("02", "MOST", 14, "a whole number from 15 to 40"),
    ("02", "MOST", 20.5, "a whole number from 15 to 40"),
    ("03", "YEAR", 2024, "'FY2019', 'FY2020'"),
    ("03", "PACE", -1, "a number from 0.0 to 20.0"),
    ("03", "NOT_EXECUTABLE", 40, "a number from 0.0 to 1.0"),
    ("03", "HORIZON", "long", "a whole number from 1 to 50"),
    ("04", "BASE", "FY2031", "'FY2019', 'FY2024'"),
]


def test_every_chapter_that_checks_its_parameters_is_tried():
    checking = {file.stem[:2] for file in NOTEBOOKS.glob("*.ipynb") if re.search(r"\"check\(", file.read_text("utf-8"))}
    assert checking == set(ENDS)


def test_a_comment_says_what_is_allowed():
    for chapter in ENDS:
        cells = "\n".join("".join(cell["source"]) for cell in chapters.code(chapter))
        for name, limits in re.findall(r'^check\("\w+", (\w+), (.+)\)$', cells, re.MULTILINE):
            [comment] = re.findall(rf"^{name} = .*?  # (.*)$", cells, re.MULTILINE)
            first, *_, last = (str(limit).removesuffix(".0") for limit in eval(limits))
            assert re.search(rf"\b{first} (?:to|or) {last}$", comment), f"{name}: {comment}"


@pytest.mark.slow
@pytest.mark.parametrize(("chapter", "changed"), [(name, one) for name, ends in ENDS.items() for one in ends], ids=str)
def test_every_value_that_a_comment_allows_runs_and_is_drawn(monkeypatch, chapter, changed):
    drawn = chapters.figures(monkeypatch, [chapter], **changed)
    assert drawn
    for figure in drawn.values():
        plt.close(figure.draw(figure.frame, style.NARROW))


@pytest.mark.slow
@pytest.mark.parametrize(("chapter", "name", "year"), [("03", "YEAR", "FY2021"), ("04", "BASE", "FY2019")])
def test_what_says_something_else_of_another_year_names_that_year(monkeypatch, chapter, name, year):
    def texts(**parameters) -> list[str]:  # without what they cite, and days
        said: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr(exhibits, "say", lambda words, holds=(): said.append(words))
            drawn = chapters.figures(patch, [chapter], **parameters)
        said += [figure.asked["title"] + figure.asked["alt"] + figure.asked["subtitle"] for figure in drawn.values()]
        return [re.sub(r"\[[^]]*\]\([^)]*\)|\b\w+ber 2024\b", "", words) for words in said]

    changed = [new for old, new in zip(texts(), texts(**{name: year}), strict=True) if new != old]
    assert len(changed) > 1
    assert [new for new in changed if year.removeprefix("FY") not in new or "2024" in new] == []


@pytest.mark.parametrize(("chapter", "name", "value", "allowed"), WRONG)
def test_a_wrong_value_says_what_is_allowed(monkeypatch, chapter, name, value, allowed):
    with pytest.raises(ParameterError) as caught:
        chapters.figures(monkeypatch, [chapter], **{name: value})
    assert str(caught.value).startswith(f"{name} is {value!r}; allowed ")
    assert allowed in str(caught.value)


@pytest.mark.parametrize("value", [12.7, 4, 41, -12, "12", None, True, float("nan"), float("inf")])
def test_what_is_no_whole_number_within_the_limits_is_refused(value):
    for allowed in (5, 12, 40):
        check("MOST", allowed, (5, 40))
    with pytest.raises(ParameterError, match="allowed is a whole number from 5 to 40"):
        check("MOST", value, (5, 40))
