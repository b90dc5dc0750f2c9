"""`python -m tests.mutate_data`: alter each figure of `data/` in turn, in memory, and count how often the checks notice.

For each figure: one digit is another; two digits beside each other change places; its row is gone; it and the figure of
the next row change places; it gets a minus sign. Noticed means that `helpers.contract` or `helpers.reconcile` reports a
problem, by form, arithmetic or comparison: no hash of any file takes part. Prints a table and the figures that nothing
covers: those of which no digit can be changed, alone or with its neighbour, with a problem reported. Takes about a
quarter of an hour on an idle machine; `--every 40` gives a first idea in a minute.
"""

import argparse
import collections
import itertools
import multiprocessing
import random
from collections.abc import Iterator

import pandas as pd

from helpers import contract, figures, load, reconcile
from helpers.checks import nationalities, series
from helpers.checks.chosen import Chosen
from helpers.contract import cells, conformity, meaning
from helpers.paths import DATA
from helpers.problems import Problem

KINDS = ["digit changed", "digits swapped", "row deleted", "values swapped", "sign changed"]
DIGITS = KINDS[:2]
DERIVED = {"removals-by-citizenship": "removals_by_citizenship", "docket-by-citizenship": "docket_by_citizenship"}
Case = tuple[str, int, str]


def tables() -> dict[str, cells.Table]:
    """The tables of `data/`, by name."""
    return {r["name"]: cells.Table(r, cells.read(DATA / r["path"])) for r in contract.contract()["resources"]}


TABLES = tables()
WHOLE = load.data()


def cases() -> Iterator[Case]:
    """Every figure (table, row) with every kind of change that can be made to it."""
    for name, table in TABLES.items():
        if "printed" in table.header:
            for row, _ in table.body:
                for kind in KINDS:
                    if mutated((name, row, kind)) is not None:
                        yield name, row, kind


def mutated(case: Case) -> cells.Table | None:
    """The table with this change, or None if it cannot be made."""
    name, row, kind = case
    table = TABLES[name]
    column = table.header.index("printed")
    lines = [(number, list(line)) for number, line in table.rows]
    place = next(place for place, (number, _) in enumerate(lines) if number == row)
    printed = lines[place][1][column]
    if kind == "row deleted":
        del lines[place]
    elif kind == "values swapped":
        if place + 1 == len(lines) or lines[place + 1][1][column] == printed:
            return None
        lines[place][1][column], lines[place + 1][1][column] = lines[place + 1][1][column], printed
    else:
        changed = _changed(printed, kind, random.Random(f"{case}"))
        if changed is None:
            return None
        lines[place][1][column] = changed
    return cells.Table(table.resource, lines)


def _changed(printed: str, kind: str, draw: random.Random) -> str | None:
    places = [place for place, letter in enumerate(printed) if letter.isdigit()]
    if not places:
        return None
    if kind == "sign changed":
        return f"{printed[: places[0]]}-{printed[places[0] :]}"
    letters = list(printed)
    if kind == "digit changed":
        place = draw.choice(places)
        lowest = "1" if place == places[0] and len(places) > 1 else "0"
        letters[place] = draw.choice([d for d in "0123456789" if d >= lowest and d != letters[place]])
        return "".join(letters)
    pairs = [
        (one, two)
        for one, two in itertools.pairwise(places)
        if letters[one] != letters[two] and not (one == places[0] and letters[two] == "0")
    ]
    if not pairs:
        return None
    one, two = draw.choice(pairs)
    letters[one], letters[two] = letters[two], letters[one]
    return "".join(letters)


def noticed(case: Case) -> str:
    """By what a change is noticed: "contract", "reconcile", "crash" (an error without a sentence), or "" if by nothing."""
    name = case[0]
    table = mutated(case)
    assert table is not None, f"{case} cannot be made"
    around = TABLES | {name: table}
    checks = [cells.faults(table), conformity.keys(table), meaning.problems(table, around, TABLES)]
    others = [other for other, table in TABLES.items() if other in ("choices", "readings") or table.day]
    checks += [meaning.problems(TABLES[other], around, TABLES) for other in others if other != name]
    if any(True for check in checks for _ in check):
        return "contract"
    frame = pd.DataFrame([line for _, line in table.body], columns=table.header, dtype=str)
    data = figures.Data(WHOLE.raw | {name: frame})
    kept = set(DERIVED.values()) | {"figures", "sources", "places", "codes", "cooperation"}
    kept -= {DERIVED.get(name, "figures" if name in figures.SERIES else "")} | (kept if name == "choices" else set())
    data.__dict__.update({key: getattr(WHOLE, key) for key in kept})  # what this table does not change
    try:
        return "reconcile" if _first_look(data, name) or reconcile.problems(data) else ""
    except Exception:
        return "crash"


def _first_look(data: figures.Data, name: str) -> bool:
    """Whether those of the checks of `reconcile` that see most of a table report something: this saves time."""
    first = series if name in figures.SERIES else nationalities
    return any(isinstance(made, Problem) or not made.holds for made in first.checks(data, Chosen(data)))


def main() -> None:
    """Try all changes and print what came of them."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--every", type=int, default=1, help="try one figure in so many, for a quick look")
    every = reading.parse_args().every
    tried = [case for case in cases() if case[1] % every == 0]
    with multiprocessing.Pool() as pool:
        found = dict(zip(tried, pool.imap(noticed, tried, chunksize=20), strict=True))
    print(_table(found))
    crashes = [case for case, how in found.items() if how == "crash"]
    print(f"\nErrors without a sentence: {len(crashes)}")
    for case in crashes:
        print("  " + _named(*case[:2]), case[2], sep=", ")
    covered = collections.defaultdict(bool)
    for (name, row, kind), how in found.items():
        if kind in DIGITS:
            covered[name, row] |= bool(how)
    bare = [place for place, is_covered in covered.items() if not is_covered]
    print(f"\nFigures of which no digit is covered: {len(bare):,} of {len(covered):,}")
    for name, row in bare:
        print("  " + _named(name, row))


def _table(found: dict[Case, str]) -> str:
    counts = collections.Counter()
    for (name, _, kind), how in found.items():
        for file in (TABLES[name].file, "all files"):
            counts[file, kind, "tried"] += 1
            counts[file, kind, "noticed"] += bool(how)
    files = [*dict.fromkeys(TABLES[name].file for name, _, _ in found), "all files"]
    lines = [f"{'':32}" + "".join(f"{kind:>22}" for kind in KINDS)]
    for file in files:
        shares = [(counts[file, kind, "noticed"], counts[file, kind, "tried"]) for kind in KINDS]
        lines.append(f"{file:32}" + "".join(f"{f'{a:,} of {b:,} {a / (b or 1):6.1%}':>22}" for a, b in shares))
    return "\n".join(lines)


def _named(name: str, row: int) -> str:
    record = dict(TABLES[name].records)[row]
    parts = [
        "date",
        "fiscal_year",
        "as_of",
        "measure",
        "category",
        "group",
        "status",
        "citizenship",
        "destination",
        "printed",
    ]
    return f"{TABLES[name].file}, row {row}: " + ", ".join(record[part] for part in parts if record.get(part))


if __name__ == "__main__":
    main()
