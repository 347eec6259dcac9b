import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import log_softmax as scipy_log_softmax
from scipy.special import softmax as scipy_softmax

from xe_math import logit_gradient, probability_gradient, softmax_cross_entropy

Z = [2.5, -1.0, 3.2, 0.5]


def rows_with_a_target(largest):
    rows = arrays(np.float64, st.integers(1, 6), elements=st.floats(-largest, largest))
    return rows.flatmap(lambda z: st.tuples(st.just(z), st.integers(0, len(z) - 1)))


def central_differences(function, x, step):
    slopes = []
    for i in range(len(x)):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i] += step
        down[i] -= step
        slopes.append((function(up) - function(down)) / (2 * step))
    return np.array(slopes)


def complex_step_loss_gradient(z, target):
    """Derivatives of ln Σ e^z - z_t, exact to rounding: no difference is ever taken."""
    step = 1e-30
    slopes = []
    for i in range(len(z)):
        moved = np.array(z, dtype=complex)
        moved[i] += 1j * step
        slopes.append((np.log(np.exp(moved).sum()) - moved[target]).imag / step)
    return np.array(slopes)


def test_loss_of_the_storyboard_example():
    assert softmax_cross_entropy(Z, 0) == pytest.approx(1.1567, abs=5e-5)


@given(rows_with_a_target(1000))
def test_loss_is_scipys_minus_log_softmax_at_the_target(row):
    z, target = row
    expected = -scipy_log_softmax(z)[target]
    assert softmax_cross_entropy(z, target) == pytest.approx(expected, abs=1e-12)


def test_a_loss_whose_probability_rounds_to_zero_is_finite_and_exact():
    assert softmax_cross_entropy([1000, -1000], 1) == 2000
    assert softmax_cross_entropy([1000, -1000], 0) == 0


def test_a_loss_below_rounding_of_one_is_kept():
    # By hand: ln(1 + e^-100), and 1 + e^-100 rounds to 1.
    assert softmax_cross_entropy([0, 100], 1) == pytest.approx(math.exp(-100), rel=1e-14)


def test_a_loss_beyond_the_range_of_floats_is_infinite_for_its_class_alone():
    assert softmax_cross_entropy([1.7e308, -1.7e308], [0, 1]).tolist() == [0, math.inf]


def test_a_loss_of_zero_has_no_minus_sign():
    assert not np.signbit(softmax_cross_entropy([1000, -1000], 0))


def test_probability_gradient_of_the_storyboard_example():
    q = scipy_softmax(Z)
    gradient = probability_gradient(q, 0)
    assert gradient == pytest.approx([-3.179, 0, 0, 0], abs=5e-4)
    assert gradient[1:].tolist() == [0, 0, 0]
    assert not np.signbit(gradient[1:]).any()


@given(rows_with_a_target(3))
def test_probability_gradient_is_the_slope_of_minus_ln_q(row):
    z, target = row
    q = scipy_softmax(z)
    slopes = central_differences(lambda x: -math.log(x[target]), q, 1e-6 * q[target])
    np.testing.assert_allclose(probability_gradient(q, target), slopes, rtol=1e-6)


def test_an_excluded_true_class_has_an_infinite_slope_and_the_others_none():
    assert probability_gradient([0, 1, 0], 0).tolist() == [-math.inf, 0, 0]
    assert probability_gradient([0, 1, 0], 1).tolist() == [0, -1, 0]


def test_logit_gradient_of_the_storyboard_example():
    gradient = logit_gradient(Z, 0)
    assert gradient == pytest.approx([-0.6855, 0.0095, 0.6334, 0.0426], abs=5e-5)


@given(rows_with_a_target(20))
def test_logit_gradient_is_the_slope_of_the_loss(row):
    z, target = row
    gradient = logit_gradient(z, target)
    np.testing.assert_allclose(gradient, complex_step_loss_gradient(z, target), atol=1e-14)
    slopes = central_differences(lambda x: softmax_cross_entropy(x, target), z, 1e-5)
    np.testing.assert_allclose(gradient, slopes, atol=1e-8)


@given(rows_with_a_target(1000))
def test_logit_gradient_sums_to_zero_and_pulls_up_only_the_true_class(row):
    z, target = row
    gradient = logit_gradient(z, target)
    assert gradient.sum() == pytest.approx(0, abs=1e-14)
    assert gradient[target] <= 0
    assert (np.delete(gradient, target) >= 0).all()


@given(rows_with_a_target(5), st.floats(-5, 5))
def test_logit_gradient_does_not_see_a_shift_of_all_logits(row, shift):
    z, target = row
    np.testing.assert_allclose(
        logit_gradient(z + shift, target), logit_gradient(z, target), atol=1e-13
    )


def test_the_gradient_by_logits_is_that_by_probabilities_through_the_jacobian():
    a = scipy_softmax(Z)
    jacobian = np.diag(a) - np.outer(a, a)
    np.testing.assert_allclose(
        probability_gradient(a, 0) @ jacobian, logit_gradient(Z, 0), atol=1e-15
    )


@pytest.mark.parametrize(
    "function", [softmax_cross_entropy, logit_gradient, lambda z, t: probability_gradient(
        scipy_softmax(z, axis=-1), t
    )],
    ids=["softmax_cross_entropy", "logit_gradient", "probability_gradient"],
)  # fmt: skip
def test_logits_and_targets_broadcast_as_a_loop_over_them_would(function):
    z = np.array([Z, [0.0, 1.0, 2.0, 3.0]])
    targets = np.array([[0, 3], [1, 1], [2, 0]])
    looped = [[function(z[j], targets[i, j]) for j in range(2)] for i in range(3)]
    assert function(z, targets).tolist() == np.array(looped).tolist()
    assert function(z, 2).tolist() == [function(row, 2).tolist() for row in z]
    assert function(Z, [0, 1]).tolist() == [function(Z, t).tolist() for t in (0, 1)]
