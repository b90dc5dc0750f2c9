"""The pandoc that comes with the environment, and the few things done to its document tree."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypandoc

from helpers.export import BuildError

BINARY = Path(pypandoc.__file__).with_name("files") / "pandoc"
MARKDOWN = "commonmark_x-raw_attribute-yaml_metadata_block-emoji"

Node = dict[str, Any]


def run(text: str, *options: str) -> str:
    """What pandoc makes of the text. Raises BuildError with pandoc's own words."""
    done = subprocess.run([BINARY, *options], input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise BuildError(f"pandoc could not convert the report: {done.stderr.strip()}")
    return done.stdout


def parse(markdown: str) -> Node:
    """The document tree of a Markdown text. HTML in it becomes text: markup in the data is shown, never obeyed."""
    tree = json.loads(run(markdown, "-f", MARKDOWN, "-t", "json"))
    for node in walk(tree["blocks"]):
        if node["t"] in ("RawInline", "RawBlock"):
            words = string(node["c"][1].strip())
            node.update({"t": "Para", "c": [words]} if node["t"] == "RawBlock" else words)
    return tree


def write(tree: Node, *options: str) -> str:
    """The document tree in another format."""
    return run(json.dumps(tree), "-f", "json", *options)


def walk(node: Any) -> Iterator[Node]:
    """Every element of a tree, in document order; a change made to one is seen further down."""
    if isinstance(node, list):
        for child in node:
            yield from walk(child)
    elif isinstance(node, dict):
        if "t" in node:
            yield node
        for child in list(node.values()):
            yield from walk(child)


def replace_blocks(tree: Node, change: Callable[[Node], list[Node] | None]) -> None:
    """Put `change(block)` in place of every top-level block for which it is not None."""
    tree["blocks"] = [new for block in tree["blocks"] for new in (change(block) or [block])]


def text(inlines: list[Node]) -> str:
    """The words of a list of inline elements."""
    words = []
    for node in walk(inlines):
        if node["t"] in ("Str", "Math", "Code"):
            words.append(node["c"] if node["t"] == "Str" else node["c"][1])
        elif node["t"] in ("Space", "SoftBreak", "LineBreak"):
            words.append(" ")
        elif node["t"] == "Quoted":
            words.append("")
    return "".join(words)


def raw(kind: str, source: str) -> Node:
    """A block of the target format itself."""
    return {"t": "RawBlock", "c": [kind, source]}


def raw_inline(kind: str, source: str) -> Node:
    """An inline element of the target format itself."""
    return {"t": "RawInline", "c": [kind, source]}


def string(words: str) -> Node:
    """Text as one element."""
    return {"t": "Str", "c": words}
