"""Every figure of the report at both widths: its marks are the numbers of its frame, its words can be read, its colours told apart."""

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text

from helpers.charts import style
from helpers.colours import CONTEXT, COUNT, FALSE, INK, ORDER, PAPER, SECOND, SOFT
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


# Room


def off_the_plot(figure: Figure) -> list[tuple[float, float]]:
    """Places of points, ends of lines and corners of bars that lie outside of the axes they are drawn in."""
    found = []
    for axes in figure.axes:
        room = axes.bbox.padded(2)
        lines = [line.get_xydata() for line in axes.lines if line.get_transform() == axes.transData]
        bars = [patch.get_bbox().get_points() for patch in axes.patches if isinstance(patch, Rectangle)]
        points = [marks.get_offsets() for marks in axes.collections if isinstance(marks, PathCollection)]
        for x, y in itertools.chain.from_iterable(axes.transData.transform(part) for part in lines + bars + points):
            found += [(x, y)] if np.isfinite([x, y]).all() and not room.contains(x, y) else []
    return found


def further(frame: pd.DataFrame, column: str, row: int) -> Iterator[pd.DataFrame]:
    """A frame with a number or day of a column beyond all others: above them in a last row (-1), or below in a first one (0).

    One frame for each thing that the frame counts.
    """
    known = frame.reset_index(drop=True)[column].dropna()
    if isinstance(known.iloc[0], pd.Timestamp):
        value = known.max() + pd.Timedelta(days=3000) if row else known.min() - pd.Timedelta(days=3000)
    else:
        value = known.max() * 3 if row else known.min() / 3
    what = frame.reset_index(drop=True).get("what", pd.Series("", known.index))
    for _, group in known.groupby(what[known.index]):
        yield frame.reset_index(drop=True).assign(**{column: known.where(known.index != group.index[row], value)})


@pytest.mark.parametrize("row", [0, -1], ids=["lower or earlier", "higher or later"])
@pytest.mark.parametrize(
    ("id", "column"),
    [(id, column) for id, (_, columns) in COMPARED.items() for column in columns if column not in ("year", "status")],
)
@pytest.mark.slow
def test_whatever_the_figures_are_they_are_drawn_within_the_plot(figures, id, column, row):
    for frame in further(figures[id].frame, column, row):
        if column == "share" and frame["share"].sum() > 1:
            frame["share"] /= frame["share"].sum()
        figure = style.settled(figures[id].draw(frame, style.WIDE))
        assert off_the_plot(figure) == []
        plt.close(figure)


@pytest.mark.parametrize(
    ("id", "column"),
    [
        ("nationality-share", "growth"),
        ("docket-courts", "new_cases"),
        ("obstacles-interior", "removals"),
        ("since-custody", "supervision"),
    ],
)
@pytest.mark.slow
def test_a_number_that_is_missing_is_not_said_to_be_nan(figures, id, column):
    frame = figures[id].frame.reset_index(drop=True)
    frame.loc[frame[column].dropna().index[3], column] = float("nan")
    figure = style.settled(figures[id].draw(frame, style.WIDE))
    assert not any(re.search(r"\bnan\b", text.get_text()) for text in figure.findobj(Text))
    plt.close(figure)


@pytest.mark.parametrize("precision", ["about", "at least", "at most"])
@pytest.mark.parametrize("id", ["docket-over-time", "docket-in-and-out", "obstacles-fugitives"])
@pytest.mark.slow
def test_a_count_that_is_not_exact_is_named_so_and_hollow(figures, id, precision):
    frame = figures[id].frame.assign(precision=precision, high_precision=precision)
    figure = style.settled(figures[id].draw(frame, style.WIDE))
    words = [text.get_text() for text in figure.findobj(Annotation)]
    numbers = [said for said in words if re.search(r"\d,\d{3}|million", said)]
    assert len(numbers) > 2
    assert all(f"to {precision} " in said for said in numbers if "\nto " in said)
    assert all(said.startswith(precision) for said in numbers)
    bars = {to_hex(bar.get_facecolor()) for axes in figure.axes for group in axes.containers for bar in group}
    assert bars <= {to_hex(PAPER)}
    plt.close(figure)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.slow
def test_each_number_of_a_step_that_is_not_exact_has_its_word_and_room_for_it(figures, width):
    frame = figures["docket-path"].frame.assign(precision="at least")
    figure = style.settled(figures["docket-path"].draw(frame, WIDTHS[width]))
    words = " ".join(" ".join(text.get_text() for text in figure.findobj(Text)).split())
    assert words.count("at least ") == frame["number"].notna().sum()
    assert overlaps(figure) == []
    assert not cut_off(figure)
    plt.close(figure)


@pytest.mark.parametrize("precision", ["about", "at least", "at most"])
@pytest.mark.parametrize(("column", "word"), [("new_cases", "new_precision"), ("completions", "done_precision")])
@pytest.mark.slow
def test_a_bound_of_the_courts_is_a_hollow_mark_and_no_point_of_the_line(figures, column, word, precision):
    frame = figures["docket-courts"].frame.reset_index(drop=True)
    frame.loc[5, word] = precision
    figure = style.settled(figures["docket-courts"].draw(frame, style.WIDE))
    lines = {len(line.get_ydata()): line for line in figure.axes[0].lines if np.isnan(line.get_ydata()).any()}
    assert np.flatnonzero(np.isnan(lines[len(frame)].get_ydata())).tolist() == [5]
    (mark,) = (line for line in figure.axes[0].lines if len(line.get_ydata()) == 1)
    assert mark.get_ydata()[0] == frame.loc[5, column]
    assert to_hex(mark.get_markerfacecolor()) == to_hex(PAPER)
    said = f"{precision} {frame.loc[5, column] / 1e6:.2f} million"
    assert said in [text.get_text() for text in figure.findobj(Annotation)]
    plt.close(figure)


@pytest.mark.slow
def test_a_year_whose_removals_are_not_exact_is_a_hollow_bar(figures):
    frame = figures["obstacles-interior"].frame.reset_index(drop=True)
    frame.loc[8, "removals"] = float("nan")
    frame.loc[frame.index[-1], "precision"] = "at least"
    figure = style.settled(figures["obstacles-interior"].draw(frame, style.WIDE))
    faces = [to_hex(bar.get_facecolor()) for bar in figure.axes[0].patches]
    assert faces == [to_hex(COUNT)] * (len(frame) - 2) + [to_hex(PAPER)]
    assert f"at least {frame['removals'].iloc[-1]:,.0f}" in [text.get_text() for text in figure.findobj(Annotation)]
    plt.close(figure)


# Words


def cut_off(figure: Figure) -> bool:
    """Whether anything reaches over the edge of a settled figure by more than a hundredth of an inch."""
    return figure.bbox_inches.padded(0.01).count_contains(figure.get_tightbbox().get_points()) < 2


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other. Labels of ticks beyond the end of an axis are not drawn."""
    figure.draw_without_rendering()
    said = {text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()}
    for axis in [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]:
        low, high = sorted(axis.get_view_interval())
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            if not axis.axes.axison or not low <= tick.get_loc() <= high:
                said -= {tick.label1, tick.label2}
    boxes = [(text.get_text(), text.get_window_extent().padded(-CLOSE / 2)) for text in said]
    return [(one, other) for (one, a), (other, b) in itertools.combinations(boxes, 2) if a.overlaps(b)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id", COMPARED)
@pytest.mark.slow
def test_words_are_whole_large_enough_and_clear_of_each_other(picture, id, width):
    figure = picture(id, width)
    assert not cut_off(figure)
    assert overlaps(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) >= style.SMALL


@pytest.mark.parametrize("id", COMPARED)
@pytest.mark.slow
def test_title_and_sources_of_the_framed_picture_are_clear_of_the_plot(figures, id):
    asked, figure = figures[id].asked, chapters.picture(figures[id])
    style.frame(figure, asked["title"], asked["subtitle"], "Source: ICE Annual Report FY2024.")
    assert not cut_off(figure)
    assert overlaps(figure) == []
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
    ground = svg.OTHER[PAPER][0] if dark else PAPER
    given = []
    for artist in [artist for axes in figure.axes for artist in (*axes.patches, *axes.lines, *axes.collections)]:
        if not isinstance(artist, Line2D):
            given += [*np.atleast_2d(artist.get_facecolor()), *np.atleast_2d(artist.get_edgecolor())]
        elif artist.get_linestyle() != "None":
            given.append(artist.get_color())
        if isinstance(artist, Line2D) and artist.get_marker() != "None":
            given += [artist.get_markerfacecolor(), artist.get_markeredgecolor()]
    found = set()
    for *colour, alpha in map(to_rgba, given):
        shown = svg.OTHER[to_hex(colour)][0] if dark else colour
        found |= {colours.seen(to_rgba(shown, alpha), ground)} if alpha else set()
    return found - {colours.seen(ground)}


@pytest.mark.parametrize("dark", [False, True], ids=["on paper", "dark"])
@pytest.mark.parametrize("id", COMPARED)
@pytest.mark.slow
def test_two_colours_that_meet_can_be_told_apart_by_all(picture, id, dark):
    pairs = itertools.combinations(sorted(marks(picture(id, "wide"), dark)), 2)
    assert [(to_hex(a), to_hex(b)) for a, b in pairs if colours.least_difference(a, b) < APART] == []


def test_colours_that_are_too_close_are_found():
    """Also: the formula gives a published value."""
    assert colours.least_difference(ORDER, FALSE) < APART < colours.least_difference(COUNT, ORDER)
    assert colours.least_difference("#c00000", "#567a00") < APART  # red and green


READ = [(INK, PAPER), (SOFT, PAPER), (COUNT, PAPER), (ORDER, PAPER), (INK, CONTEXT), (INK, SECOND)]


@pytest.mark.parametrize(("ink", "ground"), READ)
def test_words_can_be_read_on_paper_and_on_every_fill(ink, ground):
    assert colours.contrast(ink, ground) >= 4.5
