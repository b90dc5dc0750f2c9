"""make says what is missing, builds when something changed and only then, and starts JupyterLab for anyone."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from helpers.paths import ROOT


def make(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *words], cwd=folder, env=clean | env, capture_output=True, text=True, check=False)


@pytest.fixture
def fresh(tmp_path):
    """A folder with the Makefile and no environment, its name with a space and a letter beyond ASCII."""
    folder = tmp_path / "the réport"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def script(folder: Path, text: str) -> str:
    """A program of that text."""
    file = folder / "python"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return "./python"


def last_line(done: subprocess.CompletedProcess) -> str:
    """What make said before its own closing line."""
    return [line for line in done.stderr.splitlines() if not line.startswith("make")][-1]


def test_a_missing_python_gives_one_sentence(fresh):
    done = make(fresh, "report", "PYTHON=no-such-python")
    assert done.returncode
    assert last_line(done).startswith("This needs Python 3.11 or later, and no no-such-python was found")


def test_too_old_a_python_gives_one_sentence(fresh):
    old = script(fresh, 'case "$1" in -V) echo Python 3.9.2;; *) exit 1;; esac')
    done = make(fresh, "report", f"PYTHON={old}")
    assert done.returncode
    assert "Python 3.9.2: install a later one" in last_line(done)


def test_a_python_without_venv_gives_one_sentence(fresh):
    bare = script(fresh, 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac')
    done = make(fresh, "report", f"PYTHON={bare}")
    assert done.returncode
    assert "venv module" in last_line(done)
    assert "apt install python3-venv" in last_line(done)


@pytest.fixture
def project(fresh):
    """A folder with some of what a report is made from, built a minute ago, and a Python that only writes the report."""
    for file in ("notebooks/00.ipynb", "notebooks/00.png", "helpers/words.py", "helpers/charts/style.py", "data/a.csv"):
        (fresh / file).parent.mkdir(parents=True, exist_ok=True)
        (fresh / file).touch()
    for folder in (".venv/bin", "build"):
        (fresh / folder).mkdir(parents=True)
    script(fresh / ".venv/bin", "touch build/report.html")
    now = time.time()
    for file in fresh.rglob("*"):
        os.utime(file, (now - 120, now - 120))
    for file in (".venv/.ready", "build/report.html"):
        (fresh / file).touch()
        os.utime(fresh / file, (now - 60, now - 60))
    return fresh


def outdated(folder: Path) -> bool:
    """Whether make would build the report."""
    done = make(folder, "--question", "report")
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 1


ODD = ["a (copy).csv", "a\tb.csv", "a:b;c|d.csv", "100%.csv", "#1.csv", "$a.csv", "~a*?[b].csv", "a=b.csv", "é.csv"]
CHANGES = {
    "changed": lambda data: (data / "a.csv").touch(),
    "added": lambda data: (data / "b.csv").touch(),
    "removed": lambda data: (data / "a.csv").unlink(),
    "renamed": lambda data: (data / "a.csv").rename(data / "a (copy).csv"),
    **{f"added {name}": lambda data, name=name: (data / name).touch() for name in ODD},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_the_folder_of_data_builds_the_report_once_more(project, change):
    assert not outdated(project)
    CHANGES[change](project / "data")
    assert outdated(project)
    done = make(project, "report")
    assert (done.returncode, done.stderr) == (0, "")
    assert not outdated(project)


@pytest.mark.parametrize("name", ["notebooks/Untitled 1.ipynb", "helpers/words copy.py"])
def test_a_name_with_a_blank_stops_no_build(project, name):
    (project / name).touch()
    (project / "helpers/words.py").touch()
    assert make(project, "report").returncode == 0


def test_what_the_build_writes_by_the_way_does_not_build_it_again(project):
    (project / "helpers/__pycache__").mkdir()
    for file in ("helpers/__pycache__/words.pyc", "notebooks/00.png"):
        (project / file).touch()
    assert not outdated(project)


def test_nothing_is_built_again_when_nothing_changed(report_html):
    assert make(ROOT, "--question", "report").returncode == 0


@pytest.mark.parametrize(
    "name",
    [
        "notebooks/00_key_findings.ipynb",
        "data/sources.csv",
        "helpers/words.py",
        "helpers/export/page.css",
        "requirements.lock",
    ],
)
def test_a_change_in_what_the_report_is_made_from_builds_it_again(report_html, name):
    assert make(ROOT, "--question", f"--what-if={name}", "report").returncode == 1


@pytest.mark.parametrize(("user", "option"), [("0", ["--allow-root"]), ("1000", [])])
def test_jupyterlab_starts_for_root_as_for_anyone(report_html, tmp_path, user, option):
    (tmp_path / "id").write_text(f"#!/bin/sh\necho {user}\n", encoding="utf-8")
    (tmp_path / "id").chmod(0o755)
    done = make(ROOT, "--dry-run", "lab", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert done.stdout.splitlines()[-1].split()[1:] == ["-m", "jupyterlab", *option, "notebooks"]
