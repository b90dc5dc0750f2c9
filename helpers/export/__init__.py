"""Build the report: execute the notebooks, and turn them into one HTML file and one PDF.

`python -m helpers.export` does it all, step by step in `build`. A module each for the steps:

    kept       what has not changed since it was last made, and is not made again
    cells      run the cells of a notebook;  processes: several notebooks at once
    pieces     read what a notebook shows: text, code, figures, tables, source cards
    days       see that the days told in prose are those of the rows cited
    document   put the pieces into one document, number figures and tables, resolve the links
    page       write the document as HTML;  paper: as PDF
    downloads  write the tables as CSV and as an Excel workbook
    place      move the finished files to where they belong, all or none

`sheets` makes the sheets on single nationalities, `live` the site that runs in a browser.
"""

from helpers.paths import ROOT

pressed: list[int] = []  # Ctrl+C, which a library that is imported just then may swallow, or tell as a fault of its own


class BuildError(Exception):
    """The report cannot be built; the message is one sentence for the person who ran the build."""


CURES = {
    FileNotFoundError: "it is missing; if it belongs to the repository, git restore brings it back",
    NotADirectoryError: "it cannot be reached, as a part of this path is a file: move that file away",
    FileExistsError: "it is a file, and a folder goes there: move it away",
    IsADirectoryError: "it is a folder, and a file goes there: move it away",
}


def sentence(error: Exception) -> str:
    """What a person is told of an error: its own words, or for a file that could not be read or written also the cure."""
    if not isinstance(error, OSError):
        return str(error)
    name = str(error.filename or "A file of the report").removeprefix(f"{ROOT}/")
    return f"{name}: {CURES.get(type(error), error.strerror or error)}."
