"""Rooms are as high as their probabilities, and their places can be counted."""

import numpy as np
import pytest

from scenes.digits import writer
from scenes.layout import Scale, Size
from scenes.two_distributions.roofs import Roofs
from scenes.two_distributions.rooms import Rooms
from tests.scenes.small_parts import drawn
from tests.scenes.two_distributions.small import COUNTS, OTHER, PLACES, ZONE, Q, dots_of, rooms_in


def roofs_on(rooms, price=(1.2, 1.6, 1.6, 1.2), lacks=(-20, 20, 10, -10)):
    made = Roofs("roofs", rooms, lacks=lacks, price=np.array(price), write=writer(".2f"))
    made.tune([rooms.zone], by_number=False)
    return drawn(made, rooms.zone)


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


def test_places_that_nobody_takes_are_the_last_ones():
    part = rooms_in()
    for k, empty in enumerate((20, 0, 0, 10)):
        middles, _ = dots_of(part.pieces["empty", k])
        every, _ = dots_of(part.pieces["places", k])
        assert middles == pytest.approx(every[len(every) - empty :])


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
def test_roofs_lie_on_rooms_and_misfits_are_told_above_those_who_are_there(zone):
    rooms = rooms_in(zone)
    roofs = roofs_on(rooms)
    for k in range(4):
        _, _, _, top = sides(rooms.pieces["room", k])
        roof = roofs.pieces["roof", k].points
        assert roof[:, 1] == pytest.approx(top)
        high = rooms.inner().bottom + 7 * max(Q[k], COUNTS[k] / 100)
        words = roofs.pieces["misfit", k].submobjects[0]
        assert words.words == ("20 empty", "20 over", "10 over", "10 empty")[k]
        assert high < words.get_bottom()[1] < high + 0.2
        assert roofs.pieces["price", k].text == ("1.20", "1.60", "1.60", "1.20")[k]
        assert roofs.pieces["grip", k].get_center()[1] == pytest.approx(top)


def test_where_bins_are_narrow_misfits_are_told_by_signs_and_none_by_nothing():
    rooms = rooms_in(ZONE)
    narrow = Roofs("roofs", rooms, lacks=(-20, 20, 0, 0), price=np.ones(4), write=writer(".2f"))
    narrow.tune([ZONE.__class__(0.0, 2.5, 0.0, 3.0)], by_number=False)
    told = [[w.words for w in narrow.pieces["misfit", k].submobjects] for k in range(4)]
    assert told == [["−20"], ["+20"], [], []]


def test_it_asks_for_the_width_of_its_title_and_names_go_by_number_if_they_must():
    part = rooms_in(names=["W" * 12] * 4)
    assert part.tune([ZONE.__class__(0.0, 2.0, 0.0, 3.0)], by_number=False) is False
    assert part.tune([ZONE.__class__(0.0, 2.0, 0.0, 3.0)], by_number=True) is True
    wide = Rooms(
        "rooms", Q, highest=0.4, across=5, places=PLACES, counts=COUNTS, shares=Q,
        write=writer(".2p"), names=tuple("abcd"), title='"a very long title of all the rooms"',
    )  # fmt: skip
    room = Size(20.0, 10.0)
    assert wide.least(room).width > part.least(room).width
