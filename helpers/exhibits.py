"""What a chapter shows: `say` a paragraph, a `table`, a `figure`, the `cards` of sources; and `cite` one in a sentence.

Numbers go into text by Python's own format specs. A condition that a text claims stands under it as `holds=`: where the
figures no longer bear it out, the cell stops. Each output carries what a notebook shows and, under the type REPORT, the
same content as plain data, from which the export writes HTML and PDF. Without a notebook, the plain text is printed.
"""

import base64
import io
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython import display as notebook
from IPython import get_ipython
from matplotlib.figure import Figure

from helpers import claims, columns, sources, text
from helpers.charts import style
from helpers.claims import Conditions
from helpers.columns import Link

__all__ = ["Link", "cards", "cite", "figure", "rules", "say", "table"]
REPORT = "application/vnd.report+json"
LONGEST_ALT = 250
MINUS = re.compile(r"(\]\([^)]*\))|(?<![\w\-–])-(?=\d)")  # but not in the address of a link

Columns = Sequence[str] | Mapping[str, str] | None  # to show, with titles of their own or those of columns.csv


def say(words: str, holds: Conditions = ()) -> None:
    """Show a text written in Markdown. Lines that are only wrapped are joined; an empty line begins a paragraph.

    holds: a condition, or several, without which the text would be false. Raises ClaimError if one does not hold, or if
    a number is missing ("nan") or a share is rounded to nothing ("0.0%").
    """
    words = claims.checked(_unwrapped(words), holds)
    _show({"text/markdown": words, "text/plain": text.plain(words)})


def table(
    id: str,
    frame: pd.DataFrame,
    caption: str,
    cited: Iterable[str] = (),
    *,
    show: Columns = None,
    note: str = "",
    holds: Conditions = (),
    **page,
) -> None:
    """Show a frame as a table; its first column heads the rows.

    cited: keys of source cards; without any, those in the columns `source` and `sources`. show: the columns to show, all
    but `row` and `sources` if not given, or column -> title where a title is not that of `data/columns.csv`, which has the
    format too. note: stands below. page: for the exported page, see `as_data`. Raises ClaimError as `say` does,
    ValueError for no source.
    """
    data = as_data(id, frame, caption, cited, show, note, **page)
    claims.checked(f"{text.sentence(caption)} {note}", holds)
    _show({"text/html": _table_html(data), "text/plain": _table_text(data), REPORT: {"type": "table", **data}})


def figure(
    id: str,
    draw: Callable[[pd.DataFrame, float], Figure],
    frame: pd.DataFrame,
    title: str,
    caption: str,
    cited: Iterable[str] = (),
    *,
    alt: str,
    subtitle: str = "",
    show: Columns = None,
    note: str = "",
    holds: Conditions = (),
) -> None:
    """Draw a frame, and show the same frame as a table folded below it.

    draw: takes the frame and the width of the plot in inches (`style.WIDE` or `style.NARROW`). title: the message.
    subtitle: measure, place and date. alt: form, message and two or three values, in at most 250 characters. The other
    arguments are those of `table`. With REPORT_CHARTS set to a folder, the plot is written there at both widths, the
    picture with its title and sources, as SVG. The columns `source`, `sources` and `row` go into the CSV.
    """
    data = as_data(id, frame, caption, cited, show, note)
    title, subtitle, alt, credit = map(_typeset, (title, subtitle, alt, sources.credit(data["sources"])))
    claims.checked(f"{text.sentence(title)} {subtitle} {caption} {alt} {note}", holds)
    if len(alt) > LONGEST_ALT:
        raise ValueError(f'figure "{id}": its alt text has {len(alt)} characters, {LONGEST_ALT} are allowed')
    drawn = style.settled(draw(frame, style.WIDE))
    if folder := os.environ.get("REPORT_CHARTS"):
        file = Path(folder, id)
        narrow = style.settled(draw(frame, style.NARROW))
        style.save_svg(drawn, file.with_suffix(".wide.svg"))
        style.save_svg(narrow, file.with_suffix(".narrow.svg"))
        plt.close(narrow)
    style.frame(drawn, title, subtitle, credit)
    if folder:
        style.save_svg(drawn, file.with_suffix(".svg"))
    png = io.BytesIO()
    drawn.savefig(png, format="png", metadata={"Software": None})
    plt.close(drawn)
    width, height = (round(96 * side) for side in drawn.get_size_inches())
    shown = [column["name"] for column in data["columns"]]
    hidden = frame.columns.intersection(["source", *columns.OF_ROWS]).difference(shown, sort=False)
    numbers = columns.as_csv(frame[[*shown, *hidden]])
    report = {**data, "type": "figure", "title": title, "subtitle": subtitle, "alt": alt, "csv": numbers}
    picture = {"image/png": base64.b64encode(png.getvalue()).decode(), "text/plain": alt, REPORT: report}
    _show(picture, {"image/png": {"alt": alt, "width": width, "height": height}})
    below = f"<summary>This figure in words and numbers</summary><p>{escape(alt)}</p>{_table_html(data)}"
    _show({"text/html": f"<details>{below}</details>", "text/plain": _table_text(data), REPORT: {"type": "companion"}})


def cards(keys: Iterable[str]) -> None:
    """Show the cards of these sources, one line each with its details."""
    data = [sources.card(key) for key in keys]
    body, lines = "", []
    for card in data:
        lines.append(f"{card['title']}. {card['line']}.")
        details = "".join(f"<br>{escape(label)}: {_cell_html(value)}" for label, value in card["details"])
        title, line = escape(card["title"]), escape(card["line"])
        body += f'<p id="{card["id"]}"><strong>{title}</strong>. {line}.{details}</p>'
    _show({"text/html": body, "text/plain": "\n".join(lines), REPORT: {"type": "cards", "cards": data}})


def rules(law: pd.DataFrame) -> None:
    """Show rules of law, rows of law.csv: of each a heading with its anchor, its sentence, and the citation last."""
    entries = []
    for rule in law.itertuples():
        dated = "" if rule.as_of == "late 2024" else f"{text.when(rule.as_of)}: "
        words = text.escape(f"{dated}{rule.statement} {sources.remark(rule.note)}".strip())
        cited = f"*{text.escape(rule.citation)}* {cite(rule.source, *rule.also.split())}"
        entries.append(f'<a id="rule-{rule.id}"></a>\n\n### {text.escape(rule.rule)}\n\n{words} {cited}')
    say("\n\n".join(entries))


def cite(*keys: str) -> str:
    """Sources at the end of a sentence, each once. Raises ValueError for none, DataError for an unknown key."""
    if not keys:
        raise ValueError("cite() names no source")
    links = [f"[{text.escape(sources.name(key))}]({sources.href(key)})" for key in dict.fromkeys(keys)]
    return f"({'; '.join(links)})"


def as_data(
    id: str,
    frame: pd.DataFrame,
    caption: str,
    cited: Iterable[str] = (),
    show: Columns = None,
    note: str = "",
    *,
    ids: str = "",
    find: str = "",
    first: int = 0,
    unlisted: Sequence[str] = (),
    not_found: str = "",
) -> dict:
    """A table as plain data.

    ids: the column with an anchor for each row. find: the column with further words that find a row; a table that has
    it can be searched and sorted. first: rows shown before the rest is folded, 0 for all. unlisted: names that have no
    row, and not_found: what that means. Raises ValueError for a table without sources or with an unknown column.
    """
    own = [*frame.get("source", []), *(key for keys in frame.get("sources", []) for key in keys)]
    found = list(dict.fromkeys(list(cited) or filter(None, own)))
    if not found:
        raise ValueError(f'"{id}" names no source')
    shown = columns.titles(frame, show)
    return {
        "id": id,
        "caption": _typeset(caption),
        "note": _typeset(note),
        "sources": found,
        "columns": [{"name": name, "title": title, "align": columns.side(name)} for name, title in shown.items()],
        "rows": [list(row) for row in zip(*(columns.cells(name, frame[name]) for name in shown), strict=True)],
        "row_ids": list(frame[ids]) if ids else None,
        "row_find": list(frame[find]) if find else None,
        "first": first,
        "unlisted": list(unlisted),
        "not_found": not_found,
    }  # fmt: skip


def _unwrapped(words: str) -> str:
    """Paragraphs on one line each; items of lists, quotations and headings stay on lines of their own."""
    blocks = [re.sub(r"\n[ \t]*>[ \t]?", " ", block) for block in re.split(r"\n\s*\n", words.strip())]
    # a line of a paragraph may begin with a number that ends a sentence
    marks = [r"[-*#|]\s|<a " + (r"|\d+\.\s" if re.match(r"\d+\.\s", block) else "") for block in blocks]
    joined = [re.sub(rf"\s*\n\s*(?!{mark})", " ", block) for mark, block in zip(marks, blocks, strict=True)]
    return _minus("\n\n".join(re.sub(r"\n[ \t]+", "\n", block) for block in joined))


def _minus(words: str) -> str:
    return MINUS.sub(lambda found: found[1] or "−", words)


def _typeset(words: str) -> str:
    """A text on one line with curly quotation marks and minus signs."""
    return text.curly(_minus(" ".join(words.split())))


def _cell_html(cell: str | dict) -> str:
    if isinstance(cell, dict):
        return f'<a href="{escape(cell["href"])}">{escape(cell["text"])}</a>'
    return escape(cell)


def _table_html(data: dict) -> str:
    """The table as HTML for a notebook. Text from the data is shown as text, never as markup."""
    sides = [f' style="text-align: {column["align"]}"' for column in data["columns"]]
    heads = [escape(column["title"]) for column in data["columns"]]
    titles = [f'<th scope="col"{side}>{head}</th>' for head, side in zip(heads, sides, strict=True)]
    body = []
    for number, row in enumerate(data["rows"]):
        anchor = f' id="{escape(data["row_ids"][number])}"' if data["row_ids"] else ""
        first, *rest = (f"{side}>{_cell_html(cell)}" for cell, side in zip(row, sides, strict=True))
        body.append(f'<tr{anchor}><th scope="row"{first}</th>{"".join(f"<td{cell}</td>" for cell in rest)}</tr>')
    note = f"<p>{escape(data['note'])}</p>" if data["note"] else ""
    links = "; ".join(_cell_html({"text": sources.name(key), "href": sources.href(key)}) for key in data["sources"])
    return (
        f"<table><caption>{escape(text.sentence(data['caption']))} Source: {links}.</caption>"
        f"<thead><tr>{''.join(titles)}</tr></thead><tbody>{''.join(body)}</tbody></table>{note}"
    )


def _table_text(data: dict) -> str:
    heads = [column["title"] for column in data["columns"]]
    cells = [heads, *([cell["text"] if isinstance(cell, dict) else cell for cell in row] for row in data["rows"])]
    padded = []
    for column, words in zip(data["columns"], zip(*cells, strict=True), strict=True):
        wide = max(map(len, words))
        padded.append([word.rjust(wide) if column["align"] == "right" else word.ljust(wide) for word in words])
    lines = ["  ".join(row).rstrip() for row in zip(*padded, strict=True)]
    return "\n".join(filter(None, [data["caption"], *lines, data["note"], sources.credit(data["sources"])]))


def _show(bundle: dict, metadata: dict | None = None) -> None:
    """Give a bundle to the notebook or, at a prompt and in a script, print its plain text and an empty line."""
    if hasattr(get_ipython(), "kernel"):
        notebook.display(bundle, raw=True, metadata=metadata or {})
    else:
        print(bundle["text/plain"], end="\n\n")
