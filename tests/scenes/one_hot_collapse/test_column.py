"""Blocks, level and column are drawn to one scale, and the column leaves the picture at the end."""

import numpy as np
import pytest

from scenes.one_hot_collapse.column import Column
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers, OneHotCollapseParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = OneHotCollapseNumbers.compute(OneHotCollapseParameters(), 5)
CEILING = 4.0


def drawn(motion, frame, **looks):
    column = Column(
        "the blocks", names=N.names, subscripts=N.subscripts, target=N.target, sure=N.sure,
        top=N.top, ceiling=CEILING, ghosts=N.ghosts, true_form=N.true_form, p=N.collapse.p[0],
        surprise=N.surprise, q=N.q, level=N.collapse.level[0], loss=N.surprise[0], true=N.q[0],
        low=N.q[0], high=N.q[0], **looks,
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
    start, end, y, _ = sides(column.pieces["level",])
    assert sum(areas) == pytest.approx((end - start) * (y - bottom))


def test_block_of_the_true_class_stands_still_while_the_others_trade():
    blocks = [sides(drawn(N.trade, frame).pieces["block", 0]) for frame in range(len(N.trade.q))]
    # Since the collapse the base is the true class's alone: its width is that of p.
    assert np.ptp(blocks, axis=0) == pytest.approx([0, 0, 0, 0], abs=1e-12)


@pytest.mark.parametrize("drag", ["up", "down"])
@pytest.mark.parametrize("frame", [0, 4, -1])
def test_column_is_as_high_as_the_loss_and_its_top_is_on_the_curve(drag, frame):
    motion = getattr(N, drag)
    column = drawn(motion, frame, narrow=1.0, dragged=1.0)
    left, right, bottom, top = sides(column.pieces["block", 0])
    unit = sides(column.pieces["block", 1])[3] - bottom  # the hen's block is ln(1/q) high
    assert top - bottom == pytest.approx(
        unit * np.log(1 / motion.true[frame]) / N.surprise[1], rel=1e-9
    )
    middle = (left + right) / 2
    curve = column.pieces["curve",].points[:, :2]
    if np.ptp(curve[:, 0]) > 1e-6:
        assert np.hypot(*(curve - [middle, top]).T).min() < 0.02


def test_column_leaves_the_picture_at_the_last_stop_alone():
    column = drawn(N.down, -1, narrow=1.0, dragged=1.0)
    assert sides(column.pieces["block", 0])[3] < 3.2
    assert metadata(column.pieces["on",]).opacities[0] == 0
    column = drawn(N.on, -1, narrow=1.0, dragged=1.0)
    assert sides(column.pieces["block", 0])[3] == CEILING
    assert metadata(column.pieces["on",]).opacities[0] == 1
