"""What ``GradientHeatmap`` draws is true: against SciPy and arithmetic by hand."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax, softmax

from scenes.gradient_heatmap.numbers import (
    GradientHeatmapNumbers,
    GradientHeatmapParameters,
    made_up,
)
from stage.digits import writer
from stage.parameters import ParameterError, read_parameters

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)


def computed(fps=15, **parameters):
    return GradientHeatmapNumbers.compute(GradientHeatmapParameters(**parameters), fps)


# --- one row --------------------------------------------------------------------------------------


def test_row_of_the_note_is_q_less_1_for_the_true_class_and_q_for_all_others():
    n = computed()
    assert n.q[0] == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.take.g[-1, 0] == pytest.approx([-0.6855, 0.0095, 0.6334, 0.0426], abs=5e-5)


def test_the_numbers_on_the_lights_add_up_to_1_and_then_to_0_as_they_are_told():
    n = computed()
    write = writer(n.form)
    before, after = n.q[0], np.abs(n.take.g[-1, 0])
    assert [write(value) for value in before] == ["0.315", "0.009", "0.633", "0.043"]
    assert sum(Decimal(write(value)) for value in before) == 1
    assert [write(value) for value in after] == ["0.685", "0.009", "0.633", "0.043"]
    assert Decimal("0.685") == Decimal("0.009") + Decimal("0.633") + Decimal("0.043")


def test_each_row_is_the_slope_of_its_loss():
    n = computed()
    for z, target, g in zip(n.logits, n.targets, n.rest.g[-1], strict=True):
        slope = approx_fprime(z, lambda x, k=target: -log_softmax(x)[k], 1e-7)
        assert g == pytest.approx(slope, abs=1e-6)


@settings(derandomize=True, deadline=None, max_examples=30)
@given(LOGITS, st.data())
def test_in_every_frame_cells_are_q_less_what_was_taken_and_sum_to_what_is_left_of_1(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target, size=3)
    q, p = softmax(n.logits, axis=1), np.eye(len(logits))[list(n.targets)]
    for motion in (n.take, n.drop, n.rest):
        assert motion.g == pytest.approx(q - motion.taken[:, :, None] * p)
        assert motion.g.sum(axis=-1) == pytest.approx(1 - motion.taken, abs=1e-12)


def test_the_truth_is_taken_from_the_first_row_then_from_the_pair_then_from_the_rest():
    n = computed()
    first = [1.0] + [0.0] * 7
    pair = [float(row in (0, *n.pair)) for row in range(8)]
    assert n.take.taken[0].tolist() == [0] * 8
    assert n.take.taken[-1].tolist() == n.drop.taken[0].tolist() == first
    assert n.drop.taken[-1].tolist() == n.rest.taken[0].tolist() == pair
    assert n.rest.taken[-1].tolist() == [1] * 8
    # At one pace: a tenth of the time is for each end.
    taken = n.drop.taken[:, n.pair[0]]
    quarter = len(taken) // 4
    middle = taken[-1 - quarter] - taken[quarter]
    assert middle == pytest.approx((1 - 2 * quarter / (len(taken) - 1)) / 0.9, abs=1e-9)


@pytest.mark.parametrize("logits", [(1e9, 1e9), (1e9, -1e9), (700, -700)])
def test_nothing_is_told_to_be_0_or_1_that_is_not(logits):
    n = computed(logits=logits, size=2)
    for values in (n.q, np.abs(n.take.g[-1]), n.wrong):
        assert 0 < values.min() <= values.max() < 1


# --- the batch ------------------------------------------------------------------------------------


def test_rows_are_those_of_numpy_with_the_seed_of_the_default():
    # By hand from numpy.random.default_rng(151341): normal(0, 2, (7, 4)), then integers(0, 4, 7).
    n = computed()
    assert n.logits[0].tolist() == [2.5, -1.0, 3.2, 0.5]
    random = np.random.default_rng(151341)
    assert n.logits[1:].tolist() == random.normal(0, 2, (7, 4)).round(1).tolist()
    assert n.targets == (0, *random.integers(0, 4, 7))
    assert n.count == 8


def test_made_up_rows_depend_on_the_seed_and_are_as_many_as_asked_for():
    logits, targets = made_up(3, 5, 10)
    assert logits.shape == (5, 10)
    assert len(targets) == 5
    assert not np.array_equal(logits, made_up(4, 5, 10)[0])


def test_rows_are_wrong_by_1_less_the_share_of_the_truth():
    n = computed()
    wrong = 1 - softmax(n.logits, axis=1)[np.arange(8), list(n.targets)]
    assert n.wrong == pytest.approx(wrong)


def test_the_first_true_light_is_out_for_a_moment_and_nothing_jumps():
    n = computed()
    true = n.take.g[:, 0, 0]
    # SciPy: softmax of 2.5, -1, 3.2, 0.5 is .3145 for the first class.
    assert true[[0, -1]] == pytest.approx([0.3145, 0.3145 - 1], abs=5e-5)
    out = np.flatnonzero(true == 0)
    assert len(out) >= 0.8 * 15
    assert (np.diff(out) == 1).all()
    assert (np.diff(true) <= 0).all()
    assert np.abs(np.diff(true)).max() < 0.1


def test_the_pair_is_equally_sure_and_one_of_them_is_right():
    n = computed()
    assert n.pair == (3, 6)
    # Both have .97 for one class: the one shows a hen and says hen, the other an owl and says fox.
    assert n.q[6] == pytest.approx([0.001, 0.974, 0.011, 0.015], abs=6e-4)
    assert n.q[3] == pytest.approx([0.015, 0.005, 0.975, 0.005], abs=6e-4)
    write = writer(n.pair_form)
    assert [write(float(n.q[row].max())) for row in n.pair] == ["0.97", "0.97"]
    assert n.wrong[list(n.pair)] == pytest.approx([1 - 0.005, 1 - 0.974], abs=6e-4)
    assert n.alike
    assert n.differ


def test_the_pair_leaves_out_the_first_row_and_is_one_row_if_there_is_no_other():
    assert computed(logits=(6, 0), batch=[[0.1, 0]], targets=[1]).pair == (1,)
    rows = computed(logits=(9, 0), batch=[[0, 0], [1, 0], [0, 3]], targets=[0, 0, 0])
    assert rows.pair == (2, 3)  # wrong by 1/2, .27, .95


def test_rows_are_not_called_equally_sure_if_one_of_them_is_hardly_sure():
    n = computed(logits=(0, 0), batch=[[6, 0], [0.1, 0]], targets=[0, 1])
    assert n.differ
    assert not n.alike


def test_rows_that_hardly_differ_are_not_guessed_at():
    n = computed(logits=(0, 0, 0, 0), batch=[[0, 0, 0, 0.1], [0, 0, 0, 0]], targets=[0, 0])
    assert (n.differ, n.alike) == (False, False)


def test_rows_of_ones_own_are_taken_as_they_are():
    n = computed(logits=(1, 2), batch=[[0, 0], [3, 1]], targets=[1, 0], size=12)
    assert n.logits.tolist() == [[1, 2], [0, 0], [3, 1]]
    assert n.targets == (0, 1, 0)
    assert n.wrong[1] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"target": "4"}, r"target must be in \[0, 4\)"),
        ({"labels": "a,b"}, "labels must have as many items as logits"),
        ({"size": "1"}, "size must be a whole number from 2 to 12; got '1'"),
        ({"size": "13"}, "size must be a whole number from 2 to 12; got '13'"),
        ({"seed": "-1"}, "seed must be a whole number from 0 to 1000000000; got '-1'"),
        ({"batch": "1,2,3,4"}, "targets must have as many items as batch, which has 1 rows; got 0"),
        ({"targets": "1"}, "targets must have as many items as batch, which has 0 rows; got 1"),
        ({"batch": "1,2;3,4", "targets": "0,1"}, r"batch\[0\] must have as many items as logits"),
        ({"batch": [[1, 2, 3, 4]], "targets": [4]}, r"targets\[0\] must be in \[0, 4\)"),
        ({"batch": "7"}, r"batch\[0\] must have 2 to 10 items"),
        ({"batch": [1, 2]}, r"batch\[0\] must be a list of numbers; got 1"),
        ({"batch": "1,2,x,4", "targets": "0"}, r"batch\[0\]\[2\] must be a number; got 'x'"),
        ({"batch": "[[1, 2"}, "batch that starts with \\[ must be a JSON list"),
        ({"batch": 3}, "batch must be a list, with an item for each further row; got 3"),
        ({"batch": "1,2,3,4;" * 12}, "batch must have at most 11 items"),
        ({"batch": "1,2,3,4", "targets": "a"}, r"targets\[0\] must be a whole number"),
    ],
)
def test_what_is_no_batch_is_refused(parameters, message):
    with pytest.raises(ParameterError, match=message):
        read_parameters(GradientHeatmapParameters, parameters)


def test_batch_may_be_typed_or_given_as_lists():
    typed = read_parameters(
        GradientHeatmapParameters, {"batch": "1,2,3,4; 0,0,0,1", "targets": "0,3"}
    )
    given_ = read_parameters(
        GradientHeatmapParameters, {"batch": "[[1, 2, 3, 4], [0, 0, 0, 1]]", "targets": [0, 3]}
    )
    assert typed == given_
    assert typed.batch == ((1, 2, 3, 4), (0, 0, 0, 1))
