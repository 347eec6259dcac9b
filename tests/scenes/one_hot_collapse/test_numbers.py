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
    # 7 halvings: a 128th, of which the loss is 7 times ln 2 = .6931.
    assert n.again.true[[0, -1]] == pytest.approx([0.5, 1 / 128])
    assert n.half.loss[-1] == n.halving == pytest.approx(0.6931, abs=5e-5)
    assert n.again.loss[-1] == pytest.approx(4.852, abs=5e-4)
    assert n.counts.tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert n.parts == 128
    # All of it fits the stage, and all surprises at first.
    assert n.top == pytest.approx(7 * math.log(2))
    assert computed(logits=(9, 0, 0, 0)).top == pytest.approx(9 + math.log(1 + 3 * math.exp(-9)))


@same_everywhere
@given(parameters())
def test_slices_level_all_blocks_and_keep_their_area(drawn):
    n = computed(**drawn)
    p, level = np.array(drawn["p"]), n.collapse.level[0]
    heights = n.surprise.copy()
    for a, b, foot, top, up in n.pours:
        area = p[int(a)] * (top - foot)
        # Each is the uppermost of its block, and comes to lie on top of the other.
        assert (top, up) == pytest.approx((heights[int(a)], heights[int(b)]))
        heights[int(a)] -= area / p[int(a)]
        heights[int(b)] += area / p[int(b)]
    assert heights == pytest.approx(np.full(len(p), level), rel=1e-6, abs=1e-6)


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
    assert n.again.q[-1][1:] == pytest.approx(127 / 128 * last)


def test_each_halving_rests_when_it_is_done():
    loss = computed().again.loss / math.log(2)
    for whole in range(2, 8):
        assert (np.abs(loss - whole) < 1e-12).sum() >= 3


def test_surprise_is_finite_where_the_share_itself_is_rounded_to_0():
    n = computed(p=(0.5, 0.5), logits=(0, -2000), target=1)
    assert 0 < n.q[1] < 1e-300
    assert n.surprise[1] == 2000
