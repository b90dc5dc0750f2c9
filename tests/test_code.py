"""What the code promises whoever reads it: the checkers find nothing, and the examples in docstrings are true."""

import doctest
import importlib
import subprocess
import sys

import pytest

from helpers.paths import ROOT

WITH_EXAMPLES = [file for file in (ROOT / "helpers").rglob("*.py") if ">>> " in file.read_text(encoding="utf-8")]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["ruff check", "ruff format --check", "pyrefly check --output-format min-text"])
def test_the_checkers_find_nothing(command):
    ran = subprocess.run([sys.executable, "-m", *command.split()], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("file", WITH_EXAMPLES, ids=lambda file: file.stem)
def test_the_examples_in_the_docstrings_are_true(file):
    tried = doctest.testmod(importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts)))
    assert tried.attempted
    assert not tried.failed
