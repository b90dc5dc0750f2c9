"""The build stops with one sentence and the last good report as it was, and leaves nothing running."""

import multiprocessing
import os
import re
import signal
import subprocess
import time

import psutil
import pytest

from helpers.export import BuildError, notebooks, processes, sentence
from helpers.export import build as build_module
from helpers.export.place import SCRATCH
from helpers.paths import ROOT
from tests.projects import CHAPTER, build, command, contents, wait_for, write

pytestmark = pytest.mark.slow
LAST = "the last one is as it was"
FAULTS = {
    "raises": (
        ["# Bad", CHAPTER[1], "1 / 0"],
        '03_bad.ipynb, cell [2] under "Bad": stopped with ZeroDivisionError: division by zero',
    ),
    "claims what is false": (
        ["# Bad", CHAPTER[1], "say('More.', holds=1 > 2)"],
        '03_bad.ipynb, cell [2] under "Bad": not true of the figures: "More.", which needs 1 > 2',
    ),
    "asks for what was renamed": (
        ["# Bad", "{'Salvador': 1}['El Salvadr']"],
        "asks a table for El Salvadr, which is not in it; the nearest in places.csv: El Salvador\n",
    ),
    "asks for a nationality without a row": (
        ["# Bad", "{'ITA': 1}['Spain']"],
        "asks a table for Spain, which is not in it; final_orders_2024-11-24.csv has no row for Spain\n",
    ),
    "asks for a row too many": (
        ["# Bad", "import pandas\npandas.Series([1]).iloc[3]"],
        "asks for a row or value by its place, and there are fewer (single positional indexer is out-of-bounds)\n",
    ),
    "warns": (
        ["# Bad", "import sys; print('careful', file=sys.stderr)"],
        "03_bad.ipynb, cell [1] writes to stderr: careful",
    ),
    "dies": (["# Bad", "import os; os._exit(1)"], '03_bad.ipynb, cell [1] under "Bad": its process died'),
    "shows too much": (["# Bad", "for _ in range(400): print('x' * 100_000)"], "shows more than 20,000,000 letters"),
    "prints a long line": (["# Bad", "print('x' * 600_000)"], "03_bad.ipynb, cell [1] prints 600,000 letters"),
    "links to nothing": (["# Bad", "<a href></a> [there](04_nowhere.ipynb)"], "04_nowhere.ipynb"),
    "has no title": (["## Bad"], "03_bad.ipynb"),
}


def runs(seconds: str) -> bool:
    """Whether what a cell has started still runs."""
    return any(one.info["cmdline"] == ["sleep", seconds] for one in psutil.process_iter(["cmdline"]))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_and_the_last_report_stays(project, fault):
    cells, sentence = FAULTS[fault]
    write(project / "notebooks", **{"03_bad": cells})
    before = contents(project)
    with pytest.raises(BuildError, match=re.escape(sentence)):
        build_module.build(project / "notebooks", project / "build")
    assert contents(project) == before


def test_a_build_with_a_fault_ends_with_its_sentence_alone(project):
    (project / "notebooks/03_bad.ipynb").write_bytes(b'{"cells": []}')
    done = build(project)
    assert done.returncode == 1
    assert re.fullmatch(rf"03_bad\.ipynb[^\n]+\nThe report was not built; {LAST}\.\n", done.stderr)


def test_a_file_that_is_missing_or_in_the_way_is_named_with_the_cure(project):
    write(project / "notebooks", **{"01_one": ["# Other", CHAPTER[1], "say('Other.')"]})
    (project / "build/.kept").rename(project / "kept")
    (project / "build/.kept").touch()
    done = build(project)
    assert done.returncode == 1
    assert re.fullmatch(rf"\S+/build/\.kept/\S+: it [^\n]+ a file: move [^\n]+\n[^\n]+{LAST}\.\n", done.stderr)
    missing = sentence(FileNotFoundError(2, "No such file", str(ROOT / "CITATION.cff")))
    assert missing == "CITATION.cff: it is missing; if it belongs to the repository, git restore brings it back."


def test_all_that_is_not_true_is_named_at_once_and_nothing_that_only_follows_from_it(project):
    says = "say('More.', holds=[1 > 2])\nsay('All **left**.', holds=1 > 0)\n"
    says += "figure('f', bars, frame, 'Fewer', '', alt='', holds=0)"
    refused = ["from helpers import text\ntold = text.listing([])", "say(told)", "say(f'{0.0:.1%} left.')"]
    chapter = ["# Bad", CHAPTER[1], says, "## Worse", *refused]
    write(project / "notebooks", **{"02_bad": chapter, "03_bad": ["# Bad too", CHAPTER[1], "say('X.', holds=0)", "1 / 0", "say('Y.', holds=0)"]})  # fmt: skip
    with pytest.raises(BuildError) as raised:
        build_module.build(project / "notebooks", project / "build")
    assert [tuple(line.strip().split(": ", 1)) for line in str(raised.value).splitlines() if ".ipynb" in line] == [
        ('02_bad.ipynb, cell [2] under "Bad"', 'not true of the figures: "More.", which needs 1 > 2'),
        ('02_bad.ipynb, cell [2] under "Bad"', 'not true of the figures: "Fewer.", which needs 0'),
        ('02_bad.ipynb, cell [3] under "Worse"', "A sentence lists things of which there are none now; word it for that."),
        ('02_bad.ipynb, cell [5] under "Worse"', '"0.0%" is a share rounded to nothing, to be left out or given more digits, in: 0.0% left.'),
        ('03_bad.ipynb, cell [2] under "Bad too"', 'not true of the figures: "X.", which needs 0'),
        ('03_bad.ipynb, cell [3] under "Bad too"', "stopped with ZeroDivisionError: division by zero"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1 is no JSON"), (b"{}", ""), (b"[]", ""), (b'{\n"cells": [],\n<<<<<<< HEAD\n}', "line 3 is no JSON, "),
        (b"\xff\xfe", "it is not in UTF-8; git restore"), (b'{"cells": 3, "nbformat": 4}', ""),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_refused(content, said):
    with pytest.raises(BuildError, match=f"^one.ipynb cannot be read as a notebook: {said}"):
        notebooks.blank("one.ipynb", content)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_nothing_running(project, number):
    child = f"import subprocess; from pathlib import Path\nsubprocess.Popen(['sleep', '71'])\nPath(r'{project}/running').touch(); import time; time.sleep(60)"
    write(project / "notebooks", **{"03_slow": ["# Slow", child]})
    before = contents(project / "build")
    with subprocess.Popen(command(project), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        wait_for(project / "running")
        running.send_signal(number)
        _, said = running.communicate(timeout=30)
    assert running.returncode
    assert number == signal.SIGKILL or (LAST in said and "Traceback" not in said)
    assert {name: found for name, found in contents(project / "build").items() if SCRATCH not in name} == before
    assert not runs("71")


@pytest.mark.parametrize("seconds", [0, 0.5])
def test_ctrl_c_while_the_build_prepares_is_one_sentence(project, seconds):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "import time; time.sleep(9)"]})
    with subprocess.Popen(command(project), stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        wait_for(project / "build" / SCRATCH)
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does
        _, said = running.communicate(timeout=30)
    assert said == "Stopped.\nThe report was not built; the last one is as it was.\n"


def test_ctrl_c_that_a_library_swallows_while_it_is_imported_stops_the_build_all_the_same(monkeypatch):
    monkeypatch.setattr(processes, "pressed", [])
    with pytest.raises(KeyboardInterrupt):
        processes.run(
            {"a": processes.Task(time.sleep, (60,))}, meanwhile=lambda: processes.pressed.append(signal.SIGINT)
        )


def test_ctrl_c_waits_until_what_is_imported_is_there():
    ended = []

    def imported() -> None:
        signal.raise_signal(signal.SIGINT)
        ended.append(True)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
    with pytest.raises(KeyboardInterrupt):
        processes.run({}, meanwhile=imported)
    signal.signal(signal.SIGINT, before)
    assert ended


def test_a_second_ctrl_c_leaves_nothing_running(monkeypatch):
    end = processes._Process.end

    def pressed_again(process: processes._Process) -> None:
        signal.raise_signal(signal.SIGINT)
        end(process)

    monkeypatch.setattr(processes._Process, "end", pressed_again)
    monkeypatch.setattr(processes, "pressed", [signal.SIGINT])
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        processes.run({"a": processes.Task(time.sleep, (60,))})
    signal.signal(signal.SIGINT, before)
    left = multiprocessing.active_children()
    for process in left:
        process.kill()
    assert not left


def test_a_cell_that_takes_too_long_is_stopped_with_all_it_started(project, monkeypatch):
    assert build_module.SECONDS_A_CELL == 120
    monkeypatch.setattr(build_module, "SECONDS_A_CELL", 1)
    slow = "import subprocess, time; subprocess.Popen(['sleep', '73']); time.sleep(60)"
    write(project / "notebooks", **{"03_slow": ["# Slow", slow]})
    sentence = r'^03_slow\.ipynb, cell \[1\] under "Slow" ran for more than 1 seconds and was stopped\.$'
    with pytest.raises(BuildError, match=sentence):
        build_module.build(project / "notebooks", project / "build")
    assert not runs("73")
