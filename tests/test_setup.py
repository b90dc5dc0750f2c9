"""One command sets everything up, from one list of packages, wherever the folder is."""

import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
import yaml

from helpers.paths import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ASKED = re.findall(r"^([A-Za-z0-9_-]+)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)


def locked() -> dict[str, str]:
    """Name and version of each package in the lock that this machine would install without markers."""
    return {
        name.lower(): version
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", LOCK, re.MULTILINE)
    }


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_asked_for_is_locked():
    assert {canonical(name) for name in ASKED} <= set(locked())


def test_every_locked_package_has_a_hash_and_no_address():
    packages = re.split(r"\n(?=[a-z0-9])", LOCK)[1:]
    assert len(packages) > 100
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in LOCK


def test_installed_versions_are_the_locked_ones():
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"], capture_output=True, text=True, check=True
    ).stdout
    installed = {canonical(name): version for name, version in re.findall(r"^(\S+)==(\S+)$", frozen, re.MULTILINE)}
    versions = set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", LOCK, re.MULTILINE))
    unknown = {(name, version) for name, version in installed.items() if (name, version) not in versions}
    assert not unknown - {(name, version) for name, version in unknown if name in ("pip", "setuptools")}


@pytest.mark.parametrize("file", ["environment.yml", "binder/environment.yml"])
def test_conda_and_binder_install_the_lock_and_nothing_else(file):
    described = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    python, pip, listed = described["dependencies"]
    assert pip == "pip"
    (line,) = listed["pip"]
    assert (ROOT / file).parent.joinpath(line.removeprefix("-r ")).resolve() == ROOT / "requirements.lock"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert python.removeprefix("python=") >= wanted.removeprefix(">=")


def test_helpers_can_be_imported_from_anywhere(tmp_path):
    shown = subprocess.run(
        [sys.executable, "-I", "-c", "import helpers; print(helpers.__path__[0])"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(shown.stdout.strip()) == ROOT / "helpers"


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
