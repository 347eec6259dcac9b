"""Bars stay bars of 1, each gift is what one class has given another, and rails are to scale."""

from itertools import pairwise

import numpy as np
import pytest

from scenes.logit_nudges.numbers import LogitNudgesNumbers, LogitNudgesParameters
from scenes.logit_nudges.rows import Rows
from stage.theme import Zone

N = LogitNudgesNumbers.compute(LogitNudgesParameters(), 5)
LEFT = -6.6


RIGHT = 6.6
BOTH = np.ones(2)


def drawn(motion=N.lowered, **values):
    rows = Rows("the rows", N)
    known = {q: track[-1] for q, track in motion} | {"rows": 1.0, "aimed": 1.0}
    rows.values |= {name: np.asarray(v, float) for name, v in (known | values).items()}
    rows.zone = Zone(LEFT, RIGHT, -3.0, 3.2)
    rows.redraw()
    return rows


def sides(rows, *key):
    x = rows.pieces[key].points[:, 0]
    return np.array([x.min(), x.max()])


def width_of(rows):
    return max(sides(rows, "share 1", k)[1] for k in range(4)) - LEFT


def gifts_of(rows, row):
    return [key for key in rows.pieces if key[0] == f"gift {row}" and np.ptp(sides(rows, *key)) > 0]


@pytest.mark.parametrize("row", range(2))
@pytest.mark.parametrize(
    ("motion", "given"), [(N.raised, 0.0), (N.raised, 1.0), (N.lowered, 0.0), (N.joined, 1.0)]
)
def test_pieces_of_a_bar_lie_side_by_side_and_are_1_together(row, motion, given):
    rows = drawn(motion, given=given * BOTH)
    keys = [(f"share {row}", k) for k in range(4)] + gifts_of(rows, row)
    pieces = sorted(tuple(sides(rows, *key)) for key in keys)
    assert pieces[0][0] == pytest.approx(LEFT)
    for (_, right), (left, _) in pairwise(pieces):
        assert left == pytest.approx(right)
    assert pieces[-1][1] - LEFT == pytest.approx(WIDTH)


@pytest.mark.parametrize("row", range(2))
def test_share_of_a_class_is_what_it_has_kept_and_been_given(row):
    rows = drawn(N.lowered, given=BOTH)
    for k in N.order:
        lengths = [np.ptp(sides(rows, f"share {row}", k))]
        lengths += [np.ptp(sides(rows, *key)) for key in gifts_of(rows, row) if key[2] == k]
        assert sum(lengths) / WIDTH == pytest.approx(N.lowered.shares[-1, row, k])


def test_each_gift_of_the_push_is_what_its_giver_has_lost():
    rows = drawn(N.raised, given=BOTH)
    for k in N.others:
        gift = np.ptp(sides(rows, "gift 0", k, N.target)) / WIDTH
        assert gift == pytest.approx(N.q[k] - N.raised.shares[-1, 0, k])


@pytest.mark.parametrize(("row", "motion"), [(0, N.raised), (1, N.lowered)])
def test_gifts_lie_at_the_left_end_of_the_giver_before_they_are_given(row, motion):
    rows = drawn(motion, given=np.zeros(2))
    ends = np.cumsum([0, *N.q[list(N.order)]])
    for key in gifts_of(rows, row):
        start, end = ends[N.order.index(key[1]) :][:2]
        left, right = (sides(rows, *key) - LEFT) / WIDTH
        assert start - 1e-9 <= left <= right <= end + 1e-9


def test_outline_spans_what_the_lower_bar_lacks():
    rows = drawn(compared=1.0, given=BOTH)
    left, right = (sides(rows, "lacking") - LEFT) / WIDTH
    assert [left, right] == pytest.approx(N.q[0] + N.gains[[1, 0]] / 100)


def test_merged_bars_are_in_the_same_place():
    rows = drawn(N.joined, given=BOTH, merged=1.0)
    for k in N.order:
        upper, lower = (rows.pieces[f"share {r}", k].points for r in range(2))
        assert lower == pytest.approx(upper)


def test_beads_are_as_far_from_their_start_as_the_scores_have_moved():
    rows = drawn()
    unit = (middle(rows, "bead 0", 2) - middle(rows, "bead 0", 3)) / 2.7  # fox 3.2, owl .5
    cat, fox = middle(rows, "bead 0", 0), middle(rows, "bead 1", 2)
    assert cat - middle(rows, "bead 1", 0) == pytest.approx(N.nudge * unit)
    assert middle(rows, "bead 0", 2) - fox == pytest.approx(N.nudge * unit)
    assert [cat, fox] == pytest.approx([middle(rows, "goal 0", 0), middle(rows, "goal 1", 2)])


def test_threads_stand_upright_after_the_shift():
    rows = drawn(N.joined, z=N.shifted.z[-1], given=BOTH, merged=1.0)
    for k in N.order:
        assert np.ptp(sides(rows, "thread", k)) == pytest.approx(0, abs=1e-9)
        assert middle(rows, "bead 0", k) == pytest.approx(middle(rows, "bead 1", k))


def middle(rows, *key):
    return np.mean(sides(rows, *key))


WIDTH = width_of(drawn(N.raised))
