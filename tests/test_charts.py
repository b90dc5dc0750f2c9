"""Every figure of the report at both widths: its marks are the numbers of its frame, its words can be read, its colours told apart."""

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from helpers.charts import style
from helpers.export import svg
from tests import chapters, colours
from tests.chapters import Drawn
from tests.drawn import COMPARED

WIDTHS = {"wide": style.WIDE, "narrow": style.NARROW}
APART = 12  # CIEDE2000: clearly two colours, side by side or not
CLOSE = 3  # pixels by which the boxes of two texts may meet: their letters do not fill them


@pytest.fixture(scope="module")
def figures() -> dict[str, Drawn]:
    with pytest.MonkeyPatch.context() as patch:
        return chapters.figures(patch)


@pytest.fixture(scope="module")
def picture(figures) -> Iterator[Callable[[str, str], Figure]]:
    """Gives a figure as it is drawn at one of the widths, once."""
    yield cache(lambda id, width: chapters.picture(figures[id], WIDTHS[width]))
    plt.close("all")


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
@pytest.mark.slow
def test_what_is_drawn_is_what_the_frame_says(figures, picture, id, width):
    compare, _ = COMPARED[id]
    drawn, told = compare(picture(id, width).axes, figures[id].frame)
    assert same(drawn, told), f"drawn {drawn}, in the frame {told}"


@pytest.mark.parametrize(
    ("id", "column"), [(id, column) for id, (_, columns) in COMPARED.items() for column in columns]
)
@pytest.mark.slow
def test_another_number_in_the_frame_would_be_noticed(figures, picture, id, column):
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
    assert not same(*compare(picture(id, "wide").axes, frame))


# Words


def words(figure: Figure) -> list[tuple[str, Bbox]]:
    """The texts that a settled figure shows, with their boxes. Left out: labels of ticks beyond the end of an axis."""
    figure.draw_without_rendering()
    hidden = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
            beyond = [tick for tick in ticks if not axes.axison or not low <= tick.get_loc() <= high]
            hidden |= {label for tick in beyond for label in (tick.label1, tick.label2)}
    drawn = [
        text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and text not in hidden
    ]
    return [(text.get_text(), text.get_window_extent()) for text in drawn]


def cut_off(figure: Figure) -> list[str]:
    """Words that reach over the edge of a settled figure."""
    width, height = figure.canvas.get_width_height()
    return [
        said for said, box in words(figure) if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    pairs = itertools.combinations(words(figure), 2)
    return [
        (one, other) for (one, a), (other, b) in pairs
        if min(a.x1, b.x1) - max(a.x0, b.x0) > CLOSE and min(a.y1, b.y1) - max(a.y0, b.y0) > CLOSE
    ]  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id", COMPARED)
@pytest.mark.slow
def test_words_are_whole_large_enough_and_clear_of_each_other(picture, id, width):
    figure = picture(id, width)
    assert cut_off(figure) == []
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
    assert cut_off(style.settled(figure)) == ["far out"]
    assert overlaps(figure) == [("one", "other")]
    plt.close(figure)


def numbers_of(frame: pd.DataFrame) -> set[str]:
    """Every number of a frame in the forms in which a text may say it."""
    known = [
        float(value) for column in frame for value in frame[column] if isinstance(value, int | float) and value == value
    ]
    forms = ("{:,.0f}", "{:.1f}", "{:.0%}", "{:.1%}", "{:.2f}", "{:.0f}")
    said = {form.format(number) for number in known for form in forms}
    said |= {str(number) for column in frame for number in (len(frame), frame[column].astype(str).nunique())}
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
@pytest.mark.slow
def test_two_colours_that_meet_can_be_told_apart_by_all(picture, id, dark):
    pairs = itertools.combinations(sorted(marks(picture(id, "wide"), dark)), 2)
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


@pytest.mark.slow
def test_the_layout_is_the_same_in_every_run(figures):
    """The solver of the layout gives numbers that differ in their last bits from run to run."""
    place = chapters.picture(figures["nationality-ranked"]).axes[0].get_position(original=True).bounds
    assert place == tuple(round(number, 5) for number in place)
