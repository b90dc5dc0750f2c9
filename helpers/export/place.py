"""The scratch folder of a build, and the one step from the old report to the new.

Everything is made in `build/.making/`. A file READY in it then names what is finished; from that moment on the new report
counts, and moving it into place is only carried out, by this build or, if it is killed, by the next.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers.export import BuildError

SCRATCH, READY, OLD = ".making", "READY", ".old"


@contextmanager
def scratch(build: Path) -> Iterator[Path]:
    """An empty folder inside `build` for unfinished work, on the same file system as the finished files.

    What a killed build had finished is moved into place first. Raises BuildError if another build is running, or if
    something of the last report could not be replaced.
    """
    if build.is_file():
        raise BuildError(f"{build.name} is a file, and the report goes into a folder of that name: move it away.")
    build.mkdir(parents=True, exist_ok=True)
    for path in (build, *(path for path in build.iterdir() if path.is_dir())):
        if not os.access(path, os.W_OK | os.X_OK):
            name = build.name if path == build else f"{build.name}/{path.name}"
            raise BuildError(f"The folder {name}/ cannot be written to: change its permissions and run make again.")
    handle = os.open(build, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BuildError("Another build is running in this folder; wait for it to end.") from None
    folder = build / SCRATCH
    try:
        _carry_out(build)
        folder.mkdir()
        yield folder
    finally:
        if not (folder / READY).is_file():
            shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def write(file: Path, content: str | bytes) -> None:
    """Write a file of the scratch folder, with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def switch(build: Path, made: list[str]) -> None:
    """Put files and folders of the scratch folder, by name, in the place of those in `build`."""
    part = build / SCRATCH / f"{READY}.part"
    part.write_text(json.dumps(made), encoding="utf-8")
    part.replace(part.with_name(READY))
    _carry_out(build)


def _carry_out(build: Path) -> None:
    folder = build / SCRATCH
    if (folder / READY).is_file():
        for name in json.loads((folder / READY).read_text(encoding="utf-8")):
            new, place, old = folder / name, build / name, folder / f"{name}{OLD}"
            if new.exists():
                if place.is_dir() or (place.exists() and new.is_dir()):
                    shutil.rmtree(old, ignore_errors=True)
                    place.replace(old)
                new.replace(place)
    shutil.rmtree(folder, ignore_errors=True)


def replace_file(file: Path, content: bytes, known: bytes | None) -> bool:
    """Write a file in one step, unless somebody has changed it since it was `known`. Returns whether it holds `content`."""
    now = file.read_bytes() if file.is_file() else None
    if now != known:
        return now == content
    if now != content:
        part = file.with_name(f".{file.name}.part")
        try:
            part.write_bytes(content)
            part.replace(file)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise OSError(error.errno, error.strerror, str(file)) from error
    return True
