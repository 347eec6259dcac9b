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
    assert (n.race_steps, n.is_slowed) == (41, True)
    assert n.trails[1][60] < 0.1
    assert n.trails[0][60] > 0.97


def test_pushes_are_the_slopes_by_the_score():
    n = computed()
    assert n.pushes[:, 0].round(3).tolist() == [0.017, 0.982]
    slow, fast = n.trails
    assert n.pushes[0] == pytest.approx(slow * slow * (1 - slow), rel=1e-9)
    assert n.pushes[1] == pytest.approx(fast, rel=1e-9)


def test_motions_follow_each_other_and_are_true_in_every_frame():
    n = computed()
    assert n.run.steps[-1] == pytest.approx(n.back.steps[0])
    assert n.back.steps[-1] == pytest.approx(n.race.steps[0])
    assert np.ptp(n.run.steps[:, 1]) == 0
    for motion in (n.run, n.back, n.race):
        for k in range(2):
            there = np.interp(motion.steps[:, k], range(301), n.trails[k])
            assert motion.sure[:, k] == pytest.approx(there)


def test_push_on_the_curve_is_error_times_steepness_at_each_score():
    n = computed()
    for motion in (n.slide, n.up):
        error = expit(motion.score)
        assert motion.error == pytest.approx(error)
        assert motion.steep == pytest.approx(error * expit(-motion.score))
        assert motion.weak == pytest.approx(motion.error * motion.steep)
    assert n.slide.score[[0, -1]] == pytest.approx([4, 1.5])
    assert n.up.score[[0, -1]] == pytest.approx([1.5, 4])
    # 0.98 x 0.02 = 0.02, and 0.82 x 0.15 = 0.12
    told = np.column_stack((n.slide.error, n.slide.steep, n.slide.weak))[[0, -1]]
    assert told.round(2).tolist() == [[0.98, 0.02, 0.02], [0.82, 0.15, 0.12]]
    assert n.is_weaker
    assert not computed(weight=0.1, bias=0.1).is_weaker


def test_curve_is_the_sigmoid_and_holds_the_start():
    for n in (computed(), computed(bias=700.0)):
        assert n.curve[1] == pytest.approx(expit(n.curve[0]))
        assert (np.diff(n.curve[0]) > 0).all()
        assert n.curve[0, 0] < 0 < n.slide.score[0] < n.curve[0, -1]


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
