"""Load the figures of `data/`, checked against the contract and against each other.

from helpers import load
data = load.data()
data.final_orders("2024-11-24")         # a row a nationality
data.value("non_detained_docket", "FY2024")
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

import pandas as pd

from helpers.checks import contract, run
from helpers.figures import Data
from helpers.paths import BUILD, DATA
from helpers.problems import DataError, Problem
from helpers.text import listing

CHECKED = "checked.json"  # in build/: the hash of each file of `data/` that a build has checked


def data(folder: Path = DATA) -> Data:
    """The data of a folder, read again when a file in it has changed.

    Raises DataError, listing every problem, if anything does not fit.
    """
    state = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in _files(folder))
    return _read(folder, state)


def note_checked(file: Path) -> None:
    """Write down what `data/` holds, now that it was checked: see `_as_checked`."""
    file.write_text(json.dumps(_hashes(DATA), indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def _read(folder: Path, state: tuple) -> Data:
    try:
        loaded = Data(contract.read(folder))
    except ModuleNotFoundError:
        loaded = Data(_as_checked(folder))
    if found := run.problems(loaded):
        raise DataError(found)
    return loaded


def _as_checked(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables, where frictionless is missing, as in a browser: read if they are what a build has checked.

    Raises DataError if they are not.
    """
    file = BUILD / CHECKED
    checked = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    found = _hashes(folder)
    if new := sorted(name for name in found.keys() | checked.keys() if found.get(name) != checked.get(name)):
        what = f"{listing(new)}, not as a build has checked it" if checked else "data/, of which no build has been made"
        expected = "it cannot be checked, as this Python has no frictionless: run make report where there is one"
        raise DataError([Problem(what, None, None, None, expected)])
    resources = json.loads((folder / contract.CONTRACT).read_text(encoding="utf-8-sig"))["resources"]
    return {
        resource["name"]: pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for resource in resources
    }


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".json"))


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in _files(folder)}
