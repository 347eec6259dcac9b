"""Axes: ticks are where their values are, in every view, and none crowds another."""

import numpy as np
import pytest

from stage.mobjects.metadata import metadata
from stage.parts.axes import Axes
from stage.theme import Zone

INNER = Zone(-5.0, 5.0, -2.0, 2.5)


def shown(axes):
    """Numbers of the upright axis that are seen whole, by their value."""
    return sorted(
        (t.value for t in axes._ticks if t.axis == "y" and metadata(t.words).visibility == 1),
        reverse=True,
    )


def test_ticks_are_where_their_values_are():
    axes = Axes(x=[(0.0, 0.5)], y=[(0.0, 1.0, 3.0)])
    for inner, y in ((INNER, (0.0, 4.0)), (Zone(0.0, 2.0, 0.0, 8.0), (-2.0, 4.0))):
        axes.view(inner, (0.0, 1.0), y)
        for tick in axes._ticks:
            place = (tick.value, y[0]) if tick.axis == "x" else (0.0, tick.value)
            assert tick.mark.points[0] == pytest.approx(axes.at(*place), abs=1e-9)
        rows = np.array([(0.5, 1.0), (0.25, -0.5)])
        assert np.array_equal(axes.all_at(rows), [axes.at(*row) for row in rows])
        assert axes.all_at(rows[:0]).shape == (0, 3)


def test_axis_in_a_zone_that_is_upside_down_goes_down_and_shows_its_ticks():
    axes = Axes(x=[(0.0, 1.0)], y=[(0.0, 1.0, 2.0, 4.0)])
    axes.view(Zone(-5.0, 5.0, 2.0, -2.0), (0.0, 1.0), (0.0, 4.0))
    assert shown(axes) == [4.0, 2.0, 1.0, 0.0]
    assert axes.at(0.0, 4.0) == pytest.approx([-5.0, -2.0, 0.0])
    assert axes.x_axis.points[:, 1] == pytest.approx(2.0)
    axes.view(Zone(-5.0, 5.0, 2.0, -2.0), (0.0, 1.0), (0.5, 2.5))
    assert shown(axes) == [2.0, 1.0]


def test_line_at_0_is_drawn_only_where_the_level_axis_is_elsewhere():
    axes = Axes()
    axes.view(INNER, (0.0, 1.0), (0.0, 4.0))
    assert metadata(axes.zero).visibility == 0
    axes.view(INNER, (0.0, 1.0), (-3.0, 1.0))
    assert metadata(axes.zero).visibility == 1
    assert axes.zero.points[:, 1] == pytest.approx(axes.at(0.0, 0.0)[1])
    assert axes.x_axis.points[:, 1] == pytest.approx(INNER.bottom)


def test_number_below_which_something_stands_is_gone():
    axes = Axes(x=[(0.0, 0.5, 1.0)])
    axes.view(INNER, (0.0, 1.0), (0.0, 1.0), taken=(-0.4, 0.4))  # 0.5 is in the middle
    assert [metadata(tick.words).visibility for tick in axes._ticks] == [1, 0, 1]
    axes.view(INNER, (0.0, 1.0), (0.0, 1.0))
    assert [metadata(tick.words).visibility for tick in axes._ticks] == [1, 1, 1]


def downward(*steps):
    """Series from 0 down, each with every fifth or second tick of the one before."""
    return [tuple(-step * k for k in range(12)) for step in steps]


def test_zoom_shows_every_range_with_a_few_numbers():
    axes = Axes(y=downward(1.0, 5.0, 10.0, 50.0))
    axes.tune([(4.0, (-6.6, 0.8)), (4.0, (-115.0, 13.8))])
    for low in -np.geomspace(6.6, 115.0, 60):
        axes.view(INNER, (0.0, 1.0), (low, -0.12 * low))
        seen = shown(axes)
        assert 2 <= len(seen) <= 10
        assert np.abs(np.diff(seen)).min() * axes.unit[1] > 0.35  # higher than a number
    axes.view(INNER, (0.0, 1.0), (-6.6, 0.8))
    assert shown(axes) == [0, -1, -2, -3, -4, -5, -6]
    axes.view(INNER, (0.0, 1.0), (-115.0, 13.8))
    assert shown(axes) == [0, -50, -100]


def test_0_is_written_0_beside_powers_of_ten():
    axes = Axes(y=downward(1.0, 5.0, 1e99, 5e99))
    assert {t.words.words for t in axes._ticks if t.value == 0} == {"0"}
