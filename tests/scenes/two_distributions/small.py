"""Rooms, those who fall through them and what they pay, as small as tests want them."""

from __future__ import annotations

import numpy as np

from scenes.two_distributions.rooms import Rooms
from scenes.two_distributions.till import Till
from scenes.two_distributions.waiting import Waiting
from stage.digits import writer
from stage.theme import Zone
from tests.stage.small_parts import drawn

P, Q = np.array([0.1, 0.4, 0.3, 0.2]), np.array([0.3, 0.2, 0.2, 0.3])
PRICE = np.array([1.2, 1.6, 1.7, 0.9])
COUNTS = (10, 40, 30, 20)
ORDER = tuple(np.random.default_rng(5).permutation(np.repeat(range(4), COUNTS)).tolist())
LEAVES = np.arange(100.0)
LEGS = (0.5, 0.25, 0.75)
DONE = LEAVES[-1] + sum(LEGS)
BLOCK, ZONE, OTHER = Zone(-6, -1, 1.5, 3), Zone(-7, -0.5, -3, 1.4), Zone(-4, 3, -2, 2.5)
TILL = Zone(0, 7, -3, 1.4)
X, Y = 4.0, 1.1
"""The units of the two axes."""


def rooms_in(zone=ZONE, rooms=Q, *, price=None, top=2.0, names="abcd", **looks):
    rooms = np.array(rooms, float)
    with np.errstate(divide="ignore"):
        price = -np.log(rooms) if price is None else np.array(price, float)
    made = Rooms(
        "rooms", rooms, price, top=top, write=writer(".2p"), write_price=writer(".2f"),
        names=tuple(names), titles=['"all the rooms of a prediction"', '"rooms"'],
    )  # fmt: skip
    made.tune([zone], by_number=False)
    made.values.update({name: np.asarray(value, float) for name, value in looks.items()})
    return drawn(made, zone, x=X, y=Y)


def waiting_in(zone=BLOCK, **values):
    made = Waiting("queue", LEAVES, titles=['"draws"'])
    made.tune([zone], by_number=False)
    made.values.update({name: np.asarray(value, float) for name, value in values.items()})
    return drawn(made, zone)


def till_in(zone=TILL, *, price=PRICE, best=0.8, x=X, y=Y, rooms=None, **values):
    rooms = rooms or rooms_in(price=price)
    made = Till(
        "till", waiting_in(), rooms, order=ORDER, p=P, price=price, leaves=LEAVES, legs=LEGS,
        best=best, top=2.0, write_p=writer(".2p"), write=writer(".2f"), names=tuple("abcd"),
    )  # fmt: skip
    made.tune([zone], by_number=False)
    made.values.update({name: np.asarray(value, float) for name, value in values.items()})
    return drawn(made, zone, x=x, y=y)


def dots_of(mobject):
    """Middles and radii of circles that are one outline, shapes (n, 2) and (n,)."""
    arcs = mobject.points[:, :2].reshape(-1, 4, 4, 2)
    # The middles of the four curves, which are right, above, left and below.
    ends = arcs[:, :, [0, 3]].sum(axis=2) / 8 + 3 * arcs[:, :, [1, 2]].sum(axis=2) / 8
    return ends.mean(axis=1), (ends[:, 0, 0] - ends[:, 2, 0]) / 2


def bars_of(till, kind, k):
    """Left, right, low and high of the bills of class k, from the left."""
    found = []
    for bar in till.pieces[kind, k].points.reshape(-1, 16, 3):
        low, high = bar.min(axis=0), bar.max(axis=0)
        found.append((low[0], high[0], low[1], high[1]))
    return sorted(found)
