"""`python -m tools.mutate_data`: alter each figure of `data/` in turn, in memory, and count how often the checks notice.

For each figure: one digit is another; two digits beside each other change places; its row is gone; it and the figure of
the next row change places; it gets a minus sign. Noticed means that a check reports a problem, by form, arithmetic or
comparison: no hash of any file takes part. Prints a table and the figures that nothing covers: those of which no digit
can be changed, alone or with its neighbour, with a problem reported. Takes about a quarter of an hour on an idle machine;
`--every 40` gives a first idea in a minute.
"""

import argparse
import collections
import itertools
import multiprocessing
import random
import sys
from collections.abc import Iterator

from helpers.problems import DataError
from tools.changed import SHEETS, Case, checked, named

KINDS = ["digit changed", "digits swapped", "row deleted", "values swapped", "sign changed"]
DIGITS = KINDS[:2]


def cases() -> Iterator[Case]:
    """Every figure (table, row) with every kind of change that can be made to it."""
    for name, sheet in SHEETS.items():
        if "printed" in sheet.fields:
            for row in sheet.records:
                yield from ((name, row, kind) for kind in KINDS if mutated((name, row, kind)) is not None)


def mutated(case: Case) -> list[list[str]] | None:
    """The rows of the table with this change, or None if it cannot be made."""
    name, row, kind = case
    rows = [list(line) for line in SHEETS[name].rows]
    column = rows[0].index("printed")
    printed = rows[row - 1][column]
    if kind == "row deleted":
        del rows[row - 1]
    elif kind == "values swapped":
        if row == len(rows) or rows[row][column] == printed:
            return None
        rows[row - 1][column], rows[row][column] = rows[row][column], printed
    else:
        changed = _changed(printed, kind, random.Random(f"{case}"))
        if changed is None:
            return None
        rows[row - 1][column] = changed
    return rows


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
    """How a change ends: "noticed", "crash" (an error without a sentence), or "" if nothing reports it."""
    rows = mutated(case)
    assert rows is not None, f"{case} cannot be made"
    try:
        checked(case[0], rows)
    except DataError:
        return "noticed"
    except Exception:
        return "crash"
    return ""


def main() -> None:
    """Try all changes and print what came of them."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--every", type=int, default=1, help="try one figure in so many, for a quick look")
    every = reading.parse_args().every
    tried = [case for case in cases() if case[1] % every == 0]
    found: dict[Case, str] = {}
    with multiprocessing.Pool() as pool:
        for number, (case, how) in enumerate(zip(tried, pool.imap(noticed, tried, chunksize=20), strict=True), 1):
            found[case] = how
            if number % 100 == 0:
                print(f"\r{number:,} of {len(tried):,} changes", end="", file=sys.stderr, flush=True)
    print(_table(found))
    crashes = [case for case, how in found.items() if how == "crash"]
    print(f"\nErrors without a sentence: {len(crashes)}")
    for name, row, kind in crashes:
        print(f"  {named(name, row)}, {kind}")
    covered = collections.defaultdict(bool)
    for (name, row, kind), how in found.items():
        if kind in DIGITS:
            covered[name, row] |= bool(how)
    bare = [place for place, is_covered in covered.items() if not is_covered]
    print(f"\nFigures of which no digit is covered: {len(bare):,} of {len(covered):,}")
    for name, row in bare:
        print(f"  {named(name, row)}")


def _table(found: dict[Case, str]) -> str:
    counts = collections.Counter()
    for (name, _, kind), how in found.items():
        for file in (SHEETS[name].file, "all files"):
            counts[file, kind, "tried"] += 1
            counts[file, kind, "noticed"] += bool(how)
    files = [*dict.fromkeys(SHEETS[name].file for name, _, _ in found), "all files"]
    lines = [f"{'':32}" + "".join(f"{kind:>22}" for kind in KINDS)]
    for file in files:
        shares = [(counts[file, kind, "noticed"], counts[file, kind, "tried"]) for kind in KINDS]
        lines.append(f"{file:32}" + "".join(f"{f'{a:,} of {b:,} {a / (b or 1):6.1%}':>22}" for a, b in shares))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
