"""`make bench`: how long things take and what they weigh, as a table, kept in tools/bench.md. Nothing here is a test."""

import csv
import functools
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
PYTHON = [sys.executable, "-E", "-s"]
EARLIER = [
    f"{2023 + (month > 2)}-{(month + 9) % 12 + 1:02d}-15" for month in range(12)
]  # twelve months before the table


def seconds(*command: str | Path, folder: Path, before: Callable[[], object] = lambda: None, runs: int = RUNS) -> float:
    """The median time of a command that is run some times, `before` being called each time first."""
    taken = []
    for _ in range(runs):
        before()
        began = time.perf_counter()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        done = subprocess.run(
            list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def copy(place: Path) -> Path:
    """The project without its environment and builds, in a folder of its own that shares the environment."""
    project = place / "project"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".venv", "build", ".git", "__pycache__", ".*_cache"))
    (project / ".venv").symlink_to(Path(sys.prefix))
    return project


def processor(*command: str | Path, folder: Path) -> float:
    """Seconds of processor that a command takes in one process."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(list(map(str, command)), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime


# All that a build does, with its chapters in one process and without kernels; what they gave before is then kept
LEAST = """
import json, os, pathlib, tempfile
os.environ["REPORT_CHARTS"] = tempfile.mkdtemp()
import IPython
for file in sorted(pathlib.Path("notebooks").glob("*.ipynb")):
    shell = {"display": lambda *shown, **more: None}
    for cell in json.loads(file.read_text())["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), shell)
from helpers.export.build import build
build(pathlib.Path("notebooks"), pathlib.Path("build"))
"""
TOC = """format: jb-book
root: notebooks/00_key_findings
chapters:
"""


def forget_all_but_chapters(project: Path) -> None:
    """The next build makes all anew but the outputs of chapters: checks, tables, look-up, type faces, page and PDF."""
    for name in ("checked.json", "report.html"):
        (project / "build" / name).unlink()
    for name in ("data", "entries", "faces"):
        shutil.rmtree(project / "build/.kept" / name)


def peers(folder: Path, project: Path) -> Path | None:
    """The programs of an environment with papermill and Jupyter Book beside the project's own packages, where they can be installed."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [folder / "bin/python", "-m", "pip", "install", "-q", "papermill", "jupyter-book<2"]
    if subprocess.run(install, capture_output=True, check=False).returncode:
        return None
    own = f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    (folder / own / "project.pth").write_text(f"{Path(sys.prefix) / own}\n{project}\n", encoding="utf-8")
    return folder / "bin"


def edit(project: Path, name: str, old: str, new: str) -> None:
    """Change the text of a notebook, back and forth."""
    file = project / "notebooks" / name
    text = file.read_text(encoding="utf-8")
    assert old in text or new in text, f'{name} no longer says "{old}"'
    file.write_text(text.replace(old, new) if old in text else text.replace(new, old), encoding="utf-8")


def add_tables(project: Path) -> None:
    """Twelve earlier tables of final orders, by the steps of README: the table, its entry in the contract, its total."""
    data = project / "data"
    contract = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    first = next(table for table in contract["resources"] if table["name"] == "final-orders-2024-11-24")
    rows = list(csv.reader((data / first["path"]).open(encoding="utf-8")))
    for day in EARLIER:
        text = json.dumps(first).replace("2024-11-24", day).replace("2024_11_24", day)
        contract["resources"].append(json.loads(text))
        plain = [
            row if row[0] == "citizenship" else [row[0], row[1], "document", "ice-response-2024-11", ""] for row in rows
        ]
        with (data / f"final_orders_{day}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(plain)
        total = next(row[1] for row in rows if row[0] == "Total")
        with (data / "docket.csv").open("a", encoding="utf-8", newline="") as file:
            line = [day, "non_detained_with_final_order", "", total, "persons", "", "ice-response-2024-11", "", ""]
            csv.writer(file, lineterminator="\n").writerow(line)
    (data / "datapackage.json").write_text(json.dumps(contract, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, and print a table."""
    rows: list[tuple[str, str]] = []

    def tell(what: str, figure: str) -> None:
        rows.append((what, figure))
        print(f"{what}: {figure}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder))
        build, words = [*PYTHON, "-m", "helpers.export"], ("A list of open files", "A list of open cases")

        def blank() -> None:
            shutil.rmtree(project / "build", ignore_errors=True)

        def reword(words: tuple[str, str] = words) -> None:
            edit(project, "01_docket_size.ipynb", *words)

        whole = seconds(*build, folder=project, before=blank)
        tell("make report, all chapters run", f"{whole:.1f} s")
        forget_all_but_chapters(project)
        least = processor(*PYTHON, "-c", LEAST, folder=project)
        tell("the least: all of it in one process without kernels, half its processor time", f"{least / 2:.1f} s")
        tell("make report, all chapters run, times the least", f"{whole / least * 2:.2f}")
        tell("make report, nothing changed", f"{seconds(*build, folder=project):.2f} s")
        tell(
            "one sentence of Markdown changed, make page",
            f"{seconds(*build, '--page', folder=project, before=reword):.1f} s",
        )
        tell("one sentence of Markdown changed, make report", f"{seconds(*build, folder=project, before=reword):.1f} s")
        said = functools.partial(reword, ("New orders kept coming", "New orders went on coming"))
        tell(
            "one computed sentence changed, make page",
            f"{seconds(*build, '--page', folder=project, before=said):.1f} s",
        )
        tell("one computed sentence changed, make report", f"{seconds(*build, folder=project, before=said):.1f} s")
        notebooks = sorted((project / "notebooks").glob("*.ipynb"))
        convert = ["nbconvert", "--execute", "--to", "html", "--output-dir", project / "peer", *notebooks]
        tell_one = functools.partial(seconds, folder=project, runs=1)
        tell("nbconvert --execute in series, HTML only", f"{tell_one(*PYTHON, '-m', *convert):.1f} s")
        tell("jupyter execute, no page at all", f"{tell_one(*PYTHON, '-m', 'jupyter', 'execute', *notebooks):.1f} s")
        if bin := peers(Path(folder) / "peers", project):
            mill = sum(tell_one(bin / "papermill", notebook, "/dev/null") for notebook in notebooks)
            tell("papermill in series, no page at all", f"{mill:.1f} s")
            book = Path(folder) / "book"
            shutil.copytree(project / "notebooks", book / "notebooks")
            others = [f"- file: notebooks/{notebook.stem}\n" for notebook in notebooks[1:]]
            (book / "_toc.yml").write_text(TOC + "".join(others), encoding="utf-8")
            (book / "_config.yml").write_text("execute: {execute_notebooks: cache, timeout: 120}\n", encoding="utf-8")
            make = [bin / "jupyter-book", "build", "."]
            tell("Jupyter Book, HTML only", f"{seconds(*make, folder=book, runs=1):.1f} s")
            change = functools.partial(edit, book, "01_docket_size.ipynb", *words)
            kept = seconds(*make, folder=book, before=change)
            tell("Jupyter Book with its cache, one sentence of Markdown changed", f"{kept:.1f} s")
        for name in ("report.html", "report.pdf"):
            tell(name, f"{(project / 'build' / name).stat().st_size / 1e6:.2f} MB")
        add_tables(project)
        grown = seconds(*build, folder=project, before=blank)
        tell("make report with twelve more tables, all chapters run", f"{grown:.1f} s ({grown / whole - 1:+.0%})")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "-q", str(ROOT), folder], check=True)
        taken = seconds("make", "report", folder=Path(folder), runs=1)
        weight = sum(path.stat().st_size for path in (Path(folder) / ".venv").rglob("*") if path.is_file())
        tell("from a clone to the report, with set-up", f"{taken:.0f} s ({weight / 1e6:.0f} MB installed)")
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    lines = [
        f"Medians of {RUNS} runs on {machine}.",
        "",
        "| What | Figure |",
        "|---|---|",
        *(f"| {a} | {b} |" for a, b in rows),
    ]
    (ROOT / "tools" / "bench.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
