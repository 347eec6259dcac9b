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
    n = computed()
    assert n.rows == (0, 1, 2, 3)
    assert n.q == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    # .4064, .3155, .3976 and .3190 less .3145
    assert n.gains == pytest.approx([0.0918, 0.0010, 0.0830, 0.0045], abs=6e-5)
    assert n.giving == pytest.approx([0.6855, 0.0095, 0.6334, 0.0426], abs=6e-5)
    assert (n.gain_form, n.share_form) == ("+.3f", ".3p")


def test_hen_fox_and_owl_pay_what_the_cat_gains():
    n = computed()
    raised = n.raised.change[-1, 0]
    assert -raised[1:] == pytest.approx([0.001, 0.085, 0.006], abs=5e-4)
    assert n.paid == pytest.approx(0.085 / 0.092, abs=0.01)
    lowered = [-n.lowered.change[-1, r, k] for r, k in ((1, 1), (2, 2), (3, 3))]
    assert lowered == pytest.approx([0.003, 0.097, 0.014], abs=5e-4)


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
@example(([0.0, 1.0, 2.0], 1), 1e6)
def test_every_change_is_that_of_a_softmax_of_scipy_and_none_is_lost(drawn, nudge):
    logits, target = drawn
    n = computed(logits=tuple(logits), target=target, nudge=nudge)
    ends = {"raised": n.raised.change[-1], "lowered": n.lowered.change[-1]}
    for motion in (n.raised, n.lowered):
        assert motion.change.sum(axis=-1) == pytest.approx(0, abs=1e-12)
        assert motion.change[0] == pytest.approx(
            0 * motion.change[0] if motion is n.raised else ends["raised"], abs=1e-15
        )
    for r, k in enumerate(n.rows):
        moved = np.array(logits)
        moved[k] += nudge if k == target else -nudge
        change = softmax(moved) - softmax(logits)
        assert ends["lowered"][r] == pytest.approx(change, abs=1e-12)
        assert n.gains[r] == pytest.approx(change[target], abs=1e-12)
        assert n.gains[r] > 0


def test_only_the_first_row_is_raised_and_then_only_the_others_are_lowered():
    n = computed()
    assert (n.raised.change[:, 1:] == 0).all()
    assert (n.lowered.change[:, 0] == n.raised.change[-1, 0]).all()
    assert n.raised.pushed[-1].tolist() == [1, 0, 0, 0]
    assert n.lowered.pushed[[0, -1]].tolist() == [[1, 0, 0, 0], [1, 1, 1, 1]]
    assert n.carried.way[[0, -1]].tolist() == [[0, 0, 0, 0], [1, 0, 0, 0]]
    assert n.spread.way[[0, -1]].tolist() == [[1, 0, 0, 0], [1, 1, 1, 1]]


def test_who_gives_most_is_the_slowest():
    n = computed()
    first = [int(np.argmax(n.spread.way[:, r] == 1)) / 15 for r in (1, 2, 3)]
    assert first == pytest.approx([6 - 2 * 0.8, 6.0, 6 - 0.8], abs=1 / 15)


def test_half_of_a_nudges_pace_is_even_in_the_logit_and_half_in_all_shares():
    n = computed(60)
    # By how much of the way of shares is done, the size of the nudge so far is found by SciPy.
    target = beta(3, 3).cdf(np.linspace(0, 1, len(n.raised.change)))
    sizes = np.linspace(0, 0.4, 4001)
    shares = np.array([softmax([2.5 + size, *Z[1:]]) for size in sizes])
    way = np.abs(np.diff(shares, axis=0)).sum(axis=1).cumsum()
    done = (sizes / 0.4 + np.concatenate(([0], way)) / way[-1]) / 2
    expected = np.interp(np.interp(target, done, sizes), sizes, shares[:, 0]) - shares[0, 0]
    assert n.raised.change[:, 0, 0] == pytest.approx(expected, abs=1e-5)


def test_even_a_huge_nudge_moves_no_share_by_much_in_one_frame():
    n = computed(60, nudge=1e6)
    assert np.abs(np.diff(n.lowered.change, axis=0)).max() < 0.05


def test_what_gives_is_shrunk_to_the_share_of_the_true_class_then_to_the_first_order():
    n, q = computed(), softmax(Z)
    giving = np.array([1 - q[0], q[1], q[2], q[3]])
    assert n.times_share.length[[0, -1]] == pytest.approx(np.stack((giving, q[0] * giving)))
    assert n.times_nudge.length[0] == pytest.approx(q[0] * giving)
    assert n.times_nudge.length[-1] == pytest.approx(0.4 * q[0] * giving)
    assert n.first_order == pytest.approx(0.4 * q[0] * giving)
    assert n.is_near
    assert not computed(nudge=1e6).is_near


@pytest.mark.parametrize(("logits", "target"), [((2.5, -1.0, 3.2, 0.5), 0), ((25, 1, 0, 2), 2)])
def test_gains_of_a_tiny_nudge_are_of_first_order(logits, target):
    n = computed(logits=logits, target=target, nudge=1e-9)
    assert n.gains == pytest.approx(n.first_order, rel=1e-8)


def test_tiny_gains_keep_their_digits():
    # Of e^25 the others are nothing: raising z_t gains a_t (e^0.4 - 1), and lowering another
    # gains less by what that has.
    n, a = computed(logits=(25, 1, 0, 2), target=2), softmax([25, 1, 0, 2])
    assert n.gains[0] == pytest.approx(a[2] * math.expm1(0.4), rel=1e-9)
    assert n.gains[2:] == pytest.approx(-a[2] * a[[1, 3]] * math.expm1(-0.4), rel=1e-9)


@pytest.mark.parametrize(
    ("parameters", "lens"),
    [
        ({}, 1),
        ({"nudge": 1e-9}, 1e9),  # the largest gain is .2156e-9
        ({"logits": (0, 0), "nudge": 0.05}, 10),  # .0125
        ({"logits": (0, 0), "nudge": 0.1}, 1),  # .025
    ],
)
def test_gains_that_are_too_small_to_be_seen_are_drawn_larger_by_a_power_of_ten(parameters, lens):
    assert computed(**parameters).lens == pytest.approx(lens)


def test_of_many_classes_the_true_one_the_likeliest_the_middle_and_the_least_have_rows():
    n = computed(logits=(0, 3, 1, 5, 2, -1), target=2)  # others by their shares: 3, 1, 4, 0, 5
    assert n.rows == (2, 3, 4, 5)
    assert (n.likeliest, n.middle, n.least) == ("class 4", "class 5", "class 6")
    assert computed(logits=(1, 2)).rows == (0, 1)
    assert computed(logits=(1, 2, 3), target=1).rows == (1, 0, 2)


@same_everywhere
@given(st.lists(st.integers(-40, 40), min_size=2, max_size=2), st.integers(0, 1))
@example([33, 9], 1)
def test_with_two_classes_both_nudges_gain_the_same(tenths, target):
    n = computed(logits=tuple(t / 10 for t in tenths), target=target)
    assert n.gains[0] == pytest.approx(n.gains[1], rel=1e-12)


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
    for values in (n.gains, n.first_order, n.lowered.change, n.times_nudge.length):
        assert np.all(np.isfinite(values))
    assert n.gains.min() > 0
