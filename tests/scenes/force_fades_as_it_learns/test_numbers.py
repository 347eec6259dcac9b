"""What ``ForceFadesAsItLearns`` draws is true: against SciPy and gradient descent by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp, softmax

from scenes.force_fades_as_it_learns.numbers import (
    ForceFadesAsItLearnsNumbers,
    ForceFadesAsItLearnsParameters,
)

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
Z = np.array([2.5, -1.0, 3.2, 0.5])
FPS = 15


def computed(**parameters):
    return ForceFadesAsItLearnsNumbers.compute(ForceFadesAsItLearnsParameters(**parameters), FPS)


@st.composite
def parameters(draw):
    logits = draw(st.lists(st.floats(-20, 20), min_size=2, max_size=10))
    return {
        "logits": tuple(logits),
        "target": draw(st.integers(0, len(logits) - 1)),
        "drag": draw(st.floats(0.01, 20)),
        "learning_rate": draw(st.floats(0.01, 5)),
        "steps": draw(st.integers(2, 40)),
    }


@same_everywhere
@given(parameters())
def test_share_and_pull_fill_the_tube_and_the_pull_is_that_of_the_loss(drawn):
    n, target = computed(**drawn), drawn["target"]
    for motion in (n.lift, n.drag, n.learn):
        assert motion.true + motion.pull == pytest.approx(1, abs=1e-12)
        assert motion.true == pytest.approx(softmax(motion.logits, axis=1)[:, target], rel=1e-9)
        loss = logsumexp(motion.logits, axis=1) - motion.logits[:, target]
        assert motion.loss == pytest.approx(loss, rel=1e-9, abs=1e-12)
        assert motion.pull == pytest.approx(1 - np.exp(-loss), rel=1e-9, abs=1e-12)


def test_notes_logits_are_dragged_to_4_6_times_the_loss_and_1_5_times_the_pull():
    n = computed()
    # Loss from 1.16 to 5.28, pull from .685 to .995.
    assert (n.drag.loss[0], n.drag.loss[-1]) == pytest.approx((1.1567, 5.2841), abs=5e-4)
    assert (n.drag.pull[0], n.drag.pull[-1]) == pytest.approx((0.6855, 0.9949), abs=5e-5)
    assert n.loss_times == pytest.approx(5.2841 / 1.1567, abs=5e-4)
    assert n.pull_times == pytest.approx(1.451, abs=5e-4)
    assert n.most == pytest.approx(5.2841, abs=5e-4)


def test_true_logit_goes_up_by_1_5_and_back_alone():
    n = computed(target=2)
    assert n.lift.logits[[0, -1]] == pytest.approx(np.stack((Z, Z)))
    assert n.lift.logits[len(n.lift.logits) // 2] == pytest.approx(Z + np.array([0, 0, 1.5, 0]))


def test_drag_has_one_pace_but_for_its_ends():
    way = np.diff(computed().drag.logits[:, 0])
    middle = way[len(way) // 8 : -len(way) // 8]
    assert middle == pytest.approx(np.full(len(middle), middle.mean()))
    assert way.sum() == pytest.approx(-4.5)


def test_learning_is_gradient_descent():
    n = computed(learning_rate=0.7, steps=6)
    z = Z - np.array([4.5, 0, 0, 0])
    for step in range(7):
        frame = int(np.argmin(np.abs(n.learn.step - step)))
        if math.isclose(n.learn.step[frame], step):
            assert n.learn.logits[frame] == pytest.approx(z)
        assert n.along_pull[np.isclose(n.along, step)] == pytest.approx([1 - softmax(z)[0]])
        assert n.along_loss[np.isclose(n.along, step)] == pytest.approx([-np.log(softmax(z)[0])])
        z = z - 0.7 * (softmax(z) - np.array([1, 0, 0, 0]))
    assert n.learn.step[0] == 0
    assert n.learn.step[-1] == 6


def test_motions_follow_each_other_without_a_jump():
    n = computed()
    for before, after in ((n.lift, n.drag), (n.drag, n.learn)):
        assert before.logits[-1] == pytest.approx(after.logits[0])
        assert before.pull[-1] == pytest.approx(after.pull[0])


def test_words_are_chosen_by_the_numbers():
    assert computed().stays_full
    assert computed().fades
    assert not computed().at_lid
    assert computed(logits=(-20, 5), drag=1).at_lid
    assert not computed(drag=0.1).stays_full
    assert computed().jams
    assert not computed(logits=(0, 0), drag=1).jams
    assert not computed(learning_rate=1e-3, steps=2).fades  # it is as large as before


def test_guesses_are_the_same_a_bit_more_and_as_many_times_as_the_loss():
    n = computed()
    assert n.ghosts == pytest.approx([0.6855, (1 + 0.6855) / 2, 0.6855 * 5.2841 / 1.1567], abs=1e-3)
