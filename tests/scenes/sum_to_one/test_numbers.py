"""The numbers of ``SumToOne`` against SciPy and arithmetic by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax, logsumexp, softmax

from scenes import entry
from stage.parameters import ParameterError, read_parameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=30)
Z = np.array([2.5, -1.0, 3.2, 0.5])


def computed(fps=15, **parameters):
    scene = entry("SumToOne")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), fps)


@st.composite
def raised(draw):
    """Draw logits, the true class, and another class that is raised."""
    logits = draw(st.lists(st.floats(-30, 30), min_size=2, max_size=10))
    target, k = draw(st.permutations(range(len(logits))))[:2]
    return {"logits": logits, "target": target, "raised": k}


def test_logits_of_the_source_note_give_the_numbers_of_the_clip():
    n = computed()
    assert (n.raised, n.start, n.end) == (3, 0.5, 5.0)
    assert n.stop == pytest.approx(3.6132, abs=5e-5)
    # q of the owl .043, .500, .800; of the cat .164, .066; loss 1.16, 1.81, 2.72
    assert n.climb.shares[0] == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.climb.shares[-1] == pytest.approx([0.164, 0.005, 0.331, 0.5], abs=5e-4)
    assert n.on.shares[-1] == pytest.approx([0.0657, 0.0020, 0.1323, 0.8001], abs=5e-5)
    assert n.losses == pytest.approx([1.1567, 2.7230], abs=5e-5)
    assert n.on.loss[0] == pytest.approx(1.8063, abs=5e-5)  # 1.1567 - ln(.5 / .9574)
    assert n.takes_half
    assert n.kept == pytest.approx(0.5 / 0.9574, abs=5e-5)


def test_guesses_are_that_the_biggest_pays_or_all_the_same_amount_or_all_by_one_factor():
    n = computed()
    assert n.ghosts == pytest.approx(
        np.array([[0.315, 0.009, 0.176, 0.5], [0.091, 0, 0.409, 0.5], [0.164, 0.005, 0.331, 0.5]]),
        abs=6e-4,
    )
    assert n.guessed == (True, True, True)
    assert n.likeliest == 2


@same_everywhere
@given(raised())
def test_every_guess_is_a_distribution_with_the_raised_class_at_its_share_at_the_stop(parameters):
    n, k = computed(**parameters), parameters["raised"]
    assert n.ghosts.sum(axis=1) == pytest.approx(1)
    assert n.ghosts[:, k] == pytest.approx(n.climb.shares[-1, k])
    assert n.ghosts[1:].min() >= -1e-12
    for ghost, is_shown in zip(n.ghosts[:2], n.guessed, strict=False):
        assert not is_shown or (np.abs(ghost - n.ghosts[2]).max() >= 0.03 and ghost.min() > -1e-9)
    assert n.guessed[2] == (n.guessed[0] or n.guessed[1])


def test_class_with_less_than_the_gain_is_no_guess_at_who_pays_alone():
    n = computed(logits=(1, 1, 1, 1), target=3)  # nobody is the biggest, and all have the same
    assert n.guessed == (False, False, False)
    n = computed(logits=(2, 1.8, -1, -2))  # q = .53, .43, .03, .01: the first has but .53 - .49
    assert n.ghosts[0].min() > 0
    n = computed(logits=(2, 1.95, 1.9, -9))  # .36, .34, .33: nobody has .5
    assert n.ghosts[0].min() < 0
    assert not n.guessed[0]


@same_everywhere
@given(raised())
def test_every_row_is_the_softmax_of_the_logits_with_one_of_them_raised(parameters):
    n, k = computed(**parameters), parameters["raised"]
    for motion in (n.climb, n.on):
        rows = np.tile(parameters["logits"], (len(motion.z), 1))
        rows[:, k] = motion.z
        assert motion.shares == pytest.approx(softmax(rows, axis=1), rel=1e-9, abs=1e-300)
        losses = -log_softmax(rows, axis=1)[:, parameters["target"]]
        assert motion.loss == pytest.approx(losses, rel=1e-9)


@same_everywhere
@given(raised())
def test_all_others_shrink_by_one_factor_and_keep_their_proportions(parameters):
    n, k = computed(**parameters), parameters["raised"]
    others = np.arange(len(n.names)) != k
    first, last = n.climb.shares[0][others], n.climb.shares[-1][others]
    assert last == pytest.approx(n.kept * first, rel=1e-9)
    assert n.among[others] == pytest.approx(softmax(np.array(parameters["logits"])[others]))
    assert n.among[k] == 0


@same_everywhere
@given(raised())
def test_levels_are_the_cumulative_shares_in_the_order_of_the_stack(parameters):
    n, k = computed(**parameters), parameters["raised"]
    assert n.order[0] == parameters["target"]
    assert n.order[-1] == k
    assert sorted(n.order) == list(range(len(n.names)))
    assert (n.levels[:, -1] == 1).all()
    assert (n.along[0], n.along[-1]) == (n.start, n.end)
    rows = np.tile(parameters["logits"], (len(n.along), 1))
    rows[:, k] = n.along
    bands = np.diff(n.levels, axis=1, prepend=0.0)
    assert bands == pytest.approx(softmax(rows, axis=1)[:, n.order], abs=1e-12)


@same_everywhere
@given(raised())
def test_climb_ends_at_half_of_the_total_and_the_next_motion_goes_on_to_the_end(parameters):
    n, k = computed(**parameters), parameters["raised"]
    assert n.climb.z[0] == n.start
    assert n.climb.z[-1] == n.on.z[0] == n.stop
    assert n.on.z[-1] == n.end
    assert (np.diff(n.climb.z) >= 0).all()
    half = logsumexp(np.delete(parameters["logits"], k))
    if n.start < half:
        assert n.stop == pytest.approx(half, rel=1e-12, abs=1e-12)
        assert n.end == pytest.approx(half + math.log(4), abs=0.051)  # 0.8 is 4 to 1


@pytest.mark.parametrize(
    ("logits", "end"),
    [([-30, 0, 30], 33), ([0, 5], 7), ([0, -100, 1000], 1100), ([0, 1], 3)],
)
def test_logit_of_a_class_with_half_already_rises_by_2_or_a_tenth_of_its_size(logits, end):
    n = computed(logits=logits)
    assert n.end == pytest.approx(end)
    assert n.stop == pytest.approx((n.start + n.end) / 2)
    assert not n.takes_half


def test_logit_is_slow_where_shares_change_even_on_a_long_path():
    n = computed(logits=[30, -30, 0, 5], target=1, fps=60)
    steps = np.abs(np.diff(np.concatenate((n.climb.shares, n.on.shares[1:])), axis=0)).max()
    assert steps < 0.02  # of a change of .8 in 7 seconds


def test_rest_shrinks_to_nothing_where_the_raised_class_has_all():
    n = computed()
    assert n.slide.arrived[[0, -1]] == pytest.approx([0.0426, 1], abs=5e-5)
    assert n.slide.factor == pytest.approx((1 - n.slide.arrived) / 0.95743, rel=1e-4, abs=1e-9)
    assert n.slide.factor[-1] == 0
    # What is left at .50 is .500 / .957, and at .80 it is .200 / .957.
    assert n.prints.tolist() == [0.5, 0.8]
    assert n.print_factors == pytest.approx([0.52, 0.21], abs=5e-3)
    assert n.print_rests[0] == pytest.approx([0.164, 0.005, 0.331, 0], abs=5e-4)
    assert n.print_rests[1] == pytest.approx([0.066, 0.002, 0.132, 0], abs=5e-4)


@same_everywhere
@given(raised())
def test_rest_is_the_softmax_of_the_others_at_every_share_of_the_raised_class(parameters):
    n, k = computed(**parameters), parameters["raised"]
    others = np.delete(np.array(parameters["logits"]), k)
    for share, rest in zip(n.slide.arrived[1:-1:10], n.slide.rest[1:-1:10], strict=True):
        assert rest[k] == 0
        if not share < 1:
            continue
        # The raised logit at which its class has that share: ln of the odds over the others.
        z = logsumexp(others) + math.log(share) - math.log1p(-share)
        shares = softmax(np.append(others, z))[:-1]
        assert np.delete(rest, k) == pytest.approx(shares, rel=1e-6, abs=1e-300)


def test_rest_is_slowest_at_its_end():
    steps = np.diff(computed().slide.arrived)
    half = len(steps) // 2
    assert steps[-10:].max() < steps[half - 5 : half + 5].min() / 5


def test_the_last_wrong_class_is_raised_by_default():
    assert computed(target=3).raised == 2
    assert computed(logits=[1, 2], target=1).raised == 0
    assert computed(raised=1).raised == 1


@pytest.mark.parametrize(
    ("raw", "message"),
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
def test_impossible_raise_is_refused(raw, message):
    with pytest.raises(ParameterError) as caught:
        read_parameters(entry("SumToOne").parameters_type(), raw)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
