"""`python -m helpers.export`: execute the notebooks and build the report. Exit status 1 and one sentence if it cannot."""

import argparse
import sys
from pathlib import Path

from helpers import cards, load, paths, readme
from helpers.export import giveaway, kernels, meta
from helpers.export.build import KEPT, run
from helpers.problems import DataError

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m helpers.export", description="Execute the notebooks and build the report."
    )
    parser.add_argument("notebooks", nargs="?", type=Path, default=paths.NOTEBOOKS, help="folder of the notebooks")
    parser.add_argument("target", nargs="?", type=Path, default=paths.BUILD, help="folder for the report")
    folders = parser.parse_args()
    kernels.prepare("helpers.export.ready")
    try:
        load.data()
    except DataError as error:
        sys.exit(f"{error}\n{KEPT}")
    failed = run(folders.notebooks, folders.target, cards.short, giveaway.write)
    if not failed and folders.notebooks == paths.NOTEBOOKS:
        readme.update(meta.read().as_of)
    sys.exit(failed)
