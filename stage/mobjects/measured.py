"""Where on screen a mobject shows a number, so that it can be measured in a finished clip.

Written by the mobject that draws the number, read by whoever writes the clip's card. Changes
nothing of what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from manim import VMobject

from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray

__all__ = ["Measured", "carry"]


BASE = 0.03
"""Half an axis is thinner than that, in manim units."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a mobject shows, and on which axes.

    Attributes
    ----------
    kind
        A length from the origin, of one value; the points of a curve; or a dot at a point.
    offset
        Of the axes' origin from the mobject's first point, so that it can be moved.
    unit
        In manim units: the way of a length of 1; or the lengths of 1 along x and along y.
    values
        Shape (1,) for a length, (n, 2) for a curve, (1, 2) for a dot.
    base
        How much of a length, from its origin, something else covers.
    """

    kind: Literal["length", "curve", "dot"]
    offset: FloatArray
    unit: tuple[float, float]
    values: FloatArray
    base: float


def carry(
    mobject: VMobject,
    kind: Literal["length", "curve", "dot"],
    *,
    origin: FloatArray,
    unit: tuple[float, float],
    values: FloatArray | Sequence[float],
    base: float = BASE,
) -> None:
    """Declare that ``mobject``, as it is now, shows ``values`` on axes through ``origin``."""
    offset = np.asarray(origin)[:2] - mobject.points[0, :2]
    value = Measured(kind, offset, unit, np.asarray(values, dtype=float), base)
    metadata(mobject).measured = value
