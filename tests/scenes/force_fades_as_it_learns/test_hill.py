"""The ball is on the hill, and both axes have one unit, and the wedge is as steep as the pull."""

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
    hill = Hill(
        "the hill", called="cat", subscript="cat", target=0, hill=(N.hill, N.heights),
        seen=(N.left, N.right, N.top), grown=(N.pull_times, N.loss_times),
        **{quantity: track[0] for quantity, track in N.back}, **looks,
    )  # fmt: skip
    hill.values.update({quantity: np.array(track[frame]) for quantity, track in motion})
    hill.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    hill.redraw()
    return hill


def steepness(piece):
    """How far a straight piece falls on a unit of its way to the right."""
    first, last = piece.points[0], piece.points[-1]
    return (first[1] - last[1]) / (last[0] - first[0])


FRAMES = pytest.mark.parametrize("frame", [0, 5, -1])
MOVED = pytest.mark.parametrize("motion", ["back", "drag", "learn"])


@MOVED
@FRAMES
def test_tangent_and_bar_of_1_both_show_the_pull(motion, frame):
    moved = getattr(N, motion)
    hill = drawn(moved, frame, steep=1.0, whole=1.0)
    pull = 1 - np.exp(-moved.loss[frame])
    assert steepness(hill.pieces["tangent",]) == pytest.approx(pull, abs=1e-9)
    share, lacks = hill.pieces["share",].width, hill.pieces["lacks",].width
    assert lacks / (share + lacks) == pytest.approx(pull, abs=1e-6)


@MOVED
@FRAMES
def test_wedge_does_not_pierce_the_ground(motion, frame):
    hill = drawn(getattr(N, motion), frame, steep=1.0)
    ground = hill.pieces["ground",].points[0, 1]
    assert hill.pieces["wedge",].points[:, 1].min() >= ground - 1e-6


@MOVED
@FRAMES
def test_height_of_the_ball_is_the_loss_in_the_unit_of_the_lead(motion, frame):
    moved = getattr(N, motion)
    hill = drawn(moved, frame)
    stick = hill.pieces["loss",].points
    even = hill.pieces["even",].points[0, 0]
    unit = np.ptp(stick[:, 1]) / moved.loss[frame]
    assert stick[0, 0] - even == pytest.approx(unit * moved.lead[frame])
    ball, edge = hill.pieces["ball",].get_center()[:2], hill.pieces["hill",].points[:, :2]
    assert np.hypot(*(edge - ball).T).min() == pytest.approx(0.36, abs=0.03)  # it touches


def test_hill_is_seen_only_as_far_as_the_ball_has_been():
    for motion in (N.back, N.drag):
        hill = drawn(motion, -1)
        ball = hill.pieces["loss",].points[0, 0]
        assert hill.pieces["hill",].points[:, 0].min() == pytest.approx(ball)
    down = drawn(N.learn, -1).pieces["hill",].points[:, 0].min()
    assert down == pytest.approx(ball)
