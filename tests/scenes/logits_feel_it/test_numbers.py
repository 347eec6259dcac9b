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


def test_strands_of_the_note_are_as_wide_as_its_true_class_moves():
    n = computed()
    assert n.slopes == pytest.approx([0.2156, 0.0030, 0.1992, 0.0134], abs=5e-5)
    moves = approx_fprime(n.logits, lambda z: softmax(z)[0], 1e-7)
    assert n.slopes == pytest.approx(np.abs(moves), abs=1e-6)
    assert np.sign(moves).tolist() == [1, -1, -1, -1]


def test_times_the_slope_of_the_loss_they_are_what_each_logit_feels():
    n = computed()
    assert n.rate == pytest.approx(-3.18, abs=5e-3)  # -1 / .3145
    assert n.gradient == pytest.approx([-0.685, 0.009, 0.633, 0.043], abs=5e-4)
    assert n.pulls == pytest.approx([0.685, 0.009, 0.633, 0.043], abs=5e-4)
    felt = approx_fprime(n.logits, lambda z: -log_softmax(z)[0], 1e-7)
    assert n.gradient == pytest.approx(felt, abs=1e-6)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS, st.data())
def test_what_is_felt_is_q_minus_p_and_the_true_strand_is_as_wide_as_all_others(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    truth = np.arange(len(logits)) == target
    assert n.gradient == pytest.approx(softmax(logits) - truth, abs=1e-12)
    signs = np.where(truth, 1, -1)
    assert n.rate * signs * n.slopes == pytest.approx(n.gradient)
    for widths in (n.slopes, n.pulls):
        assert 2 * widths[target] == pytest.approx(widths.sum())


def test_pushing_z3_from_3_2_to_4_takes_q1_from_315_to_177_and_costs_1_731():
    n = computed()
    assert n.pushed == 2
    assert n.push_logits[[0, -1]].tolist() == [[2.5, -1.0, 3.2, 0.5], [2.5, -1.0, 4.0, 0.5]]
    assert n.push_q[[0, -1], 0] == pytest.approx(
        [0.315, 0.177], abs=5e-4
    )  # 12.18 / (38.73 + 24.53 (e^.8 - 1))
    assert n.push_loss[[0, -1]] == pytest.approx([1.157, 1.731], abs=5e-4)
    assert n.back_logits[[0, -1]].tolist() == n.push_logits[[-1, 0]].tolist()
    assert n.back_loss[-1] == n.loss == pytest.approx(1.157, abs=5e-4)


def test_the_wrong_class_that_is_pushed_is_the_likeliest_one():
    n = computed(target=2, step=0.5)
    assert n.pushed == 0
    assert n.push_logits[-1].tolist() == [3.0, -1.0, 3.2, 0.5]


@pytest.mark.parametrize("way", ["push", "back"])
def test_probabilities_and_loss_are_those_of_the_logits_in_every_frame(way):
    n = computed()
    z, q, loss = (getattr(n, f"{way}_{what}") for what in ("logits", "q", "loss"))
    assert q == pytest.approx(softmax(z, axis=1))
    assert loss == pytest.approx(-log_softmax(z, axis=1)[:, 0])


def test_the_pushed_logit_is_nudged_by_a_tenth_and_back():
    n = computed()
    assert n.nudge_logits[[0, -1], 2] == pytest.approx([3.2, 3.3])
    assert n.settle_logits[[0, -1], 2] == pytest.approx([3.3, 3.2])


def test_then_all_logits_are_moved_alike_there_and_back():
    n = computed()
    away = n.sway_logits - n.logits
    assert away[[0, -1]].tolist() == [[0.0] * 4] * 2
    assert away.max(axis=0) == pytest.approx([0.8] * 4)
    assert n.lowest <= n.sway_logits.min() < n.sway_logits.max() <= n.highest
    # What moves all alike moves no probability.
    assert np.ptp(n.sway_q, axis=0).max() < 1e-12


@pytest.mark.parametrize("way", ["nudge", "settle", "sway"])
def test_while_logits_are_nudged_probabilities_and_loss_are_theirs(way):
    n = computed()
    z, q, loss = (getattr(n, f"{way}_{what}") for what in ("logits", "q", "loss"))
    assert q == pytest.approx(softmax(z, axis=-1))
    assert loss == pytest.approx(-log_softmax(z, axis=-1)[..., 0])


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS)
def test_a_nudge_adds_and_takes_about_a_tenth_of_the_pushed_q(logits):
    n = computed(logits=logits)
    share = 0.1 * softmax(logits)[n.pushed]
    assert n.added / n.whole == pytest.approx(share, rel=0.06)  # e^.1 - 1 is .105
    assert n.taken / n.q[0] == pytest.approx(share, rel=0.06)  # and 1 - e^-.1 is .095


def test_by_hand_a_nudge_takes_as_much_as_the_slope_says():
    n = computed()
    assert [writer(n.q_form)(q) for q in n.nudge_q[[0, -1], 0]] == ["0.315", "0.295"]
    assert writer(n.whole_form)(n.added) == "2.58"  # 41.31 - 38.73
    assert writer(n.slope_form)(n.taken) == "0.020"  # .315 - .295
    assert writer(n.slope_form)(n.slopes[2]) == "0.199"  # and .1 of that is .020


def test_the_sum_is_that_of_e_to_the_logits_in_every_frame_and_told():
    n = computed()
    assert n.sums
    assert n.whole == pytest.approx(38.73, abs=5e-3)  # 12.18 + .37 + 24.53 + 1.65
    for way in ("push", "back", "nudge", "settle"):
        z, whole = getattr(n, f"{way}_logits"), getattr(n, f"{way}_whole")
        assert whole == pytest.approx(np.exp(z).sum(axis=1))
    assert writer(n.whole_form)(n.nudge_whole[-1]) == "41.31"  # + 24.53 * (e^.1 - 1) = 2.58
    assert n.nudge_q[-1, 0] == pytest.approx(12.18 / 41.31, abs=1e-4)


@pytest.mark.parametrize(
    "parameters", [{"logits": (30, 0, 5)}, {"step": 1e6}, {"logits": (-9, -8)}]
)
def test_sum_with_too_many_digits_is_drawn_in_shares_of_the_first(parameters):
    n = computed(**parameters)
    assert not n.sums
    assert n.push_whole[0] == n.whole == pytest.approx(1.0)
    assert n.back_whole[-1] == pytest.approx(1.0)
    grown = 1 + n.q[n.pushed] * (np.exp(0.1) - 1)
    assert n.nudge_whole[-1] == pytest.approx(grown)
    assert np.isfinite(n.push_whole).all()


def test_one_product_is_told_if_it_is_right_as_it_is_told():
    assert computed().multiplies  # .199 * 3.18 = .63282, and .633 is told
    assert computed(logits=(1, 0, 0)).multiplies  # .122 * 1.74 = .21228, and .212 is told
    assert not computed(logits=(1, 2)).multiplies  # .197 * 3.72 = .73284, and .731 is told
    assert not computed(logits=(1000, 0), target=1).multiplies  # 0 times what is infinite


def test_a_long_push_goes_slowly_where_probabilities_change():
    n = computed(step=1e6)
    assert np.abs(np.diff(n.push_q, axis=0)).max() < 0.1
    assert n.push_logits[-1, 2] == 1e6 + 3.2


def test_what_is_felt_adds_up_to_0_as_it_is_told():
    n = computed()
    assert n.adds
    told = [writer(n.gradient_form)(g) for g in n.gradient]
    assert told == ["−0.685", "+0.009", "+0.633", "+0.043"]  # .009 + .633 + .043 = .685
    assert [writer(n.q_form)(q) for q in n.q] == ["0.315", "0.009", "0.633", "0.043"]


def test_logits_that_hardly_differ_are_drawn_to_a_scale_of_1():
    n = computed(logits=(1, 1), step=1e-3)
    assert n.highest - n.lowest == pytest.approx(1.0)
    n = computed(logits=(1e9, 1e9))  # beside which 1 is nothing
    assert n.highest > n.lowest


def test_nothing_that_is_felt_is_told_to_be_0_or_1():
    n = computed(logits=(1000, 0), target=0)
    assert 0 < n.pulls.min() <= n.pulls.max() < 1
    n = computed(logits=(1000, 0), target=1)  # whose q a float holds to be 0
    assert 0 < n.pulls.min() <= n.pulls.max() < 1
    assert n.slopes.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"step": "0"}, "step must be above 0; got 0"),
        ({"target": "4"}, r"target must be in \[0, 4\)"),
        ({"labels": "a,b"}, "labels must have as many items as logits"),
    ],
)
def test_what_cannot_be_felt_is_refused(parameters, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(LogitsFeelItParameters, parameters)
