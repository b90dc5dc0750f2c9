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
from typing import Any

import pandas as pd

from helpers.checks import contract, run
from helpers.figures import Data, Tables
from helpers.paths import BUILD, DATA, HELPERS
from helpers.problems import DataError, Problem
from helpers.text import listing

CHECKED = BUILD / "checked.json"  # the hashes of all that was checked, and of what checked it


def data(folder: Path = DATA) -> Data:
    """The data of a folder, read again when a file in it has changed.

    Raises DataError, listing every problem, if anything does not fit. Files whose contents a build has checked, with the
    code as it is now, are read without checking them again: a Python that lacks frictionless, as in a browser, reads no
    others.
    """
    with os.scandir(folder) as entries:  # this is asked for each cell of a table that is shown
        files = [file for file in entries if _is_read(file.name) and file.is_file()]
    state = {(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files}
    return _read(folder, frozenset(state))


def note_checked(file: Path = CHECKED) -> None:
    """Check `data/`, and write down what was checked, unless a file was saved meanwhile. Raises DataError as `data` does."""
    found = _hashes(DATA)
    if _noted(file) == found:
        return
    data(DATA)
    if found == _hashes(DATA):
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def _read(folder: Path, state: frozenset) -> Data:
    noted, found = _noted(CHECKED), _hashes(folder)
    if noted == found:
        return Data(Tables(_plain(folder)))
    try:
        loaded = Data(Tables(contract.read(folder)))
    except ModuleNotFoundError:
        new = sorted(name for name in found.keys() | noted.keys() if found.get(name) != noted.get(name))
        what = f"{listing(new)}, not as when it was checked" if noted else "data/, which was not checked before"
        expected = "it cannot be checked here, as this Python has no frictionless; take the folder to one that has"
        raise DataError([Problem(what, None, None, None, expected)]) from None
    if problems := run.problems(loaded):
        raise DataError(problems)
    return loaded


def _plain(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables by name, every cell as text."""
    resources = json.loads((folder / contract.CONTRACT).read_text(encoding="utf-8-sig"))["resources"]
    how: Any = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
    return {resource["name"]: pd.read_csv(folder / resource["path"], **how) for resource in resources}


def _is_read(name: str) -> bool:
    return name.lower().endswith((".json", *contract.OTHER_TABLES))


def _noted(file: Path) -> dict[str, str]:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _hashes(folder: Path) -> dict[str, str]:
    """The hash of each file that is read, or would be a table too many, by its name, and of the modules that check them."""
    code = sorted([*HELPERS.glob("*.py"), *HELPERS.glob("checks/*.py")])
    read = (path for path in sorted(folder.iterdir()) if _is_read(path.name))
    contents = {path.name: path.read_bytes() if path.is_file() else b"" for path in read}
    contents["helpers"] = b"".join(path.read_bytes() for path in code)
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
