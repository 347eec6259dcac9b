"""The numbers of ``PuttingItTogether`` against SciPy, and those of the cut."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import log_softmax, softmax

from scenes.putting_it_together.numbers import (
    PuttingItTogetherNumbers,
    PuttingItTogetherParameters,
)
from stage.parameters import ParameterError, read_parameters

Z = np.array([2.5, -1.0, 3.2, 0.5])
CAT, HEN, FOX, OWL = range(4)
PARAMETERS = [{}, {"learning_rate": 3.0}, {"logits": [1, 2], "target": 1, "nudge": 0.5}]


def computed(**parameters):
    return PuttingItTogetherNumbers.compute(PuttingItTogetherParameters(**parameters), 15)


def test_a_push_sweeps_less_than_was_forecast():
    n = computed()
    after = -log_softmax(Z + np.eye(4)[CAT])[CAT]
    assert n.forecast == pytest.approx(1 - softmax(Z)[CAT])
    assert n.swept == pytest.approx(n.start - after)
    assert [n.forecast, n.swept, n.pushed] == pytest.approx([0.685, 0.568, 0.589], abs=5e-4)
    assert n.missing == pytest.approx(0.171, abs=5e-4)
    assert n.order == (CAT, FOX, OWL, HEN)


def test_a_nudge_of_the_note_is_forecast_and_sweeps_what_the_note_says():
    n = computed(nudge=0.4)
    assert [n.forecast, n.swept] == pytest.approx([0.2742, 0.2562], abs=5e-5)
    assert [n.tiny.pull[0, CAT], n.push.pull[-1, CAT]] == pytest.approx([0.685, 0.594], abs=5e-4)


def test_steps_sweep_what_the_note_says():
    n = computed(steps=20)
    assert n.first.swept[-1] == pytest.approx([0.3671, 0.0001, 0.3059, 0.0018], abs=5e-5)
    assert n.first.swept[-1].sum() == pytest.approx(0.6749, abs=5e-5)
    assert [n.start, n.first.loss[-1]] == pytest.approx([1.157, 0.482], abs=5e-4)
    assert n.end == pytest.approx(0.0316, abs=5e-5)
    assert n.rest.swept[-1].sum() == pytest.approx(1.125, abs=5e-4)
    assert n.rest.way[-1] == pytest.approx([2.48, 0.09, 2.04, 0.35], abs=5e-3)


def test_rounded_areas_of_the_default_add_up():
    n = computed()
    others = n.rest.swept[-1, [HEN, OWL]].sum()
    terms = [n.end, others, n.rest.swept[-1, FOX], n.rest.swept[-1, CAT]]
    assert [f"{term:.2f}" for term in terms] == ["0.05", "0.01", "0.48", "0.62"]
    assert f"{n.start:.2f}" == "1.16"


def test_a_tiny_push_loses_almost_pull_times_push():
    n = computed()
    assert n.little == 0.1
    after = -log_softmax(Z + 0.1 * np.eye(4)[CAT])[CAT]
    assert n.tiny.loss[-1] == pytest.approx(after)
    assert n.start - after == pytest.approx(0.1 * (1 - softmax(Z)[CAT]), rel=0.02)
    for quantity in ("way", "pull", "swept", "loss"):
        before, then = getattr(n.tiny, quantity)[-1], getattr(n.push, quantity)[0]
        assert then == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize("parameters", PARAMETERS)
def test_block_and_areas_together_are_the_first_loss_in_every_frame(parameters):
    n = computed(**parameters)
    z = np.array(PuttingItTogetherParameters(**parameters).logits)
    signs = np.where(np.arange(len(z)) == n.target, 1, -1)
    for motion in (n.tiny, n.push, n.first, n.rest):
        loss = -log_softmax(z + signs * motion.way, axis=1)[:, n.target]
        assert motion.loss == pytest.approx(loss, abs=1e-12)
        assert loss + motion.swept.sum(axis=1) == pytest.approx(
            np.full(len(loss), n.start), abs=1e-9
        )


def test_areas_are_laid_down_from_the_lowest_rail_to_the_first():
    laid = computed().fit.laid
    assert (laid[:, HEN] == laid[:, OWL]).all()
    flying = (laid[:, [OWL, FOX, CAT]] > 0) & (laid[:, [OWL, FOX, CAT]] < 1)
    assert (flying.sum(axis=1) <= 1).all()
    assert (laid[0] == 0).all()
    assert (laid[-1] == 1).all()
    reached = [int(np.argmax(laid[:, k] >= 1)) for k in (OWL, FOX, CAT)]
    assert reached == sorted(reached)


def test_an_area_is_as_high_at_a_place_as_the_pull_was_there():
    way = computed().first
    step = np.array([1, -1, -1, -1]) * way.way[-1]
    truth = np.eye(4)[CAT]
    for k in (CAT, FOX):
        area, _ = quad(lambda t: (truth - softmax(Z + t * step))[k] * step[k], 0, 1)  # noqa: B023
        assert way.swept[-1, k] == pytest.approx(area, abs=1e-12)


@pytest.mark.parametrize("parameters", PARAMETERS)
def test_no_push_leaves_its_outline_for_the_pull_never_grows(parameters):
    n = computed(**parameters)
    size = np.append(n.tiny.pull[:, n.target], n.push.pull[:, n.target])
    assert (np.diff(size) <= 1e-12).all()
    outline = size[0] * n.push.way[:, n.target]
    assert (n.push.swept[:, n.target] <= outline + 1e-12).all()


def test_the_steps_begin_where_the_first_one_ended():
    n = computed()
    for quantity in ("way", "pull", "swept", "loss"):
        before, after = getattr(n.first, quantity)[-1], getattr(n.rest, quantity)[0]
        assert after == pytest.approx(before, abs=1e-12)


def test_a_push_by_more_than_1_or_a_rate_above_4_is_refused():
    with pytest.raises(ParameterError, match="nudge must be at most 1, but is 2"):
        read_parameters(PuttingItTogetherParameters, {"nudge": 2})
    with pytest.raises(ParameterError, match="learning_rate must be at most 4, but is 5"):
        read_parameters(PuttingItTogetherParameters, {"learning_rate": 5})
