"""Make matplotlib's SVG fit for a page that holds many: own ids, no page-wide style, a name for screen readers."""

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
DECIMALS = re.compile(r"-?\d+\.\d{3,}")
REFERENCE = re.compile(r"url\(#([^)]+)\)")
ROUNDED = ("d", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "points")

ElementTree.register_namespace("", SVG)


def inline(source: str, prefix: str, label: str) -> str:
    """The SVG as it stands in an HTML page: ids begin with `prefix`, `label` is its text alternative."""
    root = ElementTree.fromstring(source)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(child)
    used = _references(root)
    for node in root.iter():
        _tidy(node, used, prefix)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    # matplotlib says these two for every element in a style sheet, which would reach the whole page
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    root.set("role", "img")
    root.set("aria-label", label)
    root.text = root.tail = None
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode"))


def _references(root: ElementTree.Element) -> set[str]:
    """The ids that something in the picture points to."""
    used = set()
    for node in root.iter():
        for name, value in node.attrib.items():
            used |= set(REFERENCE.findall(value))
            if name in (XLINK, "href") and value.startswith("#"):
                used.add(value[1:])
    return used


def _tidy(node: ElementTree.Element, used: set[str], prefix: str) -> None:
    if XLINK in node.attrib:
        node.set("href", node.attrib.pop(XLINK))
    for name, value in list(node.attrib.items()):
        if name == "id":
            if value in used:
                node.set(name, f"{prefix}-{value}")
            else:
                del node.attrib[name]
        elif name == "href" and value.startswith("#"):
            node.set(name, f"#{prefix}-{value[1:]}")
        elif name in ROUNDED:
            node.set(name, DECIMALS.sub(lambda number: f"{float(number.group()):.2f}", value))
        else:
            node.set(name, REFERENCE.sub(rf"url(#{prefix}-\1)", value))
