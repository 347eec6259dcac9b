"""What ``LogitNudges`` draws is true: against SciPy, plain arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import softmax
from scipy.stats import beta

from scenes.logit_nudges.numbers import LIFT, LogitNudgesNumbers, LogitNudgesParameters

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
    assert (n.order, n.others) == ((0, 2, 3, 1), (2, 3, 1))
    assert n.q == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    # .4064 by the push, then .3976, .3190 and .3155 by pulls of fox, owl and hen, less .3145
    assert n.gains == pytest.approx([0.0918, 0.0830, 0.0045, 0.0010], abs=6e-5)
    assert n.gain_form == "+.3f"


def test_hen_fox_and_owl_pay_what_the_cat_gains():
    n = computed()
    assert n.paid == pytest.approx([0, 0.001, 0.085, 0.006], abs=5e-4)
    assert n.paid.sum() == pytest.approx(n.gains[0])
    # The fox alone gives .097, most of it to the cat.
    assert n.lowered.change[-1, 1] == pytest.approx([0.083, 0.003, -0.097, 0.011], abs=5e-4)


def test_three_pulls_one_by_one_fill_96_percent_of_the_push():
    n = computed()
    assert n.fill == pytest.approx(0.96, abs=0.005)
    assert n.fill == pytest.approx(n.gains[1:].sum() / n.gains[0])
    assert n.laid.filled[-1] == pytest.approx(n.gains[1] / n.gains[0])
    assert n.rest.filled[[0, -1]] == pytest.approx([n.laid.filled[-1], n.fill])


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
@example(([0.0, 1.0, 2.0], 1), 1e6)
def test_every_change_is_that_of_a_softmax_of_scipy_and_none_is_lost(drawn, nudge):
    logits, target = drawn
    n = computed(logits=tuple(logits), target=target, nudge=nudge)
    for motion in (n.raised, n.lowered, n.rest):
        assert motion.change.sum(axis=-1) == pytest.approx(0, abs=1e-12)
        expected = softmax(motion.z, axis=-1) - softmax(logits)
        assert motion.change == pytest.approx(expected, abs=1e-12)
    assert (n.raised.change[0] == 0).all()
    for gain, k in zip(n.gains, (target, *n.others), strict=True):
        moved = np.array(logits)
        moved[k] += nudge if k == target else -nudge
        assert gain == pytest.approx((softmax(moved) - softmax(logits))[target], abs=1e-12)
        assert gain > 0
    assert n.gains[1:].sum() <= n.gains[0] * (1 + 1e-9)  # pulls help each other


def test_only_the_named_score_moves_and_by_the_nudge():
    n = computed()
    assert n.raised.z[-1] == pytest.approx(np.array([[2.9, -1, 3.2, 0.5], Z]))
    assert n.lowered.z[[0, -1], 0] == pytest.approx(np.array([[2.9, -1, 3.2, 0.5]] * 2))
    assert n.lowered.z[[0, -1], 1] == pytest.approx(np.array([Z, [2.5, -1, 2.8, 0.5]]))
    assert (n.lowest, n.highest) == pytest.approx((-1.4, 3.2))


def test_rest_of_the_pulls_come_one_after_the_other_each_alone():
    n = computed(40)
    moved = np.abs(n.rest.z[:, 1] - Z) > 1e-9
    assert moved.sum(axis=1).max() == 1
    # Fox, owl and hen have their turns; the owl is all the way down in the middle of the time.
    assert n.rest.z[0, 1] == pytest.approx([2.5, -1, 2.8, 0.5])
    assert n.rest.z[120, 1] == pytest.approx([2.5, -1, 3.2, 0.1])
    assert n.rest.z[-1, 1] == pytest.approx([2.5, -1.4, 3.2, 0.5])
    assert n.rest.turn[[0, 120, -1]].tolist() == [0, 1, 2]
    assert n.rest.fly[[0, 120, -1]].tolist() == [[1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]


def test_cuts_of_row_0_go_first_and_that_of_row_1_is_lifted_before_it_goes():
    n = computed()
    assert n.carried.way[[0, -1]].tolist() == [[0, 0], [1, 0]]
    assert n.freed.way[[0, -1]].tolist() == [[1, 0], [1, LIFT]]
    assert n.split.way[[0, -1]] == pytest.approx(np.array([[1, LIFT], [1, 1]]))


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


@pytest.mark.parametrize(("logits", "target"), [((2.5, -1.0, 3.2, 0.5), 0), ((25, 1, 0, 2), 2)])
def test_gains_of_a_tiny_nudge_are_of_first_order(logits, target):
    n, a = computed(logits=logits, target=target, nudge=1e-9), softmax(logits)
    giving = np.array([1 - a[target], *a[list(n.others)]])
    assert n.gains == pytest.approx(a[target] * giving * 1e-9, rel=1e-8)


def test_tiny_gains_keep_their_digits():
    # Of e^25 the others are nothing: raising z_t gains a_t (e^0.4 - 1), and lowering another
    # gains less by what that has.
    n, a = computed(logits=(25, 1, 0, 2), target=2), softmax([25, 1, 0, 2])
    assert n.gains[0] == pytest.approx(a[2] * math.expm1(0.4), rel=1e-9)
    assert n.gains[2:] == pytest.approx(-a[2] * a[[3, 1]] * math.expm1(-0.4), rel=1e-9)


@pytest.mark.parametrize(
    ("parameters", "lens"),
    [
        ({}, 10),  # .0918
        ({"nudge": 1e-9}, 2e9),  # .2156e-9
        ({"logits": (0, 0), "nudge": 0.05}, 50),  # .0125
        ({"nudge": 1e6}, 1),  # .6855
    ],
)
def test_gains_are_laid_as_wide_as_fits_by_a_round_factor(parameters, lens):
    assert computed(**parameters).lens == pytest.approx(lens)


@same_everywhere
@given(st.lists(st.integers(-40, 40), min_size=2, max_size=2), st.integers(0, 1))
@example([33, 9], 1)
def test_with_two_classes_both_nudges_gain_the_same(tenths, target):
    n = computed(logits=tuple(t / 10 for t in tenths), target=target)
    assert n.gains[0] == pytest.approx(n.gains[1], rel=1e-12)
    assert n.fill == 1


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
    for values in (n.gains, n.paid, n.lowered.change, n.rest.change, n.rest.filled):
        assert np.all(np.isfinite(values))
    assert n.gains.min() > 0
