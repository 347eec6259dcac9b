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

from scenes.digits import bare
from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Ring, segment
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.bars import ALONE
from scenes.parts.names import Names, enough, numbers_of
from scenes.parts.part import Bar, Part, Pose
from scenes.theme import TYPE, Zone, theme

__all__ = ["PLACES", "RADIUS", "TITLE", "Roofs", "Rooms", "circles"]

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

LIFT = 0.12
"""Between what stands in a room and what is told above it."""

ROOF, EAVES = 5.0, 0.06
"""Stroke of a roof, in manim's hundredths of a unit; and how far it reaches beyond its room."""

GRIP = 0.14
"""Radius of the ring on the roof that is dragged."""


def _arcs(corners: bool) -> FloatArray:
    """Four curves from corner to corner, shape (16, 2), of a square of side 2 or its circle."""
    turn = np.exp(1j * np.pi / 2 * (np.arange(5) - 0.5))
    if corners:
        ends = np.sqrt(2) * turn
        ways = (ends[:-1], (2 * ends[:-1] + ends[1:]) / 3, (ends[:-1] + 2 * ends[1:]) / 3, ends[1:])
    else:
        handle = 4 / 3 * np.tan(np.pi / 8) * 1j * turn
        ways = (turn[:-1], (turn + handle)[:-1], (turn - handle)[1:], turn[1:])
    flat = np.column_stack(ways).ravel()
    return np.column_stack((flat.real, flat.imag))


_CIRCLE, _SQUARE = _arcs(corners=False), _arcs(corners=True)


def circles(centers: FloatArray, radii: FloatArray, squared: float = 0.0) -> FloatArray:
    """All in one outline, shape (16 n, 3), around ``centers``, shape (n, 2).

    ``squared`` is how far they are on their way to squares of the same width.
    """
    shape = (1 - squared) * _CIRCLE + squared * _SQUARE
    points = centers[:, None] + np.broadcast_to(radii, len(centers))[:, None, None] * shape
    flat = points.reshape(-1, 2)
    return np.column_stack((flat, np.zeros(len(flat))))


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
    places, counts
        How many whole places each room has, and how many want one.
    shares
        How often each class comes, shape (K,).
    write
        How probabilities are written.
    names
        Of the classes, below.
    title
        A formula above.

    Attributes
    ----------
    across
        As above.

    Values
    ------
    rooms
        As above.
    full
        From 0 to 1: how far rooms are filled, and as narrow as bars are.

    Pieces: ("room", k), ("places", k), ("empty", k): the places that nobody takes, ("number", k)
    and ("share", k) below: how high a room is, and how often its class comes; floor, names, title.
    """

    scaled = (("y", "rooms"),)
    numbers = ("rooms",)
    looks = ("full",)
    later = ("empty", "share")

    def __init__(
        self,
        name: str,
        rooms: FloatArray,
        *,
        highest: float,
        across: int,
        places: Sequence[int],
        counts: Sequence[int],
        shares: FloatArray,
        write: Callable[[float], str],
        names: Sequence[str],
        title: str,
    ) -> None:
        super().__init__(name, rooms=rooms, full=0.0)
        self._shares = shares
        self._highest, self.across, self._write = highest, across, write
        self._places, self._counts, self._names = list(places), list(counts), names
        self._start, self._short = np.array(rooms), False
        allow("small", "places are squares: as high as there is width for", self.group)
        every, blue = range(len(names)), theme().q
        for k in every:
            room = self.own("room", k, of=Bar(blue))
            allow("contrast", "its places and its roof tell where a room is", room)
        self._floor = self.own("floor", of=segment(color=theme().muted))
        allow("contrast", "what stands on the floor may hide it", self._floor)
        for kind, width in (("places", HAIR), ("empty", 2 * HAIR)):
            for k in every:
                ring = VMobject(stroke_color=blue, stroke_width=width, fill_opacity=0)
                self.own(kind, k, of=ring)
                allow("contrast", "whoever takes a place hides it", ring)
        self._row = self.own("names", of=Names(names))
        self._title = self.own(
            "title", of=Formula(title, font_size=TYPE.label, color=blue, display=False)
        )
        for k in every:
            self.own("number", k, of=Number(0.0, write, font_size=TYPE.label, color=blue))
            self.own("share", k, of=Number(0.0, write, font_size=TYPE.label, color=theme().p))

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names as large as fits; numbers without 0 where bins are narrow."""
        names = numbers_of(self._names) if by_number else self._names
        least = (min(zone.width for zone in zones) - 0.1) / len(names)
        good = self._row.choose(names, [least] * len(names))
        widest = max(number_width(self._write(float(v)), TYPE.label) for v in self._start)
        self._short = widest + 0.1 > least
        return good

    def least(self, room: Size) -> Size:
        """Places that can be counted."""
        around = self._around()
        width = max(0.3 * len(self._names), self._title.made_width + 0.2)
        return Size(width + around.left + around.right, 0.7 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Names and numbers below, words and the title above."""
        return self._around()

    @property
    def below(self) -> float:
        """What is below the floor."""
        return LINE + self._row.below

    def _around(self) -> Margin:
        above = LIFT + CAP * TYPE.label + 0.06 + TITLE
        return Margin(max(0.05, self._row.left), 0.05, self.below, above)

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

    def middle(self, k: int | FloatArray) -> Any:
        """Where room k stands, along the floor."""
        return self.inner().left + self.wide() * (k + 0.5)

    def at(self, k: FloatArray | int, place: FloatArray) -> FloatArray:
        """The middles of places, counted from 0, of the rooms ``k``; shape (n, 2)."""
        row, column = np.divmod(place, self.across)
        x = self.middle(k) + (column - (self.across - 1) / 2) * self.pitch
        return np.column_stack((x, self.inner().bottom + (row + 0.5) * self.pitch))

    def stack(self, k: int) -> float:
        """How high room k reaches, or those who want a place in it."""
        whole = max(self._counts[k], self._places[k])
        rows = -(-whole // self.across) * self.across / PLACES
        high = max(rows, float(self.values["rooms"][k]))
        return self.inner().bottom + high * self.unit("y")

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
        self._title.put(inner.x, self.top + LIFT + CAP * TYPE.label + 0.24)
        middles = [float(self.middle(k)) for k in range(len(self._names))]
        self._row.draw(middles, [wide] * len(middles), inner.bottom - LINE)
        for k, x in enumerate(middles):
            taken = min(self._counts[k], self._places[k])
            for kind, first in (("places", 0), ("empty", taken)):
                at = self.at(k, np.arange(first, self._places[k]))
                self.pieces[kind, k].points = circles(at, RADIUS * 0.92 * pitch)
            for kind, values in (("number", self.values["rooms"]), ("share", self._shares)):
                number = self.pieces[kind, k]
                number.write = self._write_short if self._short else self._write
                low = inner.bottom - 0.14 - CAP * TYPE.label
                number.set_value(float(values[k]), at=(x, low))
                number.room = enough(wide, number_width(number.text, number.font_size) + 0.06)

    def _write_short(self, value: float) -> str:
        return bare(self._write(value))


class Roofs(Part):
    """What is on top of rooms, and over those who are in them: roofs, and what is told there.

    Parameters
    ----------
    rooms
        Whose they are.
    lacks
        How many more want a place than there are, shape (K,).
    price
        What a place costs, shape (K,).
    write
        How that is written.

    Values
    ------
    price
        As above.

    Pieces: ("roof", k), ("misfit", k): how many are over, or places empty, ("price", k),
    ("grip", k).
    """

    numbers = ("price",)
    later = ("misfit", "price", "grip")

    def __init__(
        self,
        name: str,
        rooms: Rooms,
        *,
        lacks: Sequence[int],
        price: FloatArray,
        write: Callable[[float], str],
    ) -> None:
        super().__init__(name, price=price)
        self.sources, self._rooms, self._lacks = (rooms,), rooms, list(lacks)
        for k in range(len(lacks)):
            roof = self.own("roof", k, of=segment(color=theme().q, width=ROOF))
            allow("contrast", "it goes between dots", roof)
            allow("overlap", "it goes between dots", roof)
        for k in range(len(lacks)):
            self.own("misfit", k, of=VGroup())
            self.own("price", k, of=Number(0.0, write, font_size=TYPE.label))
            ring = Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=theme().text)
            grip = self.own("grip", k, of=ring)
            for rule in ("overlap", "contrast"):
                allow(rule, "it holds a roof", grip)
        self._wordings = [
            [_misfit(lack, over, empty) for lack in lacks]
            for over, empty in (("{} over", "{} empty"), ("+{}", "−{}"))
        ]
        self._word(0)

    def _word(self, which: int) -> None:
        for k, words in enumerate(self._wordings[which]):
            self.pieces["misfit", k].submobjects = [] if words is None else [words]

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Words that fit their bins, or signs."""
        least = min(zone.width for zone in zones) / len(self._lacks)
        wide = max((w.made_width for w in self._wordings[0] if w is not None), default=0.0)
        self._word(0 if wide + 0.15 <= least else 1)
        return True

    def least(self, room: Size) -> Size:
        """As little as the rooms."""
        return Size(0.0, 0.0)

    def span(self, axis: str) -> float:
        """It has no axes of its own."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """Roofs, and above the stacks what is told of them."""
        for k in range(len(self._lacks)):
            pose, wide = self._rooms.figure("room", k), self._rooms.wide()
            (x, y), half = pose.head[:2], pose.width / 2 + EAVES
            self.pieces["roof", k].set_points_as_corners([[x - half, y, 0], [x + half, y, 0]])
            self.pieces["grip", k].center_on(pose.head)
            high = self._rooms.stack(k) + LIFT
            for words in self.pieces["misfit", k].submobjects:
                words.put(x, high)
                words.room = enough(wide, words.made_width + 0.1)
            price = self.pieces["price", k]
            price.set_value(float(self.values["price"][k]), at=(x, high))
            price.room = enough(wide, number_width(price.text, price.font_size) + 0.06)


def _misfit(lacks: int, over: str, empty: str) -> Words | None:
    if lacks == 0:
        return None
    color = theme().p if lacks > 0 else theme().q
    said = (over if lacks > 0 else empty).format(abs(lacks))
    return Words(said, font_size=TYPE.label, color=color)
