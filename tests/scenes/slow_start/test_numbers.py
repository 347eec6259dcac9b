"""The numbers of ``SlowStart``: against descents written out here, and the numbers of Nielsen."""

import numpy as np
import pytest
from scipy.special import expit

from scenes.slow_start.numbers import (
    FAST_BAD,
    FAST_MILD,
    SLOW_BAD,
    SLOW_MILD,
    SlowStartNumbers,
    SlowStartParameters,
)
from stage.parameters import ParameterError, read_parameters

FPS = 15
N = SlowStartNumbers.compute(SlowStartParameters(), FPS)


def descended(weight, bias, *, quadratic, rate=0.15, steps=300):
    """How sure a neuron with the input 1 is of what it should not say, after each step."""
    trail = []
    for _ in range(steps + 1):
        a = expit(weight + bias)
        trail.append(a)
        slope = a * (a * (1 - a) if quadratic else 1.0)
        weight, bias = weight - rate * slope, bias - rate * slope
    return np.array(trail)


@pytest.mark.parametrize(
    ("k", "start", "quadratic"),
    [
        (SLOW_MILD, (0.6, 0.9), True),
        (SLOW_BAD, (2, 2), True),
        (FAST_BAD, (2, 2), False),
        (FAST_MILD, (0.6, 0.9), False),
    ],
)
def test_trails_are_descents_of_the_two_losses(k, start, quadratic):
    assert N.trails[k] == pytest.approx(descended(*start, quadratic=quadratic), rel=1e-9)


@pytest.mark.parametrize(
    ("k", "steps", "sure"),
    [
        (SLOW_MILD, [0, 36, 150, 300], [0.818, 0.500, 0.153, 0.094]),
        (SLOW_BAD, [0, 60, 150, 200, 232, 300], [0.982, 0.974, 0.933, 0.789, 0.492, 0.203]),
        (FAST_BAD, [0, 10, 17, 60, 300], [0.982, 0.775, 0.472, 0.077, 0.012]),
        (FAST_MILD, [8, 300], [0.475, 0.012]),
    ],
)
def test_trails_have_the_numbers_of_the_script(k, steps, sure):
    assert N.trails[k][steps] == pytest.approx(sure, abs=6e-4)


def test_minds_are_changed_at_these_steps():
    assert N.over == (36, 232, 17, 8)
    assert all(N.is_over)
    for k, step in enumerate(N.over):
        assert N.trails[k][step] < 0.5 <= N.trails[k][step - 1]


def test_only_a_little_of_a_push_gets_through_at_the_bad_start():
    q = expit(4.0)
    assert N.gate == pytest.approx(q * (1 - q))
    assert N.gate == pytest.approx(0.0177, abs=5e-5)


def test_both_make_the_same_step_in_every_frame_of_the_race():
    slow, fast = N.race.steps[:, SLOW_BAD], N.race.steps[:, FAST_BAD]
    assert (slow == fast).all()
    assert (np.diff(slow) >= 0).all()
    assert (slow[0], slow[-1]) == (0, 300)
    at_60 = np.abs(slow - 60).argmin()
    assert N.race.sure[at_60, FAST_BAD] < 0.1
    assert N.race.sure[at_60, SLOW_BAD] > 0.97


@pytest.mark.parametrize("name", ["mild", "bad", "back", "race", "other"])
def test_every_neuron_is_on_its_trail_in_every_frame(name):
    motion = getattr(N, name)
    for k in range(4):
        on_trail = np.interp(motion.steps[:, k], np.arange(301), N.trails[k])
        assert motion.sure[:, k] == pytest.approx(on_trail, abs=1e-12)


def test_worse_start_is_told_last_whichever_comes_first():
    n = SlowStartNumbers.compute(SlowStartParameters(weight=(2, 0.6), bias=(2, 0.9)), FPS)
    assert n.over == N.over
    assert n.sure == pytest.approx(expit([1.5, 4.0]))


def test_right_guess_is_the_last_and_none_is_near_another():
    assert N.ghosts[-1] == 232
    assert N.guesses == ("sooner?", "later?", "much later?")
    assert (np.diff(N.ghosts) > 0).all()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"bias": "-1,2"}, r"must be above 0, so that the neuron is wrong at the start; got -0\.4"),
        ({"weight": "1,1", "bias": "1,1"}, "must differ, so that one start is worse; got 2 for"),
        ({"weight": "1,2,3"}, "weight must have 2 items, one for each start; got 3"),
    ],
)
def test_starts_that_are_not_wrong_or_alike_are_refused(typed, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(SlowStartParameters, typed)
