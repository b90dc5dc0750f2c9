"""What a text claims of the figures: tried where it is said, and named with its condition where the figures say otherwise."""

import ast
import inspect
import linecache
import re
from collections.abc import Iterable, Sequence
from types import FrameType, ModuleType
from typing import Any

from helpers import clean, load, problems, text
from helpers.figures import NUMBERS
from helpers.problems import ClaimError, file_of

Conditions = bool | Sequence[bool]
NOT_A_NUMBER = re.compile(r"(?<![\w.])-?(?:nan|inf|None|NaT|<NA>)(?![\w])|(?<![\d.,])0(?:\.0+)?%")
OPENING = 120  # letters by which a sentence is known; half of them where there are several

# a list in a build, which names all that is not true at once; else the first one raises
gathered: list[str] | None = None


def checked(words: str, holds: Conditions) -> str:
    """The words, if the figures bear them out.

    Raises ClaimError, or gathers what it would say, if a condition does not hold, a number is missing ("nan") or a share
    is rounded to nothing ("0.0%").
    """
    conditions = holds if isinstance(holds, Sequence) else [holds]
    if false := [number for number, condition in enumerate(conditions) if not condition]:
        needed = " and ".join(_sources(false))
        parts = text.PART.split(words.strip())
        said = " or ".join(f'"{text.opening(part, OPENING if len(parts) == 1 else OPENING // 2)}"' for part in parts)
        _refuse(f"not true of the figures: {said}, which needs {needed}")
    cited = re.findall(r"#source-([^)]+)\)", words)
    read = re.sub(r"\]\([^)]*\)", "]", words)
    if wrong := NOT_A_NUMBER.search(read):
        near, is_share = text.opening(read[max(0, wrong.start() - 100) :]), wrong.group().endswith("%")
        fault = (
            "is a share rounded to nothing, to be left out or given more digits"
            if is_share
            else "stands where a number should"
        )
        _refuse(f'"{wrong.group()}" {fault}, in: {near}{odd(cited, read)}')
    return words


def odd(named: Iterable[str], words: str = "") -> str:
    """Where `data/` has no number to compute with, or no date, for one of these names or sources, as the end of a sentence.

    named: cells of tables, such as "Cuba", "2025-12-19" or the key of a source. words: of the sentence; the rows on a
    nationality that it names are named alone.
    """
    named = set(named)
    found: dict[str, list[str]] = {"close": [], "any": [], "undated": []}
    for name, table in load.data().raw.items():
        if "printed" in table:
            is_number = table["printed"].map(lambda printed: clean.figure(printed).precision in NUMBERS)
            undated, held = table.eq("undated").any(axis=1), table.isin(named).any(axis=1)
            if "date" in table:
                held |= table["date"].str.split("/").map(lambda sides: not named.isdisjoint(sides))
            rows = table[held & (~is_number | undated)]
            spoken = rows[[cell != "" and cell in words for cell in rows.get("citizenship", [""] * len(rows))]]
            for kind, of in {"close": spoken, "any": rows, "undated": table[undated]}.items():
                found[kind] += [f"{file_of(name)}, {problems.rows(row + 2 for row in of.index)}"] if len(of) else []
    if where := "; ".join(found["close"] or found["any"]):
        return f"; in data/ these have no number to compute with, or no date: {where}; give it, or reword"
    is_dated = any(re.match(r"(?:FY)?\d{4}", name) for name in named)
    where = "; ".join(found["undated"])
    return f"; a row of that date was lost, or is one of those without a date: {where}" if is_dated and where else ""


def _refuse(sentence: str) -> None:
    if gathered is None:
        raise ClaimError(sentence)
    gathered.append(sentence)


def _meaning(condition: ast.expr, names: dict[str, Any]) -> str:
    """What the function of a module says of itself, if a condition is a call of one: " (whether all are counted)"."""
    match condition:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)):
            if isinstance(names.get(module), ModuleType):
                said = (getattr(names[module], name).__doc__ or "").strip().partition("\n")[0]
                return f" ({said[:1].lower()}{said[1:].rstrip('.')})" if said else ""
    return ""


def _sources(numbers: list[int]) -> list[str]:
    """These conditions as the caller has written them, or their numbers where what it wrote cannot be seen."""
    frame: FrameType | None = inspect.currentframe()
    while frame and frame.f_globals.get("__name__") in (__name__, "helpers.exhibits"):
        frame = frame.f_back
    source = "".join(linecache.getlines(frame.f_code.co_filename)) if frame else ""
    at = inspect.getframeinfo(frame).positions if frame else None
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and at and (call.lineno, call.col_offset) == (at.lineno, at.col_offset):
            for holds in (keyword.value for keyword in call.keywords if keyword.arg == "holds"):
                listed = isinstance(holds, ast.List | ast.Tuple) and not any(
                    isinstance(e, ast.Starred) for e in holds.elts
                )
                each = holds.elts if listed else [holds] * (max(numbers) + 1)
                named = frame.f_globals if frame else {}
                found = [
                    f"{ast.get_source_segment(source, each[number])}{_meaning(each[number], named)}"
                    for number in numbers
                ]
                return list(dict.fromkeys(" ".join(one.split()) for one in found))
    return [f"condition {number + 1}" for number in numbers]
