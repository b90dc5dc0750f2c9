"""Kernels for the notebooks of a build: forked from one process that has imported what they all import.

A kernel of its own for each notebook, as anyone would run it; what takes longest in each, importing the libraries and
checking `data/`, is done once. Only on Linux, where forking is safe with these libraries; elsewhere each kernel starts
by itself.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

FORKS = sys.platform == "linux"
LARGEST = 8 << 30  # bytes of memory that a chapter may use
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
}


def environment(**more: str) -> dict[str, str]:
    """The variables of the kernels: those of this process but for its language and its settings of Python, and more."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "MPL", "PYTHON", "IPYTHON"))
    }
    return kept | FIXED | more


def prepare(*modules: str) -> None:
    """Begin to import modules for all kernels that will be started, without waiting for it."""
    if FORKS:
        before = dict(os.environ)
        os.environ.clear()
        os.environ.update(environment())
        forkserver.set_forkserver_preload(["ipykernel.kernelapp", *modules])
        stopped = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the build, and the server ends with it
        forkserver.ensure_running()
        signal.signal(signal.SIGINT, stopped)
        os.environ.clear()
        os.environ.update(before)


def manager(connection: Path) -> AsyncKernelManager:
    """A manager of this environment's own kernel, whatever kernels the user has, that listens on no network port."""
    specs = KernelSpecManager(kernel_dirs=[])
    made = AsyncKernelManager(kernel_spec_manager=specs, transport="ipc", connection_file=str(connection))
    if FORKS:
        made.provisioner = Forked(parent=made, kernel_spec=specs.get_kernel_spec(NATIVE_KERNEL_NAME))
    return made


class Forked(LocalProvisioner):
    """Starts a kernel by forking the prepared process, and otherwise manages it as any local kernel."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        arguments, env, folder = cmd[cmd.index("ipykernel_launcher") + 1 :], kwargs["env"], kwargs.get("cwd", ".")
        context = multiprocessing.get_context("forkserver")
        self.process = _Process(context.Process(target=_serve, args=(arguments, env, folder), daemon=True))
        # the kernel leads a group of processes: whatever its cells start is stopped with it
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        return self.connection_info


class _Process:
    """A process of `multiprocessing` with the methods of `subprocess.Popen` that a provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: Any) -> None:
        self._process = process
        process.start()
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):  # it has ended, as for `subprocess.Popen`
            os.kill(self.pid, number)


def _serve(arguments: list[str], env: dict[str, str], folder: str) -> None:
    """Be a kernel, in the forked process, until it is told to stop or the build is gone."""
    import resource

    from ipykernel.kernelapp import IPKernelApp

    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(folder)
    os.setsid()
    resource.setrlimit(resource.RLIMIT_DATA, (LARGEST, LARGEST))
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    IPKernelApp.launch_instance(argv=arguments, parent_handle=os.getppid())


def _end_with_the_build() -> None:
    build = multiprocessing.parent_process()
    if build:
        build.join()
        os.killpg(0, signal.SIGKILL)
