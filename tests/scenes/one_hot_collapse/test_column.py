"""Blocks, level and slabs are drawn to one scale, and the block leaves the stage at the end."""

import numpy as np
import pytest

from scenes.one_hot_collapse.column import Column
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers, OneHotCollapseParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = OneHotCollapseNumbers.compute(OneHotCollapseParameters(), 5)


def drawn(motion, frame, **looks):
    column = Column(
        "the blocks", names=N.names, subscripts=N.subscripts, target=N.target, top=N.top,
        halving=N.halving, true_form=N.true_form, p=N.collapse.p[0], surprise=N.surprise, q=N.q,
        level=N.collapse.level[0], loss=N.surprise[0], true=N.q[0], **{"risen": 1.0} | looks,
    )  # fmt: skip
    column.values.update({quantity: np.array(track[frame]) for quantity, track in motion})
    column.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    column.redraw()
    return column


def sides(piece):
    (left, bottom), (right, top) = (edge(piece.points[:, :2], axis=0) for edge in (np.min, np.max))
    return left, right, bottom, top


@pytest.mark.parametrize("frame", [0, 5, 11, 17, -1])
def test_blocks_of_the_collapse_add_up_to_the_level_on_a_base_of_1(frame):
    column = drawn(N.collapse, frame)
    areas = []
    for k in range(4):
        left, right, bottom, top = sides(column.pieces["block", k])
        areas.append((right - left) * (top - bottom))
    y, ends = sides(column.pieces["level",])[2], sides(column.pieces["truth", 0])[1]
    base = ends - sides(column.pieces["block", 1])[0]
    assert sum(areas) == pytest.approx(base * (y - bottom))


def test_block_of_the_true_class_stands_still_while_the_others_trade():
    blocks = [sides(drawn(N.trade, frame).pieces["block", 0]) for frame in range(len(N.trade.q))]
    # Since the collapse the base is the true class's alone: its width is that of p.
    assert np.ptp(blocks, axis=0) == pytest.approx([0, 0, 0, 0], abs=1e-12)


def test_pieces_of_the_truth_are_as_wide_as_the_blocks_on_them():
    column = drawn(N.collapse, 9)
    for k in range(4):
        block, piece = sides(column.pieces["block", k]), sides(column.pieces["truth", k])
        assert block[:2] == pytest.approx(piece[:2])


@pytest.mark.parametrize("motion", ["everything", "half", "again"])
@pytest.mark.parametrize("frame", [0, 4, -1])
def test_block_is_as_high_as_the_loss_until_it_leaves_the_stage(motion, frame):
    moved = getattr(N, motion)
    column = drawn(moved, frame, dragged=1.0)
    _, _, bottom, top = sides(column.pieces["block", 0])
    unit = (sides(column.pieces["block", 1])[3] - bottom) / N.surprise[1]  # the hen's: ln(1/q)
    assert top == pytest.approx(min(bottom + unit * np.log(1 / moved.true[frame]), 3.2), abs=1e-9)
    left, right, _, _ = sides(column.pieces["share", 0])
    x = column.pieces["handle",].points[:, 0]
    assert x == pytest.approx(np.full(len(x), left))
    base = right - sides(column.pieces["block", 1])[0]
    assert right - left == pytest.approx(moved.true[frame] * base)


def test_each_halving_is_a_slab_of_ln_2_and_slabs_that_are_not_there_yet_are_not_seen():
    frame = int(np.searchsorted(N.again.loss, 3.2 * np.log(2)))
    column = drawn(N.again, frame, halved=1.0)
    _, _, bottom, _ = sides(column.pieces["block", 0])
    unit = (sides(column.pieces["block", 1])[3] - bottom) / N.surprise[1]
    for k in range(1, 5):
        y = sides(column.pieces["slab", k])[2]
        assert y - bottom == pytest.approx(unit * k * 0.693147, abs=1e-5)
    seen = [metadata(column.pieces["slab", k]).opacities[1] for k in range(1, 9)]
    assert seen[:3] == [1, 1, 1]
    assert seen[4:] == [0, 0, 0, 0]


def test_block_leaves_the_stage_at_the_end_alone():
    for motion, is_gone in ((N.everything, 0), (N.half, 0), (N.again, 1)):
        assert metadata(drawn(motion, -1).pieces["on",]).opacities[0] == is_gone
