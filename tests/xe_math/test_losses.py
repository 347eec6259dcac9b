import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import xlogy

from xe_math import log_loss, log_loss_gradient, quadratic_loss, quadratic_loss_gradient

ordinary = st.floats(-100, 100)
probability = st.floats(1e-6, 1)


def central_difference(function, x, step):
    return (function(x + step) - function(x - step)) / (2 * step)


def test_quadratic_loss_is_the_square_of_the_error_without_a_half():
    assert quadratic_loss(0.5, 3.5) == 9
    assert quadratic_loss([1, 2], [[1], [4]]).tolist() == [[0, 1], [9, 4]]


def test_quadratic_slopes_are_the_four_of_the_note():
    assert quadratic_loss_gradient([0.01, 0.02, 0.98, 0.99], 1) == pytest.approx(
        [-1.98, -1.96, -0.04, -0.02], abs=1e-15
    )


def test_the_note_s_differences_of_slope_are_not_differences_of_loss():
    # By hand: .99² - .98² = .0197 and .02² - .01² = .0003, where the slopes differ by .02 twice.
    loss = quadratic_loss([0.01, 0.02, 0.98, 0.99], 1)
    assert loss[0] - loss[1] == pytest.approx(0.0197, abs=1e-15)
    assert loss[2] - loss[3] == pytest.approx(0.0003, abs=1e-15)


@given(ordinary, ordinary)
def test_quadratic_gradient_is_the_slope_of_the_quadratic_loss(prediction, target):
    # A parabola's central difference is its slope, but for rounding.
    slope = central_difference(lambda x: quadratic_loss(x, target), prediction, 0.5)
    assert quadratic_loss_gradient(prediction, target) == pytest.approx(slope, abs=1e-9)


def test_a_square_beyond_the_range_of_floats_is_infinite_without_a_warning():
    assert quadratic_loss(1e200, [0, -1e200]).tolist() == [math.inf, math.inf]
    assert quadratic_loss(1.7e308, -1.7e308) == math.inf
    assert quadratic_loss_gradient(1.7e308, 0) == math.inf
    assert quadratic_loss_gradient(-1.7e308, 1.7e308) == -math.inf


@given(probability)
def test_log_loss_is_scipys_minus_ln_q(q):
    assert log_loss(q) == pytest.approx(-xlogy(1, q), rel=1e-15)


def test_log_loss_of_the_note_s_true_class_is_what_it_prints():
    assert log_loss(0.3145) == pytest.approx(1.1567, abs=1e-4)
    assert log_loss([[0.25], [0.5]]) == pytest.approx(np.array([[math.log(4)], [math.log(2)]]))


def test_log_slopes_are_the_four_of_the_note():
    slopes = log_loss_gradient([0.01, 0.02, 0.98, 0.99])
    assert slopes == pytest.approx([-100, -50, -1.0204, -1.0101], abs=5e-5)


@given(st.floats(0.01, 0.99))
def test_log_gradient_is_the_slope_of_the_log_loss(q):
    assert log_loss_gradient(q) == pytest.approx(
        central_difference(log_loss, q, 1e-5 * q), rel=1e-8
    )


def test_an_impossible_event_that_happens_costs_infinity_without_a_warning():
    assert log_loss([0, 1]).tolist() == [math.inf, 0]
    assert log_loss(0) == math.inf
    assert log_loss_gradient([0, 1]).tolist() == [-math.inf, -1]


def test_a_subnormal_probability_has_a_finite_loss_and_a_slope_beyond_floats():
    assert log_loss(1e-320) == pytest.approx(-math.log(1e-320))
    assert log_loss_gradient(1e-320) == -math.inf


def test_certainty_costs_a_zero_without_a_minus_sign():
    assert math.copysign(1, log_loss(1)) == 1
    assert np.signbit(log_loss([1.0, 0.5])).tolist() == [False, False]
