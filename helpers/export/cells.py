"""Runs the cells of one notebook, in a process of its own that has imported what all chapters import.

IPython runs them, as it does within a Jupyter kernel, and what they print and display is kept as outputs. Not kept is
what a kernel could change in a browser later (`display_id`), and what other programs print.
"""

import base64
import io
import json
import os
import re
import resource
import sys
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline.backend_inline import configure_inline_support
from traitlets import Type
from traitlets.config import Config

from helpers import claims, clean, exhibits, load  # noqa: F401
from helpers.charts import style
from helpers.export import processes
from helpers.figures import SNAPSHOT
from helpers.problems import ParameterError, Refusal, file_of

LARGEST = 20_000_000  # letters that one chapter may show, pictures included
MEMORY = 8 << 30  # bytes that a chapter may use


def prepare() -> None:
    """Read and make once what all chapters use: their processes are forked from this one. Raises DataError."""
    data = load.data()
    for derived in ("figures", "removals_by_citizenship", "docket_by_citizenship", "cooperation"):
        getattr(data, derived)
    style.settled(style.new_figure(style.WIDE, 1)[0])


class TooMuch(BaseException):
    """A cell shows more than fits into a report."""


class Outputs:
    """What the cell that runs has shown, as a notebook file holds it."""

    def __init__(self) -> None:
        self._of_cell: list[dict[str, Any]] = []
        self._letters = 0

    def take(self) -> list[dict[str, Any]]:
        """What the cell has shown; the next one begins with nothing."""
        taken, self._of_cell = self._of_cell, []
        return [shown | {"text": shown["text"].getvalue()} if "text" in shown else shown for shown in taken]

    def add(self, kind: str, **content: Any) -> None:
        plain = json.loads(json.dumps(content, default=_letters))
        self._count(sum(len(str(part)) for part in plain["data"].values()))
        self._of_cell.append({"output_type": kind, **plain})

    def print(self, name: str, text: str) -> None:
        self._count(len(text))
        last = self._of_cell[-1] if self._of_cell else {}
        if last.get("name") != name:
            last = {"output_type": "stream", "name": name, "text": io.StringIO()}
            self._of_cell.append(last)
        last["text"].write(text)

    def _count(self, letters: int) -> None:
        self._letters += letters
        if self._letters > LARGEST:
            raise TooMuch


def _letters(value: Any) -> str:
    """A picture as a notebook file holds it."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


shown = Outputs()


class Stream(io.TextIOBase):
    """What stands for stdout or stderr while cells run."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        self._name = name

    def write(self, text: str) -> int:
        if text:
            shown.print(self._name, text)
        return len(text)


class Publisher(DisplayPublisher):
    """Keeps what a cell displays."""

    def publish(self, data: dict, metadata: dict | None = None, **_: Any) -> None:
        shown.add("display_data", data=data, metadata=metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        shown.take()


class Result(DisplayHook):
    """Keeps the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        shown.add("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=self.prompt_count)


class Shell(InteractiveShell):
    """IPython, whose outputs are kept; `trace` is that of the last error."""

    kernel = None  # there is a notebook to show things in, as far as `exhibits` asks
    displayhook_class = Type(Result)
    display_pub_class = Type(Publisher)
    trace: str = ""

    def enable_gui(self, gui: str | None = None) -> None:
        """Pictures stand in the notebook, so there is no window to open."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.trace = "\n".join(stb)


def run(name: str, cells: list[tuple[str, str]], folder: Path, charts: Path) -> tuple[list, list[tuple[str, str]]]:
    """Run the cells of a notebook, each given as its heading and its source, in a folder; their charts go to another.

    Returns what each has shown, and what cannot stay: where it is, and how it is wrong. A cell that is refused does not
    keep the next ones from being run, so that all is named at once; any other fault does, and a parameter.
    """
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    os.environ |= {"REPORT_CHARTS": str(charts), "IPYTHONDIR": str(charts.parent / "ipython")}
    os.chdir(folder)
    sys.stdout, sys.stderr, sys.argv = Stream("stdout"), Stream("stderr"), [""]
    shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}), colors="nocolor")
    configure_inline_support(shell, "inline")
    outputs, faults = [], []
    for number, (heading, source) in enumerate(cells, 1):
        at = f'cell [{number}] under "{heading}"'
        processes.is_at(at)
        claims.gathered = untrue = []
        done = shell.run_cell(source, store_history=True)
        outputs.append(shown.take())
        faults += [(f"{name}, {at}", said) for said in untrue]
        error = done.error_before_exec or done.error_in_exec
        if error and not (faults and isinstance(error, NameError)):  # a cell that was refused made no names
            faults.append((f"{name}, {at}", _sentence(error, shell.trace)))
            if not isinstance(error, Refusal | LookupError) or isinstance(error, ParameterError):
                break
    return outputs, faults


def _sentence(error: BaseException, trace: str) -> str:
    """How a cell failed, with the lines of the cell where it did."""
    if isinstance(error, TooMuch):
        return f"shows more than {LARGEST:,} letters and was stopped; a chapter shows less"
    if isinstance(error, Refusal):
        return str(error)
    within = re.search(r"^ *Cell In\[.*?(?=\n\n|\Z)", trace, re.DOTALL | re.MULTILINE)
    lines = f"\n{within.group()}" if within else ""
    if isinstance(error, KeyError):
        return f"{_asked(error)}{lines}"
    if isinstance(error, IndexError):
        return f"asks for a row or value by its place, and there are fewer ({error}){lines}"
    return f"stopped with {type(error).__name__}: {error}{lines}"


def _asked(error: KeyError) -> str:
    """What a table was asked for and does not have, and what in data/ is called most like it: it may have been renamed."""
    data, said = load.data(), str(error)
    raw, orders = data.raw, data.final_orders(data.as_of)
    keys = {"places.csv": [*raw["places"]["name"], *raw["places"]["code"]], "measures.csv": raw["measures"]["measure"]}
    asked = re.findall(r"'([^']+)'", said) or [said]
    sentence = f"asks a table for {', '.join(asked)}, which is not in it"
    places = {*keys["places.csv"]} - {*orders["name"], *orders["code"]}
    if without := places.intersection(asked):
        return f"{sentence}; {file_of(SNAPSHOT + data.as_of)} has no row for {', '.join(sorted(without))}"
    for file, names in keys.items():
        near = [found for name in asked if name not in set(names) for found in clean.nearest(name, names)]
        sentence += f"; the nearest in {file}: {', '.join(near)}" if near else ""
    return sentence + claims.odd(asked)
