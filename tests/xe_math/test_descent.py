import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import log_softmax as scipy_log_softmax
from scipy.special import softmax as scipy_softmax

from xe_math import descend_logits

Z = [2.5, -1.0, 3.2, 0.5]

examples = st.integers(1, 5).flatmap(
    lambda k: st.tuples(
        arrays(np.float64, k, elements=st.floats(-10, 10)),
        st.integers(0, k - 1),
        st.floats(0.01, 1),
        st.integers(0, 6),
    )
)


def test_losses_of_the_storyboard_descent():
    loss = descend_logits(Z, 0, learning_rate=0.5, steps=20).loss
    assert loss[[0, 1, 2, 5, 10, 20]] == pytest.approx(
        [1.157, 0.769, 0.538, 0.257, 0.131, 0.066], abs=5e-4
    )


@given(examples)
def test_each_row_is_one_step_from_the_row_before(example):
    z, target, rate, steps = example
    descent = descend_logits(z, target, rate, steps)
    truth = np.eye(len(z))[target]
    assert descent.logits.shape == (steps + 1, len(z))
    assert descent.logits[0].tolist() == z.tolist()
    for before, after in zip(descent.logits, descent.logits[1:], strict=False):
        expected = before - rate * (scipy_softmax(before) - truth)
        np.testing.assert_allclose(after, expected, atol=1e-13)


@given(examples)
def test_every_row_belongs_to_its_logits(example):
    z, target, rate, steps = example
    descent = descend_logits(z, target, rate, steps)
    a = scipy_softmax(descent.logits, axis=-1)
    np.testing.assert_allclose(descent.probabilities, a, atol=1e-15)
    np.testing.assert_allclose(descent.gradient, a - np.eye(len(z))[target], atol=1e-15)
    expected = -scipy_log_softmax(descent.logits, axis=-1)[:, target]
    np.testing.assert_allclose(descent.loss, expected, atol=1e-13)


@given(examples)
def test_a_descent_with_small_steps_never_climbs_and_keeps_the_sum_of_the_logits(example):
    descent = descend_logits(*example)
    assert (np.diff(descent.loss) <= 1e-12).all()
    sums = descent.logits.sum(axis=-1)
    np.testing.assert_allclose(sums, sums[0], atol=1e-12)


@given(arrays(np.float64, st.integers(1, 5), elements=st.floats(-1000, 1000)))
def test_a_descent_from_logits_of_a_thousand_is_finite(z):
    descent = descend_logits(z, 0, 0.5, 3)
    for field in dataclasses.fields(descent):
        assert np.isfinite(getattr(descent, field.name)).all()


def test_a_descent_of_no_steps_is_its_start():
    descent = descend_logits(Z, 0, 0.5, 0)
    assert descent.logits.tolist() == [Z]
    assert descent.loss.shape == (1,)


def test_steps_come_before_the_leading_axes_of_logits_and_targets():
    batch = np.array([Z, [0.0, 1.0, 2.0, 3.0]])
    targets = np.array([[0], [1], [2]])
    descent = descend_logits(batch, targets, 0.5, 4)
    assert descent.logits.shape == descent.gradient.shape == (5, 3, 2, 4)
    assert descent.loss.shape == (5, 3, 2)
    alone = descend_logits(batch[1], 2, 0.5, 4)
    assert descent.logits[:, 2, 1].tolist() == alone.logits.tolist()
    assert descent.loss[:, 2, 1].tolist() == alone.loss.tolist()


def test_a_step_beyond_the_range_of_floats_is_refused():
    tie = [1.7e308, 1.7e308]  # the true one of the two is pulled up by half the rate
    message = r"learning_rate must keep the logits finite; got 1e\+308"
    with pytest.raises(ValueError, match=message):
        descend_logits(tie, 0, 1e308, 1)
    assert descend_logits(tie, 0, 1e308, 0).logits.tolist() == [tie]


def test_a_descent_cannot_be_changed():
    descent = descend_logits(Z, 0, 0.5, 2)
    for field in dataclasses.fields(descent):
        assert not getattr(descent, field.name).flags.writeable
    with pytest.raises(dataclasses.FrozenInstanceError):
        descent.loss = descent.logits
