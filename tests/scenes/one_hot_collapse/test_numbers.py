"""What ``OneHotCollapse`` draws is true: against SciPy, plain arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr, softmax
from scipy.stats import beta, entropy

from scenes import entry
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers, OneHotCollapseParameters
from stage.digits import write
from tests.scenes.extremes import extreme_parameters, often
from tests.scenes.reading import read_exactly

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
P = np.array([0.1, 0.4, 0.3, 0.2])
Z = np.array([2.5, -1.0, 3.2, 0.5])
Q = softmax(Z)
DRAGS = "up", "down"


def computed(**parameters):
    return OneHotCollapseNumbers.compute(OneHotCollapseParameters(**parameters), 15)


def shares(track):
    """How far a motion is at each of its frames: from rest to rest with the least jerk."""
    return beta(3, 3).cdf(np.linspace(0, 1, len(track)))


def cross_entropy(p, q):
    """By SciPy: what p needs in itself, and what q costs on top."""
    return entropy(p, axis=-1) + rel_entr(p, q).sum(axis=-1)


@st.composite
def parameters(draw, largest=20):
    logits = draw(st.lists(st.floats(-largest, largest), min_size=2, max_size=10))
    weights = np.array(
        draw(st.lists(st.integers(1, 999), min_size=len(logits), max_size=len(logits)))
    )
    target = draw(st.integers(0, len(logits) - 1))
    return {"p": tuple(weights / weights.sum()), "logits": tuple(logits), "target": target}


# --- The collapse ---------------------------------------------------------------------------------


def test_collapse_leaves_minus_the_logarithm_of_the_true_class():
    n = computed()
    assert n.logits.tolist() == Z.tolist()
    assert n.target == 0
    assert n.q == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.surprise == pytest.approx(-np.log(Q), rel=1e-12)
    assert n.loss == pytest.approx(1.1567, abs=5e-5)
    assert n.loss == pytest.approx(-math.log(math.exp(2.5) / sum(math.exp(z) for z in Z)))
    assert n.terms[-1] == pytest.approx([n.loss, 0, 0, 0], abs=1e-12)
    assert n.total[-1] == pytest.approx(n.loss, rel=1e-12)


def test_collapse_starts_where_it_is_told_and_ends_in_certainty():
    n = computed(target=2)
    assert n.p[0].tolist() == pytest.approx(P.tolist())
    assert n.p[-1].tolist() == [0, 0, 1, 0]


@same_everywhere
@given(parameters())
def test_truth_is_a_distribution_at_every_frame_and_its_cross_entropy_that_of_scipy(drawn):
    n = computed(**drawn)
    q = softmax(drawn["logits"])
    assert np.all(n.p >= 0)
    assert n.p.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert n.q == pytest.approx(q, rel=1e-9, abs=1e-300)
    assert n.total == pytest.approx(cross_entropy(n.p, np.broadcast_to(q, n.p.shape)), rel=1e-9)
    assert n.terms == pytest.approx(n.p * -np.log(q), rel=1e-9, abs=1e-12)
    assert n.loss == pytest.approx(-np.log(q[drawn["target"]]), rel=1e-9, abs=1e-12)


def test_truth_goes_straight_to_certainty_with_the_least_jerk():
    n = computed(target=1)
    share = shares(n.p)[:, None]
    assert n.p == pytest.approx((1 - share) * P + share * np.eye(4)[1], abs=1e-12)


def test_factors_are_how_often_and_how_surprising():
    n = computed()
    assert n.factors[..., 0] == pytest.approx(n.p)
    assert n.factors[..., 1] == pytest.approx(np.tile(-np.log(Q), (len(n.p), 1)))


def test_surprise_is_finite_where_the_probability_itself_is_rounded_to_0():
    n = computed(p=(0.5, 0.5), logits=(0, -2000), target=1)
    assert 0 < n.q[1] < 1e-300
    assert n.surprise[1] == 2000
    assert n.loss == 2000


# --- The rest is shared anew ----------------------------------------------------------------------


def test_the_other_classes_share_the_rest_so_that_the_likelier_become_the_less_likely():
    n = computed()
    # Of the others the third class is the likeliest, the second the least likely; then the other
    # way round.
    rest = 1 - Q[0]
    assert n.shared[0] == pytest.approx(Q)
    halfway = n.shared[len(n.shared) // 2]
    assert halfway == pytest.approx([Q[0], *(rest * np.array([2, 1, 1.5]) / 4.5)])
    assert n.shared[-1] == pytest.approx([Q[0], *(rest * np.array([1, 2, 1.5]) / 4.5)])


@same_everywhere
@given(parameters())
def test_the_loss_stays_however_the_other_classes_share_the_rest(drawn):
    n = computed(**drawn)
    target = drawn["target"]
    q = softmax(drawn["logits"])
    assert np.all(n.shared >= 0)
    assert n.shared.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert n.shared[:, target] == pytest.approx(q[target], rel=1e-9, abs=1e-300)
    assert -np.log(n.shared[-1, target]) == pytest.approx(n.loss, rel=1e-6, abs=1e-12)


# --- The true class is dragged --------------------------------------------------------------------


def test_it_is_dragged_to_0_9_then_to_0_01():
    n = computed()
    assert n.sure == pytest.approx([0.01, 0.9])
    assert n.sure_loss == pytest.approx([math.log(100), -math.log(0.9)])
    ends = [(getattr(n, f"{drag}_x")[0, 0], getattr(n, f"{drag}_x")[-1, 0]) for drag in DRAGS]
    assert ends == [pytest.approx((Q[0], 0.9)), pytest.approx((0.9, 0.01))]


def test_prediction_that_is_as_sure_already_becomes_surer_still():
    # a = e^2/(e^2 + 2): wrong is at least twice as surprising; right halves what is missing.
    n = computed(p=(0.5, 0.5), logits=(0, 5))
    true = 1 / (1 + math.exp(5))
    assert n.sure == pytest.approx([true / 2, 0.9])
    n = computed(p=(0.5, 0.5), logits=(5, 0))
    true = 1 / (1 + math.exp(-5))
    assert n.sure == pytest.approx([0.01, (1 + true) / 2])


@same_everywhere
@given(parameters())
def test_dragged_prediction_is_a_distribution_at_every_frame(drawn):
    n = computed(**drawn)
    target = drawn["target"]
    for drag in DRAGS:
        track, x, y = (getattr(n, f"{drag}{end}") for end in ("", "_x", "_y"))
        assert np.all(track >= 0)
        assert track.sum(axis=1) == pytest.approx(1, abs=1e-12)
        assert track[:, target] == pytest.approx(x[:, 0], rel=1e-9, abs=1e-300)
        assert y[:, 0] == pytest.approx(-np.log(x[:, 0]), rel=1e-9, abs=1e-12)


def test_on_the_way_down_the_prediction_becomes_sure_of_one_wrong_class():
    n = computed()
    # By then the third is the likeliest of the others, with (1, 2, 1.5)/4.5 of what they have.
    rest = np.array([1, 2, 1.5]) / 4.5
    assert n.up[-1] == pytest.approx([0.9, *(0.1 * rest)])
    assert n.down[-1] == pytest.approx([0.01, *(0.99 * (0.1 * rest + [0, 0.9, 0]))])
    way, left = 0.9 * shares(n.down), 1 - n.down[:, 0]
    assert n.down[:, 1] == pytest.approx(left * (1 - way) * rest[0], abs=1e-12)
    assert n.down[:, 2] == pytest.approx(left * ((1 - way) * rest[1] + way), abs=1e-12)


def test_at_last_the_others_share_anew_what_the_true_class_leaves_while_the_loss_stays():
    n = computed()
    assert n.again[0] == pytest.approx(n.down[-1])
    assert n.again[:, 0] == pytest.approx(np.full(len(n.again), 0.01))
    assert n.again[-1] == pytest.approx([0.01, *(0.99 * np.array([1, 2, 1.5]) / 4.5)])


@same_everywhere
@given(parameters())
def test_what_is_times_0_moves_and_counts_for_nothing(drawn):
    n = computed(**drawn)
    for name in ("shared", "up", "down", "again"):
        p, costs = np.moveaxis(getattr(n, f"{name}_factors"), -1, 0)
        q = getattr(n, name)
        assert p.tolist() == np.broadcast_to(n.p[-1], q.shape).tolist()
        assert costs == pytest.approx(-np.log(q), rel=1e-6, abs=1e-12)
        total = n.total[-1:] if name == "shared" else getattr(n, f"{name}_y", n.down_y[-1:])
        assert (p * costs).sum(axis=1) == pytest.approx(
            np.broadcast_to(np.ravel(total), len(q)), rel=1e-6, abs=1e-9
        )
        assert (costs <= n.most[:, 1] + 1e-9).all()


def test_drags_follow_each_other_without_a_jump():
    n = computed()
    assert n.up[0] == pytest.approx(n.shared[-1])
    for end in ("", "_factors", "_x", "_y", "_heights", "_traced"):
        assert getattr(n, "up" + end)[-1] == pytest.approx(getattr(n, "down" + end)[0]), end
    for one, other in (("", "shared"), ("shared", "up"), ("down", "again")):
        end = "_factors" if one else "factors"
        assert getattr(n, one + end)[-1] == pytest.approx(getattr(n, other + "_factors")[0])


def test_half_of_a_drags_pace_is_even_in_the_loss_and_half_in_the_probability():
    n = computed()
    loss, q = n.down_y[:, 0], n.down_x[:, 0]
    done = ((loss - loss[0]) / math.log(90) + (0.9 - q) / 0.89) / 2  # from ln(1/.9) to ln(1/.01)
    assert done == pytest.approx(shares(n.down_y), abs=1e-3)


def test_height_of_the_true_class_alone_answers():
    n = computed()
    for drag in DRAGS:
        heights = getattr(n, f"{drag}_heights")
        assert heights[:, 0] == pytest.approx(getattr(n, f"{drag}_y")[:, 0])
        assert heights[:, 1:] == pytest.approx(np.tile(-np.log(Q[1:]), (len(heights), 1)))


def test_curve_is_drawn_where_the_point_has_been():
    n = computed()
    seen_low = seen_high = n.up_x[0, 0]
    for drag in DRAGS:
        x, traced = getattr(n, f"{drag}_x")[:, 0], getattr(n, f"{drag}_traced")
        for k, now in enumerate(x):
            seen_low, seen_high = min(seen_low, now), max(seen_high, now)
            assert traced[k] == pytest.approx((seen_low, seen_high))


# --- How it is drawn and told ---------------------------------------------------------------------


def test_curve_is_minus_the_logarithm_up_to_the_end_of_the_axis():
    n = computed()
    assert np.all(np.diff(n.curve[0]) > 0)
    assert n.curve[1] == pytest.approx(-np.log(n.curve[0]), rel=1e-9, abs=1e-12)
    assert n.curve[0][-1] == 1
    assert n.curve[1][0] == pytest.approx(n.top)


def test_axis_ends_a_little_above_the_largest_surprise_that_comes():
    assert computed().top == pytest.approx(1.05 * -math.log(Q[1]))  # 4.66, of the second class
    n = computed(p=(0.5, 0, 0.3, 0.2))  # which now has no width, so it is that of q = 0.01
    assert n.top == pytest.approx(1.05 * math.log(100))


@pytest.mark.parametrize(
    ("parameters", "sum_form", "adds"),
    [
        # .12 + 1.86 + .14 + .63 = 2.75, and at the end 1.16 + 0 + 0 + 0 = 1.16
        ({}, ".2f", True),
        # A term that is told as a bound, <0.01, adds up to nothing that can be checked.
        ({"p": (0.25,) * 4, "logits": (700, -700, 0, 0), "target": 1}, ".2f", False),
    ],
)
def test_sum_is_told_so_that_it_adds_up(parameters, sum_form, adds):
    n = computed(**parameters)
    assert (n.sum_form, n.adds) == (sum_form, adds)


def test_probabilities_are_told_so_that_they_differ():
    n = computed()
    assert n.q_form == ".3p"  # .315, .009, .633, .043: ln(1/.315) is 1.16
    assert n.sure_form == ".2p"  # .01 and .90
    assert computed(logits=(30, -30, 0, 5)).q_form == ".3p"  # 9.36×10⁻¹⁴ is too long


@pytest.mark.parametrize(
    "parameters",
    [
        {"p": (0.5, 0.5), "logits": (1e100, -1e100), "target": 1},
        {"p": (0, 1), "logits": (1000, -1000)},
        {"p": (5e-324, 1), "logits": (700, 25), "target": 1},
    ],
)
def test_extreme_parameters_give_numbers_and_no_certainty(parameters):
    n = computed(**parameters)
    assert np.isfinite(n.surprise).all()
    for q in (n.q, n.shared, n.sure):
        assert np.all((q > 0) & (q < 1))
    for drag in DRAGS:
        assert not np.isnan(getattr(n, drag)).any()


@often
@given(extreme_parameters(entry("OneHotCollapse")))
def test_sum_adds_up_as_it_is_told_or_is_told_to_do_so_nearly(parameters):
    n = OneHotCollapseNumbers.compute(parameters, 5)
    rows, totals = np.atleast_2d(n.terms), np.ravel(n.total)
    for row in (0, -1):
        terms, total = rows[row], totals[row]
        if n.adds and math.isfinite(total):
            *shown, whole = (read_exactly(write(value, n.sum_form)) for value in (*terms, total))
            assert sum(shown) == whole
