"""A chapter's cells, run for the build, show what they show in JupyterLab."""

import multiprocessing

from helpers.export import cells, processes


def test_prints_displays_values_and_what_was_cleared_are_as_in_a_kernel(tmp_path, monkeypatch):
    # a process that begins anew, as on macOS, and has nothing of what other tests have set
    monkeypatch.setattr(processes, "PROCESSES", multiprocessing.get_context("spawn"))
    (tmp_path / "charts").mkdir()
    sources = [
        "%matplotlib inline\nfrom IPython.display import display, clear_output\nprint('one'); print('two')",
        "print('gone'); clear_output(); print('left')",
        "display({'text/plain': 'shown'}, raw=True)\n3 * 4",
    ]
    task = processes.Task(
        cells.run, ("01.ipynb", [("One", source) for source in sources], tmp_path, tmp_path / "charts"), 60
    )
    told = {}
    processes.run({"01.ipynb": task}, lambda name, outputs: told.update({name: outputs}))
    (printed, cleared, shown), faults = told["01.ipynb"]
    assert faults == []
    assert printed == [{"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"}]
    assert cleared == [{"output_type": "stream", "name": "stdout", "text": "left\n"}]
    assert [one["data"]["text/plain"] for one in shown] == ["shown", "12"]
    assert shown[1]["execution_count"] == 3
