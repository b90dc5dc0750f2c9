"""The one step from the old report to the new: carried out after a kill, and nobody's file is replaced."""

import json
import shutil

from helpers.export import place
from helpers.export.place import READY, SCRATCH


def test_a_switch_that_was_cut_off_is_carried_out_by_the_next_build(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "old").touch()
    scratch = tmp_path / SCRATCH
    for name in ("a", "b"):
        (scratch / name).mkdir(parents=True)
        (scratch / name / "new").touch()
    shutil.rmtree(tmp_path / "a")
    (scratch / "a").replace(tmp_path / "a")  # the first of two moves was made
    (scratch / READY).write_text(json.dumps(["a", "b"]))
    with place.scratch(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["new", "new"]


def test_unfinished_work_of_a_killed_build_is_dropped(tmp_path):
    (tmp_path / SCRATCH).mkdir()
    (tmp_path / SCRATCH / "report.html").touch()
    (tmp_path / "report.html").write_text("old")
    with place.scratch(tmp_path):
        pass
    assert (tmp_path / "report.html").read_text() == "old"
    assert not (tmp_path / SCRATCH).exists()


def test_a_file_that_somebody_changed_is_not_replaced(tmp_path):
    file = tmp_path / "one"
    file.write_text("theirs")
    assert not place.replace_file(file, b"ours", known=b"before")
    assert file.read_text() == "theirs"
    assert place.replace_file(file, b"ours", known=b"theirs")
    assert file.read_text() == "ours"
