"""As the ruler is stretched, balls keep their share and height, and slopes become pulls."""

import numpy as np
import pytest
from scipy.special import expit

from scenes.quadratic_versus_log.hills import BEYOND, Hills
from scenes.quadratic_versus_log.numbers import (
    QuadraticVersusLogNumbers,
    QuadraticVersusLogParameters,
)
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = QuadraticVersusLogNumbers.compute(QuadraticVersusLogParameters(), 5)


def drawn(motion=N.fall, frame=-1, **values):
    """Return the figure, drawn with a frame of a motion and other values."""
    hills = Hills("the hills", N)
    hills.values.update({quantity: np.array(track[frame]) for quantity, track in motion})
    hills.values.update({name: np.array(value, float) for name, value in values.items()})
    hills.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    hills.redraw()
    return hills


def middle(piece):
    """Return the centre of a piece, shape (2,)."""
    return (piece.points.max(axis=0) + piece.points.min(axis=0))[:2] / 2


def ruler(hills):
    """Return the x coordinates of both ends of the scales, and the y coordinate of a loss of 0."""
    points = hills.pieces["ruler",].points
    return points[:, 0].min() + BEYOND, points[:, 0].max() - BEYOND, points[:, 1].max() + 0.03


@pytest.mark.parametrize("stretch", [0.0, 0.3, 0.7, 1.0])
def test_balls_are_on_their_curves_and_keep_share_and_height_as_the_ruler_is_stretched(stretch):
    hills, before = drawn(stretch=stretch), drawn()
    left, right, floor = ruler(hills)
    even = (np.log(0.01 / 0.99) / N.reach + 1) / 2
    x = left + (right - left) * ((1 - stretch) * 0.01 + stretch * even)
    heights = []
    for k in range(2):
        at = middle(hills.pieces["ball", k])
        assert at[0] == pytest.approx(x)
        assert at[1] == pytest.approx(middle(before.pieces["ball", k])[1])
        curve = hills.pieces["hill", k].points
        assert np.interp(x, curve[:, 0], curve[:, 1]) == pytest.approx(at[1], abs=2e-3)
        heights.append(at[1] - floor)
    assert heights[0] / heights[1] == pytest.approx(np.log(100) / 0.99**2)  # one scale


def test_ruler_is_even_in_the_share_at_first_and_in_the_score_at_last():
    ticks, marks = len(N.ticks[0]), len(N.marks[0])
    for stretch, kind, count in ((0.0, "tick", ticks), (1.0, "mark", marks)):
        hills = drawn(stretch=stretch, score_scale=1.0)
        at = np.array([middle(hills.pieces[kind, i])[0] for i in range(count)])
        gaps = np.diff(at[1:-1] if kind == "tick" else at)  # 1 and 99 % stand nearer
        assert gaps == pytest.approx(np.full(len(gaps), gaps[0]))


@pytest.mark.parametrize("k", [0, 1])
def test_slope_of_a_curve_per_unit_of_the_score_is_as_long_as_the_pull(k):
    hills = drawn(stretch=1.0, pulls=1.0)
    left, right, floor = ruler(hills)
    score = (right - left) / (2 * N.reach)
    loss = (middle(hills.pieces["ball", 0])[1] - floor) / np.log(100)
    x = middle(hills.pieces["ball", k])[0]
    curve = hills.pieces["hill", k].points
    near = 0.2 * score
    before, after = (np.interp(x + d, curve[:, 0], curve[:, 1]) for d in (-near, near))
    slope = (before - after) / loss / 0.4
    length = np.ptp(hills.pieces["pull", k].points[:, 0]) / score
    assert length == pytest.approx((0.99, 0.019602)[k], rel=1e-6)
    assert slope == pytest.approx(length, rel=0.02)


@pytest.mark.parametrize("stretch", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("k", [0, 1])
def test_plank_is_tangent_to_its_hill_throughout_the_stretch(k, stretch):
    hills = drawn(stretch=stretch, tangents=1.0)
    points, ball = hills.pieces["plank", k].points, middle(hills.pieces["ball", k])
    assert points[0][:2] == pytest.approx(ball)
    angle = (points[-1][1] - ball[1]) / (points[-1][0] - ball[0])
    left, right, floor = ruler(hills)
    loss = (middle(hills.pieces["ball", 0])[1] - floor) / np.log(100)
    near = 1e-6

    def place(z):
        return (1 - stretch) * expit(z) + stretch * (z / N.reach + 1) / 2

    def height(z):
        return loss * (np.logaddexp(0, -z) if k == 0 else expit(-z) ** 2)

    z = np.log(0.01 / 0.99)
    rise = height(z + near) - height(z - near)
    run = (right - left) * (place(z + near) - place(z - near))
    assert angle == pytest.approx(rise / run, rel=1e-4)


def test_step_on_the_upper_hill_is_a_share_of_a_hundredth_wide_and_a_loss_of_1_high():
    hills = drawn(tangents=1.0, steepness=1.0)
    left, right, floor = ruler(hills)
    loss = (middle(hills.pieces["ball", 0])[1] - floor) / np.log(100)
    across, down = np.ptp(hills.pieces["step", 0].points[:, :2], axis=0)
    assert across == pytest.approx(0.01 * (right - left))
    assert down == pytest.approx(1.0 * loss)


def test_dots_are_visible_only_where_a_ball_has_been():
    for frame in (0, len(N.learn.q) // 2, -1):
        hills = drawn(N.learn, frame, stretch=1.0, start_pulls=1.0)
        for k in range(2):
            visible = [metadata(hills.pieces["dot", k, i]).opacities[0] == 1 for i in range(11)]
            z = N.learn.z[frame, k]
            assert visible == [bool(z > at) for at in N.dots[1, :, k]]


def test_no_dots_before_the_race():
    hills = drawn(frame=0)  # the balls are at 98 %, beyond all positions of the race
    assert metadata(hills.pieces["dot", 0, 0]).opacities[0] == 0
