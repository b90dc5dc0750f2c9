"""Charts tested as charts: bars equal the table, words stay inside the picture, colours can be told apart."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.patches import Rectangle

from helpers import misprints, snapshots
from helpers.charts import capacity, docket, forms, nationality, style, world


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def bars(axes: Axes) -> list[Rectangle]:
    """The bars of a chart, in the order in which they are drawn."""
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def ranked(data):
    rows = data.final_orders("2024-11-24")
    rest = int(rows["persons"].iloc[12:].sum())
    return rows, nationality.ranked(rows, rest, 6_785, 12, "A message", "Persons", "Source: test.")


def test_bar_lengths_equal_the_figures_and_start_at_zero(data):
    rows, chart = ranked(data)
    axes = chart.figure.axes[0]
    widths = [bar.get_width() for bar in bars(axes)]
    assert widths[:12] == rows["persons"].head(12).tolist()
    assert all(bar.get_x() == 0 for bar in bars(axes))
    assert axes.get_xlim()[0] == 0


def test_bars_are_ranked_with_the_largest_on_top(data):
    rows, chart = ranked(data)
    labels = [label.get_text() for label in chart.figure.axes[0].get_yticklabels()]
    assert labels[:12] == rows["name"].head(12).tolist()
    assert chart.figure.axes[0].yaxis_inverted()


def test_words_stay_inside_the_picture(data):
    rows, chart = ranked(data)
    assert style.words_outside(chart.figure) == []
    placed = world.map_of(rows, 10, "A message " * 12, "Persons", "Source: test.")
    assert style.words_outside(placed.figure) == []


def test_the_layout_is_the_same_in_every_run(data):
    """The solver of the layout gives numbers that differ in their last bits from run to run."""
    _, chart = ranked(data)
    style.words_outside(chart.figure)
    place = chart.figure.axes[0].get_position(original=True).bounds
    assert place == tuple(round(number, 5) for number in place)


def test_the_check_for_words_outside_finds_one():
    figure, _ = style.begin(2)
    figure.text(0.99, 0.5, "far out")
    assert style.words_outside(figure) == ["far out"]


def test_no_text_is_smaller_than_nine_points(data):
    _, chart = ranked(data)
    sizes = [float(text.get_fontsize()) for text in chart.figure.findobj(plt.Text) if text.get_text().strip()]
    assert min(sizes) >= 9


@pytest.mark.parametrize("colour", [style.INK, style.SOFT, style.ACCENT, style.SECOND, style.THIRD])
def test_words_in_every_text_colour_can_be_read_on_paper(colour):
    assert contrast(colour, style.PAPER) >= 4.5


@pytest.mark.parametrize("fill", [style.PALE, style.GREY])
def test_ink_can_be_read_on_every_pale_fill(fill):
    assert contrast(style.INK, fill) >= 4.5


@pytest.mark.parametrize("fill", sorted(forms.DARK))
def test_white_can_be_read_on_every_dark_fill(fill):
    assert contrast(style.PAPER, fill) >= 4.5


def test_a_gap_in_the_record_is_a_gap_in_the_line(data):
    orders = data.series("non_detained_with_final_order")
    runs = docket.pieces(orders)
    assert len(runs) > 1
    assert all((run["end"].diff().dropna() <= docket.LONGEST_GAP).all() for run in runs)
    assert sum(len(run) for run in runs) == len(orders)


def test_parts_of_a_divided_bar_add_to_one():
    _, axes = style.begin(2)
    forms.divided_bar(axes, 0, [5, 3, 2], [style.ACCENT, style.PALE, style.GREY], ["a", "b", "c"])
    assert sum(bar.get_width() for bar in bars(axes)) == pytest.approx(1)


def test_a_rounded_figure_is_drawn_hollow():
    frame = pd.DataFrame({"label": ["a", "b"], "value": [2, 3], "exact": [True, False]})
    exact, rounded = bars(capacity.columns(frame, "t", "s", "x").figure.axes[0])
    assert to_rgba(exact.get_facecolor())[3] == 1
    assert to_rgba(rounded.get_facecolor())[3] == 0


def test_the_alternative_text_says_the_message_and_the_figures(data):
    rows, chart = ranked(data)
    assert chart.title in chart.alt
    assert f"{rows['persons'].iloc[0]:,}" in chart.alt


def test_every_place_of_a_row_is_on_the_map_or_has_none(data):
    rows = data.final_orders("2024-11-24")
    missing = rows[~rows["code"].isin(world.outlines()) & rows["longitude"].isna()]
    assert set(missing["code"]) <= {"UNKNOWN", "SUHH", "YUCS", "CSHH", "STATELESS"}


def test_the_projection_keeps_areas_equal():
    import numpy as np

    def area(latitude: float) -> float:
        x, y = world.equal_earth(np.array([0, 1, 0.0]), np.array([latitude, latitude, latitude + 1]))
        return abs((x[1] - x[0]) * (y[2] - y[0]))

    for latitude in (0, 30, 60):
        true = np.cos(np.radians(latitude + 0.5))
        assert area(latitude + 0.0) / area(0) == pytest.approx(true / np.cos(np.radians(0.5)), rel=0.03)


def test_regions_add_to_all_itemised_rows(data):
    rows = data.final_orders("2024-11-24")
    regions = snapshots.by_region(rows, data.total("2024-11-24"), parts=True)
    assert regions.loc[~regions["part"], "persons"].sum() == rows["persons"].sum()


def test_the_text_of_the_misprints_names_each_figure_once(data):
    frame = misprints.cells(data).query("name in ['Pakistan', 'Jamaica']").assign(label="", text="")
    chart = nationality.printed_against(frame, "A message", "Persons", "Source: test.")
    assert "Pakistan, 776 printed for 7,760" in chart.alt
    assert "Jamaica, over 1,100 printed for 5,120" in chart.alt
