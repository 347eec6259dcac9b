"""Rooms are as high as their probabilities, and their places can be counted."""

import numpy as np
import pytest

from scenes.digits import writer
from scenes.layout import Scale, Size
from scenes.theme import Zone
from scenes.two_distributions.roofs import Roofs
from scenes.two_distributions.rooms import Rooms
from tests.scenes.small_parts import drawn
from tests.scenes.two_distributions.small import OTHER, PLACES, PRICE, ZONE, P, Q, dots_of, rooms_in


def sides(mobject):
    low, high = mobject.points.min(axis=0), mobject.points.max(axis=0)
    return low[0], low[1], high[0], high[1]


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("rooms", [Q, [0.05, 0.45, 0.5, 0], [0, 0, 1, 0]])
def test_rooms_are_as_high_as_their_probabilities_and_five_places_wide(zone, rooms):
    part = rooms_in(zone, rooms)
    for k, probability in enumerate(rooms):
        left, low, right, high = sides(part.pieces["room", k])
        assert high - low == pytest.approx(7 * probability, abs=1e-9)
        assert right - left == pytest.approx(5 * part.pitch)
        assert low == pytest.approx(part.pieces["floor",].points[0, 1])


def test_a_room_that_was_gone_is_as_high_as_before():
    part = rooms_in(rooms=[0, 0.5, 0.2, 0.3])
    part.values["rooms"] = Q
    part.redraw(rests=1.0)
    heights = [np.ptp(part.pieces["room", k].points[:, 1]) for k in range(4)]
    assert heights == pytest.approx(7 * Q)


def test_every_room_has_as_many_places_as_its_hundredths_and_all_of_them_are_in_it():
    part = rooms_in()
    for k, count in enumerate(PLACES):
        middles, radii = dots_of(part.pieces["places", k])
        left, low, right, high = sides(part.pieces["room", k])
        assert len(middles) == count
        assert (middles - radii[:, None] > [left, low]).all()
        assert (middles + radii[:, None] < [right, high]).all()
        apart = np.linalg.norm(middles[:, None] - middles, axis=-1)[~np.eye(count, dtype=bool)]
        assert apart.min() == pytest.approx(part.pitch)


def test_p_q_and_prices_are_told_in_rows_below_the_floor_each_under_its_room():
    part = rooms_in(rows=3.0)
    expected = {"p": P, "q": Q, "price": PRICE}
    lows = []
    for row, values in expected.items():
        for k in range(4):
            number = part.pieces[row, k]
            assert number.text == f"{values[k]:.2f}"
            assert number.anchor[0] == pytest.approx(part.middle(k))
            assert number.room == 1
        lows.append(number.anchor[1])
        assert part.pieces["head", row].room == 1
    assert part.inner().bottom > lows[0] > lows[1] > lows[2] > part.zone.bottom


def test_a_row_that_has_no_room_is_not_told_and_takes_none():
    two, three = rooms_in(rows=2.0), rooms_in(rows=3.0)
    assert two.pieces["price", 0].room == two.pieces["head", "price"].room == 0
    assert two.pieces["q", 0].room == 1
    assert two.below < three.below
    assert rooms_in(rows=0.0).margin(ZONE) == two.bare


def test_numbers_of_a_class_that_is_lit_are_larger_and_q_is_not():
    part = rooms_in(rows=3.0, lit=np.eye(4)[1])
    sizes = {row: [part.pieces[row, k].font_size for k in range(4)] for row in ("p", "q", "price")}
    assert sizes["p"] == sizes["price"] == [30, 37.5, 30, 30]
    assert sizes["q"] == [30] * 4


def test_rooms_that_are_filled_are_as_narrow_as_bars_and_of_their_colour():
    part = rooms_in(full=1.0)
    for k in range(4):
        left, _, right, _ = sides(part.pieces["room", k])
        assert right - left == pytest.approx(0.6 * part.wide())
        assert part.pieces["room", k].fill_rgbas[0, :3] == pytest.approx(
            np.array([0x56, 0xB4, 0xE9]) / 255
        )


def test_a_scale_makes_places_squares_and_all_of_them_fit_abreast():
    part = rooms_in()
    part.units = {}
    for zone in (ZONE, OTHER):
        placed = {"rooms": list(part.place(zone))}
        Scale(((part, "y"), (part, "x", 5 / 100))).solve(placed)
        (place,) = placed["rooms"]
        inner = part.margin(zone).inside(zone)
        assert place.units["x"] == pytest.approx(place.units["y"] * 5 / 100)
        assert 4 * 5 * place.units["x"] <= inner.width
        assert 0.4 * place.units["y"] <= inner.height * (1 + 1e-9)


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize("values", [Q, [0.05, 0.45, 0.5, 0]])
def test_roofs_lie_on_rooms_from_wall_to_wall_and_grips_hold_their_ends(zone, values):
    rooms = rooms_in(zone, values)
    roofs = drawn(Roofs("roofs", rooms, 4), zone)
    for k in range(4):
        left, _, right, top = sides(rooms.pieces["room", k])
        roof = roofs.pieces["roof", k].points
        assert roof[:, 1] == pytest.approx(top)
        assert [roof[:, 0].min(), roof[:, 0].max()] == pytest.approx([left, right])
        grip = roofs.pieces["grip", k].get_center()
        assert grip[:2] == pytest.approx([roof[:, 0].max(), top])


def test_where_it_is_narrow_rows_have_no_heads_and_names_go_by_number_if_they_must():
    narrow = Zone(0.0, 2.0, 0.0, 3.0)
    part = rooms_in(names=["W" * 12] * 4)
    wide = part.margin(ZONE).left
    assert part.tune([narrow], by_number=False) is False
    assert part.tune([narrow], by_number=True) is True
    part.redraw(rests=1.0)
    assert part.pieces["head", "p"].room == 0
    assert part.margin(narrow).left < 0.2 < wide


def test_its_title_has_as_many_words_as_there_is_room_for():
    long, short = '"all the rooms of a prediction"', '"rooms"'
    made = Rooms(
        "rooms", Q, highest=0.4, across=5, places=PLACES, p=P, price=PRICE, write=writer(".2p"),
        write_price=writer(".2f"), names=tuple("abcd"), titles=[long, short],
    )  # fmt: skip
    widths = []
    for zone in (ZONE, Zone(0.0, 3.0, -3.0, 3.0)):
        made.tune([zone], by_number=False)
        widths.append(drawn(made, zone, x=0.3, y=6.0).pieces["title",][0].made_width)
    assert widths[0] > widths[1]
    assert widths[0] < ZONE.width
    assert made.least(Size(20.0, 10.0)).width < widths[0]
