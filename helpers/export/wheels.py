"""The Python of the site that runs in a browser: the report's own wheel, pure packages, and Pyodide's files by content."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from helpers import load
from helpers.export import BuildError, meta
from helpers.paths import BUILD, DATA, HELPERS, ROOT

LOCK = Path(__file__).with_name("live.lock.json")  # made by tools/lock.py
WANTED = ("pandas", "matplotlib", "ipython", "jedi", "micropip", "sqlite3", "ssl")  # loaded together, before the kernel
PURE = ("comm", "font-source-sans-pro", "seaborn")  # packages without compiled parts, as pinned in requirements.lock


def lock() -> dict:
    """Pyodide's own lock, cut to what a chapter needs, with the size of each file, and with its `core`."""
    return json.loads(LOCK.read_text(encoding="utf-8"))


def sizes() -> dict[str, int]:
    """The bytes of each file of Pyodide that a chapter loads, by name."""
    return {file["file_name"]: file["bytes"] for file in _files()}


def copy_runtime(source: Path, target: Path) -> None:
    """Copy what a chapter needs of Pyodide's distribution. Raises OSError or BuildError for a file that is missing or other."""
    target.mkdir()
    for file in _files():
        content = (source / file["file_name"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != file["sha256"]:
            raise BuildError(f"PYODIDE: {file['file_name']} in {source} is not the file that live.lock.json names.")
        (target / file["file_name"]).write_bytes(content)


def _files() -> list[dict]:
    return [*lock()["core"], *lock()["packages"].values()]


def own(folder: Path) -> Path:
    """Write `helpers/` and `data/` as a wheel that the browser's Python can install."""
    folder.mkdir(parents=True, exist_ok=True)
    name, version = "non_detained_docket", meta.read().version
    info = f"{name}-{version}.dist-info"
    code = [path for path in HELPERS.rglob("*.py") if "export" not in path.relative_to(HELPERS).parts]
    tables = [path for path in DATA.iterdir() if path.is_file()]
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in sorted([*code, *tables])}
    noted = folder / load.CHECKED.name
    load.note_checked(noted)  # the browser's Python cannot check the data: it sees that this was done
    files[f"{BUILD.name}/{noted.name}"] = noted.read_bytes()
    needed = "".join(f"Requires-Dist: {package}\n" for package in ("pandas", "matplotlib", *PURE))
    metadata = f"Metadata-Version: 2.1\nName: non-detained-docket\nVersion: {version}\n{needed}"
    files[f"{info}/METADATA"] = metadata.encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: live\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = [f"{file},sha256={_digest(content)},{len(content)}\n" for file, content in files.items()]
    files[f"{info}/RECORD"] = "".join([*record, f"{info}/RECORD,,\n"]).encode()
    made = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            archive.writestr(zipfile.ZipInfo(file), content, zipfile.ZIP_DEFLATED)
    return made


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def pure(folder: Path) -> list[Path]:
    """Fetch the packages without compiled parts, as pinned and with their hashes. Raises BuildError."""
    pins = re.split(r"^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [pin for pin in pins if pin.split("==")[0] in PURE]
    if len(found) < len(PURE):
        raise BuildError(f"requirements.lock does not pin all of {', '.join(PURE)}.")
    wanted = folder / "wanted.txt"
    wanted.write_text("".join(found), encoding="utf-8")
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", f"--dest={folder}"]
    command = [sys.executable, "-m", "pip", "download", *options, "-r", str(wanted)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        raise BuildError(f"The packages {', '.join(PURE)} could not be fetched: check the network connection.")
    return sorted(path for path in folder.glob("*.whl") if not path.name.startswith("non_detained_docket"))
