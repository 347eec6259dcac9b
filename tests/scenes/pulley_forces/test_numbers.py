"""The numbers of ``PulleyForces`` against SciPy, differences and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.special import log_softmax, softmax

from scenes.pulley_forces.numbers import STEPS, PulleyForcesNumbers, PulleyForcesParameters
from stage.digits import write

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)
CAT, HEN, FOX, OWL = range(4)


def computed(**parameters):
    return PulleyForcesNumbers.compute(PulleyForcesParameters(**parameters), 15)


def written(n, *values):
    return [write(float(value), n.pull_form) for value in values]


def test_written_pulls_add_up():
    n = computed()
    # .315 + .009 + .633 + .043 = 1, and .009 + .633 + .043 = .685.
    assert written(n, *n.release.q[0]) == ["0.315", "0.009", "0.633", "0.043"]
    assert written(n, n.pull, n.release.pull[0]) == ["0.685", "0.685"]


@pytest.mark.parametrize(
    ("parameters", "time"),
    # The range of 60 is 12 times 5.
    [({}, 3.5), ({"target": HEN}, 3.5), ({"logits": (30, -30, 0, 5), "target": 1}, 42.0)],
)
def test_scores_follow_the_gradient_flow_of_the_loss(parameters, time):
    n = computed(**parameters)
    truth = np.eye(4)[n.target]
    flow = solve_ivp(
        lambda _, z: truth - softmax(z), (0, time), n.release.logits[0], rtol=1e-9, atol=1e-9
    )
    # Steps of finite size deviate by about a step.
    assert n.release.logits[-1] == pytest.approx(flow.y[:, -1], abs=time / STEPS)


@settings(derandomize=True, deadline=None, max_examples=15)
@given(LOGITS, st.data())
def test_scores_start_down_the_slope_of_the_loss_and_their_average_stays(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    z = n.release.logits[0]
    h = 1e-5 * np.eye(len(z))
    slope = (log_softmax(z - h, axis=1) - log_softmax(z + h, axis=1))[:, target] / 2e-5
    pulls = n.release.pull[0] * np.eye(len(z))[target]
    pulls = np.where(np.arange(len(z)) == target, pulls, -n.release.q[0])
    assert pulls == pytest.approx(-slope, abs=1e-6)
    assert n.release.average == pytest.approx(np.full_like(n.release.average, np.mean(logits)))
    assert n.release.logits.mean(axis=1) == pytest.approx(n.release.average)


@settings(derandomize=True, deadline=None, max_examples=15)
@given(LOGITS, st.data())
def test_net_pulls_cancel_in_every_frame(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    q = n.release.q
    assert q == pytest.approx(softmax(n.release.logits, axis=1))
    assert n.release.pull == pytest.approx(
        np.delete(q, target, axis=1).sum(axis=1), rel=1e-9, abs=1e-12
    )


def test_scores_rise_from_their_average_and_are_released_from_where_they_are():
    n = computed()
    assert n.rise.logits[0].tolist() == [pytest.approx(1.3)] * 4  # (2.5 - 1 + 3.2 + .5) / 4
    assert n.rise.logits[-1].tolist() == n.release.logits[0].tolist() == [2.5, -1, 3.2, 0.5]


def test_lanes_are_of_the_true_class_and_then_by_shares():
    n = computed(target=OWL)
    assert n.order == (OWL, FOX, CAT, HEN)
    assert (n.rival_class, n.one_true) == ("fox", "an owl")


@pytest.mark.parametrize("logits", [(3.2, -1, 2.5, 0.5), (1, 1, 1, 1)])
def test_no_class_is_ahead_of_a_true_class_that_is_first_or_level(logits):
    assert computed().is_ahead
    assert not computed(logits=logits).is_ahead


def test_pull_next_to_certain_keeps_its_digits():
    n = computed(logits=(30.0, -30.0, 0.0, 5.0))
    # e^-25 + e^-30 + e^-60, by hand: 1.3888e-11 + 9.36e-14.
    assert n.pull == pytest.approx(1.3981e-11, rel=1e-3)
