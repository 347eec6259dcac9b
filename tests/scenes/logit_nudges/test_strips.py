"""Strips of 1 stay strips of 1 while slices travel, and gains are laid at one edge."""

from itertools import pairwise

import numpy as np
import pytest

from scenes.logit_nudges.numbers import LogitNudgesNumbers, LogitNudgesParameters
from scenes.logit_nudges.strips import Strips
from stage.theme import Zone

N = LogitNudgesNumbers.compute(LogitNudgesParameters(), 5)
ROWS, CLASSES = 4, 4


def drawn(*, change, way, **values):
    strips = Strips(
        "the strips", names=N.names, subscript=N.subscript, target=N.target, rows=N.rows, q=N.q,
        nudge=N.nudge, gains=N.gains, giving=N.giving, forms=(N.gain_form, N.share_form),
        lens=N.lens, change=change, way=way,
        **{"pushed": np.ones(4), "length": N.giving, "told": np.ones(4), "small": 1.0,
           "peeled": 1.0, **values},
    )  # fmt: skip
    strips.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    strips.redraw()
    return strips


def left_and_right(piece):
    return float(piece.points[:, 0].min()), float(piece.points[:, 0].max())


def pieces_of(strips, row):
    """Left and right of all that has a length, in shares of the strip, by key."""
    found = {}
    for key, piece in strips.pieces.items():
        if key[0] in (f"share {row}", f"slice {row}"):
            found[key] = np.array(left_and_right(piece))
    width = 13.2 - 1.9 - 1.45
    return {key: (ends + 6.6 - 1.9) / width for key, ends in found.items()}


@pytest.mark.parametrize("way", [0.0, 0.1, 0.3, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("row", range(ROWS))
def test_pieces_and_slices_together_are_1_wherever_they_are(row, way):
    strips = drawn(change=N.lowered.change[-1], way=np.full(4, way))
    found = pieces_of(strips, row)
    # A slice is drawn with two pixels at least.
    least = 0.015 / (13.2 - 1.9 - 1.45)
    lengths = np.array([ends[1] - ends[0] for ends in found.values()])
    slices = np.array([key[0].startswith("slice") for key in found])
    exact = lengths[~slices].sum() + lengths[slices & (lengths > least + 1e-9)].sum()
    assert exact == pytest.approx(1, abs=3 * least + 1e-9)
    given = np.maximum(-N.lowered.change[-1, row], 0)
    for k in range(CLASSES):
        kept = found[f"share {row}", k]
        assert kept[1] - kept[0] == pytest.approx(N.q[k] - given[k])


def test_landed_slices_of_the_true_class_are_its_gain_and_begin_at_its_old_edge():
    strips = drawn(change=N.lowered.change[-1], way=np.ones(4))
    for row, giver in ((2, 2), (3, 3)):
        left, right = pieces_of(strips, row)[f"slice {row}", giver, 0]
        assert left == pytest.approx(N.q[0])
        assert right - left == pytest.approx(N.gains[row])
    first = [pieces_of(strips, 0)["slice 0", giver, 0] for giver in (1, 2, 3)]
    assert first[0][0] == pytest.approx(N.q[0])
    assert first[-1][1] == pytest.approx(N.q[0] + N.gains[0], abs=1e-9)
    edge = strips.pieces["edge",].points[:, 0]
    assert edge == pytest.approx(-6.6 + 1.9 + N.q[0] * (13.2 - 1.9 - 1.45))


def test_outlines_are_as_long_as_the_first_order_and_begin_at_the_edge():
    strips = drawn(
        change=N.lowered.change[-1], way=np.ones(4), length=N.first_order, laid=1.0, fitting=1.0
    )
    width = 13.2 - 1.9 - 1.45
    for row in (0, 2):
        left, right = left_and_right(strips.pieces["outline", row])
        assert (left + 6.6 - 1.9) / width == pytest.approx(N.q[0])
        assert (right - left) / width == pytest.approx(N.first_order[row])


def test_slices_do_not_lie_over_each_other_while_they_travel():
    for way in (0.3, 0.5, 0.7):
        strips = drawn(change=N.lowered.change[-1], way=np.full(4, way))
        for row in range(ROWS):
            found = pieces_of(strips, row)
            slices = sorted(tuple(e) for k, e in found.items() if k[0].startswith("slice"))
            for before, after in pairwise(slices):
                assert before[1] <= after[0] + 0.002  # two pixels
