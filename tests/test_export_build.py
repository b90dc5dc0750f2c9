"""The build stops with one sentence, keeps the last good report and everybody's work, and does nothing twice."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from helpers.export import execute, kept
from helpers.export.place import SCRATCH
from tests.projects import CHAPTER, SOURCES, build, command, contents, write

pytestmark = pytest.mark.slow
LAST = "the last one is as it was"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A folder that was built."""
    folder = tmp_path_factory.mktemp("good é") / "folder with a blank"
    write(folder / "notebooks", **{"01_one": CHAPTER, "C_sources": SOURCES})
    done = build(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def project(good, tmp_path):
    """A copy of it, to be broken."""
    return shutil.copytree(good, tmp_path / "copy")


def test_a_build_makes_everything_and_a_second_one_nothing(project):
    made = {name for name in contents(project) if name.startswith("build/") and "/data/" not in name}
    assert made == {
        f"build/{name}" for name in ("report.html", "report.pdf", *(f"charts/bars.{e}" for e in ("svg", "png", "csv")))
    }
    before = contents(project)
    build(project)  # in its new place
    assert "up to date" in build(project).stdout
    assert contents(project) == before


@pytest.mark.parametrize("lost", ["build/report.pdf", "build/charts/bars.svg", "build/data/final-orders-data.xlsx"])
def test_what_was_lost_is_made_again(project, lost):
    build(project)
    before = contents(project)
    (project / lost).unlink()
    assert build(project).returncode == 0
    assert contents(project) == before


def test_only_the_chapter_that_changed_runs_again(project):
    build(project)
    write(project / "notebooks", **{"01_one": [CHAPTER[0] + " and only", *CHAPTER[1:]]})
    done = build(project)
    assert "chapter" not in done.stdout, "a heading runs nothing"
    assert b"One and only" in (project / "build/report.html").read_bytes()
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    assert "chapter 1 of 1  01_one.ipynb" in build(project).stdout


def test_kept_and_run_give_the_same_bytes(project):
    build(project)
    before = contents(project)
    shutil.rmtree(project / "build/.kept")
    (project / "build/report.html").unlink()
    assert "chapter 2 of 2" in build(project).stdout
    assert contents(project) == before


def test_a_key_follows_code_helpers_data_and_environment(tmp_path, monkeypatch):
    (tmp_path / "helpers").mkdir()
    (tmp_path / "data").mkdir()
    for name, text in {
        "helpers/a.py": "from helpers import b",
        "helpers/b.py": "x = 1",
        "helpers/c.py": "",
        "data/t.csv": "1",
    }.items():
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(kept, "ROOT", tmp_path)
    monkeypatch.setattr(kept, "DATA", tmp_path / "data")
    monkeypatch.setattr(kept, "environment", lambda: "this Python")
    cell = {"cell_type": "code", "source": "from helpers.a import y"}
    notebook = {"cells": [cell, {"cell_type": "markdown", "source": "# One"}]}
    first = kept.key(notebook)
    notebook["cells"][1]["source"] = "# Two"
    (tmp_path / "helpers/c.py").write_text("z = 1")
    assert kept.key(notebook) == first
    keys = {first}
    for change in (
        lambda: (tmp_path / "helpers/b.py").write_text("x = 2"),
        lambda: (tmp_path / "data/t.csv").write_text("2"),
        lambda: cell.update(source="from helpers.a import y\ny = 3"),
        lambda: monkeypatch.setattr(kept, "environment", lambda: "another Python"),
    ):
        change()
        keys.add(kept.key(notebook))
    assert len(keys) == 5


def test_the_surroundings_leave_no_trace(good, tmp_path):
    folder = tmp_path / "elsewhere ü"
    write(folder / "notebooks", **{"01_one": CHAPTER, "C_sources": SOURCES})
    done = build(
        folder, HOME=str(tmp_path), LC_ALL="tr_TR.UTF-8", TZ="Asia/Tokyo", PYTHONHASHSEED="7", PYTHONOPTIMIZE="1"
    )
    assert done.returncode == 0, done.stderr
    assert contents(folder) == contents(good)


FAULTS = {
    "raises": ([*CHAPTER[:2], "1 / 0"], "03_bad.ipynb, cell 3 stopped with ZeroDivisionError: division by zero"),
    "claims what is false": (
        [*CHAPTER[:2], "say('More.', holds=1 > 2)"],
        "03_bad.ipynb, cell 3: Condition 1 does not hold, so this is not true of the figures: More.\nThe report",
    ),
    "warns": (
        ["# Bad", "import sys; print('careful', file=sys.stderr)"],
        "03_bad.ipynb, cell 2 writes to stderr: careful",
    ),
    "dies": (["# Bad", "import os; os._exit(1)"], "03_bad.ipynb, cell 2: the kernel died"),
    "shows too much": (["# Bad", "for _ in range(400): print('x' * 100_000)"], "shows more than 20,000,000 letters"),
    "prints a long line": (["# Bad", "print('x' * 60_000)"], "03_bad.ipynb, cell 2 prints 60,000 letters"),
    "links to nothing": (["# Bad", "<a href></a> [there](04_nowhere.ipynb)"], "04_nowhere.ipynb"),
    "has no title": (["## Bad"], "03_bad.ipynb"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_and_the_last_report_stays(project, fault):
    cells, sentence = FAULTS[fault]
    write(project / "notebooks", **{"03_bad": cells})
    before = contents(project)
    done = build(project)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert LAST in done.stderr
    assert "Traceback" not in done.stderr.replace("ZeroDivisionError", "")
    assert contents(project) == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"<<<<<<< HEAD\n{}", b"\xff\xfe", b'{"cells": []}', b'{"cells": 3, "nbformat": 4}']
)
def test_a_file_that_is_no_notebook_is_named(project, content):
    (project / "notebooks/03_bad.ipynb").write_bytes(content)
    done = build(project)
    assert done.returncode == 1
    assert "03_bad.ipynb" in done.stderr
    assert LAST in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_saved_during_a_build_is_kept(project):
    slow = [*CHAPTER, f"from pathlib import Path; import time\nPath(r'{project}/running').touch(); time.sleep(3)"]
    write(project / "notebooks", **{"01_one": slow})
    with subprocess.Popen(command(project), stdout=subprocess.PIPE, text=True) as running:
        _wait_for(project / "running")
        write(project / "notebooks", **{"01_one": [*CHAPTER, "say('Saved meanwhile.')"]})
        said, _ = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "saved while the report was built" in said
    assert "Saved meanwhile" in (project / "notebooks/01_one.ipynb").read_text()
    assert "chapter 1 of 1" in build(project).stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_nothing_running(project, number):
    child = f"import subprocess; from pathlib import Path\nsubprocess.Popen(['sleep', '71'])\nPath(r'{project}/running').touch(); import time; time.sleep(60)"
    write(project / "notebooks", **{"03_slow": ["# Slow", child]})
    before = {name: content for name, content in contents(project).items() if name.startswith("build")}
    with subprocess.Popen(command(project), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        _wait_for(project / "running")
        running.send_signal(number)
        _, said = running.communicate(timeout=30)
    assert running.returncode
    assert number == signal.SIGKILL or (LAST in said and "Traceback" not in said)
    assert {
        name: content for name, content in contents(project).items() if name.startswith("build") and SCRATCH not in name
    } == before
    assert not [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", "71"]]


def test_ctrl_c_while_the_kernels_are_prepared_is_one_sentence(project):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    with subprocess.Popen(command(project), stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        while not any("forkserver" in " ".join(one.cmdline()) for one in psutil.Process(running.pid).children()):
            assert running.poll() is None
            time.sleep(0.05)
        time.sleep(0.3)  # Python is up, and imports
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does
        _, said = running.communicate(timeout=30)
    assert said == "Stopped.\nThe report was not built; the last one is as it was.\n"


def test_a_reader_who_leaves_does_not_undo_the_report(project):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    with subprocess.Popen(command(project), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (0, "")
    assert b"More." in (project / "build/report.html").read_bytes()


def test_a_notebook_that_cannot_be_written_is_named_beside_the_report(project):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    (project / "notebooks/.01_one.ipynb.part").mkdir()
    done = build(project)
    assert done.returncode == 1
    assert "The report is in build/, and" in done.stdout
    assert "01_one.ipynb.part could not be written" in done.stdout
    assert LAST not in done.stderr
    assert b"More." in (project / "build/report.html").read_bytes()


def test_every_cell_has_a_time_limit():
    assert execute.SECONDS_A_CELL <= 120


def _wait_for(file: Path) -> None:
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until, f"{file.name} never came"
        time.sleep(0.05)
