"""What draws have paid, one bill beside the other, and what that is on average.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VMobject

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import Dot, Polyline, straight, tick_series
from scenes.mobjects.text import Formula, Number, number_width
from scenes.numbers import FloatArray
from scenes.parts.axes import Axes
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone, theme
from scenes.two_distributions.dots import circles
from scenes.two_distributions.draws import Draws
from scenes.two_distributions.rooms import Rooms

__all__ = ["Till"]

ARCH = 0.9
"""How far a coin rises on its way, in manim units."""

COIN, STANDS = 0.09, 0.72
"""Its radius, in manim units; and the share of the time after which it becomes a bill."""

THIN = 0.85
"""Of its place, that a bill is wide."""

LINE = 5.0
"""Stroke of the average, in manim's hundredths of a unit."""

TOLD = 0.8
"""Height of the line in which the average is told."""


class Till(Part):
    """Bills as bars, each as long as what was paid; and the average of all so far.

    Parameters
    ----------
    draws, rooms
        Who pay, and where they are; coins come from there.
    order, bills
        The class of each, as they come, and what it pays, shape (N,).
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

    Pieces: axes, ("bills", k), ("coins", k): those on their way, mean: the average so far, head:
    its end, title, number, unit: what is counted along the axis.
    """

    numbers = ("clock",)

    def __init__(
        self,
        name: str,
        draws: Draws,
        rooms: Rooms,
        *,
        order: Sequence[int],
        bills: FloatArray,
        leaves: FloatArray,
        flight: float,
        means: FloatArray,
        top: float,
        write: Callable[[float], str],
    ) -> None:
        super().__init__(name, clock=0.0)
        self.sources, self._draws, self._rooms = (draws, rooms), draws, rooms
        self._order, self._each, self._top = order, bills, top
        self._leaves, self._flight, self._means, self._write = leaves, flight, means, write
        self._axes = self.own("axes", of=Axes(x=tick_series(0, len(bills)), y=tick_series(0, top)))
        self._bills = [
            self.own("bills", k, of=_filled(theme().area(k))) for k in range(max(order) + 1)
        ]
        self._line = self.own("mean", of=Polyline(color=theme().text, width=LINE))
        self._head = self.own("head", of=Dot(theme().text))
        self._coins = [
            self.own("coins", k, of=_filled(theme().term(k))) for k in range(max(order) + 1)
        ]
        for mark in (*self._bills, self._line, self._head, *self._coins):
            allow("contrast", "bills are behind what they are on average", mark)
            allow("overlap", "bills come from those who pay", mark)
            allow("jump", "a hundred bills come one after the other", mark)
            allow("pop", "the first bill is also the average", mark)
        self._title = self.own("title", of=Formula('"average"', display=False))
        self._number = self.own("number", of=Number(0.0, write, align=-1))
        self._size = TYPE.formula
        made = Formula('"draws"', font_size=TYPE.label, color=theme().muted, display=False)
        self._unit = self.own("unit", of=made)
        allow("pop", "the first bill is also the average", self._number)

    @property
    def paid(self) -> int:
        """How many bills have come."""
        come = float(self.values["clock"]) >= self._leaves + self._flight - 1e-9
        return int(come.sum())

    def least(self, room: Size) -> Size:
        """Its title, and some height."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        wide = self._told(TYPE.label) + around.left + around.right
        return Size(wide, 0.4 + around.bottom + around.top)

    def _told(self, size: float) -> float:
        """How wide what is told is in a font size."""
        title = self._title.made_width * size / TYPE.formula
        return float(title + 0.2 + number_width("0.00", size))

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """What is told in the larger size, if it fits."""
        wide = min(self.margin(zone).inside(zone).width for zone in zones)
        self._size = TYPE.formula if self._told(TYPE.formula) <= wide else TYPE.label
        return True

    def margin(self, zone: Zone) -> Margin:
        """Ticks on the left and below, where it has the floor of the rooms, what is told above."""
        return Margin(self._axes.left, 0.2, self._rooms.below, TOLD)

    def span(self, axis: str) -> float:
        """All bills; the dearest price."""
        return self._top if axis == "y" else float(len(self._each))

    def draw(self, zone: Zone) -> None:
        """Bills, on their way or there, and the average over those that are."""
        inner, unit = self.inner(), self.unit("y")
        step, clock = inner.width / len(self._each), float(self.values["clock"])
        self._axes.view(inner, (0.0, float(len(self._each))), (0.0, inner.height / unit))
        coins: list[list[FloatArray]] = [[] for _ in self._bills]
        bills: list[list[FloatArray]] = [[] for _ in self._bills]
        for i in np.flatnonzero(self._leaves < clock).tolist():
            x, share = inner.left + (i + 0.5) * step, (clock - self._leaves[i]) / self._flight
            if share < STANDS:
                done = (share / STANDS) ** 2 * (3 - 2 * share / STANDS)
                at = (1 - done) * self._draws.at(i) + done * np.array([x, inner.bottom])
                coins[self._order[i]].append(at + np.array([0.0, ARCH * 4 * done * (1 - done)]))
                continue
            grown = min((share - STANDS) / (1 - STANDS), 1.0)
            high = inner.bottom + min(self._each[i], self._top) * unit * grown
            left, right = x - THIN * step / 2, x + THIN * step / 2
            corners = (left, inner.bottom), (left, high), (right, high), (right, inner.bottom)
            bills[self._order[i]].append(
                straight(np.array([(*c, 0.0) for c in (*corners, corners[0])]))
            )
        for mark, outlines in zip(self._bills, bills, strict=True):
            mark.points = np.concatenate(outlines) if outlines else np.zeros((0, 3))
        for mark, middles in zip(self._coins, coins, strict=True):
            mark.points = circles(np.array(middles).reshape(-1, 2), COIN)
        self._average(inner, step, unit)
        self._unit.put(inner.x, inner.bottom - self._axes.below - 0.38)
        y = inner.top + 0.22
        self._title.put(inner.left, y, align=-1, size=self._size)
        paid, self._number.font_size = self.paid, self._size
        at = (inner.left + self._title.made_width * self._size / TYPE.formula + 0.2, y)
        self._number.set_value(float(self._means[max(paid, 1) - 1]), at=at)
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


def _filled(color: str) -> VMobject:
    return VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
