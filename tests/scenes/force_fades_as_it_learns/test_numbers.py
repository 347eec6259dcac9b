"""What ``ForceFadesAsItLearns`` draws is true: against SciPy and arithmetic by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, softmax

from scenes.force_fades_as_it_learns.numbers import (
    ForceFadesAsItLearnsNumbers,
    ForceFadesAsItLearnsParameters,
)
from stage.parameters import ParameterError, read_parameters

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)
STEPS = [0, 1, 2, 5, 10, 20]


def computed(**parameters):
    return ForceFadesAsItLearnsNumbers.compute(ForceFadesAsItLearnsParameters(**parameters), 15)


def descended(logits, target, rate, steps):
    """The logits of each step, by SciPy."""
    rows = [np.array(logits, float)]
    for _ in range(steps):
        rows.append(rows[-1] + rate * ((np.arange(len(logits)) == target) - softmax(rows[-1])))
    return np.array(rows)


def test_pull_and_loss_of_the_note_fade_over_twenty_steps():
    n = computed()
    assert n.pulls[0, STEPS, 0] == pytest.approx([0.69, 0.54, 0.42, 0.23, 0.12, 0.06], abs=5e-3)
    assert n.losses[0, STEPS] == pytest.approx([1.157, 0.769, 0.538, 0.257, 0.131, 0.066], abs=5e-4)


def test_q_of_the_true_class_goes_from_315_to_937_in_the_first_descent():
    assert computed().fly_right[0, [0, -1]] == pytest.approx([0.315, 0.937], abs=5e-4)


def test_from_minus_2_the_pull_is_99_the_loss_5_28_and_at_step_12_256():
    n = computed()
    assert n.fly_logits[1, 0].tolist() == [-2.0, -1.0, 3.2, 0.5]
    assert n.pulls[1, 0, 0] == pytest.approx(0.99, abs=6e-3)
    assert n.losses[1, [0, 12]] == pytest.approx([5.28, 0.256], abs=5e-3)


@settings(derandomize=True, deadline=None, max_examples=30)
@given(LOGITS, st.data())
def test_every_place_of_both_ways_is_true(logits, data):
    target, steps = data.draw(st.integers(0, len(logits) - 1)), data.draw(st.integers(2, 12))
    rate, drag = data.draw(st.floats(0.01, 3)), data.draw(st.floats(0.01, 9))
    n = computed(logits=logits, target=target, steps=steps, learning_rate=rate, drag=drag)
    lowered = np.where(np.arange(len(logits)) == target, np.array(logits) - drag, logits)
    for way, start in enumerate((np.array(logits), lowered)):
        rows = descended(start, target, rate, steps)
        assert n.losses[way] == pytest.approx(-log_softmax(rows, axis=1)[:, target])
        for when, name in ((n.along, "along"), (n.fly[way], "fly")):
            z = np.column_stack([  # straight from step to step
                np.interp(when, np.arange(steps + 1), rows[:, k]) for k in range(len(logits))
            ])  # fmt: skip
            q, losses = softmax(z, axis=1), getattr(n, f"{name}_losses")[way]
            pulls = np.where(np.arange(len(logits)) == target, 1 - q, q)
            of = target if name == "along" else slice(None)
            assert getattr(n, f"{name}_pulls")[way] == pytest.approx(pulls[:, of])
            assert losses == pytest.approx(-log_softmax(z, axis=1)[:, target])
        assert n.fly_logits[way] == pytest.approx(z)
        assert n.fly_right[way] == pytest.approx(softmax(n.fly_logits[way], axis=1)[:, target])


def test_flights_make_their_first_steps_slowest_and_never_go_back():
    n = computed()
    assert n.fly[:, [0, -1]].tolist() == [[0, 20], [0, 20]]
    made = np.diff(n.fly, axis=1)
    assert (made > 0).all()
    assert (np.diff(made, axis=1) > 0).all()


def test_a_start_4_5_lower_makes_the_loss_4_6_times_and_the_pull_1_5_times_as_large():
    n = computed()
    assert n.loss_times == pytest.approx(5.28 / 1.157, abs=0.01)
    assert n.pull_times == pytest.approx(0.995 / 0.685, abs=0.005)


def test_axes_have_room_for_the_band_of_1_and_for_the_losses_unless_these_are_too_large():
    assert computed().tops == pytest.approx([1.2, 1.03 * 5.280], rel=1e-3)
    assert computed(logits=(9, 0)).tops == pytest.approx([1.2, 1.2])
    assert computed(drag=1e6).tops[1] == 8.0
    assert computed().has_scale
    assert not computed(drag=1e6).has_scale


def test_beads_go_back_along_the_first_way_and_only_the_true_one_is_dragged():
    n = computed(target=2, drag=1.0)
    assert n.back[[0, -1]].tolist() == [20, 0]
    assert n.back_logits[0] == pytest.approx(n.fly_logits[0, -1])
    assert n.back_logits[-1].tolist() == n.drag_logits[0].tolist() == [2.5, -1.0, 3.2, 0.5]
    assert n.drag_logits[-1] == pytest.approx([2.5, -1.0, 2.2, 0.5])
    assert n.drag_logits[-1].tolist() == n.fly_logits[1, 0].tolist()
    assert n.back_right == pytest.approx(softmax(n.back_logits, axis=1)[:, 2])
    for way in ("back", "drag"):
        loss = -log_softmax(getattr(n, f"{way}_logits"), axis=1)[:, 2]
        assert getattr(n, f"{way}_losses") == pytest.approx(loss)
    assert n.drag_right == pytest.approx(softmax(n.drag_logits, axis=1)[:, 2])
    assert n.drag_pulls[:, 2] == pytest.approx(1 - n.drag_right)


def test_all_that_is_drawn_is_between_the_lowest_and_the_highest():
    n = computed()
    assert n.lowest == -2.0
    assert n.highest == pytest.approx(4.506, abs=1e-3)
    n = computed(logits=(1, 1), drag=1e-9, learning_rate=1e-9)
    assert n.highest - n.lowest == pytest.approx(1.0)
    assert computed(logits=(1e9, 1e9)).highest > 1e9


def test_no_pull_is_told_to_be_0_or_1():
    n = computed(logits=(1000, 0), target=0)
    assert 0 < n.pulls.min() <= n.pulls.max() < 1


def test_the_true_logit_is_told_and_the_largest_of_the_others():
    assert computed().told == (0, 2)
    assert computed(target=2).told == (0, 2)
    assert computed(target=3).told == (2, 3)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"drag": "0"}, "drag must be above 0; got 0"),
        ({"learning_rate": "-1"}, "learning_rate must be above 0; got -1"),
        ({"steps": "1"}, "steps must be a whole number from 2 to 100; got '1'"),
        ({"steps": "101"}, "steps must be a whole number from 2 to 100; got '101'"),
        ({"steps": "2.5"}, "steps must be a whole number from 2 to 100; got '2.5'"),
        ({"target": "4"}, r"target must be in \[0, 4\)"),
        ({"labels": "a,b"}, "labels must have as many items as logits"),
    ],
)
def test_what_cannot_be_descended_is_refused(parameters, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(ForceFadesAsItLearnsParameters, parameters)
