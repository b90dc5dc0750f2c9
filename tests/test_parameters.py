"""A reader may change the parameters of a chapter: each value allowed runs, and another one says what is allowed."""

import re

import matplotlib.pyplot as plt
import pytest

from helpers import exhibits
from helpers.charts import style
from helpers.parameters import check
from helpers.problems import ParameterError
from tests import chapters

CHECKED = re.compile(r'^check\("(\w+)", \w+, (.+)\)$', re.MULTILINE)


def limits(chapter: str) -> dict[str, list]:
    """What the parameters of a chapter may be, as it checks them: the two ends of a range, or a list."""
    return {name: list(eval(allowed)) for name, allowed in CHECKED.findall(source(chapter))}


def source(chapter: str) -> str:
    return "\n".join("".join(cell["source"]) for cell in chapters.code(chapter))


CHECKING = [chapter for chapter in chapters.EVERY if 'check("' in source(chapter)]
ENDS = [(chapter, {name: values[end] for name, values in limits(chapter).items()}) for chapter in CHECKING for end in (0, -1)]  # fmt: skip
# what a reader types between the ends
BETWEEN = [("03", {"YEAR": year, "NOT_EXECUTABLE": part, "PACE": pace}) for year, part, pace in (("FY2020", 0.85, 1), ("FY2021", 0, 20), ("FY2022", 0.5, 0.5), ("FY2023", 1, 2))]  # fmt: skip


def test_a_comment_says_what_is_allowed():
    assert len(CHECKING) > 2
    for chapter in CHECKING:
        for name, allowed in limits(chapter).items():
            [comment] = re.findall(rf"^{name} = .*?  # (.*)$", source(chapter), re.MULTILINE)
            first, *_, last = (str(limit).removesuffix(".0") for limit in allowed)
            assert re.search(rf"\b{first} (?:to|or) {last}$", comment), f"{name}: {comment}"


@pytest.mark.slow
@pytest.mark.parametrize(("chapter", "changed"), [*ENDS, *BETWEEN], ids=str)
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


def test_a_wrong_value_stops_the_chapter_with_what_is_allowed(monkeypatch):
    with pytest.raises(ParameterError, match=r"^YEAR is 2024; allowed .*'FY2019', 'FY2020'"):
        chapters.figures(monkeypatch, ["03"], YEAR=2024)


@pytest.mark.parametrize("value", [12.7, 4, 41, -12, "12", None, True, float("nan"), float("inf")])
def test_what_is_no_whole_number_within_the_limits_is_refused(value):
    for allowed in (5, 12, 40):
        check("MOST", allowed, (5, 40))
    with pytest.raises(ParameterError, match="allowed is a whole number from 5 to 40"):
        check("MOST", value, (5, 40))
