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


def test_the_numbers_of_the_clip():
    n = computed()
    assert (n.target, n.pushed) == (0, 2)
    assert (n.rows, n.turns) == ((0, 1, 2, 3), (2, 0, 1, 3))
    # e^2.5 = 12.182 of 38.731 is .3145, e^3.2 = 24.533 of it .6334; 1/.3145 = 3.179
    assert write(n.by_true, n.true_form) == "−3.18"
    assert write(n.share, n.share_form) == "0.3145"
    assert write(n.factors[2], n.factor_forms[2]) == "−0.199"
    assert (write(n.push, "exact"), write(n.moved, n.moved_form)) == ("0.0001", "+0.0000633")
    assert write(n.share_moved, n.moved_form) == "−0.0000199"  # .3145 * .6334 * .0001
    rates = [write(rate, form) for rate, form in zip(n.rates, n.rate_forms, strict=True)]
    assert rates == ["−0.685", "+0.009", "+0.633", "+0.043"]


def test_what_is_written_checks_with_a_calculator():
    assert round(0.0000633 / 0.0001, 3) == 0.633
    assert round(-1 / 0.3145, 2) == -3.18
    assert round(-3.18 * -0.199, 3) == 0.633


@same_everywhere
@given(cases)
def test_rates_and_factors_are_slopes_of_what_scipy_computes(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    z, q = np.array(logits), softmax(logits)
    assert n.rates == pytest.approx(approx_fprime(z, lambda v: loss_of(v, target), 1e-7), abs=1e-5)
    slopes = approx_fprime(z, lambda v: softmax(v)[target], 1e-7)
    assert n.factors == pytest.approx(slopes, abs=1e-5)
    assert n.by_true == pytest.approx(-1 / q[target])
    assert n.pushed != target
    assert q[n.pushed] == pytest.approx(max(np.delete(q, target)))
    assert n.rate == n.rates[n.pushed]


@same_everywhere
@given(cases)
def test_the_products_of_the_factors_are_the_rates(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    assert n.products == pytest.approx(softmax(logits) - np.eye(len(logits))[target], abs=1e-9)


@same_everywhere
@given(cases)
def test_a_push_measures_what_the_loss_moves_by_and_it_is_written_as_the_rate(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    for k in n.rows:
        pushed = np.array(logits)
        pushed[k] += n.push
        rise = np.diff(loss_of(np.array([logits, pushed]), target))[0] / n.push
        # A difference of two floats has lost as many digits as the push is small.
        lost = 2e-14 / n.push
        assert n.measured[k] == pytest.approx(rise, abs=lost)
        assert write(n.measured[k], n.rate_forms[k]) == write(n.rates[k], n.rate_forms[k])


def test_each_score_is_pushed_once_and_moves_share_and_loss_by_its_own_rates():
    n = computed()
    # By hand: q - p of the shares .315, .009, .633, .043, of which the first is true.
    rates = {0: -0.685, 1: 0.009, 2: 0.633, 3: 0.043}
    for motion, turns in ((n.first, (0,)), (n.others, (1, 2, 3))):
        for turn in turns:
            # The loss has moved at half of a push.
            frame = np.argmin(np.abs(motion.tried - turn - 0.55))
            assert motion.loss_by[frame] == pytest.approx(rates[n.turns[turn]], abs=1e-3)
            # It moves by -1/q of what the true share does.
            assert motion.share_by[frame] * -3.179 == pytest.approx(motion.loss_by[frame], abs=1e-3)
    assert n.first.tried[0] == n.first.loss_by[0] == 0
    assert n.back.tried[0] == n.first.tried[-1]
    assert n.back.loss_by[0] == n.first.loss_by[-1]
    for motion, tried in ((n.back, 1), (n.others, 4)):
        assert (motion.tried[-1], motion.loss_by[-1]) == pytest.approx((tried, 0))
    assert n.others.tried[0] == 1


def test_the_push_is_the_largest_power_of_ten_that_measures_the_rates():
    n = computed()
    assert n.push == 0.0001
    # With ten times that: ln(1 + .6334 (e^.001 - 1)) = .00063351, which is told as .634.
    assert np.log1p(0.63339790 * np.expm1(0.001)) / 0.001 == pytest.approx(0.633514, abs=1e-6)


def test_factors_are_written_with_the_digits_that_their_products_need():
    n = computed(logits=(1, 1, 1, 1), target=3)
    # .25 is 4 times .0625; 4 times .063 would be .252
    assert (n.by_true, n.factors[0], n.rate) == (-4, -0.0625, 0.25)
    assert write(n.factors[0], n.factor_forms[0]) == "−0.0625"


def test_tiny_rates_are_written_with_digits():
    n = computed(logits=(30, -30, 0, 5))
    assert n.rate == pytest.approx(np.exp(-25), rel=1e-9)
    assert write(n.rate, n.rate_form) == "+1.39×10⁻¹¹"


def test_of_many_classes_the_true_one_and_the_three_likeliest_wrong_ones_are_shown():
    logits = [1, 2, 0.5, -1, 0, 0.3, 2.2, 1.1, -0.4, 0.9]
    n = computed(logits=logits, target=3)
    assert (n.rows, n.turns) == ((3, 1, 6, 7), (6, 3, 1, 7))
    assert computed(logits=logits, target=6).rows == (6, 0, 1, 7)
