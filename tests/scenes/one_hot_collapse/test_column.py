"""Blocks, slices, level and slabs are drawn to one scale, and links lead from share to block."""

import numpy as np
import pytest

from scenes.one_hot_collapse.column import Column
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers, OneHotCollapseParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = OneHotCollapseNumbers.compute(OneHotCollapseParameters(), 5)


def drawn(motion, frame, **looks):
    column = Column("the blocks", N)
    column.values |= {"risen": np.array(4.0)} | {k: np.array(v) for k, v in looks.items()}
    column.values.update({quantity: np.array(track[frame]) for quantity, track in motion})
    column.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    column.redraw()
    return column


def sides(piece):
    (left, bottom), (right, top) = (edge(piece.points[:, :2], axis=0) for edge in (np.min, np.max))
    return left, right, bottom, top


def area_of(polygons):
    """By the shoelace formula, of rectangles of four straight sides, 16 points each."""
    corners = polygons.points.reshape(-1, 16, 3)[:, ::4, :2]
    return np.ptp(corners, axis=1).prod(axis=1).sum()


@pytest.mark.parametrize("poured", [0.2, 0.5, 0.83, 1.0])
def test_levelling_keeps_the_area_of_each_class_and_ends_level(poured):
    before, column = drawn(N.collapse, 0), drawn(N.collapse, 0, poured=poured)
    for k in range(4):
        left, right, bottom, top = sides(before.pieces["block", k])
        whole = (right - left) * (top - bottom)
        left, right, bottom, top = sides(column.pieces["block", k])
        rest = (right - left) * (top - bottom)
        assert rest + area_of(column.pieces["poured", k]) == pytest.approx(whole)
    if poured == 1:
        level = sides(column.pieces["level",])[2]
        # Only the hen's 4.657 and the owl's 3.157 are above 2.747; fox and cat are filled up.
        assert [len(column.pieces["poured", k].points) > 0 for k in range(4)] == [0, 1, 0, 1]
        for k in (1, 3):
            assert sides(column.pieces["poured", k])[3] <= level + 1e-9
            assert sides(column.pieces["block", k])[3] == pytest.approx(level)
        filled = sides(column.pieces["poured", 1])
        assert filled[1] == pytest.approx(sides(column.pieces["block", 0])[1])
        assert filled[3] == pytest.approx(level)


def test_a_link_leads_from_each_share_to_its_piece_of_the_truth():
    column = drawn(N.collapse, 0)
    for k in range(4):
        points = column.pieces["link", k].points[:, :2]
        low, high = points[:, 1].min(), points[:, 1].max()
        for y, bar in ((low, "share"), (high, "truth")):
            x = points[np.isclose(points[:, 1], y), 0]
            assert (x.min(), x.max()) == pytest.approx(sides(column.pieces[bar, k])[:2])


def test_blocks_rise_from_left_to_right():
    column = drawn(N.collapse, 0, risen=1.5)
    heights = [np.subtract(*sides(column.pieces["block", k])[3:1:-1]) for k in (1, 2, 3, 0)]
    full = [np.subtract(*sides(drawn(N.collapse, 0).pieces["block", k])[3:1:-1]) for k in (1, 2)]
    assert heights == pytest.approx([full[0], full[1] / 2, 0, 0])


@pytest.mark.parametrize("frame", [0, 5, 11, 15, -1])
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
def test_block_is_as_high_as_the_loss(motion, frame):
    moved = getattr(N, motion)
    column = drawn(moved, frame, dragged=1.0)
    _, _, bottom, top = sides(column.pieces["block", 0])
    unit = (sides(column.pieces["block", 1])[3] - bottom) / N.surprise[1]  # the hen's: ln(1/q)
    assert top == pytest.approx(bottom + unit * np.log(1 / moved.true[frame]), abs=1e-9)
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
    seen = [metadata(column.pieces["slab", k]).opacities[1] for k in range(1, 8)]
    assert seen == [1, 1, 1, 0, 0, 0, 0]
    for words in ("added", "part", "count"):
        shown = [column.pieces[words, k].family_members_with_points()[0] for k in range(1, 8)]
        assert [metadata(text).opacities[0] for text in shown] == [1, 1, 1, 0, 0, 0, 0]


def test_all_slabs_stand_on_the_stage_at_the_end():
    column = drawn(N.again, -1, halved=1.0)
    top = sides(column.pieces["block", 0])[3]
    assert top == pytest.approx(sides(column.pieces["slab", 7])[2])
    assert top < column.zone.top
