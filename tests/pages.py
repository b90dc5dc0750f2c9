"""Read an HTML page: its elements with their attributes, its words, its texts by section."""

from html.parser import HTMLParser

BLOCKS = {
    "p": "sentence", "li": "sentence", "blockquote": "sentence", "pre": "sentence", "div": "sentence", "h1": "heading",
    "h2": "heading", "h3": "heading", "h4": "heading", "td": "cell", "th": "cell", "caption": "caption",
    "figcaption": "caption", "summary": "tool", "text": "drawn", "dt": "source", "dd": "source", "title": "title",
}  # fmt: skip
TABLE = ".exhibit:has(#tab-nationality-all)"  # of all nationalities
CURLY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " ", "\N{WORD JOINER}": ""})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("script", "style"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data)


class _Texts(HTMLParser):
    """The texts of a page in order, each with the kind of its block. Left out: code, scripts, lists of contents."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.kind, self.words = "sentence", ""
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if (
            self.hidden
            or tag in ("script", "style", "nav", "head")
            or given.get("class") in ("code", "tools", "phone", "anchor own")
        ):
            if tag not in ("br", "img", "hr", "meta", "link", "path", "use"):
                self.hidden.append(tag)
            return
        if tag in BLOCKS:
            self.flush()
            self.kind = {"note": "note", "card-title": "source"}.get(given.get("class", ""), BLOCKS[tag])
        if tag == "svg":
            self.texts.append(("alt", plain(given.get("aria-label") or "")))
        if tag == "br":
            self.words += " "

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if self.hidden[-1] == tag:
                self.hidden.pop()
        elif tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words += data

    def flush(self) -> None:
        if words := plain(self.words):
            self.texts.append((self.kind, words))
        self.kind, self.words = "sentence", ""


def read(page: str) -> _Reader:
    """The page, read."""
    reader = _Reader()
    reader.feed(page)
    return reader


def elements(page: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a page: its tag and attributes, in order."""
    return read(page).found


def words(page: str) -> str:
    """What the page says, without its script and style."""
    return " ".join("".join(read(page).words).split())


def texts(page: str) -> list[tuple[str, str]]:
    """The texts a reader sees or hears, in order, each with its kind: sentence, heading, cell, caption, alt, drawn …"""
    reader = _Texts()
    reader.feed(page)
    reader.close()
    reader.flush()
    return reader.texts


def plain(text: str) -> str:
    """A text with straight quotes and single spaces."""
    return " ".join(text.translate(CURLY).split())
