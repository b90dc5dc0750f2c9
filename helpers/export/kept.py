"""What a build need not do again, known by the content of what it was made from, never by times.

A chapter is run again when its code, a helper it imports, a table of `data/` or the environment has changed; else the
outputs that were kept are used, byte for byte what a run would give. They are kept in `build/.kept/`.
"""

import ast
import hashlib
import json
import os
import platform
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from helpers.export import notebooks
from helpers.paths import DATA, NOTEBOOKS, ROOT

FOLDER = ".kept"
STATE = "state.json"
SHEETS, LIVE, MADE_FROM = "nationalities", "live", ".made-from"
ON_DEMAND = {SHEETS: "nationality", LIVE: "live"}  # folders of build/, each with the target of make that fills it


def digest(parts: Iterable[bytes | str]) -> str:
    """One hash of several texts or contents, in their order."""
    found = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(f"{len(content)}:".encode() + content)
    return found.hexdigest()


def of_files(files: Iterable[Path]) -> str:
    """One hash of the names and contents of files."""
    return digest(part for file in sorted(files) for part in (file.name, file.read_bytes()))


@cache
def environment() -> str:
    """A hash of what runs the chapters: Python, the machine and the packages of the first part of requirements.lock."""
    wanted = (ROOT / "requirements.lock").read_text(encoding="utf-8").split("# --- ")[0]
    names = {line.split("==")[0] for line in wanted.splitlines() if "==" in line}
    packages = [path.name for path in Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info")]
    used = sorted(name for name in packages if name.split("-")[0].lower().replace("_", "-") in names)
    return digest([sys.version, platform.machine(), *used])


def key(notebook: dict[str, Any]) -> str:
    """A hash of all that decides what the code cells of a notebook give."""
    return key_of([cell["source"] for cell in notebooks.code(notebook)])


def key_of(sources: Iterable[str]) -> str:
    """A hash of pieces of code and of all that they depend on: helpers, data and the environment."""
    sources = list(sources)
    tables = (path for path in DATA.iterdir() if path.is_file())
    return digest([*sources, of_files(modules(sources)), of_files(tables), environment()])


def take(build: Path, name: str, key: str, place: Path) -> bool:
    """Put into `place` the folder that was kept under this name, if it is whole and was made with this key."""
    kept = build / FOLDER / name
    if is_kept := _text(kept / "key") == _seal(kept / "made", key):
        shutil.copytree(kept / "made", place)
    return is_kept


def keep(build: Path, key: str, place: Path) -> None:
    """Keep what is in this folder, under its name."""
    kept = build / FOLDER / place.name
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(place, kept / "made")
    (kept / "key").write_text(_seal(kept / "made", key), encoding="utf-8")


def folder(build: Path, code: str, place: Path, make: Callable[[Path], object]) -> None:
    """Put into `place` the folder that `make` makes there, or what was kept of it. code: what it depends on, as imports."""
    wanted = key_of([code])
    if not take(build, place.name, wanted, place):
        make(place)
        keep(build, wanted, place)


def _seal(made: Path, key: str) -> str:
    return digest([key, of_files(path for path in made.rglob("*") if path.is_file())])


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def published() -> list[str]:
    """Where the environment says that the report is published, and its repository."""
    return [os.environ.get(name, "") for name in ("REPORT_SITE", "REPORT_REPOSITORY")]


def made_from(name: str) -> str:
    """A hash of all that one of the folders ON_DEMAND is made from: the site of chapters that run, or the sheets."""
    module = {SHEETS: "sheets", LIVE: "live"}[name]
    files = [ROOT / "CITATION.cff", *Path(__file__).parent.glob(f"{module.removesuffix('s')}.*")]
    chapters = sorted(NOTEBOOKS.glob("0*.ipynb")) if name == LIVE else []
    blank = [notebooks.blank(file.name, file.read_bytes()) for file in chapters]
    code = [cell["source"] for chapter in blank for cell in notebooks.code(chapter)]
    shown = [cell["source"] for chapter in blank for cell in chapter["cells"]]
    return digest([key_of([f"from helpers.export import {module}", *code]), *shown, of_files(files), *published()])


def drop_old(folder: Path, name: str) -> bool:
    """Remove a folder, one of ON_DEMAND, that was made from something else than it would be now. Returns whether it is gone."""
    is_old = folder.is_dir() and _text(folder / MADE_FROM) != made_from(name)
    if is_old:
        shutil.rmtree(folder)
    return is_old


def modules(sources: Iterable[str]) -> list[Path]:
    """The files of `helpers` that these cells import, and those that these import, and so on."""
    wanted = [name for text in sources for name in _imports(text)]
    known: dict[str, Path | None] = {}
    while wanted:
        name = wanted.pop()
        if name and name not in known:
            known[name] = _file(name)
            wanted.append(name.rpartition(".")[0])  # its package
            wanted += _imports(known[name].read_text(encoding="utf-8")) if known[name] else ()
    return sorted(file for file in known.values() if file)


@cache
def _imports(text: str) -> tuple[str, ...]:
    """The names of modules of `helpers` that a text may import; a cell that is no Python imports none."""
    if "helpers" not in text:
        return ()
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("helpers")]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
            found += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(found)


def _file(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


def inputs(files: Iterable[Path], *more: str) -> str:
    """A hash of all that the report is made from: what notebooks say and do, helpers, data, facts, environment and more.

    Outputs of notebooks, and when they were run, are no input: they are made. A file that is no notebook counts with all its content.
    """

    def content(cell: dict[str, Any]) -> list:
        more = cell.get("metadata") or {}
        return [cell["cell_type"], "".join(cell["source"]), [more.get(key) for key in notebooks.OF_CELLS]]

    def said(file: Path) -> str:
        try:
            return json.dumps([content(cell) for cell in json.loads(file.read_bytes())["cells"]])
        except (AttributeError, ValueError, KeyError, TypeError):
            return digest([file.read_bytes()])

    code = [path for path in (ROOT / "helpers").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    tables = [path for path in DATA.iterdir() if path.is_file()]
    others = of_files([*code, *tables, ROOT / "CITATION.cff"])
    cells = (part for file in files for part in (file.name, said(file)))
    return digest([*more, *published(), *cells, others, environment()])


def outputs(build: Path, files: Iterable[Path]) -> dict[str, str]:
    """The hash of each file, by its path from the build's folder: the same wherever the folders are moved together."""
    return {os.path.relpath(file, build): digest([file.read_bytes()]) for file in files}


def is_fresh(build: Path, made_from: str) -> bool:
    """Whether everything that the last build made is still there as it was, and was made from this."""
    try:
        state = json.loads((build / FOLDER / STATE).read_text(encoding="utf-8"))
        files = [build / name for name in state["outputs"]]
        return state["inputs"] == made_from and outputs(build, files) == state["outputs"]
    except (OSError, ValueError, KeyError):
        return False


def note(build: Path, made_from: str, files: Iterable[Path]) -> None:
    """Note what the build was made from, and what it made."""
    (build / FOLDER).mkdir(exist_ok=True)
    state = {"inputs": made_from, "outputs": outputs(build, files)}
    (build / FOLDER / STATE).write_text(json.dumps(state), encoding="utf-8")
