"""Make matplotlib's SVG light and fit for a page that holds many: own ids, shared looks as classes, colours as variables."""

import colorsys
import re
from xml.etree import ElementTree

from helpers import colours

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
REFERENCE = re.compile(r"url\(#([^)]+)\)")
NUMBER = re.compile(r"-?\d+\.\d+")
MANY = 50  # dots that are worth it
STEP = re.compile(r"([MLQCZz])([^MLQCZz]*)")
# each colour's dark one, on a ground of the page's own, and its system colour where the reader has chosen the colours
OTHER = {
    colours.PAPER: ("#15171a", "Canvas"),
    colours.INK: ("#e4e6e9", "CanvasText"),
    colours.SOFT: ("#a9afb7", "CanvasText"),
    colours.RULE: ("#464c54", "GrayText"),
    "#e6eaed": ("#2c3137", "GrayText"),  # the thin lines across a plot
    colours.COUNT: ("#6fb1e6", "LinkText"),
    colours.CONTEXT: ("#2f5573", "GrayText"),
    colours.ORDER: ("#ff9a66", "Highlight"),
    colours.SECOND: ("#7d6000", "GrayText"),
    colours.FALSE: ("#ff7b8a", "Highlight"),
    colours.NO_NUMBER: ("#6b747d", "GrayText"),
}

ElementTree.register_namespace("", SVG)


class Styles:
    """The looks that occur in the pictures of a page, each a class."""

    def __init__(self) -> None:
        self._classes: dict[str, str] = {}
        self._colours: set[str] = set()

    def name(self, look: str) -> str:
        """The class of a look, written as in a style attribute."""
        self._colours |= set(COLOUR.findall(look))
        look = COLOUR.sub(lambda colour: f"var(--c{colour.group()[1:]})", look)
        return self._classes.setdefault(look, f"p{len(self._classes)}")

    def css(self) -> str:
        """The style sheet. Its first line holds colours and looks as on paper, and is what a downloaded picture needs."""
        every = sorted(self._colours)
        values = [{c: c for c in every}, {c: OTHER.get(c, (_inverted(c),))[0] for c in every}]
        values.append({c: OTHER.get(c, ("", "CanvasText"))[1] for c in every})
        paper, dark, forced = (
            "svg{" + "".join(f"--c{c[1:]}:{value};" for c, value in to.items()) + "}" for to in values
        )
        looks = "".join(f".{name}{{{look}}}" for look, name in self._classes.items())
        return (
            f"{paper}{looks}\n@media (prefers-color-scheme:dark){{{dark}}}\n@media print{{{paper}}}\n"
            f"@media (forced-colors:active){{{forced}svg{{forced-color-adjust:none}}}}\n"
        )


def inline(source: str, prefix: str, label: str, styles: Styles) -> str:
    """The SVG as it stands in an HTML page: ids begin with `prefix`, `label` is its text alternative."""
    root = ElementTree.fromstring(source)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(child)
    _join_dots(root)
    used = _references(root)
    names = {id: f"{prefix}{number}" for number, id in enumerate(sorted(used))}
    for node in root.iter():
        _tidy(node, names, styles)
    _lift(root)
    _unwrap(root)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    # matplotlib says these two for every element in a style sheet, which would reach the whole page
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    root.set("role", "img")
    root.set("aria-label", label)
    root.text = root.tail = None
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode")).replace(" />", "/>")


def _join_dots(root: ElementTree.Element) -> None:
    """Draw many dots of one look as one path of points with round ends, a third as long as a copy of a circle each."""
    shapes = {f"#{node.get('id')}": node.get("d", "") for node in root.iter(f"{{{SVG}}}path")}
    for group in root.iter(f"{{{SVG}}}g"):
        dots = group.findall(f"{{{SVG}}}use")
        looks = {(shapes.get(dot.get(XLINK, "")), dot.get("style")) for dot in dots}
        if len(dots) < MANY or len(looks) > 1:
            continue
        shape, look = looks.pop()
        circle, filled = re.match(r"M 0 ([\d.]+)\s+C ", shape or ""), re.fullmatch(r"fill: (#[0-9a-f]{6})", look or "")
        if circle and filled:
            points = " ".join("M {0} {1} L {0} {1}".format(dot.get("x"), dot.get("y")) for dot in dots)
            for dot in dots:
                group.remove(dot)
            look = f"fill: none; stroke: {filled[1]}; stroke-width: {2 * float(circle[1]):.2f}; stroke-linecap: round"
            ElementTree.SubElement(group, f"{{{SVG}}}path", {"d": points, "style": look})


def _references(root: ElementTree.Element) -> set[str]:
    """The ids that something in the picture points to."""
    used = set()
    for node in root.iter():
        for name, value in node.attrib.items():
            used |= set(REFERENCE.findall(value))
            if name in (XLINK, "href") and value.startswith("#"):
                used.add(value[1:])
    return used


def _tidy(node: ElementTree.Element, names: dict[str, str], styles: Styles) -> None:
    look = node.attrib.pop("style", "").split(";")
    look += [f"{name}:{node.attrib.pop(name)}" for name in ("fill", "stroke") if COLOUR.match(node.get(name, ""))]
    look = [said.strip() for said in look if said.strip()]
    if shared := "; ".join(said for said in look if "url(" not in said):
        node.set("class", styles.name(shared))
    if own := "; ".join(said for said in look if "url(" in said):
        node.set("style", own)
    if XLINK in node.attrib:
        node.set("href", node.attrib.pop(XLINK))
    for name, value in list(node.attrib.items()):
        if name == "id":
            del node.attrib[name]
            if value in names:
                node.set(name, names[value])
        elif name == "href":
            node.set(name, f"#{names[value[1:]]}")
        elif name == "d":
            node.set(name, _relative(value))
        elif name == "transform" and value.startswith("rotate(-0 "):  # which turns nothing
            del node.attrib[name]
        elif name != "class":
            value = NUMBER.sub(lambda number: f"{float(number.group()):.1f}".removesuffix(".0"), value)
            node.set(name, REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", value))


def _lift(root: ElementTree.Element) -> None:
    """Say once, at a group, what all its elements say: a picture of dots becomes half as long."""
    for group in root.iter(f"{{{SVG}}}g"):
        for name in ("class", "clip-path"):
            said = {child.get(name, "") for child in group if child.tag != f"{{{SVG}}}defs"}
            if len(said) == 1 and "" not in said and group.get(name) is None and len(group) > 1:
                group.set(name, said.pop())
                for child in group:
                    child.attrib.pop(name, None)


def _unwrap(parent: ElementTree.Element) -> None:
    """Put the elements of groups that say nothing in their place, and leave out lists of definitions that define nothing."""
    for child in list(parent):
        _unwrap(child)
        if child.attrib or child.tag not in (f"{{{SVG}}}g", f"{{{SVG}}}defs"):
            continue
        if len(child) == 0 or child.tag.endswith("}g"):
            at = list(parent).index(child)
            parent[at : at + 1] = list(child)


def _relative(path: str) -> str:
    """A path with steps from point to point, to a tenth of a point: half as long, and nothing moves by more than that."""
    made, at, start = [], (0, 0), (0, 0)
    for letter, written in STEP.findall(path):
        numbers = [round(float(number) * 10) for number in written.split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        steps = [f"{(x - at[0]) / 10:g} {(y - at[1]) / 10:g}" for x, y in points]
        made.append(letter.lower() + " ".join(steps))
        at = points[-1] if points else start
        start = at if letter == "M" else start
    return "".join(made).replace(" -", "-")


def _inverted(colour: str) -> str:
    """The colour as light as it was dark, for a dark page."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    return "#" + "".join(
        f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, 0.09 + 0.85 * (1 - light), full)
    )
