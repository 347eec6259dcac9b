"""What ``LogitsToLoss`` draws is true: against SciPy, arithmetic by hand and the storyboard."""

import math

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


def test_the_storyboard_says_what_comes_out():
    n = computed()
    assert n.heights == pytest.approx([12.18, 0.368, 24.53, 1.649], abs=5e-3)
    assert n.total == pytest.approx(38.73, abs=5e-3)
    assert n.shares == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.wall == pytest.approx(3.66, abs=5e-3)
    assert n.loss == pytest.approx(1.1567, abs=5e-5)
    assert not n.is_shifted


def test_the_storyboard_says_how_it_is_told_and_sums_hold_as_they_are_told():
    n = computed()
    heights = [write(v, n.height_form) for v in n.heights]
    assert heights == ["12.18", "0.37", "24.53", "1.65"]  # 38.73 by hand
    assert write(n.total, n.height_form) == "38.73"
    assert n.heights_add
    shares = [write(v, n.share_form) for v in n.shares]
    assert shares == ["0.315", "0.009", "0.633", "0.043"]  # 1.000 by hand
    told = [write(v, n.z_form) for v in (n.wall, n.logits[0])]
    assert told == ["3.66", "2.50"]
    assert n.gap_holds
    assert write(n.loss, n.loss_form) == "1.16"


@same_everywhere
@given(cases)
def test_shares_wall_and_loss_are_those_of_scipy(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    assert n.shares == pytest.approx(softmax(logits), rel=1e-9, abs=1e-300)
    assert n.wall == pytest.approx(logsumexp(logits), rel=1e-12, abs=1e-12)
    assert n.loss == pytest.approx(-log_softmax(logits)[target], rel=1e-9)
    assert n.loss == pytest.approx(n.wall - logits[target], abs=1e-9)


@same_everywhere
@given(cases)
def test_heights_are_on_the_curve_and_stack_to_where_it_ends(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    assert n.heights == pytest.approx([math.exp(z - n.shift) for z in logits], rel=1e-12)
    assert n.total == pytest.approx(math.fsum(n.heights))
    z, height = n.curve
    assert height == pytest.approx([math.exp(v - n.shift) for v in z], rel=1e-12)
    assert z[0] == n.low
    assert (np.diff(z) >= 0).all()
    # It goes on by 6 % where the whole fits under it: ln 1.06 = 0.0583.
    assert z[-1] == pytest.approx(n.wall + 0.0583, abs=5e-5)
    assert np.interp(n.wall, z, height) == pytest.approx(n.total, rel=1e-3)


@same_everywhere
@given(cases)
def test_the_probe_rides_on_the_curve_from_logit_to_logit(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    told = [logits[k] for k in n.told]
    assert n.legs_z[0, 0] == n.low < min(logits)
    assert n.legs_z[1:, 0].tolist() == n.legs_z[:-1, -1].tolist()
    assert n.legs_z[:, -1].tolist() == sorted(set(told))
    assert (np.diff(n.legs_z, axis=1) >= 0).all()
    heights = [[math.exp(z - n.shift) for z in leg] for leg in n.legs_z]
    assert n.legs_height == pytest.approx(np.array(heights), rel=1e-12)


@same_everywhere
@given(cases)
def test_at_each_stop_all_logits_have_been_passed_and_none_is_left(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    assert sorted(k for stop in n.stops for k in stop) == list(range(len(logits)))
    before = -math.inf
    for stop, place in zip(n.stops, n.legs_z[:, -1], strict=True):
        assert all(before < logits[k] <= place for k in stop)
        before = place


def test_the_probe_stops_at_each_of_few_logits_and_at_those_of_many_that_are_told():
    assert computed().stops == ((1,), (3,), (0,), (2,))
    assert computed(logits=[0, 1, 2, 5, 3, 4], target=2).stops == ((0, 1, 2), (4, 5, 3))
    assert computed(logits=[1, 1, 1, 2]).stops == ((0, 1, 2), (3,))


def test_the_probe_is_slow_where_the_curve_is_steep():
    n = computed(logits=[30, -30], fps=60)
    assert np.diff(n.legs_height[-1]).max() < 0.07  # of 1 in a second


@same_everywhere
@given(cases)
def test_in_every_frame_all_are_divided_by_the_same(case):
    logits, target = case
    n = computed(logits=logits, target=target)
    assert n.divided.sum(axis=1) == pytest.approx(n.whole)
    assert n.divided * n.by[:, None] == pytest.approx(np.tile(n.heights, (len(n.by), 1)))
    assert (n.by[0], n.whole[-1]) == (1, 1)
    assert n.by[-1] == pytest.approx(n.total)
    assert (np.diff(n.by) * (n.total - 1) >= 0).all()
    assert (n.divided[0] == n.heights).all()
    assert (n.divided[-1] == n.shares).all()


@pytest.mark.parametrize(
    ("logits", "shift"),
    [([6, 1], 0), ([6.5, 1], 6.5), ([-2, -9], 0), ([-2.5, -9], -2.5), ([30, -30], 30)],
)
def test_the_largest_is_taken_off_where_heights_would_be_huge_or_tiny(logits, shift):
    n = computed(logits=logits)
    assert (n.shift, n.is_shifted) == (shift, shift != 0)
    assert n.heights[0] == pytest.approx(1 if shift else math.exp(logits[0]))
    assert n.wall == pytest.approx(logsumexp(logits))


def test_no_height_is_0_even_where_a_float_has_no_smaller_one():
    n = computed(logits=[1000, -1000])
    assert n.heights[1] > 0
    assert write(n.heights[1], n.height_form) == "<0.01"


@pytest.mark.parametrize(
    ("parameters", "holds"),
    [({}, True), ({"logits": [30, -30], "target": 1}, True), ({"logits": [30, -30]}, False)],
)
def test_the_gap_is_told_as_a_difference_only_if_that_holds(parameters, holds):
    assert computed(**parameters).gap_holds == holds


def test_three_thirds_do_not_add_up_as_they_are_told():
    assert not computed(logits=[1, 1, 1, 1]).heights_add  # 4 times 2.72 is 10.88, not 10.87


def test_the_true_class_is_at_the_bottom_and_few_of_many_are_told():
    n = computed(logits=[0, 1, 2, 5, 3, 4], target=2)
    assert n.order == (2, 0, 1, 3, 4, 5)
    assert n.told == (2, 3)
    assert computed().told == (0, 1, 2, 3)
    assert computed(logits=[1, 1, 0], target=1).likeliest == 1


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
