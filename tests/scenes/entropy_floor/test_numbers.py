"""What ``EntropyFloor`` draws is true: against SciPy, and arithmetic by hand."""

import math
from decimal import Decimal

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


WAYS = ("sink", "steps", "sweep")


def test_the_notes_distributions_come_to_the_numbers_of_the_clip():
    n = computed()
    assert (n.level, n.floor, n.gap) == pytest.approx((1.4878, 1.2799, 0.2079), abs=5e-5)
    assert [write(x, n.form) for x in (n.level, n.floor, n.gap)] == ["1.49", "1.28", "0.21"]
    assert (n.dragged, n.dragged_class) == (1, "hen")
    assert n.shares == pytest.approx([0.4, 0.3, 0.2, 0.1])
    # .4 ln(.4 / .1) = .5545 is added, and .6 ln(.9 / .6) = .2433 saved
    assert (n.added, n.saved, n.net) == pytest.approx((0.5545, 0.2433, 0.3112), abs=5e-5)
    told = [write(x, n.change_form) for x in (n.added, n.saved, n.net)]
    assert told == ["0.55", "0.24", "0.31"]


def test_added_less_saved_is_the_rise_as_they_are_told():
    n = computed(p=[0.5, 0.3, 0.2], q=[0.2, 0.2, 0.6])
    added, saved, net = (Decimal(write(x, n.change_form)) for x in (n.added, n.saved, n.net))
    assert added - saved == net


@same_everywhere
@given(two())
def test_each_step_adds_more_than_the_one_before_and_saves_less(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    thick = p * np.diff(n.stairs, axis=0)
    added, saved = thick[:, n.dragged], -np.delete(thick, n.dragged, axis=1).sum(axis=1)
    assert (np.diff(added) > 0).all()
    assert (np.diff(saved) < 0).all()
    assert (added > saved).all()
    assert (added.sum(), saved.sum()) == pytest.approx((n.added, n.saved))
    assert n.steps.level[-1] == pytest.approx(n.floor + n.net)


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
        assert way.surprise == pytest.approx(-np.log(way.q))


@same_everywhere
@given(two())
def test_no_guess_made_by_chance_gets_below_the_floor_nor_out_of_the_picture(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    assert n.chance.shape == (50, len(p))
    assert n.chance.sum(axis=1) == pytest.approx(1)
    assert n.chance_levels == pytest.approx(cross(p, n.chance), rel=1e-9)
    assert n.chance_levels.min() >= n.floor - 1e-12
    assert n.chance_levels.max() <= n.tall
    # Where the dragged class has its share, the valley is the least that there is.
    x = n.chance[:, n.dragged]
    least = p[n.dragged] * np.log(p[n.dragged] / x) + (1 - p[n.dragged]) * np.log(
        (1 - p[n.dragged]) / (1 - x)
    )
    assert (n.chance_levels >= n.floor + least - 1e-9).all()


def test_every_guess_made_by_chance_falls_all_of_its_way():
    fallen = computed().fall.fallen
    assert (fallen[0] == 0).all()
    assert (fallen[-1] == 1).all()
    assert (np.diff(fallen, axis=0) >= 0).all()


def test_guess_becomes_the_truth():
    n = computed()
    assert n.sink.q[[0, -1]] == pytest.approx(np.array([Q, P]))
    assert (np.diff(n.sink.level) <= 0).all()


def test_others_share_the_rest_as_in_p_at_each_stop():
    n = computed(fps=10)
    assert n.sink.q[-1] == pytest.approx(n.steps.q[0])
    # 0.4 s of rest and 0.9 s of motion for each step
    for stop, x in ((0, 0.4), (4, 0.4), (13, 0.3), (17, 0.3), (26, 0.2), (30, 0.2), (39, 0.1)):
        left = 1 - x
        assert n.steps.q[stop] == pytest.approx([left / 6, x, left / 2, left / 3])
    assert n.steps.q[-1] == pytest.approx(n.sweep.q[0])
    assert n.sweep.q[-1] == pytest.approx(P)


@same_everywhere
@given(two())
def test_the_valley_is_what_it_costs_to_drag_the_class(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    others = np.arange(len(p)) != n.dragged
    q = np.empty((len(n.along), len(p)))
    q[:, n.dragged] = n.along
    q[:, others] = (1 - n.along)[:, None] * p[others] / p[others].sum()
    assert n.valley == pytest.approx(cross(p, q), rel=1e-9)


def test_the_valley_is_lowest_where_the_guess_is_the_truth():
    n = computed()
    assert n.along[n.valley.argmin()] == pytest.approx(0.4, abs=6e-3)
    assert n.valley.min() == pytest.approx(1.2799, abs=1e-4)


def test_the_valley_is_traced_where_the_share_has_been():
    n = computed()
    x = n.sweep.q[:, 1]
    assert n.sweep.traced[0] == pytest.approx([0.1, 0.1])
    assert n.sweep.traced[-1] == pytest.approx([x.min(), x.max()])
    assert n.sweep.level.max() <= n.tall


def test_a_class_that_is_never_true_has_no_block():
    n = computed(p=[0.5, 0.5, 0], q=[0.3, 0.3, 0.4])
    assert n.gap == pytest.approx(math.log(0.5 / 0.3))
    assert not np.isfinite(n.sink.surprise[-1, 2])  # it is no longer thought possible, and is not
    assert np.isfinite(n.tall)


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
