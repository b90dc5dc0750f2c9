"""A comparison is shown only where a condition was found true for it, or somebody read it."""

import re

import pytest

from helpers import claims, show, words
from tests import compare, replay


@pytest.fixture(autouse=True)
def nothing_asserted(monkeypatch):
    monkeypatch.setattr(claims, "ASSERTED", set())


@pytest.mark.parametrize(
    "sentence", ["The docket fell in {}.", "Nearly half of 1,000 people.", "Most are from {}.", "It is above 10%."]
)
def test_a_comparison_that_nothing_asserts_is_refused_where_it_would_be_shown(sentence):
    said = words.quote("1,000 and 10%") and sentence.format("FY2024")
    with pytest.raises(show.ClaimError, match=f"no condition asserts it, in .*{re.escape(said)}"):
        show.say(said)
    with pytest.raises(show.ClaimError, match="not true for the figures at hand"):
        show.say(show.holds(False, said))


def test_a_sentence_held_to_a_condition_is_shown(monkeypatch):
    monkeypatch.setattr(show, "display", lambda bundle, **_: shown.append(bundle["text/markdown"]))
    shown: list[str] = []
    show.say(show.holds(2 > 1, "The second year is higher."), show.stated("A longer word needs no figure."))
    assert shown == ["The second year is higher. A longer word needs no figure."]


def test_a_typed_comparison_and_a_typed_number_in_letters_are_noticed():
    section = replay.Section("01_a.ipynb", "A", "B", [("sentence", "Seven people.")], ["## B", "Most are from Mexico."])
    assert compare.uncompared_typed([section]) == ["01_a.ipynb, “B”: “Most” in “Most are from Mexico.”"]
    assert compare.uncounted([section]) == ["01_a.ipynb, “B”, sentence: {'seven'} in “Seven people.”"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mexico rose, Cuba fell.", ["rose", "fell"]),
        ("Two thirds are more than half.", ["Two thirds", "more", "half"]),
        ("Under 5% of all, about ten people, over a quarter.", ["Under", "about", "over", "a quarter"]),
        ("A third party read 1,000 rows over two minutes; ten people or more; no longer a lower bound.", []),
        ("See [most of the people](#here) and `MOST`.", []),
        ("Withholding-only cases under appeal; final orders over the docket.", []),
    ],
)
def test_words_that_compare_are_told_from_names_and_set_phrases(text, found):
    assert [word for word, _ in claims.unasserted(text)] == found
