import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.mobjects.plot import Plot, Rectangle, arrow, nice_ticks
from scenes.mobjects.text import Words
from scenes.theme import Zone

ZONE = Zone(-5.0, 3.0, -2.0, 2.5)


def test_values_come_back_from_their_points():
    plot = Plot(ZONE, x=(-1, 3), y=(0, 50), x_ticks=(0, 1), y_ticks=(0, 25, 50))
    for x, y in ((-1, 0), (0, 0), (3, 50), (0.25, 12.5)):
        assert plot.value_at(plot.at(x, y)) == pytest.approx((x, y), abs=1e-9)


def test_values_stay_with_a_plot_that_is_moved():
    plot = Plot(ZONE, x=(0, 1), y=(0, 2))
    before = plot.at(0.3, 1.7)
    plot.shift([1.5, -0.25, 0])
    assert plot.at(0.3, 1.7) - before == pytest.approx([1.5, -0.25, 0], abs=1e-12)


def test_ticks_are_where_their_values_are():
    plot = Plot(ZONE, x=(0, 1), y=(0, 4), x_ticks=(0, 0.5), y_ticks=(1, 3))
    marks = [part for part in plot.ticks if len(part.points) == 4]
    starts = [mark.points[0] for mark in marks]
    expected = [plot.at(0, 0), plot.at(0.5, 0), plot.at(0, 1), plot.at(0, 3)]
    assert np.allclose(starts, expected, rtol=0, atol=1e-9)


def test_everything_stays_within_its_zone():
    plot = Plot(ZONE, x=(0, 1), y=(0, 4), x_ticks=(0.5,), y_ticks=(0, 1, 3))
    assert plot.get_left()[0] >= ZONE.left - 1e-9
    assert plot.get_bottom()[1] >= ZONE.bottom - 0.01  # round digits reach below the baseline
    assert plot.get_right()[0] <= ZONE.right + 1e-9
    assert plot.get_top()[1] <= ZONE.top + 0.15  # half a tick's number above the axis


@given(
    low=st.floats(-1e6, 1e6, allow_nan=False),
    width=st.floats(1e-3, 1e6),
    most=st.integers(2, 10),
)
def test_ticks_are_few_evenly_spaced_and_within_the_range(low, width, most):
    high = low + width
    ticks = nice_ticks(low, high, most)
    assert len(ticks) <= most
    slack = 1e-6 * width
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    if len(ticks) > 2:
        even = np.full(len(ticks) - 1, ticks[1] - ticks[0])
        assert np.diff(ticks) == pytest.approx(even, abs=1e-9 * (abs(low) + width))


def test_ticks_of_no_range_are_refused():
    with pytest.raises(ValueError, match="high must be above low"):
        nice_ticks(1.0, 1.0)


def test_a_rectangle_comes_back_from_nothing():
    rectangle = Rectangle().set_sides(0, 0, 2, 0)
    rectangle.set_sides(0, 0, 0, 0)
    rectangle.set_sides(-1, 0.5, 2, 3)
    assert rectangle.get_corner([-1, -1, 0]) == pytest.approx([-1, 0.5, 0], abs=1e-12)
    assert rectangle.get_corner([1, 1, 0]) == pytest.approx([2, 3, 0], abs=1e-12)


def test_an_arrow_is_as_long_as_it_is_told_whatever_its_direction():
    for end in ((3.0, 0.0), (0.0, -2.0), (1.2, 1.6)):
        shaft, head = arrow((0.0, 0.0), end, color="#FFFFFF")
        tip = head.points[0]
        assert tip == pytest.approx([*end, 0.0], abs=1e-12)
        assert np.linalg.norm(tip - shaft.points[0]) == pytest.approx(np.hypot(*end), abs=1e-9)


def zooming(low=-6.0):
    return Plot(
        ZONE,
        x=(0, 1),
        y=(low, 0),
        x_ticks=(0, 1),
        y_ticks=(-6, -4, -2, 0),
        far_ticks=(-100, -50, 0),
        y_title=Words("slope"),
        ticks_at=low,
    )


def seen(plot):
    """The values of y whose ticks are seen."""
    parts = zip(plot.ticks[::2], plot.ticks[1::2], strict=True)
    return {
        words.words
        for mark, words in parts
        if mark.get_stroke_opacity() > 0.9 and mark.points[0][0] != mark.points[-1][0]
    }


def test_another_range_has_its_values_where_they_belong():
    plot = zooming()
    inner = plot.inner
    plot.view(inner, (-120.0, 0.0))
    assert plot.at(0, 0) == pytest.approx([inner.left, inner.top, 0], abs=1e-12)
    assert plot.at(1, -120) == pytest.approx([inner.right, inner.bottom, 0], abs=1e-12)
    assert plot.at(0.25, -30) == pytest.approx(
        [0.75 * inner.left + 0.25 * inner.right, 0.75 * inner.top + 0.25 * inner.bottom, 0]
    )
    assert plot.value_at(plot.at(0.3, -77)) == pytest.approx((0.3, -77), abs=1e-9)


def test_ticks_go_with_a_range_and_make_way_where_they_crowd():
    plot = zooming()
    assert seen(plot) == {"0", "−2", "−4"}  # −6 is at the very end
    plot.view(plot.inner, (-7.0, 0.0))
    assert seen(plot) == {"0", "−2", "−4", "−6"}
    plot.view(plot.inner, (-120.0, 0.0))
    assert seen(plot) == {"0", "−50", "−100"}
    for mark, words in zip(plot.ticks[::2], plot.ticks[1::2], strict=True):
        if words.words == "−50":
            assert mark.points[0] == pytest.approx(plot.at(0, -50), abs=1e-9)
            assert words.get_center()[1] == pytest.approx(plot.at(0, -50)[1], abs=0.05)


def test_a_range_comes_back_as_it_was():
    plot = zooming()
    before = [part.points.copy() for part in plot.get_family()]
    plot.view(Zone(-1.0, 2.0, -1.0, 1.0), (-120.0, 0.0))
    plot.view(zooming().inner, (-6.0, 0.0))
    for part, points in zip(plot.get_family(), before, strict=True):
        assert part.points == pytest.approx(points, abs=1e-9)


def test_axes_and_title_go_to_another_place():
    plot = zooming()
    title = plot.get_family()
    place = Zone(-2.0, 1.0, -1.0, 1.0)
    (words,) = [part for part in title if getattr(part, "words", "") == "slope"]
    left = words.get_left()[0] - plot.inner.left
    above = words.get_bottom()[1] - plot.inner.top
    plot.view(place, (-6.0, 0.0))
    assert words.get_left()[0] - place.left == pytest.approx(left, abs=1e-9)
    assert words.get_bottom()[1] - place.top == pytest.approx(above, abs=1e-9)
    assert plot.x_axis.points[[0, -1]] == pytest.approx(np.array([[-2, 1, 0], [1, 1, 0]]), abs=1e-9)
    assert plot.y_axis.points[[0, -1]] == pytest.approx(
        np.array([[-2, -1, 0], [-2, 1, 0]]), abs=1e-9
    )
