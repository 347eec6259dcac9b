"""Rooms are as wide as their probabilities, and as high as their prices."""

import numpy as np
import pytest

from scenes.two_distributions.rooms import clear
from stage.layout import Size
from stage.mobjects.metadata import metadata
from stage.theme import Zone
from tests.scenes.two_distributions.small import OTHER, ZONE, Q, X, Y, rooms_in


def sides(mobject):
    low, high = mobject.points.min(axis=0), mobject.points.max(axis=0)
    return low[0], low[1], high[0], high[1]


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("rooms", [Q, [0.2, 0.15, 0.5, 0.15], [0.5, 0.0, 0.25, 0.25]])
def test_rooms_are_side_by_side_as_wide_as_q_and_as_high_as_their_prices(zone, rooms):
    part = rooms_in(zone, rooms)
    end = None
    for k, q in enumerate(rooms):
        if q == 0:
            continue
        left, low, right, high = sides(part.pieces["room", k])
        assert right - left == pytest.approx(X * q, abs=1e-9)
        assert high - low == pytest.approx(Y * np.log(1 / q), abs=1e-9)
        assert low == pytest.approx(part.pieces["floor",].points[0, 1])
        assert end is None or left == pytest.approx(end)
        end = right


def test_a_dearer_room_than_there_is_room_for_has_no_roof_and_one_that_is_not_there_is_not():
    part = rooms_in(rooms=[0.05, 0.45, 0.5, 0.0], top=2.0)
    assert np.ptp(part.pieces["room", 0].points[:, 1]) == pytest.approx(2 * Y)  # and not ln 20
    assert [round(metadata(part.pieces["roof", k]).visibility) for k in (0, 1, 2)] == [0, 1, 1]
    assert part.pieces["price", 0].text == "3.00"
    assert np.ptp(part.pieces["room", 3].points, axis=0) == pytest.approx([0, 0, 0])
    assert metadata(part.pieces["roof", 3]).visibility == 0


def test_a_room_that_was_gone_is_as_large_as_before():
    part = rooms_in(rooms=[0, 0.5, 0.2, 0.3])
    part.values.update(rooms=Q, price=-np.log(Q))
    part.redraw(rests=1.0)
    sizes = [np.ptp(part.pieces["room", k].points, axis=0)[:2] for k in range(4)]
    assert np.array(sizes) == pytest.approx(np.column_stack((X * Q, -Y * np.log(Q))))


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_roofs_lie_on_rooms_from_wall_to_wall_with_their_prices_on_them(zone):
    part = rooms_in(zone, [0.4, 0.3, 0.2, 0.1], top=2.5)
    for k, price in enumerate(("0.92", "1.20", "1.61", "2.30")):
        left, _, right, top = sides(part.pieces["room", k])
        roof = part.pieces["roof", k].points
        assert roof[:, 1] == pytest.approx(top)
        assert [roof[:, 0].min(), roof[:, 0].max()] == pytest.approx([left, right])
        tag = part.pieces["price", k]
        assert tag.text == price
        assert tag.anchor[0] == pytest.approx((left + right) / 2)
        assert 0 < tag.points[:, 1].min() - top < 0.2
        assert metadata(tag).visibility == 1


def test_price_of_a_room_that_is_narrower_than_it_is_told_where_it_stands_above_all_others():
    part = rooms_in(rooms=[0.48, 0.04, 0.24, 0.24], top=4.0)
    left, _, right, _ = sides(part.pieces["room", 1])
    assert np.ptp(part.pieces["price", 1].points[:, 0]) > right - left
    assert metadata(part.pieces["price", 1]).visibility == 1
    equal = rooms_in(rooms=[0.06, 0.06, 0.06, 0.82], top=4.0)
    assert [metadata(equal.pieces["price", k]).visibility for k in (0, 1, 2)] == [0, 0, 0]


def test_wall_that_is_held_is_between_its_room_and_the_next_one():
    part = rooms_in()
    for k in range(4):
        left, _, right, _ = sides(part.pieces["room", k])
        grip = part.pieces["grip", k].get_center()
        assert grip[0] == pytest.approx(right if k < 3 else left)
        assert grip[1] > part.inner().bottom


def test_draws_fall_within_their_rooms_and_beside_prices():
    part = rooms_in(rooms=[0.5, 0.3, 0.19, 0.01])
    for k in range(3):
        left, _, right, top = sides(part.pieces["room", k])
        near, far, y = part.lane(k)
        half = np.ptp(part.pieces["price", k].points[:, 0]) / 2
        assert y == pytest.approx(top)
        if far:
            assert half < near < far < (right - left) / 2
    assert part.lane(3)[:2] == (0.0, 0.0)


def test_probabilities_are_told_below_the_floor_each_under_its_room():
    part = rooms_in()
    for k, q in enumerate(Q):
        own = part.pieces["q", k]
        left, low, right, _ = sides(part.pieces["room", k])
        assert own.text == f"{q:.2f}"
        assert own.anchor[0] == pytest.approx((left + right) / 2)
        assert own.points[:, 1].max() < low
        assert metadata(own).visibility == 1
    assert part.pieces["head",].get_right()[0] < sides(part.pieces["room", 0])[0]


def test_where_it_is_narrow_probabilities_are_told_without_a_0_before_them():
    part = rooms_in()
    (place,) = part.place(ZONE)
    place.units.update(x=1.6, y=Y)
    part.settle([place])
    part.units = dict(place.units)
    part.redraw(rests=1.0)
    assert [part.pieces["q", k].text for k in range(4)] == [".30", ".20", ".20", ".30"]


def test_price_of_a_class_that_is_lit_is_larger_and_its_q_is_not():
    part = rooms_in(lit=np.eye(4)[1])
    sizes = {row: [part.pieces[row, k].font_size for k in range(4)] for row in ("q", "price")}
    assert sizes == {"q": [30] * 4, "price": [30, 37.5, 30, 30]}


def test_its_title_has_as_many_words_as_there_is_room_for_and_takes_none_where_it_is_not():
    widths = [
        rooms_in(zone).pieces["title",][0].made_width for zone in (ZONE, Zone(0.0, 3.0, -3.0, 3.0))
    ]
    assert widths[0] > widths[1]
    assert rooms_in().least(Size(20.0, 10.0)).width < widths[0]
    bare = rooms_in(titled=0.0)
    assert metadata(bare.pieces["title",][0]).visibility == 0
    assert bare.margin(ZONE).top < rooms_in().margin(ZONE).top


def test_texts_of_a_row_have_the_room_that_their_neighbours_leave():
    # Between 0 and 1 there is .8 left of .2, on both sides of 0: 1.6 in all.
    assert clear(np.array([0.0, 1.0, 3.0]), [0.1, 0.2, 0.3]) == pytest.approx([1.6, 1.8, 3.6])
