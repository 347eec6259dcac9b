"""What ``ComputationGraph`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax, softmax

from scenes.computation_graph.numbers import ComputationGraphNumbers, ComputationGraphParameters
from stage.digits import write

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
cases = st.lists(st.floats(-8, 8), min_size=2, max_size=10).flatmap(
    lambda z: st.tuples(st.just(tuple(z)), st.integers(0, len(z) - 1))
)


def computed(**parameters):
    return ComputationGraphNumbers.compute(ComputationGraphParameters(**parameters), 15)


def loss_of(logits, target):
    return -log_softmax(logits, axis=-1)[..., target]


def test_the_numbers_of_the_cut():
    n = computed()
    assert (n.pushed, n.target, n.count) == (2, 0, 4)
    assert n.told == n.order == (0, 1, 2, 3)
    # e^2.5 = 12.182 of 38.731 is .3145, e^3.2 = 24.533 of it .6334; 1/.3145 = 3.179
    assert write(n.by_true, n.true_form) == "−3.18"
    assert write(n.between, n.between_form) == "−0.199"
    assert write(n.rate, n.rate_form) == "+0.633"
    told = [write(rate, form) for rate, form in zip(n.rates, n.rate_forms, strict=True)]
    assert told == ["−0.685", "+0.009", "+0.633", "+0.043"]
    assert -685 + 9 + 633 + 43 == 0
    assert round(-3.18 * -0.199, 3) == 0.633


@same_everywhere
@given(cases)
def test_rates_are_slopes_of_the_loss_that_scipy_has(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    slopes = approx_fprime(np.array(logits), lambda z: loss_of(z, target), 1e-7)
    assert n.rates == pytest.approx(slopes, abs=1e-5)
    assert n.rate == n.rates[n.pushed]
    q = softmax(logits)
    assert n.pushed != target
    assert q[n.pushed] == pytest.approx(max(np.delete(q, target)))
    assert n.by_true == pytest.approx(-1 / q[target])
    assert n.between == pytest.approx(-q[target] * q[n.pushed])
    assert n.by_true * n.between == pytest.approx(n.rate)


@same_everywhere
@given(cases)
def test_what_is_measured_is_told_as_what_the_walk_comes_to(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    pushed = np.array(logits)
    pushed[n.pushed] += n.push
    q = softmax([logits, pushed], axis=1)[:, target]
    loss = loss_of(np.array([logits, pushed]), target)
    # A difference of two floats has lost as many digits as the push is small.
    lost = 1e-15 / n.push
    assert n.again.share_by[-1] == pytest.approx((q[1] - q[0]) / n.push, abs=lost)
    assert n.again.loss_by[-1] == pytest.approx((loss[1] - loss[0]) / n.push, abs=20 * lost)
    assert n.again.pushed_by[-1] == 1
    assert write(n.again.loss_by[-1], n.rate_form) == write(n.rate, n.rate_form)
    assert write(n.again.share_by[-1], n.between_form) == write(n.between, n.between_form)


def test_each_score_is_pushed_once_and_moves_the_loss_by_its_own_rate():
    n = computed()
    middles = [np.argmin(np.abs(n.tries.tried - k - 0.66)) for k in range(4)]  # of each push
    # By hand: q - p of the shares .315, .009, .633, .043, of which the first is true.
    assert n.tries.loss_by[middles] == pytest.approx([-0.685, 0.009, 0.633, 0.043], abs=1e-3)
    # The loss moves by -1/q of what the true share does.
    assert n.tries.loss_by == pytest.approx(-n.tries.share_by / 0.31453, abs=1e-4)
    assert n.tries.pushes[middles].tolist() == [1, 2, 3, 4]
    assert (n.tries.pushes[0], n.tries.pushes[-1]) == (0, 4)
    assert (n.tries.loss_by[0], n.tries.loss_by[-1]) == pytest.approx((0, 0))
    assert n.back.walks[[0, -2, -1]].tolist() == [0, 0, 1]


@same_everywhere
@given(cases)
def test_every_rate_that_is_told_is_told_as_a_push_measures_it(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    for k in n.told:
        pushed = np.array(logits)
        pushed[k] += n.push
        rise = np.diff(loss_of(np.array([logits, pushed]), target))[0] / n.push
        # A difference of two floats has lost as many digits as the push is small.
        assert rise == pytest.approx(n.rates[k], abs=n.push + 2e-14 / n.push)


def test_the_push_is_the_largest_power_of_ten_that_measures_the_rate():
    n = computed()
    assert n.push == 0.0001
    # With ten times that: ln(1 + .6334 (e^.001 - 1)) = .00063351, which is told as .634.
    assert np.log1p(0.63339790 * np.expm1(0.001)) / 0.001 == pytest.approx(0.633514, abs=1e-6)


def test_factors_are_told_with_the_digits_that_their_product_needs():
    n = computed(logits=(1, 1, 1, 1), target=3)
    # .25 is 4 times .0625; 4 times .063 would be .252
    assert (n.by_true, n.between, n.rate) == (-4, -0.0625, 0.25)
    assert write(n.between, n.between_form) == "−0.0625"


def test_tiny_rates_are_told_in_figures():
    n = computed(logits=(30, -30, 0, 5))
    assert n.rate == pytest.approx(np.exp(-25), rel=1e-9)
    assert write(n.rate, n.rate_form) == "+1.39×10⁻¹¹"


def test_of_many_classes_the_true_and_the_pushed_one_are_told():
    logits = [1, 2, 0.5, -1, 0, 0.3, 2.2, 1.1, -0.4, 0.9]
    n = computed(logits=logits, target=3)
    assert (n.told, n.order) == ((3, 6), (3, 0, 1, 2, 4, 6, 5, 7, 8, 9))
    assert computed(logits=logits, target=6).told == (6, 1)
