"""Run notebooks in kernels of their own, some at a time, and leave no process behind."""

import asyncio
import atexit
import hashlib
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from helpers.export import BuildError, kernels

AT_ONCE = 4
SECONDS_A_CELL = 120
LARGEST = 20_000_000  # letters that one chapter may show, pictures included

Said = Callable[[str], None]


def run(notebooks: dict[str, Any], folder: Path, envs: dict[str, dict[str, str]], said: Said) -> None:
    """Run notebooks, by name, which are changed in place; `envs` has the variables of each, `said` is told of each.

    Raises BuildError for the first cell that fails, takes too long or shows too much, and stops the others.
    """
    sockets = _short_folder(folder)
    task: list[asyncio.Task] = []
    try:
        # in a thread of its own, in which nbclient leaves the signals alone
        with ThreadPoolExecutor(1) as beside:
            running = beside.submit(asyncio.run, _all(notebooks, folder, envs, sockets, said, task))
            try:
                while not running.done():
                    wait([running], timeout=0.1)
            except KeyboardInterrupt:
                for started in task:
                    started.get_loop().call_soon_threadsafe(started.cancel)
                raise
        running.result()
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


async def _all(notebooks: dict[str, Any], folder: Path, envs: dict, sockets: Path, said: Said, task: list) -> None:
    task += [asyncio.current_task()]
    turn = asyncio.Semaphore(AT_ONCE)
    async with asyncio.TaskGroup() as group:
        for number, (name, notebook) in enumerate(notebooks.items()):
            group.create_task(_one(name, notebook, folder, envs[name], sockets / f"{number}.json", turn, said))


class _Client(NotebookClient):
    """A client that ends a kernel which shows more than fits into a report, and knows the cell it is at."""

    at = 0
    shown = 0

    async def async_execute_cell(self, cell: Any, cell_index: int, *args: Any, **kwargs: Any) -> Any:
        self.at = cell_index + 1
        return await super().async_execute_cell(cell, cell_index, *args, **kwargs)

    def process_message(self, msg: dict, cell: Any, cell_index: int) -> Any:
        content = msg["content"]
        self.shown += sum(len(part) for part in [content.get("text", ""), *content.get("data", {}).values()])
        if self.shown <= LARGEST:
            return super().process_message(msg, cell, cell_index)
        _end(self.km)
        return None


async def _one(
    name: str, notebook: Any, folder: Path, env: dict, connection: Path, turn: asyncio.Semaphore, said: Said
) -> None:
    async with turn:
        manager = kernels.manager(connection)
        options = {
            "timeout": SECONDS_A_CELL,
            "record_timing": False,
            "coalesce_streams": True,
            "shutdown_kernel": "immediate",
        }
        client = _Client(notebook, km=manager, resources={"metadata": {"path": str(folder)}}, **options)
        try:
            await client.async_execute(env=env, cleanup_kc=True)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise BuildError(_sentence(f"{name}, cell {client.at}", error, client.shown)) from error
        except RuntimeError as error:
            raise BuildError(f"{name}: its kernel did not start ({error}).") from error
        finally:
            # the client keeps this for a kernel that did not start, and then it fails
            atexit.unregister(client._cleanup_kernel)
            _end(manager)
            if manager.has_kernel:  # stopped while it started, which the client does not see to
                await manager.shutdown_kernel(now=True)
        said(name)


def _end(manager: Any) -> None:
    """End a kernel and every process that its cells have started."""
    process = getattr(manager.provisioner, "process", None)
    if process:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _sentence(where: str, error: Exception, shown: int) -> str:
    """Which cell of which notebook failed and how, below the lines of the cell where it did."""
    if shown > LARGEST:
        return f"{where} shows more than {LARGEST:,} letters and was stopped; a chapter shows less."
    if isinstance(error, CellExecutionError):
        trace = re.sub(r"\x1b\[[0-9;]*m", "", error.traceback)
        within = re.search(r"^ *Cell In\[.*?(?=\n\n|\Z)", trace, re.DOTALL | re.MULTILINE)
        if not within:  # a Refusal, which says all that there is to say
            return f"{where}: {error.evalue}"
        return f"{within.group()}\n\n{where} stopped with {error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"{where} ran for more than {SECONDS_A_CELL} seconds and was stopped."
    return f"{where}: the kernel died."


def _short_folder(folder: Path) -> Path:
    """An empty folder whose path is short enough for sockets (107 letters), the same one for each build of a folder."""
    made = Path(tempfile.gettempdir()) / f"kernels-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o700)
    return made


def blank(content: bytes) -> Any:
    """A notebook from the content of its file, without outputs and counts, ready to run.

    Raises BuildError for what is no notebook.
    """
    try:
        fresh = nbformat.reads(content.decode(), as_version=4)
        nbformat.validate(fresh)
    except Exception as error:  # nbformat raises what it meets: no JSON, no cells, an older format
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise BuildError(f"cannot be read as a notebook: {reason[0]}") from error
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return fresh


def tidy(notebook: Any) -> str:
    """The text of a notebook file: what the run made, without traces of when, where and by whom."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in ("tags", "jupyter") if key in cell.metadata}
    return nbformat.writes(nbformat.from_dict(notebook), version=4).rstrip("\n") + "\n"
