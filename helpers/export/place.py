"""Scratch folders, the lock of the build folder, and moving finished files to where they belong."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.export import BuildError

SCRATCH = ".making"


@contextmanager
def scratch(build: Path) -> Iterator[Path]:
    """A folder inside `build` for unfinished work, gone afterwards. Raises BuildError if another build is running.

    It is on the same disk as the finished files, so that moving them there is one step. What a killed build left
    in it is removed first.
    """
    build.mkdir(parents=True, exist_ok=True)
    if not os.access(build, os.W_OK | os.X_OK):
        raise BuildError(f"The folder {build.name}/ cannot be written to: change its permissions and run make again.")
    folder = build / SCRATCH
    handle = os.open(build, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BuildError("Another build is running in this folder; wait for it to end.") from None
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def short_folder(scratch: Path) -> Path:
    """An empty folder whose path is short enough for sockets (107 letters), the same one for each build in a folder."""
    name = hashlib.sha256(str(scratch).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"kernels-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def write(file: Path, content: str | bytes) -> None:
    """Write a file of the scratch folder, with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def replace_folder(made: Path, place: Path) -> None:
    """Move a finished folder into its place, and what was there away."""
    old = made.with_name(f"{made.name}.old")
    if place.exists():
        place.replace(old)
    made.replace(place)
    shutil.rmtree(old, ignore_errors=True)
