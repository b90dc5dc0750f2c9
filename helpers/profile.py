"""Everything the report knows about one nationality, for notebook, page and sheet alike.

from helpers.profile import profile
profile("India")
profile("India", "China")
"""

from collections.abc import Iterable

import pandas as pd

from helpers import clean, cooperation, load, names, sources, text
from helpers.charts import nationality as charts
from helpers.exhibits import figure, say, table
from helpers.facts import Known, facts, missing, quote, share
from helpers.figures import Data


def entry(known: Known, code: str, spellings: list[str]) -> dict:
    """One entry of the look-up, as plain data: code, name, spellings, people, facts (label, words, keys of sources),
    removals (fiscal year and number, None where ICE prints none), quote, cited (keys), and missing where there is no row."""
    row = known.every.loc[code]
    has_row = pd.notna(row["people"])
    years = known.removals.loc[code] if code in known.removals.index else pd.Series(dtype=float)
    return {
        "code": code,
        "name": row["name"],
        "spellings": spellings,
        "people": f"{row['people']:,.0f}" if has_row else "",
        "facts": [[text.curly(fact.label), text.curly(fact.words), fact.keys] for fact in facts(known, code)],
        "removals": [[year, None if pd.isna(count) else int(count)] for year, count in years.items()],
        "quote": text.curly(quote(known.data, row)) if has_row else "",
        "cited": [row["source"]] if has_row else [],
        "missing": "" if has_row else text.curly(missing(known, code)),
    }


def entries(data: Data, codes: Iterable[str] | None = None) -> list[dict]:
    """The entries of the look-up, sorted by name: of every nationality, or of those with these codes in their order."""
    known, others = Known(data), names.others(data)
    wanted = known.every.sort_values("name").index if codes is None else codes
    return [entry(known, code, others[code]) for code in wanted]


def profile(*wanted: object) -> pd.DataFrame:
    """Show what is known of a nationality, or compare several, and return their rows.

    wanted: names in any spelling, or lists of them. One nationality is shown with its facts and its removals by year,
    several as one table and one chart. The frame has a row for each: people, rank, share, removals, ratio, status and
    more, by code. A name that is not known is answered in a sentence.
    """
    data = load.data()
    asked = [
        name for one in wanted for name in (one if isinstance(one, list | tuple | pd.Series) else _parts(data, one))
    ]
    codes = list(dict.fromkeys(code for name in asked or [None] for code in _meant(data, name)))
    known = Known(data)
    if len(codes) == 1:
        _show_one(known, codes[0])
    elif codes:
        _show_several(known, codes)
    return known.every.loc[codes]


def _parts(data: Data, name: object) -> list[object]:
    """The names in one text ("India, China"), or what it is."""
    several = isinstance(name, str) and "," in name and not names.find(data, name)
    return [part.strip() for part in str(name).split(",") if part.strip()] if several else [name]


def _meant(data: Data, name: object) -> list[str]:
    """The codes that a name means, after saying what is to be said: that it is unknown, or means several."""
    found = names.find(data, name)
    if not found:
        say(text.escape(names.answer(data, name)))
    elif len(found) > 1:
        several = text.escape(text.listing([data.places.loc[code, "name"] for code in found]))
        say(f'"{text.escape(str(name).strip())}" can mean {several}.')
        if clean.plain(data.places.loc[found[0], "name"]) == clean.plain(str(name)):
            return found[:1]
    return found


def _show_one(known: Known, code: str) -> None:
    """A sentence, the facts as a table, the removals as a chart."""
    row, found = known.every.loc[code], facts(known, code)
    say(text.escape(quote(known.data, row) if pd.notna(row["people"]) else missing(known, code)))
    frame = pd.DataFrame({"what": [fact.label for fact in found], "fact": [fact.words for fact in found]})
    frame["from"] = ["; ".join(map(sources.name, fact.keys)) for fact in found]
    cited = dict.fromkeys(key for fact in found for key in fact.keys)
    table(f"profile-{code}", frame, f"{row['name']}: what is known", cited)
    _chart(known, [code])


def _show_several(known: Known, codes: list[str]) -> None:
    """The nationalities side by side, and their removals in one chart."""
    frame, data = known.every.loc[codes].copy(), known.data
    caption = f"{text.listing(frame['name'])}: people with a final order on {text.when(data.as_of)}"
    lists = cooperation.list_source(data, data.as_of)
    cited = [*frame["source"].dropna(), data.table_source(data.as_of), *known.removal_sources(codes), lists]
    shown = ["name", "people", "rank", "share", "removals", "ratio", "status"]
    absent = frame.loc[frame["people"].isna(), "name"]
    note = f"We found no row for {text.listing(absent)}. That is not zero." if len(absent) else ""
    frame["share"] = frame["share"].map(share, na_action="ignore")
    table(f"profile-{'-'.join(codes)}", frame, caption, dict.fromkeys(cited), show=shown, note=note)
    _chart(known, codes)


def _chart(known: Known, codes: list[str]) -> None:
    """ICE removals by fiscal year, if ICE prints any."""
    by_year = known.removals.reindex(codes).dropna(how="all")
    if not by_year.fillna(0).to_numpy().any():
        return
    frame = by_year.stack().rename_axis(["code", "date"]).rename("removals").reset_index()
    frame.insert(0, "name", frame["code"].map(known.every["name"]))
    first, last = frame["date"].iloc[[0, -1]]
    most = frame.loc[frame["removals"].idxmax()]
    newest = frame[frame["date"] == last]
    counts = [f"{name} {charts.counted(n)}" for name, n in zip(newest["name"], newest["removals"], strict=True)]
    draw, form = (charts.by_year, "Columns") if len(by_year) == 1 else (charts.compared, "Lines")
    peak = f"at most {most['removals']:,.0f} ({most['name']}, {most['date']})"
    figure(
        f"profile-{'-'.join(codes)}-removals",
        draw,
        frame,
        f"ICE removals in {last}: {_first(counts, 6)}",
        "ICE removals by fiscal year",
        known.removal_sources(codes),
        alt=f"{form}: removals by fiscal year, {peak}. In {last}: {_first(counts, 4)}.",
        subtitle=f"Removals, {first} to {last}",
        show=["name", "date", "removals"],
    )


def _first(counts: list[str], most: int) -> str:
    """The counts as a list, of which the last item stands for all that are more than `most`."""
    more = len(counts) - most
    return text.listing(counts if more <= 0 else [*counts[:most], f"{text.spelled(more)} more"])
