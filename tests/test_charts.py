"""Every figure of the report at both widths: its marks are the numbers of its frame, its words can be read, its colours told apart."""

import itertools
import re
from collections.abc import Callable, Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from helpers.charts import style
from helpers.export import svg
from tests import chapters, colours
from tests.chapters import Drawn

WIDTHS = {"wide": style.WIDE, "narrow": style.NARROW}
APART = 12  # CIEDE2000: clearly two colours, side by side or not
CLOSE = 3  # pixels by which the boxes of two texts may meet: their letters do not fill them


@pytest.fixture(scope="module")
def figures() -> dict[str, Drawn]:
    with pytest.MonkeyPatch.context() as patch:
        return chapters.figures(patch)


@pytest.fixture(scope="module")
def pictures(figures) -> Iterator[dict[tuple[str, str], Figure]]:
    yield {
        (id, name): chapters.picture(drawn, width) for id, drawn in figures.items() for name, width in WIDTHS.items()
    }
    plt.close("all")


# What is drawn, as numbers


def bars(axes: Axes, part: Callable = lambda bar: bar.get_height()) -> list[float]:
    """Heights of bars, or another part of them, in the order in which they were drawn."""
    return [float(part(bar)) for bar in axes.patches if hasattr(bar, "get_height")]


def lengths(axes: Axes) -> list[float]:
    return bars(axes, lambda bar: bar.get_width())


def line(axes: Axes, number: int) -> list[float]:
    return [float(y) for y in axes.lines[number].get_ydata()]


def xs(drawn: Line2D) -> list[float]:
    return [float(x) for x in drawn.convert_xunits(drawn.get_xdata())]


def days(dates: pd.Series) -> list[float]:
    return [float(day) for day in date2num(dates)]


def rows(frame: pd.DataFrame, what: str, column: str = "people") -> pd.Series:
    return frame.loc[frame["what"] == what, column]


def key_dots(axes, frame):
    return [len(dots.get_offsets()) for dots in axes[0].collections], (frame["people"] / 1000).round()


def docket_path(axes, frame):
    words = " ".join(text.get_text() for text in axes[0].texts)
    said = [float(number.replace(",", "")) for number in re.findall(r"\b\d[\d,]{2,}\d\b", words)]
    return [number for number in said if number in set(frame["number"])], frame["number"].dropna()


def docket_over_time(axes, frame):
    docket, *orders = axes[0].lines
    points = sorted(itertools.chain.from_iterable(zip(xs(mark), mark.get_ydata(), strict=True) for mark in orders))
    told = frame[frame["what"] == "with a final order"]
    return [line(axes[0], 0), xs(docket), points], [
        rows(frame, "docket"), days(rows(frame, "docket", "end")), sorted(zip(days(told["end"]), told["people"], strict=True))
    ]  # fmt: skip


def docket_courts(axes, frame):
    return [line(axes[0], 0), line(axes[0], 1)], [frame["new_cases"], frame["completions"]]


def docket_in_and_out(axes, frame):
    above, below = axes
    removals = frame[frame["what"] == "removals"]
    solid, hollow = below.containers
    tops = [bar.get_y() + bar.get_height() for bar in hollow]
    return [line(above, 0), xs(above.lines[0]), [bar.get_height() for bar in solid], tops], [
        rows(frame, "with a final order"), days(rows(frame, "with a final order", "end")), removals["people"], removals["high"].dropna()
    ]  # fmt: skip


def then_and_now(axes, frame):
    named = frame[frame["june_2018"].isna()]
    return [line(axes[0], n) for n in range(len(named))], named[["july_2015", "people"]].to_numpy().tolist()


def ranked(axes, frame):
    return [lengths(axes[0])], [frame["people"]]


def shares(axes, frame):
    every = frame["name"] == "All nationalities"
    return [lengths(axes[0]), xs(axes[0].lines[0])[:1]], [frame.loc[~every, "share"], frame.loc[every, "share"]]


def circles(axes, frame):
    """Areas in proportion to people, from a thousand on, and a dot for each other nationality."""
    few, *large = axes[0].lines[: 1 + (frame["people"] >= 1000).sum()]
    areas = [mark.get_markersize() ** 2 for mark in large]
    most = frame["people"][frame["people"] >= 1000]
    return [len(few.get_xdata()), [area / sum(areas) for area in areas]], [len(frame) - len(most), most / most.sum()]


def fugitives(axes, frame):
    return [line(axes[0], 0), xs(axes[0].lines[0])], [frame["people"], days(frame["end"])]


def by_government(axes, frame):
    along = lengths(axes[0]) if axes[0].patches[0].get_x() == 0 and len(set(bars(axes[0]))) == 1 else bars(axes[0])
    return [along], [frame["share"]]


def ratios(axes, frame):
    (points,) = (c for c in axes[0].collections if isinstance(c, PathCollection))
    known = frame["ratio"].notna().to_numpy()
    at = points.get_offsets()
    return [at[known, 0], at[:, 1], (at[~known, 0] > frame["ratio"].max()).all()], [frame["ratio"].dropna(), range(len(frame)), True]  # fmt: skip


def interior(axes, frame):
    return [bars(axes[0])], [frame["removals"]]


def most_explained(axes, frame):
    share = [length for length in lengths(axes[0]) if length != 1]
    return [share, lengths(axes[0]).count(1)], [frame["share"].dropna(), len(frame)]


def scenario(axes, frame):
    return [line(panel, -1) for panel in axes], [case["people"] for _, case in frame.groupby("case", sort=False)]


def pace(axes, frame):
    steps = frame[(frame["what"] != "whole year") & frame["per_day"].notna()]
    flat = next(mark for mark in axes[0].lines if len(set(mark.get_ydata())) == 1)
    return [bars(axes[0]), lengths(axes[0]), flat.get_ydata()[0]], [steps["per_day"], (steps["end"] - steps["start"]).dt.days + 1, rows(frame, "whole year", "per_day").iloc[0]]  # fmt: skip


def claims(axes, frame):
    return [lengths(axes[0])], [frame[["claimed", "removals"]].to_numpy().ravel()]


def custody(axes, frame):
    held, leaving, freed = axes
    months = frame[frame["what"] == "average of the month"]
    single = sorted(y for mark in held.lines[3:] for y in mark.get_ydata())
    return [line(held, 0), single, line(leaving, 0), bars(freed)], [
        months["people"], sorted(rows(frame, "on the day")), months["share_removed"], months["supervision"].dropna()
    ]  # fmt: skip


def by_year(axes, frame):
    return [bars(axes[0])], [frame["removals"].fillna(0)]


def miscopied(axes, frame):
    table, printed = (xs(mark) for mark in axes[0].lines[:2])
    return [table, printed], [frame["people"], frame["value"]]


def lists_over_time(axes, frame):
    marks = [mark for mark in axes[0].lines if mark.get_marker() in ("s", "D")]
    years = sorted(frame["year"].unique())
    listed = frame[frame["status"] != "off"]
    form = {"s": "uncooperative", "D": "at risk"}
    return [[form[mark.get_marker()] for mark in marks], [years[int(xs(mark)[0])] for mark in marks]], [listed["status"], listed["year"]]  # fmt: skip


COMPARED = {  # what is drawn, what the frame says, and the columns in which another number must be noticed
    "key-dots": (key_dots, ["people"]),
    "docket-path": (docket_path, ["number"]),
    "docket-over-time": (docket_over_time, ["people", "end"]),
    "docket-courts": (docket_courts, ["new_cases", "completions"]),
    "docket-in-and-out": (docket_in_and_out, ["people", "high"]),
    "nationality-then-and-now": (then_and_now, ["july_2015", "people"]),
    "nationality-ranked": (ranked, ["people"]),
    "nationality-share": (shares, ["share"]),
    "nationality-map": (circles, ["people"]),
    "obstacles-fugitives": (fugitives, ["people", "end"]),
    "obstacles-lists": (by_government, ["share"]),
    "obstacles-ratios": (ratios, ["ratio"]),
    "obstacles-interior": (interior, ["removals"]),
    "obstacles-most": (most_explained, ["share"]),
    "obstacles-scenario": (scenario, ["people"]),
    "since-removals": (pace, ["per_day"]),
    "since-claims": (claims, ["claimed", "removals"]),
    "since-custody": (custody, ["people", "share_removed", "supervision"]),
    "profile-IND-removals": (by_year, ["removals"]),
    "misprints": (miscopied, ["people", "value"]),
    "lists-over-time": (lists_over_time, ["year", "status"]),
}


def same(drawn, told) -> bool:
    """Whether two nested lists of numbers and words are alike, missing numbers included."""
    if isinstance(told, list | tuple | range | np.ndarray | pd.Series):
        drawn, told = list(drawn), list(told)
        return len(drawn) == len(told) and all(itertools.starmap(same, zip(drawn, told, strict=True)))
    return drawn == told if isinstance(told, str) else drawn == pytest.approx(told, nan_ok=True)


def test_every_figure_of_the_report_is_compared(figures):
    assert list(figures) == list(COMPARED)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id", COMPARED)
def test_what_is_drawn_is_what_the_frame_says(figures, pictures, id, width):
    compare, _ = COMPARED[id]
    drawn, told = compare(pictures[id, width].axes, figures[id].frame)
    assert same(drawn, told), f"drawn {drawn}, in the frame {told}"


@pytest.mark.parametrize(
    ("id", "column"), [(id, column) for id, (_, columns) in COMPARED.items() for column in columns]
)
def test_another_number_in_the_frame_would_be_noticed(figures, pictures, id, column):
    compare, _ = COMPARED[id]
    frame = figures[id].frame.reset_index(drop=True)
    if pd.api.types.is_integer_dtype(frame[column]):
        frame[column] = frame[column].astype(float)
    row = frame[column].first_valid_index()
    was = frame.loc[row, column]
    other = {"uncooperative": "at risk", 2024.0: 2020.0}.get(was)
    frame.loc[row, column] = other or (
        was + pd.Timedelta(days=9) if isinstance(was, pd.Timestamp) else was * 1.01 + 1500
    )
    assert not same(*compare(pictures[id, "wide"].axes, frame))


# Words


def words(figure: Figure) -> list[tuple[str, object]]:
    """Each text that is drawn, with its box."""
    return [(text.get_text(), text.get_window_extent()) for text in style.words(figure)]


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    pairs = itertools.combinations(words(figure), 2)
    return [
        (one, other) for (one, a), (other, b) in pairs
        if min(a.x1, b.x1) - max(a.x0, b.x0) > CLOSE and min(a.y1, b.y1) - max(a.y0, b.y0) > CLOSE
    ]  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id", COMPARED)
def test_words_are_whole_large_enough_and_clear_of_each_other(pictures, id, width):
    figure = pictures[id, width]
    assert style.cut_off(figure) == []
    assert overlaps(figure) == []
    small = [
        t.get_text() for t in figure.findobj(Text) if t.get_text().strip() and float(t.get_fontsize()) < style.SMALL
    ]
    assert small == []


def test_words_that_are_cut_off_or_lie_on_others_are_found():
    figure, axes = style.new_figure(style.WIDE, 2)
    axes.set_axis_off()
    figure.text(0.99, 0.5, "far out")
    axes.text(0.5, 0.5, "one")
    axes.text(0.51, 0.52, "other")
    assert style.cut_off(style.settled(figure)) == ["far out"]
    assert overlaps(figure) == [("one", "other")]
    plt.close(figure)


def numbers_of(frame: pd.DataFrame) -> set[str]:
    """Every number of a frame in the forms in which a text may say it."""
    known = [
        float(value) for column in frame for value in frame[column] if isinstance(value, int | float) and value == value
    ]
    forms = ("{:,.0f}", "{:.1f}", "{:.0%}", "{:.1%}", "{:.2f}", "{:.0f}")
    said = {form.format(number) for number in known for form in forms}
    said |= {str(number) for column in frame for number in (len(frame), frame[column].nunique())}
    return said | {f"{number / 1e6:.{digits}f} million" for number in known for digits in (1, 2)}


@pytest.mark.parametrize("id", COMPARED)
def test_the_text_alternative_is_short_and_says_two_numbers(figures, id):
    alt, frame = figures[id].asked["alt"], figures[id].frame
    assert len(alt) <= 250
    said = set(re.findall(r"\d[\d,.]*(?:%| million)?", alt.rstrip(".").replace(". ", " ").replace(", ", " ")))
    assert len(said & numbers_of(frame)) >= 2, f"{alt}: {sorted(said)}"


# Colours


def marks(figure: Figure, dark: bool) -> set[tuple[float, float, float]]:
    """The colours of the marks of a figure, as they look on paper or on a dark page; the ground itself is none."""
    ground = svg.OTHER[style.PAPER][0] if dark else style.PAPER
    found = set()
    for artist in [artist for axes in figure.axes for artist in (*axes.patches, *axes.lines, *axes.collections)]:
        if isinstance(artist, Line2D):
            given = [artist.get_color()] if artist.get_linestyle() not in ("None", "") else []
            given += (
                [artist.get_markerfacecolor(), artist.get_markeredgecolor()]
                if artist.get_marker() not in ("None", "")
                else []
            )
        elif isinstance(artist, Collection):
            given = [*artist.get_facecolor(), *artist.get_edgecolor()]
        else:
            assert isinstance(artist, Patch)
            given = [artist.get_facecolor(), artist.get_edgecolor()]
        for red, green, blue, alpha in map(to_rgba, given):
            shown = svg.OTHER[to_hex((red, green, blue))][0] if dark else (red, green, blue)
            found |= {colours.seen(to_rgba(shown, alpha), ground)} if alpha else set()
    return found - {colours.seen(ground)}


@pytest.mark.parametrize("dark", [False, True], ids=["on paper", "dark"])
@pytest.mark.parametrize("id", COMPARED)
def test_two_colours_that_meet_can_be_told_apart_by_all(pictures, id, dark):
    pairs = itertools.combinations(sorted(marks(pictures[id, "wide"], dark)), 2)
    close = [
        (to_hex(one), to_hex(other), colours.least_difference(one, other))
        for one, other in pairs
        if colours.least_difference(one, other) < APART
    ]
    assert close == []


def test_colours_that_are_too_close_are_found():
    """Also: the formulas give the published values."""
    assert colours.difference(np.array([50, 2.5, 0]), np.array([73, 25, -18])) == pytest.approx(27.1492, abs=1e-4)
    assert (
        colours.least_difference(style.ORDER, style.FALSE) < APART < colours.least_difference(style.COUNT, style.ORDER)
    )
    red, green = "#c00000", "#567a00"
    assert colours.least_difference(red, green) < APART


@pytest.mark.parametrize("ink", [style.INK, style.SOFT, style.COUNT, style.ORDER])
def test_words_in_every_colour_of_text_can_be_read_on_paper(ink):
    assert colours.contrast(ink, style.PAPER) >= 4.5


@pytest.mark.parametrize(("ink", "fill"), [(style.PAPER, style.COUNT), (style.PAPER, style.ORDER), (style.INK, style.CONTEXT), (style.INK, style.SECOND)])  # fmt: skip
def test_words_can_be_read_on_every_fill(ink, fill):
    assert colours.contrast(ink, fill) >= 4.5


def test_the_layout_is_the_same_in_every_run(figures):
    """The solver of the layout gives numbers that differ in their last bits from run to run."""
    place = chapters.picture(figures["nationality-ranked"]).axes[0].get_position(original=True).bounds
    assert place == tuple(round(number, 5) for number in place)
