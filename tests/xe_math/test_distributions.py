import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import rel_entr
from scipy.stats import entropy as scipy_entropy

from xe_math import cross_entropy, cross_entropy_terms, entropy, kl_divergence, one_hot

P = [0.1, 0.4, 0.3, 0.2]
Q = [0.3, 0.2, 0.2, 0.3]


def distributions(classes):
    """Distributions some of whose probabilities are 0."""
    weights = arrays(np.float64, classes, elements=st.sampled_from([0.0, 0.01, 0.5, 1.0, 7.0]))
    return weights.filter(np.any).map(lambda w: w / w.sum())


pairs = st.integers(1, 6).flatmap(lambda k: st.tuples(distributions(k), distributions(k)))


@pytest.mark.parametrize("index", [0, 1, 3])
def test_one_hot_has_a_single_one_where_asked(index):
    expected = [0.0, 0.0, 0.0, 0.0]
    expected[index] = 1.0
    assert one_hot(index, 4).tolist() == expected


def test_one_hot_of_many_indices_has_a_row_for_each():
    assert one_hot([[2], [0]], 3).tolist() == [[[0, 0, 1]], [[1, 0, 0]]]


def test_one_hot_of_the_only_class_is_one():
    assert one_hot(0, 1).tolist() == [1]


def test_terms_are_those_of_the_storyboard_and_sum_to_the_cross_entropy():
    terms = cross_entropy_terms(P, Q)
    assert terms == pytest.approx([0.1204, 0.6438, 0.4828, 0.2408], abs=5e-5)
    assert cross_entropy(P, Q) == pytest.approx(1.4878, abs=5e-5)


def test_entropies_of_the_storyboard():
    assert entropy(P) == pytest.approx(1.2799, abs=5e-5)
    assert kl_divergence(P, Q) == pytest.approx(0.2079, abs=5e-5)
    assert cross_entropy(Q, P) == pytest.approx(1.5977, abs=5e-5)


@pytest.mark.parametrize("classes", [1, 2, 10])
def test_a_uniform_distribution_has_the_logarithm_of_its_classes_as_entropy(classes):
    assert entropy([1 / classes] * classes) == pytest.approx(math.log(classes), abs=1e-15)


@given(pairs)
def test_entropy_is_scipys(pair):
    assert entropy(pair[0]) == pytest.approx(scipy_entropy(pair[0]), abs=1e-14)


@given(pairs)
def test_kl_divergence_is_scipys(pair):
    assert kl_divergence(*pair) == pytest.approx(rel_entr(*pair).sum(), abs=1e-14)


@given(pairs)
def test_cross_entropy_is_scipys_entropy_plus_relative_entropy(pair):
    p, q = pair
    expected = scipy_entropy(p) + rel_entr(p, q).sum()
    assert cross_entropy(p, q) == pytest.approx(expected, abs=1e-13)


@given(pairs)
def test_terms_sum_to_the_cross_entropy(pair):
    assert cross_entropy_terms(*pair).sum() == cross_entropy(*pair)


@given(pairs)
def test_no_prediction_beats_the_truth_as_gibbs_says(pair):
    assert kl_divergence(*pair) >= 0
    assert cross_entropy(*pair) >= entropy(pair[0]) - 1e-15


def test_two_distributions_as_close_as_floats_can_be_do_not_diverge_by_less_than_nothing():
    p = np.array([np.linspace(0.01, 0.99, 99), 1 - np.linspace(0.01, 0.99, 99)]).T
    neighbours = np.nextafter(p, p[:, ::-1])
    assert (kl_divergence(p, neighbours) >= 0).all()


@given(pairs)
def test_a_distribution_diverges_from_itself_by_exactly_nothing(pair):
    assert kl_divergence(pair[0], pair[0]) == 0


def test_a_class_that_the_prediction_excludes_costs_infinity_without_a_warning():
    assert cross_entropy_terms([0.5, 0.5], [1, 0]).tolist() == [0, math.inf]
    assert cross_entropy([0.5, 0.5], [1, 0]) == math.inf
    assert kl_divergence([0.5, 0.5], [1, 0]) == math.inf


def test_a_class_that_cannot_happen_adds_nothing_even_when_excluded():
    assert cross_entropy_terms([1, 0, 0], [0.5, 0, 0.5]).tolist() == [math.log(2), 0, 0]
    assert cross_entropy([1, 0], [1, 0]) == 0
    assert kl_divergence([1, 0], [1, 0]) == 0
    assert entropy([1, 0]) == 0


def test_a_tiny_probability_of_an_excluded_class_still_costs_infinity():
    assert cross_entropy([1 - 1e-12, 1e-12], [1, 0]) == math.inf


def test_a_term_that_is_zero_has_no_minus_sign():
    assert not np.signbit(cross_entropy_terms([1, 0], [1, 0])).any()
    assert not np.signbit(entropy([0, 1]))
    assert not np.signbit(cross_entropy([0, 1], [0, 1]))


def test_against_a_one_hot_truth_only_the_true_class_counts():
    q = [0.3145, 0.0095, 0.6334, 0.0426]
    assert cross_entropy_terms(one_hot(0, 4), q)[1:].tolist() == [0, 0, 0]
    assert cross_entropy(one_hot(0, 4), q) == pytest.approx(1.1567, abs=1e-4)


def test_the_loss_is_blind_to_where_the_wrong_mass_lies():
    truth = one_hot(0, 4)
    assert cross_entropy(truth, [[0.2, 0.8, 0, 0], [0.2, 0, 0, 0.8]]) == pytest.approx(
        [1.6094, 1.6094], abs=5e-5
    )


@pytest.mark.parametrize("function", [cross_entropy_terms, cross_entropy, kl_divergence])
def test_leading_axes_broadcast_as_a_loop_over_them_would(function):
    p = np.array([[P, Q], [Q, P], [P, P]])
    q = np.array([[Q, [0.25, 0.25, 0.5, 0]]])
    looped = [[function(p[i, j], q[0, j]) for j in range(2)] for i in range(3)]
    assert function(p, q).tolist() == np.array(looped).tolist()


def test_entropy_of_a_batch_is_that_of_each_row():
    assert entropy([[P], [Q]]).tolist() == [[entropy(P)], [entropy(Q)]]
