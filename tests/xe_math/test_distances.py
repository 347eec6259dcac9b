import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import softmax as scipy_softmax
from scipy.stats import wasserstein_distance as scipy_wasserstein_distance

from xe_math import (
    distance_weighted_gradient,
    one_hot,
    wasserstein_distance,
    wasserstein_logit_gradient,
)

Z = [2.5, -1.0, 3.2, 0.5]


def distributions(classes):
    weights = arrays(np.float64, classes, elements=st.sampled_from([0.0, 0.01, 0.5, 1.0, 7.0]))
    return weights.filter(np.any).map(lambda w: w / w.sum())


def positions(classes):
    """Places in any order, some of them shared."""
    return arrays(np.float64, classes, elements=st.integers(-5, 5).map(lambda n: n / 2))


sizes = st.integers(1, 6)
transports = sizes.flatmap(
    lambda k: st.tuples(distributions(k), distributions(k), positions(k), st.permutations(range(k)))
)
examples = sizes.flatmap(
    lambda k: st.tuples(
        arrays(np.float64, k, elements=st.floats(-20, 20)), st.integers(0, k - 1), positions(k)
    )
)


@given(transports)
def test_work_is_scipys_earth_mover_distance(transport):
    p, q, x, _ = transport
    expected = scipy_wasserstein_distance(x, x, p, q)
    assert wasserstein_distance(p, q, x) == pytest.approx(expected, abs=1e-13)


@given(transports)
def test_work_is_symmetric_and_does_not_depend_on_the_order_of_the_classes(transport):
    p, q, x, order = transport
    work = wasserstein_distance(p, q, x)
    assert wasserstein_distance(q, p, x) == pytest.approx(work, abs=1e-14)
    assert wasserstein_distance(p[order], q[order], x[order]) == pytest.approx(work, abs=1e-13)
    assert wasserstein_distance(p, p, x) == 0


def test_work_of_the_note_s_misplaced_mass_grows_with_the_distance():
    assert wasserstein_distance([0.2, 0.8, 0, 0], [1, 0, 0, 0]) == pytest.approx(0.8, abs=1e-15)
    assert wasserstein_distance([0.2, 0, 0, 0.8], [1, 0, 0, 0]) == pytest.approx(2.4, abs=1e-15)


def test_work_of_the_storyboard_example():
    work = wasserstein_distance(scipy_softmax(Z), one_hot(0, 4))
    assert work == pytest.approx(1.404, abs=5e-4)


def test_classes_stand_at_their_indices_unless_told_otherwise():
    p, q = [0.5, 0.25, 0.25], [0.25, 0.25, 0.5]
    assert wasserstein_distance(p, q) == wasserstein_distance(p, q, [0, 1, 2]) == 0.5
    assert wasserstein_distance(p, q, [10, 20, 30]) == 5


def test_a_single_class_has_nothing_to_carry():
    assert wasserstein_distance([1], [1]) == 0
    assert wasserstein_logit_gradient([3], 0).tolist() == [0]
    assert distance_weighted_gradient([3], 0).tolist() == [0]


def test_leading_axes_broadcast_as_a_loop_over_them_would():
    p = np.array([[0.2, 0.8, 0], [0.1, 0.2, 0.7]])
    q = np.array([[[1, 0, 0]], [[0, 0.5, 0.5]]])
    looped = [[wasserstein_distance(p[j], q[i, 0], [3, 1, 9]) for j in range(2)] for i in range(2)]
    assert wasserstein_distance(p, q, [3, 1, 9]).tolist() == np.array(looped).tolist()


@given(examples)
def test_wasserstein_gradient_is_the_slope_of_scipys_distance(example):
    z, target, x = example
    truth = np.eye(len(z))[target]
    step = 1e-5
    slopes = []
    for i in range(len(z)):
        nudge = step * np.eye(len(z))[i]
        up, down = (
            scipy_wasserstein_distance(x, x, scipy_softmax(z + dz), truth) for dz in (nudge, -nudge)
        )
        slopes.append((up - down) / (2 * step))
    gradient = wasserstein_logit_gradient(z, target, x)
    np.testing.assert_allclose(gradient, slopes, atol=1e-8)


@given(examples)
def test_wasserstein_gradient_sums_to_zero(example):
    assert wasserstein_logit_gradient(*example).sum() == pytest.approx(0, abs=1e-14)


@pytest.mark.parametrize("function", [wasserstein_logit_gradient, distance_weighted_gradient])
@given(z=arrays(np.float64, st.integers(1, 6), elements=st.floats(-1000, 1000)))
def test_forces_from_logits_of_a_thousand_are_finite(function, z):
    assert np.isfinite(function(z, 0)).all()


@given(examples, st.floats(-5, 5))
def test_forces_do_not_see_a_shift_of_all_logits(example, shift):
    z, target, x = example
    for function, places in ((wasserstein_logit_gradient, x), (distance_weighted_gradient, None)):
        np.testing.assert_allclose(
            function(z + shift, target, places), function(z, target, places), atol=1e-12
        )


def test_wasserstein_gradient_of_the_storyboard_example():
    gradient = wasserstein_logit_gradient(Z, 0)
    assert gradient == pytest.approx([-0.442, -0.004, 0.378, 0.068], abs=5e-4)


def test_distance_weighted_gradient_of_the_storyboard_example_does_not_sum_to_zero():
    gradient = distance_weighted_gradient(Z, 0)
    assert gradient == pytest.approx([-0.6855, 0.0095, 0.3167, 0.0142], abs=5e-5)
    assert gradient.sum() == pytest.approx(-0.345, abs=5e-4)


def test_distance_weighted_gradient_divides_each_probability_by_the_distance_to_the_target():
    a = scipy_softmax(Z)
    # Of positions 5, -1, 2 and 2.5 from the target's 2: 3, 3, itself, a half.
    expected = [a[0] / 3, a[1] / 3, a[2] - 1, a[3] / 0.5]
    gradient = distance_weighted_gradient(Z, 2, positions=[5, -1, 2, 2.5])
    np.testing.assert_allclose(gradient, expected, rtol=1e-14)


def test_no_loss_has_the_distance_weighted_gradient_for_its_slope():
    # The derivatives of a slope would be symmetric. Those of the storyboard: -.0060 and -.0030.
    step = 1e-6

    def slope(force, logit):
        up, down = np.array(Z), np.array(Z)
        up[logit] += step
        down[logit] -= step
        difference = distance_weighted_gradient(up, 0) - distance_weighted_gradient(down, 0)
        return difference[force] / (2 * step)

    assert slope(force=1, logit=2) == pytest.approx(-0.0060, abs=5e-5)
    assert slope(force=2, logit=1) == pytest.approx(-0.0030, abs=5e-5)


@pytest.mark.parametrize("function", [wasserstein_logit_gradient, distance_weighted_gradient])
def test_logits_and_targets_broadcast_as_a_loop_over_them_would(function):
    z = np.array([Z, [0.0, 1.0, 2.0, 3.0]])
    targets = np.array([[0, 3], [1, 1], [2, 0]])
    looped = [[function(z[j], targets[i, j], [9, 4, 1, 0]) for j in range(2)] for i in range(3)]
    assert function(z, targets, [9, 4, 1, 0]).tolist() == np.array(looped).tolist()


def test_a_class_that_stands_where_the_target_does_has_no_distance_to_divide_by():
    message = "positions must set every other class apart from the target's; got class 2 where"
    with pytest.raises(ValueError, match=message):
        distance_weighted_gradient(Z, 0, positions=[1, 2, 1, 3])
    with pytest.raises(ValueError, match=message):
        distance_weighted_gradient(Z, [1, 0], positions=[1, 2, 1, 1])
    # The other two may share a place with each other.
    assert np.isfinite(distance_weighted_gradient(Z, 1, positions=[1, 2, 1, 1])).all()


def test_a_distance_near_zero_gives_a_force_beyond_the_range_of_floats_without_a_warning():
    assert distance_weighted_gradient([0, 0], 0, positions=[0, 5e-324])[1] == np.inf


@pytest.mark.parametrize(
    "call",
    [
        lambda x: wasserstein_distance([0.5, 0.5], [1, 0], x),
        lambda x: wasserstein_logit_gradient([0, 1], 0, x),
        lambda x: distance_weighted_gradient([0, 1], 0, x),
    ],
    ids=["wasserstein_distance", "wasserstein_logit_gradient", "distance_weighted_gradient"],
)
def test_positions_too_far_apart_for_floats_are_refused(call):
    message = r"positions must be a finite distance apart; got \[1.7e\+308, -1.7e\+308\]"
    with pytest.raises(ValueError, match=message):
        call([1.7e308, -1.7e308])
