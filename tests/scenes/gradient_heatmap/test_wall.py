"""The wall and its balance are where their values say, in zones of all shapes."""

from itertools import pairwise

import numpy as np
import pytest

from scenes.gradient_heatmap.balance import Balance
from scenes.gradient_heatmap.lights import glow
from scenes.gradient_heatmap.signed_matrix import SignedMatrix
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.theme import Zone, rgb

WIDE, SQUARE, TALL = Zone(-6.7, 6.7, -2.8, 2.5), Zone(-3.5, 3.5, -2.3, 2), Zone(-3.5, 3.5, -5, 5)
ZONES = pytest.mark.parametrize("zone", [WIDE, SQUARE, TALL], ids=["wide", "square", "tall"])

G = np.array([[-0.6, 0.1, 0.5], [0.3, 0.3, 0.4], [0.2, -0.9, 0.7]])
TAKEN = np.array([1.0, 0.0, 1.0])
ORDER = (2, 1, 0)
WRONG = np.array([0.6, 0.7, 0.9])


def wall_of(zone=WIDE, *, g=G, taken=TAKEN, **looks):
    names = [str(k + 1) for k in range(g.shape[1])]
    wall = SignedMatrix("wall", g, taken=taken, targets=(0, 2, 1), order=ORDER, names=names,
                        write=writer(".3p"))  # fmt: skip
    over, under = np.maximum(g, 0).sum(axis=1), np.maximum(-g, 0).sum(axis=1)
    balance = Balance("balance", wall, over=over, under=under, sums=g.sum(axis=1),
                      poured=np.ones(g.shape[1]), wrong=WRONG, order=ORDER, write=writer(".3p"),
                      write_sum=writer(".2f"), terms=True)  # fmt: skip
    looks = {"open": 1.0, "joined": 1.0, "beside": 1.0, "split": np.zeros(3)} | looks
    wall.values.update({name: np.asarray(value, float) for name, value in looks.items()})
    for part in (wall, balance):
        part.zone = zone
        part.tune([zone], by_number=False)
    balance.settle([])
    for part in (wall, balance):
        part.redraw(rests=1.0)
    return wall, balance


def extent(mobject):
    return (*mobject.points[:, :2].min(axis=0), *mobject.points[:, :2].max(axis=0))


# --- the wall -------------------------------------------------------------------------------------


@ZONES
@pytest.mark.parametrize("many", [0.0, 0.5, 1.0])
def test_cells_are_as_wide_as_each_other_and_in_the_colours_of_their_values(zone, many):
    wall, _ = wall_of(zone, open=many)
    for i in range(3):
        for k in range(3):
            left, bottom, right, top = extent(wall.pieces["cell", i, k])
            cell = wall.cell(i, k)
            assert (left, bottom, right, top) == pytest.approx(
                (cell.left, cell.bottom, cell.right, cell.top)
            )
            assert cell.width == pytest.approx(wall.cell(0, 0).width)
            assert wall.pieces["cell", i, k].fill_rgbas[0, :3] == pytest.approx(rgb(glow(G[i, k])))


@ZONES
def test_rows_lie_below_each_other_by_their_places_without_touching(zone):
    wall, _ = wall_of(zone)
    wall.values["place"] = np.array([2.0, 0.0, 1.0])
    rows = [wall.row(i) for i in (1, 2, 0)]
    for above, below in pairwise(rows):
        assert 0 < above.bottom - below.top < 0.2
        assert above.top - below.top == pytest.approx(wall.pitch())
    assert zone.bottom <= rows[-1].bottom < rows[0].top <= zone.top


@ZONES
def test_one_row_takes_most_of_the_room(zone):
    wall, _ = wall_of(zone, open=0.0, joined=0.0)
    assert wall.row(0).height > 0.8 * wall.inner().height
    assert [metadata(wall.pieces["cell", i, 0]).visibility for i in range(3)] == [1, 0, 0]


@ZONES
@pytest.mark.parametrize("taken", [0.0, 0.4, 1.0])
def test_strip_slides_behind_its_row_as_far_as_it_is_taken(zone, taken):
    wall, _ = wall_of(zone, g=np.abs(G), split=np.ones(3), taken=np.full(3, taken))
    for i in range(3):
        cell, strip = wall.cell(i, 0), wall.strip(i, 0)
        gap = wall.cell(0, 0).bottom - wall_of(zone, g=np.abs(G), split=np.ones(3),
                                               taken=np.zeros(3))[0].strip(0, 0).top  # fmt: skip
        assert cell.bottom - strip.bottom == pytest.approx((1 - taken) * (strip.height + gap))
        assert strip.top <= cell.top + 1e-9  # nothing comes out above
        assert 0 < strip.height <= cell.height + 1e-9


def test_what_is_told_on_cells_has_its_sign_once_something_is_taken():
    wall, _ = wall_of()
    assert [wall.pieces["number", k].text for k in range(3)] == ["−0.600", "+0.100", "+0.500"]
    assert [wall.pieces["sign", 2, k].text for k in range(3)] == ["+", "−", "+"]
    assert [metadata(wall.pieces["sign", i, 0]).visibility for i in range(3)] == [0, 0, 1]
    wall, _ = wall_of(taken=np.zeros(3), g=np.abs(G))
    assert [wall.pieces["number", k].text for k in range(3)] == ["0.600", "0.100", "0.500"]


def test_where_a_cell_is_narrow_the_sign_stands_above_the_number_or_alone():
    g = np.hstack((G, G[:, :1]))
    wall, balance = wall_of(SQUARE, g=g, open=0.0)
    number, sign = wall.pieces["number", 0], wall.pieces["sign", 0, 0]
    assert not wall.is_inline
    assert (number.text, sign.text) == (".600", "−")
    assert sign.points[:, 1].min() > number.points[:, 1].max()
    assert metadata(balance.pieces["alone",]).terms == ()  # what has no sign does not add up
    wall, _ = wall_of(Zone(-3.5, 3.5, -1.2, 1.2), g=g)
    assert (
        metadata(wall.pieces["number", 0]).visibility,
        metadata(wall.pieces["sign", 0, 0]).visibility,
    ) == (0, 1)


@ZONES
def test_texts_on_cells_stay_within_them(zone):
    for g in (G, np.tile(G, (1, 3))):
        for many in (0.0, 1.0):
            wall, _ = wall_of(zone, g=g, open=many)
            for key in (("number", 0), ("sign", 0, 0), ("sign", 1, 0)):
                text = wall.pieces[key]
                cell = wall.cell(key[1] if len(key) == 3 else 0, 0)
                if metadata(text).visibility == 1:
                    left, bottom, right, top = extent(text)
                    assert cell.left < left < right < cell.right
                    assert cell.bottom < bottom < top < cell.top


def test_row_that_is_told_lies_over_all_and_more_wrong_ones_over_less_wrong_ones():
    wall, balance = wall_of()
    for part in (wall, balance):
        cards = [part.group.submobjects.index(part.pieces["card", i]) for i in (1, 2, 0)]
        assert cards == sorted(cards)


# --- the balance ----------------------------------------------------------------------------------


@ZONES
@pytest.mark.parametrize("many", [0.0, 1.0])
def test_bars_start_at_one_post_and_are_as_long_as_what_is_above_and_below_0(zone, many):
    wall, balance = wall_of(zone, open=many)
    unit = balance.unit("x")
    for i, (over, under) in enumerate([(0.6, 0.6), (1.0, 0.0), (0.9, 0.9)]):
        post = wall.bars(i).x
        right, left = balance.figure("over", i), balance.figure("under", i)
        assert (right.head[0], left.head[0]) == pytest.approx(
            (post + over * unit, post - under * unit)
        )
        assert right.foot == left.foot == (post, wall.bars(i).y)
        assert metadata(balance.pieces["over", i]).measured.values == pytest.approx([over])


@ZONES
def test_bar_of_1_has_room_on_either_side_and_a_column_of_numbers_beside_it(zone):
    wall, balance = wall_of(zone)
    bars = wall.bars(0)
    assert balance.unit("x") == pytest.approx(bars.width / 2)
    assert bars.right + 1.0 < zone.right
    for i in range(3):
        end = extent(balance.pieces["over", i])[2]
        assert 0 < extent(balance.pieces["wrong", i])[0] - end < 0.3  # it comes from the bar's end
    balance.values["told"] = np.asarray(1.0)
    balance.redraw(rests=1.0)
    for i in range(3):
        left, _, right, _ = extent(balance.pieces["wrong", i])
        assert bars.right < left < right < zone.right


def test_bars_are_beside_their_rows_where_it_is_wide_and_below_the_cells_where_it_is_tall():
    wall, _ = wall_of(WIDE)
    assert wall.bars(1).left > wall.cell(1, 2).right
    assert wall.bars(1).y == pytest.approx(wall.cell(1, 2).y)
    wall, _ = wall_of(TALL)
    assert wall.bars(1).top <= wall.cell(1, 2).bottom
    assert wall.bars(1).bottom >= wall.cell(2, 2).top


@ZONES
def test_unit_of_bars_is_the_same_for_one_row_and_for_many(zone):
    units = {round(wall_of(zone, open=many)[1].unit("x"), 9) for many in (0.0, 0.3, 1.0)}
    assert len(units) == 1


@pytest.mark.parametrize("poured", [0.0, 0.5, 1.0])
def test_pieces_keep_their_lengths_and_lie_end_to_end_when_all_have_come(poured):
    wall, balance = wall_of(open=0.0)
    balance.values["poured"] = np.full(3, poured)
    unit = balance.unit("x")
    poses = [balance.figure("part", k) for k in range(3)]
    assert [pose.length for pose in poses] == pytest.approx([0, 0.1 * unit, 0.5 * unit])
    if poured == 1:
        assert poses[1].foot[0] == pytest.approx(wall.bars(0).x)
        assert poses[2].foot[0] == pytest.approx(poses[1].head[0])
        assert poses[2].head[0] == pytest.approx(balance.figure("over", 0).head[0])
    if poured == 0:
        middle = (poses[2].foot[0] + poses[2].head[0]) / 2
        assert middle == pytest.approx(wall.cell(0, 2).x)


@ZONES
@pytest.mark.parametrize("many", [0.0, 1.0])
def test_bars_are_cut_where_what_a_class_adds_begins(zone, many):
    g = np.array([[-0.6, 0.4, 0.2], *G[1:]])
    _, balance = wall_of(zone, g=g, open=many)
    unit = balance.unit("x")
    # Of each row what is above 0, but for the first: that begins at the post.
    for i, places in enumerate([[0.4], [0.3, 0.6], [0.2]]):
        over, cuts = balance.figure("over", i), balance.pieces["cuts", i].points
        assert cuts[::4, 0] == pytest.approx([over.foot[0] + at * unit for at in places])
        assert cuts[::4, 1] == pytest.approx(over.foot[1] - over.width / 2)
        assert cuts[3::4, 1] == pytest.approx(over.foot[1] + over.width / 2)


def test_bar_of_the_first_row_is_not_cut_before_its_pieces_have_come():
    _, balance = wall_of(open=0.0)
    balance.values["poured"] = np.array([1.0, 1.0, 0.5])
    balance.redraw(rests=1.0)
    assert len(balance.pieces["cuts", 0].points) == 0
    assert len(balance.pieces["cuts", 1].points) == 8


def test_numbers_on_cells_are_declared_to_add_up_to_the_sum():
    wall, balance = wall_of()
    assert metadata(balance.pieces["alone",]).terms == tuple(
        wall.pieces["number", k] for k in range(3)
    )
