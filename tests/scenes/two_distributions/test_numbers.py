"""What ``TwoDistributions`` draws is true: against SciPy, NumPy's own draws and arithmetic."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr
from scipy.stats import entropy

from scenes.parameters import ParameterError, read_parameters
from scenes.two_distributions.numbers import TwoDistributionsNumbers, TwoDistributionsParameters

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
    assert n.average == pytest.approx(n.total, rel=1e-12)


def test_after_10_20_50_and_100_draws_the_average_is_1_41_1_45_1_51_and_1_49():
    n = computed()
    drawn = np.random.default_rng(1).permutation([0] * 10 + [1] * 40 + [2] * 30 + [3] * 20)
    paid = [-math.log([0.3, 0.2, 0.2, 0.3][k]) for k in drawn]
    for count, told in ((10, 1.41), (20, 1.45), (50, 1.51), (100, 1.49)):
        average = math.fsum(paid[:count]) / count
        assert average == pytest.approx(told, abs=5e-3)
        assert n.means[count - 1] == pytest.approx(average)


def test_thirty_find_no_room_and_thirty_places_stay_empty():
    n = computed()
    assert n.counts == (10, 40, 30, 20)
    assert n.places == (30, 20, 20, 30)
    assert n.lacks == (-20, 20, 10, -10)
    assert n.over == 30


def test_room_of_class_2_is_dragged_to_05_where_a_place_costs_3_00_and_back():
    n = computed()
    assert n.dragged == 1
    assert n.small[0].tolist() == n.big[-1].tolist() == [0.3, 0.2, 0.2, 0.3]
    # The others have .95 instead of .8: .3 becomes .3 * .95 / .8.
    assert n.small[-1] == pytest.approx([0.35625, 0.05, 0.2375, 0.35625])
    assert n.big[0] == pytest.approx(n.small[-1])
    assert n.small_price[[0, -1], 1] == pytest.approx([1.61, 3.00], abs=5e-3)
    assert n.dear == pytest.approx(math.log(20))


def test_while_a_room_becomes_small_its_price_rises_evenly_with_what_is_done():
    n = computed()
    t = np.linspace(0, 1, len(n.small))
    done = 10 * t**3 - 15 * t**4 + 6 * t**5  # minimum jerk
    assert n.small_price[:, 1] == pytest.approx(math.log(5) + done * math.log(4))
    rest = np.delete(n.small, 1, axis=1)
    assert rest / rest.sum(axis=1, keepdims=True) == pytest.approx(np.tile([3, 2, 3], (34, 1)) / 8)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(WEIGHTS, st.integers(0, 10**6))
def test_what_all_pay_is_what_scipy_says_and_rooms_stay_distributions(weights, seed):
    p, q = (np.array(w) / sum(w) for w in weights)
    n = computed(p=tuple(p), q=tuple(q), seed=seed)
    with np.errstate(divide="ignore"):
        expected = entropy(p) + rel_entr(p, q).sum()
        assert n.price == pytest.approx(-np.log(q))
    assert n.total == pytest.approx(expected)
    assert n.average == pytest.approx(
        math.fsum(c * x for c, x in zip(n.counts, n.price, strict=True) if c) / 100
    )
    for rooms, price in ((n.small, n.small_price), (n.big, n.big_price)):
        assert rooms.sum(axis=1) == pytest.approx(1)
        with np.errstate(divide="ignore"):
            assert price == pytest.approx(-np.log(rooms))
    assert n.q[n.dragged] >= 0.05
    assert n.small[-1, n.dragged] == pytest.approx(n.q[n.dragged] / 4)
    assert max(n.small_price[-1, n.dragged], n.price[n.dragged]) < n.top


@settings(derandomize=True, deadline=None, max_examples=60)
@given(WEIGHTS, st.integers(0, 10**6))
def test_a_hundred_come_as_often_as_p_says_nearest_to_whole_numbers(weights, seed):
    p = [Fraction(w, sum(weights[0])) for w in weights[0]]
    q = np.array(weights[1]) / sum(weights[1])
    n = computed(p=tuple(map(float, p)), q=tuple(q), seed=seed)
    assert sum(n.counts) == sum(n.places) == 100
    assert all(abs(count - 100 * share) < 1 for count, share in zip(n.counts, p, strict=True))
    # Who got one more lacked at least as much as who did not.
    rest = [100 * share - math.floor(100 * share) for share in p]
    more = [count > math.floor(100 * share) for count, share in zip(n.counts, p, strict=True)]
    given_, kept = (
        [r for r, m in zip(rest, more, strict=True) if m is is_] for is_ in (True, False)
    )
    assert min(given_, default=1) >= max(kept, default=0) - 1e-9
    assert sorted(n.order) == [k for k, count in enumerate(n.counts) for _ in range(count)]


def test_they_come_ever_faster_and_all_of_them_in_time():
    n = computed()
    for leaves, track, flight in ((n.leaves, n.pouring, 0.8), (n.pays, n.paying, 0.8)):
        gaps = np.diff(leaves)
        assert leaves[0] == 0
        assert (np.diff(gaps) < 0).all()
        assert (gaps > 0).all()
        assert track[0] == 0
        assert track[-1] == pytest.approx(leaves[-1] + flight)
        assert np.ptp(np.diff(track)) == pytest.approx(0, abs=1e-12)


def test_another_seed_is_another_order_of_the_same_draws():
    n, other = computed(), computed(seed=2)
    assert n.order != other.order
    assert sorted(n.order) == sorted(other.order)
    assert other.average == pytest.approx(n.average)


def test_a_draw_that_q_calls_impossible_pays_without_end():
    n = computed(p=[0.5, 0.5, 0], q=[0.5, 0, 0.5])
    assert math.isinf(n.total)
    assert math.isinf(n.average)
    first = n.order.index(1)
    assert np.isfinite(n.means[:first]).all()
    assert np.isinf(n.means[first:]).all()
    assert math.isfinite(n.top)
    assert math.isfinite(n.high)


def test_what_neither_expects_costs_nothing():
    n = computed(p=[0.5, 0.5, 0], q=[0.25, 0.75, 0])
    assert n.coming == (0, 1)
    assert n.factors == pytest.approx(np.array([[0.5, math.log(4)], [0.5, math.log(4 / 3)]]))
    assert n.total == pytest.approx((math.log(4) + math.log(4 / 3)) / 2)


def test_room_that_nobody_would_see_is_not_dragged():
    assert computed(p=[0.9, 0.1], q=[0.01, 0.99]).dragged == 1
    n = computed(p=[0.9, 0.1], q=[1, 0])
    assert n.dragged == 0
    assert n.small[-1] == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize(
    ("parameters", "adds"),
    [
        ({}, True),  # .1 * 1.20 + .4 * 1.61 + .3 * 1.61 + .2 * 1.20 = 1.487, which is told as 1.49
        ({"p": [1 / 3, 2 / 3], "q": [0.5, 0.5]}, True),  # (.33 + .67) * .69 = .69
        ({"p": [0.999, 0.001], "q": [0.5, 0.5]}, False),  # a bound, <.01, adds up to nothing
        ({"p": [1 / 3] * 3, "q": [1 / 3] * 3}, False),  # 3 * .33 * 1.10 = 1.089, and not 1.10
    ],
)
def test_sum_is_told_as_right_only_if_it_is_as_it_is_read(parameters, adds):
    assert computed(**parameters).adds is adds


@pytest.mark.parametrize("classes", range(2, 11))
def test_rooms_are_narrower_the_more_there_are_and_rows_are_whole_hundredths(classes):
    n = computed(p=[1 / classes] * classes, q=[1 / classes] * classes)
    assert 100 % n.across == 0
    assert 9 < n.across * classes <= 20


def test_highest_has_room_for_rooms_and_for_those_who_come():
    assert computed().highest == pytest.approx(0.4)
    assert computed(p=[0, 1, 0, 0], q=[0.25] * 4).highest == pytest.approx(1)


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
