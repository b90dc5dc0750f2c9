"""README.md leads somewhere: its paths, functions, walks and worked question are there, its findings the notebook's."""

import importlib
import re
import subprocess
import sys

import nbformat
import pytest

from helpers.export import BuildError, meta, readme
from helpers.figures import Data
from helpers.paths import NOTEBOOKS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MADE = ("build/", "my-notebooks/", ".venv", "data/final_orders_YYYY")  # by make, or by a reader
PATHS = [path for path in re.findall(r"`([a-z-]+/[\w./-]*|[\w-]+\.(?:csv|json|cff|md))`", README)]
LINKS = re.findall(r"\]\(([\w./-]+)(?:#[\w-]+)?\)", README)
CALLS = re.findall(r"`(\w+)\.(\w+)\(", README)
WALKS = [row.split(" | ") for row in re.findall(r"^\| (.*`notebooks/.*`data/.*) \|$", README, re.MULTILINE)]


def test_every_path_and_link_is_there():
    wanted = {path for path in [*PATHS, *LINKS] if not path.startswith(MADE)}
    assert {"notebooks/", "data/", "LICENSE", "datapackage.json"} <= wanted
    made = {"final-orders-data.xlsx", "report.html"}
    missing = [path for path in wanted - made if not any((ROOT / folder / path).exists() for folder in ("", "data"))]
    assert missing == []


def test_every_function_that_is_named_is_there():
    assert len(CALLS) >= 12
    for module, name in CALLS:
        place = Data if module == "data" else importlib.import_module(f"helpers.{module}")
        assert hasattr(place, name), f"{module}.{name}"


def test_every_make_target_that_is_named_is_there():
    targets = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)) <= set(targets[0].split())


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk[0])
def test_a_number_is_found_in_three_steps(walk):
    _, sentence, number, row = walk
    [notebook] = re.findall(r"`(notebooks/\w+\.ipynb)`", sentence)
    cells = nbformat.read(ROOT / notebook, 4).cells
    [heading] = re.findall(r'"(.*)"', sentence)
    assert any(re.search(f"^#+ {heading}", cell.source, re.MULTILINE) for cell in cells)
    [(module, function, file)] = re.findall(r"`(\w+)\.(\w+)` in `([\w/.]+)`", number)
    assert any(f"{module}.{function}(data" in cell.source for cell in cells)
    assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8")
    assert list(ROOT.glob(re.search(r"`(data/[\w.*-]+)`", row)[1]))


def test_there_are_three_walks_and_no_number_to_type_anew():
    assert len(WALKS) == 3
    assert not [walk for walk in WALKS if re.search(r"\d", walk[0])]


def test_the_worked_question_runs_and_leaves_out_no_nationality(data):
    [question] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    ran = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    head, *rows, share = ran.stdout.splitlines()
    assert head.split() == ["name", "people", "removals", "ratio"]
    assert len(rows) == (data.final_orders(data.as_of)["subregion"] == "Caribbean").sum()
    assert "".join(rows).count("<NA>") == sum(row.split()[-2] == "0" for row in rows) > 0
    assert re.fullmatch(r"\d+\.\d% of all people with a final order", share)


def test_what_the_build_writes_is_as_the_build_would_write_it():
    executed = {readme.CHAPTER: nbformat.read(NOTEBOOKS / readme.CHAPTER, 4)}
    for file, (wanted, now) in readme.files(executed).items():
        assert wanted == now, f"{file.name} is older than what it takes from the report: run make report"


START, END = readme.FINDINGS


@pytest.mark.parametrize(
    ("kept", "lost"), [([START], END), ([END], START), ([END, START], "their order"), ([START, END], " and ".join(readme.CITATION))]
)  # fmt: skip
def test_a_mark_of_what_the_build_writes_that_was_lost_is_named(monkeypatch, tmp_path, kept, lost):
    (tmp_path / "README.md").write_text("\n".join(kept), encoding="utf-8")
    monkeypatch.setattr(readme, "ROOT", tmp_path)
    executed = {readme.CHAPTER: nbformat.read(NOTEBOOKS / readme.CHAPTER, 4)}
    with pytest.raises(BuildError, match=re.escape(f"README.md has lost {lost}. ")):
        readme.files(executed)


def test_the_chapter_that_it_takes_its_findings_from_is_named_when_it_is_missing():
    with pytest.raises(BuildError, match=rf"{readme.CHAPTER} is missing.*git restore notebooks"):
        readme.files({})


def test_it_is_cited_as_the_report_says_wherever_it_is_published(monkeypatch):
    for place in ("REPORT_SITE", "REPORT_REPOSITORY"):
        monkeypatch.delenv(place, raising=False)
    assert f"> {meta.read().citation}\n" in README
    for place in ("REPORT_SITE", "REPORT_REPOSITORY"):
        monkeypatch.setenv(place, "https://example.org")
    test_what_the_build_writes_is_as_the_build_would_write_it()


def test_the_version_is_the_same_everywhere():
    version = meta.read().version
    for name in ("CITATION.cff", "pyproject.toml", "CHANGELOG.md", "data/datapackage.json"):
        assert version in (ROOT / name).read_text(encoding="utf-8"), name
