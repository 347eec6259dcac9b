"""The box and the loss are drawn to one scale, in every frame, and the band is the descent."""

import numpy as np
import pytest

from scenes.force_fades_as_it_learns.numbers import (
    ForceFadesAsItLearnsNumbers,
    ForceFadesAsItLearnsParameters,
)
from scenes.force_fades_as_it_learns.tube import Tube
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = ForceFadesAsItLearnsNumbers.compute(ForceFadesAsItLearnsParameters(), 5)


def drawn(motion, frame, **looks):
    tube = Tube(
        "the box", names=N.names, subscript=N.subscript, target=N.target,
        span=(N.lowest, N.highest), most=N.most, along=(N.along, N.along_pull, N.along_loss),
        ghosts=N.ghosts, grown=(N.pull_times, N.loss_times), at_lid=N.at_lid,
        logits=N.lift.logits[0], true=N.lift.true[0], pull=N.lift.pull[0], loss=N.lift.loss[0],
        **looks,
    )  # fmt: skip
    tube.values.update({quantity: np.array(track[frame]) for quantity, track in motion})
    tube.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    tube.redraw()
    return tube


def height(piece):
    return float(np.ptp(piece.points[:, 1]))


@pytest.mark.parametrize("motion", ["lift", "drag", "learn"])
@pytest.mark.parametrize("frame", [0, 5, -1])
def test_box_loss_and_arrow_have_one_scale_and_nothing_is_cut_off(motion, frame):
    moved = getattr(N, motion)
    tube = drawn(moved, frame)
    bottom = tube.pieces["pull",].points[:, 1].min()
    unit = tube.pieces["lid",].points[:, 1].min() - bottom  # a pull of 1
    pull = 1 - np.exp(-moved.loss[frame])
    front = tube.pieces["pull",].points[:, 0].max()
    ends = tube.pieces["true",].points
    edge = ends[np.isclose(ends[:, 0], front)][:, 1].min()
    assert edge - bottom == pytest.approx(unit * pull, abs=1e-9)
    assert height(tube.pieces["loss",]) == pytest.approx(unit * moved.loss[frame])
    knob = tube.pieces["knob",].points[:, 1].max()
    tip = tube.pieces["pull arrow",].points[:, 1].max()
    assert tip - knob == pytest.approx(unit * pull, abs=1e-6)
    assert metadata(tube.pieces["beyond",]).opacities[0] == 0


def test_loss_of_5_28_is_five_boxes_high_and_where_both_started_is_marked():
    tube = drawn(N.drag, -1, started=1.0)
    bottom = tube.pieces["pull",].points[:, 1].min()
    unit = tube.pieces["lid",].points[:, 1].min() - bottom
    boxes = [tube.pieces["box", k] for k in range(1, 9)]
    assert [metadata(box).opacities[1] for box in boxes] == [1, 1, 1, 1, 1, 0, 0, 0]
    for key, was in (("pull", 0.6855), ("loss", 1.1567)):
        y = tube.pieces["was", key].points[:, 1].mean()
        assert y - bottom == pytest.approx(unit * was, abs=1e-3)


def test_edge_of_the_band_at_a_step_is_the_pull_of_the_descent():
    tube = drawn(N.learn, -1, aside=1.0)
    logits, pulls = np.array([-2.0, -1.0, 3.2, 0.5]), []
    for _ in range(21):
        q = np.exp(logits) / np.exp(logits).sum()
        pulls.append(1 - q[0])
        logits = logits + 0.5 * (np.eye(4)[0] - q)
    points = tube.pieces["pull",].points
    bottom, right = points[:, 1].min(), points[:, 0].max()
    unit = tube.pieces["lid",].points[:, 1].min() - bottom
    start = points[:, 0].min() + 0.9  # where the box stands at first
    for step in range(1, 20):
        at = start + step / 20 * (right - start)
        edge = points[np.isclose(points[:, 0], at)][:, 1].max() - bottom
        assert edge == pytest.approx(unit * pulls[step])
