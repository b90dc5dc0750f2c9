"""Which nationality a reader means by a name: spellings of sources, words for nationals, names in other languages, slips."""

import re

import pandas as pd

from helpers import clean, text
from helpers.figures import Data
from helpers.nationality import LATIN_AMERICA

REGIONS = {  # what readers call them -> sub-regions of UN M49
    "Latin America": LATIN_AMERICA,
    "North America": ["Northern America"],
    "West Africa": ["Western Africa"],
    "East Africa": ["Eastern Africa"],
    "North Africa": ["Northern Africa"],
    "Southeast Asia": ["South-eastern Asia"],
    "Middle East": ["Western Asia"],
}
# has no row: removal is from there
HOME = {"us", "usa", "america", "american", "americans", "united states", "united states of america"}


def spellings(data: Data) -> pd.DataFrame:
    """Every spelling that leads to a place, with its code: names of the report, of sources, of readers; once each.

    Columns: spelling, code, plain (without case, accents and marks), kind ("name", "source" or that of spellings.csv).
    """
    places = data.places.drop("TOTAL")
    own = pd.DataFrame({"spelling": places["name"], "code": places["code"], "kind": "name"})
    rows = pd.concat([own, data.raw["names"].assign(kind="source"), data.raw["spellings"]], ignore_index=True)
    rows = rows[rows["code"] != "TOTAL"][["spelling", "code", "kind"]]
    return rows.assign(plain=rows["spelling"].map(clean.plain)).drop_duplicates(["plain", "code"], ignore_index=True)


def others(data: Data) -> pd.Series:
    """The spellings of each place, by code, beside the name that the report uses: lists."""
    rows = spellings(data).query("kind != 'name'")
    return rows.groupby("code")["spelling"].agg(list).reindex(data.places.drop("TOTAL").index, fill_value=[])


def find(data: Data, name: object) -> list[str]:
    """The codes of the nationalities that a name means: several where it means several ("Congo"), none for no such name.

    The first is the one whose own name it is. A plural ("Mexicans") counts as the word.

    >>> from helpers import load
    >>> find(load.data(), "cote d'ivoire"), find(load.data(), "Honduran"), find(load.data(), "Congo")
    (['CIV'], ['HND'], ['COG', 'COD'])
    """
    if not isinstance(name, str):
        return []
    code = name.strip().upper()
    if code in data.places.index and code != "TOTAL":
        return [code]
    rows, wanted = spellings(data), clean.plain(name)
    for word in filter(None, [wanted, wanted.removesuffix("s"), wanted.removesuffix("es")]):
        if codes := list(dict.fromkeys(rows.loc[rows["plain"] == word, "code"])):
            return codes
    return []


def region(data: Data, name: object) -> list[str]:
    """The codes of the places of a region of the world, or of a group whose total was published; none for any other name."""
    wanted = clean.plain(str(name))
    if wanted == "not assigned":
        return []
    places, groups = data.places.drop("TOTAL"), data.raw["groups"]
    parts = {clean.plain(called): found for called, found in REGIONS.items()}.get(wanted, [])
    inside = places["subregion"].isin(parts)
    for column in ("region", "subregion"):
        inside |= places[column].map(clean.plain) == wanted
    return list(places.index[inside]) or list(groups.loc[groups["group"].map(clean.plain) == wanted, "code"])


def nearest(data: Data, name: object) -> list[str]:
    """The codes of the places whose names are most like a name that leads nowhere, nearest first; none if none is like it."""
    rows = spellings(data)
    rows = rows[(rows["kind"] != "two-letter code") & (rows["plain"].str.len() > 2)]
    codes = rows.drop_duplicates("spelling").set_index("spelling")["code"]
    near = clean.nearest(re.sub(r"[\W\d_]+", " ", str(name)), codes.index, 8)
    return list(dict.fromkeys(codes[near]))[:3]


def answer(data: Data, name: object) -> str:
    """What to say of a name that is no nationality: that it is a region, or which names are nearest."""
    if codes := region(data, name):
        orders = data.final_orders(data.as_of)
        orders = orders[orders["code"].isin(codes)]
        people = f"{orders['people'].sum():,} people in {len(orders)} nationalities that we found"
        return f"{' '.join(str(name).split())} is a region, not a nationality. Its places have {people}."
    if not isinstance(name, str) or not name.strip():
        return 'Ask for a nationality by its name, such as "India" or "Burma".'
    if clean.plain(name) in HOME:
        return "The United States has no row: the report is about removal from there."
    near = [data.places.loc[code, "name"] for code in nearest(data, name)]
    shown = name.strip()[:60]
    meant = f" Nearest: {text.listing(near)}." if near else ""
    return f'No nationality called "{shown}" is known here.{meant}'
