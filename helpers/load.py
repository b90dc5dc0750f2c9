"""Load the figures of `data/`, checked against the contract and against each other.

from helpers import load
data = load.data()
data.final_orders("2024-11-24")         # a row a nationality
data.value("non_detained_docket", "FY2024")
"""

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

from helpers.checks import contract, run
from helpers.figures import Data, Tables
from helpers.paths import BUILD, DATA
from helpers.problems import DataError, Problem
from helpers.text import listing

CHECKED = "checked.json"  # in build/: the hash of each file of `data/` that was checked


def data(folder: Path = DATA) -> Data:
    """The data of a folder, read again when a file in it has changed.

    Raises DataError, listing every problem, if anything does not fit.
    """
    with os.scandir(folder) as entries:  # this is asked for each cell of a table that is shown
        state = {(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in entries if _is_read(file.name)}
    return _read(folder, frozenset(state))


def note_checked(file: Path) -> None:
    """Write down what `data/` holds, now that it was checked: see `_as_checked`."""
    file.write_text(json.dumps(_hashes(DATA), indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def _read(folder: Path, state: frozenset) -> Data:
    try:
        loaded = Data(Tables(contract.read(folder)))
    except ModuleNotFoundError:
        loaded = Data(Tables(_as_checked(folder)))
    if found := run.problems(loaded):
        raise DataError(found)
    return loaded


def _as_checked(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables, where frictionless is missing, as in a browser: read if they are what was checked elsewhere.

    Raises DataError if they are not.
    """
    file = BUILD / CHECKED
    checked = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    found = _hashes(folder)
    if new := sorted(name for name in found.keys() | checked.keys() if found.get(name) != checked.get(name)):
        what = f"{listing(new)}, not as when it was checked" if checked else "data/, which was not checked before"
        expected = "it cannot be checked here, as this Python has no frictionless; take the folder to one that has"
        raise DataError([Problem(what, None, None, None, expected)])
    resources = json.loads((folder / contract.CONTRACT).read_text(encoding="utf-8-sig"))["resources"]
    return {
        resource["name"]: pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for resource in resources
    }


def _is_read(name: str) -> bool:
    return name.endswith((".csv", ".json"))


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.iterdir() if _is_read(path.name))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
