"""What the code promises whoever reads it: clean, short, described, with true examples, its imports in one direction."""

import ast
import doctest
import importlib
import subprocess
import sys

import pytest

from helpers.paths import ROOT
from tools import counts

FILES = counts.python_files("helpers", "tests", "tools")
GRAPH = counts.imports()
MODULES = {name: ROOT / name.replace(".", "/") for name in GRAPH}
CODE = {name: (file / "__init__.py" if file.is_dir() else file.with_suffix(".py")).read_text("utf-8") for name, file in MODULES.items()}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION = 250, 60  # lines
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
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


def test_no_file_and_no_function_is_long():
    assert [file.name for file in FILES if counts.lines(file) > LONGEST_FILE] == []
    nodes = [(name, node) for name, text in CODE.items() for node in ast.walk(ast.parse(text))]
    long = [f"{name}.{node.name}" for name, node in nodes if isinstance(node, FUNCTION) and node.end_lineno - node.lineno >= LONGEST_FUNCTION]  # fmt: skip
    assert long == []


def test_every_public_function_and_class_says_what_it_is():
    public = [(name, node) for name, text in CODE.items() for node in ast.parse(text).body if isinstance(node, (*FUNCTION, ast.ClassDef))]  # fmt: skip
    silent = [f"{name}.{node.name}" for name, node in public if node.name[0] != "_" and not ast.get_docstring(node)]
    assert silent == []


def test_imports_run_in_no_circle():
    assert {"helpers.figures", "helpers.checks.contract"} <= GRAPH["helpers.load"]  # imports are seen
    assert counts.circle(GRAPH) == []
    assert counts.circle({"a": {"b"}, "b": {"a"}})  # and a circle would be


def test_no_module_is_imported_for_a_type_alone():
    assert [name for name, text in CODE.items() if "TYPE_CHECKING" in text] == []


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
    names = [name for name in MODULES if not name.endswith("__main__")]
    ran = subprocess.run([sys.executable, "-c", ALONE, *names], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("name", [name for name, text in CODE.items() if ">>> " in text])
def test_the_examples_in_the_docstrings_are_true(name):
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.attempted
    assert not tried.failed
