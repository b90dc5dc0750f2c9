"""What is known of each nationality, as facts in words with their sources: for notebook, page and sheet alike."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from helpers import clean, cooperation, nationality, sources, text
from helpers.figures import ARTICLE_TABLE, YEARS, Data

REPORT, REGIONS = "ice-annual-report-fy2024", "un-m49"
MOST_KEYS = 4  # sources named for one fact
SINCE = {  # measure of since.csv -> what was counted
    "deportees": "{printed} people sent back",
    "deportees_on_one_flight": "{printed} people on one flight",
    "detained_awaiting_nationality_check": "{printed} people in custody whose nationality was being checked",
    "third_country_deportees": "{printed} people of other nationalities taken in",
    "tps_holders_affected": "{printed} holders of Temporary Protected Status whose status was ended",
}
DOCKETS = {
    "non_detained_docket": "On the non-detained docket, 30 September 2024",
    "detained": "In ICE detention, 30 September 2024",
    "all_with_final_order": "With a final order, 4 July 2015, detained or not",
}
NO_COUNTRY = {"UNKNOWN": "whose citizenship ICE does not know", "STATELESS": "without a citizenship"}
SANCTIONS = "visa sanctions "
FEW = 10  # people; so few have no rank
WITH_ARTICLE = {"BHS", "COM", "CAF", "COD", "COG", "DOM", "GMB", "MDV", "MHL", "NLD", "ANHH", "PHL", "SYC", "SLB", "SUHH", "CZE", "ARE", "GBR", "CYM", "TCA", "VGB", "PCN", "CCK"}  # fmt: skip


class Fact(NamedTuple):
    """One thing known of a nationality: what it is, the words of it, and the keys of its sources."""

    label: str
    words: str
    keys: list[str]


def everything(data: Data) -> pd.DataFrame:
    """A row a nationality, with or without a row in the table of final orders, by code: as `nationality.everything`.

    People, rank, share and ratio are missing where there is no row in the table.
    """
    rows = nationality.everything(data, data.as_of).set_index("code")
    status, removed = cooperation.status(data, data.as_of), data.removals(YEARS[-1])
    every = rows.reindex(data.places.index.drop("TOTAL"))
    every.update(data.places[["name", "region", "subregion"]])
    return every.assign(removals=removed, status=status).fillna({"status": nationality.NEITHER})


class Known:
    """All that is known, sorted by nationality once, so that the facts of one are at hand."""

    def __init__(self, data: Data) -> None:
        self.data, self.every = data, everything(data)
        self.removals = pd.DataFrame({year: data.removals(year) for year in YEARS})  # missing: no number, not zero
        days = data.snapshots[-2::-1]  # the newest but one first, each with its total and its rows by code
        self.earlier = {
            day: (data.total(day), data.final_orders(day).set_index("code").to_dict("index")) for day in days
        }
        self.evidence = {day: data.evidence(day) for day in data.snapshots}
        self.beside = nationality.table_beside_docket(data)
        self.ordered = data.final_orders(self.beside).set_index("code")["people"]  # on that day
        self.count = int(self.every["people"].notna().sum())
        self.list_source = cooperation.listed(data, data.as_of)["source"].iloc[0]
        self.searched = nationality.searched(data).set_index("name")
        self.events = data.raw["events"].sort_values("date", key=_last_days).to_dict("records")
        removed, docket, figures = data.removals_by_citizenship, data.docket_by_citizenship, data.figures
        others = data.raw["other-figures"].query("cause != 'same figure'")
        docket = docket[docket["used"] & docket["date"].isin(["FY2024", "2015-07-04"])]
        self.printed = self._by(removed[removed["used"] & (removed["date"] == YEARS[-1])], "citizenship")
        self.others = self._by(others, "citizenship")
        self.docket = self._by(docket.sort_values("measure", key=lambda of: of.map(list(DOCKETS).index)), "citizenship")
        self.history = self._by(data.cooperation.sort_values("as_of", key=_last_days), "citizenship")
        self.since = self._by(figures.query("table == 'since' and measure in @SINCE").sort_values("end"), "category")
        self.flights = self._by(data.raw["flights"], "destination")

    def removal_sources(self, codes: list[str]) -> list[str]:
        """The keys of the sources that print the removals of these nationalities by year; the report with the table if none does."""
        rows = self.data.removals_by_citizenship
        rows = rows[rows["used"] & rows["date"].isin(YEARS) & rows["code"].isin(codes)]
        return list(dict.fromkeys(rows["source"])) or [REPORT]

    def _by(self, rows: pd.DataFrame, names: str) -> defaultdict[str, list[dict]]:
        """The rows of each nationality that a column names, by code."""
        found: defaultdict[str, list[dict]] = defaultdict(list)
        for row in rows.to_dict("records"):
            found[self.data.codes.get(row[names], "")].append(row)
        return found


def _last_days(dates: pd.Series) -> pd.Series:
    """The last day of each date; the undated come after all others."""
    return dates.map(lambda date: "9999" if date == "undated" else str(clean.period(date).end))


def quote(data: Data, row: pd.Series) -> str:
    """The sentence to quote for a row of `everything` that has people."""
    people = int(row["people"])
    if row.name in NO_COUNTRY:
        subject, has_order = f"{_people(people)} with a final order of removal {NO_COUNTRY[row.name]}", ""
    else:
        name = f"the {row['name']}" if row.name in WITH_ARTICLE else row["name"]
        subject = f"{people:,} {'national' if people == 1 else 'nationals'} of {name}"
        has_order = "with a final order of removal "
    has, of_all = "was" if people == 1 else "were", f"{share(row['share'])} of all {data.total(data.as_of):,}"
    where = f"{has_order}{has} on ICE's non-detained docket"
    return f"On {text.when(data.as_of)}, {subject} {where}, {of_all}."


def missing(known: Known, code: str) -> str:
    """What to say of a nationality without a row: whether this may be more than zero, and what was tried."""
    name, rest = known.every.loc[code, "name"], nationality.not_itemised(known.data, known.data.as_of)
    said = (
        f"We found no row for {'the ' * (code in WITH_ARTICLE)}{name} in ICE's table of {text.when(known.data.as_of)}. "
    )
    said += (
        f"That is not zero: its people may be among the {rest:,} whose nationality was missing from what we read."
        if rest
        else "The rows of that table add up to its total."
    )
    if known.data.as_of != ARTICLE_TABLE or name not in known.searched.index:  # nobody searched for a later table's
        return said
    row = known.searched.loc[name]
    note = f" {sources.remark(row['note']).partition(': see')[0]}." if row["note"] else ""
    return f"{said} We searched for it in {text.listing(row['languages'].split(', '))}.{note}"


def facts(known: Known, code: str) -> list[Fact]:
    """What is known of a nationality, most wanted first."""
    row = known.every.loc[code]
    found = [*_orders(known, row), *_earlier(known, code), *_other_figures(known, code)]
    found += [*_dockets(known, code), *_lists(known, code)]
    found += [_removed(row, known.printed[code]), *_since(known, code)]
    placed = [Fact("Region", f"{row['region']}, {row['subregion']}", [REGIONS])]
    return found + (placed if row["region"] != "Not assigned" else [])


def share(share: float) -> str:
    """A share to two decimals of a percent, or that it is less.

    >>> share(0.0124), share(0.000001)
    ('1.24%', 'less than 0.01%')
    """
    return f"{share:.2%}" if share >= 0.00005 else "less than 0.01%"


def _orders(known: Known, row: pd.Series) -> Iterator[Fact]:
    """People with a final order, rank and share, and how sure the figure is. Up to ten people have no rank."""
    if pd.isna(row["people"]):
        return
    people, rank = int(row["people"]), f"{text.ordinal(int(row['rank']))} of {known.count} nationalities, "
    words = f"{_people(people)}, {rank if people > FEW else ''}{share(row['share'])} of all"
    yield Fact(f"With a final order, {text.when(known.data.as_of)}", words, [row["source"]])
    yield Fact(
        "Evidence", known.evidence[known.data.as_of][row["evidence"]], [row["source"], *row["also"].split()][:MOST_KEYS]
    )


def _earlier(known: Known, code: str) -> Iterator[Fact]:
    """The figure of each earlier table, with its day and how sure it is, the newest first."""
    for day, (total, rows) in known.earlier.items():
        if row := rows.get(code):
            keys = [row["source"], *row["also"].split()]
            words = f"{_people(row['people'])}, {share(row['people'] / total)} of all; {known.evidence[day][row['evidence']]}"
            yield Fact(f"With a final order, {text.when(day)}", words, keys[:MOST_KEYS])


def _other_figures(known: Known, code: str) -> Iterator[Fact]:
    """Other figures in print for the row of the table that outlets copied, each with its likely cause."""
    by_figure: dict[tuple[str, str, str], list[str]] = {}
    for row in known.others[code]:
        by_figure.setdefault((row["printed"], row["cause"], row["status"]), []).append(row["source"])
    for (printed, cause, status), keys in by_figure.items():
        rejected = "; we do not use it" if status == "left out of the table" else ""
        why = _slipped(known, printed, len(keys)) if cause == "row slip" else cause.replace("other", "of another")
        yield Fact(f"Also in print, {text.when(ARTICLE_TABLE)}", f"{printed} ({why}{rejected})", keys[:MOST_KEYS])


def _slipped(known: Known, printed: str, outlets: int) -> str:
    """Whose figure outlets print in the wrong row, where one row alone has it."""
    orders = known.data.final_orders(ARTICLE_TABLE)
    owners = orders.loc[orders["people"].map("{:,}".format) == printed, "name"]
    whose = owners.iloc[0] if len(owners) == 1 else "another row"
    return f"the figure of {whose}, printed by {text.spelled(outlets)} outlet{'s' if outlets > 1 else ''}"


def _dockets(known: Known, code: str) -> Iterator[Fact]:
    """People on the whole docket and in detention, and with an order in 2015, where they were printed."""
    for figure in known.docket[code]:
        words = _people(figure["printed"])
        if "docket" in figure["measure"] and code in known.ordered:
            share = known.ordered[code] / figure["value"]
            words += f"; people with a final order on {text.when(known.beside)} are {share:.1%} of that"
        yield Fact(DOCKETS[figure["measure"]], words, [figure["source"]])


def _lists(known: Known, code: str) -> Iterator[Fact]:
    """ICE's cooperation lists and visa sanctions, through time."""
    rows = known.history[code]
    sanctions = [row for row in rows if row["status"].startswith(SANCTIONS)]
    listed = [row for row in rows if row not in sanctions]
    named = _dated(listed) or "not among the names that we read"
    yield Fact("On ICE's lists", named, _keys(listed) or [known.list_source])
    later = [f" before {text.when(event['date'])}" for event in _events(known, code) if event["kind"] == "sanction"]
    none = f"none found{later[0] if later else ''}"
    yield Fact("Visa sanctions", _dated(sanctions) or none, _keys(sanctions))


def _dated(rows: list[dict]) -> str:
    """Each status with its dates, in the order of time: "uncooperative 2016, May 2017 and November 2024"."""
    told = []
    for status, of in groupby(rows, lambda row: row["status"].removeprefix(SANCTIONS)):
        dates = ["date unknown" if row["as_of"] == "undated" else text.when(row["as_of"]) for row in of]
        # A bare year says nothing beside a day of it.
        days = [day for day in dict.fromkeys(dates) if not any(other != day and other.endswith(day) for other in dates)]
        told.append(f"{status} {text.listing(days)}")
    return "; ".join(told)


def _keys(rows: list[dict]) -> list[str]:
    return list(dict.fromkeys(row["source"] for row in rows))[-MOST_KEYS:]


def _removed(row: pd.Series, printed: list[dict]) -> Fact:
    """ICE removals of the last year, and people with an order for each; without a number to compute with, what is printed."""
    count, people = row["removals"], row["people"]
    if pd.isna(count):
        words = " and ".join(figure["printed"] for figure in printed) or "not in ICE's table of removals"
    elif not count:
        words = "none counted by ICE"
    else:
        words, ratio = f"{count:,.0f}", people / count
        if pd.notna(people):
            words += f"; {ratio:,.{1 if ratio < 10 else 0}f} people with a final order for each removal"
    return Fact(f"ICE removals, {YEARS[-1]}", words, _keys(printed) or [REPORT])


def _since(known: Known, code: str) -> Iterator[Fact]:
    """What others have counted, and what has happened, since the table."""
    for figure in known.since[code]:
        words = SINCE[figure["measure"]].format(printed=figure["printed"])
        label = f"Counted by {figure['counter']}, {text.when(figure['date'])}"
        yield Fact(label, words, [figure["source"]])
    flights = known.flights[code]
    if counted := [row for row in flights if row["printed"][-1].isdigit()]:
        words = "; ".join(f"{text.when(row['date'])}, {_people(row['printed'])}" for row in counted)
        rest = len(flights) - len(counted)
        more = f"; {text.spelled(rest)} more without a number" if rest else ""
        yield Fact("Charter flights there", words + more, _keys(counted))
    for event in _events(known, code):
        of_many, _, named = event["what"].partition(": ")
        words = f"{of_many}, {_short(known.every.loc[code, 'name'])} among them." if named else of_many
        yield Fact(f"Event, {text.when(event['date'])}", words, [event["source"]])


def _events(known: Known, code: str) -> list[dict]:
    """The events since the table that name the nationality, the first one first."""
    name = _short(known.every.loc[code, "name"])
    longer = [other for other in map(_short, known.every["name"]) if name in other and name != other]  # "South Sudan"
    others = re.compile("|".join(map(re.escape, longer)) or r"(?!)")
    return [event for event in known.events if re.search(rf"\b{re.escape(name)}\b", others.sub("", event["what"]))]


def _short(name: object) -> str:
    """A name without what stands in brackets behind it, as events have it: "Burma"."""
    return str(name).partition(" (")[0]


def _people(number: int | str) -> str:
    """People in words, of a number or of a figure as printed, which may be none ("not published")."""
    printed = number if isinstance(number, str) else f"{number:,}"
    if not any(letter.isdigit() for letter in printed):
        return printed
    return f"{printed} {'person' if printed == '1' else 'people'}"
