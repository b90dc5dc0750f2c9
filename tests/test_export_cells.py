"""A chapter's cells, run in a process for the build, show what they show in JupyterLab, and each has its time."""

import multiprocessing
import time

import pytest

from helpers.export import cells, processes
from helpers.export.processes import Task
from helpers.problems import DataError, Problem

pytestmark = pytest.mark.slow  # a process for each


def refuse() -> None:
    raise DataError([Problem("docket.csv", 2, "printed", "x", "a number")])


def go_on() -> None:
    for step in range(4):
        processes.is_at(f"cell {step}")
        time.sleep(0.3)


def test_prints_displays_values_and_what_was_cleared_are_as_in_a_kernel(tmp_path, monkeypatch):
    # a process that begins anew, as on macOS, and has nothing of what other tests have set
    monkeypatch.setattr(processes, "PROCESSES", multiprocessing.get_context("spawn"))
    sources = [
        "%matplotlib inline\nfrom IPython.display import display, clear_output\nprint('one'); print('two')",
        "print('gone'); clear_output(); print('left')",
        "display({'text/plain': 'shown'}, raw=True)\n3 * 4",
    ]
    told = []
    task = Task(cells.run, ("01.ipynb", [("One", source) for source in sources], tmp_path, tmp_path), 60)
    processes.run({"01.ipynb": task}, lambda name, outputs: told.append(outputs))
    [(((printed,), (cleared,), shown), faults)] = told
    assert faults == []
    assert printed == {"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"}
    assert cleared["text"] == "left\n"
    assert [one["data"]["text/plain"] for one in shown] == ["shown", "12"]
    assert shown[1]["execution_count"] == 3


def test_the_time_begins_anew_with_each_cell():
    processes.run({"01.ipynb": Task(go_on, (), 1)})


def test_what_is_wrong_with_the_data_is_told_from_a_process_with_its_place():
    with pytest.raises(DataError, match=r"docket\.csv, row 2, column printed"):
        processes.run({"the tables": Task(refuse)})
