"""Rooms that a prediction has built, one a class: as high as its share, with places to count.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it. Knows where a
room's places are, and nothing of who takes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import ManimColor, VMobject
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

__all__ = ["LIFT", "PLACES", "RADIUS", "TITLE", "Rooms"]

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

LIFT = 0.12
"""Between what stands in a room and what is told above it."""


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

    def middle(self, k: IntArray | int) -> Any:
        """Where room k stands, along the floor."""
        return self.inner().left + self.wide() * (k + 0.5)

    def at(self, k: IntArray | int, place: IntArray) -> FloatArray:
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
