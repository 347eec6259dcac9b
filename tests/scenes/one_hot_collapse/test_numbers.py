"""What ``OneHotCollapse`` draws is true: against SciPy, plain arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr, softmax
from scipy.stats import beta, entropy

from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers, OneHotCollapseParameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
P = np.array([0.1, 0.4, 0.3, 0.2])
Q = softmax([2.5, -1.0, 3.2, 0.5])


def computed(**parameters):
    return OneHotCollapseNumbers.compute(OneHotCollapseParameters(**parameters), 15)


def cross_entropy(p, q):
    """By SciPy: what p needs in itself, and what q costs on top."""
    return entropy(p, axis=-1) + rel_entr(p, q).sum(axis=-1)


@st.composite
def parameters(draw, largest=20):
    logits = draw(st.lists(st.floats(-largest, largest), min_size=2, max_size=10))
    count = len(logits)
    weights = np.array(draw(st.lists(st.integers(1, 999), min_size=count, max_size=count)))
    target = draw(st.integers(0, count - 1))
    return {"p": tuple(weights / weights.sum()), "logits": tuple(logits), "target": target}


def test_level_falls_from_the_cross_entropy_to_the_loss():
    n = computed()
    assert n.surprise == pytest.approx(-np.log(Q), rel=1e-12)
    # .1 × 1.157 + .4 × 4.657 + .3 × .457 + .2 × 3.157
    assert n.collapse.level[0] == pytest.approx(2.747, abs=5e-4)
    assert n.collapse.level[-1] == pytest.approx(1.1567, abs=5e-5)


@same_everywhere
@given(parameters())
def test_level_is_the_cross_entropy_of_scipy_in_every_frame(drawn):
    n = computed(**drawn)
    q = np.broadcast_to(softmax(drawn["logits"]), n.collapse.p.shape)
    assert n.collapse.p.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert n.collapse.level == pytest.approx(cross_entropy(n.collapse.p, q), rel=1e-9, abs=1e-12)


def test_truth_goes_straight_to_one_class_with_the_least_jerk():
    n = computed(target=1)
    share = beta(3, 3).cdf(np.linspace(0, 1, len(n.collapse.p)))[:, None]
    assert n.collapse.p == pytest.approx((1 - share) * P + share * np.eye(4)[1], abs=1e-12)


def test_the_others_take_over_each_others_shares():
    n = computed()
    cat, hen, fox, owl = Q
    assert n.trade.q[0] == pytest.approx(Q)
    assert n.trade.q[len(n.trade.q) // 2] == pytest.approx([cat, owl, hen, fox])
    assert n.trade.q[-1] == pytest.approx([cat, fox, owl, hen])


@same_everywhere
@given(parameters())
def test_trade_leaves_the_true_share_and_a_distribution(drawn):
    n = computed(**drawn)
    true = softmax(drawn["logits"])[drawn["target"]]
    assert n.trade.q.sum(axis=1) == pytest.approx(1, abs=1e-9)
    assert n.trade.q[:, drawn["target"]] == pytest.approx(true, rel=1e-9)


def test_true_class_gets_everything_then_a_half_and_half_on_and_on():
    n = computed()
    assert n.everything.true[[0, -1]] == pytest.approx([Q[0], 1])
    assert n.everything.loss[-1] == 0
    assert n.half.true[[0, -1]] == pytest.approx([1, 0.5])
    # 9 halvings: a 512th, of which the loss is 9 times ln 2 = .6931.
    assert n.again.true[[0, -1]] == pytest.approx([0.5, 1 / 512])
    assert n.half.loss[-1] == n.halving == pytest.approx(0.6931, abs=5e-5)
    assert n.again.loss[-1] == pytest.approx(6.238, abs=5e-4)
    # All surprises at first fit the stage; the last loss does not.
    assert n.top == pytest.approx(-math.log(Q.min()))


@same_everywhere
@given(parameters())
def test_last_loss_is_whole_halvings_and_well_beyond_what_fits(drawn):
    n = computed(**drawn)
    assert n.top >= math.log(100) - 1e-12
    assert n.again.loss[-1] >= 1.299 * n.top
    halvings = n.again.loss[-1] / math.log(2)
    assert halvings == pytest.approx(round(halvings))


@same_everywhere
@given(parameters())
def test_moved_prediction_is_a_distribution_whose_loss_is_that_of_the_true_share(drawn):
    n = computed(**drawn)
    for motion in (n.everything, n.half, n.again):
        assert motion.q.sum(axis=1) == pytest.approx(1, abs=1e-9)
        assert motion.q[:, drawn["target"]] == pytest.approx(motion.true, rel=1e-9)
        assert motion.loss == pytest.approx(-np.log(motion.true), rel=1e-9, abs=1e-12)
        assert (motion.level == motion.loss).all()


def test_the_others_keep_their_proportions_while_the_true_share_moves():
    n = computed()
    last = n.trade.q[-1][1:] / n.trade.q[-1][1:].sum()
    assert n.again.q[-1][1:] == pytest.approx(511 / 512 * last)


def test_halvings_come_at_one_pace():
    way = np.diff(computed().again.loss)
    middle = way[len(way) // 8 : -len(way) // 8]
    assert middle == pytest.approx(np.full(len(middle), middle.mean()))


def test_surprise_is_finite_where_the_share_itself_is_rounded_to_0():
    n = computed(p=(0.5, 0.5), logits=(0, -2000), target=1)
    assert 0 < n.q[1] < 1e-300
    assert n.surprise[1] == 2000
