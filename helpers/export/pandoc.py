"""The pandoc that comes with the environment. What is done to its document tree, pandocfilters does."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pypandoc

from helpers.export import BuildError

BINARY = Path(pypandoc.__file__).with_name("files") / "pandoc"
TEXT = Path(__file__).with_name("text.lua")
MARKDOWN = "commonmark_x-raw_attribute-yaml_metadata_block-emoji-tex_math_dollars"

Node = dict[str, Any]


def run(text: str, *options: str) -> str:
    """What pandoc makes of the text. Raises BuildError with pandoc's own words."""
    done = subprocess.run([BINARY, *options], input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise BuildError(f"pandoc could not convert the report: {done.stderr.strip()}")
    return done.stdout


def convert(markdown: str, *options: str) -> str:
    """A Markdown text in another format. HTML in it becomes text: markup in the data is shown, never obeyed."""
    return run(markdown, "-f", MARKDOWN, f"--lua-filter={TEXT}", "--wrap=none", *options)


def parse(markdown: str) -> Node:
    """The document tree of a Markdown text."""
    return json.loads(convert(markdown, "-t", "json"))


def write(tree: Node, *options: str) -> str:
    """The document tree in another format."""
    return run(json.dumps(tree), "-f", "json", "--wrap=none", *options)
