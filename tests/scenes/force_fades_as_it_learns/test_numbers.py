"""What ``ForceFadesAsItLearns`` draws is true: against SciPy and gradient descent by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logsumexp, softmax

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
def test_loss_and_pull_are_height_and_steepness_of_one_hill(drawn):
    n = computed(**drawn)
    for motion in (n.back, n.drag, n.learn):
        assert motion.loss == pytest.approx(np.logaddexp(0, -motion.lead), rel=1e-9, abs=1e-12)
        assert motion.pull == pytest.approx(expit(-motion.lead), rel=1e-9, abs=1e-12)
        assert (motion.low <= motion.lead).all()
    assert n.heights == pytest.approx(np.logaddexp(0, -n.hill), rel=1e-9, abs=1e-12)
    # As measured on the hill: what it falls by on a hair of the way.
    slope = (np.logaddexp(0, -n.hill + 1e-6) - np.logaddexp(0, -n.hill - 1e-6)) / 2e-6
    assert slope == pytest.approx(expit(-n.hill), abs=1e-4)
    assert n.left < min(n.drag.low[-1], n.learn.low[-1])
    assert n.right > max(n.back.lead.max(), n.learn.lead.max())


def test_notes_logits_are_dragged_to_4_6_times_the_loss_and_1_5_times_the_pull():
    n = computed()
    # Loss from 1.16 to 5.28, pull from .685 to .995.
    assert (n.drag.loss[0], n.drag.loss[-1]) == pytest.approx((1.1567, 5.2841), abs=5e-4)
    assert (n.drag.pull[0], n.drag.pull[-1]) == pytest.approx((0.6855, 0.9949), abs=5e-5)
    assert n.loss_times == pytest.approx(5.2841 / 1.1567, abs=5e-4)
    assert n.pull_times == pytest.approx(1.451, abs=5e-4)
    assert n.top > 5.2841


def test_true_class_comes_back_from_2_above_its_logit():
    n = computed(target=2)
    lead = 3.2 - logsumexp([2.5, -1.0, 0.5])
    assert n.back.lead[[0, -1]] == pytest.approx([lead + 2, lead])


def test_drag_has_one_pace_but_for_its_ends():
    way = np.diff(computed().drag.lead)
    middle = way[len(way) // 8 : -len(way) // 8]
    assert middle == pytest.approx(np.full(len(middle), middle.mean()))
    assert way.sum() == pytest.approx(-4.5)


def test_learning_is_gradient_descent():
    n = computed(learning_rate=0.7, steps=6)
    z = Z - np.array([4.5, 0, 0, 0])
    assert n.learn.done[[0, -1]] == pytest.approx([0, 6])
    for step in range(7):
        lead = z[0] - logsumexp(z[1:])
        assert n.stops[step] == pytest.approx(lead)
        assert np.interp(step, n.learn.done, n.learn.lead) == pytest.approx(lead, abs=0.01)
        z = z - 0.7 * (softmax(z) - np.array([1, 0, 0, 0]))
    assert n.learn.lead[0] == pytest.approx(n.drag.lead[-1])


def test_first_jumps_are_wide_and_then_they_shrink():
    widths = np.diff(computed().stops)
    assert (widths[:4] > 0.8 * widths[0]).all()
    assert (np.diff(widths) < 0).all()
    assert widths[-1] < widths[0] / 5


def test_a_wide_jump_takes_longer_but_a_small_one_has_time_too():
    n = computed()
    frames = [np.count_nonzero(n.learn.done.astype(int) == step) for step in range(20)]
    assert frames[0] >= 2 * frames[-2]
    assert min(frames) >= 3


def test_motions_follow_each_other_without_a_jump():
    n = computed()
    for before, after in ((n.back, n.drag), (n.drag, n.learn)):
        assert before.lead[-1] == pytest.approx(after.lead[0])
        assert before.low[-1] == pytest.approx(after.low[0])
        assert before.pull[-1] == pytest.approx(after.pull[0])


def test_words_are_chosen_by_the_numbers():
    assert computed().stays_full
    assert computed().fades
    assert not computed().at_limit
    assert computed(logits=(-20, 5), drag=1).at_limit
    assert not computed(drag=0.1).stays_full
    assert computed().is_straight
    assert not computed(logits=(0, 0), drag=1).is_straight
    assert not computed(learning_rate=1e-3, steps=2).fades  # it is as large as before
