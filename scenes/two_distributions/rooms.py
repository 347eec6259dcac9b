"""Rooms that a prediction has built, one a class: as high as its share, with places to count.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it. Knows where a
room's places are, and nothing of who takes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import ManimColor, VGroup, VMobject
from manim.utils.color import interpolate_color
from numpy.typing import NDArray

from scenes.digits import bare
from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, segment
from scenes.mobjects.text import CAP, Formula, Number, number_width
from scenes.numbers import FloatArray
from scenes.parts.bars import ALONE
from scenes.parts.names import Names, enough, numbers_of
from scenes.parts.part import Bar, Part, Pose
from scenes.theme import TYPE, Zone, theme
from scenes.two_distributions.dots import circles

__all__ = ["PLACES", "RADIUS", "TITLE", "IntArray", "Rooms"]

IntArray = NDArray[np.int64]

PLACES = 100
"""Of all rooms together, for whole hundredths."""

RADIUS = 0.42
"""Of what takes a place, in places."""

WIDEST = 0.92
"""Of its bin, that a room is wide, at most."""

AIR = 0.28
"""How much of its colour a room has while it has places."""

TITLE, LINE = 0.46, 0.42
"""Heights of the lines of the title, and of what is told below rooms."""

HEADED, HEADED_BIN = 3.0, 0.42
"""Width from which on it is told what rows are, and what each class adds to that."""

HEAD_GAP = 0.15
"""Between what rows are and what is told in them."""

LARGER = 0.25
"""How much larger numbers are that are lit."""


class Rooms(Part):
    """One room a class, exactly as high as its probability, and as wide as some places.

    Places are squares, so many abreast that all the places of all rooms are hundredths: a room of
    probability 1 has a hundred.

    Parameters
    ----------
    rooms
        Their probabilities, shape (K,).
    highest
        The largest share of a class that there is room for.
    across
        How many places are abreast. A Scale is to hold the unit of "y" to that of "x", which is
        a place: ``(rooms, "x", across / 100)`` beside ``(rooms, "y")``.
    places
        How many whole places each room has.
    p, price
        How often each class comes, and what a place in its room costs, shape (K,).
    write, write_price
        How these are written, and probabilities.
    names
        Of the classes, below.
    titles
        Formulas, of which the first is above for which there is room.

    Attributes
    ----------
    across
        As above.

    Values
    ------
    rooms, price
        As above.
    rows
        How many of the rows below the floor there is room for: of p, of the rooms, of the prices.
    lit
        From 0 to 1, shape (K,): of which class p and price are told larger.
    full
        From 0 to 1: how far rooms are filled, and as narrow as bars are.

    Pieces: ("room", k), ("places", k); below the floor ("p", k), ("q", k), ("price", k), and
    ("head", "p" | "q" | "price"), what these are; floor, names, title.
    """

    scaled = (("y", "rooms"),)
    numbers = ("rooms", "price")
    looks = ("full", "rows", "lit")
    later = ("price",)

    def __init__(
        self,
        name: str,
        rooms: FloatArray,
        *,
        highest: float,
        across: int,
        places: Sequence[int],
        p: FloatArray,
        price: FloatArray,
        write: Callable[[float], str],
        write_price: Callable[[float], str],
        names: Sequence[str],
        titles: Sequence[str],
    ) -> None:
        super().__init__(
            name, rooms=rooms, price=price, full=0.0, rows=2.0, lit=np.zeros(len(names))
        )
        self._highest, self.across, self._p = highest, across, np.array(p)
        self._write = {"p": write, "q": write, "price": write_price}
        self._places, self._names = list(places), names
        self._short, self._headed = False, True
        allow("small", "places are squares: as high as there is width for", self.group)
        allow("scale", "they become bars of a chart, when they have come to rest", self.group)
        every, blue = range(len(names)), theme().q
        for k in every:
            room = self.own("room", k, of=Bar(blue))
            allow("contrast", "its places and its roof tell where a room is", room)
        self._floor = self.own("floor", of=segment(color=theme().muted))
        allow("contrast", "what stands on the floor may hide it", self._floor)
        for k in every:
            ring = VMobject(stroke_color=blue, stroke_width=HAIR, fill_opacity=0)
            self.own("places", k, of=ring)
            allow("contrast", "whoever takes a place hides it", ring)
        self._row = self.own("names", of=Names(names))
        self._titles = [_label(title, blue) for title in titles]
        self._title = self.own("title", of=VGroup(self._titles[0]))
        self._rows = {"p": theme().p, "q": blue, "price": blue}
        for (row, color), head in zip(self._rows.items(), ("p", "q", "ln(1\\/q)"), strict=True):
            self.own("head", row, of=_label(head, color))
            for k in every:
                made = Number(0.0, self._write[row], font_size=TYPE.label, color=color)
                self.own(row, k, of=made)

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names as large as fits; where it is narrow numbers without 0, and rows without heads."""
        least = min(zone.width for zone in zones)
        self._headed = least >= HEADED + HEADED_BIN * len(self._names)
        names = numbers_of(self._names) if by_number else self._names
        wide = (least - self._left() - 0.05) / len(names)
        good = self._row.choose(names, [wide] * len(names))
        fitting = (t for t in self._titles if t.made_width + 0.2 <= wide * len(names))
        self._title.submobjects = [next(fitting, self._titles[-1])]
        widest = max(number_width(self._write["q"](float(v)), TYPE.label) for v in self._p)
        self._short = widest + 0.1 > wide
        return good

    def _left(self) -> float:
        """For slanted names, and for what rows are as soon as there is room for one."""
        heads = max(self.pieces["head", row].made_width for row in self._rows) + HEAD_GAP
        there = min(float(self.values["rows"]), 1.0) * self._headed
        return max(0.05, self._row.left, heads * there)

    def least(self, room: Size) -> Size:
        """Places that can be counted."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        width = max(0.3 * len(self._names), self._titles[-1].made_width + 0.2)
        return Size(width + 0.1, 0.6 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Names and rows of numbers below, the title above."""
        return Margin(self._left(), 0.05, self.below, TITLE)

    @property
    def bare(self) -> Margin:
        """What it needs around its values where nothing is told in rows."""
        return Margin(max(0.05, self._row.left), 0.05, self._row.below, TITLE)

    @property
    def below(self) -> float:
        """What is below the floor."""
        return LINE * float(self.values["rows"]) + self._row.below

    def span(self, axis: str) -> float:
        """To the highest that there will be; and all that are abreast, in places."""
        if axis == "y":
            return self._highest
        return len(self._names) * self.across / WIDEST

    def scale_of(self, axis: str) -> str:
        """As for bars."""
        return "probability" if axis == "y" else self.name

    # --- Where things are -------------------------------------------------------------------------

    @property
    def pitch(self) -> float:
        """From one place to the next, in manim units: a Scale holds both units to it."""
        return self.unit("y") * self.across / PLACES

    @property
    def top(self) -> float:
        """How high the highest reaches."""
        return self.inner().bottom + self._highest * self.unit("y")

    def wide(self) -> float:
        """How much room each has along the floor."""
        return self.inner().width / len(self._names)

    def middle(self, k: IntArray | int) -> Any:
        """Where room k stands, along the floor."""
        return self.inner().left + self.wide() * (k + 0.5)

    def at(self, k: IntArray | int, place: IntArray) -> FloatArray:
        """The middles of places, counted from 0, of the rooms ``k``; shape (n, 2)."""
        row, column = np.divmod(place, self.across)
        x = self.middle(k) + (column - (self.across - 1) / 2) * self.pitch
        return np.column_stack((x, self.inner().bottom + (row + 0.5) * self.pitch))

    def figure(self, *key: Any) -> Pose:
        """Room k."""
        _, k = key
        foot = (float(self.middle(k)), self.inner().bottom)
        full = float(self.values["full"])
        value = float(self.values["rooms"][k])
        width = (1 - full) * self.across * self.pitch + full * ALONE * self.wide()
        share = AIR + (1 - AIR) * full
        background, blue = ManimColor(theme().background), ManimColor(theme().q)
        color = interpolate_color(background, blue, share).to_hex()
        return Pose(foot, 90.0, value, self.unit("y"), width, color)

    def draw(self, zone: Zone) -> None:
        """Floor, places, and what is told of them."""
        inner, pitch, wide = self.inner(), self.pitch, self.wide()
        self._floor.set_points_as_corners(
            [[inner.left, inner.bottom, 0], [inner.right, inner.bottom, 0]]
        )
        self._title[0].put(inner.x, self.top + 0.22)
        middles = [float(self.middle(k)) for k in range(len(self._names))]
        self._row.draw(middles, [wide] * len(middles), inner.bottom - self.below + self._row.below)
        for k in range(len(middles)):
            at = self.at(k, np.arange(self._places[k]))
            self.pieces["places", k].points = circles(at, RADIUS * 0.92 * pitch)
        values = {"p": self._p, "q": self.values["rooms"], "price": self.values["price"]}
        for i, row in enumerate(self._rows):
            low = inner.bottom - 0.14 - CAP * TYPE.label - i * LINE
            there = float(np.clip(float(self.values["rows"]) - i, 0.0, 1.0))
            head = self.pieces["head", row].put(inner.left - HEAD_GAP, low, align=1)
            head.room = there * self._headed
            for k, x in enumerate(middles):
                number = self.pieces[row, k]
                lit = float(self.values["lit"][k]) * (row != "q")
                number.font_size = TYPE.label * (1 + LARGER * lit)
                number.write = self._write_short(row) if self._short else self._write[row]
                number.set_value(float(values[row][k]), at=(x, low))
                need = number_width(number.text, TYPE.label) + 0.06
                number.room = enough(wide, need) * there

    def _write_short(self, row: str) -> Callable[[float], str]:
        return lambda value: bare(self._write[row](value))


def _label(math: str, color: str) -> Formula:
    return Formula(math, font_size=TYPE.label, color=color, display=False)
