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
WAYS = "fall", "step_wrong", "slide", "step_right", "back"


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
def test_pull_at_the_logit_is_the_slope_over_it_and_keeps_the_ratio(wrong):
    n = computed(wrong=wrong, right=0.9)
    z, near = math.log(wrong / (1 - wrong)), 1e-4
    for k, loss in enumerate((lambda q: -math.log(q), lambda q: (1 - q) ** 2)):
        slope = (loss(expit(z + near)) - loss(expit(z - near))) / (2 * near)
        assert n.products[k, 2] == pytest.approx(-slope, rel=1e-6)
    gate = (expit(z + near) - expit(z - near)) / (2 * near)
    assert n.products[:, 1] == pytest.approx([gate, gate], rel=1e-6)
    assert n.products[0, 2] / n.products[1, 2] == pytest.approx(n.ratio, rel=1e-12)


def test_products_are_100_and_1_98_times_0099():
    n = computed()
    assert n.products[0] == pytest.approx([100, 0.0099, 0.99], rel=1e-12)
    assert n.products[1] == pytest.approx([1.98, 0.0099, 0.019602], rel=1e-12)


@pytest.mark.parametrize(
    ("parameters", "reach"),
    [
        ({}, 1.15 * math.log(99)),
        ({"wrong": 0.4, "right": 0.9}, 4.5),
        ({"wrong": 0.4, "right": 0.999, "step": 0.001}, 1.15 * math.log(999)),
    ],
)
def test_axis_of_the_logit_has_room_for_both_predictions_and_that_of_losses_ends_with_it(
    parameters, reach
):
    n = computed(**parameters)
    assert n.reach == pytest.approx(reach, rel=1e-12)
    assert n.ceiling == pytest.approx(math.log1p(math.exp(reach)), rel=1e-12)


@pytest.mark.parametrize("parameters", [{}, {"wrong": 0.4, "right": 0.9}, {"wrong": 1e-100}])
def test_curves_are_the_losses_over_q_and_over_its_logit(parameters):
    n = computed(**parameters)
    for (q, z, losses), told in ((n.log, lambda z: np.logaddexp(0, -z)),
                                 (n.quadratic, lambda z: expit(-z) ** 2)):  # fmt: skip
        assert q == pytest.approx(expit(z), rel=1e-12)
        assert losses == pytest.approx(told(z), rel=1e-9, abs=1e-15)
        assert z[0] == -n.reach
        assert q[-1] == 1  # over q a step may go as far as the truth
        assert np.all(np.diff(z) > 0)
    z, opening = n.gate
    assert opening == pytest.approx(expit(z) * expit(-z), rel=1e-12)
    assert (z[0], z[-1]) == (-n.reach, n.reach)
    assert opening.max() == pytest.approx(0.25, abs=1e-5)


def test_axis_is_seen_to_be_stretched_by_tenths_whose_logits_are_farther_apart_at_the_ends():
    n = computed()
    assert n.grid == pytest.approx([0.01, *np.arange(1, 10) / 10, 0.99])
    assert n.grid_z == pytest.approx(logit(n.grid))
    assert n.grid_loss == pytest.approx(-np.log(n.grid))
    assert n.stretch == pytest.approx(shares(len(n.stretch)), abs=1e-12)


@pytest.mark.parametrize("wrong", [0.001, 0.01, 0.4])
def test_hills_have_no_corners_however_they_are_stretched(wrong):
    # Turning by less than 6 degrees from point to point, they look round.
    n = computed(wrong=wrong, right=0.9)
    for q, z, losses in (n.log, n.quadratic):
        for x in (q, (z / n.reach + 1) / 2):
            way = np.diff(np.column_stack([x, losses / n.ceiling])[x <= 1], axis=0)
            seen = way[np.hypot(*way.T) > 1e-3]
            angles = np.unwrap(np.arctan2(seen[:, 1], seen[:, 0]))
            assert np.abs(np.diff(angles)).max() < 0.1


@same_everywhere
@given(unit, unit, unit)
def test_tracks_are_the_functions_they_are_named_after(wrong, right, step):
    right, step = 0.5 + right, step / 10
    n = computed(wrong=wrong, right=right, step=step)
    functions = [
        (lambda q: -math.log(q), lambda q: -1 / q),
        (lambda q: (1 - q) ** 2, lambda q: -2 * (1 - q)),
    ]
    for name in (*WAYS, "learn"):
        q, losses, slopes, z = getattr(n, name)
        assert z == pytest.approx(np.clip(logit(q), -n.reach, n.reach), abs=1e-9)
        for k, (loss, slope) in enumerate(functions):
            assert losses[:, k] == pytest.approx([loss(v) for v in q[:, k]], rel=1e-9, abs=1e-12)
            assert slopes[:, k] == pytest.approx([slope(v) for v in q[:, k]], rel=1e-9, abs=1e-12)
            assert n.slopes[k] == pytest.approx([slope(v) for v in n.steps], rel=1e-9, abs=1e-12)


@same_everywhere
@given(unit, unit, unit)
def test_prediction_goes_in_even_ratios_and_never_jumps(wrong, right, step):
    right, step = 0.5 + right, step / 10
    n = computed(wrong=wrong, right=right, step=step)
    stops = [right, wrong, wrong + step, right, right + step, wrong]
    for name, start, end in zip(WAYS, stops[:-1], stops[1:], strict=True):
        q = getattr(n, name)[0]
        assert q[0].tolist() == [start, start]  # what moves next begins just there
        assert q[-1].tolist() == [end, end]
        expected = math.log(start) + math.log(end / start) * shares(len(q))
        assert np.log(q[:, 0]) == pytest.approx(expected, abs=1e-9)


def test_a_step_changes_the_line_by_the_same_anywhere_and_the_hyperbola_by_much_where_it_is_wrong():
    log, quadratic = computed().pulls[:, ::2] - computed().pulls[:, 1::2]
    assert quadratic == pytest.approx([0.02, 0.02], rel=1e-12)
    assert log == pytest.approx([50, 1 / 0.98 - 1 / 0.99], rel=1e-12)  # -100 to -50, -1.02 to -1.01


def test_the_prediction_first_falls_from_right_to_wrong():
    q, losses, slopes, _ = computed().fall
    assert (q[0], q[-1]) == (pytest.approx([0.98, 0.98]), pytest.approx([0.01, 0.01]))
    assert losses[-1] == pytest.approx([math.log(100), 0.9801])
    assert slopes[-1] == pytest.approx([-100, -1.98])


def test_both_learn_by_their_gradients_at_the_logit_in_even_steps_of_one_size():
    n = computed()
    z = logit(n.learn[0])
    share = shares(len(z))
    # The flow that small steps follow: z' = 1 - q, and z' = 2q(1 - q)^2.
    assert n.rate == 0.16  # (logit(0.9) - logit(0.01) + 9 - 1/99) / 100 is 0.158
    time = 16
    for k, flow in enumerate(
        (lambda _, z: 1 - expit(z), lambda _, z: 2 * expit(z) * expit(-z) ** 2)
    ):
        way = solve_ivp(flow, (0, time), [logit(0.01)], t_eval=time * share, rtol=1e-8)
        assert z[:, k] == pytest.approx(way.y[0], abs=0.06)
    assert n.learn[0, -1] == pytest.approx([0.9, 0.014], abs=0.005)  # nearly where it was


def test_factors_are_told_while_both_learn():
    n = computed()
    q = n.learn[0]
    steep = np.column_stack((1 / q[:, 0], 2 * (1 - q[:, 1])))
    assert n.learn_products[:, :, 0] == pytest.approx(steep)
    assert n.learn_products[:, :, 1] == pytest.approx(q * (1 - q))
    assert n.learn_products[:, 0, 2] == pytest.approx(1 - q[:, 0])  # q cancels
    assert n.learn_products[:, 1, 2] == pytest.approx(2 * q[:, 1] * (1 - q[:, 1]) ** 2)


def test_crumbs_are_left_after_every_tenth_of_100_steps_of_gradient_descent():
    n = computed()
    assert (n.epochs, n.apart) == (100, 10)
    rate = n.rate
    z = np.full(2, logit(0.01))
    crumbs = [z]
    for step in range(1, 101):
        q = expit(z)
        z = z + rate * np.array([1 - q[0], 2 * q[1] * (1 - q[1]) ** 2])
        if step % 10 == 0:
            crumbs.append(z)
    assert n.crumbs[1] == pytest.approx(np.array(crumbs), abs=1e-9)
    assert n.crumbs[0] == pytest.approx(expit(n.crumbs[1]))
    assert n.crumbs[2, :, 0] == pytest.approx(-np.log(n.crumbs[0, :, 0]))
    assert n.crumbs[2, :, 1] == pytest.approx((1 - n.crumbs[0, :, 1]) ** 2)
    assert n.learn[3, -1] == pytest.approx(n.crumbs[1, -1])


def test_room_is_taken_from_the_left_as_far_as_the_longest_pull_reaches():
    n = computed()
    assert n.high == pytest.approx(math.log(100) / math.log1p(math.exp(n.reach)))
    assert n.taken == pytest.approx((logit(0.01) + 0.99 + n.reach) / (2 * n.reach))
