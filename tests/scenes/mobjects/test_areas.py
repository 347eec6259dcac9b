import numpy as np
import pytest

from scenes.mobjects.areas import PairedAreas, Skyline
from scenes.mobjects.plot import Plot
from scenes.theme import Zone

ZONE = Zone(-6.0, 0.0, -2.0, 2.0)


def plot_of(top=2.0):
    return Plot(ZONE, x=(0, 1), y=(0, top), y_ticks=(0, 1))


def drawn_area(areas, k):
    """In the plot's units, by the shoelace formula over the drawn corners."""
    x, y = (areas.bodies[k].points[::4, :2]).T
    ux, uy = areas.plot.unit
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2 / (ux * uy)


def skyline(p, heights, **kwargs):
    p, heights = np.asarray(p, dtype=float), np.asarray(heights, dtype=float)
    starts = np.concatenate(([0.0], np.cumsum(p)[:-1]))
    return PairedAreas(plot_of(), starts, np.zeros_like(p), p, heights, **kwargs)


@pytest.mark.parametrize("classes", [1, 2, 4, 20])
def test_each_area_is_its_term(classes):
    p = np.arange(1, classes + 1) / sum(range(1, classes + 1))
    heights = np.linspace(0.1, 1.9, classes)
    areas = skyline(p, heights)
    drawn = [drawn_area(areas, k) for k in range(classes)]
    assert drawn == pytest.approx(p * heights, abs=1e-9)


def test_an_area_recovers_after_its_width_was_zero():
    areas = skyline([0.5, 0.5], [1.0, 2.0])
    starts, flat = np.array([0.0, 0.0]), np.zeros(2)
    areas.set_rectangles(starts, flat, np.array([0.0, 1.0]), np.array([1.0, 2.0]))
    assert drawn_area(areas, 0) == 0
    areas.set_rectangles(starts, flat, np.array([0.25, 0.75]), np.array([1.0, 2.0]))
    assert [drawn_area(areas, k) for k in (0, 1)] == pytest.approx([0.25, 1.5], abs=1e-9)


def test_coloured_sides_stay_inside_however_thin_the_rectangle():
    areas = skyline([1e-4, 1 - 1e-4], [1e-4, 1.0])
    for k in (0, 1):
        body = areas.bodies[k]
        for side in (areas.sides[k], areas.feet[k]):
            assert side.get_left()[0] >= body.get_left()[0] - 1e-12
            assert side.get_right()[0] <= body.get_right()[0] + 1e-12
            assert side.get_top()[1] <= body.get_top()[1] + 1e-12


def test_an_infinite_height_goes_on_beyond_the_axis():
    areas = skyline([0.5, 0.5], [np.inf, 1.0])
    top = areas.plot.at(0, 2.0)[1]
    assert areas.bodies[0].get_top()[1] == pytest.approx(top, abs=1e-9)
    assert areas.heads[0].get_top()[1] > top + 0.1
    assert areas.heads[1].height == 0


def test_an_infinite_height_without_width_is_not_seen():
    areas = skyline([0.0, 1.0], [np.inf, 1.0])
    assert areas.bodies[0].height == 0
    assert areas.heads[0].height == 0


def test_terms_stay_within_their_own_rectangles_width():
    p = np.array([0.1, 0.4, 0.3, 0.2])
    areas = skyline(p, [1.2, 1.6, 0.05, 1.2])
    numbers = areas.terms(p * 1.2, lambda v: f"{v:.4f}")
    assert len(numbers) == 4
    for number, body in zip(numbers, areas.bodies, strict=True):
        assert number.get_left()[0] >= body.get_left()[0] - 1e-9
        assert number.get_right()[0] <= body.get_right()[0] + 1e-9


def test_a_rectangle_too_narrow_for_a_number_has_none():
    areas = skyline([0.01, 0.99], [1.0, 1.0])
    assert [n.text for n in areas.terms(np.array([0.01, 0.99]), lambda v: f"{v:.2f}")] == ["0.99"]


def test_parts_that_were_taken_out_stay_out():
    areas = skyline([0.5, 0.5], [1.0, 1.0])
    areas.remove(areas.sides, areas.feet)
    areas.set_rectangles(np.zeros(2), np.zeros(2), np.array([0.5, 0.5]), np.ones(2))
    assert areas.sides not in areas.submobjects
    assert areas.feet not in areas.submobjects


def test_a_skyline_names_only_classes_that_have_a_rectangle():
    p = np.array([0.0, 0.5, 0.5])
    drawn = Skyline(ZONE, np.cumsum(p) - p, p, np.array([np.inf, 1.0, 2.0]), names=["x", "y", "z"])
    assert [name.words for name in drawn.names] == ["y", "z"]
    assert drawn.naming.names == ("", "y", "z")
    assert drawn.plot.y == (0, 2.0)  # what has no width needs no room above


def test_a_skyline_has_room_for_the_true_class_even_if_p_does_not_know_it_yet():
    p = np.array([0.0, 0.5, 0.5])
    names, surprise = ["x", "y", "z"], np.array([9.0, 1.0, 2.0])
    assert Skyline(ZONE, np.cumsum(p) - p, p, surprise, names=names, target=0).plot.y == (0, 9.0)


def test_a_skyline_leaves_room_above_for_what_is_infinite():
    p = np.array([0.5, 0.5])
    drawn = Skyline(ZONE, np.cumsum(p) - p, p, np.array([np.inf, 1.0]), names=["x", "y"])
    assert drawn.plot.y[1] > 1.0


def test_a_skyline_has_the_headroom_it_is_asked_for_and_more_where_it_has_no_end():
    p, starts, names = np.array([0.5, 0.5]), np.array([0.0, 0.5]), ["x", "y"]
    drawn = Skyline(ZONE, starts, p, np.array([1.0, 2.0]), names=names, headroom=1.2)
    assert drawn.plot.y == pytest.approx((0, 2.4))
    assert drawn_area(drawn.areas, 1) == pytest.approx(1.0, abs=1e-9)
    endless = Skyline(ZONE, starts, p, np.array([np.inf, 1.0]), names=names, headroom=1.2)
    assert endless.plot.y == pytest.approx((0, 1.3))


@pytest.mark.parametrize("top", [2.0, 1400.0, 2e100])
def test_numbers_of_an_axis_stand_clear_of_what_they_measure_however_long_they_are(top):
    p = np.array([0.5, 0.5])
    drawn = Skyline(ZONE, np.array([0.0, 0.5]), p, np.array([top, top / 2]), names=["x", "y"])
    plot, _, title, _ = drawn
    assert title.markup == "$ln(1\\/q)$"
    assert plot.ticks.get_left()[0] >= title.get_right()[0] + 0.1
    assert title.get_left()[0] >= ZONE.left - 0.02
    assert plot.inner.right == pytest.approx(ZONE.right)
