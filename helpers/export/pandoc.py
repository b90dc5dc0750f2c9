"""The pandoc that comes with the environment, and the few things done to its document tree."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypandoc

from helpers.export import BuildError

BINARY = Path(pypandoc.__file__).with_name("files") / "pandoc"
TEXT = Path(__file__).with_name("text.lua")
MARKDOWN = "commonmark_x-raw_attribute-yaml_metadata_block-emoji-tex_math_dollars"
BREAKS = ("Space", "SoftBreak", "LineBreak")

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


def walk(nodes: Node | list) -> Iterator[Node]:
    """Every element of a tree, in document order."""
    left: list[Any] = [nodes]
    while left:
        node = left.pop()
        if isinstance(node, list):
            left += reversed(node)
        elif isinstance(node, dict):
            if "t" in node:
                yield node
            left += reversed(node.values())


def changed(node: Any, change: Callable[[Node], Node | None]) -> Any:
    """A copy of a tree with `change(element)` in place of every element for which it is not None."""
    if isinstance(node, list):
        return [changed(child, change) for child in node]
    if isinstance(node, dict):
        new = change(node) if "t" in node else None
        return {name: changed(child, change) for name, child in node.items()} if new is None else new
    return node


def text(nodes: Node | list) -> str:
    """The words of elements."""
    words = {"Str": lambda said: said, "Code": lambda said: said[1]} | dict.fromkeys(BREAKS, lambda _: " ")
    return "".join(words[node["t"]](node.get("c")) for node in walk(nodes) if node["t"] in words)


def raw(kind: str, source: str, element: str = "RawBlock") -> Node:
    """A block, or an inline element, of the target format itself."""
    return {"t": element, "c": [kind, source]}
