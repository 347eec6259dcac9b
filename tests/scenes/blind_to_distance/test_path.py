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


@pytest.mark.parametrize("parts", [N.measure.parts[-1], N.carry.parts[20], N.mix.parts[-1]])
def test_the_walk_is_as_long_as_in_the_yard_and_begins_where_the_loss_does(parts):
    path = drawn(parts=parts, walk=parts.sum(), walked=1.0, priced=1.0, paced=N.paces[-1] + 1)
    door, tree = (float(np.mean(bales()[b, [0, 2]])) for b in (8, 0))
    bars = [path.pieces["part", b].points[:, 0] for b in range(8)]
    assert bars[0].min() == pytest.approx(path.pieces["loss",].points[:, 0].min())
    assert bars[-1].max() - bars[0].min() == pytest.approx(parts.sum() * (tree - door))
    for bar, part in zip(bars, parts, strict=False):
        assert np.ptp(bar) == pytest.approx(part * (tree - door))


def test_a_walk_goes_from_its_bale_to_the_door_before_it_docks():
    way = drawn(walked=1.0, paced=0.42).pieces["part", 0].points[:, 0]
    door, tree = (float(np.mean(bales()[b, [0, 2]])) for b in (8, 0))
    assert (way.min(), way.max()) == pytest.approx((door, tree))


def test_curtains_leave_the_hay_at_the_door_alone():
    path = drawn(curtain=1.0, veil=1.0, walked=1.0, priced=1.0)
    curtain, hay = path.pieces["curtain", "right"].points[:, 0], bales()
    assert hay[8:, 2].max() < curtain.min() < hay[:8, 0].min()
    for which in ("loss", "walk"):
        assert np.ptp(path.pieces["curtain", which].points[:, 0]) > 10
