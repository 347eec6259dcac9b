"""What ``EntropyFloor`` draws is true: against SciPy, and arithmetic by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from scenes import entry
from stage.digits import write
from stage.parameters import ParameterError, read_parameters

same_everywhere = settings(derandomize=True, deadline=None, max_examples=30)
P, Q = np.array([0.1, 0.4, 0.3, 0.2]), np.array([0.3, 0.2, 0.2, 0.3])


def computed(fps=15, **parameters):
    scene = entry("EntropyFloor")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), fps)


def cross(p, q):
    """H(p, q) by SciPy, which has H(p) and the divergence: the last axis is of the classes."""
    return entropy(p, axis=-1) + entropy(np.broadcast_to(p, np.shape(q)), q, axis=-1)


@st.composite
def two(draw):
    """A truth and a prediction, of up to ten classes."""
    count = draw(st.integers(2, 10))
    weights = st.lists(st.integers(1, 500), min_size=count, max_size=count)
    p, q = (np.array(draw(weights), float) for _ in range(2))
    p, q = p / p.sum(), q / q.sum()
    if entropy(p, q) < 0.011 or p.max() > 0.99:
        p, q = np.array([0.2, 0.8]), np.array([0.6, 0.4])
    return {"p": tuple(p), "q": tuple(q)}


MOTIONS = ("probe", "sink", "push", "slide", "tour")


def test_the_notes_distributions_come_to_the_numbers_of_the_clip():
    n = computed()
    assert (n.level, n.floor, n.gap) == pytest.approx((1.4878, 1.2799, 0.2079), abs=5e-5)
    assert [write(x, n.form) for x in (n.level, n.floor, n.gap)] == ["1.49", "1.28", "0.21"]
    assert (n.dragged, n.dragged_class) == (1, "hen")
    # .4 ln(.4 / .1) = .5545 is added, and .6 ln(.9 / .6) = .2433 saved
    assert n.net == pytest.approx(0.3112, abs=5e-5)
    assert write(n.net, n.net_form) == "0.31"


@same_everywhere
@given(two())
def test_push_adds_more_than_it_saves(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    start, end = n.push.q[[0, -1]]
    parts = p * np.log(start / end)
    added, saved = parts[n.dragged], -np.delete(parts, n.dragged).sum()
    assert n.net == pytest.approx(added - saved)
    assert n.net > 0
    assert n.push.level[-1] == pytest.approx(n.floor + n.net)


@same_everywhere
@given(two())
def test_levels_are_those_of_scipy_and_never_below_the_floor(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    assert n.floor == pytest.approx(entropy(p))
    for name in MOTIONS:
        motion = getattr(n, name)
        assert motion.q.min() >= 0
        assert motion.q.sum(axis=-1) == pytest.approx(1)
        assert motion.level == pytest.approx(cross(p, motion.q), rel=1e-9)
        assert motion.level.min() >= n.floor - 1e-12
        assert motion.surprise == pytest.approx(-np.log(motion.q))


@same_everywhere
@given(two())
def test_other_guess_does_not_leave_the_picture(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    assert n.other.sum() == pytest.approx(1)
    assert cross(p, n.other) <= n.tall
    assert (-np.log(n.other) <= np.log(5 / p)).all()


@same_everywhere
@given(two())
def test_bowl_stands_on_the_floor_at_the_truth_alone(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    truth = p[n.dragged]
    # divergence of two classes: the dragged one, and all others together
    two_p = np.array([truth, 1 - truth])
    two_q = np.column_stack((n.bowl_shares, 1 - n.bowl_shares))
    rises = entropy(np.broadcast_to(two_p, two_q.shape), two_q, axis=1)
    assert n.bowl_levels - n.floor == pytest.approx(rises, abs=1e-9)
    away = np.abs(n.bowl_shares - truth) > 1e-6
    assert (n.bowl_levels[away] > n.floor).all()
    slopes = np.diff(n.bowl_levels)
    assert (np.sign(slopes[1:]) >= np.sign(slopes[:-1])).all()  # down, then up
    assert n.bowl_shares[[0, -1]] == pytest.approx([n.slide.low[-1], n.slide.high[-1]])


def test_dragged_share_goes_down_and_then_up_past_the_truth():
    n = computed(fps=10)
    # three legs of 1.5 s, with rests of .3 s: .4 / 10, then .4 itself, then .4 + .7 * .6
    assert n.slide.q[[0, 15, 18, 33, 36, 51], 1] == pytest.approx([0.1, 0.04, 0.04, 0.4, 0.4, 0.82])
    assert n.slide.q[33] == pytest.approx(P)
    assert (n.slide.low == np.minimum.accumulate(n.slide.q[:, 1])).all()
    assert (n.slide.high == np.maximum.accumulate(n.slide.q[:, 1])).all()


def test_guess_goes_on_to_another_one_and_ends_at_the_first_one():
    n = computed(fps=10)
    assert n.tour.q[[0, 8, 11, -1]] == pytest.approx(np.array([n.slide.q[-1], n.other, n.other, Q]))
    for guess in (P, Q):
        assert np.abs(n.other - guess).sum() > 0.2


def test_gaps_are_filled_one_after_another_the_rarest_class_first():
    filled = computed(fps=10).fill.filled
    assert filled[[0, 10, 20, 30]] == pytest.approx(
        np.array([[0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 1], [1, 0, 1, 1]])
    )


def test_dragged_share_of_the_first_guess_is_halved_and_put_back():
    n = computed()
    shares = n.probe.q[:, 1]
    assert (shares.min(), shares.max(), shares[-1]) == pytest.approx((0.1, 0.2, 0.2))
    # the others keep the proportions .3 : .2 : .3
    assert n.probe.q[shares.argmin()] == pytest.approx([0.3375, 0.1, 0.225, 0.3375])


def test_guess_becomes_the_truth():
    n = computed()
    assert n.sink.q[[0, -1]] == pytest.approx(np.array([Q, P]))
    assert (np.diff(n.sink.level) <= 0).all()


def test_others_divide_the_rest_as_in_p_while_one_is_pushed():
    n = computed(fps=10)
    assert n.sink.q[-1] == pytest.approx(n.push.q[0])
    for q in n.push.q:
        left = 1 - q[1]
        assert q == pytest.approx([left / 6, q[1], left / 2, left / 3])
    assert n.push.q[-1, 1] == pytest.approx(0.1)


def test_a_class_that_is_never_true_has_no_block():
    n = computed(p=[0.5, 0.5, 0], q=[0.3, 0.3, 0.4])
    assert n.gap == pytest.approx(math.log(0.5 / 0.3))
    assert not np.isfinite(n.sink.surprise[-1, 2])  # it is no longer thought possible, and is not
    assert np.isfinite(n.tall)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"p": "0,1", "q": "0.5,0.5"}, "p must be at most 0.999 in every class, or its floor is 0; "
         "got 1. Leave a doubt."),
        ({"p": "0.7,0.3,5e-324", "q": "0.2,0.3,0.5"}, "p must be 0, or 1e-100 or more, or parts of "
         "it become 0; got p[2] = 4.94066e-324. Make it 0."),
        ({"p": "0.5,0.5", "q": "1e-200,1"}, "q must be 0, or 1e-100 or more"),
        ({"p": "0.5,0.5", "q": "1,0"}, "q must be above 0 wherever p is, or the cross entropy has "
         "no end; got q[1] = 0 and p[1] = 0.5. Give that class a little of q."),
        ({"p": "0.5,0.5", "q": "0.5,0.5"}, "q must be so far from p that their divergence can be "
         "seen, which takes 0.01; got 0. Move q away from p."),
        ({"p": "0.5,0.5", "q": "0.51,0.49"}, "q must be so far from p that their divergence can "
         "be seen, which takes 0.01; got 0.0002. Move q away from p."),
        ({"p": "0.5,0.5"}, "q must have as many items as p, which has 2; got 4."),
    ],
)  # fmt: skip
def test_what_has_no_floor_or_no_gap_is_refused(raw, message):
    with pytest.raises(ParameterError) as caught:
        read_parameters(entry("EntropyFloor").parameters_type(), raw)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
