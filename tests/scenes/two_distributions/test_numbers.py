"""What ``TwoDistributions`` draws is true: against SciPy, NumPy's own draws and arithmetic."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr
from scipy.stats import entropy

from scenes.two_distributions.numbers import TwoDistributionsNumbers, TwoDistributionsParameters
from stage.parameters import ParameterError, read_parameters

WEIGHTS = st.integers(2, 10).flatmap(
    lambda classes: st.tuples(
        *[
            st.lists(st.integers(0, 500), min_size=classes, max_size=classes).filter(any)
            for _ in "pq"
        ]
    )
)


def computed(fps=15, **parameters):
    return TwoDistributionsNumbers.compute(TwoDistributionsParameters(**parameters), fps)


def test_places_cost_1_20_1_61_1_61_1_20_and_what_is_paid_on_average_is_1_49():
    n = computed()
    assert n.price == pytest.approx([1.20, 1.61, 1.61, 1.20], abs=5e-3)
    assert n.total == pytest.approx(1.4878, abs=5e-5)
    assert n.means[-1] == n.averages[1] == pytest.approx(n.total, rel=1e-12)


def test_after_10_20_50_and_100_draws_the_average_is_1_41_1_45_1_51_and_1_49():
    n = computed()
    drawn = np.random.default_rng(1).permutation([0] * 10 + [1] * 40 + [2] * 30 + [3] * 20)
    paid = [-math.log([0.3, 0.2, 0.2, 0.3][k]) for k in drawn]
    for count, told in ((10, 1.41), (20, 1.45), (50, 1.51), (100, 1.49)):
        average = math.fsum(paid[:count]) / count
        assert average == pytest.approx(told, abs=5e-3)
        assert n.means[count - 1] == pytest.approx(average)


def test_of_a_hundred_draws_ten_forty_thirty_and_twenty_are_of_the_four_classes():
    assert computed().counts == (10, 40, 30, 20)


def test_rooms_that_are_p_cost_1_28_and_q_1_49():
    n = computed()
    assert n.averages == pytest.approx([1.2799, 1.4878], abs=5e-5)
    assert n.least == pytest.approx(entropy([0.1, 0.4, 0.3, 0.2]))
    assert n.fit_total[[0, -1]] == pytest.approx([n.total, n.least])
    assert n.back_total[[0, -1]] == pytest.approx([n.least, n.total])


def test_all_rooms_become_p_and_q_again():
    n = computed()
    q, p = [0.3, 0.2, 0.2, 0.3], [0.1, 0.4, 0.3, 0.2]
    assert n.fit[0].tolist() == n.back[-1].tolist() == q
    assert n.fit[-1].tolist() == n.back[0].tolist() == p
    assert n.fit_price[-1] == pytest.approx([2.30, 0.92, 1.20, 1.61], abs=5e-3)
    assert n.last_top < n.top


def test_wall_between_classes_2_and_3_goes_to_both_sides_alone():
    n = computed(fps=10)  # 8, 11 and 8 frames
    assert n.wall == 1
    assert len(n.opening) == len(n.back) == 28
    # A quarter of .4, and three quarters; of .7 it is .175 and .525.
    stops = [[0.3, 0.2, 0.2, 0.3], [0.3, 0.1, 0.3, 0.3], [0.3, 0.3, 0.1, 0.3]]
    assert n.opening[[0, 8, 19, 27]] == pytest.approx(np.array([*stops, stops[0]]))
    sides = [[0.1, 0.175, 0.525, 0.2], [0.1, 0.525, 0.175, 0.2]]
    assert n.back[[8, 19]] == pytest.approx(np.array(sides))
    # Half of a room costs ln 2 more.
    assert n.opening_price[8, 1] == pytest.approx(n.price[1] + math.log(2))
    assert np.ptp(n.opening[:, [0, 3]], axis=0) == pytest.approx([0, 0], abs=1e-12)


def test_to_both_sides_of_rooms_that_fit_the_average_climbs():
    n = computed(fps=10)
    # .1 ln 10 + .4 ln(1/.175) + .3 ln(1/.525) + .2 ln 5; and with .175 and .525 changed over.
    assert n.back_total[[0, 8, 19]] == pytest.approx([1.2799, 1.4426, 1.3328], abs=5e-5)
    assert (np.diff(n.back_total[:9]) > 0).all()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(WEIGHTS, st.integers(0, 10**6))
def test_what_all_pay_is_what_scipy_says_and_rooms_stay_distributions(weights, seed):
    p, q = (np.array(w) / sum(w) for w in weights)
    n = computed(p=tuple(p), q=tuple(q), seed=seed)
    with np.errstate(divide="ignore"):
        assert n.price == pytest.approx(-np.log(q))
    assert n.total == pytest.approx(entropy(p) + rel_entr(p, q).sum())
    for way, end in (("fit", 0), ("back", 1)):
        rooms, price, factors, total = (
            getattr(n, way + what) for what in ("", "_price", "_factors", "_total")
        )
        assert rooms.sum(axis=1) == pytest.approx(1)
        with np.errstate(divide="ignore"):
            assert price == pytest.approx(-np.log(rooms))
        assert total == pytest.approx(entropy(p) + rel_entr(p, rooms).sum(axis=1))
        assert factors.prod(axis=2).sum(axis=1) == pytest.approx(total)
        assert n.averages[end] == pytest.approx(sum(price[-1, k] for k in n.order) / 100)
    assert n.opening.sum(axis=1) == pytest.approx(1)
    with np.errstate(divide="ignore"):
        assert n.opening_price == pytest.approx(-np.log(n.opening))
    assert n.least == pytest.approx(entropy(p))
    assert n.least <= n.total + 1e-9  # nobody pays less than where rooms are p
    alone = np.delete(n.opening, [n.wall, n.wall + 1], axis=1)
    assert np.ptp(alone, axis=0) == pytest.approx(0)
    told = np.concatenate((n.fit_price[-1], n.price))[np.tile(p > 0, 2)]
    assert max(told[np.isfinite(told)], default=0) < n.top
    pair = slice(n.wall, n.wall + 2)
    if (p[pair] > 0).any() and p[pair].sum() * q[pair].sum() > 0:
        # A quarter of what two rooms have together.
        assert max(math.log(4 / p[pair].sum()), math.log(4 / q[pair].sum())) < n.top
    finite = n.price[(p > 0) & np.isfinite(n.price)]
    assert max(finite, default=0) < n.last_top <= n.top


@settings(derandomize=True, deadline=None, max_examples=60)
@given(WEIGHTS, st.integers(0, 10**6))
def test_a_hundred_come_as_often_as_p_says_nearest_to_whole_numbers(weights, seed):
    p = [Fraction(w, sum(weights[0])) for w in weights[0]]
    q = np.array(weights[1]) / sum(weights[1])
    n = computed(p=tuple(map(float, p)), q=tuple(q), seed=seed)
    assert sum(n.counts) == 100
    assert all(abs(count - 100 * share) < 1 for count, share in zip(n.counts, p, strict=True))
    # Who got one more lacked at least as much as who did not.
    rest = [100 * share - math.floor(100 * share) for share in p]
    more = [count > math.floor(100 * share) for count, share in zip(n.counts, p, strict=True)]
    given_, kept = (
        [r for r, m in zip(rest, more, strict=True) if m is is_] for is_ in (True, False)
    )
    assert min(given_, default=1) >= max(kept, default=0) - 1e-9
    assert sorted(n.order) == [k for k, count in enumerate(n.counts) for _ in range(count)]


def test_three_come_singly_and_none_of_the_others_is_on_its_way_when_that_is_looked_at():
    n = computed()
    assert np.diff(n.leaves[:3]) == pytest.approx([1.0, 1.0])
    assert n.leaves[0] == n.first[0] == 0
    # It takes .5 to a roof, .5 to fall and .6 to its place.
    assert n.first[-1] == n.rest[0] == pytest.approx(n.leaves[2] + 1.6)
    assert n.leaves[3] >= n.first[-1]


def test_all_others_come_ever_faster_and_in_time():
    n = computed()
    gaps = np.diff(n.leaves[3:])
    assert (np.diff(gaps) < 0).all()
    assert (gaps > 0).all()
    assert n.rest[-1] == pytest.approx(n.leaves[-1] + 1.6)
    assert np.ptp(np.diff(n.rest)) == pytest.approx(0, abs=1e-12)


def test_another_seed_is_another_order_of_the_same_draws():
    n, other = computed(), computed(seed=2)
    assert n.order != other.order
    assert sorted(n.order) == sorted(other.order)
    assert other.averages == pytest.approx(n.averages)


def test_a_draw_that_q_calls_impossible_pays_without_end():
    n = computed(p=[0.5, 0.5, 0], q=[0.5, 0, 0.5])
    assert math.isinf(n.total)
    assert math.isinf(n.averages[-1])
    assert math.isfinite(n.averages[0])  # where rooms fit, there is one for everybody
    first = n.order.index(1)
    assert np.isfinite(n.means[:first]).all()
    assert np.isinf(n.means[first:]).all()
    assert math.isfinite(n.top)
    assert np.isfinite(n.most_factors).all()


def test_what_neither_expects_costs_nothing():
    n = computed(p=[0.5, 0.5, 0], q=[0.25, 0.75, 0])
    assert n.coming == (0, 1)
    assert n.factors == pytest.approx(np.array([[0.5, math.log(4)], [0.5, math.log(4 / 3)]]))
    assert n.total == pytest.approx((math.log(4) + math.log(4 / 3)) / 2)


def test_rooms_are_distributions_to_the_last_digit_though_q_is_one_within_a_billionth_only():
    n = computed(p=[0.5, 0.25, 0.25], q=[1.9e-8, 1.9e-12, 1 - 1.9e-8])
    for rooms in (n.fit, n.opening, n.back):
        assert np.abs(rooms.sum(axis=1) - 1).max() < 1e-9


def test_wall_of_a_room_that_nobody_would_see_is_not_moved():
    assert computed(p=[0.9, 0.05, 0.05], q=[0.01, 0.5, 0.49]).wall == 1
    assert computed(p=[0.05, 0.9, 0.05], q=[0.5, 0.01, 0.49]).wall == 0
    assert computed(p=[0.1, 0.2, 0.7], q=[0.2, 0.2, 0.6]).wall == 1  # the last has none
    n = computed(fps=10, p=[0.9, 0.1], q=[1, 0])
    assert n.wall == 0
    assert n.opening[[8, 19]] == pytest.approx(np.array([[0.25, 0.75], [0.75, 0.25]]))


@pytest.mark.parametrize(
    ("parameters", "adds"),
    [
        ({}, True),  # .1 * 1.20 + .4 * 1.61 + .3 * 1.61 + .2 * 1.20 = 1.487, which is told as 1.49
        # .8 * .22 + .2 * 1.61 = .498, (.8 + .2) * .69 = .69
        ({"p": [0.8, 0.2], "q": [0.5, 0.5]}, True),
        # (.33 + .67) * .69 = .69, .33 * 1.10 + .67 * .41 = .638, and .637 is told as .64, too
        ({"p": [1 / 3, 2 / 3], "q": [0.5, 0.5]}, True),
        ({"p": [0.999, 0.001], "q": [0.5, 0.5]}, False),  # a bound, <.01, adds up to nothing
        ({"p": [1 / 3] * 3, "q": [1 / 3] * 3}, False),  # 3 * .33 * 1.10 = 1.089, and not 1.10
    ],
)
def test_sum_is_told_as_right_only_if_it_is_as_it_is_read(parameters, adds):
    assert computed(**parameters).adds is adds


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (
            {"seed": "-1"},
            r"seed must be a whole number from 0 to 1000000000; got '-1'\. Each one makes",
        ),
        ({"seed": "1.5"}, r"seed must be a whole number from 0 to 1000000000; got '1\.5'"),
        ({"seed": True}, r"seed must be a whole number from 0 to 1000000000; got True"),
        ({"q": "0.5,0.5"}, r"q must have as many items as p, which has 4; got 2"),
    ],
)
def test_what_cannot_be_drawn_is_refused(raw, told):
    with pytest.raises(ParameterError, match=told):
        read_parameters(TwoDistributionsParameters, raw)
