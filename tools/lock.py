"""Pin requirements.in in requirements.lock, with hashes, in its two parts: what the report needs, and the rest."""

import re
import subprocess
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


if __name__ == "__main__":
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
