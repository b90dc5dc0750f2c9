"""What the code promises whoever reads it: clean, short, described, with true examples, its imports in one direction."""

import doctest
import importlib
import subprocess
import sys

import pytest

from helpers.paths import ROOT
from tools import counts

GRAPH = counts.imports()
WITH_EXAMPLES = [file for file in counts.python_files("helpers") if ">>> " in file.read_text(encoding="utf-8")]
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [module for module in sys.modules if module.partition(".")[0] == "helpers"]:
        del sys.modules[loaded]
    importlib.import_module(name)
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", ["ruff check", "ruff format --check", "pyrefly check --output-format min-text"])
def test_the_checkers_find_nothing(command):
    where = [] if command.startswith("pyrefly") else ["helpers", "tests", "tools", "notebooks"]
    ran = subprocess.run([sys.executable, "-m", *command.split(), *where], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"


def test_no_file_is_long():
    assert [file.name for file in counts.python_files("helpers", "tests", "tools") if counts.lines(file) > 250] == []


def test_imports_run_in_no_circle():
    assert {"helpers.figures", "helpers.checks.contract"} <= GRAPH["helpers.load"]  # imports are seen
    assert counts.circle(GRAPH) == []
    assert counts.circle({"a": {"b"}, "b": {"a"}})  # and a circle would be


@pytest.mark.parametrize(
    ("module", "may_not"),
    [
        ("helpers.figures", "exhibits|export|charts|load|checks"),
        ("helpers.checks.run", "exhibits|export|charts"),
        ("helpers.exhibits", "export|checks"),
        ("helpers.charts.style", "exhibits|export|load"),
    ],
)
def test_data_come_before_checks_before_exhibits_before_the_export(module, may_not):
    assert [name for name in GRAPH[module] if set(name.split(".")) & set(may_not.split("|"))] == []


@pytest.mark.slow
def test_every_module_can_be_imported_alone_from_any_folder(tmp_path):
    names = [name for name in GRAPH if not name.endswith("__main__")]
    ran = subprocess.run([sys.executable, "-c", ALONE, *names], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("file", WITH_EXAMPLES, ids=lambda file: file.stem)
def test_the_examples_in_the_docstrings_are_true(file):
    tried = doctest.testmod(importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts)))
    assert tried.attempted
    assert not tried.failed
