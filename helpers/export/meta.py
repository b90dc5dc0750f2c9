"""What the report says about itself: read from CITATION.cff, put into words once for every format."""

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers import paths, text

FILE = paths.ROOT / "CITATION.cff"
LANGUAGE = "en-GB"
COVERS = {"MIT": "code under the MIT licence", "CC-BY-4.0": "texts and pictures under CC BY 4.0"}


@dataclass(frozen=True)
class Meta:
    """The fields of CITATION.cff that the report shows; `data_date` is that of the latest table of final orders."""

    title: str
    subtitle: str
    abstract: str
    authors: list[str]
    version: str
    date: dt.date
    data_date: dt.date
    keywords: list[str]
    licences: list[str]
    repository: str = ""
    site: str = ""
    language: str = LANGUAGE

    @property
    def by(self) -> str:
        """The authors in a row."""
        return ", ".join(self.authors)

    @property
    def as_of(self) -> str:
        """The date of the data as the chapters name it: 2024-11-24."""
        return self.data_date.isoformat()

    @property
    def data_of(self) -> str:
        """The date of the data in words."""
        return f"Data as of {text.day(self.data_date)}"

    @property
    def edition(self) -> str:
        """Version and date in words."""
        return f"Version {self.version}, {text.day(self.date)}"

    @property
    def licence(self) -> str:
        """Who may use what, in words."""
        shared = ", ".join(COVERS[licence] for licence in self.licences)
        return f"{shared[0].upper()}{shared[1:]}; the figures belong to their sources."

    @property
    def citation(self) -> str:
        """How to cite the report."""
        where = f" {self.site or self.repository}" if self.site or self.repository else ""
        return f"{self.by} ({self.date.year}). {self.title}. Version {self.version}. {self.data_of}.{where}"


def read(file: Path = FILE, data: Path = paths.DATA) -> Meta:
    """The report's own facts; REPORT_SITE in the environment says where it is published. The title of CITATION.cff is title and subtitle with ": " between."""
    facts = yaml.safe_load(file.read_text(encoding="utf-8"))
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
        keywords=facts["keywords"],
        licences=facts["license"],
        repository=facts.get("repository-code", "").rstrip("/"),
        site=(os.environ.get("REPORT_SITE") or facts.get("url", "")).rstrip("/"),
    )
