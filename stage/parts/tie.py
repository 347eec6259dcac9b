"""A dashed level line that ties a height in one part to the same height in another."""

from __future__ import annotations

from collections.abc import Callable

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import Dashes
from stage.mobjects.text import visibility
from stage.numbers import FloatArray
from stage.parts.part import Part
from stage.theme import Zone

__all__ = ["Tie"]

LEVEL = 0.05
"""Manim units by which two places that are tied may differ in height."""


class Tie(Part):
    """Dashes from one place to another that is as high; there are none where it is not.

    Parameters
    ----------
    ends
        Parts, and what tells a place in them, shape (3,), when it is asked.

    Attributes
    ----------
    sources
        The parts that it looks at: it is drawn after them.
    """

    def __init__(self, name: str, *ends: tuple[Part, Callable[[], FloatArray]], color: str) -> None:
        super().__init__(name)
        self.sources = tuple(part for part, _ in ends)
        self._ends = [place for _, place in ends]
        self._line = self.own("line", of=Dashes(color=color))
        for rule in ("overlap", "contrast"):
            allow(rule, "it ties two values", self._line)

    def least(self, room: Size) -> Size:
        """It is not arranged."""
        return Size(0.0, 0.0)

    def draw(self, zone: Zone) -> None:
        """From end to end."""
        ends = [place() for place in self._ends]
        self._line.along(ends)
        metadata(self._line).visibility = visibility(LEVEL, float(abs(ends[0][1] - ends[-1][1])))
