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


def test_one_share_moves_alone_to_0_95_and_0_05():
    n = computed()
    assert n.pushed == 2
    fox = n.alone.q[:, 2]
    assert fox[0] == pytest.approx(0.6334, abs=5e-5)
    assert fox.max() == pytest.approx(0.95)
    assert fox[-1] == pytest.approx(0.05)
    assert n.alone.q[:, [0, 1, 3]] == pytest.approx(np.tile(Q[[0, 1, 3]], (len(fox), 1)))
    assert n.alone.total == pytest.approx(1 - Q[2] + fox)
    assert n.back.q[-1] == pytest.approx(Q)


def test_small_share_goes_up_by_0_3_and_back_and_a_sure_one_to_1():
    n = computed(logits=(10, 0, 0))
    small = n.q[n.pushed]
    assert n.alone.share.max() == pytest.approx(small + 0.3)
    assert n.alone.share[-1] == pytest.approx(small)
    n = computed(logits=(0, 10))
    assert n.alone.share.max() == pytest.approx(1.0)


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


def test_slopes_are_those_of_the_logarithm_and_what_reaches_a_share_is_minus_p_over_q():
    n = computed()
    assert n.slopes == pytest.approx([-3.180, -105.3, -1.579, -23.5], rel=1e-3)
    assert n.reaches == pytest.approx([-3.180, 0, 0, 0], rel=1e-3)
    step = 1e-7
    for k in range(4):
        nudged = Q + step * np.eye(4)[k]
        assert n.slopes[k] == pytest.approx(
            (np.log(1 / nudged) - np.log(1 / Q))[k] / step, rel=1e-4
        )
        assert n.reaches[k] == pytest.approx(-np.log(nudged[0] / Q[0]) / step, rel=1e-4, abs=1e-9)


def test_slopes_of_wrong_classes_die_the_shortest_first_and_the_true_one_stays():
    n = computed()
    assert n.order == (2, 3, 1)
    assert n.die.left[0].tolist() == [1, 1, 1, 1]
    assert n.die.left[-1].tolist() == [1, 0, 0, 0]
    dead = [int(np.argmax(n.die.left[:, k] == 0)) for k in n.order]
    assert dead == sorted(dead)


@same_everywhere
@given(parameters())
def test_lifted_share_leaves_a_distribution_whose_others_keep_their_proportions(drawn):
    n = computed(**drawn)
    q, pushed = softmax(drawn["logits"]), n.pushed
    assert n.lift.q.sum(axis=1) == pytest.approx(1, abs=1e-9)
    assert n.lift.q[0] == pytest.approx(q, rel=1e-9, abs=1e-300)
    others = np.arange(len(q)) != pushed
    factor = (1 - n.lift.q[-1, pushed]) / (1 - q[pushed])
    assert n.lift.q[-1][others] == pytest.approx(factor * q[others], rel=1e-6)
    assert n.lift.loss == pytest.approx(-np.log(n.lift.q[:, n.target]), rel=1e-9, abs=1e-12)


def test_lifting_the_fox_takes_six_tenths_of_the_others_and_the_loss_rises_to_2_07():
    n = computed()
    assert n.lift.share[-1] == pytest.approx(0.8534, abs=5e-5)
    assert n.lift.q[-1, 0] == pytest.approx(0.1258, abs=5e-5)
    # 1.157 - ln(.4)
    assert n.lift.loss[-1] == pytest.approx(2.073, abs=5e-4)
