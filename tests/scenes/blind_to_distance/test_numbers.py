"""The numbers of ``BlindToDistance``: by hand, and against SciPy's earth mover's distance."""

import math

import numpy as np
import pytest
from scipy.stats import wasserstein_distance

from scenes.blind_to_distance.numbers import (
    BlindToDistanceNumbers,
    BlindToDistanceParameters,
)
from stage.bales import crossed, flown, landed
from stage.parameters import ParameterError, read_parameters

FPS = 16
N = BlindToDistanceNumbers.compute(BlindToDistanceParameters(), FPS)


def computed(**parameters):
    return BlindToDistanceNumbers.compute(BlindToDistanceParameters(**parameters), FPS)


def test_loss_is_that_of_the_true_place_in_every_frame():
    assert N.loss == pytest.approx(math.log(5))
    assert (N.carry.loss == N.loss).all()


def test_walks_are_eight_tenths_of_the_way():
    assert N.walks == pytest.approx([0.8 * 1, 0.8 * 3])
    assert (N.measure.walk[0], N.measure.walk[-1]) == pytest.approx((0, 0.8))


def test_each_bale_that_has_been_carried_adds_two_tenths_of_a_minute():
    assert len(N.launches) == 8
    assert N.carry.walk[[0, -1]] == pytest.approx([0.8, 0.8 + 8 * 0.2])
    (frame,) = np.flatnonzero(np.isclose(N.carry.flown, N.launches[1], atol=0.02))[:1]
    assert N.carry.walk[frame] == pytest.approx(0.8 + 0.2)
    assert (np.diff(N.carry.walk) >= -1e-12).all()


def test_a_bale_at_the_true_place_lowers_the_loss_when_it_comes_down_and_goes_back():
    assert N.lend.loss[[0, -1]] == pytest.approx([math.log(5), -math.log(0.3)])
    assert (N.lend.loss[N.lend.lent <= 0.75] == N.loss).all()
    assert (np.diff(N.lend.loss) <= 1e-12).all()
    assert N.back.loss[[0, -1]] == pytest.approx([-math.log(0.3), math.log(5)])


def test_there_are_ten_bales_of_a_tenth_of_which_two_stay():
    assert N.masses == pytest.approx([0.1] * 10)
    assert N.homes.tolist() == [1] * 8 + [0] * 2
    assert N.ends.tolist() == [3] * 8 + [0] * 2
    assert set(N.mixed[:8]) == {1, 2, 3}
    assert N.mixed[8:].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("near", "far", "target", "positions"),
    [
        ((0.25, 0.3, 0.45), (0.25, 0.75, 0.0), 0, (0, 2, 3)),
        ((0.3, 0.4, 0.3), (0.05, 0.4, 0.55), 1, (-1, 0, 5)),
        ((0.1, 0.2, 0.3, 0.15, 0.25), (0.4, 0.2, 0.0, 0.15, 0.25), 3, (0, 1, 2, 4, 8)),
    ],
)
def test_bales_make_up_both_predictions_and_walks_are_those_of_scipy(near, far, target, positions):
    n = computed(
        near=near, far=far, cat=target, positions=positions, places=tuple("abcde"[: len(near)])
    )
    for q, where in ((near, n.homes), (far, n.ends)):
        stacked = np.bincount(where.astype(int), n.masses, len(near))
        assert stacked == pytest.approx(q)
        assert wasserstein_distance(positions, [positions[target]], q) == pytest.approx(
            n.walks[0 if q is near else 1]
        )
    assert n.carry.walk[[0, -1]] == pytest.approx(n.walks)
    assert max(n.masses) <= 0.1 + 1e-12
    assert n.loss == pytest.approx(-math.log(near[target]))


def test_bales_follow_each_other_closely_only_where_all_go_the_same_way():
    assert np.diff(N.launches) == pytest.approx([1.0] + 6 * [0.3])
    apart = computed(near=(0.2, 0.8, 0.0, 0.0), far=(0.2, 0.35, 0.05, 0.4))
    assert np.diff(apart.launches) == pytest.approx(np.ones(len(apart.launches) - 1))


def test_a_bale_is_lifted_then_crosses_then_is_let_down():
    for flight in np.linspace(0, 1, 101):
        assert crossed(flight) == 0 or flown(flight, (0, 0), (1, 2), 2)[1] == 2
        assert landed(flight) == 0 or crossed(flight) == 1


def test_each_of_the_eight_bales_brings_a_tenth_of_its_way_to_the_walk():
    assert N.is_tenths
    assert N.measure.parts[-1] == pytest.approx([0.1 * 1] * 8 + [0] * 2)
    assert N.carry.parts[-1] == pytest.approx([0.1 * 3] * 8 + [0] * 2)
    for motion in (N.measure, N.carry, N.mix, N.sort):
        assert motion.walk == pytest.approx(motion.parts.sum(axis=1))
    assert np.diff(N.paces[:8]) == pytest.approx([0.25] * 7)
    assert not computed(near=(0.15, 0.85, 0, 0), far=(0.15, 0, 0, 0.85)).is_tenths


def test_mixed_behind_the_curtain_the_walk_is_another_and_then_again_that_of_the_second():
    assert N.mix.walk[[0, -1]] == pytest.approx([2.4, 0.3 * 1 + 0.3 * 2 + 0.2 * 3])
    assert N.sort.walk[[0, -1]] == pytest.approx([1.5, 2.4])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"far": "0.3,0,0,0.7"}, r"must give the true place the same share.*got 0\.2 and 0\.3"),
        ({"far": "0.2,0.8,0,0"}, "near and far must differ; got the same twice"),
        ({"positions": "0,2,1,3"}, r"positions must ascend; got \(0\.0, 2\.0, 1\.0, 3\.0\)"),
        (
            {"near": ".5,.5", "far": ".5,.5", "places": "a,b", "positions": "0,1"},
            "at least 3 places, two of them wrong; got 2",
        ),
    ],
)
def test_what_makes_no_story_is_refused(typed, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(BlindToDistanceParameters, typed)
