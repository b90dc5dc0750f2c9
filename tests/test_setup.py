"""make says in a sentence what is missing, gives a reader's own notebooks a place, and installs what was pinned."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from helpers.paths import NOTEBOOKS, ROOT


def make(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *words], cwd=folder, env=clean | env, capture_output=True, text=True, check=False)


def program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("", "This needs Python 3.11 or later, and ./python is missing"),
        ('case "$1" in -V) echo Python 3.9.2;; *) exit 1;; esac', "Python 3.11 or later, and ./python is Python 3.9.2"),
        ('case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac', "venv module, which ./python lacks: install it"),
    ],
)
def test_a_python_that_will_not_do_gives_one_sentence(tmp_path, python, said):
    folder = tmp_path / "the réport"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    if python:
        program(folder / "python", python)
    done = make(folder, "report", "PYTHON=./python")
    assert done.returncode
    (sentence,) = [line for line in done.stderr.splitlines() if not line.startswith(("make", "/bin/sh"))]
    assert said in sentence


@pytest.mark.parametrize(("target", "variable"), [("nationality", "N"), ("report", "PAPER")])
@pytest.mark.parametrize(
    "typed",
    ["Côte d’Ivoire, Lao People's", '"; touch run #', "`touch run`", "$(touch run)", "$(shell touch run)", "$N", "*"],
)
def test_what_is_typed_for_a_variable_is_a_word_and_nothing_to_run(tmp_path, target, variable, typed):
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("requirements.lock", ".venv/report.installed"):
        (tmp_path / name).touch()
    program(tmp_path / ".venv" / "bin" / "python", 'for last; do :; done; printf %s "$last"')
    for done in (make(tmp_path, target, f"{variable}={typed}"), make(tmp_path, target, **{variable: typed})):
        assert done.stdout == typed, done.stderr
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(("user", "option"), [("0", ["--allow-root"]), ("1000", [])])
def test_jupyterlab_opens_on_the_chapters_for_root_as_for_anyone(tmp_path, user, option):
    program(tmp_path / "id", f"echo {user}")
    done = make(ROOT, "--dry-run", "lab", PATH=f"{tmp_path}:{os.environ['PATH']}")
    *_, place, start = done.stdout.splitlines()
    assert place == "mkdir -p my-notebooks"
    assert start.partition("jupyterlab ")[2].split()[: len(option)] == option
    chapter = start.rpartition("/lab/tree/")[2]
    assert (ROOT / chapter).parent == NOTEBOOKS


def test_a_notebook_of_ones_own_is_left_alone_by_git():
    ignored = subprocess.run(["git", "check-ignore", "-q", "my-notebooks/mine.ipynb"], cwd=ROOT, check=False)
    assert ignored.returncode == 0


def test_every_package_asked_for_is_pinned_with_its_hash():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = {pin.partition("==")[0].partition("[")[0].lower(): pin for pin in re.split(r"\n(?=[a-z0-9])", lock)[1:]}
    asked = re.findall(r"^([A-Za-z0-9_-]+)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name.lower().replace("_", "-") for name in asked} <= set(pins)
    assert [name for name, pin in pins.items() if "--hash=sha256:" not in pin] == []
    assert "://" not in lock


@pytest.mark.parametrize("file", ["environment.yml", "binder/environment.yml"])
def test_conda_and_binder_install_what_make_does(file):
    python, _, listed = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))["dependencies"]
    (line,) = listed["pip"]
    assert (ROOT / file).parent.joinpath(line.removeprefix("-r ")).resolve() == ROOT / "requirements.lock"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert python.removeprefix("python=") >= wanted.removeprefix(">=")


def test_no_variable_of_ones_own_reaches_python():
    targets = ["report", "page", "nationality", "live", "test", "lab", "bench"]
    started = re.findall(r"\.venv/bin/python.*-m .*", make(ROOT, "--dry-run", *targets, "N=India").stdout)
    assert len(started) > len(targets)
    assert all(".venv/bin/python -E -s " in line for line in started)
