"""Everything the report knows about one nationality.

from helpers.profile import profile
profile("India")
"""

import pandas as pd

from helpers import cards, clean, cooperation, figures, load, measure, parameters, show, snapshots, tables, words
from helpers.charts import capacity as charts
from helpers.figures import Data
from helpers.tables import Cell, Table

YEARS = [f"FY{year}" for year in range(2019, 2025)]
GRADES = {
    "document": "read in {}:",
    "several outlets": "printed by several outlets, among them",
    "one outlet": "found in one outlet only,",
}
STOCKS = {
    "non_detained_docket": "Everyone on the non-detained docket, end of {}",
    "detained": "In ICE detention, end of {}",
}


class UnknownName(ValueError):
    """No nationality of that name; the message suggests the nearest ones."""


def find(data: Data, name: str) -> str:
    """The code of a nationality, from any spelling in a source, a code ("IND"), or either without accents or case.

    Raises UnknownName, with the nearest names, if there is none.

    >>> find(load.data(), "cote d'ivoire"), find(load.data(), "Ivory Coast"), find(load.data(), "civ")
    ('CIV', 'CIV', 'CIV')
    """
    if name.strip().upper() in data.places.index and name.strip().upper() != "TOTAL":
        return name.strip().upper()
    spellings = pd.concat([data.codes, data.places["code"].set_axis(data.places["name"])])
    spellings = spellings[spellings != "TOTAL"]
    known = {clean.plain(spelling): code for spelling, code in zip(spellings.index, spellings, strict=True)}
    if clean.plain(name) in known:
        return known[clean.plain(name)]
    near = clean.nearest(name, list(spellings.index), 5)
    close = dict.fromkeys(data.places.loc[known[clean.plain(spelling)], "name"] for spelling in near)
    hint = f" Did you mean {words.listing(list(close)[:3], last='or')}?" if close else ""
    raise UnknownName(f'No nationality called "{name}" is known.{hint}')


def profile(name: str, as_of: str | None = None) -> None:
    """Show rank, share, evidence, cooperation history, removals by year, ratio and a chart of one nationality.

    name: any spelling a source uses, or a code. A name that is not known shows the nearest ones.
    as_of: the date of a table of final orders; the latest if none is given.
    """
    data = load.data()
    as_of = parameters.one_of("as_of", as_of or data.snapshots[-1], data.snapshots)
    try:
        code = find(data, name)
    except UnknownName as unknown:
        show.say(words.text(str(unknown)))
        return
    everything = snapshots.with_everything(data, as_of).set_index("code")
    show.say(sentence(data, everything, code, as_of))
    show.table(facts(data, everything, code, as_of))
    removals = by_year(data, code)
    if removals["persons"].sum():
        shown = data.places.loc[code, "name"]
        title = f"{shown}: {words.count(removals['persons'].iloc[-1])} removals in {removals['year'].iloc[-1]}"
        table = tables.of(
            removals,
            f"profile-{code}-removals",
            f"ICE removals of nationals: {shown}",
            {"Fiscal year": "year", "Removals": ("persons", words.count)},
            ["ice-annual-report-fy2024"],
        )
        columns = removals.rename(columns={"year": "label", "persons": "value"}).assign(exact=True)
        show.chart(
            charts.columns(columns, title, "ICE removals by fiscal year, persons", cards.credit(table.sources)), table
        )
    show.table(history(data, code))


def sentence(data: Data, everything: pd.DataFrame, code: str, as_of: str) -> str:
    """What the report knows about a nationality, in a sentence or two. everything: `snapshots.with_everything`, by code."""
    shown = words.text(data.places["name"][code])
    day = words.day(pd.Timestamp(as_of))
    if code not in everything.index:
        return f"**{shown}** has no row among the nationalities itemised in the sources read, so its final orders are not known here."
    row = figures.row_at(everything, code)
    read = f"The figure was {_graded(row)} [{words.text(cards.short(row['source']))}]({cards.href(row['source'])})."
    text = (
        f"**{shown}**: {words.count(row['persons'])} people with a final order on the non-detained docket on {day}, "
        f"rank {words.count(row['rank'])} of the {words.count(len(everything))} rows found, {words.percent(row['share'], 2)} of all. "
        + show.holds(row["evidence"] != "one outlet" or not row["also"], read)
    )
    if pd.isna(row["removals"]):
        return f"{text} ICE's table of removals has no row of this name."
    if not row["removals"]:
        return f"{text} ICE counted no removals in FY2024."
    ratio = words.number(measure.ratio(row["persons"], row["removals"]))
    return f"{text} There were {ratio} orders for each of the {words.count(row['removals'])} removals in FY2024 (a scale, not a forecast)."


def facts(data: Data, everything: pd.DataFrame, code: str, as_of: str) -> Table:
    """The figures of one nationality, each with its source."""
    place = figures.row_at(data.places, code)
    listed = cooperation.status(data, as_of).get(code, "on neither list")
    rows: list[list[str | Cell]] = [
        ["Region (UN M49)", f"{place['region']}, {place['subregion']}", cards.link("un-m49")],
        *_orders(everything, code, data.table_source(as_of)),
        *_other_figures(data, code),
        ["ICE's list of November 2024", listed, cards.link(cooperation.LIST_SOURCE)],
        *_on_the_dockets(data, code),
    ]
    if code in everything.index and everything["removals"][code] > 0:
        ratio = words.number(everything["ratio"][code])
        report = cards.link("ice-annual-report-fy2024")
        rows.append(["Final orders for each FY2024 removal (a scale, not a forecast)", ratio, report])
    sources = [cell.href.rpartition("source-")[2] for row in rows for cell in row if isinstance(cell, Cell)]
    return Table(
        f"profile-{code}",
        f"{place['name']}: the figures",
        ["What", "Figure", "Source"],
        rows,
        list(dict.fromkeys(sources)),
        widths=[2, 1.6, 2],
    )


def _graded(row: pd.Series) -> str:
    """How sure the figure of a row is, up to the name of its source."""
    return GRADES[row["evidence"]].format(cards.table_read(row["source"]))


def _orders(everything: pd.DataFrame, code: str, main: str) -> list[list[str | Cell]]:
    """Final orders of a nationality, with rank, share and who prints the figure; nothing where it has no row.

    main: the source of the table, in which rank and share are computed.
    """
    if code not in everything.index:
        return []
    row = figures.row_at(everything, code)
    ice, source = cards.link(main), cards.link(row["source"])
    persons = words.count(row["persons"])
    return [
        ["Final orders", persons, source],
        ["Rank (computed)", f"{words.count(row['rank'])} of the {words.count(len(everything))} rows found", ice],
        ["Share of all final orders (computed)", words.percent(row["share"], 2), ice],
        ["How sure", f"{_graded(row)} {cards.short(row['source'])}", source],
        *([f"Also printed by {cards.short(key)}", persons, cards.link(key)] for key in row["also"].split()),
    ]


def _other_figures(data: Data, code: str) -> list[list[str | Cell]]:
    """Other figures in print for the final orders of a nationality, with their likely cause."""
    others = data.raw["other-figures"]
    others = others[(others["citizenship"].map(data.codes) == code) & (others["cause"] != "same figure")]
    return [
        [f"Other figure in print ({cause})", printed, cards.link(key)]
        for printed, key, cause in others[["printed", "source", "cause"]].to_numpy()
    ]


def _on_the_dockets(data: Data, code: str) -> list[list[str | Cell]]:
    """People of a nationality on the non-detained docket and in detention, where ICE prints them."""
    docket = data.docket_by_citizenship.query("used and code == @code and date == 'FY2024'")
    return [
        [STOCKS[row["measure"]].format(row["date"]), row["printed"], cards.link(row["source"])]
        for _, row in docket.iterrows()
    ]


def by_year(data: Data, code: str) -> pd.DataFrame:
    """ICE removals of one nationality: a row a fiscal year FY2019 to FY2024, year and persons; 0 where ICE prints no row."""
    return pd.DataFrame([(year, int(data.removals(year).get(code, 0))) for year in YEARS], columns=["year", "persons"])


def history(data: Data, code: str) -> Table:
    """What was read about a country on ICE's cooperation lists and on visa sanctions."""
    rows = cooperation.history(data, code)
    shown = data.places.loc[code, "name"]
    caption = f"{shown}: cooperation lists and visa sanctions, as read"
    if rows.empty:
        line = [["–", "on none of the lists read", cards.link(cooperation.LIST_SOURCE)]]
        return Table(f"profile-{code}-lists", caption, ["Date", "Status", "Source"], line, [cooperation.LIST_SOURCE])
    rows = rows.assign(card=rows["source"].map(cards.link))
    columns = {"Date": "as_of", "Status": "status", "Source": "card"}
    return tables.of(rows, f"profile-{code}-lists", caption, columns, list(dict.fromkeys(rows["source"])))
