import numpy as np
import pytest

from scenes.mobjects.curves import RADIUS, Curve, Marker, Tangent
from scenes.mobjects.plot import Plot
from scenes.theme import Zone, theme

ZONE = Zone(-5.0, 3.0, -2.0, 2.0)


def plot_of(y=(0.0, 4.0)):
    return Plot(ZONE, x=(0, 1), y=y, x_ticks=(0, 1), y_ticks=(y[0], y[1]))


def values(plot, mobject):
    """The corners of a polyline, in the plot's units."""
    anchors = np.vstack((mobject.points[::4], mobject.points[-1:]))
    return np.array([plot.value_at(point) for point in anchors])


def test_a_curve_goes_through_its_values():
    plot = plot_of()
    x = np.linspace(0, 1, 50)
    drawn = values(plot, Curve(plot, x, 4 * x**2, color="#FFFFFF"))
    assert drawn == pytest.approx(np.column_stack((x, 4 * x**2)), abs=1e-9)


def test_a_curve_shown_in_part_ends_at_the_given_point_and_comes_back_whole():
    plot = plot_of()
    x = np.linspace(0, 1, 5)
    curve = Curve(plot, x, x, color="#FFFFFF")
    curve.show_until(0.6, 0.6)
    assert values(plot, curve)[:, 0] == pytest.approx([0, 0.25, 0.5, 0.6], abs=1e-9)
    curve.show_until(0.0, 0.0)
    assert len(curve.points) == 0
    curve.show_until(1.0, 1.0)
    assert values(plot, curve)[:, 0] == pytest.approx(x, abs=1e-9)


def hyperbola(low):
    plot = plot_of((low, 0.0))
    x = np.linspace(0.02, 1, 500)
    return plot, Curve(plot, x, -1 / x, color="#FFFFFF")


def test_a_curve_is_cut_off_where_it_comes_in_over_the_lower_edge_and_says_so():
    plot, curve = hyperbola(-8.0)
    drawn = values(plot, curve)
    assert drawn[0, 1] == pytest.approx(-8, abs=1e-9)
    assert drawn[0, 0] == pytest.approx(1 / 8, abs=1e-4)  # a straight piece of the polyline
    assert drawn[1:, 1] == pytest.approx(-1 / drawn[1:, 0], abs=1e-9)
    assert curve.head.points[0] == pytest.approx(curve.points[0], abs=1e-12)
    assert curve.head.get_top()[1] > plot.at(0, -8)[1]


def test_a_curve_that_is_all_in_its_plot_has_no_head():
    _, curve = hyperbola(-60.0)
    assert len(curve.head.points) == 0


def test_a_curve_goes_on_in_a_plot_that_shows_more():
    plot, curve = hyperbola(-8.0)
    plot.view(plot.inner, (-60.0, 0.0))
    drawn = values(plot, curve.redraw())
    assert drawn[0] == pytest.approx([0.02, -50], abs=1e-9)
    assert len(curve.head.points) == 0
    curve.show_until(0.5, -2.0)
    assert values(plot, curve)[-1] == pytest.approx([0.5, -2], abs=1e-9)


def test_a_curve_of_which_only_what_is_outside_is_shown_is_not_seen():
    _, curve = hyperbola(-8.0)
    curve.show_until(0.1, -10.0)
    assert len(curve.points) == len(curve.head.points) == 0


@pytest.mark.parametrize(
    ("x", "y", "slope"), [(0.5, 2.0, 1.0), (0.5, 2.0, 0.0), (0.2, 1.0, -100.0), (0.9, 0.1, -0.02)]
)
def test_a_tangent_has_its_slope_and_goes_through_its_point(x, y, slope):
    plot = plot_of()
    (x0, y0), (x1, y1) = values(plot, Tangent(plot, x, y, slope, length=1.5, color="#FFFFFF"))
    assert (y1 - y0) == pytest.approx(slope * (x1 - x0), abs=1e-9)
    assert y0 + slope * (x - x0) == pytest.approx(y, abs=1e-9)


def test_a_tangent_has_its_length_on_screen_unless_the_plot_ends():
    plot = plot_of()
    for slope in (0.0, 3.0, -7.0):
        tangent = Tangent(plot, 0.5, 2.0, slope, length=1.5, color="#FFFFFF")
        assert np.linalg.norm(tangent.points[-1] - tangent.points[0]) == pytest.approx(1.5)


def test_a_tangent_is_told_from_its_curve_by_a_margin_of_the_background():
    tangent = Tangent(plot_of(), 0.5, 2.0, 1.0, length=1.5, color="#FFFFFF")
    margin = tangent.get_stroke_width(background=True) - tangent.get_stroke_width()
    assert margin >= 2  # a pixel on each side at 1080p
    assert tangent.get_stroke_color(background=True).to_hex() == theme().background.upper()


def test_a_tangent_does_not_leave_the_plot():
    plot = plot_of()
    for x, y, slope in ((0.01, 3.9, -100.0), (0.99, 0.0, -0.02), (0.0, 0.0, 5.0), (0.5, 9.0, -1.0)):
        drawn = values(plot, Tangent(plot, x, y, slope, length=3.0, color="#FFFFFF"))
        assert drawn[:, 0].min() >= -1e-9
        assert drawn[:, 0].max() <= 1 + 1e-9
        if y <= 4:
            assert drawn[:, 1].min() >= -1e-9
            assert drawn[:, 1].max() <= 4 + 1e-9


def test_a_marker_is_a_round_dot_at_its_value():
    plot = plot_of()
    marker = Marker(plot, 0.3, 3.0, color="#FFFFFF")
    distances = np.linalg.norm(marker.points[::4] - plot.at(0.3, 3.0), axis=1)
    assert distances == pytest.approx(np.full(4, RADIUS), abs=1e-9)
    halfway = (
        marker.points[0] + 3 * marker.points[1] + 3 * marker.points[2] + marker.points[3]
    ) / 8
    assert np.linalg.norm(halfway - plot.at(0.3, 3.0)) == pytest.approx(RADIUS, rel=3e-4)


def test_a_marker_points_to_where_its_value_went():
    plot = plot_of((-8.0, 0.0))
    marker = Marker(plot, 0.5, -100.0, color="#FFFFFF")
    edge = plot.at(0.5, -8.0)[1]
    assert marker.get_bottom()[1] < edge
    marker.set_value(0.5, 3.0)
    assert marker.get_top()[1] > plot.at(0.5, 0.0)[1]
    marker.set_value(0.5, -4.0)
    assert marker.get_center() == pytest.approx(plot.at(0.5, -4.0), abs=1e-9)
