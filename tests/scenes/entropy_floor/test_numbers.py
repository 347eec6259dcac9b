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


WAYS = ("sink", "fewer", "more", "home", "back", "snap")


def test_the_notes_distributions_come_to_the_numbers_of_the_clip():
    n = computed()
    assert (n.level, n.floor, n.gap) == pytest.approx((1.4878, 1.2799, 0.2079), abs=5e-5)
    assert n.adds
    assert [write(x, n.form) for x in (n.level, n.floor, n.gap)] == ["1.49", "1.28", "0.21"]
    assert (n.dragged, n.dragged_class) == (1, "hen")
    assert n.stops == pytest.approx([0.1, 0.8])
    # .4 ln(.4 / .1) = .5545 and .6 ln(.6 / .9) = -.2433; .4 ln(.4 / .8) and .6 ln(.6 / .2)
    assert n.changes == pytest.approx(np.array([[0.5545, -0.2433], [-0.2773, 0.6592]]), abs=5e-5)
    told = [write(x, n.change_form) for x in n.changes.ravel()]
    assert told == ["+0.55", "\N{MINUS SIGN}0.24", "\N{MINUS SIGN}0.28", "+0.66"]


def test_added_less_saved_is_the_rise_as_they_are_told():
    n = computed(p=[0.5, 0.3, 0.2], q=[0.2, 0.2, 0.6])
    for own, others in n.changes:
        decimals = int(n.change_form[2])
        total = round(own, decimals) + round(others, decimals)
        assert total == pytest.approx(round(own + others, decimals), abs=1e-9)


@same_everywhere
@given(two())
def test_more_is_added_than_saved_and_their_difference_is_what_is_above_the_floor(parameters):
    n = computed(**parameters)
    for way in (n.fewer, n.more, n.home):
        assert (way.own * way.others <= 1e-12).all()
        assert n.floor + way.own + way.others == pytest.approx(way.level)
        # Equal only at p: elsewhere Gibbs' inequality is strict.
        away = np.abs(way.q - np.array(parameters["p"])).max(axis=1) > 1e-3
        assert ((way.own + way.others)[away] > 0).all()


@same_everywhere
@given(two())
def test_levels_are_those_of_scipy_and_never_below_the_floor(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    assert n.floor == pytest.approx(entropy(p))
    for name in WAYS:
        way = getattr(n, name)
        assert way.q.min() >= 0
        assert way.q.sum(axis=-1) == pytest.approx(1)
        assert way.level == pytest.approx(cross(p, way.q), rel=1e-9)
        assert way.level.min() >= n.floor - 1e-12
    assert n.sink.surprise == pytest.approx(-np.log(n.sink.q))
    assert n.sink.line.tolist() == n.sink.level.tolist()


def test_guess_becomes_the_truth_goes_back_and_becomes_it_again():
    n = computed()
    for way, ends in ((n.sink, (Q, P)), (n.back, (P, Q)), (n.snap, (Q, P))):
        assert way.q[[0, -1]] == pytest.approx(np.array(ends))
    assert (np.diff(n.sink.level) <= 0).all()


def test_others_share_the_rest_as_in_p():
    n = computed()
    assert n.fewer.q[-1] == pytest.approx([0.9 / 6, 0.1, 0.9 / 2, 0.9 / 3])
    assert n.more.q[-1] == pytest.approx([0.2 / 6, 0.8, 0.2 / 2, 0.2 / 3])
    assert n.fewer.q[0] == pytest.approx(P)
    assert n.home.q[-1] == pytest.approx(P)
    for one, then in ((n.fewer, n.more), (n.more, n.home)):
        assert one.q[-1] == pytest.approx(then.q[0])


@same_everywhere
@given(two())
def test_a_valley_is_what_it_costs_to_drag_its_class(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    for k, heights in enumerate(n.valleys):
        others = np.arange(len(p)) != k
        q = np.empty((len(n.along), len(p)))
        q[:, k] = n.along
        q[:, others] = (1 - n.along)[:, None] * p[others] / p[others].sum()
        assert heights == pytest.approx(cross(p, q), rel=1e-9)
        assert heights.min() >= entropy(p) - 1e-12


def test_every_valley_is_lowest_where_its_probability_is_that_of_p():
    n = computed()
    assert n.along[n.valleys.argmin(axis=1)] == pytest.approx(P, abs=2e-3)
    assert n.valleys.min(axis=1) == pytest.approx([1.2799] * 4, abs=1e-4)


def test_a_valley_is_traced_as_far_as_its_class_was_dragged_then_all_to_their_ends():
    n, others = computed(), [0, 2, 3]
    assert n.fewer.traced[0] == pytest.approx(np.column_stack((P, P)))
    assert n.fewer.traced[-1, 1] == pytest.approx([0.1, 0.4])
    for way in (n.more, n.home):
        assert way.traced[-1, 1] == pytest.approx([0.1, 0.8])
    assert n.grow.traced[0, others] == pytest.approx(np.column_stack((P, P))[others])
    assert n.grow.traced[-1] == pytest.approx(np.tile([0.0, 1.0], (4, 1)))


@same_everywhere
@given(two())
def test_all_that_comes_is_between_the_ends_of_its_axis(parameters):
    n = computed(**parameters)
    assert 0 <= n.bottom <= n.floor
    assert n.floor + n.changes.max() < n.top
    assert n.tall > n.level
    ways = (getattr(n, way).q.max() for way in WAYS)
    assert n.most >= max(n.p.max(), *ways) - 1e-12


def test_a_class_that_is_never_true_has_half_a_valley():
    n = computed(p=[0.5, 0.5, 0], q=[0.3, 0.3, 0.4])
    assert n.gap == pytest.approx(math.log(0.5 / 0.3))
    assert (np.diff(n.valleys[2]) > 0).all()
    assert n.valleys[2] == pytest.approx(math.log(2) - np.log1p(-n.along))
    assert not np.isfinite(n.sink.surprise[-1, 2])  # it is no longer thought possible, and is not


@pytest.mark.parametrize(
    ("raw", "told"),
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
def test_what_has_no_floor_or_no_gap_is_refused(raw, told):
    with pytest.raises(ParameterError) as caught:
        read_parameters(entry("EntropyFloor").parameters_type(), raw)
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("p", "form"), [([0.1, 0.4, 0.3, 0.2], ".2p"), ([0.5, 0.25, 0.125, 0.125], ".3p")]
)
def test_probabilities_are_told_with_the_digits_that_they_have_but_no_more_than_three(p, form):
    assert computed(p=p).share_form == form
    assert computed(p=[1 / 3, 2 / 3], q=[0.7, 0.3]).share_form == ".3p"
