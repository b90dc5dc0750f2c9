"""Read an HTML page: its elements with their attributes, and its words."""

from html.parser import HTMLParser


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
