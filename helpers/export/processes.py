"""Do several things at once, each in a process of its own, and leave none behind."""

import math
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection
from pathlib import Path
from typing import Any

from helpers.export import BuildError, pressed

# A forked process has what the build has imported and read. Elsewhere than on Linux, system libraries forbid forking.
PROCESSES = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
AT_ONCE = os.cpu_count() or 1
# What Python and its libraries read when they start: the same whoever runs the build, wherever and in whatever language.
FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "PYTHONUTF8": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "MPLCONFIGDIR": str(Path(sys.prefix) / "cache" / "matplotlib"),
    "OPENBLAS_NUM_THREADS": "1",
}


def begin_anew(module: str) -> None:
    """Run this module in place of this process, where the process does not have the environment of FIXED."""
    if FIXED.items() - os.environ.items() or sys.flags.ignore_environment:
        others = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "MPL", "PYTHON", "IPYTHON"))}
        os.execve(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]], others | FIXED)


@dataclass
class Task:
    """A function and its arguments. seconds: how long it may take before it ends or says, by `is_at`, where it is."""

    function: Callable[..., Any]
    arguments: tuple = ()
    seconds: float = math.inf


def run(
    tasks: dict[str, Task],
    done: Callable[[str, Any], None] = lambda name, result: None,
    meanwhile: Callable[[], Any] = lambda: None,
) -> None:
    """Do tasks, as many at once as there are cores; `done` is told of each, and of what it returned.

    meanwhile: what this process does once the first of them have begun; Ctrl+C waits for its end.

    Raises what a task raises, or BuildError for one that takes too long or dies, and ends the others: nothing that a
    task has started outlives this.
    """
    waiting = [_Process(name, task) for name, task in reversed(tasks.items())]
    running: dict[Any, _Process] = {}

    def begin() -> None:
        while waiting and len(running) < AT_ONCE:
            with _no_signals():
                process = waiting.pop()
                running[process.start()] = process

    try:
        begin()
        with _no_signals():  # some libraries abort the process if Ctrl+C comes while they are imported
            meanwhile()
        while running:
            if pressed:
                raise KeyboardInterrupt
            first = min(process.until for process in running.values())
            patience = None if first == math.inf else max(0, first - time.monotonic())
            for ready in connection.wait(list(running), patience):
                process = running[ready]
                if process.hear():
                    process.end()
                    del running[ready]
                    done(process.name, process.result)
            for process in running.values():
                if process.until < time.monotonic():
                    seconds = process.task.seconds
                    raise BuildError(f"{process.where} ran for more than {seconds} seconds and was stopped.")
            begin()
    finally:
        with _no_signals():  # a second Ctrl+C would leave some of them behind, and Python would wait for these
            for process in running.values():
                process.end()


class _Process:
    """A task and the process that does it."""

    result: Any = None

    def __init__(self, name: str, task: Task) -> None:
        self.name, self.where, self.task = name, name, task

    def start(self) -> Any:
        """Start the process. Returns the connection on which it will be heard."""
        self._connection, theirs = PROCESSES.Pipe(duplex=False)
        self._process = PROCESSES.Process(target=_work, args=(self.task, theirs))
        self._process.start()
        theirs.close()
        self.until = time.monotonic() + self.task.seconds
        return self._connection

    def hear(self) -> bool:
        """Hear one thing of the process. Returns whether it is done. Raises what it raised."""
        try:
            kind, said = self._connection.recv()
        except EOFError:
            raise BuildError(f"{self.where}: its process died.") from None
        if kind == "is at":
            self.where, self.until = f"{self.name}, {said}", time.monotonic() + self.task.seconds
        elif kind == "raised":
            raise said
        else:
            self.result = said
        return kind == "made"

    def end(self) -> None:
        """End the process and every process that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()  # a process that is only starting leads no group yet
        self._process.join()
        self._connection.close()


build: Any = None  # in the process of a task, the connection to the build


def is_at(where: str) -> None:
    """Say where the task is, for a sentence about its end: "chapter.ipynb, cell 3: its process died"."""
    build.send(("is at", where))


def _work(task: Task, connected: Any) -> None:
    global build
    build = connected
    os.setsid()  # it leads a group of processes: whatever it starts ends with it
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    try:
        build.send(("made", task.function(*task.arguments)))
    except BaseException as error:
        error.add_note(traceback.format_exc())
        build.send(("raised", error))


def _end_with_the_build() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os.killpg(0, signal.SIGKILL)


@contextmanager
def _no_signals() -> Iterator[None]:
    """Signals wait: a process that starts never has them, and the build has them when it can end that process."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
