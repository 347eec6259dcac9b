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


def test_guesses_are_halfway_to_the_tree_the_walk_and_the_well():
    assert N.options == pytest.approx([0.5, N.walk, 2])
    assert N.answer == "B"
    # With next to all hay at the cat there is no walk, and so on.
    assert computed(scores=(30, -30, 0, 5)).answer == "A"


def test_pulls_are_share_times_arm_and_slopes_of_the_walk():
    assert N.arms.round(3) == pytest.approx([-1.404, -0.404, 0.596, 1.596])
    assert N.pulls.round(3) == pytest.approx([-0.442, -0.004, 0.378, 0.068])
    step = 1e-6
    for k, pull in enumerate(N.pulls):
        up, down = (softmax(SCORES + s * np.eye(4)[k]) @ np.arange(4) for s in (step, -step))
        assert (up - down) / (2 * step) == pytest.approx(pull, abs=1e-8)
    assert N.strong_place == "well"
    assert N.side == pytest.approx(0.445, abs=5e-4)
    assert N.side == pytest.approx(N.pulls[:2].sum() * -1) == pytest.approx(N.pulls[2:].sum())


def test_raising_the_wells_score_makes_the_walk_longer_at_first_by_its_pull():
    raised = softmax(SCORES + np.eye(4)[2])
    assert N.lift.shares[0] == pytest.approx(N.q)
    assert N.lift.shares[-1] == pytest.approx(raised)
    assert N.lift.walk[-1] == pytest.approx(raised @ np.arange(4))
    assert N.lift.walk[-1].round(2) == 1.71
    assert (np.diff(N.lift.walk) > 0).all()
    for motion in (N.lift, N.back):
        assert motion.pivot == pytest.approx(motion.walk)
        for shares, walk in zip(motion.shares, motion.walk, strict=True):
            assert balance(shares, np.arange(4), walk)[0] == pytest.approx(
                balance(shares, np.arange(4), walk)[1]
            )
    assert N.back.shares[0] == pytest.approx(N.lift.shares[-1])
    assert N.back.shares[-1] == pytest.approx(N.q)


def test_hay_that_is_carried_three_times_as_far_makes_the_loss_three_times_as_large():
    assert N.walks == pytest.approx([0.8, 2.4])
    assert N.sides == pytest.approx([0.2 * 0.8, 0.2 * 2.4])
    assert (N.times, N.ratio) == ("three times", 3)
    assert N.masses == pytest.approx([0.1] * 10)
    assert sorted(N.homes) == [0, 0] + [1] * 8
    assert sorted(N.ends) == [0, 0] + [3] * 8


def test_both_sides_balance_in_every_frame():
    for shares, walk, pivot, side in zip(
        N.change.shares, N.change.walk, N.change.pivot, N.change.side, strict=True
    ):
        assert wasserstein_distance([0, 1, 2, 3], [0], shares) == pytest.approx(walk)
        assert balance(shares, np.arange(4), pivot) == pytest.approx((side, side))
    for flown, walk, pivot, side in zip(
        N.carry.flown, N.carry.walk, N.carry.pivot, N.carry.side, strict=True
    ):
        at = N.homes + flown * (N.ends - N.homes)
        assert walk == pivot
        assert balance(N.masses, at, pivot) == pytest.approx((side, side))


def test_sure_and_far_off_is_a_slow_start():
    n = computed(near=(0.01, 0.99, 0, 0), far=(0.01, 0, 0, 0.99))
    assert n.sides[1] == pytest.approx(0.01 * 2.97)


def test_words_compare_only_where_walks_and_sides_both_grow_as_many_times():
    twice = computed(near=(0.5, 0.5, 0, 0), far=(0.5, 0, 0.5, 0))  # walks .5, 1; sides .25, .5
    assert (twice.times, twice.ratio) == ("twice", 2)
    # The walk doubles, from .5 to 1; but with all hay at the pivot neither side pulls.
    walks_only = computed(near=(0.5, 0.5, 0, 0), far=(0, 1, 0, 0))
    assert walks_only.walks == pytest.approx([0.5, 1.0])
    assert (walks_only.times, walks_only.ratio) == ("", 1)
    assert computed(near=(1, 0, 0, 0), far=(0, 1, 0, 0)).times == ""


@pytest.mark.parametrize(
    ("cat", "positions"), [(1, (-1, 0, 1)), (2, (-3, 1, 2)), (1, (0, 1, 9)), (0, (0, 0.25, 0.5))]
)
def test_walks_and_bales_are_right_wherever_the_cat_is(cat, positions):
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
