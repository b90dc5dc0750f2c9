"""`python tools/counts.py`: how large the house is. Cells and lines of notebooks, lines of helpers and tests, circles."""

import ast
import graphlib
import json
import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python_files(*folders: str) -> list[Path]:
    """The files of Python code in these folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def lines(file: Path) -> int:
    """How many lines a file has."""
    return len(file.read_text(encoding="utf-8").splitlines())


def cells(notebook: Path) -> list[tuple[int, int]]:
    """Of each code cell of a notebook: its lines, and those of them that are code and not the text of a sentence."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]
    return [(len(source.splitlines()), len(source.splitlines()) - _text(source)) for source in sources]


def _text(source: str) -> int:
    """Lines inside of texts that go over several lines."""
    texts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr | ast.Constant)]
    return len({line for node in texts for line in range(node.lineno + 1, (node.end_lineno or node.lineno))})


def imports() -> dict[str, set[str]]:
    """The modules of helpers that each imports, anywhere in its code: at the top, in a function, or for a type alone."""
    known = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in python_files("helpers")}  # fmt: skip
    return {name: _imported(ast.parse(file.read_text(encoding="utf-8")), set(known)) - {name} for name, file in known.items()}  # fmt: skip


def _imported(tree: ast.AST, known: set[str]) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if names <= known else {*names, str(node.module)}
    return found & known


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of one circle of imports, or none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def main() -> None:
    """Print the counts."""
    every = []
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        every += cells(notebook)
        print(_told(notebook.name, cells(notebook)))
    print(_told("all notebooks", every))
    for folder in ("helpers", "tests", "tools"):
        files = python_files(folder)
        longest = max(files, key=lines)
        print(f"{folder:34}{len(files):4} files, {sum(map(lines, files)):,} lines, longest {lines(longest)} ({longest.name})")  # fmt: skip
    print(f"circles of imports: {' -> '.join(circle(imports())) or 'none'}")


def _told(name: str, sizes: list[tuple[int, int]]) -> str:
    whole, code = zip(*sizes, strict=True)
    shape = f"median {statistics.median(whole):g}, longest {max(whole)}"
    return f"{name:34}{len(whole):4} code cells, {sum(whole):5,} lines ({shape}), {sum(code):4} without the text of sentences"


if __name__ == "__main__":
    main()
