"""The Python of the site that runs in a browser: the report's own wheel, pure packages, and Pyodide's files by content."""

import base64
import csv
import hashlib
import io
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
    """Copy what a chapter needs of Pyodide's distribution. Raises BuildError if a file is missing or is another one."""
    target.mkdir()
    for file in _files():
        try:
            content = (source / file["file_name"]).read_bytes()
        except OSError:
            raise BuildError(f"PYODIDE: {source} has no {file['file_name']}, which live.lock.json names.") from None
        if hashlib.sha256(content).hexdigest() != file["sha256"]:
            raise BuildError(f"PYODIDE: {file['file_name']} in {source} is not the file that live.lock.json names.")
        (target / file["file_name"]).write_bytes(content)


def _files() -> list[dict]:
    return [*lock()["core"], *lock()["packages"].values()]


def own(folder: Path) -> Path:
    """Write `helpers/` and `data/` as a wheel that the browser's Python can install."""
    folder.mkdir(parents=True, exist_ok=True)
    version = meta.read().version
    info = f"non_detained_docket-{version}.dist-info"
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in _packaged()}
    noted = folder / load.CHECKED.name
    load.note_checked(noted)  # the browser's Python cannot check the data: it sees that this was done
    files[f"{BUILD.name}/{noted.name}"] = noted.read_bytes()
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: non-detained-docket\nVersion: {version}\n{_needs()}".encode()
    )
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: live\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = io.StringIO()
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        csv.writer(record, lineterminator="\n").writerow([name, f"sha256={digest}", len(content)])
    record.write(f"{info}/RECORD,,\n")
    made = folder / f"non_detained_docket-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*files.items(), (f"{info}/RECORD", record.getvalue().encode())]:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made


def _packaged() -> list[Path]:
    code = [path for path in HELPERS.rglob("*.py") if "export" not in path.relative_to(HELPERS).parts]
    return sorted([*code, *(path for path in DATA.iterdir() if path.is_file())])


def _needs() -> str:
    return "".join(f"Requires-Dist: {name}\n" for name in ("pandas", "matplotlib", *PURE))


def pure(folder: Path) -> list[Path]:
    """Fetch the packages without compiled parts, as pinned and with their hashes. Raises BuildError."""
    pins = re.split(r"^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = folder / "wanted.txt"
    wanted.write_text("".join(pin for pin in pins if pin.split("==")[0] in PURE), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    done = subprocess.run([*command, "-d", str(folder), "-r", str(wanted)], capture_output=True, text=True, check=False)
    wheels = [path for path in folder.glob("*.whl") if not path.name.startswith("non_detained_docket")]
    if done.returncode or len(wheels) != len(PURE):
        raise BuildError(f"The packages {', '.join(PURE)} could not be fetched: check the network connection.")
    return sorted(wheels)
