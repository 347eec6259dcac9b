import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.special import expit, log_expit

from xe_math import sigmoid, sigmoid_derivative, train_neuron

LOSSES = ["quadratic", "cross_entropy"]

numbers = st.floats(-3, 3)
share = st.floats(0, 1)
settings_of_a_training = st.fixed_dictionaries(
    {
        "weight": numbers,
        "bias": numbers,
        "x": numbers,
        "y": share,
        "learning_rate": st.floats(0.01, 2),
        "epochs": st.integers(0, 5),
        "loss": st.sampled_from(LOSSES),
    }
)


def scipys_loss(z, y, loss):
    if loss == "quadratic":
        return (expit(z) - y) ** 2 / 2
    return -(y * log_expit(z) + (1 - y) * log_expit(-z))


def race(weight, bias, loss, epochs=300):
    return train_neuron(weight, bias, x=1, y=0, learning_rate=0.15, epochs=epochs, loss=loss)


@given(arrays(np.float64, array_shapes(), elements=st.floats(-700, 700)))
def test_sigmoid_is_scipys_in_both_tails(z):
    np.testing.assert_allclose(sigmoid(z), expit(z), rtol=1e-14)


def test_sigmoid_of_a_thousand_is_exact_without_a_warning():
    assert sigmoid([-1000, 0, 1000]).tolist() == [0, 0.5, 1]


@given(st.floats(-30, 30))
def test_sigmoid_derivative_is_the_slope_of_the_sigmoid(z):
    exact = (1 / (1 + np.exp(-(z + 1e-30j)))).imag / 1e-30
    assert sigmoid_derivative(z) == pytest.approx(exact, rel=1e-12)


def test_sigmoid_derivative_far_out_is_tiny_and_not_zero():
    # By hand: σ(z) σ(-z) = e^-z to 43 digits at z = 100, on either side.
    assert sigmoid_derivative([-100, 100]) == pytest.approx([math.exp(-100)] * 2, rel=1e-14)
    assert sigmoid_derivative([0, 4]) == pytest.approx([0.25, 0.0177], abs=5e-5)


def test_a_badly_wrong_start_learns_slowly_with_the_quadratic_loss():
    activation = race(2, 2, "quadratic").activation
    assert activation[[0, 150, 200, 300]] == pytest.approx([0.982, 0.933, 0.789, 0.203], abs=5e-4)


def test_a_less_wrong_start_learns_faster():
    activation = race(0.6, 0.9, "quadratic").activation
    assert activation[[0, 300]] == pytest.approx([0.818, 0.094], abs=5e-4)


@pytest.mark.parametrize(
    ("weight", "bias", "loss", "epoch"),
    [
        (2, 2, "cross_entropy", 17),
        (2, 2, "quadratic", 232),
        (0.6, 0.9, "cross_entropy", 8),
        (0.6, 0.9, "quadratic", 36),
    ],
)
def test_the_race_of_the_storyboard_reaches_a_half_first_at(weight, bias, loss, epoch):
    activation = race(weight, bias, loss).activation
    assert activation[epoch] < 0.5 <= activation[epoch - 1]


def test_first_gradients_of_the_storyboard_differ_by_the_slope_of_the_sigmoid():
    quadratic = race(2, 2, "quadratic", epochs=0).weight_gradient[0]
    logarithmic = race(2, 2, "cross_entropy", epochs=0).weight_gradient[0]
    assert quadratic == pytest.approx(0.0173, abs=5e-5)
    assert logarithmic == pytest.approx(0.982, abs=5e-4)
    assert logarithmic / quadratic == pytest.approx(56.6, abs=0.05)


def test_the_quadratic_loss_of_a_neuron_has_nielsens_half():
    # By hand: σ(0) = 1/2, and (1/2 - 0)²/2 = 1/8.
    assert race(0, 0, "quadratic", epochs=0).loss.tolist() == [0.125]


@given(settings_of_a_training)
def test_loss_and_activation_of_each_row_are_scipys(settings):
    training = train_neuron(**settings)
    z = training.weight * settings["x"] + training.bias
    np.testing.assert_allclose(training.activation, expit(z), rtol=1e-14)
    expected = scipys_loss(z, settings["y"], settings["loss"])
    np.testing.assert_allclose(training.loss, expected, rtol=1e-12, atol=1e-15)


@given(settings_of_a_training)
def test_weight_gradient_is_the_slope_of_the_loss(settings):
    training = train_neuron(**settings)
    x, step = settings["x"], 1e-5
    up, down = (
        scipys_loss((training.weight + dw) * x + training.bias, settings["y"], settings["loss"])
        for dw in (step, -step)
    )
    np.testing.assert_allclose(training.weight_gradient, (up - down) / (2 * step), atol=1e-8)


@given(settings_of_a_training)
def test_each_row_is_one_step_against_the_slopes_of_the_row_before(settings):
    training = train_neuron(**settings)
    x, step, rate = settings["x"], 1e-5, settings["learning_rate"]
    assert training.weight.shape == (settings["epochs"] + 1,)
    assert (training.weight[0], training.bias[0]) == (settings["weight"], settings["bias"])
    z = training.weight * x + training.bias
    up, down = (scipys_loss(z + db, settings["y"], settings["loss"]) for db in (step, -step))
    by_bias = (up - down) / (2 * step)
    np.testing.assert_allclose(np.diff(training.bias), -rate * by_bias[:-1], atol=1e-7)
    np.testing.assert_allclose(np.diff(training.weight), -rate * by_bias[:-1] * x, atol=1e-7)
    np.testing.assert_allclose(
        np.diff(training.weight), -rate * training.weight_gradient[:-1], atol=1e-14
    )


def test_a_saturated_neuron_has_a_finite_loss_and_the_full_gradient():
    wrong = train_neuron(0, 1000, x=1, y=0, learning_rate=1, epochs=0, loss="cross_entropy")
    assert (wrong.loss[0], wrong.weight_gradient[0]) == (1000, 1)
    right = train_neuron(0, 1000, x=1, y=1, learning_rate=1, epochs=0, loss="cross_entropy")
    assert (right.loss[0], right.weight_gradient[0]) == (0, 0)


def test_a_saturated_neuron_that_is_right_still_has_a_gradient_below_rounding_of_one():
    # By hand: a - 1 = -e^-100 to 43 digits, where a rounds to 1.
    nearly = train_neuron(0, 100, x=1, y=1, learning_rate=1, epochs=0, loss="cross_entropy")
    assert nearly.weight_gradient[0] == pytest.approx(-math.exp(-100), rel=1e-14)
    assert nearly.loss[0] == pytest.approx(math.exp(-100), rel=1e-14)


@pytest.mark.parametrize("loss", LOSSES)
def test_epochs_come_before_the_starts_that_are_trained_side_by_side(loss):
    together = train_neuron(
        [2, 0.6], [2, 0.9], x=[[1], [0.5]], y=0.25, learning_rate=0.15, epochs=3, loss=loss
    )
    alone = train_neuron(0.6, 0.9, x=0.5, y=0.25, learning_rate=0.15, epochs=3, loss=loss)
    for field in dataclasses.fields(together):
        rows = getattr(together, field.name)
        assert rows.shape == (4, 2, 2)
        np.testing.assert_allclose(rows[:, 1, 1], getattr(alone, field.name), rtol=1e-14)


@pytest.mark.parametrize("loss", ["mse", "", "Quadratic", None])
def test_an_unknown_loss_is_refused_with_the_two_that_are_known(loss):
    with pytest.raises(ValueError, match='loss must be "quadratic" or "cross_entropy"; got'):
        train_neuron(0, 0, x=1, y=0, learning_rate=1, epochs=1, loss=loss)


@pytest.mark.parametrize(("weight", "epochs"), [(1e200, 0), (0, 1)])
def test_a_weighted_input_beyond_the_range_of_floats_is_refused(weight, epochs):
    message = (
        "weight, bias, x and learning_rate must keep the weighted input finite; "
        r"got .*, 0.0, 1e\+200 and 1e\+200"
    )
    with pytest.raises(ValueError, match=message):
        train_neuron(
            weight, 0, x=1e200, y=0, learning_rate=1e200, epochs=epochs, loss="cross_entropy"
        )


def test_shapes_that_do_not_broadcast_are_refused_by_their_names():
    message = r"weight and bias and x and y must broadcast; got shapes \(2,\) and \(3,\)"
    with pytest.raises(ValueError, match=message):
        train_neuron([1, 2], [1, 2, 3], x=1, y=0, learning_rate=1, epochs=1, loss="quadratic")


def test_a_training_cannot_be_changed():
    training = race(2, 2, "quadratic", epochs=2)
    for field in dataclasses.fields(training):
        assert not getattr(training, field.name).flags.writeable
    with pytest.raises(dataclasses.FrozenInstanceError):
        training.loss = training.bias
