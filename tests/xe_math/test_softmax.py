import dataclasses
import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.special import log_softmax as scipy_log_softmax
from scipy.special import logsumexp
from scipy.special import softmax as scipy_softmax

from xe_math import (
    hardmax,
    log_softmax,
    log_sum_exp,
    log_sum_exp_change,
    nudge_logit,
    softmax,
    softmax_jacobian,
)

Z = [2.5, -1.0, 3.2, 0.5]

logits = arrays(np.float64, array_shapes(max_dims=3, max_side=5), elements=st.floats(-50, 50))
rows = arrays(np.float64, st.integers(1, 6), elements=st.floats(-20, 20))
extreme_rows = arrays(np.float64, st.integers(1, 6), elements=st.floats(-1000, 1000))


def complex_step_jacobian(z):
    """Columns of derivatives of e^z / Σ e^z, exact to rounding: no difference is ever taken."""
    step = 1e-30
    columns = []
    for j in range(len(z)):
        moved = np.array(z, dtype=complex)
        moved[j] += 1j * step
        e = np.exp(moved)
        columns.append((e / e.sum()).imag / step)
    return np.array(columns).T


def test_softmax_of_the_storyboard_example():
    assert softmax(Z) == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)


def test_softmax_is_each_exponential_over_their_sum():
    e = [math.exp(z) for z in Z]
    assert e == pytest.approx([12.18, 0.368, 24.53, 1.649], abs=5e-3)
    assert softmax(Z) == pytest.approx([x / sum(e) for x in e], rel=1e-14)


@given(logits)
def test_softmax_is_scipys(z):
    np.testing.assert_allclose(softmax(z), scipy_softmax(z, axis=-1), rtol=1e-13)


@given(logits)
def test_log_softmax_is_scipys(z):
    np.testing.assert_allclose(log_softmax(z), scipy_log_softmax(z, axis=-1), atol=1e-13)


@given(extreme_rows)
def test_extreme_logits_give_a_distribution_and_finite_logarithms(z):
    a = softmax(z)
    assert np.isfinite(a).all()
    assert a.sum() == pytest.approx(1, abs=1e-14)
    assert ((a >= 0) & (a <= 1)).all()
    assert np.isfinite(log_softmax(z)).all()
    assert (log_softmax(z) <= 0).all()


def test_logits_of_a_thousand_are_exact():
    assert softmax([1000, 1000, -1000]).tolist() == [0.5, 0.5, 0]
    assert softmax([-1000, -1000]).tolist() == [0.5, 0.5]
    assert log_softmax([1000, -1000]).tolist() == [0, -2000]
    assert log_softmax([-1000, -1000]) == pytest.approx([-math.log(2)] * 2, rel=1e-15)


def test_logits_near_the_largest_float_give_no_warning():
    assert softmax([1.7e308, -1.7e308]).tolist() == [1, 0]
    assert log_softmax([1.7e308, -1.7e308]).tolist() == [0, -math.inf]
    assert softmax([1e300, 0], temperature=1e-300).tolist() == [1, 0]


def test_log_softmax_keeps_a_certainty_whose_shortfall_is_below_rounding():
    # By hand: ln a = -ln(1 + e^-100), and 1 + e^-100 rounds to 1.
    assert log_softmax([100, 0])[0] == pytest.approx(-math.exp(-100), rel=1e-14)
    assert log_softmax([0, 100, 0])[1] == pytest.approx(-2 * math.exp(-100), rel=1e-14)


@given(rows, st.floats(-20, 20))
def test_adding_one_number_to_all_logits_changes_nothing(z, shift):
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-12)
    np.testing.assert_allclose(log_softmax(z + shift), log_softmax(z), atol=1e-12)


@given(rows)
def test_softmax_keeps_the_order_of_the_logits(z):
    assert (np.diff(softmax(np.sort(z))) >= 0).all()


@pytest.mark.parametrize(
    ("temperature", "expected"),
    [(10, (0.278, 0.196, 0.298, 0.228)), (0.25, (0.057, 0.000, 0.943, 0.000))],
)
def test_temperatures_of_the_storyboard(temperature, expected):
    assert softmax(Z, temperature=temperature) == pytest.approx(expected, abs=5e-4)


def test_softmax_at_a_temperature_of_a_tenth_is_nearly_the_maximum():
    assert softmax(Z, 0.1)[2] == pytest.approx(0.999, abs=5e-4)


@given(rows, st.floats(0.1, 10))
def test_a_temperature_divides_the_logits(z, temperature):
    np.testing.assert_allclose(
        softmax(z, temperature), scipy_softmax(z / temperature), rtol=1e-11, atol=1e-300
    )
    np.testing.assert_allclose(
        log_softmax(z, temperature), scipy_log_softmax(z / temperature), atol=1e-11
    )


def test_a_track_of_temperatures_gives_a_row_for_each():
    track = softmax(Z, temperature=[10, 1, 0.25])
    assert track.tolist() == [softmax(Z, t).tolist() for t in (10, 1, 0.25)]
    assert log_softmax([[Z], [Z]], [[1, 2], [3, 4]]).shape == (2, 2, 4)


def test_hardmax_puts_everything_on_the_largest():
    assert hardmax(Z).tolist() == [0, 0, 1, 0]
    assert hardmax([-1000]).tolist() == [1]


def test_hardmax_shares_a_tie_equally():
    assert hardmax([[3, 1, 3], [2, 2, 2], [0, 1, 0]]).tolist() == [
        [0.5, 0, 0.5],
        [1 / 3, 1 / 3, 1 / 3],
        [0, 1, 0],
    ]


def test_softmax_becomes_hardmax_as_the_temperature_falls():
    np.testing.assert_allclose(softmax(Z, 1e-3), hardmax(Z), atol=1e-300)


@given(rows)
def test_jacobian_is_the_derivative_of_softmax(z):
    np.testing.assert_allclose(softmax_jacobian(z), complex_step_jacobian(z), atol=1e-15)


def test_jacobian_row_of_the_true_class_in_the_storyboard():
    row = softmax_jacobian(Z)[0]
    assert row == pytest.approx([0.2156, -0.0030, -0.1992, -0.0134], abs=5e-5)


@given(extreme_rows)
def test_jacobian_rows_sum_to_zero_and_it_is_symmetric(z):
    jacobian = softmax_jacobian(z)
    np.testing.assert_allclose(jacobian.sum(axis=-1), 0, atol=1e-15)
    np.testing.assert_allclose(jacobian, jacobian.T, atol=1e-16)


@pytest.mark.parametrize("function", [softmax, log_softmax, hardmax, softmax_jacobian])
@given(z=logits)
def test_leading_axes_give_what_a_loop_over_them_would(function, z):
    looped = [function(row) for row in z.reshape(-1, z.shape[-1])]
    np.testing.assert_allclose(
        function(z), np.reshape(looped, function(z).shape), rtol=1e-14, atol=1e-300
    )


def test_jacobian_of_a_batch_is_that_of_each_row():
    batch = np.array([[Z, [0, 0, 1, 9]]])
    jacobians = softmax_jacobian(batch)
    assert jacobians.shape == (1, 2, 4, 4)
    assert jacobians[0, 1].tolist() == softmax_jacobian(batch[0, 1]).tolist()


@pytest.mark.parametrize(
    ("index", "delta", "first"),
    [(0, 0.4, 0.4064), (2, -0.4, 0.3976), (3, -0.4, 0.3190), (1, -0.4, 0.3155)],
)
def test_nudges_of_the_note(index, delta, first):
    response = nudge_logit(Z, index, delta)
    assert response.before[0] == pytest.approx(0.3145, abs=5e-5)
    assert response.after[0] == pytest.approx(first, abs=5e-5)


@given(rows, st.floats(-5, 5), st.data())
def test_a_nudge_is_scipys_softmax_of_the_logits_with_one_moved(z, delta, data):
    index = data.draw(st.integers(0, len(z) - 1))
    moved = z.copy()
    moved[index] += delta
    response = nudge_logit(z, index, delta)
    np.testing.assert_allclose(response.before, scipy_softmax(z), rtol=1e-13)
    np.testing.assert_allclose(response.after, scipy_softmax(moved), rtol=1e-13)


def test_a_small_nudge_moves_every_probability_by_its_row_of_the_jacobian():
    response = nudge_logit(Z, 2, 1e-6)
    expected = complex_step_jacobian(Z)[2] * 1e-6
    np.testing.assert_allclose(response.after - response.before, expected, atol=1e-12)


@given(
    st.lists(st.floats(-40, 40), min_size=2, max_size=5),
    st.one_of(st.floats(-40, 40), st.floats(1e-12, 1e-6)).filter(
        lambda d: d == 0 or abs(d) > 1e-13
    ),
    st.integers(0, 4),
)
@example([25.0, 1.0, 0.0, 2.0], -0.4, 0)
@example([0.0, 40.0], 1e-12, 0)
@example([-460.0, 0.0, -460.0], 449.0, 0)  # the product of two of them is below all floats
def test_change_by_a_nudge_has_all_its_digits(z, delta, index):
    index %= len(z)
    with localcontext() as context:
        context.prec = 60
        still = [Decimal(value) for value in z]
        moved = [value + (k == index) * Decimal(delta) for k, value in enumerate(still)]
        powers = [[value.exp() for value in row] for row in (still, moved)]
        before, after = ([power / sum(row) for power in row] for row in powers)
        expected = [float(b - a) for a, b in zip(before, after, strict=True)]
    change = nudge_logit(z, index, delta).change
    np.testing.assert_allclose(change, expected, rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize(
    ("z", "index", "delta", "change"),
    [
        ([0, 1000], 0, 2000, [1, -1]),  # both ends are rounded
        ([0, 1000], 1, -2000, [1, -1]),
        ([800, 0], 0, -500, [-math.exp(-300), math.exp(-300)]),  # e^-800 is 0 to floats
        ([0, -745], 1, 785, [-1, 1]),  # 1 / e^-745 is above all floats
        ([0, 1000], 0, 1, [0, 0]),
        ([0, 1e100, -1e100], 0, 1e100, [0.5, -0.5, 0]),
        ([3], 0, 2, [0]),
        ([0, 0], 0, 0, [0, 0]),
    ],
)
def test_change_by_a_nudge_is_right_where_probabilities_are_rounded(z, index, delta, change):
    assert nudge_logit(z, index, delta).change == pytest.approx(change, rel=1e-12, abs=1e-300)


def test_a_row_of_deltas_is_a_track_with_one_state_each():
    deltas = np.linspace(0, 0.4, 5)
    response = nudge_logit(Z, 0, deltas)
    assert response.after.tolist() == [nudge_logit(Z, 0, d).after.tolist() for d in deltas]
    assert response.before.tolist() == [softmax(Z).tolist()] * 5
    assert response.after[0].tolist() == response.before[0].tolist()


def test_indices_deltas_and_batches_broadcast_together():
    batch = np.array([Z, [0.0, 1.0, 2.0, 3.0]])
    response = nudge_logit(batch, [0, 3], [[0.1], [0.2], [0.3]])
    assert response.after.shape == response.before.shape == (3, 2, 4)
    assert response.after[2, 1].tolist() == nudge_logit(batch[1], 3, 0.3).after.tolist()


def test_a_nudge_beyond_the_range_of_floats_is_refused():
    with pytest.raises(ValueError, match=r"delta must keep the logits finite; got 1.7e\+308"):
        nudge_logit([1.7e308, 0], 0, 1.7e308)


def test_a_nudge_response_cannot_be_changed():
    response = nudge_logit(Z, 0, 0.4)
    with pytest.raises(dataclasses.FrozenInstanceError):
        response.before = response.after
    assert not response.before.flags.writeable
    assert not response.after.flags.writeable


@given(st.one_of(logits, extreme_rows))
def test_log_sum_exp_is_that_of_scipy(z):
    assert log_sum_exp(z) == pytest.approx(logsumexp(z, axis=-1), abs=1e-12)


@given(rows, st.floats(-40, 40), st.integers(0, 5))
def test_change_of_log_sum_exp_is_the_difference_of_two(z, delta, which):
    moved = delta * (np.arange(len(z)) == which % len(z))
    expected = logsumexp(z + moved) - logsumexp(z)
    assert log_sum_exp_change(z, moved) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    ("z", "delta"), [([0, 60], [1.5, 0]), ([0, 60], [-1.5, 0]), ([0, 20], [-1e-9, 0])]
)
def test_change_of_log_sum_exp_has_all_digits_however_small_it_is(z, delta):
    with localcontext() as context:
        context.prec = 80
        start = [Decimal(value) for value in z]
        end = [value + Decimal(d) for value, d in zip(start, delta, strict=True)]
        before, after = (sum(value.exp() for value in row).ln() for row in (start, end))
        expected = float(after - before)
    assert log_sum_exp_change(z, delta) == pytest.approx(expected, rel=1e-12)


def test_all_logits_together_take_log_sum_exp_along():
    for step in (1e-9, 1.5, -1.5, 100.0, -100.0):
        assert log_sum_exp_change(Z, np.full(4, step)) == pytest.approx(step, rel=1e-9)


def test_delta_has_as_many_classes_as_the_logits():
    with pytest.raises(ValueError, match="logits and delta must have as many classes"):
        log_sum_exp_change(Z, [1.0, 2.0])
