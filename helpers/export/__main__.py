"""`python -m helpers.export`: make the report. Exit status 1 and one sentence if it cannot be made."""

import argparse
import os
import signal
import sys
from pathlib import Path

from helpers.export import pressed

STOPPED = "Stopped.\nThe report was not built; the last one is as it was."


def stop(number: int, _: object) -> None:
    """Note that the build is to stop, and stop it."""
    pressed.append(number)
    raise KeyboardInterrupt


def main() -> int:
    """Build, and say in one sentence what went wrong if it did. Returns the exit status."""
    from helpers.export import processes

    processes.begin_anew("helpers.export")
    from helpers import paths
    from helpers.export import BuildError, kept, place, sentence
    from helpers.export.build import build, say
    from helpers.problems import DataError

    parser = argparse.ArgumentParser("python -m helpers.export", description="Run the notebooks and make the report.")
    parser.add_argument("notebooks", nargs="?", type=Path, default=paths.NOTEBOOKS, help="folder of the notebooks")
    parser.add_argument("target", nargs="?", type=Path, default=paths.BUILD, help="folder for the report")
    parser.add_argument(
        "--paper", type=str.lower, choices=["a4", "letter"], default="a4", help="size of the PDF's pages"
    )
    parser.add_argument("--page", action="store_true", help="make the HTML page only")
    chosen = parser.parse_args()
    where = f"{chosen.target.name}/"
    # what ends the build from outside ends it as Ctrl+C does
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        done = build(chosen.notebooks, chosen.target, chosen.paper, chosen.page)
        for name, command in kept.ON_DEMAND.items():
            if kept.drop_old(chosen.target / name, name):
                say(f"{where}{name}/ was of other data, code or address and is removed: run make {command} again")
        return 0 if done else 1
    except (BuildError, DataError, OSError) as error:
        problem = sentence(error)
    except KeyboardInterrupt:
        problem = "Stopped."
    end = "was not built; the last one is as it was"
    if (chosen.target / place.SCRATCH / place.READY).is_file():
        end = f"is made, and could not be moved into {where}; the next build tries again"
    raise SystemExit(f"{problem}\nThe report {end}.")


try:
    signal.signal(signal.SIGINT, stop)
    sys.exit(main())
except KeyboardInterrupt:
    sys.exit(STOPPED)
except Exception as error:  # what nobody foresaw ends in one sentence too
    if os.environ.get("VERBOSE"):
        raise
    fault = f"by a fault nobody foresaw ({type(error).__name__}: {error}); the last one is as it was"
    sys.exit(STOPPED if pressed else f"The report was not built, {fault}.\nVERBOSE=1 make report shows where.")
