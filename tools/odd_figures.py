"""`python -m tools.odd_figures`: does the report cope with a figure that is none, a bound or about right, and with a lost date?

One cell after the other of `data/` is set, in memory, to "not published", to "more than" and "about" what it was, or, if
it is a date, to "undated". Then the data is checked, and everything that a chapter computes is computed. That must end
in figures, or in a DataError that names file, row and column. All else is a fault of the report, and is listed.
`--every 7` tries one cell in seven.
"""

import argparse
import collections
import inspect
import multiprocessing
import random
import re
import sys
from collections.abc import Iterator
from functools import cache

import pandas as pd

from helpers import (
    article,
    cooperation,
    docket,
    facts,
    methods,
    names,
    nationality,
    obstacles,
    profile,
    since,
)
from helpers.export import downloads
from helpers.figures import Data, Tables
from helpers.problems import DataError, file_of
from tools.changed import RAW, SHEETS, checked

CHAPTERS = (
    article, cooperation, docket, downloads, facts, methods, names, nationality, obstacles, profile,
    since,
)  # fmt: skip
ODD = {"none": "not published", "bound": "more than {}", "about": "about {}"}
DATES = ("date", "as_of", "fiscal_year", "published")
Case = tuple[str, int, str, str]  # table, row, column, value
ARGUMENTS = {
    "as_of": "2024-11-24", "day": "2024-11-24", "fiscal_year": "FY2024", "year": "FY2024", "before": "FY2023",
    "after": "FY2024", "last": "2026-04-04", "first": "2024-12-01", "most": 10, "code": "CUB", "what": "Africa",
    "pairs": [("2024-11-24", "FY2024")], "name": "Cuba", "least": 100, "start": "FY2019", "end": "FY2024",
}  # fmt: skip
OWN = {
    "helpers.nationality.changes": ("2024-11-24", "2024-11-24"),
    "helpers.since.counted_by_others": ("deportees",),
}


def cases() -> Iterator[Case]:
    """Every cell with everything it is set to."""
    for name, sheet in SHEETS.items():
        for row, record in sheet.records.items():
            number = re.sub(r"^[a-z ]+ ", "", record.get("printed", ""))
            for odd in ODD.values() if number[:1].isdigit() else ():
                yield name, row, "printed", odd.format(number)
            for column in DATES:
                if record.get(column) and "pattern" in sheet.fields[column].get("constraints", {}):
                    yield name, row, column, "undated"


def functions() -> dict[str, tuple]:
    """The functions of the chapters that take the data, with their other arguments; None for one that is not known."""
    found = {}
    for module in CHAPTERS:
        for name, function in vars(module).items():
            parameters = list(inspect.signature(function).parameters.values()) if inspect.isfunction(function) else []
            if (
                name.startswith("_")
                or not parameters
                or parameters[0].name != "data"
                or function.__module__ != module.__name__
            ):
                continue
            needed = [p.name for p in parameters[1:] if p.default is p.empty and p.kind is not p.VAR_POSITIONAL]
            known = all(name in ARGUMENTS for name in needed)
            title = f"{module.__name__}.{name}"
            found[title] = (function, OWN.get(title, tuple(ARGUMENTS[n] for n in needed) if known else None))
    return found


FUNCTIONS = functions()


class Noticed(Tables):
    """Tables that remember which of them were asked for."""

    def __init__(self, tables: dict) -> None:
        super().__init__(tables)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.asked.add(name)
        return super().__getitem__(name)


@cache
def reads() -> dict[str, set[str]]:
    """The tables on which each function rests, so that no other need be tried with them."""
    found = {}
    for title, (function, arguments) in FUNCTIONS.items():
        if arguments is not None:
            tables = Noticed(RAW)
            function(Data(tables), *arguments)
            found[title] = tables.asked
    return found


def outcome(case: Case) -> tuple[str, str]:
    """How a case ends ("built", "refused at its row", "refused elsewhere" or "error"), and where or with which words."""
    name, row, column, value = case
    rows = [list(line) for line in SHEETS[name].rows]
    rows[row - 1][rows[0].index(column)] = value
    where = "load"
    try:
        data = checked(name, rows)
        for where, (function, arguments) in FUNCTIONS.items():
            if name in reads().get(where, ()):
                function(data, *arguments)
    except DataError as error:
        here = any((p.file, p.row) == (file_of(name), row) and p.column for p in error.problems)
        placed = all(p.row and p.column for p in error.problems)
        return ("refused at its row" if here else "refused at another row" if placed else "refused without a row"), (
            f"{where}: {error.problems[0]}"
        )
    except Exception as error:
        return "error", f"{where}: {type(error).__name__}: {error}"
    return "built", ""


def main() -> int:
    """Try the cases, and print how they ended."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--every", type=int, default=1, help="try one cell in so many")
    reading.add_argument("--jobs", type=int, default=2)
    given = reading.parse_args()
    tried = list(cases())
    random.Random(0).shuffle(tried)
    tried = tried[:: given.every]
    print(f"{len(tried):,} cells, {len(FUNCTIONS)} functions of the chapters")
    print("not called:", ", ".join(name for name, (_, arguments) in FUNCTIONS.items() if arguments is None) or "none")
    ends: collections.Counter = collections.Counter()
    with multiprocessing.Pool(given.jobs) as pool:
        for case, (how, words) in zip(tried, pool.imap(outcome, tried), strict=True):
            ends[how] += 1
            if how in ("error", "refused without a row"):
                print(how, case, words[:300], flush=True)
    for how, number in ends.most_common():
        print(f"{number:7,}  {how}")
    return ends["error"]


if __name__ == "__main__":
    sys.exit(main() > 0)
