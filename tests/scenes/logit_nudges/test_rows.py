"""Both bars stay bars of 1, what is gained is hatched, and a magnified bar ends at its line."""

import numpy as np
import pytest

from scenes.logit_nudges.numbers import LogitNudgesNumbers, LogitNudgesParameters
from scenes.logit_nudges.rows import Rows
from stage.theme import Zone

N = LogitNudgesNumbers.compute(LogitNudgesParameters(), 5)
LEFT = -6.6


def drawn(**values):
    rows = Rows("the rows", N)
    known = {q: track[-1] for q, track in N.lowered} | {"rows": 1.0, "aimed": 1.0}
    rows.values |= {name: np.asarray(v, float) for name, v in (known | values).items()}
    rows.zone = Zone(LEFT, 6.6, -3.0, 3.2)
    rows.redraw()
    return rows


def left_and_right(piece):
    return np.array([piece.points[:, 0].min(), piece.points[:, 0].max()])


def width_of(rows):
    ends = [left_and_right(rows.pieces["share 0", k]) for k in range(4)]
    return np.max(ends) - LEFT


@pytest.mark.parametrize("row", range(2))
def test_pieces_of_a_bar_lie_side_by_side_and_are_1_together(row):
    rows = drawn()
    at = LEFT
    for k in N.order:
        left, right = left_and_right(rows.pieces[f"share {row}", k])
        assert left == pytest.approx(at)
        share = N.lowered.shares[-1, row, k]
        assert (right - left) / width_of(rows) == pytest.approx(share)
        at = right


def test_hatched_is_what_a_class_has_gained():
    rows = drawn()
    for row, k, gain in ((0, 0, N.gains[0]), (1, 0, N.gains[1]), (1, 3, 0.011)):
        hatched = left_and_right(rows.pieces[f"gained {row}", k])
        share = left_and_right(rows.pieces[f"share {row}", k])
        assert hatched[1] <= share[1] + 1e-9
        # Its slanted lines reach into the corners, but for half of a line's distance.
        assert np.ptp(hatched) / width_of(rows) == pytest.approx(gain, abs=0.012)


def test_magnified_bars_are_ten_times_as_wide_about_the_end_of_the_push():
    near, far = drawn(zoom=1.0, compared=1.0), drawn(compared=1.0)
    line = near.pieces["reach",].points[:, 0].mean()
    assert line == pytest.approx(far.pieces["reach",].points[:, 0].mean())
    assert line == pytest.approx(LEFT + (N.q[0] + N.gains[0]) * width_of(far))
    ends = [left_and_right(rows.pieces["share 1", 0])[1] for rows in (near, far)]
    assert line - ends[0] == pytest.approx(10 * (line - ends[1]))
    assert left_and_right(near.pieces["share 1", 0])[0] == pytest.approx(LEFT)


def test_beads_are_as_far_from_their_rings_as_the_scores_have_moved():
    rows = drawn()
    keys = ("from 0", "from 1", "to 0", "to 1", "bead 0", "bead 1")
    middle = {key: np.mean(left_and_right(piece)) for key, piece in rows.pieces.items()
              if key[0] in keys}  # fmt: skip
    unit = (middle["bead 0", 2] - middle["bead 0", 1]) / 4.2  # fox 3.2, hen -1
    assert middle["bead 0", 0] - middle["from 0", 0] == pytest.approx(0.4 * unit)
    assert middle["bead 1", 2] - middle["from 1", 2] == pytest.approx(-0.4 * unit)
    assert middle["bead 0", 0] == pytest.approx(middle["to 0", 0])
    assert middle["bead 1", 2] == pytest.approx(middle["to 1", 2])


def test_lower_beads_that_have_slid_are_below_the_upper_ones():
    rows = drawn(**{q: track[-1] for q, track in N.joined}, slid=1.0)
    upper, lower = (
        [np.mean(left_and_right(rows.pieces[f"bead {r}", k])) for k in range(4)] for r in range(2)
    )
    assert lower == pytest.approx(upper)
