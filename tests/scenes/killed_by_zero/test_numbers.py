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
    assert n.alone.q[-1].sum() == pytest.approx(1.27, abs=5e-3)


def test_share_goes_up_by_0_3_and_a_sure_one_down_by_it():
    n = computed(logits=(10, 0, 0))
    assert n.rises
    assert n.alone.q[-1, n.pushed] == pytest.approx(n.q[n.pushed] + 0.3)
    n = computed(logits=(0, 10))
    assert not n.rises
    assert n.alone.q[-1, 1] == pytest.approx(n.q[1] - 0.3)


def test_pushed_class_is_last_in_the_bar_and_the_true_one_beside_it():
    assert computed().order == (1, 3, 0, 2)
    assert computed(target=2).order == (1, 3, 2, 0)
    assert computed(logits=(0, 1)).order == (0, 1)


def test_loss_of_two_thirds_of_the_cats_share_is_1_56():
    n = computed()
    # 1.15666, and ln(3/2) = .40547 more
    assert (n.loss, n.felt.loss[0], n.back.loss[-1]) == pytest.approx((1.1567,) * 3, abs=5e-5)
    assert (n.felt.loss[-1], n.back.loss[0]) == pytest.approx((1.5621,) * 2, abs=5e-5)
    assert n.dip.q[-1, 0] == pytest.approx(0.2097, abs=5e-5)


@same_everywhere
@given(parameters())
def test_dip_moves_the_true_share_alone_and_the_loss_is_that_of_scipy(drawn):
    n = computed(**drawn)
    q, target = softmax(drawn["logits"]), drawn["target"]
    p = np.eye(len(q))[target]
    for motion, start, end in ((n.dip, 1, 2 / 3), (n.back, 2 / 3, 1)):
        for k, kept in ((0, start), (-1, end)):
            assert motion.q[k] == pytest.approx(q * np.where(p, kept, 1), rel=1e-9, abs=1e-300)
    for motion, k, kept in ((n.felt, 0, 1), (n.felt, -1, 2 / 3), (n.back, 0, 2 / 3)):
        expected = entropy(p) + rel_entr(p, q * np.where(p, kept, 1)).sum()
        assert motion.loss[k] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@same_everywhere
@given(parameters())
def test_pressed_shares_are_a_distribution_and_the_others_keep_their_proportions(drawn):
    n = computed(**drawn)
    q, pushed = softmax(drawn["logits"]), n.pushed
    assert n.press.q[0] == pytest.approx(n.alone.q[-1], rel=1e-9, abs=1e-300)
    assert n.press.q[-1].sum() == pytest.approx(1, abs=1e-9)
    assert n.press.q[:, pushed] == pytest.approx(np.full(len(n.press.q), n.alone.q[-1, pushed]))
    others = np.arange(len(q)) != pushed
    factor = (1 - n.alone.q[-1, pushed]) / q[others].sum()
    assert n.press.q[-1][others] == pytest.approx(factor * q[others], rel=1e-6)


@same_everywhere
@given(parameters())
def test_loss_at_the_end_is_that_of_the_pressed_shares(drawn):
    n = computed(**drawn)
    assert n.hear.loss[0] == pytest.approx(n.loss, rel=1e-9, abs=1e-12)
    assert n.hear.loss[-1] == pytest.approx(-np.log(n.press.q[-1, n.target]), rel=1e-9, abs=1e-12)


@same_everywhere
@given(parameters())
def test_wrong_classes_trade_while_the_true_share_the_sum_and_the_loss_stay(drawn):
    n = computed(**drawn)
    trade, wrong = n.trade, np.arange(len(n.q)) != n.target
    half = len(trade.q) // 2
    assert trade.q.sum(axis=1) == pytest.approx(1, abs=1e-9)
    for end in (0, -1):
        assert trade.q[end] == pytest.approx(n.press.q[-1], rel=1e-9)
    assert trade.q[half, n.pushed] == pytest.approx(trade.q[0, n.pushed] * 2 / 3)
    assert trade.loss == pytest.approx(-np.log(trade.q[:, n.target]), rel=1e-9, abs=1e-12)
    if wrong.sum() > 1:
        assert trade.q[:, n.target] == pytest.approx(np.full(len(trade.q), trade.q[0, n.target]))
        partner = max(np.flatnonzero(wrong & (np.arange(len(n.q)) != n.pushed)),
                      key=lambda k: n.q[k])  # fmt: skip
        gained = trade.q[half] - trade.q[0]
        assert gained[partner] == pytest.approx(trade.q[0, n.pushed] / 3)


@same_everywhere
@given(parameters())
def test_surprise_is_ln_1_over_q_of_each_class(drawn):
    n = computed(**drawn)
    assert n.surprise == pytest.approx(-np.log(n.q))
    for motion in (n.dip, n.back, n.alone, n.press, n.trade):
        assert motion.surprise == pytest.approx(-np.log(motion.q))


def test_cat_pays_for_the_fox_and_the_loss_rises_to_2_46():
    n = computed()
    # The others keep .1 of .3666, so the cat has .3145 * .1 / .3666, and the loss is its ln(1/q).
    assert n.press.q[-1, 0] == pytest.approx(0.0858, abs=5e-5)
    assert n.hear.loss[-1] == pytest.approx(2.456, abs=5e-4)
