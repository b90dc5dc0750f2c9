"""Figures and dates as printed: what fits the grammar is read exactly, and nothing else is read at all."""

import datetime as dt
import itertools
import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import clean

counts = st.integers(0, 10**12)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
years = st.integers(clean.FIRST_YEAR, clean.LAST_YEAR)
dates = days.map(str) | years.map(str) | years.map("FY{}".format) | days.map(lambda day: f"{day:%Y-%m}")


@given(counts, st.sampled_from(list(clean.QUALIFIERS.items())))
def test_a_count_put_into_words_is_read_back_with_its_precision(number, word):
    assert clean.count(f"{number:,}") == number
    assert clean.figure(f"{number:,}") == clean.Figure(number, "exact")
    assert clean.figure(f"{word[0]} {number:,}") == clean.Figure(number, word[1])


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from(["million", "billion"]))
def test_a_scale_word_multiplies_and_makes_it_rounded(whole, hundredths, scale):
    value = (100 * whole + hundredths) * clean.SCALES[scale] // 100
    assert clean.figure(f"{whole}.{hundredths:02} {scale}") == clean.Figure(value, "rounded")


@given(st.text("0123456789,.-+ \u00a0٣５*aMilonbtu", max_size=12) | st.text(max_size=10))
@example("1445549")
@example("１,４４５")
@example("1,445,549\n")
@example("25,2044")
def test_no_other_string_is_a_count_or_a_figure(printed):
    with suppress(ValueError):
        assert f"{clean.count(printed):,}" == printed
    with suppress(ValueError):
        assert (clean.figure(printed).value or 0) >= 0
        assert re.fullmatch(r"[ -~]+", printed)


@given(days)
def test_a_day_is_its_own_period_and_a_month_ends_the_day_before_the_next(day):
    assert clean.period(day.isoformat()) == clean.Period(day, day)
    month, year = clean.period(f"{day:%Y-%m}"), clean.period(str(day.year))
    assert (month.start, (month.end + dt.timedelta(days=1)).day) == (day.replace(day=1), 1)
    assert year.start <= month.start <= day <= month.end <= year.end


@given(years)
def test_four_quarters_make_a_fiscal_year_from_1_october_to_30_september_without_gap(year):
    quarters = [clean.period(f"FY{year} Q{number}") for number in (1, 2, 3, 4)]
    whole = clean.Period(dt.date(year - 1, 10, 1), dt.date(year, 9, 30))
    assert clean.period(f"FY{year}") == clean.Period(quarters[0].start, quarters[3].end) == whole
    assert all(one.end + dt.timedelta(days=1) == two.start for one, two in itertools.pairwise(quarters))
    assert clean.period(f"FY{year} Q2-Q3") == clean.Period(quarters[1].start, quarters[2].end)


@given(dates, dates)
def test_a_span_starts_before_it_ends_or_is_refused(first, last):
    one, two = clean.period(first), clean.period(last)
    if two.end < one.start:
        with pytest.raises(ValueError, match="ends before it begins"):
            clean.period(f"{first}/{last}")
    else:
        assert clean.period(f"{first}/{last}") == clean.Period(one.start, two.end)


@given(st.text("0123456789-/FYQ ", max_size=14) | st.text(max_size=10))
@example("FY0000")
@example("2024/2024/2024")
@example("2024-11-24\n")
@example("２０２４")
def test_no_other_string_is_a_date(printed):
    with suppress(ValueError):
        read = clean.period(printed)
        assert read.start <= read.end
        assert re.fullmatch(r"[0-9FYQ /-]+", printed)
