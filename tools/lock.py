"""Pin requirements.in in requirements.lock, with hashes, in its two parts: what the report needs, and the rest.

With a folder of Pyodide's distribution, `python -m tools.lock FOLDER`: pin in helpers/export/live.lock.json what a chapter
needs of it in a browser.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = re.compile(r"^# --- .*$", re.MULTILINE)
PIN = re.compile(r"^(?=[a-z0-9])", re.MULTILINE)


def pinned(wanted: str, known: str = "") -> str:
    """What uv pins for these requirements, keeping to the versions that are `known`."""
    with tempfile.TemporaryDirectory() as folder:
        asked, held = Path(folder, "asked.in"), Path(folder, "held.txt")
        asked.write_text(wanted)
        held.write_text(known)
        options = (
            "--universal --no-strip-extras --generate-hashes --python-version 3.11 --no-emit-index-url --no-header"
        )
        options += " --no-annotate --quiet"
        command = ["uv", "pip", "compile", *options.split(), "--constraint", str(held), str(asked)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def runtime(folder: Path, wanted: tuple[str, ...]) -> str:
    """The lock of Pyodide's distribution, cut to these packages and what they need, with each file's size and hash."""
    whole = json.loads((folder / "pyodide-lock.json").read_text())
    names = {re.sub(r"[-_.]+", "-", name).lower(): name for name in whole["packages"]}
    kept, open_ = {}, list(wanted)
    while open_:
        name = names[re.sub(r"[-_.]+", "-", open_.pop()).lower()]
        if name not in kept:
            package = kept[name] = whole["packages"][name]
            package["bytes"] = (folder / package["file_name"]).stat().st_size
            open_ += package["depends"]
    core = [
        {"file_name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name in ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
        if (content := (folder / name).read_bytes())
    ]
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(kept[name])}" for name in sorted(kept))
    return f'{{"info": {json.dumps(whole["info"])}, "core": {json.dumps(core)}, "packages": {{\n{lines}\n}}}}\n'


if __name__ == "__main__" and sys.argv[1:]:
    from helpers.export import wheels

    wheels.LOCK.write_text(runtime(Path(sys.argv[1]), wheels.WANTED))
elif __name__ == "__main__":
    wanted = (ROOT / "requirements.in").read_text()
    report, line = PARTS.split(wanted)[0], PARTS.search(wanted)
    first = pinned(report)
    every = pinned(wanted, first)
    names = {pin.split("==")[0] for pin in PIN.split(first)}
    rest = "".join(pin for pin in PIN.split(every) if pin.strip() and pin.split("==")[0] not in names)
    assert line
    (ROOT / "requirements.lock").write_text(
        f"# made by tools/lock.py from requirements.in\n{first}{line.group()}\n{rest}"
    )
