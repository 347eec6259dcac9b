"""What ``KilledByZero`` draws is true: against SciPy and arithmetic by hand."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import rel_entr, softmax
from scipy.stats import entropy

from scenes.killed_by_zero.numbers import KilledByZeroNumbers, KilledByZeroParameters
from stage.digits import writer
from stage.parameters import ParameterError, read_parameters

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)
Q = [0.3145, 0.0095, 0.6334, 0.0426]
"""softmax of (2.5, -1, 3.2, .5): e^z is 12.18, .368, 24.53 and 1.649, of 38.73."""


def computed(fps=15, **parameters):
    return KilledByZeroNumbers.compute(KilledByZeroParameters(**parameters), fps)


def loss_of(q, target=0):
    """Of probabilities, whatever they sum to: sum of p ln(1/q), p being one-hot."""
    return -np.log(q[target])


def test_loss_stands_at_1_157_while_the_wrong_probability_goes_to_05_and_back():
    n = computed()
    assert n.wrong == 2
    assert n.wrong_q[0] == pytest.approx(Q, abs=5e-5)
    assert n.wrong_q[-1, 2] == n.wrong_back_q[0, 2] == 0.05
    assert n.wrong_back_q[-1] == pytest.approx(Q, abs=5e-5)
    for q in (*n.wrong_q, *n.wrong_back_q):
        assert q[[0, 1, 3]].tolist() == n.q[[0, 1, 3]].tolist()
        assert loss_of(q) == pytest.approx(n.loss[0]) == pytest.approx(1.1567, abs=5e-5)


def test_true_probability_at_90_and_05_costs_105_and_2_996():
    n = computed(fps=10)  # it turns at a tenth of a second
    turn = n.true_q[:, 0].argmax()
    assert n.true_q[turn, 0] == pytest.approx(0.9, abs=1e-3)
    assert n.true_loss[turn] == pytest.approx([0.105], abs=1e-3)  # ln(1/.9)
    assert n.true_q[-1, 0] == 0.05
    assert n.true_loss[-1] == pytest.approx([2.9957], abs=5e-5)  # ln 20
    assert n.true_back_loss[-1] == pytest.approx([1.1567], abs=5e-5)
    write = writer(n.loss_form)
    assert [write(loss[0]) for loss in (n.true_loss[-1], n.loss)] == ["2.996", "1.157"]


def test_sum_leaves_1_while_one_moves_alone():
    n = computed()
    assert n.total == pytest.approx(1)
    # 1 - .6334 + .05, and 1 - .3145 + .05
    assert n.wrong_total[-1] == pytest.approx(0.4166, abs=5e-5)
    assert n.true_total[-1] == pytest.approx(0.7355, abs=5e-5)
    for name in ("wrong", "wrong_back", "true", "true_back"):
        q, total = getattr(n, f"{name}_q"), getattr(n, f"{name}_total")
        assert total == pytest.approx(q.sum(axis=1))
    assert n.wrong_back_total[-1] == n.true_back_total[-1] == pytest.approx(1)


def test_sums_add_up_as_they_are_told():
    n = computed()
    write = writer(n.q_form)
    for q, total in ((n.q, n.total), (n.wrong_q[-1], n.wrong_total[-1])):
        parts = sum(Decimal(write(float(value))) for value in q)
        assert parts == Decimal(writer(n.total_form)(float(total)))


def test_slopes_of_the_surprises_are_minus_3_18_105_28_1_58_and_23_49():
    n = computed()
    assert n.slopes == pytest.approx([-3.18, -105.28, -1.58, -23.49], abs=5e-3)
    by_hand = [approx_fprime([q], lambda x: -np.log(x[0]), 1e-9)[0] for q in n.q]
    assert n.slopes == pytest.approx(by_hand, rel=1e-4)


def test_by_hand_slopes_are_minus_1_by_each_probability_as_they_are_told():
    n = computed()
    for q, slope in zip(n.q, n.slopes, strict=True):
        by_hand = -1 / float(writer(n.q_form)(q))
        assert writer(n.slope_form)(by_hand) == writer(n.slope_form)(slope)


def test_slopes_are_killed_when_their_signals_have_died_at_their_gates():
    n = computed()
    assert n.killed[0].tolist() == n.slopes.tolist()
    assert n.killed[-1] == pytest.approx([-3.18, 0, 0, 0], abs=5e-3)
    assert n.killed[-1] == pytest.approx(n.gradient)
    assert np.ptp(n.killed[:, 0]) == 0
    assert np.isin(n.killed, [*n.slopes, 0]).all()
    came, killed = (n.walk[:, 0] == 0).argmax(), (n.killed[:, 1] == 0).argmax()
    assert came == 21  # 1.4 s
    for k in (1, 2, 3):
        assert n.dead[came - 1, k] == 0 < n.dead[came, k]
        assert n.struck[n.dead[:, k] < 1, k].max() == 0
        assert n.struck[killed, k] == 1 > n.struck[killed - 1, k] > 0
        assert n.killed[[killed - 1, killed], k].tolist() == [n.slopes[k], 0]
    assert n.walk[0].tolist() == [1, 1, 1, 1]
    assert n.walk[-1].tolist() == [0, 0, 0, 0]
    assert n.walk_lit[-1].tolist() == n.p.tolist()
    assert n.walk_lit[:, 1:].max() == n.dead[:, 0].max() == n.struck[:, 0].max() == 0


def test_surprises_before_the_gates_are_1_157_4_657_0_457_and_3_157():
    n = computed()
    assert n.costs == pytest.approx([1.157, 4.657, 0.457, 3.157], abs=5e-4)
    for name in ("wrong", "wrong_back", "true", "true_back", "heard"):
        q, costs = getattr(n, f"{name}_q"), getattr(n, f"{name}_costs")
        assert costs == pytest.approx(-np.log(q))
    # What the loss is: the surprises times p.
    assert n.true_loss[:, 0] == pytest.approx(n.true_costs @ n.p)
    assert n.heard_loss[:, 0] == pytest.approx((n.heard_costs * n.heard_p).sum(axis=1))


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS, st.data())
def test_gradient_is_p_times_the_slopes_and_that_of_the_loss(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    q = softmax(logits)
    assert n.q == pytest.approx(q)
    assert n.gradient == pytest.approx(n.p * n.slopes)
    steps = approx_fprime(q, lambda x: loss_of(x, target), 1e-9 * q[target])
    assert n.gradient[target] == pytest.approx(steps[target], rel=1e-3)
    assert n.gradient[np.arange(len(q)) != target].tolist() == [0] * (len(q) - 1)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS, st.data())
def test_loss_is_the_cross_entropy_of_the_truth_that_works_the_gates(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    back = slice(24, None)  # from when what was dragged is back
    for p, loss in ((n.other_p, n.other_loss), (n.heard_p[back], n.heard_loss[back])):
        assert p.sum(axis=1) == pytest.approx(1)
        assert loss[:, 0] == pytest.approx(entropy(p, axis=1) + rel_entr(p, n.q).sum(axis=1))
    assert n.other_p[[0, -1], [target, n.wrong]].tolist() == [1, 1]
    assert n.heard_p[-1].tolist() == n.p.tolist()


def test_were_class_3_true_the_loss_would_be_457_and_hear_q3_alone():
    n = computed()
    assert n.heard_q[:, 2].min() == pytest.approx(0.05, abs=1e-3)
    assert n.heard_q[-1].tolist() == n.q.tolist()
    assert n.heard_loss[:25, 0] == pytest.approx([loss_of(q, 2) for q in n.heard_q[:25]])
    assert n.heard_total == pytest.approx(n.heard_q.sum(axis=1))
    assert n.other_p[-1].tolist() == [0, 0, 1, 0]
    assert n.other_loss[-1] == pytest.approx([0.4567], abs=5e-5)  # ln(1/.6334)


@pytest.mark.parametrize("name", ["wrong", "wrong_back", "true", "true_back"])
@pytest.mark.parametrize("logits", [(2.5, -1.0, 3.2, 0.5), (-30.0, 30.0), (0.0, 0.0, 1e4)])
def test_way_is_one_way_and_then_the_other_and_the_loss_falls_in_no_frame(name, logits):
    n = computed(logits=logits)
    k = n.wrong if name.startswith("wrong") else n.target
    way = getattr(n, f"{name}_q")[:, k]
    steps = np.diff(way)
    turns = np.count_nonzero(np.diff(np.sign(steps[steps != 0])))
    assert turns <= (0 if name.endswith("back") else 1)
    assert np.abs(steps).max() < 0.15
    loss = -np.log(way)
    assert np.abs(np.diff(loss)).max() < 0.25 * np.ptp(loss)


def test_push_of_a_ten_thousandth_makes_differences_whose_quotients_are_the_slopes():
    n = computed()
    assert n.pushes.tolist() == [0.0001] * 4
    assert n.even
    assert n.divides
    # ln(.31449 / .31459), ln(.0094982 / .0095982), ln(.63341 / .63351), ln(.042568 / .042668)
    assert n.changes == pytest.approx([-0.000318, -0.01047, -0.0001579, -0.002346], rel=1e-3)
    told = [writer(form)(change) for form, change in zip(n.change_forms, n.changes, strict=True)]
    assert told == ["−0.000318", "−0.0105", "−0.000158", "−0.00235"]
    for change, slope in zip(n.changes, n.slopes, strict=True):
        assert writer(n.slope_form)(change / 0.0001) == writer(n.slope_form)(slope)


def test_while_each_is_pushed_the_loss_answers_as_the_true_one_alone_does():
    n = computed()
    assert n.pushed_q - n.q == pytest.approx(n.pushed_by)
    assert n.pushed_by[[0, -1]] == pytest.approx(np.outer([0, 1], n.pushes))
    assert n.pushed_costs == pytest.approx(-np.log(n.pushed_q))
    assert n.pushed_loss[:, 0] == pytest.approx(n.pushed_costs @ n.p)
    assert n.pushed_loss_by[-1, 0] == pytest.approx(n.changes[0])
    assert n.pushed_back_q[[0, -1]] == pytest.approx(n.pushed_q[[-1, 0]])
    assert n.pushed_back_loss[[0, -1]] == pytest.approx(n.pushed_loss[[-1, 0]])


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS)
def test_pushes_are_powers_of_ten_that_keep_every_probability_below_1(logits):
    n = computed(logits=logits)
    assert np.log10(np.abs(n.pushes)) == pytest.approx(np.round(np.log10(np.abs(n.pushes))))
    pushed = n.q + n.pushes
    assert ((pushed > 0) & (pushed < 1)).all()
    assert ((n.pushes > 0) | (n.q + 1e-4 >= 1)).all()
    assert n.changes / n.pushes == pytest.approx(n.slopes, rel=0.06)


def test_lifted_to_853_the_wrong_one_leaves_the_others_two_fifths_and_the_sum_is_1():
    n = computed()
    assert n.lifts
    # 1 - .4 * .3666; .4 * .3145; ln(1 / .1258)
    assert n.lift_q[-1] == pytest.approx([0.1258, 0.0038, 0.8534, 0.0170], abs=5e-5)
    assert n.lift_loss[-1] == pytest.approx([2.073], abs=5e-4)
    assert n.lift_q.sum(axis=1) == pytest.approx(1)
    assert n.lift_total == pytest.approx(1)
    assert n.lift_costs == pytest.approx(-np.log(n.lift_q))
    assert n.lift_loss[:, 0] == pytest.approx([loss_of(row) for row in n.lift_q])
    assert n.lift_q[0].tolist() == n.q.tolist()


def test_wrong_one_that_is_nearly_certain_is_lowered_at_last():
    n = computed(logits=(30, -30, 0, 5), target=1)
    assert not n.lifts
    assert n.lift_q[-1, 0] == pytest.approx(0.4)  # .6 of it goes to the others
    assert n.lift_q[-1].sum() == pytest.approx(1)
    assert n.lift_loss[-1, 0] < n.lift_loss[0, 0] == pytest.approx(60)


def test_a_signal_goes_along_each_wire_with_a_shut_gate_and_has_come_in_the_end():
    n = computed()
    for sent in (n.wrong_sent, n.wrong_back_sent):
        assert sent[[0, -1], 2].tolist() == [0, 1]
        assert sent[:, [0, 1, 3]].max() == 0
    for sent in (n.pushed_sent, n.lift_sent):
        assert sent[:, 0].max() == 0
        assert np.diff(sent[:, 1:], axis=0) == pytest.approx(1 / (len(sent) - 1))
        assert sent[-1].tolist() == [0, 1, 1, 1]


def test_loss_is_told_so_finely_under_its_glass_that_its_change_comes_out():
    n = computed()
    # 1.156656 and 1.156339: apart by .000318, which is .00032.
    told = [float(writer(n.fine_form)(loss)) for loss in n.pushed_loss[[0, -1], 0]]
    assert told == [1.15666, 1.15634]


def test_of_many_classes_the_true_one_the_likeliest_wrong_one_and_the_least_likely_are_told():
    n = computed(logits=[1, 2, 0.5, -1, 0, 0.3, 2.2, 1.1, -0.4, 0.9], target=2)
    assert n.told == (2, 3, 6)
    assert computed().told == (0, 1, 2, 3)


def test_no_probability_is_told_to_be_0_and_no_slope_to_be_endless_unless_it_is():
    n = computed(logits=(1000, 0, 5), target=0)
    assert n.q.min() > 0
    assert n.q.max() < 1
    assert n.gradient[1:].tolist() == [0, 0]
    assert np.isfinite(computed(logits=(700, 0, 5)).slopes).all()


def test_all_losses_that_are_drawn_have_room():
    n = computed(logits=(-5, 30), target=0)
    tracks = (n.true_loss, n.true_back_loss, n.other_loss, n.heard_loss, n.lift_loss)
    assert n.most > max(track.max() for track in tracks) == pytest.approx(35, abs=1e-3)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"target": "4"}, r"target must be in \[0, 4\)"),
        ({"labels": "a,b"}, "labels must have as many items as logits"),
    ],
)
def test_what_cannot_be_told_is_refused(parameters, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(KilledByZeroParameters, parameters)
