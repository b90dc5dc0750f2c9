"""The type faces: which files, and what of them goes into the HTML page."""

import base64
import shutil
from io import BytesIO
from pathlib import Path

import font_source_sans_pro

FAMILY = "Source Sans Pro"
FOLDER = Path(font_source_sans_pro.__file__).with_name("files")
FACES = {
    ("normal", 400): FOLDER / "SourceSansPro-Regular.ttf",
    ("italic", 400): FOLDER / "SourceSansPro-It.ttf",
    ("normal", 600): FOLDER / "SourceSansPro-Semibold.ttf",
}
FEATURES = ["kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl"]


def copy_to(folder: Path) -> None:
    """Put these faces, and no others, into a folder for Typst."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in FACES.values():
        shutil.copyfile(file, folder / file.name)


def css(characters: set[str]) -> str:
    """`@font-face` rules that carry the faces, cut down to these characters."""
    return "\n".join(
        f'@font-face{{font-family:"{FAMILY}";font-style:{style};font-weight:{weight};'
        f"src:url(data:font/woff2;base64,{base64.b64encode(_cut(file, characters)).decode()}) format('woff2')}}"
        for (style, weight), file in FACES.items()
    )


def _cut(file: Path, characters: set[str]) -> bytes:
    from fontTools import subset  # only now, as this takes a quarter of a second

    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=["*"])
    font, packed = subset.load_font(file, options), BytesIO()
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, characters))
    cutter.subset(font)
    subset.save_font(font, packed, options)
    return packed.getvalue()
