"""What draws have paid, one bill beside the other, and what that is on average.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VMobject

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import Dot, Polyline, segment, straight
from scenes.mobjects.text import Formula, Number, number_width
from scenes.numbers import FloatArray
from scenes.parts import Bars
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone, theme

__all__ = ["Till"]

ARCH = 0.35
"""How far a bill rises on its way, in manim units."""

THIN = 0.72
"""Of its place, that a bill is wide."""

LINE = 5.0
"""Stroke of the average, in manim's hundredths of a unit."""


class Till(Part):
    """Bills as bars, each a copy of the price that was paid; and the average of all so far.

    Parameters
    ----------
    tolls
        The prices, as bars; bills come from there.
    order
        The class of each draw, as they come, shape (N,).
    price
        What each class pays, shape (K,).
    leaves, flight
        The seconds after which each bill sets out, shape (N,), and for which it is on its way.
    means
        The average when so many have paid, shape (N,).
    top
        The dearest price that there is room for.
    write
        How the average is written.

    Values
    ------
    clock
        The seconds that have passed.

    Pieces: floor, bills, mean: the average so far, head: its end, title, number, unit.
    """

    numbers = ("clock",)

    def __init__(
        self,
        name: str,
        tolls: Bars,
        *,
        order: Sequence[int],
        price: FloatArray,
        leaves: FloatArray,
        flight: float,
        means: FloatArray,
        top: float,
        write: Callable[[float], str],
    ) -> None:
        super().__init__(name, clock=0.0)
        self.sources, self._tolls = (tolls,), tolls
        self._order, self._price, self._top = order, price, top
        self._leaves, self._flight, self._means, self._write = leaves, flight, means, write
        self._floor = self.own("floor", of=segment(color=theme().muted))
        self._bills = self.own(
            "bills", of=VMobject(stroke_width=0, fill_color=theme().muted, fill_opacity=1)
        )
        self._line = self.own("mean", of=Polyline(color=theme().text, width=LINE))
        self._head = self.own("head", of=Dot(theme().text))
        for mark in (self._floor, self._bills, self._line, self._head):
            allow("contrast", "bills are behind what they are on average", mark)
            allow("overlap", "bills come from their prices", mark)
            allow("jump", "a hundred bills come one after the other", mark)
            allow("pop", "the first bill is also the average", mark)
        made = Formula('"average paid"', font_size=TYPE.label, display=False)
        self._title = self.own("title", of=made)
        self._number = self.own("number", of=Number(0.0, write, font_size=TYPE.label, align=-1))

    @property
    def paid(self) -> int:
        """How many bills have come."""
        come = float(self.values["clock"]) >= self._leaves + self._flight - 1e-9
        return int(come.sum())

    def least(self, room: Size) -> Size:
        """Its title, and some height."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        return Size(self._told() + 0.1, 0.4 + around.bottom + around.top)

    def _told(self) -> float:
        return float(self._title.made_width + 0.15 + number_width("0.00", TYPE.label))

    def margin(self, zone: Zone) -> Margin:
        """Below and above as its prices, so that it stands as high beside them."""
        other = self._tolls.margin(zone)
        return Margin(0.05, 0.2, other.bottom, other.top)

    def span(self, axis: str) -> float:
        """All bills; the dearest price."""
        return self._top if axis == "y" else float(len(self._order))

    def scale_of(self, axis: str) -> str:
        """Of prices."""
        return "price" if axis == "y" else self.name

    def draw(self, zone: Zone) -> None:
        """Bills, on their way or there, and the average over those that are."""
        inner, unit = self.inner(), self.unit("y")
        step, clock = inner.width / len(self._order), float(self.values["clock"])
        floor = [[inner.left, inner.bottom, 0], [inner.right, inner.bottom, 0]]
        self._floor.set_points_as_corners(floor)
        outlines = []
        for i in np.flatnonzero(self._leaves < clock):
            share = min((clock - self._leaves[i]) / self._flight, 1.0)
            share = share**2 * (3 - 2 * share)
            toll = self._tolls.figure("bar", self._order[i])
            x = (1 - share) * toll.foot[0] + share * (inner.left + (i + 0.5) * step)
            half = ((1 - share) * toll.width + share * THIN * step) / 2
            low = (1 - share) * toll.foot[1] + share * inner.bottom + ARCH * 4 * share * (1 - share)
            high = low + min(self._price[self._order[i]], self._top) * unit
            corners = ((x - half, low), (x - half, high), (x + half, high), (x + half, low))
            outlines.append(straight(np.array([(*c, 0.0) for c in (*corners, corners[0])])))
        self._bills.points = np.concatenate(outlines) if outlines else np.zeros((0, 3))
        self._average(inner, step, unit)
        x = inner.left
        self._title.put(x, zone.top - 0.28, align=-1)
        x += self._title.made_width + 0.15
        paid = self.paid
        self._number.set_value(float(self._means[max(paid, 1) - 1]), at=(x, zone.top - 0.28))
        self._number.room = float(paid > 0)

    def _average(self, inner: Zone, step: float, unit: float) -> None:
        paid = self.paid
        means = self._means[:paid]
        means = means[np.isfinite(means)]
        x = inner.left + (np.arange(len(means)) + 0.5) * step
        points = np.column_stack((x, inner.bottom + means * unit, np.zeros(len(means))))
        self._line.through(points)
        self._head.room = float(0 < len(means) == paid)
        if len(points):
            self._head.center_on(points[-1])
