"""What the code promises about itself: clean, short, described, with true examples, each module usable alone."""

import ast
import doctest
import graphlib
import importlib
import subprocess
import sys

import pytest

from helpers import words
from helpers.figures import Data
from helpers.paths import ROOT

FILES = sorted([*(ROOT / "helpers").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
CODE = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in FILES}
HELPERS = {  # the modules of helpers by name
    file.removesuffix(".py").removesuffix("/__init__").replace("/", "."): text
    for file, text in CODE.items()
    if file.startswith("helpers/")
}
LONGEST_MODULE, LONGEST_FUNCTION = 200, 50  # lines
WITH_EXAMPLES = [name for name, text in HELPERS.items() if ">>> " in text]
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [module for module in sys.modules if module.partition(".")[0] == "helpers"]:
        del sys.modules[loaded]
    importlib.import_module(name)
"""
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    """The modules of helpers by name, parsed."""
    return {name: ast.parse(text) for name, text in HELPERS.items()}


def imported(node: ast.AST) -> set[str]:
    """The modules of helpers that a module imports when it runs; those it needs for annotations only do not count."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return set()
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & set(HELPERS)
    if isinstance(node, ast.ImportFrom):
        names = {f"{node.module}.{alias.name}" for alias in node.names}
        return (names if names <= set(HELPERS) else {*names, str(node.module)}) & set(HELPERS)
    return set().union(*map(imported, ast.iter_child_nodes(node)))


@pytest.mark.parametrize(
    "command",
    [
        "ruff check helpers tests notebooks",
        "ruff format --check helpers tests notebooks",
        "pyrefly check --output-format min-text",
    ],
)
def test_the_checkers_find_nothing(command):
    ran = subprocess.run([sys.executable, "-m", *command.split()], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"


def test_no_module_is_long():
    assert [file for file, text in CODE.items() if len(text.splitlines()) > LONGEST_MODULE] == []


def test_no_function_is_long(modules):
    long = [
        f"{name}.{node.name}"
        for name, module in modules.items()
        for node in ast.walk(module)
        if isinstance(node, FUNCTION) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_public_function_and_class_says_what_it_is(modules):
    silent = [
        f"{name}.{node.name}"
        for name, module in modules.items()
        for node in module.body
        if isinstance(node, (*FUNCTION, ast.ClassDef)) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_imports_run_in_no_circle(modules):
    graph = {name: imported(module) - {name} for name, module in modules.items()}
    assert "helpers.load" in graph["helpers.cards"]
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the modules of a circle


def test_every_module_can_be_imported_alone_from_any_folder(tmp_path):
    ran = subprocess.run([sys.executable, "-c", ALONE, *HELPERS], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_in_the_docstrings_are_true(name, monkeypatch):
    monkeypatch.setattr(words, "COMPUTED", set())  # no sentence may use the numbers of an example
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.attempted
    assert not tried.failed
