"""The picture of ``EarthMover`` is true: slope, flags and hay are as the numbers say."""

import numpy as np
import pytest

from scenes.earth_mover.numbers import EarthMoverNumbers, EarthMoverParameters
from scenes.earth_mover.plank import Plank
from stage.theme import Zone

N = EarthMoverNumbers.compute(EarthMoverParameters(), 15)


def drawn(**values):
    plank = Plank("the plank", N)
    plank.set_up(Zone(-6.6, 6.6, -3.0, 3.2))
    plank.values |= {name: np.asarray(value, float) for name, value in values.items()}
    plank.redraw()
    return plank


def box(plank, *key):
    points = plank.pieces[key].points
    return (*points[:, :2].min(axis=0), *points[:, :2].max(axis=0))


def unit(plank):
    """Between two places that are 1 apart."""
    middles = [(box(plank, "hay", k)[0] + box(plank, "hay", k)[2]) / 2 for k in range(4)]
    assert np.diff(middles) == pytest.approx(np.full(3, middles[1] - middles[0]))
    return middles[1] - middles[0]


def areas(plank, key, count):
    """Of the flags on both sides of the pole, in shares times distance."""
    high = sum(box(plank, "hay", 0)[k] * s for k, s in ((3, 1), (1, -1))) / plank.shares[0]
    both = []
    for side in ("up", "down"):
        boxes = np.array([box(plank, key, side, k) for k in range(count)])
        both.append(
            ((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])) / (high * unit(plank))
        )
    return both


def test_hay_is_as_high_as_its_share_on_one_scale():
    plank = drawn()
    heights = [box(plank, "hay", k)[3] - box(plank, "hay", k)[1] for k in range(4)]
    assert np.array(heights) / heights[0] == pytest.approx(N.q / N.q[0])


def test_plank_is_level_on_its_posts_and_at_the_walk():
    level = np.ptp(drawn().pieces["board",].points[:, 1])
    at_rest = drawn(freed=1.0, posts=0.0, pivot=N.walk)
    assert np.ptp(at_rest.pieces["board",].points[:, 1]) == pytest.approx(level)


def test_slope_is_proportional_to_walk_minus_pivot():
    corners = {}
    for share in (0.0, 0.25, 0.5):
        plank = drawn(freed=1.0, posts=0.0, pivot=share * N.walk)
        low, high = plank.pieces["board",].points[[0, 3], :2]
        corners[share] = np.arctan2(abs(high[1] - low[1]), abs(high[0] - low[0])) % (np.pi / 2)
    steepest = min(corners[0.0], np.pi / 2 - corners[0.0])
    for share, angle in corners.items():
        assert min(angle, np.pi / 2 - angle) == pytest.approx((1 - share) * steepest)
    assert steepest > 0.1


def test_flags_are_the_pulls_and_cover_as_much_on_both_sides():
    plank = drawn(pivot=N.walk, flags=1.0)
    up, down = areas(plank, "flag", 4)
    assert down - up == pytest.approx(N.pulls)
    assert up.sum() == pytest.approx(down.sum())


def test_flags_of_bales_cover_as_much_on_both_sides_while_these_are_carried():
    for frame in range(0, len(N.carry.walk), 6):
        plank = drawn(
            shares=[0.2, 0.8, 0, 0], flags=1.0, baled=1.0, flown=N.carry.flown[frame],
            pivot=N.carry.pivot[frame], walk=N.carry.walk[frame],
        )  # fmt: skip
        up, down = areas(plank, "bale flag", 10)
        assert up.sum() == pytest.approx(down.sum())
        assert up.sum() > 0.1


def test_bales_that_hop_do_not_lie_in_each_other():
    for flown in N.carry.flown:
        plank = drawn(baled=1.0, flown=flown)
        boxes = np.array([box(plank, "bale", b) for b in range(10)])
        for i in range(10):
            for j in range(i):
                (a, b, c, d), (e, f, g, h) = boxes[i], boxes[j]
                assert min(min(c, g) - max(a, e), min(d, h) - max(b, f)) < 1e-6, (i, j)


def test_hay_does_not_move_while_scores_are_raised():
    before, after = drawn(panel=1.0), drawn(panel=1.0, raised=4.0, claimed=N.lunch.claimed[-1])
    for k in range(4):
        assert np.array_equal(before.pieces["hay", k].points, after.pieces["hay", k].points)
        rise = after.pieces["knob", k].points - before.pieces["knob", k].points
        assert rise[:, 1] == pytest.approx(np.full(len(rise), rise[0, 1]))
        assert rise[0, 1] > 0.2
