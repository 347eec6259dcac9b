"""What ``SumToOne`` draws is true: against SciPy, plain arithmetic and the storyboard."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, logsumexp, softmax

from scenes import entry
from stage.digits import write
from stage.parameters import ParameterError, read_parameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=30)
Z = np.array([2.5, -1.0, 3.2, 0.5])
WAYS = ("begin", "climb", "on")


def computed(fps=15, **parameters):
    scene = entry("SumToOne")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), fps)


@st.composite
def raised(draw):
    """Logits, the true class, and another one that is raised."""
    logits = draw(st.lists(st.floats(-30, 30), min_size=2, max_size=10))
    target, k = draw(st.permutations(range(len(logits))))[:2]
    return {"logits": logits, "target": target, "raised": k}


def test_the_storyboard_says_what_comes_out():
    n = computed()
    assert (n.raised, n.start, n.end) == (3, 0.5, 5.0)
    assert n.stop == pytest.approx(3.6132, abs=5e-5)
    assert n.climb[-1, 3] == pytest.approx(0.5)
    assert n.on[-1] == pytest.approx([0.0657, 0.0020, 0.1323, 0.8001], abs=5e-5)
    assert n.factor == pytest.approx(0.2088, abs=5e-5)
    assert n.among == pytest.approx([0.3285, 0.0099, 0.6616, 0], abs=5e-5)
    assert n.losses == pytest.approx([1.1567, 2.7230], abs=5e-5)
    assert n.gains == pytest.approx([0.5 - 0.0426, 0.8001 - 0.0426], abs=1e-4)


def test_the_storyboard_says_how_it_is_told():
    n = computed()
    assert [write(q, n.share_form) for q in n.begin[0]] == ["0.315", "0.009", "0.633", "0.043"]
    assert [write(q, n.share_form) for q in n.on[-1]] == ["0.066", "0.002", "0.132", "0.800"]
    assert [write(q, n.among_form) for q in n.among[:3]] == ["0.33", "0.01", "0.66"]
    assert n.factor_holds
    # .20 / .96 = .208, and .96 - .20 = .76. With three decimals: .957 - .200 is not .758.
    assert write(n.factor, n.factor_form) == "0.21"
    assert [write(share, n.together_form) for share in n.together] == ["0.96", "0.20"]
    assert write(n.gains[1], n.gain_form) == "0.76"
    assert write(n.stop, n.z_form) == "3.61"


@same_everywhere
@given(raised())
def test_every_row_is_the_softmax_of_the_logits_with_one_of_them_raised(parameters):
    n, k = computed(**parameters), parameters["raised"]
    for way in WAYS:
        q, z = getattr(n, way), getattr(n, f"{way}_z")
        rows = np.tile(parameters["logits"], (len(z), 1))
        rows[:, k] = z
        assert q == pytest.approx(softmax(rows, axis=1), rel=1e-9, abs=1e-300)
        assert q.sum(axis=1) == pytest.approx(1)
        losses = -log_softmax(rows, axis=1)[:, parameters["target"]]
        assert getattr(n, f"{way}_loss") == pytest.approx(losses, rel=1e-9)


@same_everywhere
@given(raised())
def test_all_others_shrink_by_one_factor_and_share_as_they_did(parameters):
    n, k = computed(**parameters), parameters["raised"]
    others = np.arange(len(n.names)) != k
    assert n.on[-1][others] == pytest.approx(n.factor * n.begin[0][others], rel=1e-9)
    assert n.among[others] == pytest.approx(softmax(np.array(parameters["logits"])[others]))
    assert n.among[k] == 0
    assert n.together == pytest.approx([n.begin[0][others].sum(), n.on[-1][others].sum()], rel=1e-9)
    assert n.squeeze[[0, -1]] == pytest.approx([1, n.factor])
    assert (np.diff(n.squeeze) <= 0).all()


@same_everywhere
@given(raised())
def test_the_river_is_1_wide_and_its_bands_are_the_shares_in_their_order(parameters):
    n, k = computed(**parameters), parameters["raised"]
    assert n.order[0] == parameters["target"]
    assert n.order[-1] == k
    assert sorted(n.order) == list(range(len(n.names)))
    assert (n.levels[:, -1] == 1).all()
    assert (np.diff(n.along) >= 0).all()
    assert (n.along[0], n.along[-1]) == (n.start, n.end)
    rows = np.tile(parameters["logits"], (len(n.along), 1))
    rows[:, k] = n.along
    bands = np.diff(n.levels, axis=1, prepend=0.0)
    assert bands == pytest.approx(softmax(rows, axis=1)[:, n.order], abs=1e-12)


@same_everywhere
@given(raised())
def test_ways_follow_each_other_from_the_first_loss_to_the_last(parameters):
    n = computed(**parameters)
    ends = [way[[0, -1]] for way in (n.begin_z, n.climb_z, n.on_z)]
    assert [end[0] for end in ends] == [n.start, *(end[1] for end in ends[:-1])]
    assert ends[-1][1] == n.end
    assert all((np.diff(way) >= 0).all() for way in (n.begin_z, n.climb_z, n.on_z))
    assert [n.begin_loss[0], n.on_loss[-1]] == pytest.approx(n.losses)


@same_everywhere
@given(raised())
def test_the_raised_class_has_half_where_it_weighs_as_much_as_all_others(parameters):
    n, k = computed(**parameters), parameters["raised"]
    half = logsumexp(np.delete(parameters["logits"], k))
    if n.start < half:
        assert n.stop == pytest.approx(half, rel=1e-12, abs=1e-12)
        assert n.end == pytest.approx(half + math.log(4), abs=0.051)  # 0.8 is 4 to 1


@pytest.mark.parametrize(
    ("logits", "end"),
    [([-30, 0, 30], 33), ([0, 5], 7), ([0, -100, 1000], 1100), ([0, 1], 3)],
)
def test_one_that_has_half_already_is_raised_by_2_or_a_tenth_of_itself(logits, end):
    n = computed(logits=logits)
    assert n.end == pytest.approx(end)
    assert n.stop == pytest.approx((n.start + n.end) / 2)


def test_the_way_is_slow_where_shares_change_even_if_it_is_long():
    n = computed(logits=[30, -30, 0, 5], target=1, fps=60)
    steps = np.abs(np.diff(np.concatenate((n.climb, n.on[1:])), axis=0)).max()
    assert steps < 0.02  # of a change of .8 in 7.5 seconds


def test_the_raised_class_is_taken_out_and_put_back():
    n = computed()
    assert n.out[[0, -1]].tolist() == n.back[[-1, 0]].tolist() == [1, 0]
    assert (np.diff(n.out) <= 0).all()
    assert (np.diff(n.back) >= 0).all()


@pytest.mark.parametrize(
    ("parameters", "holds"),
    [({}, True), ({"end": 0.7}, True), ({"logits": [1, 2]}, True), ({"end": 700}, False)],
)
def test_factor_and_gain_come_out_of_what_is_told_or_are_said_not_to(parameters, holds):
    n = computed(**parameters)
    assert n.factor_holds == holds
    if holds:
        before, after = (float(write(q, n.together_form)) for q in n.together)
        factor = float(write(n.factor, n.factor_form))
        assert round(after / before, int(n.factor_form[1])) == factor
        gain = float(write(n.gains[1], n.gain_form))
        assert before - after == pytest.approx(gain, abs=1e-9)


def test_the_last_wrong_class_is_raised_unless_told():
    assert computed(target=3).raised == 2
    assert computed(logits=[1, 2], target=1).raised == 0
    assert computed(raised=1).raised == 1


def test_of_many_classes_the_true_the_likeliest_and_the_raised_are_told():
    n = computed(logits=[0, 1, 0, 3, 0, 0], target=1)
    assert n.told == (1, 3, 5)
    assert computed().told == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"raised": 0}, "raised must be a wrong class; got 0, which is target."),
        ({"raised": 4}, "raised must be in [0, 4), counted from 0; got 4. The last class is 3."),
        ({"raised": -1}, "raised must be in [0, 4), counted from 0; got -1."),
        ({"raised": "x"}, "raised must be a whole number, counted from 0; got 'x'."),
        ({"end": 0.5}, "end must be above logits[3], which is 0.5, by 0.1 or more; got 0.5."),
        ({"end": 5, "raised": 2, "logits": "1,2,5000"},
         "end must be above logits[2], which is 5000, by 5 or more; got 5."),
        ({"end": "far"}, "end must be a number; got 'far'."),
    ],
)  # fmt: skip
def test_what_cannot_be_raised_is_refused(raw, told):
    with pytest.raises(ParameterError) as caught:
        read_parameters(entry("SumToOne").parameters_type(), raw)
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)
