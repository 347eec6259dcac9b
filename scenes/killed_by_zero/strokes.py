"""Strokes through the numbers on tags: what they tell is killed."""

from __future__ import annotations

import numpy as np

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Polyline
from stage.numbers import FloatArray
from stage.parts.faders import Faders
from stage.parts.part import Part
from stage.theme import Zone, theme

__all__ = ["Strokes"]

BEYOND = 0.08
"""How far one goes beyond its number, either way."""


class Strokes(Part):
    """One across each number that hangs below a bank.

    Parameters
    ----------
    bank
        Faders with tags.
    told
        Which have one that is seen.

    Values
    ------
    struck
        How far each is struck out, shape (K,); when all of it is, what it told is gone.

    Pieces: ("stroke", k).
    """

    looks = ("struck",)
    counted = ""

    def __init__(
        self, name: str, bank: Faders, *, told: tuple[int, ...], struck: FloatArray
    ) -> None:
        super().__init__(name, struck=struck)
        self.sources = (bank,)
        self._bank, self._told = bank, told
        for k in told:
            stroke = self.own("stroke", k, of=Polyline(color=theme().p, width=4 * HAIR))
            for rule in ("overlap", "pop", "contrast"):
                allow(rule, "it goes through what it strikes out", stroke)

    def least(self, room: Size) -> Size:
        """They are where the tags are."""
        return Size(0.0, 0.0)

    def draw(self, zone: Zone) -> None:
        """From the lower left of each number to its upper right."""
        for k in self._told:
            number, struck = self._bank.pieces["tag", k].number, float(self.values["struck"][k])
            corners = np.array([number.get_corner([-1, -1, 0]), number.get_corner([1, 1, 0])])
            start, end = corners + np.array([[-BEYOND, 0.0, 0.0], [BEYOND, 0.0, 0.0]])
            self.pieces["stroke", k].through(np.array([start, start + struck * (end - start)]))
            metadata(self.pieces["stroke", k]).visibility = float(0 < struck < 1)
