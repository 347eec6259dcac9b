"""The tube and the column are drawn to one scale, in every frame, and the band is the descent."""

import numpy as np
import pytest

from scenes.force_fades_as_it_learns.numbers import (
    ForceFadesAsItLearnsNumbers,
    ForceFadesAsItLearnsParameters,
)
from scenes.force_fades_as_it_learns.tube import Tube
from stage.theme import Zone

N = ForceFadesAsItLearnsNumbers.compute(ForceFadesAsItLearnsParameters(), 5)


def drawn(motion, frame, **looks):
    values = {"step": motion.step[frame]} if hasattr(motion, "step") else {}
    tube = Tube(
        "the tube", names=N.names, target=N.target, span=(N.lowest, N.highest),
        along=(N.along, N.along_pull, N.along_loss), ghosts=N.ghosts, at_lid=N.at_lid,
        logits=motion.logits[frame], true=motion.true[frame], pull=motion.pull[frame],
        loss=motion.loss[frame], **values, **looks,
    )  # fmt: skip
    tube.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    tube.redraw(rests=1.0)
    return tube


def height(piece):
    return float(np.ptp(piece.points[:, 1]))


@pytest.mark.parametrize("motion", ["lift", "drag", "learn"])
@pytest.mark.parametrize("frame", [0, 5, -1])
def test_tube_and_column_have_one_scale(motion, frame):
    moved = getattr(N, motion)
    tube = drawn(moved, frame)
    y = tube.pieces["lid",].points[:, 1].mean()
    bottom = tube.pieces["pull",].points[:, 1].min()
    unit = y - bottom  # a pull of 1
    assert unit == pytest.approx(0.79 * (3.2 + 3.0 - 0.6))
    front = tube.pieces["pull",].points[:, 0].max()
    ends = tube.pieces["true",].points
    edge = ends[np.isclose(ends[:, 0], front)][:, 1].min()
    assert edge - bottom == pytest.approx(unit * (1 - np.exp(-moved.loss[frame])), abs=1e-9)
    if unit * moved.loss[frame] < 5.2:  # it fits the stage
        assert height(tube.pieces["loss",]) == pytest.approx(unit * moved.loss[frame])


def test_edge_of_the_band_at_a_step_is_the_pull_of_the_descent():
    tube = drawn(N.learn, -1, aside=1.0)
    logits, pulls = np.array([-2.0, -1.0, 3.2, 0.5]), []
    for _ in range(21):
        q = np.exp(logits) / np.exp(logits).sum()
        pulls.append(1 - q[0])
        logits = logits + 0.5 * (np.eye(4)[0] - q)
    points = tube.pieces["pull",].points
    bottom, right = points[:, 1].min(), points[:, 0].max()
    unit = tube.pieces["lid",].points[:, 1].mean() - bottom
    start = points[:, 0].min() + 1.25  # where the tube stands at first
    for step in range(1, 20):
        at = start + step / 20 * (right - start)
        edge = points[np.isclose(points[:, 0], at)][:, 1].max() - bottom
        assert edge == pytest.approx(unit * pulls[step])
