"""Tables of final orders by nationality at one date, and what changed between two dates."""

import pandas as pd

from helpers import cards, cooperation, measure, tables, words
from helpers.figures import Data
from helpers.tables import Cell, Table

LATIN = ("Caribbean", "Central America", "South America")


def by_region(orders: pd.DataFrame, total: int, parts: bool) -> pd.DataFrame:
    """Persons by UN M49 region, largest first, each followed by its sub-regions if `parts` and it has several.

    orders: rows with region, subregion, persons. Returns label, rows, persons, share of `total`, part (True: sub-region).
    """
    lines = []
    regions = orders.groupby("region")["persons"].agg(["sum", "count"]).sort_values("sum", ascending=False)
    for region, (persons, rows) in regions.iterrows():
        lines.append((region, rows, persons, False))
        inside = orders[orders["region"] == region].groupby("subregion")["persons"].agg(["sum", "count"])
        if parts and len(inside) > 1:
            inside = inside.sort_values("sum", ascending=False)
            lines += [(part, count, people, True) for part, (people, count) in inside.iterrows()]
    frame = pd.DataFrame(lines, columns=["label", "rows", "persons", "part"])
    return frame.assign(share=frame["persons"] / total)


def latin_america(orders: pd.DataFrame) -> pd.Series:
    """Which rows are of Latin America and the Caribbean: the Americas of UN M49 without Northern America."""
    return (orders["region"] == "Americas") & orders["subregion"].isin(LATIN)


def readings(orders: pd.DataFrame, total: int) -> pd.DataFrame:
    """Headline shares under other readings: reading, base (people counted), four, ten and latin (fractions).

    orders: rows with persons, kind, evidence, region and subregion, largest first.
    """
    itemised = orders
    states = orders[orders["kind"].isin(["state", "territory"])]
    firm = orders[orders["evidence"] != "one outlet"]
    cases = [
        ("all people in the printed total (used in this report)", itemised, total),
        ("only people in itemised rows", itemised, itemised["persons"].sum()),
        ("without former states and citizenship unknown", states, states["persons"].sum()),
        ("without rows found in one outlet only", firm, firm["persons"].sum()),
    ]
    return pd.DataFrame(
        [
            {
                "reading": name,
                "base": int(base),
                "four": rows["persons"].iloc[:4].sum() / base,
                "ten": rows["persons"].iloc[:10].sum() / base,
                "latin": rows.loc[latin_america(rows), "persons"].sum() / base,
            }
            for name, rows, base in cases
        ]
    )


def with_everything(data: Data, as_of: str, fiscal_year: str = "FY2024") -> pd.DataFrame:
    """Final orders by nationality with rank, share, removals in a fiscal year, orders per removal and cooperation status.

    Returns the rows of `data.final_orders`, largest first, with rank, share (of the printed total), removals (0 where
    ICE's table has a row with none, missing where it has no row), ratio (orders over removals; inf for none) and status.
    """
    orders = data.final_orders(as_of)
    removals = orders["code"].map(data.removals(fiscal_year))
    ratio = [
        measure.ratio(p, r) if pd.notna(r) else float("nan") for p, r in zip(orders["persons"], removals, strict=True)
    ]
    return orders.assign(
        rank=measure.rank(orders["persons"]),
        share=orders["persons"] / data.total(as_of),
        removals=removals,
        ratio=ratio,
        status=orders["code"].map(cooperation.status(data, as_of)).fillna("neither"),
    )


def full_table(data: Data, as_of: str) -> Table:
    """The table of all nationalities, with a last row for the people not itemised, so that it adds to the total."""
    rows = with_everything(data, as_of)
    total = data.total(as_of)
    rest = total - int(rows["persons"].sum())
    main = data.table_source(as_of)
    ice = cards.link(main)
    missing = words.percent(rest / total, 2)
    absent = data.places.index.difference([*rows["code"], "TOTAL"])
    lines = [
        *(_line(row) for _, row in rows.iterrows()),
        ["not itemised in the sources read", "–", words.count(rest), missing, "–", "–", "–", ice],
        ["Total", "–", words.count(total), words.percent(1, 2), "document", "–", "–", ice],
    ]
    return Table(
        id="nationality-all",
        caption=f"Final orders on the non-detained docket by country of citizenship, {words.day(pd.Timestamp(as_of))}",
        columns=[
            "Nationality",
            "Rank",
            "Persons",
            "Share",
            "How sure",
            "ICE's list, November 2024",
            "Removed FY2024",
            "Source",
        ],
        rows=lines,
        sources=[main, "ice-annual-report-fy2024", cooperation.LIST_SOURCE],
        numeric={"Rank", "Persons", "Share", "Removed FY2024"},
        note="A dash under Removed means that ICE's table of removals has no row of that name; under ICE's list, that the country is on neither list.",
        row_ids=[*rows["code"], "NOT-ITEMISED", "ALL"],
        searchable=True,
        row_find=[*(", ".join(_names(data, code)) for code in rows["code"]), "", ""],
        unlisted=[name for code in absent for name in _names(data, code)],
        not_found=_without_row(rest),
        widths=[2.2, 0.6, 0.9, 0.8, 1.1, 1.2, 1, 2.2],
    )


def _names(data: Data, code: str) -> list[str]:
    """What a reader may look for to find a nationality: its code and every spelling of its name."""
    return [code, *data.codes.index[data.codes == code]]


def _without_row(rest: int) -> str:
    """What it means that a nationality has no row, if there are people without one."""
    said = "That does not mean zero: people of a nationality without a row may be among the"
    return f"{said} {words.count(rest)} not itemised in the sources read." if rest else ""


def _line(row: pd.Series) -> list[str | Cell]:
    """The row of a nationality in the table of all."""
    return [
        row["name"],
        words.count(row["rank"]),
        words.count(row["persons"]),
        words.percent(row["share"], 2),
        row["evidence"],
        "–" if row["status"] == "neither" else row["status"],
        "–" if pd.isna(row["removals"]) else words.count(row["removals"]),
        cards.link(row["source"]),
    ]


def changes(data: Data, before: str, after: str) -> pd.DataFrame:
    """Change by nationality between two snapshots: name, before, after, change and growth (over before, a fraction).

    A row absent at a date counts as missing, not as zero.
    """
    first, second = (data.final_orders(date).set_index("code") for date in (before, after))
    both = pd.DataFrame({"before": first["persons"], "after": second["persons"]})
    names = data.places["name"].reindex(both.index)
    both = both.assign(name=names, change=both["after"] - both["before"], growth=both["after"] / both["before"] - 1)
    return both.sort_values("change", ascending=False)


def change_table(data: Data, before: str, after: str) -> Table:
    """The table of changes between two snapshots, the total first."""
    totals = pd.DataFrame({"name": ["Total"], "before": [data.total(before)], "after": [data.total(after)]})
    totals = totals.assign(change=totals["after"] - totals["before"], growth=totals["after"] / totals["before"] - 1)
    sources = list(dict.fromkeys(data.table_source(date) for date in (before, after)))
    return tables.of(
        pd.concat([totals, changes(data, before, after)]),
        "nationality-change",
        f"Change by nationality from {words.day(pd.Timestamp(before))} to {words.day(pd.Timestamp(after))}",
        {
            "Nationality": "name",
            before: ("before", words.count),
            after: ("after", words.count),
            "Change": ("change", words.change),
            "In percent": ("growth", words.relative),
        },
        sources,
        note="A dash stands where a nationality has no row at a date.",
    )
