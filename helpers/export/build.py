"""The build, step by step: execute, assemble, write, and only then put everything in its place."""

import datetime as dt
import functools
import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

from helpers.export import BuildError, document, execute, kernels, meta, page, paper, pieces, place
from helpers.export.document import Document
from helpers.export.pieces import Figure

AS_OF = re.compile(r'^AS_OF = "(.*)"$', re.MULTILINE)
KEPT = "The report was not built; the last one is as it was."


Say = Callable[[str], None]
Give = Callable[[Path, dt.date], None]


def run(notebooks: Path, target: Path, name: Callable[[str], str], give: Give) -> int:
    """Build the report and say how it went: on stdout each step, on stderr one sentence if it fails.

    Returns the exit status. SIGTERM stops the build as Ctrl+C does.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        build(notebooks.resolve(), target.resolve(), name, give, functools.partial(print, flush=True))
    except BuildError as error:
        problem = str(error)
    except OSError as error:
        problem = f"{error.filename or 'A file of the report'} could not be written: {error.strerror}."
    except KeyboardInterrupt:
        problem = "Stopped."
    else:
        return 0
    print(f"{problem}\n{KEPT}", file=sys.stderr)
    return 1


def build(notebooks: Path, target: Path, name: Callable[[str], str], give: Give, say: Say) -> None:
    """Execute the notebooks of a folder and write them, report.html, report.pdf, charts/ and data/ in their places.

    `name` gives the name of a source, `give` writes what is in data/, `say` is told of each step. Nothing outside
    the scratch folder changes until everything is made. Raises BuildError or OSError.
    """
    began = time.monotonic()
    kernels.prepare()
    facts = meta.read()
    with place.scratch(target) as scratch, ThreadPoolExecutor() as beside:
        given = beside.submit(give, scratch / "data", facts.date)
        executed = _execute(notebooks, scratch, facts.as_of, say)
        found = {file.name: pieces.read(notebook, file.name) for file, notebook in executed.items()}
        report = document.document(found, name)
        _collect(report, scratch / "charts")
        pdf = beside.submit(_timed, "PDF", say, lambda: paper.write(report, facts, scratch / "paper"))
        html = _timed("HTML", say, lambda: page.write(report, facts))
        place.write(scratch / "report.html", html)
        place.write(scratch / "report.pdf", pdf.result())
        given.result()
        changed = _changed(executed, scratch / "notebooks")
        # nothing is computed from here on; report.html comes last, for make takes its time as the build's
        for file in changed:
            (scratch / "notebooks" / file.name).replace(file)
        place.replace_folder(scratch / "charts", target / "charts")
        place.replace_folder(scratch / "data", target / "data")
        (scratch / "report.pdf").replace(target / "report.pdf")
        os.utime(scratch / "report.html")
        (scratch / "report.html").replace(target / "report.html")
    say(f"{target.name}/report.html and {target.name}/report.pdf are ready  {time.monotonic() - began:.1f} s")


def _timed(what: str, say: Say, make: Callable[[], Any]) -> Any:
    began = time.monotonic()
    made = make()
    say(f"{what}  {time.monotonic() - began:.1f} s")
    return made


def _execute(folder: Path, scratch: Path, as_of: str, say: Say) -> dict[Path, Any]:
    """The notebooks of the folder, executed, in order. No kernel is left, however it ends."""
    files = sorted(folder.glob("*.ipynb"))
    if not files:
        raise BuildError(f"There is no notebook in {folder.name}/.")
    notebooks = {file: execute.blank(nbformat.read(file, as_version=4)) for file in files}
    _one_date(notebooks, as_of)
    done: list[str] = []

    def told(name: str, seconds: float) -> None:
        done.append(name)
        say(f"notebook {len(done)} of {len(files)}  {name}  {seconds:.1f} s")

    charts, sockets = scratch / "charts", place.short_folder(scratch)
    charts.mkdir()
    run = execute.Run(
        {file.name: notebook for file, notebook in notebooks.items()},
        folder,
        kernels.environment(IPYTHONDIR=str(scratch / "ipython"), REPORT_CHARTS=str(charts)),
        sockets,
        told,
    )
    run.start()
    try:
        run.result()
    finally:
        run.stop()
        shutil.rmtree(sockets, ignore_errors=True)
    return notebooks


def _one_date(notebooks: dict[Path, Any], as_of: str) -> None:
    """Refuse chapters that are about another date than the first page says. Raises BuildError."""
    sources = ((file.name, cell.source) for file, notebook in notebooks.items() for cell in notebook.cells)
    dates = [(name, date) for name, source in sources for date in AS_OF.findall(source)]
    if others := [f'{name} sets AS_OF = "{date}"' for name, date in dates if date != as_of]:
        raise BuildError(
            f"{'; '.join(others)}. A report has one date, that of the latest table of final orders: {as_of}."
        )


def _collect(report: Document, folder: Path) -> None:
    """Give each figure its pictures, and put the framed one as PNG and the numbers as CSV beside them."""
    for piece in report.pieces:
        if isinstance(piece, Figure):
            for name, file in (("wide", ".wide.svg"), ("narrow", ".narrow.svg"), ("whole", ".svg")):
                drawn = folder / f"{piece.id}{file}"
                if not drawn.is_file():
                    raise BuildError(f"The figure {piece.id} was shown, and no {drawn.name} was written.")
                piece.pictures[name] = drawn.read_text(encoding="utf-8")
            place.write(folder / f"{piece.id}.png", piece.png)
            place.write(folder / f"{piece.id}.csv", pieces.as_csv(piece))


def _changed(executed: dict[Path, Any], folder: Path) -> list[Path]:
    """Write the notebooks that came out different from their files into a folder; returns those files."""
    changed = []
    for file, notebook in executed.items():
        text = execute.tidy(notebook).encode()
        if text != file.read_bytes():
            place.write(folder / file.name, text)
            changed.append(file)
    return changed
