"""Figures, dates and names as printed: what fits the grammar is read exactly, and nothing else is read at all."""

# ruff: noqa: PT017  (a string drawn at random may be refused or not)

import datetime as dt
import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import clean

counts = st.integers(0, 10**12)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
years = st.integers(clean.FIRST_YEAR, clean.LAST_YEAR)
figure_like = st.text("0123456789,.-+ \u00a0٣５*aMilonbtu", max_size=12)


# Counts


@given(counts)
def test_a_count_put_into_words_is_read_back(number):
    assert clean.count(f"{number:,}") == number


@given(figure_like | st.text(max_size=8))
@example("1445549")
@example("１,４４５")
@example("1,445,549\n")
def test_no_other_string_is_a_count(printed):
    try:
        number = clean.count(printed)
    except ValueError as error:
        assert printed in str(error)
        assert "not a whole count" in str(error)
    else:
        assert f"{number:,}" == printed


# Figures


@given(counts)
def test_a_full_figure_is_exact(number):
    assert clean.figure(f"{number:,}") == clean.Figure(number, "exact")


@given(
    counts,
    st.sampled_from(list(clean.QUALIFIERS.items())),
)
def test_a_word_before_a_figure_says_how_precise_it_is(number, word):
    assert clean.figure(f"{word[0]} {number:,}") == clean.Figure(number, word[1])


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from(["million", "billion"]))
def test_a_scale_word_multiplies_and_makes_it_rounded(whole, hundredths, scale):
    read = clean.figure(f"{whole}.{hundredths:02} {scale}")
    assert read.precision == "rounded"
    assert read.value == (100 * whole + hundredths) * clean.SCALES[scale] // 100


@given(figure_like | st.text(max_size=10))
@example("252.044")
@example("25,2044")
@example("1,445,549.")
def test_any_other_figure_is_refused_with_a_sentence(printed):
    try:
        read = clean.figure(printed)
    except ValueError as error:
        assert str(error).startswith(f'"{printed}" is not a figure as printed')
    else:
        assert re.fullmatch(r"[ -~]+", printed)
        assert read.value is None or read.value >= 0


@pytest.mark.parametrize("printed", sorted(clean.NOT_A_NUMBER))
def test_what_a_source_does_not_give_has_no_value(printed):
    assert clean.figure(printed) == clean.Figure(None, "none")


# Dates


@given(days)
def test_a_day_is_its_own_period(day):
    read = clean.period(day.isoformat())
    assert (read.start, read.end) == (day, day)


@given(years)
def test_four_quarters_make_a_fiscal_year_from_1_october_to_30_september_without_gap(year):
    quarters = [clean.period(f"FY{year} Q{number}") for number in (1, 2, 3, 4)]
    whole = clean.period(f"FY{year}")
    assert (quarters[0].start, quarters[3].end) == (whole.start, whole.end)
    assert (whole.start, whole.end) == (dt.date(year - 1, 10, 1), dt.date(year, 9, 30))
    for one, two in itertools.pairwise(quarters):
        assert one.end + dt.timedelta(days=1) == two.start
    assert clean.period(f"FY{year} Q2-Q3") == clean.Period(quarters[1].start, quarters[2].end)


@given(years, st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year, month):
    read = clean.period(f"{year}-{month:02}")
    following = read.end + dt.timedelta(days=1)
    assert (read.start.day, following.day, read.start.month) == (1, 1, month)
    assert clean.period(str(year)).start <= read.start <= read.end <= clean.period(str(year)).end


dates = days.map(str) | years.map(str) | years.map("FY{}".format) | days.map(lambda day: f"{day:%Y-%m}")


@given(dates, dates)
def test_a_span_starts_before_it_ends_or_is_refused(first, last):
    one, two = clean.period(first), clean.period(last)
    if two.end < one.start:
        with pytest.raises(ValueError, match="ends before it begins"):
            clean.period(f"{first}/{last}")
    else:
        span = clean.period(f"{first}/{last}")
        assert (span.start, span.end) == (one.start, two.end)
        assert span.start <= span.end


@given(st.text("0123456789-/FYQ ", max_size=14) | st.text(max_size=10))
@example("2024-13")
@example("2024-02-30")
@example("FY24")
@example("FY0000")
@example("0000")
@example("2024/2024/2024")
@example("2024-11-24\n")
@example("２０２４")
@example("undated")
def test_any_other_date_is_refused_with_a_sentence(printed):
    try:
        read = clean.period(printed)
    except ValueError as error:
        assert re.match(r'".*" (is not a date such as|is not in the calendar|ends before it begins)', str(error), re.S)
    else:
        assert read.start <= read.end
        assert re.fullmatch(r"[0-9FYQ /-]+", printed)
