"""What draws have paid, one bill beside the other, and what that is on average.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import ManimColor, VGroup, VMobject
from manim.utils.color import interpolate_color

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Dashes, Dot, Polyline, straight, tick_series
from scenes.mobjects.text import CAP, Formula, Number, number_width
from scenes.numbers import FloatArray
from scenes.parts.axes import Axes
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone, theme
from scenes.two_distributions.dots import circles
from scenes.two_distributions.draws import Draws

__all__ = ["Till"]

ARCH = 0.9
"""How far a coin rises on its way, in manim units."""

COIN, STANDS = 0.09, 0.72
"""Its radius, in manim units; and the share of the time after which it becomes a bill."""

FAINT = 0.55
"""How much of the colour of what they pay for bills have."""

THIN = 0.85
"""Of its place, that a bill is wide."""

LINE = 5.0
"""Stroke of the average, in manim's hundredths of a unit."""

LEVEL, UNIT = 0.85, 0.45
"""Width of what is told at marks; and height of what is counted along the axis."""

NEXT = 0.36
"""From the middle of what is told at a mark to that of the next, at least."""

TITLES = "paid on average", "average"
"""What is told, as long as there is room for."""

TOLD = 0.8
"""Height of the line in which the average is told."""


class Till(Part):
    """Bills as bars, each as long as what was paid; and the average of all so far.

    Parameters
    ----------
    draws
        Who pay; coins come from there.
    order
        The class of each, as they come, shape (N,).
    price
        What each class pays, shape (K,).
    leaves, flight
        The seconds after which each bill sets out, shape (N,), and for which it is on its way.
    single
        How many of the first tell what they pay, on their way.
    marks
        Other averages of all, to be remembered, shape (M,).
    top
        The dearest price that there is room for.
    write
        How the average is written.

    Values
    ------
    clock
        The seconds that have passed.
    price
        As above: if it changes, so do all bills, and their average.

    Pieces: axes, bills, coins: those on their way, fee: what one of them is, mean: the average so
    far, head: its end, ("memory", i) and ("level", i): a line at a mark, and what it is; title,
    number, unit: what is counted along the axis.
    """

    numbers = ("clock", "price")
    later = ("memory", "level")
    counted = ""

    def __init__(
        self,
        name: str,
        draws: Draws,
        *,
        order: Sequence[int],
        price: FloatArray,
        leaves: FloatArray,
        flight: float,
        single: int,
        marks: FloatArray,
        top: float,
        write: Callable[[float], str],
    ) -> None:
        super().__init__(name, clock=0.0, price=price)
        self.sources, self._draws = (draws,), draws
        self._order, self._marks, self._top = np.array(order), list(marks), top
        self._leaves, self._flight, self._single = leaves, flight, single
        self._axes = self.own("axes", of=Axes(x=tick_series(0, len(order)), y=tick_series(0, top)))
        background, blue = ManimColor(theme().background), ManimColor(theme().q)
        self._bills = self.own("bills", of=_filled(interpolate_color(background, blue, FAINT)))
        for i, mark in enumerate(self._marks):
            memory = self.own("memory", i, of=Dashes(color=theme().text, width=1.5 * HAIR))
            for rule in ("overlap", "contrast"):
                allow(rule, "where the average was", memory)
            self.own("level", i, of=Number(mark, write, font_size=TYPE.label, align=-1))
        self._line = self.own("mean", of=Polyline(color=theme().text, width=LINE))
        self._head = self.own("head", of=Dot(theme().text))
        self._coins = self.own("coins", of=_filled(theme().q))
        for mark in (self._bills, self._line, self._head, self._coins):
            allow("contrast", "bills are behind what they are on average", mark)
            allow("overlap", "bills come from those who pay", mark)
            allow("jump", "a hundred bills come one after the other", mark)
            allow("pop", "the first bill is also the average", mark)
        self._fee = self.own("fee", of=Number(0.0, write, font_size=TYPE.label))
        allow("overlap", "it rides on a coin", self._fee)
        allow("rest", "it rides on a coin", self._fee)
        allow("pop", "it rides on a coin", self._fee)
        allow("zone", "it rides on a coin", self._fee)
        self._titles = [Formula(f'"{told}"', display=False) for told in TITLES]
        self._title = self.own("title", of=VGroup(self._titles[0]))
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
        wide = self._told(TYPE.label, self._titles[-1]) + around.left + around.right
        return Size(wide, 0.4 + around.bottom + around.top)

    def _told(self, size: float, title: Formula) -> float:
        """How wide what is told is in a font size."""
        return title.made_width * size / TYPE.formula + 0.2 + number_width("0.00", size)

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """What is told in the larger size and in more words, if it fits."""
        wide = min(self.margin(zone).inside(zone).width for zone in zones)
        ways = [(size, title) for title in self._titles for size in (TYPE.formula, TYPE.label)]
        fitting = (way for way in ways if self._told(*way) <= wide)
        self._size, title = next(fitting, ways[-1])
        self._title.submobjects = [title]
        return True

    def margin(self, zone: Zone) -> Margin:
        """Ticks on the left and below, levels on the right, and what is told above."""
        return Margin(self._axes.left, LEVEL, self._axes.below + UNIT, TOLD)

    def span(self, axis: str) -> float:
        """All bills; the dearest price."""
        return self._top if axis == "y" else float(len(self._order))

    def draw(self, zone: Zone) -> None:
        """Bills, on their way or there, and the average over those that are."""
        inner, unit = self.inner(), self.unit("y")
        step, clock = inner.width / len(self._order), float(self.values["clock"])
        self._axes.view(inner, (0.0, float(len(self._order))), (0.0, inner.height / unit))
        due = self.values["price"][self._order]
        self._fee.room = 0.0
        coins: list[FloatArray] = []
        bills: list[FloatArray] = []
        for i in np.flatnonzero(self._leaves < clock).tolist():
            x, share = inner.left + (i + 0.5) * step, (clock - self._leaves[i]) / self._flight
            if share < STANDS:
                done = (share / STANDS) ** 2 * (3 - 2 * share / STANDS)
                at = (1 - done) * self._draws.paying(i) + done * np.array([x, inner.bottom])
                coins.append(at + np.array([0.0, ARCH * 4 * done * (1 - done)]))
                if i < self._single:
                    self._ride(float(due[i]), coins[-1], share / STANDS)
                continue
            grown = min((share - STANDS) / (1 - STANDS), 1.0)
            high = inner.bottom + min(due[i], self._top) * unit * grown
            left, right = x - THIN * step / 2, x + THIN * step / 2
            corners = (left, inner.bottom), (left, high), (right, high), (right, inner.bottom)
            bills.append(straight(np.array([(*c, 0.0) for c in (*corners, corners[0])])))
        self._bills.points = np.concatenate(bills) if bills else np.zeros((0, 3))
        self._coins.points = circles(np.array(coins).reshape(-1, 2), COIN)
        paid = self.paid
        means = due[:paid].cumsum() / np.arange(1, paid + 1)
        self._average(means, inner, step, unit)
        self._unit.put(inner.x, inner.bottom - self._axes.below - UNIT + 0.1)
        y = inner.top + 0.22
        title = self._title[0]
        title.put(inner.left, y, align=-1, size=self._size)
        self._number.font_size = self._size
        at = (inner.left + title.made_width * self._size / TYPE.formula + 0.2, y)
        self._number.set_value(float(means[-1]) if paid else 0.0, at=at)
        self._number.room = float(paid > 0)

    def _ride(self, fee: float, coin: FloatArray, share: float) -> None:
        """Tell what is paid above its coin, that has come so far."""
        self._fee.set_value(fee, at=(float(coin[0]), float(coin[1]) + COIN + 0.08))
        self._fee.room = min(1.0, 6 * share, 6 * (1 - share))

    def _average(self, means: FloatArray, inner: Zone, step: float, unit: float) -> None:
        """The line as far as it is finite, and the marks."""
        finite = means[np.isfinite(means)]
        x = inner.left + (np.arange(len(finite)) + 0.5) * step
        points = np.column_stack((x, inner.bottom + finite * unit, np.zeros(len(finite))))
        self._line.through(points)
        self._head.room = float(0 < len(finite) == len(means))
        if len(points):
            self._head.center_on(points[-1])
        ys = [inner.bottom + min(mark, self._top) * unit for mark in self._marks]
        for i, (mark, y) in enumerate(zip(self._marks, ys, strict=True)):
            memory, level = self.pieces["memory", i], self.pieces["level", i]
            memory.along([np.array([x, y, 0.0]) for x in (inner.left, inner.right)])
            # What would overlap another one keeps away from it.
            away = sum(max(0.0, NEXT - abs(y - other)) * (1 if y > other else -1) / 2
                       for k, other in enumerate(ys) if k != i)  # fmt: skip
            low = y + away - CAP * TYPE.label / 2
            level.set_value(mark, at=(inner.right + 0.12, low))
            level.room = memory.room = float(np.isfinite(mark))


def _filled(color: str | ManimColor) -> VMobject:
    return VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
