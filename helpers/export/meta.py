"""What the report says about itself: read from CITATION.cff, put into words once for every format."""

import csv
import datetime as dt
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpers import clean, paths, text
from helpers.checks.contract import TYPE_FACE
from helpers.export import BuildError

FILE = paths.ROOT / "CITATION.cff"
COVERS = {"MIT": "code under the MIT licence", "CC-BY-4.0": "texts and pictures under CC BY 4.0"}


@dataclass(frozen=True)
class Meta:
    """The fields of CITATION.cff that the report shows; `data_date` is that of the latest table of final orders, `read_until`
    the day on which a source was read last."""

    title: str
    subtitle: str
    abstract: str
    authors: list[str]
    version: str
    date: dt.date
    data_date: dt.date
    read_until: dt.date
    keywords: list[str]
    licences: list[str]
    repository: str = ""
    site: str = ""

    @property
    def by(self) -> str:
        """The authors in a row."""
        return ", ".join(self.authors)

    @property
    def data_of(self) -> str:
        """The date of the data in words."""
        return f"Data as of {text.day(self.data_date)}"

    @property
    def beside(self) -> str:
        """What the address of a file beside the page begins with: nothing until it is known where the page is."""
        return f"{self.site}/" if self.site else ""

    @property
    def edition(self) -> str:
        """Version and date in words."""
        return f"Version {self.version}, {text.day(self.date)}"

    @property
    def licence(self) -> str:
        """Who may use what, in words."""
        shared = ", ".join(COVERS[licence] for licence in self.licences)
        return f"{shared[0].upper()}{shared[1:]}; the numbers belong to their sources."

    @property
    def citation(self) -> str:
        """How to cite the report."""
        where = f" {self.site or self.repository}" if self.site or self.repository else ""
        return f"{self.by} ({self.date.year}). {self.title}. Version {self.version}. {self.data_of}.{where}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != "" and TYPE_FACE.fullmatch(" ".join(value.split())) is not None


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[!-~]+", value) is not None


def _are(each: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and value != [] and all(map(each, value))


SIGNS = "in letters and signs that the report's type face has"
FIELDS: dict[str, tuple[Callable[[Any], bool], str]] = {  # what the report needs, and the words for it
    "title": (_is_text, f"title and subtitle with a colon between, {SIGNS}"),
    "abstract": (_is_text, f"a paragraph, {SIGNS}"),
    "authors": (_are(lambda author: isinstance(author, dict) and _is_text(author.get("name"))), f'a list of "- name: …", {SIGNS}'),
    "version": (_is_text, 'a text such as "2.0" (a number needs the quotation marks)'),
    "date-released": (lambda value: type(value) is dt.date, "a day such as 2026-11-25"),
    "license": (_are(COVERS.__contains__), f"a list with {text.listing(COVERS)}"),
    "keywords": (_are(_is_text), f"a list of words, {SIGNS}"),
    "repository-code": (_is_address, "an address with http or https, or no such line"),
    "url": (_is_address, "an address with http or https, or no such line"),
}  # fmt: skip
OPTIONAL = {"repository-code": "", "url": ""}


def _facts(file: Path, places: Mapping[str, str]) -> dict[str, Any]:
    """What CITATION.cff says, and in its place REPORT_SITE and REPORT_REPOSITORY in `places`. Raises BuildError: what does not fit, what is expected."""
    try:
        facts = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:  # a day that no calendar has is a ValueError
        raise BuildError(f"{file.name} cannot be read as YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(facts, dict):
        raise BuildError(f'{file.name} has no fields; expected lines such as "version: 2.0.0".')
    for name, (fits, expected) in FIELDS.items():
        if name in OPTIONAL and name not in facts:
            continue
        if not fits(facts.get(name)):
            said = f"is {facts[name]!r}" if name in facts else "is missing"
            raise BuildError(f"{file.name}: {name} {said}; expected {expected}.")
    for name, variable in {"url": "REPORT_SITE", "repository-code": "REPORT_REPOSITORY"}.items():
        if said := places.get(variable):
            if not _is_address(said):
                raise BuildError(f"{variable} is {said!r}; expected an address with http or https.")
            facts[name] = said
    return OPTIONAL | facts


def _days(table: Path, column: str) -> dict[int, str]:
    """The days in a column of a table, by row."""
    with table.open(encoding="utf-8-sig", newline="") as lines:
        cells = ((row, record[column]) for row, record in enumerate(csv.DictReader(lines), 2))
        return {row: cell for row, cell in cells if clean.is_day(cell)}


def _check_day(released: dt.date, data: Path) -> None:
    """Raises BuildError for a date of the report before what it has read or corrected, or one that is still to come."""
    read = {}
    for name, column in {"sources.csv": "accessed", "corrections.csv": "date"}.items():
        read |= {day: f"{name}, row {row}, column {column}" for row, day in _days(data / name, column).items()}
    newest = max(read, default="")
    if newest > str(dt.date.today()):
        raise BuildError(f"{read[newest]}: {newest} is still to come; expected the day on which it was done.")
    if newest > str(released):
        raise BuildError(
            f"CITATION.cff: date-released is {released}; expected {newest} or later, as in {read[newest]}."
        )
    if released > dt.date.today():
        raise BuildError(f"CITATION.cff: date-released is {released}, which is still to come.")


def read(file: Path = FILE, data: Path = paths.DATA, places: Mapping[str, str] = os.environ) -> Meta:
    """The report's own facts; the title of CITATION.cff is title and subtitle with ": " between.

    places: REPORT_SITE and REPORT_REPOSITORY in it say where `build/` and the repository are published.
    """
    facts = _facts(file, places)
    _check_day(facts["date-released"], data)
    title, _, subtitle = text.curly(facts["title"]).partition(": ")
    tables = [re.fullmatch(r"final_orders_([0-9-]{10})", file.stem) for file in data.glob("final_orders_*.csv")]
    return Meta(
        title=title,
        subtitle=subtitle[:1].upper() + subtitle[1:],
        abstract=text.curly(" ".join(facts["abstract"].split())),
        authors=[author["name"] for author in facts["authors"]],
        version=str(facts["version"]),
        date=facts["date-released"],
        data_date=dt.date.fromisoformat(max(found[1] for found in tables if found)),
        read_until=dt.date.fromisoformat(max(_days(data / "sources.csv", "accessed").values())),
        keywords=facts["keywords"],
        licences=facts["license"],
        repository=facts["repository-code"].rstrip("/"),
        site=facts["url"].rstrip("/"),
    )
