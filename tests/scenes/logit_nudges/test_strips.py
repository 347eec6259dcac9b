"""Strips of 1 stay strips of 1 while slices travel, and gains are laid against each other."""

import numpy as np
import pytest

from scenes.logit_nudges.numbers import LogitNudgesNumbers, LogitNudgesParameters
from scenes.logit_nudges.strips import LEAST, Strips
from stage.theme import Zone

N = LogitNudgesNumbers.compute(LogitNudgesParameters(), 5)
CLASSES = 4


def drawn(**values):
    strips = Strips("the strips", N)
    known = {"change": N.lowered.change[-1], "z": N.lowered.z[-1], "way": np.ones(2), "rows": 1.0}
    strips.values |= {name: np.asarray(v, float) for name, v in (known | values).items()}
    strips.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    strips.redraw()
    return strips


def left_and_right(piece):
    return np.array([piece.points[:, 0].min(), piece.points[:, 0].max()])


def pieces_of(strips, row):
    """Left and right of all that has a length, in shares of the strip, by key."""
    keys = [k for k in strips.pieces if k[0] == f"share {row}" or k[:2] == ("slice", row)]
    found = {key: left_and_right(strips.pieces[key]) for key in keys}
    left, width = -6.6, width_of(strips)
    return {key: (ends - left) / width for key, ends in found.items()}


def width_of(strips):
    fox = left_and_right(strips.pieces["share 0", 2])
    return (fox[1] - fox[0]) / (N.q[2] - N.paid[2])


@pytest.mark.parametrize("way", [0.0, 0.1, 0.22, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("row", range(2))
def test_pieces_and_slices_together_are_1_wherever_they_are(row, way):
    strips = drawn(way=np.full(2, way))
    found, least = pieces_of(strips, row), LEAST / width_of(strips)
    lengths = {key: ends[1] - ends[0] for key, ends in found.items()}
    # A slice is drawn with a least width; one of nothing is not seen.
    slices = [lengths[key] for key in lengths if key[0] == "slice"]
    exact = sum(length for length in slices if length > least + 1e-9)
    kept = sum(lengths[f"share {row}", k] for k in range(CLASSES))
    assert kept + exact == pytest.approx(1, abs=3 * least)
    lost = np.maximum(-N.lowered.change[-1, row], 0)
    for k in range(CLASSES):
        assert lengths[f"share {row}", k] == pytest.approx(N.q[k] - lost[k])


def test_landed_slices_of_the_true_class_are_its_gain_and_begin_at_its_old_edge():
    strips = drawn()
    pushed, pulled = pieces_of(strips, 0), pieces_of(strips, 1)
    assert pushed["slice", 0, 2] == pytest.approx([N.q[0], N.q[0] + N.paid[2]])
    assert pulled["slice", 1, 0] == pytest.approx([N.q[0], N.q[0] + N.gains[1]])
    edge = strips.pieces["edge",].points[:, 0]
    assert (edge + 6.6) / width_of(strips) == pytest.approx(N.q[0])


def test_lifted_slices_keep_their_height_and_are_clear_of_both_strips():
    strips = drawn(way=np.array([1.0, 0.5]))
    lifted, strip, other = (
        strips.pieces[key].points[:, 1] for key in (("slice", 1, 0), ("share 1", 2), ("share 0", 2))
    )
    assert np.ptp(lifted) == pytest.approx(np.ptp(strip))
    assert lifted.min() >= strip.max()
    assert lifted.max() <= other.min() + 0.05


def test_gains_of_pulls_lie_end_to_end_below_that_of_the_push_ten_times_as_wide():
    strips = drawn(fly=np.ones(CLASSES), change=N.rest.change[-1])
    wide = 10 * width_of(drawn())
    start = paid = -6.6
    for gain, k in zip(N.gains[1:], (2, 3, 1), strict=True):
        above, below = (left_and_right(strips.pieces[f"bar {r}", k]) for r in range(2))
        assert below == pytest.approx([start, start + gain * wide])
        assert above == pytest.approx([paid, paid + N.paid[k] * wide])
        start, paid = below[1], above[1]
    assert (start + 6.6) / (paid + 6.6) == pytest.approx(N.fill)
    slot = left_and_right(strips.pieces["slot",])
    assert slot == pytest.approx([-6.6, -6.6 + N.gains[0] * wide], abs=0.01)


def test_beads_are_as_far_from_their_rings_as_the_scores_have_moved():
    strips = drawn()
    middle = {key: np.mean(left_and_right(piece)) for key, piece in strips.pieces.items()
              if key[0] in ("from", "to", "bead 0", "bead 1")}  # fmt: skip
    unit = (middle["bead 0", 2] - middle["bead 0", 1]) / 4.2  # fox 3.2, hen -1
    assert middle["bead 0", 0] - middle["from", 0] == pytest.approx(0.4 * unit)
    assert middle["bead 1", 2] - middle["from", 1] == pytest.approx(-0.4 * unit)
    assert middle["bead 0", 0] == pytest.approx(middle["to", 0])
    assert middle["bead 1", 2] == pytest.approx(middle["to", 1])
