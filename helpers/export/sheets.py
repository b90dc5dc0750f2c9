"""`python -m helpers.export.sheets "India, China"`: a sheet on each nationality, as HTML and PDF, in build/nationalities/.

"all" makes one for every nationality. What a sheet says is `profile.entries`, as in the look-up of the page.
"""

import datetime as dt
import html
import io
import json
import re
import sys
import tempfile
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import typst

from helpers import load, names, paths, profile, sources, text
from helpers.charts import profile as charts
from helpers.charts import style
from helpers.export import BuildError, fonts, meta
from helpers.problems import DataError

HERE = Path(__file__).parent
FOLDER = paths.BUILD / "nationalities"
CHUNK = 20  # sheets that a process makes at a time
STYLE = """body{font:1rem/1.45 "Source Sans Pro",system-ui,sans-serif;color:#1c2733;max-width:42rem;margin:1.5rem auto;padding:0 1rem}
h1{margin:0;font-size:1.9rem}h2{font-size:1rem;margin:1.5rem 0 .3rem}p{margin:.4rem 0}.big{font-size:1.2rem}
dl{display:grid;grid-template-columns:minmax(9rem,15rem) 1fr;gap:.25rem 1rem;margin:1rem 0}dt{color:#55606b}dd{margin:0}sup{color:#55606b}
svg{max-width:100%;height:auto}ol{padding-left:1.6rem}footer,ol{font-size:.88rem;color:#55606b}a{color:#0b5a8f;overflow-wrap:anywhere}
@media(max-width:30rem){dl{display:block}dt{margin-top:.6rem}}@media print{body{margin:0}}"""


def codes(data: load.Data, wanted: str) -> list[str]:
    """The codes of the nationalities in a list of names ("India, China"), or of all ("all").

    Raises BuildError, with the nearest names, for a name that is not known.
    """
    if wanted.strip().casefold() in ("all", ""):
        return [code for code in data.places.index if code != "TOTAL"] if wanted.strip() else _none()
    found: list[str] = []
    for name in [wanted] if names.find(data, wanted) else wanted.split(","):
        meant = names.find(data, name)
        if not meant:
            raise BuildError(names.answer(data, name))
        found += [code for code in meant if code not in found]
    return found


def write(wanted: list[str], folder: Path = FOLDER) -> list[Path]:
    """Write the sheets of these codes into a folder, on all processors. Returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    chunks = [wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK)]
    if len(chunks) == 1:
        return _chunk(chunks[0], folder)
    with ProcessPoolExecutor() as processes:
        return [file for made in processes.map(_chunk, chunks, [folder] * len(chunks)) for file in made]


def sheet(entry: dict, facts: meta.Meta) -> dict:
    """What stands on a sheet, as plain data: the entry, its sources by number, and where it is from."""
    keys = list(dict.fromkeys([*entry["cited"], *(key for fact in entry["facts"] for key in fact[2])]))
    number = {key: n for n, key in enumerate(keys, 1)}
    return {
        "name": entry["name"],
        "lead": entry["quote"] or entry["missing"],
        "facts": [[label, words, [number[key] for key in cited]] for label, words, cited in entry["facts"]],
        "sources": [{"name": text.curly(sources.name(key)), "link": sources.source(key)["link"]} for key in keys],
        "removals": [count for _, count in entry["removals"] if count],
        "title": facts.title,
        "citation": facts.citation,
        "address": f"{facts.site}#{entry['code']}" if facts.site else "",
    }


def page(shown: dict, chart: str) -> str:
    """A sheet as a page of HTML that needs no other file."""

    def marks(numbers: list[int]) -> str:
        return f"<sup>\u2060{', '.join(map(str, numbers))}</sup>" if numbers else ""

    facts = "".join(f"<dt>{html.escape(label)}</dt><dd>{html.escape(words)}{marks(cited)}</dd>" for label, words, cited in shown["facts"])  # fmt: skip
    listed = "".join(f"<li>{_linked(source['name'], source['link'])}</li>" for source in shown["sources"])
    drawn = f"<h2>ICE removals by fiscal year</h2>{chart}" if chart else ""
    name = html.escape(shown["name"])
    address = f"<p>{_linked(shown['address'], shown['address'])}</p>" if shown["address"] else ""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{name}: {html.escape(shown['title'])}</title><style>{STYLE}</style></head><body><main><h1>{name}</h1>"
        f'<p class="big">{html.escape(shown["lead"])}</p><dl>{facts}</dl>{drawn}<h2>Sources</h2><ol>{listed}</ol></main>'
        f"<footer><p>{html.escape(shown['citation'])}</p>{address}</footer></body></html>\n"
    )


def _linked(words: str, link: str) -> str:
    return f'<a href="{html.escape(link)}">{html.escape(words)}</a>' if link else html.escape(words)


def slug(name: str) -> str:
    """The name of a file for a nationality.

    >>> slug("Côte d'Ivoire"), slug("Burma (Myanmar)")
    ('cote-d-ivoire', 'burma-myanmar')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _chunk(wanted: list[str], folder: Path) -> list[Path]:
    data, facts, files = load.data(), meta.read(), []
    style.use()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        fonts.copy_to(scratch / "fonts")
        (scratch / "sheet.typ").write_text((HERE / "sheet.typ").read_text(encoding="utf-8"), encoding="utf-8")
        compiler = typst.Compiler(
            str(scratch / "sheet.typ"),
            root=str(scratch),
            font_paths=[str(scratch / "fonts")],
            ignore_system_fonts=True,
        )
        midnight = int(dt.datetime.combine(facts.date, dt.time(), dt.UTC).timestamp())
        for entry in profile.entries(data, wanted):
            shown, chart = sheet(entry, facts), _chart(entry)
            file = folder / slug(entry["name"])
            (scratch / "chart.svg").write_text(chart, encoding="utf-8")
            given = {"data": json.dumps(shown | {"chart": bool(chart), "alt": _alt(entry)})}
            pdf = compiler.compile(sys_inputs=given, format="pdf", pdf_standards=["ua-1"], timestamp=midnight)
            file.with_suffix(".html").write_text(page(shown, chart), encoding="utf-8")
            file.with_suffix(".pdf").write_bytes(pdf)
            files += [file.with_suffix(".html"), file.with_suffix(".pdf")]
    return files


def _chart(entry: dict) -> str:
    """The removals of an entry as SVG, or nothing where ICE counted none."""
    if not any(count for _, count in entry["removals"]):
        return ""
    frame = pd.DataFrame(entry["removals"], columns=["date", "removals"])
    drawn, picture = charts.by_year(frame, style.WIDE), io.StringIO()
    drawn.savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(drawn)
    svg = picture.getvalue()
    return svg[svg.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{html.escape(_alt(entry))}"', 1)


def _alt(entry: dict) -> str:
    counts = [f"{year} {'no number' if count is None else format(count, ',')}" for year, count in entry["removals"]]
    return f"Columns: ICE removals by fiscal year. {', '.join(counts)}."


def _none() -> list[str]:
    raise BuildError('Say which nationality: make nationality N=India, N="India, China" or N=all.')


def main(wanted: str) -> int:
    """Make the sheets that are asked for, and say which. Returns the exit status."""
    try:
        found = codes(load.data(), wanted)
        files = write(found)
    except (BuildError, DataError) as error:
        raise SystemExit(str(error)) from error
    shown = [file.relative_to(paths.ROOT).as_posix() for file in files]
    print("\n".join(shown) if len(shown) < 20 else f"{len(found)} sheets, as HTML and PDF, in build/nationalities/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
