"""What ties the beads and walls of one line to their twins on another, where they are alike."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import Dashes
from stage.numbers import FloatArray
from stage.parts.logit_line import TOP, LogitLine
from stage.parts.names import enough
from stage.parts.part import Part
from stage.theme import Zone, theme

__all__ = ["Twins"]

APART = 0.05
"""Manim units by which twins may be off each other's place; beyond, nothing ties them."""


class Twins(Part):
    """Upright dashes from each bead of the upper line, and its gap's ends, to those of the lower.

    Pieces: ("tie", k) of bead k, and ("tie", "wall"). It is drawn after both lines.
    """

    def __init__(self, name: str, upper: LogitLine, lower: LogitLine) -> None:
        super().__init__(name)
        self.sources = (upper, lower)
        beads = [key for key in upper.pieces if key[0] == "bead"]
        self._ties = {
            ("tie", *key[1:]): (upper.piece(*key).mobject, lower.piece(*key).mobject)
            for key in beads
        }
        self._ties["tie", "wall"] = (upper.piece("post").mobject, lower.piece("post").mobject)
        for key in self._ties:
            tie = self.own(*key, of=VGroup(*(Dashes(color=theme().text) for _ in range(2))))
            for rule in ("overlap", "contrast", "zone"):
                allow(rule, "it ties two values, over what lies between", tie)

    def least(self, room: Size) -> Size:
        """It lies over the lines, and takes no room."""
        return Size(0.0, 0.0)

    def draw(self, zone: Zone) -> None:
        """From the foot of the upper one to the head of the lower one, but not over its title."""
        roof = self.sources[1].piece("roof").mobject.points[0, 1]
        for key, (upper, lower) in self._ties.items():
            start, end = _lowest(upper.points), _highest(lower.points)
            levels = (start[1], max(roof + TOP, end[1])), (max(roof, end[1]), end[1])
            for dashes, (high, low) in zip(self.pieces[key], levels, strict=True):
                dashes.along([np.array([start[0], high, 0.0]), np.array([end[0], low, 0.0])])
            metadata(self.pieces[key]).visibility = enough(APART, float(abs(start[0] - end[0])))


def _lowest(points: FloatArray) -> FloatArray:
    return np.array([(points[:, 0].min() + points[:, 0].max()) / 2, points[:, 1].min(), 0.0])


def _highest(points: FloatArray) -> FloatArray:
    return np.array([(points[:, 0].min() + points[:, 0].max()) / 2, points[:, 1].max(), 0.0])
