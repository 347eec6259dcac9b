"""What the scenes draw is true: every table against SciPy, plain arithmetic and the source note.

Mirrors ``scenes/<scene>/numbers.py``, one section a scene.
"""

import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr, softmax
from scipy.stats import beta, entropy

from scenes import PROGRAMME, entry

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
RATES = [15, 60]

Z = np.array([2.5, -1.0, 3.2, 0.5])
P = np.array([0.1, 0.4, 0.3, 0.2])
Q = np.array([0.3, 0.2, 0.2, 0.3])

MOTIONS = {  # seconds of every track, and the axis along which its frames lie
    "DistributionOverlay": {
        "rising": (2.0, 0),
        "levelling": (3.0, 0),
    },
    "OneHotCollapse": {
        **dict.fromkeys(("p", "terms", "starts", "total"), (4.0, 0)),
        "shared": (2.0, 0),
    },
    "LogitNudges": {
        "raised": (2.0, 0),
        "raised_logits": (2.0, 0),
        "lowered": (1.6, 1),
        "lowered_logits": (1.6, 1),
        "rest_lowered": (2.0, 0),
        "rest_lowered_logits": (2.0, 0),
        "growing": (2.0, 0),
    },
    "QuadraticVersusLog": {
        **dict.fromkeys(
            ("prediction", "quadratic", "log", "quadratic_slope", "log_slope"), (4.0, 0)
        ),
        "floor": (3.0, 0),
        "growing": (2.0, 0),
        "room": (1.6, 0),
    },
}
EVERY_SCENE = pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)


def computed(name, fps=15, **parameters):
    """The table of a scene."""
    scene = entry(name)
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), fps)


def shares(track):
    """How far a motion is at each of its frames: from rest to rest with the least jerk."""
    return beta(3, 3).cdf(np.linspace(0, 1, len(track)))


def cross_entropy(p, q):
    """By SciPy: what p needs in itself, and what q costs on top."""
    return entropy(p, axis=-1) + rel_entr(p, q).sum(axis=-1)


@st.composite
def distributions(draw, *, at_least=0):
    """A row of two distributions over the same classes."""
    classes = draw(st.integers(2, 10))
    weights = st.lists(st.integers(at_least, 1000), min_size=classes, max_size=classes).filter(any)
    rows = np.array([draw(weights), draw(weights)], dtype=float)
    return rows / rows.sum(axis=1, keepdims=True)


@st.composite
def logits_and_target(draw, largest=20):
    logits = draw(st.lists(st.floats(-largest, largest), min_size=2, max_size=10))
    return logits, draw(st.integers(0, len(logits) - 1))


# --- of every scene ---------------------------------------------------------------------------


@pytest.mark.parametrize("fps", RATES)
@EVERY_SCENE
def test_motion_has_a_row_for_every_frame_and_one_for_the_end(scene, fps):
    numbers = computed(scene.name, fps)
    for name, (seconds, axis) in MOTIONS[scene.name].items():
        assert getattr(numbers, name).shape[axis] == seconds * fps + 1, name


@pytest.mark.parametrize("fps", RATES)
@EVERY_SCENE
def test_array_cannot_be_changed_once_it_is_computed(scene, fps):
    numbers = computed(scene.name, fps)
    for field in fields(numbers):
        value = getattr(numbers, field.name)
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, field.name


@EVERY_SCENE
def test_frame_rate_changes_how_often_a_motion_is_seen_and_nothing_else(scene):
    slow, fast = (computed(scene.name, fps) for fps in RATES)
    tracks = MOTIONS[scene.name]
    for field in fields(slow):
        one, other = (getattr(numbers, field.name) for numbers in (slow, fast))
        if field.name in tracks:
            step = [slice(None)] * np.ndim(other)
            step[tracks[field.name][1]] = slice(None, None, 4)
            other = other[tuple(step)]
        if isinstance(one, np.ndarray):
            assert one == pytest.approx(other, rel=1e-9, abs=1e-12), field.name
        else:
            assert one == other, field.name


@EVERY_SCENE
def test_same_parameters_give_the_same_bytes(scene):
    once, again = (computed(scene.name) for _ in range(2))
    for field in fields(once):
        one, other = getattr(once, field.name), getattr(again, field.name)
        if isinstance(one, np.ndarray):
            one, other = one.tobytes(), other.tobytes()
        assert one == other, field.name


@pytest.mark.parametrize("name", ["DistributionOverlay", "OneHotCollapse", "LogitNudges"])
def test_classes_have_the_names_they_were_given_or_numbers_from_1(name):
    assert computed(name).names == ("1", "2", "3", "4")
    assert computed(name, labels=("*a*", "b", "c", "$d$")).names == ("*a*", "b", "c", "$d$")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("DistributionOverlay", {"p": (0, 1), "q": (1, 0)}),
        ("DistributionOverlay", {"p": (5e-324, 1), "q": (0, 1)}),
        ("DistributionOverlay", {"p": (1, 0), "q": (5e-324, 1)}),
        ("OneHotCollapse", {"p": (0.5, 0.5), "logits": (1e100, -1e100), "target": 1}),
        ("OneHotCollapse", {"p": (0, 1), "logits": (1000, -1000)}),
        ("LogitNudges", {"logits": (1e100, -1e100, 0), "nudge": 1e100}),
        ("LogitNudges", {"logits": (0,) * 10, "nudge": 1e-300, "target": 9}),
        ("QuadraticVersusLog", {"wrong": 1e-100, "right": 0.5, "step": 1e-100}),
        ("QuadraticVersusLog", {"wrong": 0.5, "right": math.nextafter(1, 0), "step": 1e-17}),
    ],
)
def test_extreme_parameters_give_numbers_and_no_warning(name, parameters):
    numbers = computed(name, **parameters)
    for field in fields(numbers):
        value = getattr(numbers, field.name)
        if isinstance(value, np.ndarray | float):
            assert not np.isnan(value).any(), field.name


# --- DistributionOverlay ----------------------------------------------------------------------


def test_overlay_has_the_terms_of_the_storyboard():
    n = computed("DistributionOverlay")
    assert n.terms == pytest.approx([0.1204, 0.6438, 0.4828, 0.2408], abs=5e-5)
    assert n.total == pytest.approx(1.4878, abs=5e-5)
    assert n.largest == 1


def test_overlay_says_how_surprising_each_class_is():
    n = computed("DistributionOverlay")
    assert n.surprise == pytest.approx([math.log(1 / q) for q in Q], rel=1e-12)
    assert n.p == pytest.approx(P)
    assert n.q == pytest.approx(Q)


@same_everywhere
@given(distributions(at_least=1))
def test_areas_stack_to_the_cross_entropy_of_scipy(pq):
    n = computed("DistributionOverlay", p=tuple(pq[0]), q=tuple(pq[1]))
    assert n.total == pytest.approx(cross_entropy(*pq), rel=1e-9)
    assert n.terms == pytest.approx(n.p * n.surprise, abs=1e-12)
    assert n.terms.sum() == pytest.approx(n.total, rel=1e-12)
    assert n.terms[n.largest] == n.terms.max()


@same_everywhere
@given(distributions())
def test_each_class_stands_beside_the_one_before(pq):
    n = computed("DistributionOverlay", p=tuple(pq[0]), q=tuple(pq[1]))
    beside = 0.0
    for k in range(len(n.p)):
        assert n.starts[k] == pytest.approx(beside, abs=1e-12)
        beside += n.p[k]
    assert beside == pytest.approx(1)


@same_everywhere
@given(distributions())
@example(np.array([[0.0, 1.0], [0.5, 0.5]]))
@example(np.array([[0.0, 1.0], [0.0, 1.0]]))
@example(np.array([[1e-9, 1 - 1e-9], [1 - 1e-9, 1e-9]]))
def test_areas_that_are_levelled_are_the_cross_entropy_at_every_frame(pq):
    n = computed("DistributionOverlay", p=tuple(pq[0]), q=tuple(pq[1]))
    seen = n.p > 0
    total = cross_entropy(*pq)
    if math.isfinite(total):
        areas = (n.levelling[:, seen] * n.p[seen]).sum(axis=1)
        assert areas == pytest.approx(np.full(len(areas), total), rel=1e-9, abs=1e-12)
        assert np.all(n.levelling[-1, seen] == n.total)
    assert not np.isnan(n.levelling).any()
    assert n.levelling[0] == pytest.approx(n.surprise)


def test_tops_come_to_the_average_height_as_evenly_as_all_that_moves():
    n = computed("DistributionOverlay")
    heights = np.log(1 / Q)
    total = cross_entropy(P, Q)
    way = shares(n.levelling)[:, None]
    assert n.levelling == pytest.approx(heights + way * (total - heights))


def test_a_bar_goes_from_q_to_its_surprise():
    n = computed("DistributionOverlay")
    assert n.rising == pytest.approx(0.2 + shares(n.rising) * (math.log(5) - 0.2))


def test_a_bar_whose_surprise_is_infinite_grows_past_every_bound():
    n = computed("DistributionOverlay", p=(0.5, 0.5), q=(1, 0))
    assert n.largest == 1
    assert n.rising[0] == 0
    assert np.all(np.diff(n.rising) >= 0)
    assert n.rising[-2] > 100
    assert n.rising[-1] == math.inf


def test_what_q_calls_impossible_and_p_does_not_is_infinite():
    n = computed("DistributionOverlay", p=(0.25, 0.5, 0.25), q=(0.5, 0, 0.5))
    assert n.surprise.tolist() == pytest.approx([math.log(2), math.inf, math.log(2)])
    assert n.terms.tolist() == pytest.approx([math.log(2) / 4, math.inf, math.log(2) / 4])
    assert n.total == math.inf
    assert n.largest == 1
    assert np.all(n.levelling == n.surprise)


def test_what_both_call_impossible_costs_nothing():
    n = computed("DistributionOverlay", p=(0, 1), q=(0, 1))
    assert n.terms.tolist() == [0, 0]
    assert n.total == 0
    assert n.largest == 1  # the other has no width, and so no rectangle
    assert n.levelling[:, 1].tolist() == [0] * len(n.levelling)


# --- OneHotCollapse ---------------------------------------------------------------------------


def test_collapse_leaves_minus_the_logarithm_of_the_true_class():
    n = computed("OneHotCollapse")
    assert n.q == pytest.approx([0.3145, 0.0095, 0.6334, 0.0426], abs=5e-5)
    assert n.loss == pytest.approx(1.1567, abs=5e-5)
    assert n.loss == pytest.approx(-math.log(math.exp(2.5) / sum(math.exp(z) for z in Z)))
    assert n.terms[-1] == pytest.approx([n.loss, 0, 0, 0], abs=1e-12)
    assert n.total[-1] == pytest.approx(n.loss, rel=1e-12)


def test_collapse_starts_where_it_is_told_and_ends_in_certainty():
    n = computed("OneHotCollapse", target=2)
    assert n.p[0].tolist() == pytest.approx(P.tolist())
    assert n.p[-1].tolist() == [0, 0, 1, 0]


@same_everywhere
@given(distributions(), logits_and_target())
def test_truth_is_a_distribution_at_every_frame_and_its_cross_entropy_that_of_scipy(pq, drawn):
    logits, target = drawn
    p = np.resize(pq[0], len(logits)) + 1e-3
    p /= p.sum()
    n = computed("OneHotCollapse", p=tuple(p), logits=tuple(logits), target=target)
    q = softmax(logits)
    assert np.all(n.p >= 0)
    assert n.p.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert n.q == pytest.approx(q, rel=1e-9, abs=1e-300)
    assert n.total == pytest.approx(cross_entropy(n.p, np.broadcast_to(q, n.p.shape)), rel=1e-9)
    assert n.terms == pytest.approx(n.p * n.surprise, abs=1e-12)
    assert n.loss == pytest.approx(-np.log(q[target]), rel=1e-9, abs=1e-12)


def test_truth_goes_straight_to_certainty_with_the_least_jerk():
    n = computed("OneHotCollapse", target=1)
    share = shares(n.p)[:, None]
    assert n.p == pytest.approx((1 - share) * P + share * np.eye(4)[1], abs=1e-12)


def test_the_other_classes_share_the_rest_so_that_the_likelier_become_the_less_likely():
    n = computed("OneHotCollapse")
    q = softmax(Z)  # of the others the third class is the likeliest, the second the least likely
    rest = 1 - q[0]
    shares_anew = np.array([2, 1, 1.5]) / 4.5
    assert n.shared[0] == pytest.approx(q)
    assert n.shared[-1] == pytest.approx([q[0], *(rest * shares_anew)])


@same_everywhere
@given(logits_and_target())
def test_the_loss_stays_however_the_other_classes_share_the_rest(drawn):
    logits, target = drawn
    n = computed("OneHotCollapse", p=(1 / len(logits),) * len(logits), logits=logits, target=target)
    q = softmax(logits)
    assert np.all(n.shared >= 0)
    assert n.shared.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert n.shared[:, target] == pytest.approx(q[target], rel=1e-9, abs=1e-300)
    truth = np.eye(len(logits))[target]
    assert cross_entropy(truth, n.shared[-1]) == pytest.approx(n.loss, rel=1e-6, abs=1e-12)


def test_parts_of_the_axis_follow_each_other_at_every_frame():
    n = computed("OneHotCollapse")
    ends = n.starts + n.p
    assert n.starts[:, 0] == pytest.approx(0, abs=1e-15)
    assert n.starts[:, 1:] == pytest.approx(ends[:, :-1], abs=1e-12)
    assert ends[:, -1] == pytest.approx(1, abs=1e-12)


def test_surprise_is_finite_where_the_probability_itself_is_rounded_to_0():
    n = computed("OneHotCollapse", p=(0.5, 0.5), logits=(0, -2000), target=1)
    assert 0 < n.q[1] < 1e-300
    assert n.surprise[1] == 2000
    assert n.loss == 2000


# --- LogitNudges ------------------------------------------------------------------------------


def test_nudges_do_what_the_storyboard_says():
    n = computed("LogitNudges")
    assert n.before[0] == pytest.approx(0.3145, abs=5e-5)
    assert n.after == pytest.approx([0.4064, 0.3155, 0.3976, 0.3190], abs=5e-5)  # +z1 -z2 -z3 -z4
    assert n.deltas == pytest.approx([0.4, -0.4, -0.4, -0.4])
    assert n.ranking == (0, 2, 3, 1)  # "+.4 on z1 .. -.4 on z3 .. on z4 .. on z2"


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
def test_every_frame_is_a_softmax_of_scipy(drawn, nudge):
    logits, target = drawn
    n = computed("LogitNudges", logits=tuple(logits), target=target, nudge=nudge)
    for k in range(len(logits)):
        track = n.raised if k == target else n.lowered[k]
        nudged = np.tile(logits, (len(track), 1))
        nudged[:, k] += (nudge if k == target else -nudge) * shares(track)
        assert track == pytest.approx(softmax(nudged, axis=1), rel=1e-9, abs=1e-15)
        drawn_logits = n.raised_logits if k == target else n.lowered_logits[k]
        assert drawn_logits == pytest.approx(nudged, abs=1e-12)
        assert n.after[k] == pytest.approx(softmax(nudged[-1])[target], rel=1e-9)
    assert n.before == pytest.approx(softmax(logits), rel=1e-9, abs=1e-300)


@same_everywhere
@given(logits_and_target(largest=5), st.floats(0.01, 5))
def test_every_nudge_helps_and_the_ranking_is_by_how_much(drawn, nudge):
    logits, target = drawn
    n = computed("LogitNudges", logits=tuple(logits), target=target, nudge=nudge)
    assert np.all(n.gains > 0)
    assert n.gains == pytest.approx(n.after - softmax(logits)[target], abs=1e-15)
    assert sorted(n.ranking) == list(range(len(logits)))
    in_order = n.gains[list(n.ranking)]
    assert np.all(np.diff(in_order) <= 1e-12 * in_order[:-1])


@same_everywhere
@given(logits_and_target(), st.floats(0.01, 5))
def test_lowering_all_the_others_is_raising_the_true_logit(drawn, nudge):
    logits, target = drawn
    n = computed("LogitNudges", logits=tuple(logits), target=target, nudge=nudge)
    wrong = np.arange(len(logits)) != target
    lowered = logits - nudge * np.outer(shares(n.rest_lowered), wrong)
    assert n.rest_lowered_logits == pytest.approx(lowered, abs=1e-12)
    assert n.rest_lowered == pytest.approx(softmax(lowered, axis=1), rel=1e-9, abs=1e-15)
    # softmax(z + c) = softmax(z), frame by frame
    assert n.rest_lowered == pytest.approx(n.raised, rel=1e-9, abs=1e-15)


def test_tiny_gains_are_sorted_by_what_they_are():
    # By hand, of e^25 the others are nothing: raising z_t gains a_t (e^0.4 - 1), lowering z_1
    # slightly less, and the others less by e^-23 and e^-24.
    n = computed("LogitNudges", logits=(25, 1, 0, 2), target=2)
    assert n.ranking == (2, 0, 3, 1)
    a = softmax([25, 1, 0, 2])
    assert n.gains[2] == pytest.approx(a[2] * math.expm1(0.4), rel=1e-9)
    assert n.gains[[3, 1]] == pytest.approx(-a[2] * a[[3, 1]] * math.expm1(-0.4), rel=1e-9)
    assert n.gains[2] > n.gains[0] > 0


@pytest.mark.parametrize(
    ("parameters", "forms"),
    [
        ({}, (".4p", "+.4f")),
        ({"nudge": 1e-9}, (".4p", "+.3g")),
        ({"logits": (0, 0, 0)}, (".3p", "+.3f")),  # .333 + .094 = .427, .333 + .041 = .374
        ({"logits": (700, -700, 0, 0), "target": 1}, (".4p", "+.4f")),
        ({"logits": (25, 1, 0, 2), "target": 2}, (".3g", "+.10g")),
    ],
)
def test_gains_are_told_so_that_they_differ(parameters, forms):
    n = computed("LogitNudges", **parameters)
    assert (n.probability_form, n.gain_form) == forms


@pytest.mark.parametrize(
    "parameters",
    [
        {"logits": (700, -700, 0, 0), "target": 1},
        {"logits": (700, -700, 0, 0), "target": 0},
        {"logits": (1e100, -1e100, 0), "nudge": 1e100},
    ],
)
def test_no_class_is_impossible_or_certain_and_every_nudge_helps(parameters):
    n = computed("LogitNudges", **parameters)
    for track in (n.before, n.raised, n.lowered, n.rest_lowered, n.after):
        assert np.all((track > 0) & (track < 1))
    assert np.all(n.gains > 0)


def test_gains_grow_from_nothing_in_the_order_of_their_ranks():
    n = computed("LogitNudges")
    before, *after = (
        softmax(logits)[0]
        for logits in (Z, *([2.9, -1, 3.2, 0.5], [2.5, -1, 2.8, 0.5], [2.5, -1, 3.2, 0.1]))
    )
    first, second, third = (value - before for value in after)
    fourth = softmax([2.5, -1.4, 3.2, 0.5])[0] - before
    assert n.growing[0] == pytest.approx([0, 0, 0, 0], abs=0)
    assert n.growing[-1] == pytest.approx([first, second, third, fourth], rel=1e-9)
    assert np.all(np.diff(n.growing, axis=0) >= 0)
    moving = np.diff(n.growing, axis=0) > 0
    assert moving.sum(axis=1).max() <= 3  # two at a time, and in one frame one hands over


def test_track_of_the_true_class_rests_where_wrong_ones_are_lowered():
    n = computed("LogitNudges", target=2)
    assert n.lowered[2] == pytest.approx(np.tile(softmax(Z), (len(n.lowered[2]), 1)), rel=1e-12)
    assert np.all(n.lowered_logits[2] == Z)


@same_everywhere
@given(st.lists(st.integers(-40, 40), min_size=2, max_size=2), st.integers(0, 1))
@example([33, 9], 1)
def test_with_two_classes_both_nudges_gain_the_same_and_keep_their_order(tenths, target):
    n = computed("LogitNudges", logits=tuple(t / 10 for t in tenths), target=target)
    assert n.gains[0] == pytest.approx(n.gains[1], abs=1e-15)
    assert n.ranking == (0, 1)


@same_everywhere
@given(st.lists(st.integers(-40, 40), min_size=3, max_size=3))
@example([-36, -27, -20])
def test_classes_that_are_equally_likely_keep_their_order(tenths):
    true, wrong, other = (t / 10 for t in tenths)
    n = computed("LogitNudges", logits=(true, wrong, wrong, other, wrong))
    assert [k for k in n.ranking if k in (1, 2, 4)] == [1, 2, 4]


@pytest.mark.parametrize(("classes", "seconds"), [(2, 2.0), (4, 1.6), (7, 0.8), (10, 4.8 / 9)])
def test_more_classes_are_lowered_in_less_time_each(classes, seconds):
    n = computed("LogitNudges", 60, logits=(0.0,) * classes)
    assert n.lowered.shape == (classes, round(60 * seconds) + 1, classes)


# --- QuadraticVersusLog -----------------------------------------------------------------------


def test_table_is_the_notes_four_lines():
    n = computed("QuadraticVersusLog")
    assert n.steps == pytest.approx([0.01, 0.02, 0.98, 0.99])
    assert n.quadratic_slopes == pytest.approx([-1.98, -1.96, -0.04, -0.02], abs=1e-12)
    assert n.log_slopes == pytest.approx([-100, -50, -1 / 0.98, -1 / 0.99], rel=1e-12)
    assert n.log_slopes[2:] == pytest.approx([-1.0204, -1.0101], abs=5e-5)


def test_pull_is_how_steep_a_loss_is():
    n = computed("QuadraticVersusLog")
    assert n.pulls[0] == pytest.approx([1.98, 1.96, 0.04, 0.02], rel=1e-12)
    assert n.pulls[1] == pytest.approx([100, 50, 1 / 0.98, 1 / 0.99], rel=1e-12)


@pytest.mark.parametrize(
    ("parameters", "prediction", "pulls"),
    [
        ({}, ".2p", ((".2f", ".2f"), (".0f", ".2f"))),
        # 1.99998 and 1.99996 are not 2; 1.00×10⁵ and 5.00×10⁴
        (
            {"wrong": 1e-5, "right": 0.99999, "step": 1e-5},
            ".5p",
            ((".5f", ".5f"), (".2f", ".5f")),
        ),
        # 1.00010, 1.00005, again 1.00005, and 1
        (
            {"wrong": 0.9999, "right": 0.99995, "step": 5e-5},
            ".5p",
            ((".4f", ".4f"), (".5f", ".5f")),
        ),
        ({"wrong": 1e-100}, "exact", ((".2f", ".2f"), ("exact", ".2f"))),
        # 100, 50 and 33.33; 50 is told once as it is told twice
        ({"wrong": 0.01, "right": 0.02}, ".2p", ((".2f", ".2f"), (".2f", ".2f"))),
    ],
)
def test_pulls_are_told_so_that_they_differ(parameters, prediction, pulls):
    n = computed("QuadraticVersusLog", **parameters)
    assert n.prediction_form == prediction
    assert n.pull_forms == pulls


def test_prediction_starts_and_ends_at_the_very_values_that_are_told():
    n = computed("QuadraticVersusLog", wrong=0.1, right=0.7, step=0.2)
    assert n.prediction[0] == n.steps[0] == 0.1
    assert n.prediction[-1] == n.steps[-1]
    assert n.log_slope[-1] == n.log_slopes[-1]


def test_logarithm_pulls_fifty_times_as_hard_when_wrong():
    assert computed("QuadraticVersusLog").ratio == pytest.approx(100 / 1.98, rel=1e-12)


@pytest.mark.parametrize("wrong", [0.001, 0.01, 0.4])
def test_pulls_grow_at_one_pace_until_each_has_its_size(wrong):
    n = computed("QuadraticVersusLog", wrong=wrong)
    quadratic, log = 2 * (1 - wrong), 1 / wrong
    grown = log * shares(n.growing)
    assert n.growing[:, 1] == pytest.approx(grown, abs=1e-9)
    assert n.growing[:, 0] == pytest.approx(np.minimum(grown, quadratic), abs=1e-9)
    assert n.growing[-1] == pytest.approx([quadratic, log], rel=1e-12)


@pytest.mark.parametrize(("wrong", "far"), [(0.001, 1150), (0.01, 115), (0.4, 40)])
def test_axis_of_the_slopes_grows_evenly_from_the_line_to_the_steepest_slope(wrong, far):
    n = computed("QuadraticVersusLog", wrong=wrong)
    assert n.floor[0] < -2  # all of the line
    assert n.floor[-1] == pytest.approx(-far, rel=1e-12)
    assert n.floor[-1] < -1 / wrong
    zoomed = np.log(n.floor / n.floor[0]) / math.log(far / -n.floor[0])
    assert zoomed == pytest.approx(shares(n.floor), abs=1e-12)


def test_losses_make_room_from_rest_to_rest():
    n = computed("QuadraticVersusLog")
    assert n.room == pytest.approx(shares(n.room), abs=1e-12)


unit = st.floats(0.001, 0.45)


@same_everywhere
@given(unit, unit, unit)
def test_curves_and_tracks_are_the_functions_they_are_named_after(wrong, right, step):
    right, step = 0.5 + right, step / 10
    n = computed("QuadraticVersusLog", wrong=wrong, right=right, step=step)
    for x, y, function in (
        (n.quadratic_x, n.quadratic_y, lambda y: (1 - y) ** 2),
        (n.log_x, n.log_y, lambda y: -math.log(y)),
        (n.log_slope_x, n.log_slope_y, lambda y: -1 / y),
        (n.quadratic_slope_x, n.quadratic_slope_y, lambda y: 2 * (y - 1)),
        (n.prediction, n.quadratic, lambda y: (1 - y) ** 2),
        (n.prediction, n.log, lambda y: -math.log(y)),
        (n.prediction, n.quadratic_slope, lambda y: 2 * (y - 1)),
        (n.prediction, n.log_slope, lambda y: -1 / y),
        (n.steps, n.quadratic_slopes, lambda y: 2 * (y - 1)),
        (n.steps, n.log_slopes, lambda y: -1 / y),
    ):
        assert y == pytest.approx([function(v) for v in x], rel=1e-9, abs=1e-12)


@same_everywhere
@given(unit, unit, unit)
def test_prediction_slides_from_wrong_to_right_with_the_least_jerk(wrong, right, step):
    right, step = 0.5 + right, step / 10
    n = computed("QuadraticVersusLog", wrong=wrong, right=right, step=step)
    expected = wrong + (right + step - wrong) * shares(n.prediction)
    assert n.prediction == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("wrong", [0.001, 0.01, 0.4])
def test_curves_reach_as_far_as_the_point_that_slides_on_them(wrong):
    n = computed("QuadraticVersusLog", wrong=wrong)
    for x in (n.quadratic_x, n.log_x):
        assert x.min() <= wrong
        assert x.max() == 1
    for x in (n.quadratic_slope_x, n.log_slope_x):  # these begin where the point does
        assert x.min() == wrong
        assert x.max() == 1
        assert np.all(np.diff(x) > 0)
    assert n.ceiling > -math.log(wrong)
    assert n.log_y.max() == pytest.approx(n.ceiling)


@pytest.mark.parametrize("wrong", [0.001, 0.01, 0.4])
def test_curve_has_no_corners(wrong):
    # Turning by less than 6 degrees from point to point, it looks round.
    n = computed("QuadraticVersusLog", wrong=wrong)
    losses = [(x, y, 0.0, y.max()) for x, y in ((n.quadratic_x, n.quadratic_y), (n.log_x, n.log_y))]
    slopes = [(n.log_slope_x, n.log_slope_y, low, -low) for low in n.floor]
    for x, y, low, height in (*losses, *slopes):
        seen = np.column_stack([x, y / height])[y >= low]
        way = np.diff(seen, axis=0)
        angles = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
        assert np.abs(np.diff(angles)).max() < 0.1
