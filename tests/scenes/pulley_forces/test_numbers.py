"""What ``PulleyForces`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import softmax

from scenes.pulley_forces.numbers import PulleyForcesNumbers, PulleyForcesParameters
from stage.digits import write

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)
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


def test_fox_is_dragged_from_3_2_to_1_2_and_back():
    n = computed()
    assert n.dragged == FOX
    assert n.drag.logits[[0, -1], FOX].tolist() == [3.2, pytest.approx(1.2)]
    assert n.back.logits[[0, -1], FOX].tolist() == [pytest.approx(1.2), 3.2]
    assert n.drag.q[[0, -1], FOX] == pytest.approx([0.633, 0.190], abs=5e-4)
    assert n.drag.q[[0, -1], CAT] == pytest.approx([0.315, 0.695], abs=5e-4)
    assert np.ptp(np.delete(n.drag.logits, FOX, axis=1), axis=0).tolist() == [0, 0, 0]


@settings(derandomize=True, deadline=None, max_examples=30)
@given(LOGITS, st.data())
def test_both_sides_pull_alike_in_every_frame(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    for motion in (n.drag, n.back):
        assert motion.q.sum(axis=1) == pytest.approx(np.ones(len(motion.q)))
        others = np.delete(motion.q, target, axis=1).sum(axis=1)
        assert motion.pull == pytest.approx(others, rel=1e-9, abs=1e-12)
        assert motion.q == pytest.approx(softmax(motion.logits, axis=1))


def test_motions_follow_each_other_without_a_jump():
    n = computed()
    assert n.back.q[0] == pytest.approx(n.drag.q[-1])
    assert n.back.q[-1] == pytest.approx(n.drag.q[0])
    flags = [n.alone.flag, n.join.flag, n.missing.flag, n.mended.flag]
    assert [flag[0] for flag in flags] == pytest.approx([0, 1, 0, 0.633], abs=5e-4)
    assert [flag[-1] for flag in flags] == pytest.approx([1, 0, 0.633, 0], abs=5e-4)
    for flag in flags:  # and comes to rest, rather than being put there
        assert np.abs(np.diff(flag[-3:])).max() < 0.01


def test_flag_stands_where_the_bands_that_have_reached_it_leave_it():
    n = computed()
    # 1, then less by .315, .009, .633 and .043.
    each = (len(n.join.flag) - 1) // 4
    stands = n.join.flag[[0, each, 2 * each, 3 * each, -1]]
    assert stands == pytest.approx([1, 0.685, 0.676, 0.043, 0], abs=0.04)  # it still swings
    assert n.join.hooked[[0, each, 2 * each, 3 * each, -1]].sum(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_flag_jerks_further_than_where_it_comes_to_rest_when_a_band_is_missing():
    n = computed()
    # A fifth further: exp(-pi d / sqrt(1 - d^2)) of a damping ratio d of .45.
    assert n.missing.flag.max() / 0.6334 == pytest.approx(1.205, abs=0.01)
    assert n.missing.hooked[-1].tolist() == [1, 1, 0, 1]
    assert n.mended.hooked[-1].tolist() == [1, 1, 1, 1]


def test_of_the_others_the_likeliest_is_dragged_if_the_true_class_is():
    n = computed(target=FOX)
    assert n.dragged == CAT
    assert n.order == (FOX, CAT, HEN, OWL)


def test_scores_have_a_range_even_if_all_are_equal_and_none_goes_far():
    n = computed(logits=(1, 1, 1), drag=1e-9)
    assert n.highest - n.lowest == pytest.approx(1.0)


def test_pull_next_to_certain_keeps_its_digits():
    n = computed(logits=(30.0, -30.0, 0.0, 5.0))
    # e^-25 + e^-30 + e^-60, by hand: 1.3888e-11 + 9.36e-14.
    assert n.drag.pull[0] == pytest.approx(1.3981e-11, rel=1e-3)
    assert n.wasted > 0.99
