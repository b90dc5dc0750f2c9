"""Numbers come out of their formatters with the unit and the right value."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import clean, words

shares = st.floats(-10, 10)
fractions = st.floats(0, 1)
numbers = st.integers(-(10**12), 10**12)


def number_in(text: str) -> float:
    """The number in a sentence, with its sign."""
    found = re.findall(r"[−-]?[0-9][0-9,]*(?:\.[0-9]+)?", text)
    return float(found[0].replace(",", "").replace("−", "-"))


@given(numbers)
def test_a_count_has_commas_every_three_digits_and_loses_nothing(number):
    assert number_in(words.count(number)) == number
    if number >= 0:
        assert clean.count(words.count(number)) == number


@pytest.mark.parametrize("number", [0.5, 252.044, float("nan"), float("inf")])
def test_what_is_not_whole_is_no_count(number):
    with pytest.raises((ValueError, OverflowError)):
        words.count(number)


@given(shares, st.integers(0, 3))
def test_a_percentage_is_a_hundred_times_the_share_and_has_its_sign(share, places):
    said = words.percent(share, places)
    assert said.endswith("%")
    if said.startswith("under "):
        assert 0 < 100 * share < number_in(said)
    elif said.startswith("above "):
        assert number_in(said) < 100 * share < 0
    else:
        assert abs(number_in(said) - 100 * share) <= 0.5 * 10**-places + 1e-9
    assert "-" not in said


@given(st.floats(10.001, 1e6) | st.floats(-1e6, -10.001) | st.just(float("nan")))
def test_a_percentage_given_as_a_share_is_refused(share):
    with pytest.raises(ValueError, match="not a fraction"):
        words.percent(share)


@given(fractions)
def test_no_share_above_zero_is_called_zero_and_none_below_zero_has_a_sign(share):
    assert (number_in(words.percent(share)) == 0) == (share == 0)
    assert not words.percent(-1e-9).startswith("−0.0%")


@given(shares)
def test_a_difference_of_shares_is_in_percentage_points(difference):
    said = words.points(difference)
    assert said.endswith(" percentage points")
    assert abs(number_in(said) - 100 * difference) <= 0.05 + 1e-9


@given(st.floats(-1e12, 1e12))
def test_numbers_millions_and_times_are_rounded_and_nothing_else(value):
    slack = 1e-6 + 1e-9 * abs(value)
    assert abs(number_in(words.number(value)) - value) <= 0.05 + slack
    assert abs(number_in(words.millions(value)) * 1e6 - value) <= 5_000 + slack
    assert abs(number_in(words.times(value)) - value) <= 0.05 + slack


@given(numbers)
def test_a_change_has_its_sign(difference):
    said = words.change(difference)
    assert number_in(said.replace("+", "")) == difference
    assert said[0] == ("+" if difference > 0 else "−" if difference < 0 else "0")


@given(st.integers(0, 12))
def test_small_numbers_are_in_letters(number):
    assert words.SMALL.index(words.small(number)) == number
    assert words.small(13) == "13"


@pytest.mark.parametrize("number", [2.7, 0.5, 11.999])
def test_a_number_between_two_is_not_put_into_letters(number):
    with pytest.raises(ValueError, match="not a whole"):
        words.small(number)


@pytest.mark.parametrize(
    ("rank", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (111, "111th"),
     (122, "122nd"), (1011, "1,011th")],
)  # fmt: skip
def test_a_rank_has_the_ending_of_english(rank, said):
    assert words.ordinal(rank) == said


@given(fractions)
def test_a_fraction_in_words_is_within_three_points_and_on_the_side_it_says(share):
    named = {"a tenth": 0.1, "a fifth": 0.2, "a quarter": 0.25, "a third": 1 / 3, "two fifths": 0.4, "half": 0.5,
             "three fifths": 0.6, "two thirds": 2 / 3, "three quarters": 0.75, "four fifths": 0.8, "nine tenths": 0.9}  # fmt: skip
    try:
        said = words.fraction(share)
    except ValueError:
        assert min(abs(value - share) for value in named.values()) > 0.03
        return
    value = named[re.sub("^just (over|under) ", "", said)]
    assert abs(value - share) <= 0.03
    if said.startswith("just over"):
        assert share > value
    elif said.startswith("just under"):
        assert share < value
    else:
        assert abs(share - value) < 0.005


@given(st.lists(st.sampled_from(["Mexico", "Cuba", "Haiti"]), max_size=5))
def test_a_listing_names_every_item_once_in_order(items):
    said = words.listing(items)
    assert re.findall("Mexico|Cuba|Haiti", said) == items
    assert said == "none" if not items else said.count(" and ") == (len(items) > 1)
