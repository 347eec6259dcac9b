"""A pictogram of the cast or the yard, as one filled outline."""

from __future__ import annotations

from functools import cache
from typing import Self

import numpy as np
from manim import VMobject, VMobjectFromSVGPath
from svgelements import Path

from stage.cast import outlines
from stage.numbers import FloatArray

__all__ = ["Pictogram"]

SQUARE = 32.0
"""Side of the square that an outline is drawn on, in its own units."""


@cache
def _points(name: str) -> FloatArray:
    """Return the read-only cubic points of a pictogram in a square from -1/2 to 1/2, y up."""
    paths = [VMobjectFromSVGPath(Path(data)).points for data in outlines(name)]
    points = np.concatenate(paths) / SQUARE - [0.5, 0.5, 0.0]
    points[:, 1] *= -1
    points.flags.writeable = False
    return points


class Pictogram(VMobject):
    """The pictogram of a name that has one in ``stage.cast``, filled with a colour ``#RRGGBB``."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self._name = name
        self.put(0.0, 0.0, 1.0)

    def put(self, x: float, y: float, height: float) -> Self:
        """Draw it centred at ``(x, y)``, in a square of ``height`` manim units."""
        self.points = _points(self._name) * height + [x, y, 0.0]
        return self
