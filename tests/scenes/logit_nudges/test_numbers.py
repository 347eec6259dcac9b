"""What ``LogitNudges`` draws is true: against SciPy, plain arithmetic and the source note."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import softmax
from scipy.stats import beta

from scenes import entry

same_everywhere = settings(derandomize=True, deadline=None, max_examples=25)
Z = np.array([2.5, -1.0, 3.2, 0.5])
TRACKS = ("nudged", "back", "quick")


def computed(fps=15, **parameters):
    scene = entry("LogitNudges")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), fps)


@st.composite
def logits_and_target(draw, largest=20):
    logits = draw(st.lists(st.floats(-largest, largest), min_size=2, max_size=10))
    return logits, draw(st.integers(0, len(logits) - 1))


def test_nudges_do_what_the_note_says():
    n = computed()
    assert n.before[0] == pytest.approx(0.3145, abs=5e-5)
    assert n.after == pytest.approx([0.4064, 0.3155, 0.3976, 0.3190], abs=5e-5)  # +z1 -z2 -z3 -z4
    assert n.gains == pytest.approx([0.0918, 0.0010, 0.0830, 0.0045], abs=5e-5)
    assert n.deltas == pytest.approx([0.4, -0.4, -0.4, -0.4])
    assert n.ranking == (0, 2, 3, 1)


def test_first_order_is_the_true_probability_times_the_nudge_times_what_the_lowered_class_has():
    n = computed()
    a = softmax(Z)
    assert n.rate == pytest.approx(a[0] * 0.4)
    expected = a[0] * 0.4 * np.array([1 - a[0], a[1], a[2], a[3]])
    assert n.first_order == pytest.approx(expected, rel=1e-12)
    assert n.is_near
    assert not computed(nudge=1e6).is_near


@pytest.mark.parametrize(("logits", "target"), [((2.5, -1.0, 3.2, 0.5), 0), ((25, 1, 0, 2), 2)])
def test_gains_of_a_tiny_nudge_are_of_first_order(logits, target):
    n = computed(logits=logits, target=target, nudge=1e-9)
    assert n.gains == pytest.approx(n.first_order, rel=1e-8)


@pytest.mark.parametrize(("classes", "seconds"), [(2, 1.8), (4, 1.8), (5, 0.4), (10, 0.4)])
def test_of_many_classes_each_that_is_swept_takes_less_time(classes, seconds):
    n = computed(60, logits=(0.0,) * classes)
    assert n.quick.shape == (classes, round(60 * seconds) + 1, classes)


def test_from_beyond_the_picture_the_way_back_takes_twice_as_long():
    near, far = (computed(60, nudge=nudge).back.shape[1] - 1 for nudge in (0.4, 1e6))
    assert (near, far) == (36, 72)


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
@example(([0.0, 1.0, 2.0], 1), 1e6)
@example(([25.0, 1.0, 0.0, 2.0], 2), 1e-9)
def test_every_frame_is_a_softmax_of_scipy(drawn, nudge):
    logits, target = drawn
    n = computed(logits=tuple(logits), target=target, nudge=nudge)
    for name in TRACKS:
        tracks, drawn_logits = getattr(n, name), getattr(n, f"{name}_logits")
        for k in range(len(logits)):
            others = np.arange(len(logits)) != k
            assert np.all(drawn_logits[k][:, others] == np.array(logits)[others])
            expected = softmax(drawn_logits[k], axis=1)
            assert tracks[k] == pytest.approx(expected, rel=1e-9, abs=1e-15)
            assert getattr(n, f"{name}_true")[k] == pytest.approx(tracks[k][:, target], abs=0)


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
@example(([0.0, 1.0, 2.0], 1), 1e6)
def test_a_nudge_goes_from_rest_to_its_end_and_the_way_back_to_where_it_was(drawn, nudge):
    logits, target = drawn
    n = computed(logits=tuple(logits), target=target, nudge=nudge)
    for k, delta in enumerate(n.deltas):
        there, back = n.nudged_logits[k][:, k], n.back_logits[k][:, k]
        assert (there[0], there[-1]) == (logits[k], logits[k] + delta)
        assert (back[0], back[-1]) == (logits[k] + delta, logits[k])
        assert np.all(np.sign(delta) * np.diff(there) >= 0)
        quick = n.quick_logits[k][:, k]
        assert (quick[0], quick[len(quick) // 2], quick[-1]) == (there[0], there[-1], there[0])


def test_pace_is_even_in_the_logit_and_in_the_gain_together():
    n = computed()
    for k in range(4):
        moved = np.abs(n.nudged_logits[k][:, k] - Z[k]) / 0.4
        gained = (n.nudged_true[k] - n.before[0]) / n.gains[k]
        shares = beta(3, 3).cdf(np.linspace(0, 1, len(moved)))  # with the least jerk
        assert (moved + gained) / 2 == pytest.approx(shares, abs=1e-5)


def test_even_a_huge_nudge_moves_no_probability_by_much_in_one_frame():
    n = computed(60, nudge=1e6)
    assert np.abs(np.diff(n.nudged, axis=1)).max() < 0.05


@same_everywhere
@given(logits_and_target(largest=5), st.floats(0.01, 5))
def test_every_nudge_helps_and_the_ranking_is_by_how_much(drawn, nudge):
    logits, target = drawn
    n = computed(logits=tuple(logits), target=target, nudge=nudge)
    assert np.all(n.gains > 0)
    assert n.gains == pytest.approx(n.after - softmax(logits)[target], abs=1e-15)
    assert sorted(n.ranking) == list(range(len(logits)))
    assert np.all(np.diff(n.gains[list(n.ranking)]) <= 1e-15)


def test_tiny_gains_are_sorted_by_what_they_are():
    # By hand, of e^25 the others are nothing: raising z_t gains a_t (e^0.4 - 1), lowering z_1
    # slightly less, and the others less by e^-23 and e^-24.
    n = computed(logits=(25, 1, 0, 2), target=2)
    assert n.ranking == (2, 0, 3, 1)
    a = softmax([25, 1, 0, 2])
    assert n.gains[2] == pytest.approx(a[2] * math.expm1(0.4), rel=1e-9)
    assert n.gains[[3, 1]] == pytest.approx(-a[2] * a[[3, 1]] * math.expm1(-0.4), rel=1e-9)
    assert n.gains[2] > n.gains[0] > 0


@same_everywhere
@given(st.lists(st.integers(-40, 40), min_size=2, max_size=2), st.integers(0, 1))
@example([33, 9], 1)
def test_with_two_classes_both_nudges_gain_the_same_and_keep_their_order(tenths, target):
    n = computed(logits=tuple(t / 10 for t in tenths), target=target)
    assert n.gains[0] == pytest.approx(n.gains[1], rel=1e-12)
    assert n.ranking == (0, 1)


@same_everywhere
@given(st.lists(st.integers(-40, 40), min_size=3, max_size=3))
@example([-36, -27, -20])
def test_classes_that_are_equally_likely_keep_their_order(tenths):
    true, wrong, other = (t / 10 for t in tenths)
    n = computed(logits=(true, wrong, wrong, other, wrong))
    assert [k for k in n.ranking if k in (1, 2, 4)] == [1, 2, 4]


def test_the_true_logit_is_nudged_first_then_wrong_ones_from_the_likeliest():
    n = computed(logits=(0, 3, 1, 5, 2), target=2)
    assert n.watched == (2, 3)
    assert n.swept == (1, 4, 0)


def test_of_more_than_four_classes_only_the_true_and_the_likeliest_wrong_have_numbers():
    assert set(computed().told) == {0, 1, 2, 3}
    assert computed(logits=(0, 3, 1, 5, 2), target=2).told == (2, 3)


@pytest.mark.parametrize("logits", [(2.5, -1.0, 3.2, 0.5), (0, 3, 1, 5, 2)])
def test_gains_grow_in_their_turn_as_the_true_class_rises_and_stay(logits):
    n = computed(logits=logits, target=2)
    assert n.first_gains.tolist() == [0.0] * len(logits)
    shown = n.first_gains
    for k in n.watched + n.swept:
        for way in ("nudged", "quick"):
            gains, true = getattr(n, f"{way}_gains")[k], getattr(n, f"{way}_true")[k]
            assert gains[0] == pytest.approx(shown)
            half = len(true) // 2
            assert gains[:half, k] == pytest.approx(true[:half] - n.before[2], abs=1e-12)
            assert np.all(np.diff(gains[:, k]) >= 0)
            assert gains[-1, k] == n.gains[k]
        shown = n.quick_gains[k][-1]
    assert shown == pytest.approx(n.gains)


def test_places_go_from_the_order_of_classes_to_that_of_gains():
    n = computed()
    assert n.place[0] == pytest.approx([0, 1, 2, 3], abs=0)
    assert n.place[-1] == pytest.approx([0, 3, 1, 2], abs=0)  # z1, z3, z4, z2


@pytest.mark.parametrize(
    ("parameters", "span", "leaves"),
    [
        ({}, (-1.4, 3.2), False),
        ({"nudge": 1e6}, (-5.2, 6.7), True),  # the logits' range, 4.2, beyond -1 and 2.5
        ({"logits": (1, 1)}, (0, 1.4), False),  # 0 is always drawn
    ],
)
def test_logits_have_room_for_their_nudges_but_not_for_huge_ones(parameters, span, leaves):
    n = computed(**parameters)
    assert (n.lowest, n.highest) == pytest.approx(span)
    assert n.leaves == leaves


@pytest.mark.parametrize(
    ("parameters", "forms"),
    [
        ({}, (".3p", "+.4f")),  # .3145 + .0830 is not .3976, nor .315 + .092 .406
        ({"nudge": 1e-9}, (".3p", "+.3g")),
        ({"logits": (0, 0, 0)}, (".3p", "+.3f")),  # .333 + .094 = .427, .333 + .041 = .374
        ({"logits": (700, -700, 0, 0), "target": 1}, (".4p", "+.4f")),
        ({"logits": (25, 1, 0, 2), "target": 2}, (".3g", "+.10g")),
    ],
)
def test_gains_are_told_so_that_they_differ_and_probabilities_so_that_none_seems_wrong(
    parameters, forms
):
    n = computed(**parameters)
    assert (n.probability_form, n.gain_form) == forms


@pytest.mark.parametrize(
    "parameters",
    [
        {"logits": (700, -700, 0, 0), "target": 1},
        {"logits": (700, -700, 0, 0), "target": 0},
        {"logits": (1e9, -1e9, 0), "nudge": 1e9},
    ],
)
def test_no_class_is_impossible_or_certain_and_every_nudge_helps(parameters):
    n = computed(**parameters)
    for track in (n.before, n.nudged, n.back, n.quick, n.after):
        assert np.all((track > 0) & (track < 1))
    assert np.all(n.gains > 0)


@pytest.mark.parametrize(
    "parameters",
    [
        {"logits": (1e9, -1e9, 0), "nudge": 1e9},
        {"logits": (0,) * 10, "nudge": 1e-12, "target": 9},
        {"logits": (700, -700), "target": 1},
    ],
)
def test_extremes_give_finite_numbers_and_no_warning(parameters):
    n = computed(**parameters)
    for field in ("before", "nudged", "nudged_logits", "gains", "first_order", "place", "most"):
        assert np.all(np.isfinite(getattr(n, field))), field
    assert n.most > 0
