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
from scenes.gradient_heatmap.signed_matrix import signed
from stage.digits import writer
from stage.parameters import ParameterError, read_parameters

LOGITS = st.lists(st.floats(-8, 8), min_size=2, max_size=10)


def turns_of(n):
    """The frames in which a logit that is dragged turns: it goes up, down, and back."""
    third = (len(n.drag_z) - 1) // 3
    return [third, 2 * third]


def computed(fps=15, **parameters):
    return GradientHeatmapNumbers.compute(GradientHeatmapParameters(**parameters), fps)


# --- one row --------------------------------------------------------------------------------------


def test_row_of_the_note_is_q_less_1_for_the_true_class_and_q_for_all_others():
    n = computed()
    assert n.q[0] == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.g[0, -1, 0] == pytest.approx([-0.6855, 0.0095, 0.6334, 0.0426], abs=5e-5)


def test_by_hand_the_numbers_on_the_lights_add_up_to_1_and_then_to_0():
    n = computed()
    tell, write = signed(writer(n.form)), writer(n.form)
    rests = [n.g[0, -1, 0], *n.drag_g[turns_of(n), 0]]
    told = [[tell(value) for value in row] for row in rests]
    assert told[0] == ["−0.685", "+0.009", "+0.633", "+0.043"]
    for row in told:
        assert sum(Decimal(text.replace("−", "-")) for text in row) == 0
    assert sum(Decimal(write(value)) for value in n.q[0]) == 1
    assert n.adds
    assert not n.bounds


def test_each_row_is_the_slope_of_its_loss():
    n = computed()
    for z, target, g in zip(n.logits, n.targets, n.g[1, -1], strict=True):
        slope = approx_fprime(z, lambda x, k=target: -log_softmax(x)[k], 1e-7)
        assert g == pytest.approx(slope, abs=1e-6)


@settings(derandomize=True, deadline=None, max_examples=30)
@given(LOGITS, st.data())
def test_in_every_frame_cells_are_q_less_what_was_taken_and_bars_are_what_they_sum_to(logits, data):
    target = data.draw(st.integers(0, len(logits) - 1))
    n = computed(logits=logits, target=target, size=3)
    q, p = softmax(n.logits, axis=1), np.eye(len(logits))[list(n.targets)]
    assert n.g == pytest.approx(q - n.taken[..., None] * p)
    assert n.over == pytest.approx(np.where(n.g > 0, n.g, 0).sum(axis=-1), abs=1e-12)
    assert n.under == pytest.approx(np.where(n.g < 0, -n.g, 0).sum(axis=-1), abs=1e-12)
    assert n.sums == pytest.approx(n.g.sum(axis=-1), abs=1e-12)
    assert n.drag_g[:, 0].sum(axis=-1) == pytest.approx(np.zeros(len(n.drag_g)), abs=1e-12)
    assert n.drag_wrong == pytest.approx(-n.drag_g[:, 0, target])


def test_truth_is_taken_from_the_first_row_and_then_from_all_others_while_that_stays_as_it_is():
    n = computed(size=3)
    for what, ends in enumerate([[[0, 0, 0], [1, 0, 0]], [[1, 0, 0], [1, 1, 1]]]):
        assert n.taken[what][[0, -1]].tolist() == ends
    assert n.sums[1, -1].tolist() == [0, 0, 0]
    assert np.ptp(n.g[1, :, 0], axis=0).tolist() == [0, 0, 0, 0]


def test_all_lights_grow_and_fade_by_one_factor_while_the_true_logit_is_dragged():
    n = computed()
    factors = n.drag_g[:, 0] / n.g[0, -1, 0]
    assert factors == pytest.approx(np.repeat(factors[:, :1], 4, axis=1))
    # 1 - q of the true class is .685 at first, .327 where z is 4, and .964 where it is 0.
    assert factors[turns_of(n), 0] == pytest.approx([0.327 / 0.685, 0.964 / 0.685], abs=2e-3)


def test_true_logit_is_dragged_to_4_to_0_and_back_and_the_row_dims_and_flares():
    n = computed()
    stops = [0, *turns_of(n), -1]
    assert n.drag_z[stops, 0].tolist() == [2.5, 4.0, 0.0, 2.5]
    assert n.drag_wrong[stops] == pytest.approx([0.685, 0.327, 0.964, 0.685], abs=5e-4)
    z = n.drag_z * [1, 0, 0, 0] + [0, -1.0, 3.2, 0.5]
    assert n.drag_wrong == pytest.approx(1 - softmax(z, axis=-1)[:, 0])
    assert n.drag_loss[:, 0] == pytest.approx(-log_softmax(z, axis=-1)[:, 0])
    assert n.drag_loss[stops, 0] == pytest.approx([1.157, 0.396, 3.316, 1.157], abs=5e-4)


def test_light_of_the_true_class_is_the_slope_of_the_curve_of_the_loss():
    n = computed()
    assert n.drag_slope[:, 0].tolist() == n.drag_g[:, 0, 0].tolist()

    def loss(z):
        return -log_softmax([z, -1.0, 3.2, 0.5])[0]

    assert n.along_loss == pytest.approx([loss(z) for z in n.along_z])
    slopes = [(loss(z + 1e-6) - loss(z - 1e-6)) / 2e-6 for z in n.drag_z[:, 0]]
    assert n.drag_slope[:, 0] == pytest.approx(slopes, abs=1e-6)
    # A tenth of the way from 0 to 4 before it, a half beyond.
    assert n.z_span == pytest.approx((-0.4, 6.0))
    assert n.top == pytest.approx(loss(-0.4))


def test_what_is_nearly_there_is_there_so_that_no_last_digit_lingers():
    n = computed(fps=60)
    told = {writer(n.z_form)(z) for z in n.drag_z.ravel()}
    told |= {writer(".2f")(s) for s in n.sums.ravel()}
    assert not [text for text in told if text.startswith("<")]


def test_logit_that_is_far_from_all_others_is_dragged_to_where_it_matters():
    # The others have as much as a logit of 5.0067; it has a third, or 4 %, about there.
    low = computed(logits=(30, -30, 0, 5), target=1)
    assert low.highest == pytest.approx(30.7, abs=0.11)
    assert low.lowest == pytest.approx(-33.0)  # by a tenth of itself
    high = computed(logits=(30, -30, 0, 5), target=0)
    assert (high.lowest, high.highest) == (pytest.approx(1.8), pytest.approx(33.0))


def test_no_frame_of_a_long_way_has_more_than_a_fifth_of_the_change():
    n = computed(logits=(700, -700, 0), target=1)
    assert np.abs(np.diff(n.drag_wrong)).max() < 0.2


@pytest.mark.parametrize("logits", [(1e9, 1e9), (1e9, -1e9), (700, -700)])
def test_nothing_is_told_to_be_0_or_1_that_is_not(logits):
    n = computed(logits=logits, size=2)
    for values in (n.q, np.abs(n.g[:, -1, 0]), np.abs(n.drag_g[:, 0]), n.wrong):
        assert 0 < values.min() <= values.max() < 1
    assert n.lowest < n.highest


# --- the batch ------------------------------------------------------------------------------------


def test_rows_are_those_of_numpy_with_the_seed_3644():
    # By hand from numpy.random.default_rng(3644): normal(0, 2, (7, 4)), then integers(0, 4, 7).
    n = computed()
    assert n.logits[0].tolist() == [2.5, -1.0, 3.2, 0.5]
    random = np.random.default_rng(3644)
    assert n.logits[1:].tolist() == random.normal(0, 2, (7, 4)).round(1).tolist()
    assert n.targets == (0, *random.integers(0, 4, 7))
    assert n.counted == (1, 2, 3, 4, 5, 6, 7, 8)


def test_made_up_rows_depend_on_the_seed_and_are_as_many_as_asked_for():
    logits, targets = made_up(3, 5, 10)
    assert logits.shape == (5, 10)
    assert len(targets) == 5
    assert not np.array_equal(logits, made_up(4, 5, 10)[0])


def test_sorted_the_rows_are_wrong_by_949_855_685_607_455_343_112_and_058():
    n = computed()
    rows = np.arange(8)
    wrong = 1 - softmax(n.logits, axis=1)[rows, list(n.targets)]
    assert n.wrong == pytest.approx(wrong)
    assert wrong[list(n.order)] == pytest.approx(
        [0.949, 0.855, 0.685, 0.607, 0.455, 0.343, 0.112, 0.058], abs=6e-4
    )
    assert n.order == (6, 1, 0, 4, 7, 2, 5, 3)  # the row of the note is the third


def test_rows_go_up_one_after_the_other_and_end_in_order():
    n = computed(fps=60)
    assert n.place[0].tolist() == list(range(8))
    assert [int(np.argmin(np.abs(n.place[-1] - k))) for k in range(8)] == list(n.order)
    # One at a time: whoever goes up does so alone.
    rising = (np.diff(n.place, axis=0) < -1e-9).sum(axis=1)
    assert rising.max() == 1
    # No more than one of those that it passes is on its way at a time.
    assert ((n.place % 1 > 1e-6) & (n.place % 1 < 1 - 1e-6)).sum(axis=1).max() == 2
    # Row 7 goes over six others, row 2 over row 1, and three more follow: .6 seconds each.
    moves = [[1, 2, 3, 4, 5, 6, 0, 7], [2, 1, 3, 4, 5, 6, 0, 7]]
    for k, places in enumerate(moves, start=1):
        assert n.place[36 * k] == pytest.approx(places, abs=1e-9)


def test_rows_that_are_in_order_stay():
    n = computed(batch=[[0, 0, 0, 9]], targets=[3])
    assert n.order == (0, 1)
    assert np.ptp(n.place, axis=0).tolist() == [0, 0]


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
