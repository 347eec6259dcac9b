"""A hundred dots wait, come to places of their own in their rooms, pay, and become bars."""

import numpy as np
import pytest

from scenes.two_distributions.draws import KINDS
from tests.scenes.two_distributions.small import (
    BLOCK,
    COUNTS,
    LEAVES,
    ORDER,
    OTHER,
    ZONE,
    P,
    dots_of,
    draws_in,
    rooms_in,
)

DONE = LEAVES[-1] + 2.0


def all_dots(draws):
    found = [dots_of(draws.pieces[kind,]) for kind in KINDS if len(draws.pieces[kind,].points)]
    return np.concatenate([m for m, _ in found]), np.concatenate([r for _, r in found])


def test_before_anything_moves_all_wait_in_ten_rows_of_ten():
    middles, radii = all_dots(draws_in(rooms_in()))
    assert len(middles) == 100
    for along in (0, 1):
        assert len(np.unique(middles[:, along].round(6))) == 10
    assert middles[:, 0].min() - radii.max() > BLOCK.left
    assert middles[:, 0].max() + radii.max() < BLOCK.right
    assert np.ptp(radii) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_when_all_have_come_each_class_fills_its_room_row_by_row_from_the_floor(zone):
    rooms = rooms_in(zone, unit=5.0)
    middles, radii = all_dots(draws_in(rooms, clock=DONE))
    assert radii == pytest.approx(0.42 * rooms.pitch)
    for k, count in enumerate(COUNTS):
        own = middles[abs(middles[:, 0] - rooms.middle(k)) < 2.5 * rooms.pitch]
        assert len(own) == count
        rows, each = np.unique(own[:, 1].round(6), return_counts=True)
        assert set(each) == {5}
        floor = rooms.inner().bottom
        assert rows == pytest.approx(floor + (np.arange(count / 5) + 0.5) * rooms.pitch)
        # So the stack of a class that has whole rows is exactly as high as its p.
        assert rows[-1] + rooms.pitch / 2 - floor == pytest.approx(rooms.unit("y") * P[k])


def test_they_leave_one_after_the_other_and_none_has_come_before_its_time():
    rooms = rooms_in()
    middles, _ = all_dots(draws_in(rooms, clock=10.0))
    start, _ = all_dots(draws_in(rooms))
    end, _ = all_dots(draws_in(rooms, clock=DONE))
    waiting = (np.abs(middles - start).max(axis=1) < 1e-9).sum()
    arrived = (np.abs(middles - end).max(axis=1) < 1e-9).sum()
    assert waiting == 90  # those who leave at 10 or later
    assert arrived == 9  # those who left at 8 or before


def test_on_its_way_a_draw_falls_into_its_room_from_above():
    rooms = rooms_in()
    k = ORDER[0]
    at = np.array([draws_in(rooms, clock=t)._where()[0][0] for t in np.linspace(1.8, 2.0, 9)])
    assert (np.diff(at[:, 1]) < 0).all()
    assert np.abs(at[:, 0] - rooms.middle(k)).max() < 3 * rooms.pitch


def test_who_has_paid_is_lit_and_still_in_its_place():
    rooms = rooms_in()
    draws = draws_in(rooms, clock=DONE, paid=29.5, dim=1.0)
    lit, radii = dots_of(draws.pieces["lit",])
    assert len(lit) == 30
    assert len(all_dots(draws)[0]) == 100
    every = all_dots(draws_in(rooms, clock=DONE))[0]
    for place in lit:
        assert np.linalg.norm(every - place, axis=1).min() < 1e-9
    usual = 0.42 * rooms.pitch
    assert radii.min() == pytest.approx(usual)  # whoever paid long ago
    full, dim = (draws.pieces[kind,].fill_rgbas[0, :3] for kind in ("lit", "owing"))
    assert full == pytest.approx(np.array([0xE6, 0x9F, 0x00]) / 255)
    assert dim.sum() < full.sum()


def test_classes_pay_as_they_came_and_those_in_a_room_and_above_its_roof_take_turns():
    rooms = rooms_in()
    draws = draws_in(rooms, clock=DONE)
    paid = np.array([draws.paying(i) for i in range(100)])
    columns = np.abs(paid[:, :1] - [rooms.middle(k) for k in range(4)]).argmin(axis=1)
    assert columns.tolist() == list(ORDER)
    assert len(np.unique(paid.round(6), axis=0)) == 100
    rows = ((paid[columns == 1, 1] - rooms.inner().bottom) / rooms.pitch - 0.5).round()
    assert rows[:4].tolist() == [0, 7, 0, 7]  # of the eight rows of the class that has 40


def test_who_pays_is_larger_for_a_moment():
    rooms = rooms_in()
    _, radii = dots_of(draws_in(rooms, clock=DONE, paid=0.01).pieces["lit",])
    assert 1.3 * 0.42 * rooms.pitch < radii[0] < 1.5 * 0.42 * rooms.pitch


def test_fused_they_cover_the_bars_that_they_become():
    rooms = rooms_in()
    draws = draws_in(rooms, clock=DONE, paid=DONE, fused=1.0)
    middles, halves = dots_of(draws.pieces["lit",])
    assert halves == pytest.approx(rooms.pitch / 2)
    for k, p in enumerate(P):
        pose = draws.figure("bar", k)
        assert (pose.value, pose.unit) == (p, rooms.unit("y"))
        own = middles[abs(middles[:, 0] - rooms.middle(k)) < 2.5 * rooms.pitch]
        area = len(own) * rooms.pitch**2
        assert area == pytest.approx(pose.length * pose.width)
        assert own[:, 1].max() + rooms.pitch / 2 == pytest.approx(pose.head[1])


def test_in_a_low_zone_they_wait_in_fewer_rows():
    rooms = rooms_in()
    draws = draws_in(rooms)
    waiting = draws._waiting
    low = BLOCK.__class__(-6.0, 6.0, 0.0, 3.0)
    waiting.tune([low], by_number=False)
    waiting.zone = low
    places = waiting.at(1.0)
    assert len(np.unique(places[:, 1].round(6))) < 10
    assert len(np.unique(places.round(6), axis=0)) == 100
