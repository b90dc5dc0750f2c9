"""The build stops with one sentence and leaves the last good report, its notebooks and the machine as they were."""

import os
import resource
import signal
import subprocess
from pathlib import Path

import pytest

from helpers.export import BuildError, fonts, meta, place
from helpers.export import kernels as kernels_of_builds
from tests.projects import SHOW, SOURCES, build, build_apart, command, kept, kernels, soon, write

GOOD = ["# Good", SHOW, 'chart("line")', "[there](02_sources.ipynb)"]
RAISES = ["# Bad", "x = 1", "x / 0"]
WARNS = ["# Bad", "import sys; print('careful', file=sys.stderr)"]
SLEEPS = ["# Slow", "open('../running', 'w').close()\nimport time; time.sleep(60)"]


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A project that was built."""
    folder = tmp_path_factory.mktemp("good project é")
    write(folder / "notebooks", **{"01_good": GOOD, "02_sources": SOURCES})
    done = build_apart(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def project(good, tmp_path):
    """A copy of a project that was built, to be broken."""
    for name, content in kept(good).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_build_says_what_it_does_and_makes_everything(good):
    made = {name for name in kept(good) if name.startswith("build")}
    assert made == {
        f"build/{name}"
        for name in ("report.html", "report.pdf", "charts/line.svg", "charts/line.png", "charts/line.csv")
    }


def test_a_second_build_changes_no_byte(project):
    before = kept(project)
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert [line.split()[:4] for line in done.stdout.splitlines()[:2]] == [
        ["notebook", str(n), "of", "2"] for n in (1, 2)
    ]
    assert kept(project) == before


def test_the_surroundings_leave_no_trace(good, tmp_path):
    elsewhere = tmp_path / "another folder ü"
    write(elsewhere / "notebooks", **{"01_good": GOOD, "02_sources": SOURCES})
    (tmp_path / "home").mkdir()
    done = build_apart(
        elsewhere,
        HOME=str(tmp_path / "home"),
        LC_ALL="tr_TR.UTF-8",
        LANG="tr_TR.UTF-8",
        TZ="Asia/Tokyo",
        USER="someone",
        PYTHONHASHSEED="7",
    )
    assert done.returncode == 0, done.stderr
    assert kept(elsewhere) == kept(good)


FAULTS = {
    "a cell that raises": (RAISES, "03_bad.ipynb, cell 3 stopped with ZeroDivisionError: division by zero"),
    "a cell that writes to stderr": (WARNS, "03_bad.ipynb, cell 2 writes to stderr: careful"),
    "a chart without its file": (
        ["# Bad", SHOW.replace("svg", "txt"), 'chart("lost")'],
        "The chart lost was shown, and no SVG of it was written.",
    ),
    "a kernel that dies": (["# Bad", "import os; os._exit(1)"], "03_bad.ipynb, cell 2: the kernel died."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_and_changes_nothing(project, fault, caplog):
    cells, sentence = FAULTS[fault]
    write(project / "notebooks", **{"03_bad": cells})
    before = kept(project)
    done = build(project)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.splitlines()[-1] == "The report was not built; the last one is as it was."
    assert "asyncio" not in {record.name for record in caplog.records}
    assert kept(project) == before
    assert not kernels(project)


def test_a_fault_ends_the_build_while_others_wait_for_their_turn(project):
    write(project / "notebooks", **{"00_bad": RAISES, **{f"0{n}_waits": SLEEPS for n in range(3, 8)}})
    done = build_apart(project)
    assert done.returncode == 1
    assert "00_bad.ipynb, cell 3 stopped with ZeroDivisionError" in done.stderr
    assert not kernels(project)


def test_a_kernel_that_does_not_start_is_one_sentence_and_changes_nothing(project, monkeypatch, caplog):
    before = kept(project)
    monkeypatch.setattr("helpers.export.kernels._serve", zip)  # a process that ends at once
    done = build(project)
    assert done.returncode == 1
    assert "01_good.ipynb: its kernel did not start" in done.stderr
    assert "Traceback" not in done.stderr
    assert "asyncio" not in {record.name for record in caplog.records}
    assert kept(project) == before
    assert not kernels(project)


def test_chapters_about_another_date_than_the_first_page_are_refused(project):
    write(project / "notebooks", **{"03_later": ["# Later", 'AS_OF = "2025-06-30"\nMOST = 20']})
    before = kept(project)
    done = build(project)
    assert done.returncode == 1
    assert '03_later.ipynb sets AS_OF = "2025-06-30"' in done.stderr
    assert f"data_date in helpers/export/report.toml is {meta.read().as_of}" in done.stderr
    assert kept(project) == before


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM], ids=lambda sent: sent.name)
def test_a_build_lets_no_other_begin_and_if_stopped_leaves_the_report_and_no_kernel(project, sent):
    before = kept(project)
    slow = write(project / "notebooks", **{"03_slow": SLEEPS}) / "03_slow.ipynb"
    running = subprocess.Popen(command(project), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert soon((project / "running").exists, 30)
    assert kernels(project)
    assert "Another build is running" in build(project).stderr
    running.send_signal(sent)
    _, said = running.communicate(timeout=20)
    assert running.returncode
    assert soon(lambda: not kernels(project))
    slow.unlink()
    after = kept(project)
    assert {name: after.get(name) for name in before} == before
    if sent == signal.SIGKILL:
        assert build(project).returncode == 0
        assert not list((project / "build").glob(".*"))
    else:
        assert said.startswith("Stopped.")


@pytest.mark.parametrize("step", ["page", "paper"])
def test_a_build_killed_while_it_writes_leaves_the_report_and_no_kernel(project, step):
    before = kept(project)
    words = command(project)
    program = (
        f"import os; from helpers.export import {step}; {step}.write = lambda *_: os.kill(os.getpid(), 9); {words[2]}"
    )
    done = subprocess.run([*words[:2], program, *words[3:]], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    after = kept(project)
    assert {name: after.get(name) for name in before} == before
    assert soon(lambda: not kernels(project))
    with place.scratch(project / "build"):  # as the next build begins
        assert not list((project / "build" / place.SCRATCH).iterdir())


def test_a_full_disk_is_one_sentence_and_changes_nothing(project):
    before = kept(project)
    kernels_of_builds.prepare()  # not under the limit, which they would keep
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, allowed[1]))  # of a file, in bytes
    try:
        done = build(project)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert done.returncode == 1
    assert "could not be written: File too large." in done.stderr
    assert kept(project) == before


def test_a_folder_that_cannot_be_written_is_one_sentence(project, monkeypatch):
    (project / "build").chmod(0o555)
    if os.geteuid() == 0:  # root may write everywhere: let the system say what it says to others
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path).stat().st_mode & 0o222 != 0)
    with pytest.raises(BuildError, match=r"build/ cannot be written to"), place.scratch(project / "build"):
        pass
    (project / "build").chmod(0o755)
    with place.scratch(project / "build") as folder:
        assert folder.is_dir()


def test_a_missing_font_is_one_sentence_and_changes_nothing(project, monkeypatch):
    monkeypatch.setattr(fonts, "FACES", {("normal", 400): "Gone.ttf"})
    before = kept(project)
    done = build(project)
    assert done.returncode == 1
    assert "The font file Gone.ttf is missing" in done.stderr
    assert kept(project) == before
