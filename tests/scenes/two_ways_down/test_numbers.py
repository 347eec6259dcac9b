"""What ``TwoWaysDown`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, logsumexp, softmax

from scenes.two_ways_down.numbers import TwoWaysDownNumbers, TwoWaysDownParameters
from stage.parameters import ParameterError, read_parameters

WAYS = ("raised", "lowered", "last")

cases = st.lists(st.floats(-30, 30), min_size=2, max_size=10).flatmap(
    lambda z: st.tuples(st.just(tuple(z)), st.integers(0, len(z) - 1), st.floats(0.01, 10))
)


def computed(**parameters):
    return TwoWaysDownNumbers.compute(TwoWaysDownParameters(**parameters), 15)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(cases)
def test_shares_wall_and_loss_are_those_of_scipy_in_every_frame(case):
    logits, target, step = case
    n = computed(logits=logits, target=target, step=step)
    for name in WAYS:
        z, q, wall, way, loss = (
            getattr(n, name + what) for what in ("", "_q", "_wall", "_way", "_loss")
        )
        assert q == pytest.approx(softmax(z, axis=1), abs=1e-12)
        assert wall == pytest.approx(logsumexp(z, axis=1))
        assert way == pytest.approx(logsumexp(z, axis=1) - logsumexp(logits), abs=1e-9)
        assert loss == pytest.approx(-log_softmax(z, axis=1)[:, target], abs=1e-12)
        assert loss == pytest.approx(wall - z[:, target], abs=1e-9)
    assert n.slid_wall == pytest.approx(logsumexp(n.slid, axis=1))
    assert n.shares == pytest.approx(softmax(logits), abs=1e-12)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(cases)
def test_both_ways_come_to_the_same_loss_and_slide_onto_each_other(case):
    logits, target, step = case
    n = computed(logits=logits, target=target, step=step)
    assert n.last_loss[-1] == pytest.approx(n.raised_loss[-1], abs=1e-9)
    assert n.last_q[-1] == pytest.approx(n.raised_q[-1], abs=1e-9)
    assert n.slid[0] == pytest.approx(n.last[-1])
    assert n.slid[-1] == pytest.approx(n.raised[-1])
    assert n.slid - n.slid[0] == pytest.approx(
        np.outer(n.slid[:, 0] - n.slid[0, 0], np.ones(len(logits)))
    )
    assert n.slid_wall[-1] - n.slid_wall[0] == pytest.approx(step)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(cases)
def test_the_wall_gives_way_by_less_than_the_step_and_comes_by_the_rest(case):
    logits, target, step = case
    n = computed(logits=logits, target=target, step=step)
    assert 0 <= n.gave <= step
    assert n.gave + n.losses[0] - n.losses[1] == pytest.approx(step)
    assert n.came == pytest.approx(n.losses[0] - n.losses[1], abs=1e-9)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(cases)
def test_all_that_is_drawn_lies_on_the_axis(case):
    logits, target, step = case
    n = computed(logits=logits, target=target, step=step)
    places = [getattr(n, name + what) for name in (*WAYS, "slid") for what in ("", "_wall")]
    assert n.low == pytest.approx(min(place.min() for place in places))
    assert n.high >= max(place.max() for place in places) - 1e-9


def test_the_notes_logits_come_to_the_numbers_computed_by_hand():
    n = computed()
    # ln(12.182 + .368 + 24.533 + 1.649) and ln(54.598 + .368 + 24.533 + 1.649)
    assert n.raised_wall[[0, -1]] == pytest.approx([3.6567, 4.3963], abs=1e-4)
    assert n.raised[-1, 0] == 4.0
    assert n.losses == pytest.approx([1.1567, 0.3963], abs=1e-4)
    assert n.lowered_wall[[0, -1]] == pytest.approx([3.6567, 3.6154], abs=1e-4)
    assert n.lowered_loss[-1] == pytest.approx(1.1154, abs=1e-4)
    assert n.last_wall[-1] == pytest.approx(2.8963, abs=1e-4)
    assert n.last_loss[-1] == pytest.approx(0.3963, abs=1e-4)
    assert n.true_shares == pytest.approx([0.3145, 0.6728], abs=1e-4)
    assert (n.gave, n.came) == pytest.approx((0.7396, 0.7604), abs=1e-4)
    assert n.slid[-1] == pytest.approx([4.0, -1.0, 3.2, 0.5])
    assert (n.loss_form, n.share_form, n.way_form) == (".2f", ".3p", ".2f")


def test_the_likeliest_wrong_class_is_lowered_at_last_and_the_others_before_it():
    n = computed()
    assert (set(n.light), n.heavy) == ({1, 3}, 2)
    assert n.lowered[-1] == pytest.approx([2.5, -2.5, 3.2, -1.0])
    assert n.last[-1] == pytest.approx([2.5, -2.5, 1.7, -1.0])
    # The wall's way is .0413 of .7604 before the last.
    assert n.brought == pytest.approx(0.946, abs=1e-3)


def test_with_two_classes_there_is_one_to_lower():
    n = computed(logits=(1, 2), target=1)
    assert (n.light, n.heavy) == ((), 0)
    assert n.lowered == pytest.approx(np.tile([1.0, 2.0], (len(n.lowered), 1)))
    assert n.brought == 1.0


def test_of_many_classes_the_true_and_the_likeliest_wrong_one_are_told():
    n = computed(logits=(0, 1, 2, 3, 4, 5), target=1)
    assert (n.told, n.heavy) == ((1, 5), 5)


def test_the_curve_gives_the_share_of_a_logit_by_how_far_it_is_from_the_wall():
    n = computed()
    share, away = n.curve
    assert share == pytest.approx(np.exp(-away))
    assert share[-1] == 1
    assert away[-1] == 0
    for k, z in enumerate(n.logits):
        assert np.interp(n.wall - z, away[::-1], share[::-1]) == pytest.approx(
            n.shares[k], rel=1e-2
        )


def test_logits_that_hide_the_step_have_an_axis_all_the_same():
    n = computed(logits=(1e9, 1e9))
    assert n.high > n.low
    assert n.losses == pytest.approx([np.log(2), np.log1p(np.exp(-1.5))], rel=1e-12)


def test_a_step_is_positive():
    with pytest.raises(ParameterError, match="step must be above 0; got -1"):
        read_parameters(TwoWaysDownParameters, {"step": "-1"})
