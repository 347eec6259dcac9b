"""What ``TwoWaysDown`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, logsumexp, softmax

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
def test_shares_and_loss_are_those_of_scipy_in_every_frame(case):
    n = of_case(case)
    tracks = [
        (n.push.logits, n.push.shares, n.push.loss),
        (n.pull.low_logits, n.pull.low_shares, n.pull.low_loss),
    ]
    for z, q, loss in tracks:
        assert q == pytest.approx(softmax(z, axis=1), abs=1e-12)
        assert loss == pytest.approx(-log_softmax(z, axis=1)[:, case[1]], abs=1e-12)
    assert n.shares == pytest.approx(softmax(case[0]), abs=1e-12)


@same_everywhere
@given(cases)
def test_the_others_join_with_the_shares_of_those_that_are_there(case):
    n = of_case(case)
    birth, target = n.birth, case[1]
    assert birth.shares[0] == pytest.approx(np.eye(len(case[0]))[target])
    assert birth.loss[0] == 0
    assert birth.shares.sum(axis=1) == pytest.approx(1, abs=1e-12)
    # Who is there keeps its proportion to the true class, which e^z tells.
    assert np.exp(-birth.loss) == pytest.approx(birth.shares[:, target], rel=1e-9)
    assert birth.shares[-1] == pytest.approx(n.shares, rel=1e-6, abs=1e-12)
    assert birth.loss[-1] == pytest.approx(-log_softmax(case[0])[target], abs=1e-12)
    assert (np.diff(birth.loss) >= 0).all()


def test_the_wall_is_pushed_to_the_places_of_the_cut():
    n = computed()
    # ln of e^2.5 = 12.182, then with e^-1 = .368, e^.5 = 1.649 and e^3.2 = 24.533
    stops = np.unique((n.birth.loss + 2.5).round(3))
    for wall in (2.500, 2.530, 2.653, 3.657):
        assert wall in stops
    assert n.joined == pytest.approx(logsumexp([2.5, -1, 0.5]) - 2.5)
    assert n.birth.shares[-1] == pytest.approx([0.315, 0.009, 0.633, 0.043], abs=6e-4)


def test_a_pulse_comes_to_the_wall_before_its_class_pushes_it():
    n = computed()
    fox = n.birth.pulse[:, 2]
    assert (n.birth.shares[fox < 1, 2] == 0).all()
    assert n.birth.pulse[-1].tolist() == [1, 1, 1, 1]
    first = [int(np.argmax(n.birth.pulse[:, k] > 0)) for k in (1, 3, 2)]
    assert first == sorted(first)  # hen, owl, fox: the lightest first


@same_everywhere
@given(cases)
def test_both_ways_come_to_the_same_loss_and_slide_onto_each_other(case):
    n = of_case(case)
    assert n.pull.low_loss[-1] == pytest.approx(n.push.loss[-1], abs=1e-9)
    assert n.pull.low_shares[-1] == pytest.approx(n.push.shares[-1], abs=1e-9)
    slid = n.slide.low_logits
    assert slid[0] == pytest.approx(n.pull.low_logits[-1])
    assert slid[-1] == pytest.approx(n.push.logits[-1])
    assert slid - slid[0] == pytest.approx(
        np.outer(slid[:, 0] - slid[0, 0], np.ones(len(case[0]))), abs=1e-9
    )


@same_everywhere
@given(cases)
def test_the_wall_flees_by_a_part_of_the_step_and_comes_by_the_rest(case):
    n, step = of_case(case), case[2]
    assert 0 <= n.gave <= step
    assert n.gave + n.came == pytest.approx(step)
    walls = n.push.logits[[0, -1], case[1]] + n.losses
    assert walls[1] - walls[0] == pytest.approx(n.gave, abs=1e-9)


def test_the_wall_flees_at_the_speed_of_the_true_share():
    n = computed()
    cat, wall = n.push.logits[:, 0], n.push.logits[:, 0] + n.push.loss
    share = (n.push.shares[1:, 0] + n.push.shares[:-1, 0]) / 2
    assert np.diff(wall) == pytest.approx(share * np.diff(cat), abs=1e-5)


def test_the_numbers_of_the_cut():
    n = computed()
    assert n.step == 1.0
    assert n.push.logits[-1].tolist() == [3.5, -1, 3.2, 0.5]
    # ln(12.182 + .368 + 24.533 + 1.649) - 2.5 and ln(33.115 + .368 + 24.533 + 1.649) - 3.5
    assert n.losses == pytest.approx([1.1567, 0.5887], abs=1e-4)
    assert n.true_shares == pytest.approx([0.3145, 0.5550], abs=1e-4)
    assert n.lightly == pytest.approx(1.1232, abs=1e-4)
    assert n.pull.low_logits[-1].tolist() == pytest.approx([2.5, -2, 2.2, -0.5])
    # .43 + .57 = 1.00 as they are told, and 1.16 - .57 = .59
    assert (n.gave, n.came) == pytest.approx((0.4321, 0.5679), abs=1e-4)
    assert (n.loss_form, n.share_form, n.way_form) == (".2f", ".3p", ".2f")


def test_the_light_ones_are_lowered_before_the_heaviest_one():
    n = computed()
    assert (n.light, n.heavy) == ((1, 3), 2)
    z = n.pull.low_logits
    hen, owl, fox = (np.flatnonzero(np.diff(z[:, k])) for k in (1, 3, 2))
    assert hen.max() < owl.min() < owl.max() < fox.min()


def test_of_many_classes_the_light_ones_come_and_go_together():
    n = computed(logits=(0, 1, 2, 3, 4, 5), target=1)
    assert n.heavy == 5
    moving = np.diff(n.pull.low_logits, axis=0)[:, [0, 2, 3, 4]]
    assert moving == pytest.approx(np.tile(moving[:, :1], 4), abs=1e-12)


def test_with_two_classes_there_is_one_to_lower():
    n = computed(logits=(1, 2), target=1)
    assert (n.light, n.heavy) == ((), 0)
    assert n.pull.low_logits[-1].tolist() == [0, 2]
    assert n.joined == 0


@same_everywhere
@given(cases)
def test_all_that_is_drawn_lies_on_the_axis(case):
    n = of_case(case)
    places = [n.push.logits, n.pull.low_logits, n.slide.low_logits]
    assert n.low == pytest.approx(min(place.min() for place in places))
    highest = max(*(place.max() for place in places), logsumexp(case[0]) + case[2])
    assert n.high >= highest - 1e-9


def test_logits_that_hide_the_step_have_an_axis_all_the_same():
    n = computed(logits=(1e9, 1e9))
    assert n.high > n.low
    assert n.losses == pytest.approx([np.log(2), np.log1p(np.exp(-1))], rel=1e-12)


def test_a_step_is_positive():
    with pytest.raises(ParameterError, match="step must be above 0; got -1"):
        read_parameters(TwoWaysDownParameters, {"step": "-1"})
