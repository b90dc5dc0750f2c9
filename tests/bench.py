"""`make bench`: how long things take, as a table. Nothing here is a test; the figures depend on the machine."""

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

from helpers.paths import BUILD, NOTEBOOKS, ROOT
from tests.conftest import browser_path

RUNS = 3


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
    """The same notebooks, executed and exported by nbconvert one after the other."""
    files = sorted(NOTEBOOKS.glob("*.ipynb"))
    convert = (
        sys.executable,
        "-m",
        "jupyter",
        "nbconvert",
        "--execute",
        "--to",
        "html",
        "--output-dir",
        place / "html",
    )
    return seconds(lambda: [run(*convert, file) for file in files])


def fresh(place: Path) -> float:
    """From a fresh clone to the report, packages downloaded anew."""
    run("git", "clone", "-q", ROOT, place / "clone")
    return seconds(lambda: run("make", "report", folder=place / "clone"), runs=1)


def usable(slower: int) -> float | None:
    """Seconds until the page is drawn and its script has run, in a browser slowed down so many times."""
    if not browser_path():
        return None
    from playwright.sync_api import sync_playwright

    def opened() -> float:
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto((BUILD / "report.html").as_uri())
        taken = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
        page.close()
        return taken / 1000

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        taken = statistics.median(opened() for _ in range(RUNS))
        browser.close()
    return taken


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        built, converted = report(place), nbconvert(place)
        rows = [
            ("report, warm", f"{built:.1f} s"),
            ("jupyter nbconvert --execute --to html, in series", f"{converted:.1f} s ({converted / built:.1f} times)"),
            ("fresh clone to report", f"{fresh(place):.0f} s"),
            ("make test", f"{seconds(lambda: run('make', 'test'), runs=1):.0f} s"),
        ]
    rows.append(("report.html", f"{(BUILD / 'report.html').stat().st_size / 1e6:.2f} MB"))
    rows += [
        (f"report.html usable, processor {n} times slower", f"{taken:.2f} s")
        for n in (1, 4)
        if (taken := usable(n)) is not None
    ]
    print(
        f"{platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}; medians of {RUNS} runs\n"
    )
    print("| what | how long or large |\n|---|---|")
    print("\n".join(f"| {what} | {size} |" for what, size in rows))


if __name__ == "__main__":
    main()
