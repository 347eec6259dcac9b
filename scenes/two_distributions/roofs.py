"""What is on top of rooms, and over those who are in them; only ``TwoDistributions`` needs it."""

from __future__ import annotations

import numpy as np

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Ring, segment
from scenes.parts.part import Part
from scenes.theme import Zone, theme
from scenes.two_distributions.rooms import Rooms

__all__ = ["Roofs"]

ROOF = 5.0
"""Stroke of a roof, in manim's hundredths of a unit."""

GRIP = 0.12
"""Radius of the ring on a roof that is dragged."""


class Roofs(Part):
    """A roof on every room.

    Parameters
    ----------
    rooms
        Whose they are.
    count
        How many rooms there are.

    Pieces: ("roof", k), ("grip", k) at its end.
    """

    later = ("grip",)

    def __init__(self, name: str, rooms: Rooms, count: int) -> None:
        super().__init__(name)
        self.sources, self._rooms = (rooms,), rooms
        for k in range(count):
            roof = self.own("roof", k, of=segment(color=theme().q, width=ROOF))
            allow("contrast", "it goes between dots", roof)
            allow("overlap", "it goes between dots", roof)
        for k in range(count):
            ring = Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=theme().text)
            grip = self.own("grip", k, of=ring)
            for rule in ("overlap", "contrast", "zone"):
                allow(rule, "it holds a roof", grip)

    def least(self, room: Size) -> Size:
        """As little as the rooms."""
        return Size(0.0, 0.0)

    def margin(self, zone: Zone) -> Margin:
        """As the rooms, over which they lie, without any rows."""
        return self._rooms.bare

    def span(self, axis: str) -> float:
        """It has no axes of its own."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """Each on its room."""
        for _, k in [key for key in self.pieces if key[0] == "roof"]:
            pose = self._rooms.figure("room", k)
            x, y = pose.head[:2]
            half = pose.width / 2
            self.pieces["roof", k].set_points_as_corners([[x - half, y, 0], [x + half, y, 0]])
            self.pieces["grip", k].center_on(np.array([x + half, y, 0.0]))
