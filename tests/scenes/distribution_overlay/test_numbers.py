"""What ``DistributionOverlay`` draws is true: against SciPy, arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr
from scipy.stats import beta, entropy

from scenes import entry
from scenes.distribution_overlay.numbers import (
    DistributionOverlayNumbers,
    DistributionOverlayParameters,
)
from stage.digits import write
from tests.scenes.extremes import extreme_parameters, often
from tests.scenes.reading import read_exactly

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
P = np.array([0.1, 0.4, 0.3, 0.2])
Q = np.array([0.3, 0.2, 0.2, 0.3])


def computed(**parameters):
    return DistributionOverlayNumbers.compute(DistributionOverlayParameters(**parameters), 15)


def shares(track):
    """How far a motion is at each of its frames: from rest to rest with the least jerk."""
    return beta(3, 3).cdf(np.linspace(0, 1, len(track)))


def cross_entropy(p, q):
    """By SciPy: what p needs in itself, and what q costs on top."""
    return entropy(p, axis=-1) + rel_entr(p, q).sum(axis=-1)


@st.composite
def distributions(draw, *, at_least=0):
    """A row of two distributions over the same classes."""
    classes = draw(st.integers(2, 10))
    weights = st.lists(st.integers(at_least, 1000), min_size=classes, max_size=classes).filter(any)
    rows = np.array([draw(weights), draw(weights)], dtype=float)
    return rows / rows.sum(axis=1, keepdims=True)


# --- Areas and their sum --------------------------------------------------------------------------


def test_terms_are_those_of_the_note():
    n = computed()
    assert n.terms == pytest.approx([0.1204, 0.6438, 0.4828, 0.2408], abs=5e-5)
    assert n.total == pytest.approx(1.4878, abs=5e-5)
    assert n.first == 1


def test_heights_say_how_surprising_each_class_is():
    n = computed()
    assert n.surprise == pytest.approx([math.log(1 / q) for q in Q], rel=1e-12)
    assert n.p == pytest.approx(P)
    assert n.q == pytest.approx(Q)


@same_everywhere
@given(distributions(at_least=1))
def test_areas_add_up_to_the_cross_entropy_of_scipy(pq):
    n = computed(p=tuple(pq[0]), q=tuple(pq[1]))
    assert n.total == pytest.approx(cross_entropy(*pq), rel=1e-9)
    assert n.terms == pytest.approx(n.p * n.surprise, abs=1e-12)
    assert n.terms.sum() == pytest.approx(n.total, rel=1e-12)
    assert n.terms[n.first] == n.terms.max()
    assert n.p[n.first] > 0


def test_what_q_calls_impossible_and_p_does_not_is_infinite():
    n = computed(p=(0.25, 0.5, 0.25), q=(0.5, 0, 0.5))
    assert n.surprise.tolist() == pytest.approx([math.log(2), math.inf, math.log(2)])
    assert n.terms.tolist() == pytest.approx([math.log(2) / 4, math.inf, math.log(2) / 4])
    assert n.total == math.inf
    assert n.first == 1
    assert np.all(n.levelling == n.surprise)


def test_what_both_call_impossible_costs_nothing():
    n = computed(p=(0, 1), q=(0, 1))
    assert n.terms.tolist() == [0, 0]
    assert n.total == 0
    assert n.first == 1  # the other has no width, and so no area
    assert n.levelling[:, 1].tolist() == [0] * len(n.levelling)


# --- Sweeping -------------------------------------------------------------------------------------


def test_first_area_is_swept_from_rest_to_rest_and_grows_with_its_width():
    n = computed()
    assert n.sweep[:, 1] == pytest.approx(shares(n.sweep), abs=1e-12)
    assert n.sweep[:, [0, 2, 3]].tolist() == [[0, 0, 0]] * len(n.sweep)
    assert n.sweep_terms == pytest.approx(n.sweep * n.terms, abs=1e-12)
    assert n.sweep_terms[-1] == pytest.approx([0, 0.4 * math.log(5), 0, 0])


def test_others_are_swept_one_after_the_other_while_those_before_them_stay():
    n = computed()
    assert n.turns == ((0,), (2,), (3,))
    done = np.array([0.0, 1.0, 0.0, 0.0])
    for (k,), sweep in zip(n.turns, n.sweeps, strict=True):
        assert sweep[0] == pytest.approx(done)
        assert np.ptp(np.delete(sweep, k, axis=1), axis=0) == pytest.approx([0, 0, 0])
        assert np.all(np.diff(sweep[:, k]) >= 0)
        done[k] = 1.0
        assert sweep[-1] == pytest.approx(done)
    assert n.sweeps_terms == pytest.approx(n.sweeps * n.terms, abs=1e-12)


@pytest.mark.parametrize("classes", [2, 3, 5, 10])
def test_many_are_swept_in_three_turns_in_which_all_are(classes):
    n = computed(p=[1 / classes] * classes, q=[1 / classes] * classes)
    assert len(n.turns) == min(3, classes - 1)
    assert sorted(k for turn in n.turns for k in turn) == [
        k for k in range(classes) if k != n.first
    ]
    assert n.sweeps[-1, -1].tolist() == [1] * classes
    assert n.sweeps[1:, 0].tolist() == n.sweeps[:-1, -1].tolist()


def test_area_that_is_infinite_is_so_from_the_first_of_its_width_on():
    n = computed(p=(0.5, 0.5), q=(1, 0))
    assert n.first == 1
    assert n.sweep_terms[0].tolist() == [0, 0]
    assert np.all(n.sweep_terms[1:, 1] == math.inf)
    assert not n.sweeps_terms[..., 0].any()  # whose surprise is 0


# --- The level ------------------------------------------------------------------------------------


@same_everywhere
@given(distributions())
@example(np.array([[0.0, 1.0], [0.5, 0.5]]))
@example(np.array([[0.0, 1.0], [0.0, 1.0]]))
@example(np.array([[1e-9, 1 - 1e-9], [1 - 1e-9, 1e-9]]))
def test_areas_that_are_levelled_are_the_cross_entropy_at_every_frame(pq):
    n = computed(p=tuple(pq[0]), q=tuple(pq[1]))
    seen = n.p > 0
    total = cross_entropy(*pq)
    if math.isfinite(total):
        areas = (n.levelling[:, seen] * n.p[seen]).sum(axis=1)
        assert areas == pytest.approx(np.full(len(areas), total), rel=1e-9, abs=1e-12)
        assert np.all(n.levelling[-1, seen] == n.total)
    assert not np.isnan(n.levelling).any()
    assert n.levelling[0] == pytest.approx(n.surprise)


def test_tops_come_to_the_average_height_as_evenly_as_all_that_moves():
    n = computed()
    heights = np.log(1 / Q)
    way = shares(n.levelling)[:, None]
    assert n.levelling == pytest.approx(heights + way * (cross_entropy(P, Q) - heights))


# --- How it is drawn and told ---------------------------------------------------------------------


def test_axes_end_a_little_above_the_largest_that_is_shown():
    n = computed()
    assert n.most == 0.4
    assert n.top == pytest.approx(1.05 * math.log(5))
    n = computed(p=(0.5, 0.5, 0), q=(0.5, 0, 0.5))
    assert n.most == 0.5
    assert n.top == pytest.approx(1.05 * 1.3 * math.log(2))  # an infinite height goes beyond
    assert computed(p=(1, 0), q=(0.99, 0.01)).top == pytest.approx(1.05 * 0.5)


def test_curve_is_the_surprise_from_the_end_of_one_axis_to_that_of_the_other():
    n = computed()
    assert np.all(np.diff(n.curve[0]) > 0)
    assert n.curve[1] == pytest.approx(-np.log(n.curve[0]), rel=1e-9)
    assert n.curve[1][0] == pytest.approx(n.high) == pytest.approx(1.3 * n.top)
    assert n.curve[0][-1] == pytest.approx(n.widest) == pytest.approx(0.5)  # a quarter beyond 0.4


@pytest.mark.parametrize(
    ("parameters", "form", "sum_form", "adds"),
    [
        # .120 + .644 + .483 + .241 = 1.488, but .12 + .64 + .48 + .24 = 1.48, not 1.49
        ({}, ".1p", ".3f", True),
        # ln 2: .346574 + .346574 = .693147; .35 + .35 = .70, not .69; .347 + .347 = .694, not .693;
        # .3466 + .3466 = .6932, not .6931
        ({"p": (0.5, 0.5), "q": (0.5, 0.5)}, ".1p", ".4f", False),
        # .072 + 1.040 = 1.112; .07 + 1.04 = 1.11
        ({"p": (0.25, 0.75), "q": (0.75, 0.25)}, ".2p", ".2f", True),
    ],
)
def test_numbers_are_told_as_they_were_given_and_sums_so_that_they_add_up(
    parameters, form, sum_form, adds
):
    n = computed(**parameters)
    assert n.probability_form == form
    assert (n.sum_form, n.adds) == (sum_form, adds)


@pytest.mark.parametrize(
    "parameters",
    [
        {"p": (0, 1), "q": (1, 0)},
        {"p": (5e-324, 1), "q": (0, 1)},
        {"p": (1, 0), "q": (5e-324, 1)},
    ],
)
def test_extreme_parameters_give_numbers(parameters):
    n = computed(**parameters)
    for track in (n.sweep, n.sweep_terms, n.sweeps, n.sweeps_terms, n.levelling, n.terms):
        assert not np.isnan(track).any()
    assert np.isfinite(n.curve[1]).all()
    assert np.isfinite([n.top, n.high, n.most]).all()


@often
@given(extreme_parameters(entry("DistributionOverlay")))
def test_sum_adds_up_as_it_is_told_or_is_told_to_do_so_nearly(parameters):
    n = DistributionOverlayNumbers.compute(parameters, 5)
    rows, totals = np.atleast_2d(n.terms), np.ravel(n.total)
    for row in (0, -1):
        terms, total = rows[row], totals[row]
        if n.adds and math.isfinite(total):
            *shown, whole = (read_exactly(write(value, n.sum_form)) for value in (*terms, total))
            assert sum(shown) == whole
