"""The ball is on the hill, both axes have one unit, and the triangle is as steep as the pull."""

import numpy as np
import pytest

from scenes.force_fades_as_it_learns.hill import Hill
from scenes.force_fades_as_it_learns.numbers import (
    ForceFadesAsItLearnsNumbers,
    ForceFadesAsItLearnsParameters,
)
from stage.theme import Zone

N = ForceFadesAsItLearnsNumbers.compute(ForceFadesAsItLearnsParameters(), 5)


def drawn(motion, frame, **looks):
    hill = Hill("the hill", N)
    hill.values.update({quantity: np.array(track[frame]) for quantity, track in motion})
    hill.values.update({name: np.array(value) for name, value in looks.items()})
    hill.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    hill.redraw()
    return hill


def steepness(piece):
    """How far a straight piece falls on a unit to the right."""
    first, last = piece.points[0], piece.points[-1]
    return (first[1] - last[1]) / (last[0] - first[0])


def ends(piece):
    return piece.points[:, 0].min(), piece.points[:, 0].max()


FRAMES = pytest.mark.parametrize("frame", [0, 5, -1])
MOTIONS = pytest.mark.parametrize("motion", ["back", "drag", "learn"])
VIEWS = pytest.mark.parametrize("wide", [0.0, 0.4, 1.0])


@MOTIONS
@FRAMES
def test_tangent_triangle_and_bar_of_1_all_show_the_pull(motion, frame):
    track = getattr(N, motion)
    hill = drawn(track, frame, steep=1.0, swing=1.0, share=1.0)
    pull = 1 - np.exp(-track.loss[frame])
    assert steepness(hill.pieces["tangent",]) == pytest.approx(pull, abs=1e-9)
    level, fall = hill.pieces["level",].width, hill.pieces["fall",].height
    assert fall / level == pytest.approx(pull, abs=1e-6)
    share, lacks = hill.pieces["share", "piece"].width, hill.pieces["pull", "piece"].width
    assert lacks / (share + lacks) == pytest.approx(pull, abs=1e-6)


def test_edges_of_the_triangle_are_magnified_by_one_factor_on_their_way_to_the_bar():
    for swing in (0.001, 0.5, 0.999):
        hill = drawn(N.drag, 0, steep=1.0, swing=swing)
        corners = hill.pieces["swinging",].points[:, :2]
        sides = np.hypot(*np.diff(corners[::4], axis=0).T)
        start, end = ends(hill.pieces["bracket",])
        assert sides.max() / (end - start) == pytest.approx(N.drag.pull[0], abs=1e-6)


@MOTIONS
@FRAMES
@VIEWS
def test_triangle_does_not_pierce_the_ground(motion, frame, wide):
    hill = drawn(getattr(N, motion), frame, steep=1.0, wide=wide)
    ground = hill.pieces["ground",].points[0, 1]
    assert hill.pieces["triangle",].points[:, 1].min() >= ground - 1e-6


@MOTIONS
@FRAMES
@VIEWS
def test_height_of_the_post_is_the_loss_in_the_unit_of_the_lead(motion, frame, wide):
    track = getattr(N, motion)
    hill = drawn(track, frame, wide=wide)
    post = hill.pieces["loss",].points
    even = hill.pieces["even",].points[0, 0]
    unit = np.ptp(post[:, 1]) / track.loss[frame]
    assert post[0, 0] - even == pytest.approx(unit * track.lead[frame])
    ball = hill.pieces["ball",].get_center()
    assert ball[0] == pytest.approx(post[0, 0])
    assert ball[1] >= post[:, 1].max() + 0.36 - 1e-9


def test_hill_is_known_only_as_far_as_the_ball_has_been():
    for motion in (N.back, N.drag):
        hill = drawn(motion, -1, wide=1.0)
        ball = hill.pieces["loss",].points[0, 0]
        assert hill.pieces["hill",].points[:, 0].min() == pytest.approx(ball)
    down = drawn(N.learn, -1, wide=1.0).pieces["hill",].points[:, 0].min()
    assert down == pytest.approx(ball)


def test_hill_fills_the_guess_that_is_called_straight():
    guess = drawn(N.drag, 0, wide=1.0, guess=1.0).pieces["guess", 1].points[:, :2]
    edge = drawn(N.drag, -1, wide=1.0).pieces["hill",].points[:, :2]
    order = np.argsort(edge[:, 0])
    on_way = guess[guess[:, 0] >= edge[:, 0].min()]
    heights = np.interp(on_way[:, 0], edge[order, 0], edge[order, 1])
    assert on_way[:, 1] == pytest.approx(heights, abs=0.01)


def test_all_guesses_start_as_steep_as_the_hill_and_part():
    hill = drawn(N.drag, 0, wide=1.0, guess=1.0)
    ball = hill.pieces["loss",].points[-1, :2]
    ways = [hill.pieces["guess", k].points[:, :2] for k in range(3)]
    for way in ways:
        assert np.hypot(*(way - ball).T).min() < 0.1
    heights = []
    for way in ways:
        near = way[np.argsort(np.abs(way[:, 0] - (ball[0] - 1.0)))][0]
        heights.append(near[1])
    assert heights == sorted(heights)


def test_marks_below_the_ground_are_as_long_as_the_jumps():
    hill = drawn(N.learn, -1, wide=1.0)
    corners = hill.pieces["marks",].points[:, 0].reshape(len(N.stops) - 1, -1)
    widths, jumps = np.ptp(corners, axis=1), np.diff(N.stops)
    assert widths / widths[0] == pytest.approx(jumps / jumps[0], abs=1e-6)
    even = hill.pieces["even",].points[0, 0]
    unit = hill.pieces["loss",].height / N.learn.loss[-1]
    assert corners.min(axis=1) == pytest.approx(even + N.stops[:-1] * unit, abs=1e-6)


def test_marks_come_with_the_jumps():
    hill = drawn(N.learn, 0, wide=1.0)
    assert not len(hill.pieces["marks",].points)
    middle = len(N.learn.lead) // 2
    hill = drawn(N.learn, middle, wide=1.0)
    ball, gap = hill.pieces["ball",].get_center()[0], 0.15
    assert ball - gap <= ends(hill.pieces["marks",])[1] <= ball


def test_triangle_before_the_drag_ends_at_the_ball_with_the_pull_it_had():
    hill = drawn(N.drag, -1, wide=1.0, steep=1.0, before=1.0, compare=1.0)
    old, level = hill.pieces["first triangle",], hill.pieces["level",]
    assert ends(old) == pytest.approx(ends(level))
    assert old.points[:, 1].max() == pytest.approx(level.points[0, 1])
    # 1 - e^-loss of the loss before, 1.1567
    assert old.height / level.width == pytest.approx(0.6855, abs=1e-4)


def test_pull_drops_to_the_ground_as_the_mark_of_the_first_jump():
    first = drawn(N.learn, 0, wide=1.0, swing=1.0, drop=1.0).pieces["marks",]
    jumped = drawn(N.learn, -1, wide=1.0).pieces["marks",].points[:, 0]
    mark = jumped.reshape(len(N.stops) - 1, -1)[0]
    assert ends(first) == pytest.approx((mark.min(), mark.max()))
    nearly = drawn(N.learn, 0, wide=1.0, swing=1.0, drop=1 - 1e-9).pieces["dropping",]
    assert ends(nearly) == pytest.approx(ends(first), abs=1e-6)
    begun = drawn(N.learn, 0, wide=1.0, swing=1.0, drop=1e-9).pieces
    assert ends(begun["dropping",]) == pytest.approx(ends(begun["pull", "piece"]), abs=1e-6)
