"""Tables of chapter 3: the obstacles on one page, and the rules behind them."""

import pandas as pd

from helpers import cards, clean, cooperation, tables, words
from helpers.figures import Data
from helpers.tables import Cell, Table


def nearest_figure(data: Data, as_of: str, obstacle: pd.Series) -> tuple[str, str]:
    """The nearest published figure for an obstacle in words, and the key of its source ("none published" and "" where there is none).

    obstacle: a row of `data/obstacles.csv`. Its measure "stock" means final orders by ICE's list.
    """
    if not obstacle["measure"]:
        return "none published", ""
    if obstacle["measure"] == "stock":
        row = cooperation.stock(data, as_of).set_index("status").loc[obstacle["category"]]
        return f"{words.count(row['persons'])} ({words.percent(row['share'])} of the stock)", cooperation.LIST_SOURCE
    row = data.row(obstacle["measure"], obstacle["date"], obstacle["category"])
    if clean.figure(row["printed"]).value is None:
        return "none published", row["source"]
    unit = "%" if row["unit"] == "percent" else f" {row['unit']}"
    return f"{row['printed']}{unit}, {row['date'].replace('/', ' to ')}", row["source"]


def summary(data: Data, as_of: str) -> Table:
    """The obstacles on one page: what each stops, for how long, who decides, and the nearest published figure with its source."""
    law = data.raw["law"].set_index("id")
    rows: list[list[str | Cell]] = []
    sources = []
    for _, obstacle in data.raw["obstacles"].iterrows():
        rule = law.loc[obstacle["law"]]
        figure, source = nearest_figure(data, as_of, obstacle)
        sources += [source] if source else []
        kind = data.sources["kind"][source] if source else "–"
        rows.append(
            [
                obstacle["obstacle"],
                obstacle["family"],
                Cell(rule["citation"], cards.href(rule["source"])),
                rule["stops"],
                rule["how_long"],
                rule["who_decides"],
                f"{figure}: {obstacle['counts']}",
                Cell(kind, cards.href(source)) if source else "–",
            ]
        )
    return Table(
        id="obstacles-summary",
        caption="Obstacles between a final order and a removal, as of late 2024",
        columns=[
            "Obstacle",
            "Family",
            "Rule",
            "What it stops",
            "For how long",
            "Who decides",
            "Nearest published figure",
            "Kind of source",
        ],
        rows=rows,
        sources=list(dict.fromkeys(sources)),
        note="No source splits the stock by reason. The figures overlap and must not be added.",
        widths=[1.5, 0.9, 1.5, 1.3, 1.1, 1.1, 1.9, 1],
    )


def rules(data: Data, family: str) -> Table:
    """The rules of one family, with citation, the time it is stated for, source and note."""
    law = data.raw["law"].query("family == @family")
    law = law.assign(card=law["source"].map(cards.link), remark=law["note"].map(cards.remark))
    return tables.of(
        law,
        f"obstacles-rules-{family.replace(' ', '-')}",
        f"Rules: {family}",
        {
            "Rule": "rule",
            "What it says": "statement",
            "Citation": "citation",
            "Stated for": "as_of",
            "Read in": "card",
            "Note": "remark",
        },
        list(dict.fromkeys(law["source"])),
        widths=[1.2, 2.8, 1.3, 0.7, 1.1, 1.8],
    )
