"""The build, step by step: execute what has changed, put it together, write it, and only then put it in its place."""

import functools
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.export import BuildError, kept, notebooks, place, processes
from helpers.export.processes import Task

SECONDS_A_CELL = 120
CHAPTERS, OUTPUTS = "chapters", "outputs.json"  # in the scratch folder: a folder each, with pictures and outputs
MADE = ("report.html", "report.pdf", "charts", "data")
INDEX = "index.html"  # the page once more, for the address of a site
CHANGED = "changed.txt"  # what reads otherwise than in the last commit, its code being the same


def say(words: str) -> None:
    """Tell of a step on stdout; a reader who has left is no reason to stop."""
    try:
        print(words, flush=True)
    except BrokenPipeError:  # what is left of it would fail again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build(folder: Path, target: Path, paper_size: str = "a4", page_only: bool = False) -> bool:
    """Make the report of a folder of notebooks: report.html, report.pdf, charts/ and data/ in the target folder.

    What was made from the same content is kept. Nothing outside the scratch folder changes until everything is made.
    page_only: leave the PDF and data/ as they are. Returns whether the report is of what the notebooks say now: False if
    somebody has saved one of them meanwhile. Raises BuildError, DataError or OSError.
    """
    began = time.monotonic()
    folder, target = folder.resolve(), target.resolve()
    files = sorted(folder.glob("*.ipynb"))
    if not files:
        raise BuildError(f"There is no notebook in {folder.name}/.")
    made_from = kept.inputs(files, paper_size)
    if kept.is_fresh(target, made_from):
        say(f"{target.name}/report.html and {target.name}/report.pdf are up to date")
        return True
    known = {file: file.read_bytes() for file in files}
    with place.scratch(target) as scratch:
        (scratch / "charts").mkdir()
        executed, keys = _restored(known, scratch, target)
        processes.run({"the figures": Task(_checked)}, meanwhile=lambda: _imported(bool(keys)))
        tasks = {"the look-up": Task(_entries, (target, scratch))}
        if not page_only:
            tasks["the tables that are given away"] = Task(_given, (target, scratch))
        _run(executed, keys, tasks, folder, scratch, target)
        made = _written(executed, target, scratch, paper_size, page_only) + _changed(executed, known, scratch)
        changes = _changes(executed, known)
        for number in (signal.SIGINT, signal.SIGTERM):  # it is made: a stop comes too late
            signal.signal(number, signal.SIG_IGN)
        place.switch(target, made)
        for name in {INDEX, CHANGED} - set(made):  # those of another build
            (target / name).unlink(missing_ok=True)
    try:
        ours = [place.replace_file(file, content, before) for file, (content, before) in changes.items()]
    except OSError as error:
        say(f"The report is in {target.name}/, and {error.filename} could not be written: {error.strerror}.")
        return False
    if kept.inputs(files, paper_size) != made_from or not all(ours):
        say("Something was saved during the build. It is kept, and the report does not have it: run make again.")
        return False
    if not page_only:
        results = [
            path for name in (*MADE, INDEX) for path in [target / name, *(target / name).rglob("*")] if path.is_file()
        ]
        kept.note(target, made_from, [*results, *changes])
    _tell(target, made, time.monotonic() - began)
    return True


def _tell(target: Path, made: list[str], seconds: float) -> None:
    """Say what is ready, and where to read what the figures say otherwise now."""
    files = [f"{target.name}/{name}" for name in ("report.html", "report.pdf") if name in made]
    say(f"{' and '.join(files)} {'are' if len(files) > 1 else 'is'} ready  {seconds:.1f} s")
    if os.environ.get("REPORT_SITE") and not (target / kept.LIVE).exists():
        say(
            "The page leads to chapters that run in a browser on that site: make live with the same REPORT_SITE adds them."
        )
    if CHANGED in made:
        say(f"What reads otherwise than before is in {target.name}/{CHANGED}: do its words still fit the figures?")


def _checked() -> None:
    from helpers import load
    from helpers.export import meta

    load.note_checked()
    meta.read()  # told before the chapters run


def _imported(to_run: bool) -> None:
    """Import what takes a second in all: the processes that are forked from this one then have it."""
    from helpers.export import document, page, paper  # noqa: F401

    if to_run:
        from helpers.export import cells  # noqa: F401


def _restored(known: dict[Path, bytes], scratch: Path, target: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The notebooks by file name, with the outputs that were kept; and the keys of those to be run, the heaviest first."""
    executed, keys = {}, {}
    for file, content in sorted(known.items(), key=lambda item: len(item[1]), reverse=True):  # the last ones run alone
        executed[file.name] = notebooks.blank(file.name, content)
        key, folder = kept.key(executed[file.name]), scratch / CHAPTERS / file.stem
        if kept.take(target, file.stem, key, folder):
            notebooks.fill(executed[file.name], json.loads((folder / OUTPUTS).read_text(encoding="utf-8")))
        else:
            keys[file.name] = key
    return dict(sorted(executed.items())), keys


def _run(
    executed: dict[str, Any], keys: dict[str, str], tasks: dict[str, Task], folder: Path, scratch: Path, target: Path
) -> None:
    """Run the notebooks that have keys, and the tasks beside them, and keep what the notebooks give.

    Raises BuildError with all that is wrong in them.
    """
    ended: list[str] = []
    faults: list[tuple[str, str]] = []  # where and what

    def done(name: str, result: Any) -> None:
        if name not in keys:
            return
        outputs, wrong = result
        if wrong:
            faults.extend(wrong)
            return
        notebooks.fill(executed[name], outputs)
        folder = scratch / CHAPTERS / Path(name).stem
        place.write(folder / OUTPUTS, json.dumps(outputs))
        kept.keep(target, keys[name], folder)
        ended.append(name)
        say(f"chapter {len(ended)} of {len(keys)}  {name}")

    if keys:
        from helpers.export import cells

        cells.prepare()
    for name in keys:
        drawn = scratch / CHAPTERS / Path(name).stem
        drawn.mkdir(parents=True)
        tasks[name] = Task(cells.run, (name, notebooks.headed(executed[name]), folder, drawn), SECONDS_A_CELL)
    processes.run(tasks, done)
    if faults:
        faults.sort(key=lambda fault: fault[0].partition(",")[0])
        places = {said: " and ".join(where for where, what in faults if what == said) for _, said in faults}
        raise BuildError("\n".join(f"{where}: {said}" for said, where in places.items()))


def _entries(target: Path, scratch: Path) -> None:
    """Write what the look-up of the page knows of each nationality."""

    def made(folder: Path) -> None:
        from helpers import load, profile

        place.write(folder / "entries.json", json.dumps(profile.entries(load.data())))

    kept.folder(target, "from helpers import profile", scratch / "entries", made)


def _given(target: Path, scratch: Path) -> None:
    """Write the tables that are given away."""
    from helpers.export import meta

    edition = meta.read().date

    def made(folder: Path) -> None:
        from helpers.export import downloads

        downloads.write(folder, edition=edition)

    kept.folder(target, f"from helpers.export import downloads  # {edition}", scratch / "data", made)


def _written(executed: dict[str, Any], target: Path, scratch: Path, paper_size: str, page_only: bool) -> list[str]:
    """Write the report of these notebooks into the scratch folder. Returns the names of what was made."""
    from helpers import load, sources
    from helpers.export import days, document, meta, pieces

    facts = meta.read()
    found = {name: pieces.read(notebook, name) for name, notebook in executed.items()}
    days.check(found, load.data())
    entries = json.loads((scratch / "entries" / "entries.json").read_text(encoding="utf-8"))
    report = document.document(found, sources.name, entries)
    for picture in scratch.glob(f"{CHAPTERS}/*/*.svg"):
        picture.replace(scratch / "charts" / picture.name)
    _collect(report, scratch / "charts")
    tasks = {"report.html": Task(_page, (report, facts, target, scratch))}
    if not page_only:
        tasks["report.pdf"] = Task(_paper, (report, facts, scratch, paper_size))
    processes.run(tasks)
    index = [INDEX] if facts.site else []
    for name in index:
        place.write(scratch / name, (scratch / "report.html").read_bytes())
    return ["charts", *([] if page_only else ["data"]), *index, *sorted(tasks, reverse=True)]


def _page(report: Any, facts: Any, target: Path, scratch: Path) -> None:
    from helpers.export import page

    faces = functools.partial(_faces, target, scratch / "faces")
    place.write(scratch / "report.html", page.write(report, facts, faces))


def _paper(report: Any, facts: Any, scratch: Path, size: str) -> None:
    from helpers.export import paper

    place.write(scratch / "report.pdf", paper.write(report, facts, scratch / "paper", size))


def _faces(target: Path, folder: Path, characters: set[str]) -> str:
    """The rules that carry the type faces with these characters: cutting the faces takes a second, so they are kept."""
    from helpers.export import fonts

    def made(folder: Path) -> None:
        place.write(folder / "faces.css", fonts.css(characters))

    kept.folder(target, f"from helpers.export import fonts  # {sorted(map(ord, characters))}", folder, made)
    return (folder / "faces.css").read_text(encoding="utf-8")


def _collect(report: Any, folder: Path) -> None:
    """Give each figure its pictures, and put the framed one as PNG beside its numbers as CSV; figures to play with go."""
    from helpers.export import pieces

    figures = [piece for piece in report.pieces if isinstance(piece, pieces.Figure)]
    for file in folder.iterdir():
        if file.name.partition(".")[0] not in {figure.id for figure in figures}:
            file.unlink()
    for piece in figures:
        for name, ending in (("wide", ".wide.svg"), ("narrow", ".narrow.svg"), ("whole", ".svg")):
            drawn = folder / f"{piece.id}{ending}"
            if not drawn.is_file():
                raise BuildError(f"The figure {piece.id} was shown, and no {drawn.name} was written.")
            piece.pictures[name] = drawn.read_text(encoding="utf-8")
            if name != "whole":
                drawn.unlink()
        place.write(folder / f"{piece.id}.png", piece.png)
        place.write(folder / f"{piece.id}.csv", piece.csv)


def _changed(executed: dict[str, Any], known: dict[Path, bytes], scratch: Path) -> list[str]:
    """Write what cells show otherwise than before, their code being the same. Returns the name of the file, if there is any."""
    words = [
        said
        for file, old in known.items()
        for said in notebooks.reworded(file.name, _before(file, old), executed[file.name])
    ]
    if words:
        head = "What report.html beside this file has (+) in place of what it had before (-).\n"
        head += "Where a figure was wrong, data/corrections.csv is to say so.\n"
        place.write(scratch / CHANGED, "\n".join([head, *words]))
    return [CHANGED] if words else []


def _before(file: Path, known: bytes) -> bytes:
    """A notebook as it was committed last or, where git does not know it, as it was when the build began."""
    with suppress(OSError):  # there is no git
        done = subprocess.run(["git", "show", f"HEAD:./{file.name}"], cwd=file.parent, capture_output=True, check=False)
        return done.stdout if done.returncode == 0 else known
    return known


def _changes(executed: dict[str, Any], known: dict[Path, bytes]) -> dict[Path, tuple[bytes, bytes | None]]:
    """What the build writes outside its folder: notebooks with their outputs and, for those of the report, README.md.

    Each file with its content and what it held when the build began.
    """
    changes: dict[Path, tuple[bytes, bytes | None]] = {
        file: (notebooks.tidy(executed[file.name]).encode(), content) for file, content in known.items()
    }
    if next(iter(known)).parent == paths.NOTEBOOKS:
        from helpers.export import readme

        changes |= readme.files(executed)
    return changes
