"""The build does nothing twice, publishes nothing stale and keeps everybody's work."""

import json
import re
import shutil
import signal
import subprocess

import nbformat
import pytest

from helpers.export import build as build_module
from helpers.export import kept, sheets
from tests.projects import CHAPTER, SOURCES, build, command, contents, write

pytestmark = pytest.mark.slow


@pytest.fixture
def rebuild(project, capsys):
    """Builds the page of the copy once more, in this process, and gives what was said."""

    def said(whole: bool = True) -> str:
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        assert build_module.build(project / "notebooks", project / "build", page_only=True) is whole
        for number, handler in handlers.items():  # a build that is made is stopped by none
            signal.signal(number, handler)
        return capsys.readouterr().out

    return said


def test_a_build_makes_everything_and_a_second_one_nothing(project):
    made = {name for name in contents(project) if name.startswith("build/") and "/data/" not in name}
    assert made == {
        f"build/{name}" for name in ("report.html", "report.pdf", *(f"charts/bars.{e}" for e in ("svg", "png", "csv")))
    }
    before = contents(project)
    assert "up to date" in build(project).stdout
    assert contents(project) == before


def test_what_was_lost_is_made_again_from_what_was_kept_with_the_same_bytes(project):
    before, state = contents(project), json.loads((project / "build/.kept/state.json").read_text())
    for lost in ("build/charts/bars.svg", "build/data/final-orders-data.xlsx", "build/report.html", "build/report.pdf"):
        assert kept.is_fresh(project / "build", state["inputs"])
        (project / lost).unlink()
        assert not kept.is_fresh(project / "build", state["inputs"])
        (project / lost).write_bytes(before[lost])
    for lost in ("charts", "data"):
        shutil.rmtree(project / "build" / lost)
    (project / "build/report.html").unlink()
    (project / "build/report.pdf").unlink()
    assert "chapter" not in build(project).stdout
    assert contents(project) == before


def test_only_the_chapter_that_changed_runs_again(project, rebuild):
    write(project / "notebooks", **{"01_one": [CHAPTER[0] + " and only", *CHAPTER[1:]]})
    assert "chapter" not in rebuild()  # a heading runs nothing
    assert b"One and only" in (project / "build/report.html").read_bytes()
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    assert "chapter 1 of 1  01_one.ipynb" in rebuild()
    assert b"More." in (project / "build/report.html").read_bytes()


def test_a_site_of_other_data_is_removed_and_others_stay(project):
    (folder := project / "build" / kept.LIVE).mkdir(parents=True)
    (folder / kept.MADE_FROM).write_text(kept.made_from(kept.LIVE))
    assert "is removed" not in build(project).stdout
    (folder / kept.MADE_FROM).write_text("other data")
    assert "build/live/ was of other data, code or address and is removed: run make live" in build(project).stdout
    assert not folder.exists()


def test_sheets_of_other_data_are_removed_and_others_stay(project):
    sheets.write(["TUV"], folder := project / "build" / kept.SHEETS)
    assert "is removed" not in build(project).stdout
    assert (folder / "tuvalu.pdf").is_file()
    (folder / kept.MADE_FROM).write_text("other data")
    assert "build/nationalities/ was of other data, code or address and is removed" in build(project).stdout
    assert not folder.exists()


def test_a_key_follows_code_helpers_data_and_environment(tmp_path, monkeypatch):
    (tmp_path / "helpers").mkdir()
    (tmp_path / "data").mkdir()
    files = {"helpers/a.py": "from helpers import b", "helpers/b.py": "x = 1", "data/t.csv": "1"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(kept, "ROOT", tmp_path)
    monkeypatch.setattr(kept, "DATA", tmp_path / "data")
    monkeypatch.setattr(kept, "environment", lambda: "this Python")
    cell = {"cell_type": "code", "source": "from helpers.a import y"}
    notebook = {"cells": [cell, {"cell_type": "markdown", "source": "# One"}]}
    first = kept.key(notebook)
    notebook["cells"][1]["source"] = "# Two"
    (tmp_path / "helpers/c.py").write_text("z = 1")
    assert kept.key(notebook) == first
    keys = {first}
    for change in (
        lambda: (tmp_path / "helpers/b.py").write_text("x = 2"),
        lambda: (tmp_path / "data/t.csv").write_text("2"),
        lambda: cell.update(source="from helpers.a import y\ny = 3"),
        lambda: monkeypatch.setattr(kept, "environment", lambda: "another Python"),
    ):
        change()
        keys.add(kept.key(notebook))
    assert len(keys) == 5


def test_the_surroundings_leave_no_trace(good, tmp_path):
    folder = tmp_path / "elsewhere ü"
    write(folder / "notebooks", **{"01_one": CHAPTER, "C_sources": SOURCES})
    others = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONOPTIMIZE": "1"}
    done = build(folder, HOME=str(tmp_path), **others)
    assert done.returncode == 0, done.stderr
    assert contents(folder) == contents(good)


def test_what_is_saved_during_a_build_is_kept(project, rebuild):
    write(project, saved=[*CHAPTER, "say('Saved meanwhile.')"])
    save = f"import shutil; shutil.copy(r'{project}/saved.ipynb', r'{project}/notebooks/01_one.ipynb')"
    write(project / "notebooks", **{"01_one": [*CHAPTER, save]})
    assert "saved during the build" in rebuild(False)
    assert "Saved meanwhile" in (project / "notebooks/01_one.ipynb").read_text()
    assert "chapter 1 of 1" in rebuild()


def test_a_reader_who_leaves_does_not_undo_the_report(project):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    with subprocess.Popen(command(project), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (0, "")
    assert b"More." in (project / "build/report.html").read_bytes()


def test_a_notebook_that_cannot_be_written_is_named_beside_the_report(project, rebuild):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    (project / "notebooks/.01_one.ipynb.part").mkdir()
    assert re.search(r"The report is in build/, and.*notebooks/01_one\.ipynb could not be written", rebuild(False))
    assert b"More." in (project / "build/report.html").read_bytes()


def test_when_a_notebook_was_run_is_nothing_that_somebody_saved(project, rebuild):
    file = project / "notebooks/01_one.ipynb"
    saved = nbformat.read(file, 4)
    for cell in saved.cells:
        cell.metadata["execution"] = {"iopub.execute_input": "2026-11-27T12:00:00Z"}
    nbformat.write(saved, file)
    assert "saved during the build" not in rebuild()
    assert "iopub" not in file.read_text()


def test_what_reads_otherwise_though_its_code_is_the_same_is_listed(project, rebuild):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    assert "reads otherwise" not in rebuild()  # the author's own words are no news to the author
    file = project / "notebooks/01_one.ipynb"
    now = file.read_text()
    file.write_text(now.replace("55,853", "66,853"))  # as if it had been run with another figure
    assert "What reads otherwise than before is in build/changed.txt" in rebuild()
    head, reminder, _, where, old, new = (project / "build/changed.txt").read_text().splitlines()
    assert head.startswith("What report.html beside this file has (+)")
    assert "data/corrections.csv" in reminder
    assert where == '01_one.ipynb, cell [2] under "One"'
    assert old.startswith("- There were 66,853 people")
    assert new.startswith("+ There were 55,853 people")
    assert file.read_text() == now


def test_what_reads_otherwise_is_listed_beside_the_last_commit_until_it_is_committed(project, rebuild):
    def git(*said: str) -> None:
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *said], cwd=project, check=True)

    file, listed = project / "notebooks/01_one.ipynb", project / "build/changed.txt"
    now = file.read_text()
    file.write_text(now.replace("55,853", "66,853"))
    git("init", "-q")
    git("add", "notebooks")
    git("commit", "-q", "-m", "As it was")
    for _ in range(2):  # another build does not forget it
        rebuild()
        assert "- There were 66,853 people" in listed.read_text()
    assert file.read_text() == now
    git("commit", "-q", "-a", "-m", "As it is")
    (project / "build/report.pdf").unlink()
    assert "reads otherwise" not in rebuild()
    assert not listed.exists()


def test_what_does_not_fit_in_the_reports_own_facts_is_told_before_a_chapter_runs(project, monkeypatch):
    write(project / "notebooks", **{"01_one": [*CHAPTER, "say('More.')"]})
    monkeypatch.setenv("REPORT_SITE", "example.org")
    stopped = build(project, "--page")
    assert "REPORT_SITE is 'example.org'" in stopped.stderr
    assert "chapter" not in stopped.stdout


def test_the_page_of_a_site_is_its_index_too(project, rebuild, monkeypatch):
    monkeypatch.setenv("REPORT_SITE", "https://example.org/report")
    assert "make live with the same REPORT_SITE adds them" in rebuild()
    page, index = project / "build/report.html", project / "build/index.html"
    assert b"https://example.org/report" in page.read_bytes()
    assert index.read_bytes() == page.read_bytes()
    monkeypatch.delenv("REPORT_SITE")
    assert "make live" not in rebuild()
    assert not index.exists()
