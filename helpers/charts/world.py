"""A world map in the Equal Earth projection: equal areas, so that no country looks larger than it is."""

import json
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers import words
from helpers.charts.style import INK, PAPER, RULE, SOFT, Chart, begin, finish
from helpers.paths import DATA

CLASSES = [1, 100, 1_000, 10_000, 100_000]
COLOURS = ["#dfeaf3", "#abcbe2", "#6aa3cb", "#2a73a8", "#0a3f68"]
NO_ROW = "#f3f1ec"
# Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018), the polynomial of y.
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


def equal_earth(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees to plane coordinates of the Equal Earth projection (Šavrič, Patterson and Jenny 2018).

    >>> x, y = equal_earth(np.array([0.0]), np.array([0.0]))
    >>> float(x[0]), float(y[0])
    (0.0, 0.0)
    """
    a1, a2, a3, a4 = EQUAL_EARTH
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * np.sqrt(3) * np.radians(longitude) * np.cos(theta) / (3 * slope)
    y = theta * (a4 * theta**8 + a3 * theta**6 + a2 * theta**2 + a1)
    return x, y


@cache
def outlines() -> dict[str, list[np.ndarray]]:
    """Outer rings of each country of `data/world.geojson`, projected, by code."""
    world = json.loads((DATA / "world.geojson").read_text(encoding="utf-8"))
    rings: dict[str, list[np.ndarray]] = {}
    for feature in world["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            longitude, latitude = np.array(polygon[0]).T
            rings.setdefault(feature["properties"]["code"], []).append(
                np.column_stack(equal_earth(longitude, latitude))
            )
    return rings


def map_of(frame: pd.DataFrame, labelled: int, title: str, subtitle: str, source: str) -> Chart:
    """Persons by country of citizenship, in classes; places too small to draw are circles of the same colours.

    frame: rows with code, name, persons, longitude, latitude (missing for rows with no place on a map), largest first.
    """
    figure, axes = begin(3.9)
    shade = dict(zip(frame["code"], np.digitize(frame["persons"], CLASSES) - 1, strict=True))
    for code, rings in outlines().items():
        colour = COLOURS[shade[code]] if code in shade else NO_ROW
        axes.add_collection(PolyCollection(rings, facecolors=colour, edgecolors="white", linewidths=0.35))
    small = frame[~frame["code"].isin(outlines()) & frame["longitude"].notna()]
    x, y = equal_earth(small["longitude"].to_numpy(float), small["latitude"].to_numpy(float))
    axes.scatter(
        x, y, s=16, c=[COLOURS[shade[code]] for code in small["code"]], edgecolors=INK, linewidths=0.5, zorder=3
    )
    _label(axes, frame.head(labelled))
    axes.set_aspect("equal")
    axes.set_xlim(-2.72, 2.72)
    axes.set_ylim(-0.98, 1.3)
    axes.set_axis_off()
    labels = [f"{words.count(low)} to {words.count(high - 1)}" for low, high in pairwise(CLASSES)]
    labels.append(f"{words.count(CLASSES[-1])} and more")
    key: list = [Patch(facecolor=colour, label=label) for colour, label in zip(COLOURS, labels, strict=True)]
    key.append(Patch(facecolor=NO_ROW, edgecolor=RULE, label="no row in the table"))
    key.append(
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            markersize=4,
            color="white",
            markeredgecolor=INK,
            label="place too small to draw",
        )
    )
    axes.legend(
        handles=key, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=4, frameon=False, fontsize=9.5, handlelength=1.2
    )
    counts = pd.Series(shade).value_counts()
    alt = (
        f"World map. {title}. Classes: "
        + "; ".join(f"{label} people, {words.count(counts.get(n, 0))} rows" for n, label in enumerate(labels))
        + "."
    )
    return finish(figure, title, subtitle, source, alt)


def _label(axes: Axes, rows: pd.DataFrame) -> None:
    """Name and figure of some places: those of the Americas in a column in the ocean beside them, others in place."""
    x, y = equal_earth(rows["longitude"].to_numpy(float), rows["latitude"].to_numpy(float))
    placed = rows.assign(x=x, y=y, text=rows["name"] + " " + rows["persons"].map(words.count)).sort_values("y")
    pacific = (placed["longitude"] < -82) | ((placed["longitude"] < -70) & (placed["latitude"] < 6))
    atlantic = ~pacific & placed["longitude"].between(-82, -60)
    for side, edge, lowest, align in ((pacific, -1.75, -0.05, "right"), (atlantic, -0.81, 0.5, "left")):
        heights = lowest + 0.15 * np.arange(side.sum())
        for (_, row), height in zip(placed[side].iterrows(), heights, strict=True):
            anchor = (1.0, 0.5) if align == "right" else (0.0, 0.5)
            line = {"arrowstyle": "-", "color": SOFT, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 0, "relpos": anchor}
            axes.annotate(
                row["text"], (row["x"], row["y"]), xytext=(edge, height), ha=align, va="center", size=9, arrowprops=line
            )
    behind = {"boxstyle": "square,pad=0.1", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.85}
    for _, row in placed[~pacific & ~atlantic].iterrows():
        text = row["text"].replace(" ", "\n", 1)
        axes.text(row["x"], row["y"], text, ha="center", va="center", size=9, bbox=behind)
