"""Rooms that a prediction has cut out of one floor: the narrower, the higher, and the dearer.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup

from stage.digits import bare
from stage.layout import Margin, Place, Size
from stage.mobjects.colors import toned
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Ring, segment
from stage.mobjects.text import CAP, Formula, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.names import Names, numbers_of
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["ABOVE", "LINE", "TITLE", "Rooms", "clear", "in_size", "label", "size_of_row"]

TITLE, LINE = 0.36, 0.42
"""Heights of the line of the title, and of what is told below rooms."""

TAG = 0.12
"""Between a roof and its price."""

ROOF = 5.0
"""Stroke of a roof, in manim's hundredths of a unit."""

ABOVE = 0.34
"""Height of a price on a roof."""

GRIP = 0.13
"""Radius of the ring on a wall that is dragged."""

FILLED = 0.6
"""How much of the colour of its block a room has."""

HOLD = 0.4
"""How far above the floor a wall is held."""

HIGHER = 1.5
"""How far above what there is room for a roof would be that is not seen any more."""

AWAY = 0.12
"""How far a draw falls from a wall, and from a price."""

LARGER = 0.25
"""How much larger a price is that is lit."""

HEAD_GAP = 0.15
"""Between what a row is and what is told in it."""


class Rooms(Part):
    """One room a class, exactly as wide as its probability, and as high as its price.

    Parameters
    ----------
    rooms
        Their probabilities, shape (K,), which are 1 in all.
    price
        What a draw pays for each, ln(1/probability), shape (K,); infinite where that is 0.
    top
        The dearest price that there is room for: a dearer room goes on beyond it, without a roof.
    write, write_price
        How probabilities and prices are written.
    names
        Of the classes, below.
    titles
        Formulas, of which the first is above for which there is room.

    Values
    ------
    rooms, price
        As above.
    lit
        From 0 to 1, shape (K,): of which class the price is told larger.

    top
        As above.
    titled
        Whether the title is there, and has its room: 1 or 0.

    Pieces: ("room", k), ("roof", k), ("price", k) on it, ("grip", k) at the wall
    between it and the next one; below the floor ("q", k), and head, what these are; floor, names,
    title.
    """

    scaled = (("x", "rooms"), ("y", "price"))
    numbers = ("rooms", "price")
    looks = ("lit", "top", "titled")
    later = ("grip",)
    fading = ("price", "q", "names")

    def __init__(
        self,
        name: str,
        rooms: FloatArray,
        price: FloatArray,
        *,
        top: float,
        write: Callable[[float], str],
        write_price: Callable[[float], str],
        names: Sequence[str],
        titles: Sequence[str],
    ) -> None:
        super().__init__(name, rooms=rooms, price=price, lit=np.zeros(len(names)), top=top,
                         titled=1.0)  # fmt: skip
        self._names, self._count = names, len(names)
        self._write, self._size = write, TYPE.label
        every, blue = range(len(names)), theme().q
        self._colors = [toned(theme().area(k), FILLED) for k in every]
        for k in every:
            room = self.own("room", k, of=Bar(self._colors[k]))
            allow("contrast", "rooms lie side by side, parted by the colours of their areas", room)
        self._floor = self.own("floor", of=segment(color=theme().muted))
        allow("contrast", "what stands on the floor may hide it", self._floor)
        for k in every:
            roof = self.own("roof", k, of=segment(color=blue, width=ROOF))
            allow("contrast", "it ends a room", roof)
        self._row = self.own("names", of=Names(names))
        self._titles = [label(title, blue) for title in titles]
        self._title = self.own("title", of=VGroup(self._titles[0]))
        self._head = self.own("head", of=label("q", blue))
        for k in every:
            self.own("q", k, of=Number(0.0, write, font_size=TYPE.label, color=blue))
            self.own("price", k, of=Number(0.0, write_price, font_size=TYPE.label, color=blue))
        for k in every:
            ring = Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=theme().text)
            grip = self.own("grip", k, of=ring)
            for rule in ("overlap", "contrast", "zone"):
                allow(rule, "it holds a wall", grip)

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names and titles as large as fits."""
        least = min(self.margin(zone).inside(zone).width for zone in zones)
        names = numbers_of(self._names) if by_number else self._names
        # A room without width has no name until it grows.
        wide = [float(v) * least if v > 0 else np.inf for v in self.values["rooms"]]
        good = self._row.choose(names, wide, may_slant=False)
        fitting = (t for t in self._titles if t.made_width <= least)
        self._title.submobjects = [next(fitting, self._titles[-1])]
        return good

    def settle(self, places: Sequence[Place]) -> None:
        """Numbers smaller where it is narrow."""
        narrowest = min(place.units.get("x", np.inf) for place in places)
        self._size = size_of_row(self.values["rooms"], self._write, narrowest)

    def least(self, room: Size) -> Size:
        """So that rooms can be compared."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        wide = max(1.6, self._titles[-1].made_width)
        return Size(wide + around.left + around.right, 0.8 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Names and probabilities below, the title above."""
        half = number_width("0.00", TYPE.label) / 2
        left = max(half, self._head.made_width + HEAD_GAP)
        above = ABOVE + TITLE * float(self.values["titled"])
        return Margin(left, half, LINE + self._row.below, above)

    def span(self, axis: str) -> float:
        """All are 1 wide; the dearest price."""
        return float(self.values["top"]) if axis == "y" else 1.0

    def scale_of(self, axis: str) -> str:
        """Probabilities across, and up what draws pay."""
        return "probability" if axis == "x" else "price"

    # --- Where things are -------------------------------------------------------------------------

    def figure(self, *key: Any) -> Pose:
        """Room k."""
        _, k = key
        rooms, ux, uy = self.values["rooms"], self.unit("x"), self.unit("y")
        left, wide = self._left() + float(rooms[:k].sum()) * ux, float(rooms[k]) * ux
        # One without width is not seen.
        price = min(float(self.values["price"][k]), self.span("y")) if wide > 1e-9 else 0.0
        foot = (left + wide / 2, self.inner().bottom)
        return Pose(foot, 90.0, price, uy, wide, self._colors[k])

    @property
    def right(self) -> float:
        """Where the floor ends."""
        return self._left() + self.unit("x")

    def _left(self) -> float:
        """Where the floor begins, in the middle of its zone."""
        return self.inner().x - self.unit("x") / 2

    def _high(self) -> float:
        """How high a room may be, in manim units."""
        return self.span("y") * self.unit("y")

    def roof(self, k: int) -> tuple[float, float, float]:
        """Its left and its right end, and how high it is, as far as there is room."""
        pose = self.figure("room", k)
        x, half = pose.foot[0], pose.width / 2
        high = min(float(self.values["price"][k]) * self.unit("y"), self._high())
        return x - half, x + half, pose.foot[1] + high

    def lane(self, k: int) -> tuple[float, float, float]:
        """How far from its middle draws may fall, beside its price, and how high the roof is.

        From there to there, on both sides; all fall in the middle where it is too narrow.
        """
        start, end, y = self.roof(k)
        half, own = (end - start) / 2, number_width(self.pieces["price", k].text, self._size) / 2
        near, far = own + AWAY, half - AWAY
        return (near, far, y) if near < far else (0.0, 0.0, y)

    def draw(self, zone: Zone) -> None:
        """Floor, roofs, and what is told of them."""
        inner, rooms, every = self.inner(), self.values["rooms"], range(self._count)
        left, right = self._left(), self._left() + self.unit("x")
        self._floor.through([[left, inner.bottom, 0], [right, inner.bottom, 0]])
        self._title[0].put((left + right) / 2, inner.bottom + self._high() + 0.42)
        metadata(self._title[0]).visibility = max(0.0, 2 * float(self.values["titled"]) - 1)
        roofs = [self.roof(k) for k in every]
        middles = np.array([(roof[0] + roof[1]) / 2 for roof in roofs])
        low = inner.bottom - 0.14 - CAP * TYPE.label
        self._head.put(left - HEAD_GAP, low, align=1)
        write, hold = self._write, min(HOLD, self._high() / 3)
        for k, x in enumerate(middles):
            start, end, y = roofs[k]
            self.pieces["roof", k].through([[start, y, 0], [end, y, 0]])
            over = float(self.values["price"][k]) * self.unit("y") - self._high()
            metadata(self.pieces["roof", k]).visibility = visibility(-over, 0.0, HIGHER) * min(
                1.0, (end - start) / 0.15
            )
            wall = end if k < self._count - 1 else start
            self.pieces["grip", k].center_on(np.array([wall, inner.bottom + hold, 0.0]))
            own = self.pieces["q", k]
            own.font_size, own.write = self._size, in_size(write, self._size)
            own.set_value(float(rooms[k]), at=(x, low))
            tag = self.pieces["price", k]
            tag.font_size = self._size * (1 + LARGER * float(self.values["lit"][k]))
            tag.set_value(float(self.values["price"][k]), at=(x, y + TAG))
        for kind in ("q", "price"):
            texts = [self.pieces[kind, k] for k in every]
            halves = [number_width(text.text, self._size) / 2 for text in texts]
            free = clear(middles, halves)
            for k, text in enumerate(texts):
                if kind == "price":
                    free[k] = self._free(k, roofs, middles, halves)
                if kind == "q":
                    free[k] = min(free[k], 2 * (middles[k] - left + HEAD_GAP - 0.06))
                metadata(text).visibility = visibility(free[k], 2 * halves[k] + 0.06)
        wide = [word.made_width / 2 for word in self._row]
        self._row.draw(list(middles), list(clear(middles, wide) - 0.12), inner.bottom - LINE)

    def _free(
        self,
        k: int,
        roofs: Sequence[tuple[float, float, float]],
        middles: FloatArray,
        halves: Sequence[float],
    ) -> float:
        """How wide a price may be on roof k: as far as no room that is higher, or its price."""
        high = CAP * TYPE.label + 2 * TAG
        free = np.inf
        for j, (start, end, y) in enumerate(roofs):
            if j != k and y + high > roofs[k][2]:
                half = max(halves[j], (end - start) / 2)
                free = min(free, 2 * (abs(middles[j] - middles[k]) - half))
        return float(free)


def clear(middles: FloatArray, halves: Sequence[float]) -> FloatArray:
    """How wide each text of a row may be, that all others are not met; ``halves`` of theirs.

    >>> print(clear(np.array([0.0, 1.0, 3.0]), [0.1, 0.2, 0.3]))
    [1.6 1.8 3.6]
    """
    apart = np.abs(middles[:, None] - middles) - np.array(halves)
    np.fill_diagonal(apart, np.inf)
    return np.asarray(2 * apart.min(axis=1))


def size_of_row(values: FloatArray, write: Callable[[float], str], width: float) -> float:
    """In which numbers are told below shares of a width: smaller where that is little."""
    widest = max(number_width(write(float(value)), TYPE.label) for value in values)
    return TYPE.label if widest + 0.1 <= width / len(values) else TYPE.tick


def in_size(write: Callable[[float], str], size: float) -> Callable[[float], str]:
    """How probabilities are written in that size: in the smaller one, without a 0 before them."""
    return write if size == TYPE.label else lambda value: bare(write(value))


def label(math: str, color: str, **colors: str) -> Formula:
    """A formula as large as labels are, some of whose pieces have colours of their own."""
    return Formula(math, font_size=TYPE.label, color=color, display=False, colors=colors)
