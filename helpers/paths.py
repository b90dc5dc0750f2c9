"""Where the folders of the project are. The only module that knows."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"
HELPERS = ROOT / "helpers"
