"""Several things are done at once: what one of them raises is told, and its time begins anew with each word of it."""

import time

import pytest

from helpers.export import processes
from helpers.export.processes import Task
from helpers.problems import DataError, Problem


def half(number: int) -> float:
    return number / 2


def refuse() -> None:
    raise DataError([Problem("docket.csv", 2, "printed", "x", "a number")])


def go_on() -> None:
    for step in range(4):
        processes.is_at(f"cell {step}")
        time.sleep(0.3)


def test_the_time_begins_anew_with_each_word_of_where_a_task_is():
    processes.run({"01.ipynb": Task(go_on, (), 1)})


def test_what_a_task_raises_is_raised_with_all_it_says():
    with pytest.raises(DataError, match=r"docket\.csv, row 2, column printed") as raised:
        processes.run({"the tables": Task(refuse)})
    assert raised.value.problems[0].value == "x"
    with pytest.raises(TypeError, match="unsupported operand"):
        processes.run({"the tables": Task(half, ("three",))})
