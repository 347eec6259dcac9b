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
def test_slopes_are_q_minus_p_and_the_true_channel_is_as_wide_as_all_others(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    truth = np.arange(len(logits)) == target
    assert n.gradient == pytest.approx(softmax(logits) - truth, abs=1e-12)
    assert n.widths[target] == pytest.approx(n.widths[~truth].sum())
    assert n.others.opened[-1] == pytest.approx(np.where(truth, 0, softmax(logits)), abs=1e-12)


def test_slopes_add_up_to_0_as_they_are_told():
    n = computed()
    told = [writer(n.gradient_form)(g) for g in n.gradient]
    assert told == ["−0.685", "+0.009", "+0.633", "+0.043"]  # .009 + .633 + .043 = .685
    assert writer(n.share_form)(n.rate) == "0.633"


def test_pushing_the_fox_from_3_2_to_4_takes_the_cat_from_315_to_177_and_costs_1_73():
    n = computed()
    assert n.pushed == 2
    assert n.push.z[[0, -1]].tolist() == [[2.5, -1.0, 3.2, 0.5], [2.5, -1.0, 4.0, 0.5]]
    # 12.18 of 38.73, then of 38.73 + 24.53 (e^.8 - 1) = 68.79
    assert n.push.q[[0, -1], 0] == pytest.approx([0.315, 0.177], abs=5e-4)
    assert n.push.loss[[0, -1]] == pytest.approx([1.157, 1.731], abs=5e-4)
    assert n.push.terms[-1].sum() == pytest.approx(68.79 / 38.73, abs=5e-4)
    assert n.back.z[[0, -1]].tolist() == n.push.z[[-1, 0]].tolist()


def test_pushed_class_is_the_likeliest_wrong_one():
    n = computed(target=2, step=0.5)
    assert n.pushed == 0
    assert n.push.z[-1].tolist() == [3.0, -1.0, 3.2, 0.5]


@pytest.mark.parametrize("way", ["push", "back", "raising", "settle"])
def test_shares_and_loss_are_those_of_the_scores_in_every_frame(way):
    motion = getattr(computed(), way)
    assert motion.q == pytest.approx(softmax(motion.z, axis=1))
    assert motion.loss == pytest.approx(-log_softmax(motion.z, axis=1)[:, 0])


@pytest.mark.parametrize("way", ["push", "back"])
def test_stack_is_e_to_the_scores_and_squeezed_to_1_it_is_the_bar(way):
    motion = getattr(computed(), way)
    e = np.exp(motion.z)
    assert motion.terms == pytest.approx(e / np.exp([2.5, -1.0, 3.2, 0.5]).sum())
    assert motion.terms / motion.terms.sum(axis=1)[:, None] == pytest.approx(motion.q)


def test_what_a_hundredth_adds_is_stretched_to_the_height_of_its_block():
    n = computed()
    step = 1e-6
    grown = (np.exp(3.2 + step) - np.exp(3.2)) / step / np.exp([2.5, -1.0, 3.2, 0.5]).sum()
    assert n.stretch.copy[-1] == pytest.approx(grown, rel=1e-5)
    assert n.stretch.copy[-1] == pytest.approx(n.push.terms[0, 2])
    assert n.stretch.copy[0] == pytest.approx(0.01 * n.stretch.copy[-1])


def test_true_class_loses_that_share_of_itself_per_push():
    n = computed()
    fox = np.array([0.0, 0.0, 1e-6, 0.0])
    before, after = (softmax(np.array([2.5, -1.0, 3.2, 0.5]) + z)[0] for z in (0 * fox, fox))
    assert n.cut.lost[-1] == pytest.approx((before - after) / before / 1e-6, rel=1e-5)


def test_raising_all_scores_alike_moves_no_share():
    n = computed()
    assert n.raising.z[-1] - n.raising.z[0] == pytest.approx([0.8] * 4)
    assert n.lowest <= n.raising.z.min() < n.raising.z.max() <= n.highest
    assert np.ptp(n.raising.q, axis=0).max() < 1e-12
    assert np.ptp(n.raising.loss) < 1e-12


def test_of_many_classes_the_true_and_the_two_likeliest_wrong_ones_are_named():
    assert computed(logits=(0, 3, 1, 2, -1), target=4).told == (4, 1, 3)
    assert computed().told == (0, 1, 2, 3)


def test_a_long_push_goes_slowly_where_shares_change():
    n = computed(step=1e6)
    assert np.abs(np.diff(n.push.q, axis=0)).max() < 0.15
    assert n.push.z[-1, 2] == 1e6 + 3.2
    assert np.isfinite(n.push.terms).all()


def test_scores_that_hardly_differ_are_drawn_to_a_scale_of_1():
    n = computed(logits=(1, 1), step=1e-3)
    assert n.highest - n.lowest == pytest.approx(1.0)
    n = computed(logits=(1e9, 1e9))  # beside which 1 is nothing
    assert n.highest > n.lowest


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
