"""What ``LogitNudges`` draws is true: against SciPy, plain arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import softmax
from scipy.stats import beta

from scenes.logit_nudges.numbers import LogitNudgesNumbers, LogitNudgesParameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=25)
Z = np.array([2.5, -1.0, 3.2, 0.5])


def computed(fps=15, **parameters):
    return LogitNudgesNumbers.compute(LogitNudgesParameters(**parameters), fps)


@st.composite
def logits_and_target(draw, largest=20):
    logits = draw(st.lists(st.floats(-largest, largest), min_size=2, max_size=10))
    return logits, draw(st.integers(0, len(logits) - 1))


def test_nudges_do_what_the_note_says():
    n = computed(nudge=0.4)
    assert (n.order, n.others) == ((0, 2, 3, 1), (2, 3, 1))
    assert n.q == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    # .4064 by the push, .3976 by the pull of the fox, less .3145
    assert n.gains[:2] == pytest.approx([9.18, 8.30], abs=6e-3)
    assert n.raised.shares[-1, 0, 0] == pytest.approx(0.4064, abs=5e-5)
    assert n.lowered.shares[-1, 1, 0] == pytest.approx(0.3976, abs=5e-5)


def test_default_nudge_gains_24_points_by_the_push_and_21_by_the_pull():
    n = computed()
    e = np.exp(Z)
    pushed, pulled = e * [math.e, 1, 1, 1], e * [1, 1, 1 / math.e, 1]
    expected = [100 * (each[0] / each.sum() - e[0] / e.sum()) for each in (pushed, pulled)]
    assert n.gains[:2] == pytest.approx(expected)
    assert [f"{gain:{n.gain_form}}" for gain in n.gains] == ["+24", "+21", "+24"]


def test_all_pulls_together_are_the_push():
    n = computed(nudge=0.4)
    assert n.joined.z[-1] == pytest.approx(np.array([[2.9, -1, 3.2, 0.5], [2.5, -1.4, 2.8, 0.1]]))
    assert n.joined.shares[-1, 1] == pytest.approx(softmax([2.9, -1, 3.2, 0.5]), abs=1e-12)
    assert n.joined.shares[-1, 1] == pytest.approx(n.joined.shares[-1, 0], abs=1e-12)
    assert n.gains[2] == n.gains[0] == pytest.approx(n.joined.gain[-1, 1], abs=1e-10)


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
def test_shift_changes_no_share_and_ends_on_the_scores_of_the_push(drawn, nudge):
    logits, target = drawn
    n = computed(logits=tuple(logits), target=target, nudge=nudge)
    assert n.shifted.z[0] == pytest.approx(n.joined.z[-1], abs=1e-12)
    shares = softmax(n.shifted.z, axis=-1)
    assert shares == pytest.approx(np.broadcast_to(n.joined.shares[-1], shares.shape), abs=1e-12)
    assert n.shifted.z[-1, 1] == pytest.approx(n.raised.z[-1, 0], abs=1e-12)


def test_what_the_fox_loses_is_shared_out_among_all_others():
    n = computed(nudge=0.4)
    change = n.lowered.shares[-1, 1] - n.q
    # The fox alone gives .097, most of it to the cat.
    assert change == pytest.approx([0.083, 0.003, -0.097, 0.011], abs=5e-4)
    assert change[[1, 3]] / change[0] == pytest.approx(np.exp([-1 - 2.5, 0.5 - 2.5]))


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
@example(([0.0, 1.0, 2.0], 1), 1e6)
def test_every_share_is_a_softmax_of_scipy_and_every_gain_is_its_growth(drawn, nudge):
    logits, target = drawn
    n = computed(logits=tuple(logits), target=target, nudge=nudge)
    before = softmax(logits)
    for motion in (n.raised, n.lowered, n.joined):
        assert motion.shares == pytest.approx(softmax(motion.z, axis=-1), abs=1e-12)
        expected = 100 * (softmax(motion.z, axis=-1)[..., target] - before[target])
        assert motion.gain == pytest.approx(expected, abs=1e-10)
    assert (n.raised.gain[0] == 0).all()
    assert n.gains[1] == pytest.approx(n.lowered.gain[-1, 1], abs=1e-10)
    assert 0 < n.gains[1] <= n.gains[0] * (1 + 1e-9)


def test_only_the_named_score_moves_and_by_the_nudge():
    n = computed(nudge=0.4)
    assert n.raised.z[-1] == pytest.approx(np.array([[2.9, -1, 3.2, 0.5], Z]))
    assert n.lowered.z[[0, -1], 0] == pytest.approx(np.array([[2.9, -1, 3.2, 0.5]] * 2))
    assert n.lowered.z[[0, -1], 1] == pytest.approx(np.array([Z, [2.5, -1, 2.8, 0.5]]))
    assert (n.lowest, n.highest) == pytest.approx((-1.4, 3.2))


def test_other_pulls_come_one_after_the_other_and_stay():
    n = computed(40, nudge=0.4)
    fox, owl, hen = (n.joined.z[:, 1, k] for k in (2, 3, 1))
    assert fox == pytest.approx(np.full(len(fox), 2.8))
    half = len(owl) // 2
    assert owl[[0, half, -1]] == pytest.approx([0.5, 0.1, 0.1])
    assert hen[[0, half, -1]] == pytest.approx([-1.0, -1.0, -1.4])
    assert n.joined.turn[[0, half, -1]].tolist() == [0, 1, 2]
    assert (np.diff(n.joined.gain[:, 1]) >= 0).all()


def test_half_of_a_nudges_pace_is_even_in_the_logit_and_half_in_all_shares():
    n = computed(60, nudge=0.4)
    # By how much of the way of shares is done, the size of the nudge so far is found by SciPy.
    target = beta(3, 3).cdf(np.linspace(0, 1, len(n.raised.gain)))
    sizes = np.linspace(0, 0.4, 4001)
    shares = np.array([softmax([2.5 + size, *Z[1:]]) for size in sizes])
    way = np.abs(np.diff(shares, axis=0)).sum(axis=1).cumsum()
    done = (sizes / 0.4 + np.concatenate(([0], way)) / way[-1]) / 2
    expected = np.interp(np.interp(target, done, sizes), sizes, shares[:, 0]) - shares[0, 0]
    assert n.raised.gain[:, 0] == pytest.approx(100 * expected, abs=1e-3)


def test_even_a_huge_nudge_moves_no_share_by_much_in_one_frame():
    n = computed(60, nudge=1e6)
    assert np.abs(np.diff(n.lowered.shares, axis=0)).max() < 0.05


@pytest.mark.parametrize(("logits", "target"), [((2.5, -1.0, 3.2, 0.5), 0), ((25, 1, 0, 2), 2)])
def test_gains_of_a_tiny_nudge_are_of_first_order(logits, target):
    n, a = computed(logits=logits, target=target, nudge=1e-9), softmax(logits)
    giving = np.array([1 - a[target], a[n.others[0]]])
    assert n.gains[:2] == pytest.approx(a[target] * giving * 1e-7, rel=1e-8)


def test_tiny_gains_keep_their_digits():
    # Of e^25 the others are nothing: raising z_t gains a_t (e^0.4 - 1).
    n, a = computed(logits=(25, 1, 0, 2), target=2, nudge=0.4), softmax([25, 1, 0, 2])
    assert n.gains[0] == pytest.approx(100 * a[2] * math.expm1(0.4), rel=1e-9)


@same_everywhere
@given(st.lists(st.integers(-40, 40), min_size=2, max_size=2), st.integers(0, 1))
@example([33, 9], 1)
def test_with_two_classes_both_nudges_gain_the_same(tenths, target):
    n = computed(logits=tuple(t / 10 for t in tenths), target=target)
    assert n.gains[0] == n.gains[1] == n.gains[2]
    assert n.lowered.gain[-1, 1] == pytest.approx(n.gains[0], rel=1e-12)


@pytest.mark.parametrize(
    "parameters",
    [
        {"logits": (1e9, -1e9, 0), "nudge": 1e9},
        {"logits": (0,) * 10, "nudge": 1e-12, "target": 9},
        {"logits": (700, -700), "target": 1},
    ],
)
def test_extremes_give_finite_numbers_and_no_warning(parameters):
    n = computed(**parameters)
    for values in (n.gains, n.lowered.shares, n.joined.shares, n.joined.gain):
        assert np.all(np.isfinite(values))
    assert n.gains.min() > 0
