"""What ``LogitsToLoss`` draws is true: against SciPy, arithmetic by hand and the director's cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, logsumexp, softmax

from scenes.logits_to_loss.numbers import LogitsToLossNumbers, LogitsToLossParameters
from stage.digits import write
from stage.parameters import ParameterError, read_parameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)

cases = st.lists(st.floats(-30, 30), min_size=2, max_size=10).flatmap(
    lambda z: st.tuples(st.just(tuple(z)), st.integers(0, len(z) - 1))
)


def computed(fps=15, **parameters):
    return LogitsToLossNumbers.compute(LogitsToLossParameters(**parameters), fps)


def test_the_numbers_of_the_cut():
    n = computed()
    # e^2.5 = 12.18, e^-1 = .37, e^3.2 = 24.53 and e^.5 = 1.65 are 38.73, whose logarithm is 3.66.
    assert n.heights * np.exp(3.2) == pytest.approx([12.18, 0.368, 24.53, 1.649], abs=5e-3)
    assert n.total * np.exp(3.2) == pytest.approx(38.73, abs=5e-3)
    assert n.wall == pytest.approx(3.657, abs=5e-4)
    assert n.loss == pytest.approx(1.1567, abs=5e-5)
    assert n.difference == "3.66 − 2.50 = 1.16"
    assert write(n.true_share, n.share_form) == "0.315"
    assert n.lead == pytest.approx(0.7)
    assert n.sum_is_apart  # 5.2 is beyond 3.66
    assert not n.is_near
    # ln(e^3 + .37 + 24.53 + 1.65) = ln 46.63
    assert n.push.logits[-1].tolist() == [3.0, -1.0, 3.2, 0.5]
    assert n.push.wall[-1] == pytest.approx(3.842, abs=5e-4)
    assert n.push.loss[-1] == pytest.approx(0.842, abs=5e-4)


@same_everywhere
@given(cases)
def test_heights_wall_and_loss_are_those_of_scipy_in_every_frame(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    z = n.push.logits
    assert n.push.heights == pytest.approx(np.exp(z - max(logits)), rel=1e-9, abs=1e-300)
    assert n.push.wall == pytest.approx(logsumexp(z, axis=1), rel=1e-12, abs=1e-9)
    assert n.push.loss == pytest.approx(-log_softmax(z, axis=1)[:, target], rel=1e-9, abs=1e-12)
    assert n.push.wall - z[:, target] == pytest.approx(n.push.loss, abs=1e-9)
    assert n.shares == pytest.approx(softmax(logits), rel=1e-9, abs=1e-300)


@same_everywhere
@given(cases)
def test_the_wall_moves_the_same_way_as_the_true_score_and_less(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    scores, walls = np.diff(n.push.logits[:, target]), np.diff(n.push.wall)
    assert (walls * np.sign(n.step) >= -1e-12).all()
    assert (np.abs(walls) <= np.abs(scores) + 1e-12).all()


@same_everywhere
@given(cases)
def test_all_that_is_drawn_lies_on_the_line(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    assert n.low <= n.push.logits.min()
    assert n.high > max(n.push.logits.max(), n.push.wall.max())
    assert n.tallest == pytest.approx(n.push.heights.sum(axis=1).max())


def test_a_small_loss_is_made_larger_by_pushing_down():
    assert computed().step == 0.5
    n = computed(logits=(3, -3))  # the loss is ln(1 + e^-6) = .0025
    assert n.step == -0.5
    assert n.push.loss[-1] > n.push.loss[0]
    assert n.is_near


def test_a_negative_score_is_taken_off_in_brackets():
    n = computed(target=1)
    assert n.difference == "3.66 − (−1.00) = 4.66"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"target": "4"}, "target must be in [0, 4), counted from 0; got 4."),
        ({"labels": "cat,dog"}, "labels must have as many items as logits, which has 4; got 2."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(raw, told):
    with pytest.raises(ParameterError) as caught:
        read_parameters(LogitsToLossParameters, raw)
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)
