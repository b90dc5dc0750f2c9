"""`python -m tests.mutate_helpers`: alter the helpers in a copy, one place at a time, and count what the tests notice.

mutmut, which is fetched into the copy, makes the alterations: another number, another word, another comparison, a
missing argument. A sample of them, drawn by a fixed seed from every module in proportion, is tried one after another
against the tests that reach the altered function. What survives is tried again in a new process, so that what runs on
import is altered too, against the outputs that the notebooks hold. Takes about an hour for 400; `--only NAME ...` tries
those named in an earlier list again. The copy stays, for `mutmut show NAME` in it.
"""

import argparse
import ast
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from helpers import show
from helpers.paths import ROOT
from tests.chapters import code, run

MUTMUT = "mutmut==3.8.1"
# Checked by what is built from them (export, charts), or text of the chapters (the others).
LEFT_OUT = ["export/*", "charts/*", "findings.py", "methods.py", "readme.py", "show.py"]
SLOW = ["test_code.py", "test_setup.py", "test_export_*.py"]
EXAMPLES = "tests/test_code.py::test_the_examples_in_the_docstrings_are_true"
NOT_COPIED = (".venv", ".git", "__pycache__", ".*_cache", ".hypothesis", ".ipynb_checkpoints")
SURVIVED = {0: "survived", 5: "no test", 33: "no test"}
SETTINGS = """
[tool.mutmut]
source_paths = ["helpers"]
do_not_mutate = {left_out}
also_copy = {others}
process_isolation = "forkserver"
pytest_add_cli_args = ["-p", "no:cacheprovider", "-k", "not less_than_a_second"]
pytest_add_cli_args_test_selection = {tests}
timeout_multiplier = 3
timeout_constant = 5
"""


def undecorated(code: str) -> str:
    """The same code with each decorator called below its function: mutmut alters no function that has one."""
    lines = code.splitlines()
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef) and node.decorator_list]
    for node in sorted(nodes, key=lambda node: -node.lineno):
        assert node.end_lineno
        call = node.name
        for decorator in reversed(node.decorator_list):
            call = f"{ast.unparse(decorator)}({call})"
        lines.insert(node.end_lineno, f"{' ' * node.col_offset}{node.name} = {call}")
        del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


def prepare(copy: Path) -> None:
    """Copy the project, without decorators and with the settings of mutmut, and fetch mutmut."""
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    others = sorted(path.name for path in copy.iterdir() if path.name != "helpers")
    for file in (copy / "helpers").rglob("*.py"):
        file.write_text(undecorated(file.read_text(encoding="utf-8")), encoding="utf-8")
    tests = [f"tests/{path.name}" for path in sorted((copy / "tests").glob("test_*.py"))]
    tests = [test for test in tests if not any(Path(test).match(slow) for slow in SLOW)]
    left_out = [f"helpers/{pattern}" for pattern in LEFT_OUT]
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(left_out=left_out, others=others, tests=[*tests, EXAMPLES]))
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", copy / "tools", MUTMUT], check=True)


def start(copy: Path, folder: str, *command: str, **environment: str) -> int:
    """Run a command of Python in a folder of the copy with the altered helpers; what it prints goes to log.txt."""
    python_path = os.pathsep.join([str(copy / "tools"), str(copy / "mutants")])
    around = {**os.environ, "PYTHONPATH": python_path, **environment}
    with (copy / "log.txt").open("a") as log:
        ran = subprocess.run([sys.executable, *command], cwd=copy / folder, env=around, stdout=log, stderr=log)
    return ran.returncode


def mutmut(copy: Path, *names: str) -> None:
    """Try the alterations of these names, one at a time."""
    start(copy, ".", str(copy / "tools/bin/mutmut"), "run", "--max-children", "1", *names)


def noticed_in_outputs(copy: Path, name: str) -> bool:
    """Whether a notebook shows something else with this alteration."""
    command = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/mutate_helpers.py"]
    return start(copy, "mutants", *command, MUTANT_UNDER_TEST=name) == 1


@pytest.mark.parametrize("chapter", [f"{number:02}" for number in range(7)])
def test_a_chapter_shows_what_its_file_holds(monkeypatch, chapter):
    """Run by `noticed_in_outputs` only: `make test` does the same with kernels."""
    stored = [output["data"] for cell in code(chapter) for output in cell["outputs"]]
    shown = run(monkeypatch, chapter)
    for kind in ("text/markdown", show.REPORT):
        held = [bundle[kind] for bundle in stored if kind in bundle]
        held = ["".join(text) if isinstance(text, list) else text for text in held]
        assert json.loads(json.dumps([bundle[kind] for bundle in shown if kind in bundle])) == held


def results(copy: Path) -> dict[str, dict[str, int | None]]:
    """What came of each alteration, by the module it is in: the exit code of the tests, or None if it was not tried."""
    files = sorted((copy / "mutants/helpers").rglob("*.meta"))
    return {str(file.relative_to(copy / "mutants")): json.loads(file.read_text())["exit_code_by_key"] for file in files}


def main() -> None:
    """Draw a sample, try it, print the rates and what survived."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--sample", type=int, default=400)
    reading.add_argument("--only", nargs="+", default=[])
    asked = reading.parse_args()
    copy = Path(tempfile.mkdtemp(prefix="mutants-"))
    prepare(copy)
    mutmut(copy, "none of them")  # this makes them all and finds the tests that reach each, then says there is none
    made = {file: names for file, names in results(copy).items() if names}
    total = sum(map(len, made.values()))
    draw = random.Random(0)
    chosen = asked.only or [
        name
        for names in made.values()
        for name in draw.sample(list(names), min(len(names), math.ceil(asked.sample * len(names) / total)))
    ]
    mutmut(copy, *chosen)
    ended = {file: {name: names[name] for name in chosen if name in names} for file, names in results(copy).items()}
    survivors = []
    for file, tried in ended.items():
        alive = [name for name, how in tried.items() if how in SURVIVED and not noticed_in_outputs(copy, name)]
        survivors += alive
        if tried:
            print(f"{file.removesuffix('.meta'):36}{len(tried) - len(alive):5} of {len(tried):4}")
    share = 1 - len(survivors) / len(chosen)
    error = 1.96 * math.sqrt(share * (1 - share) / len(chosen))
    print(f"\nNoticed: {share:.1%} ± {error:.1%} of {len(chosen):,}, a sample of {total:,}\nIn {copy}, not noticed:")
    print(*survivors, sep="\n")


if __name__ == "__main__":
    main()
