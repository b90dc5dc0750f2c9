"""Figures that notes quote: each stands in a row of its own, so that a figure that is corrected leaves no note behind."""

import re

from helpers.figures import Data
from helpers.problems import Problem, file_of

NOTES = ["note", "reason", "limits", "says"]
HISTORY = "corrections"  # tells of figures that stand no more
QUOTED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!,?\d)(?! \(no row\))")


def problems(data: Data) -> list[Problem]:
    """Notes with a number of a thousand or more that no table prints; "(no row)" behind one says that this is meant."""
    tables = {name: table for name, table in data.raw.items() if name != HISTORY}
    cells = [cell for table in tables.values() if "printed" in table for cell in table["printed"]]
    printed = {number for cell in cells for number in QUOTED.findall(cell)}
    found = []
    for name, table in tables.items():
        for column in table.columns.intersection(NOTES):
            for row, note in enumerate(table[column], 2):
                if missing := [number for number in QUOTED.findall(note) if number not in printed]:
                    which = f"no row prints {', '.join(missing)}; if a figure was corrected, correct it here too"
                    cure = f'else write "{missing[0]} (no row)"'
                    found.append(Problem(file_of(name), row, column, note, f"{which}, {cure}"))
    return found
