"""What ``EntropyFloor`` draws is true: against SciPy, arithmetic by hand, and the storyboard."""

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


def test_the_storyboard_says_what_comes_out():
    n = computed()
    assert (n.level, n.floor, n.gap) == pytest.approx((1.4878, 1.2799, 0.2079), abs=5e-5)
    assert (n.traded, n.traded_gap) == pytest.approx((1.5977, 0.2315), abs=5e-5)
    assert (n.dragged, n.low, n.high) == (1, pytest.approx(0.05), pytest.approx(0.8))
    left, right = n.drag_level[24], n.drag_level[69]
    assert (left, right) == pytest.approx((1.8359, 1.6618), abs=5e-5)


def test_sums_add_up_as_they_are_told():
    n = computed()
    assert n.adds
    told = [write(value, n.form) for value in (n.level, n.floor, n.gap)]
    assert told == ["1.49", "1.28", "0.21"]
    told = [write(value, n.form) for value in (n.floor, n.drag_own[0], n.drag_others[0])]
    assert told == ["1.28", "0.37", "0.91"]


@same_everywhere
@given(two())
def test_what_one_part_saves_is_less_than_what_the_other_pays(parameters):
    n, k = computed(**parameters), int(np.argmax(parameters["p"]))
    assert n.drag_own == pytest.approx(-parameters["p"][k] * np.log(n.drag_q[:, k]))
    assert n.drag_own + n.drag_others == pytest.approx(n.drag_level)
    own, others = n.drag_own - n.drag_own[0], n.drag_others - n.drag_others[0]
    assert (own * others <= 1e-12).all()
    assert (own + others >= -1e-12).all()


@same_everywhere
@given(two())
def test_costs_are_those_of_scipy_and_never_below_the_floor(parameters):
    n, p = computed(**parameters), np.array(parameters["p"])
    assert n.floor == pytest.approx(entropy(p))
    for way in ("sink", "drag", "wander"):
        q, level = getattr(n, f"{way}_q"), getattr(n, f"{way}_level")
        assert q.min() >= 0
        assert q.sum(axis=-1) == pytest.approx(1)
        assert level == pytest.approx(cross(p, q), rel=1e-9)
        assert level.min() >= n.floor - 1e-12
    assert n.wander_gap == pytest.approx(n.wander_level - entropy(p), abs=1e-9)
    assert n.sink_surprise == pytest.approx(-np.log(n.sink_q))


def test_at_first_q_goes_straight_to_p():
    n = computed()
    assert n.sink_q[[0, -1]] == pytest.approx(np.array([Q, P]))
    assert (np.diff(n.sink_level) <= 0).all()


def test_others_share_the_rest_as_p_does_and_are_p_again_at_last():
    n = computed()
    assert n.drag_q[24] == pytest.approx([0.95 / 6, 0.05, 0.95 / 2, 0.95 / 3])
    assert n.drag_q[69] == pytest.approx([0.2 / 6, 0.8, 0.2 / 2, 0.2 / 3])
    assert n.drag_q[[0, -1]] == pytest.approx(np.array([P, P]))


@same_everywhere
@given(two())
def test_all_of_q_goes_about_and_comes_back_to_where_it_was_at_first(parameters):
    n, (p, q) = computed(**parameters, fps=10), np.array([*parameters.values()])
    assert n.wander_q[[0, -1]] == pytest.approx(np.array([p, q]))
    assert n.wander_gap[[0, -1]] == pytest.approx([0, entropy(p, q)], abs=1e-12)
    assert n.wander_q[27:37] == pytest.approx(np.tile(p, (10, 1)))  # it stays there for .9 s
    least, *_, most = np.argsort(p, kind="stable")
    assert n.wander_q[18, least] >= 0.5
    assert n.wander_q[45, most] >= 0.5


def test_where_all_of_q_goes_by_hand():
    sixths = computed(fps=10).wander_q[::9]
    turned = np.array([0.4, 0.1, 0.2, 0.3])  # .1 and .4 have changed places, .3 and .2 too
    first, second = np.array([1.0, 0, 0, 0]), np.array([0, 1.0, 0, 0])
    assert sixths[1] == pytest.approx(0.15 * P + 0.85 * turned)
    assert sixths[2] == pytest.approx(0.5 * P + 0.5 * first)
    assert sixths[5] == pytest.approx(0.5 * P + 0.5 * second)
    assert computed().waits == pytest.approx([0.9, 0.9, 2.7])
    assert computed().visited == pytest.approx(cross(P, sixths[[1, 2, 5]]))
    assert sixths[[0, 3, 4, 6]] == pytest.approx(np.array([P, P, P, Q]))


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


def test_it_is_held_where_it_turns():
    n = computed(fps=10)  # 1.6 s there, held for .6, 2.4 on, held for .6, and back
    assert n.drag_q[16:23, 1] == pytest.approx([0.05] * 7)
    assert n.drag_q[46:53, 1] == pytest.approx([0.8] * 7)
    assert (np.diff(n.drag_q[[15, 16, 22, 23], 1]) != 0).tolist() == [True, False, True]
    assert (np.diff(n.drag_q[[45, 46, 52, 53], 1]) != 0).tolist() == [True, False, True]


def test_costs_are_told_that_are_the_highest_of_each():
    n = computed()
    assert max(n.told) >= max(n.drag_level.max(), n.wander_level.max(), n.level)
    for part in (n.drag_own, n.drag_others):
        assert {part.min(), part.max()} <= set(n.told)


def test_a_valley_is_traced_as_far_as_its_class_was_dragged_then_to_its_ends():
    n = computed()
    x, traced = n.drag_q[:, 1], n.drag_traced[:, 1]
    assert traced[0] == pytest.approx([0.4, 0.4])
    assert traced[24] == pytest.approx([0.05, 0.4])
    assert traced[69] == pytest.approx([0.05, 0.8])
    assert traced[-1] == pytest.approx([0, 1])
    assert ((traced[:, 0] <= x) & (x <= traced[:, 1])).all()
    assert (np.diff(traced, axis=0)[:, 0] <= 0).all()
    assert (np.diff(traced, axis=0)[:, 1] >= 0).all()


def test_the_others_grow_from_their_lowest_places_the_likelier_the_sooner():
    n, others = computed(), [0, 2, 3]
    assert n.grow_traced[0][others] == pytest.approx(np.column_stack((P, P))[others])
    assert n.grow_traced[:, 1] == pytest.approx(np.tile([0.0, 1.0], (len(n.grow_traced), 1)))
    assert n.grow_traced[-1] == pytest.approx(np.tile([0.0, 1.0], (4, 1)))
    middle = n.grow_traced[(len(n.grow_traced) - 1) // 2, :, 1]
    assert middle[2] > middle[3] > middle[0] == pytest.approx(0.1)


@same_everywhere
@given(two())
def test_all_that_comes_is_between_the_ends_of_its_axis(parameters):
    n = computed(**parameters)
    for level in (n.level, n.drag_level.max(), n.wander_level.max()):
        assert n.bottom < n.floor <= level < n.top
    assert n.tall > n.level
    assert n.most >= max(n.drag_q.max(), n.wander_q.max(), n.q.max(), n.p.max()) - 1e-12


def test_a_class_that_is_never_true_has_half_a_valley():
    n = computed(p=[0.5, 0.5, 0], q=[0.3, 0.3, 0.4])
    assert n.gap == pytest.approx(math.log(0.5 / 0.3))
    assert (np.diff(n.valleys[2]) > 0).all()
    assert n.valleys[2] == pytest.approx(math.log(2) - np.log1p(-n.along))
    assert not np.isfinite(n.sink_surprise[-1, 2])  # it is no longer thought possible, and is not


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
