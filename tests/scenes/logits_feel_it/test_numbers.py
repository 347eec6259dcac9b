"""What ``LogitsFeelIt`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax, softmax

from scenes.logits_feel_it.numbers import LogitsFeelItNumbers, LogitsFeelItParameters
from stage.digits import writer
from stage.parameters import ParameterError, read_parameters

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)


def computed(**parameters):
    return LogitsFeelItNumbers.compute(LogitsFeelItParameters(**parameters), 15)


def test_each_score_moves_the_loss_by_as_much_as_finite_differences_say():
    n = computed()
    assert n.gradient == pytest.approx([-0.685, 0.009, 0.633, 0.043], abs=5e-4)
    measured = approx_fprime(np.array([2.5, -1.0, 3.2, 0.5]), lambda z: -log_softmax(z)[0], 1e-7)
    assert n.gradient == pytest.approx(measured, abs=1e-6)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS, st.data())
def test_slopes_are_q_minus_p_and_the_true_class_lacks_what_all_others_have(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    truth = np.arange(len(logits)) == target
    assert n.gradient == pytest.approx(softmax(logits) - truth, abs=1e-12)
    assert n.lacks == pytest.approx(n.q[~truth].sum())
    assert n.own == pytest.approx(1 - n.lacks)
    assert n.others.rates[-1] == pytest.approx(np.where(truth, 0, softmax(logits)), abs=1e-12)


def test_slopes_add_up_to_0_as_they_are_told():
    n = computed()
    told = [writer(n.gradient_form)(g) for g in n.gradient]
    assert told == ["−0.685", "+0.009", "+0.633", "+0.043"]  # .009 + .633 + .043 = .685
    assert [writer(n.share_form)(q) for q in n.q] == ["0.315", "0.009", "0.633", "0.043"]


def test_pushing_the_cat_by_6_tenths_costs_0_79_and_the_fox_1_58_instead_of_1_16():
    n = computed()
    assert n.pushed == 2
    assert n.push.z[[0, -1]] == pytest.approx(np.array([[2.5, -1, 3.2, 0.5], [2.5, -1, 3.8, 0.5]]))
    assert n.lift.z[-1] == pytest.approx([3.1, -1, 3.2, 0.5])
    # e^2.5 = 12.18 and e^3.2 = 24.53 of 38.73; e^.6 = 1.822
    assert n.lift.loss[[0, -1]] == pytest.approx([1.157, np.log(48.74 / 22.20)], abs=1e-3)
    assert n.push.loss[-1] == pytest.approx(np.log(58.90 / 12.18), abs=1e-3)
    assert n.push.change[-1] == pytest.approx(n.push.loss[-1] - n.loss)
    assert n.push.q[-1, [0, 2]] == pytest.approx([12.18 / 58.90, 44.70 / 58.90], abs=5e-4)
    for way, home in ((n.lift, n.drop), (n.push, n.back)):
        assert home.z[[0, -1]].tolist() == way.z[[-1, 0]].tolist()


def test_pushed_class_is_the_likeliest_wrong_one():
    n = computed(target=2, step=0.5)
    assert n.pushed == 0
    assert n.push.z[-1].tolist() == [3.0, -1.0, 3.2, 0.5]


@pytest.mark.parametrize("way", ["lift", "drop", "push", "back", "raising", "settle"])
def test_shares_and_loss_are_those_of_the_scores_in_every_frame(way):
    motion = getattr(computed(), way)
    assert motion.q == pytest.approx(softmax(motion.z, axis=1))
    assert motion.loss == pytest.approx(-log_softmax(motion.z, axis=1)[:, 0])


def test_what_a_hundredth_does_to_the_loss_is_stretched_to_the_rate():
    n = computed()
    fox = np.array([0.0, 0.0, 1e-6, 0.0])
    before, after = (-log_softmax(np.array([2.5, -1.0, 3.2, 0.5]) + z)[0] for z in (0 * fox, fox))
    assert n.stretch.rates[-1] == pytest.approx([0, 0, (after - before) / 1e-6, 0], abs=1e-5)
    assert n.stretch.rates[0] == pytest.approx(0.01 * n.stretch.rates[-1])
    assert n.others.rates[0] == pytest.approx(n.stretch.rates[-1])


def test_raising_all_scores_alike_moves_no_share():
    n = computed()
    assert n.raising.z[-1] - n.raising.z[0] == pytest.approx([0.6] * 4)
    assert np.ptp(n.raising.q, axis=0).max() < 1e-12
    assert np.ptp(n.raising.loss) < 1e-12


def test_of_many_classes_the_true_and_the_two_likeliest_wrong_ones_are_named():
    assert computed(logits=(0, 3, 1, 2, -1), target=4).told == (4, 1, 3)
    assert computed().told == (0, 1, 2, 3)


def test_a_long_push_goes_slowly_where_shares_change():
    n = computed(step=1e6)
    assert np.abs(np.diff(n.push.q, axis=0)).max() < 0.15
    assert n.push.z[-1, 2] == 1e6 + 3.2
    assert n.score_form == ".3g"


@pytest.mark.parametrize("target", [0, 1])
def test_no_width_is_0_or_1(target):
    n = computed(logits=(1000, 0), target=target)
    assert 0 < n.widths.min() <= n.widths.max() < 1


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"step": "0"}, "step must be above 0; got 0"),
        ({"target": "4"}, r"target must be in \[0, 4\)"),
        ({"labels": "a,b"}, "labels must have as many items as logits"),
    ],
)
def test_what_cannot_be_drawn_is_refused(parameters, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(LogitsFeelItParameters, parameters)
