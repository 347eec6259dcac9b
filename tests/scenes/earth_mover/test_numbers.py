"""The numbers of ``EarthMover``: those of the script, by hand, and against SciPy."""

import numpy as np
import pytest
from scipy.special import softmax
from scipy.stats import wasserstein_distance

from scenes.earth_mover.numbers import EarthMoverNumbers, EarthMoverParameters
from stage.parameters import ParameterError, read_parameters

FPS = 16
N = EarthMoverNumbers.compute(EarthMoverParameters(), FPS)
SCORES = np.array([2.5, -1.0, 3.2, 0.5])


def computed(**parameters):
    return EarthMoverNumbers.compute(EarthMoverParameters(**parameters), FPS)


def balance(shares, distances, pivot):
    """Sums of share times arm, left and right of a pivot."""
    turning = shares * (distances - pivot)
    return -turning[turning < 0].sum(), turning[turning > 0].sum()


def test_shares_are_those_of_the_whole_film():
    assert N.q.round(3) == pytest.approx([0.315, 0.009, 0.633, 0.043])
    assert N.q == pytest.approx(softmax(SCORES))


def test_walk_is_where_the_shares_balance():
    assert round(N.walk, 3) == 1.404
    assert N.walk == pytest.approx(wasserstein_distance([0, 1, 2, 3], [0], N.q))
    left, right = balance(N.q, np.arange(4), N.walk)
    assert (left, right) == pytest.approx((0.445, 0.445), abs=5e-4)
    assert left == pytest.approx(right)
    assert (N.slide.pivot[0], N.slide.pivot[-1]) == (0, N.walk)
    assert (np.diff(N.slide.pivot) >= 0).all()


def test_hay_grows_from_nothing_to_the_softmax():
    assert not N.grow.shares[0].any()
    assert N.grow.shares[-1] == pytest.approx(softmax([2.5, -1.0, 3.2, 0.5]))


def test_guesses_are_halfway_to_the_tree_the_walk_and_the_well():
    assert N.options == pytest.approx([0.5, N.walk, 2])
    assert N.answer == "B"
    # With next to all hay at the cat there is no walk, and so on.
    assert computed(scores=(30, -30, 0, 5)).answer == "A"


def test_hay_that_is_carried_three_times_as_far_makes_the_walks_pull_three_times_as_large():
    assert N.walks == pytest.approx([0.8, 2.4])
    assert N.walk_pulls == pytest.approx([0.16, 0.48])
    assert (N.share, N.ratio, N.far_place) == (0.2, 3, "barn")
    assert N.masses == pytest.approx([0.2, 0.8])
    assert (N.homes.tolist(), N.ends.tolist()) == ([0, 1], [0, 3])


def test_pulls_of_both_losses_are_their_slopes_by_the_true_score():
    near, far, step = (0.2, 0.3, 0.1, 0.4), (0.2, 0.1, 0.1, 0.6), 1e-6
    n = computed(near=near, far=far)
    for shares, walk_pull, cross_pull in zip((near, far), n.walk_pulls, n.cross_pulls, strict=True):
        up, down = (softmax(np.log(shares) + s * np.eye(4)[0]) for s in (step, -step))
        assert (down - up) @ np.arange(4) / (2 * step) == pytest.approx(walk_pull)
        assert np.log(up[0] / down[0]) / (2 * step) == pytest.approx(cross_pull)


def test_plank_balances_in_every_frame_and_cross_entropy_pulls_alike():
    for shares, walk, pivot in zip(N.change.shares, N.change.walk, N.change.pivot, strict=True):
        assert wasserstein_distance([0, 1, 2, 3], [0], shares) == pytest.approx(walk)
        assert walk == pivot
    for flown, walk, pull in zip(N.carry.flown, N.carry.walk, N.carry.walk_pull, strict=True):
        at = N.homes + flown * (N.ends - N.homes)
        assert balance(N.masses, at, walk) == pytest.approx((pull, pull))
    assert (N.carry.pivot == N.carry.walk).all()
    assert N.carry.cross_pull == pytest.approx(0.8)
    assert (np.diff(N.carry.walk_pull) > 0).all()


def test_sure_and_far_off_is_a_slow_start():
    n = computed(near=(0.01, 0.99, 0, 0), far=(0.01, 0, 0, 0.99))
    assert n.walk_pulls[1] == pytest.approx(0.01 * 2.97)


def test_growth_is_told_only_where_the_walk_and_its_pull_grow_as_many_times():
    twice = computed(near=(0.5, 0.5, 0, 0), far=(0.5, 0, 0.5, 0))  # walks .5, 1; pulls .25, .5
    assert twice.ratio == 2
    # The walk doubles, from .5 to 1; but with no hay at the cat, its score is not pulled.
    walks_only = computed(near=(0.5, 0.5, 0, 0), far=(0, 1, 0, 0))
    assert walks_only.walks == pytest.approx([0.5, 1.0])
    assert walks_only.ratio == 1
    assert computed(near=(1, 0, 0, 0), far=(0, 1, 0, 0)).ratio == 1


@pytest.mark.parametrize(
    ("cat", "positions"), [(1, (-1, 0, 1)), (2, (-3, 1, 2)), (1, (0, 1, 9)), (0, (0, 0.25, 0.5))]
)
def test_walks_and_blocks_are_right_wherever_the_cat_is(cat, positions):
    near, far = (0.15, 0.6, 0.25), (0.5, 0.2, 0.3)
    n = computed(
        scores=(0.5, 1, 2), places=("a", "b", "c"), positions=positions, cat=cat, near=near, far=far
    )
    for q, walk in ((n.q, n.walk), (near, n.walks[0]), (far, n.walks[1])):
        assert wasserstein_distance(positions, [positions[cat]], q) == pytest.approx(walk)
    for q, where in ((near, n.homes), (far, n.ends)):
        assert np.bincount(where.astype(int), n.masses, 3) == pytest.approx(q)
    assert n.distances == pytest.approx(np.abs(np.array(positions) - positions[cat]))
    assert n.carry.walk[[0, -1]] == pytest.approx(n.walks)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"positions": "0,2,2,3"}, r"positions must ascend; got \(0\.0, 2\.0, 2\.0, 3\.0\)"),
        ({"cat": "4"}, r"cat must be in \[0, 4\), counted from 0; got 4"),
        ({"near": ".2,.8,0,0", "far": ".2,.8,0,0"}, "far must differ from near"),
        ({"scores": "1,2,3"}, "must have as many items as scores, which has 3"),
    ],
)
def test_what_makes_no_story_is_refused(typed, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(EarthMoverParameters, typed)
