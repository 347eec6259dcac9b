"""The picture of ``EarthMover`` is true: slope, areas and hay are as the numbers say."""

import numpy as np
import pytest

from scenes.earth_mover.numbers import EarthMoverNumbers, EarthMoverParameters
from scenes.earth_mover.plank import Plank
from stage.theme import Zone

N = EarthMoverNumbers.compute(EarthMoverParameters(), 15)


def drawn(n=N, **values):
    plank = Plank("the plank", n)
    plank.set_up(Zone(-6.6, 6.6, -3.0, 3.2))
    values = {"shares": n.q, **values}
    plank.values |= {name: np.asarray(value, float) for name, value in values.items()}
    plank.redraw()
    return plank


def box(plank, *key):
    points = plank.pieces[key].points
    return (*points[:, :2].min(axis=0), *points[:, :2].max(axis=0))


def area(plank, *key):
    """Of a piece, in shares times distance: by the height of hay and from place to place."""
    left, bottom, right, top = box(plank, *key)
    a, b, _, c = box(plank, "hay", 0)
    unit = (c - b) / plank.shares[0] * (box(plank, "hay", 1)[0] - a)
    return (right - left) * (top - bottom) / unit


def test_hay_is_as_high_as_its_share_on_one_scale():
    plank = drawn()
    heights = [box(plank, "hay", k)[3] - box(plank, "hay", k)[1] for k in range(4)]
    assert np.array(heights) / heights[0] == pytest.approx(N.q / N.q[0])
    middles = [(box(plank, "hay", k)[0] + box(plank, "hay", k)[2]) / 2 for k in range(4)]
    assert np.diff(middles) == pytest.approx(np.full(3, middles[1] - middles[0]))


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


def height(plank, *key):
    return np.ptp(box(plank, *key)[1::2])


def test_pull_is_as_wide_as_the_walk_and_as_high_as_its_share():
    plank = drawn(pivot=N.walk, built=1.0)
    left, bottom, right, top = box(plank, "pull")
    assert left == pytest.approx(np.mean(box(plank, "hay", 0)[::2]))
    assert right == pytest.approx(np.mean(box(plank, "pole")[::2]))
    assert top - bottom == pytest.approx(height(plank, "hay", 0))
    assert area(plank, "pull") == pytest.approx(0.442, abs=5e-4)


def test_pull_and_loss_and_arrows_are_as_large_as_their_numbers_while_hay_is_carried():
    for frame in range(0, len(N.carry.walk), 6):
        plank = drawn(
            blocks=1.0, loss=1.0, built=1.0, raised=1.0, crossed=1.0,
            **{name: track[frame] for name, track in N.carry},
        )  # fmt: skip
        left, _, right, _ = box(plank, "loss")
        door, tree = (box(plank, "hay", k)[0] for k in (0, 1))
        assert (right - left) / (tree - door) == pytest.approx(N.carry.walk[frame])
        assert area(plank, "pull") == pytest.approx(N.carry.walk_pull[frame])
        walk, cross = height(plank, "arrow", "walk"), height(plank, "arrow", "cross")
        assert walk / cross == pytest.approx(N.carry.walk_pull[frame] / 0.8)
        assert cross == pytest.approx(height(plank, "block", 1))
        for key in ("walk", "cross"):
            assert box(plank, "arrow", key)[1] == pytest.approx(box(plank, "block", 0)[3])


def test_arrows_come_out_of_the_pull_and_out_of_the_hay_elsewhere():
    near = {"shares": [0.2, 0.8, 0, 0], "pivot": 0.8, "built": 1.0, "blocks": 1.0}
    plank = drawn(**near, raised=1e-9, crossed=1e-9)
    assert box(plank, "arrow", "walk") == pytest.approx(box(plank, "pull"))
    assert box(plank, "arrow", "cross") == pytest.approx(box(plank, "block", 1))


def test_arrows_of_large_pulls_are_no_higher_than_hay_of_1_and_on_one_scale():
    n = EarthMoverNumbers.compute(EarthMoverParameters(positions=(0, 1, 2, 1000)), 15)
    plank = drawn(n, blocks=1.0, raised=1.0, crossed=1.0, walk_pull=160, cross_pull=0.8)
    assert height(plank, "arrow", "walk") / height(plank, "arrow", "cross") == pytest.approx(200)
    assert height(plank, "arrow", "walk") <= height(plank, "block", 1) / 0.8 + 1e-9


def test_cuts_leave_parts_as_long_as_the_lengths_were_before():
    plank = drawn(
        blocks=1.0, loss=1.0, built=1.0, raised=1.0,
        **{name: track[-1] for name, track in N.carry},
    )  # fmt: skip
    for whole, key, axis in (
        (("loss",), "bar", 0),
        (("pull",), "area", 0),
        (("arrow", "walk"), "arrow", 1),
    ):
        low, high = box(plank, *whole)[axis::2]
        cuts = [box(plank, "cut", key, part)[axis] for part in (1, 2)]
        assert cuts == pytest.approx([low + (high - low) / 3, low + (high - low) * 2 / 3])
        opacities = [plank.pieces["cut", key, part].get_stroke_opacity() for part in (1, 2, 3)]
        assert opacities == pytest.approx([1, 1, 0])


def test_one_walk_runs_from_the_well_to_the_cat_and_is_gone():
    door, well = (np.mean(box(drawn(), "hay", k)[::2]) for k in (0, 2))
    assert box(drawn(walked=1.0), "one walk")[::2] == pytest.approx((door, well), abs=0.2)
    assert box(drawn(walked=0.5), "one walk")[0] == pytest.approx((door + well) / 2, abs=0.2)
    assert box(drawn(walked=1.5), "one walk")[2] == pytest.approx((door + well) / 2, abs=0.2)


def test_block_that_is_carried_lies_in_no_other():
    for flown in N.carry.flown:
        plank = drawn(blocks=1.0, flown=flown)
        (a, b, c, d), (e, f, g, h) = (box(plank, "block", k) for k in (0, 1))
        assert min(min(c, g) - max(a, e), min(d, h) - max(b, f)) < 1e-6
