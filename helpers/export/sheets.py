"""`python -m helpers.export.sheets "India, China"`: a sheet on each nationality, as HTML and PDF, in build/nationalities/.

"all" makes one for every nationality. What a sheet says is `profile.entries`, as in the look-up of the page.
"""

import datetime as dt
import io
import json
import re
import shutil
import sys
import tempfile
import unicodedata
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers import load, names, paths, profile, sources, text
from helpers.charts import nationality as charts
from helpers.charts import style
from helpers.export import BuildError, fonts, kept, meta, sentence
from helpers.problems import DataError

HERE = Path(__file__).parent
FOLDER = paths.BUILD / kept.SHEETS


def codes(data: load.Data, wanted: str) -> list[str]:
    """The codes of the nationalities in a list of names ("India, China"), or of all ("all").

    Raises BuildError, with the nearest names, for all names that are not known.
    """
    if not wanted.strip():
        raise BuildError('Say which nationality: make nationality N=India, N="India, China" or N=all.')
    if wanted.strip().casefold() == "all":
        return [code for code in data.places.index if code != "TOTAL"]
    meant = {name: names.find(data, name) for name in ([wanted] if names.find(data, wanted) else wanted.split(","))}
    if unknown := [names.answer(data, name) for name, codes in meant.items() if not codes]:
        raise BuildError("\n".join(unknown))
    return list(dict.fromkeys(code for codes in meant.values() for code in codes))


def write(wanted: list[str], folder: Path = FOLDER) -> list[Path]:
    """Write the sheets of these codes into a folder; those of other data go from it. Returns the files."""
    kept.drop_old(folder, kept.SHEETS)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / kept.MADE_FROM).write_text(kept.made_from(kept.SHEETS))
    facts, files = meta.read(), []
    midnight = int(dt.datetime.combine(facts.date, dt.time(), dt.UTC).timestamp())
    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    page = pages.get_template("sheet.html")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        fonts.copy_to(scratch / "fonts")
        template = shutil.copy(HERE / "sheet.typ", scratch)
        faces = {"font_paths": [str(scratch / "fonts")], "ignore_system_fonts": True}
        compiler = typst.Compiler(template, root=name, **faces)
        for entry in profile.entries(load.data(), wanted):
            shown, chart = sheet(entry, facts), _chart(entry)
            (scratch / "chart.svg").write_text(chart, encoding="utf-8")
            given = {"data": json.dumps(shown | {"chart": bool(chart)})}
            pdf = compiler.compile(sys_inputs=given, format="pdf", pdf_standards=["ua-1"], timestamp=midnight)
            as_html, as_pdf = (folder / f"{slug(entry['name'])}.{kind}" for kind in ("html", "pdf"))
            as_html.write_text(page.render(shown, chart=chart[chart.find("<svg") :]), encoding="utf-8")
            as_pdf.write_bytes(pdf)
            files += [as_html, as_pdf]
    return files


def sheet(entry: dict, facts: meta.Meta) -> dict:
    """What stands on a sheet, as plain data: the entry, its sources by number, and where it is from."""
    keys = list(dict.fromkeys([*entry["cited"], *(key for fact in entry["facts"] for key in fact[2])]))
    number = {key: n for n, key in enumerate(keys, 1)}
    counts = [f"{year} {'no number' if count is None else format(count, ',')}" for year, count in entry["removals"]]
    return {
        "name": entry["name"],
        "lead": entry["quote"] or entry["missing"],
        "facts": [[label, words, [number[key] for key in cited]] for label, words, cited in entry["facts"]],
        "alt": f"Columns: ICE removals by fiscal year. {', '.join(counts)}.",
        "sources": [{"name": text.curly(sources.name(key)), "link": sources.source(key)["link"]} for key in keys],
        "title": facts.title,
        "citation": facts.citation,
        "address": f"{facts.site}#{entry['code']}" if facts.site else "",
    }


def slug(name: str) -> str:
    """The name of a file for a nationality.

    >>> slug("Côte d'Ivoire"), slug("Burma (Myanmar)")
    ('cote-d-ivoire', 'burma-myanmar')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _chart(entry: dict) -> str:
    """The removals of an entry as SVG, or nothing where ICE counted none."""
    if not any(count for _, count in entry["removals"]):
        return ""
    drawn = charts.by_year(pd.DataFrame(entry["removals"], columns=["date", "removals"]), style.WIDE)
    picture = io.StringIO()
    drawn.savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(drawn)
    return picture.getvalue()


def main(wanted: str = "") -> None:
    """Make the sheets that are asked for, and say which."""
    try:
        files = write(codes(load.data(), wanted))
    except (BuildError, DataError, OSError) as error:
        raise SystemExit(sentence(error)) from error
    except KeyboardInterrupt:
        raise SystemExit("Stopped.") from None
    shown = [file.relative_to(paths.ROOT).as_posix() for file in files]
    print("\n".join(shown) if len(shown) < 20 else f"{len(shown)} files, HTML and PDF, in build/nationalities/")


if __name__ == "__main__":
    main(*sys.argv[1:2])
