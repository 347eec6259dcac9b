"""What ``DistributionOverlay`` draws is true: against SciPy, arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import trapezoid
from scipy.special import erf, rel_entr
from scipy.stats import entropy

from scenes import entry
from scenes.distribution_overlay.numbers import (
    DistributionOverlayNumbers,
    DistributionOverlayParameters,
)
from tests.scenes.extremes import extreme_parameters, often

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
P = np.array([0.1, 0.4, 0.3, 0.2])
Q = np.array([0.3, 0.2, 0.2, 0.3])


def computed(**parameters):
    return DistributionOverlayNumbers.compute(DistributionOverlayParameters(**parameters), 15)


def cross_entropy(p, q):
    """Return the cross entropy by SciPy: the entropy of p plus the divergence from q."""
    return entropy(p, axis=-1) + rel_entr(p, q).sum(axis=-1)


@st.composite
def distributions(draw, *, at_least=0):
    """Draw two distributions over the same classes, as rows of an array."""
    classes = draw(st.integers(2, 10))
    weights = st.lists(st.integers(at_least, 1000), min_size=classes, max_size=classes).filter(any)
    rows = np.array([draw(weights), draw(weights)], dtype=float)
    return rows / rows.sum(axis=1, keepdims=True)


def area(heights, places):
    """Return the area below a polyline."""
    return float(trapezoid(heights, places))


# --- Areas ----------------------------------------------------------------------------------------


def test_terms_and_heights_are_those_of_the_note():
    n = computed()
    assert n.terms == pytest.approx([0.1204, 0.6438, 0.4828, 0.2408], abs=5e-5)
    assert n.surprise == pytest.approx([math.log(1 / q) for q in Q], rel=1e-12)
    assert n.total == pytest.approx(1.4878, abs=5e-5)
    assert n.first == 1
    assert n.product == (".40 × 1.61", "= .64")  # 0.40 · 1.61 = 0.644


def test_product_of_the_digits_shown_is_written_with_equals_only_if_it_is_exact():
    # .35 × 1.05 = .3675, and .35 ln(1/.35) = .36744, so 1.05 is 1.0498.
    assert computed(p=(0.35, 0.65), q=(0.35, 0.65)).product == (".35 × 1.05", "= .37")
    # .5 × .69 = .345, and .5 ln 2 = .34657: it depends on how one rounds.
    assert computed(p=(0.5, 0.5), q=(0.5, 0.5)).product == (".50 × .69", "≈ .35")
    # .4 × 2.30 = .92, and .4 ln 10 = .92103
    assert computed(p=(0.4, 0.6), q=(0.1, 0.9)).product == (".40 × 2.30", "= .92")


@same_everywhere
@given(distributions(at_least=1))
def test_areas_add_up_to_the_cross_entropy_of_scipy(pq):
    n = computed(p=tuple(pq[0]), q=tuple(pq[1]))
    assert n.total == pytest.approx(cross_entropy(*pq), rel=1e-9)
    assert n.terms.sum() == pytest.approx(n.total, rel=1e-12)
    assert n.terms[n.first] == n.terms.max()
    assert n.p[n.first] > 0


def test_class_with_q_0_and_p_above_0_is_infinite_and_nothing_flows():
    n = computed(p=(0.25, 0.5, 0.25), q=(0.5, 0, 0.5))
    assert n.surprise.tolist() == pytest.approx([math.log(2), math.inf, math.log(2)])
    assert n.total == math.inf
    assert n.first == 1
    assert (n.levelling.surface == n.levelling.surface[0]).all()


def test_class_with_p_0_and_q_0_adds_nothing():
    n = computed(p=(0, 1), q=(0, 1))
    assert n.terms.tolist() == [0, 0]
    assert n.first == 1  # the other has no width, and so no area
    assert n.is_level


# --- From bars to blocks --------------------------------------------------------------------------


def test_other_classes_overlap_in_time_and_end_at_the_same_step_as_the_first_one():
    n = computed()
    for track, end in ((n.lay_others.laid, 1), (n.others.journey, 4)):
        assert track[0].tolist() == [0, end, 0, 0]
        assert track[-1].tolist() == [end] * 4
        assert (np.diff(track, axis=0) >= 0).all()
        middle = track[len(track) // 2]
        assert end > middle[0] >= middle[2] >= middle[3] > 0  # all of them are on their way


def test_class_with_p_0_does_not_move():
    n = computed(p=(0.5, 0.5, 0), q=(0.2, 0.3, 0.5))
    assert n.lay_others.laid[-1].tolist() == [1, 1, 0]
    assert n.others.journey[-1].tolist() == [4, 4, 0]


# --- The surface ----------------------------------------------------------------------------------


def test_total_area_and_the_area_of_each_class_stay_the_same_in_every_frame():
    n = computed()
    for surface, shores in zip(n.levelling.surface, n.levelling.shores, strict=True):
        assert area(surface, n.place) == pytest.approx(1.4878, abs=1e-3)
        for k in range(4):
            # The class's own column up to the lowest roof, and its part of the area above that.
            fine = np.linspace(shores[k], shores[k + 1], 4001)
            above = area(np.interp(fine, n.place, surface) - math.log(1 / 0.3), fine)
            assert P[k] * math.log(1 / 0.3) + above == pytest.approx(n.terms[k], abs=2e-3)


@same_everywhere
@given(distributions())
@example(np.array([[0.0, 1.0], [0.5, 0.5]]))
@example(np.array([[1e-9, 1 - 1e-9], [1 - 1e-9, 1e-9]]))
def test_surface_stays_between_the_roofs_and_ends_at_the_cross_entropy(pq):
    n = computed(p=tuple(pq[0]), q=tuple(pq[1]))
    surface, shores = n.levelling.surface, n.levelling.shores
    assert not np.isnan(surface).any()
    assert (np.diff(shores, axis=1) >= -1e-12).all()
    if not math.isfinite(n.total):
        return
    roofs = n.surprise[n.p > 0]
    slack = 1e-3 * np.ptp(roofs) + 1e-12
    assert (surface >= roofs.min() - slack).all()
    assert (surface <= roofs.max() + slack).all()
    if not n.is_level:
        assert (surface[-1] == n.total).all()


def test_area_lost_above_the_level_equals_the_area_gained_below_it():
    n = computed()
    lost = P * (np.log(1 / Q) - n.total)
    assert lost == pytest.approx([-0.0284, 0.0487, 0.0365, -0.0568], abs=5e-5)
    assert lost[lost > 0].sum() == pytest.approx(0.085, abs=5e-4)
    roofs = n.surprise[n.owner.astype(int)]
    last = n.levelling.surface[-1]
    for k in range(4):
        own = n.owner == k
        assert area((roofs - last)[own], n.place[own]) == pytest.approx(lost[k], abs=1e-9)


def test_surface_slows_down_and_is_level_only_in_the_last_frame():
    n = computed()
    distance = np.sqrt(trapezoid((n.levelling.surface - n.total) ** 2, n.place, axis=1))
    assert (np.diff(distance) < 0).all()
    assert (np.diff(distance, n=2)[12:-12] > -1e-6).all()
    heights = np.ptp(n.levelling.surface, axis=1)
    assert heights[-1] == 0
    assert (heights[:-1] > 0).all()


def test_first_frames_of_the_flow_solve_the_heat_equation():
    """Near one edge, and early, the surface is the error function of the distance from it."""
    n = computed()
    near = np.abs(n.place - 0.8) < 0.08  # between the fox and the owl
    low, high = math.log(1 / 0.3), math.log(1 / 0.2)
    frame = n.levelling.surface[8, near]
    fallen = (high - frame) / (high - low)
    distance = n.place[near] - 0.8
    steep = distance[fallen > 0.84][0]  # there erf is .68, at .7 of the square root of 4 t
    predicted = (1 + erf(0.703 * distance / steep)) / 2
    assert fallen == pytest.approx(predicted, abs=0.01)


# --- The bet --------------------------------------------------------------------------------------


def test_mark_is_half_way_between_the_roofs_and_the_level_is_above_it():
    n = computed()
    assert n.mark == pytest.approx((math.log(1 / 0.3) + math.log(1 / 0.2)) / 2)
    assert (n.is_halfway, n.is_above, n.is_wide) == (True, True, True)  # hen and fox are .7 wide
    assert not n.is_level


def test_mark_is_at_a_third_if_the_level_is_too_close_to_half_way():
    n = computed(p=(0.5, 0.5), q=(0.3, 0.7))  # the level is half-way
    low, high = math.log(1 / 0.7), math.log(1 / 0.3)
    assert not n.is_halfway
    assert n.mark == pytest.approx(low + (high - low) / 3)
    assert n.is_above


def test_reason_is_given_only_if_the_blocks_on_that_side_have_most_of_the_width():
    assert computed(p=(0.8, 0.2), q=(0.7, 0.3)).is_wide  # below, and the low one is wide
    assert not computed(p=(0.8, 0.2), q=(0.7, 0.3)).is_above
    # The roofs are 3, .8 and .2; the level is .4 · 3 + .2 · .8 + .4 · .2 = 1.44, the mark 1.6.
    q = np.exp([-3, -0.8, -0.2])
    n = computed(p=(0.4, 0.2, 0.4), q=tuple(q / q.sum()))
    assert not n.is_above
    assert n.is_wide  # .6 of the width is below


@pytest.mark.parametrize("parameters", [{"p": (0.25,) * 4, "q": (0.25,) * 4}, {"p": (1, 0)}])
def test_roofs_of_one_height_are_level(parameters):
    n = computed(**{"q": (0.25, 0.75), **parameters})
    assert n.is_level
    assert (n.levelling.surface == n.levelling.surface[0]).all()


# --- How it is drawn ------------------------------------------------------------------------------


def test_curve_goes_from_above_the_highest_roof_to_beyond_the_largest_probability():
    n = computed()
    assert np.all(np.diff(n.curve[0]) > 0)
    assert n.curve[1] == pytest.approx(-np.log(n.curve[0]), rel=1e-9)
    assert n.curve[1][0] == pytest.approx(1.2 * math.log(5))
    assert n.curve[0][-1] == pytest.approx(0.5)  # a quarter beyond 0.4


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
    for track in (n.levelling.surface, n.levelling.shores, n.others.journey, n.terms):
        assert not np.isnan(track).any()
    assert np.isfinite(n.curve[1]).all()
    assert np.isfinite([n.top, n.mark]).all()


@often
@given(extreme_parameters(entry("DistributionOverlay")))
def test_any_parameters_give_finite_axes_and_a_product_with_a_sign(parameters):
    n = DistributionOverlayNumbers.compute(parameters, 5)
    assert not np.isnan(n.levelling.surface).any()
    assert np.isfinite([n.top, *n.curve[:, 0], *n.curve[:, -1]]).all()
    assert n.product[1][0] in "=≈<>"
