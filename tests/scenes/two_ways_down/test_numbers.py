"""What ``TwoWaysDown`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, logsumexp

from scenes.two_ways_down.numbers import TwoWaysDownNumbers, TwoWaysDownParameters
from stage.parameters import ParameterError, read_parameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
cases = st.lists(st.floats(-30, 30), min_size=2, max_size=10).flatmap(
    lambda z: st.tuples(st.just(tuple(z)), st.integers(0, len(z) - 1), st.floats(0.01, 10))
)


def computed(**parameters):
    return TwoWaysDownNumbers.compute(TwoWaysDownParameters(**parameters), 15)


def of_case(case):
    logits, target, step = case
    return computed(logits=logits, target=target, step=step)


@same_everywhere
@given(cases)
def test_the_loss_is_that_of_scipy_in_every_frame(case):
    n = of_case(case)
    tracks = [
        (n.push.logits, n.push.loss),
        (n.lower.low_logits, n.lower.low_loss),
        (n.fall.low_logits, n.fall.low_loss),
        (n.shift.low_logits, n.shift.low_loss),
    ]
    for z, loss in tracks:
        assert loss == pytest.approx(-log_softmax(z, axis=1)[:, case[1]], abs=1e-12)


@same_everywhere
@given(cases)
def test_the_others_join_one_after_the_other_and_the_loss_never_falls(case):
    n, (logits, target, _) = of_case(case), case
    assert (n.rise.loss == 0).all()
    assert n.rise.counts.tolist() == [np.eye(len(logits))[target].tolist()] * len(n.rise.loss)
    assert n.rise.logits[-1, target] == logits[target]
    assert n.join.logits[-1] == pytest.approx(logits)
    assert n.join.counts[-1].tolist() == [1.0] * len(logits)
    assert n.join.loss[-1] == pytest.approx(-log_softmax(logits)[target], abs=1e-12)
    assert (np.diff(n.join.loss) >= -1e-12).all()
    # SciPy weighs each e^z.
    with np.errstate(divide="ignore"):
        ceiling = logsumexp(n.join.logits, b=n.join.counts, axis=1)
    assert n.join.loss == pytest.approx(ceiling - logits[target], abs=1e-9)
    shares = n.join.counts * np.exp(n.join.logits - ceiling[:, None])
    assert n.join.shares == pytest.approx(shares, abs=1e-9)


def test_the_ceiling_is_pushed_to_the_places_of_the_cut():
    n = computed()
    # ln of e^2.5 = 12.182, then with e^-1 = .368, e^.5 = 1.649 and e^3.2 = 24.533
    stops = np.unique((n.join.loss + 2.5).round(3))
    for ceiling in (2.500, 2.530, 2.653, 3.657):
        assert ceiling in stops
    first = [int(np.argmax(n.join.counts[:, k] > 0)) for k in (1, 3, 2)]
    assert first == sorted(first)  # hen, owl, fox: the lightest first


@same_everywhere
@given(cases)
def test_both_ways_come_to_the_same_loss_and_moved_together_to_the_same_logits(case):
    n, (_, _, step) = of_case(case), case
    assert n.fall.low_loss[-1] == pytest.approx(n.push.loss[-1], abs=1e-9)
    shifted = n.shift.low_logits
    assert shifted[0] == pytest.approx(n.fall.low_logits[-1])
    assert shifted[-1] == pytest.approx(n.push.logits[-1])
    assert shifted - shifted[0] == pytest.approx(
        np.outer(shifted[:, 0] - shifted[0, 0], np.ones(len(case[0]))), abs=1e-9
    )
    assert shifted[-1] - shifted[0] == pytest.approx(step)
    assert n.shift.low_loss == pytest.approx(n.losses[1], abs=1e-9)


def test_the_numbers_of_the_cut():
    n = computed()
    assert n.step == 1.0
    assert n.push.logits[-1].tolist() == [3.5, -1, 3.2, 0.5]
    # ln(12.182 + .368 + 24.533 + 1.649) - 2.5 and ln(33.115 + .368 + 24.533 + 1.649) - 3.5
    assert n.losses == pytest.approx([1.1567, 0.5887], abs=1e-4)
    # With e^-2 = .135 instead of .368: 1.150; with e^-.5 = .607 instead of 1.649, too: 1.123
    hen = n.lower.low_loss[n.lower.low_logits[:, 1] == -2]
    assert hen[[0, -1]] == pytest.approx([1.1506, 1.1232], abs=1e-4)
    assert n.lightly == pytest.approx(1.1232, abs=1e-4)
    assert n.fall.low_logits[-1].tolist() == pytest.approx([2.5, -2, 2.2, -0.5])
    assert n.loss_form == ".2f"


def test_the_light_ones_are_lowered_before_the_heaviest_one():
    n = computed()
    assert (n.light, n.heavy) == ((1, 3), 2)
    z = n.lower.low_logits
    hen, owl = (np.flatnonzero(np.diff(z[:, k])) for k in (1, 3))
    assert hen.max() < owl.min()
    assert (np.diff(z[:, [0, 2]], axis=0) == 0).all()
    assert (np.diff(n.fall.low_logits[:, [0, 1, 3]], axis=0) == 0).all()


def test_of_many_classes_the_light_ones_come_and_go_together():
    n = computed(logits=(0, 1, 2, 3, 4, 5), target=1)
    assert n.heavy == 5
    moving = np.diff(n.lower.low_logits, axis=0)[:, [0, 2, 3, 4]]
    assert moving == pytest.approx(np.tile(moving[:, :1], 4), abs=1e-12)


def test_with_two_classes_there_is_one_to_lower():
    n = computed(logits=(1, 2), target=1)
    assert (n.light, n.heavy) == ((), 0)
    assert n.fall.low_logits[-1].tolist() == [0, 2]


@same_everywhere
@given(cases)
def test_all_that_is_drawn_lies_on_the_axis(case):
    n = of_case(case)
    tracks = [n.rise.logits, n.join.logits, n.push.logits, n.fall.low_logits, n.shift.low_logits]
    assert n.low == pytest.approx(min(track.min() for track in tracks))
    up = n.push.logits[-1]
    assert n.high >= max(logsumexp(case[0]), logsumexp(up)) - 1e-9


def test_logits_that_hide_the_step_have_an_axis_all_the_same():
    n = computed(logits=(1e9, 1e9))
    assert n.high > n.low
    assert n.losses == pytest.approx([np.log(2), np.log1p(np.exp(-1))], rel=1e-12)


def test_a_step_is_positive():
    with pytest.raises(ParameterError, match="step must be above 0; got -1"):
        read_parameters(TwoWaysDownParameters, {"step": "-1"})
