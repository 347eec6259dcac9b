"""What ``KilledByZero`` draws is true: against SciPy, finite differences and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr, softmax
from scipy.stats import entropy

from scenes.killed_by_zero.numbers import KilledByZeroNumbers, KilledByZeroParameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
Q = softmax([2.5, -1.0, 3.2, 0.5])


def computed(**parameters):
    return KilledByZeroNumbers.compute(KilledByZeroParameters(**parameters), 15)


@st.composite
def parameters(draw):
    logits = draw(st.lists(st.floats(-12, 12), min_size=2, max_size=10))
    return {"logits": tuple(logits), "target": draw(st.integers(0, len(logits) - 1))}


def test_fox_moves_alone_to_0_9_and_the_sum_is_1_27():
    n = computed()
    assert n.pushed == 2
    fox = n.alone.q[:, 2]
    assert fox[0] == pytest.approx(0.6334, abs=5e-5)
    assert fox[-1] == pytest.approx(0.9)
    assert n.alone.q[:, [0, 1, 3]] == pytest.approx(np.tile(Q[[0, 1, 3]], (len(fox), 1)))
    assert n.alone.total == pytest.approx(1 - Q[2] + fox)
    assert n.alone.total[-1] == pytest.approx(1.27, abs=5e-3)
    assert n.back.q[-1] == pytest.approx(Q)


def test_share_goes_up_by_0_3_and_a_sure_one_down_by_it():
    n = computed(logits=(10, 0, 0))
    assert n.rises
    assert n.alone.share[-1] == pytest.approx(n.q[n.pushed] + 0.3)
    n = computed(logits=(0, 10))
    assert not n.rises
    assert n.alone.share[-1] == pytest.approx(n.q[1] - 0.3)


def test_loss_is_that_of_the_class_the_truth_hops_to_and_back():
    n = computed()
    # ln(1/.3145) and ln(1/.6334)
    assert (n.loss, n.hop.loss[0], n.home.loss[-1]) == pytest.approx((1.1567,) * 3, abs=5e-5)
    assert (n.hop.loss[-1], n.home.loss[0]) == pytest.approx((0.4567, 0.4567), abs=5e-5)


@same_everywhere
@given(parameters())
def test_loss_is_the_cross_entropy_of_scipy_in_every_frame_of_the_hop(drawn):
    n = computed(**drawn)
    q = np.broadcast_to(softmax(drawn["logits"]), n.hop.p.shape)
    expected = entropy(n.hop.p, axis=-1) + rel_entr(n.hop.p, q).sum(axis=-1)
    assert n.hop.loss == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_slope_at_each_share_is_minus_p_over_q():
    n = computed()
    assert n.slopes == pytest.approx([-3.180, 0, 0, 0], rel=1e-3)
    step = 1e-7
    for k in range(4):
        nudged = Q + step * np.eye(4)[k]
        assert n.slopes[k] == pytest.approx(-np.log(nudged[0] / Q[0]) / step, rel=1e-4, abs=1e-9)


@same_everywhere
@given(parameters())
def test_pressed_shares_are_a_distribution_and_the_others_keep_their_proportions(drawn):
    n = computed(**drawn)
    q, pushed = softmax(drawn["logits"]), n.pushed
    assert n.press.total[0] == pytest.approx(n.alone.total[-1], rel=1e-9)
    assert n.press.q[-1].sum() == pytest.approx(1, abs=1e-9)
    assert n.press.q[:, pushed] == pytest.approx(np.full(len(n.press.q), n.alone.share[-1]))
    others = np.arange(len(q)) != pushed
    factor = (1 - n.alone.share[-1]) / q[others].sum()
    assert n.press.q[-1][others] == pytest.approx(factor * q[others], rel=1e-6)


@same_everywhere
@given(parameters())
def test_loss_at_the_end_is_that_of_the_pressed_shares(drawn):
    n = computed(**drawn)
    assert n.hear.loss[0] == pytest.approx(n.loss, rel=1e-9, abs=1e-12)
    assert n.hear.loss[-1] == pytest.approx(-np.log(n.press.true[-1]), rel=1e-9, abs=1e-12)


def test_cat_pays_for_the_fox_and_the_loss_rises_to_2_46():
    n = computed()
    # The others keep .1 of .3666, so the cat has .3145 * .1 / .3666, and the loss is its ln(1/q).
    assert n.press.true[-1] == pytest.approx(0.0858, abs=5e-5)
    assert n.hear.loss[-1] == pytest.approx(2.456, abs=5e-4)
