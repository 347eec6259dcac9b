"""What ``QuadraticVersusLog`` draws is true: against plain arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.special import expit, logit
from scipy.stats import beta

from scenes.quadratic_versus_log.numbers import (
    QuadraticVersusLogNumbers,
    QuadraticVersusLogParameters,
)

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
unit = st.floats(0.001, 0.45)
WAYS = "fall", "slide", "step_right", "back", "step_wrong"


def computed(**parameters):
    return QuadraticVersusLogNumbers.compute(QuadraticVersusLogParameters(**parameters), 15)


def shares(count):
    """How far a motion is at each of its frames: from rest to rest with the least jerk."""
    return beta(3, 3).cdf(np.linspace(0, 1, count))


def test_marks_are_the_notes_four_lines():
    n = computed()
    assert n.steps == pytest.approx([0.01, 0.02, 0.98, 0.99])
    assert n.slopes[0] == pytest.approx([-100, -50, -1 / 0.98, -1 / 0.99], rel=1e-12)
    assert n.slopes[0][2:] == pytest.approx([-1.0204, -1.0101], abs=5e-5)
    assert n.slopes[1] == pytest.approx([-1.98, -1.96, -0.04, -0.02], abs=1e-12)


def test_pull_is_how_steep_a_loss_is():
    n = computed()
    assert n.pulls[0] == pytest.approx([100, 50, 1 / 0.98, 1 / 0.99], rel=1e-12)
    assert n.pulls[1] == pytest.approx([1.98, 1.96, 0.04, 0.02], rel=1e-12)


@pytest.mark.parametrize(
    ("wrong", "ratio"), [(0.01, 100 / 1.98), (0.4, 2.5 / 1.2), (0.0001, 10_000 / 1.9998)]
)
def test_answer_is_the_ratio_of_the_pulls_when_wrong(wrong, ratio):
    assert computed(wrong=wrong, right=0.9).ratio == pytest.approx(ratio, rel=1e-12)


@pytest.mark.parametrize("wrong", [1e-5, 0.01, 0.4])
def test_behind_a_sigmoid_both_pulls_shrink_by_its_slope_and_keep_their_ratio(wrong):
    n = computed(wrong=wrong, right=0.9)
    z = math.log(wrong / (1 - wrong))
    slope = (expit(z + 1e-4) - expit(z - 1e-4)) / 2e-4
    assert n.factor == pytest.approx(slope, rel=1e-6)
    assert n.behind == pytest.approx([1 - wrong, 2 * wrong * (1 - wrong) ** 2], rel=1e-9)
    assert n.behind[0] / n.behind[1] == pytest.approx(n.ratio, rel=1e-12)


def test_behind_a_sigmoid_the_notes_pulls_are_99_and_2_hundredths():
    assert computed().behind == pytest.approx([0.99, 0.019602], abs=1e-12)


@pytest.mark.parametrize(
    ("wrong", "far"), [(0.001, 1150), (0.01, 115), (0.1, 11.5), (0.4, 6.6), (0.9, 6.6)]
)
def test_axis_of_the_slopes_grows_in_even_ratios_until_the_steepest_fits(wrong, far):
    n = computed(wrong=wrong)
    assert n.floor[0] == pytest.approx(-6.6)
    assert n.floor[-1] == pytest.approx(-far, rel=1e-12)
    assert n.floor[-1] < -1 / wrong
    assert n.zooms == (far > 6.6)
    zoomed = np.log(n.floor / -6.6)
    assert zoomed == pytest.approx(math.log(far / 6.6) * shares(len(n.floor)), abs=1e-12)
    assert n.roof == pytest.approx(-0.12 * n.floor)


@same_everywhere
@given(unit, unit, unit)
def test_curves_and_tracks_are_the_functions_they_are_named_after(wrong, right, step):
    right, step = 0.5 + right, step / 10
    n = computed(wrong=wrong, right=right, step=step)
    losses = [lambda q: -math.log(q), lambda q: (1 - q) ** 2]
    slopes = [lambda q: -1 / q, lambda q: -2 * (1 - q)]
    drawn = [
        (*n.log, losses[0]),
        (*n.quadratic, losses[1]),
        (*n.log_slope, slopes[0]),
        (*n.quadratic_slope, slopes[1]),
        *((n.steps, n.slopes[k], slopes[k]) for k in range(2)),
    ]
    for q, heights, tilts in (getattr(n, name) for name in WAYS):
        for k in range(2):
            drawn += [(q[:, k], heights[:, k], losses[k]), (q[:, k], tilts[:, k], slopes[k])]
    for x, y, function in drawn:
        assert y == pytest.approx([function(v) for v in x], rel=1e-9, abs=1e-12)


@same_everywhere
@given(unit, unit, unit)
def test_prediction_goes_in_even_ratios_and_never_jumps(wrong, right, step):
    right, step = 0.5 + right, step / 10
    n = computed(wrong=wrong, right=right, step=step)
    stops = [right, wrong, right, right + step, wrong, wrong + step]
    for name, start, end in zip(WAYS, stops[:-1], stops[1:], strict=True):
        q = getattr(n, name)[0]
        assert q[0].tolist() == [start, start]  # what moves next begins just there
        assert q[-1].tolist() == [end, end]
        expected = math.log(start) + math.log(end / start) * shares(len(q))
        assert np.log(q[:, 0]) == pytest.approx(expected, abs=1e-9)


def test_slopes_are_drawn_as_far_as_the_prediction_has_come():
    n = computed()
    assert n.traced.T.tolist() == [[0.01] * len(n.traced), n.slide[0][:, 0].tolist()]
    assert n.traced_on.T.tolist() == [[0.01] * len(n.traced_on), n.step_right[0][:, 0].tolist()]


@pytest.mark.parametrize("wrong", [0.001, 0.01, 0.4])
def test_curves_reach_as_far_as_the_point_that_slides_on_them(wrong):
    n = computed(wrong=wrong)
    for x in (n.quadratic[0], n.log[0]):
        assert x.min() <= wrong
        assert x.max() == 1
    for x in (n.quadratic_slope[0], n.log_slope[0]):  # these begin where the point does
        assert x.min() == wrong
        assert x.max() == 1
        assert np.all(np.diff(x) > 0)
    assert n.ceiling > -math.log(wrong)
    assert n.log[1].max() == pytest.approx(n.ceiling)


@pytest.mark.parametrize("wrong", [0.001, 0.01, 0.4])
def test_curve_has_no_corners(wrong):
    # Turning by less than 6 degrees from point to point, it looks round.
    n = computed(wrong=wrong)
    losses = [(x, y, 0.0, y.max()) for x, y in (n.quadratic, n.log)]
    slopes = [(*n.log_slope, low, -low) for low in n.floor]
    for x, y, low, height in (*losses, *slopes):
        seen = np.column_stack([x, y / height])[y >= low]
        way = np.diff(seen, axis=0)
        angles = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
        assert np.abs(np.diff(angles)).max() < 0.1


@pytest.mark.parametrize(
    ("parameters", "is_sure", "is_flat"),
    [
        ({}, True, True),
        ({"wrong": 0.4, "right": 0.9, "step": 0.05}, False, False),
        ({"wrong": 0.97, "right": 0.98, "step": 0.005}, False, False),
        ({"wrong": 0.09, "right": 0.98}, True, False),
    ],
)
def test_words_are_chosen_by_the_numbers(parameters, is_sure, is_flat):
    n = computed(**parameters)
    assert (n.is_sure, n.is_flat) == (is_sure, is_flat)


@pytest.mark.parametrize(
    ("parameters", "form"),
    [({}, ".2f"), ({"wrong": 0.9999, "right": 0.99995, "step": 0.00005}, ".5f"),
     ({"wrong": 1e-100}, ".2f")],
)  # fmt: skip
def test_slopes_that_move_have_as_many_decimals_as_those_that_rest(parameters, form):
    assert computed(**parameters).slope_form == form


def test_a_step_changes_the_line_by_the_same_anywhere_and_the_hyperbola_by_much_where_it_is_wrong():
    log, quadratic = computed().changes
    assert quadratic == pytest.approx([0.02, 0.02], rel=1e-12)
    assert log == pytest.approx([50, 1 / 0.98 - 1 / 0.99], rel=1e-12)  # -100 to -50, -1.02 to -1.01


def test_the_prediction_first_falls_from_right_to_wrong():
    q, losses, slopes = computed().fall
    assert (q[0], q[-1]) == (pytest.approx([0.98, 0.98]), pytest.approx([0.01, 0.01]))
    assert losses[-1] == pytest.approx([math.log(100), 0.9801])
    assert slopes[-1] == pytest.approx([-100, -1.98])


def test_both_learn_by_their_gradients_at_the_logit_in_even_steps_of_one_size():
    n = computed()
    z = logit(n.learn[0])
    share = shares(len(z))
    # The flow that small steps follow: z' = 1 - q, and z' = 2q(1 - q)^2.
    time = logit(0.9) - logit(0.01) + 0.9 / 0.1 - 0.01 / 0.99
    for k, flow in enumerate(
        (lambda _, z: 1 - expit(z), lambda _, z: 2 * expit(z) * expit(-z) ** 2)
    ):
        way = solve_ivp(flow, (0, time), [logit(0.01)], t_eval=time * share, rtol=1e-8)
        assert z[:, k] == pytest.approx(way.y[0], abs=0.06)
    assert n.learn[0, -1] == pytest.approx([0.9, 0.014], abs=0.005)  # nearly where it was


def test_losses_and_slopes_on_the_way_are_those_of_the_two_predictions():
    q, losses, slopes = computed().learn
    assert losses == pytest.approx(np.column_stack((-np.log(q[:, 0]), (1 - q[:, 1]) ** 2)))
    assert slopes == pytest.approx(np.column_stack((-1 / q[:, 0], -2 * (1 - q[:, 1]))))
