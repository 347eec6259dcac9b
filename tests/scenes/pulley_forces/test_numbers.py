"""What ``PulleyForces`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax, softmax

from scenes.pulley_forces.numbers import PulleyForcesNumbers, PulleyForcesParameters
from stage.digits import write

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)
Z = np.array([2.5, -1.0, 3.2, 0.5])
CAT, HEN, FOX, OWL = range(4)


def computed(**parameters):
    return PulleyForcesNumbers.compute(PulleyForcesParameters(**parameters), 15)


def told(n, *values):
    return [write(float(value), n.pull_form) for value in values]


def test_pulls_of_the_cast_are_those_of_the_cut_and_add_up_as_they_are_told():
    n = computed()
    # .315 + .009 + .633 + .043 = 1, and .009 + .633 + .043 = .685.
    assert told(n, *n.drag.q[0]) == ["0.315", "0.009", "0.633", "0.043"]
    assert told(n, n.drag.pull[0]) == ["0.685"]
    # After the step .009 + .333 + .040 = .382.
    assert told(n, *n.relax.q[-1]) == ["0.618", "0.009", "0.333", "0.040"]
    assert told(n, n.relax.pull[-1]) == ["0.382"]


def test_fox_is_dragged_from_3_2_to_1_2_and_back():
    n = computed()
    assert n.dragged == FOX
    assert n.drag.logits[[0, -1], FOX].tolist() == [3.2, pytest.approx(1.2)]
    assert n.back.logits[[0, -1], FOX].tolist() == [pytest.approx(1.2), 3.2]
    assert n.drag.q[[0, -1], FOX] == pytest.approx([0.633, 0.190], abs=5e-4)
    assert n.drag.q[[0, -1], CAT] == pytest.approx([0.315, 0.695], abs=5e-4)
    assert np.ptp(np.delete(n.drag.logits, FOX, axis=1), axis=0).tolist() == [0, 0, 0]


def test_one_step_brings_the_loss_from_1_16_to_0_48():
    n = computed()
    assert [write(loss, n.loss_form) for loss in (n.start, n.stepped)] == ["1.16", "0.48"]
    assert n.slide.loss == pytest.approx(-log_softmax(n.slide.logits, axis=1)[:, CAT])
    assert n.times == pytest.approx(0.4818 / 1.1567, abs=1e-4)


@pytest.mark.parametrize("rate", [1.0, 0.5])
def test_each_slides_as_far_as_it_is_pulled_and_all_ways_add_up_to_0(rate):
    n = computed(learning_rate=rate)
    slope = approx_fprime(Z, lambda z: -log_softmax(z)[CAT], 1e-7)
    ways = n.slide.logits - n.slide.logits[0]
    assert ways[-1] == pytest.approx(-rate * slope, abs=1e-6)
    assert ways.sum(axis=1) == pytest.approx(np.zeros(len(ways)), abs=1e-12)


@settings(derandomize=True, deadline=None, max_examples=30)
@given(LOGITS, st.data())
def test_both_sides_pull_alike_in_every_frame(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    for motion in (n.drag, n.back, n.relax):
        assert motion.q.sum(axis=1) == pytest.approx(np.ones(len(motion.q)))
        others = np.delete(motion.q, target, axis=1).sum(axis=1)
        assert motion.pull == pytest.approx(others, rel=1e-9, abs=1e-12)
    for motion in (n.drag, n.back):
        assert motion.q == pytest.approx(softmax(motion.logits, axis=1))
    assert n.relax.q[[0, -1]] == pytest.approx(softmax(n.slide.logits[[0, -1]], axis=1))


def test_motions_follow_each_other_without_a_jump():
    n = computed()
    assert n.back.q[0] == pytest.approx(n.drag.q[-1])
    assert n.slide.logits[0] == pytest.approx(n.back.logits[-1])
    assert n.relax.q[0] == pytest.approx(n.back.q[-1])


def test_pulls_are_followed_ever_slower_to_the_end():
    ride = computed().follow.ride
    assert ride[[0, -1]].tolist() == [0, 1]
    steps = np.diff(ride)
    assert (steps > 0).all()
    late = steps[len(steps) // 5 :]
    assert (np.diff(late) < 1e-12).all()


def test_of_the_others_the_likeliest_is_dragged_if_the_true_class_is():
    n = computed(target=FOX)
    assert n.dragged == CAT
    assert n.order == (FOX, CAT, HEN, OWL)


def test_scores_have_a_range_even_if_all_are_equal_and_hardly_go():
    n = computed(logits=(1, 1, 1), drag=1e-9, learning_rate=1e-9)
    assert n.highest - n.lowest == pytest.approx(1.0)


def test_pull_next_to_certain_keeps_its_digits():
    n = computed(logits=(30.0, -30.0, 0.0, 5.0))
    # e^-25 + e^-30 + e^-60, by hand: 1.3888e-11 + 9.36e-14.
    assert n.drag.pull[0] == pytest.approx(1.3981e-11, rel=1e-3)
    assert n.wasted > 0.99
