"""Make matplotlib's SVG light and fit for a page that holds many: own ids, shared looks as classes, colours as variables."""

import re
from xml.etree import ElementTree

from helpers import colours
from helpers.export import BuildError

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
POINTED = re.compile(r'(?:url\(#|href="#)([^)"]+)')  # an id that something in the picture points to
REFERENCE = re.compile(r"(url\(#|^#)([^)]+)")
NUMBER = re.compile(r"-?\d+\.\d+")
STEP = re.compile(r"([MLQCZz])([^MLQCZz]*)")
SPARE = re.compile(r"<metadata>.*?</metadata>|<style.*?</style>", re.DOTALL)
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
    colours.SECOND: ("#a67c00", "GrayText"),
    colours.FALSE: ("#ff7b8a", "Highlight"),
    colours.NO_NUMBER: ("#6b747d", "GrayText"),
}

ElementTree.register_namespace("", SVG)


class Styles:
    """The looks that occur in the pictures of a page, each a class."""

    def __init__(self) -> None:
        self._classes: dict[str, str] = {}

    def name(self, look: str) -> str:
        """The class of a look, written as in a style attribute."""
        return self._classes.setdefault(look, f"p{len(self._classes)}")

    def css(self) -> str:
        """The style sheet. Its first line holds colours and looks as on paper, and is what a downloaded picture needs."""
        used = sorted(set(COLOUR.findall(" ".join(self._classes))))

        def values(shown: list[str]) -> str:
            pairs = zip(used, shown, strict=True)
            return "svg{" + "".join(f"--c{colour[1:]}:{value};" for colour, value in pairs) + "}"

        if unknown := set(used) - OTHER.keys():
            fault = f"A figure has the colour {min(unknown)}"
            raise BuildError(f"{fault}: helpers/colours.py has those that a page can show dark.")
        paper, dark, forced = values(used), values([OTHER[c][0] for c in used]), values([OTHER[c][1] for c in used])
        looks = "".join(f".{name}{{{look}}}" for look, name in self._classes.items())
        looks = COLOUR.sub(lambda colour: f"var(--c{colour.group()[1:]})", looks)
        return (
            f"{paper}{looks}\n@media (prefers-color-scheme:dark){{{dark}}}\n@media print{{{paper}}}\n"
            f"@media (forced-colors:active){{{forced}svg{{forced-color-adjust:none}}}}\n"
        )


def inline(source: str, prefix: str, label: str, styles: Styles) -> str:
    """The SVG as it stands in an HTML page: ids begin with `prefix`, `label` is its text alternative."""
    root = ElementTree.fromstring(SPARE.sub("", source))
    names = {id: f"{prefix}{number}" for number, id in enumerate(sorted(set(POINTED.findall(source))))}
    for node in root.iter():
        _tidy(node, names, styles)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    # matplotlib says the first two for every element in a style sheet, which would reach the whole page
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt", "role": "img", "aria-label": label}
    root.text = root.tail = None
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode")).replace(" />", "/>")


def _tidy(node: ElementTree.Element, names: dict[str, str], styles: Styles) -> None:
    """Make the attributes of an element short: its look a class, its numbers of one digit, its id one of these names."""

    def renamed(value: str) -> str:
        return REFERENCE.sub(lambda found: found[1] + names.get(found[2], found[2]), value)

    given = {name: renamed(value) for name, value in node.attrib.items()}
    node.attrib.clear()
    look = [said.strip() for said in given.pop("style", "").split(";") if said.strip()]
    look += [f"{name}:{given.pop(name)}" for name in ("fill", "stroke") if COLOUR.match(given.get(name, ""))]
    for name, value in given.items():
        if name == "d":
            node.set(name, _relative(value))
        elif name == "id":
            if value in names:
                node.set(name, names[value])
        elif not value.startswith("rotate(-0 "):  # which turns nothing
            short = NUMBER.sub(lambda number: f"{float(number.group()):.1f}".removesuffix(".0"), value)
            node.set("href" if name == XLINK else name, short)
    if own := "; ".join(said for said in look if "url(" in said):
        node.set("style", own)
    if shared := "; ".join(said for said in look if "url(" not in said):
        node.set("class", styles.name(shared))


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
