"""What the report says about itself: read from report.toml, put into words once for every format."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Meta:
    """The fields of report.toml; dates are dates."""

    title: str
    subtitle: str
    authors: list[str]
    version: str
    date: dt.date
    data_date: dt.date
    language: str
    keywords: list[str]
    licence: str
    repository: str

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
        return f"Data as of {day(self.data_date)}"

    @property
    def edition(self) -> str:
        """Version and date in words."""
        return f"Version {self.version}, {day(self.date)}"

    @property
    def citation(self) -> str:
        """How to cite the report."""
        where = f" {self.repository}" if self.repository else ""
        return f"{self.by} ({self.date.year}). {self.title}. Version {self.version}. {self.data_of}.{where}"


FILE = Path(__file__).with_name("report.toml")


def read(file: Path = FILE) -> Meta:
    """The report's own facts."""
    facts = tomllib.loads(file.read_text(encoding="utf-8"))
    for name in ("date", "data_date"):
        facts[name] = dt.date.fromisoformat(facts[name])
    return Meta(**facts)


def day(date: dt.date) -> str:
    """A date in words: 24 November 2024."""
    return f"{date.day} {date:%B %Y}"
