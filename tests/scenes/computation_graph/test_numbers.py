"""What ``ComputationGraph`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax, softmax

from scenes.computation_graph.numbers import ComputationGraphNumbers, ComputationGraphParameters
from stage.parameters import ParameterError, read_parameters

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)


def computed(**parameters):
    return ComputationGraphNumbers.compute(ComputationGraphParameters(**parameters), 15)


def loss_of(logits, target):
    return -log_softmax(logits, axis=-1)[..., target]


def test_numbers_are_those_of_the_note():
    n = computed()
    assert (n.pushed, n.target, n.told) == (2, 0, (0, 1, 2, 3))
    assert n.q == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.loss == pytest.approx(1.1567, abs=5e-5)
    assert n.raise_z[-1] == pytest.approx([2.5, -1.0, 3.7, 0.5])
    assert n.raise_loss[-1] == pytest.approx(1.501, abs=5e-4)
    assert n.raise_q[-1] == pytest.approx([0.223, 0.007, 0.740, 0.030], abs=6e-4)
    assert n.rates == pytest.approx([0.688, 0.645, 0.633], abs=5e-4)
    assert n.rises == pytest.approx(n.rates * [0.5, 0.1, 0.0001])
    assert n.rises[:2] == pytest.approx([0.344, 0.0645], abs=5e-4)
    assert n.by_q == pytest.approx([-3.179, 0, 0, 0], abs=5e-4)
    assert n.by_z == pytest.approx([-0.6855, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.true_by_pushed == pytest.approx(-0.1992, abs=5e-5)


def test_products_are_right_as_they_are_told_and_the_gradient_adds_up_to_nothing():
    n = computed()
    assert n.multiplies
    assert n.multiplies_q
    # By hand: -3.179 times -.199 is .63262, and -.315 times .633 is -.19940. The gradient is
    # -.68546, .0094985, .63339 and .042568: -.685, .009, .633 and .043.
    assert (n.by_true_form, n.between_form, n.rate_form) == ("+.3f", "+.3f", "+.3f")
    assert n.by_z == pytest.approx(n.q - [1, 0, 0, 0])
    assert sum(float(f"{rate:.3f}") for rate in n.by_z) == pytest.approx(0)


def test_at_the_least_push_the_true_probability_falls_at_the_rate_that_is_told():
    n = computed()
    z = np.array([[2.5, -1, 3.2 + 0.0001 * u, 0.5] for u in n.along])
    assert n.true_curve * 0.0001 == pytest.approx(softmax(z, axis=1)[:, 0] - n.q[0], abs=1e-13)
    assert n.true_rise == pytest.approx(-0.0000199, abs=5e-8)
    assert n.true_rate == pytest.approx(n.true_rise / 0.0001)
    assert n.true_rate == pytest.approx(n.true_by_pushed, abs=1e-4)


def test_a_sum_goes_along_as_far_as_a_is_pushed_and_what_is_twice_the_sum_twice_as_far():
    n = computed(a=2, b=3)
    assert (*n.terms, *n.c, *n.d) == (2, 3, 5, 10)
    assert n.terms_up[[0, -1]].tolist() == [[2, 3], [2.5, 3]]
    assert n.c_up[[0, -1], 0].tolist() == [5, 5.5]
    assert n.d_up[[0, -1], 0].tolist() == [10, 11]
    assert np.diff(n.c_up[:, 0]) == pytest.approx(np.diff(n.terms_up[:, 0]))
    assert np.diff(n.d_up[:, 0]) == pytest.approx(2 * np.diff(n.terms_up[:, 0]))
    assert n.by_a.tolist() == [1, 2, 2]
    assert n.by_terms.tolist() == [2, 2]


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS, st.integers(0, 9))
def test_rates_are_slopes_of_the_loss_that_scipy_has(logits, target):
    target %= len(logits)
    n = computed(logits=logits, target=target)
    slopes = approx_fprime(np.array(logits), lambda z: loss_of(z, target), 1e-7)
    assert n.by_z == pytest.approx(slopes, abs=1e-5)
    assert n.by_loss.tolist() == [1]
    assert n.by_q[target] * softmax(logits)[target] == pytest.approx(-1)
    assert np.count_nonzero(n.by_q) == 1
    assert n.gradient == n.by_z[n.pushed]
    assert n.by_true * n.true_by_pushed == pytest.approx(n.gradient)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS, st.integers(0, 9))
def test_less_is_pushed_and_less_rises_while_the_quotient_nears_the_slope(logits, target):
    target %= len(logits)
    n = computed(logits=logits, target=target)
    assert n.pushed != target
    before = loss_of(np.array(logits), target)
    z, loss, push, rise, rate, zoom = (
        getattr(n, f"less_{what}") for what in ("z", "loss", "push", "rise", "rate", "zoom")
    )
    assert push[[0, -1]] == pytest.approx([0.5, 0.0001])
    assert z[:, n.pushed] - logits[n.pushed] == pytest.approx(push)
    assert loss[:, 0] == pytest.approx(loss_of(z, target), abs=1e-12)
    assert rise == pytest.approx(loss[:, 0] - before, abs=1e-12)
    assert rate * push == pytest.approx(rise)
    assert zoom * push == pytest.approx(0.5)
    assert np.all(np.diff(rate) <= 1e-12)  # the loss is convex
    assert [rate[0], rate[-1]] == pytest.approx(n.rates[[0, -1]])
    assert n.less_rate[-1] == pytest.approx(n.gradient, abs=1e-4)
    assert np.all(n.rates >= n.gradient - 1e-12)


def test_the_curve_under_the_glass_is_the_loss_in_pushes():
    n = computed()
    for push, curve in zip(n.less_push[::20], n.less_curve[::20], strict=True):
        z = np.array([[2.5, -1, 3.2 + push * u, 0.5] for u in n.along])
        assert curve * push == pytest.approx(loss_of(z, 0) - n.loss[0], abs=1e-12)
    # The less is pushed, the nearer it is to the line.
    apart = [
        abs(curve - rate * n.along).max()
        for curve, rate in ((n.less_curve[0], n.less_rate[0]), (n.less_curve[-1], n.gradient))
    ]
    assert apart[1] < 1e-3 < 0.2 < apart[0]


def test_of_many_classes_the_true_the_likeliest_and_the_pushed_one_are_told():
    logits = [1, 2, 0.5, -1, 0, 0.3, 2.2, 1.1, -0.4, 0.9]
    assert computed(logits=logits, target=3).told == (3, 6)
    assert computed(logits=logits, target=6).told == (1, 6)
    assert computed(logits=logits[:4], target=3).told == (0, 1, 2, 3)


def test_spans_hold_all_that_is_drawn_on_them():
    for a, b in ((2, 3), (-10, 10), (10, 10), (-10, -10)):
        n = computed(a=a, b=b)
        toy = np.concatenate((n.terms_up, n.c_up, n.d_up), axis=1)
        assert n.span_z[0] <= n.raise_z.min() <= n.raise_z.max() <= n.span_z[1]
        assert n.span_toy[0] <= toy.min() <= toy.max() <= n.span_toy[1]
        assert n.span_loss[0] == 0 < n.raise_loss.max() < n.span_loss[1]


@pytest.mark.parametrize("given_values", [{"a": "10.5"}, {"b": "-11"}])
def test_terms_that_cannot_be_added_in_the_head_are_refused(given_values):
    (name,) = given_values
    with pytest.raises(ParameterError, match=rf"{name} must lie between -10 and 10; got -?1[01]"):
        read_parameters(ComputationGraphParameters, given_values)
