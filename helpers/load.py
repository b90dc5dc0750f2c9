"""Load the figures of `data/`, checked against the contract and against each other.

from helpers import load
data = load.data()
data.final_orders("2024-11-24")         # a row a nationality
data.value("non_detained_docket", "FY2024")
"""

from functools import lru_cache
from pathlib import Path

from helpers import contract, reconcile
from helpers.figures import Data
from helpers.paths import DATA
from helpers.problems import DataError


def data(folder: Path = DATA) -> Data:
    """The data of a folder, read again when a file in it has changed.

    Raises DataError, listing every problem, if anything does not fit.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".json"))
    state = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return _read(folder, state)


@lru_cache(maxsize=2)
def _read(folder: Path, state: tuple) -> Data:
    loaded = Data(contract.read(folder))
    if found := reconcile.problems(loaded):
        raise DataError(found)
    return loaded
