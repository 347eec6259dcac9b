"""What ``SlowStart`` draws is true: against gradient descent by hand, and a table of numbers."""

import math
from itertools import pairwise

import numpy as np
import pytest

from scenes.slow_start.numbers import SlowStartNumbers, SlowStartParameters
from stage.parameters import ParameterError, read_parameters

FPS = 15
STARTS = [(0.6, 0.9), (2.0, 2.0), (2.0, 2.0)]
"""Weight and bias of each of the three; the first two learn by the quadratic loss."""


def computed(**parameters):
    return SlowStartNumbers.compute(SlowStartParameters(**parameters), FPS)


def by_hand(weight, bias, *, quadratic, x=1.0, rate=0.15, steps=300):
    """The activation before each step, and after the last one."""
    activations = []
    for _ in range(steps + 1):
        a = 1 / (1 + math.exp(-(weight * x + bias)))
        activations.append(a)
        slope = a * a * (1 - a) if quadratic else a
        weight, bias = weight - rate * slope * x, bias - rate * slope
    return np.array(activations)


@pytest.mark.parametrize("x", [1.0, 0.5])
@pytest.mark.parametrize("k", range(3))
def test_trails_are_gradient_descent_and_rings_the_first_step_below_one_half(k, x):
    n = computed(x=x)
    trail = by_hand(*STARTS[k], quadratic=k < 2, x=x)
    assert n.trails[k] == pytest.approx(trail, rel=1e-9)
    assert n.is_over[k] == bool((trail < 0.5).any())
    assert n.over[k] == (next(s for s, a in enumerate(trail) if a < 0.5) if n.is_over[k] else 300)


@pytest.mark.parametrize(
    ("k", "told"),
    [
        (0, {0: 0.818, 36: 0.500, 150: 0.153, 300: 0.094}),
        (1, {0: 0.982, 60: 0.974, 150: 0.933, 200: 0.789, 232: 0.492, 300: 0.203}),
        (2, {0: 0.982, 10: 0.775, 17: 0.472, 60: 0.077, 300: 0.012}),
    ],
)
def test_shares_and_steps_are_those_of_the_table(k, told):
    n = computed()
    assert {step: round(n.trails[k][step], 3) for step in told} == told
    assert n.over == (36, 232, 17)
    assert round(n.gate, 4) == 0.0177


def test_race_has_one_clock_and_cross_entropy_is_down_before_the_other_has_left():
    n = computed()
    assert (n.race.steps[:, 1] == n.race.steps[:, 2]).all()
    assert (np.diff(n.race.steps[:, 1]) > 0).all()
    assert n.race.steps[[0, -1], 1] == pytest.approx([0, 300])
    assert n.trails[2][60] < 0.1
    assert n.trails[1][60] > 0.97


def test_clock_has_one_pace_in_all_motions():
    n = computed()
    paces = [np.diff(m.steps, axis=0).max() * FPS for m in (n.mild, n.bad, n.race)]
    assert paces == pytest.approx([paces[0]] * 3, rel=0.01)
    # But for its start and its end, no motion is slower or faster.
    for motion in (n.mild, n.bad, n.race):
        made = np.diff(motion.steps, axis=0).max(axis=1)
        assert made[20:-20] == pytest.approx(paces[0] / FPS, rel=0.01)
    assert n.mild.steps[-1, 0] == 150


def test_pushes_are_the_slopes_by_the_weighted_input():
    n = computed()
    assert n.pushes[:, 0].round(3).tolist() == [0.122, 0.017, 0.982]
    for k in range(3):
        a = n.trails[k]
        slope = a * a * (1 - a) if k < 2 else a
        assert n.pushes[k] == pytest.approx(slope, rel=1e-9)
    assert n.race.push[0] == pytest.approx(n.pushes[[0, 1, 2], [150, 0, 0]])


def test_motions_follow_each_other_and_move_only_who_learns():
    n = computed()
    order = (n.mild, n.bad, n.back, n.race)
    for before, after in pairwise(order):
        assert before.steps[-1] == pytest.approx(after.steps[0])
    moving = [tuple(np.flatnonzero(np.ptp(m.steps, axis=0))) for m in order]
    assert moving == [(0,), (1,), (1,), (1, 2)]
    for motion in order:
        for k in range(3):
            there = np.interp(motion.steps[:, k], range(301), n.trails[k])
            assert motion.sure[:, k] == pytest.approx(there)


def test_guesses_are_apart_and_the_last_one_is_true():
    n = computed()
    assert n.ghosts == pytest.approx([18, 90, 232])
    assert n.guesses == ("sooner?", "later?", "much later?")
    near = computed(bias=(2.0, 2.001), weight=(2.0, 2.0))
    assert near.ghosts[-1] == near.over[1]
    assert (np.abs(near.ghosts[:-1] - near.ghosts[-1]) >= 30).all()


def test_order_in_which_starts_are_given_does_not_matter():
    one, other = computed(), computed(weight=(2.0, 0.6), bias=(2.0, 0.9))
    assert one.over == other.over
    assert (one.trails == other.trails).all()


def test_words_are_chosen_by_the_numbers():
    n = computed()
    assert n.is_last
    never = computed(bias=(0.9, 30.0))
    assert never.is_over[:2] == (True, False)
    assert never.over[1] == 300
    alike = computed(weight=(0.0, 0.0), bias=(1e-9, 0.01))
    assert not alike.is_last


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"weight": "1,2,3"}, "weight must have 2 items, one for each start; got 3"),
        ({"weight": "1,-2", "bias": "1,1"}, "must be above 0.* got -1 for start 2. Raise its bias"),
        ({"weight": "1,0", "bias": "1,2"}, "must differ.* got 2 for both. Raise one bias"),
        ({"epochs": "5"}, "epochs must be a whole number from 10 to 1000; got '5'"),
        ({"asked": ""}, "asked must not be empty"),
    ],
)
def test_what_cannot_be_told_is_refused(typed, said):
    with pytest.raises(ParameterError, match=said):
        read_parameters(SlowStartParameters, typed)
