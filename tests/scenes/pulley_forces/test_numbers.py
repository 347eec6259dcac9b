"""What ``PulleyForces`` draws is true: against SciPy, differences and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, softmax

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
    assert told(n, *n.renew.q[0]) == ["0.315", "0.009", "0.633", "0.043"]
    assert told(n, n.share, n.pull, n.renew.pull[0]) == ["0.315", "0.685", "0.685"]


def test_each_score_moves_by_twice_its_net_pull_and_the_cat_passes_the_fox():
    n = computed()
    # 2.5 + 2 * .685, -1 - 2 * .009, 3.2 - 2 * .633, .5 - 2 * .043.
    assert n.let_go.logits[-1] == pytest.approx([3.871, -1.019, 1.933, 0.415], abs=1e-3)
    assert n.is_ahead
    assert n.passes
    # e^3.871 = 47.99, e^-1.019 = .36, e^1.933 = 6.91, e^.415 = 1.51: 56.77 in all.
    assert n.renew.q[-1] == pytest.approx([0.845, 0.006, 0.122, 0.027], abs=1e-3)
    assert n.again.logits[-1, CAT] == pytest.approx(3.871 + 2 * 0.155, abs=2e-3)


@settings(derandomize=True, deadline=None, max_examples=30)
@given(LOGITS, st.data())
def test_scores_move_down_the_slope_of_the_loss_and_in_all_not_at_all(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    for motion in (n.let_go, n.again):
        z = motion.logits[0]
        h = 1e-5 * np.eye(len(z))
        slope = (log_softmax(z - h, axis=1) - log_softmax(z + h, axis=1))[:, target] / 2e-5
        ways = motion.logits[-1] - z
        assert ways == pytest.approx(-n.step * slope, abs=1e-6 * n.step)
        assert ways.sum() == pytest.approx(0, abs=1e-12 * n.step)


@settings(derandomize=True, deadline=None, max_examples=30)
@given(LOGITS, st.data())
def test_pulls_cancel_in_every_frame_whatever_the_scores(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    q = n.renew.q
    assert q == pytest.approx(softmax(n.renew.start, axis=1))
    assert q.sum(axis=1) == pytest.approx(np.ones(len(q)))
    assert n.renew.pull == pytest.approx(
        np.delete(q, target, axis=1).sum(axis=1), rel=1e-9, abs=1e-12
    )


def test_motions_follow_each_other_without_a_jump():
    n = computed()
    assert n.rise.logits[0].tolist() == [pytest.approx(1.3)] * 4  # (2.5 - 1 + 3.2 + .5) / 4
    assert n.rise.logits[-1].tolist() == n.let_go.logits[0].tolist() == [2.5, -1, 3.2, 0.5]
    assert n.renew.start[0].tolist() == n.let_go.logits[0].tolist()
    assert n.renew.start[-1].tolist() == n.let_go.logits[-1].tolist()
    assert n.again.logits[0].tolist() == n.let_go.logits[-1].tolist()


@pytest.mark.parametrize(
    "parameters", [{}, {"target": HEN}, {"logits": (30, -30, 0, 5), "target": 1}]
)
def test_all_scores_and_ends_of_pulls_are_within_the_range(parameters):
    n = computed(**parameters)
    for motion in (n.rise, n.let_go, n.again):
        assert n.lowest <= motion.logits.min() <= motion.logits.max() <= n.highest
    assert n.lowest <= (n.renew.start[0] - n.step * n.renew.q[0]).min()
    assert n.renew.start[0, n.target] + n.step <= n.highest


def test_lanes_are_of_the_true_class_and_then_by_shares():
    n = computed(target=OWL)
    assert n.order == (OWL, FOX, CAT, HEN)
    assert (n.rival, n.rival_class, n.one_true) == (FOX, "fox", "an owl")


def test_pulls_move_scores_further_where_these_are_far_apart():
    assert computed().step == 2
    assert computed(logits=(30, -30, 0, 5)).step == 2 * 60 / 5


@pytest.mark.parametrize("logits", [(3.2, -1, 2.5, 0.5), (1, 1, 1, 1)])
def test_nobody_is_ahead_of_a_true_class_that_is_first_or_level(logits):
    n = computed(logits=logits)
    assert not n.is_ahead
    assert not n.passes


def test_true_class_that_stays_behind_does_not_pass():
    # 60 behind, and moved up by 24, while the other one moves down by 24.
    n = computed(logits=(-30, 30, 0, 5), target=0)
    assert n.is_ahead
    assert not n.passes


def test_pull_next_to_certain_keeps_its_digits():
    n = computed(logits=(30.0, -30.0, 0.0, 5.0))
    # e^-25 + e^-30 + e^-60, by hand: 1.3888e-11 + 9.36e-14.
    assert n.pull == pytest.approx(1.3981e-11, rel=1e-3)
