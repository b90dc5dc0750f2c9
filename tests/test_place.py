"""The one step from the old report to the new: carried out after a kill; what was not finished is dropped."""

import json

from helpers.export import place
from helpers.export.place import READY, SCRATCH


def test_a_switch_that_was_cut_off_is_carried_out_by_the_next_build(tmp_path):
    # the first of two moves was made: "a" is the new one, "b" not yet
    for file in ("a/new", "b/old", f"{SCRATCH}/b/new"):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).touch()
    (tmp_path / SCRATCH / READY).write_text(json.dumps(["a", "b"]))
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


def test_a_file_where_a_folder_goes_makes_way(tmp_path):
    (tmp_path / SCRATCH / "data").mkdir(parents=True)
    (tmp_path / "data").touch()
    (tmp_path / SCRATCH / READY).write_text(json.dumps(["data"]))
    with place.scratch(tmp_path):
        pass
    assert (tmp_path / "data").is_dir()
