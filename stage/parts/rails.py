"""Beads, as they slide on rails."""

from __future__ import annotations

from stage.mobjects.shapes import Ring
from stage.numbers import FloatArray

__all__ = ["Bead"]


class Bead(Ring):
    """A disc or a circle, of any size."""

    def __init__(self, **style: object) -> None:
        super().__init__(1.0, **style)

    def put(self, point: FloatArray, radius: float) -> None:
        """Draw it there, in that size."""
        self.points = radius * self._circle + point
