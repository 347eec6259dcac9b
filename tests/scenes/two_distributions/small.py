"""Rooms, those who come into them and what they pay, as small as tests want them."""

from __future__ import annotations

import numpy as np

from scenes.digits import writer
from scenes.theme import Zone
from scenes.two_distributions.draws import Draws, Waiting
from scenes.two_distributions.rooms import Rooms
from tests.scenes.small_parts import drawn

P, Q = np.array([0.1, 0.4, 0.3, 0.2]), np.array([0.3, 0.2, 0.2, 0.3])
PRICE = np.array([1.2, 1.6, 1.7, 0.9])
COUNTS, PLACES = (10, 40, 30, 20), (30, 20, 20, 30)
ORDER = tuple(np.random.default_rng(5).permutation(np.repeat(range(4), COUNTS)).tolist())
LEAVES = np.arange(100.0)
BLOCK, ZONE, OTHER = Zone(-6, -3, -3, 3), Zone(-2, 6, -3, 3), Zone(-3, 4, -2, 2.5)


def rooms_in(zone=ZONE, rooms=Q, *, unit=7.0, names="abcd", **looks):
    made = Rooms(
        "rooms", Q, highest=0.4, across=5, places=PLACES, p=P, price=PRICE,
        write=writer(".2p"), write_price=writer(".2f"), names=tuple(names), titles=['"rooms"'],
    )  # fmt: skip
    made.tune([zone], by_number=False)
    made.values.update(rooms=np.array(rooms), **looks)
    return drawn(made, zone, y=unit, x=unit * 5 / 100)


def draws_in(rooms, **values):
    waiting = Waiting("queue", rooms, titles=['"draws"'])
    waiting.tune([BLOCK], by_number=False)
    drawn(waiting, BLOCK)
    made = Draws(
        "draws", waiting, rooms, order=ORDER, leaves=LEAVES, flight=2.0, pays=LEAVES, p=P
    )  # fmt: skip
    made.values.update({name: np.asarray(value, float) for name, value in values.items()})
    return drawn(made, rooms.zone)


def dots_of(mobject):
    """Middles and radii of circles that are one outline, shapes (n, 2) and (n,)."""
    arcs = mobject.points[:, :2].reshape(-1, 4, 4, 2)
    # The middles of the four curves, which are right, above, left and below.
    ends = arcs[:, :, [0, 3]].sum(axis=2) / 8 + 3 * arcs[:, :, [1, 2]].sum(axis=2) / 8
    return ends.mean(axis=1), (ends[:, 0, 0] - ends[:, 2, 0]) / 2
