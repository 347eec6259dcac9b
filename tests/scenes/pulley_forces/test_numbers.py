"""What ``PulleyForces`` draws is true: against SciPy and arithmetic by hand."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax, softmax

from scenes.pulley_forces.numbers import PulleyForcesNumbers, PulleyForcesParameters
from stage.digits import writer
from stage.parameters import ParameterError, read_parameters

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)
WAYS = ("drag", "back", "step")


def computed(**parameters):
    return PulleyForcesNumbers.compute(PulleyForcesParameters(**parameters), 15)


def test_pulls_of_the_note_are_685_one_way_and_009_633_and_043_the_other():
    n = computed()
    assert n.pulls == pytest.approx([0.685, 0.009, 0.633, 0.043], abs=5e-4)
    # As it is read: .009 + .633 + .043 = .685, and with .315 they are 1.
    assert (n.pull_form, n.adds) == (".3p", True)
    assert [writer(n.pull_form)(q) for q in n.q] == ["0.315", "0.009", "0.633", "0.043"]


def test_shares_that_do_not_add_up_as_they_are_told_are_said_not_to():
    n = computed(logits=(1, 1, 1, 1, 1, 1), target=3)  # six times .1667 is 1.0002
    assert not n.adds


def test_p_minus_q_is_the_pulls_with_their_sign_and_sums_to_0_on_every_way():
    n = computed()
    assert n.signed == pytest.approx([0.685, -0.009, -0.633, -0.043], abs=5e-4)
    told = [writer(n.signed_form)(pull) for pull in n.signed]
    assert told == ["+0.685", "−0.009", "−0.633", "−0.043"]
    for way in WAYS:
        signed = getattr(n, f"{way}_signed")
        assert signed == pytest.approx(np.eye(4)[0] - getattr(n, f"{way}_q"))
        assert signed.sum(axis=1) == pytest.approx(np.zeros(len(signed)), abs=1e-12)


def test_the_loop_is_taken_out_from_all_of_it_to_nothing():
    n = computed()
    assert n.loop[[0, -1]].tolist() == [1, 0]
    assert (np.diff(n.loop) <= 0).all()


def test_each_is_pulled_along_minus_the_slope_of_the_loss():
    n = computed()
    slope = approx_fprime(n.logits, lambda z: -log_softmax(z)[0], 1e-7)
    signs = np.where(np.arange(4) == 0, -1, 1)
    assert signs * n.pulls == pytest.approx(slope, abs=1e-6)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(LOGITS, st.data())
def test_pulls_are_true_and_alike_on_both_sides_on_every_way(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target)
    for way in WAYS:
        z, q, pulls = (getattr(n, f"{way}_{what}") for what in ("logits", "q", "pulls"))
        assert q == pytest.approx(softmax(z, axis=1))
        assert np.delete(pulls, target, axis=1) == pytest.approx(np.delete(q, target, axis=1))
        assert pulls[:, target] == pytest.approx(1 - q[:, target])
        assert 2 * pulls[:, target] == pytest.approx(pulls.sum(axis=1))


def test_loss_is_minus_the_log_of_the_true_share_on_every_way():
    n = computed()
    for way in WAYS:
        z, loss = getattr(n, f"{way}_logits"), getattr(n, f"{way}_loss")
        assert loss == pytest.approx(-log_softmax(z, axis=1)[:, 0])
    # ln(1/.3145), ln(1/.6953) and ln(1/.6178)
    assert n.losses == pytest.approx([1.157, 0.363, 0.482], abs=5e-4)
    assert [writer(n.loss_form)(loss) for loss in n.losses] == ["1.157", "0.363", "0.482"]


def test_likeliest_wrong_logit_is_dragged_from_3_2_to_1_2_and_back():
    n = computed()
    assert n.dragged == 2
    assert n.drag_logits[[0, -1], 2].tolist() == [3.2, pytest.approx(1.2)]
    assert n.back_logits[[0, -1], 2].tolist() == [pytest.approx(1.2), 3.2]
    assert n.drag_pulls[[0, -1], 0] == pytest.approx([0.685, 0.305], abs=5e-4)
    assert n.thinned == pytest.approx(0.305 / 0.685, abs=1e-3)
    assert np.ptp(np.delete(n.drag_logits, 2, axis=1), axis=0).tolist() == [0, 0, 0]


def test_of_the_others_the_likeliest_is_dragged_if_the_true_class_is():
    n = computed(target=2, drag=0.5)
    assert n.dragged == 0
    assert n.drag_logits[-1].tolist() == [2.0, -1.0, 3.2, 0.5]


def test_in_one_step_of_a_half_each_yields_half_of_its_pull_and_the_mean_stays():
    n = computed(learning_rate=0.5)
    assert n.step_logits[0].tolist() == [2.5, -1.0, 3.2, 0.5]
    assert n.step_logits[-1] == pytest.approx([2.843, -1.005, 2.883, 0.479], abs=5e-4)
    assert n.mean == pytest.approx(1.3)
    assert n.step_logits.mean(axis=1) == pytest.approx(np.full(len(n.step_logits), 1.3))


def test_by_hand_each_logit_after_a_step_is_as_it_was_and_its_pull_as_they_are_told():
    n = computed()
    assert n.moved == pytest.approx([0.685, -0.009, -0.633, -0.043], abs=5e-4)
    # 2.5 + .685, -1 - .009, 3.2 - .633, .5 - .043; and 3.185 - 1.009 + 2.567 + .457 = 4 * 1.3
    assert [writer(n.logit_form)(z) for z in n.step_logits[-1]] == [
        "3.185", "−1.009", "2.567", "0.457"
    ]  # fmt: skip
    told = [writer(n.moved_form)(step) for step in n.moved]
    assert told == ["+0.685", "−0.009", "−0.633", "−0.043"]


def test_pulls_after_a_step_add_up_as_they_are_told_too():
    n = computed()
    *downs, up = (writer(n.pull_form)(n.step_pulls[-1, k]) for k in (1, 2, 3, 0))
    assert sum(map(Decimal, downs)) == Decimal(up) == Decimal("0.382")


@pytest.mark.parametrize("rate", [0.5, 1e-9, 1000.0])
def test_steps_are_the_rate_times_the_pulls(rate):
    n = computed(learning_rate=rate)
    assert n.moved == pytest.approx(rate * np.array([1, -1, -1, -1]) * n.pulls)
    assert not any(writer(n.moved_form)(step).startswith("<") for step in n.moved)


def test_true_logit_is_on_the_first_rail_and_the_others_keep_their_order():
    n = computed(target=2)
    assert n.order == (2, 0, 1, 3)
    assert n.rows.tolist() == [1, 2, 0, 3]


@pytest.mark.parametrize("way", WAYS)
def test_way_goes_on_from_start_to_end_and_never_back(way):
    n = computed(drag=30.0, learning_rate=40.0)
    z = getattr(n, f"{way}_logits")
    steps = np.diff(z, axis=0)
    assert (steps * (z[-1] - z[0]) >= 0).all()


def test_no_frame_of_a_long_way_has_more_than_a_tenth_of_the_change():
    # Of 1000 nats, softmax changes within 10.
    n = computed(drag=1000.0)
    assert np.abs(np.diff(n.drag_pulls[:, 0])).max() < 0.1 * np.ptp(n.drag_pulls[:, 0])


def test_all_that_is_drawn_is_between_the_lowest_and_the_highest():
    n = computed(drag=5.0, learning_rate=3.0)
    ways = np.concatenate([getattr(n, f"{way}_logits") for way in WAYS])
    assert n.lowest <= ways.min() == pytest.approx(-1.8)  # 3.2 - 5
    assert n.highest >= ways.max() == pytest.approx(2.5 + 3 * 0.6855, abs=1e-3)


def test_logits_that_hardly_differ_are_seen_to_differ_by_little():
    n = computed(logits=(1, 1), drag=1e-9, learning_rate=1e-9)
    assert n.highest - n.lowest == pytest.approx(1.0)
    n = computed(logits=(1e9, 1e9))  # beside which 2 is nothing
    assert n.highest > n.lowest


def test_no_pull_is_told_to_be_0_or_1():
    n = computed(logits=(1000, 0), target=0)
    assert 0 < n.pulls.min() <= n.pulls.max() < 1


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"drag": "0"}, "drag must be above 0; got 0"),
        ({"learning_rate": "-1"}, "learning_rate must be above 0; got -1"),
        ({"target": "4"}, r"target must be in \[0, 4\)"),
        ({"labels": "a,b"}, "labels must have as many items as logits"),
    ],
)
def test_what_cannot_be_pulled_is_refused(parameters, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(PulleyForcesParameters, parameters)
