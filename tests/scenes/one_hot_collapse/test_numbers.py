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


def test_true_share_is_dragged_to_0_9_then_to_0_01_and_0_001():
    n = computed()
    ways = [(drag.true[0], drag.true[-1]) for drag in (n.up, n.down, n.on)]
    assert ways == [
        pytest.approx((Q[0], 0.9)), pytest.approx((0.9, 0.01)), pytest.approx((0.01, 0.001)),
    ]  # fmt: skip
    assert n.stops == pytest.approx([0.9, 0.01, 0.001])
    # The second stop fits the stage, as do all surprises at first; the third, ln 1000, does not.
    assert n.top == pytest.approx(-math.log(Q.min()))
    assert n.on.loss[-1] == pytest.approx(6.908, abs=5e-4)
    assert n.top < n.on.loss[-1]


@same_everywhere
@given(parameters())
def test_last_stop_is_nearly_half_as_high_again_as_what_fits(drawn):
    n = computed(**drawn)
    assert n.on.loss[-1] >= 1.449 * n.top


def test_it_is_sure_of_the_hen_once_the_others_have_traded():
    n = computed()
    assert n.sure == 1
    # The hen has .633 of the .685 that the cat leaves, and of the .99 and .999.
    assert (n.down.q[-1, 1], n.on.q[-1, 1]) == pytest.approx((0.915, 0.923), abs=1e-3)


def test_share_beyond_a_stop_goes_half_way_on_or_to_a_tenth():
    n = computed(p=(0.5, 0.5), logits=(5, 0))
    sure = 1 / (1 + math.exp(-5))
    # The last one leaves the picture, so its loss is 1.45 times that of whatever is highest.
    assert n.stops == pytest.approx([(1 + sure) / 2, 0.01, (1 - sure) ** 1.45])
    n = computed(p=(0.5, 0.5), logits=(0, 5))
    wrong = 1 / (1 + math.exp(5)) / 10
    assert n.stops == pytest.approx([0.9, wrong, wrong**1.45])


@same_everywhere
@given(parameters())
def test_dragged_prediction_is_a_distribution_whose_loss_is_that_of_the_true_share(drawn):
    n = computed(**drawn)
    for drag in (n.up, n.down, n.on):
        assert drag.q.sum(axis=1) == pytest.approx(1, abs=1e-9)
        assert drag.q[:, drawn["target"]] == pytest.approx(drag.true, rel=1e-9)
        assert drag.loss == pytest.approx(-np.log(drag.true), rel=1e-9, abs=1e-12)
        assert (drag.low <= drag.true).all()
        assert (drag.true <= drag.high).all()


def test_the_others_keep_their_proportions_while_the_true_share_is_dragged():
    n = computed()
    last = n.trade.q[-1][1:] / n.trade.q[-1][1:].sum()
    assert n.on.q[-1][1:] == pytest.approx(0.999 * last)


def test_half_of_a_drags_pace_is_even_in_the_loss_and_half_in_the_share():
    n = computed()
    loss, q = n.down.loss, n.down.true
    done = ((loss - loss[0]) / math.log(90) + (0.9 - q) / 0.89) / 2  # from ln(1/.9) to ln(1/.01)
    assert done == pytest.approx(beta(3, 3).cdf(np.linspace(0, 1, len(loss))), abs=1e-3)


def test_surprise_is_finite_where_the_share_itself_is_rounded_to_0():
    n = computed(p=(0.5, 0.5), logits=(0, -2000), target=1)
    assert 0 < n.q[1] < 1e-300
    assert n.surprise[1] == 2000


def test_guesses_are_higher_as_now_and_lower():
    n = computed()
    higher, now, lower = n.ghosts
    assert now == pytest.approx(1.1567, abs=5e-5)
    assert lower < now < higher
