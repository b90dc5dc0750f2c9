"""Several things are done at once, and however one of them ends, its end is told and nothing of it is left running."""

import os
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from helpers.export import BuildError, processes
from helpers.export.processes import Task
from helpers.problems import DataError, Problem


def half(number: int) -> float:
    return number / 2


def refuse() -> None:
    raise DataError([Problem("docket.csv", 2, "printed", "x", "a number")])


def die_at_work() -> None:
    processes.is_at("cell 3")
    os._exit(1)


def start_another(folder: Path) -> None:
    subprocess.Popen(["sleep", "73"])
    (folder / "begun").touch()
    time.sleep(60)


def go_on() -> None:
    for step in range(4):
        processes.is_at(f"cell {step}")
        time.sleep(0.3)


def test_the_time_begins_anew_with_each_word_of_where_a_task_is():
    processes.run({"01.ipynb": Task(go_on, (), 1)})


def test_each_result_is_told():
    told = {}
    processes.run({str(n): Task(half, (n,)) for n in range(5)}, lambda name, result: told.update({name: result}))
    assert told == {str(n): n / 2 for n in range(5)}


def test_what_a_task_raises_is_raised_with_all_it_says():
    with pytest.raises(DataError, match=r"docket\.csv, row 2, column printed") as raised:
        processes.run({"the tables": Task(refuse)})
    assert raised.value.problems[0].value == "x"
    with pytest.raises(TypeError, match="unsupported operand"):
        processes.run({"the tables": Task(half, ("three",))})


def test_a_task_that_dies_is_named_with_where_it_was():
    with pytest.raises(BuildError, match=r"^01\.ipynb, cell 3: its process died\.$"):
        processes.run({"01.ipynb": Task(die_at_work)})


def test_a_task_that_takes_too_long_ends_with_all_it_started(tmp_path):
    with pytest.raises(BuildError, match=r"^01\.ipynb ran for more than 1 seconds and was stopped\.$"):
        processes.run({"01.ipynb": Task(start_another, (tmp_path,), 1)})
    assert (tmp_path / "begun").exists()
    assert not [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", "73"]]
