"""The picture of ``BlindToDistance`` is true: ten bales in each frame, none in another."""

import numpy as np
import pytest

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers, BlindToDistanceParameters
from scenes.blind_to_distance.path import Path
from stage.theme import Zone

N = BlindToDistanceNumbers.compute(BlindToDistanceParameters(), 15)


def drawn(**values):
    path = Path("the path", N)
    path.set_up(Zone(-6.6, 6.6, -3.0, 3.2))
    for name, value in {"laid": 1.0, **values}.items():
        path.values[name] = np.array(value)
    path.redraw()
    return path


def bales(**values):
    path = drawn(**values)
    boxes = []
    for b in range(10):
        points = path.pieces["bale", b].points
        boxes.append(
            (points[:, 0].min(), points[:, 1].min(), points[:, 0].max(), points[:, 1].max())
        )
    return np.array(boxes)


FLOWN = [{"flown": time} for time in np.linspace(0, N.launches[-1] + 1, 49)]
LENT = [{"lent": flight} for flight in np.linspace(0, 1, 9)]


@pytest.mark.parametrize("values", FLOWN + LENT)
def test_no_bale_lies_in_another(values):
    boxes = bales(**values)
    for i in range(10):
        for j in range(i):
            (a, b, c, d), (e, f, g, h) = boxes[i], boxes[j]
            across, up = min(c, g) - max(a, e), min(d, h) - max(b, f)
            assert min(across, up) < 1e-6, (i, j)


def test_bales_are_as_high_as_their_probability_on_one_scale():
    boxes = bales(flown=1.7)
    heights = boxes[:, 3] - boxes[:, 1]
    assert heights == pytest.approx(np.full(10, heights[0]))


def test_stacks_stand_on_the_ground_without_gaps():
    for flown in (0, N.launches[-1] + 1):
        boxes = bales(flown=flown)
        stack = boxes[boxes[:, 0] > boxes[8, 2] + 0.1]
        assert len(stack) == 8
        feet, tops = np.sort(stack[:, 1]), np.sort(stack[:, 3])
        assert feet[0] == pytest.approx(boxes[8:, 1].min())
        assert feet[1:] == pytest.approx(tops[:-1])


@pytest.mark.parametrize("walk", [0.8, 2.4])
def test_the_walk_is_as_long_as_it_is_on_the_path(walk):
    path = drawn(walk=walk, walked=1.0)
    feet = bales()
    door, tree = (float(np.mean(feet[b, [0, 2]])) for b in (8, 0))
    bar = path.pieces["walk",].points
    assert bar[:, 0].min() == pytest.approx(door)
    assert np.ptp(bar[:, 0]) == pytest.approx(walk * (tree - door))
