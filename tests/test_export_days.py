"""A day that a chapter tells in Markdown is that of a row of data/ on what is cited there: a corrected one is not left standing."""

import pytest

from helpers.export import BuildError, days
from helpers.export.pieces import Text
from tests.changed_data import changed

STAYED = "([A log](C_sources.ipynb#source-fedcourtsai))"


def test_a_day_in_prose_follows_the_row_it_was_taken_from(data):
    told = {"04.ipynb": [Text(f"On 29 September the Supreme Court stayed that ruling {STAYED}.")]}
    days.check(told, data)
    corrected = changed(data, "events", {"date": "2026-09-29", "source": "fedcourtsai"}, date="2026-09-12")
    with pytest.raises(BuildError, match=r'04\.ipynb: "29 September" in "On 29 September the Supreme'):
        days.check(told, corrected)


@pytest.mark.parametrize(
    ("prose", "wrong"),
    [
        (f"On 25 February 2026 {STAYED}.", 0),
        (f"On 25 February 2025 {STAYED}.", 1),
        (f"One.\n\n- On 29 September 2026 {STAYED}.\n- On 28 and 30 May {STAYED}.", 1),
        (f"In February 2026, and it may be in March {STAYED}.", 0),
        (f"In February 2024 {STAYED}.", 1),
        ("On 3 May 1999, as nobody is cited.", 0),
    ],
)  # fmt: skip
def test_each_paragraph_is_read_beside_the_sources_and_rules_that_it_names(data, prose, wrong):
    if wrong:
        with pytest.raises(BuildError, match="has this date"):
            days.check({"04.ipynb": [Text(prose)]}, data)
    days.check({"04.ipynb": [Text(prose, shown=True), *([Text(prose)] if not wrong else [])]}, data)
