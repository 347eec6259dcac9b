"""What is on top of rooms, and over those who are in them; only ``TwoDistributions`` needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from manim import VGroup

from scenes.layout import Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Ring, segment
from scenes.mobjects.text import Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.names import enough
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone, theme
from scenes.two_distributions.rooms import LIFT, Rooms

__all__ = ["Roofs"]

ROOF, EAVES = 5.0, 0.06
"""Stroke of a roof, in manim's hundredths of a unit; and how far it reaches beyond its room."""

GRIP = 0.14
"""Radius of the ring on the roof that is dragged."""


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
