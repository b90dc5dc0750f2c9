"""`make bench`: how long things take, as a table, kept in tests/bench.md.

Nothing here is a test; the figures depend on the machine.
"""

import csv
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from helpers.checks import contract
from helpers.paths import BUILD, DATA, NOTEBOOKS, ROOT
from tests.conftest import browser_path

RUNS = 3
KEPT = ROOT / "tests" / "bench.md"


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of some runs."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def run(*words: str | Path, folder: Path = ROOT) -> None:
    """Run a command to its end, quietly. Raises if it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=clean,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def report(place: Path) -> float:
    """The report, built from a copy of the notebooks."""
    shutil.copytree(NOTEBOOKS, place / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return seconds(lambda: run(sys.executable, "-m", "helpers.export", place / "notebooks", place / "build"))


def nbconvert(place: Path) -> float:
    """The same notebooks, executed and exported to HTML by nbconvert one after the other."""
    convert = [
        sys.executable,
        "-m",
        "jupyter",
        "nbconvert",
        "--execute",
        "--to",
        "html",
        "--output-dir",
        place / "html",
    ]
    return seconds(lambda: run(*convert, *sorted(NOTEBOOKS.glob("*.ipynb"))))


def fresh(place: Path) -> float:
    """From a fresh clone to the report, packages downloaded anew."""
    run("git", "clone", "-q", ROOT, place / "clone")
    return seconds(lambda: run("make", "report", folder=place / "clone"), runs=1)


def multiplied(folder: Path, times: int) -> int:
    """Copy `data/` with so many times the rows, and return their number: each further copy of a row has a further source.

    Tables whose rows are not told apart by their source are copied as they are.
    """
    shutil.copytree(DATA, folder)
    rows = 0
    for resource in json.loads((DATA / contract.CONTRACT).read_text(encoding="utf-8"))["resources"]:
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
            header, *body = csv.reader(file)
        told_apart = {"key", "short"} if resource["name"] == "sources" else {"source"}
        if told_apart & set(resource["schema"]["primaryKey"]):
            copies = [
                [f"{cell}-copy-{n}" if column in told_apart else cell for column, cell in zip(header, row, strict=True)]
                for n in range(1, times)
                for row in body
            ]
            with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([header, *body, *copies])
            body += copies
        rows += len(body)
    return rows


def read(place: Path, times: int) -> tuple[int, float]:
    """Rows of `data/` with so many times the rows, and the time to read them and check them against the contract."""
    folder = place / f"data {times}"
    rows = multiplied(folder, times)
    return rows, seconds(lambda: contract.read(folder))


def usable(slower: int) -> tuple[float, float] | None:
    """Seconds until the page can be read, and until its script has run, in a browser slowed down so many times."""
    if not browser_path():
        return None
    from playwright.sync_api import sync_playwright

    def opened() -> list[float]:
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto((BUILD / "report.html").as_uri())
        taken = page.evaluate(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime,"
            " performance.getEntriesByType('navigation')[0].domComplete]"
        )
        page.close()
        return taken

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        drawn, complete = zip(*(opened() for _ in range(RUNS)), strict=True)
        browser.close()
    return statistics.median(drawn) / 1000, statistics.median(complete) / 1000


def main() -> None:
    """Print the table, and keep it."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        built, converted = report(place), nbconvert(place)
        rows += [
            ("report, warm", f"{built:.1f} s"),
            ("jupyter nbconvert --execute --to html, in series", f"{converted:.1f} s ({converted / built:.1f} times)"),
            ("fresh clone to report, with the set-up", f"{fresh(place):.0f} s"),
            ("make test", f"{seconds(lambda: run('make', 'test'), runs=1):.0f} s"),
        ]
        for times in (1, 10, 100):
            count, taken = read(place, times)
            rows.append(
                (f"data/ read and checked, {count:,} rows", f"{taken:.2f} s ({1e6 * taken / count:.0f} µs a row)")
            )
    rows.append(("report.html", f"{(BUILD / 'report.html').stat().st_size / 1e6:.2f} MB"))
    rows += [
        (f"report.html, processor {n} times slower: can be read, then sorted", "{:.2f} s, {:.2f} s".format(*taken))
        for n in (1, 4)
        if (taken := usable(n)) is not None
    ]
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    lines = [f"{machine}; medians of {RUNS} runs, but for the clone and the tests.", "", "| what | how long or large |"]
    table = "\n".join([*lines, "|---|---|", *(f"| {what} | {size} |" for what, size in rows)])
    print(table)
    KEPT.write_text(f"# Timings of the last `make bench`\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
