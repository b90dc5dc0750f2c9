"""Run notebooks in kernels of their own, two at a time, and leave no kernel behind."""

import asyncio
import atexit
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from helpers.export import BuildError, kernels

AT_ONCE = 2
SECONDS_A_CELL = 300


class Run(threading.Thread):
    """The execution of all notebooks, in a thread of its own, so that the caller stays free to work and to be stopped.

    `notebooks` maps names to notebooks, which are changed in place. `sockets` is a folder for talking to the kernels.
    `said(name, seconds)` is told of each notebook that has run. `result()` waits, and raises BuildError for the first
    cell that failed.
    """

    def __init__(
        self, notebooks: dict[str, Any], folder: Path, env: dict[str, str], sockets: Path, said: Callable
    ) -> None:
        super().__init__(daemon=True)
        self._notebooks, self._folder, self._env, self._sockets, self._said = notebooks, folder, env, sockets, said
        self._error: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._all())
        except BaseException as error:  # handed to the caller by result()
            self._error = error

    def result(self) -> None:
        """Wait for the end. Raises what went wrong."""
        while self.is_alive():
            self.join(0.1)
        if isinstance(self._error, BaseExceptionGroup):
            raise self._error.exceptions[0]
        if self._error:
            raise self._error

    def stop(self) -> None:
        """Stop all kernels and wait until they are gone."""
        if self.is_alive() and self._loop and self._task:
            self._loop.call_soon_threadsafe(self._task.cancel)
        self.join()

    async def _all(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        turn = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for name, notebook in self._notebooks.items():
                group.create_task(self._one(name, notebook, turn))

    async def _one(self, name: str, notebook: Any, turn: asyncio.Semaphore) -> None:
        async with turn:
            began, at = time.monotonic(), [0]
            manager = kernels.manager(self._sockets / f"{Path(name).stem}.json")
            client = NotebookClient(
                notebook,
                km=manager,
                timeout=SECONDS_A_CELL,
                record_timing=False,
                coalesce_streams=True,
                shutdown_kernel="immediate",
                on_cell_execute=lambda cell, cell_index: at.append(cell_index + 1),
                resources={"metadata": {"path": str(self._folder)}},
            )
            try:
                await client.async_execute(env=self._env, cleanup_kc=True)
            except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
                raise BuildError(_sentence(f"{name}, cell {at[-1]}", error)) from error
            except RuntimeError as error:
                raise BuildError(f"{name}: its kernel did not start ({error}).") from error
            finally:
                # the client keeps this for a kernel that did not start, and then it fails
                atexit.unregister(client._cleanup_kernel)
                if manager.has_kernel:  # stopped while it started, which the client does not see to
                    await manager.shutdown_kernel(now=True)
            self._said(name, time.monotonic() - began)


def _sentence(where: str, error: Exception) -> str:
    """Which cell of which notebook failed and how, below the lines of the cell where it did."""
    if isinstance(error, CellExecutionError):
        trace = re.sub(r"\x1b\[[0-9;]*m", "", error.traceback)
        within = re.search(r"^Cell In\[.*?(?=\n\n|\Z)", trace, re.DOTALL | re.MULTILINE)
        return f"{within.group() if within else trace}\n\n{where} stopped with {error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"{where} ran for more than {SECONDS_A_CELL} seconds and was stopped."
    return f"{where}: the kernel died."


def blank(notebook: Any) -> Any:
    """A copy without outputs and counts, ready to run."""
    fresh: Any = nbformat.from_dict(notebook)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return fresh


def tidy(notebook: Any) -> str:
    """The text of a notebook file: what the run made, without traces of when, where and by whom."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in ("tags", "jupyter") if key in cell.metadata}
    return nbformat.writes(nbformat.from_dict(notebook), version=4).rstrip("\n") + "\n"
