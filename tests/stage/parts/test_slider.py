import numpy as np
import pytest

from stage.digits import writer
from stage.layout import Size
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import tick_series
from stage.parts.slider import Slider
from stage.theme import Zone
from tests.stage.small_parts import drawn

ZONE, OTHER = Zone(-6.0, 6.0, -3.0, -2.0), Zone(-1.0, 3.0, 0.0, 1.2)


def slider_of(value=2.0, zone=ZONE, span=(0.5, 5.0), **units):
    made = Slider("slider", value, span=span, symbol="z_4 =", write=writer(".2f"),
                  ticks=tick_series(*span))  # fmt: skip
    return drawn(made, zone, **units)


def middle_of(mobject):
    return (mobject.points.max(axis=0) + mobject.points.min(axis=0)) / 2


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("value", [0.5, 2.0, 5.0])
def test_the_ring_is_on_the_axis_where_the_value_is(zone, value):
    slider = slider_of(value, zone)
    axis = slider.pieces["axis",].x_axis.points
    grip = middle_of(slider.pieces["grip",])
    share = (grip[0] - axis[0, 0]) / (axis[-1, 0] - axis[0, 0])
    assert 0.5 + 4.5 * share == pytest.approx(value, abs=1e-9)
    assert grip[1] == pytest.approx(axis[0, 1])


def test_the_axis_is_as_long_as_a_shared_unit_says_and_in_the_middle():
    slider = slider_of(x=1.5)
    axis = slider.pieces["axis",].x_axis.points[:, 0]
    assert np.ptp(axis) == pytest.approx(4.5 * 1.5)
    assert (axis.min() + axis.max()) / 2 == pytest.approx(0)


@pytest.mark.parametrize("value", np.linspace(0.5, 5.0, 7))
def test_the_value_is_told_below_the_ring_within_the_zone_and_over_no_tick(value):
    slider = slider_of(value)
    symbol, number = slider.pieces["symbol",], slider.pieces["number",]
    assert number.text == f"{value:.2f}"
    assert symbol.get_left()[0] >= ZONE.left - 1e-9
    assert number.get_right()[0] <= ZONE.right + 1e-9
    assert number.get_top()[1] < slider.pieces["grip",].get_bottom()[1]
    for tick in slider.pieces["axis",]._ticks:
        if round(metadata(tick.words).visibility) == 1:
            left, right = tick.words.get_left()[0], tick.words.get_right()[0]
            assert right < symbol.get_left()[0] or left > number.get_right()[0]


def test_the_stalk_reaches_from_the_ring_to_what_is_above():
    slider = slider_of()
    stalk = slider.pieces["stalk",].points
    assert stalk[:, 0] == pytest.approx(np.full(len(stalk), middle_of(slider.pieces["grip",])[0]))
    assert stalk[:, 1].max() == pytest.approx(ZONE.top)


def test_the_ring_carries_its_value_to_be_measured():
    slider = slider_of(2.0)
    grip = slider.pieces["grip",]
    shown = metadata(grip).measured
    origin = grip.points[0, :2] + shown.offset
    assert origin + shown.values * shown.unit == pytest.approx(middle_of(grip)[:2])
    assert shown.values.tolist() == [2.0, 0.0]


def test_it_needs_room_for_two_values_side_by_side():
    slider = slider_of()
    wide = slider.pieces["number",].get_right()[0] - slider.pieces["symbol",].get_left()[0]
    assert slider.least(Size(9, 9)).width == pytest.approx(2 * wide, abs=0.05)
