"""What ``SlowStart`` draws is true: against gradient descent by hand, and a table of numbers."""

import math

import numpy as np
import pytest
from scipy.special import expit

from scenes.slow_start.numbers import SlowStartNumbers, SlowStartParameters
from stage.parameters import ParameterError, read_parameters

FPS = 15


def computed(**parameters):
    return SlowStartNumbers.compute(SlowStartParameters(**parameters), FPS)


def by_hand(*, quadratic, x=1.0, rate=0.15, steps=300):
    """The activation before each step, and after the last one."""
    weight, bias, activations = 2.0, 2.0, []
    for _ in range(steps + 1):
        a = 1 / (1 + math.exp(-(weight * x + bias)))
        activations.append(a)
        slope = a * a * (1 - a) if quadratic else a
        weight, bias = weight - rate * slope * x, bias - rate * slope
    return np.array(activations)


@pytest.mark.parametrize("x", [1.0, 0.5])
@pytest.mark.parametrize("k", range(2))
def test_trails_are_gradient_descent_and_rings_the_first_step_below_one_half(k, x):
    n = computed(x=x)
    trail = by_hand(quadratic=k == 0, x=x)
    assert n.trails[k] == pytest.approx(trail, rel=1e-9)
    assert n.is_over[k] == bool((trail < 0.5).any())
    assert n.over[k] == (next(s for s, a in enumerate(trail) if a < 0.5) if n.is_over[k] else 300)


@pytest.mark.parametrize(
    ("k", "told"),
    [
        (0, {0: 0.982, 60: 0.974, 150: 0.933, 200: 0.789, 232: 0.492, 300: 0.203}),
        (1, {0: 0.982, 10: 0.775, 17: 0.472, 60: 0.077, 300: 0.012}),
    ],
)
def test_shares_and_steps_are_those_of_the_table(k, told):
    n = computed()
    assert {step: round(n.trails[k][step], 3) for step in told} == told
    assert n.over == (232, 17)


def test_race_has_one_clock_and_ends_when_cross_entropy_is_down_and_the_other_has_not_left():
    n = computed()
    assert (n.race.steps[:, 0] == n.race.steps[:, 1]).all()
    assert (np.diff(n.race.steps[:, 0]) > 0).all()
    assert n.race.steps[[0, -1], 0] == pytest.approx([0, 41])  # 2.4 times 17 steps
    assert n.race_steps == 41
    assert n.trails[1][60] < 0.1
    assert n.trails[0][60] > 0.97
    assert n.rush.steps[[0, -1], 0] == pytest.approx([41, 300])
    assert (n.rush.steps[:, 0] == n.rush.steps[:, 1]).all()


def test_error_shrinks_to_one_pull_and_is_stretched_back_to_the_other():
    n, error, step = computed(), expit(4), 1e-6
    assert n.shrink.weak[0] == pytest.approx(error)
    # By the score, the slopes of a²/2 and of -ln(1 - a).
    quadratic = np.diff(expit([4 - step, 4 + step]) ** 2 / 2)[0] / (2 * step)
    logarithmic = np.diff(np.logaddexp(0, [4 - step, 4 + step]))[0] / (2 * step)
    assert n.shrink.weak[-1] == pytest.approx(quadratic, rel=1e-6)
    assert n.stretch.strong[0] == pytest.approx(n.shrink.weak[-1])
    assert n.stretch.strong[-1] == pytest.approx(logarithmic, rel=1e-6)


def test_motions_follow_each_other_and_are_true_in_every_frame():
    n = computed()
    assert n.run.steps[-1] == pytest.approx(n.back.steps[0])
    assert n.back.steps[-1] == pytest.approx(n.race.steps[0])
    assert np.ptp(n.run.steps[:, 1]) == 0
    for motion in (n.run, n.back, n.race, n.rush):
        for k in range(2):
            there = np.interp(motion.steps[:, k], range(301), n.trails[k])
            assert motion.sure[:, k] == pytest.approx(there)


def test_pull_at_the_start_is_error_times_steepness():
    n = computed()
    assert n.sure == pytest.approx(expit(4))
    assert n.steep == pytest.approx(expit(4) * expit(-4))
    told = n.sure, n.steep, n.shrink.weak[-1]
    assert np.round(told, 2).tolist() == [0.98, 0.02, 0.02]  # 0.98 x 0.02 = 0.02


def test_curve_is_the_sigmoid_and_holds_the_start():
    for n in (computed(), computed(bias=700.0)):
        assert n.curve[1] == pytest.approx(expit(n.curve[0]))
        assert (np.diff(n.curve[0]) > 0).all()
        assert n.curve[0, 0] < 0 < n.score < n.curve[0, -1]


@pytest.mark.parametrize(
    ("parameters", "ghosts"),
    [
        ({}, (24, 120, 232)),
        ({"learning_rate": 1000}, (1, 120, 240)),
        ({"bias": 30}, (24, 120, 240)),  # none of them is right: it never learns
    ],
)
def test_guesses_are_apart_and_the_true_one_takes_the_place_of_the_nearest(parameters, ghosts):
    assert computed(**parameters).ghosts == ghosts


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"weight": "-2", "bias": "1"}, "must be above 0.* got -1. Raise the bias"),
        ({"epochs": "5"}, "epochs must be a whole number from 10 to 1000; got '5'"),
        ({"asked": ""}, "asked must not be empty"),
    ],
)
def test_what_cannot_be_told_is_refused(typed, said):
    with pytest.raises(ParameterError, match=said):
        read_parameters(SlowStartParameters, typed)
