"""The picture of ``BlindToDistance`` is true: ten bales in each frame, none in another."""

import numpy as np
import pytest

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers, BlindToDistanceParameters
from scenes.blind_to_distance.path import Path
from stage.theme import Zone

N = BlindToDistanceNumbers.compute(BlindToDistanceParameters(), 15)


def bales(carried):
    path = Path("the path", N)
    path.set_up(Zone(-6.6, 6.6, -3.0, 3.2))
    path.values["carried"] = np.array(carried)
    path.redraw()
    boxes = []
    for b in range(10):
        points = path.pieces["bale", b].points
        boxes.append(
            (points[:, 0].min(), points[:, 1].min(), points[:, 0].max(), points[:, 1].max())
        )
    return np.array(boxes)


@pytest.mark.parametrize("carried", np.linspace(0, 8, 33))
def test_no_bale_lies_in_another(carried):
    boxes = bales(carried)
    for i in range(10):
        for j in range(i):
            (a, b, c, d), (e, f, g, h) = boxes[i], boxes[j]
            across, up = min(c, g) - max(a, e), min(d, h) - max(b, f)
            assert min(across, up) < 1e-6, (i, j)


def test_bales_are_as_high_as_their_probability_on_one_scale():
    heights = bales(3.4)[:, 3] - bales(3.4)[:, 1]
    assert heights == pytest.approx(np.full(10, heights[0]))


def test_stacks_stand_on_the_ground_without_gaps():
    for carried in (0, 8):
        boxes = bales(carried)
        stack = boxes[boxes[:, 0] > boxes[8, 2] + 0.1]
        assert len(stack) == 8
        feet, tops = np.sort(stack[:, 1]), np.sort(stack[:, 3])
        assert feet[0] == pytest.approx(boxes[8:, 1].min())
        assert feet[1:] == pytest.approx(tops[:-1])
