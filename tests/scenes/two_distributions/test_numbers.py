"""The numbers of ``TwoDistributions`` against SciPy, NumPy and arithmetic by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from scenes.two_distributions.numbers import (
    LEGS,
    STARTS,
    TwoDistributionsNumbers,
    TwoDistributionsParameters,
)
from stage.digits import write

same_everywhere = settings(derandomize=True, deadline=None, max_examples=30)
P, Q = np.array([0.1, 0.4, 0.3, 0.2]), np.array([0.3, 0.2, 0.2, 0.3])


def computed(**parameters):
    return TwoDistributionsNumbers.compute(TwoDistributionsParameters(**parameters), 15)


@st.composite
def parameters(draw):
    """Draw a true distribution and a guess for 2 to 10 classes; in the guess none is impossible."""
    count = draw(st.integers(2, 10))
    several = st.lists(st.integers(1, 500), min_size=count, max_size=count)
    p, q = (np.array(draw(several), float) for _ in range(2))
    seed = draw(st.integers(0, 1000))
    return {"p": tuple(p / p.sum()), "q": tuple(q / q.sum()), "seed": seed}


def test_distributions_of_the_source_note_give_the_numbers_of_the_clip():
    n = computed()
    assert [write(x, n.form) for x in n.surprise] == ["1.20", "1.61", "1.61", "1.20"]
    assert write(n.step, n.form) == "0.69"
    # H(p) + KL(p, q), by SciPy
    assert n.total == pytest.approx(entropy(P) + entropy(P, Q), rel=1e-12)
    assert write(n.average, n.form) == write(n.total, n.form) == "1.49"
    assert n.is_met
    assert n.counts == (10, 40, 30, 20)
    assert (n.names[n.dragged], n.names[n.neighbor], n.dragged_class) == ("hen", "fox", "hen")
    assert [n.names[k] for k in n.order[:4]] == ["hen", "cat", "hen", "owl"]
    assert n.first_guest == "a hen"


def test_room_is_halved_twice_and_its_roof_rises_by_ln_2_each_time():
    n = computed()
    assert n.half.rooms[-1] == pytest.approx([0.3, 0.1, 0.3, 0.3])
    assert n.quarter.rooms[-1] == pytest.approx([0.3, 0.05, 0.35, 0.3])
    assert n.home.rooms[-1] == pytest.approx(Q)
    roofs = [n.half.roofs[0, 1], n.half.roofs[-1, 1], n.quarter.roofs[-1, 1]]
    assert np.diff(roofs) == pytest.approx([math.log(2)] * 2)
    assert n.step == pytest.approx(math.log(2))


@same_everywhere
@given(parameters())
def test_rooms_are_a_distribution_and_roofs_its_surprises_in_every_frame(drawn):
    n = computed(**drawn)
    for motion in (n.half, n.quarter, n.home):
        assert motion.rooms.sum(axis=1) == pytest.approx(1)
        assert motion.roofs == pytest.approx(-np.log(motion.rooms))
    others = [k for k in range(n.count) if k not in (n.dragged, n.neighbor)]
    assert (n.quarter.rooms[:, others] == np.array(drawn["q"])[others]).all()


def test_last_class_takes_from_the_one_before_it_and_a_tiny_room_is_not_halved():
    n = computed(p=(0.3, 0.7), q=(0.6, 0.4))
    assert (n.dragged, n.neighbor) == (1, 0)
    n = computed(p=(0.1, 0.9), q=(0.97, 0.03))
    assert n.dragged == 0


@same_everywhere
@given(parameters())
def test_counts_are_p_in_hundredths_and_the_average_is_their_mean_surprise(drawn):
    n = computed(**drawn)
    p = np.array(drawn["p"])
    assert sum(n.counts) == 100
    assert (np.abs(np.array(n.counts) - 100 * p) < 1 + 1e-9).all()
    assert np.bincount(n.order, minlength=len(p)).tolist() == list(n.counts)
    surprise = -np.log(np.array(drawn["q"]))
    assert n.average == pytest.approx(np.mean(surprise[list(n.order)]))
    assert n.means[9] == pytest.approx(np.mean(surprise[list(n.order[:10])]))


def test_order_follows_the_seed():
    assert computed(seed=3).order == computed(seed=3).order
    assert computed(seed=3).order != computed(seed=4).order


@same_everywhere
@given(parameters())
def test_average_so_far_is_drawn_from_the_first_bar_to_the_last(drawn):
    n = computed(**drawn)
    assert (n.run.ran[0], n.run.ran[-1]) == (1, 100)
    assert (np.diff(n.run.ran) > 0).all()
    surprise = -np.log(np.array(drawn["q"]))
    so_far = [np.mean(surprise[list(n.order[: k + 1])]) for k in range(100)]
    assert n.run.mean == pytest.approx(np.interp(n.run.ran, range(1, 101), so_far))


def test_first_guest_falls_by_its_surprise_and_rests_before_its_trail_goes():
    n = computed()
    come, fall, rest, _ = LEGS[0]
    clock, fallen = n.few.clock, n.few.fallen
    assert fallen[clock <= come].tolist() == [0] * int((clock <= come).sum())
    landed = clock >= come + fall
    assert fallen[landed] == pytest.approx(math.log(5))
    assert rest >= 0.5
    assert (np.diff(fallen) >= 0).all()


def test_ten_guests_have_come_before_all_others_set_out():
    n = computed()
    ends = STARTS + LEGS.sum(axis=1)
    assert n.few.clock[-1] == n.rest.clock[0]
    assert ends[:10].max() <= n.few.clock[-1] + 1e-9 <= STARTS[10] + 2e-9
    assert ends.max() == pytest.approx(n.rest.clock[-1])


@same_everywhere
@given(parameters())
def test_each_stage_sorts_one_kind_behind_the_sorted_ones_and_keeps_the_order_of_the_rest(drawn):
    n = computed(**drawn)
    order = np.array(n.order)
    assert n.places[0].tolist() == list(range(100))
    assert len(n.places) == n.count
    for done, places in enumerate(n.places):
        assert sorted(places.tolist()) == list(range(100))
        row = order[np.argsort(places)]
        count = sum(n.counts[:done])
        assert row[:count].tolist() == sorted(row[:count].tolist())
        assert (row[count:] == order[order >= done]).all()
    assert (np.diff(order[np.argsort(n.places[-1])]) >= 0).all()
    assert (n.sort.sorted[0], n.sort.sorted[-1]) == (0, n.count - 1)


def test_shapes_are_as_wide_as_the_rooms_all_alike_and_as_wide_as_the_classes_came():
    n = computed()
    assert n.kinds_of_shapes == ("rooms", "alike", "came")
    assert n.shapes == pytest.approx(np.array([Q, [0.25] * 4, P]))


@pytest.mark.parametrize(
    ("p", "q", "kinds"),
    [
        ([0.25] * 4, [0.25] * 4, ("came",)),
        ([0.4, 0.6], [0.41, 0.59], ("alike", "came")),
        ([0.4, 0.6], [0.51, 0.49], ("rooms", "came")),
        ([0, 1, 0], [0.5, 0.25, 0.25], ("rooms", "came")),
    ],
)
def test_shape_that_looks_like_another_is_left_out(p, q, kinds):
    assert computed(p=tuple(p), q=tuple(q)).kinds_of_shapes == kinds


def test_average_may_differ_from_the_cross_entropy_if_p_is_not_in_whole_hundredths():
    n = computed(p=(1 / 3, 1 / 3, 1 / 3), q=(0.125, 0.375, 0.5))
    assert n.counts == (34, 33, 33)
    # 34 ln 8 + 33 ln(8/3) + 33 ln 2, in hundredths; and the mean of the three logarithms
    assert n.average == pytest.approx(1.25943, abs=1e-5)
    assert n.total == pytest.approx(1.25114, abs=1e-5)
    assert not n.is_met


def test_surprise_of_a_class_that_the_guess_holds_impossible_is_infinite():
    n = computed(p=(0.5, 0.5, 0), q=(0.5, 0, 0.5))
    assert n.surprise[1] == n.average == n.total == math.inf
    assert np.isfinite(n.run.mean).all()
