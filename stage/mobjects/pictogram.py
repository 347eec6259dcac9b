"""A pictogram of the cast, as one filled outline."""

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
    """Cubic points of an outline, its square from -1/2 to 1/2, y up; not to be written to."""
    paths = [VMobjectFromSVGPath(Path(data)).points for data in outlines(name)]
    points = np.concatenate(paths) / SQUARE - [0.5, 0.5, 0.0]
    points[:, 1] *= -1
    points.flags.writeable = False
    return points


class Pictogram(VMobject):
    """One of the cast, by name.

    Parameters
    ----------
    name
        Of ``stage.cast.CAST``.
    color
        ``#RRGGBB``.
    """

    def __init__(self, name: str, color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self._name = name
        self.put(0.0, 0.0, 1.0)

    def put(self, x: float, y: float, height: float) -> Self:
        """Draw it around ``(x, y)``, its square ``height`` manim units high."""
        self.points = _points(self._name) * height + [x, y, 0.0]
        return self
