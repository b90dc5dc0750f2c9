"""`python -m helpers.export`: make the report. Exit status 1 and one sentence if it cannot be made."""

import argparse
import os
import signal
import sys
from pathlib import Path

STOPPED = "Stopped.\nThe report was not built; the last one is as it was."
pressed: list[int] = []  # Ctrl+C, which a library that is imported just then may tell as a fault of its own


def stop(number: int, _: object) -> None:
    """Note that the build is to stop, and stop it."""
    pressed.append(number)
    raise KeyboardInterrupt


try:
    signal.signal(signal.SIGINT, stop)
    from helpers.export import processes

    processes.begin_anew("helpers.export")
    from helpers import paths
    from helpers.export.build import main

    parser = argparse.ArgumentParser(
        prog="python -m helpers.export", description="Execute the notebooks and make the report."
    )
    parser.add_argument("notebooks", nargs="?", type=Path, default=paths.NOTEBOOKS, help="folder of the notebooks")
    parser.add_argument("target", nargs="?", type=Path, default=paths.BUILD, help="folder for the report")
    parser.add_argument("--paper", choices=["a4", "letter"], default="a4", help="size of the PDF's pages")
    parser.add_argument("--page", action="store_true", help="make the HTML page only")
    chosen = parser.parse_args()
    sys.exit(main(chosen.notebooks, chosen.target, chosen.paper, chosen.page))
except KeyboardInterrupt:
    sys.exit(STOPPED)
except Exception as error:  # what nobody foresaw ends in one sentence too
    if os.environ.get("VERBOSE"):
        raise
    sys.exit(
        STOPPED
        if pressed
        else f"The report was not built, by a fault nobody foresaw ({type(error).__name__}: {error}); the last one is as it was.\nVERBOSE=1 make report shows where."
    )
