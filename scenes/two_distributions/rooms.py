"""Rooms that a prediction has built, one a class: as high as its share, with places to count.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it. Knows where a
room's places are, and nothing of who takes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject

from scenes.digits import bare
from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Ring, segment
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.names import Names, enough, numbers_of
from scenes.parts.part import Bar, Part, Pose
from scenes.theme import TYPE, Zone, theme

__all__ = ["PLACES", "RADIUS", "Rooms", "circles"]

PLACES = 100
"""Of all rooms together, for whole hundredths."""

RADIUS = 0.42
"""Of what takes a place, in places."""

WIDEST = 0.86
"""Of its bin, that a room is wide, at most."""

AIR = 0.3
"""Opacity of a room whose places are free."""

TITLE, LINE = 0.46, 0.42
"""Heights of the lines of the title, and of what is told below rooms."""

LIFT = 0.12
"""Between what stands in a room and what is told above it."""

GRIP = 0.12
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
        How many places are abreast.
    places, counts
        How many whole places each room has, and how many want one.
    write
        How probabilities are written.
    names
        Of the classes, below.
    title
        A formula above.

    Values
    ------
    rooms
        As above.
    full
        From 0 to 1: whether rooms are filled, as bars are.

    Pieces: ("room", k), ("places", k), ("empty", k): the places that nobody takes, ("number", k)
    below, ("misfit", k): how many are over, or empty, ("grip", k), floor, names, title.
    """

    scaled = (("y", "rooms"),)
    numbers = ("rooms",)
    looks = ("full",)
    later = ("empty", "misfit", "grip")

    def __init__(
        self,
        name: str,
        rooms: FloatArray,
        *,
        highest: float,
        across: int,
        places: Sequence[int],
        counts: Sequence[int],
        write: Callable[[float], str],
        names: Sequence[str],
        title: str,
    ) -> None:
        super().__init__(name, rooms=rooms, full=0.0)
        self._highest, self._across, self._write = highest, across, write
        self._places, self._counts, self._names = list(places), list(counts), names
        self._start, self._short = np.array(rooms), False
        every, blue = range(len(names)), theme().q
        for k in every:
            room = self.own("room", k, of=Bar(blue))
            allow("contrast", "its places tell where a room is", room)
        self._floor = self.own("floor", of=segment(color=theme().muted))
        allow("contrast", "what stands on the floor may hide it", self._floor)
        for kind, width in (("places", 0.8 * HAIR), ("empty", 1.8 * HAIR)):
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
            self.own("misfit", k, of=VGroup())
            grip = self.own("grip", k, of=Ring(GRIP, stroke_width=2.5 * HAIR))
            grip.set_stroke(theme().text)
            allow("overlap", "it holds a roof", grip)
            allow("contrast", "it holds a roof", grip)
        self._wordings = [
            [self._misfit(k, words) for k in every]
            for words in (("{} over", "{} empty"), ("+{}", "−{}"))
        ]
        self._word(0)

    def _misfit(self, k: int, words: tuple[str, str]) -> Words | None:
        lacks = self._counts[k] - self._places[k]
        if lacks == 0:
            return None
        color = theme().p if lacks > 0 else theme().q
        return Words(words[lacks < 0].format(abs(lacks)), font_size=TYPE.label, color=color)

    def _word(self, which: int) -> None:
        for k, words in enumerate(self._wordings[which]):
            self.pieces["misfit", k].submobjects = [] if words is None else [words]

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names as large as fits, and words above rooms that fit; numbers without 0 if narrow."""
        names = numbers_of(self._names) if by_number else self._names
        least = min(zone.width for zone in zones) / len(names) - 0.1 / len(names)
        good = self._row.choose(names, [least] * len(names))
        wide = max((w.made_width for w in self._wordings[0] if w is not None), default=0.0)
        self._word(0 if wide + 0.1 <= least else 1)
        widest = max(number_width(self._write(float(v)), TYPE.label) for v in self._start)
        self._short = widest + 0.1 > least
        return good

    def least(self, room: Size) -> Size:
        """Places that can be counted."""
        around = self._around()
        width = max(0.3 * len(self._names), self._title.made_width + 0.2)
        return Size(width + around.left + around.right, 0.7 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Names and numbers below, words and the title above; more where bins are narrow."""
        around = self._around()
        inner = around.inside(zone)
        wide = inner.width / len(self._names)
        most = WIDEST * wide * PLACES / self._across**2 * self._highest
        return around._replace(top=around.top + max(inner.height - most, 0.0))

    def _around(self) -> Margin:
        above = LIFT + CAP * TYPE.label + 0.06 + TITLE
        return Margin(max(0.05, self._row.left), 0.05, LINE + self._row.below, above)

    def span(self, axis: str) -> float:
        """To the highest that there will be."""
        return self._highest if axis == "y" else float(len(self._names))

    def scale_of(self, axis: str) -> str:
        """As for bars."""
        return "probability"

    # --- Where things are -------------------------------------------------------------------------

    @property
    def pitch(self) -> float:
        """From one place to the next, in manim units."""
        return self.unit("y") * self._across / PLACES

    @property
    def top(self) -> float:
        """How high the highest reaches."""
        return self.inner().bottom + self._highest * self.unit("y")

    def middle(self, k: int | FloatArray) -> Any:
        """Where room k stands, along the floor."""
        inner = self.inner()
        return inner.left + inner.width / len(self._names) * (k + 0.5)

    def at(self, k: FloatArray | int, place: FloatArray) -> FloatArray:
        """The middles of places, counted from 0, of the rooms ``k``; shape (n, 2)."""
        row, column = np.divmod(place, self._across)
        x = self.middle(k) + (column - (self._across - 1) / 2) * self.pitch
        return np.column_stack((x, self.inner().bottom + (row + 0.5) * self.pitch))

    def figure(self, *key: Any) -> Pose:
        """Room k."""
        _, k = key
        foot = (float(self.middle(k)), self.inner().bottom)
        value, width = float(self.values["rooms"][k]), self._across * self.pitch
        return Pose(foot, 90.0, value, self.unit("y"), width, theme().q)

    def draw(self, zone: Zone) -> None:
        """Floor, places, and what is told of them."""
        inner, unit, pitch = self.inner(), self.unit("y"), self.pitch
        self._floor.set_points_as_corners(
            [[inner.left, inner.bottom, 0], [inner.right, inner.bottom, 0]]
        )
        self._title.put(inner.x, zone.top - 0.28)
        count = len(self._names)
        wide = inner.width / count
        self._row.draw(
            [float(self.middle(k)) for k in range(count)], [wide] * count, inner.bottom - LINE
        )
        for k in range(count):
            x = float(self.middle(k))
            self.pieces["room", k].room = AIR + (1 - AIR) * float(self.values["full"])
            taken = min(self._counts[k], self._places[k])
            for kind, first in (("places", 0), ("empty", taken)):
                at = self.at(k, np.arange(first, self._places[k]))
                self.pieces[kind, k].points = circles(at, RADIUS * 0.9 * pitch)
            number = self.pieces["number", k]
            number.write = (lambda v: bare(self._write(v))) if self._short else self._write
            number.set_value(
                float(self.values["rooms"][k]), at=(x, inner.bottom - LINE + 0.06)
            )
            number.room = enough(wide, number_width(number.text, number.font_size) + 0.06)
            rows = -(-self._counts[k] // self._across) * self._across / PLACES
            high = inner.bottom + max(rows, float(self.values["rooms"][k])) * unit
            for words in self.pieces["misfit", k].submobjects:
                words.put(x, high + LIFT)
                words.room = enough(wide, words.made_width + 0.1)
            self.pieces["grip", k].center_on(self.figure("room", k).head)
