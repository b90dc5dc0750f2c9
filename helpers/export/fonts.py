"""The type faces: which files, and what of them goes into the HTML page."""

import base64
import shutil
from functools import cache
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
from fontTools import subset
from fontTools.ttLib import TTFont

from helpers.export import BuildError

FAMILY = "Source Sans Pro"
FOLDER = Path(font_source_sans_pro.__file__).with_name("files")
FACES = {
    ("normal", 400): "SourceSansPro-Regular.ttf",
    ("italic", 400): "SourceSansPro-It.ttf",
    ("normal", 600): "SourceSansPro-Semibold.ttf",
}
FEATURES = ["kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl"]


def face_files() -> list[Path]:
    """The font files of the report. Raises BuildError if one is missing."""
    files = [FOLDER / name for name in FACES.values()]
    for file in files:
        if not file.is_file():
            raise BuildError(
                f"The font file {file.name} is missing from the environment: run make clean, then make report."
            )
    return files


def copy_to(folder: Path) -> None:
    """Put the font files, and no others, into a folder for Typst."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in face_files():
        shutil.copyfile(file, folder / file.name)


def css(characters: set[str]) -> str:
    """`@font-face` rules that carry the faces, cut down to these characters."""
    rules = []
    for (style, weight), file in zip(FACES, face_files(), strict=True):
        data = base64.b64encode(_cut(file, frozenset(characters))).decode()
        rules.append(
            f'@font-face{{font-family:"{FAMILY}";font-style:{style};font-weight:{weight};'
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "\n".join(rules)


@cache
def _cut(file: Path, characters: frozenset[str]) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=["*"])
    font = TTFont(file, recalcTimestamp=False, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(character) for character in characters})
    cutter.subset(font)
    font.flavor = "woff2"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()
