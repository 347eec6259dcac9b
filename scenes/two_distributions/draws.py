"""A hundred draws: where they wait, and how they come to their rooms and are bars at last.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import ManimColor, VGroup, VMobject
from manim.utils.color import interpolate_color

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.text import Formula
from scenes.numbers import FloatArray
from scenes.parts.part import Bar, Part, Pose
from scenes.theme import TYPE, Zone, rgb, theme
from scenes.two_distributions.dots import circles
from scenes.two_distributions.rooms import PLACES, RADIUS, TITLE, IntArray, Rooms

__all__ = ["KINDS", "Draws", "Waiting"]

SHAPES = (10, 5, 20, 25)
"""How many may wait abreast; the first is taken unless another one has more room."""

FALL = 0.3
"""How far above the highest room draws turn to fall into theirs, in manim units."""

KINDS = ("owing", "lit")

FLASH, FLASH_SECONDS = 0.45, 0.35
"""How much larger a draw is as it pays, and for how many seconds."""


class Waiting(Part):
    """Where a hundred draws wait, and what they are called.

    Parameters
    ----------
    rooms
        On whose floor they stand.
    titles
        Formulas, of which the first is above for which there is room.

    Pieces: title.
    """

    def __init__(self, name: str, rooms: Rooms, *, titles: Sequence[str]) -> None:
        super().__init__(name)
        self._rooms = rooms
        self._titles = [
            Formula(title, font_size=TYPE.label, color=theme().p, display=False) for title in titles
        ]
        self._holder = self.own("title", of=VGroup(self._titles[0]))
        self._abreast = SHAPES[0]

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """In that shape that has the most room where there is least."""
        self._abreast = max(
            SHAPES, key=lambda abreast: min(self._fits(zone, abreast) for zone in zones)
        )
        least = min(zone.width for zone in zones)
        fitting = (title for title in self._titles if title.made_width + 0.1 <= least)
        self._holder.submobjects = [next(fitting, self._titles[-1])]
        return True

    def _fits(self, zone: Zone, abreast: int) -> float:
        """How far apart they can be there."""
        inner = self.margin(zone).inside(zone)
        return min(inner.width / abreast, inner.height / (PLACES / abreast))

    def least(self, room: Size) -> Size:
        """So that they can be seen, and the title read."""
        return Size(self._titles[-1].made_width + 0.1, 1.0 + TITLE + self._rooms.below)

    def margin(self, zone: Zone) -> Margin:
        """The title above; as much below as below the rooms."""
        return Margin(0.0, 0.0, self._rooms.below, TITLE)

    def span(self, axis: str) -> float:
        """As many places as there are each way."""
        return float(self._abreast if axis == "x" else PLACES / self._abreast)

    def draw(self, zone: Zone) -> None:
        """The title, above those that wait."""
        high = PLACES / self._abreast * self._fits(zone, self._abreast)
        self._holder[0].put(zone.x, min(self.inner().bottom + high + 0.2, zone.top - 0.28))

    def pitch(self, most: float) -> float:
        """From one to the next, in manim units."""
        return min(most, self._fits(self.zone, self._abreast))

    def at(self, most: float) -> FloatArray:
        """Where they wait in the order in which they go: the right column first, from its top."""
        inner, pitch = self.inner(), self.pitch(most)
        high = PLACES // self._abreast
        column, row = np.divmod(np.arange(PLACES), high)
        x = inner.x + (self._abreast / 2 - column - 0.5) * pitch
        return np.column_stack((x, inner.bottom + (high - row - 0.5) * pitch))


class Draws(Part):
    """A hundred dots, each on its way from where it waits to a place in its class's room.

    Parameters
    ----------
    waiting, rooms
        Between which they come.
    order
        The class of each, as they come.
    leaves, flight
        The seconds after which each sets out, shape (100,), and for which it is on its way.
    pays
        The seconds after which they pay, by a clock of its own, shape (100,): classes in the order
        in which they came.
    p
        The bars that they become, shape (K,).

    Values
    ------
    clock, paid
        The seconds that have passed since they began to come, and to pay.
    dim
        From 0 to 1: how far those that have not paid step back.
    fused
        From 0 to 1: how far dots have become squares without a gap between them.

    Pieces: owing, lit: those that have not paid, and that have; ("bar", k).
    """

    numbers = ("clock", "paid")
    looks = ("dim", "fused")
    later = ("bar",)

    def __init__(
        self,
        name: str,
        waiting: Waiting,
        rooms: Rooms,
        *,
        order: Sequence[int],
        leaves: FloatArray,
        flight: float,
        pays: FloatArray,
        p: FloatArray,
    ) -> None:
        super().__init__(name, clock=0.0, paid=0.0, dim=0.0, fused=0.0)
        self.sources, self._waiting, self._rooms = (waiting, rooms), waiting, rooms
        self._class = np.array(order)
        self._leaves, self._flight, self._p = leaves, flight, p
        came = np.cumsum(self._class[:, None] == np.arange(len(p)), axis=0)
        self._place = came[np.arange(PLACES), self._class] - 1
        self._payer = _payers(self._class)
        self._pays = np.empty(PLACES)
        self._pays[self._payer] = pays
        for k in range(len(p)):
            bar = self.own("bar", k, of=Bar(theme().p))
            allow("overlap", "dots become a bar", bar)
        for kind in KINDS:
            dots = VMobject(stroke_width=0, fill_color=theme().p, fill_opacity=1)
            self.own(kind, of=dots)
            allow("contrast", "they lie in rooms, and step back", dots)
            allow("overlap", "they come from elsewhere, over all that is between", dots)
            allow("jump", "a hundred of them come one after the other", dots)
            allow("zone", "they come from elsewhere", dots)

    def least(self, room: Size) -> Size:
        """As little as the rooms, in which they come to be."""
        return Size(0.0, 0.0)

    def margin(self, zone: Zone) -> Margin:
        """As the rooms, over which they lie, without any rows."""
        return self._rooms.bare

    def span(self, axis: str) -> float:
        """It has no axes of its own."""
        return 1.0

    def figure(self, *key: Any) -> Pose:
        """The bar of class k, in its room."""
        _, k = key
        room = self._rooms.figure("room", k)
        width = self._rooms.across * self._rooms.pitch
        return Pose(room.foot, 90.0, float(self._p[k]), room.unit, width, theme().p)

    def draw(self, zone: Zone) -> None:
        """All dots, as far as they have come, and paid."""
        centers, pitch = self._where()
        fused, since = float(self.values["fused"]), float(self.values["paid"]) - self._pays
        lit = since > 0
        flash = np.where(lit, 1 + FLASH * np.clip(1 - since / FLASH_SECONDS, 0.0, 1.0), 1.0)
        radii = pitch * ((1 - fused) * RADIUS * flash + fused / 2)
        background, full = ManimColor(theme().background), ManimColor(theme().p)
        dim = 1 - (1 - theme().second) * float(self.values["dim"])
        for kind, those, shade in zip(KINDS, (~lit, lit), (dim, 1.0), strict=True):
            dots = self.pieces[kind,]
            dots.points = circles(centers[those], radii[those], fused)
            color = interpolate_color(background, full, shade)
            dots.fill_rgbas[:, :3] = rgb(color.to_hex())

    def paying(self, i: int) -> FloatArray:
        """The place of who pays as number ``i``, counted from 0, shape (2,)."""
        who = self._payer[i]
        return self._rooms.at(self._class[who], self._place[who : who + 1])[0]

    def _where(self) -> tuple[FloatArray, FloatArray]:
        """The middles of all, shape (100, 2), and how much room each takes."""
        rooms, clock = self._rooms, float(self.values["clock"])
        done = np.clip((clock - self._leaves) / self._flight, 0.0, 1.0)
        done = (done**2 * (3 - 2 * done))[:, None]
        most = rooms.pitch
        start, end = self._waiting.at(most), rooms.at(self._class, self._place)
        turn = np.column_stack((end[:, 0], np.full(PLACES, rooms.top + FALL)))
        at = (1 - done) ** 2 * start + 2 * done * (1 - done) * turn + done**2 * end
        return at, (1 - done[:, 0]) * self._waiting.pitch(most) + done[:, 0] * most


def _payers(classes: IntArray) -> IntArray:
    """Who pays as which: classes pay as they came, each by its first, its last, its second, ...

    So of those in a room and those above its roof some pay early.

    >>> _payers(np.array([0, 1, 0, 0])).tolist()
    [0, 1, 3, 2]
    """
    payers = np.empty(len(classes), dtype=np.int64)
    for k in np.unique(classes):
        own = np.flatnonzero(classes == k)
        turns = np.empty(len(own), dtype=np.int64)
        turns[::2] = own[: len(turns[::2])]
        turns[1::2] = own[::-1][: len(turns[1::2])]
        payers[own] = turns
    return payers
