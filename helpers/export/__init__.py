"""Build the report: execute the notebooks, and turn them into one HTML file and one PDF.

`python -m helpers.export` does it all, `python -m helpers.export.chapter` one chapter of what it built. The steps, one
module each:

    execute    run every notebook in its own kernel, two at a time
    pieces     read what a notebook shows: text, code, charts, tables, source cards
    assemble   put the pieces into one document, number the charts and tables, resolve the links
    page       write the document as HTML         (page.html, page.css, page.js; grid, svg, fonts)
    paper      write the document as PDF          (paper.typ)
    giveaway   write the tables as CSV and as an Excel workbook
    place      move the finished files to where they belong, all or none
"""


class BuildError(Exception):
    """The report cannot be built; the message is one sentence for the person who ran the build."""
